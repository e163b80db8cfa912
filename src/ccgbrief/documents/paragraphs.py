"""Makes headings, items, rows and paragraphs of the lines of a PDF."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ccgbrief.documents.page import Line, Page
from ccgbrief.documents.paper import Block
from ccgbrief.documents.plain import as_block
from ccgbrief.documents.running import body_size
from ccgbrief.documents.wrapping import Spellings, spellings
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean_line

LARGER = 1.12
"""By so much a heading's type is larger than the text's."""

LONGEST_HEADING = 160
LONGEST_BOLD_HEADING = 90
"""Characters."""

CELL_GAP = 2.0
"""In heights of type: so far apart stand the cells of a row."""

_ITEM = re.compile(r"(?:[•·▪◦‣●○■□–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S.*")
_SENTENCE_END = re.compile(r"[.!?:;][”’\"')\]]*$")
_FIRST_SENTENCE = re.compile(r".*?[.!?][”’\"')\]]*(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the whole paper is set."""

    body: float
    """Height of the type of its text."""
    gap: float
    """From one line of the text to the next."""
    sizes: tuple[float, ...]
    """Heights of the headings' types, the largest first."""
    known: Spellings


@dataclass(slots=True)
class _Placed:
    """A line with what is known of where it stands."""

    line: Line
    page: int
    """0-based sheet."""
    end: float
    """Where the longest line of its column ends."""
    start: float
    """Where the leftmost line of its column begins."""


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return the blocks of a paper, each with the page it begins on."""
    setting = _setting(pages)
    blocks: list[Block] = []
    for group in _grouped(_placed(pages), setting):
        blocks += _block(group, pages, setting)
    return tuple(_without_lone_rows(blocks))


def _setting(pages: Sequence[Page]) -> _Setting:
    body = body_size(pages)
    lines = [line for page in pages for line in page.lines]
    gaps = [
        b.base - a.base
        for a, b in zip(lines, lines[1:], strict=False)
        if a.column == b.column and 0 < b.base - a.base < 2.2 * body and abs(a.size - body) < 0.6
    ]
    sizes = {round(n.size * 2) / 2 for n in lines if n.size > body * LARGER}
    return _Setting(
        body,
        median(gaps) if gaps else 1.2 * body,
        tuple(sorted(sizes, reverse=True)),
        spellings(line.text for line in lines),
    )


def _placed(pages: Sequence[Page]) -> Iterator[_Placed]:
    for i, page in enumerate(pages):
        columns: dict[int, list[Line]] = {}
        for line in page.lines:
            columns.setdefault(line.column, []).append(line)
        for lines in columns.values():
            start, end = min(n.left for n in lines), max(n.right for n in lines)
            for line in lines:
                yield _Placed(line, i, end, start)


def _grouped(placed: Iterable[_Placed], setting: _Setting) -> Iterator[list[_Placed]]:
    """Gather the lines of one block."""
    group: list[_Placed] = []
    for line in placed:
        if group and not _goes_on(group, line, setting):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: list[_Placed], new: _Placed, setting: _Setting) -> bool:
    """Return whether a line belongs to the block of the lines before it."""
    last = group[-1]
    a, b = last.line, new.line
    if abs(a.size - b.size) > 0.12 * max(a.size, b.size) or a.bold != b.bold:
        return False
    if _ITEM.fullmatch(b.text) or len(cells_of(a)) > 1 or len(cells_of(b)) > 1:
        return False
    if (last.page, a.column) != (new.page, b.column):
        return _is_text(a, setting) and not _SENTENCE_END.search(a.text) and b.text[:1].islower()
    larger = a.size / setting.body if setting.body else 1
    if b.base - a.base > 1.3 * setting.gap * max(larger, 1) or b.base < a.base:
        return False
    if not _is_text(a, setting):
        return True
    first_word = b.fragments[0].text.split(maxsplit=1)[0]
    room = last.end - a.right
    needed = (b.right - b.left) * (len(first_word) + 1) / max(len(b.text), 1)
    indented = b.left > last.start + 0.8 * b.size and a.left <= last.start + 0.3 * a.size
    is_item = bool(_ITEM.fullmatch(group[0].line.text))
    return room < needed * 1.15 + 0.5 * a.size and (is_item or not indented)


def _is_text(line: Line, setting: _Setting) -> bool:
    return line.size <= setting.body * LARGER


def cells_of(line: Line) -> tuple[str, ...]:
    """Return the texts of a line that wide gaps part."""
    if _is_justified(line):
        return (line.text,)
    cells = [line.fragments[0].text]
    for a, b in zip(line.fragments, line.fragments[1:], strict=False):
        if b.left - a.right > CELL_GAP * line.size and not _ITEM.fullmatch(f"{cells[0]} x"):
            cells.append(b.text)
        else:
            cells[-1] += f" {b.text}"
    return tuple(cells)


def _is_justified(line: Line) -> bool:
    """Return whether the words of a line stand far apart only to fill it."""
    gaps = [b.left - a.right for a, b in zip(line.fragments, line.fragments[1:], strict=False)]
    even = len(gaps) > 1 and max(gaps) < 1.3 * min(gaps)
    return even and sum(" " in f.text or f.text[0].isdigit() for f in line.fragments) <= 1


def _block(group: list[_Placed], pages: Sequence[Page], setting: _Setting) -> list[Block]:
    first = group[0].line
    page = pages[group[0].page].number
    cells = cells_of(first)
    if len(cells) > 1:
        return [Block(PassageKind.ROW, " | ".join(cells), page=page, cells=cells)]
    text = ""
    beyond = ""
    for placed in group:
        if placed.page != group[0].page and not beyond:
            beyond = placed.line.text
        elif beyond:
            beyond = setting.known.join(beyond, placed.line.text)
        else:
            text = setting.known.join(text, placed.line.text) if text else placed.line.text
    if beyond:
        return _over_the_page(text, beyond, page, pages[group[-1].page].number, setting)
    if level := _heading_level(clean_line(text), first, setting):
        return [Block(PassageKind.HEADING, clean_line(text), level=level, page=page)]
    return [as_block(clean_line(text), page)]


def _over_the_page(
    text: str, beyond: str, page: int | None, next_page: int | None, setting: _Setting
) -> list[Block]:
    """Part a paragraph that goes over the page so that each sentence is where it begins."""
    ending = _FIRST_SENTENCE.match(beyond)
    end = ending.end() if ending else len(beyond)
    blocks = [as_block(clean_line(setting.known.join(text, beyond[:end])), page)]
    if rest := clean_line(beyond[end:]):
        blocks.append(Block(PassageKind.PARAGRAPH, rest, page=next_page))
    return blocks


def _heading_level(text: str, first: Line, setting: _Setting) -> int:
    """Return a heading's rank, 0 for what is none."""
    if not any(c.isalpha() for c in text) or len(text) > LONGEST_HEADING:
        return 0
    if first.size > setting.body * LARGER:
        return min(setting.sizes.index(round(first.size * 2) / 2) + 1, 4) if round(first.size * 2) / 2 in setting.sizes else 4
    is_title = len(text) <= LONGEST_BOLD_HEADING and text[-1] not in ".,;:"
    return min(len(setting.sizes) + 1, 5) if first.bold and is_title else 0


def _without_lone_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make a paragraph of a row that has no other beside it."""
    rows = [block.kind is PassageKind.ROW for block in blocks]
    for i, block in enumerate(blocks):
        alone = rows[i] and not any(rows[max(i - 1, 0) : i] + rows[i + 1 : i + 2])
        yield as_block(" ".join(block.cells), block.page) if alone else block
