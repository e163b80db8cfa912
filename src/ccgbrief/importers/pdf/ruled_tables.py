"""Makes tables of the ruled grids of a page: their cells are what the lines enclose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccgbrief.importers.pdf.lines import is_figure, lines_of, rows_of
from ccgbrief.importers.pdf.page import Line, Table, Word
from ccgbrief.importers.pdf.rulings import Cell, Grid
from ccgbrief.importers.pdf.tables import MOST_HEADS, is_data

LONGEST_CELL = 150
"""Words; a grid with a longer one frames text."""

Inside = dict[Cell, list[Line]]
"""What stands in the cells of a grid."""


@dataclass(frozen=True, slots=True)
class _Row:
    texts: list[str]
    cells: list[Cell | None]
    """The cell that each text is of."""
    bold: bool = False


def ruled_table(grid: Grid, words: Sequence[Word]) -> tuple[Table | None, list[Word]]:
    """Return the table that a grid makes of the words within it, and those words.

    No table comes of it where the lines cut through words, leave several cells in one, or frame
    text that is no table.
    """
    found: dict[Cell, list[Word]] = {}
    for word in words:
        if cell := _cell_of(word, grid):
            over = max(cell.left - word.left, word.right - cell.right)
            if over > max(0.35 * (word.right - word.left), word.size):
                return None, []
            found.setdefault(cell, []).append(word)
    inside = {cell: lines_of(some) for cell, some in found.items()}
    segments = [
        segment for some in inside.values() for line in some for segment in line.segments[1:]
    ]
    is_frame = any(len(some) > LONGEST_CELL for some in found.values())
    rows = _rows(grid, inside)
    if (
        is_frame
        or any(is_figure(s.text) for s in segments)
        or len(rows) < 2
        or len(rows[0].texts) < 2
    ):
        return None, []
    used = {id(word): word for some in found.values() for word in some}
    rows, labels = _labelled(rows, [word for word in words if id(word) not in used])
    heads = _heads(rows)
    body = [_without_repeats(row) for row in rows[heads:]]
    texts = tuple(map(tuple, [*(row.texts for row in rows[:heads]), *body]))
    kept = "\n".join("\n".join(row) for row in texts)
    if any(line.text not in kept for some in inside.values() for line in some):
        return None, []
    return Table(texts, heads, min(w.order for w in used.values())), [*used.values(), *labels]


def _cell_of(word: Word, grid: Grid) -> Cell | None:
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    return next((c for c in grid.cells if c.left <= x <= c.right and c.top <= y <= c.bottom), None)


def _rows(grid: Grid, inside: Inside) -> list[_Row]:
    """Return the rows of a grid, without those and the columns in which nothing stands.

    Where figures stand below each other in a cell, no lines are drawn between the rows: there
    the rows are those of the print.
    """
    stacked = [
        i for c, some in inside.items() if sum(is_figure(n.text) for n in some) > 1 for i in c.rows
    ]
    first, last = (min(stacked), max(stacked)) if stacked else (grid.height, grid.height)
    rows = [_row(grid, inside, i) for i in range(first)]
    rows += _printed(grid, inside, first, last)
    rows += [_row(grid, inside, i) for i in range(last + 1, grid.height)]
    rows = [row for row in rows if any(row.texts)]
    rows = [row for i, row in enumerate(rows) if not i or row != rows[i - 1]]
    data = rows[_heads(rows) :]
    columns = [
        j
        for j in range(grid.width)
        if any(row.texts[j] for row in rows)
        and not (j and data and all(_is_over(row, j) for row in data))
    ]
    ends = [*columns[1:], grid.width]
    return [
        _Row(
            [
                next(filter(None, row.texts[j:end]), "")
                for j, end in zip(columns, ends, strict=True)
            ],
            [row.cells[j] for j in columns],
            row.bold,
        )
        for row in rows
    ]


def _row(grid: Grid, inside: Inside, i: int) -> _Row:
    row = _Row([""] * grid.width, [None] * grid.width, bold=True)
    bold = True
    for cell in grid.cells:
        if i in cell.rows:
            for j in cell.columns:
                row.texts[j], row.cells[j] = _text(inside.get(cell, ())), cell
            bold &= all(line.bold for line in inside.get(cell, ()))
    return _Row(row.texts, row.cells, bold)


def _text(lines: Sequence[Line]) -> str:
    """Return the lines of a cell as one text; a word that goes over a line keeps its hyphen."""
    text = ""
    for line in lines:
        is_half = text[-1:] == "-" and line.text[0].islower()
        text += line.text if is_half or not text else f" {line.text}"
    return text


def _printed(grid: Grid, inside: Inside, first: int, last: int) -> list[_Row]:
    """Return the lines within some rows of a grid as they are printed, each in its column."""
    lines = [
        (line, cell.columns.start)
        for cell, some in inside.items()
        if cell.rows.start <= last and cell.rows.stop > first
        for line in some
    ]
    rows: list[_Row] = []
    for level in rows_of(replace(n.segments[0], order=i) for i, (n, _) in enumerate(lines)):
        row = _Row([""] * grid.width, [None] * grid.width)
        for line, column in (lines[segment.order] for segment in level):
            row.texts[column] = f"{row.texts[column]} {line.text}".strip()
        rows.append(row)
    return rows


def _without_repeats(row: _Row) -> list[str]:
    """Return the texts of a row; one that goes over all columns, as a caption does, once."""
    is_caption = all(_is_over(row, j) for j in range(2, len(row.texts)))
    return [
        "" if is_caption and j and _is_over(row, j) else text for j, text in enumerate(row.texts)
    ]


def _is_over(row: _Row, j: int) -> bool:
    """Return whether the cell of a column goes over the one before as well."""
    return row.cells[j] is not None and row.cells[j] == row.cells[j - 1]


def _heads(rows: Sequence[_Row]) -> int:
    """Return how many of the first rows are heads: bold above plain, or words above figures."""
    data = [is_data(row.texts) for row in rows]
    plain = next((i for i, row in enumerate(rows) if not row.bold), 0)
    if 0 < plain <= MOST_HEADS and not any(data[:plain]):
        return plain
    if not rows or data[0] or 2 * sum(data) < len(rows):
        return 0
    heads = 1
    while not data[heads] and _goes_on(rows[heads - 1], rows[heads]):
        heads += 1
    return heads if heads <= MOST_HEADS else 0


def _goes_on(row: _Row, following: _Row) -> bool:
    """Return whether heads go on: one is over both rows, or over several of the columns below."""
    both = any(a and a == b for a, b in zip(row.cells, following.cells, strict=True))
    return both or any(_is_over(row, j) for j in range(1, len(row.cells)))


def _labelled(rows: list[_Row], words: Sequence[Word]) -> tuple[list[_Row], list[Word]]:
    """Put labels that stand left of a grid of figures into its rows; return them as well."""
    if 2 * sum(is_figure(row.texts[0]) for row in rows) < len(rows):
        return rows, []
    made: list[_Row] = []
    labels: list[Word] = []
    for row in rows:
        cell = row.cells[0]
        mine = [w for w in words if cell and _is_left_of(w, cell)]
        made.append(_Row([_text(lines_of(mine)), *row.texts], [None, *row.cells], row.bold))
        labels += mine
    return (
        (made, labels) if 2 * sum(bool(row.texts[0]) for row in made) >= len(rows) else (rows, [])
    )


def _is_left_of(word: Word, cell: Cell) -> bool:
    is_level = cell.top <= word.base - word.size / 3 <= cell.bottom
    return is_level and word.right <= cell.left + word.size
