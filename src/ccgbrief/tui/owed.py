"""Reads who is to do something and by when out of a note's own words: for actions.

`Ask for a written split @Practice manager, by 1 December` needs no second field and no mouse.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_OF_A_DAY = 3
"""Letters of a weekday's name that name it."""

_OWNER = re.compile(r"(?<!\S)@([^\W_][^@\n,;:.!?()]*?)(?=\s+(?:by|due)\b|[,;:.!?()\n]|$)")
_DUE = re.compile(
    r"\b(?:by|due)\s+(?:on\s+)?([^\s,;.!?()]+(?:\s+[^\s,;.!?()]+){0,2})", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*(?:\s+(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Owed:
    """What an action's words say of who owes it and when."""

    owner: str = ""
    due: date | None = None


def read_owed(text: str, today: date) -> Owed:
    """Return the owner after `@` and the day after `by` or `due`, as far as they are there.

    Days are read as `2026-12-01`, `1 December`, `1 Dec 2026`, `Friday`, `today` and `tomorrow`; a
    day without a year, and a weekday, is the next one from `today` on.
    """
    owner = _OWNER.search(text)
    days = (_day(found[1], today) for found in _DUE.finditer(text))
    return Owed(
        owner=" ".join(owner[1].split()) if owner else "",
        due=next((day for day in days if day), None),
    )


def _day(words: str, today: date) -> date | None:
    said = words.lower()
    first = said.split()[0]
    if first in {"today", "tomorrow"}:
        return today + timedelta(days=first == "tomorrow")
    for number, name in enumerate(_DAYS):
        if len(first) >= _LEAST_OF_A_DAY and name.startswith(first):
            return today + timedelta(days=(number - today.weekday()) % 7 or 7)
    try:
        if iso := _ISO.match(said):
            return date(*map(int, iso.groups()))
        if named := _DAY_MONTH.match(said):
            return _in_year(int(named[1]), named[2], named[3], today)
    except ValueError:
        return None
    return None


def _in_year(day: int, month: str, year: str | None, today: date) -> date | None:
    if month not in _MONTHS:
        return None
    found = date(int(year) if year else today.year, _MONTHS.index(month) + 1, day)
    return found if year or found >= today else found.replace(year=today.year + 1)
