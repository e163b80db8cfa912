"""Leaves out of a paper what is no part of it, and tells each line that it left out.

Each step marks the blocks that it takes for furniture; what none of them marks, stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ccgbrief.documents.furniture import (
    is_credit,
    is_furniture,
    is_label,
    is_picture_text,
    is_prose,
)
from ccgbrief.documents.paper import Block
from ccgbrief.pack import PassageKind
from ccgbrief.text import words

LEAST_MARKS = 2
"""So many lines of furniture make the short lines around them furniture as well."""

LEAST_REPEATED = 8
"""Words from which on a paragraph that was there before is not said twice on purpose."""

PULLED = 0.7
"""Share of the words of a line in quotation marks that stand in one paragraph in their order."""

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]+|de|van|von|der|la|di)(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|di)){1,3}")
_IN_MARKS = re.compile(r"[‘“\"'].*[’”\"']")

_Marks = set[int]


def tidied(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Part a paper from its furniture: the blocks that stay, and the lines that do not."""
    marks: _Marks = set()
    steps: tuple[Callable[[Sequence[Block], _Marks], _Marks], ...] = (
        _known_lines,
        _head,
        _about_the_author,
        _tail,
        _twins,
        _pictures,
        _pulled_quotes,
        _repeated,
    )
    for step in steps:
        marks |= step(blocks, marks)
    kept = tuple(b for i, b in enumerate(blocks) if i not in marks)
    return kept, tuple(b.text for i, b in enumerate(blocks) if i in marks)


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
        if is_name(above) and re.match(rf"{first}(?:\b.{{0,40}})? (?:is|has|was|works|writes)\b", about):
            return i - 1
    return None


def _known_lines(blocks: Sequence[Block], marks: _Marks) -> _Marks:  # noqa: ARG001
    return {i for i, block in enumerate(blocks) if is_furniture(block)}


def _head(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark the short lines above the title that stand in one group with furniture."""
    end = 0
    while end < len(blocks) and (end == 0 or blocks[end].close):
        end += 1
    group = range(end)
    furniture = marks.intersection(group)
    if len(furniture) < LEAST_MARKS and not (furniture and end > 2 * LEAST_MARKS):
        return set()
    return {i for i in group if len(blocks[i].text.split()) <= 12}


def _tail(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark everything after the last writing where furniture stands there."""
    prose = [i for i, b in enumerate(blocks) if _is_article(b) and i not in marks]
    start = prose[-1] + 1 if prose else 0
    known = [i for i in sorted(marks) if i >= start]
    if len(known) < LEAST_MARKS:
        return set()
    return set(range(known[0], len(blocks)))


def _is_article(block: Block) -> bool:
    return is_prose(block) or block.kind in {PassageKind.ROW, PassageKind.QUOTATION, PassageKind.CODE}


def _about_the_author(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark the box about the author at the end, below furniture that ends the article."""
    name = author_below(blocks)
    if name is None or not any(i < name for i in marks) or name < len(blocks) / 2:
        return set()
    found = {name, name + 1}
    while name and blocks[name - 1].text == blocks[name].text:
        name -= 1
        found.add(name)
    return found


def _twins(blocks: Sequence[Block], marks: _Marks) -> _Marks:  # noqa: ARG001
    """Mark labels that stand twice in a row: what a picture shows, and its caption."""
    found: _Marks = set()
    for i in range(1, len(blocks)):
        if blocks[i].text == blocks[i - 1].text and is_label(blocks[i]) and _is_plain(blocks[i]):
            found |= {i - 1, i}
    return found


def _is_plain(block: Block) -> bool:
    return block.kind in {PassageKind.PARAGRAPH, PassageKind.HEADING}


def _pictures(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark what tells of pictures: their texts, the captions below these, and their credits."""
    found: _Marks = set()
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
    return _is_plain(block) and len(block.text) > 60 and is_label(block, words=30)


def _pulled_quotes(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark lines in quotation marks that only repeat, as an eye-catcher, what the text says."""
    texts = {
        i: [w.folded for w in words(b.text)]
        for i, b in enumerate(blocks)
        if not _IN_MARKS.fullmatch(b.text) and len(b.text.split()) >= LEAST_REPEATED
    }
    found: _Marks = set()
    for i, block in enumerate(blocks):
        if i in marks or not _IN_MARKS.fullmatch(block.text) or block.text[-2:-1] in ".!?,":
            continue
        own = [w.folded for w in words(block.text)]
        if len(own) >= 4 and any(
            _share_in_order(own, text) >= PULLED for j, text in texts.items() if j != i
        ):
            found.add(i)
    return found


def _share_in_order(own: Sequence[str], text: Sequence[str]) -> float:
    """Return the share of words that stand in a text in the same order."""
    longest = [0] * (len(text) + 1)
    for word in own:
        before = 0
        for j, other in enumerate(text, start=1):
            above = longest[j]
            longest[j] = before + 1 if word == other else max(above, longest[j - 1])
            before = above
    return longest[-1] / len(own)


def _repeated(blocks: Sequence[Block], marks: _Marks) -> _Marks:
    """Mark paragraphs that were there before, word for word.

    A paper with pages may say a thing again where it is wanted; a copy from a screen does not.
    """
    seen: Counter[str] = Counter()
    found: _Marks = set()
    for i, block in enumerate(blocks):
        if i in marks or block.page or not _is_plain(block) or len(block.text.split()) < LEAST_REPEATED:
            continue
        if seen[block.text]:
            found.add(i)
        seen[block.text] += 1
    return found
