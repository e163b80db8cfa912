"""The answer of a search: hits with their matched characters, and messages."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ccgbrief.search.entries import Entry
from ccgbrief.search.synonyms import spelling_variants
from ccgbrief.text import Word, words

SHORT_WORD = 3
"""Words of up to this many letters are highlighted only next to another match."""

MAX_CACHED = 500
"""Texts whose words are cached, since with each letter typed the same texts are found again."""

Spans = tuple[tuple[int, int], ...]
"""(start, end) of characters, in order and without overlap."""


class Hit(NamedTuple):
    """An entry that was found, and why."""

    entry: Entry
    terms: tuple[tuple[str, ...], ...] = ()
    """The folded words that were meant."""
    read_as: Mapping[str, str] = MappingProxyType({})
    """The words found in place of what was typed."""
    about: Mapping[str, str] = MappingProxyType({})
    """Words for which others of nearly the same meaning were found."""
    lacks: tuple[str, ...] = ()
    """Typed words that it has in no form; misspelt ones as they were probably meant."""
    also_in: tuple[Entry, ...] = ()
    """Other entries with the same text, as far as they were ranked."""

    @property
    def matched(self) -> Spans:
        """Where the terms occur in the entry's text."""
        return highlight(self.entry.text, self.terms)

    @property
    def matched_shown(self) -> Spans:
        """Where they occur in its shown text."""
        return highlight(self.entry.shown, self.terms)


class Answer(NamedTuple):
    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    """How many were found, of which `hits` are the first."""
    more: bool = False
    """Whether there are more than `total`, which were not examined."""
    is_guess: bool = False
    """Whether so little of the query is in the first hit that its corrections may be wrong."""
    suggestions: tuple[str, ...] = ()
    """If nothing is found, the nearest words to those typed."""
    faults: tuple[str, ...] = ()
    """Problems with the filters, a sentence for each."""


def highlight(text: str, terms: Iterable[tuple[str, ...]]) -> Spans:
    """Return where in `text` the terms occur."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for term in terms:
        by_first.setdefault(term[0], set()).add(term)
    found, variants = _words(text)
    spans = []
    for place, word in enumerate(found):
        for term in by_first.get(word.folded, ()):
            last = place + len(term) - 1
            if tuple(other.folded for other in found[place : last + 1]) == term:
                spans.append((word.start, found[last].end))
    spans += [
        (word.start, word.end)
        for word in variants
        if (word.folded,) in by_first.get(word.folded, ())
    ]
    return _merged(_without_stray_words(spans))


@lru_cache(MAX_CACHED)
def _words(text: str) -> tuple[list[Word], list[Word]]:
    """Return the words of a text, and other spellings of some of them."""
    found = words(text)
    return found, list(spelling_variants(text, found))


def _without_stray_words(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out short words that stand alone, such as “of”, if longer ones stay."""
    after = {place for _, end in spans for place in (end, end + 1)}
    before = {place for start, _ in spans for place in (start, start - 1)}
    kept = [
        (start, end)
        for start, end in spans
        if end - start > SHORT_WORD or start in after or end in before
    ]
    return kept if any(end - start > SHORT_WORD for start, end in kept) else spans


def _merged(spans: Iterable[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
