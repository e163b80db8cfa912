"""Files and folders written down to the disk itself, for the rest of this room.

Raises OSError where the system refuses; what was begun and cannot be finished is removed.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EIO
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


def write_new(path: Path, data: bytes, like: Callable[[Path], None] | None = None) -> None:
    """Write a file that must not exist yet; `like` gives it its looks before it is synced."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if like:
                like(path)
            _sync(handle)
            if os.fstat(handle).st_size != len(data):  # some disks say they wrote and did not
                raise OSError(EIO, "The disk did not keep what was written")
        finally:
            os.close(handle)
    except BaseException:
        remove(path)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder for the reader alone, and those above it, down to the disk; raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def find_folder(folder: Path, *, make: bool) -> None:
    """Make a folder if it never was; raise OSError if it was and went, as a stick does."""
    if make:
        make_folder(folder)
    else:
        folder.stat()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    if sys.platform == "win32":  # a folder cannot be opened there, and needs not to be
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    if sys.platform == "darwin":  # there fsync leaves it in the drive's own memory
        import fcntl  # noqa: PLC0415

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    os.fsync(handle)


def remove(path: Path) -> None:
    """Remove a file if that can be done."""
    with suppress(OSError):
        path.unlink()
