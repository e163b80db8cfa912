"""Finds the lines of a PDF that are the page's and not the paper's: heads, feet, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccgbrief.importers.contents import contents_lines
from ccgbrief.importers.page import Line, Page

EDGE_LINES = 3
"""How many lines at the top and the foot of a page may be running ones."""

EDGE = 0.16
"""Share of the page's height, at the top and the foot, in which they stand."""

LEAST_PAGES = 3
"""On so many pages a line stands at the same place to be a running one."""

MANY = 0.4
"""Share of all pages."""

MOST_WORDS = 14
"""Of a running line whose numbers change."""

GAP = 1.5
"""In heights of type: so far at least they stand from the text."""

_AT_THE_ENDS = re.compile(r"^\d{1,5}\b|\b\d{1,5}$")
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b")


def part_running_lines(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Part the pages from their running lines and from lists of contents with dots.

    Returns the pages without them and what was left out, line by line.
    """
    repeated = _repeated(pages)
    numbered = _numbered(pages)
    kept: list[Page] = []
    left_out: list[str] = []
    for i, page in enumerate(pages):
        gone = repeated[i] | numbered[i] | contents_lines(page)
        left_out += [line.text for line in page.lines if id(line) in gone]
        kept.append(replace(page, lines=tuple(n for n in page.lines if id(n) not in gone)))
    return kept, tuple(left_out)


def _edges(page: Page) -> Iterator[Line]:
    """Yield the lines at the top and the foot of a page."""
    lines = sorted(page.lines, key=lambda line: line.base)
    top = _set_off([n for n in lines if n.base < page.height * EDGE], lines)
    foot = _set_off([n for n in lines[::-1] if n.base > page.height * (1 - EDGE)], lines[::-1])
    yield from [*top, *foot]


def _place(line: Line) -> int:
    return round(line.base / 4)


def _texts(line: Line) -> set[str]:
    """Return what may be alike elsewhere: a line, and of one in two parts, each of them."""
    parts = {line.fragments[0].text, line.fragments[-1].text} - {line.text}
    return {line.text, *(part for part in parts if any(map(str.isalpha, part)))}


def _set_off(near: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    """Return the outermost lines up to a gap that sets them off from the text."""
    for count in range(min(len(near), EDGE_LINES), 0, -1):
        last = near[count - 1]
        if count == len(lines) or abs(lines[count].base - last.base) >= GAP * last.size:
            return near[:count]
    return ()


def _pattern(text: str) -> str:
    return _ROMAN.sub("#", _DIGITS.sub("#", text.lower()))


def _repeated(pages: Sequence[Page]) -> list[set[int]]:
    """Return the lines of each page, by identity, that stand alike on pages that follow it.

    Where only the pattern is alike and not the words (“Chapter 1”, “Chapter 2”), the line must
    not be larger or longer than such lines are: it would be a heading, or the text's own. Where
    many pages have such a line, what stands at its place on the others is one as well.
    """
    found: dict[tuple[str, int], dict[int, tuple[str, Line]]] = defaultdict(dict)
    edges = [list(_edges(page)) for page in pages]
    for i, lines in enumerate(edges):
        for line in lines:
            for text in _texts(line):
                found[_pattern(text), _place(line)][i] = (text, line)
    body = body_size(pages)
    gone: list[set[int]] = [set() for _ in pages]
    places: dict[int, set[int]] = defaultdict(set)
    for (_, place), alike in found.items():
        same = max(Counter(text for text, _ in alike.values()).values()) >= LEAST_PAGES
        if same or not any(_is_large(line, body) for _, line in alike.values()):
            for i in _following(set(alike), len(pages)):
                gone[i].add(id(alike[i][1]))
                places[place].add(i)
    usual = {n for n, some in places.items() if len(some) >= max(LEAST_PAGES, len(pages) * MANY)}
    for i, lines in enumerate(edges):
        gone[i] |= {id(n) for n in lines if _place(n) in usual and not _is_large(n, body)}
    return gone


def _following(pages: set[int], count: int) -> set[int]:
    """Return the pages that follow each other, or on one side of the sheets, three times or more.

    What stands alike on the first page of each report of a pack is no running line. Where many
    of all pages have it, it is one on each of them.
    """
    if len(pages) >= max(LEAST_PAGES, count * MANY):
        return pages
    found: set[int] = set()
    for i in pages:
        for step in (1, 2):
            run = {i, i + step, i + 2 * step}
            found |= run if run <= pages else set()
    return found


def _is_large(line: Line, body: float) -> bool:
    return line.size > body * 1.15 or len(line.text.split()) > MOST_WORDS


def _numbered(pages: Sequence[Page]) -> list[set[int]]:
    """Return the lines of each page, by identity, that begin or end with the page's number.

    The number counts the sheets from some start; many pages must have such a line.
    """
    body = body_size(pages)
    found: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for i, page in enumerate(pages):
        for line in _edges(page):
            numbers = () if _is_large(line, body) else _AT_THE_ENDS.findall(line.text)
            for start in {int(number) - i for number in numbers}:
                found[start].append((i, line))
    gone: list[set[int]] = [set() for _ in pages]
    for lines in found.values():
        if len({i for i, _ in lines}) >= max(LEAST_PAGES, len(pages) * MANY):
            places = Counter(_place(line) for _, line in lines)
            for i, line in lines:
                if places[_place(line)] >= LEAST_PAGES:  # else a footnote that has the number
                    gone[i].add(id(line))
    return gone


def body_size(pages: Sequence[Page]) -> float:
    """Return the height of the type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)
