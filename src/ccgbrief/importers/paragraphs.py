"""Makes headings, items, rows and paragraphs of the lines of a PDF."""

import re
from collections.abc import Iterator, Sequence

from ccgbrief import pack
from ccgbrief.importers.grouping import (
    LARGER,
    Placed,
    Setting,
    cells_of,
    grouped,
    placed_lines,
    setting_of,
)
from ccgbrief.importers.page import Line, Page
from ccgbrief.importers.paper import CELL_SEPARATOR, Block
from ccgbrief.importers.plain import as_block
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean_line

LONGEST_HEADING = 160
LONGEST_BOLD_HEADING = 90
"""Characters."""

_FIRST_SENTENCE = re.compile(r".*?[.!?][”’\"')\]]*(?=\s|$)", re.DOTALL)


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return the blocks of a paper, each with the page it begins on."""
    setting = setting_of(pages)
    blocks: list[Block] = []
    for group in grouped(placed_lines(pages), setting):
        blocks += _block(group, pages, setting)
    return tuple(_without_lone_rows(blocks))


def _block(group: list[Placed], pages: Sequence[Page], setting: Setting) -> list[Block]:
    first = group[0].line
    page = _printed(pages[group[0].page])
    cells = cells_of(first)
    if len(cells) > 1:
        return [Block(PassageKind.ROW, CELL_SEPARATOR.join(cells), page=page, cells=cells)]
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
        return _over_the_page(text, beyond, page, _printed(pages[group[-1].page]), setting)
    if level := _heading_level(clean_line(text), first, setting):
        return [Block(PassageKind.HEADING, clean_line(text), level=level, page=page)]
    return [as_block(clean_line(text), page)]


def _printed(page: Page) -> pack.Page | None:
    return None if page.number is None else pack.Page(str(page.number))


def _over_the_page(
    text: str, beyond: str, page: pack.Page | None, next_page: pack.Page | None, setting: Setting
) -> list[Block]:
    """Part a paragraph that goes over the page so that each sentence is where it begins."""
    ending = _FIRST_SENTENCE.match(beyond)
    end = ending.end() if ending else len(beyond)
    blocks = [as_block(clean_line(setting.known.join(text, beyond[:end])), page)]
    if rest := clean_line(beyond[end:]):
        blocks.append(Block(PassageKind.PARAGRAPH, rest, page=next_page))
    return blocks


def _heading_level(text: str, first: Line, setting: Setting) -> int:
    """Return a heading's rank, 0 for what is none."""
    if not any(c.isalpha() for c in text) or len(text) > LONGEST_HEADING:
        return 0
    if first.size > setting.body * LARGER:
        return (
            min(setting.sizes.index(round(first.size * 2) / 2) + 1, 4)
            if round(first.size * 2) / 2 in setting.sizes
            else 4
        )
    is_title = len(text) <= LONGEST_BOLD_HEADING and text[-1] not in ".,;:"
    return min(len(setting.sizes) + 1, 5) if first.bold and is_title else 0


def _without_lone_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make a paragraph of a row that has no other beside it."""
    rows = [block.kind is PassageKind.ROW for block in blocks]
    for i, block in enumerate(blocks):
        alone = rows[i] and not any(rows[max(i - 1, 0) : i] + rows[i + 1 : i + 2])
        yield as_block(" ".join(block.cells), block.page) if alone else block
