"""Finds running heads, running feet and page numbers: what stands alike at the edge of pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ccgbrief.importers.pdf.page import Line, Sheet

EDGE = 0.12
"""Share of the page's height, at the top and at the foot, in which they stand."""

EDGE_LINES = 3
"""How many lines of an edge they may be."""

LEAST_PAGES = 3
"""On so many pages a line stands at the same place to be a running one, each near another: what
is alike on the first page of each report of a pack is none."""

GAP = 1.5
"""In heights of type: so far at least they stand from the text."""

LARGER = 1.15
"""By so much larger than the text's, a line's type is that of a title, which stays."""

_CHANGING = re.compile(r"\d+|\b[ivxlc]+\b")


def without_running_lines(
    sheets: Sequence[Sheet], title: str = ""
) -> tuple[list[Sheet], list[tuple[int, str, str]]]:
    """Part pages from their running lines.

    Returns the pages, and of each line that is left out the page's place, the text and the
    reason. The first line that gives the paper's title stays.
    """
    largest = LARGER * body_size(sheets)
    found: dict[tuple[str, int, float], set[int]] = defaultdict(set)
    edges = [[n for n in _edges(sheet) if n.size <= largest] for sheet in sheets]
    for i, lines in enumerate(edges):
        for line in lines:
            found[_key(line)].add(i)
    left_out: list[tuple[int, str, str]] = []
    kept: list[Sheet] = []
    has_title = False
    for i, sheet in enumerate(sheets):
        gone: set[int] = set()
        for line in edges[i]:
            is_title = line.text.casefold() == title.casefold() and not has_title
            has_title |= is_title
            pages = found[_key(line)]
            is_near = not pages.isdisjoint({i - 2, i - 1, i + 1, i + 2})
            if len(pages) >= LEAST_PAGES and is_near and not is_title:
                gone.add(id(line))
                is_head = line.base < sheet.height / 2
                reason = "running head" if is_head else "running foot"
                number = not re.search(r"[^\W\d_]{2}", re.sub("(?i)page|of", "", line.text))
                left_out.append((i, line.text, "page number" if number else reason))
        kept.append(replace(sheet, flow=tuple(part for part in sheet.flow if id(part) not in gone)))
    return kept, left_out


def body_size(sheets: Sequence[Sheet]) -> float:
    """Return the height of the type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _key(line: Line) -> tuple[str, int, float]:
    return _CHANGING.sub("#", line.text.lower()), round(line.base / 4), round(line.size)


def _edges(sheet: Sheet) -> list[Line]:
    """Return the lines at the top and at the foot of a page that a gap parts from the text.

    There are none where it has nothing else.
    """
    lines = sorted(sheet.lines, key=lambda line: line.base)
    top = [n for n in lines if n.base < sheet.height * EDGE]
    foot = [n for n in lines[::-1] if n.base > sheet.height * (1 - EDGE)]
    edges = [*_set_off(top, lines), *_set_off(foot, lines[::-1])]
    return edges if len(edges) < len(sheet.flow) else []


def _set_off(near: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    for count in range(min(len(near), 2 * EDGE_LINES), 0, -1):
        last = near[count - 1]
        if count == len(lines) or abs(lines[count].base - last.base) >= GAP * last.size:
            return near[:count]
    return ()
