"""Exports actions as iCalendar to-dos, for `ccgbrief actions`."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief import __version__
from ccgbrief.errors import UserError
from ccgbrief.notebook.actions import ALL, Action, Wanted, actions_of, is_named
from ccgbrief.notebook.model import Note
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.queries import contradiction, version_of
from ccgbrief.state import InCalendars
from ccgbrief.text import capitalised, clean, clean_line

if TYPE_CHECKING:
    from icalendar import Todo

LIBRARY = "icalendar"

CANCELLED = "cancelled"
"""Stands for the version of an action that calendars have as cancelled."""


class Cancelled(NamedTuple):
    """An action that calendars have and that is none any more: deleted, or now private."""

    pack: str
    """Id of the meeting's pack."""
    note: str
    """Id of the note that it was."""
    sequence: int


class Export(NamedTuple):
    """What goes into a calendar file of the actions of one meeting."""

    actions: tuple[Action, ...]
    cancelled: tuple[Cancelled, ...] = ()
    known: Mapping[str, InCalendars] = MappingProxyType({})
    """What calendars then have, by the id of the note."""
    missing: int = 0
    """How many that calendars have the notebook lacks; that does not say that they were deleted."""
    of_several: int = 0
    """How many of the actions have another text, written at the same time, that is not in it."""


def to_export(
    notebook: Notebook,
    title: str,
    known: Mapping[str, InCalendars],
    wanted: Wanted,
    now: datetime,
    *,
    private: bool,
) -> Export:
    """Return the actions of a meeting that are wanted, and those that calendars have already.

    These go out as they are `now`, done or cancelled too, whatever else is asked for than an owner:
    a calendar would keep what a later file leaves out. What the notebook only lacks is not
    cancelled: its file may be faulty, or not be here yet. Of two texts of an action one goes out:
    one that is wanted, if any is, and of such the open one.
    """
    notes = sorted(notebook.notes(private=private), key=lambda note: (not note.done, note.rev))
    every, fitting = (actions_of(notes, notebook.pack, title, each) for each in (ALL, wanted))
    actions = {each.note.id: each for each in (*every, *fitting)}
    chosen = {each.note.id for each in fitting}
    cancelled, missing = [], 0
    for id_, was in known.items():
        is_now = actions.get(id_)
        if (was.private and not private) or not _concerns(wanted, was.owner, is_now):
            continue
        if is_now:
            chosen.add(id_)
        elif versions := notebook.contents.notes.get(id_):
            least = was.sequence + (was.version != CANCELLED)
            sequence = max([*map(_sequence, versions), least])
            cancelled.append(Cancelled(notebook.pack, id_, sequence))
        else:
            missing += was.version != CANCELLED
    going = [each for id_, each in actions.items() if id_ in chosen]
    of_several = sum(bool(notebook.twins(each.note)) for each in going)
    shown = (e._replace(note=e.note._replace(private=notebook.is_private(e.note))) for e in going)
    out = [_revised(each, known.get(each.note.id), now) for each in shown]
    written = {
        note.id: InCalendars(
            _sequence(note), note.owner, note.private, version_of(note), _changed(note)
        )
        for note, *_ in out
    }
    written |= {
        each.note: known[each.note]._replace(sequence=each.sequence, version=CANCELLED)
        for each in cancelled
    }
    return Export(tuple(out), tuple(cancelled), {**known, **written}, missing, of_several)


def _revised(action: Action, was: InCalendars | None, now: datetime) -> Action:
    """Return an action as a later revision than calendars have, if it says anything else.

    What is changed in the file by hand keeps its `rev`.
    """
    note = action.note
    if was is None or not was.version or _sequence(note) > was.sequence:
        return action
    is_same = version_of(note) == was.version
    rev, changed = (was.sequence + 1, was.changed) if is_same else (was.sequence + 2, now)
    return action._replace(note=note._replace(rev=rev, changed=changed))


def _concerns(wanted: Wanted, before: str, now: Action | None) -> bool:
    names = [before, *([now.note.owner] if now else [])]
    return any(is_named(name, wanted.owner, is_whole=wanted.is_whole) for name in names)


def _sequence(note: Note) -> int:
    return max(note.rev - 1, 0)


def _changed(note: Note) -> datetime:
    return max(filter(None, (note.written, note.changed, note.done_at)))


def as_calendar(
    actions: Iterable[Action], cancelled: Iterable[Cancelled] = (), now: datetime | None = None
) -> bytes:
    """Return a calendar file of actions; raises UserError if the library is not installed.

    Each has the same UID in every file and a SEQUENCE that grows as it is changed, so that a
    calendar that takes a second file changes what it has and doubles nothing. `now` is when those
    that are cancelled were found to be so.
    """
    try:
        from icalendar import Calendar  # noqa: PLC0415 (an extra, and 200 ms to import)
    except ImportError as missing:
        raise UserError(
            f"calendars are written by {LIBRARY}, which is not installed; "
            f"{sys.executable} -m pip install {LIBRARY}"
        ) from missing
    calendar = Calendar()
    calendar.add("prodid", f"-//ccgbrief//ccgbrief {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for action in actions:
        calendar.add_component(_todo(action))
    for each in cancelled:
        calendar.add_component(_cancelled(each, now or datetime.now(UTC)))
    return bytes(calendar.to_ical())


def _todo(action: Action) -> "Todo":
    note = action.note
    changed = _changed(note)
    todo = _revision_of(action.pack, note.id, _sequence(note), changed)
    todo.add("created", note.written)
    todo.add("summary", clean_line(note.text))
    todo.add("description", clean(_about(action)))
    todo.add("class", "PRIVATE" if note.private else "PUBLIC")
    if note.due:
        todo.add("due", note.due)
    if note.owner:
        todo.add("contact", clean_line(note.owner))
    todo.add("status", "COMPLETED" if note.done else "NEEDS-ACTION")
    if note.done:
        todo.add("completed", note.done_at or changed)
    return todo


def _cancelled(each: Cancelled, now: datetime) -> "Todo":
    todo = _revision_of(each.pack, each.note, each.sequence, now)
    todo.add("summary", "Action taken back")
    todo.add("status", "CANCELLED")
    return todo


def _revision_of(pack: str, note: str, sequence: int, changed: datetime) -> "Todo":
    from icalendar import Todo  # noqa: PLC0415 (see above)

    todo = Todo()
    todo.add("uid", f"{pack}.{note}@ccgbrief")
    todo.add("dtstamp", changed)
    todo.add("last-modified", changed)
    todo.add("sequence", sequence)
    return todo


def _about(action: Action) -> str:
    note = action.note
    said = (
        f"Owner: {note.owner}" if note.owner else "",
        capitalised(contradiction(note)),
        f"Agreed at: {action.meeting}" if action.meeting else "",
        f"On: {note.place.words}" if note.place.words else "",
    )
    return "\n".join(part for part in said if part)
