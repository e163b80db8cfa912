"""Splits an article's Markdown into passages, for `reader.py`.

Besides CommonMark and tables, two conventions are understood: in a block quotation, a last line
that begins with a dash names the speaker, and a comment `<!-- page 143 -->` gives the page of the
original paper on which the text after it begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ccgbrief.pack.markdown import DASH, Block, counting_up, read_blocks
from ccgbrief.pack.model import Passage, PassageKind
from ccgbrief.page_labels import Page
from ccgbrief.text import clean, clean_line

MAX_PASSAGE = 10_000
"""Characters; longer text becomes several passages, because no screen shows it at once."""

MAX_NAME = 500
"""Characters of a heading as repeated in the passages below it, and of a speaker's line."""


@dataclass(slots=True)
class _Context:
    """What the earlier blocks mean for the next one."""

    background: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    page: Page | None = None

    def enter(self, level: int, title: str) -> str:
        """Record a heading; return the one above it."""
        self.headings = [h for h in self.headings if h[0] < level]
        above = self.heading
        self.headings.append((level, title[:MAX_NAME]))
        return above

    @property
    def heading(self) -> str:
        return self.headings[-1][1] if self.headings else ""

    @property
    def is_background(self) -> bool:
        return bool(self.background) and any(title == self.background for _, title in self.headings)


def read_passages(
    article: str, markdown: str, first_line: int = 1, background: str = "", title: str = ""
) -> tuple[Passage, ...]:
    """Return the passages of `markdown`, which begins on `first_line` of the article's file.

    `background` is the heading above the pack's own text. A first heading that only repeats the
    `title` of the article is none of them.
    """
    context = _Context(background)
    passages: list[Passage] = []
    for block in counting_up(read_blocks(markdown)):
        if isinstance(block, Page):
            context.page = block
        elif not passages and block.level == 1 and clean_line(block.text) == title:
            continue
        elif block.text.strip():
            passages += _parts(_passage(article, len(passages), block, context, first_line))
    return tuple(passages)


def _passage(
    article: str, number: int, block: Block, context: _Context, first_line: int
) -> Passage:
    passage = Passage(
        article=article,
        number=number,
        kind=block.kind,
        text=block.text,
        heading=context.heading,
        level=block.level,
        marker=block.marker,
        page=context.page,
        line=block.line + first_line,
        spans=block.spans,
        cells=block.cells,
        heads=block.heads,
        is_background=context.is_background,
    )
    if block.kind is PassageKind.CODE:
        return passage
    if block.kind is PassageKind.QUOTATION:
        passage = _attributed(passage)
    if "\n" in passage.text:  # lines that were only wrapped to the width of the file
        passage = passage._replace(text=passage.text.replace("\n", " "))
    if block.kind is PassageKind.HEADING:
        above = context.enter(passage.level, passage.text)
        return passage._replace(heading=above, is_background=context.is_background)
    return passage


def _attributed(quotation: Passage) -> Passage:
    """Take the speaker's name and role from the last line of a quotation."""
    words, _, last = quotation.text.rpartition("\n")
    words = words.rstrip()
    dash = re.match(DASH, last)
    speaker, _, role = last[dash.end() :].partition(",") if dash else ("", "", "")
    if not words or not speaker.strip() or len(last) > MAX_NAME:
        return quotation
    return quotation._replace(
        text=words,
        spans=tuple(s for s in quotation.spans if s.end <= len(words)),
        speaker=speaker.strip(),
        role=role.strip(),
    )


def _parts(passage: Passage) -> Iterator[Passage]:
    """Split a passage that is too long, between words."""
    text = passage.text
    if len(text) <= MAX_PASSAGE:
        yield passage
        return
    number, start = passage.number, 0
    while start < len(text):
        end = min(start + MAX_PASSAGE, len(text))
        if end < len(text):
            gap = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = gap if gap > start else end
        spans = tuple(
            s._replace(start=s.start - start, end=s.end - start)
            for s in passage.spans
            if start <= s.start and s.end <= end
        )
        # Cleaned again, since a joiner that begins a part has lost its letter.
        yield passage._replace(
            number=number, text=clean(text[start:end]), spans=spans, cells=(), heads=()
        )
        number, start = number + 1, end
        while text[start : start + 1].isspace():
            start += 1
