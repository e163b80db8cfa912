"""Replaces a file so that at any instant it is whole, old or new, for the rest of this room.

A failure before the replacement leaves everything as it was; one after it is only a doubt.
"""

import os
import stat
import sys
from contextlib import suppress
from errno import EACCES
from itertools import islice
from pathlib import Path
from time import sleep

from ccgbrief.files import read_file, reason
from ccgbrief.notebook.disk import remove, sync_folder, write_new

ABANDONED = 60.0
"""Seconds after which a half-written file is what a killed process left behind."""

MAX_SWEPT = 10_000
"""Names of a folder that are looked through for such files."""

TRIES = 10 if sys.platform == "win32" else 1
"""How often to try: on Windows a file cannot be replaced in the moment that somebody reads it."""

PAUSE = 0.02
"""Seconds between two tries."""

_TEMP = ".ccgbrief-{}.tmp"


class ChangedError(Exception):
    """The file no longer holds what it held when it was last looked at."""


def replace_file(
    path: Path, data: bytes, old_data: bytes | None = None, *, backup: bool = True
) -> list[str]:
    """Put `data` in place of what the file at `path` holds; symbolic links are followed.

    With `old_data`, what the file held when it was last looked at, that is kept as .bak if it was
    anything and `backup` says so; and ChangedError is raised if the file holds something else by
    now. Mode bits stay, and the owner where permitted. Returns what is in doubt although all is
    saved, a line each. Raises OSError or ValueError if the file is as it was.
    """
    target = resolved(path)
    old = _replaceable(target)
    doubts: list[str] = []
    temp = _temp_beside(target)
    write_new(temp, data, (lambda new: _make_alike(new, old, doubts)) if old else None)
    link = None
    try:
        if old_data and backup:
            link = _hold(target, old_data, doubts)
        if old and old_data is not None:
            _refuse_changed(target, old_data)
        _put_in_place(temp, target)
    except BaseException:
        remove(temp)
        if link:
            remove(link)
        raise
    if link:
        _make_backup(link, target, doubts)
    try:
        sync_folder(target.parent)
    except OSError as error:
        doubts.append(f"saved, but not confirmed by the disk ({reason(error)})")
    _sweep(target)
    return doubts


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


def _refuse_changed(target: Path, old_data: bytes) -> None:
    try:
        same = read_file(target, len(old_data)) == old_data
    except FileNotFoundError:
        return  # what was deleted cannot be written over
    except ValueError:  # it is larger now, or no plain file any more
        same = False
    if not same:
        raise ChangedError(target)


def _temp_beside(target: Path) -> Path:
    return target.with_name(_TEMP.format(os.urandom(4).hex()))


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


def _put_in_place(temp: Path, target: Path) -> None:
    for _ in range(TRIES - 1):
        try:
            temp.replace(target)
        except PermissionError:
            sleep(PAUSE)
        else:
            return
    temp.replace(target)


def _hold(target: Path, old_data: bytes, doubts: list[str]) -> Path | None:
    """Give the old file a second name, under which it outlives its replacement; or copy it."""
    link = _temp_beside(target)
    try:
        try:
            link.hardlink_to(target)
        except OSError:
            write_new(link, old_data)
    except OSError as error:
        doubts.append(_no_backup(target, error))
        return None
    return link


def _make_backup(link: Path, target: Path, doubts: list[str]) -> None:
    try:
        link.replace(backup_of(target))
    except OSError as error:
        doubts.append(_no_backup(target, error))
    remove(link)  # which is still there as well if .bak was the same file already


def _no_backup(target: Path, error: OSError) -> str:
    return f"{backup_of(target).name} could not be kept ({reason(error)})"


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
