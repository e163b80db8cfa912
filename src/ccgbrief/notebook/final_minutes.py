"""Says which notes of a meeting are in none of its final minutes, for the meeting after it."""

import json
import os
import re
from collections.abc import Iterable, Set
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import PRIVATE, dangling_link, read_file, reason, resolved, write_file
from ccgbrief.notebook.backups import checksum
from ccgbrief.notebook.model import Note
from ccgbrief.notebook.queries import version_of
from ccgbrief.paths import final_minutes
from ccgbrief.text import clean_line, counted, listed

ENDINGS = (".md", ".html", ".json", ".docx", ".odt", ".pdf")
"""Of the names of kept files."""

_DAY_AND_MORE = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)(?!.*-\d{4}-\d\d-\d\d)(.*)")
"""What follows the pack in the name of a kept file; with two days the first is of the pack."""


RECORD = ".final"
"""The ending of the file beside a notebook that says what its final minutes hold."""

MAX_RECORD, MAX_MINUTES = 32_000_000, 200_000_000
"""Bytes of that file, and of minutes."""


class FinalMinutes(NamedTuple):
    """What is known of the final minutes of a meeting."""

    notes: frozenset[str] = frozenset()
    """`version_of` every note that is known to be in them, or was known when they were written."""
    at: datetime | None = None
    """When those were written of which it is not known what they hold; None if all are known."""
    files: tuple[str, ...] = ()
    """The names of the files, of which there should be one."""
    changed: tuple[str, ...] = ()
    """Those that are not as they were written: signed since, or put in their place."""
    doubt: str = ""
    """Why it is not known what they hold, if the record of it is damaged."""

    @property
    def is_recorded(self) -> bool:
        """Whether there are some, and it is known of all of them what they hold."""
        return bool(self.files) and self.at is None

    def lacks(self, note: Note) -> bool:
        """Return whether a note, as it reads now, came after them: it is in none of them.

        Where that is not known, its time decides. That it is done may be of the meeting after,
        which says so.
        """
        versions = (note, note._replace(done=not note.done))
        if any(version_of(each) in self.notes for each in versions):
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


def unlisted(notebook: Path) -> str:
    """Say why it is not known whether there are final minutes; `""` if it is."""
    folder = final_minutes(notebook)
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except FileNotFoundError:
        link = dangling_link(folder)
        why = f"the link {link} leads to nothing" if link else ""
    except NotADirectoryError:  # nothing can be in it
        why = ""
    except OSError as error:
        why = reason(error)
    else:
        why = ""
    return clean_line(f"{folder}: {why}; whether minutes are final is not known") if why else ""


def held_by_final(notebook: Path, pack: str) -> date | None:
    """Return the day of which the newest final minutes are that are kept of a pack."""
    kept = kept_minutes(notebook, pack)
    return kept[-1].day if kept else None


class Recorded(NamedTuple):
    """What is recorded of final minutes."""

    at: datetime
    notes: frozenset[str]


def record(notebook: Path, file: Path, notes: Iterable[str], now: datetime) -> list[str]:
    """Record what final minutes hold beside the notebook, where other computers find it too.

    `notes` are `version_of` notes. Returns a line that says why, where that fails.
    """
    kept = {**_records(notebook)[0], _named(file): Recorded(now, frozenset(notes))}
    value = {
        name: {"at": each.at.isoformat(), "notes": sorted(each.notes)}
        for name, each in kept.items()
    }
    beside = _record_beside(notebook)
    try:
        return write_file(beside, json.dumps(value).encode(), mode=PRIVATE)
    except (OSError, ValueError) as error:
        why = f"{beside} ({reason(error)})"
        return [f"what came after these minutes will be known by its time alone: {why}"]


def _records(notebook: Path) -> tuple[dict[str, Recorded], str]:
    """Return what is recorded, by `_named` each file, the newest last; and why it is not known."""
    beside = _record_beside(notebook)
    try:
        kept = json.loads(read_file(beside, MAX_RECORD))
        return {
            name: Recorded(
                datetime.fromisoformat(each["at"]).astimezone(UTC),
                frozenset(map(str, each["notes"])),
            )
            for name, each in kept.items()
        }, ""
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is damaged"
        return {}, f"{beside} cannot be read ({why}): what final minutes hold is not known"


def _record_beside(notebook: Path) -> Path:
    target = resolved(notebook)
    return target.with_name(f"{target.name}{RECORD}")


def _named(file: Path) -> str:
    """Return the name of a file and the checksum of what it holds."""
    with suppress(OSError, ValueError):
        return f"{file.name} {checksum(read_file(file, MAX_MINUTES))}"
    return file.name


def final_minutes_of(notebook: Path, pack: str) -> FinalMinutes | None:
    """Return what is known of the final minutes of a pack of a series; None if there are none.

    Where no record says what they hold, their time does.
    """
    kept = kept_minutes(notebook, pack)
    if not kept:
        return None
    records, doubt = _records(notebook)
    by_name = {name.rsplit(" ", 3)[0]: each for name, each in records.items()}
    notes: set[str] = set()
    times, changed = [], []
    for _, file in kept:
        exact = records.get(_named(file))
        if found := exact or by_name.get(file.name):
            notes |= found.notes
            changed += [] if exact else [file.name]
        else:
            times.append(written_at(file))
    files = tuple(each.file.name for each in kept)
    return FinalMinutes(frozenset(notes), max(times, default=None), files, tuple(changed), doubt)


def minuted_before(notebook: Path, pack: str, today: date) -> Set[str]:
    """Return what final minutes hold that were written before today, on whichever computer."""
    records, _ = _records(notebook)
    found = (records.get(_named(each.file)) for each in kept_minutes(notebook, pack))
    return {
        note
        for each in found
        if each and each.at.astimezone().date() < today
        for note in each.notes
    }


def unrecorded(notebook: Path, pack: str) -> tuple[tuple[Path, datetime], ...]:
    """Return the final minutes of a pack of which no record says what they hold, and their times.

    They are of a computer of which the record has not come along.
    """
    records, _ = _records(notebook)
    kept = (each.file for each in kept_minutes(notebook, pack))
    return tuple((file, written_at(file)) for file in kept if _named(file) not in records)


def written_at(file: Path) -> datetime:
    """Return when a kept file was written; now, if it is gone meanwhile."""
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.now(UTC)


def after_final(final: FinalMinutes | None, title: str, notes: Iterable[Note]) -> str:
    """Say how many notes of a meeting its final minutes lack as they came later; `""` for none.

    Answers are in the minutes that their question is in. Also says which there are, if there are
    several.
    """
    final, every = final or FinalMinutes(), list(notes)
    known = {note.id for note in every}
    own = [note for note in every if note.place.question not in known]
    count = sum(map(final.lacks, own)) if final.files else 0
    came = counted(count, "note came or was", "notes came or were")
    said = [f"{came} changed after the final minutes of “{title}”"] if count else []
    if len(final.files) > 1:
        several = f"{len(final.files)} final minutes of “{title}” are kept"
        said.append(f"{several}: {listed(final.files, 'and')}")
    said += [f"{name} has changed since it was made final" for name in final.changed]
    return clean_line("; ".join(filter(None, [*said, final.doubt])))
