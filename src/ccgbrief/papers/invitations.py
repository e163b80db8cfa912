"""Reads calendar files (.ics), and so the invitations in e-mail: what, when, where and who."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from icalendar import Calendar, vBroken, vDDDLists
from lxml import html

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.text import clean, clean_line

_TIMES = {"DTSTART": "Begins", "DTEND": "Ends", "DUE": "Due", "RECURRENCE-ID": "In place of"}
_STATED = {
    "DURATION": "Lasts",
    "RRULE": "Repeats",
    "RDATE": "Also on",
    "EXDATE": "Not on",
    "STATUS": "Status",
    "LOCATION": "Where",
    "CONFERENCE": "Join at",
    "ORGANIZER": "Organiser",
    "ATTENDEE": "Invited",
    "URL": "See",
    "ATTACH": "Attached",
    "COMMENT": "Comment",
}
_ANSWERS = {"ACCEPTED": " (accepted)", "DECLINED": " (declined)", "TENTATIVE": " (tentative)"}
_TEXTS = ("SUMMARY", "DESCRIPTION", "X-ALT-DESC")
_FOR_PROGRAMS = ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP")
_KNOWN = {*_TIMES, *_STATED, *_TEXTS, *_FOR_PROGRAMS}
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
    others = (
        f"{name}: {_all_said(stated)}"
        for entry in entries
        for name, stated in entry.items()
        if name not in _KNOWN
    )
    left_out = [LeftOut(clean_line(why), "not read by icalendar") for why in faults]
    left_out += [
        LeftOut(clean_line(other), "no part of what, when, where and who") for other in others
    ]
    return Paper(blocks, title=title, left_out=tuple(left_out), remarks=remarks)


def _blocks(entry: Any) -> Iterator[Block]:
    summary = clean_line(str(entry.get("SUMMARY", ""))) or "Without a title"
    yield Block(PassageKind.HEADING, summary, level=1)
    lines = [f"{called}: {_time(entry, key)}" for key, called in _TIMES.items() if key in entry]
    for key, called in _STATED.items():
        said = _all_said(entry.get(key, []))
        lines += [f"{called}: {said}"] if said else []
    lines += _description(entry).splitlines()
    for line in filter(None, map(clean_line, lines)):
        yield Block(PassageKind.PARAGRAPH, line)


def _description(entry: Any) -> str:
    """Return what an entry says at length, which some programs write as a web page alone."""
    if stated := entry.get("DESCRIPTION"):
        return str(stated)
    page = html.document_fromstring(f"<p>{clean(str(entry.get('X-ALT-DESC', '')))}")
    return str(page.text_content())


def _all_said(stated: Any) -> str:
    return ", ".join(map(_said, stated if isinstance(stated, list) else [stated]))


def _time(entry: Any, key: str) -> str:
    """Return when something is, days with the last of them; what is no time as it is stated."""
    stated = entry[key]
    if isinstance(stated, vBroken):
        return str(stated)
    when = stated.dt
    is_after = key == "DTEND" and when != getattr(entry.get("DTSTART"), "dt", when)
    if is_after and not isinstance(when, dt.datetime):  # the file has the day after the last
        when -= dt.timedelta(days=1)
    return _moment(when, stated.params.get("TZID", ""))


def _moment(when: Any, zone: str) -> str:
    """Return a day, or a time with its zone."""
    if not isinstance(when, dt.datetime):
        return f"{when.day} {when:%B %Y}"
    zone = zone or ("UTC" if when.tzinfo else "")
    return f"{when.day} {when:%B %Y, %H:%M}{f' ({zone})' if zone else ''}"


def _said(stated: Any) -> str:
    params = getattr(stated, "params", {})
    if params.get("ENCODING") == "BASE64":
        return "a file"
    if isinstance(stated, vDDDLists):
        days = [each.dt for each in stated.dts]
        if all(isinstance(day, dt.date) for day in days):
            return ", ".join(_moment(day, params.get("TZID", "")) for day in days)
    if isinstance(span := getattr(stated, "dt", None), dt.timedelta) and span > dt.timedelta():
        parts = (span.days, span.seconds // 3600, span.seconds // 60 % 60, span.seconds % 60)
        named = zip(parts, ("day", "hour", "minute", "second"), strict=True)
        return ", ".join(f"{n} {unit}{'s' * (n > 1)}" for n, unit in named if n)
    if not isinstance(stated, str):
        said = str(stated.to_ical().decode())
        return f"{stated['FREQ'][0].lower()}, by the rule {said}" if "FREQ=" in said else said
    address = stated.removeprefix("mailto:").removeprefix("MAILTO:")
    name, answer = params.get("CN"), _ANSWERS.get(params.get("PARTSTAT", ""), "")
    return f"{name} <{address}>{answer}" if name else f"{address}{answer}"
