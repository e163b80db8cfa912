"""Puts the fragments of a page into lines in reading order, column after column."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from ccgbrief.importers.page import Fragment, Line

LEAST_LINES = 6
"""A column has at least as many."""

LEAST_PAGES = 2
LEAST_SHARE = 0.3
"""So many pages, and such a share of all, have a gutter at the place where one is usual."""

LEAST_FILL = 0.55
"""Share of a column's width that its middle line fills; less, and it is a table's."""

MOST_COLUMNS_DEEP = 2
"""How often a page is parted: into two, and these into two."""

MOST_TRIED = 12
"""Places at which most fragments begin, one of which a second column begins at."""

_LONGEST_NUMBER = 5
"""Digits of the number of a page or a line."""

_SMALLER = 0.85
"""Of the height of the type beside it a raised number has less."""

_SAME_LINE = 0.35
"""In heights of type: fragments whose bases differ by less stand on one line."""


def lines_of(pages: Sequence[Sequence[Fragment]]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each page in reading order.

    Where many pages have two columns, one with too few lines to tell has them there too.
    """
    gutters = [_gutter(fragments) for fragments in pages]
    least = max(LEAST_PAGES, LEAST_SHARE * len(gutters))
    usual = [x for x, count in Counter(gutters).items() if x is not None and count >= least]
    for fragments, own in zip(pages, gutters, strict=True):
        gutter = own if own is not None else _best(fragments, usual, least=1)
        lines: list[Line] = []
        for number, region in enumerate(_parted(list(fragments), gutter, MOST_COLUMNS_DEEP)):
            lines += [Line(tuple(sorted(row, key=_left)), number) for row in _rows(region)]
        yield tuple(lines)


def _regions(fragments: list[Fragment], depth: int) -> list[list[Fragment]]:
    """Part fragments into regions that are read one after the other."""
    return _parted(fragments, _gutter(fragments) if depth else None, depth)


def _parted(fragments: list[Fragment], gutter: float | None, depth: int) -> list[list[Fragment]]:
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
    # A number there is a page of a list of contents, at the end of its line, and begins no column.
    edges = Counter(
        round(f.left) - 1
        for f in fragments
        if abs(f.left - middle) < width / 4 and not _is_number(f)
    )
    return _best(fragments, [x for x, _ in edges.most_common(MOST_TRIED)], LEAST_LINES)


def _best(fragments: Sequence[Fragment], tried: Sequence[float], least: int) -> float | None:
    """Return the place that parts most lines into columns of at least so many."""
    parted = {x: _parts(fragments, x, least) for x in tried}
    best = max(parted, key=lambda x: parted[x], default=None)
    return best if best is not None and parted[best] else None


def _parts(fragments: Sequence[Fragment], x: float, least: int) -> int:
    """Return how many lines stand clear of `x` on both sides; 0 where it parts no columns."""
    left = _rows(f for f in fragments if f.right <= x)
    right = _rows(f for f in fragments if f.left >= x)
    across = sum(f.left < x < f.right for f in fragments)
    if min(len(left), len(right)) < least or across > (len(left) + len(right)) / 2:
        return 0
    start, end = min(f.left for f in fragments), max(f.right for f in fragments)
    fill = min(_middle_width(left) / (x - start), _middle_width(right) / (end - x))
    return len(left) + len(right) if fill >= LEAST_FILL else 0


def _is_number(fragment: Fragment) -> bool:
    return len(fragment.text) < _LONGEST_NUMBER and fragment.text.isdecimal()


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
    return list(_with_raised(rows))


def _with_raised(rows: Iterable[list[Fragment]]) -> Iterator[list[Fragment]]:
    """Put the raised number of a footnote on the line that it begins."""
    raised: Fragment | None = None
    for row in rows:
        first = min(row, key=_left)
        if raised and _is_raised(raised, first):
            text = f"{raised.text} {first.text}"
            row[row.index(first)] = replace(first, text=text, left=raised.left)
        elif raised:
            yield [raised]
        raised = row[0] if len(row) == 1 and _is_number(row[0]) else None
        if not raised:
            yield row
    if raised:
        yield [raised]


def _is_raised(number: Fragment, first: Fragment) -> bool:
    return (
        number.size < _SMALLER * first.size
        and 0 < first.base - number.base < _SMALLER * first.size
        and 0 <= first.left - number.right < first.size
    )


def _left(fragment: Fragment) -> float:
    return fragment.left
