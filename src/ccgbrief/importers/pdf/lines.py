"""Puts the words of a page into lines: PDFium's order, but for rows of tables and columns of text.

PDFium gives the text of a page in the order in which the file draws it. Two things are mended:
a table drawn column by column is put in rows, and columns of text drawn row by row in columns.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ccgbrief.importers.pdf.page import PART, Line, Word

LEAST_LINES = 6
"""A column of text has at least as many."""

LEAST_FILL = 0.55
"""Share of a column's width that its middle line fills."""

LEAST_WORDS = 3.0
MOST_NUMBERS = 0.2
"""Running text has so many words a line, and such a share of them with digits."""

LEAST_STACK = 4
"""Lines below each other from which on they may be seen to be running text."""

MOST_COLUMNS_DEEP = 2
"""How often a page is parted: into two, and these into two."""

MOST_TRIED = 12
"""Places at which most segments begin, one of which a second column begins at."""

MOST_CELL_WORDS = 3
MOST_LONG = 0.1
"""Words of a cell in rows without figures, and the share of segments that may have more."""

SAME_LINE = 0.35
"""In heights of type: words whose bases differ by less stand on one line."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FIGURE = re.compile(r"[^\w\s]*\d[\d.,:/\s]*[^\w\s]*[a-z]?[^\w\s]*")
_LEADERS = re.compile(r"(?:\s*[.…·_]){4,}\s*")
_ENDS_WITH_LEADERS = re.compile(r"(?:[.…·_]\s?){4}$")


def is_figure(text: str) -> bool:
    """Return whether a cell's text is a number with its signs."""
    return bool(_FIGURE.fullmatch(text))


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    segments = _segments(words)
    regions = _regions(segments, MOST_COLUMNS_DEEP)
    if _is_drawn_across(segments, regions):
        segments = [s for region in regions for s in sorted(region, key=_base)]
    region_of = {id(s): n for n, region in enumerate(regions) for s in region}
    lines: list[Line] = []
    row: list[Word] = []
    column = 0
    for segment in _in_rows(segments, regions):
        is_same = row and region_of[id(row[-1])] == region_of[id(segment)]
        if is_same and _is_beside(row[-1], segment):
            row.append(segment)
            continue
        if row:
            lines.append(Line(tuple(map(_shown, row)), column))
            column += not is_same or segment.base < row[0].base
        row = [segment]
    return [*lines, Line(tuple(map(_shown, row)), column)] if row else lines


def _shown(segment: Word) -> Word:
    return replace(segment, text=_LEADERS.sub(" … ", segment.text).strip())


def _segments(words: Iterable[Word]) -> list[Word]:
    """Join words that follow each other closely on one line."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        if last and _is_next(last, word):
            found[-1] = _joined(last, word)
        else:
            found.append(word)
    return found


def _is_next(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    if (
        abs(last.base - word.base) >= SAME_LINE * size
        and not _is_raised(last, word)
        and not _is_raised(word, last)
    ):
        return False
    gap = word.left - last.right
    if _RIGHT_TO_LEFT.search(word.text) or _RIGHT_TO_LEFT.search(last.text):
        gap = max(gap, last.left - word.right)
    is_after_leaders = _ENDS_WITH_LEADERS.search(last.text[-8:]) and word.text.strip(".…·_")
    return -0.5 * size < gap < PART * size and not is_after_leaders


def _is_raised(digits: Word, word: Word) -> bool:
    """Return whether a number is smaller than what is beside it, and stands above its line."""
    above = word.base - digits.base
    return (
        digits.text.isdecimal()
        and digits.size < 0.85 * word.size
        and 0.08 * word.size < above < 0.85 * word.size
    )


def _joined(last: Word, word: Word) -> Word:
    is_mark = _is_raised(word, last) and word.left - last.right < 0.15 * last.size
    text = f"{last.text}^{word.text}" if is_mark else f"{last.text} {word.text}"
    larger = max(last, word, key=lambda w: (w.size, len(w.text)))
    return Word(
        text,
        min(last.left, word.left),
        max(last.right, word.right),
        larger.base,
        larger.size,
        last.bold and word.bold,
        last.order,
    )


def _is_beside(last: Word, segment: Word) -> bool:
    return (
        abs(last.base - segment.base) < SAME_LINE * max(last.size, segment.size)
        and segment.left > last.right - 0.5 * segment.size
    )


def _in_rows(segments: list[Word], regions: Sequence[Sequence[Word]]) -> list[Word]:
    """Put the rows of tables that are drawn column by column in the order of rows."""
    place = {id(s): i for i, s in enumerate(segments)}
    order = [(i, 0) for i in range(len(segments))]
    text = _running_text(segments)
    for region in regions:
        cells = [s for s in region if id(s) not in text]
        rows = [sorted(row, key=lambda s: s.left) for row in rows_of(cells)]
        places = [[place[id(s)] for s in row] for row in rows]
        torn = [row for row in places if row != [*range(row[0], row[0] + len(row))]]
        for stretch in _stretches(torn):
            if _are_cells([[segments[i] for i in row] for row in stretch]):
                first, last = min(map(min, stretch)), max(map(max, stretch))
                in_rows = [i for row in places for i in row if first <= i <= last]
                for rank, i in enumerate(in_rows):
                    order[i] = (first, rank)
    return [segments[i] for i in sorted(range(len(segments)), key=order.__getitem__)]


def _running_text(segments: Sequence[Word]) -> set[int]:
    """Return the segments, by identity, that are lines of paragraphs: most go on a sentence."""
    found: set[int] = set()
    stack: list[Word] = []
    for segment in [*segments, None]:
        if segment and stack and _is_below(stack[-1], segment):
            stack.append(segment)
            continue
        goes_on = sum(s.text[0].islower() for s in stack)
        words = sum(len(s.text.split()) for s in stack)
        if (
            len(stack) >= LEAST_STACK
            and 3 * goes_on >= len(stack)
            and words >= LEAST_WORDS * len(stack)
        ):
            found |= set(map(id, stack))
        stack = [segment] if segment else []
    return found


def _is_below(last: Word, segment: Word) -> bool:
    return (
        abs(last.left - segment.left) < 2 * segment.size
        and 0.5 * segment.size < segment.base - last.base < 2 * segment.size
    )


def _stretches(torn: Iterable[list[int]]) -> list[list[list[int]]]:
    """Unite rows whose places in the file's order overlap."""
    found: list[list[list[int]]] = []
    end = -1
    for row in sorted(torn, key=min):
        if min(row) <= end:
            found[-1].append(row)
        else:
            found.append([row])
        end = max(end, *row)
    return found


def _are_cells(rows: Sequence[Sequence[Word]]) -> bool:
    """Return whether rows are those of a table, and not the lines of columns of text."""
    with_figures = sum(any(is_figure(s.text) for s in row) for row in rows)
    segments = [s for row in rows for s in row]
    long = sum(len(s.text.split()) > MOST_CELL_WORDS for s in segments)
    return 2 * with_figures >= len(rows) or long <= MOST_LONG * len(segments)


def rows_of(segments: Iterable[Word]) -> list[list[Word]]:
    """Gather segments that stand on one line, from the top."""
    rows: list[list[Word]] = []
    for segment in sorted(segments, key=lambda s: (s.base, s.left)):
        if rows and segment.base - rows[-1][0].base < SAME_LINE * max(
            segment.size, rows[-1][0].size
        ):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _is_drawn_across(segments: Sequence[Word], regions: Sequence[Sequence[Word]]) -> bool:
    """Return whether the file draws lines of two columns one after the other."""
    region_of = {id(s): n for n, region in enumerate(regions) for s in region}
    across = sum(
        region_of[id(a)] != region_of[id(b)] and _is_beside(a, b) for a, b in pairwise(segments)
    )
    return across >= LEAST_LINES / 2


def _regions(segments: list[Word], depth: int) -> list[list[Word]]:
    """Part segments into regions that are read one after the other."""
    gutter = _gutter(segments) if depth else None
    if gutter is None:
        return [segments] if segments else []
    regions: list[list[Word]] = []
    across: list[Word] = []
    beside: list[Word] = []
    for row in rows_of(segments):
        if any(s.left < gutter < s.right for s in row):
            regions += _columns(beside, gutter, depth)
            beside = []
            across += row
        else:
            if across:
                regions.append(across)
                across = []
            beside += row
    if across:
        regions.append(across)
    return regions + _columns(beside, gutter, depth)


def _columns(segments: list[Word], gutter: float, depth: int) -> list[list[Word]]:
    left = [s for s in segments if s.right <= gutter]
    right = [s for s in segments if s.right > gutter]
    return _regions(left, depth - 1) + _regions(right, depth - 1)


def _gutter(segments: Sequence[Word]) -> float | None:
    """Return where the gap between two columns of running text ends, None where there is none."""
    if len(segments) < 2 * LEAST_LINES:
        return None
    start, end = min(s.left for s in segments), max(s.right for s in segments)
    middle, width = (start + end) / 2, end - start
    edges = Counter(round(s.left) - 1 for s in segments if abs(s.left - middle) < width / 4)
    parted = {x: _parted(segments, x) for x, _ in edges.most_common(MOST_TRIED)}
    best = max(parted, key=lambda x: parted[x], default=None)
    return best if best is not None and parted[best] else None


def _parted(segments: Sequence[Word], x: float) -> int:
    """Return how many lines stand clear of `x` on both sides; 0 where it parts no columns."""
    left = [s for s in segments if s.right <= x]
    right = [s for s in segments if s.left >= x]
    lines = len(rows_of(left)), len(rows_of(right))
    across = len(segments) - len(left) - len(right)
    if min(lines) < LEAST_LINES or across > sum(lines) / 2:
        return 0
    start, end = min(s.left for s in segments), max(s.right for s in segments)
    is_text = _is_running_text(left, x - start) and _is_running_text(right, end - x)
    return sum(lines) if is_text else 0


def _is_running_text(segments: Sequence[Word], width: float) -> bool:
    rows = rows_of(segments)
    fill = median(max(s.right for s in row) - min(s.left for s in row) for row in rows)
    words = [word for s in segments for word in s.text.split()]
    numbers = sum(any(map(str.isdecimal, word)) for word in words)
    return (
        fill >= LEAST_FILL * width
        and median(sum(len(s.text.split()) for s in row) for row in rows) >= LEAST_WORDS
        and numbers <= MOST_NUMBERS * len(words)
    )


def _base(segment: Word) -> float:
    return segment.base
