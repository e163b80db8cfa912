"""Names and reads the files in a pack's folder, and nothing outside it."""

import os
import time
from os.path import realpath
from pathlib import Path
from typing import NamedTuple
from zlib import adler32, crc32

from ccgbrief.files import read_file, reason
from ccgbrief.fingerprints import COARSEST_CLOCK
from ccgbrief.pack.problems import Problem
from ccgbrief.text import decode

MANIFEST = "pack.toml"
AREAS, DUTIES, FIGURES, GLOSSARY, PLAIN_WORDS, AGENDA = OTHERS = (
    "focus-areas.toml",
    "duties.toml",
    "figures.toml",
    "glossary.toml",
    "plain-words.toml",
    "agenda.toml",
)
"""The files that a pack need not have."""

FILES = (MANIFEST, *OTHERS)
"""All the files of a pack except its articles."""

NOT_OF_PACK = "is not a file of a pack"

CHANGE_JOURNAL = ".changing/journal.json"
"""In a pack's folder while it is being changed; it stays only if the program was killed."""

LARGE = 1_000_000
"""Size in bytes from which only the beginning of a file is read at first: some 5,000 passages."""

BEGINNING = 64_000
"""Size of that beginning in bytes; more than any front matter has."""

_FOLDERS = ("articles", "originals")
_NOT_UTF8 = {
    "cp1252": "is not UTF-8 and was read as Windows-1252",
    "utf-8+cp1252": "is not all UTF-8, and the rest of it was read as Windows-1252",
}
_CURE = "put a plain UTF-8 text file there, or take it out of the pack"
_RIGHTS = "allow reading it, or ask its owner to"


class PackFiles(NamedTuple):
    """The folder of a pack, and what was wrong with the files read from it."""

    folder: Path
    problems: list[Problem]
    whole: bool = True
    """False to read large files only when their contents are needed."""

    def read_beginning(self, file: Path) -> tuple[str, str] | None:
        """Return the beginning of a large file, and a stamp that changes when the file does.

        None for a file that has to be read whole because it is small, may just have changed, or is
        not UTF-8.
        """
        try:
            found = file.stat()
            newest = max(found.st_mtime_ns, found.st_ctime_ns)
            if self.whole or found.st_size < LARGE or newest > time.time_ns() - COARSEST_CLOCK:
                return None
            _refuse_outside(file, self.folder)
            data = read_file(file, found.st_size, BEGINNING)
            text, encoding = decode(data[: data.rfind(b"\n") + 1])
        except (OSError, ValueError):
            return None
        stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return (text, " ".join(map(str, stamp))) if encoding == "utf-8" else None

    def read(self, file: Path, cap: int) -> str | None:
        """Return the text of `file`, of at most `cap` bytes; or add a problem and return None."""
        try:
            _refuse_outside(file, self.folder)
            text, encoding = decode(read_file(file, cap))
        except (OSError, ValueError) as error:
            cure = _RIGHTS if isinstance(error, PermissionError) else _CURE
            self.problems.append(Problem(file, f"cannot be read ({reason(error)})", cure))
            return None
        if what := _NOT_UTF8.get(encoding):
            self.problems.append(Problem(file, what, "save it as UTF-8", fatal=False))
        return text


def _refuse_outside(file: Path, folder: Path) -> None:
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise ValueError("it is a link that leads out of the pack")


def digest(text: str) -> str:
    """Return a short checksum of a text.

    Two checksums are enough, since nobody gains by deceiving a cache; hashlib takes 5 ms to
    import.
    """
    data = text.encode(errors="surrogatepass")
    return f"{len(data):x} {crc32(data):08x} {adler32(data):08x}"


def is_of_pack(file: Path, folder: Path) -> bool:
    """Return whether `file`, existing or not, is one of the pack's; links are followed."""
    place = _true(file)
    if not place.is_relative_to(_true(folder)):
        return False
    inner = [folder / name for name in _FOLDERS]
    if any(place.is_relative_to(_true(each)) for each in inner):
        return True
    linked = (link for each in inner if each.is_dir() for link in each.iterdir())
    return any(place == _true(each) for each in (*(folder / name for name in FILES), *linked))


def _true(path: Path) -> Path:
    """Return the resolved path in lower case, since some systems take `Pack.toml` for ours."""
    return Path(realpath(path).casefold())
