"""The text and, on a wide screen, a panel with related things beside it."""

from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.layout import WidgetPlacement

from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.block_view import BlockView
from ccgbrief.tui.widgets.columns import Column
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.view import tabs
from ccgbrief.view.address import item_of
from ccgbrief.view.blocks import Block
from ccgbrief.view.overview import columns_for

if TYPE_CHECKING:
    from ccgbrief.view.side_panel import Beside

ROOM_FOR_TWO = 110
"""Columns from which a panel is beside the text."""

TEXT_COLUMNS = 97
"""Columns of the longest lines of a text, with margin and scroll bar."""

PANEL_FRAME = (3, 2)
"""The columns and rows of the panel that are its border, and the free column beside its text."""

LEAST_BESIDE = 38
"""The least columns of the panel; in fewer its text would be all line breaks."""


ROWS_AROUND = 6
"""Rows of the terminal that the overview leaves free, or that are not its own."""


def columns_beside(width: int) -> int:
    """Return the columns of the panel beside the text; 0 if there is no room for it."""
    return max(width - TEXT_COLUMNS, LEAST_BESIDE) if width >= ROOM_FOR_TWO else 0


class SidePanel(BlockView):
    """Shows what belongs to the text under the cursor, without a cursor of its own."""

    DEFAULT_CSS = """
    SidePanel {
        scrollbar-size-vertical: 0; color: $text-muted;
        border: round $foreground 55%; border-title-color: $text-muted;
    }
    """

    def on_click(self, event: events.Click) -> None:
        """Go where the clicked block leads."""
        y = event.get_content_offset_capture(self).y
        if (found := self._view.locate(self.scroll_offset.y + y)) and event.chain == 1:
            self.post_message(BlockList.Opened(self._view.blocks[found[0]]))


class SplitView(Horizontal):
    """The reader, and beside it a panel that is made once there is room and something to show."""

    DEFAULT_CSS = """
    SplitView > BlockView { width: 1fr; }
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._panel: SidePanel | None = None
        self._columns: list[Column] = []
        self._beside: dict[str, Beside] = {}

    def process_layout(self, placements: list[WidgetPlacement]) -> list[WidgetPlacement]:
        """Set both widths at once, since a text that is wrapped twice would lose its row."""
        if len(placements) == 1 or any(isinstance(each.widget, Column) for each in placements):
            return placements
        whole = Region.from_union([each.region for each in placements])
        text, beside = placements
        columns = columns_beside(whole.width)
        if not columns:
            return [text._replace(region=whole)]
        left, right = whole.split_vertical(whole.width - columns)
        return [text._replace(region=left), beside._replace(region=right)]

    def on_mount(self) -> None:
        self.watch(self._reader, "tab", self._make_way, init=False)

    def _make_way(self, tab: str) -> None:
        """Prepare for the widths of a tab before it is shown, or it would be painted twice."""
        width, is_overview = self.size.width, tab == tabs.OVERVIEW
        if self._panel:
            self._panel.display = not is_overview and columns_beside(width) > 0
        if self._reader.columns:
            columns = width // (1 + len(self._reader.columns))
            self._reader.expect_width(columns if is_overview else width - columns_beside(width))

    def on_resize(self, event: events.Resize) -> None:
        """Show the panel beside the text if there is room now."""
        count = columns_for(event.size.width) - 1
        # By the terminal, since the text is lower for as long as a message is long.
        rows = self.app.size.height - ROWS_AROUND if count else 0
        if (count, rows) != (len(self._reader.columns), self._reader.rows):
            self._reader.rows = rows
            self._spread(count)
        self._renew()

    def _spread(self, count: int) -> None:
        """Let the overview continue in so many columns beside it; the cursor stays on its block."""
        for _ in range(count - len(self._columns)):
            self._columns.append(Column(self._reader))
            self.mount(self._columns[-1])
        for column in self._columns[count:]:
            column.display = False
        here = self._reader.standpoint
        self._reader.spread(self._columns[:count])
        self._reader.renew()
        self._reader.go_to(here.address.key, here.row)

    @on(BlockList.CursorMoved)
    def _moved(self, event: BlockList.CursorMoved) -> None:
        event.stop()
        if event.of is self._reader:
            self._renew()

    def renew_pack(self) -> None:
        """Show what belongs to the text in the pack as it is now."""
        self._beside.clear()
        self._renew()

    def _renew(self) -> None:
        """Show what belongs to what is under the cursor now."""
        columns = columns_beside(self.size.width)
        if not columns:
            return
        blocks = self._blocks((columns - PANEL_FRAME[0], self.size.height - PANEL_FRAME[1]))
        # An article keeps its columns while it is made, or its text would be wrapped again.
        is_shown = bool(blocks) or self._reader.is_begun
        if self._panel:
            self._panel.display = is_shown
        elif is_shown:
            self._panel = SidePanel(name="beside")
            self.mount(self._panel)
        if self._panel and is_shown:
            title, *rest = blocks or [Block("", "")]
            self._panel.border_title = Content(title.text)
            self._panel.start_over(rest)

    def _blocks(self, size: tuple[int, int]) -> list[Block]:
        from ccgbrief.view.side_panel import (  # noqa: PLC0415 (not before there is room for it)
            beside_of,
            blocks_beside_article,
            blocks_beside_item,
            blocks_beside_row,
            blocks_beside_term,
        )

        reader = self._reader
        current, pack = reader.current, reader.shown.pack
        if current is None or reader.is_begun:  # all passages of the article are needed
            return []
        if article := pack.article(reader.tab):
            if article.id not in self._beside:
                self._beside[article.id] = beside_of(article, pack)
            return blocks_beside_article(
                self._beside[article.id],
                reader.shown,
                reader.passage_here,
                reader.notes_here(),
                size,
            )
        if reader.tab in (tabs.NOTES, tabs.FIGURES):
            return blocks_beside_row(current, reader.shown)
        if reader.tab == tabs.GLOSSARY:
            name = current.place.term if current.place else ""
            term = next((each for each in pack.terms if each.term == name), None)
            return blocks_beside_term(term, pack) if term else []
        owner = item_of(current.key)
        item = {tabs.AREAS: pack.area(owner), tabs.DUTIES: pack.duty(owner)}.get(reader.tab)
        return blocks_beside_item(item, reader.shown, current) if item else []
