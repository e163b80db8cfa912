"""Parts an article that was pasted as plain text from the web page around it.

Each pattern is narrow on purpose. A line that is left out by mistake is lost to the search; one
that stays by mistake is only in the way. Formats that state their structure never come here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ccgbrief.importers.paper import Block, LeftOut
from ccgbrief.pack import PassageKind
from ccgbrief.text import folded_words

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


LONGEST_PAGE = 3_000
"""Blocks of a web page; comparing each with all others takes seconds from here on."""

LEAST_REPEATED = 8
"""Words from which on a paragraph that was there before is not said twice on purpose."""

NEARBY = 8
"""Blocks."""


_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
"""Begins the heading of a numbered part."""


def tidied(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Part an article from the page around it: the blocks that stay, and the lines that do not.

    A text longer than any web page was not pasted from one, and stays whole.
    """
    if len(blocks) > LONGEST_PAGE:
        return tuple(blocks), ()
    reasons: dict[int, str] = {}
    for step, reason in _STEPS:
        reasons |= {i: reason for i in step(blocks, set(reasons)) if i not in reasons}
    kept = tuple(b for i, b in enumerate(blocks) if i not in reasons)
    out = (LeftOut(b.text, reasons[i], b.page) for i, b in enumerate(blocks) if i in reasons)
    return kept, tuple(out)


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
    if not any(_IN_MARKS.fullmatch(block.text) for block in blocks):
        return set()
    texts = {
        i: folded_words(b.text)
        for i, b in enumerate(blocks)
        if not _IN_MARKS.fullmatch(b.text) and len(b.text.split()) >= LEAST_COMPARED
    }
    found: Marks = set()
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


_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|di)){1,3}")


def is_name(text: str) -> bool:
    """Return whether a line is written as a person's name is."""
    return bool(_NAME.fullmatch(text)) and not text.isupper()


def author_below(blocks: Sequence[Block]) -> int | None:
    """Return where a name stands alone and the text about that person follows, None if nowhere.

    The last name is given where it stands several times.
    """
    for i in range(len(blocks) - 1, 0, -1):
        above, about = blocks[i - 1].text, blocks[i].text
        first = re.escape(above.split()[0]) if above else "-"
        if is_name(above) and re.match(
            rf"{first}(?:\b.{{0,40}})? (?:is|has|was|works|writes)\b", about
        ):
            return i - 1
    return None


def about_the_author(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark the box about the author at the end, below furniture that ends the article."""
    name = author_below(blocks)
    if name is None or not any(i < name for i in marks) or name < len(blocks) / 2:
        return set()
    found = {name, name + 1}
    while name and blocks[name - 1].text == blocks[name].text:
        name -= 1
        found.add(name)
    return found


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


_STEPS: tuple[tuple[Callable[[Sequence[Block], Marks], Marks], str], ...] = (
    (_known_lines, "a button, link or notice of a web page"),
    (_head, "above the title, among lines of a web page"),
    (about_the_author, "about the author"),
    (_tail, "below the article, among lines of a web page"),
    (twins, "twice in a row, as a picture and its caption"),
    (pictures, "describes or credits a picture"),
    (pulled_quotes, "pulled from the text, which says it too"),
    (_repeated, "said shortly before, word for word"),
)
"""What marks blocks to leave out, in this order, and why each of them does."""
