"""The evidence of one focus area or duty, an article beside another, to see where they differ."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen

from ccgbrief.pack import Area, Duty, Pack
from ccgbrief.tui.blocks import Address, Block, Look
from ccgbrief.tui.panes.shown import evidence_blocks
from ccgbrief.tui.widgets.block_list import BlockList

COLUMN_WIDTH = 50
"""Columns that a side needs; where they are not to be had, the sides are stacked."""


def sides(pack: Pack, item: Area | Duty) -> list[list[Block]]:
    """Return the evidence by article, each side headed by the article's label."""
    found = evidence_blocks(pack, item.evidence, item.id)
    return [
        [Block("side", article.label, Look.HEADING, gap=0, rests=False), *mine]
        for article in pack.articles
        if (mine := [block for block in found if block.leads and block.leads.tab == article.id])
    ]


class BesideScreen(ModalScreen[Address | None]):
    """Shows the sides; closes with the passage to go to, or with nothing."""

    DEFAULT_CSS = """
    BesideScreen {
        Container { layout: vertical; background: $background; border: round $accent; }
        BlockList { width: 1fr; height: 1fr; border-right: solid $foreground 30%; }
        BlockList:blur .block--cursor { color: $foreground 20%; }
        &.-wide Container { layout: horizontal; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q", "dismiss", "Close", show=False),
        Binding("tab,right,l", "app.focus_next", "Next side", show=False),
        Binding("shift+tab,left,h", "app.focus_previous", "Previous side", show=False),
    ]

    def __init__(self, title: str, shown: Sequence[Sequence[Block]]) -> None:
        super().__init__()
        self._title = title
        self._sides = shown

    def compose(self) -> ComposeResult:
        """Put a list for each side into the frame."""
        with Container() as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content("tab other side · enter go there · esc back")
            for side in self._sides:
                yield BlockList(side)

    def on_resize(self, event: events.Resize) -> None:
        """Stand the sides beside each other where there is room."""
        self.set_class(event.size.width >= COLUMN_WIDTH * len(self._sides), "-wide")

    @on(BlockList.Opened)
    def _opened(self, event: BlockList.Opened) -> None:
        self.dismiss(event.block.leads)
