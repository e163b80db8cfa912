"""Finds which lines of a file are not in what was read of it, so that none is lost unsaid."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain, islice
from typing import Any

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import UNREAD, Block, LeftOut, Paper
from ccgbrief.text import clean_line

NEARBY = 20_000
"""Letters from the last line found within which the next one is looked for."""

SURE = 20
"""Letters; a shorter line may stand anywhere."""

DEEP = 10
"""Elements that a text stands in, among which its paragraph or cell is looked for."""

MOST_TRIES = 200
"""Longer lines that are looked for in all of the text, and are nowhere."""

_BLOCKS = {"caption", "dd", "div", "dt", "h", "li", "p", "td", "th"} | {
    f"h{n}" for n in range(1, 7)
}
"""What parts words by itself, in whatever format."""


def as_lines(texts: Iterable[str], shown: Callable[[Any], str] = str) -> list[LeftOut]:
    """Return pieces of what a file says, to be compared with what pandoc has read of it.

    Those that lxml has found know where they stand. `shown` gives each as it is read.
    """
    said = [(clean_line(shown(text)), _block_of(text)) for text in texts if text.strip()]
    counts = Counter(block for _, block in said)
    alone = {block for block, count in counts.items() if count == 1} - {None}
    return [LeftOut(line, UNREAD, is_alone=block in alone) for line, block in said if line]


def _block_of(text: Any) -> Any:
    """Return the paragraph or cell that a text of lxml stands in; None where that is not known."""
    is_of_attribute = getattr(text, "is_attribute", True)
    element = None if is_of_attribute else text.getparent()
    if element is None:
        return None
    around = islice(element.iterancestors(), DEEP)
    places = around if text.is_tail else chain([element], around)
    return next((e for e in places if str(e.tag).rpartition("}")[2] in _BLOCKS), None)


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

    def find(wanted: str, begin: int, end: int, *, is_word: bool) -> int:
        found = text.find(wanted, begin, end)
        while found >= 0 and is_word and not {found, found + len(wanted)} <= ends:
            found = text.find(wanted, found + 1, end)
        return found

    at, tries, lost = 0, MOST_TRIES, set[LeftOut]()
    for line in lines:  # also those that repeat others, or the place in the text would fall behind
        wanted = letters(line.text)
        size = len(wanted)
        is_word = line.is_alone and 0 < size <= SURE
        found = find(wanted, at, at + NEARBY + size, is_word=is_word)
        if found < 0:
            found = find(wanted, max(at - NEARBY, 0), at + size, is_word=is_word)
        if found < 0 and tries and size > SURE:
            found = text.find(wanted)
            tries -= found < 0
        if found >= 0:
            at = found if size > SURE else at + size
        elif line not in lost:
            lost.add(line)
            yield line


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which it is known however it is set."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
