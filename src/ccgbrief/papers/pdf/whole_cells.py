"""Joins the lines of each cell of a table that the file draws cell by cell.

What sets tables draws the cells of a row one after the other, each with all its lines: the order
goes down within a cell, and up again to the next one of the row. That says which lines are of
which cell, also where nothing is drawn between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise

from ccgbrief.papers.grids import is_figure
from ccgbrief.papers.pdf.page import SAME_LINE, Word, gathered, is_level
from ccgbrief.papers.plain import Spellings

MOST_APART = 3.0
"""In heights of type, from one row of a table to the next."""

WIDER = 1.25
"""By so much at least rows are farther apart than the lines of a row."""

EDGE_OFF = 0.5
"""In heights of type: edges of one column differ by less."""

LEAST_ROWS = 3
"""In a row, with the same columns: text in columns goes up as well, but not so often."""

_Cell = list[Word]
"""Its lines, from the top."""


def joined(lines: Iterable[str]) -> str:
    """Return lines as one; a word that goes over a line keeps its hyphen."""
    return reduce(Spellings(frozenset()).join, lines)


def as_cell(lines: Sequence[Word], base: float) -> Word:
    """Return lines as one segment, whose row stands at a height."""
    return Word(
        joined(line.text for line in lines),
        min(line.left for line in lines),
        max(line.right for line in lines),
        base,
        lines[0].size,
        all(line.bold for line in lines),
        lines[0].order,
        lines=tuple(lines),
    )


def with_whole_cells(segments: Sequence[Word]) -> list[Word]:
    """Return segments in their order, those of one cell of a table as one."""
    cells = gathered(segments, _is_of_cell)
    rows = [*_split(gathered(cells, _is_of_row))]
    found: list[Word] = []
    for table in gathered(rows, _is_of_table):
        whole = _is_table(table)
        for row in table:
            base = min(cell[0].base for cell in row)
            for cell in row:
                found += [as_cell(cell, base)] if whole and len(row) > 1 else cell
    return found


def _is_of_cell(cell: _Cell, segment: Word) -> bool:
    """Return whether a segment is the next line of a cell: below it, and in line with it."""
    last = cell[-1]
    down = segment.base - last.base
    if not 0 < down < MOST_APART * max(last.size, segment.size) or is_level(last, segment):
        return False
    return segment.left < max(line.right for line in cell) and _are_in_line(cell, [segment])


def _are_in_line(cell: _Cell, other: _Cell) -> bool:
    """Return whether cells may be of one column: their left or right edges or middles agree."""
    (left, right), (own, own_right) = _edges(cell), _edges(other)
    begin, end = left - own, right - own_right
    off = EDGE_OFF * max(cell[0].size, other[0].size)
    return min(abs(begin), abs(end), abs(begin + end) / 2) < off


def _edges(cell: _Cell) -> tuple[float, float]:
    return min(line.left for line in cell), max(line.right for line in cell)


def _is_of_row(row: Sequence[_Cell], cell: _Cell) -> bool:
    """Return whether a cell is right of the others of a row, and beside them."""
    off = EDGE_OFF * cell[0].size
    is_right = _edges(cell)[0] > max(_edges(other)[1] for other in row[-1:]) - off
    top, foot = min(c[0].base for c in row), max(c[-1].base for c in row)
    return is_right and cell[0].base < foot + off and cell[-1].base > top - off


def _split(rows: Sequence[list[_Cell]]) -> Iterator[list[_Cell]]:
    """Yield rows, apart from the lines that stand right above their labels."""
    tops = [min(cell[0].base for cell in row) for row in rows]
    for i, row in enumerate(rows):
        first, *others = row
        at = _label(first, others, tops[i + 1] if i + 1 < len(rows) else 0.0) if others else 0
        if at:
            yield [first[:at]]
        yield [first[at:], *others]


def _label(first: _Cell, others: Sequence[_Cell], below: float) -> int:
    """Return which line of the first cell of a row is the first one of its label.

    It is level with the others, or that label stands as far above the middle of them as below.
    """
    top = min((cell[0] for cell in others), key=lambda line: line.base)
    at = next((i for i, line in enumerate(first) if is_level(line, top)), None)
    if at is None:
        return 0
    start = at - (len(first) - 1 - at)
    if 0 <= start < at:
        gaps = [b.base - a.base for a, b in pairwise(first[start:])]
        if WIDER * max(gaps) < below - first[-1].base and max(gaps) < WIDER * min(gaps):
            return start
    return at


def _is_aligned(row: Sequence[_Cell]) -> bool:
    """Return whether the tops, feet or middles of cells agree with those of the tallest one."""
    most = max(row, key=lambda cell: cell[-1].base - cell[0].base)
    top, foot, off = most[0].base, most[-1].base, SAME_LINE * most[0].size
    return all(
        min(abs(cell[0].base - top), abs(cell[-1].base - foot)) < off
        or abs(cell[0].base + cell[-1].base - top - foot) / 2 < off
        for cell in row
    )


def _is_of_table(table: Sequence[list[_Cell]], row: list[_Cell]) -> bool:
    """Return whether a row is the next one of a table, with a title of rows between at most."""
    foot, size = max(cell[-1].base for cell in table[-1]), row[0][0].size
    top = min(cell[0].base for cell in row)
    if not 0 < top - foot < MOST_APART * size:
        return False
    if len(row) == 1 or len(table[-1]) == 1:
        return len(row) + len(table[-1]) > 2 and len(min(row, table[-1], key=len)[0]) == 1
    return _share_columns(table[-1], row)


def _share_columns(row: Sequence[_Cell], other: Sequence[_Cell]) -> bool:
    few, many = sorted((row, other), key=len)
    shared = [[c for c in many if _are_in_line(cell, c)] for cell in few]
    return sum(map(bool, shared)) > 1


def _is_table(rows: Sequence[list[_Cell]]) -> bool:
    """Return whether rows of cells are a table, and not items, nor columns of text or of figures.

    Only where the order goes up again from a cell of several lines does it say what a cell is.
    """
    rows = [row for row in rows if len(row) > 1]
    goes_up = any(len(cell) > 1 for row in rows for cell in row[:-1])
    stacked = any(sum(is_figure(line.text) for line in cell) > 1 for row in rows for cell in row)
    if len(rows) < LEAST_ROWS or not goes_up or stacked or not all(map(_is_aligned, rows)):
        return False
    labels = [row[0] for row in rows]
    is_text = max(map(len, rows)) == 2 and 2 * sum(len(label) > 1 for label in labels) >= len(rows)
    return not is_text
