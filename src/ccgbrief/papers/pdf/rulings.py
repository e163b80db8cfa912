"""Finds the ruled grids of a page, from the lines that the file draws."""

import ctypes
import math
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from operator import attrgetter
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.paper import STRUCK
from ccgbrief.papers.pdf.page import Line, Word, gathered

MOST_OBJECTS = 5_000
"""Of a page; one with more has drawings, among whose lines no table is looked for."""

BOX = 5
"""Parts of a path that is a box, or one less; one with more is a drawing."""

LINE, ROUNDED = 2, 18
"""Parts of a path that is a straight line, and of a box with round corners, or a few less."""

MOST_BOXES = 5_000

NEAR = 3.0
"""Points: what is thinner is a line and no box; by so much the ends of lines miss each other."""

ACROSS = (0.18, 0.5)
"""In heights of type: so far above their base words are struck out."""

STRUCK_PART = 0.6
"""Share of a word that the line covers by which it is struck out."""

TOUCH = 0.1
"""In heights of type: nearer to each other are no two words."""

Shown = Callable[[float, float], tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line along the page (`at` is then how far down it is) or down it."""

    at: float
    start: float
    end: float


_AT = attrgetter("at")


@dataclass(slots=True)
class Drawn:
    """The lines of a page, each kind in order, its pictures and what it fills."""

    along: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    picture: float = 0.0
    """Area of the largest picture, which may be a form with one in it."""
    image: float = 0.0
    """Area of the largest that is none."""
    objects: int = 0
    texts: int = 0
    """How many of them are pieces of text."""
    upright: int = 0
    """How many of those have a height and no width: PDFium gives no letters of them."""
    filled: list[tuple[list[float], tuple[int, ...]]] = field(default_factory=list)
    """Left, right, top, bottom and colour of what is filled, as `Word.colour`, the lowest first."""

    def add(self, ends: Iterable[Point], parts: int) -> None:
        """Take a path of so many parts, between two corners: a line, or a box for its edges."""
        (left, right), (top, bottom) = map(sorted, zip(*ends, strict=True))
        if parts > BOX or (parts < BOX - 1 and min(right - left, bottom - top) > NEAR):
            return
        if bottom - top > NEAR:
            sides = {left, right} if right - left > NEAR else {(left + right) / 2}
            self.down += [Ruling(x, top, bottom) for x in sides]
        if right - left > NEAR:
            sides = {top, bottom} if bottom - top > NEAR else {(top + bottom) / 2}
            self.along += [Ruling(y, left, right) for y in sides]

    def ends_in(
        self, left: float, right: float, base: float, size: float
    ) -> tuple[list[float], list[float]]:
        """Return where in a word lines that may strike out begin or end, and others stand."""
        low, high = (bisect(self.along, base - part * size, key=_AT) for part in ACROSS[::-1])
        first, last = (bisect(self.down, x, key=_AT) for x in (left, right))
        down = (line for line in self.down[first:last] if line.start < base - size / 3 < line.end)
        within = ((line, x) for line in self.along[low:high] for x in (line.start, line.end))
        ends = ((line, x) for line, x in within if left < x < right)
        struck = [x for line, x in ends if not any(_meet(line, each) for each in self.down)]
        return struck, [line.at for line in down]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A box of a grid, over one or several of its rows and columns."""

    left: float
    top: float
    right: float
    bottom: float
    rows: range
    columns: range
    lines: Sequence[Line] = ()
    """What stands in it."""

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


Grid = Sequence[Cell]


def drawn_on(page: pdfium.PdfPage, shown: Shown) -> Drawn:
    """Return the lines, boxes and pictures that a page draws; `shown` places a point."""
    found = Drawn(objects=raw.FPDFPage_CountObjects(page.raw))
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(found.objects if found.objects <= MOST_OBJECTS else 0):
        thing = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(thing)
        raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.texts += 1
            found.upright += left.value == right.value and bottom.value < top.value
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            ends = shown(left.value, bottom.value), shown(right.value, top.value)
            parts = raw.FPDFPath_CountSegments(thing)
            found.add(ends, parts)
            if parts <= ROUNDED and (colour := _colour_of(thing, parts)):
                found.filled.append((_box(ends), colour))
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}:
            area = abs((right.value - left.value) * (top.value - bottom.value))
            found.picture = max(found.picture, area)
            found.image = max(found.image, area * (kind == raw.FPDF_PAGEOBJ_IMAGE))
            ends = shown(left.value, bottom.value), shown(right.value, top.value)
            found.filled.append((_box(ends), ()))
    found.along.sort(key=_AT)
    found.down.sort(key=_AT)
    return found


def _box(ends: Iterable[Point]) -> list[float]:
    return [end for pair in zip(*ends, strict=True) for end in sorted(pair)]


def _colour_of(path: Any, parts: int) -> tuple[int, ...]:
    """Return the colour of a path that is filled, or a straight line, as `Word.colour`."""
    mode, is_stroked, colour = ctypes.c_int(), ctypes.c_int(), [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPath_GetDrawMode(path, mode, is_stroked)
    is_line = bool(is_stroked.value) and parts == LINE
    read = raw.FPDFPageObj_GetStrokeColor if is_line else raw.FPDFPageObj_GetFillColor
    is_known = (mode.value or is_line) and read(path, *colour)
    return tuple(part.value for part in colour) if is_known else ()


def with_struck(words: Sequence[Word], drawn: Drawn) -> list[Word]:
    """Hide the words that a line strikes out, which goes no farther and is of no grid."""
    found = sorted(words, key=lambda word: word.base)
    bases = [word.base for word in found]
    highest = max((word.size for word in words), default=0.0)
    struck: set[int] = set()
    for line in drawn.along:
        some = [
            word
            for word in found[bisect(bases, line.at) : bisect(bases, line.at + highest)]
            if ACROSS[0] * word.size < word.base - line.at < ACROSS[1] * word.size
            and min(word.right, line.end) - max(word.left, line.start)
            > STRUCK_PART * (word.right - word.left)
        ]
        if (
            some
            and line.start > min(word.left - word.size for word in some)
            and line.end < max(word.right + word.size for word in some)
            and not any(_meet(line, down) for down in drawn.down)
        ):
            struck.update(word.order for word in some)
    hidden = [replace(w, hidden=STRUCK) if w.order in struck else w for w in words]
    return _closed(hidden)


def _closed(words: Sequence[Word]) -> list[Word]:
    """Join what is left of a word out of whose midst letters are struck."""
    found: list[Word] = []
    for word in words:
        first, second = (None, None, *found[-2:])[-2:]
        if first and second and (first.hidden, second.hidden, word.hidden) == ("", STRUCK, ""):
            edges = ((first.right, second.left), (second.right, word.left))
            if all(abs(a - b) < TOUCH * word.size for a, b in edges):
                joined = replace(first, text=first.text + word.text, right=word.right)
                found[-2:] = [joined, second]
                continue
        found.append(word)
    return found


def grids_of(drawn: Drawn) -> list[Grid]:
    """Return the grids that lines make where they meet: two rows and two columns at least."""
    along, down = _united(drawn.along), _united(drawn.down)
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for a in along if len(along) * len(down) <= MOST_BOXES else ():
        mine = ([a], [d for d in down if _meet(a, d)])
        apart = []
        for group in groups:
            if any(d in group[1] for d in mine[1]):
                mine = (mine[0] + group[0], [*dict.fromkeys(mine[1] + group[1])])
            else:
                apart.append(group)
        groups = [*apart, mine]
    return [grid for a, d in groups if len(a) > 1 and d and (grid := _grid(a, d))]


def _united(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Unite lines that are drawn in pieces, or twice."""
    found: list[Ruling] = []
    by_place = sorted(rulings, key=lambda r: r.at)
    for level in gathered(by_place, lambda level, r: r.at - level[0].at <= NEAR):
        end = -math.inf
        for ruling in sorted(level, key=lambda r: r.start):
            start = found.pop().start if ruling.start <= end + NEAR else ruling.start
            end = max(end, ruling.end)
            found.append(Ruling(level[0].at, start, end))
    return found


def _meet(along: Ruling, down: Ruling) -> bool:
    is_in_reach = along.start - NEAR <= down.at <= along.end + NEAR
    return is_in_reach and down.start - NEAR <= along.at <= down.end + NEAR


def _grid(along: Sequence[Ruling], down: Sequence[Ruling]) -> Grid:
    """Return the boxes between lines; none if they are few, many, or no boxes."""
    xs, ys = _places(down, along), _places(along, down)
    height, width = len(ys) - 1, len(xs) - 1
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for i, j in product(range(height), range(width)) if height * width <= MOST_BOXES else ():
        if (i, j) in taken:
            continue
        right, bottom = j + 1, i + 1
        while right < width and not _is_drawn(down, xs[right], ys[i], ys[i + 1]):
            right += 1
        while bottom < height and not _is_drawn(along, ys[bottom], xs[j], xs[right]):
            bottom += 1
        boxes = set(product(range(i, bottom), range(j, right)))
        if boxes & taken:
            return []
        taken |= boxes
        place = (xs[j], ys[i], xs[right], ys[bottom])
        cells.append(Cell(*place, range(i, bottom), range(j, right)))
    return cells if min(height, width) > 1 and len(cells) > 3 else []


def _places(across: Sequence[Ruling], others: Sequence[Ruling]) -> list[float]:
    """Return where lines stand, and where the others end: a grid may have none around it."""
    ends = [min(r.start for r in others), max(r.end for r in others)]
    values = sorted([*(r.at for r in across), *ends])
    return [near[0] for near in gathered(values, lambda near, value: value - near[0] <= NEAR)]


def _is_drawn(rulings: Sequence[Ruling], at: float, start: float, end: float) -> bool:
    """Return whether a line goes along most of a box's edge."""
    lengths = (min(r.end, end) - max(r.start, start) for r in rulings if abs(r.at - at) <= NEAR)
    return sum(length for length in lengths if length > 0) > 0.6 * (end - start)
