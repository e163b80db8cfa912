"""Says what an article is cut into, and cuts the plain way what Markdown's way would not bear."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ccgbrief.pack.model import PassageKind, Span
from ccgbrief.pages import PAGE_COMMENT, Page, page_of
from ccgbrief.text import clean

MAX_WEIGHT = 20_000
"""In lines of a list, each of which is parsed in about 45 µs: together about a second."""

_MARKS = "[!*_`<|&\\"
_MARKS_A_LINE = 4
"""How many of these take as long to parse as a line."""
_CHARACTERS_A_LINE = 1_000
"""How many other characters do."""
_HEADING = r"(#{1,6}) ([^\n]+)"
_ITEM = r"( {0,20})(-|\d{1,9}\.) (?=\S)"
_RULE = r"\|(?:-+\|)+"
"""The line below the head of a table."""
_BAR = r"(?<!\\)\|"
_ESCAPED = r"\\([!-/:-@\[-`{-~])"


class Block(NamedTuple):
    """One block as Markdown has it: before the headings and the page are known."""

    kind: PassageKind
    text: str
    line: int
    """0-based line of the Markdown on which it begins."""
    spans: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""


def is_too_rich(markdown: str) -> bool:
    """Tell whether parsing `markdown` would take longer than anyone waits."""
    lines = markdown.count("\n") - markdown.count("\n\n")
    marks = sum(map(markdown.count, _MARKS))
    return lines + marks // _MARKS_A_LINE + len(markdown) // _CHARACTERS_A_LINE > MAX_WEIGHT


def plain_blocks(markdown: str) -> Iterator[Block | Page]:
    """Return what empty lines part, and of lists and tables each item and row.

    Of Markdown only headings, page comments, these two and marks made plain are known.
    """
    lines = enumerate(markdown.split("\n"))
    for is_text, group in groupby(lines, key=lambda line: bool(line[1].strip())):
        if not is_text:
            continue
        numbered = list(group)
        start = numbered[0][0]
        text = clean("\n".join(line for _, line in numbered)).strip()
        if page := re.fullmatch(PAGE_COMMENT, text):
            yield page_of(page)
        elif heading := re.fullmatch(_HEADING, text):
            level = len(heading[1])
            yield Block(PassageKind.HEADING, _unescaped(heading[2].strip()), start, level=level)
        elif all(re.match(_ITEM, line) for _, line in numbered):
            yield from (_item(line, number) for number, line in numbered)
        elif len(numbered) > 1 and re.fullmatch(_RULE, numbered[1][1]):
            yield from (_row(line, n) for n, line in numbered if not re.fullmatch(_RULE, line))
        else:
            yield Block(PassageKind.PARAGRAPH, _unescaped(text), start)


def _item(line: str, number: int) -> Block:
    found = re.match(_ITEM, line)
    indent, mark = (len(found[1]), found[2]) if found else (0, "-")
    text = _unescaped(clean(line[found.end() if found else 0 :]).strip())
    marker = mark if mark[0].isdigit() else "•"
    return Block(PassageKind.ITEM, text, number, level=min(indent // 4, 5), marker=marker)


def _row(line: str, number: int) -> Block:
    cells = re.split(_BAR, clean(line).strip().strip("|"))
    return Block(PassageKind.ROW, " | ".join(_unescaped(cell.strip()) for cell in cells), number)


def _unescaped(text: str) -> str:
    return re.sub(_ESCAPED, r"\1", text)
