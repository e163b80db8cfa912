"""Says what an article is cut into, and cuts the plain way what Markdown's way would not bear."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ccgbrief.pack.model import PassageKind, Span
from ccgbrief.text import clean

MAX_WEIGHT = 20_000
"""In lines of a list, each of which is parsed in about 45 µs: together about a second."""

_MARKS = b"[!*_`<|&\\"
_MARKS_A_LINE = 4
"""How many of these take as long to parse as a line."""
_CHARACTERS_A_LINE = 1_000
"""How many other characters do."""
PAGE = re.compile(r"<!--\s*page\s+(\d{1,6})\s*-->")
_HEADING = re.compile(r"(#{1,6}) ([^\n]+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One block as Markdown has it: before the headings and the page are known."""

    kind: PassageKind
    text: str
    line: int
    """0-based line of the Markdown on which it begins."""
    spans: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""


class PageMark(NamedTuple):
    """A comment that says which page of the paper begins."""

    page: int


def is_too_rich(markdown: str) -> bool:
    """Tell whether parsing `markdown` would take longer than anyone waits."""
    lines = markdown.count("\n") - markdown.count("\n\n")
    data = markdown.encode(errors="surrogatepass")
    marks = len(data) - len(data.translate(None, _MARKS))  # in one pass over some megabytes
    return lines + marks // _MARKS_A_LINE + len(markdown) // _CHARACTERS_A_LINE > MAX_WEIGHT


def plain_blocks(markdown: str) -> Iterator[Block | PageMark]:
    """Return what empty lines part; of Markdown only headings and page comments are known."""
    lines = enumerate(markdown.split("\n"))
    for is_text, group in groupby(lines, key=lambda line: bool(line[1].strip())):
        if not is_text:
            continue
        numbered = list(group)
        start = numbered[0][0]
        text = clean("\n".join(line for _, line in numbered)).strip()
        if page := PAGE.fullmatch(text):
            yield PageMark(int(page[1]))
        elif heading := _HEADING.fullmatch(text):
            yield Block(PassageKind.HEADING, heading[2].strip(), start, level=len(heading[1]))
        else:
            yield Block(PassageKind.PARAGRAPH, text, start)
