"""Decides what a typed word may mean: itself, its completions, words spelt or said like it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from ccgbrief.search.query import TypedWord
from ccgbrief.search.vocabulary import Vocabulary

MAX_MEANINGS = 32
"""Other words one typed word is taken for, the likeliest."""

SHORT_WORD = 3
"""Letters up to which one letter may be wrong; above it two."""

SPELLING_SHARE = 0.75
"""How much of a word's likeness is its edit distance; the rest is the likeness of its beginning."""

KNOWN_WORD_DOUBT = 0.65
"""A word that exists is seldom meant for another: the weight of its corrections is so much less."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words that a typed word may stand for."""

    terms: tuple[str, ...]
    """The words, which must follow each other."""
    weight: float
    """How likely it is what is meant: 1 for the word as it was typed."""


class Meanings:
    """Finds meanings in some vocabularies."""

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self._vocabularies = tuple(vocabularies)
        self._known: dict[str, tuple[Meaning, ...]] = {}

    def count(self, word: str) -> int:
        """Return how many entries hold the word."""
        return sum(vocabulary.count(word) for vocabulary in self._vocabularies)

    def completions(self, prefix: str) -> list[str]:
        """Return the words that begin so."""
        return [word for v in self._vocabularies for word in v.completions(prefix)]

    def corrections(self, word: TypedWord) -> tuple[Meaning, ...]:
        """Return the words that may be meant instead of the typed one, the likeliest first."""
        if word.folded not in self._known:
            self._known[word.folded] = self._corrections(word.folded)
        return self._known[word.folded]

    def _corrections(self, typed: str) -> tuple[Meaning, ...]:
        if len(typed) < 2 or typed.isdigit():
            return ()
        distance = 1 if len(typed) <= SHORT_WORD else 2
        doubt = KNOWN_WORD_DOUBT if self.count(typed) else 1.0
        weights = {
            found: doubt * likeness(typed, found, wrong)
            for vocabulary in self._vocabularies
            for found, wrong in vocabulary.near(typed, distance)
            if found != typed
        }
        best = sorted(weights, key=weights.__getitem__, reverse=True)[:MAX_MEANINGS]
        return tuple(Meaning((found,), weights[found]) for found in best)


def likeness(typed: str, word: str, wrong: int) -> float:
    """Return from 0 to 1 how like `word` is to what was typed, with `wrong` letters wrong."""
    spelling = 1 - wrong / max(len(typed), len(word))
    return SPELLING_SHARE * spelling + (1 - SPELLING_SHARE) * JaroWinkler.similarity(typed, word)
