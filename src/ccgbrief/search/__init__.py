"""Searches a pack and the reader's notes.

The finder is in `cache` and `finder`. They import SQLite, which takes 10 ms that the first screen
saves.
"""

from ccgbrief.search.entries import Catalogue, Entry, Kind
from ccgbrief.search.filters import FilterValues, completions
from ccgbrief.search.note_entries import note_entries, note_entry
from ccgbrief.search.results import Answer, Hit

__all__ = [
    "Answer",
    "Catalogue",
    "Entry",
    "FilterValues",
    "Hit",
    "Kind",
    "completions",
    "note_entries",
    "note_entry",
]
