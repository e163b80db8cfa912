"""Picks the pane of a tab: for the screen."""

from ccgbrief.view import tabs
from ccgbrief.view.article import article_blocks
from ccgbrief.view.blocks import Block
from ccgbrief.view.figures import figure_blocks
from ccgbrief.view.glossary import glossary_blocks
from ccgbrief.view.items import area_blocks, duty_blocks
from ccgbrief.view.notes import note_blocks
from ccgbrief.view.overview import overview_blocks
from ccgbrief.view.view_state import Shown

_PANES = {
    tabs.OVERVIEW: overview_blocks,
    tabs.AREAS: area_blocks,
    tabs.DUTIES: duty_blocks,
    tabs.FIGURES: figure_blocks,
    tabs.NOTES: note_blocks,
    tabs.GLOSSARY: glossary_blocks,
}


def blocks_of(tab: str, shown: Shown) -> list[Block]:
    """Return the blocks of a tab, an article's id or one of the fixed ones; none for no tab."""
    if tab in _PANES:
        return _PANES[tab](shown)
    article = shown.pack.article(tab)
    return article_blocks(article, shown) if article else []


__all__ = ["Shown", "blocks_of"]
