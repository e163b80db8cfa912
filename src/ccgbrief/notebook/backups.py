"""What is kept of a notebook besides its file: old days, what is broken, what could not be saved.

`state` is a folder of this program, away from folders that sync programs carry about.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from errno import EBUSY
from glob import escape
from pathlib import Path

from ccgbrief.files import (
    PRIVATE,
    make_folder,
    read_file,
    reason,
    remove,
    resolved,
    staged,
    temp_beside,
    write_file,
    write_new,
)
from ccgbrief.notebook.snapshot import MAX_SIZE

_TEMPORARY = "ccgbrief-"
"""How the names of folders begin that are made among the temporary files."""

DAYS = 7
"""Days on which the notebook was changed whose beginnings are kept."""


class ChangedError(Exception):
    """The file no longer holds what it held when it was last looked at."""


def backup_of(path: Path) -> Path:
    """Return where the last copy but one of a notebook is kept."""
    target = resolved(path)
    return target.with_name(f"{target.name}.bak")


def replace_notebook(path: Path, data: bytes, old_data: bytes, *, backup: bool = True) -> list[str]:
    """Write `data` into the file at `path`, which held `old_data` when it was last looked at.

    That is kept as .bak if it was anything and `backup` says so. Returns what is in doubt although
    all is saved, a line each. Raises ChangedError if the file holds something else by now, and
    OSError or ValueError if it is as it was.
    """
    with staged(path, data, mode=PRIVATE) as new:
        link = _hold(new.target, old_data, new.doubts) if old_data and backup else None
        try:
            _refuse_changed(new.target, old_data)
            try:
                new.put_in_place()
            except OSError as error:
                if error.errno != EBUSY:
                    raise
                if link:  # a second name of the file would be written over with it
                    remove(link)
                    new.doubts += write_new(link, old_data, mode=PRIVATE)
                new.write_in_place()
            if link:
                _make_backup(link, new.target, new.doubts)
        finally:
            if link:
                remove(link)  # which is still there as well if .bak was the same file already
        return new.finish()


def _refuse_changed(target: Path, old_data: bytes) -> None:
    try:
        same = read_file(target, len(old_data)) == old_data
    except FileNotFoundError:
        return  # what was deleted cannot be written over
    except ValueError:  # it is larger now, or no plain file any more
        same = False
    if not same:
        raise ChangedError(target)


def _hold(target: Path, old_data: bytes, doubts: list[str]) -> Path | None:
    """Give the old file a second name, under which it outlives its replacement; or copy it."""
    link = temp_beside(target)
    try:
        try:
            link.hardlink_to(target)
        except OSError:
            write_new(link, old_data, mode=PRIVATE)
    except OSError as error:
        doubts.append(_no_backup(target, error))
        return None
    return link


def _make_backup(link: Path, target: Path, doubts: list[str]) -> None:
    try:
        link.replace(backup_of(target))
    except OSError as error:
        doubts.append(_no_backup(target, error))


def _no_backup(target: Path, error: OSError) -> str:
    return f"{backup_of(target).name} could not be kept ({reason(error)})"


def keep_day(state: Path, path: Path, data: bytes, today: date) -> list[str]:
    """Keep what the notebook held before its first change of today; return what went wrong."""
    folder = state / "days" / _name(path)
    kept = folder / f"{today.isoformat()}.toml"
    try:
        if kept.exists():
            return []
        make_folder(folder)
        write_file(kept, data, mode=PRIVATE)
        for old in sorted(folder.glob("????-??-??.toml"))[:-DAYS]:
            old.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        return [f"the copy of earlier days could not be kept ({reason(error)})"]
    return []


def keep_backup(path: Path, today: date) -> list[str]:
    """Keep the .bak of a file that was lost from being overwritten; return what went wrong."""
    try:
        set_aside(path, read_file(backup_of(path), MAX_SIZE), "bak", today)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        return [f"its backup could not be kept ({reason(error)})"]
    return []


def set_aside(path: Path, data: bytes, what: str, today: date) -> Path:
    """Keep `data` beside the notebook as NAME.WHAT-DATE and return where; raises OSError.

    Nothing is ever written over, and the same data is kept once.
    """
    if kept := kept_aside(path, data, what):
        return kept
    target = resolved(path)
    for number in range(1, 1000):
        end = f"-{number}" if number > 1 else ""
        aside = target.with_name(f"{target.name}.{what}-{today.isoformat()}{end}")
        with suppress(FileExistsError):
            write_new(aside, data, mode=PRIVATE)
            return aside
    raise FileExistsError(f"too many files like {aside.name}")


def kept_aside(path: Path, data: bytes, what: str) -> Path | None:
    """Return where `data` was set aside before, if it was."""
    target = resolved(path)
    for aside in sorted(target.parent.glob(f"{escape(target.name)}.{what}-*")):
        with suppress(OSError, ValueError):
            if read_file(aside, len(data)) == data:
                return aside
    return None


def rescue(state: Path, path: Path, by: str, data: bytes, before: Path | None) -> Path | None:
    """Write what could not be saved where that is possible; return where, or None.

    The opening `by` rescues into one file, however often saving fails: where it did `before`.
    """
    with suppress(OSError, ValueError):
        name = f"{_name(path)}-{by}.toml"
        for folder in _rescue_folders(state, before):
            with suppress(OSError, ValueError):
                make_folder(folder)
                write_file(folder / name, data, mode=PRIVATE)
                return folder / name
            with suppress(OSError):
                folder.rmdir()  # if nothing is in it
    return None


def drop_rescued(rescued: Path) -> None:
    """Remove what was rescued, for it is saved, and the folder if nothing else is in it."""
    with suppress(OSError):
        rescued.unlink()
        rescued.parent.rmdir()


def _rescue_folders(state: Path, before: Path | None) -> Iterator[Path]:
    if before:
        yield before.parent
    yield state / "rescued"
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix=_TEMPORARY))


def rescued_before(state: Path, path: Path) -> Iterator[Path]:
    """Find the files into which openings of this notebook were rescued."""
    with suppress(OSError, ValueError):
        temporary = Path(tempfile.gettempdir()).glob(f"{_TEMPORARY}*")
        folders = [state / "rescued", *filter(_is_own, temporary)]
        for folder in filter(Path.is_dir, folders):
            yield from folder.glob(f"{escape(_name(path))}-*.toml")


def _is_own(folder: Path) -> bool:
    """Tell whether a folder is ours: anybody may make one of that name where all write."""
    if sys.platform == "win32":  # everybody has a folder for temporary files there
        return True
    with suppress(OSError):
        return folder.lstat().st_uid == os.geteuid()
    return False


def _name(path: Path) -> str:
    """Return a short name for the notebook at a path, for people and for one path only."""
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import)

    target = resolved(path)
    return f"{target.stem[:40]}-{sha256(os.fsencode(target)).hexdigest()[:8]}"
