"""Selects the notes for minutes: those not yet in any, those since a day, or all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from ccgbrief.minutes.changes import is_since
from ccgbrief.notebook import Note, Notebook, Series, position_on, version_of
from ccgbrief.notebook.final_minutes import NOTHING_FINAL, MinutedBefore
from ccgbrief.pack import Area, Pack
from ccgbrief.state import MinutesLog

Unrecorded = tuple[tuple[Path, datetime], ...]
"""Final minutes of which it is not known what they hold, and when they were written."""


@dataclass(frozen=True)
class Selection:
    """A selection of notes; by default all of them."""

    since: date | None = None
    """The first day of the notes; if `minuted` is given, the moment of the last minutes, or None
    where that is not known since a clock was wrong."""
    minuted: frozenset[str] | None = None
    """`version_of` every note in minutes of other days; None to go by the date alone."""
    doubt: str = ""
    """Why it may contain what earlier minutes did; empty if that is certain."""
    unrecorded: Unrecorded = ()

    @property
    def is_rest(self) -> bool:
        """Whether it leaves out what earlier minutes have, or what was written before a day."""
        return bool(self.since or self.minuted)

    def holds(self, note: Note) -> bool:
        """Return whether the note belongs in the minutes: it is new to them, or still open."""
        return self.is_new(note) or (note.kind.can_be_done and not note.done)

    def is_new(self, note: Note) -> bool:
        """Return whether the note, in this version, belongs to these minutes and no earlier."""
        if self.minuted is not None:
            return version_of(note) not in self.minuted
        return self.since is None or is_since(note.changed or note.written, self.since)

    def perhaps_in(self, note: Note) -> list[Path]:
        """Return the unrecorded final minutes that may hold a note, as it reads now."""
        at = note.changed or note.written
        return [file for file, until in self.unrecorded if at <= until and self.is_new(note)]

    def is_late(self, note: Note) -> bool:
        """Return whether a note of before the last minutes was in none.

        It came from another copy since, was private, or the clock was wrong.
        """
        return self.is_before(note) and not self.perhaps_in(note)

    def is_before(self, note: Note) -> bool:
        """Return whether a note, going by its date, should have been in minutes recorded here."""
        return (
            isinstance(self.since, datetime)
            and self.minuted is not None
            and not is_since(note.written, self.since)
            and note.id not in self._minuted_ids
        )

    @cached_property
    def _minuted_ids(self) -> frozenset[str]:
        return frozenset(version.rpartition(":")[0] for version in self.minuted or ())


EVERYTHING = Selection()


def not_minuted_yet(
    log: MinutesLog, today: date, final: MinutedBefore = NOTHING_FINAL
) -> Selection:
    """Select what was not in the minutes of any day before today, as far as it is recorded.

    Those are the minutes of this computer, and the `final` ones of every other.
    """
    at, notes, doubt = log.earlier(today)
    last = max(filter(None, (at, final.at)), default=None)
    doubts = "; ".join(filter(None, (doubt, final.doubt)))
    return Selection(last, notes | final.notes, doubts, final.unrecorded)


def usual_selection(
    pack: Pack, log: MinutesLog, today: date, final: MinutedBefore = NOTHING_FINAL
) -> Selection:
    """Return the choice for minutes where none is made.

    A pack of a series is of one meeting, whose minutes may be drafted over several days and hold
    all of it each time; another pack may serve many meetings.
    """
    return EVERYTHING if pack.series else not_minuted_yet(log, today, final)


def private_left_out(
    notebook: Notebook,
    series: Series,
    selection: Selection,
    day: date,
    areas: Iterable[Area] = (),
) -> int:
    """Return how many private notes minutes of `day` would include if they were asked for.

    Among them are positions on focus `areas`, also those that earlier meetings took.
    """
    books = (notebook, *(meeting.notebook for meeting in series.meetings))
    public = {note for book in books for note in book.notes()}
    every = notebook.notes(private=True)
    notes = [note for note in every if note not in public and selection.holds(note)]
    for note, meeting in series.carried(day, private=True):
        notes += [note, *meeting.notebook.answers(note, private=True)]
    for area in areas:  # a position stands in minutes whether the selection holds it or not
        earlier = series.position_on(area.id, private=True)
        position = position_on(every, area.id) or (earlier and earlier.note)
        notes += [position] if position and position not in notes else []
    return sum(note not in public for note in notes)


def keep_minuted(
    log: MinutesLog,
    now: datetime,
    selection: Selection,
    notes: Iterable[Note],
    others: Iterable[str] = (),
) -> list[str]:
    """Remember that `notes` are in minutes now; return why not, if that fails.

    `others` are versions of notes of earlier meetings, of which they took note.
    """
    new: list[str] = [*others]
    before: list[str] = []
    for note in notes:
        (new if selection.is_new(note) else before).append(version_of(note))
    return log.keep(now, new, before)
