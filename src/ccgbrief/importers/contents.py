"""Finds the lists of contents in a PDF: titles, dots and page numbers, for the running lines."""

import re

from ccgbrief.importers.page import Line, Page

LEAST_LINES = 3
LEAST_DOTTED = 0.3
"""So many lines of a list of contents have dots, and such a share of them."""

MOST_OF_A_PAGE = 0.8
"""Share of the lines of a page from which on all of it is a list of contents."""

_LEADERS = re.compile(r"(?:\. ){3}\.|\.{5}")
_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,6}")


def contents_lines(page: Page) -> set[int]:
    """Return the lines of a page's list of contents, by identity; none where it has none."""
    lines = page.lines
    dotted = [i for i, line in enumerate(lines) if _LEADERS.search(line.text)]
    if len(dotted) < LEAST_LINES or len(dotted) < LEAST_DOTTED * (dotted[-1] - dotted[0]):
        return set()
    first, last = dotted[0], dotted[-1]
    while first and (_has_number(lines[first - 1]) or _is_title(lines[first - 1])):
        first -= 1
    while last + 1 < len(lines) and _has_number(lines[last + 1]):
        last += 1
    if last + 1 - first >= MOST_OF_A_PAGE * len(lines):
        first, last = 0, len(lines) - 1
    return {id(line) for line in lines[first : last + 1]}


def _has_number(line: Line) -> bool:
    """Return whether a number stands apart at the end of a line."""
    return len(line.fragments) > 1 and bool(_NUMBER.fullmatch(line.fragments[-1].text))


def _is_title(line: Line) -> bool:
    return line.text.lower() in {"contents", "table of contents"}
