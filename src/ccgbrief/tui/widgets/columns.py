"""A list that continues in columns beside it: the overview on a wide screen."""

from collections.abc import Sequence

from textual import events

from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.viewport import Viewport


class Column(BlockList):
    """Continues a list beside it, which has the focus and gets the keys for both."""

    def __init__(self, of: "ColumnList") -> None:
        super().__init__(name="column")
        self._of = of
        self.can_focus = False

    @property
    def has_cursor(self) -> bool:
        return self._of.cursor_list is self

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor here; the list's own handler places it next."""
        del event
        self._of.enter(self)


class ColumnList(BlockList):
    """A list with one cursor, which goes on through the columns beside it."""

    def __init__(self, blocks: Sequence[Block] = (), *, name: str | None = None) -> None:
        super().__init__(blocks, name=name)
        self.columns: list[Column] = []
        """Those beside it, as far as there is room for them."""
        self._entered: Column | None = None

    @property
    def cursor_list(self) -> BlockList:
        """The column that the cursor is in, or this list itself."""
        return self._entered or self

    @property
    def cursor_view(self) -> Viewport:
        return self._entered.cursor_view if self._entered else self._view

    @property
    def has_cursor(self) -> bool:
        return self._entered is None

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor here; the list's own handler places it next."""
        del event
        self.enter(self)

    def spread(self, columns: list[Column]) -> None:
        """Continue in these columns, once the blocks are shown again."""
        self.enter(self)
        self.columns = columns

    def enter(self, column: BlockList) -> None:
        """Put the cursor into a column, or into this list itself."""
        self.cursor_list.refresh()
        self._entered = column if isinstance(column, Column) else None
        column.refresh()

    def start_over(self, blocks: Sequence[Block], at: Row = "") -> None:
        """Show `blocks` instead, with the cursor in this list itself."""
        self.enter(self)
        super().start_over(blocks, at)

    def show_beside(self, columns: Sequence[Sequence[Block]]) -> None:
        """Show these blocks in the columns; the cursor follows a block that changes its column."""
        before = len(self._shown)
        for number, column in enumerate(self.columns):
            blocks = columns[number] if number < len(columns) else ()
            column.show(blocks)
            column.display = bool(blocks)
        if len(self._shown) != before:
            # Or else this list would be painted once more in the width it had.
            self.screen.refresh(layout=True)
        if (key := self.cursor_view.lost) and self._holder(key):
            self.go_to(key)
        elif not self.cursor_view.blocks:
            self.enter(self)

    def go_to(self, key: Row, row: int | None = None) -> bool:
        """Move to the block with that key, in whichever column it is."""
        holder = self._holder(key) or self
        self.enter(holder)
        return super().go_to(key, row) if holder is self else holder.go_to(key, row)

    def move_columns(self, step: int) -> str:
        """Move the cursor to the column beside, or the table under it by a column."""
        if len(shown := self._shown) == 1:
            return super().move_columns(step)
        beside = shown.index(self.cursor_list) + step
        if 0 <= beside < len(shown):
            row = self.cursor_row
            self.enter(shown[beside])
            shown[beside].rest_near(row)
        return ""

    def action_move(self, step: int) -> None:
        """Move to the next or previous block, which may be in the column beside."""
        view, shown = self.cursor_view, self._shown
        before = view.cursor, view.scroll
        BlockList.action_move(self.cursor_list, step)
        beside = shown.index(self.cursor_list) + step
        if (view.cursor, view.scroll) == before and 0 <= beside < len(shown):
            self.enter(shown[beside])
            BlockList.action_end(shown[beside], -step)

    def action_page(self, step: int) -> None:
        BlockList.action_page(self.cursor_list, step)

    def action_end(self, step: int) -> None:
        """Move to the first (-1) or the last (1) block of all columns."""
        end = self._shown[0 if step < 0 else -1]
        self.enter(end)
        BlockList.action_end(end, step)

    @property
    def _shown(self) -> list[BlockList]:
        """The list itself, and the columns in which it continues now."""
        return [self, *(column for column in self.columns if column.current)]

    def _holder(self, key: Row) -> BlockList | None:
        return next((each for each in (self, *self.columns) if each.shows(key)), None)
