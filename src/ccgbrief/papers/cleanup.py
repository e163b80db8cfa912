"""Separates an article that was pasted as plain text from the web page around it.

Each pattern is deliberately narrow. A line left out by mistake is lost to the search; one kept by
mistake is only in the way. Formats that state their structure are never processed here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block, LeftOut

_KNOWN = "a button, link or notice of a web page"

LONGEST_LABEL = 12
"""Words; a longer line is no button, menu entry, heading or byline."""

LONGEST_HEADING = 80
"""Characters."""

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

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|di)){1,3}")


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


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not text.isupper()


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with those lines as headings that stand alone above a sentence."""
    return tuple(
        replace(block, kind=PassageKind.HEADING, level=1) if _is_heading(blocks, i) else block
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
        and len(block.text) <= LONGEST_HEADING
        and (block.text[0].isupper() or block.text[0].isdigit())
        and any(c.isalpha() for c in block.text)
        and following.text[-1:] in ".!?:;,”’"
        and len(following.text) > len(block.text)
    )
