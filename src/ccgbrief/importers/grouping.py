"""Gathers the lines of a PDF that belong to one paragraph, heading, item or row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ccgbrief.importers.page import Line, Page
from ccgbrief.importers.running import body_size
from ccgbrief.importers.wrapping import Spellings, spellings

LARGER = 1.12
"""By so much a heading's type is larger than the text's."""

CELL_GAP = 2.0
"""In heights of type: so far apart stand the cells of a row."""

_ITEM = re.compile(r"(?:[•·▪◦‣●○■□–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S.*")
_NUMBERED = re.compile(r"\d{1,3} [^\W\d]")
_HALF_WORD = re.compile(r"[^\W\d_]-$")
_SENTENCE_END = re.compile(r"[.!?:;][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the whole paper is set."""

    body: float
    """Height of the type of its text."""
    gap: float
    """From one line of the text to the next."""
    sizes: tuple[float, ...]
    """Heights of the headings' types, the largest first."""
    known: Spellings


@dataclass(slots=True)
class Placed:
    """A line with what is known of where it stands."""

    line: Line
    page: int
    """0-based sheet."""
    end: float
    """Where the longest line of its column ends."""
    start: float
    """Where the leftmost line of its column begins."""


def setting_of(pages: Sequence[Page]) -> Setting:
    """Return how most of a paper is set."""
    body = body_size(pages)
    lines = [line for page in pages for line in page.lines]
    gaps = [
        b.base - a.base
        for a, b in pairwise(lines)
        if a.column == b.column and 0 < b.base - a.base < 2.2 * body and abs(a.size - body) < 0.6
    ]
    sizes = {round(n.size * 2) / 2 for n in lines if n.size > body * LARGER}
    return Setting(
        body,
        median(gaps) if gaps else 1.2 * body,
        tuple(sorted(sizes, reverse=True)),
        spellings(line.text for line in lines),
    )


def placed_lines(pages: Sequence[Page]) -> Iterator[Placed]:
    """Yield the lines of all pages with the edges of their columns."""
    for i, page in enumerate(pages):
        columns: dict[int, list[Line]] = {}
        for line in page.lines:
            columns.setdefault(line.column, []).append(line)
        for lines in columns.values():
            start, end = min(n.left for n in lines), max(n.right for n in lines)
            for line in lines:
                yield Placed(line, i, end, start)


def grouped(placed: Iterable[Placed], setting: Setting) -> Iterator[list[Placed]]:
    """Gather the lines of one block."""
    group: list[Placed] = []
    for line in placed:
        if group and not _goes_on(group, line, setting):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: list[Placed], new: Placed, setting: Setting) -> bool:
    """Return whether a line belongs to the block of the lines before it."""
    last = group[-1]
    a, b = last.line, new.line
    if abs(a.size - b.size) > 0.12 * max(a.size, b.size) or a.bold != b.bold:
        return False
    if (
        _ITEM.fullmatch(b.text)
        or _is_footnote(b, setting)
        or len(cells_of(a)) > 1
        or len(cells_of(b)) > 1
    ):
        return False
    if (last.page, a.column) != (new.page, b.column):
        return _is_text(a, setting) and not _SENTENCE_END.search(a.text) and b.text[:1].islower()
    larger = a.size / setting.body if setting.body else 1
    if b.base - a.base > 1.3 * setting.gap * max(larger, 1) or b.base < a.base:
        return False
    if not _is_text(a, setting) or (_HALF_WORD.search(a.text) and b.text[:1].islower()):
        return True
    first_word = b.fragments[0].text.split(maxsplit=1)[0]
    room = last.end - a.right
    needed = (b.right - b.left) * (len(first_word) + 1) / max(len(b.text), 1)
    indented = b.left > last.start + 0.8 * b.size and a.left <= last.start + 0.3 * a.size
    is_item = bool(_ITEM.fullmatch(group[0].line.text))
    return room < needed * 1.15 + 0.5 * a.size and (is_item or not indented)


def _is_footnote(line: Line, setting: Setting) -> bool:
    return line.size < 0.95 * setting.body and bool(_NUMBERED.match(line.text))


def _is_text(line: Line, setting: Setting) -> bool:
    return line.size <= setting.body * LARGER


def cells_of(line: Line) -> tuple[str, ...]:
    """Return the texts of a line that wide gaps part."""
    if _is_justified(line):
        return (line.text,)
    cells = [line.fragments[0].text]
    for a, b in pairwise(line.fragments):
        if b.left - a.right > CELL_GAP * line.size and not _ITEM.fullmatch(f"{cells[0]} x"):
            cells.append(b.text)
        else:
            cells[-1] += f" {b.text}"
    return tuple(cells)


def _is_justified(line: Line) -> bool:
    """Return whether the words of a line stand far apart only to fill it."""
    gaps = [b.left - a.right for a, b in pairwise(line.fragments)]
    even = len(gaps) > 1 and max(gaps) < 1.3 * min(gaps)
    return even and sum(" " in f.text or f.text[0].isdigit() for f in line.fragments) <= 1
