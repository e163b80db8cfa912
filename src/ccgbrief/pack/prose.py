"""Cuts an article's Markdown into blocks for the passages: prose at once, the rest by the parser.

Nearly all of an article is paragraphs, headings, quotations and lists with nothing set off in
them. To see that this is so takes a fraction of what the parser takes to read it, and the parser
itself takes 30 ms to import.
"""

import re
from collections.abc import Iterator, Sequence

from ccgbrief.pack.blocks import Block, is_too_rich, plain_blocks
from ccgbrief.pack.model import PassageKind
from ccgbrief.pages import PAGE_COMMENT, Page, page_of
from ccgbrief.text import clean

_PLAIN = r"[^\\`*_<&|\x00-\x1f]"
"""What means nothing in Markdown within a line; brackets do only where there is `](` or `]:`."""
_BEGINNING = r"(?!\d{1,9}[.)])(?:[^\W_]|[\"'(“‘£€$—–…])"
"""What no list, heading, table, rule or quotation begins with."""
_LINE = rf"{_BEGINNING}{_PLAIN}*+(?<! )"
_MARKED = rf"([-*+]|\d{{1,9}}\.) ({_LINE})"

_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*+"
_HEADING = rf"(#{{1,6}}) ({_LINE}(?<!#))"
_QUOTATION = rf"> {_LINE}(?:\n> {_LINE})*+"
_LIST = rf"{_MARKED}(?:\n{_MARKED})*+"

_BEYOND = rf"(?m)^[ \t>*+\d.)-]*+(?:```|~~~|<(?!{PAGE_COMMENT[1:]}))"
"""The beginning of code or HTML, which goes on after an empty line."""


def read_blocks(markdown: str) -> Iterator[Block | Page]:
    """Return the blocks of `markdown`; where it cannot be parsed in time, as plain paragraphs."""
    if is_too_rich(markdown):
        return plain_blocks(markdown)
    if "]:" in markdown or re.search(_BEYOND, markdown):  # a part may mean what another says
        return _parsed(markdown, 0)
    return _read_parts(markdown.split("\n"))


def _read_parts(lines: Sequence[str]) -> Iterator[Block | Page]:
    since = None
    for start, end in _parts(lines):
        part = lines[start] if end == start + 1 else "\n".join(lines[start:end])
        blocks = None if "](" in part else _prose(part, start)
        if blocks is None:
            since = start if since is None else since
            continue
        if since is not None:
            yield from _parsed("\n".join(lines[since:start]), since)
            since = None
        yield from blocks
    if since is not None:
        yield from _parsed("\n".join(lines[since:]), since)


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the parts that empty lines part: their first lines, and the lines after their last.

    What is indented after an empty line belongs to what is before it.
    """
    start = end = 0
    for number, line in enumerate(lines):
        if line.strip(" \t"):
            if end < number and line[0] not in " \t":
                if start < end:
                    yield start, end
                start = number
            end = number + 1
    if start < end:
        yield start, end


def _prose(part: str, line: int) -> Sequence[Block | Page] | None:
    """Return the blocks of a part that begins on `line`; None where it has to be parsed."""
    if re.fullmatch(_PARAGRAPH, part):
        return (Block(PassageKind.PARAGRAPH, clean(part.strip()), line),)
    if found := re.fullmatch(PAGE_COMMENT, part):
        return (page_of(found),)
    if re.fullmatch(_QUOTATION, part):
        words = part[2:].replace("\n> ", "\n")
        return (Block(PassageKind.QUOTATION, clean(words.strip()), line),)
    if found := re.fullmatch(_HEADING, part):
        text = clean(found[2].strip())
        return (Block(PassageKind.HEADING, text, line, level=len(found[1])),)
    if re.fullmatch(_LIST, part):
        return [_item(item, line + n) for n, item in enumerate(part.split("\n"))]
    return None


def _item(item: str, line: int) -> Block:
    mark, _, words = item.partition(" ")
    marker = mark if mark[0].isdigit() else "•"
    return Block(PassageKind.ITEM, clean(words.strip()), line, marker=marker)


def _parsed(markdown: str, line: int) -> Iterator[Block | Page]:
    from ccgbrief.pack.markdown import parse_blocks  # noqa: PLC0415 (30 ms, where it is needed)

    return parse_blocks(markdown, line)
