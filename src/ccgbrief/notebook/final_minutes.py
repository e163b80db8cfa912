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

    notes: frozenset[str] = frozenset()
    """`version_of` every note that is known to be in them."""
    at: datetime | None = None
    """When those were written of which it is not known what they hold; None if all are known."""

    def lacks(self, note: Note) -> bool:
        """Return whether a note, as it reads now, came after them: it is in none of them.

        Where that is not known, its time decides. That it is done, and the answer to a question,
        may be of the meeting after, which says so.
        """
        versions = (note, note._replace(done=not note.done))
        if note.place.question or any(version_of(each) in self.notes for each in versions):
            return False
        return self.at is None or (note.changed or note.written) >= self.at.replace(microsecond=0)


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
    log = MinutesLog(minutes_file(notebook))
    known = log.final()
    times = [written_at(file) for file in kept if file.name not in known]
    notes = log.earlier(date.max).notes if len(times) < len(kept) else frozenset()  # of all days
    return FinalMinutes(notes, max(times, default=None))


def written_at(file: Path) -> datetime:
    """Return when a kept file was written; now, if it is gone meanwhile."""
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.now(UTC)


def after_final(final: FinalMinutes | None, title: str, notes: Iterable[Note]) -> str:
    """Say how many notes of a meeting its final minutes lack as they came later; `""` for none."""
    count = sum(map(final.lacks, notes)) if final else 0
    came = counted(count, "note came or was", "notes came or were")
    return f"{came} changed after the final minutes of “{title}”" if count else ""
