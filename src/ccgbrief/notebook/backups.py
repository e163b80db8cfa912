"""What is kept of a notebook besides its file: old days, what is broken, what could not be saved.

`state` is a folder of this program, away from folders that sync programs carry about.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from glob import escape
from pathlib import Path

from ccgbrief.files import read_file, reason
from ccgbrief.notebook.atomic_write import backup_of, replace_file, resolved
from ccgbrief.notebook.disk import make_folder, write_new
from ccgbrief.notebook.snapshot import MAX_SIZE

_TEMPORARY = "ccgbrief-"
"""How the names of folders begin that are made among the temporary files."""

DAYS = 7
"""Days on which the notebook was changed whose beginnings are kept."""


def keep_day(state: Path, path: Path, data: bytes, today: date) -> list[str]:
    """Keep what the notebook held before its first change of today; return what went wrong."""
    folder = state / "days" / _name(path)
    kept = folder / f"{today.isoformat()}.toml"
    try:
        if kept.exists():
            return []
        make_folder(folder)
        replace_file(kept, data)
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
            write_new(aside, data)
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
                replace_file(folder / name, data)
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
