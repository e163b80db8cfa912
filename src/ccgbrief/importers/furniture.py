"""The lines by which web pages surround an article, and how they are known: for tidying.

Each pattern is narrow on purpose. A line that is left out by mistake is lost to the search; one
that stays by mistake is only in the way.
"""

import re

from ccgbrief.importers.paper import Block
from ccgbrief.pack import PassageKind

Marks = set[int]
"""Places of the blocks that are taken for furniture."""

LEAST_MARKS = 2
"""So many lines of furniture make the short lines around them furniture as well."""

PROSE_WORDS = 20
"""A paragraph of so many words is writing, unless it is known as something else."""

SENTENCE_WORDS = 12
"""So many do where the paragraph ends as a sentence does."""

LONGEST_LABEL = 12
"""Words; a longer line is no button, menu entry or byline."""

LONGEST_NOTICE = 80
"""Words of a paragraph that sells or asks something."""

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
            r"subscribe|start reading|read more|show more|load more|continue reading(?: below)?",
            r"(?:related|more|recommended|top|latest|popular|trending) "
            r"(?:stories|news|articles|posts|content|coverage|topics)\b.{0,40}",
            r"most (?:read|viewed|popular|shared)|our picks|editors?['’]s? picks?",
            r"trending(?: now)?",
            r"you (?:may|might) also like|recommended for you",
            r"(?:download|get) (?:the|our) (?:free )?app\b.*",
            r"mark as read|add to (?:favou?rites|reading list)|save (?:for later|this article)",
            r"create a personal .*\bnote\b.*",
            r"follow (?:me|us)\b.{0,40}",
            r"more posts(?:\W.*)?|(?:view )?all posts\b.*",
            r"(?:skip|jump) to (?:main )?(?:content|navigation|article)|back to (?:the )?top",
            r"(?:print|e-?mail) this(?: page| article)?",
            r"advert(?:isement)?|sponsored(?: content)?",
            r"(?:accept|reject|allow|manage|decline) (?:all )?(?:cookies|preferences)",
            r"cookie (?:policy|settings|preferences|notice)",
            r"leave a (?:reply|comment)|add (?:a|your) comment|be the first to comment",
            r"\d+ comments?|comments \(\d+\)",
            r"(?:©|copyright ©?) ?(?:19|20)\d\d\b.{0,100}|all rights reserved\b.{0,60}",
            r"this article (?:is|was) (?:more than|first published|originally published)\b.{0,80}",
        )
    ),
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:^|[.?!]\s+)(?:please )?(?:sign up|subscribe)\b.*"
    r"\b(?:newsletters?|e-?mails?|alerts|offers)\b"
    r"|\bwe(?: and our partners)? use cookies\b|\bthis (?:web)?site uses cookies\b"
    r"|\bby continuing to (?:use|browse)\b.*\bcookies\b",
    re.IGNORECASE | re.DOTALL,
)
"""What a paragraph is known by that sells or asks something."""

_CREDIT = re.compile(
    r".*\bphoto(?:graph|graphy|graphs|s)?(?: credit| by)?:\s*\S.*"
    r"|.*\b(?:picture|image|illustration)s?(?: credits?| by):\s*\S.*"
    r"|.*[/:©]\s*(?:getty(?: images)?|shutterstock|alamy|istock(?:photo)?|reuters|rex features)\W*",
    re.IGNORECASE | re.DOTALL,
)
_ANYBODY = r"(?:m[ae]n|wom[ae]n|person|people|child|children|girl|boy|patient|pensioner|group)"
_PICTURED = r"(?:man|woman|girl|boy|couple|business(?:man|woman)|doctor|nurse|surgeon)"
_SUBJECT = re.compile(
    rf"(?:(?:an?|two|three|several) (?:\w+ )?(?:{_ANYBODY}|{_PICTURED}s?)"
    rf"|(?:young |old )?{_PICTURED})"
    r"\s+\w{2,}ing\b(?:\s+\S+){2,14}",
    re.IGNORECASE,
)
_NO_ACTION = re.compile(
    r"\b(?:living|training|waiting|staffing|prescribing|nursing)\b", re.IGNORECASE
)
"""What people do in headings rather than in pictures."""


def is_furniture(block: Block) -> bool:
    """Return whether a block is a button, a link or a notice of the page around an article."""
    text = block.text.strip(" |·•–-—>»:")
    count = len(text.split())
    if _SHARE_BAR.fullmatch(text):
        return True
    if count <= LONGEST_LABEL:
        return bool(_WHOLE_LINE.fullmatch(text))
    return count <= LONGEST_NOTICE and bool(_NOTICE.search(text))


def is_credit(block: Block) -> bool:
    """Return whether a block names who took a picture."""
    return len(block.text) < 300 and bool(_CREDIT.fullmatch(block.text))


def is_picture_text(block: Block) -> bool:
    """Return whether a block tells what a picture shows, as texts for those who cannot see it do.

    Such a line has no full stop and begins with somebody doing something: “Man carrying …”.
    """
    text = block.text
    return (
        block.kind is PassageKind.PARAGRAPH
        and is_label(block, words=16)
        and bool(_SUBJECT.fullmatch(text))
        and not _NO_ACTION.search(text)
    )


def is_label(block: Block, words: int = LONGEST_LABEL) -> bool:
    """Return whether a block is a few words that end without a mark, and no sentence."""
    return len(block.text.split()) <= words and block.text[-1:] not in ".!?:;,”"


def is_prose(block: Block) -> bool:
    """Return whether a block is plainly somebody's writing."""
    count = len(block.text.split())
    is_sentence = count >= SENTENCE_WORDS and block.text[-1:] in ".!?”"
    return (is_sentence or count >= PROSE_WORDS) and not is_furniture(block)


def is_plain(block: Block) -> bool:
    """Return whether a block is a paragraph or a heading."""
    return block.kind in {PassageKind.PARAGRAPH, PassageKind.HEADING}
