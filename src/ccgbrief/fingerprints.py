"""Fingerprints of a pack's files, which show that a pack is unchanged without reading it."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ccgbrief import __version__

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds between two ticks of the coarsest file system's clock (FAT): a file changed twice
within them looks unchanged the second time."""

_ABSENT = "absent"
_CONTEXT = ""
"""The path under which the version and the folders are stored."""


class Fingerprints(NamedTuple):
    """Sizes and times of the files of a pack when they were read."""

    of: Mapping[str, str]
    """Fingerprints by path."""
    settled: bool
    """False if a file may have changed since and look the same."""

    def now(self, others: Iterable[Path] = ()) -> "Fingerprints":
        """Return the present fingerprints of the same files, and of `others`."""
        paths = self.of.keys() - {_CONTEXT} | set(map(os.path.abspath, others))
        found = {path: _fingerprint(path) for path in paths}
        return self._replace(of={**self.of, **found})

    def have_changed(self) -> bool:
        """Return whether any of the files has changed since; it waits for the disk."""
        return self.now().of != self.of

    def earliest(self, before: "Fingerprints") -> "Fingerprints":
        """Return these, but the earlier ones for files that were also taken before.

        So a file that changed while it was read counts as changed.
        """
        return self._replace(of={path: before.of.get(path, each) for path, each in self.of.items()})


NO_FINGERPRINTS = Fingerprints({}, settled=False)


class Fingerprinting:
    """Takes fingerprints of the files of a pack; made before any of them is read."""

    def __init__(self) -> None:
        self._began = time.time_ns()
        self._folders: list[Path] = []
        self._seen: dict[str, str] = {}

    def add(self, folder: Path, files: Iterable[str]) -> None:
        """Take those of files in a folder, which may be absent, before they are read."""
        self._folders.append(folder)
        self._seen |= _fingerprints(folder / name for name in files)

    def finish(self, read: Iterable[Path]) -> Fingerprints:
        """Return them all, with those of the files that have been read."""
        found = _fingerprints(read)
        newest = max(_newest(each) for each in (*self._seen.values(), *found.values()))
        settled = newest < self._began - COARSEST_CLOCK and _ABSENT not in found.values()
        return Fingerprints({_CONTEXT: _context(self._folders), **self._seen, **found}, settled)


def are_unchanged(of: Mapping[str, str], folders: Iterable[Path]) -> bool:
    """Return whether fingerprints are of these folders, and all their files are as they were."""
    if of.get(_CONTEXT) != _context(folders):
        return False
    return all(_fingerprint(path) == each for path, each in of.items() if path != _CONTEXT)


def _context(folders: Iterable[Path]) -> str:
    return "\n".join([__version__, *map(os.path.abspath, folders)])


def _fingerprints(files: Iterable[Path]) -> dict[str, str]:
    return {path: _fingerprint(path) for path in map(os.path.abspath, files)}


def _fingerprint(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 (a thousand paths a search, as strings)
    except (OSError, ValueError):
        return _ABSENT
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def _newest(fingerprint: str) -> int:
    return max((int(time) for time in fingerprint.split()[:2] if time.isdecimal()), default=0)
