"""Fills in the spans of table cells, and tells the rows of figures from heads."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ccgbrief.papers.paper import PaperError

MOST_COLUMNS = 500
"""The most rows or columns that a cell may span."""

MOST_CELLS = 500_000
"""The most cells of a table; more is data to be processed, not a paper."""

Row = tuple[str, ...]

_NOTE = r"(?:\s?(?:\^\d{1,2}(?:(?:,\s?|[-–])\^?\d{1,2}){0,4}|[¹²³⁰⁴-⁹]{1,2}|\[\w{1,2}\]))?"
"""The mark of a note behind a figure, or several."""
_FIGURE = re.compile(rf"[^\w\s]*\d[\d.,:/\s]*[^\w\s]*[a-z]?[^\w\s]*{_NOTE}")
_YEAR = re.compile(rf"[‘'’]?(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{{2,4}})?|\d\d[-–/]\d\d)[*†]?{_NOTE}")
_UNIT = re.compile(
    r"\(?(?:[£$€]\s?(?:['‘’]?000s?|k|m|bn)?|['‘’]000s?|000s|%|WTE|FTE|No\.)\)?", re.IGNORECASE
)

_WANTING = re.compile(
    r"n\s?/?\s?a|nil|tb[acd]|not (?:known|available|applicable|recorded)", re.IGNORECASE
)
"""What stands in place of a figure, and in no head."""


def is_figure(text: str) -> bool:
    """Return whether a cell's text is a number with its signs."""
    return bool(_FIGURE.fullmatch(text))


def is_data(row: Sequence[str]) -> bool:
    """Return whether a row has figures, or what stands in place of one.

    Years and units are none, since heads may be that.
    """
    return any(
        (is_figure(text) and not _YEAR.fullmatch(text) and not _UNIT.fullmatch(text))
        or _WANTING.fullmatch(text)
        for text in row
    )


def has_units(row: Sequence[str]) -> bool:
    """Return whether the cells of a row name the units of what stands below them."""
    named = [text for text in row if text]
    return bool(named) and all(map(_UNIT.fullmatch, named))


def with_heads_below(grid: Sequence[Sequence[str]], heads: int) -> int:
    """Return how many rows of heads there are with those below a head over several columns."""
    while 0 < heads < len(grid) - 1:
        head, below = grid[heads - 1], grid[heads]
        has_span = any(left == right != "" for left, right in pairwise(head))
        names_labels = not head[0] and all(below) and is_data(grid[heads + 1])
        is_of_heads = has_span and below[0] in {"", head[0]}
        is_below_gaps = names_labels and (has_span or "" in head[1:])
        if not (is_of_heads or is_below_gaps) or is_data(below):
            break
        heads += 1
    return heads


def filled_grid(
    rows: Sequence[Sequence[tuple[str, int, int]]],
) -> tuple[Row, ...]:
    """Return the grid of rows of cells, each with its spans over rows and over columns.

    A cell that spans several places is repeated in all of them, unless it is all of its row, which
    says nothing of any column; all rows are equally wide. Raises PaperError for a table with more
    cells than anybody reads.
    """
    places: dict[tuple[int, int], str] = {}
    for i, row in enumerate(rows):
        j = 0
        for cell, down, across in row:
            while (i, j) in places:
                j += 1
            width = min(max(across, 1), MOST_COLUMNS)
            places[i, j] = cell
            again = cell if j or len(row) > 1 else ""
            for y in range(i, min(i + max(down, 1), len(rows))):
                places.update({(y, x): again for x in range(j, j + width) if (y, x) not in places})
                if len(places) > MOST_CELLS:
                    most = f"a table in it has more than {MOST_CELLS:,} cells"
                    raise PaperError(f"{most}; save the part that is meant")
            j += width
    width = max((x for _, x in places), default=-1) + 1
    return tuple(tuple(places.get((i, j), "") for j in range(width)) for i in range(len(rows)))
