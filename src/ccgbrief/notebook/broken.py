"""Handles a notebook file that cannot be read as one: sets a copy aside and reports it.

It is never overwritten before it has been kept under another name, `NAME.broken-DATE`, and the last
good version, the .bak, is named if there is one.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from glob import escape
from pathlib import Path

from ccgbrief.files import PRIVATE, place_new, read_file, reason, resolved
from ccgbrief.notebook.backups import backup_of, holds
from ccgbrief.notebook.snapshot import MAX_SIZE, FileSnapshot, look
from ccgbrief.text import clean_line


def broken_message(path: Path, pack: str, snapshot: FileSnapshot) -> str:
    """Say in one line what is wrong with a file and the cure, for a read-only command."""
    backup = _good_backup(path, pack)
    cure = f", or put {backup} in its place" if backup else ""
    return clean_line(f"{path}: {snapshot.broken}; fix it in a text editor{cure}")


def keep_broken(path: Path, snapshot: FileSnapshot, today: date) -> str:
    """Set a copy of a damaged file aside, and say where; raises OSError if that fails."""
    aside = set_aside(path, snapshot.data or b"", "broken", today)
    kept = f"it is kept as {aside.name}"
    return f"{snapshot.broken}; {kept}: fix that and put it back, or go on with a new notebook"


def keep_broken_once(path: Path, pack: str, snapshot: FileSnapshot, today: date) -> str:
    """Do that for a command that writes; return `""` if the file was set aside before."""
    data = snapshot.data or b""
    if _kept_aside(path, data, "broken"):
        return ""
    try:
        aside = set_aside(path, data, "broken", today)
    except OSError as error:
        lost = f"no copy of it could be made ({reason(error)}); fix it in a text editor"
        return clean_line(f"{path}: {snapshot.broken}; {lost}")
    backup = _good_backup(path, pack)
    before = f", and what it held before as {backup.name}" if backup else ""
    cure = "fix that and put it back, or run it again to go on with a new notebook"
    return clean_line(f"{path}: {snapshot.broken}; it is kept as {aside.name}{before}: {cure}")


def _good_backup(path: Path, pack: str) -> Path | None:
    """Return the .bak if it is a notebook of the pack."""
    backup = backup_of(path)
    snapshot = look(backup, pack)
    return backup if snapshot.good and not snapshot.refusal else None


def keep_backups(path: Path, backups: Iterable[Path], today: date) -> list[str]:
    """Keep the backups of a lost file from being overwritten; return what went wrong."""
    try:
        for backup in backups:
            with suppress(FileNotFoundError, NotADirectoryError):
                set_aside(path, read_file(backup, MAX_SIZE), "bak", today)
    except (OSError, ValueError) as error:
        return [f"its backup could not be kept ({reason(error)})"]
    return []


def set_aside(path: Path, data: bytes, what: str, today: date) -> Path:
    """Keep `data` beside the notebook as NAME.WHAT-DATE and return its path; raises OSError.

    Nothing is ever overwritten, and the same data is kept only once.
    """
    if kept := _kept_aside(path, data, what):
        return kept
    target = resolved(path)
    for number in range(1, 1000):
        end = f"-{number}" if number > 1 else ""
        aside = target.with_name(f"{target.name}.{what}-{today.isoformat()}{end}")
        with suppress(FileExistsError):
            place_new(aside, data, mode=PRIVATE, like=target)
            return aside
    raise FileExistsError(f"too many files like {aside.name}")


def _kept_aside(path: Path, data: bytes, what: str) -> Path | None:
    target = resolved(path)
    for aside in sorted(target.parent.glob(f"{escape(target.name)}.{what}-*")):
        with suppress(OSError):
            if holds(aside, data):
                return aside
    return None
