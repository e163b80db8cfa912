"""Keeps copies of a notebook: the .bak, daily copies, and rescued notes.

`state` is a folder of this program, outside the folders that sync programs copy.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from errno import EBUSY
from glob import escape
from pathlib import Path
from typing import NamedTuple
from zlib import adler32, crc32

from ccgbrief import system
from ccgbrief.files import (
    PRIVATE,
    StagedFile,
    make_folder,
    move_file,
    read_file,
    reason,
    remove,
    resolved,
    staged,
    temp_beside,
    write_file,
    write_new,
)
from ccgbrief.notebook.model import digest

DAYS = 7
"""How many daily copies are kept."""

_TEMPORARY = "ccgbrief-"
"""The prefix of folders made among the temporary files."""


BACKUP = ".bak"
"""The ending of the previous version of a notebook."""


class ChangedError(Exception):
    """The file has changed since it was last read."""


def backup_of(path: Path) -> Path:
    """Return the path of the previous version of a notebook."""
    target = resolved(path)
    return target.with_name(f"{target.name}{BACKUP}")


class Replaced(NamedTuple):
    doubts: list[str]
    """What could not be confirmed or kept although everything is saved, one line for each."""
    has_backup: bool
    """Whether the previous content is now the .bak."""


def replace_notebook(path: Path, data: bytes, old_data: bytes, *, backup: bool = True) -> Replaced:
    """Write `data` to the file at `path`, which contained `old_data` when it was last read.

    The old content, if any, is kept as .bak if `backup` is set. Raises ChangedError if the file
    contains something else by now, and OSError or ValueError if it is unchanged.
    """
    with staged(path, data, mode=PRIVATE) as new:
        _refuse_changed(new.target, old_data)
        backup = backup and bool(old_data)
        exchanged = _exchange(new, data, old_data)
        old = new.temp if exchanged else _replace(new, old_data, backup=backup)
        if old is None:
            return Replaced(new.finish(), has_backup=False)
        has_backup = backup and _make_backup(old, new)
        remove(old)  # which still exists if .bak was already the same file
        return Replaced(new.finish(), has_backup)


def _refuse_changed(target: Path, old_data: bytes) -> None:
    with suppress(FileNotFoundError):  # what was deleted cannot be overwritten
        if not holds(target, old_data):
            raise ChangedError(target)


def holds(path: Path, data: bytes) -> bool:
    """Return whether a file has exactly this content; raises OSError if it cannot be read."""
    try:
        return read_file(path, len(data)) == data
    except ValueError:  # it is larger, or not a regular file
        return False


def _exchange(new: StagedFile, data: bytes, old_data: bytes) -> bool:
    """Swap the new file with the old, if the system can, and check what came out."""
    if not new.exchange():
        return False
    try:
        unchanged = holds(new.temp, old_data)
    except OSError:  # it was unchanged until now, and becomes the .bak
        unchanged = True
    if unchanged:
        return True
    # Another program has replaced the file since it was read, so its version goes back.
    ours_is_back = False
    with suppress(OSError):
        ours_is_back = new.exchange() and holds(new.temp, data)
    if not ours_is_back:  # another program has replaced ours in turn
        new.keep()
    raise ChangedError(new.target)


def _replace(new: StagedFile, old_data: bytes, *, backup: bool) -> Path | None:
    """Replace the file where names cannot be swapped; return the path of the old one, if kept.

    A file that another program renames over it after the last check is lost.
    """
    old = _hold(new.target, old_data, new.doubts) if backup else None
    try:
        _refuse_changed(new.target, old_data)
        try:
            new.put_in_place()
        except OSError as error:
            if error.errno != EBUSY:
                raise
            if old:  # another hard link to the file would be overwritten too
                remove(old)
                new.doubts += write_new(old, old_data, mode=PRIVATE, like=new.target)
            new.write_in_place()
    except BaseException:
        if old:
            remove(old)
        raise
    return old


def _hold(target: Path, old_data: bytes, doubts: list[str]) -> Path | None:
    """Give the old file a second name under which it survives its replacement, or copy it.

    In a folder such as /tmp nobody may remove a name of somebody else's file again.
    """
    link = temp_beside(target)
    try:
        is_sticky = bool(target.parent.stat().st_mode & stat.S_ISVTX)
        try:
            if is_sticky and not system.is_own(target):
                raise PermissionError
            link.hardlink_to(target)
        except OSError:
            write_new(link, old_data, mode=PRIVATE, like=target)
    except OSError as error:
        doubts.append(_no_backup(target, error))
        return None
    return link


def _make_backup(old: Path, new: StagedFile) -> bool:
    try:
        move_file(old, backup_of(new.target))
    except OSError as error:
        new.doubts.append(_no_backup(new.target, error))
        return False
    return True


def _no_backup(target: Path, error: OSError) -> str:
    return f"{backup_of(target).name} could not be kept ({reason(error)})"


def keep_day(state: Path, path: Path, data: bytes, today: date) -> list[str]:
    """Keep the notebook as it was before today's first change; return what went wrong."""
    folder = state / "days" / _name(path)
    kept = folder / f"{today.isoformat()}.toml"
    try:
        if kept.exists():
            return []
        make_folder(folder)
        write_file(kept, data, mode=PRIVATE)
        days = sorted(folder.glob("????-??-??.toml"))
        past = [day for day in days if day.name <= kept.name]  # the clock may have been wrong
        for day in past[:-DAYS]:
            remove(day)
    except (OSError, ValueError) as error:
        return [f"the copy of earlier days could not be kept ({reason(error)})"]
    return []


def last_saved(state: Path, path: Path) -> Path:
    """Return the file with a notebook as it was last saved from this computer."""
    return state / "last" / f"{_name(path)}.toml"


def keep_saved(state: Path, path: Path, data: bytes) -> None:
    """Keep what was saved, if that can be: it matters only if the notebook is replaced."""
    with suppress(OSError, ValueError):
        make_folder(last_saved(state, path).parent)
        write_file(last_saved(state, path), data, mode=PRIVATE)


def checksum(data: bytes) -> str:
    """Return what tells the content of one file from another's, but for a chance in 2⁶⁴."""
    return f"{len(data)} {crc32(data):08x} {adler32(data):08x}"


def rescue(state: Path, path: Path, by: str, data: bytes, before: Path | None) -> Path | None:
    """Write what could not be saved to a place where that is possible; return its path, or None.

    The opening `by` uses one file, however often saving fails: the one it used `before`.
    """
    with suppress(OSError, ValueError):
        name = f"{_name(path)}-{by}.toml"
        for folder in _rescue_folders(state, before):
            with suppress(OSError, ValueError):
                make_folder(folder)
                write_file(folder / name, data, mode=PRIVATE)
                return folder / name
            with suppress(OSError):
                folder.rmdir()  # if it is empty
    return None


def drop_rescued(rescued: Path) -> None:
    """Remove a rescued copy once its notes are saved, and its folder if that is empty then."""
    remove(rescued)
    with suppress(OSError):
        rescued.parent.rmdir()


def _rescue_folders(state: Path, before: Path | None) -> Iterator[Path]:
    if before:
        yield before.parent
    yield state / "rescued"
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix=_TEMPORARY))


def rescued_before(state: Path, path: Path | None = None) -> Iterator[Path]:
    """Find the files to which notes of this notebook, or else of any, were rescued."""
    with suppress(OSError, ValueError):
        temporary = Path(tempfile.gettempdir()).glob(f"{_TEMPORARY}*")
        folders = [state / "rescued", *filter(system.is_own, temporary)]
        for folder in filter(Path.is_dir, folders):
            yield from folder.glob(f"{escape(_name(path))}-*.toml" if path else "*.toml")


def _name(path: Path) -> str:
    """Return a short, readable name that is unique to the path of a notebook."""
    target = resolved(path)
    return f"{target.stem[:40]}-{digest(os.fsencode(target))[:8]}"
