"""Finds the lines of a PDF that are the page's and not the paper's: running heads, contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccgbrief.documents.page import Line, Page

EDGE_LINES = 3
"""How many lines at the top and the foot of a page may be running ones."""

EDGE = 0.16
"""Share of the page's height, at the top and the foot, in which they stand."""

LEAST_PAGES = 3
"""On so many pages a line stands at the same place to be a running one."""

MOST_WORDS = 14
"""Of a running line whose numbers change."""

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b")
_LEADERS = re.compile(r"(?:\. ?){5}")

_Place = tuple[str, int]


def part_running_lines(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Part the pages from their running lines and from lists of contents with dots.

    Returns the pages without them and what was left out, line by line.
    """
    repeated = _repeated(pages)
    numbered = _numbered(pages)
    kept: list[Page] = []
    left_out: list[str] = []
    for i, page in enumerate(pages):
        edges = {id(line): place for line, place in _edges(page)}
        gone = {key for key, place in edges.items() if place in repeated} | numbered[i]
        if _is_contents(page):
            gone = {id(line) for line in page.lines}
        left_out += [line.text for line in page.lines if id(line) in gone]
        kept.append(replace(page, lines=tuple(n for n in page.lines if id(n) not in gone)))
    return kept, tuple(left_out)


def _is_contents(page: Page) -> bool:
    """Return whether a page is a list of contents: titles, dots and page numbers."""
    dotted = sum(1 for line in page.lines if _LEADERS.search(line.text))
    return dotted >= max(LEAST_PAGES, 0.3 * len(page.lines))


def _edges(page: Page) -> Iterator[tuple[Line, _Place]]:
    """Yield the lines at the top and the foot of a page with what makes them alike elsewhere."""
    lines = sorted(page.lines, key=lambda line: line.base)
    top = [n for n in lines[:EDGE_LINES] if n.base < page.height * EDGE]
    foot = [n for n in lines[-EDGE_LINES:] if n.base > page.height * (1 - EDGE)]
    for line in [*top, *foot]:
        yield line, (_pattern(line.text), round(line.base / 4))


def _pattern(text: str) -> str:
    return _ROMAN.sub("#", _DIGITS.sub("#", text.lower()))


def _repeated(pages: Sequence[Page]) -> set[_Place]:
    """Return the patterns that stand at the same place of several pages.

    Where only the pattern is alike and not the words (“Chapter 1”, “Chapter 2”), the line must
    not be larger or longer than such lines are: it would be a heading, or the text's own.
    """
    texts: dict[_Place, list[str]] = defaultdict(list)
    large: set[_Place] = set()
    body = body_size(pages)
    for page in pages:
        for line, place in _edges(page):
            texts[place].append(line.text)
            if line.size > body * 1.15 or len(line.text.split()) > MOST_WORDS:
                large.add(place)
    return {
        place
        for place, found in texts.items()
        if len(found) >= LEAST_PAGES
        and (place not in large or max(Counter(found).values()) >= LEAST_PAGES)
    }


def _numbered(pages: Sequence[Page]) -> list[set[int]]:
    """Return the lines of each page, by identity, that begin or end with the page's number.

    The number counts the sheets from some start; most pages must have such a line.
    """
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, page in enumerate(pages):
        for line, _ in _edges(page):
            numbers = re.findall(r"^\d{1,5}\b|\b\d{1,5}$", line.text)
            for start in {int(number) - i for number in numbers}:
                found[start].append((i, id(line)))
    gone: list[set[int]] = [set() for _ in pages]
    for places in found.values():
        if len({i for i, _ in places}) >= max(LEAST_PAGES, len(pages) * 0.3):
            for i, key in places:
                gone[i].add(key)
    return gone


def body_size(pages: Sequence[Page]) -> float:
    """Return the height of the type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)
