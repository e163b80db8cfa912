"""Whether a notebook's file was seen whole, or while somebody was writing it: for `NotebookFile`.

A file that is copied over a slow line into the place of another is, for a while, the beginning of
one. Written over in that moment, all that was still to come would be lost.
"""

from contextlib import suppress
from pathlib import Path

from ccgbrief.notebook.merging import misses
from ccgbrief.notebook.model import Contents
from ccgbrief.notebook.sight import Sight

SETTLING = 3.0
"""Seconds between two looks that must find the same, before what may be half is written over."""


class Settling:
    """What one open copy of a notebook knows about how its file is written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lost = False
        """Whether a mark or note that was in the file before is in it no more."""
        self._number = 0
        """The system's number for the file; one written in place keeps it."""
        self._half = False
        self._doubted: Sight | None = None
        """What was seen when it was last refused to write over it."""

    def saw(self, path: Path, sight: Sight, before: Contents) -> None:
        """Take note of what the file at `path` holds now, and what it held before."""
        old_number, self._number = self._number, _number_of(path)
        self.lost = misses(sight.contents, before)
        blank = sight.data is not None and not sight.data.strip()
        in_place = old_number == self._number
        self._half = blank or bool(sight.broken) or (self.lost and in_place)

    def wrote(self, path: Path) -> None:
        """Take note that the file was replaced by ours, which is whole."""
        self._number, self._half, self._doubted = _number_of(path), False, None

    def is_settled(self, sight: Sight) -> bool:
        """Tell whether it may be written over: of what may be half, only the second time."""
        settled = not self._half or sight is self._doubted
        self._doubted = sight
        return settled


def _number_of(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_ino
    return 0
