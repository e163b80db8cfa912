"""Actions as to-dos of iCalendar, for calendars and task programs: for `ccgbrief actions`."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccgbrief import __version__
from ccgbrief.errors import UserError
from ccgbrief.notebook.actions import Action
from ccgbrief.text import clean, clean_line

if TYPE_CHECKING:
    from icalendar import Todo

LIBRARY = "icalendar"


def as_calendar(actions: Iterable[Action]) -> bytes:
    """Return a calendar file of actions; raises UserError where the library is not installed.

    Each has the same UID in every file and a SEQUENCE that grows as it is changed, so that a
    calendar that takes a second file changes what it has and doubles nothing.
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
    return bytes(calendar.to_ical())


def _todo(action: Action) -> "Todo":
    from icalendar import Todo  # noqa: PLC0415 (see above)

    note = action.note
    changed = max(filter(None, (note.written, note.changed, note.done_at)))
    todo = Todo()
    todo.add("uid", f"{action.pack}.{note.id}@ccgbrief")
    todo.add("dtstamp", changed)
    todo.add("created", note.written)
    todo.add("last-modified", changed)
    todo.add("sequence", max(note.rev - 1, 0))
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


def _about(action: Action) -> str:
    note = action.note
    said = (
        f"Owner: {note.owner}" if note.owner else "",
        f"Agreed at: {action.meeting}" if action.meeting else "",
        f"On: {note.place.words}" if note.place.words else "",
    )
    return "\n".join(part for part in said if part)
