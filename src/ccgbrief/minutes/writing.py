"""Writes a file whole or not at all: for minutes on their way out."""

import os
import stat
from contextlib import suppress
from errno import EACCES
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to the file at `path`, in place of what it held.

    Symbolic links are followed and the mode of an old file is kept. Raises OSError for what the
    system refuses and ValueError for a path that is no file's; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of(target)
    temp = target.with_name(f".ccgbrief-{os.urandom(4).hex()}.tmp")
    try:
        with temp.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        if mode is not None:
            temp.chmod(mode)
        temp.replace(target)
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise


def _mode_of(target: Path) -> int | None:
    """Return the mode of the file that is to be replaced, None where there is none."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(old.st_mode):
        raise ValueError("it is a device, pipe or socket, not a file")
    if not os.access(target, os.W_OK) or not old.st_mode & 0o222:
        raise PermissionError(EACCES, "It is marked as read-only")
    return stat.S_IMODE(old.st_mode)
