"""Which sizes of terminals are believed, and which are large enough: for the app."""

from collections.abc import Mapping

MOST_ROWS, MOST_COLUMNS = 1_000, 2_000
"""The largest size that a terminal may report; an absurd one would take all memory."""

LEAST_COLUMNS, LEAST_ROWS = 40, 12
"""The least size of a terminal in which everything can be read and done."""


def without_absurd_size(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without a COLUMNS or LINES that no terminal has."""
    limits = {"COLUMNS": MOST_COLUMNS, "LINES": MOST_ROWS}
    return {
        name: value
        for name, value in environment.items()
        if name not in limits or (value.isdecimal() and int(value[:9]) <= limits[name])
    }
