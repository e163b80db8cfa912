"""Finds running headers, footers and page numbers, which are alike at the edges of pages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from ccgbrief.papers.numerals import numeral
from ccgbrief.papers.pdf.page import Line, Sheet, body_size

EDGE = 0.12
"""Share of the page's height, at the top and at the foot, in which they stand."""

LEAST_PAGES = 3
"""On so many pages a line stands at the same place to be a running one, each near another: what
is alike on the first page of each report of a pack is none."""

GAP = 1.5
"""In heights of type: so far at least they stand from the text."""

LARGER = 1.15
"""By so much larger than the text's, a line's type is that of a title, which stays."""

MOST_NUMBERS = 12
"""Of a line that are tried; a row of thousands is no running line."""

PAGE_NUMBER = "page number"

_Key = tuple[str, int, int, int]

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_ROMAN = {numeral(number, "LowerRoman"): number for number in range(1, 400)}
_PAGE = re.compile("(?i)page|of")
_WORD = re.compile(r"[^\W\d_]{2}")


def without_running_lines(
    sheets: Sequence[Sheet],
) -> tuple[list[Sheet], list[tuple[int, str, str]]]:
    """Part pages from their running lines, of which the first of each kind stays.

    Returns the pages, and of each line that is left out the page's place, the text and the
    reason.
    """
    largest = LARGER * body_size(sheets)
    edges = [
        [n for n in _edges(s) if n.size <= largest or _reason(n, s) == PAGE_NUMBER] for s in sheets
    ]
    found: dict[_Key, set[int]] = defaultdict(set)
    for i, lines in enumerate(edges):
        for line in lines:
            for key in _keys(line, i):
                found[key].add(i)
    left_out: list[tuple[int, str, str]] = []
    kept: list[Sheet] = []
    for i, sheet in enumerate(sheets):
        gone: set[int] = set()
        for line in edges[i]:
            pages = max((found[key] for key in _keys(line, i)), key=len)
            reason = _reason(line, sheet)
            is_running = len(pages) >= LEAST_PAGES and (i > min(pages) or reason == PAGE_NUMBER)
            if is_running and not pages.isdisjoint({i - 2, i - 1, i + 1, i + 2}):
                gone.add(id(line))
                left_out.append((i, line.text, reason))
        kept.append(replace(sheet, flow=tuple(part for part in sheet.flow if id(part) not in gone)))
    return kept, left_out


def _reason(line: Line, sheet: Sheet) -> str:
    if not _WORD.search(_PAGE.sub("", line.text)):
        return PAGE_NUMBER
    return "running head" if line.base < sheet.height / 2 else "running foot"


def _keys(line: Line, i: int) -> Iterator[_Key]:
    """Yield what lines of other pages have in common with one of page `i`: their text and place.

    Any one of its numbers may count the pages, all others are the same. Where another number
    changes too, as the day of a meeting or a row of figures does, a line is no running one.
    """
    text, place = line.text.lower(), (round(line.base / 4), round(line.size))
    yield text, 0, *place
    for number in islice(_NUMBER.finditer(text), MOST_NUMBERS):
        value = int(number[0]) if number[0].isdecimal() else _ROMAN.get(number[0], 0)
        yield f"{text[: number.start()]}#{text[number.end() :]}", value - i, *place


def _edges(sheet: Sheet) -> list[Line]:
    """Return the lines at the top and at the foot of a page that a gap parts from the text.

    There are none where it has nothing else.
    """
    lines = sorted(sheet.lines, key=lambda line: line.base)
    edge = sheet.height * EDGE
    edges: list[Line] = []
    for some in (lines, lines[::-1]):
        end = 0
        for i, (line, inner) in enumerate(pairwise(some), start=1):
            is_row = min(len(line.segments), len(inner.segments)) > 2  # of a table that goes on
            if is_row or min(line.base, sheet.height - line.base) > edge:
                break
            if abs(inner.base - line.base) >= GAP * line.size:
                end = i
        edges += some[:end]
    return edges if len(edges) < len(sheet.flow) else []
