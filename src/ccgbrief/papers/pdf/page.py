"""The words, lines and pages of a PDF, which the steps of reading pass on.

Lengths are in points, from the top left of the page, turned so that its lines are level.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from ccgbrief.papers.paper import Block, LeftOut


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that no space parts; or, as a segment of a line, words that stand close together."""

    text: str
    left: float
    right: float
    base: float
    """How far from the top the line is that the letters stand on."""
    size: float
    """Height of the type."""
    bold: bool = False
    order: int = 0
    """Its place in the file's order."""
    hidden: str = ""
    """Why it is no part of what is read, empty if it is one."""
    colour: tuple[int, ...] = ()
    """Red, green, blue and opacity, each up to 255; empty if not known."""
    lines: tuple["Word", ...] = ()
    """Of a segment that is a whole cell of a table: these, from the top."""

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of its small letters."""
        return (self.left + self.right) / 2, self.base - self.size / 3

    @property
    def foot(self) -> float:
        """How far from the top its last line is."""
        return self.lines[-1].base if self.lines else self.base


@dataclass(frozen=True, slots=True)
class Line:
    """What is read as one line: a segment, or several with gaps between."""

    segments: tuple[Word, ...]
    """In the order in which they are read."""
    column: int = 0
    """Number of the column on its page."""

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        return min(segment.left for segment in self.segments)

    @property
    def right(self) -> float:
        return max(segment.right for segment in self.segments)

    @property
    def base(self) -> float:
        return self.segments[0].base

    @property
    def foot(self) -> float:
        return max(segment.foot for segment in self.segments)

    @property
    def size(self) -> float:
        """Height of the type of its longest segment."""
        return max(self.segments, key=lambda s: len(s.text)).size

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)


SAME_LINE = 0.35
"""In heights of type: words whose bases differ by less stand on one line."""


def is_level(a: Word, b: Word) -> bool:
    return abs(a.base - b.base) < SAME_LINE * max(a.size, b.size)


Flow = Sequence[Line | Block]
"""What a page holds, in the order in which it is read; the blocks do not have their page yet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    flow: Flow
    height: float
    is_drawn: bool = False
    """True if a picture covers most of it, or it shows something and has no text."""
    is_unnamed: bool = False
    """True if PDFium cannot say which letters much of its text has."""
    lost: int = 0
    """How many letters and signs of words are not known, and shown as `�`."""
    recognised: int = 0
    """How many of its words a program has put beneath the picture that covers most of it."""
    hidden: tuple[LeftOut, ...] = ()
    """What is on it or said of it, and no part of what is read."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is on it, neither text nor a picture nor a line."""
        return not (self.flow or self.is_drawn or self.hidden)

    @property
    def lines(self) -> list[Line]:
        return [part for part in self.flow if isinstance(part, Line)]


T = TypeVar("T")


def gathered(things: Iterable[T], goes_on: Callable[[list[T], T], bool]) -> list[list[T]]:
    """Gather what follows each other, as long as the next goes on with what is gathered."""
    groups: list[list[T]] = []
    for thing in things:
        if groups and goes_on(groups[-1], thing):
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups


def with_blocks(flow: Iterable[Line | Block], blocks: Iterable[tuple[int, Block]]) -> Flow:
    """Return a flow with blocks, each before the first line whose words are of a higher order."""
    placed = [*flow]
    for order, block in sorted(blocks, key=itemgetter(0)):
        lines = ((i, part) for i, part in enumerate(placed) if isinstance(part, Line))
        after = (i for i, line in lines if line.segments[0].order > order)
        placed.insert(next(after, len(placed)), block)
    return placed


def body_size(sheets: Sequence[Sheet]) -> float:
    """Return the height of the type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)
