"""What stands beside the text on a wide screen: for the spread."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ccgbrief.notebook import Note
from ccgbrief.pack import Area, Article, Duty, Pack, Passage, PassageKind, Span
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, passage_key, section_key
from ccgbrief.view.article import passage_block
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.view_state import ViewState, evidence_blocks, evidence_found, note_block

MOST_HEADINGS = 14
"""Headings of an outline shown at a time, so that what stands below them is seen as well."""

NEIGHBOURS = 3
"""Passages shown before and after one that is evidence."""

HERE = "»"
"""Marks where the cursor is: a sign of the plainest console's character set."""

Uses = Mapping[int, Sequence[Area | Duty]]
"""The areas and duties that name a passage as evidence, by the passage's number."""


def uses_of(article: Article, pack: Pack) -> Uses:
    """Return what each passage of an article is evidence for."""
    uses: defaultdict[int, list[Area | Duty]] = defaultdict(list)
    items: list[Area | Duty] = [*pack.areas, *pack.duties]
    for item in items:
        for anchor in item.evidence:
            if anchor.article == article.id:
                passage = evidence_found(article, anchor.words)[1].passage
                if passage and item not in uses[passage.number]:
                    uses[passage.number].append(item)
    return uses


def blocks_beside_article(
    article: Article, shown: ViewState, current: Block, notes: Sequence[Note], uses: Uses
) -> list[Block]:
    """Return the outline, the notes on what is under the cursor, and what it is evidence for."""
    number = current.passage.number if current.passage else -1
    used = [_link(item) for item in uses.get(number, ())]
    noted = [note_block(shown, note) for note in notes]
    return _headed(
        ("In this article", _outline(article, number)),
        ("Notes on it", noted),
        ("It is evidence for", used),
    )


def blocks_beside_item(
    item: Area | Duty, pack: Pack, current: Block, *, unfolded: bool = False
) -> list[Block]:
    """Return the passage under the cursor where it stands, or else all evidence of the item.

    Of one that is `unfolded` the evidence is in the text: what it is evidence for is shown instead.
    """
    article = pack.article(current.passage.article) if current.passage else None
    if article and current.passage:
        number = current.passage.number
        near = article.passages[max(number - NEIGHBOURS, 0) : number + NEIGHBOURS + 1]
        return _headed((article.label, [_in_context(p, number) for p in near]))
    if unfolded and isinstance(item, Area):
        return _headed(
            ("Duties", [_link(d)._replace(below="") for d in pack.duties if d.id in item.duties])
        )
    if unfolded and isinstance(item, Duty):
        return _headed(
            ("Focus areas", [_link(a)._replace(below="") for a in pack.areas if a.id in item.areas])
        )
    found = evidence_blocks(pack, item.evidence, item.id)
    return _headed(("Evidence", [block._replace(indent=0) for block in found]))


def _in_context(passage: Passage, number: int) -> Block:
    block = passage_block(passage)
    return block._replace(marker=HERE, indent=0) if passage.number == number else block


def _outline(article: Article, number: int) -> list[Block]:
    """Return the headings of an article, those about the cursor where they are many."""
    headings = [p for p in article.passages if p.kind is PassageKind.HEADING]
    passed = sum(heading.number <= number for heading in headings)
    first = max(min(passed - MOST_HEADINGS // 2, len(headings) - MOST_HEADINGS), 0)
    shown = headings[first : first + MOST_HEADINGS]
    return [
        Block(
            f"outline/{heading.number}",
            heading.text,
            spans=(Span(0, len(heading.text), "strong"),) if i == passed else (),
            marker=HERE if i == passed else " ",
            gap=0,
            leads=Address(article.id, passage_key(heading.number)),
        )
        for i, heading in enumerate(shown, first + 1)
    ]


def _link(item: Area | Duty) -> Block:
    is_area = isinstance(item, Area)
    return Block(
        f"use/{item.id}",
        item.title,
        marker="→",
        below="focus area" if is_area else "duty",
        gap=0,
        leads=Address(tabs.AREAS if is_area else tabs.DUTIES, section_key(item.id)),
    )


def _headed(*groups: tuple[str, list[Block]]) -> list[Block]:
    """Put its heading before each group that has anything in it."""
    blocks: list[Block] = []
    for heading, group in groups:
        if group:
            gap = int(bool(blocks))
            blocks.append(Block(heading, heading, Look.FAINT, gap=gap, rests=False))
            blocks += group
    return blocks
