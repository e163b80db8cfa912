"""Shows a list of blocks: what every pane is made of.

One widget draws all rows itself (Textual's line API), so that an article costs the same whether
it has ten passages or a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from ccgbrief.tui.widgets.drawing import STYLES, DrawnBlocks, Matched
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.heights import MARGIN
from ccgbrief.view.viewport import Viewport


class BlockView(ScrollView, can_focus=False):
    """Shows blocks one below the other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"block--{name}" for name in STYLES}
    DEFAULT_CSS = """
    BlockView {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 55%;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        overflow-x: hidden;
        overflow-y: scroll;
        &:nocolor .block--faint, &:nocolor .block--done { text-style: dim; }
    }
    """ + "\n".join(f"BlockView .block--{name} {{ {style} }}" for name, style in STYLES.items())

    def __init__(
        self, blocks: Sequence[Block] = (), *, name: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, classes=classes)
        self._view = Viewport(blocks, lambda i: len(self._drawn.rows(i)))
        self._drawn = DrawnBlocks(self._view, partial(self.get_visual_style, partial=True))
        self._heads: list[Content] = []
        """What is drawn over the first rows: the heads of a table whose own have gone by."""

    @property
    def room(self) -> Size:
        """The columns and rows for blocks; one column stays free before the scroll bar."""
        width, height = self.scrollable_content_region.size
        return Size(max(width - 1, 0), height)

    @property
    def has_cursor(self) -> bool:
        """Whether the bar of a cursor is drawn beside one of the blocks."""
        return False

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

    def mark(self, matched: Mapping[Row, Matched]) -> None:
        """Highlight only these spans, by the key of their block."""
        self._drawn.mark(matched)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap again for the new width, keeping the cursor in place."""
        if self._view.resize(*self.room):
            self._drawn.show_match()
            self._follow()

    def expect_width(self, columns: int) -> None:
        """Wrap for the width that the next layout will give."""
        self._view.resize(columns - self.scrollbar_size_vertical, self._view.page)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.forget_styles()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar, and measure blocks that come into view."""
        super().watch_scroll_y(old_value, new_value)
        if (moved := round(new_value) - self._view.scroll) and self.is_attached:
            self._view.scroll_by(moved)
            self._follow(moved=False)

    def _follow(self, *, moved: bool = True) -> None:
        """Show the rows that the viewport gives; `moved` says that the cursor may have."""
        del moved
        # The width of the region is 0 while the list is hidden.
        self.virtual_size = Size(self._view.width, self._view.total)
        self._heads = self._drawn.heads()
        self.scroll_to(y=self._view.scroll, animate=False, immediate=True, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
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
        return self._drawn.selected(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self.refresh()
