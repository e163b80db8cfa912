"""Searches a pack and the reader's notes."""

from typing import TYPE_CHECKING, Any

from ccgbrief.search.entries import Catalogue, Entry, Kind
from ccgbrief.search.filters import FilterValues, completions
from ccgbrief.search.fingerprints import NO_FINGERPRINTS, Fingerprinting, Fingerprints
from ccgbrief.search.note_entries import note_entries
from ccgbrief.search.results import Answer, Hit

if TYPE_CHECKING:
    from ccgbrief.search.cache import (
        OpenNotes,
        cached_notes,
        index_notes,
        open_cached_finder,
        open_finder,
    )
    from ccgbrief.search.finder import Finder

__all__ = [
    "NO_FINGERPRINTS",
    "Answer",
    "Catalogue",
    "Entry",
    "FilterValues",
    "Finder",
    "Fingerprinting",
    "Fingerprints",
    "Hit",
    "Kind",
    "OpenNotes",
    "cached_notes",
    "completions",
    "index_notes",
    "note_entries",
    "open_cached_finder",
    "open_finder",
]

_LAZY = (
    "Finder",
    "OpenNotes",
    "cached_notes",
    "index_notes",
    "open_cached_finder",
    "open_finder",
)
"""Names that import SQLite and the finder, which takes 10 ms that the first screen saves."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from ccgbrief.search import cache  # noqa: PLC0415

        return getattr(cache, name)
    raise AttributeError(name)
