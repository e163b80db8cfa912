"""Reads and writes files for every room: bounded reading, and writing that is whole or not at all.

A path is whatever somebody typed or a pack names, so it may lead to a device that never ends, a
pipe that nobody writes to, or gigabytes of nothing. At any instant, and after a power cut, a file
written here holds all of its old content or all of the new.
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EBUSY, EINVAL, EIO, ENOSYS, ENOTSUP, EOPNOTSUPP
from itertools import count, islice
from pathlib import Path
from time import sleep

from ccgbrief.text import clean_line

PRIVATE = 0o600
"""Mode of a new file for its owner alone."""

ABANDONED = 60.0
"""Seconds after which a temporary file must be what a killed process left."""

MAX_SWEPT = 10_000
"""Names in a folder that are searched for such files."""

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Names that Windows gives to devices, whatever ending follows: no file can be called so there."""

TRIES = 10 if sys.platform == "win32" else 1
"""Attempts to replace a file: Windows refuses while another program is reading it."""

PAUSE = 0.02
"""Seconds between two attempts."""

_BINARY = getattr(os, "O_BINARY", 0)
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there after the look must not hold us
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | _BINARY
)
_CHUNK = 1 << 20
_UNSUPPORTED = {EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP}
"""Errors of file systems that know no permissions, owners or syncing."""

_TEMP = ".ccgbrief-{}.tmp"


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
            if len(data) > cap:  # it grew, or gives no size (/proc)
                raise ValueError(_too_large(cap))
        return bytes(data)
    finally:
        os.close(handle)


def _refuse_unless_plain(found: os.stat_result, cap: int | None = None) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("it is a device, pipe or socket, not a file")
    if cap is not None and found.st_size > cap:
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


def resolved(path: Path) -> Path:
    """Return the file that `path` leads to, which need not exist."""
    return Path(os.path.realpath(path))


def write_file(path: Path, data: bytes, *, mode: int = 0o666) -> list[str]:
    """Make `data` the content of the file at `path`; symbolic links are followed.

    An existing file keeps its mode, and its owner where permitted; a new one gets `mode` less the
    umask. Returns what could not be confirmed or kept although the file is written, a line each.
    Raises OSError or ValueError if the file is as it was.
    """
    with staged(path, data, mode=mode) as new:
        try:
            new.put_in_place()
        except OSError as error:
            if error.errno != EBUSY:
                raise
            new.write_in_place()
        return new.finish()


@contextmanager
def staged(path: Path, data: bytes, *, mode: int = 0o666) -> Iterator["StagedFile"]:
    """Have `data` on the disk beside the file at `path`, for whoever checks before replacing it.

    It is removed again if it was not put in place. Raises as `write_file` does.
    """
    target = resolved(path)
    old = _replaceable(target)
    temp = temp_beside(target)
    new = StagedFile(target, temp, data, write_new(temp, data, mode=mode, like=old))
    try:
        yield new
    finally:
        new.discard()


class StagedFile:
    """New content that is whole and on the disk, but not in the place of the old one yet."""

    def __init__(self, target: Path, temp: Path, data: bytes, doubts: list[str]) -> None:
        self.target = target
        self.temp = temp
        """Where the new content is; after an exchange, the old."""
        self.doubts = doubts
        """What could not be confirmed or kept, a line each."""
        self._data = data
        self._is_kept = False

    def put_in_place(self) -> None:
        """Replace the file; raises OSError, with EBUSY for a file that is mounted on its own."""
        move_file(self.temp, self.target)

    def exchange(self) -> bool:
        """Swap the file with what is at `temp`, at one stroke; return whether that could be done.

        Some systems cannot, containers may forbid it, and the file may be missing or mounted.
        """
        return not _exchange(os.fsencode(self.temp), os.fsencode(self.target))

    def write_in_place(self) -> None:
        """Write into the file itself, the new content being safe beside it; raises OSError.

        For a file that nothing can replace.
        """
        self._name_beside()
        self.doubts += sync_folder(self.target.parent)
        handle = os.open(self.target, os.O_RDWR | _BINARY)
        try:
            old = b"".join(iter(lambda: os.read(handle, _CHUNK), b""))
            self._overwrite(handle, old)
        finally:
            os.close(handle)

    def _overwrite(self, handle: int, old: bytes) -> None:
        self._is_kept = True
        try:
            self.doubts += _fill(handle, self._data)
        except OSError as error:
            try:
                _fill(handle, old)
            except OSError:
                text = f"{error.strerror}; what was to be saved is whole in {self.temp}"
                raise OSError(error.errno, text) from error
            self._is_kept = False
            raise
        self._is_kept = False

    def keep(self) -> None:
        """Have what is at `temp` stay beside the file, under a name that shows whose it is."""
        self._is_kept = True
        self._name_beside()

    def _name_beside(self) -> None:
        name = f"{self.target.stem}.saving-{os.urandom(4).hex()}{self.target.suffix}"
        self.temp = self.temp.replace(self.target.with_name(name))

    def discard(self) -> None:
        """Remove what is still at `temp`, unless it is to be kept."""
        if not self._is_kept:
            remove(self.temp)

    def finish(self) -> list[str]:
        """Get the new name onto the disk, sweep the folder, and return all that is in doubt."""
        try:
            self.doubts += sync_folder(self.target.parent)
        except OSError as error:
            self.doubts.append(_unconfirmed(error))
        _sweep(self.target)
        return list(dict.fromkeys(self.doubts))


def write_new(
    path: Path, data: bytes, *, mode: int = 0o666, like: os.stat_result | None = None
) -> list[str]:
    """Write a file that must not exist yet, with the mode and owner of `like`, onto the disk.

    Returns what could not be confirmed or kept, a line each. Raises OSError and leaves no file.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    handle = os.open(path, flags, PRIVATE if like else mode)
    try:
        try:
            doubts = _make_alike(path, like) if like else []
            doubts += _fill(handle, data)
        finally:
            os.close(handle)
    except BaseException:
        remove(path)
        raise
    return doubts


def new_file(folder: Path, name: str, ending: str) -> Path:
    """Return a file that is not there yet, with a number where its name is taken."""
    numbered = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(file for each in numbered if not (file := folder / f"{each}{ending}").exists())


def make_folder(folder: Path, *, mode: int = 0o700) -> None:
    """Make a folder and those above it, onto the disk; raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode=mode)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> list[str]:
    """Get the names in a folder onto the disk; raises OSError.

    Returns what could not be confirmed: a line where the file system cannot sync folders, or the
    reader may write into the folder and not read it.
    """
    if sys.platform == "win32":  # a folder cannot be opened there, and need not be
        return []
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError as error:
        return [_unconfirmed(error)]
    try:
        return _sync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> list[str]:
    """Get what another program has written into a file onto the disk, as `sync_folder` does."""
    handle = os.open(path, os.O_RDWR | _BINARY)
    try:
        return _sync(handle)
    finally:
        os.close(handle)


def move_file(path: Path, target: Path) -> None:
    """Give a file another name, in place of the file that has it now; raises OSError."""
    for _ in range(TRIES - 1):
        try:
            path.replace(target)
        except PermissionError:
            sleep(PAUSE)
        else:
            return
    path.replace(target)


def remove(path: Path) -> None:
    """Remove a file if that can be done."""
    with suppress(OSError):
        path.unlink()


def temp_beside(target: Path) -> Path:
    """Return a new name in the same folder; a file of that name is swept once it is abandoned."""
    return target.with_name(_TEMP.format(os.urandom(4).hex()))


def _replaceable(target: Path) -> os.stat_result | None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    _refuse_unless_plain(old)
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(EACCES, "It is marked as read-only")
    return old


def _fill(handle: int, data: bytes) -> list[str]:
    """Make `data` all that an open file holds, on the disk; return what is in doubt."""
    os.lseek(handle, 0, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    if os.fstat(handle).st_size > len(data):
        os.ftruncate(handle, len(data))
    doubts = _sync(handle)
    if os.fstat(handle).st_size != len(data):  # some disks say they wrote and did not
        raise OSError(EIO, "The disk did not keep what was written")
    return doubts


def _make_alike(temp: Path, like: os.stat_result) -> list[str]:
    new = temp.stat()
    try:
        if sys.platform != "win32" and (new.st_uid, new.st_gid) != (like.st_uid, like.st_gid):
            os.chown(temp, like.st_uid, like.st_gid)
    except OSError as error:  # the owner stays where that is permitted
        _raise_unless_refused(error)
    try:
        if stat.S_IMODE(new.st_mode) != stat.S_IMODE(like.st_mode):
            temp.chmod(stat.S_IMODE(like.st_mode))
    except OSError as error:  # narrower permissions than before do no harm
        _raise_unless_refused(error)
        return [f"the file's permissions could not be kept ({reason(error)})"]
    return []


def _raise_unless_refused(error: OSError) -> None:
    if not isinstance(error, PermissionError) and error.errno not in _UNSUPPORTED:
        raise error


def _sync(handle: int) -> list[str]:
    if sys.platform == "darwin":  # there fsync leaves it in the drive's own memory
        import fcntl  # noqa: PLC0415

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return [_unconfirmed(error)]
    return []


def _unconfirmed(error: OSError) -> str:
    return f"saved, but not confirmed on disk ({reason(error)})"


def _exchange(one: bytes, other: bytes) -> int:
    """Swap the names of two files at one stroke; return the system's error, 0 if it is done."""
    import ctypes  # noqa: PLC0415 (4 ms to import, and most commands write nothing)

    swap = 2  # RENAME_EXCHANGE, and RENAME_SWAP on macOS
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = libc.renamex_np(one, other, ctypes.c_uint(swap))
        else:
            here = -100  # AT_FDCWD
            failed = libc.renameat2(here, one, here, other, ctypes.c_uint(swap))
    except (AttributeError, OSError, TypeError):  # an older C library, or Windows
        return ENOSYS
    return ctypes.get_errno() if failed else 0


def _sweep(target: Path) -> None:
    """Remove what killed processes left; by the file system's time, which is one for all of it."""
    start, end = _TEMP.split("{}")
    with suppress(OSError), os.scandir(target.parent) as entries:
        now = target.stat().st_mtime
        for entry in islice(entries, MAX_SWEPT):
            if entry.name.startswith(start) and entry.name.endswith(end):
                left = entry.stat(follow_symlinks=False).st_mtime
                if now - left > ABANDONED:
                    remove(Path(entry.path))
