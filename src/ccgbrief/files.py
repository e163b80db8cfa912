"""Reads and writes files for every room: bounded reads and atomic writes.

A path is whatever somebody typed or a pack names, so it may lead to an endless device, a pipe that
nobody writes to, or gigabytes of zeros. At any instant, and after a power cut, a file written here
has either all of its old content or all of the new.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EBUSY, EEXIST, EINVAL, EIO, ENOSYS, ENOTSUP, EOPNOTSUPP
from itertools import count, islice
from pathlib import Path

from ccgbrief import system
from ccgbrief.text import clean_line

PRIVATE = 0o600
"""Mode of a new file that only its owner may read."""

ABANDONED = 60.0
"""Seconds after which a temporary file must have been left by a killed process."""

MAX_SWEPT = 10_000
"""How many names in a folder are searched for such files."""

_CHUNK = 1 << 20
_UNSUPPORTED = {EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP}
"""Errors of file systems without permissions, owners or syncing."""

_TEMP = ".ccgbrief-{}.tmp"
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.BINARY


def read_file(path: Path, cap: int, most: int | None = None) -> bytes:
    """Return the bytes of a regular file of at most `cap` bytes; symbolic links are followed.

    If it is longer than `most`, only that many bytes are read. Raises OSError for what the system
    refuses (missing, no permission, a loop of links) and ValueError, with the reason in one line,
    for what this program refuses. `reason` words both.
    """
    _refuse_unless_plain(path.stat(), cap)  # before opening: opening a device can itself act
    handle = os.open(path, system.READING)
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


def is_there(path: Path) -> bool:
    """Return whether something is at a path; False, too, if that cannot be found out."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def dangling_link(path: Path) -> Path | None:
    """Return the symbolic link that `path` is, or stands below, if it leads to nothing."""
    return next((link for link in (path, *path.parents) if _is_dangling(link)), None)


def _is_dangling(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def current_folder() -> Path:
    """Return the current folder; if it is gone, `.`, in which nothing can be written."""
    with suppress(FileNotFoundError):
        return Path.cwd()
    return Path()


def write_file(path: Path, data: bytes, *, mode: int = 0o666) -> list[str]:
    """Make `data` the content of the file at `path`; symbolic links are followed.

    An existing file keeps its rights, and its owner if permitted; a new one gets `mode` less the
    umask. Returns a line for each thing that could not be confirmed or kept although the file was
    written. Raises OSError or ValueError if the file is unchanged.
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
    """Write `data` beside the file at `path`, for callers that check before replacing it.

    It is removed again unless it was put in place. Raises as `write_file` does.
    """
    target = resolved(path)
    _refuse_unless_replaceable(target)
    temp = temp_beside(target)
    new = StagedFile(target, temp, data, write_new(temp, data, mode=mode, like=target))
    try:
        yield new
    finally:
        new.discard()


class StagedFile:
    """New content that is complete and on the disk, but has not replaced the old yet."""

    def __init__(self, target: Path, temp: Path, data: bytes, doubts: list[str]) -> None:
        self.target = target
        self.temp = temp
        """The path of the new content; after an exchange, of the old."""
        self.doubts = doubts
        """What could not be confirmed or kept, one line for each."""
        self._data = data
        self._is_kept = False

    def put_in_place(self) -> None:
        """Replace the file; raises OSError, with EBUSY for a file that is a mount point."""
        move_file(self.temp, self.target)

    def put_anew(self) -> None:
        """Give the new content its name, which must be free; raises OSError."""
        if system.is_windows():  # where a rename replaces nothing
            system.retried(lambda: self.temp.rename(self.target))
            return
        try:
            self.target.hardlink_to(self.temp)
        except FileExistsError:
            raise
        except OSError:  # without hard links the name is taken first, and is empty for an instant
            os.close(os.open(self.target, _ANEW, PRIVATE))
            try:
                self.put_in_place()
            except BaseException:
                remove(self.target)
                raise

    def exchange(self) -> bool:
        """Swap the file with `temp` atomically; return whether that was possible.

        Some systems cannot, containers may forbid it, and the file may be missing or a mount point.
        """
        return not system.swap_names(os.fsencode(self.temp), os.fsencode(self.target))

    def write_in_place(self) -> None:
        """Write into the file itself while the new content is safe beside it; raises OSError.

        This is for a file that cannot be replaced.
        """
        self._name_beside()
        self.doubts += sync_folder(self.target.parent)
        handle = os.open(self.target, os.O_RDWR | system.BINARY)
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
        """Keep `temp` beside the file, under a name that shows what it belongs to."""
        self._is_kept = True
        self._name_beside()

    def _name_beside(self) -> None:
        name = f"{self.target.stem}.saving-{os.urandom(4).hex()}{self.target.suffix}"
        self.temp = self.temp.replace(self.target.with_name(name))

    def discard(self) -> None:
        """Remove `temp`, unless it is to be kept."""
        if not self._is_kept:
            remove(self.temp)

    def finish(self) -> list[str]:
        """Sync the new name to disk, sweep the folder, and return all that is in doubt."""
        self.doubts += folder_synced(self.target.parent)
        _sweep(self.target)
        return list(dict.fromkeys(self.doubts))


def write_new(path: Path, data: bytes, *, mode: int = 0o666, like: Path | None = None) -> list[str]:
    """Write and sync a file that must not exist yet, with the rights of `like` if that is there.

    A killed process leaves a part of it: where somebody would take that for the whole, `place_new`
    is for it. Returns a line for each thing that could not be confirmed or kept. Raises OSError and
    leaves no file.
    """
    old = like if like and is_there(like) else None
    handle = os.open(path, _ANEW, PRIVATE if old else mode)
    try:
        try:
            doubts = make_alike(path, old) if old else []
            doubts += _fill(handle, data)
        finally:
            os.close(handle)
    except BaseException:
        remove(path)
        raise
    return doubts


def place_new(path: Path, data: bytes, *, mode: int = 0o666, like: Path | None = None) -> list[str]:
    """Write a file as `write_new` does; at any instant it is whole or not there."""
    if os.path.lexists(path):  # before all of it is written
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path))
    temp = temp_beside(path)
    new = StagedFile(path, temp, data, write_new(temp, data, mode=mode, like=like))
    try:
        new.put_anew()
        return new.finish()
    finally:
        new.discard()


def write_numbered(folder: Path, name: str, ending: str, data: bytes) -> tuple[Path, list[str]]:
    """Write a file that is not there yet, with a number if its name is taken, as `place_new` does.

    Returns its path, and a line for each thing that could not be confirmed. Raises OSError with the
    path, and leaves no file.
    """
    for number in count(1):
        file = folder / f"{name}-{number}{ending}" if number > 1 else folder / f"{name}{ending}"
        try:
            return file, place_new(file, data)
        except FileExistsError:  # another window may have taken it a moment ago
            continue
        except OSError as error:
            error.filename = str(file)
            raise
    raise AssertionError  # there is always another number


def make_folder(folder: Path, *, mode: int = 0o700) -> None:
    """Make a folder and its parents, and sync them; raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode=mode)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> list[str]:
    """Sync the names in a folder to disk; raises OSError.

    Returns a line if that could not be confirmed: the file system cannot sync folders, or the
    reader may write to the folder but not read it.
    """
    try:
        handle = system.open_folder(folder)
    except PermissionError as error:
        return [_unconfirmed(error)]
    if handle is None:
        return []
    try:
        return _sync(handle)
    finally:
        os.close(handle)


def folder_synced(folder: Path) -> list[str]:
    """Sync the names in a folder to disk; return a line if that failed, or is in doubt."""
    try:
        return sync_folder(folder)
    except OSError as error:
        return [_unconfirmed(error)]


def sync_file(path: Path) -> list[str]:
    """Sync what another program has written to a file, as `sync_folder` does."""
    handle = os.open(path, os.O_RDWR | system.BINARY)
    try:
        return _sync(handle)
    finally:
        os.close(handle)


def move_file(path: Path, target: Path) -> None:
    """Rename a file, replacing any file that has the new name; raises OSError."""
    system.retried(lambda: path.replace(target))


def remove(path: Path) -> None:
    """Remove a file if possible."""
    with suppress(OSError):
        system.retried(path.unlink)


def temp_beside(target: Path) -> Path:
    """Return a new name in the same folder; a file with it is swept once it is abandoned."""
    return target.with_name(_TEMP.format(os.urandom(4).hex()))


def _refuse_unless_replaceable(target: Path) -> None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return
    _refuse_unless_plain(old)
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(EACCES, "It is marked as read-only")


def _fill(handle: int, data: bytes) -> list[str]:
    """Make `data` the only content of an open file and sync it; return what is in doubt."""
    os.lseek(handle, 0, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    if os.fstat(handle).st_size > len(data):
        os.ftruncate(handle, len(data))
    doubts = _sync(handle)
    if os.fstat(handle).st_size != len(data):  # some disks claim a write that did not happen
        raise OSError(EIO, "The disk did not keep what was written")
    return doubts


def make_alike(path: Path, like: Path) -> list[str]:
    """Give a new file the owner, group, permissions, access list and attributes of another.

    It should be `PRIVATE` until then. What a group could do that cannot be kept, no other group
    can. Returns a line for each thing that could not be kept. Raises OSError.
    """
    old, new, doubts = like.stat(), path.stat(), []
    try:
        system.keep_owner(path, new, old)
    except OSError as error:  # `rights_kept` has what follows
        _raise_unless_refused(error)
    try:
        is_listed, most = system.keep_attributes(path, like), 0o7777
    except OSError as error:
        is_listed, most = True, 0o700
        said = f"the file's access list and attributes could not be kept ({reason(error)})"
        doubts.append(f"{said}, so only its owner may open it")
    if is_listed or (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        new = path.stat()
    mode, lost = rights_kept(old, new, is_listed=is_listed)
    if lost:
        doubts.append(f"the file's {lost} could not be kept, and may do less with it now")
    try:
        if stat.S_IMODE(new.st_mode) != mode & most:
            path.chmod(mode & most)
    except OSError as error:  # narrower permissions than before do no harm
        _raise_unless_refused(error)
        doubts.append(f"the file's permissions could not be kept ({reason(error)})")
    return doubts


def rights_kept(
    old: os.stat_result, new: os.stat_result, *, is_listed: bool = False
) -> tuple[int, str]:
    """Return the mode for a file that may have another owner or group than the one it replaces.

    Nobody else may do more with it than before: if the group is another, it and all others may do
    what both might. The second value is whoever may do less: `""`, the owner, the group, or both.
    An access list may say less of the group than the mode does.
    """
    mode = stat.S_IMODE(old.st_mode)
    is_own, is_of_group = old.st_uid == new.st_uid, old.st_gid == new.st_gid
    owner, group, others = mode >> 6 & 7, mode >> 3 & 7, mode & 7
    left = group if is_of_group else group & others
    lost = {
        "owner": not is_own and (is_listed or bool(owner & ~left)),
        "group": not is_of_group and (is_listed or group != others),
    }
    if not (is_own and is_of_group):
        mode = owner << 6 | left << 3 | (others if is_of_group else left)
    return mode, " and ".join(who for who, is_so in lost.items() if is_so)


def _raise_unless_refused(error: OSError) -> None:
    if not isinstance(error, PermissionError) and error.errno not in _UNSUPPORTED:
        raise error


def _sync(handle: int) -> list[str]:
    try:
        system.sync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return [_unconfirmed(error)]
    return []


def _unconfirmed(error: OSError) -> str:
    return f"saved, but not confirmed on disk ({reason(error)})"


def _sweep(target: Path) -> None:
    """Remove what killed processes left, judging age by the file system's own clock."""
    start, end = _TEMP.split("{}")
    with suppress(OSError), os.scandir(target.parent) as entries:
        now = target.stat().st_mtime
        for entry in islice(entries, MAX_SWEPT):
            if entry.name.startswith(start) and entry.name.endswith(end):
                left = entry.stat(follow_symlinks=False).st_mtime
                if now - left > ABANDONED:
                    remove(Path(entry.path))
