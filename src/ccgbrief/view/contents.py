"""Makes the contents of an article or a pack, for the contents pane and the side panel."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.pack import Article, Pack
from ccgbrief.text import clean_line, fold, shortened
from ccgbrief.view.address import Address, address_of_passage
from ccgbrief.view.agenda import beginning_of
from ccgbrief.view.blocks import Block, Listed, Look
from ccgbrief.view.goto_targets import nearest

HERE = "»"
"""Marks the cursor's position with a sign that even the plainest console has."""

INDENT = 2
"""Columns of indentation for each level."""

DEEPEST = 6
"""How many levels are indented; a narrow column has no room for more."""

FIRST_WORDS = 60
"""Columns of the words that identify a page in a paper without headings."""


class Line(NamedTuple):
    name: str
    leads: Address
    page: str = ""
    """Its page in the paper, in the form of a citation."""
    level: int = 0
    """Its level, from 0."""


def contents_of(article: Article) -> list[Line]:
    """Return the headings of an article, or else its pages with their first words."""
    if article.headings:
        highest = min(heading.level for heading in article.headings)
        return [
            Line(
                heading.text,
                address_of_passage(heading),
                heading.page.cited if heading.page else "",
                min(heading.level - highest, DEEPEST),
            )
            for heading in article.headings
        ]
    return [
        Line(shortened(passage.text, FIRST_WORDS), address_of_passage(passage), page.cited)
        for page, passage in article.page_beginnings.items()
    ]


def contents_of_pack(pack: Pack) -> list[Line]:
    """Return the items of a pack's agenda that have a paper, and the articles not on it."""
    listed = {item.article for item in pack.agenda}
    items = [
        Line(item.name, beginning_of(item, article, pack), item.cited_pages)
        for item in pack.agenda
        if (article := pack.article(item.article))
    ]
    return items + [
        Line(article.title, Address(article.id), article.pages)
        for article in pack.articles
        if article.id not in listed
    ]


def why_no_contents(pack: Pack, tab: str) -> str:
    """Say that what is open has no contents and what finds places in it; `""` where it has some."""
    article = pack.article(tab)
    if article is None or article.headings or article.page_beginnings:
        return ""
    return "No contents: this article has no headings and no pages; / searches it, g goes elsewhere"


def line_at(article: Article, number: int) -> int:
    """Return which line of the contents the passage with that number is under; -1 for none."""
    begin = article.headings or tuple(article.page_beginnings.values())
    return bisect_right(begin, number, key=lambda passage: passage.number) - 1


def narrowed(lines: Sequence[Line], typed: str) -> list[int]:
    """Return the lines that have all the typed words, or else are most like them, best first."""
    wanted = fold(typed).split()
    if not wanted:
        return [*range(len(lines))]
    names = [fold(line.name) for line in lines]
    if found := [i for i, name in enumerate(names) if all(word in name for word in wanted)]:
        return found
    return nearest(typed, [line.name for line in lines])


def lines_summary(count: int, of: int) -> str:
    """Say how many lines of the contents are shown."""
    return f"{count} of {of}" if count < of else f"{of} line{'s' if of != 1 else ''}"


def window(count: int, at: int, room: int) -> range:
    """Return which of `count` lines to show in `room` rows, so that line `at` is among them."""
    first = max(min(at - room // 2, count - room), 0)
    return range(first, min(first + room, count))


def listed_contents(pack: Pack, typed: str, tab: str, passage: int, words: str) -> Listed:
    """List the contents of an article, or of the pack, as far as they have what is typed.

    The cursor begins where the reader is: on the line that the passage is under. Where they have
    nothing like it, what would be searched for is said: the `words`, `t` too if it was of them.
    """
    article = pack.article(tab)
    lines = contents_of(article) if article else contents_of_pack(pack)
    found, here = narrowed(lines, typed), line_at(article, passage) if article else -1
    at = "" if typed else f"contents/{here}"
    if typed and not found:
        meant = shortened(clean_line(words), FIRST_WORDS)
        said = f"not in the contents; enter searches for “{meant}”"
        return Listed([Block("none", said, Look.FAINT, gap=0)], said)
    return Listed(contents_blocks(lines, found, here), lines_summary(len(found), len(lines)), at)


def contents_blocks(lines: Sequence[Line], shown: Sequence[int], here: int = -1) -> list[Block]:
    """Return a block for each of the lines that are `shown`; `here` is marked."""
    return [
        Block(
            f"contents/{i}",
            lines[i].name,
            Look.HEADING if i == here else Look.TEXT,
            marker=HERE if i == here else " ",
            indent=INDENT * lines[i].level,
            status=lines[i].page,
            gap=0,
            leads=lines[i].leads,
        )
        for i in shown
    ]
