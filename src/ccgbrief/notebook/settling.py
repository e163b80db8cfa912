"""Whether a notebook's file was seen whole, or while somebody was writing it: for `NotebookFile`.

A file that is copied over a slow line into the place of another is, for a while, the beginning of
one. Written over in that moment, all that was still to come would be lost.
"""

from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from ccgbrief.notebook.merge import misses
from ccgbrief.notebook.model import Contents, Odd
from ccgbrief.notebook.snapshot import Sight

SETTLING = 3.0
"""Seconds between two looks that must find the same, before what may be half is written over."""


class Settling:
    """What one open copy of a notebook knows about how its file is written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._whole = Contents()
        """What was in the file when it was last seen with all that was in it before."""
        self._number = 0
        """The system's number for the file; one written in place keeps it."""
        self._half = False
        self._doubted: Sight | None = None
        """What was seen when it was last refused to write over it."""

    def saw(self, path: Path, sight: Sight) -> tuple[Set[Odd], Set[str]]:
        """Take note of what the file at `path` holds now.

        Returns what was not understood, and keys not known, that somebody has taken out of it by
        hand: all the rest is there.
        """
        old_number, self._number = self._number, _number_of(path)
        before, now = self._whole, sight.contents
        lost = misses(now, before)
        blank = sight.data is not None and not sight.data.strip()
        in_place = old_number == self._number
        self._half = blank or bool(sight.broken) or (lost and in_place)
        if lost or sight.barred or not sight.good:
            return frozenset(), frozenset()
        self._whole = now
        return before.odd - now.odd, before.extra.keys() - now.extra.keys()

    def wrote(self, path: Path, contents: Contents) -> None:
        """Take note that the file was replaced by ours, which is whole."""
        self._number, self._half, self._doubted = _number_of(path), False, None
        self._whole = contents

    def is_settled(self, sight: Sight) -> bool:
        """Tell whether it may be written over: of what may be half, only the second time."""
        settled = not self._half or sight is self._doubted
        self._doubted = sight
        return settled


def _number_of(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_ino
    return 0
