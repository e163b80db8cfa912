"""Lists the places and the contents of a pack as rows to choose from: for the search pane."""

from typing import NamedTuple

from ccgbrief.pack import Pack
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.contents import (
    contents_blocks,
    contents_key,
    contents_of,
    contents_of_pack,
    line_at,
    lines_summary,
    narrowed,
)
from ccgbrief.view.goto_targets import (
    Destination,
    destination_blocks,
    destinations,
    places_named,
    places_summary,
)


class Listed(NamedTuple):
    blocks: list[Block]
    summary: str
    at: Row = ""
    """The row on which the cursor begins; empty for the first."""


class Listings:
    """Makes the lists for the pack as it is; its places are looked for once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._places: list[Destination] = []

    def places(self, typed: str, tab: str) -> Listed:
        """List the places of the pack with names like what is typed, a page of `tab` first."""
        if not typed or not self._places:
            self._places = destinations(self._pack)
        found = places_named(typed, self._pack, tab, self._places)
        summary = places_summary(typed, self._pack, tab, len(found))
        blocks = destination_blocks(found) or [Block("none", summary, Look.FAINT, gap=0)]
        return Listed(blocks, summary)

    def contents(self, typed: str, tab: str, passage: int) -> Listed:
        """List the contents of an article, or of the pack, as far as they have what is typed.

        The cursor begins where the reader is: on the line that the passage is under.
        """
        article = self._pack.article(tab)
        lines = contents_of(article) if article else contents_of_pack(self._pack)
        found = narrowed(lines, typed)
        here = line_at(article, passage) if article else -1
        blocks = contents_blocks(lines, found, here)
        at = "" if typed else contents_key(here)
        return Listed(blocks, lines_summary(len(found), len(lines)), at)
