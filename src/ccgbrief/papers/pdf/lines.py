"""Puts the words of a page into lines, in the order of PDFium's text.

That order is changed in one case: a table that the file draws column by column is put in rows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ccgbrief.papers.grids import is_figure
from ccgbrief.papers.paper import STRUCK
from ccgbrief.papers.pdf.page import Line, Word, gathered, is_level
from ccgbrief.papers.pdf.whole_cells import with_whole_cells

PART = 1.0
"""In heights of type: words nearer than this on a line stand in one segment."""

LONG = 3
"""Words; a cell with more may be a line of running text."""

MOST_LONG = 0.1
"""Share of the cells of a table, its labels apart, that may have more words."""

MOST_OF_TEXT = 3
"""Columns of text beside each other."""

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_THOUSANDS = re.compile(r"\d{3}\b")
_LEADERS = re.compile(r"(?:(?<!\s)\s++)?[.…·_](?:\s*+[.…·_]){3,}+\s*")


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    lines: list[Line] = []
    segments = _in_rows(with_whole_cells(_segments(words)))
    for row in gathered(segments, lambda row, segment: _is_beside(row[-1], segment)):
        line = Line(tuple(map(_shown, row)), lines[-1].column if lines else 0)
        if lines and line.base < lines[-1].base:
            line = replace(line, column=line.column + 1)
        lines.append(line)
    return lines


def in_force(words: Iterable[Word]) -> list[Word]:
    """Return the words that are not hidden; those struck out right behind one leave no gap."""
    found: list[Word] = []
    for word in words:
        if not word.hidden:
            found.append(word)
        elif word.hidden == STRUCK and found and _is_next(found[-1], word):
            found[-1] = replace(found[-1], right=max(found[-1].right, word.right))
    return found


def rows_of(segments: Iterable[Word]) -> list[list[Word]]:
    """Gather segments that stand on one line, from the top and from the left."""
    by_base = sorted(segments, key=lambda segment: segment.base)
    rows = gathered(by_base, lambda row, segment: is_level(row[0], segment))
    return [sorted(row, key=lambda segment: segment.left) for row in rows]


def _segments(words: Iterable[Word]) -> list[Word]:
    """Join words that follow each other closely on one line, but for figures and what is beside."""
    found: list[Word] = []
    words = [*words]
    apart = _right_aligned(words)
    for word in words:
        if found and _is_next(found[-1], word) and word.order not in apart:
            last = found[-1]
            larger = max(last, word, key=lambda w: (w.size, len(w.text)))
            found[-1] = Word(
                f"{last.text} {word.text}",
                min(last.left, word.left),
                max(last.right, word.right),
                larger.base,
                larger.size,
                last.bold and word.bold,
                last.order,
            )
        else:
            found.append(word)
    return found


def _right_aligned(words: Sequence[Word]) -> set[int]:
    """Return the places of the words right of a column of figures that ends where theirs begins.

    Nothing but numbers that line up on the right have edges there that agree, and none on the left.
    """
    beside: defaultdict[tuple[int, int], list[tuple[Word, Word]]] = defaultdict(list)
    for before, last, word in zip(words, words[1:], words[2:], strict=False):
        may_begin = word.text[:1].isalnum() and not _THOUSANDS.match(word.text)
        is_cell = is_figure(last.text) and not _is_next(before, last)
        if is_cell and may_begin and _is_next(last, word):
            beside[round(last.right), round(word.left)].append((last, word))
    return {
        word.order
        for pairs in beside.values()
        if len(pairs) > 2 and len({round(last.left) for last, _ in pairs}) > 1
        for _, word in pairs
    }


def _is_next(last: Word, word: Word) -> bool:
    gap = word.left - last.right
    if RIGHT_TO_LEFT.search(word.text) or RIGHT_TO_LEFT.search(last.text):
        gap = max(gap, last.left - word.right)
    is_near = -0.5 < gap / (max(last.size, word.size) or 1.0) < PART
    is_on_line = is_level(last, word) or _is_raised(*sorted((last, word), key=lambda w: w.size))
    return is_near and is_on_line


def _is_raised(number: Word, word: Word) -> bool:
    """Return whether a number is the raised mark of a note beside a word in larger type."""
    is_mark = number.text.isdecimal() and number.size < 0.85 * word.size
    return is_mark and 0 < word.base - number.base < word.size


def _is_beside(last: Word, segment: Word) -> bool:
    return is_level(last, segment) and segment.left > last.right - 0.5 * segment.size


def _shown(segment: Word) -> Word:
    lines = tuple(map(_shown, segment.lines))
    return replace(segment, text=_LEADERS.sub(" … ", segment.text).strip(), lines=lines)


def _in_rows(segments: list[Word]) -> list[Word]:
    """Put the rows of tables that are drawn column by column in the order of rows."""
    place = {id(s): i for i, s in enumerate(segments)}
    rows = [[place[id(s)] for s in row] for row in rows_of(segments)]
    stretches: list[list[list[int]]] = []
    end = -1
    for row in sorted((row for row in rows if row != [*range(row[0], row[0] + len(row))]), key=min):
        if min(row) <= end:
            stretches[-1].append(row)
        else:
            stretches.append([row])
        end = max(end, *row)
    ordered = list(segments)
    for stretch in stretches:
        if _are_cells([[segments[i] for i in row] for row in stretch]):
            first, last = min(map(min, stretch)), max(map(max, stretch))
            ordered[first : last + 1] = [
                segments[i] for row in rows for i in row if first <= i <= last
            ]
    return ordered


def _are_cells(rows: Sequence[Sequence[Word]]) -> bool:
    """Return whether rows are those of a table of figures, and not the lines of columns of text.

    Text is in few columns; a row of more has one at most that is as long as a line of it.
    """
    with_figures = sum(any(is_figure(s.text) for s in row) for row in rows)
    is_turned = sum(bool(RIGHT_TO_LEFT.search(row[-1].text)) for row in rows) > len(rows) / 2
    cells = [s for row in rows for s in (row[:-1] if is_turned else row[1:])]
    long = [sum(len(s.text.split()) > LONG for s in row) for row in rows]
    is_wide = all(
        len(row) > MOST_OF_TEXT and most < 2 for row, most in zip(rows, long, strict=True)
    )
    count = sum(len(s.text.split()) > LONG for s in cells)
    return 2 * with_figures >= len(rows) and (is_wide or count <= MOST_LONG * len(cells))
