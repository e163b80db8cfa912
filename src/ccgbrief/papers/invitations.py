"""Reads calendar files (.ics), and so the invitations in e-mail: what, when, where and who."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from icalendar import Calendar, vBroken, vDDDTypes

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.text import clean_line

_TIMES = {"DTSTART": "Begins", "DTEND": "Ends", "DUE": "Due"}
_STATED = {
    "DURATION": "Lasts",
    "RRULE": "Repeats",
    "STATUS": "Status",
    "LOCATION": "Where",
    "ORGANIZER": "Organiser",
    "ATTENDEE": "Invited",
}
_ENTRIES = {"VEVENT", "VTODO", "VJOURNAL"}


def read_calendar(source: Source, tell: Tell) -> Paper:
    """Read the events of a calendar, each below its summary as a heading."""
    text, remarks = decoded(source)
    try:
        entries: list[Any] = [
            entry
            for calendar in Calendar.from_ical(text, multiple=True)
            for entry in calendar.walk()
            if entry.name in _ENTRIES
        ]
        blocks = tuple(block for entry in entries for block in _blocks(entry))
    except (ValueError, TypeError, AttributeError) as error:
        raise PaperError("it is not a calendar that can be read; save it as text") from error
    tell(1, 1)
    title = clean_line(str(entries[0].get("SUMMARY", ""))) if entries else ""
    faults = (why for entry in entries for name, why in entry.errors if name is None)
    left_out = tuple(LeftOut(clean_line(why), "not read by icalendar") for why in faults)
    return Paper(blocks, title=title, left_out=left_out, remarks=remarks)


def _blocks(entry: Any) -> Iterator[Block]:
    summary = clean_line(str(entry.get("SUMMARY", ""))) or "Without a title"
    yield Block(PassageKind.HEADING, summary, level=1)
    lines = [f"{called}: {_time(entry[key])}" for key, called in _TIMES.items() if key in entry]
    for key, called in _STATED.items():
        stated = entry.get(key, [])
        said = ", ".join(map(_said, stated if isinstance(stated, list) else [stated]))
        lines += [f"{called}: {said}"] if said else []
    lines += str(entry.get("DESCRIPTION", "")).splitlines()
    for line in filter(None, map(clean_line, lines)):
        yield Block(PassageKind.PARAGRAPH, line)


def _time(stated: Any) -> str:
    """Return a day, or a time with its zone; what is neither as it is stated."""
    if isinstance(stated, vBroken):
        return str(stated)
    when = stated.dt
    if not isinstance(when, dt.datetime):
        return f"{when.day} {when:%B %Y}"
    zone = stated.params.get("TZID", "UTC" if when.tzinfo else "")
    return f"{when.day} {when:%B %Y, %H:%M}{f' ({zone})' if zone else ''}"


def _said(stated: Any) -> str:
    address = str(stated).removeprefix("mailto:").removeprefix("MAILTO:")
    if name := getattr(stated, "params", {}).get("CN"):
        return f"{name} <{address}>"
    is_coded = isinstance(stated, (dict, vDDDTypes))
    return stated.to_ical().decode() if is_coded else address
