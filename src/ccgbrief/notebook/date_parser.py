"""Reads a day as people say it, `1 December` or `next Friday`: for what is owed, and for commands.

Numbers are read in the British order: 1/12 is the first of December.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=,?\s+\d))?"
)
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_BEFORE = rf"(?:{_WEEKDAY}\.?,?\s+)?(?:the\s+)?"
_AFTER = r"(?!\w|[/.:-]\d)"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern + _AFTER, re.IGNORECASE) for pattern in patterns)


_DATES = _forms(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    rf"{_BEFORE}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d\d))?",
    rf"{_BEFORE}(?P<day>\d{{1,2}})(?P<sep>[.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d\d)",
    rf"{_BEFORE}{_DAY}(?:\s+of)?\s+{_MONTH}{_YEAR}",
    rf"{_BEFORE}{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR}",
    rf"(?:the\s+)?(?P<end>end)\s+of\s+{_MONTH}{_YEAR}",
)
_OF_A_MONTH = _forms(rf"{_BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)")
_OF_A_WEEK = _forms(rf"(?:(?P<which>this|next|last)\s+)?{_WEEKDAY}(?P<week>\s+week)?")
_NAMED = _forms(rf"(?P<near>{'|'.join(_NEAR)})")
_ENDS = _forms(
    r"(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:(?P<next>next)\s+)?(?P<span>week|month|year)"
)
_VAGUE = _forms(
    rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{'|'.join(_MONTHS)})[a-z]*{_YEAR}",
    rf"(?:early |mid[ -]|late )?{_MONTH}{_YEAR}",
    r"next\s+(?:week|month|year)",
    r"\d{1,4}[/.-]\d{1,4}[/.-]\d{1,4}",
    r"\d{1,2}(?:[:.]\d\d)?\s*[ap]m\b[^,;.!?()@\n]*",
    r"\d{1,4}(?=[^\S\n]*(?:[,;!?)\n]|\.(?!\w)|$))",
)
"""What is meant as a day and names none; a bare number only where the sentence ends with it."""


def first_day(text: str, today: date, *, past: bool = False) -> tuple[date | None, int]:
    """Return the day that `text` begins with, and how many characters say it.

    Of days without a year, of weekdays and days of the month it is the next from `today` on, or,
    `past`, the last. Without a day the characters are those meant as one: 0 for none.
    """
    for forms, read in (
        (_DATES, _date),
        (_OF_A_MONTH, _day_of_a_month),
        (_OF_A_WEEK, _day_of_a_week),
        (_ENDS, _end),
        (_NAMED, _near),
    ):
        for form in forms:
            if found := form.match(text):
                day = None
                with suppress(OverflowError):  # the calendar has an end
                    day = read(found, today, past=past)
                return day, found.end()
    meant = (found.end() for form in _VAGUE if (found := form.match(text)))
    return None, max(meant, default=0)


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that is all of `text`, as `first_day` reads it."""
    text = " ".join(text.split())
    day, length = first_day(text, today, past=past)
    return day if length == len(text) else None


def _nearest(days: Iterable[date], today: date, *, past: bool) -> date | None:
    there = [day for day in days if (day <= today if past else day >= today)]
    return (max if past else min)(there, default=None)


def _dates(year: int, month: int, day: int) -> list[date]:
    """Return the day as a list: an empty one where there is no such day."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _date(found: re.Match[str], today: date, *, past: bool) -> date | None:
    said = found.groupdict()
    named = said["month"]
    month = int(named) if named.isdecimal() else _MONTHS.index(named[:3].lower()) + 1
    given = said.get("year")
    years = [today.year - 1, today.year, today.year + 1]
    if given:
        years = [int(given) + (2000 if len(given) == 2 else 0)]
    days = [
        day
        for year in years
        for day in _dates(year, month, int(said["day"]) if "day" in said else _last(year, month))
    ]
    weekday = said.get("weekday")
    day = next(iter(days), None) if given else _nearest(days, today, past=past)
    wrong = weekday and day and _WEEKDAYS[day.weekday()] != weekday[:3].lower()
    return None if wrong else day


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1] if year else 0


def _day_of_a_month(found: re.Match[str], today: date, *, past: bool) -> date | None:
    months = [(today.year * 12 + today.month - 1 + n) for n in range(-2, 3)]
    days = [day for m in months for day in _dates(m // 12, m % 12 + 1, int(found["day"]))]
    weekday = found["weekday"]
    day = _nearest(days, today, past=past)
    wrong = weekday and day and _WEEKDAYS[day.weekday()] != weekday[:3].lower()
    return None if wrong else day


def _day_of_a_week(found: re.Match[str], today: date, *, past: bool) -> date | None:
    number = _WEEKDAYS.index(found["weekday"][:3].lower())
    which = (found["which"] or "").lower()
    if which == ("next" if past else "last") or (past and found["week"]):
        return None
    if past:
        return today - timedelta((today.weekday() - number) % 7 or 7)
    if which == "next":
        return today + timedelta(7 - today.weekday() + number)
    return today + timedelta(((number - today.weekday()) % 7 or 7) + 7 * bool(found["week"]))


def _end(found: re.Match[str], today: date, *, past: bool) -> date | None:
    """Return the last day of a month or a year; of a week its Friday, or today after that."""
    later, span = int(bool(found["next"])), found["span"].lower()
    if past:
        return None
    if span == "week":
        friday = today + timedelta(4 - today.weekday() + 7 * later)
        return max(friday, today)
    if span == "year":
        return date(today.year + later, 12, 31)
    month = today.year * 12 + today.month - 1 + later
    return date(month // 12, month % 12 + 1, _last(month // 12, month % 12 + 1))


def _near(found: re.Match[str], today: date, *, past: bool) -> date | None:
    days = _NEAR[found["near"].lower()]
    return None if (days > 0 if past else days < 0) else today + timedelta(days)
