"""How it is found: a finder over a pack and the reader's notes, and what it finds."""

from ccgbrief.search.answers import Answer, Hit
from ccgbrief.search.entries import NOTES, Entry, Kind
from ccgbrief.search.filters import Known, completions
from ccgbrief.search.finder import Finder, open_finder

__all__ = [
    "NOTES",
    "Answer",
    "Entry",
    "Finder",
    "Hit",
    "Kind",
    "Known",
    "completions",
    "open_finder",
]
