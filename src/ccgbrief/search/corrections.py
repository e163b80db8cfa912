"""Corrects misspelt words: finds words of the vocabulary that look or sound like one."""

from functools import lru_cache
from heapq import nsmallest

from jellyfish import metaphone
from rapidfuzz.distance import OSA, JaroWinkler

from ccgbrief.search.interpretation import COMMON, KNOWN_WORD_COST, SPLIT_COST, Interpretation
from ccgbrief.search.synonyms import Terms
from ccgbrief.search.vocabulary import CombinedVocabulary

MAX_CORRECTIONS = 32
"""Words, and pairs of words, that a misspelt one may stand for: fewer miss some, more add noise."""

SHORT_WORD = 3
"""Words of up to this many letters may have one wrong letter; longer ones two."""

LONG_WORD = 6
"""Letters of a word in which three may be wrong, when `FEW_NEIGHBOURS` have fewer wrong."""

LONGEST_WORD = 60
"""Letters from which a word is none that was misspelt, but a paste that would take long."""

FEW_NEIGHBOURS = 12
"""Similar words below which those with more wrong letters are tried too."""

LEAST_SIMILARITY = 0.4
"""A correction with less similarity is noise."""

COMMON_SIMILARITY = 0.75
"""The same for a common word, which is seldom what somebody searches for."""

CORRECTION_COST = 0.2
"""Cost of the most similar correction."""

DISSIMILARITY_COST = 9.5
"""Cost of a correction with nothing in common."""

UNFINISHED_POWER = 0.4
"""Power of the share of a longer word that was typed, by which its similarity is multiplied. At 1
most words that are misspelt and half typed come after shorter ones; below .4 long words come before
whole ones."""

JOINED_WORD = 7
"""Letters from which a word may be two that were typed as one, one of them misspelt."""

MAX_CACHED = 256
"""How many words' corrections are cached; every letter typed needs those of all earlier words."""

SPELLING_SHARE = 0.75
"""Share of edit distance in similarity; the rest is Jaro-Winkler's, which favours beginnings."""

ERROR_COST = 0.65
"""What a wrong letter costs in each of two forms, as spelt and as it sounds: a wrong vowel, which
does not change the sound, costs half as much as a letter that does."""

ANAGRAM_BONUS = 0.05
"""Bonus for the same letters in another order: nothing is commoner than two fingers out of step."""

MAX_SOUNDS_CACHED = 4_096
"""Words whose sound is cached: each letter typed compares much the same."""

_VOWELS = str.maketrans(dict.fromkeys("EIOU", "A"))


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
        found = self._similar(typed, 1 if known or len(typed) <= SHORT_WORD else 2)
        if not known and len(typed) >= LONG_WORD and len(found) < FEW_NEIGHBOURS:
            found |= self._similar(typed, 3)
        if unfinished:
            found = self._similar_beginnings(typed) | found
        cost = CORRECTION_COST + (KNOWN_WORD_COST if known else 0)
        costs: dict[Terms, float] = {
            (word,): cost + DISSIMILARITY_COST * (1 - like)
            for word, like in found.items()
            if like >= (COMMON_SIMILARITY if word in COMMON else LEAST_SIMILARITY)
        }
        best = nsmallest(MAX_CORRECTIONS, costs, key=costs.__getitem__)
        if not known and len(typed) >= JOINED_WORD:
            splits = self._split(typed)
            costs |= splits
            best += nsmallest(MAX_CORRECTIONS, splits, key=splits.__getitem__)
            best.sort(key=costs.__getitem__)
        return tuple(Interpretation(each, costs[each], typed) for each in best)

    def _split(self, typed: str) -> dict[Terms, float]:
        """Return the costs of pairs of words, one of them misspelt, that were typed as one."""
        found: dict[Terms, float] = {}
        for at in range(SHORT_WORD, len(typed) - SHORT_WORD + 1):
            left, right = typed[:at], typed[at:]
            if self._known.count(left):
                found |= {(left, word): like for word, like in self._similar(right, 1).items()}
            if self._known.count(right):
                found |= {(word, right): like for word, like in self._similar(left, 1).items()}
        cost = CORRECTION_COST + SPLIT_COST
        return {pair: cost + DISSIMILARITY_COST * (1 - like) for pair, like in found.items()}

    def _similar(self, typed: str, distance: int) -> dict[str, float]:
        """Return how similar words with at most `distance` wrong letters or the same sound are."""
        found = self._known.near(typed, distance)
        if key := sound(typed):
            for word in sorted(self._known.sounding(key) - found.keys()):
                found[word] = OSA.distance(typed, word)
        found.pop(typed, None)
        return {word: similarity(typed, word, wrong) for word, wrong in found.items()}

    def _similar_beginnings(self, typed: str) -> dict[str, float]:
        """Return the similarity of words that begin much as what was typed so far."""
        if len(typed) <= SHORT_WORD:
            return {}
        found = self._known.near_beginnings(typed, 1 if len(typed) < LONG_WORD else 2)
        return {
            word: similarity(typed, meant, wrong) * (len(meant) / len(word)) ** UNFINISHED_POWER
            for word, (meant, wrong) in found.items()
        }


def similarity(typed: str, word: str, wrong: int) -> float:
    """Return how similar a word is to what was typed, at most about 1.

    `wrong` is the number of wrong letters.
    """
    errors = wrong + min(wrong, OSA.distance(sound(typed), sound(word)))
    spelling = 1 - ERROR_COST * errors / max(len(typed), len(word))
    beginning = JaroWinkler.similarity(typed, word)
    anagram = ANAGRAM_BONUS if sorted(typed) == sorted(word) else 0.0
    return SPELLING_SHARE * spelling + (1 - SPELLING_SHARE) * beginning + anagram


@lru_cache(maxsize=MAX_SOUNDS_CACHED)
def sound(word: str) -> str:
    """Return a key that words share when they sound alike in English, empty for other alphabets.

    It is Metaphone, with all vowels, which it has only at the beginning, made one.
    """
    return metaphone(word).translate(_VOWELS) if word.isascii() and word.isalpha() else ""
