"""Leaves out of a paper what is no part of it, and tells each line that it left out.

Each step marks the blocks that it takes for furniture; what none of them marks, stays.
"""

import re
from collections.abc import Callable, Sequence

from ccgbrief.importers.authors import about_the_author
from ccgbrief.importers.decoration import pictures, pulled_quotes, twins
from ccgbrief.importers.furniture import LEAST_MARKS, Marks, is_furniture, is_plain, is_prose
from ccgbrief.importers.paper import Block
from ccgbrief.pack import PassageKind

LEAST_REPEATED = 8
"""Words from which on a paragraph that was there before is not said twice on purpose."""

NEARBY = 8
"""Blocks."""


_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
"""Begins the heading of a numbered part."""


def tidied(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Part a paper from its furniture: the blocks that stay, and the lines that do not."""
    marks: Marks = set()
    steps: tuple[Callable[[Sequence[Block], Marks], Marks], ...] = (
        _known_lines,
        _head,
        about_the_author,
        _tail,
        twins,
        pictures,
        pulled_quotes,
        _repeated,
    )
    for step in steps:
        marks |= step(blocks, marks)
    kept = tuple(b for i, b in enumerate(blocks) if i not in marks)
    return kept, tuple(b.text for i, b in enumerate(blocks) if i in marks)


def _known_lines(blocks: Sequence[Block], marks: Marks) -> Marks:  # noqa: ARG001
    return {i for i, block in enumerate(blocks) if is_furniture(block)}


def _head(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark the short lines above the title that stand in one group with furniture."""
    end = 0
    while end < len(blocks) and (end == 0 or blocks[end].close):
        end += 1
    group = range(end)
    furniture = marks.intersection(group)
    if len(furniture) < LEAST_MARKS and not (furniture and end > 2 * LEAST_MARKS):
        return set()
    return {i for i in group if len(blocks[i].text.split()) <= 12}


def _tail(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark the labels between and below the furniture that follows the last writing.

    They end where something is said again, in however few words, or a numbered part begins; a
    label right above that is its heading.
    """
    prose = [i for i, b in enumerate(blocks) if _is_article(b) and i not in marks]
    start = prose[-1] + 1 if prose else 0
    known = [i for i in sorted(marks) if i >= start]
    if len(known) < LEAST_MARKS:
        return set()
    found: Marks = set()
    labels: Marks = set()
    for i in range(known[0], len(blocks)):
        if i in marks:
            found |= labels
            labels = set()
        elif _says_something(blocks[i]) and not _is_among(blocks, i, marks):
            return found
        else:
            labels.add(i)
    return found | labels


def _is_among(blocks: Sequence[Block], i: int, marks: Marks) -> bool:
    """Return whether a block stands in one group with furniture, which is at least half of it."""
    first = last = i
    while first and blocks[first].close:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].close:
        last += 1
    return 2 * len(marks.intersection(range(first, last + 1))) > last - first


def _says_something(block: Block) -> bool:
    return block.text[-1:] in ".!?:;”’" or bool(_NUMBERED.match(block.text))


def _is_article(block: Block) -> bool:
    return is_prose(block) or block.kind in {
        PassageKind.ROW,
        PassageKind.QUOTATION,
        PassageKind.CODE,
    }


def _repeated(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark paragraphs that stood shortly before, word for word.

    Far apart, or in a paper with pages, a thing may be said again where it is wanted.
    """
    last: dict[str, int] = {}
    found: Marks = set()
    for i, block in enumerate(blocks):
        if (
            i in marks
            or block.page
            or not is_plain(block)
            or len(block.text.split()) < LEAST_REPEATED
        ):
            continue
        if i - last.get(block.text, -NEARBY - 1) <= NEARBY:
            found.add(i)
        last[block.text] = i
    return found
