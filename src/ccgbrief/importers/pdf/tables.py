"""Finds the tables of a page: ruled grids, and rows whose cells stand below each other.

A figure is never guessed to be under a head: where cells cannot be told, lines stay lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccgbrief.importers.pdf.lines import is_figure, lines_of, rows_of
from ccgbrief.importers.pdf.page import Line, Preformatted, Table, Word
from ccgbrief.importers.pdf.rulings import Cell, Grid

LEAST_GAP = 1.0
"""In heights of type: nearer to each other stand no two cells of a row."""

MOST_APART = 3.0
"""In heights of type, from one row of a table to the next."""

LONGEST_CELL = 150
"""Words; a grid with a longer one frames text."""

_YEAR = re.compile(r"[‘'’]?(?:(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?|\d\d[-–/]\d\d)[*†]?")
_NOTHING = frozenset({"", "-", "–", "—", "−", "n/a", "N/A", ".", "..", "…", "*"})

_MARK = re.compile(r"[•·▪◦‣●○■□–-]|\(?\d{1,3}(?:\.\d{1,2})*[.)]?|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]")
"""Begins an item or a numbered heading."""

MOST_HEADS = 4

Rows = list[list[str]]


# Ruled grids


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a ruled table."""

    texts: list[str]
    cells: list[Cell | None]
    """The box that each text is of."""
    bold: bool


def ruled_table(grid: Grid, words: Sequence[Word]) -> tuple[Table | None, list[Word]]:
    """Return the table that a grid makes of the words within it, and those words.

    No table comes of it where the lines cut through words, leave several cells in one box, or
    frame text that is no table.
    """
    inside: dict[Cell, list[Word]] = {}
    for word in words:
        cell = _box_of(word, grid)
        if cell:
            over = max(cell.left - word.left, word.right - cell.right)
            if over > 0.35 * (word.right - word.left) and over > word.size:
                return None, []
            inside.setdefault(cell, []).append(word)
    lines = {cell: lines_of(some) for cell, some in inside.items()}
    if any(len(some) > LONGEST_CELL for some in inside.values()) or any(
        any(is_figure(s.text) for s in line.segments[1:])
        for some in lines.values()
        for line in some
    ):
        return None, []
    rows = _ruled_rows(grid, lines)
    if len(rows) < 2 or len(rows[0].texts) < 2:
        return None, []
    used = [word for some in inside.values() for word in some]
    taken = set(map(id, used))
    rows, labels = _labelled(rows, [word for word in words if id(word) not in taken])
    used += labels
    heads = _heads(rows)
    texts = tuple(tuple(_said_once(row, is_head=i < heads)) for i, row in enumerate(rows))
    told = "\n".join("\n".join(row) for row in texts)
    if any(line.text not in told for some in lines.values() for line in some):
        return None, []
    return Table(texts, heads, min(word.order for word in used)), used


def _labelled(rows: list[_Row], words: Sequence[Word]) -> tuple[list[_Row], list[Word]]:
    """Put labels that stand left of a grid of figures into its rows; return them as well."""
    boxes = [next((cell for cell in row.cells if cell), None) for row in rows]
    if 2 * sum(is_figure(row.texts[0]) for row in rows) < len(rows):
        return rows, []
    left = min((box.left for box in boxes if box), default=0.0)
    labels = [
        [
            w
            for w in words
            if box and w.right <= left + w.size and box.top <= w.base - w.size / 3 <= box.bottom
        ]
        for box in boxes
    ]
    if 2 * sum(map(bool, labels)) < len(rows):
        return rows, []
    made = [
        _Row([" ".join(n.text for n in lines_of(some)), *row.texts], [None, *row.cells], row.bold)
        for some, row in zip(labels, rows, strict=True)
    ]
    return made, [word for some in labels for word in some]


def _box_of(word: Word, grid: Grid) -> Cell | None:
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    return next((c for c in grid.cells if c.left <= x <= c.right and c.top <= y <= c.bottom), None)


def _ruled_rows(grid: Grid, lines: dict[Cell, list[Line]]) -> list[_Row]:
    """Return the rows of a grid, without those and the columns in which nothing stands."""
    stacked = {
        i
        for cell, some in lines.items()
        if sum(is_figure(line.text) for line in some) > 1
        for i in cell.rows
    }
    rows: list[_Row] = []
    i = 0
    while i < grid.height:
        end = i + 1
        while i in stacked and end in stacked and _is_joined(grid, lines, end):
            end += 1
        boxes = [cell for cell in grid.cells if cell.rows.start < end and cell.rows.stop > i]
        rows += _printed(boxes, lines, grid) if i in stacked else [_boxed(boxes, lines, grid)]
        i = end
    rows = [
        row
        for n, row in enumerate(rows)
        if any(row.texts) and not (n and row.cells == rows[n - 1].cells and any(row.cells))
    ]
    if not rows:
        return []
    data = rows[_heads(rows) :] or rows
    columns = [
        j
        for j in range(grid.width)
        if any(row.texts[j] for row in rows)
        and not (j and all(row.cells[j] and row.cells[j] == row.cells[j - 1] for row in data))
    ]
    return [
        _Row(
            [_column(row, j, columns, grid.width) for j in columns],
            [row.cells[j] for j in columns],
            row.bold,
        )
        for row in rows
    ]


def _is_joined(grid: Grid, lines: dict[Cell, list[Line]], end: int) -> bool:
    return any(end in cell.rows and end - 1 in cell.rows for cell in grid.cells if cell in lines)


def _column(row: _Row, j: int, columns: Sequence[int], width: int) -> str:
    """Return the text of a column, or of one that was left out beside it."""
    end = next((k for k in columns if k > j), width)
    return next((text for text in row.texts[j:end] if text), "")


def _boxed(boxes: Sequence[Cell], lines: dict[Cell, list[Line]], grid: Grid) -> _Row:
    texts = [""] * grid.width
    cells: list[Cell | None] = [None] * grid.width
    bold = True
    for box in boxes:
        some = lines.get(box, [])
        for j in box.columns:
            texts[j], cells[j] = " ".join(line.text for line in some), box
        bold &= all(line.bold for line in some)
    return _Row(texts, cells, bold)


def _printed(boxes: Sequence[Cell], lines: dict[Cell, list[Line]], grid: Grid) -> list[_Row]:
    """Return the rows of boxes in which figures stand below each other: the lines as printed."""
    every = [(line, box) for box in boxes for line in lines.get(box, ())]
    rows: list[_Row] = []
    for same in rows_of(
        Word("", 0, 0, line.base, line.size, order=n) for n, (line, _) in enumerate(every)
    ):
        row = _Row([""] * grid.width, [None] * grid.width, bold=False)
        for line, box in (every[word.order] for word in same):
            row.texts[box.columns.start] = f"{row.texts[box.columns.start]} {line.text}".strip()
        rows.append(row)
    return rows


def _said_once(row: _Row, *, is_head: bool) -> Iterator[str]:
    """Yield the texts of a row; one that goes over all columns, as a caption does, once."""
    is_caption = not is_head and len(set(row.cells[1:])) == 1 and row.cells[1] is not None
    for j, text in enumerate(row.texts):
        yield "" if is_caption and j and row.cells[j] == row.cells[j - 1] else text


def _heads(rows: Sequence[_Row]) -> int:
    """Return how many of the first rows are heads: bold above plain, or words above figures."""
    plain = next((i for i, row in enumerate(rows) if not row.bold), 0)
    if 0 < plain <= MOST_HEADS and not any(_is_data(row.texts) for row in rows[:plain]):
        return plain
    data = [_is_data(row.texts) for row in rows]
    if data[0] or sum(data) <= (len(rows) - 1) / 2:
        return 0
    heads = 1
    while (
        heads < len(rows)
        and not data[heads]
        and (
            any(a == b and a for a, b in zip(rows[heads - 1].cells, rows[heads].cells, strict=True))
            or any(a == b and a for a, b in pairwise(rows[heads - 1].cells))
        )
    ):
        heads += 1
    return heads if heads <= MOST_HEADS else 0


def _is_data(row: Sequence[str]) -> bool:
    return any(is_figure(text) and not _YEAR.fullmatch(text) for text in row[1:])


# Rows without ruling lines


def with_tables(lines: Sequence[Line]) -> Iterator[Line | Table | Preformatted]:
    """Yield the lines of a page, with tables in the place of their lines."""
    at = 0
    while at < len(lines):
        end = _run(lines, at)
        if end - at < 2:
            yield lines[at]
            at += 1
        else:
            yield from _table(lines[at:end])
            at = end


def _run(lines: Sequence[Line], at: int) -> int:
    """Return where the rows end that begin at a line."""
    if not _is_row(lines[at]) and not (
        at + 1 < len(lines)
        and _is_row(lines[at + 1])
        and _follows(lines[at], lines[at + 1])
        and _is_short(lines[at], lines[at + 1])
    ):
        return at
    end = last = at
    while end + 1 < len(lines) and _follows(lines[end], lines[end + 1]):
        end += 1
        if _is_row(lines[end]):
            last = end
        elif end - last > 2 or not _is_short(lines[end], lines[last]):
            break
    return last + 1


def _is_row(line: Line) -> bool:
    gaps = [b.left - a.right for a, b in pairwise(line.segments)]
    if not gaps or (len(gaps) == 1 and "…" in line.text):
        return False
    if (
        len(gaps) == 1
        and _MARK.fullmatch(line.segments[0].text)
        and not is_figure(line.segments[1].text)
    ):
        return False
    return "…" in line.text or max(gaps) > LEAST_GAP * line.size


def _is_short(line: Line, row: Line) -> bool:
    """Return whether a line may be a label or a head among the rows of a table."""
    return "…" not in line.text and line.right - line.left < 0.6 * (row.right - row.left)


def _follows(last: Line, line: Line) -> bool:
    return last.column == line.column and 0 < line.base - last.base < MOST_APART * max(
        last.size, line.size
    )


def _table(lines: Sequence[Line]) -> Iterator[Line | Table | Preformatted]:
    """Yield a table of rows, or the rows as the page has them."""
    rows = [line for line in lines if _is_row(line)]
    with_figures = [line for line in rows if any(is_figure(s.text) for s in line.segments[1:])]
    if len(rows) < 2:
        yield from lines
        return
    columns = _columns(with_figures if len(with_figures) > 1 else rows)
    grid = _gridded(lines, columns) if columns else None
    if grid:
        before, table = grid
        yield from before
        yield table
    elif with_figures:
        yield Preformatted(tuple(lines))
    else:
        yield from lines


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float

    def overlap(self, segment: Word) -> float:
        return min(self.right, segment.right) - max(self.left, segment.left)

    def is_under(self, head: Word) -> bool:
        return self.overlap(head) > 0.5 * min(self.right - self.left, head.right - head.left)


def _columns(rows: Sequence[Line]) -> list[_Column]:
    """Return where the columns stand, none where they cannot be told.

    Figures that stand above each other make a column, and so do texts beside them. Two columns
    that no row has both of might be one.
    """
    figures = [s for line in rows for s in line.segments[1:] if is_figure(s.text)]
    columns = _united(_Column(s.left, s.right) for s in figures)
    others = [
        s
        for line in rows
        for s in line.segments
        if not any(column.overlap(s) > 0 for column in columns)
    ]
    columns = sorted(
        [*columns, *_united(_Column(s.left, s.right) for s in others)], key=lambda c: c.left
    )
    if len(columns) < 2:
        return []
    filled = [
        {i for s in line.segments if (i := _place(s, columns, line)) is not None} for line in rows
    ]
    certain = all(any({i, i + 1} <= some for some in filled) for i in range(len(columns) - 1))
    return columns if certain else []


def _united(columns: Iterable[_Column]) -> list[_Column]:
    found: list[_Column] = []
    for column in sorted(columns, key=lambda c: c.left):
        if found and column.left < found[-1].right:
            found[-1] = _Column(found[-1].left, max(found[-1].right, column.right))
        else:
            found.append(column)
    return found


def _place(segment: Word, columns: Sequence[_Column], line: Line) -> int | None:
    """Return the column a segment stands in, None where that cannot be told."""
    over = [i for i, column in enumerate(columns) if column.overlap(segment) > 0]
    if len(over) == 1:
        return over[0]
    is_label = segment is line.segments[0] and segment.left < columns[0].right
    return 0 if is_label and (not over or over[0] == 0) and not is_figure(segment.text) else None


def _gridded(lines: Sequence[Line], columns: list[_Column]) -> tuple[list[Line], Table] | None:
    """Return the lines above a table and the table, None where a cell's column cannot be told."""
    first = next((i for i, line in enumerate(lines) if _is_data(_texts(line))), 0)
    rows: Rows = []
    for line in lines[first:]:
        row = [""] * len(columns)
        for segment in line.segments:
            place = _place(segment, columns, line)
            if place is None or row[place]:
                return None
            row[place] = segment.text
        rows.append(row)
    heads: Rows = []
    at = first
    while at and (head := _head(lines[at - 1], columns, is_lowest=not heads)):
        heads.insert(0, head)
        at -= 1
    labelled = sum(bool(head[0]) for head in heads)
    if (at and any(map(_is_row, lines[:at]))) or labelled > 1 or len(heads) > MOST_HEADS:
        heads, at = [], first  # what stands above them is a part of the heads as well
    table = Table(
        tuple(map(tuple, [*heads, *rows])),
        len(heads),
        min(line.order for line in lines[at:]),
    )
    return list(lines[:at]), table


def _texts(line: Line) -> list[str]:
    return [segment.text for segment in line.segments]


def _head(line: Line, columns: Sequence[_Column], *, is_lowest: bool) -> list[str] | None:
    """Return a row of heads, None where it cannot be told which columns they are of.

    That is so of one that stands above heads, alone between columns without any: it may be
    theirs as well.
    """
    row = [""] * len(columns)
    for segment in line.segments:
        over = [i for i, column in enumerate(columns) if column.is_under(segment)]
        if not over or any(row[i] for i in over):
            return None
        for i in over:
            row[i] = segment.text
    alone = any(
        row[i] and not row[i - 1] and not any(row[i + 1 : i + 2]) for i in range(1, len(row))
    )
    return row if any(row[1:]) and (is_lowest or not alone) else None
