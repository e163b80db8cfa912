"""Sizes of terminals, and whether there still is one: for the app."""

import os
import select
import sys
from collections.abc import Mapping

MOST_ROWS, MOST_COLUMNS = 1_000, 2_000
"""Of a terminal's size as it reports it; a screen twice as large as any would take all memory."""

LEAST_COLUMNS, LEAST_ROWS = 40, 12
"""Of a terminal in which everything can be read and done."""


def without_absurd_size(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without a COLUMNS or LINES that no terminal has."""
    limits = {"COLUMNS": MOST_COLUMNS, "LINES": MOST_ROWS}
    return {
        name: value
        for name, value in environment.items()
        if name not in limits or (value.isdecimal() and int(value[:9]) <= limits[name])
    }


def is_terminal_gone() -> bool:
    """Tell whether the terminal at standard input was closed.

    A process that has no controlling terminal is sent no signal when that happens.
    """
    if os.name == "nt" or sys.__stdin__ is None:
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # a hang-up and an error are always reported
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))
