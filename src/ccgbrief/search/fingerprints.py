"""Tells without reading any file of a pack that none has changed since the index was made."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief import __version__

if TYPE_CHECKING:
    import sqlite3

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds that a file system's clock may stand still (FAT): a file changed twice meanwhile
looks as after the first."""

SCHEMA = "CREATE TABLE stamp (path TEXT PRIMARY KEY, stamp TEXT);"

_ABSENT = "absent"
_MADE_OF = ""
"""The path under which the version and the folders stand."""


class Stamps(NamedTuple):
    """How the files of a pack looked when they were read."""

    of: Mapping[str, str]
    """By path."""
    settled: bool
    """False where one may have changed since without looking otherwise."""

    def write(self, connection: "sqlite3.Connection") -> None:
        """Keep them in an index; unsettled ones prove nothing and are left out."""
        connection.execute("DELETE FROM stamp")
        if self.settled:
            connection.executemany("INSERT INTO stamp VALUES (?, ?)", self.of.items())

    def are_in(self, connection: "sqlite3.Connection") -> bool:
        """Tell whether an index keeps just these."""
        return dict(connection.execute("SELECT path, stamp FROM stamp")) == self.of


UNSTAMPED = Stamps({}, settled=False)
"""Nothing is known of the files."""


class Look:
    """A look at the files of a pack, begun before any of them is read."""

    def __init__(self) -> None:
        self._began = time.time_ns()
        self._folders: list[Path] = []
        self._seen: dict[str, str] = {}

    def at(self, folder: Path, files: Iterable[str]) -> None:
        """Look at those files of a folder that may or may not be there, before they are read."""
        self._folders.append(folder)
        self._seen |= _stamps(folder / name for name in files)

    def stamps(self, read: Iterable[Path]) -> Stamps:
        """Return the stamps of all that was looked at, and of files that were read by now."""
        found = _stamps(read)
        newest = max(_newest(stamp) for stamp in (*self._seen.values(), *found.values()))
        settled = newest < self._began - COARSEST_CLOCK and _ABSENT not in found.values()
        return Stamps({_MADE_OF: _made_of(self._folders), **self._seen, **found}, settled)


def are_unchanged(connection: "sqlite3.Connection", folders: Iterable[Path]) -> bool:
    """Tell whether an index keeps the stamps of these folders, and all files are as they were."""
    kept = dict(connection.execute("SELECT path, stamp FROM stamp"))
    if kept.pop(_MADE_OF, None) != _made_of(folders):
        return False
    return all(_stamp(path) == stamp for path, stamp in kept.items())


def _made_of(folders: Iterable[Path]) -> str:
    return "\n".join([__version__, *map(os.path.abspath, folders)])


def _stamps(files: Iterable[Path]) -> dict[str, str]:
    return {path: _stamp(path) for path in map(os.path.abspath, files)}


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 (a path from the index, a thousand times a search)
    except (OSError, ValueError):
        return _ABSENT
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def _newest(stamp: str) -> int:
    return max((int(time) for time in stamp.split()[:2] if time.isdecimal()), default=0)
