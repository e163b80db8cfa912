"""Makes paragraphs and items from the lines of pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.paper import Block
from ccgbrief.papers.pdf.page import Line, Sheet, body_size
from ccgbrief.papers.plain import ITEM, Spellings, as_block, spellings
from ccgbrief.text import clean_line

AROUND = 4
"""Lines above and below one that show how wide the text is there, beside a picture or a box."""

FULL = 0.8
"""Share of the widest of them that a line of running text fills."""

SAME_INDENT = 4.0
"""Points; the signs of one level of items are as far from the left, within them."""

NARROWEST = 12.0
"""In heights of type: what is narrower is a list, or part of a table."""

_HALF_WORD = re.compile(r"[^\W\d_]-$")
_TICKS = tuple("☐☑☒")
_SENTENCE_END = re.compile(r"[.!?:;][”’\"')\]]*$")
_FIRST_SENTENCE = re.compile(r".*?[.!?][”’\"')\]]*(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with what is known of where it stands."""

    line: Line
    sheet: int
    """0-based."""
    start: float
    end: float
    """Where the lines of its column begin and end."""


def blocks_of(sheets: Sequence[Sheet], pages: Sequence[Page]) -> Iterator[Block]:
    """Yield the blocks of a paper, each with the page it begins on."""
    gap = _line_gap(sheets)
    known = spellings(line.text for sheet in sheets for line in sheet.lines)
    group: list[_Placed] = []
    for i, sheet in enumerate(sheets):
        placed = _placed(sheet, i)
        for part in sheet.flow:
            line = placed[id(part)] if isinstance(part, Line) else None
            if not (line and group and _goes_on(group, line, gap)):
                yield from _paragraph(group, pages, known)
                group = []
            if line:
                group.append(line)
            elif isinstance(part, Block):
                yield replace(part, page=pages[i])
    yield from _paragraph(group, pages, known)


def _line_gap(sheets: Sequence[Sheet]) -> float:
    """Return how far it is from one line of the text to the next."""
    body = body_size(sheets)
    gaps = [
        gap
        for sheet in sheets
        for a, b in pairwise(sheet.lines)
        if a.column == b.column
        and 0 < (gap := b.base - a.base) < 2.2 * body
        and abs(a.size - body) < 0.6
    ]
    return median(gaps) if gaps else 1.2 * body


def _placed(sheet: Sheet, i: int) -> dict[int, _Placed]:
    """Return the lines of a page by identity, with where those of their column begin and end."""
    columns: dict[int, list[Line]] = {}
    for line in sheet.lines:
        columns.setdefault(line.column, []).append(line)
    placed: dict[int, _Placed] = {}
    for some in columns.values():
        start = min(line.left for line in some)
        placed |= {id(n): _Placed(n, i, start, _end(some, at)) for at, n in enumerate(some)}
    return placed


def _end(lines: Sequence[Line], i: int) -> float:
    """Return where a line of a column would end if it were full, as those around it are."""
    line, end = lines[i], max(line.right for line in lines)
    for near in (lines[max(i - AROUND, 0) : i + 1], lines[i : i + AROUND + 1]):
        widths = [n.right - line.left for n in near if abs(n.left - line.left) < line.size]
        full = sum(width > FULL * max(widths) for width in widths)
        if full > 2 and len(widths) == len(near) > 3 and max(widths) > NARROWEST * line.size:
            end = min(end, line.left + max(widths))
    return end


def _goes_on(group: Sequence[_Placed], new: _Placed, gap: float) -> bool:
    """Return whether a line belongs to the paragraph of the lines before it."""
    last = group[-1]
    a, b = last.line, new.line
    if (
        abs(a.size - b.size) > 0.12 * max(a.size, b.size)
        or "…" in a.text + b.text
        or (len(a.segments) > 1 and len(b.segments) > 1)
        or ITEM.fullmatch(b.text)
        or b.text[:1] in _TICKS
    ):
        return False
    if (last.sheet, a.column) != (new.sheet, b.column):
        return not _SENTENCE_END.search(a.text) and b.text[:1].islower()
    if not 0 < b.base - a.base <= 1.3 * max(gap, 1.2 * a.size):
        return False
    if _HALF_WORD.search(a.text) and b.text[:1].islower():
        return True
    # It went on below only because its first word had no more room, unless it is indented.
    first_word = b.text.split(maxsplit=1)[0]
    needed = (b.right - b.left) * (len(first_word) + 1) / max(len(b.text), 1)
    indented = b.left > last.start + 0.8 * b.size and a.left <= last.start + 0.3 * a.size
    is_item = bool(ITEM.fullmatch(group[0].line.text))
    return last.end - a.right < needed * 1.15 + 0.5 * a.size and (is_item or not indented)


def _paragraph(
    group: Sequence[_Placed], pages: Sequence[Page], known: Spellings
) -> Iterator[Block]:
    """Yield the block of some lines, if any; over a page each sentence is where it begins."""
    if not group:
        return
    first, last = pages[group[0].sheet], pages[group[-1].sheet]
    text = reduce(known.join, (p.line.text for p in group if pages[p.sheet] == first))
    beyond = [p.line.text for p in group if pages[p.sheet] != first]
    rest = reduce(known.join, beyond) if beyond else ""
    if rest:
        ending = _FIRST_SENTENCE.match(rest)
        end = ending.end() if ending else len(rest)
        text, rest = known.join(text, rest[:end]), clean_line(rest[end:])
    if clean_line(text):
        yield as_block(text, first, indent=round(group[0].line.left / SAME_INDENT))
    if rest:
        yield Block(PassageKind.PARAGRAPH, rest, page=last)
