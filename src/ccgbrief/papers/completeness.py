"""Finds which lines of a file are not in what was read of it, so that none is lost unsaid."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain
from typing import Any

from lxml import etree

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import UNREAD, Block, LeftOut, Paper
from ccgbrief.text import clean_line

NEARBY = 20_000
"""Letters from the last line found within which the next one is looked for."""

SURE = 20
"""Letters; a shorter line may stand anywhere."""

MOST_TRIES = 200
"""Longer lines that are looked for in all of the text, and are nowhere."""

_BLOCKS = (
    "caption",
    "dd",
    "div",
    "dt",
    "h",
    "li",
    "p",
    "td",
    "th",
    *(f"h{n}" for n in range(1, 7)),
)
_AROUND = etree.XPath(
    f"string(ancestor-or-self::*[{' or '.join(f'local-name() = {name!r}' for name in _BLOCKS)}][1])"
)
"""What a paragraph or a cell says, in whatever format."""


def as_lines(texts: Iterable[str], shown: Callable[[Any], str] = str) -> list[LeftOut]:
    """Return pieces of what a file says, to be compared with what pandoc has read of it.

    Those that lxml has found know where they stand. `shown` gives each as it is read.
    """
    lines = ((clean_line(shown(text)), text) for text in texts)
    return [LeftOut(line, UNREAD, is_alone=_is_alone(text)) for line, text in lines if line]


def _is_alone(text: str) -> bool:
    element = text.getparent() if hasattr(text, "getparent") else None
    is_short = element is not None and bool(letters(text)) and len(text) <= SURE
    return is_short and str(_AROUND(element)).strip() == text.strip()


def with_missing(paper: Paper, lines: Iterable[LeftOut]) -> Paper:
    """Return a paper with those of the lines listed that are nowhere in it."""
    blocks = (Block(PassageKind.HEADING, paper.title), *paper.blocks)
    lost = missing(lines, blocks, paper.left_out)
    return replace(paper, left_out=(*paper.left_out, *lost))


def missing(
    lines: Iterable[LeftOut], blocks: Iterable[Block], others: Iterable[LeftOut] = ()
) -> Iterator[LeftOut]:
    """Yield the lines that are neither in blocks, which have the others in order, nor in others."""
    kept = (" ".join((block.marker, block.text, *chain(*block.rows))) for block in blocks)
    words = [letters(w) for w in " ".join((*kept, *(other.text for other in others))).split()]
    text, ends = "".join(words), {0, *accumulate(map(len, words))}

    def find(line: LeftOut, begin: int = 0, end: int | None = None) -> int:
        wanted = letters(line.text)
        found = text.find(wanted, begin, end)
        while found >= 0 and line.is_alone and not {found, found + len(wanted)} <= ends:
            found = text.find(wanted, found + 1, end)
        return found

    at, tries, lost = 0, MOST_TRIES, set[tuple[LeftOut, bool]]()
    for line in lines:  # also those that repeat others, or the place in the text would fall behind
        size = len(letters(line.text))
        found = find(line, at, at + NEARBY + size)
        if found < 0:
            found = find(line, max(at - NEARBY, 0), at + size)
        if found < 0 and tries and size > SURE:
            found = find(line)
            tries -= found < 0
        if found >= 0:
            at = found if size > SURE else at + size
        elif (line, line.is_alone) not in lost:
            lost.add((line, line.is_alone))
            yield line


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which it is known however it is set."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
