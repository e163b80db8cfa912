"""Finds the ruled grids of a page: the boxes between lines that the file draws."""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_OBJECTS = 5_000
"""Of a page; one with more has drawings, among whose lines no table is looked for."""

MOST_POINTS = 64
"""Of a path that may be a line or a box."""

THIN = 3.0
"""Points: what is thinner is a line and no box."""

NEAR = 3.0
"""Points by which the ends of lines miss each other."""

MOST_BOXES = 20_000

Shown = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line along the page (`at` is then how far down it is) or down it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rulings:
    along: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    picture: float = 0.0
    """Area of the largest picture."""
    objects: int = 0
    """How many things the page draws."""

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take a line, or a box for its edges."""
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if bottom - top < THIN:
            if right - left > THIN:
                self.along.append(Ruling((top + bottom) / 2, left, right))
        elif right - left < THIN:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        else:
            self.along += [Ruling(top, left, right), Ruling(bottom, left, right)]
            self.down += [Ruling(left, top, bottom), Ruling(right, top, bottom)]


@dataclass(frozen=True, slots=True)
class Cell:
    """A box of a grid, over one or several of its rows and columns."""

    left: float
    top: float
    right: float
    bottom: float
    rows: range
    columns: range


@dataclass(frozen=True, slots=True)
class Grid:
    cells: tuple[Cell, ...]
    height: int
    """How many rows it has."""
    width: int


def rulings_of(page: pdfium.PdfPage, shown: Shown) -> Rulings:
    """Return the lines and boxes that a page draws; `shown` places a point."""
    found = Rulings()
    count = found.objects = raw.FPDFPage_CountObjects(page.raw)
    if count <= MOST_OBJECTS:
        identity = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
        objects = (raw.FPDFPage_GetObject(page.raw, i) for i in range(count))
        _gather(objects, [identity], shown, found)
    return found


def _gather(
    objects: Iterable[object], matrices: list[raw.FS_MATRIX], shown: Shown, found: Rulings
) -> None:
    for drawn in objects:
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(drawn, matrices, shown, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
            area = abs((right.value - left.value) * (top.value - bottom.value))
            found.picture = max(found.picture, area)
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(matrices) < 4:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(drawn, matrix)
            count = min(raw.FPDFFormObj_CountObjects(drawn), MOST_OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(drawn, i) for i in range(count))
            _gather(inner, [matrix, *matrices], shown, found)


def _add_path(path: object, matrices: list[raw.FS_MATRIX], shown: Shown, found: Rulings) -> None:
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_POINTS:
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, own)
    for figure in _figures(path, count):
        points = [_place(x, y, [own, *matrices], shown) for x, y in figure]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        is_box = len(points) in {4, 5} and all(
            abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(points)
        )
        is_line = len(points) == 2 and min(max(xs) - min(xs), max(ys) - min(ys)) < THIN
        if is_box or is_line:
            found.add(min(xs), min(ys), max(xs), max(ys))


def _figures(path: object, count: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path that has only straight lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
    if points:
        yield points


def _place(
    x: float, y: float, matrices: Iterable[raw.FS_MATRIX], shown: Shown
) -> tuple[float, float]:
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return shown(x, y)


def grids_of(rulings: Rulings) -> list[Grid]:
    """Return the grids that lines make where they meet: two rows and two columns at least."""
    along, down = _united(rulings.along), _united(rulings.down)
    if len(along) * len(down) > MOST_BOXES * 4:
        return []
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for a in along:
        met = [d for d in down if _meet(a, d)]
        touched = [g for g in groups if any(d in g[1] for d in met)]
        groups = [g for g in groups if g not in touched]
        groups.append(
            (
                [a, *(x for g in touched for x in g[0])],
                [*dict.fromkeys([*met, *(x for g in touched for x in g[1])])],
            )
        )
    return [grid for a, d in groups if len(a) > 2 and len(d) > 1 and (grid := _grid(a, d))]


def _united(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Unite lines that are drawn in pieces, or twice."""
    levels: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if levels and ruling.at - levels[-1][0].at <= NEAR:
            levels[-1].append(ruling)
        else:
            levels.append([ruling])
    found: list[Ruling] = []
    for level in levels:
        at, start, end = level[0].at, 0.0, -math.inf
        for ruling in sorted(level, key=lambda r: r.start):
            if ruling.start <= end + NEAR:
                end = max(end, ruling.end)
                found[-1] = Ruling(at, start, end)
            else:
                start, end = ruling.start, ruling.end
                found.append(Ruling(at, start, end))
    return found


def _meet(along: Ruling, down: Ruling) -> bool:
    return (
        along.start - NEAR <= down.at <= along.end + NEAR
        and down.start - NEAR <= along.at <= down.end + NEAR
    )


def _grid(along: list[Ruling], down: list[Ruling]) -> Grid | None:
    ys = _places([r.at for r in along])
    xs = _places([*(r.at for r in down), min(r.start for r in along), max(r.end for r in along)])
    height, width = len(ys) - 1, len(xs) - 1
    if height < 2 or width < 2 or height * width > MOST_BOXES:
        return None
    owner = {(i, j): (i, j) for i in range(height) for j in range(width)}

    def root(box: tuple[int, int]) -> tuple[int, int]:
        while owner[box] != box:
            box = owner[box]
        return box

    for i in range(height):
        for j in range(width):
            if j + 1 < width and not _is_drawn(down, xs[j + 1], ys[i], ys[i + 1]):
                owner[root((i, j + 1))] = root((i, j))
            if i + 1 < height and not _is_drawn(along, ys[i + 1], xs[j], xs[j + 1]):
                owner[root((i + 1, j))] = root((i, j))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for box in owner:
        members.setdefault(root(box), []).append(box)
    cells: list[Cell] = []
    for boxes in members.values():
        rows, columns = {i for i, _ in boxes}, {j for _, j in boxes}
        if len(boxes) != len(rows) * len(columns):
            return None
        top, left = min(rows), min(columns)
        bottom, right = max(rows) + 1, max(columns) + 1
        cells.append(
            Cell(xs[left], ys[top], xs[right], ys[bottom], range(top, bottom), range(left, right))
        )
    return Grid(tuple(cells), height, width) if len(cells) > 3 else None


def _places(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _is_drawn(rulings: Sequence[Ruling], at: float, start: float, end: float) -> bool:
    """Return whether a line goes along most of a box's edge."""
    covered = sum(
        max(0.0, min(r.end, end) - max(r.start, start)) for r in rulings if abs(r.at - at) <= NEAR
    )
    return covered > 0.6 * (end - start)
