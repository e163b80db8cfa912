"""Lays out tables: the widths of columns, and how cells wrap, for the block list and `show`.

Widths are columns of a terminal. A table of ten thousand rows is measured once, in a few
milliseconds, and its rows are laid out one at a time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, zip_longest
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from ccgbrief.pack import CELL_SEPARATOR, Passage, PassageKind

GUTTER = 2
"""Terminal columns between two columns of a table."""

EDGE = 2
"""Columns at the right of a table that does not fit, for the sign that there is more."""

LONGEST_WORD = 16
"""No column is narrower than a word of this length; a longer word is broken."""

LEAST_TEXT = 12
"""A column with texts of several words is never narrower."""

MOST_ASIDE = 30
"""The most terminal columns of a column if the table does not fit anyway."""

SAMPLE = 256
"""How many rows, besides its longest cells, a column is judged by."""

LONGEST_CELLS = 32

RULE = "─"

_NUMBER = r"[+\-−–]?\s?\d[\d.,:/’'\-–\u00a0\u2009\u202f ]*"
_FIGURE = re.compile(
    rf"[(\[<>≤≥~±]*[£$€¥]?\s?{_NUMBER}(?:%|‰|[kKmMbB]n?|per cent|pp|x)?[)\]*†‡]*"
    rf"|[+\-−–]\s?[£$€¥]\s?{_NUMBER}(?:%|[kKmMbB]n?)?"
)
_EMPTY = frozenset(("", "-", "–", "—", "−", "..", "…", "*", "n/a", "N/A", "nil", "Nil"))
"""Cells that mean that there is no figure."""


class Piece(NamedTuple):
    """A part of a cell on one line of a row."""

    before: int
    """Spaces before it."""
    cell: int
    """The 0-based number of its cell in the row."""
    start: int
    """0-based position in the text of the cell."""
    end: int
    """Position after its last character."""


class Columns(NamedTuple):
    """The columns of a table in a given width."""

    widths: tuple[int, ...]
    to_the_right: tuple[bool, ...]
    """The columns that are aligned to the right: figures."""
    room: int
    fits: bool
    """Whether all of them are visible at once."""

    @property
    def most_shift(self) -> int:
        """The most columns that the table can be moved by, until its last column is visible."""
        if self.fits:
            return 0
        needed = accumulate(width + GUTTER for width in reversed(self.widths[1:]))
        left = self.room - EDGE - self.widths[0]
        return len(self.widths) - 1 - sum(columns <= left for columns in needed)

    def shown(self, shift: int = 0) -> list[int]:
        """Return which columns are visible when it is moved by `shift`; the first one always is."""
        if self.fits:
            return list(range(len(self.widths)))
        aside = range(1 + min(shift, self.most_shift), len(self.widths))
        needed = accumulate(self.widths[column] + GUTTER for column in aside)
        left = self.room - EDGE - self.widths[0]
        return [0, *(column for column, end in zip(aside, needed, strict=True) if end <= left)]

    def shift_to(self, column: int, shift: int) -> int:
        """Return a shift that makes a column visible, `shift` itself if possible."""
        if column == 0 or column in self.shown(shift):
            return shift
        if column <= shift:
            return column - 1
        return next(s for s in range(shift, column) if column in self.shown(s))

    def height(self, cells: Sequence[str]) -> int:
        """Return how many lines a row takes, wherever the table is moved."""
        wraps = zip(cells, self.widths, strict=False)
        return max((len(wrapped(cell, width)) for cell, width in wraps), default=1)

    def lines(self, cells: Sequence[str], shift: int = 0) -> list[list[Piece]]:
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
        return [
            "".join(" " * p.before + cells[p.cell][p.start : p.end] for p in line).rstrip()
            for line in self.lines(cells)
        ]

    def rules(self, shift: int = 0) -> tuple[str, str]:
        """Return the line below the heads: its part below the first column, and below the rest."""
        first, *others = (RULE * self.widths[column] for column in self.shown(shift))
        return first, (" " * GUTTER).join(others)

    def hidden(self, shift: int = 0) -> tuple[bool, bool]:
        """Return whether there are hidden columns to the left and to the right."""
        return min(shift, self.most_shift) > 0, shift < self.most_shift


class _Measure(NamedTuple):
    """The widths that a column needs."""

    least: int
    """The least width in which no word or figure is broken."""
    most: int
    """The width of its widest cell."""
    figures: bool


class Table:
    """The rows of a table, whose columns are measured when it is first drawn."""

    def __init__(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Make a table; `rows` are those below the heads, with as many cells as there are heads."""
        self.rows = rows
        self.heads = tuple(heads)
        self.shift = 0
        """How many columns it has been moved sideways."""
        self._columns: dict[int, Columns] = {}

    def columns(self, room: int) -> Columns:
        """Return its columns in a width of `room`."""
        if room not in self._columns:
            self._columns[room] = _fitted(self._measures, room)
        return self._columns[room]

    def move(self, room: int, step: int) -> str:
        """Move it by columns; say why if it cannot be moved."""
        most = self.columns(room).most_shift
        before = min(self.shift, most)
        self.shift = min(max(before + step, 0), most)
        if not most:
            return "All columns of the table are shown"
        is_moved = self.shift != before
        return "" if is_moved else f"These are its {'last' if step > 0 else 'first'} columns"

    def show(self, room: int, row: str, positions: Iterable[int]) -> None:
        """Move it so that the first of these positions in the text of a row is visible.

        Those in its first column always are.
        """
        within = len(CELL_SEPARATOR) - 1
        columns = (row.count(CELL_SEPARATOR, 0, position + within) for position in positions)
        wanted = next((column for column in columns if column), 0)
        self.shift = self.columns(room).shift_to(wanted, self.shift)

    @cached_property
    def _measures(self) -> list[_Measure]:
        heads = self.heads or ("",) * max(map(len, self.rows), default=0)
        cells = zip_longest(*self.rows, fillvalue="") if self.rows else (() for _ in heads)
        return [_measured(head, column) for head, column in zip_longest(heads, cells, fillvalue="")]


def table_passages(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Table | None]]:
    """Yield each passage with the table that it is a row of."""
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
    """Return whether a passage belongs to the same table as the row before it."""
    if row.kind is not PassageKind.ROW or not row.cells:
        return False
    if row.heads == before.heads:
        return row.line <= before.line + 1  # other lines stand between tables
    return not before.heads and row.heads == before.cells


def _with_table(rows: Sequence[Passage]) -> Iterator[tuple[Passage, Table]]:
    if rows:
        heads = rows[-1].heads
        table = Table([row.cells for row in rows if row.heads or not heads], heads)
        yield from ((row, table) for row in rows)


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Wrap a text between words; return where its lines begin and end."""
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
    """Return the parts of a word that is too long for a line, else the word."""
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
    texts = " ".join([head, *sample, *longest])
    words = min(max(map(cell_len, texts.split()), default=1), LONGEST_WORD)
    if are_figures:  # a wrapped figure would be read as two
        whole = (cell for cell in (*figures, *longest) if _FIGURE.fullmatch(cell))
        words = max(words, *map(cell_len, whole))
    most = max(1, *map(cell_len, (head, *longest)))
    least = words if are_figures else max(words, min(most, LEAST_TEXT))
    return _Measure(min(max(least, 1), most), most, are_figures)


def _fitted(measures: Sequence[_Measure], room: int) -> Columns:
    """Share the width: columns get what they need first, then the narrower ones what they want.

    If there is not even that much, the table can be moved sideways.
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
    low, high = 1, cap  # the greatest width that each column may have so that all fit
    while low < high and sum(widths) + gaps > room:
        middle = (low + high + 1) // 2
        if sum(_within(measures, middle)) + gaps <= room:
            low = middle
        else:
            high = middle - 1
    if sum(widths) + gaps > room:
        widths = _within(measures, low)
        for column, measure in enumerate(measures):  # the remainder, one to each column
            if sum(widths) + gaps < room and widths[column] < measure.most:
                widths[column] += 1
    return Columns(tuple(min(width, cap) for width in widths), figures, room, fits=True)


def _within(measures: Sequence[_Measure], cap: int) -> list[int]:
    return [max(min(measure.most, cap), measure.least) for measure in measures]
