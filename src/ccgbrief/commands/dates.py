"""Reads days on the command line in everyday words, for the commands that take one."""

import re
from datetime import date

from ccgbrief.commands.output import CommandError, print_message
from ccgbrief.notebook.date_parser import local_today, names_hour, read_day
from ccgbrief.notebook.meeting import in_words

FAR = 300
"""Days to or from a day of which the year is said, as that of another year may be meant."""


def coming_day(said: str, option: str) -> date:
    """Return a day from today on; raises CommandError naming the option it was given to."""
    day = read_day(said, local_today())
    if day is None:
        raise CommandError(f"{option}: “{said}” is not a date I know; try 1 December or 2026-12-01")
    return day


def past_day(said: str) -> date:
    """Return a day up to today; raises CommandError. Says so where an hour is passed over."""
    day = read_day(said, local_today(), past=True)
    if day is None:
        raise CommandError(f"“{said}” is not a date I know; try yesterday, Friday or 1 December")
    if names_hour(said):
        print_message(f"“{said}” is read as the whole of {in_words(day)}")
    return day


def year_read(day: date, said: str, far: int = FAR) -> str:
    """Say in which year a day more than `far` days off is read, if its words say none."""
    days = (day - local_today()).days
    if abs(days) <= far or re.search(rf"{day.year}|[/.'’-]{day:%y}\b", said):
        return ""
    return f"{in_words(day)}: a day without a year is the {'next' if days > 0 else 'last'} one"
