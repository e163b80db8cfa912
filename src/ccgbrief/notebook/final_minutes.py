"""Says which notes of a meeting are in none of its final minutes, for the meeting after it."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from ccgbrief.notebook.model import Note
from ccgbrief.notebook.queries import version_of
from ccgbrief.paths import final_minutes, minutes_file
from ccgbrief.state import MinutesLog
from ccgbrief.text import counted

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class FinalMinutes(NamedTuple):
    """What is known of the final minutes of a meeting."""

    at: datetime
    """When they were written."""
    notes: frozenset[str] = frozenset()
    """`version_of` every note in them, and its id with a colon; empty if that is not known."""

    def lacks(self, note: Note) -> bool:
        """Return whether a note was written or changed after them.

        That it is done, and the answer to a question, may be of the meeting after, which says so.
        """
        versions = (note, note._replace(done=not note.done))
        if note.place.question or any(version_of(each) in self.notes for each in versions):
            return False
        is_later = (note.changed or note.written) >= self.at.replace(microsecond=0)
        return is_later or f"{note.id}:" in self.notes


def kept_minutes(notebook: Path, pack: str) -> list[Path]:
    """Return the files with final minutes of a pack, of whatever day, that are kept."""
    begun = f"{pack}-"
    folder = final_minutes(notebook)
    with suppress(OSError), os.scandir(folder) as entries:  # as each meeting of a series does
        names = sorted(entry.name for entry in entries if entry.name.startswith(begun))
        kept = map(folder.joinpath, names)
        return [file for file in kept if _DAY.fullmatch(file.stem.removeprefix(begun))]
    return []


def held_by_final(notebook: Path, pack: str) -> date | None:
    """Return the day of which the newest final minutes are that are kept of a pack."""
    kept = kept_minutes(notebook, pack)
    with suppress(ValueError):
        return date.fromisoformat(kept[-1].stem[-10:]) if kept else None
    return None


def final_minutes_of(notebook: Path, pack: str) -> FinalMinutes | None:
    """Return what is known of the final minutes of a pack of a series; None if there are none.

    Where no record says what they hold, as on another computer, their time does.
    """
    kept = kept_minutes(notebook, pack)
    if not kept:
        return None
    at, notes, _ = MinutesLog(minutes_file(notebook)).earlier(date.max)  # of all days
    if at is None:
        with suppress(OSError):
            at = datetime.fromtimestamp(kept[0].stat().st_mtime, UTC)
    ids = {f"{name.rpartition(':')[0]}:" for name in notes}
    return FinalMinutes(at, notes | ids) if at else None


def after_final(final: FinalMinutes | None, title: str, notes: Iterable[Note]) -> str:
    """Say how many notes of a meeting its final minutes lack as they came later; `""` for none."""
    count = sum(map(final.lacks, notes)) if final else 0
    were = counted(count, "note was", "notes were")
    return f"{were} written or changed after the final minutes of “{title}”" if count else ""
