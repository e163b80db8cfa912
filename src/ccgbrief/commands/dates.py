"""Reads days on the command line in everyday words, for the commands that take one."""

from datetime import date

from ccgbrief.commands.output import CommandError
from ccgbrief.notebook.date_parser import local_today, read_day


def coming_day(said: str, option: str) -> date:
    """Return a day from today on; raises CommandError naming the option it was given to."""
    day = read_day(said, local_today())
    if day is None:
        raise CommandError(f"{option}: “{said}” is not a date I know; try 1 December or 2026-12-01")
    return day


def past_day(said: str) -> date:
    """Return a day up to today; raises CommandError."""
    day = read_day(said, local_today(), past=True)
    if day is None:
        raise CommandError(f"“{said}” is not a date I know; try yesterday, Friday or 1 December")
    return day
