"""Reads the files of a pack as text, from inside its folder only: for the reader of packs."""

import os
from dataclasses import dataclass
from pathlib import Path
from zlib import adler32, crc32

from ccgbrief.files import read_file, reason
from ccgbrief.pack.faults import Fault
from ccgbrief.text import decode

_CURE = "put a plain UTF-8 text file there, or take it out of the pack"


@dataclass(frozen=True, slots=True)
class Source:
    """The folder of a pack, and what was wrong with the files in it."""

    folder: Path
    faults: list[Fault]

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
