"""Puts the fragments of a page into lines in reading order, column after column."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from ccgbrief.documents.page import Fragment, Line

LEAST_LINES = 6
"""A column has at least as many."""

LEAST_FILL = 0.55
"""Share of a column's width that its middle line fills; less, and it is a table's."""

MOST_COLUMNS_DEEP = 2
"""How often a page is parted: into two, and these into two."""

MOST_TRIED = 12
"""Places at which most fragments begin, one of which a second column begins at."""

_SAME_LINE = 0.35
"""In heights of type: fragments whose bases differ by less stand on one line."""


def lines_of(fragments: Sequence[Fragment]) -> tuple[Line, ...]:
    """Return the lines of a page in reading order."""
    lines: list[Line] = []
    for number, region in enumerate(_regions(list(fragments), MOST_COLUMNS_DEEP)):
        lines += [Line(tuple(sorted(row, key=_left)), number) for row in _rows(region)]
    return tuple(lines)


def _regions(fragments: list[Fragment], depth: int) -> list[list[Fragment]]:
    """Part fragments into regions that are read one after the other."""
    gutter = _gutter(fragments) if depth else None
    if gutter is None:
        return [fragments] if fragments else []
    regions: list[list[Fragment]] = []
    across: list[Fragment] = []
    beside: list[Fragment] = []
    for row in _rows(fragments):
        if any(f.left < gutter < f.right for f in row):
            regions += _beside(beside, gutter, depth)
            beside = []
            across += row
        else:
            if across:
                regions.append(across)
                across = []
            beside += row
    if across:
        regions.append(across)
    return regions + _beside(beside, gutter, depth)


def _beside(fragments: list[Fragment], gutter: float, depth: int) -> list[list[Fragment]]:
    """Return the left column and then the right one, each parted further."""
    left = [f for f in fragments if f.right <= gutter]
    right = [f for f in fragments if f.right > gutter]
    return _regions(left, depth - 1) + _regions(right, depth - 1)


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """Return the middle of the gap between two columns of text, None where there is none."""
    if len(fragments) < 2 * LEAST_LINES:
        return None
    start, end = min(f.left for f in fragments), max(f.right for f in fragments)
    middle, width = (start + end) / 2, end - start
    edges = Counter(round(f.left) - 1 for f in fragments if abs(f.left - middle) < width / 4)
    parted = {x: _parts(fragments, x, start, end) for x, _ in edges.most_common(MOST_TRIED)}
    best = max(parted, key=lambda x: parted[x], default=0)
    return best if parted.get(best) else None


def _parts(fragments: Sequence[Fragment], x: float, start: float, end: float) -> int:
    """Return how many lines stand clear of `x` on both sides; 0 where it parts no columns."""
    left = _rows(f for f in fragments if f.right <= x)
    right = _rows(f for f in fragments if f.left >= x)
    across = sum(f.left < x < f.right for f in fragments)
    if min(len(left), len(right)) < LEAST_LINES or across > (len(left) + len(right)) / 2:
        return 0
    fill = min(_middle_width(left) / (x - start), _middle_width(right) / (end - x))
    return len(left) + len(right) if fill >= LEAST_FILL else 0


def _middle_width(rows: Sequence[Sequence[Fragment]]) -> float:
    return median(max(f.right for f in row) - min(f.left for f in row) for row in rows)


def _rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Gather fragments that stand on one line, from the top."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.base, f.left)):
        if rows and fragment.base - rows[-1][0].base < _SAME_LINE * max(
            fragment.size, rows[-1][0].size
        ):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _left(fragment: Fragment) -> float:
    return fragment.left
