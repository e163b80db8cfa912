"""Finds what a misspelt word may be meant for: words spelt like it, sounding like it, begun so."""

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from ccgbrief.search.interpretation import BEST_CORRECTION, Meaning, Tier
from ccgbrief.search.similarity import likeness, sound
from ccgbrief.search.vocabulary import Vocabularies

MAX_MEANINGS = 32
"""Words one misspelt word is taken for, the likeliest: fewer miss some, more find only noise."""

SHORT_WORD = 3
"""Letters of a word in which one letter may be wrong; in longer ones two."""

LONG_WORD = 6
"""Letters of a word in which three may be wrong, when `FEW_NEIGHBOURS` have fewer wrong."""

FEW_NEIGHBOURS = 12
"""Words spelt nearly alike below which those farther away are looked at."""

LEAST_WEIGHT = 0.4
"""Weight below which a correction is only noise."""

KNOWN_WORD_DOUBT = 0.65
"""A word that exists is seldom meant for another: the weight of its corrections is so much less,
and of these one letter may be wrong, however long it is, or the spelling of its sound."""

UNFINISHED = 0.4
"""Power of the share of a word that was typed, times which a beginning counts. At 1 most words that
are half typed and misspelt come after shorter ones; below .4 whole ones come after longer ones."""

SUGGESTED_FROM = 1_000
"""Words with the same first letter, the commonest, that are suggested from when none is alike."""

REMEMBERED = 256
"""Words whose corrections are kept, since every letter asks again for all words before it."""


class Corrections:
    """Finds corrections in a vocabulary."""

    def __init__(self, known: Vocabularies) -> None:
        self._known = known
        self.of = lru_cache(maxsize=REMEMBERED)(self._correct)

    def suggestions(self, word: str, most: int) -> list[str]:
        """Return the words nearest to one that means nothing here."""
        found = self._likened(word, max(3, len(word) // 2))
        if not found:
            known = self._known
            begun = known.completions(word[0], SUGGESTED_FROM) or known.completions("", most)
            found = {other: JaroWinkler.similarity(word, other) for other in begun}
        return sorted(found, key=found.__getitem__, reverse=True)[:most]

    def _correct(self, typed: str, *, begins: bool) -> tuple[Meaning, ...]:
        """Return what a word may be meant for, the likeliest first.

        With `begins` it may also be the misspelt beginning of a longer word.
        """
        if len(typed) < 2 or any(letter.isdigit() for letter in typed):
            return ()
        known = self._known.count(typed) > 0
        found = self._likened(typed, 1 if known or len(typed) <= SHORT_WORD else 2)
        if not known and len(typed) >= LONG_WORD and len(found) < FEW_NEIGHBOURS:
            found |= self._likened(typed, 3)
        if begins:
            found = self._likened_beginnings(typed) | found
        doubt = KNOWN_WORD_DOUBT if known else 1.0
        best = sorted(found, key=found.__getitem__, reverse=True)[:MAX_MEANINGS]
        return tuple(
            Meaning((word,), weight, Tier.CORRECTED, typed)
            for word in best
            if (weight := doubt * min(found[word], BEST_CORRECTION)) >= LEAST_WEIGHT
        )

    def _likened(self, typed: str, distance: int) -> dict[str, float]:
        """Return the words with at most `distance` letters wrong or the same sound, likened."""
        found = self._known.near(typed, distance)
        if key := sound(typed):
            for word in self._known.sounding(key) - found.keys():
                found[word] = OSA.distance(typed, word)
        found.pop(typed, None)
        return {word: likeness(typed, word, wrong) for word, wrong in found.items()}

    def _likened_beginnings(self, typed: str) -> dict[str, float]:
        """Return words that begin with something like what was typed so far, likened."""
        if len(typed) <= SHORT_WORD:
            return {}
        found = self._known.near_beginnings(typed, 1 if len(typed) < LONG_WORD else 2)
        return {
            word: likeness(typed, meant, wrong) * (len(meant) / len(word)) ** UNFINISHED
            for word, (meant, wrong) in found.items()
        }
