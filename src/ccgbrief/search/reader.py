"""Reads typed words: as themselves, as what they begin, as what they are spelt or sound like."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log10

from rapidfuzz.distance import OSA, JaroWinkler

from ccgbrief.search.equivalents import Equivalents
from ccgbrief.search.likeness import likeness, sound, spelt_alike
from ccgbrief.search.meanings import BEGUN_WEIGHT, Meaning, Sought, Tier
from ccgbrief.search.query import TypedWord
from ccgbrief.search.vocabulary import Vocabulary

MAX_MEANINGS = 32
"""Words one misspelt word is taken for, the likeliest: fewer miss some, more find only noise."""

MOST_CORRECTED = 12
"""Words of a query up to which misspelt ones are corrected; more were pasted and not typed."""

MAX_COMPLETIONS = 24
"""Words that one beginning is completed to, the commonest."""

SHORT_WORD = 3
"""Letters of a word in which one letter may be wrong; in longer ones two."""

LONG_WORD = 6
"""Letters of a word in which three may be wrong, when `FEW_NEIGHBOURS` have fewer wrong."""

FEW_NEIGHBOURS = 12
"""Words spelt nearly alike below which those farther away are looked at."""

BEST_CORRECTION = 0.95
"""Weight no correction exceeds, since it is a guess."""

LEAST_WEIGHT = 0.45
"""Weight below which a correction is only noise."""

KNOWN_WORD_DOUBT = 0.65
"""A word that exists is seldom meant for another: the weight of its corrections is so much less."""

SAME_WEIGHT = 0.97
"""Weight of another name of the same: it is meant, but was not typed."""

FEW_BEGUN = 3_000
"""Entries with words of one beginning up to which all of them are sought and not the commonest."""

SUGGESTED_FROM = 1_000
"""Words with the same first letter, the commonest, that are suggested from when none is alike."""


class Reader:
    """Reads typed words by some vocabularies."""

    def __init__(
        self, vocabularies: Iterable[Vocabulary], equivalents: Equivalents, size: int
    ) -> None:
        """`size` is the number of entries that the vocabularies were made from."""
        self._vocabularies = tuple(vocabularies)
        self._equivalents = equivalents
        self._size = size
        self._corrections = lru_cache(maxsize=256)(self._correct)
        self._completions = lru_cache(maxsize=256)(self._complete)

    def read(self, typed: Sequence[TypedWord], *, correct: bool) -> list[Sought]:
        """Return what each word may mean; words spelt alike are among it if `correct`."""
        correct = correct and len(typed) <= MOST_CORRECTED
        own = [[Meaning((w.folded,), 1.0, Tier.WHOLE, w.folded)] for w in typed]
        self._add_other_names([w.folded for w in typed], own)
        return [
            self._sought(word, meanings, correct=correct)
            for word, meanings in zip(typed, own, strict=True)
        ]

    def suggestions(self, word: str, most: int) -> list[str]:
        """Return the words nearest to one that means nothing here."""
        found = self._likened(word, max(3, len(word) // 2))
        if not found:
            begun = self._begun(word[0], SUGGESTED_FROM) or self._begun("", SUGGESTED_FROM)
            found = {other: JaroWinkler.similarity(word, other) for other in begun}
        return sorted(found, key=found.__getitem__, reverse=True)[:most]

    def count(self, word: str) -> int:
        """Return how many entries hold the word."""
        return sum(vocabulary.count(word) for vocabulary in self._vocabularies)

    def _count_begun(self, prefix: str) -> int:
        return sum(vocabulary.count_begun(prefix) for vocabulary in self._vocabularies)

    def _add_other_names(self, typed: list[str], meanings: list[list[Meaning]]) -> None:
        """Add what one or more of the words are also called, or are written as in one."""
        for start in range(len(typed)):
            for end in range(start + 1, min(len(typed), start + self._equivalents.longest) + 1):
                group = tuple(typed[start:end])
                others = list(self._equivalents.others(group))
                joined = "".join(group)
                if len(group) == 2 and joined.isalpha() and self.count(joined):
                    others.append((joined,))
                for terms in others:
                    name = Meaning(terms, SAME_WEIGHT, Tier.PART, " ".join(group))
                    for place in range(start, end):
                        meanings[place].append(name)

    def _sought(self, word: TypedWord, meanings: list[Meaning], *, correct: bool) -> Sought:
        known = self.count(word.folded)
        begun = self._completions(word.folded) if word.growing else ()
        meanings = [*meanings, *begun]
        if not known and not begun:
            meanings += self._split(word.folded)
        if correct:
            meanings += self._corrections(word.folded, begins=word.growing and not begun)
        counts = [min(map(self.count, meaning.terms)) for meaning in meanings]
        likely = next((count for count in counts if count), 0)
        return Sought(
            word.folded,
            word.growing,
            word.growing and self._count_begun(word.folded) <= FEW_BEGUN,
            tuple(m for m, count in zip(meanings, counts, strict=True) if count),
            sum(counts),
            1 + log10((self._size + 1) / (likely + 1)),
        )

    def _complete(self, typed: str) -> tuple[Meaning, ...]:
        begun = self._begun(typed, MAX_COMPLETIONS)
        return tuple(Meaning((word,), BEGUN_WEIGHT, Tier.PART, typed) for word in begun)

    def _begun(self, prefix: str, most: int) -> list[str]:
        """Return the commonest words that begin so."""
        found = [item for v in self._vocabularies for item in v.completions(prefix, most)]
        return [word for _, word in sorted(found, reverse=True)[:most]]

    def _split(self, typed: str) -> list[Meaning]:
        """Return two words that were typed as one."""
        return [
            Meaning((typed[:place], typed[place:]), BEST_CORRECTION, Tier.CORRECTED, typed)
            for place in range(2, len(typed) - 1)
            if self.count(typed[:place]) and self.count(typed[place:])
        ]

    def _correct(self, typed: str, *, begins: bool) -> tuple[Meaning, ...]:
        if len(typed) < 2 or any(c.isdigit() for c in typed):
            return ()
        found = self._likened(typed, 1 if len(typed) <= SHORT_WORD else 2)
        if len(typed) >= LONG_WORD and len(found) < FEW_NEIGHBOURS:
            found |= self._likened(typed, 3)
        if begins:
            found = self._likened_beginnings(typed) | found
        doubt = KNOWN_WORD_DOUBT if self.count(typed) else 1.0
        best = sorted(found, key=found.__getitem__, reverse=True)[:MAX_MEANINGS]
        return tuple(
            Meaning((word,), weight, Tier.CORRECTED, typed)
            for word in best
            if (weight := doubt * min(found[word], BEST_CORRECTION)) >= LEAST_WEIGHT
        )

    def _likened(self, typed: str, distance: int) -> dict[str, float]:
        """Return the words with at most `distance` letters wrong or the same sound, likened."""
        key = sound(typed)
        found = {w: wrong for v in self._vocabularies for w, wrong in v.near(typed, distance)}
        for vocabulary in self._vocabularies if key else ():
            for word in vocabulary.sounding(key):
                found.setdefault(word, OSA.distance(typed, word))
        found.pop(typed, None)
        return {word: likeness(typed, word, wrong) for word, wrong in found.items()}

    def _likened_beginnings(self, typed: str) -> dict[str, float]:
        """Return words that begin with something like what was typed so far, likened."""
        if len(typed) <= SHORT_WORD:
            return {}
        distance = 1 if len(typed) < LONG_WORD else 2
        return {
            word: spelt_alike(typed, word[: len(typed)], wrong) * len(typed) / len(word)
            for vocabulary in self._vocabularies
            for word, wrong in vocabulary.near_beginnings(typed, distance)
        }
