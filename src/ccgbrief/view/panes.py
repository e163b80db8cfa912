"""Makes the pane of each tab, and of the glossary, for the screen."""

from collections.abc import Sequence

from ccgbrief.notebook import Place
from ccgbrief.pack import Span
from ccgbrief.view import tabs
from ccgbrief.view.areas_and_duties import area_blocks, duty_blocks
from ccgbrief.view.article import article_blocks
from ccgbrief.view.blocks import Block
from ccgbrief.view.figures import figure_blocks
from ccgbrief.view.note_blocks import notes_on
from ccgbrief.view.notes import note_blocks
from ccgbrief.view.overview import overview_blocks, overview_columns
from ccgbrief.view.view_state import ViewState


def glossary_blocks(shown: ViewState) -> list[Block]:
    """Return the entries of the glossary in alphabetical order."""
    blocks: list[Block] = []
    for term in sorted(shown.pack.terms, key=lambda term: term.term.casefold()):
        name = f"{term.term} ({term.expansion})" if term.expansion else term.term
        spans = (Span(0, len(name), "strong"),)
        gap, place = int(bool(blocks)), Place(term=term.term)
        text = f"{name}: {term.meaning}"
        blocks.append(Block(term.term, text, spans=spans, gap=gap, place=place))
        blocks += notes_on(shown, place)
    return blocks


_PANES = {
    tabs.OVERVIEW: overview_blocks,
    tabs.AREAS: area_blocks,
    tabs.DUTIES: duty_blocks,
    tabs.FIGURES: figure_blocks,
    tabs.NOTES: note_blocks,
    tabs.GLOSSARY: glossary_blocks,
}


def blocks_of(tab: str, shown: ViewState) -> list[Block]:
    """Return the blocks of a tab, which is an article's id or one of the fixed ones."""
    article = shown.pack.article(tab)
    if tab in _PANES:
        blocks = _PANES[tab](shown)
    else:
        blocks = article_blocks(article, shown) if article else []
    return spaced(blocks) if shown.presenting else blocks


def columns_of(tab: str, shown: ViewState, count: int, rows: int) -> list[list[Block]]:
    """Return the blocks of a tab in at most `count` columns, which only the overview has.

    It has the more details the more `rows` there are.
    """
    if tab != tabs.OVERVIEW or count == 1:
        return [blocks_of(tab, shown)]
    columns = overview_columns(shown, count, 0 if shown.presenting else rows)
    return [spaced(column) for column in columns] if shown.presenting else columns


def spaced(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks a row further apart; the rows of one table stay together."""
    return [
        block._replace(gap=block.gap + 1) if number and (block.gap or not block.table) else block
        for number, block in enumerate(blocks)
    ]
