"""Reads the files of a pack as text, from inside its folder only: for the reader of packs."""

import os
import time
from pathlib import Path
from typing import NamedTuple
from zlib import adler32, crc32

from ccgbrief.files import read_file, reason
from ccgbrief.pack.problems import Fault
from ccgbrief.text import decode

LARGE = 1_000_000
"""Bytes from which only the beginning of a file is read at first: some 5,000 passages."""

BEGINNING = 64_000
"""Bytes of that; more than any front matter has."""

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds that a file system's clock may stand still (FAT)."""

_CURE = "put a plain UTF-8 text file there, or take it out of the pack"


class Source(NamedTuple):
    """The folder of a pack, and what was wrong with the files in it."""

    folder: Path
    faults: list[Fault]
    whole: bool = True
    """False where large files are to be read when what is in them is asked for."""

    def read_beginning(self, file: Path) -> tuple[str, str] | None:
        """Return how a large file begins, and what tells it from every other as it is now.

        None for one that has to be read whole: it is small, it may have changed just now, or it is
        not to be read as UTF-8.
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
        """Return the text of `file`, of at most `cap` bytes; None, and a fault more, if not."""
        try:
            _refuse_outside(file, self.folder)
            text, encoding = decode(read_file(file, cap))
        except (OSError, ValueError) as error:
            self.faults.append(Fault(file, f"cannot be read ({reason(error)})", _CURE))
            return None
        if encoding == "cp1252":
            problem = "is not UTF-8 and was read as Windows-1252"
            self.faults.append(Fault(file, problem, "save it as UTF-8", fatal=False))
        return text


def digest(text: str) -> str:
    """Return what tells a text from others.

    Two checksums do, since nobody gains by deceiving a cache; hashlib takes 5 ms to import.
    """
    data = text.encode(errors="surrogatepass")
    return f"{len(data):x} {crc32(data):08x} {adler32(data):08x}"


def _refuse_outside(file: Path, folder: Path) -> None:
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise ValueError("it is a link that leads out of the pack")
