"""Makes the panel beside the text on a wide screen, for the split view."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ccgbrief.notebook import Note
from ccgbrief.notebook.meeting import fields_of, heading_notes
from ccgbrief.pack import Area, Article, Duty, Pack, Passage, Span, Term
from ccgbrief.text import clean_line
from ccgbrief.view.address import (
    Address,
    Key,
    address_of_item,
    address_of_passage,
    item_of,
)
from ccgbrief.view.areas_and_duties import answered, duty_status, related
from ccgbrief.view.article import passage_block
from ccgbrief.view.blocks import Block, Look, headed
from ccgbrief.view.contents import HERE, Line, contents_blocks, contents_of, line_at, window
from ccgbrief.view.evidence import evidence_blocks, evidence_found
from ccgbrief.view.goto_targets import MOST_PARSED
from ccgbrief.view.heights import estimate
from ccgbrief.view.note_blocks import note_block
from ccgbrief.view.results import excerpt
from ccgbrief.view.view_state import ViewState

LEAST_CONTENTS = 7
"""The fewest lines of contents, however much is below them."""

NEIGHBOURS = 3
"""How many passages are shown before and after one that is evidence."""

MOST_NAMING, MOST_IN_ARTICLE = 12, 3
"""How many passages that name a term are shown, and how many of them from one article."""

Uses = Mapping[int, Sequence[Area | Duty]]
"""The areas and duties that name a passage as evidence, by the passage's number."""


class Beside(NamedTuple):
    """The parts that do not change while an article is read."""

    article: Article
    lines: Sequence[Line]
    """Its contents."""
    uses: Uses


def beside_of(article: Article, pack: Pack) -> Beside:
    """Return the parts that are the same for every passage of an article."""
    return Beside(article, contents_of(article), uses_of(article, pack))


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
    beside: Beside, shown: ViewState, number: int, notes: Sequence[Note], size: tuple[int, int]
) -> list[Block]:
    """Return the contents, the notes on what is under the cursor, and what it is evidence for.

    The cursor is on the passage with that number, or on something attached to it; -1 for none. The
    contents take as much of `size` (columns and rows) as leaves the rest in view.
    """
    used = [_link(item) for item in beside.uses.get(number, ())]
    noted = [note_block(shown, note) for note in notes]
    columns, rows = size
    taken = 1 + sum(
        2 + sum(estimate(block, columns) for block in group) for group in (used, noted) if group
    )
    return _headed(
        ("In this article", _contents(beside, number, max(rows - taken, LEAST_CONTENTS))),
        ("Notes on it", noted),
        ("It is evidence for", used),
    )


def blocks_beside_item(item: Area | Duty, shown: ViewState, current: Block) -> list[Block]:
    """Return the passage under the cursor in its context, or else all evidence of the item.

    If the item is unfolded, its evidence is in the text, and so are the names of the duties or
    areas that it bears on: what these are about, and how they stand, is shown instead.
    """
    pack = shown.pack
    article = pack.article(current.passage.article) if current.passage else None
    if article and current.passage:
        return _context(article, current.passage.number)
    if item.id in shown.unfolded:
        heading = "About its duties" if isinstance(item, Area) else "About its focus areas"
        about = [_about(each, shown) for each in related(pack, item)]
        return _headed((heading, [b._replace(gap=int(b is not about[0])) for b in about]))
    found = evidence_blocks(pack, item.evidence, item.id)
    return _headed(("Evidence", [block._replace(indent=0) for block in found]))


def blocks_beside_row(row: Block, shown: ViewState) -> list[Block]:
    """Return in its context what a note or a figure is on; for a note on the meeting, the meeting.

    There is something beside every note, or the list would change its width with the cursor.
    """
    address, pack = row.leads or Address(""), shown.pack
    if article := pack.article(address.tab):
        return _context(article, address.key.number if isinstance(address.key, Key) else 0)
    owner = item_of(address.key)
    if item := pack.area(owner) or pack.duty(owner):
        meaning = item.why if isinstance(item, Area) else item.means
        found = [b._replace(indent=0) for b in evidence_blocks(pack, item.evidence, item.id)]
        return _headed((item.title, [Block("about", meaning, gap=0)]), ("Evidence", found))
    fields = fields_of(heading_notes(shown.notes, shown.pack.series))
    lines = [f"{label}: {clean_line(text)}" for label, text in fields.items()]
    lines = lines or [shown.by_key("{} records who is here", "meeting")]
    return (
        _headed(("The meeting", [Block(line, line, gap=0) for line in lines])) if row.note else []
    )


def blocks_beside_term(term: Term, pack: Pack) -> list[Block]:
    """Return passages that name a term of the glossary, or say that none does."""
    is_all = len(pack.articles) <= MOST_PARSED
    articles = [each for each in pack.articles if is_all or each.is_parsed]
    naming = [
        passage
        for article in articles
        for passage in islice(_naming(term, article), MOST_IN_ARTICLE)
    ]
    opened = "" if is_all else " opened so far"
    none = Block("none", f"None of the articles{opened} names it", Look.FAINT, gap=0)
    first, *others = naming[:MOST_NAMING] or [none]
    return _headed((term.term, [first._replace(gap=0), *others]))


def _naming(term: Term, article: Article) -> Iterator[Block]:
    """Yield the passages of an article with a term, in its plural too, or what it stands for."""
    names = [name for name in (term.term, term.expansion) if name]
    # In small letters an acronym may be another word.
    either = "|".join(re.escape(n) if n.isupper() else f"(?i:{re.escape(n)})" for n in names)
    named = re.compile(rf"(?<!\w)(?:{either})s?(?!\w)")
    lowered = [name.lower() for name in names]
    for passage in article.passages:
        said = passage.text.lower()  # the pattern alone takes six times as long
        if any(name in said for name in lowered) and (found := named.search(passage.text)):
            text, spans = excerpt(passage.text, [found.span()])
            page = passage.page.cited if passage.page else ""
            yield Block(
                f"{article.id}/{passage.number}",
                text,
                spans=tuple(Span(*span, "strong") for span in spans),
                marker="→",
                below=" · ".join(filter(None, (article.label, page))),
                leads=address_of_passage(passage),
            )


def _context(article: Article, number: int) -> list[Block]:
    """Return a passage and its neighbours, under the label of the article."""
    near = article.passages[max(number - NEIGHBOURS, 0) : number + NEIGHBOURS + 1]
    return _headed((article.label, [_in_context(p, number) for p in near]))


def _in_context(passage: Passage, number: int) -> Block:
    block = passage_block(passage)
    return block._replace(marker=HERE, indent=0) if passage.number == number else block


def _contents(beside: Beside, number: int, rows: int) -> list[Block]:
    """Return the lines of the contents around the passage with that number."""
    here = line_at(beside.article, number)
    lines = window(len(beside.lines), max(here, 0), rows)
    return [b._replace(is_one_row=True) for b in contents_blocks(beside.lines, lines, here)]


def _link(item: Area | Duty) -> Block:
    return Block(
        f"use/{item.id}",
        item.title,
        marker="→",
        below="focus area" if isinstance(item, Area) else "duty",
        gap=0,
        leads=address_of_item(item),
    )


def _about(item: Area | Duty, shown: ViewState) -> Block:
    """Return what a duty or an area is about, under its title, and how it stands."""
    if isinstance(item, Area):
        return _link(item)._replace(below=item.why, status=answered(shown, [item]))
    return _link(item)._replace(below=item.means, status=duty_status(shown, item))


def _headed(*groups: tuple[str, list[Block]]) -> list[Block]:
    """Add a heading to each group that is not empty."""
    blocks: list[Block] = []
    for heading, group in groups:
        blocks += headed(heading, heading, group, gap=int(bool(blocks)))
    return blocks
