"""How it is found: a finder over a pack and the reader's notes, and what it finds."""

from typing import TYPE_CHECKING

from ccgbrief.search.catalogue import Catalogue
from ccgbrief.search.entries import NOTES, Entry, Kind
from ccgbrief.search.filters import Known, completions
from ccgbrief.search.fingerprints import UNSTAMPED, Look, Stamps
from ccgbrief.search.opening import open_cached_finder, open_finder
from ccgbrief.search.results import Answer, Hit

if TYPE_CHECKING:
    from ccgbrief.search.finder import Finder

__all__ = [
    "NOTES",
    "UNSTAMPED",
    "Answer",
    "Catalogue",
    "Entry",
    "Finder",
    "Hit",
    "Kind",
    "Known",
    "Look",
    "Stamps",
    "completions",
    "open_cached_finder",
    "open_finder",
]


def __getattr__(name: str) -> type:
    if name == "Finder":  # with SQLite 10 ms to import, which the first picture does without
        from ccgbrief.search.finder import Finder  # noqa: PLC0415

        return Finder
    raise AttributeError(name)
