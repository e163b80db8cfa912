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
from ccgbrief.state import MinutesLog, name_and_checksum
from ccgbrief.text import clean_line, counted, listed

ENDINGS = (".md", ".html", ".json", ".docx", ".odt", ".pdf")
"""Of the names of kept files."""

_DAY_AND_MORE = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)(?!.*-\d{4}-\d\d-\d\d)(.*)")
"""What follows the pack in the name of a kept file; with two days the first is of the pack."""


class FinalMinutes(NamedTuple):
    """What is known of the final minutes of a meeting."""

    notes: frozenset[str] = frozenset()
    """`version_of` every note that is known to be in them."""
    at: datetime | None = None
    """When those were written of which it is not known what they hold; None if all are known."""
    files: tuple[str, ...] = ()
    """The names of the files, of which there should be one."""
    changed: tuple[str, ...] = ()
    """Those that are not as they were written here: signed since, or of another computer."""

    def lacks(self, note: Note) -> bool:
        """Return whether a note, as it reads now, came after them: it is in none of them.

        Where that is not known, its time decides. That it is done, and the answer to a question,
        may be of the meeting after, which says so.
        """
        versions = (note, note._replace(done=not note.done))
        if note.place.question or any(version_of(each) in self.notes for each in versions):
            return False
        return self.at is None or (note.changed or note.written) >= self.at.replace(microsecond=0)


class KeptMinutes(NamedTuple):
    """A file with final minutes."""

    day: date
    file: Path


def kept_minutes(notebook: Path, pack: str) -> list[KeptMinutes]:
    """Return the files with final minutes of a pack that are kept, those of the first day first.

    A sync program's copy is one too, beside what it is a copy of, or where no other is of that day.
    """
    folder = final_minutes(notebook)
    plain: list[KeptMinutes] = []
    copies: list[KeptMinutes] = []
    with suppress(OSError), os.scandir(folder) as entries:  # as each meeting of a series does
        for entry in entries:
            before, found, rest = entry.name.partition(f"{pack}-")
            name = _DAY_AND_MORE.match(rest)
            file = folder / entry.name
            if name and found and file.suffix in ENDINGS and (not before or before.endswith(" ")):
                with suppress(ValueError):
                    kept = KeptMinutes(date.fromisoformat(name[1]), file)
                    (copies if before or name[2] != file.suffix else plain).append(kept)
    days = {each.day for each in plain}
    beside = {(each.day, each.file.suffix) for each in plain}
    copies = [
        each for each in copies if each.day not in days or (each.day, each.file.suffix) in beside
    ]
    return sorted([*plain, *copies])


def held_by_final(notebook: Path, pack: str) -> date | None:
    """Return the day of which the newest final minutes are that are kept of a pack."""
    kept = kept_minutes(notebook, pack)
    return kept[-1].day if kept else None


def final_minutes_of(notebook: Path, pack: str) -> FinalMinutes | None:
    """Return what is known of the final minutes of a pack of a series; None if there are none.

    Where no record says what they hold, as on another computer, their time does.
    """
    kept = kept_minutes(notebook, pack)
    if not kept:
        return None
    known = MinutesLog(minutes_file(notebook)).final()
    files = {each.file: name_and_checksum(each.file) for each in kept}
    recorded = {name.rpartition(" ")[0] for name in known}
    times = [written_at(file) for file in files if file.name not in recorded]
    changed = [f.name for f, name in files.items() if f.name in recorded and name not in known]
    names = {file.name for file in files}
    held = (notes for name, notes in known.items() if name.rpartition(" ")[0] in names)
    return FinalMinutes(
        frozenset().union(*held),
        max(times, default=None),
        tuple(file.name for file in files),
        tuple(changed),
    )


def unrecorded(notebook: Path, pack: str) -> tuple[tuple[Path, datetime], ...]:
    """Return the final minutes of a pack of which no record says what they hold, and their times.

    They are of another computer, or hold what was written since a day.
    """
    known = MinutesLog(minutes_file(notebook)).final()
    kept = (each.file for each in kept_minutes(notebook, pack))
    return tuple((file, written_at(file)) for file in kept if name_and_checksum(file) not in known)


def written_at(file: Path) -> datetime:
    """Return when a kept file was written; now, if it is gone meanwhile."""
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.now(UTC)


def after_final(final: FinalMinutes | None, title: str, notes: Iterable[Note]) -> str:
    """Say how many notes of a meeting its final minutes lack as they came later; `""` for none.

    Also says which there are, if there are several.
    """
    final = final or FinalMinutes()
    count = sum(map(final.lacks, notes)) if final.files else 0
    came = counted(count, "note came or was", "notes came or were")
    said = [f"{came} changed after the final minutes of “{title}”"] if count else []
    if len(final.files) > 1:
        several = f"{len(final.files)} final minutes of “{title}” are kept"
        said.append(f"{several}: {listed(final.files, 'and')}")
    said += [f"{name} has changed since it was made final here" for name in final.changed]
    return clean_line("; ".join(said))
