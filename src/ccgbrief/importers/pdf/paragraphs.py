"""Makes paragraphs, items, tables and preformatted lines of what pages hold."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ccgbrief.importers.paper import Block
from ccgbrief.importers.pdf.headers_footers import body_size
from ccgbrief.importers.pdf.page import Line, Preformatted, Sheet, Table
from ccgbrief.importers.wrapping import Spellings, spellings
from ccgbrief.pack import Page, PassageKind
from ccgbrief.text import clean_line

LARGER = 1.12
"""By so much a heading's type is larger than the text's."""

LETTER = 0.5
"""Width of a letter in heights of type: for the lines of preformatted blocks."""

_ITEM = re.compile(
    r"(?P<marker>[•·▪◦‣●○■□–-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]"
    r"|\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[“\"(]?[A-ZÀ-Þ]))\s+(?P<text>\S.*)",
    re.DOTALL,
)
_NOTE = re.compile(r"\d{1,3} [^\W\d]")
_HALF_WORD = re.compile(r"[^\W\d_]-$")
_SENTENCE_END = re.compile(r"[.!?:;][”’\"')\]]*$")
_FIRST_SENTENCE = re.compile(r".*?[.!?][”’\"')\]]*(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the whole paper is set."""

    body: float
    """Height of the type of its text."""
    gap: float
    """From one line of the text to the next."""
    known: Spellings


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with what is known of where it stands."""

    line: Line
    sheet: int
    """0-based."""
    start: float
    end: float
    """Where the lines of its column begin and end."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int
    sheet: int
    """0-based."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings of a paper are."""

    lines: dict[int, Heading | None] = field(default_factory=dict)
    """By the identity of a line that is one; None for a line that goes on with it."""
    above: dict[int, list[Heading]] = field(default_factory=dict)
    """By sheet: those that stand above all of its text."""

    def put(self, heading: Heading, lines: Sequence[Line]) -> None:
        self.lines.update({id(line): None if i else heading for i, line in enumerate(lines)})


def setting_of(sheets: Sequence[Sheet]) -> Setting:
    body = body_size(sheets)
    gaps = [
        gap
        for sheet in sheets
        for a, b in pairwise(sheet.lines)
        if a.column == b.column
        and 0 < (gap := b.base - a.base) < 2.2 * body
        and abs(a.size - body) < 0.6
    ]
    known = spellings(line.text for sheet in sheets for line in sheet.lines)
    return Setting(body, median(gaps) if gaps else 1.2 * body, known)


def blocks_of(
    sheets: Sequence[Sheet], pages: Sequence[Page], headings: Headings, setting: Setting
) -> Iterator[Block]:
    """Yield the blocks of a paper, each with the page it begins on."""
    group: list[Placed] = []
    for i, sheet in enumerate(sheets):
        if above := headings.above.get(i):
            yield from _paragraph(group, pages, setting)
            group = []
            yield from (_heading(heading, pages) for heading in above)
        placed = _placed(sheets, i)
        for part in sheet.flow:
            if isinstance(part, Line) and id(part) not in headings.lines:
                if group and not _goes_on(group, placed[id(part)], setting):
                    yield from _paragraph(group, pages, setting)
                    group = []
                group.append(placed[id(part)])
                continue
            yield from _paragraph(group, pages, setting)
            group = []
            if isinstance(part, Table):
                yield _table(part, pages[i])
            elif isinstance(part, Preformatted):
                yield Block(PassageKind.CODE, _as_set(part.lines), page=pages[i])
            elif heading := headings.lines[id(part)]:
                yield _heading(heading, pages)
    yield from _paragraph(group, pages, setting)


def _heading(heading: Heading, pages: Sequence[Page]) -> Block:
    return Block(
        PassageKind.HEADING,
        clean_line(heading.text),
        level=heading.level,
        page=pages[heading.sheet],
    )


def _table(table: Table, page: Page) -> Block:
    rows = tuple(tuple(map(clean_line, row)) for row in table.rows)
    return Block(PassageKind.ROW, "", page=page, rows=rows, heads=table.heads)


def _as_set(lines: Sequence[Line]) -> str:
    """Return lines with the gaps that they have on the page."""
    left = min(line.left for line in lines)
    size = min(line.size for line in lines) or 1.0
    shown: list[str] = []
    for line in lines:
        text = ""
        for segment in line.segments:
            at = round((segment.left - left) / (LETTER * size))
            text = f"{text}{' ' * max(at - len(text), 2 if text else 0)}{clean_line(segment.text)}"
        shown.append(text)
    return "\n".join(shown)


def _placed(sheets: Sequence[Sheet], i: int) -> dict[int, Placed]:
    """Return the lines of a page, by identity, with where the lines of their column begin and end.

    A line beside which others stand is in a narrower column than one that has none.
    """
    lines = sorted(sheets[i].lines, key=lambda line: line.base)
    bases = [line.base for line in lines]
    columns: dict[tuple[int, bool], list[Line]] = {}
    for line in lines:
        near = slice(bisect(bases, line.base - line.size), bisect(bases, line.base + line.size))
        is_narrow = any(other.left > line.right for other in lines[near])
        columns.setdefault((line.column, is_narrow), []).append(line)
    placed: dict[int, Placed] = {}
    for some in columns.values():
        start, end = min(n.left for n in some), max(n.right for n in some)
        placed |= {id(line): Placed(line, i, start, end) for line in some}
    return placed


def _goes_on(group: Sequence[Placed], new: Placed, setting: Setting) -> bool:
    """Return whether a line belongs to the paragraph of the lines before it."""
    last = group[-1]
    a, b = last.line, new.line
    if _is_parted(a, b, setting):
        return False
    is_text = a.size <= setting.body * LARGER
    if (last.sheet, a.column) != (new.sheet, b.column):
        return is_text and not _SENTENCE_END.search(a.text) and b.text[:1].islower()
    larger = max(a.size / setting.body, 1) if setting.body else 1
    if not 0 < b.base - a.base <= 1.3 * setting.gap * larger:
        return False
    if not is_text or (_HALF_WORD.search(a.text) and b.text[:1].islower()):
        return True
    first_word = b.text.split(maxsplit=1)[0]
    needed = (b.right - b.left) * (len(first_word) + 1) / max(len(b.text), 1)
    indented = b.left > last.start + 0.8 * b.size and a.left <= last.start + 0.3 * a.size
    is_item = bool(_ITEM.fullmatch(group[0].line.text))
    return last.end - a.right < needed * 1.15 + 0.5 * a.size and (is_item or not indented)


def _is_parted(a: Line, b: Line, setting: Setting) -> bool:
    """Return whether a line is set otherwise than the next, or begins or ends what stands alone."""
    return (
        abs(a.size - b.size) > 0.12 * max(a.size, b.size)
        or a.bold != b.bold
        or "…" in a.text
        or "…" in b.text
        or (len(a.segments) > 1 and len(b.segments) > 1)
        or bool(_ITEM.fullmatch(b.text))
        or _is_note(b, setting)
    )


def _is_note(line: Line, setting: Setting) -> bool:
    return line.size < 0.95 * setting.body and bool(_NOTE.match(line.text))


def _paragraph(group: Sequence[Placed], pages: Sequence[Page], setting: Setting) -> Iterator[Block]:
    """Yield the block of some lines; over a page each sentence is where it begins."""
    if not group:
        return
    first = group[0].sheet
    text = _joined((p.line.text for p in group if p.sheet == first), setting.known)
    beyond = _joined((p.line.text for p in group if p.sheet != first), setting.known)
    if beyond:
        ending = _FIRST_SENTENCE.match(beyond)
        end = ending.end() if ending else len(beyond)
        text, beyond = setting.known.join(text, beyond[:end]), beyond[end:]
    if item := _ITEM.fullmatch(text):
        said = clean_line(item["text"])
        yield Block(PassageKind.ITEM, said, marker=_marker(item["marker"]), page=pages[first])
    elif said := clean_line(text):
        yield Block(PassageKind.PARAGRAPH, said, page=pages[first])
    if rest := clean_line(beyond):
        yield Block(PassageKind.PARAGRAPH, rest, page=pages[group[-1].sheet])


def _marker(printed: str) -> str:
    return printed if any(map(str.isalnum, printed)) else "•"


def _joined(texts: Iterable[str], known: Spellings) -> str:
    whole = ""
    for text in texts:
        whole = known.join(whole, text) if whole else text
    return whole
