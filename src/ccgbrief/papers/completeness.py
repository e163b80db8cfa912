"""Finds which lines of a file are not in what was read of it, so that none is lost unsaid."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import UNREAD, Block, LeftOut, Paper
from ccgbrief.text import clean_line

NEARBY = 20_000
"""Letters from the last line found within which the next one is looked for."""

SURE = 20
"""Letters; a shorter line may stand anywhere."""

MOST_TRIES = 200
"""Longer lines that are looked for in all of the text, and are nowhere."""


def as_lines(texts: Iterable[str]) -> list[LeftOut]:
    """Return pieces of what a file says, to be compared with what pandoc has read of it."""
    return [LeftOut(line, UNREAD) for line in map(clean_line, texts) if line]


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
    text = letters(" ".join((*kept, *(other.text for other in others))))
    at, tries = 0, MOST_TRIES
    for line in dict.fromkeys(lines):
        wanted = letters(line.text)
        found = text.find(wanted, at, at + NEARBY + len(wanted))
        if found < 0:
            found = text.find(wanted, max(at - NEARBY, 0), at + len(wanted))
        if found < 0 and tries and len(wanted) > SURE:
            found = text.find(wanted)
            tries -= found < 0
        if found < 0:
            yield line
        else:
            at = found if len(wanted) > SURE else at + len(wanted)


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which it is known however it is set."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
