"""Tables as they are drawn: how wide their columns are, and how cells wrap in them.

For the block list and for what `ccgbrief show` prints. Widths are columns of a terminal; a table of
ten thousand rows is measured in some milliseconds, once, and its rows are laid out one at a time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, zip_longest
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rich.cells import cell_len, chop_cells

from ccgbrief.pack import CELL_SEPARATOR, Passage, PassageKind

GUTTER = 2
"""Columns between two columns of a table."""

EDGE = 2
"""Columns at the right of a table that does not fit, for the sign that it goes on."""

LONGEST_WORD = 16
"""Columns of a word that no column is narrowed below; a longer one is broken."""

LEAST_TEXT = 12
"""Columns below which a text of several words is not narrowed."""

MOST_ASIDE = 30
"""Columns that a column takes at the most where the table does not fit anyway."""

SAMPLE = 256
"""Rows by which a column is judged, beside its longest cells."""

LONGEST_CELLS = 32

RULE = "─"

_NUMBER = r"[+\-−–]?\s?\d[\d.,:/’'\-–\u00a0\u2009\u202f ]*"
_FIGURE = re.compile(
    rf"[(\[<>≤≥~±]*[£$€¥]?\s?{_NUMBER}(?:%|‰|[kKmMbB]n?|per cent|pp|x)?[)\]*†‡]*"
    rf"|[+\-−–]\s?[£$€¥]\s?{_NUMBER}(?:%|[kKmMbB]n?)?"
)
_EMPTY = frozenset(("", "-", "–", "—", "−", "..", "…", "*", "n/a", "N/A", "nil", "Nil"))
"""Cells that say that there is no figure."""


class Piece(NamedTuple):
    """A part of a cell on one line of a row."""

    before: int
    """Spaces before it."""
    cell: int
    """Which cell of the row, from 0."""
    start: int
    """Where in the text of the cell it begins."""
    end: int
    """Position after its last character."""


class Columns(NamedTuple):
    """The columns of a table in a certain room."""

    widths: tuple[int, ...]
    to_the_right: tuple[bool, ...]
    """Those whose cells stand at the right edge: figures."""
    room: int
    fits: bool
    """Whether all of them are seen at once."""

    @property
    def most_shift(self) -> int:
        """By how many columns the table can be moved, until its last one is seen."""
        if self.fits:
            return 0
        needed = accumulate(width + GUTTER for width in reversed(self.widths[1:]))
        left = self.room - EDGE - self.widths[0]
        return len(self.widths) - 1 - sum(columns <= left for columns in needed)

    def shown(self, shift: int = 0) -> list[int]:
        """Return which columns are seen when it is moved by `shift`: the first one always is."""
        if self.fits:
            return list(range(len(self.widths)))
        aside = range(1 + min(shift, self.most_shift), len(self.widths))
        needed = accumulate(self.widths[column] + GUTTER for column in aside)
        left = self.room - EDGE - self.widths[0]
        return [0, *(column for column, end in zip(aside, needed, strict=True) if end <= left)]

    def shift_to(self, column: int, shift: int) -> int:
        """Return a shift with which a column is seen, `shift` itself if that will do."""
        if column == 0 or column in self.shown(shift):
            return shift
        if column <= shift:
            return column - 1
        return next(s for s in range(shift, column) if column in self.shown(s))

    def height(self, cells: Sequence[str]) -> int:
        """Return how many lines a row takes, however the table is moved."""
        wraps = zip(cells, self.widths, strict=False)
        return max((len(wrapped(cell, width)) for cell, width in wraps), default=1)

    def lines(self, cells: Sequence[str], shift: int = 0) -> list[list[Piece]]:
        """Return the pieces of a row's cells, line by line."""
        shown = [column for column in self.shown(shift) if column < len(cells)]
        wraps = [wrapped(cells[column], self.widths[column]) for column in shown]
        lines = []
        for across in zip_longest(*wraps):
            line, at, left = [], 0, 0
            for column, part in zip(shown, across, strict=True):
                width = self.widths[column]
                if part:
                    used = cell_len(cells[column][slice(*part)])
                    start = left + (width - used if self.to_the_right[column] else 0)
                    line.append(Piece(max(start - at, 0), column, *part))
                    at = start + used
                left += width + GUTTER
            lines.append(line)
        return lines + [[] for _ in range(self.height(cells) - len(lines))]

    def text(self, cells: Sequence[str]) -> list[str]:
        """Return a row's lines as plain text."""
        return [
            "".join(" " * p.before + cells[p.cell][p.start : p.end] for p in line).rstrip()
            for line in self.lines(cells)
        ]

    def rules(self, shift: int = 0) -> tuple[str, str]:
        """Return the line below the heads: its part under the first column, and under the rest."""
        first, *others = (RULE * self.widths[column] for column in self.shown(shift))
        return first, (" " * GUTTER).join(others)

    def hidden(self, shift: int = 0) -> tuple[bool, bool]:
        """Tell whether there are columns to the left and to the right of what is seen."""
        return min(shift, self.most_shift) > 0, shift < self.most_shift


class _Measure(NamedTuple):
    """What a column needs."""

    least: int
    """Columns without which a word or a figure would be broken."""
    most: int
    """Columns of its widest cell."""
    figures: bool


class Table:
    """The rows of a table, whose columns are measured when it is first drawn."""

    def __init__(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """`rows` are those below the heads; all have as many cells as there are heads, if any."""
        self.rows = rows
        self.heads = tuple(heads)
        self._columns: dict[int, Columns] = {}

    def columns(self, room: int) -> Columns:
        """Return its columns where there is `room` for a line."""
        if room not in self._columns:
            self._columns[room] = _fitted(self._measures, room)
        return self._columns[room]

    @cached_property
    def _measures(self) -> list[_Measure]:
        heads = self.heads or ("",) * max(map(len, self.rows), default=0)
        cells = zip_longest(*self.rows, fillvalue="") if self.rows else (() for _ in heads)
        return [_measured(head, column) for head, column in zip_longest(heads, cells, fillvalue="")]


class Shifts:
    """By how many columns each table has been moved aside."""

    def __init__(self) -> None:
        self._by_table: WeakKeyDictionary[Table, int] = WeakKeyDictionary()

    def of(self, table: Table) -> int:
        """Return by how many columns a table has been moved."""
        return self._by_table.get(table, 0)

    def move(self, table: Table, room: int, step: int) -> str:
        """Move a table by columns; say why, where it stays as it is."""
        most = table.columns(room).most_shift
        before = min(self.of(table), most)
        self._by_table[table] = after = min(max(before + step, 0), most)
        if not most:
            return "All columns of the table are shown"
        return "" if after != before else f"These are its {'last' if step > 0 else 'first'} columns"

    def show(self, table: Table, room: int, row: str, positions: Iterable[int]) -> None:
        """Move a table so that the first of these positions in the text of a row is seen.

        Those in its first column are seen anyway.
        """
        within = len(CELL_SEPARATOR) - 1
        columns = (row.count(CELL_SEPARATOR, 0, position + within) for position in positions)
        wanted = next((column for column in columns if column), 0)
        self._by_table[table] = table.columns(room).shift_to(wanted, self.of(table))


def table_passages(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Table | None]]:
    """Return each passage with the table that it is a row of."""
    rows: list[Passage] = []
    for passage in passages:
        if rows and not _goes_on(rows[-1], passage):
            yield from _with_table(rows)
            rows = []
        if passage.kind is PassageKind.ROW and passage.cells:
            rows.append(passage)
        else:
            yield passage, None
    yield from _with_table(rows)


def _goes_on(before: Passage, row: Passage) -> bool:
    """Tell whether a passage is a row of the table that the row before it is in."""
    if row.kind is not PassageKind.ROW or not row.cells:
        return False
    if row.heads == before.heads:
        return row.line <= before.line + 1  # between tables there are lines without a row
    return not before.heads and row.heads == before.cells


def _with_table(rows: Sequence[Passage]) -> Iterator[tuple[Passage, Table]]:
    if rows:
        heads = rows[-1].heads
        table = Table([row.cells for row in rows if row.heads or not heads], heads)
        yield from ((row, table) for row in rows)


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end that is wrapped between words."""
    if len(text) <= width and (text.isascii() or cell_len(text) <= width):
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = end = room = 0
    for word in re.finditer(r"\S+", text):
        for part_start, part_end in _chopped(text, *word.span(), width):
            gap = text[end:part_start] if end > start else ""
            needed = cell_len(gap) + cell_len(text[part_start:part_end])
            if end > start and needed > room:
                lines.append((start, end))
                start, room, needed = part_start, width, cell_len(text[part_start:part_end])
            elif end == start:
                start, room = part_start, width
            end, room = part_end, room - needed
    return [*lines, (start, end)]


def _chopped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Return the parts of a word that is too long for a line; of others the word."""
    if cell_len(text[start:end]) <= width:
        yield start, end
        return
    for part in chop_cells(text[start:end], width):
        yield start, start + len(part)
        start += len(part)


def _measured(head: str, column: Sequence[str]) -> _Measure:
    sample = column[:: max(len(column) // SAMPLE, 1)]
    longest = nlargest(LONGEST_CELLS, column, key=len)
    told = [cell for cell in sample if cell not in _EMPTY]
    figures = [cell for cell in told if _FIGURE.fullmatch(cell)]
    are_figures = 4 * len(figures) >= 3 * len(told) > 0
    words = _longest_word([head, *sample, *longest])
    if are_figures:  # a figure that is wrapped would be read as two
        whole = (cell for cell in (*figures, *longest) if _FIGURE.fullmatch(cell))
        words = max(words, *map(cell_len, whole))
    most = max(1, *map(cell_len, (head, *longest)))
    least = words if are_figures else max(words, min(most, LEAST_TEXT))
    return _Measure(min(max(least, 1), most), most, are_figures)


def _longest_word(cells: Sequence[str]) -> int:
    return min(max(map(cell_len, " ".join(cells).split()), default=1), LONGEST_WORD)


def _fitted(measures: Sequence[_Measure], room: int) -> Columns:
    """Share the room: first every column has what it needs, then the narrower ones what they want.

    Where not even that much is there, the table is to be moved sideways.
    """
    gaps = GUTTER * (len(measures) - 1)
    figures = tuple(measure.figures for measure in measures)
    if sum(measure.least for measure in measures) + gaps > room and len(measures) > 1:
        first = min(max(measures[0].least, min(measures[0].most, MOST_ASIDE)), max(room // 3, 1))
        others = max(room - EDGE - first - GUTTER, 1)
        aside = (
            min(max(measure.least, min(measure.most, MOST_ASIDE)), others)
            for measure in measures[1:]
        )
        return Columns((first, *aside), figures, room, fits=False)
    cap = max(room, 1)
    widths = [min(measure.most, cap) for measure in measures]
    low, high = 1, cap  # the widest that no column may exceed so that all fit
    while low < high and sum(widths) + gaps > room:
        middle = (low + high + 1) // 2
        if sum(_within(measures, middle)) + gaps <= room:
            low = middle
        else:
            high = middle - 1
    if sum(widths) + gaps > room:
        widths = _within(measures, low)
        for column, measure in enumerate(measures):  # what is left over, a column each
            if sum(widths) + gaps < room and widths[column] < measure.most:
                widths[column] += 1
    return Columns(tuple(min(width, cap) for width in widths), figures, room, fits=True)


def _within(measures: Sequence[_Measure], cap: int) -> list[int]:
    return [max(min(measure.most, cap), measure.least) for measure in measures]
