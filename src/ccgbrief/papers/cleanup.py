"""Separates an article that was pasted as plain text from the web page around it.

Each pattern is deliberately narrow. A line left out by mistake is lost to the search; one kept by
mistake is only in the way. Formats that state their structure are never processed here.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block, LeftOut

_KNOWN = "a button, link or notice of a web page"
_AMONG = "among buttons, links and notices of a web page"

LONGEST_LABEL = 12
"""Words; a longer line is no button, menu entry, heading or byline."""

LONGEST_NOTICE = 80
"""Words of a paragraph that sells or asks something."""

LONGEST_CREDIT = 300
"""Characters of a line that says who took a picture."""

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
            r"(?:already|not yet) (?:a |our )?(?:member|subscriber|registered)\b.*",
            r"(?:please )?(?:sign|log) ?(?:in|up)(?: (?:here|now|or register))?",
            r"(?:please )?(?:sign|log) ?(?:in|up) to (?:read|continue|comment|see|get|our)\b.*",
            r"(?:sign up|subscribe) (?:to|for|now)\b.*",
            r"subscribe|start reading|read more|show more|continue reading(?: below)?",
            r"(?:related|more|recommended|top|latest|popular|trending) "
            r"(?:stories|news|articles|posts|content|coverage|topics)\b.{0,40}",
            r"most (?:read|viewed|popular|shared)|our picks|editors?['’]s? picks?",
            r"trending(?: now)?",
            r"you (?:may|might) also like",
            r"(?:download|get) (?:the|our) (?:free )?app\b.*",
            r"mark as read|(?:view )?all posts\b.*",
            r"create a personal .*\bnote\b.*",
            r"follow (?:me|us)\b.{0,40}",
            r"(?:skip|jump) to (?:main )?(?:content|navigation|article)|back to (?:the )?top",
            r"(?:print|e-?mail) this(?: page| article)?",
            r"advert(?:isement)?|sponsored(?: content)?",
            r"(?:accept|reject|allow|manage|decline) (?:all )?(?:cookies|preferences)",
            r"cookie (?:policy|settings|preferences|notice)",
            r"leave a (?:reply|comment)|add (?:a|your) comment",
            r"\d+ comments?",
            r"(?:©|copyright ©?) ?(?:19|20)\d\d\b.{0,100}|all rights reserved\b.{0,60}",
        )
    ),
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:^|[.?!]\s+)(?:please )?(?:sign up|subscribe)\b.{0,300}"
    r"\b(?:newsletters?|e-?mails?|alerts|offers)\b"
    r"|\bwe(?: and our partners)? use cookies\b|\bthis (?:web)?site uses cookies\b"
    r"|\bby continuing to (?:use|browse)\b.{0,300}\bcookies\b",
    re.IGNORECASE | re.DOTALL,
)
"""What a paragraph is known by that sells or asks something."""

_CREDIT = re.compile(
    r".*\bphoto(?:graph|graphy|graphs|s)?(?: credit| by)?:\s*\S.*"
    r"|.*\b(?:picture|image|illustration)s?(?: credits?| by):\s*\S.*"
    r"|.*[/:©]\s*(?:getty(?: images)?|shutterstock|alamy|istock(?:photo)?|reuters|rex features)\W*",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|di)){1,3}")


def tidied(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Part an article from the page around it: the blocks that stay, and the lines that do not."""
    known = {i: _KNOWN for i, block in enumerate(blocks) if is_boilerplate(block)}
    reasons = dict.fromkeys(_among_known(blocks, known), _AMONG) | known
    kept = tuple(b for i, b in enumerate(blocks) if i not in reasons)
    out = (LeftOut(b.text, reasons[i], b.page) for i, b in enumerate(blocks) if i in reasons)
    return kept, tuple(out)


def is_boilerplate(block: Block) -> bool:
    """Return whether a block is a button, link, notice or credit of the page around an article."""
    text = block.text.strip(" |·•–-—>»:")
    if len(text) < LONGEST_CREDIT and _CREDIT.fullmatch(text):
        return True
    if len(text.split()) <= LONGEST_LABEL:
        return bool(_SHARE_BAR.fullmatch(text) or _WHOLE_LINE.fullmatch(text))
    is_notice = len(text.split()) <= LONGEST_NOTICE and _NOTICE.search(text)
    return bool(is_notice or _SHARE_BAR.fullmatch(text))


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


def _among_known(blocks: Sequence[Block], marks: Collection[int]) -> Iterator[int]:
    """Yield where short lines stand in one group with known ones, around the article."""
    is_short = [len(block.text.split()) <= LONGEST_LABEL for block in blocks]
    prose = [i for i in range(len(blocks)) if not is_short[i] and i not in marks]
    starts = [i for i, block in enumerate(blocks) if not block.close]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        known = sum(i in marks for i in range(start, end))
        is_outside = not prose or end <= prose[0] or start > prose[-1]
        if is_outside and (known > 1 or (known and end - start > 4)):
            yield from (i for i in range(start, end) if is_short[i])
