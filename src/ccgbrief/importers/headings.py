"""Finds the headings of a text that does not mark them, once its furniture is gone."""

from collections.abc import Sequence
from dataclasses import replace

from ccgbrief.importers.furniture import is_label
from ccgbrief.importers.paper import Block
from ccgbrief.pack import PassageKind

LONGEST = 80
"""Characters of a heading."""

LEVEL = 1


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with those lines as headings that stand alone above a sentence."""
    return tuple(
        replace(block, kind=PassageKind.HEADING, level=LEVEL) if _is_heading(blocks, i) else block
        for i, block in enumerate(blocks)
    )


def _is_heading(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    if block.kind is not PassageKind.PARAGRAPH or block.close or i + 1 == len(blocks):
        return False
    following = blocks[i + 1]
    return (
        not following.close
        and is_label(block)
        and len(block.text) <= LONGEST
        and (block.text[0].isupper() or block.text[0].isdigit())
        and any(c.isalpha() for c in block.text)
        and following.text[-1:] in ".!?:;,”’"
        and len(following.text) > len(block.text)
    )
