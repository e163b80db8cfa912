"""Makes tables of the grids that ruling lines draw, and of the words in their cells."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product, starmap

from ccgbrief.papers.grids import is_data, is_figure
from ccgbrief.papers.paper import Block
from ccgbrief.papers.pdf.lines import lines_of
from ccgbrief.papers.pdf.page import Word, is_level
from ccgbrief.papers.pdf.rulings import Cell, Grid
from ccgbrief.papers.pdf.tables import MOST_HEADS, Column, table_of
from ccgbrief.papers.pdf.whole_cells import joined

_Row = Sequence[Cell | None]


def ruled_table(grid: Grid, words: Sequence[Word]) -> tuple[Block, list[Word]] | None:
    """Return the table that a grid makes of the words within it, and those words.

    None if the lines do not part all its rows and columns.
    """
    found: dict[Cell, list[Word]] = {}
    for word in words:
        if cell := _cell_of(word, grid):
            found.setdefault(cell, []).append(word)
    boxes = [replace(cell, lines=lines_of(some)) for cell, some in found.items()]
    places = {place: box for box in boxes for place in product(box.rows, box.columns)}
    height, width = max(c.rows.stop for c in grid), max(c.columns.stop for c in grid)
    rows = [row for i in range(height) if any(row := [places.get((i, j)) for j in range(width)])]
    if not all(map(_is_one, rows)) or any(_is_several(box, rows) for box in boxes):
        return None
    heads = _heads(rows)
    starts = _starts(rows[:heads], rows[heads:])
    if min(len(rows), len(starts)) < 2 or _has_labels(grid, words, rows):
        return None
    columns = [slice(*ends) for ends in pairwise([0, *starts[1:], width])]
    texts = [
        [" ".join(map(_text, filter(None, dict.fromkeys(row[column])))) for column in columns]
        for row in rows
    ]
    for row, cells in zip(rows[heads:], texts[heads:], strict=True):
        if len(set(row)) == 1:  # all of it is one cell, and says nothing of any column
            cells[1:] = [""] * (len(cells) - 1)
    is_bold = _are_bold(rows[:heads]) and not _are_bold(rows[heads:])
    lefts = {cell.columns.start: cell.left for cell in grid}
    ends = [*(lefts[start] for start in starts), max(cell.right for cell in grid)]
    table = table_of(texts, heads, tuple(starmap(Column, pairwise(ends))), is_bold=is_bold)
    return table, [word for some in found.values() for word in some]


def _text(cell: Cell | None) -> str:
    return joined(line.text for line in cell.lines) if cell else ""


def _are_bold(rows: Sequence[_Row]) -> bool:
    return all(box.bold for row in rows for box in row if box)


def _starts(heads: Sequence[_Row], rows: Sequence[_Row]) -> list[int]:
    """Return where columns begin: at what is in them, or at a head while nothing is in them yet."""
    starts = {cell.columns.start for row in rows for cell in row if cell}
    for start in {cell.columns.start for row in heads for cell in row if cell}:
        if not start or not any(row[start] and row[start] is row[start - 1] for row in rows):
            starts.add(start)
    return [start for start in sorted(starts) if not (start and _is_within(start, [*heads, *rows]))]


def _is_within(start: int, rows: Sequence[_Row]) -> bool:
    """Return whether most cells beside a place go over it, and none begins there beside another."""
    sides = [(row[start - 1], row[start]) for row in rows if row[start - 1] or row[start]]
    over = sum(left is right for left, right in sides)
    return 2 * over > len(sides) and all(
        left is right or not (left and right) for left, right in sides
    )


def _cell_of(word: Word, grid: Grid) -> Cell | None:
    x, y = word.middle
    return next((c for c in grid if c.left <= x <= c.right and c.top <= y <= c.bottom), None)


def _is_one(row: _Row) -> bool:
    """Return whether what is between two lines of a grid is one row of the table.

    It is several where figures stand beside or below each other in its cells, unless in a single
    one that has more lines than the others.
    """
    boxes = [box for box in dict.fromkeys(row) if box]
    beside = any(is_figure(s.text) for box in boxes for n in box.lines for s in n.segments[1:])
    stacked = sum(sum(is_figure(line.text) for line in box.lines) > 1 for box in boxes)
    return not beside and stacked < min(len({len(box.lines) for box in boxes}), 2)


def _is_several(cell: Cell, rows: Sequence[_Row]) -> bool:
    """Return whether each line of a cell over some rows stands beside what is in one of them."""
    if not len(cell.lines) == len(cell.rows) > 2:
        return False
    own = [[box for box in row if box and box is not cell] for row in rows if cell in row]
    return all(
        any(is_level(line.segments[0], box.lines[0].segments[0]) for box in row)
        for line, row in zip(cell.lines, own, strict=True)
    )


def _has_labels(grid: Grid, words: Sequence[Word], rows: Sequence[_Row]) -> bool:
    """Return whether the labels of its rows stand left of a grid of figures."""
    figures = sum(is_figure(_text(row[0])) for row in rows)
    first, last = grid[0], grid[-1]
    return 2 * figures >= len(rows) and any(
        word.right < first.left and first.top < word.base < last.bottom for word in words
    )


def _heads(rows: Sequence[_Row]) -> int:
    """Return how many of the first rows are heads: bold above plain, or words above figures.

    Above figures they go on where one is over two rows or several columns.
    """
    data = [is_data([*map(_text, row)]) for row in rows]
    has_figures = 2 * sum(data) >= max(len(rows), 1)
    plain = next((i for i, row in enumerate(rows) if not _are_bold([row])), 0)
    is_wide = any(len(row) > 2 for row in rows)  # two columns may be names and what they stand for
    heads = int(is_wide and has_figures and not data[0])
    heads = plain if plain and not any(data[:plain]) else heads
    while has_figures and heads and not data[heads] and _goes_on(rows[heads - 1], rows[heads]):
        heads += 1
    return heads if heads <= MOST_HEADS else 0


def _goes_on(head: _Row, below: _Row) -> bool:
    """Return whether a cell of a row of heads is over several columns, or over the next row too."""
    return any(
        box and box is other for box, other in [*zip(head, below, strict=True), *pairwise(head)]
    )
