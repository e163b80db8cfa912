"""Finds tables without ruling lines: rows whose cells are below each other.

A figure is never guessed to belong to a head: if cells are uncertain, lines stay lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, groupby, pairwise
from operator import not_

from ccgbrief.pack import PassageKind
from ccgbrief.papers.grids import is_data, is_figure
from ccgbrief.papers.paper import Block
from ccgbrief.papers.pdf.headers_footers import EDGE
from ccgbrief.papers.pdf.lines import RIGHT_TO_LEFT, rows_of
from ccgbrief.papers.pdf.page import Flow, Line, Sheet, Word, gathered, is_level
from ccgbrief.papers.pdf.rulings import TOUCH
from ccgbrief.papers.pdf.whole_cells import MOST_APART, WIDER, as_cell
from ccgbrief.text import clean_line

LEAST_GAP = 1.0
"""In heights of type: nearer to each other stand no two cells of a row."""

MOST_HEADS = 4
"""Rows."""

MOST_RUNNING = 2
"""Lines at the edge of a page, which a table may go over."""

LEADING = 1.35
"""In heights of type: the lines of a cell are nearer to each other."""

LETTER = 0.5
"""Width of a letter in heights of type: for lines that stay as the page has them."""

_MARK = re.compile(r"[•·▪◦‣●○■□–-]|\(?\d{1,3}(?:\.\d{1,2})*[.)]?|\(?(?:[a-zA-Z]|[ivx]{1,5})[.)]")
"""Begins an item or a numbered heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """From where to where on its lines a column of a table goes."""

    left: float
    right: float

    def overlap(self, other: "Word | Column") -> float:
        return min(self.right, other.right) - max(self.left, other.left)

    def is_under(self, head: Word) -> bool:
        return self.overlap(head) > 0.5 * min(self.right - self.left, head.right - head.left)


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table of one page, which may go on at the top of the next."""

    columns: tuple[Column, ...] = ()
    is_bold: bool = False
    """Whether its heads are bold, and what is below them is not."""


def table_of(
    rows: Iterable[Iterable[str]], heads: int, columns: tuple[Column, ...], *, is_bold: bool
) -> Table:
    """Return a table; one in a script that runs from right to left has its labels there too."""
    cells = tuple(tuple(map(clean_line, row)) for row in rows)
    text = "".join(chain(*cells))
    if 2 * len(RIGHT_TO_LEFT.findall(text)) > sum(map(str.isalpha, text)):
        cells, columns = tuple(row[::-1] for row in cells), columns[::-1]
    return Table(PassageKind.ROW, "", rows=cells, heads=heads, columns=columns, is_bold=is_bold)


def with_tables(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return pages with tables in the place of their lines, of which some go on over a page."""
    found: list[Sheet] = []
    for sheet in sheets:
        flow = [*_with_tables(sheet.flow)]
        at = _first_block(flow, sheet.height)
        if found and at is not None and isinstance(table := flow[at], Table):
            parts = found[-1].flow[::-1]
            last = _first_block(parts, found[-1].height)
            if last is not None:
                flow[at] = _going_on(parts[last], table, is_next=at == last == 0)
        found.append(replace(sheet, flow=tuple(flow)))
    return found


def _first_block(parts: Flow, height: float) -> int | None:
    """Return where the first block of a page so high is, if no more than running lines precede."""
    for i, part in enumerate(parts[: MOST_RUNNING + 1]):
        if isinstance(part, Block):
            return i
        if EDGE * height < part.base < (1 - EDGE) * height:
            break
    return None


def _going_on(last: Line | Block, table: Table, *, is_next: bool) -> Table:
    """Return the first table of a page, with the heads of the one that it goes on from.

    Where that is uncertain it has none, unless they are those of the last page, begin as those do,
    or are bold: what is first on a page looks like heads where it is a row of words or years.
    """
    heads: tuple[tuple[str, ...], ...] = ()
    if isinstance(last, Table):
        places = [
            [j for j, c in enumerate(last.columns) if c.overlap(own) > 0] for own in table.columns
        ]
        if any(len(some) != 1 for some in places):
            return table
        heads = tuple(tuple(row[j] for (j,) in places) for row in last.rows[: last.heads])
    if heads and table.rows[: len(heads)] == heads:
        return replace(table, heads=len(heads))
    if not table.heads and is_next:
        return replace(table, rows=(*heads, *table.rows), heads=len(heads))
    has_stub = bool(heads) and table.rows[0][0] == heads[0][0] != ""
    return table if table.is_bold or has_stub else replace(table, heads=0)


def _with_tables(flow: Flow) -> Iterator[Line | Block]:
    """Yield what a page holds, with tables in the place of their lines."""
    for _, some in groupby(flow, key=type):
        parts = list(some)
        lines = [part for part in parts if isinstance(part, Line)]
        at = 0
        while at < len(lines):
            end = max(_run(lines, at), at + 1)
            yield from _parts(lines[at:end], [*lines[:at], *lines[end:]])
            at = end
        yield from parts[at:]


def _run(lines: Sequence[Line], at: int) -> int:
    """Return where the rows end that begin at a line, or right below it."""
    first = lines[at]
    if not _is_row(first) and not any(
        _is_row(row) and _follows(first, row) and _is_short(first, row)
        for row in lines[at + 1 : at + 2]
    ):
        return at
    end = last = row = at
    while end + 1 < len(lines) and _follows(lines[end], lines[end + 1]):
        end += 1
        if _is_row(lines[end]):
            if lines[end].bold and end - last > 1 and not _has_data(lines[end]):
                break  # heads of another table, below its title
            last = row = end
        elif _wraps(lines[row], lines[end - 1], lines[end]):
            last = end
        elif end - last > 2 or not _is_short(lines[end], lines[last]):
            break
    near = _pitch(lines[at : last + 1]) / WIDER
    while last + 1 < len(lines) and 0 < lines[last + 1].base - lines[last].foot < near:
        if len(_as_one(lines[last : last + 2])) > 1 or not _is_short(lines[last + 1], lines[at]):
            break
        last += 1
    return last + 1


def _is_row(line: Line) -> bool:
    """Return whether a line may be one of a table: not an item, not a title of a contents page."""
    if _is_whole(line):
        return True
    gaps = [b.left - a.right for a, b in pairwise(line.segments)]
    if not gaps:
        return False
    if len(gaps) == 1:
        mark, text = (segment.text for segment in line.segments)
        if "…" in line.text or (_MARK.fullmatch(mark) and not is_figure(text)):
            return False
    return "…" in line.text or max(gaps) > LEAST_GAP * line.size


def _wraps(row: Line, last: Line, line: Line) -> bool:
    """Return whether a line is the next one of cells of a row, none of them its label.

    It stands right below the last line, and begins where they do.
    """
    starts = [segment.left for segment in row.segments[1:]]
    is_below = 0 < line.base - last.foot < LEADING * line.size
    return (
        is_below
        and not _has_data(line)
        and _is_row(row)
        and not _is_whole(line)
        and all(
            any(abs(segment.left - start) < TOUCH * segment.size for start in starts)
            for segment in line.segments
        )
    )


def _is_whole(line: Line) -> bool:
    """Return whether a line is a row of which the file says what its cells are."""
    return all(segment.lines for segment in line.segments)


def _is_short(line: Line, row: Line) -> bool:
    """Return whether a line may be a label or a head among the rows of a table."""
    return "…" not in line.text and line.right - line.left < 0.6 * (row.right - row.left)


def _has_data(line: Line) -> bool:
    return is_data([segment.text for segment in line.segments])


def _follows(last: Line, line: Line) -> bool:
    return last.column == line.column and 0 < line.base - last.foot < MOST_APART * max(
        last.size, line.size
    )


def _parts(lines: Sequence[Line], others: Sequence[Line]) -> Iterator[Line | Block]:
    """Yield the table that lines are, or those lines, set as the page has them if need be.

    There are other lines on the page, of which some may be in its empty cells.
    """
    as_set, lines = lines, _whole_rows(lines)
    rows = [line for line in lines if _is_row(line)]
    if len(rows) < 2:
        for line in as_set:
            is_part = _is_row(line) and sum(is_figure(s.text) for s in line.segments[1:]) > 1
            yield Block(PassageKind.CODE, _as_set([line])) if is_part else line
        return
    with_figures = [line for line in rows if any(is_figure(s.text) for s in line.segments[1:])]
    columns = _columns(with_figures if len(with_figures) > 1 else rows)
    if columns and (grid := _gridded(lines, columns, others)):
        yield from grid
    elif with_figures or any(map(_is_whole, as_set)):
        yield Block(PassageKind.CODE, _as_set(as_set))
    else:
        yield from as_set


def _whole_rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines with those of one row as one: they stand nearer to each other than rows do."""
    near = _pitch(lines) / WIDER
    groups = gathered(
        lines,
        lambda group, line: line.base - group[-1].foot < near or _wraps(group[0], group[-1], line),
    )
    return [line for group in groups for line in _as_one(group)]


def _pitch(lines: Sequence[Line]) -> float:
    """Return how far it is at least from one row with figures to the next; 0 where they are few."""
    gaps = [below.base - line.foot for line, below in pairwise(lines)]
    figures = [i for i, line in enumerate(lines) if _has_data(line)]
    return min(max(gaps[i:j]) for i, j in pairwise(figures)) if len(figures) > 2 else 0.0


def _as_one(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a row as one, unless it is uncertain which of its cells they are of."""
    whole: list[Word] = []
    for cell in _stacks(segment for line in lines for segment in line.segments):
        left = cell[0].left
        cell.sort(key=lambda word: word.base)
        are_apart = any(is_level(a, b) or a.bold != b.bold for a, b in pairwise(cell))
        if not whole and any(map(_has_data, lines)):  # further left begins the title of rows
            are_apart |= left < cell[0].left - LETTER * cell[0].size
        if are_apart or (len(cell) > 1 and is_data([word.text for word in cell])):
            return lines
        whole.append(as_cell(cell, cell[0].base) if len(cell) > 1 else cell[0])
    return [Line(tuple(whole), lines[0].column)]


def _as_set(lines: Sequence[Line]) -> str:
    """Return lines with the gaps that they have on the page."""
    left = min(line.left for line in lines)
    size = min(line.size for line in lines) or 1.0
    shown: list[str] = []
    drawn = chain.from_iterable(s.lines or [s] for line in lines for s in line.segments)
    for row in rows_of(drawn):
        text = ""
        for segment in row:
            at = round((segment.left - left) / (LETTER * size))
            text = f"{text}{' ' * max(at - len(text), 2 if text else 0)}{clean_line(segment.text)}"
        shown.append(text)
    return "\n".join(shown)


def _columns(rows: Sequence[Line]) -> list[Column]:
    """Return where the columns stand, none where that is not certain.

    Figures that stand above each other make a column, and so do texts beside them. Two columns
    that no row has both of might be one.
    """
    columns = _united(s for line in rows for s in line.segments[1:] if is_figure(s.text))
    columns += _united(
        s for line in rows for s in line.segments if all(c.overlap(s) <= 0 for c in columns)
    )
    columns.sort(key=lambda column: column.left)
    filled = [{_place(segment, columns, line) for segment in line.segments} for line in rows]
    both = (any({i, i + 1} <= some for some in filled) for i in range(len(columns) - 1))
    return columns if len(columns) > 1 and all(both) else []


def _united(segments: Iterable[Word]) -> list[Column]:
    stacks = _stacks(segments)
    return [Column(stack[0].left, max(word.right for word in stack)) for stack in stacks]


def _stacks(segments: Iterable[Word]) -> list[list[Word]]:
    """Gather what stands above each other, from the left."""
    found: list[list[Word]] = []
    right = 0.0
    for segment in sorted(segments, key=lambda s: s.left):
        if found and segment.left < right:
            found[-1].append(segment)
        else:
            found.append([segment])
        right = max(right, segment.right)
    return found


def _place(segment: Word, columns: Sequence[Column], line: Line) -> int | None:
    """Return the column a segment stands in, None if that is not certain."""
    over = [i for i, column in enumerate(columns) if column.overlap(segment) > 0]
    if len(over) == 1:
        return over[0]
    is_label = segment is line.segments[0] and segment.left < columns[0].right
    return 0 if is_label and over[:1] in ([], [0]) and not is_figure(segment.text) else None


def _gridded(
    lines: Sequence[Line], columns: Sequence[Column], others: Sequence[Line]
) -> list[Line | Block] | None:
    """Return the lines above a table and it, None if the column of a cell or head is uncertain.

    So is that of a cell which is empty although another line has words there.
    """
    first = _first_row(lines, columns)
    rows: list[list[str]] = []
    for line in lines[first:]:
        row = [""] * len(columns)
        for segment in line.segments:
            place = _place(segment, columns, line)
            if place is None or row[place]:
                return None
            row[place] = segment.text
        if any(_is_filled(column, line, others) for column in compress(columns, map(not_, row))):
            return None
        rows.append(row)
    heads: list[list[str]] = []
    at = first
    while at and (head := _head(lines[at - 1], columns, is_lowest=not heads)):
        heads.insert(0, head)
        at -= 1
    while len(heads) > 1 and all(heads[-2][1:]) and heads[-1][0] and not all(heads[-1]):
        rows.insert(0, heads.pop())  # words in some of the columns that have heads already
    if any(len(line.segments) > 1 for line in lines[:at]):
        return None
    is_bold = all(line.bold for line in lines[at:first]) and not lines[first].bold
    # Two columns may be a name and what it is, and several labels those of rows of words.
    is_head = (is_bold or len(columns) > 2) and sum(bool(head[0]) for head in heads) < 2
    count = len(heads) if is_head and len(heads) <= MOST_HEADS else 0
    return [*lines[:at], table_of([*heads, *rows], count, tuple(columns), is_bold=is_bold)]


def _is_filled(column: Column, line: Line, others: Sequence[Line]) -> bool:
    """Return whether another line of the page has words in a column beside a line."""
    return any(
        column.overlap(segment) > 0 and is_level(segment, line.segments[0])
        for other in others
        for segment in other.segments
    )


def _first_row(lines: Sequence[Line], columns: Sequence[Column]) -> int:
    """Return which line is the first one below the heads: one with figures, or a title above it.

    In a table of words it is the first one with several cells, below those in bold type.
    """
    first = next((i for i, line in enumerate(lines) if _has_data(line)), None)
    if first is None:
        first = next(i for i, line in enumerate(lines) if len(line.segments) > 1)
        is_head = lines[first].bold and not any(line.bold for line in lines[first + 1 :])
        return first + is_head
    top = first
    while top and all(_place(s, columns, lines[top - 1]) == 0 for s in lines[top - 1].segments):
        top -= 1
    # What is above the title of the first rows are heads.
    return top if top and len(lines[top - 1].segments) > 1 else first


def _head(line: Line, columns: Sequence[Column], *, is_lowest: bool) -> list[str] | None:
    """Return a row of heads, None if it is not certain which columns they are of.

    One that stands above heads, alone between columns without any, may be theirs as well.
    """
    row = [""] * len(columns)
    near = [max(range(len(columns)), key=lambda i: columns[i].overlap(s)) for s in line.segments]
    placed = list(zip(line.segments, near, strict=True))
    # What is farther from its column may be the head of another, in which nothing stands.
    are_near = all(columns[i].overlap(s) >= -LEAST_GAP * s.size for s, i in placed)
    is_one_each = len({0, *near}) == len(columns) and len({*near}) == len(near)
    is_whole = is_lowest and is_one_each and are_near
    for segment, own in placed:
        over = [i for i, column in enumerate(columns) if column.is_under(segment)]
        is_prose = over[:1] == [0] and len(over) > 1  # no head is of the labels and of figures
        over = [own] if is_whole else over
        if not over or is_prose or any(row[i] for i in over):
            return None
        for i in over:
            row[i] = segment.text
    alone = any(
        row[i] and not row[i - 1] and not any(row[i + 1 : i + 2]) for i in range(1, len(row))
    )
    return row if any(row[1:]) and (is_lowest or not alone) else None
