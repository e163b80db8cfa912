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
_MONEY = "(?:(?:AUD|CAD|CHF|CZK|DKK|EUR|GBP|HUF|INR|JPY|NOK|NZD|PLN|SEK|USD|ZAR)\\s?)?"
"""The code of a currency before an amount, or none."""
_FIGURE = re.compile(rf"{_MONEY}[^\w\s]*\d[\d.,:/\s]*[^\w\s]*[a-z]?[^\w\s]*{_MONEY}{_NOTE}")
_YEAR = re.compile(
    rf"{_MONEY}[‘'’]?(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{{2,4}})?|\d\d[-–/]\d\d)[*†]?{_NOTE}"
)
_UNIT = re.compile(
    r"\(?(?:[£$€]\s?(?:['‘’]?000s?|k|m|bn)?|['‘’]000s?|000s|%|WTE|FTE|No\.)\)?", re.IGNORECASE
)

_WANTING = re.compile(
    r"n\s?/?\s?a|nil|tb[acd]|not (?:known|available|applicable|recorded)", re.IGNORECASE
)
"""What stands in place of a figure, and in no head."""

DATE = re.compile(r"\d\d?([/.])\d\d?\1\d{2,4}")
_NOTHING = re.compile(rf"[-–—.…]*|{_WANTING.pattern}", re.IGNORECASE)
_KINDS = (
    _FIGURE,
    re.compile(r"\D*\d.*", re.DOTALL),
    re.compile(r"\S+@\S+|(?:https?://|www\.)\S+"),
    re.compile(r"y(?:es)?|no?|true|false|x|[✓✔✗✘☐☑☒]", re.IGNORECASE),
)
"""Figures, dates and codes, addresses, answers: what columns have, and their heads have not."""

MOST_OTHERS = 1 / 3
"""Share of such a column that may be none of it, as a second head and a remark are."""


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


def names_columns(grid: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row of a table has words above a column of another kind.

    So it has where it names each column but that of the labels. What ends in a colon is a label.
    """
    first, below = grid[0], grid[with_heads_below(grid, 1) :]
    if len(first) == 2 and first[0].endswith(":"):
        return False
    if not first[0] and all(first[1:]) and all(row[0] for row in below):
        return True
    first_column, *others = zip(first, *below, strict=True)
    has_others = len(others) > 1
    return _is_named(first_column) or any(_is_named(each, is_sure=has_others) for each in others)


def _is_named(column: Sequence[str], *, is_sure: bool = True) -> bool:
    """Return whether words, a year or a day stand above a column of another kind.

    Where they may be what a label says, it is no date alone, and nothing else is below.
    """
    head, *below = column
    said = [text for text in below if not _NOTHING.fullmatch(text)]
    are_amounts = all(is_figure(text) and not DATE.fullmatch(text) for text in said)
    if not head or len(said) < (1 if is_sure or are_amounts else 2):
        return False
    most = MOST_OTHERS * len(said) if is_sure else 1

    def is_of(kind: re.Pattern[str], text: str) -> bool:
        return bool(kind.fullmatch(text)) and not (_is_time(head) and _is_time(text))

    kinds = [kind for kind in _KINDS if not is_of(kind, head)]
    return any(sum(not is_of(kind, text) for text in said) < most for kind in kinds)


def _is_time(text: str) -> bool:
    return bool(_YEAR.fullmatch(text) or DATE.fullmatch(text))


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
        says_the_same = list(below) == list(head)  # as two rows of “None” do
        if not (is_of_heads or is_below_gaps) or says_the_same or is_data(below):
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
