"""What is done and told about a notebook's file that cannot be understood, for `NotebookFile`."""

from datetime import date
from pathlib import Path

from ccgbrief.files import reason
from ccgbrief.notebook.backups import backup_of, kept_aside, set_aside
from ccgbrief.notebook.snapshot import Sight, look
from ccgbrief.text import clean_line

_WHAT = "broken"


def told_to_readers(path: Path, pack: str, sight: Sight) -> str:
    """Say in one line what is wrong and what to do, to who only wants to read."""
    backup = _good_backup(path, pack)
    cure = f", or put {backup} in its place" if backup else ""
    return clean_line(f"{path}: {sight.broken}; mend it in a text editor{cure}")


def keep_broken(path: Path, sight: Sight, today: date) -> str:
    """Set a copy of the file aside, and say where; raises OSError where none can be made."""
    aside = set_aside(path, sight.data or b"", _WHAT, today)
    return f"{sight.broken}; it is kept as {aside.name}: mend that and put it back, or go on anew"


def keep_for_writers(path: Path, pack: str, sight: Sight, today: date) -> str:
    """Do that for a command that wanted to write; nothing if it stands aside from before."""
    data = sight.data or b""
    if kept_aside(path, data, _WHAT):
        return ""
    try:
        aside = set_aside(path, data, _WHAT, today)
    except OSError as error:
        lost = f"no copy of it could be made ({reason(error)}); mend it in a text editor"
        return clean_line(f"{path}: {sight.broken}; {lost}")
    backup = _good_backup(path, pack)
    before = f", and what it held before as {backup.name}" if backup else ""
    cure = "mend that and put it back, or run it again to go on with a new notebook"
    return clean_line(f"{path}: {sight.broken}; it is kept as {aside.name}{before}: {cure}")


def _good_backup(path: Path, pack: str) -> Path | None:
    """Return the .bak if it holds a notebook of the pack."""
    backup = backup_of(path)
    sight = look(backup, pack)
    return backup if sight.good and not sight.barred else None
