"""Says which notes of a meeting are in none of its final minutes, for the meeting after it."""

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import PRIVATE, dangling_link, read_file, reason, resolved, write_file
from ccgbrief.notebook.backups import checksum
from ccgbrief.notebook.broken import set_aside
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

_SUMS = 3
"""Words of a checksum."""

MAX_RECORD, MAX_MINUTES = 32_000_000, 200_000_000
"""Bytes of that file, and of minutes."""


class Recorded(NamedTuple):
    """What is recorded of final minutes."""

    at: datetime
    notes: frozenset[str]


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
    records: tuple[Recorded, ...] = ()
    """Of each file of which it is known what it holds."""

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
            name = _DAY_AND_MORE.match(rest) if found else None
            if name is None or (before and not before.endswith(" ")):
                continue
            file = folder / entry.name
            if file.suffix in ENDINGS:
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
    folder, why = final_minutes(notebook), ""
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except FileNotFoundError:
        link = dangling_link(folder)
        why = f"the link {link} leads to nothing" if link else ""
    except NotADirectoryError:  # nothing can be in it
        pass
    except OSError as error:
        why = reason(error)
    return clean_line(f"{folder}: {why}; whether minutes are final is not known") if why else ""


def held_by_final(notebook: Path, pack: str) -> date | None:
    """Return the day of which the newest final minutes are that are kept of a pack."""
    kept = kept_minutes(notebook, pack)
    return kept[-1].day if kept else None


class _Records:
    """What is recorded of the final minutes of a notebook; of one damaged, why it is not known."""

    def __init__(self, notebook: Path) -> None:
        target = resolved(notebook)
        self.file = target.with_name(f"{target.name}{RECORD}")
        self.doubt = ""
        self.all: dict[str, Recorded] = {}
        """By the name of each file and the checksum of what it held, the newest last."""
        try:
            for name, each in json.loads(read_file(self.file, MAX_RECORD)).items():
                at = datetime.fromisoformat(each["at"]).astimezone(UTC)
                self.all[name] = Recorded(at, frozenset(map(str, each["notes"])))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            why = reason(error) if isinstance(error, OSError) else "it is damaged"
            self.doubt = f"{self.file} cannot be read ({why}): what final minutes hold is not known"
        parts = [(name.rsplit(" ", _SUMS), each) for name, each in self.all.items()]
        self._by_name = {name: each for (name, *_), each in parts}
        self._by_checksum = {" ".join(sums): each for (_, *sums), each in parts if sums}

    def of(self, file: Path) -> tuple[Recorded | None, bool]:
        """Return what is recorded of a file, and whether it is as it was, if only under a name."""
        held = _checksum_of(file)
        exact = self.all.get(f"{file.name} {held}") or self._by_checksum.get(held)
        return exact or self._by_name.get(file.name), exact is not None


def _checksum_of(file: Path) -> str:
    with suppress(OSError, ValueError):
        return checksum(read_file(file, MAX_MINUTES))
    return ""


def record(notebook: Path, file: Path, notes: Iterable[str], now: datetime) -> list[str]:
    """Record what final minutes hold beside the notebook, where other computers find it too.

    `notes` are `version_of` notes. A damaged record is set aside. Returns what went wrong, in a
    line each.
    """
    records = _Records(notebook)
    kept = {**records.all, f"{file.name} {_checksum_of(file)}": Recorded(now, frozenset(notes))}
    value = {
        name: {"at": each.at.isoformat(), "notes": sorted(each.notes)}
        for name, each in kept.items()
    }
    said = []
    try:
        if records.doubt:
            damaged = read_file(records.file, MAX_RECORD)
            aside = set_aside(records.file, damaged, "broken", now.astimezone().date())
            said.append(f"{records.file.name} was damaged, and is kept as {aside.name}")
        return said + write_file(records.file, json.dumps(value).encode(), mode=PRIVATE)
    except (OSError, ValueError) as error:
        why = f"{records.file} ({reason(error)})"
        return [f"what came after these minutes will be known by its time alone: {why}"]


def final_minutes_of(notebook: Path, pack: str) -> FinalMinutes | None:
    """Return what is known of the final minutes of a pack of a series; None if there are none.

    Where no record says what any of them hold, their time does.
    """
    kept = kept_minutes(notebook, pack)
    if not kept:
        return None
    records = _Records(notebook)
    found = {file: records.of(file) for _, file in kept}
    notes = (each.notes for each, _ in found.values() if each)
    changed = (
        file.name for file, (each, is_as_it_was) in found.items() if each and not is_as_it_was
    )
    is_recorded = any(each for each, _ in found.values())
    return FinalMinutes(
        frozenset().union(*notes),
        None if is_recorded else max(map(written_at, found)),
        tuple(file.name for file in found),
        tuple(changed),
        records.doubt,
        tuple(each for each, _ in found.values() if each),
    )


class MinutedBefore(NamedTuple):
    """What the final minutes of a pack are recorded to hold that were written before a day."""

    notes: frozenset[str] = frozenset()
    at: datetime | None = None
    """When the last of them were written, in local time."""
    doubt: str = ""
    """Why it may be more; empty if it is not."""
    unrecorded: tuple[tuple[Path, datetime], ...] = ()
    """The files of which no record says what they hold, and when they were written.

    They are of a computer of which the record has not come along.
    """


NOTHING_FINAL = MinutedBefore()


def minuted_before(notebook: Path, pack: str, today: date) -> MinutedBefore:
    """Return what final minutes hold that were written before today, on whichever computer."""
    records = _Records(notebook)
    found = {each.file: records.of(each.file)[0] for each in kept_minutes(notebook, pack)}
    before = [each for each in found.values() if each and each.at.astimezone().date() < today]
    return MinutedBefore(
        frozenset().union(*(each.notes for each in before)),
        max((each.at.astimezone() for each in before), default=None),
        records.doubt,
        tuple((file, written_at(file)) for file, each in found.items() if each is None),
    )


def written_at(file: Path) -> datetime:
    """Return when a kept file was written; now, if it is gone meanwhile."""
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.now(UTC)


def late_notes(final: FinalMinutes, notes: Iterable[Note]) -> list[Note]:
    """Return the notes of a meeting that its final minutes lack, if there are any minutes.

    Answers are in the minutes that their question is in.
    """
    every = list(notes)
    known = {note.id for note in every}
    own = (note for note in every if note.place.question not in known)
    return [*filter(final.lacks, own)] if final.files else []


def after_final(final: FinalMinutes, title: str, late: Sequence[Note]) -> str:
    """Say how many notes of a meeting are late for its final minutes; `""` for none.

    Also says which minutes there are, if there are several.
    """
    came = counted(len(late), "note came or was", "notes came or were")
    said = [f"{came} changed after the final minutes of “{title}”"] if late else []
    if len(final.files) > 1:
        several = f"{len(final.files)} final minutes of “{title}” are kept"
        said.append(f"{several}: {listed(final.files, 'and')}")
    said += [f"{name} has changed since it was made final" for name in final.changed]
    return clean_line("; ".join(filter(None, [*said, final.doubt])))
