"""Reads typed words: as themselves, as other names, as what they begin or are misspelt for."""

from collections.abc import Sequence
from functools import cached_property
from math import log10
from typing import TYPE_CHECKING

from ccgbrief.search.interpretation import BEGUN_WEIGHT, Meaning, Sought, Tier
from ccgbrief.search.query import TypedWord
from ccgbrief.search.synonyms import Equivalents, Terms
from ccgbrief.search.vocabulary import Vocabularies

if TYPE_CHECKING:
    from ccgbrief.search.corrections import Corrections

MAX_CORRECTED = 12
"""Words of a query up to which misspelt ones are corrected; more were pasted and not typed."""

MAX_COMPLETIONS = 24
"""Words that one beginning is completed to, the commonest."""

FEW_BEGUN = 3_000
"""Entries with words of one beginning up to which all of them are sought and not the commonest."""

SAME_WEIGHT = 0.97
"""Weight of another name of the same: it is meant, but was not typed."""

SPLIT_WEIGHT = 0.8
"""Weight of two words that were typed as one: about that of a word with one letter wrong, since
many a misspelt word is two others by chance."""


class Reader:
    """Reads typed words by a vocabulary."""

    def __init__(self, known: Vocabularies, equivalents: Equivalents, size: int) -> None:
        """`size` is the number of entries that the vocabulary was made from."""
        self._known = known
        self._equivalents = equivalents
        self._size = size

    def read(self, typed: Sequence[TypedWord], *, correct: bool) -> list[Sought]:
        """Return what each word may mean; words spelt alike are among it if `correct`."""
        correct = correct and len(typed) <= MAX_CORRECTED
        meanings = [[Meaning((w.folded,), 1.0, Tier.WHOLE, w.folded)] for w in typed]
        self._add_other_names([word.folded for word in typed], meanings)
        return [
            self._sought(word, names, correct=correct)
            for word, names in zip(typed, meanings, strict=True)
        ]

    @cached_property
    def _corrections(self) -> "Corrections":
        from ccgbrief.search.corrections import Corrections  # noqa: PLC0415 (as rapidfuzz, late)

        return Corrections(self._known)

    def suggestions(self, sought: Sequence[Sought], most: int) -> list[str]:
        """Return for the words that mean nothing here those nearest to them."""
        unknown = (word.typed for word in sought if not word.meanings)
        near = (other for word in unknown for other in self._corrections.suggestions(word, most))
        return list(dict.fromkeys(near))

    def _add_other_names(self, typed: list[str], meanings: list[list[Meaning]]) -> None:
        """Add what one or more of the words are also called, or are written as in one."""
        for start in range(len(typed)):
            for end in range(start + 1, min(len(typed), start + self._equivalents.longest) + 1):
                group = tuple(typed[start:end])
                names = [*self._equivalents.others(group), *self._joined(group)]
                for terms in names:
                    name = Meaning(terms, SAME_WEIGHT, Tier.PART, " ".join(group))
                    for place in range(start, end):
                        meanings[place].append(name)

    def _joined(self, group: Terms) -> list[Terms]:
        """Return two words as one, if that is a word."""
        joined = "".join(group)
        is_word = len(group) == 2 and joined.isalpha() and self._known.count(joined)
        return [(joined,)] if is_word else []

    def _sought(self, word: TypedWord, meanings: list[Meaning], *, correct: bool) -> Sought:
        typed = word.folded
        begun = self._known.completions(typed, MAX_COMPLETIONS) if word.growing else []
        meanings += (Meaning((other,), BEGUN_WEIGHT, Tier.PART, typed) for other in begun)
        if not begun and not self._known.count(typed):
            meanings += self._split(typed)
        if correct:
            meanings += self._corrections.of(typed, begins=word.growing and not begun)
        counts = [min(map(self._known.count, meaning.terms)) for meaning in meanings]
        likely = next((count for count in counts if count), 0)
        return Sought(
            typed,
            word.growing,
            word.growing and self._known.count_begun(typed) <= FEW_BEGUN,
            tuple(m for m, count in zip(meanings, counts, strict=True) if count),
            sum(counts),
            1 + log10((self._size + 1) / (likely + 1)),
        )

    def _split(self, typed: str) -> list[Meaning]:
        """Return two words that were typed as one."""
        return [
            Meaning((typed[:place], typed[place:]), SPLIT_WEIGHT, Tier.CORRECTED, typed)
            for place in range(2, len(typed) - 1)
            if self._known.count(typed[:place]) and self._known.count(typed[place:])
        ]
