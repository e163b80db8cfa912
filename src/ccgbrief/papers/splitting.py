"""Splits a paper at its bookmarks, each part with its item of the agenda."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ccgbrief.pack import AgendaItem, Page, PassageKind
from ccgbrief.papers.paper import Block, LeftOut, Outlined, Paper

LEAST_ITEMS = 3
"""So many bookmarks look like an agenda."""

_NUMBER = re.compile(
    r"(?:agenda\s+)?(?:item\s+)?(?P<number>\d{1,3}[a-z]?(?:\.\d{1,2}[a-z]?)*|[A-Z](?=[.)]))"
    r"[.):]*\s*[-–—]?\s+(?P<title>\S.*)",
    re.IGNORECASE,
)


def with_agenda_remark(paper: Paper) -> Paper:
    """Remark that a paper could be split, if its bookmarks look like an agenda."""
    if not _is_agenda(paper.outline):
        return paper
    remark = f"It has {len(_top(paper.outline))} bookmarks; --split makes an article of each."
    return replace(paper, remarks=(*paper.remarks, remark))


def is_item(paper: Paper, heading: str) -> bool:
    """Return whether a heading names an item of the agenda a paper has, and not the whole of it."""
    named = _NUMBER.fullmatch(heading) or heading.casefold() == "agenda"
    titles = (mark.title for mark in _top(paper.outline))
    return bool(named) and _is_agenda(paper.outline) and heading in titles


def _is_agenda(outline: Sequence[Outlined]) -> bool:
    return len({mark.page for mark in _top(outline)}) >= LEAST_ITEMS


def split(paper: Paper) -> list[tuple[Paper, AgendaItem | None]]:
    """Return a paper for each top bookmark, with its agenda item, and one for anything before them.

    A paper with a single bookmark above all others is split at those below it; one without
    bookmarks is returned whole, and its remarks say so.
    """
    starts = _starts(paper)
    if not starts:
        remark = "It has no bookmarks at which --split could divide it, and is one article."
        return [(replace(paper, remarks=(*paper.remarks, remark)), None)]
    if 0 not in starts:
        starts = {0: "", **starts}
    parts = [paper.blocks[a:b] for a, b in pairwise([*starts, len(paper.blocks)])]
    left_out = _by_part(paper.left_out, parts)
    made: list[tuple[Paper, AgendaItem | None]] = []
    for i, (name, part, lines) in enumerate(zip(starts.values(), parts, left_out, strict=True)):
        item = _item(name, part) if name else None
        title = name or paper.title
        remarks = () if i else paper.remarks
        divided = replace(
            paper, title=title, blocks=part, left_out=tuple(lines), remarks=remarks, outline=()
        )
        made.append((divided, item))
    return made


def _starts(paper: Paper) -> dict[int, str]:
    """Return the title of each top bookmark by the block at which its part begins.

    That is the first of its page, where it leads to the beginning of that and no other part does:
    a cover sheet has lines above the title of its item.
    """
    top = _top(paper.outline)
    level = min((mark.level for mark in top), default=0)
    marks: dict[tuple[str, Page | None], Outlined] = {
        (mark.title, mark.page): mark for mark in reversed(top)
    }
    above = {(mark.title, mark.page) for mark in paper.outline if mark.level < level}
    starts: dict[int, str] = {}
    first = 0
    for at, block in enumerate(paper.blocks):
        if at and block.page != paper.blocks[at - 1].page:
            first = at
        if block.kind is not PassageKind.HEADING:
            continue
        if (block.text, block.page) in above:
            first = at + 1
        elif mark := marks.pop((block.text, block.page), None):
            starts[first if mark.is_at_top and first not in starts else at] = mark.title
    return dict(sorted(starts.items()))


def _item(title: str, part: Sequence[Block]) -> AgendaItem:
    named = _NUMBER.fullmatch(title)
    labels = list(dict.fromkeys(block.page.label for block in part if block.page))
    pages = f"{labels[0]}–{labels[-1]}" if len(labels) > 1 else "".join(labels)
    if named:
        return AgendaItem(named["title"], named["number"], pages=pages)
    return AgendaItem(title, pages=pages)


def _top(outline: Sequence[Outlined]) -> Sequence[Outlined]:
    """Return the bookmarks of the highest level that has several."""
    for level in sorted({mark.level for mark in outline}):
        marks = [mark for mark in outline if mark.level == level]
        if len(marks) > 1:
            return marks
    return outline[:1]


def _by_part(left_out: Sequence[LeftOut], parts: Sequence[Sequence[Block]]) -> list[list[LeftOut]]:
    """Return the lines left out of each part: of the first one that has something of their page."""
    own = {block.page: i for i, part in reversed([*enumerate(parts)]) for block in part}
    found: list[list[LeftOut]] = [[] for _ in parts]
    for line in left_out:
        found[own.get(line.page, 0)].append(line)
    return found
