"""Divides a paper at its bookmarks: a board's papers into the items of their agenda."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ccgbrief.importers.paper import Block, LeftOut, Outlined, Paper
from ccgbrief.pack import Page, PassageKind

LEAST_ITEMS = 3
"""So many bookmarks look like an agenda."""

_NUMBER = re.compile(
    r"(?:agenda\s+)?(?:item\s+)?(?P<number>\d{1,3}[a-z]?(?:\.\d{1,2}[a-z]?)*|[A-Z](?=[.)]))"
    r"[.):]*\s*[-–—]?\s+(?P<title>\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda, as the bookmarks of its papers have it."""

    number: str
    """As printed, without its full stop; empty where there is none."""
    title: str
    first: Page
    last: Page


def items_of(paper: Paper) -> tuple[Item, ...]:
    """Return the items of a paper whose bookmarks are its agenda."""
    items: list[Item] = []
    for mark, part in zip(_top(paper.outline), _parts(paper), strict=True):
        pages = [block.page for block in part if block.page] or [mark.page]
        named = _NUMBER.fullmatch(mark.title)
        number, title = (named["number"], named["title"]) if named else ("", mark.title)
        items.append(Item(number, title, mark.page, pages[-1]))
    return tuple(items)


def agenda_remark(paper: Paper) -> str:
    """Say that a paper could be divided, where its bookmarks look like an agenda; or nothing."""
    count = len(_top(paper.outline))
    if count < LEAST_ITEMS or len({mark.page for mark in _top(paper.outline)}) < LEAST_ITEMS:
        return ""
    return f"It has {count} bookmarks; --split makes an article of each."


def split(paper: Paper) -> tuple[Paper, ...]:
    """Return a paper for each of its top bookmarks, and one for what stands before the first.

    A paper with a single bookmark above all others is divided at those below it; one without
    bookmarks comes back as it is.
    """
    marks = _top(paper.outline)
    if not marks:
        return (paper,)
    parts = _parts(paper)
    titles = [mark.title for mark in marks]
    before = paper.blocks[: len(paper.blocks) - sum(map(len, parts))]
    if before:
        parts, titles = [before, *parts], [paper.title, *titles]
    left_out = _by_part(paper.left_out, parts)
    return tuple(
        replace(
            paper,
            title=title,
            blocks=tuple(part),
            left_out=tuple(lines),
            remarks=paper.remarks if i == 0 else (),
            outline=(),
        )
        for i, (title, part, lines) in enumerate(zip(titles, parts, left_out, strict=True))
        if part
    )


def _top(outline: Sequence[Outlined]) -> list[Outlined]:
    """Return the highest bookmarks of which there are several."""
    for level in sorted({mark.level for mark in outline}):
        marks = [mark for mark in outline if mark.level == level]
        if len(marks) > 1:
            return marks
    return list(outline[:1])


def _parts(paper: Paper) -> list[Sequence[Block]]:
    """Return the blocks of each top bookmark, from its heading to the next one's."""
    marks = _top(paper.outline)
    wanted: dict[tuple[str, Page | None], int] = {
        (mark.title, mark.page): i for i, mark in enumerate(marks)
    }
    starts: dict[int, int] = {}
    for at, block in enumerate(paper.blocks):
        if block.kind is PassageKind.HEADING and (block.text, block.page) in wanted:
            starts.setdefault(wanted[block.text, block.page], at)
    following = dict(pairwise([*sorted(starts.values()), len(paper.blocks)]))
    return [
        paper.blocks[starts[i] : following[starts[i]]] if i in starts else ()
        for i in range(len(marks))
    ]


def _by_part(left_out: Sequence[LeftOut], parts: Sequence[Sequence[Block]]) -> list[list[LeftOut]]:
    """Return the lines left out of each part: of the first one that has something of their page."""
    own = {block.page: i for i, part in reversed([*enumerate(parts)]) for block in part}
    found: list[list[LeftOut]] = [[] for _ in parts]
    for line in left_out:
        found[own.get(line.page, 0) if isinstance(line, LeftOut) else 0].append(line)
    return found
