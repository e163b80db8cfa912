"""Reads calendar files (.ics), and so the invitations in e-mail: what, when, where and who."""

import datetime as dt
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from mimetypes import guess_extension
from typing import Any

from icalendar import Component, ComponentFactory, vDDDLists, vDDDTypes, vRecur, vText
from icalendar.parser.ical import ComponentIcalParser
from icalendar.parser_tools import to_unicode

from ccgbrief.pack import PassageKind
from ccgbrief.papers.archives import MOST_FILES, Members
from ccgbrief.papers.mail import fuller
from ccgbrief.papers.paper import Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.text import clean_line

_STATED = {
    "DTSTART": "Begins",
    "DTEND": "Ends",
    "DUE": "Due",
    "RECURRENCE-ID": "In place of",
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
    "FREEBUSY": "Busy",
    "COMMENT": "Comment",
}
_ABOUT = {
    "PARTSTAT": "{}",
    "DELEGATED-TO": "to {}",
    "DELEGATED-FROM": "for {}",
    "ROLE": "{}",
    "SENT-BY": "sent by {}",
}
"""What is said of somebody who is invited, or invites."""
_USUAL = {"", "needs-action", "req-participant"}
_ROLES = {"opt-participant": "optional", "non-participant": "for information"}
_MEANT = {"REQUEST", "PUBLISH", "CANCEL"}
"""What a calendar is sent for, where that goes without saying or is said of each entry."""
_TEXTS = ("SUMMARY", "DESCRIPTION", "X-ALT-DESC")
_FOR_PROGRAMS = ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP")
_KNOWN = {*_STATED, *_TEXTS, *_FOR_PROGRAMS, "VERSION", "PRODID", "CALSCALE", "X-WR-TIMEZONE"}
_ENTRIES = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"}
_REMINDER = "VALARM"
_READ = {*_ENTRIES, "VCALENDAR", _REMINDER}
_ESCAPED = re.compile(r"\\([nN,;\\])")
"""A sign of a text (RFC 5545, 3.3.11), which icalendar leaves so under a name not known to it."""
_UNREADABLE = (ValueError, TypeError, AttributeError)
"""What icalendar raises over a line that it cannot read."""


def read_calendar(source: Source, tell: Tell) -> Paper:
    """Read the events of a calendar, each below its summary as a heading."""
    text, remarks = decoded(source)
    read = _read(text)
    entries = _entries(read)
    tell(1, 1)
    faults = (why for each in read for name, why in each.errors if name is None)
    others = (
        f"{name}: {_all_said(each, name)}"
        for each in read
        for name in each
        if name not in _KNOWN and not (name == "METHOD" and each[name].upper() in _MEANT)
    )
    left_out = [LeftOut(clean_line(why), "not read by icalendar") for why in faults]
    left_out += [
        LeftOut(clean_line(other), "no part of what, when, where and who") for other in others
    ]
    reminders = [_all_said(each, "DESCRIPTION", " ") for each in read if each.name == _REMINDER]
    left_out += [LeftOut(clean_line(said), "of a reminder") for said in reminders if said]
    described = [_description(entry) for entry in entries]
    return Paper(
        tuple(
            block
            for entry, text in zip(entries, described, strict=True)
            for block in (*_blocks(entry), *text.blocks)
        ),
        title=clean_line(_all_said(entries[0], "SUMMARY")) if entries else "",
        left_out=(*left_out, *(line for text in described for line in text.left_out)),
        remarks=tuple(dict.fromkeys((*remarks, *(r for text in described for r in text.remarks)))),
    )


def attached_files(source: Source) -> Members:
    """Yield the files that a calendar has in itself, as Outlook sends papers with an invitation."""
    entries = _entries(_read(decoded(source)[0]))
    stated = (value for entry in entries for name in entry for value in _values(entry, name))
    files = [value for value in stated if _is_file(value)]
    if len(files) > MOST_FILES:
        raise PaperError(f"more than {MOST_FILES} files are attached to it; save those meant")
    for number, file in enumerate(files, start=1):
        ending = guess_extension(_parameter(file, "FMTTYPE")) or ""
        name = _file_name(file) or f"attachment-{number}{ending}"
        yield name, partial(b64decode, to_unicode(file.to_ical()))


def _read(text: str) -> list[Any]:
    """Return the calendars in a text and their entries; a calendar may cancel all it has."""
    try:
        calendars = _Parser(text, ComponentFactory(), Component.types_factory).parse()
    except _UNREADABLE as error:
        raise PaperError("it is not a calendar that can be read; save it as text") from error
    for each in calendars:
        for entry in _entries(each.walk() if each.get("METHOD", "").upper() == "CANCEL" else ()):
            entry.setdefault("STATUS", vText("CANCELLED"))
    return [each for calendar in calendars for each in calendar.walk() if each.name in _READ]


def _entries(read: Iterable[Any]) -> list[Any]:
    return [each for each in read if each.name in _ENTRIES]


class _Parser(ComponentIcalParser):
    """Reads what entries state, and no zone: one that it cannot read costs no more.

    Of a reminder it reads what is to be said then.
    """

    def handle_property(self, name: str, params: Any, vals: str, line: Any) -> None:
        within = self.component and self.component.name
        if within == _REMINDER and name.upper() != "DESCRIPTION":
            return
        if vals.endswith("Z"):  # which is of UTC, whatever else is stated (RFC 5545, 3.2.19)
            params.pop("TZID", None)
        if self.component and within in _READ:
            try:
                super().handle_property(name, params, vals, line)
            except _UNREADABLE:
                self.component.errors.append((None, str(line)))


def _blocks(entry: Any) -> Iterator[Block]:
    summary = clean_line(_all_said(entry, "SUMMARY")) or "Without a title"
    yield Block(PassageKind.HEADING, summary, level=1)
    said = ((called, _all_said(entry, key)) for key, called in _STATED.items())
    yield from _paragraphs(f"{called}: {words}" for called, words in said if words)


def _paragraphs(lines: Iterable[str]) -> Iterator[Block]:
    for line in filter(None, map(clean_line, lines)):
        yield Block(PassageKind.PARAGRAPH, line)


def _as_meant(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] in "nN" else escaped[1]


def _description(entry: Any) -> Paper:
    """Return what an entry says at length: as text, as a web page, or in both forms."""
    plain = Paper(tuple(_paragraphs(_all_said(entry, "DESCRIPTION", "\n").splitlines())))
    page = _ESCAPED.sub(_as_meant, _all_said(entry, "X-ALT-DESC", " "))
    if not page.strip():
        return plain
    try:
        from ccgbrief.papers.html import read_html  # noqa: PLC0415 (few invitations need it)

        data = f'<meta charset="utf-8">{page}'.encode("utf-8", "replace")
        return fuller(plain, read_html(Source("page.html", data, keep_all=True), lambda *_: None))
    except (PaperError, ImportError) as error:
        return replace(plain, remarks=(f"Its HTML was not read: {error}.",))


def _values(entry: Any, name: str) -> list[Any]:
    """Return the values of a property, which may be there several times."""
    stated = entry.get(name, [])
    return stated if isinstance(stated, list) else [stated]


def _all_said(entry: Any, name: str, between: str = ", ") -> str:
    """Return what a property says; whole days end on the last of them, not on the day after."""
    begins = _day(*_values(entry, "DTSTART")) if name == "DTEND" else None
    return between.join(_said(stated, begins) for stated in _values(entry, name))


def _day(*stated: Any) -> dt.date | None:
    """Return the day that something is on, if it is one and of no hour."""
    when = stated[0].dt if stated and isinstance(stated[0], vDDDTypes) else None
    return when if isinstance(when, dt.date) and not isinstance(when, dt.datetime) else None


def _said(stated: Any, begins: dt.date | None) -> str:
    """Return what a value says: in words where it is one of those that have some."""
    if _is_file(stated):
        return _file_name(stated) or "a file"
    if isinstance(stated, str):
        address = _address(stated)
        name = _parameter(stated, "CN") or _file_name(stated)
        about = ((form, _address(_parameter(stated, key)).lower()) for key, form in _ABOUT.items())
        told = [form.format(_ROLES.get(a, a)) for form, a in about if a not in _USUAL]
        told += filter(None, [_parameter(stated, "X-RESPONSE-COMMENT")])
        answer = f" ({', '.join(told)})" if told else ""
        return f"{name} <{address}>{answer}" if name else f"{address}{answer}"
    as_stated = to_unicode(stated.to_ical())
    if isinstance(stated, vRecur) and "FREQ" in stated:
        return f"{stated['FREQ'][0].lower()}, by the rule {as_stated}"
    times = stated.dts if isinstance(stated, vDDDLists) else [stated]
    whens = [each.dt if isinstance(each, vDDDTypes) else None for each in times]
    if begins and (day := _day(stated)) and day > begins:
        whens = [day - dt.timedelta(days=1)]
    if all(isinstance(when, dt.date) for when in whens):
        said = ", ".join(_moment(when, _parameter(stated, "TZID")) for when in whens)
        has_more = _parameter(stated, "RANGE").upper() == "THISANDFUTURE"
        return f"{said}, and all after that" if has_more else said
    if isinstance(span := whens[0], dt.timedelta) and span > dt.timedelta():
        parts = (span.days, span.seconds // 3600, span.seconds // 60 % 60, span.seconds % 60)
        named = zip(parts, ("day", "hour", "minute", "second"), strict=True)
        return ", ".join(f"{n} {unit}{'s' * (n > 1)}" for n, unit in named if n)
    return as_stated


def _address(stated: str) -> str:
    return stated.replace("mailto:", "").replace("MAILTO:", "")


def _moment(when: Any, zone: str) -> str:
    """Return a day, or a time with its zone."""
    if not isinstance(when, dt.datetime):
        return f"{when.day} {when:%B %Y}"
    zone = zone or ("UTC" if when.tzinfo else "")
    return f"{when.day} {when:%B %Y, %H:%M}{f' ({zone})' if zone else ''}"


def _parameter(stated: Any, name: str) -> str:
    """Return a parameter of a value, which may be given several."""
    said = stated.params.get(name, "")
    return said if isinstance(said, str) else ", ".join(said)


def _is_file(stated: Any) -> bool:
    return _parameter(stated, "ENCODING").upper() == "BASE64"


def _file_name(stated: Any) -> str:
    """Return what a file is called; each program has its own parameter for that."""
    names = (_parameter(stated, name) for name in stated.params if name.endswith("FILENAME"))
    return clean_line(next(names, ""))
