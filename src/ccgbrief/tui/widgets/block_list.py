"""A list of blocks with a cursor: what every pane is made of.

One widget draws all rows itself (Textual's line API), so that an article costs the same whether
it has ten passages or a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from ccgbrief.tui.widgets.drawing import STYLE_NAMES, DrawnBlocks, Matched
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.cursor_moves import go_to_end_of_page, move, move_page, move_to_end
from ccgbrief.view.heights import MARGIN
from ccgbrief.view.viewport import Viewport


class BlockList(ScrollView, can_focus=True):
    """Shows blocks one below the other; the cursor rests on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"block--{name}" for name in STYLE_NAMES}
    DEFAULT_CSS = """
    BlockList {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 55%;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        overflow-x: hidden;
        overflow-y: scroll;
        .block--cursor { color: $accent; text-style: bold; }
        .block--title { text-style: bold; }
        .block--heading { text-style: bold; color: $heading; }
        .block--topic { color: $heading; }
        .block--quote { color: $quote; }
        .block--code { color: $quote; }
        .block--faint, .block--done { color: $text-muted; text-style: $secondary-text-style; }
        .block--note { color: $note; }
        .block--question { color: $question; }
        .block--action { color: $action; }
        .block--decision { color: $decision; }
        .block--declaration { color: $declaration; }
        .block--overdue { color: $overdue; text-style: bold; }
        .block--marker { color: $text-muted; text-style: bold; }
        .block--strong { text-style: bold; }
        .block--emphasis { text-style: italic; }
        .block--link { text-style: underline; }
        &:nocolor .block--faint, &:nocolor .block--done { text-style: dim; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False, id="cursor.next"),
        Binding("k,up", "move(-1)", "Previous", show=False, id="cursor.previous"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="cursor.page-down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="cursor.page-up"),
        Binding("home", "end(-1)", "First", show=False, id="cursor.first"),
        Binding("end", "end(1)", "Last", show=False, id="cursor.last"),
        Binding("enter", "open", "Open", show=False, id="cursor.open"),
    ]

    @dataclass
    class CursorMoved(Message):
        """The cursor came to rest on another block."""

        block: Block
        of: "BlockList"

    @dataclass
    class Opened(Message):
        """The reader pressed Enter on a block, or clicked it twice."""

        block: Block

    def __init__(
        self, blocks: Sequence[Block] = (), *, name: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, classes=classes)
        self._view = Viewport(blocks, lambda i: len(self._drawn.rows(i)))
        self._drawn = DrawnBlocks(self._view, partial(self.get_visual_style, partial=True))
        self._heads: list[Content] = []
        """What is drawn over the first rows: the heads of a table whose own have gone by."""

    @property
    def current(self) -> Block | None:
        """The block the cursor rests on."""
        return self.cursor_view.current

    @property
    def cursor_view(self) -> Viewport:
        """The view that has the cursor: its own, unless the list continues in others."""
        return self._view

    @property
    def is_chosen(self) -> bool:
        """Whether the reader moved to this block; False if the one they were on has disappeared."""
        return not self.cursor_view.lost

    @property
    def room(self) -> Size:
        """The columns and rows for blocks; one column stays free before the scroll bar."""
        width, height = self.scrollable_content_region.size
        return Size(max(width - 1, 0), height)

    @property
    def has_cursor(self) -> bool:
        """Whether the bar is drawn beside the block that the cursor rests on."""
        return True

    @property
    def cursor_row(self) -> int:
        """Rows between the upper edge and the cursor's block."""
        return self.cursor_view.cursor_row

    def show(self, blocks: Sequence[Block]) -> None:
        """Show `blocks` instead; the cursor stays on the block with the key it was on."""
        self._drawn.forget()
        self._view.show(blocks)
        self._follow()

    def start_over(self, blocks: Sequence[Block], at: Row = "") -> None:
        """Show `blocks` instead, from the first one on, or from the one with that key."""
        self._drawn.forget()
        self._view.start_over(blocks, at)
        self._follow()

    def go_to(self, key: Row, row: int | None = None) -> bool:
        """Move to the block with that key, `row` rows below the upper edge or in the upper third.

        Returns False when there is no such block.
        """
        found = self._view.go_to(key, row)
        self._drawn.show_match()
        self._follow()
        return found

    def shows(self, key: Row) -> bool:
        """Return whether there is a block with that key."""
        return self._view.position(key) is not None

    def rest_near(self, row: int) -> None:
        """Move to the block `row` rows below the upper edge, or on the last one."""
        found = self._view.locate(self._view.scroll + row)
        last = len(self._view.blocks) - 1
        self._view.rest_on(self._view.resting_from(found[0] if found else last, 1 if found else -1))
        self._follow()

    def land(self) -> None:
        """Show the cursor's block in the upper third."""
        self._view.land()
        self._follow()

    def mark(self, matched: Mapping[Row, Matched]) -> None:
        """Highlight only these spans, by the key of their block."""
        self._drawn.mark(matched)
        self.refresh()

    def move_columns(self, step: int) -> str:
        """Move the table under the cursor by a column; say why if it cannot be moved."""
        said = self._drawn.move_columns(step)
        self._follow(moved=False)
        return said

    def action_move(self, step: int) -> None:
        """Move to the next or previous block."""
        move(self._view, step)
        self._follow()

    def action_page(self, step: int) -> None:
        """Move by a page of the paper, or by a screen."""
        move_page(self._view, step)
        self._follow()

    def action_end(self, step: int) -> None:
        """Move to the first (-1) or the last (1) block of the page, or else of all."""
        if not go_to_end_of_page(self._view, step):
            move_to_end(self._view, step)
        self._follow()

    def action_open(self) -> None:
        """Open the block under the cursor."""
        if self.current:
            self.post_message(self.Opened(self.current))

    def on_click(self, event: events.Click) -> None:
        """Move to the block that was clicked; open it at the second click."""
        y = event.get_content_offset_capture(self).y
        found = self._view.locate(self.scroll_offset.y + y)
        if found and y >= len(self._heads) and self._view.blocks[found[0]].rests:
            self._view.rest_on(found[0])
            self._follow()
            if event.chain == 2:
                self.action_open()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again for the new width, keeping the cursor in place."""
        del event
        if self._view.resize(*self.room):
            self._drawn.show_match()
            self._follow()

    def expect_width(self, columns: int) -> None:
        """Wrap for the width that the next layout will give."""
        self._view.resize(columns - self.scrollbar_size_vertical, self._view.page)

    def notify_style_update(self) -> None:
        """Redraw when the theme has changed."""
        super().notify_style_update()
        self._drawn.forget_styles()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar, and measure blocks that come into view."""
        super().watch_scroll_y(old_value, new_value)
        if (moved := round(new_value) - self._view.scroll) and self.is_attached:
            self._view.scroll_by(moved)
            self._follow(moved=False)

    def _follow(self, *, moved: bool = True) -> None:
        """Show the rows that the viewport gives."""
        # The width of the region is 0 while the list is hidden.
        self.virtual_size = Size(self._view.width, self._view.total)
        self._heads = self._drawn.heads()
        self.scroll_to(y=self._view.scroll, animate=False, immediate=True, force=True)
        self.refresh()
        if moved and self.current:
            self.post_message(self.CursorMoved(self.current, self))

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the visible part."""
        row, base = self.scroll_offset.y + y, self.visual_style
        if y < len(self._heads):
            strip = Strip((Content(" " * MARGIN) + self._heads[y]).render_segments(base))
            return strip.adjust_cell_length(self.size.width, base.rich_style)
        content = self._drawn.line(row, cursor=self.has_cursor)
        if (selection := self.text_selection) and (span := selection.get_span(row)):
            end = span[1] if span[1] >= 0 else len(content)
            style = self.screen.get_visual_style("screen--selection")
            content = content.stylize(style, span[0], end)
        strip = Strip(content.render_segments(base))
        return strip.adjust_cell_length(self.size.width, base.rich_style).apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that was selected with the mouse."""
        return self._drawn.selected(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.refresh()
