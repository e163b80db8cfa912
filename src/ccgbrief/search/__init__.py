"""How it is found: a finder over a pack and the reader's notes, and what it finds."""

from ccgbrief.search.entries import Entry, Kind
from ccgbrief.search.filters import Known, completions
from ccgbrief.search.finder import Answer, Finder, Hit, open_finder

__all__ = ["Answer", "Entry", "Finder", "Hit", "Kind", "Known", "completions", "open_finder"]
