"""What is kept of a notebook besides its file: old days, what is broken, what could not be saved.

`state` is a folder of this program, away from folders that sync programs carry about.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from ccgbrief.files import read_file, reason
from ccgbrief.notebook.disk import make_folder, write_new
from ccgbrief.notebook.saving import backup_of, replace_file, resolved
from ccgbrief.notebook.sight import MAX_SIZE

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

    Nothing is ever written over, and the same data is kept once a day.
    """
    target = resolved(path)
    for number in range(1, 1000):
        end = f"-{number}" if number > 1 else ""
        aside = target.with_name(f"{target.name}.{what}-{today.isoformat()}{end}")
        with suppress(FileExistsError):
            write_new(aside, data)
            return aside
        with suppress(OSError, ValueError):
            if read_file(aside, len(data)) == data:
                return aside
    raise FileExistsError(f"too many files like {aside.name}")


def rescue(state: Path, path: Path, by: str, data: bytes, before: Path | None) -> Path | None:
    """Write what could not be saved where that is possible; return where, or None.

    The opening `by` rescues into one file, however often saving fails: where it did `before`.
    """
    for folder in _rescue_folders(state, before):
        with suppress(OSError, ValueError):
            make_folder(folder)
            rescued = folder / f"{_name(path)}-{by}.toml"
            replace_file(rescued, data)
            return rescued
    return None


def _rescue_folders(state: Path, before: Path | None) -> Iterator[Path]:
    if before:
        yield before.parent
    yield state / "rescued"
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix="ccgbrief-"))


def rescued_before(state: Path, path: Path) -> list[Path]:
    """Return the files into which openings of this notebook were rescued, newest first."""
    with suppress(OSError, ValueError):
        name = f"{_name(path)}-"
        found = [file for file in (state / "rescued").iterdir() if file.name.startswith(name)]
        return sorted(found, key=lambda file: file.stat().st_mtime, reverse=True)
    return []


def _name(path: Path) -> str:
    """Return a short name for the notebook at a path, for people and for one path only."""
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import)

    target = resolved(path)
    return f"{target.stem[:40]}-{sha256(os.fsencode(target)).hexdigest()[:8]}"
