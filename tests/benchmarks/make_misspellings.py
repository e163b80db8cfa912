"""Learns from misspellings how people write pieces of words: the search's table of costs.

    python -m tests.benchmarks.make_misspellings FILE [--without QUERIES]
        > src/ccgbrief/search/misspellings.txt

FILE is the dictionary of codespell (https://github.com/codespell-project/codespell, the file
`codespell_lib/data/dictionary.txt`), which derives from Wikipedia's list of common misspellings and
is licensed CC BY-SA 3.0: lines such as `acheive->achieve`. `--without` leaves out all forms of the
words in a file of queries as tests/benchmarks/search.py reads them, so that none is measured that
was learned. A line of the table has a piece of up to three letters, in which `^` and `$` are the
beginning and the end of a word, and after it what is written for it, each with the weighted
logarithm of how seldom, in hundredths: the model of Brill and Moore (2000), “An improved error
model for noisy channel spelling correction”.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path

from rapidfuzz.distance import OSA

from ccgbrief.search.corrections import LONGEST_PIECE, misspelling_cost

LEAST_SEEN = 4
"""Misspellings in which a piece was written so, below which that is chance."""

SMOOTHING = 8
"""Added to how often a piece occurs, so that a rare one is not certain to be misspelt."""

WEIGHT = 0.14
"""Of the logarithms, since words that are misspelt often are harder than others."""

LEAST_GAIN = 0.04
"""How much cheaper than its parts a piece must be to have an entry."""

MOST_COST = 1.4
"""More than that is nearly the cost of a wrong letter that was never seen."""

MOST_WRONG = 4
"""Wrong letters from which a pair is two words rather than a misspelling."""

ENDING = 3
"""Letters at the end of a word in which its forms may differ, if `SHORTEST_STEM` stay."""

SHORTEST_STEM = 4

LETTERS = "^abcdefghijklmnopqrstuvwxyz$"
VOWELS = frozenset("aeiouy")

Pair = tuple[str, str]
"""A piece, or a word, and what was written for it."""

Table = Mapping[str, Mapping[str, float]]
"""For each piece, what is written for it, and what that costs."""


def pairs_in(file: Path, without: Iterable[str]) -> Iterator[Pair]:
    """Yield the words of codespell's dictionary, each with a misspelling."""
    left_out = tuple({word[: max(SHORTEST_STEM, len(word) - ENDING)] for word in without})
    for line in file.read_text("utf-8").lower().splitlines():
        wrong, _, right = line.partition("->")
        word = right.split(",")[0].strip()
        if not (wrong + word).isascii() or not (wrong + word).isalpha():
            continue
        is_form = word.startswith(left_out) or wrong.startswith(left_out)
        if OSA.distance(word, wrong) <= MOST_WRONG and not is_form:
            yield word, wrong


def learn(pairs: Iterable[Pair]) -> Table:
    """Return what it costs to write something for a piece."""
    written: Counter[Pair] = Counter()
    occurs: Counter[str] = Counter()
    for word, wrong in pairs:
        marked = f"^{word}$"
        occurs.update(
            marked[start : start + length]
            for length in range(1, LONGEST_PIECE + 1)
            for start in range(len(marked) + 1 - length)
        )
        occurs[""] += len(marked)
        written.update(_pieces(list(_aligned(marked, f"^{wrong}$"))))
    costs = {
        (piece, other): -WEIGHT * log(count / (occurs[piece] + SMOOTHING))
        for (piece, other), count in written.items()
        if count >= LEAST_SEEN
    }
    return _without_needless(costs)


def _pieces(letters: list[Pair]) -> Iterator[Pair]:
    """Yield the pieces that were misspelt, with their neighbours and without."""
    for start in range(len(letters)):
        piece = other = ""
        for one, written in letters[start:]:
            piece, other = piece + one, other + written
            if max(len(piece), len(other)) > LONGEST_PIECE:
                break
            if piece != other:
                yield piece, other


def _aligned(word: str, wrong: str) -> Iterator[Pair]:
    """Yield the letters of a word, each with what was written for it; two that were swapped."""
    left: dict[tuple[int, int], float] = {}  # what is left to pay from two places on
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for at in range(len(word), -1, -1):
        for place in range(len(wrong), -1, -1):
            ways = {
                move: cost + left[at + move[0], place + move[1]]
                for move, cost in _moves(word[at : at + 2], wrong[place : place + 2])
            }
            step[at, place] = min(ways, key=ways.__getitem__, default=(0, 0))
            left[at, place] = ways.get(step[at, place], 0.0)
    at = place = 0
    while (at, place) != (len(word), len(wrong)):
        further, on = step[at, place]
        yield word[at : at + further], wrong[place : place + on]
        at, place = at + further, place + on


def _moves(word: str, wrong: str) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield how many letters of both can be aligned next, with the cost."""
    if word and wrong:
        alike = 0.9 if (word[0] in VOWELS) == (wrong[0] in VOWELS) else 1.1
        yield (1, 1), 0.0 if word[0] == wrong[0] else alike
    if len(word) == len(wrong) == 2 and word == wrong[::-1] and word != wrong:
        yield (2, 2), 1.0
    if word:
        yield (1, 0), 1.0
    if wrong:
        yield (0, 1), 1.0


def _without_needless(costs: Mapping[Pair, float]) -> Table:
    """Return the costs without pieces that cost about as much as their parts together."""
    kept: dict[str, dict[str, float]] = defaultdict(dict)
    for letter in LETTERS:
        kept[letter][letter] = 0.0
    for (piece, other), cost in sorted(costs.items(), key=lambda item: len("".join(item[0]))):
        if (
            cost < MOST_COST
            and misspelling_cost(piece, other, kept.__getitem__) > cost + LEAST_GAIN
        ):
            kept[piece][other] = cost
    return kept


def lines(costs: Table) -> Iterator[str]:
    """Yield the lines of the table."""
    for piece in sorted(filter(costs.get, costs)):
        found = sorted(costs[piece].items())
        yield " ".join([piece, *(f"{other}{round(100 * cost):03}" for other, cost in found)])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--without", type=Path)
    wanted = parser.parse_args()
    queries = json.loads(wanted.without.read_text("utf-8"))["misspelt"] if wanted.without else []
    without = {word for query in queries for word in (*query["words"], *query["q"].split(" "))}
    sys.stdout.write("".join(f"{line}\n" for line in lines(learn(pairs_in(wanted.file, without)))))


if __name__ == "__main__":
    main()
