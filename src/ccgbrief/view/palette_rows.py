"""Sets a row of the palette in one line: a name, what it does, and its key at the right."""

from rich.cells import cell_len

from ccgbrief.text import first_words, shortened

WIDEST = 100
"""Columns of the palette where the terminal has more."""

LEAST_WORDS = 12
"""Columns below which what a command does is left out."""


def in_one_line(name: str, what: str, key: str, columns: int) -> tuple[str, str, str]:
    """Return the name, what it does, and the key after as many spaces as fill the columns.

    What does not fit is cut: of what it does a whole number of words is left.
    """
    beside = cell_len(f"  {key}") if key else 0
    name = shortened(name, max(columns - beside, 1))
    room = columns - cell_len(name) - 2 - beside
    does = f"  {first_words(what, room)}" if what and room >= LEAST_WORDS else ""
    gap = max(columns - cell_len(name + does) - cell_len(key), 0)
    return name, does, " " * gap + key
