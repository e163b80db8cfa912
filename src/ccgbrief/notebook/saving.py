"""Replaces a file so that at any instant it is whole, old or new, for the rest of this room.

A failure before the replacement leaves everything as it was; one after it is only a doubt.
"""

import os
import stat
import sys
from contextlib import suppress
from errno import EACCES, EIO
from itertools import islice
from pathlib import Path

from ccgbrief.files import reason

ABANDONED = 60.0
"""Seconds after which a half-written file is what a killed process left behind."""

MAX_SWEPT = 10_000
"""Names of a folder that are looked through for such files."""

_TEMP = ".ccgbrief-{}.tmp"
_BINARY = getattr(os, "O_BINARY", 0)


def replace_file(path: Path, data: bytes, old_data: bytes = b"") -> list[str]:
    """Put `data` in place of what the file at `path` holds; symbolic links are followed.

    With `old_data`, what the file held until now, that is kept as .bak. Mode bits stay, and the
    owner where permitted. Returns what is in doubt although all is saved, a line each. Raises
    OSError or ValueError if the file is as it was.
    """
    target = resolved(path)
    old = _replaceable(target)
    doubts: list[str] = []
    temp = _write_beside(target, data, old, doubts)
    try:
        if old_data:
            _keep_backup(target, old_data, doubts)
        temp.replace(target)
    except BaseException:
        _remove(temp)
        raise
    try:
        _sync_folder(target.parent)
    except OSError as error:
        doubts.append(f"saved, but not confirmed by the disk ({reason(error)})")
    _sweep(target)
    return doubts


def make_folder(folder: Path) -> None:
    """Make a folder for the reader alone, and those above it, down to the disk; raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def resolved(path: Path) -> Path:
    """Return the file that `path` leads to, which need not exist."""
    return Path(os.path.realpath(path))


def backup_of(path: Path) -> Path:
    """Return where the last copy but one of a file is kept."""
    target = resolved(path)
    return target.with_name(f"{target.name}.bak")


def _replaceable(target: Path) -> os.stat_result | None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        raise ValueError("it is no plain file")
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(EACCES, "It is marked as read-only")
    return old


def _temp_beside(target: Path) -> Path:
    return target.with_name(_TEMP.format(os.urandom(4).hex()))


def _write_beside(
    target: Path, data: bytes, like: os.stat_result | None, doubts: list[str]
) -> Path:
    """Write a new file into the target's folder, in the likeness of another."""
    temp = _temp_beside(target)
    write_new(temp, data)
    try:
        if like:
            _make_alike(temp, like, doubts)
    except BaseException:
        _remove(temp)
        raise
    return temp


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, down to the disk; a failure leaves none. OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            _sync(handle)
            if os.fstat(handle).st_size != len(data):  # some disks say they wrote and did not
                raise OSError(EIO, "The disk did not keep what was written")
        finally:
            os.close(handle)
    except BaseException:
        _remove(path)
        raise


def _make_alike(temp: Path, like: os.stat_result, doubts: list[str]) -> None:
    new = temp.stat()
    try:
        if sys.platform != "win32" and (new.st_uid, new.st_gid) != (like.st_uid, like.st_gid):
            os.chown(temp, like.st_uid, like.st_gid)
    except PermissionError:
        pass  # the owner stays where that is permitted
    try:
        if stat.S_IMODE(new.st_mode) != stat.S_IMODE(like.st_mode):
            temp.chmod(stat.S_IMODE(like.st_mode))
    except PermissionError as error:  # narrower rights than before harm no note
        doubts.append(f"the file's access rights could not be kept ({reason(error)})")


def _keep_backup(target: Path, old_data: bytes, doubts: list[str]) -> None:
    """Give the old file the name .bak as well, or where that cannot be, copy it."""
    backup = backup_of(target)
    link = _temp_beside(target)
    try:
        try:
            link.hardlink_to(target)
        except OSError:
            link = _write_beside(target, old_data, None, doubts)
        link.replace(backup)
    except OSError as error:
        doubts.append(f"{backup.name} could not be kept ({reason(error)})")
    _remove(link)  # it also stays when .bak was this very file already


def _sync(handle: int) -> None:
    if sys.platform == "darwin":  # there fsync leaves it in the drive's own memory
        import fcntl  # noqa: PLC0415

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there, and needs not to be
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(target: Path) -> None:
    """Remove what killed processes left; by the file system's time, which is one for all of it."""
    start, end = _TEMP.split("{}")
    with suppress(OSError), os.scandir(target.parent) as entries:
        now = target.stat().st_mtime
        for entry in islice(entries, MAX_SWEPT):
            if entry.name.startswith(start) and entry.name.endswith(end):
                left = entry.stat(follow_symlinks=False).st_mtime
                if now - left > ABANDONED:
                    _remove(Path(entry.path))


def _remove(temp: Path) -> None:
    with suppress(OSError):
        temp.unlink()
