"""Reads days as people write them, `1 December` or `noon on Friday week`, for notes and commands.

A day is read only if all its words are understood. Numbers are in British order: 1/12 is the first
of December.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

LONGEST = 80
"""The most characters of a day in words."""

JUST_PAST = timedelta(31)
"""A day without a year that was so long ago at the most may be meant, or the one a year after."""

NEARLY_MONTH, NEARLY_WEEKDAY = 0.75, 0.8
"""How like one a word must be to be a misspelt one, as difflib says it, up to 1."""

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name[:3] for name in _MONTH_NAMES)
_WEEKDAYS = tuple(name[:3] for name in _WEEKDAY_NAMES)
_NEAR = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "this time next week": 7,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 0}
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?+"
)
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b\.?+"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+'?(?P<year>\d{4}|\d\d)\b)?"
_ON = rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?"
_COUNT = rf"(?P<count>an?|{'|'.join(_COUNTS)}|\d\d?)"
_NEARLY = rf"(?P<near>{'|'.join(_NEAR)})"
_OF = r"(?:of\s+)?"

_HOUR = (
    r"(?:\d\d?(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d\d?[:.]\d\d|(?:12\s+)?(?:noon|midnight)|midday|"
    r"lunch(?:time)?|first\s+thing|c\.?o\.?[bp]\b\.?|eod|"
    r"(?:the\s+)?(?:close|end)\s+of\s+(?:the\s+)?(?:play|business|day))"
)
_PART = r"(?:morning|lunch(?:time)?|afternoon|evening|night|[ap]\.?m\b\.?)"
_WEEK_OF = r"(?:(?:the\s+)?(?:w/?[cbe]|week\s+(?:commencing|beginning|ending))\s+)"
_BEFORE = rf"(?:{_HOUR}\s+|(?:the\s+)?{_PART}\s+of\s+)?(?:on\s+)?{_WEEK_OF}?"
_AFTER = (
    rf"(?:,?\s+(?:at\s+)?{_HOUR}|\s+{_PART})?"
    r"(?:,?\s+(?:at\s+the\s+)?latest|,?\s+if\s+possible|\s+please|'s\s+(?:\w+\s+)?meeting)?"
)
_END = (  # what may follow without being part of the day
    r"(?=\s*(?:$|[,;!?()@#\n]|[.:](?!\w)|[–—-]\s)|(?<=\.)\s+(?-i:[A-Z])|"
    r"\s+(?:and|as|because|but|for|if|once|so|then|to|unless|when|with)\b)"
)
_BOUNDARY = re.compile(r"[,;:!?()@#\n]|(?<!\bc)(?<!\bca)(?<!\bapprox)\.(?!\w)", re.IGNORECASE)


class FoundDay(NamedTuple):
    day: date | None = None
    unread: str = ""
    """Words that are meant as a day but do not name one for certain."""


def local_today() -> date:
    """Return the day of the reader's own calendar."""
    return date.today()  # noqa: DTZ011 (the reader's own calendar is meant)


def find_day(text: str, today: date) -> FoundDay:
    """Read the day with which `text` begins, such as the words after `by`, from `today` on.

    Everything up to the next comma, full stop or line end must be understood, except for a clause
    that is not about the day (`and ring them`, `for the board`).
    """
    text = text[:LONGEST].replace("’", "'")
    day, length = _match(text, today)
    goes_on = _goes_on(text[length:]) if day else 0
    is_just_past = bool(day) and _is_just_past(text[:length], day, today)
    if day and not (goes_on or is_just_past):
        return FoundDay(day)
    said = text[: length + goes_on] + _BOUNDARY.split(text[length + goes_on :], maxsplit=1)[0]
    is_meant = length or _MEANT.match(said) or _is_misspelt(said)
    return FoundDay(unread=said.strip(" .")) if is_meant else FoundDay()


def _is_just_past(said: str, day: date | None, today: date) -> bool:
    """Tell whether a day of next year, of which no year is said, was one of the last few weeks."""
    if day is None or day - today < timedelta(365) - JUST_PAST:
        return False
    past = read_day(said, today, past=True)
    return past is not None and past != day and today - past <= JUST_PAST


def _is_misspelt(said: str) -> bool:
    """Tell whether `said` begins with what is nearly `1 December` or `Friday`."""
    found = _MAYBE_MISSPELT.match(said.lower())
    if not found:
        return False
    if month := found["month"]:
        return bool(get_close_matches(month, _MONTH_NAMES, cutoff=NEARLY_MONTH))
    return bool(get_close_matches(found["weekday"], _WEEKDAY_NAMES, cutoff=NEARLY_WEEKDAY))


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that is the whole of `text`.

    Days without a year, weekdays and days of the month mean the next from `today` on or, if `past`,
    the last.
    """
    text = " ".join(text.replace("’", "'").split())
    day, length = _match(text, today, past=past)
    return day if length == len(text) else None


def names_hour(text: str) -> bool:
    """Return whether a text says more than a day: an hour, or a part of the day."""
    hour = rf"(?<![\w.])(?:{_HOUR}|{_PART})(?!\.\d)"  # 1.10.2026 names none
    return re.search(hour, text, re.IGNORECASE) is not None


def mentioned_days(text: str) -> list[str]:
    """Return the words of `text` that look like days, wherever they stand."""
    return [" ".join(found[0].split()) for found in _MENTIONED.finditer(text)]


def _match(text: str, today: date, *, past: bool = False) -> tuple[date | None, int]:
    """Return the day with which `text` begins, if there is such a day, and the length of its words.

    The length is 0 if they are not understood.
    """
    for form, read in _forms():
        if found := form.match(text):
            with suppress(OverflowError):  # the calendar ends at some point
                return read(found, today, past=past), found.end()
            return None, found.end()
    return None, 0


def _goes_on(rest: str) -> int:
    """Return where more of the day, or another one, begins (`Friday, Monday`), or 0."""
    following = _MORE.match(rest)
    return following.end() if following else 0


def _nearest(days: Iterable[date], today: date, *, past: bool) -> date | None:
    there = [day for day in days if (day <= today if past else day >= today)]
    return (max if past else min)(there, default=None)


def _dates(year: int, month: int, day: int) -> list[date]:
    """Return the day as a list, empty if there is no such day."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _number_of(month: str) -> int:
    return int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1


def _weekday_number(weekday: str) -> int:
    return _WEEKDAYS.index(weekday[:3].lower())


def _years(found: re.Match[str], today: date) -> list[int]:
    """Return the possible years: the one given, or those around today's."""
    given = found["year"]
    if given:
        return [int(given) + (2000 if len(given) == 2 else 0)]
    return [today.year - 1, today.year, today.year + 1]


def _month_after(today: date, months: int) -> tuple[int, int]:
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _unless_wrong_weekday(found: re.Match[str], day: date | None) -> date | None:
    said = found["weekday"]
    return None if said and day and day.weekday() != _weekday_number(said) else day


def _date(found: re.Match[str], today: date, *, past: bool) -> date | None:
    month, number = _number_of(found["month"]), found["day"]
    days = [
        day
        for year in _years(found, today)
        for day in _dates(year, month, int(number) if number.isdecimal() else 1)
    ]
    day = days[0] if found["year"] and days else _nearest(days, today, past=past)
    return _unless_wrong_weekday(found, day)


def _iso(found: re.Match[str], _today: date, **_past: bool) -> date | None:
    return next(iter(_dates(int(found["year"]), int(found["month"]), int(found["day"]))), None)


def _day_of_a_month(found: re.Match[str], today: date, *, past: bool) -> date | None:
    months = (_month_after(today, number) for number in range(-2, 3))
    days = [day for year, month in months for day in _dates(year, month, int(found["day"]))]
    return _unless_wrong_weekday(found, _nearest(days, today, past=past))


def _coming(weekday: str, today: date) -> date:
    return today + timedelta((_weekday_number(weekday) - today.weekday()) % 7 or 7)


def _day_of_a_week(found: re.Match[str], today: date, *, past: bool) -> date | None:
    weekday, which, later = found["weekday"], (found["which"] or "").lower(), found["later"]
    if past:
        back = (today.weekday() - _weekday_number(weekday)) % 7 or 7
        return None if later or which not in {"", "this", "last"} else today - timedelta(back)
    if which == "last" or (which and later):
        return None
    if which == "next" or found["next"]:
        return today + timedelta(7 - today.weekday() + _weekday_number(weekday))
    return _coming(weekday, today) + timedelta(_UNITS[later.lower()] if later else 0)


def _near(found: re.Match[str], today: date, *, past: bool) -> date | None:
    days, later = _NEAR[" ".join(found["near"].lower().split())], found["later"]
    if days > 0 if past else days < 0:
        return None
    return today + timedelta(days + (_UNITS[later.lower()] if later else 0))


def _counted(found: re.Match[str], today: date, *, past: bool) -> date | None:
    """Read `a week on Friday`, `ten days' time` or `a month today`."""
    said, unit = found["count"].lower(), found["unit"].lower()
    count = int(said) if said.isdecimal() else 1
    count = _COUNTS.index(said) + 1 if said in _COUNTS else count
    start = _coming(found["weekday"], today) if found["weekday"] else today
    start += timedelta(_NEAR[found["near"].lower()] if found["near"] else 0)
    if past or start < today:
        return None
    if unit == "month":
        year, month = _month_after(start, count)
        return min(date(year, month, 1) + timedelta(start.day - 1), _month_end(year, month))
    return start + timedelta(count * _UNITS[unit])


def _edge(found: re.Match[str], today: date, *, past: bool) -> date | None:
    """Read the first or last day of a period; a week ends on its Friday, or today if later."""
    said = {name: (part or "").lower() for name, part in found.groupdict().items()}
    span, later = said["span"], int(said.get("which") == "next")
    is_end = said.get("edge", "end") == "end"
    if past or not (is_end or later):
        return None
    if span == "week":
        monday = today + timedelta(7 * later - today.weekday())
        return max(monday + timedelta(4), today) if is_end else monday
    if span == "year":
        year = today.year + later
        return date(year, 12, 31) if is_end else date(year, 1, 1)
    year, month = _month_after(today, later)
    return _month_end(year, month) if is_end else date(year, month, 1)


def _edge_of_a_month(found: re.Match[str], today: date, *, past: bool) -> date | None:
    month, is_end = _number_of(found["month"]), found["edge"].lower() == "end"
    years = [year for year in _years(found, today) if year]
    days = [_month_end(year, month) if is_end else date(year, month, 1) for year in years]
    return _nearest(days, today, past=past)


def _year_end(found: re.Match[str], _today: date, **_past: bool) -> date | None:
    return next(iter(_dates(int(found["year"]), 12, 31)), None)


def _one_of_a_month(found: re.Match[str], today: date, *, past: bool) -> date | None:
    """Read `the first Monday in December` or `the last working day of the month`."""
    if found["month"]:
        month = _number_of(found["month"])
        months = [(year, month) for year in _years(found, today) if year]
    else:
        later = int((found["which"] or "").lower() == "next")
        months = [_month_after(today, later)]
        if not later and not found["which"]:
            months.append(_month_after(today, 1))
    days = [day for year, month in months if (day := _nth(found, year, month))]
    return _nearest(days, today, past=past)


def _nth(found: re.Match[str], year: int, month: int) -> date | None:
    which, weekday = found["nth"].lower(), found["weekday"]
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    if weekday:
        days = [day for day in days if day.weekday() == _weekday_number(weekday)]
    elif found["working"]:
        days = [day for day in days if day.weekday() < 5]
    number = int(which[0]) if which[0].isdecimal() else _ORDINALS[which]
    return days[number - 1] if number <= len(days) else None


def _holiday(found: re.Match[str], today: date, *, past: bool) -> date | None:
    month, day = _HOLIDAYS[" ".join(found["holiday"].lower().split())]
    return _nearest([date(today.year + n, month, day) for n in (-1, 0, 1)], today, past=past)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}{pattern}{_AFTER}{_END}", re.IGNORECASE)


_LATER = r"(?:\s+(?P<later>week|fortnight))?"
_WHICH = r"(?:(?:the\s+)?(?P<which>this|next|last|coming|this\s+coming)\s+)?"
_NAMES = "|".join(_MONTHS)

_MORE = re.compile(
    rf"\s*(?:[,(–—-]|and\b|to\b)\s*(?:on\s+)?(?:the\s+)?(?:{_DAY}\s*{_OF}(?:{_NAMES})|"
    rf"\d\d?[/.-]\d|(?:19|20)\d\d\b|{_WEEKDAY}|{_NEARLY})",
    re.IGNORECASE,
)


_FORMS: tuple[tuple[str, Callable[..., date | None]], ...] = (
    (r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", _iso),
    (rf"{_ON}(?P<day>\d\d?)/(?P<month>\d\d?)(?:/(?P<year>\d{{4}}|\d\d))?", _date),
    (
        (
            rf"{_ON}(?P<day>\d\d?)(?P<dot>[.-])(?P<month>\d\d?|{_NAMES})(?P=dot)"
            r"(?P<year>\d{4}|\d\d)"
        ),
        _date,
    ),
    (
        rf"(?:the\s+)?{_DAY}\s*{_OF}{_MONTH}{_YEAR},?\s+(?P<open>\()?{_WEEKDAY}(?(open)\))",
        _date,
    ),
    (rf"{_ON}{_DAY}\s*{_OF}{_MONTH}{_YEAR}", _date),
    (rf"{_ON}(?P<day>first)\s+of\s+{_MONTH}{_YEAR}", _date),
    (rf"{_ON}{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR}", _date),
    (rf"{_ON}(?P<day>\d\d?)(?:st|nd|rd|th)", _day_of_a_month),
    (rf"{_WHICH}{_WEEKDAY}(?:{_LATER}|\s+{_OF}(?P<next>next)\s+week)", _day_of_a_week),
    (rf"{_NEARLY}{_LATER}", _near),
    (
        (
            rf"(?P<within>(?:in|within)\s+)?{_COUNT}\s+"
            rf"(?P<unit>day|week|fortnight|month)(?:s|'s|s')?(?(within)(?:\s+time)?|"
            rf"\s+(?:time|from\s+now|(?:from\s+|on\s+)?(?:{_NEARLY}|{_WEEKDAY})))"
        ),
        _counted,
    ),
    (
        (
            r"(?:the\s+)?(?P<edge>end|start|beginning)\s+of\s+(?:the\s+)?"
            r"(?:(?P<which>this|next)\s+)?(?P<span>week|month|year)"
        ),
        _edge,
    ),
    (r"(?P<span>month|year)(?:\s+|-)end", _edge),
    (
        rf"(?:the\s+)?(?P<edge>end|start|beginning)\s+{_OF}{_MONTH}{_YEAR}",
        _edge_of_a_month,
    ),
    (r"(?:the\s+)?end\s+of\s+(?P<year>\d{4})", _year_end),
    (
        (
            rf"(?:the\s+)?(?P<nth>{'|'.join(_ORDINALS)}|[1-5](?:st|nd|rd|th))\s+"
            rf"(?:{_WEEKDAY}|(?P<working>working\s+)?day)\s+(?:of|in)\s+"
            rf"(?:{_MONTH}{_YEAR}|(?:the|(?P<which>this|next))\s+month)"
        ),
        _one_of_a_month,
    ),
    (rf"(?P<holiday>{'|'.join(_HOLIDAYS)})", _holiday),
)
"""The forms of a day in the order they are tried, and what reads each."""


@cache
def _forms() -> list[tuple[re.Pattern[str], Callable[..., date | None]]]:
    """Return the forms compiled; that takes 20 ms, so not at import."""
    return [(_form(form), read) for form, read in _FORMS]


_NAMED = (
    r"(?i:january|february|april|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(?:Jan|Feb|Mar(?:ch)?|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)"
)
"""Names of days and months; those that are also other words only with a capital."""

_MENTIONED = re.compile(
    rf"(?<![\w/.-])(?:(?:(?:{_NAMED}),?\s+(?:the\s+)?)?(?:\d\d?/\d\d?(?:/\d{{2,4}})?"
    rf"|\d\d?\.\d\d?\.\d{{2,4}}|\d\d?(?:st|nd|rd|th)?\s+(?i:{_OF}{_MONTH}),?\s+\d{{4}}"
    rf"|(?:\d\d?(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_NAMED})|(?:{_NAMED})\s+\d\d?(?:st|nd|rd|th)?)"
    r"(?:,?\s+(?:\d{4}|['’]\d\d))?)|\d{4}-\d\d-\d\d|(?i:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?i:tomorrow))(?![\w/]|['’]s)"
)
"""What looks like a day in the midst of a sentence."""

_MAYBE_MISSPELT = re.compile(
    rf"(?:the\s+)?\d\d?(?:st|nd|rd|th)?\s+{_OF}(?P<month>[^\W\d_]{{3,}})|(?P<weekday>[^\W\d_]{{5,}})"
)

_MEANT = re.compile(
    rf"(?:[^\s-]+[\s-]+){{0,5}}(?:{_NAMED})\b"
    rf"|(?i:(?:the\s+)?\d\d?(?:st|nd|rd|th)?\s+{_OF}(?:{_NAMES})\b"
    r"|\d{1,4}[/-]\d\d?\b|\d{1,4}([/.-])\d\d?\1\d+|\d{1,4}(?:st|nd|rd|th)?$"
    rf"|{_HOUR}(?!\w)"
    r"|(?:the\s+)?(?:early|late|mid|middle|end|start|beginning|first|second|third|last|next|this|"
    r"coming)\b.*\b(?:day|week|weekend|fortnight|month|quarter|year|term|meeting|q[1-4])\b"
    r"|(?:the\s+|early\s+|late\s+|mid[\s-]|this\s+|next\s+)?"
    r"(?:week|weekend|spring|summer|autumn|winter|easter|half[\s-]term|q[1-4])\b(?!\s+on\b)"
    r"|(?:\S+\s+){0,3}(?:after|before)\s+christmas\b|(?:the\s+)?new\s+year\b"
    r"|(?:the\s+)?(?:financial|fiscal|tax|calendar|fy)[\s-]+(?:year[\s-]+)?end\b"
    r"|\d\d?/\d{4}\b|(?:19|20)\d{6}\b|(?:the\s+)?\d\d?(?:st|nd|rd|th)\s+(?:inst|prox)\b"
    r"|(?:the\s+)?\d\d?(?:st|nd|rd|th)\s+of\s+(?:the|each|every|this|next|that)\b"
    r"|(?:in|within)\s+(?:\S+\s+){1,4}(?:hour|day|week|fortnight|month|quarter|year)s?\b"
    r"|(?:wk|wkend|xmas|new\s+year'?s?)\b"
    r"|(?:the\s+)?(?:day|week)\s+(?:after|before)\b"
    r"|.*\b(?:next|this)\s+(?:week|month|quarter|year)\b)"
)
"""Words that are meant as a day, whether or not it is certain which."""
