"""Separates an article that was pasted as plain text from the web page around it.

Each pattern is deliberately narrow. A line left out by mistake is lost to the search; one kept by
mistake is only in the way. Formats that state their structure are never processed here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block, LeftOut

_KNOWN = "a button, link or notice of a web page"

LONGEST_LABEL = 12
"""Words; a longer line is no button, menu entry, heading or byline."""

LEAST_BESIDE = 80
"""Characters of a paragraph that a line beside it may be the heading or title of."""

_SHARE_BAR = re.compile(
    r"(?:(?:share|tweet|pin|post|e-?mail|print|this|on|via|to|it|facebook|twitter|x|linkedin"
    r"|whatsapp|google\+?|reddit|pinterest|instagram|youtube|rss)\b[\s|,·+]*){2,}",
    re.IGNORECASE,
)
_WHOLE_LINE = re.compile(
    "|".join(
        (
            r"(?:please )?(?:sign|log) ?(?:in|up)(?: (?:here|now|or register))?",
            r"(?:sign up|subscribe) (?:to|for|now)\b.*",
            r"subscribe|start reading|read more|show more|continue reading(?: below)?",
            r"(?:related|more|recommended|top|latest|popular|trending) "
            r"(?:stories|news|articles|posts|content|coverage|topics)\b.{0,40}",
            r"most (?:read|viewed|popular|shared)|our picks|editors?['’]s? picks?",
            r"follow (?:me|us)\b.{0,40}",
            r"(?:skip|jump) to (?:main )?(?:content|navigation|article)|back to (?:the )?top",
            r"advert(?:isement)?|sponsored(?: content)?",
            r"\d+ comments?",
            r"(?:©|copyright ©?) ?(?:19|20)\d\d\b.{0,100}|all rights reserved\b.{0,60}",
        )
    ),
    re.IGNORECASE,
)
"""Each was right of ten lines and more of 130 news pages that it was not made for."""


def tidied(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Part an article from the page around it: the blocks that stay, and the lines that do not."""
    kept = tuple(block for block in blocks if not is_boilerplate(block))
    out = (LeftOut(block.text, _KNOWN, block.page) for block in blocks if is_boilerplate(block))
    return kept, tuple(out)


def is_boilerplate(block: Block) -> bool:
    """Return whether a block is a button, link or notice of the page around an article."""
    text = block.text.strip(" |·•–-—>»:")
    is_short = len(text.split()) <= LONGEST_LABEL
    return bool(_SHARE_BAR.fullmatch(text) or (is_short and _WHOLE_LINE.fullmatch(text)))


def is_label(block: Block, words: int = LONGEST_LABEL) -> bool:
    """Return whether a block is a few words that end without a mark, and no sentence."""
    return len(block.text.split()) <= words and block.text[-1:] not in ".!?:;,”"


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with those lines as headings that stand alone between long paragraphs.

    Of these, 130 pages mark five of six as headings; of lines below a caption or said again, half.
    """
    count = Counter(block.text for block in blocks)
    made = [*blocks]
    for i, (block, below) in enumerate(pairwise(blocks)):
        beside = (*blocks[max(i - 1, 0) : i], below)
        if (
            block.kind is PassageKind.PARAGRAPH
            and is_label(block)
            and block.text[:1].isupper()
            and ":" not in block.text
            and count[block.text] == 1
            and not (block.close or below.close or below.text[-1:].isalnum())
            and all(len(other.text) > LEAST_BESIDE for other in beside)
        ):
            made[i] = replace(block, kind=PassageKind.HEADING, level=1)
    return tuple(made)
