"""Corrects misspelt words: finds words of the vocabulary that look or sound like one.

How words are misspelt is in a table. Each line has a piece of a word and after it what is written
for it, each with its cost in hundredths; `^` and `$` are the beginning and the end of a word.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from heapq import nsmallest
from pathlib import Path

from jellyfish import metaphone
from rapidfuzz.distance import OSA

from ccgbrief.search import interpretation
from ccgbrief.search.interpretation import COMMON, Interpretation
from ccgbrief.search.synonyms import Terms
from ccgbrief.search.vocabulary import MAX_CACHED, CombinedVocabulary

TABLE = Path(__file__).with_name("misspellings.txt")

LONGEST_PIECE = 3

MOST_COST = 2.1
"""Cost of writing a word in a way that is hardly a misspelling of it."""

MAX_CORRECTIONS = 32
"""Words, and pairs of words, that a misspelt one may stand for: fewer miss some, more add noise."""

SHORT_WORD = 3
"""Words of up to this many letters may have one wrong letter."""

LONG_WORD = 6
"""Letters from which a word may have three; those between may have two."""

LONGEST_WORD = 60
"""Letters from which a word is none that was misspelt, but a paste that would take long."""

CORRECTION_COST = 0.1
"""Cost of any correction."""

ERROR_COST = 1.35
"""Cost of the share of letters that are wrong, in each of two forms: as spelt and as it sounds."""

COMMON_COST = 0.75
"""Cost by its likeness from which a common word is none: it is seldom what one searches for."""

_VOWELS = str.maketrans(dict.fromkeys("EIOU", "A"))

Guess = tuple[float, str, str]
"""The cost of a correction by its likeness, and what was meant and typed, as in the table."""

Costs = Callable[[str], Mapping[str, float]]
"""Returns what it costs to write something for a piece of a word; nothing if it is right."""


class Corrections:
    """Finds corrections in a vocabulary, and caches them."""

    def __init__(self, known: CombinedVocabulary) -> None:
        self._known = known
        self.of = lru_cache(maxsize=MAX_CACHED)(self._correct)

    def _correct(self, typed: str, *, unfinished: bool) -> tuple[Interpretation, ...]:
        """Return what a word may be a misspelling of, the likeliest first.

        With `unfinished` it may also be the misspelt beginning of a longer word.
        """
        if not 2 <= len(typed) <= LONGEST_WORD or any(letter.isdigit() for letter in typed):
            return ()
        known = self._known.count(typed) > 0
        most = 1 if known or len(typed) <= SHORT_WORD else 2 if len(typed) < LONG_WORD else 3
        found = self._similar(typed, most)
        if unfinished and len(typed) > SHORT_WORD:
            found = self._begun(typed) | found
        likely = _likeliest(found, interpretation.KNOWN_WORD_COST if known else 0.0)
        if not known and len(typed) > 2 * SHORT_WORD:
            likely |= _likeliest(self._split(typed), interpretation.SPLIT_COST)
        best = sorted(likely, key=likely.__getitem__)
        return tuple(Interpretation(each, likely[each], typed) for each in best)

    def _split(self, typed: str) -> dict[Terms, Guess]:
        """Return pairs of words, one of them misspelt, that may have been typed as one."""
        found: dict[Terms, Guess] = {}
        for at in range(SHORT_WORD, len(typed) - SHORT_WORD + 1):
            left, right = typed[:at], typed[at:]
            if self._known.count(left):
                found |= {(left, *word): guess for word, guess in self._similar(right, 1).items()}
            if self._known.count(right):
                found |= {(*word, right): guess for word, guess in self._similar(left, 1).items()}
        return found

    def _similar(self, typed: str, distance: int) -> dict[Terms, Guess]:
        """Return words with at most `distance` wrong letters or the same sound."""
        found = self._known.near(typed, distance)
        for word in sorted(self._known.sounding(sound(typed)) - found.keys()):
            found[word] = OSA.distance(typed, word)
        found.pop(typed, None)
        return {
            (word,): (_cost(typed, word, wrong), f"^{word}$", f"^{typed}$")
            for word, wrong in found.items()
        }

    def _begun(self, typed: str) -> dict[Terms, Guess]:
        """Return words that begin much as what was typed so far."""
        found = self._known.near_beginnings(typed, 1 if len(typed) < LONG_WORD else 2)
        guesses: dict[Terms, Guess] = {}
        for word, (meant, wrong) in found.items():
            untyped = interpretation.COMPLETION_COST * (1 - len(meant) / len(word))
            guesses[word,] = untyped + _cost(typed, meant, wrong), f"^{meant}", f"^{typed}"
        return guesses


def _likeliest(found: Mapping[Terms, Guess], cost: float) -> dict[Terms, float]:
    """Return what those that are most alike cost, in addition to `cost`."""
    likely = {}
    for terms in nsmallest(MAX_CORRECTIONS, found, key=found.__getitem__):
        unlike, meant, typed = found[terms]
        if unlike < COMMON_COST or terms[0] not in COMMON:
            likely[terms] = cost + unlike + misspelling_cost(meant, typed, learned_costs)
    return likely


def _cost(typed: str, word: str, wrong: int) -> float:
    """Return what a correction costs by its likeness; `wrong` is the number of wrong letters."""
    errors = wrong + min(wrong, OSA.distance(sound(typed), sound(word)))
    return CORRECTION_COST + ERROR_COST * errors / max(len(typed), len(word))


@lru_cache(maxsize=MAX_CACHED)
def sound(word: str) -> str:
    """Return a key that words share when they sound alike in English, empty for other alphabets.

    It is Metaphone, with all vowels, which it has only at the beginning, made one.
    """
    return metaphone(word).translate(_VOWELS) if word.isascii() and word.isalpha() else ""


def misspelling_cost(word: str, typed: str, costs: Costs) -> float:
    """Return the least that it costs to write a word like that, piece by piece."""
    while word and word[:LONGEST_PIECE] == typed[:LONGEST_PIECE]:
        word, typed = word[1:], typed[1:]
    while word and word[-LONGEST_PIECE:] == typed[-LONGEST_PIECE:]:
        word, typed = word[:-1], typed[:-1]
    ends = range(len(typed) + 1)
    written = [[(end, typed[at:end]) for end in ends[at : at + LONGEST_PIECE + 1]] for at in ends]
    least = [[MOST_COST for _ in ends] for _ in range(len(word) + 1)]
    least[0][0] = 0.0
    for start, row in enumerate(least):
        rows = enumerate(least[start : start + LONGEST_PIECE + 1], start)
        known = [(after, costs(word[start:end])) for end, after in rows]
        for place, others in enumerate(written):
            if row[place] < MOST_COST:
                for end, other in others:
                    for after, cost in known:
                        if other in cost and row[place] + cost[other] < after[end]:
                            after[end] = row[place] + cost[other]
    return least[-1][-1]


@lru_cache(maxsize=MAX_CACHED)
def learned_costs(piece: str) -> Mapping[str, float]:
    """Return the costs of the table, which is read line by line: few are ever needed."""
    _, *others = _lines().get(piece, "").split(" ")
    return {other[:-3]: int(other[-3:]) / 100 for other in others}


@cache
def _lines() -> dict[str, str]:
    return {line.partition(" ")[0]: line for line in TABLE.read_text("ascii").splitlines()}
