"""What typed words may stand for, as values: the reader makes them, the others seek and judge."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from ccgbrief.search.synonyms import Terms

BEGUN_WEIGHT = 0.96
"""Weight of a word of which only the beginning was typed."""

BEST_CORRECTION = 0.95
"""Weight no correction exceeds, since it is a guess."""

ASIDE_SHARE = 0.8
"""What is left of a weight when a word is not in the text but about it: a speaker, a title."""


class Tier(IntEnum):
    """How surely something is what was asked for; a lower one comes before all higher ones."""

    PHRASE = 0
    WHOLE = 1
    PART = 2
    """Words that are begun, and other names of the same."""
    CORRECTED = 3


class Meaning(NamedTuple):
    """What a typed word may stand for."""

    terms: Terms
    """The words sought, which must follow each other."""
    weight: float
    """How likely it is meant: 1 for the word as it was typed."""
    tier: Tier
    typed: str
    """What was typed for it: the word, or several that together have another name."""

    def aside(self) -> "Meaning":
        """Return it as found among the aliases of an entry, and not in its text."""
        weight = self.weight * ASIDE_SHARE
        return self._replace(weight=weight, tier=max(self.tier, Tier.PART))

    @property
    def is_begun(self) -> bool:
        """True of a word that was typed, whole or in part."""
        return self.tier <= Tier.PART and self.terms[0].startswith(self.typed)


class Sought(NamedTuple):
    """A typed word with what it may mean."""

    typed: str
    growing: bool
    """True while the words that it begins are meant too."""
    all_begun: bool
    """True when its meanings lack some of these words, and they are few enough to seek them all."""
    meanings: tuple[Meaning, ...]
    frequency: int
    """How many entries hold one of the meanings, at most."""
    rarity: float
    """How much it tells to find it: 1, and 1 more for each tenfold that it is rarer."""

    def closest(self, most: int) -> "Sought":
        """Return it with its likeliest meanings only."""
        return self._replace(meanings=self.meanings[:most])

    def apart(self) -> Iterator["Sought"]:
        """Give it once for each meaning."""
        return (self._replace(meanings=(meaning,)) for meaning in self.meanings)
