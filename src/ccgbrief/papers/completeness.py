"""Finds which lines of a file are not in what was read of it, so that none is lost unsaid."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from ccgbrief.papers.paper import Block, LeftOut

NEARBY = 20_000
"""Letters from the last line found within which the next one is looked for."""

SURE = 20
"""Letters; a shorter line may stand anywhere."""


def missing(
    lines: Iterable[LeftOut], blocks: Iterable[Block], others: Iterable[LeftOut] = ()
) -> Iterator[LeftOut]:
    """Yield the lines that are neither in blocks, which have the others in order, nor in others."""
    kept = (" ".join((block.marker, block.text, *chain(*block.rows))) for block in blocks)
    text = _letters(" ".join((*kept, *(other.text for other in others))))
    at = 0
    for line in dict.fromkeys(lines):
        letters = _letters(line.text)
        found = text.find(letters, max(at - NEARBY, 0), at + NEARBY + len(letters))
        if found < 0:
            yield line
        else:
            at = found if len(letters) > SURE else at + len(letters)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
