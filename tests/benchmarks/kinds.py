"""Queries of each kind in which people miss what they remember, and how often it is found.

    python -m tests.benchmarks kinds [--corpus FILE] [--misspellings FILE] [--synonyms FILE]
        [--each N] [--engines …] [--seed N]

FILE has one passage a line; without it the shipped pack is searched. The words of a query stand
together in one passage only, which is the right one. Misspellings are lines such as
`acheive->achieve`, as in the dictionary of codespell; without them only slips of the fingers are
made. Synonyms are lines of words that mean the same, with spaces between, such as the sets of
WordNet. Each kind is one entry of `KINDS`. `--seed` draws other queries, so that none is measured
that was tuned on.
"""

import argparse
import math
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from rich.console import Console
from rich.table import Table

from ccgbrief.text import words
from tests.benchmarks.corpus import shipped_corpus
from tests.benchmarks.search import read_passages
from tests.benchmarks.search_engines import make_engine

COMMONEST = 0.02
"""Share of the passages with a word above which nobody searches for it."""

LONG = 7
"""Letters of a word of which a beginning tells something."""

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ENDINGS = r"(s|es|ed|d|ing|er|ers|ly|ion|ions|ment|ments|ness|al)"
QUESTIONS = ("who said {}", "what is the {}", "how many {}", "when was {}", "is there {} for it")
TRIES = 50


class Passages:
    """A corpus with its words, and what chance picks of them."""

    def __init__(
        self,
        texts: Sequence[str],
        misspellings: Mapping[str, list[str]],
        synonyms: Mapping[str, list[str]],
        seed: int,
    ):
        self.chance = random.Random(seed)
        self.misspellings = misspellings
        self.synonyms = synonyms
        self.texts = texts
        self.words = [[word.folded for word in words(text)] for text in texts]
        self.having: dict[str, set[int]] = defaultdict(set)
        for number, found in enumerate(self.words):
            for word in found:
                self.having[word].add(number)
        self.vocabulary = sorted(word for word in self.having if word.isalpha() and len(word) > 3)

    def pick(self, number: int, *, least: int = 4, most: int = 3, alone: bool = True) -> list[str]:
        """Return words of a passage that stand together in no other, in random order, or none."""
        limit = max(3, COMMONEST * len(self.texts))
        known = [
            word
            for word in dict.fromkeys(self.words[number])
            if word.isalpha() and len(word) >= least and len(self.having[word]) <= limit
        ]
        count = self.chance.randrange(1 if alone else 2, most + 1)
        if len(known) < count:
            return []
        picked = self.chance.sample(known, count)
        return picked if set.intersection(*(self.having[w] for w in picked)) == {number} else []

    def slip(self, word: str) -> str:
        """Return the word with a letter dropped, doubled, swapped or hit beside its key."""
        at = self.chance.randrange(len(word) - 1)
        before, letter, after = word[:at], word[at], word[at + 1 :]
        row = next((row for row in ROWS if letter in row), letter)
        place = row.index(letter)
        beside = [c for c in row[max(0, place - 1) : place + 2] if c != letter] or [letter]
        made = self.chance.choice(
            [
                before + after,
                before + letter * 2 + after,
                before + after[0] + letter + after[1:],
                before + self.chance.choice(beside) + after,
            ]
        )
        return "" if made in self.having or made == word else made


Maker = Callable[[Passages, int], str]


def _well(made: Passages, number: int) -> str:
    return " ".join(made.pick(number))


def _slip(made: Passages, number: int) -> str:
    return _with_last(made.pick(number, least=5), made.slip)


def _misspelt(made: Passages, number: int) -> str:
    def wrong(word: str) -> str:
        return made.chance.choice(made.misspellings.get(word, [""]))

    return _with_last(made.pick(number), wrong)


def _half(made: Passages, number: int) -> str:
    return _with_last(made.pick(number, least=LONG), lambda word: word[: len(word) * 2 // 3])


def _half_with_slip(made: Passages, number: int) -> str:
    def begin(word: str) -> str:
        begun = made.slip(word[: max(5, len(word) * 2 // 3)])
        is_known = any(other.startswith(begun) for other in made.vocabulary)
        return "" if is_known else begun

    return _with_last(made.pick(number, least=LONG), begin)


def _joined_with_slip(made: Passages, number: int) -> str:
    found = made.words[number]
    pairs = [
        (a, b)
        for a, b in pairwise(found)
        if len(a) > 2 and len(b) > 3 and made.having[a] & made.having[b] == {number}
    ]
    return made.slip("".join(made.chance.choice(pairs))) if pairs else ""


def _other_form(made: Passages, number: int) -> str:
    def form(word: str) -> str:
        stem = re.sub(f"{ENDINGS}$", "", word)
        forms = [w for w in made.vocabulary if re.fullmatch(f"{re.escape(stem)}{ENDINGS}?", w)]
        others = [w for w in forms if w != word]
        return made.chance.choice(others) if others and len(stem) > 3 else ""

    return _with_last(made.pick(number, least=5), form)


def _other_word(made: Passages, number: int) -> str:
    def other(word: str) -> str:
        near = extract(word, made.vocabulary, scorer=OSA.distance, score_cutoff=1, limit=9)
        others = [w for w, _, _ in near if not (w.startswith(word) or word.startswith(w))]
        return made.chance.choice(others) if others else ""

    return _with_last(made.pick(number, alone=False), other)


def _synonym(made: Passages, number: int) -> str:
    def other(word: str) -> str:
        others = [w for w in made.synonyms.get(word, ()) if w not in made.words[number]]
        return made.chance.choice(others) if others else ""

    return _with_last(made.pick(number, alone=False), other)


def _added(made: Passages, number: int) -> str:
    picked = made.pick(number, alone=False)
    return " ".join([*picked, made.chance.choice(made.vocabulary)]) if picked else ""


def _added_with_slip(made: Passages, number: int) -> str:
    typed = _with_last(made.pick(number, least=5, alone=False), made.slip)
    return f"{made.chance.choice(made.vocabulary)} {typed}" if typed else ""


def _strange(made: Passages, number: int) -> str:
    """Add a word that is in no passage."""
    typed = _with_last(made.pick(number, least=5, alone=False), made.slip)
    strange = [word for word in made.synonyms if word not in made.having]
    return f"{made.chance.choice(strange)} {typed}" if typed and strange else ""


def _question(made: Passages, number: int) -> str:
    picked = made.pick(number, alone=False)
    return made.chance.choice(QUESTIONS).format(" of ".join(picked)) if picked else ""


def _with_last(picked: list[str], change: Callable[[str], str]) -> str:
    changed = change(picked[-1]) if picked else ""
    return " ".join([*picked[:-1], changed]) if changed else ""


KINDS: dict[str, Maker] = {
    "well spelt": _well,
    "in a question": _question,
    "one slip": _slip,
    "misspelt": _misspelt,
    "half typed": _half,
    "half typed with a slip": _half_with_slip,
    "two words joined, with a slip": _joined_with_slip,
    "another form of a word": _other_form,
    "another word by one letter": _other_word,
    "one word by a synonym": _synonym,
    "a wrong word added": _added,
    "a wrong word added, and a slip": _added_with_slip,
    "a word that is nowhere added, and a slip": _strange,
}
"""How a query of each kind is made of a passage; "" where it cannot be."""


class Quality(NamedTuple):
    """How often the right passage was found."""

    queries: int
    first: float
    first_five: float

    def __str__(self) -> str:
        shares = (f"{share:.2f} ± {self._error(share):.2f}" for share in self[1:])
        return " / ".join(shares)

    def _error(self, share: float) -> float:
        return math.sqrt(share * (1 - share) / self.queries)


def queries_of(kind: str, made: Passages, most: int) -> list[tuple[str, int]]:
    """Return queries of a kind, each with the number of the right passage."""
    found: list[tuple[str, int]] = []
    for _ in range(most * TRIES):
        number = made.chance.randrange(len(made.texts))
        if len(found) < most and (typed := KINDS[kind](made, number)):
            found.append((typed, number))
    return found


def measure(find: Callable[[str, int], list[int]], queries: Iterable[tuple[str, int]]) -> Quality:
    places = [
        found.index(number) if number in found else len(found) + 5
        for typed, number in queries
        for found in (find(typed, 5),)
    ]
    shares = [sum(place < most for place in places) / len(places) for most in (1, 5)]
    return Quality(len(places), *shares)


def main(arguments: Sequence[str]) -> None:
    """Print a table of the kinds for each engine."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks kinds")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--misspellings", type=Path)
    parser.add_argument("--synonyms", type=Path)
    parser.add_argument("--each", type=int, default=100, help="queries of a kind")
    parser.add_argument("--engines", default="ours,fzf")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args(arguments)
    texts = read_passages(wanted.corpus) if wanted.corpus else shipped_corpus()
    misspellings, synonyms = _misspellings(wanted.misspellings), _synonyms(wanted.synonyms)
    made = Passages(texts, misspellings, synonyms, wanted.seed)
    engines = wanted.engines.split(",")
    table = Table("first / in the first five", "queries", *engines)
    with tempfile.TemporaryDirectory() as folder:
        finders = [make_engine(name, texts, Path(folder)) for name in engines]
        for kind in KINDS:
            if queries := queries_of(kind, made, wanted.each):
                found = [measure(finder.find, queries) for finder in finders]
                table.add_row(kind, str(len(queries)), *map(str, found))
    Console(width=120).print(table)


def _misspellings(file: Path | None) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines() if file else ():
        wrong, _, right = line.partition("->")
        if wrong.isalpha() and right.isalpha():
            found[right].append(wrong)
    return found


def _synonyms(file: Path | None) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines() if file else ():
        same = line.split()
        for word in same:
            found[word] += (other for other in same if other != word)
    return found
