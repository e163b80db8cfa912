"""A list of blocks with a cursor, moved by keys and the mouse."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from ccgbrief.tui.widgets.block_view import BlockView
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.cursor_moves import go_to_end_of_page, move, move_page, move_to_end
from ccgbrief.view.viewport import Viewport


class BlockList(BlockView, can_focus=True):
    """Shows blocks with a cursor, which rests on one of them."""

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

    @property
    def current(self) -> Block | None:
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
    def has_cursor(self) -> bool:
        """Whether the bar is drawn beside the block that the cursor rests on."""
        return True

    @property
    def cursor_row(self) -> int:
        """Rows between the upper edge and the cursor's block."""
        return self.cursor_view.cursor_row

    def go_to(self, key: Row, row: int | None = None) -> bool:
        """Move to the block with that key, `row` rows below the upper edge or in the upper third.

        Returns False when there is no such block.
        """
        found = self._view.go_to(key, row)
        self._drawn.show_match()
        self._follow()
        return found

    def shows(self, key: Row) -> bool:
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

    def move_columns(self, step: int) -> str:
        """Move the table under the cursor by a column; say why if it cannot be moved."""
        said = self._drawn.move_columns(step)
        self._follow(moved=False)
        return said

    def action_move(self, step: int) -> None:
        move(self._view, step)
        self._follow()

    def action_page(self, step: int) -> None:
        move_page(self._view, step)
        self._follow()

    def action_end(self, step: int) -> None:
        """Move to the first (-1) or the last (1) block of the page, or else of all."""
        if not go_to_end_of_page(self._view, step):
            move_to_end(self._view, step)
        self._follow()

    def action_open(self) -> None:
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

    def _follow(self, *, moved: bool = True) -> None:
        super()._follow(moved=moved)
        if moved and self.current:
            self.post_message(self.CursorMoved(self.current, self))
