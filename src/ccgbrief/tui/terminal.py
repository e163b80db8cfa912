"""Which sizes of terminals are believed, and which are large enough: for the app."""

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
