"""The one way files are read, for every room: nothing that is no plain file, nothing too large.

A path is whatever somebody typed or a pack names, so it may lead to a device that never ends, a
pipe that nobody writes to, or gigabytes of nothing.
"""

import os
import stat
from pathlib import Path

from ccgbrief.text import clean_line

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there after the look must not hold us
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CHUNK = 1 << 20


def read_file(path: Path, cap: int, most: int | None = None) -> bytes:
    """Return the bytes of a regular file of at most `cap` bytes; symbolic links are followed.

    Of a longer one than `most` only so many from its beginning are read.
    Raises OSError for what the system refuses (missing, no permission, a loop of links) and
    ValueError, its text the reason in one line, for what this program refuses. `reason` words
    both.
    """
    _refuse_unless_plain(path.stat(), cap)  # before opening: opening a device can itself act
    handle = os.open(path, _FLAGS)
    try:
        _refuse_unless_plain(os.fstat(handle), cap)
        data = bytearray()
        wanted = cap + 1 if most is None else most
        while chunk := os.read(handle, min(_CHUNK, wanted - len(data))):
            data += chunk
            if len(data) > cap:  # it grew, or tells no size (/proc)
                raise ValueError(_too_large(cap))
        return bytes(data)
    finally:
        os.close(handle)


def _refuse_unless_plain(found: os.stat_result, cap: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("it is a device, pipe or socket, not a file")
    if found.st_size > cap:
        raise ValueError(_too_large(cap))


def _too_large(cap: int) -> str:
    size = f"{cap / 1e6:g} MB" if cap >= 1_000_000 else f"{cap / 1e3:g} kB"
    return f"it is larger than {size}"


def reason(error: Exception) -> str:
    """Return why something failed, on one clean line without the file's name."""
    if isinstance(error, OSError) and error.strerror:
        said = error.strerror
        return clean_line(said[0].lower() + said[1:])
    return clean_line(str(error)) or type(error).__name__
