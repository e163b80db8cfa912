"""What a search answers: hits, and what is to be told besides; for the commands and the screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ccgbrief.search.entries import Entry
from ccgbrief.search.highlights import mark


class Hit(NamedTuple):
    """One entry that was found, and why."""

    entry: Entry
    terms: tuple[tuple[str, ...], ...] = ()
    """The folded words that were meant."""
    read_as: Mapping[str, str] = MappingProxyType({})
    """What words were taken for, where something else was typed."""
    lacks: tuple[str, ...] = ()
    """Words that were typed and are not in it, whatever they may mean."""

    @property
    def matched(self) -> tuple[tuple[int, int], ...]:
        """Characters of the entry's text that were meant: (start, end)."""
        return mark(self.entry.text, self.terms)


class Answer(NamedTuple):
    """What a query found."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    """How many were found, of which `hits` are the first."""
    more: bool = False
    """True when there are more than `total`, which were not looked at."""
    suggestions: tuple[str, ...] = ()
    """Words of the texts that are nearest to what was typed, when nothing is found."""
    faults: tuple[str, ...] = ()
    """What was wrong with the filters, each in one sentence."""
