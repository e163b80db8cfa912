"""Finds what decorates an article without being a part of it: pictures and pulled quotes.

Of the pictures of a page their texts remain when it is copied: what they show, captions, credits.
"""

import re
from collections.abc import Sequence

from ccgbrief.importers.furniture import (
    LEAST_MARKS,
    Marks,
    is_credit,
    is_label,
    is_picture_text,
    is_plain,
)
from ccgbrief.importers.paper import Block
from ccgbrief.text import folded_words

LEAST_COMPARED = 8
"""Words of a paragraph from which a line may be pulled."""

PULLED = 0.7
"""Share of the words of a line in quotation marks that stand in one paragraph in their order."""

_IN_MARKS = re.compile(r"[‘“\"'].*[’”\"']")


def twins(blocks: Sequence[Block], marks: Marks) -> Marks:  # noqa: ARG001
    """Mark labels that stand twice in a row: what a picture shows, and its caption."""
    found: Marks = set()
    for i in range(1, len(blocks)):
        if blocks[i].text == blocks[i - 1].text and is_label(blocks[i]) and is_plain(blocks[i]):
            found |= {i - 1, i}
    return found


def pictures(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark what tells of pictures: their texts, the captions below these, and their credits."""
    found: Marks = set()
    told = [i for i, block in enumerate(blocks) if i not in marks and is_picture_text(block)]
    for i in told if len(told) >= LEAST_MARKS else ():
        found.add(i)
        if i + 1 < len(blocks) and _is_caption(blocks[i + 1]):
            found.add(i + 1)
    for i, block in enumerate(blocks):
        if i not in marks and is_credit(block):
            found.add(i)
            if block.close and is_label(blocks[i - 1]):
                found.add(i - 1)
    return found


def _is_caption(block: Block) -> bool:
    """Return whether a block is too long for a heading, and no sentence either."""
    return is_plain(block) and len(block.text) > 60 and is_label(block, words=30)


def pulled_quotes(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark lines in quotation marks that only repeat, as an eye-catcher, what the text says."""
    found: Marks = set()
    if not any(_IN_MARKS.fullmatch(block.text) for block in blocks):
        return found
    texts = {
        i: folded_words(b.text)
        for i, b in enumerate(blocks)
        if not _IN_MARKS.fullmatch(b.text) and len(b.text.split()) >= LEAST_COMPARED
    }
    for i, block in enumerate(blocks):
        if i in marks or not _IN_MARKS.fullmatch(block.text) or block.text[-2:-1] in ".!?,":
            continue
        own = folded_words(block.text)
        if len(own) >= 4 and any(
            _share_in_order(own, text) >= PULLED for j, text in texts.items() if j != i
        ):
            found.add(i)
    return found


def _share_in_order(own: Sequence[str], text: Sequence[str]) -> float:
    """Return the share of words that stand in a text in the same order."""
    longest = [0] * (len(text) + 1)
    held = set(text)
    if sum(word in held for word in own) < PULLED * len(own):
        return 0.0
    for word in own:
        before = 0
        for j, other in enumerate(text, start=1):
            above = longest[j]
            longest[j] = before + 1 if word == other else max(above, longest[j - 1])
            before = above
    return longest[-1] / len(own)
