"""The cursor in a list of blocks and the visible rows, for the block list.

Rows are counted from the beginning of the list.
"""

from collections.abc import Callable, Sequence
from itertools import chain

from ccgbrief.notebook import Note
from ccgbrief.notebook.merge import builds_on
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.heights import Heights, text_width
from ccgbrief.view.tables import Table

NEAR = 8
"""How many blocks further on the next row of a table may follow one that has notes."""


class Viewport:
    """A cursor on a list of blocks, seen through a window of `page` rows."""

    def __init__(self, blocks: Sequence[Block], measure: Callable[[int], int]) -> None:
        """Make a viewport; `measure` returns the height of a block in rows, including its gap."""
        self.blocks = blocks
        self.cursor = 0
        self.scroll = 0
        self.page = 0
        self.width = 0
        self._measure = measure
        self._heights = Heights(blocks, self.width, measure)
        self._row_wanted: int | None = None
        self.lost: Row = ""
        """Key of the block that disappeared from under the cursor, until the cursor is moved."""
        self.cursor = self.resting_from(0)

    @property
    def current(self) -> Block | None:
        return self.blocks[self.cursor] if self.blocks else None

    @property
    def cursor_row(self) -> int:
        """Rows between the upper edge and the block the cursor rests on."""
        if not self.page:
            return self._row_wanted or 0
        return self._heights.top(self.cursor) - self.scroll

    @property
    def total(self) -> int:
        """Total rows of all blocks, as far as measured."""
        return self._heights.total

    def table_on_top(self) -> Table | None:
        """Return the table whose heads are out of view above its visible rows.

        They are drawn over the first rows of the window.
        """
        if not self.page or not self.blocks:
            return None
        first = self._heights.at(self.scroll)
        begun = self._heights.top(first) + self.blocks[first].gap < self.scroll
        row = self._row_of_table(first)
        if row is None or (row.is_head and not (begun and row is self.blocks[first])):
            return None
        rows = self._heads_over(row)
        goes_on = self._row_of_table(self._heights.at(self.scroll + rows))
        is_tall = self._heights[first] > self.page - rows
        is_shown = rows and not is_tall and goes_on and goes_on.table is row.table
        return row.table if is_shown else None

    def heads_above(self, block: int) -> int:
        """Return the rows above a block that the heads of its table cover."""
        row = self._row_of_table(block)
        return 0 if row is None or row.is_head else self._heads_over(row)

    def _heads_over(self, block: Block) -> int:
        """Return how many rows the heads of a block's table take; 0 if they do not stay in view."""
        if block.table is None or not block.table.heads:
            return 0
        columns = block.table.columns(text_width(block, self.width))
        rows = columns.height(block.table.heads) + 1
        return rows if rows <= self.page // 3 else 0

    def _row_of_table(self, start: int) -> Block | None:
        """Return the first row of a table in a few blocks from `start` on."""
        return next((block for block in self.blocks[start : start + NEAR] if block.table), None)

    def locate(self, row: int) -> tuple[int, int] | None:
        """Return the block at `row`, and which of its rows that is."""
        if not self.page or not 0 <= row < self._heights.total:
            return None
        block = self._heights.at(row)
        return block, row - self._heights.top(block)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show `blocks` instead; the cursor stays on the key it was on, or the note.

        If that has disappeared, the cursor returns to it when it comes back, unless it was moved.
        """
        row, before = self.cursor_row, self.current
        key = before.key if before else ""
        self.blocks = blocks
        self._heights.show(blocks)
        last = max(len(blocks) - 1, 0)
        lost, found = self.position(self.lost) if self.lost else None, self.position(key)
        if lost is not None:
            found, self.lost = lost, ""
        elif found is None:
            found = self._position_of(before.note) if before and before.note else None
            if found is None:
                self.lost = self.lost or key
        self.cursor = self.resting_from(min(self.cursor, last), -1) if found is None else found
        self._settle(row)

    def start_over(self, blocks: Sequence[Block], at: Row = "") -> None:
        """Show `blocks` instead, from the first one on or where the one with that key is."""
        self.blocks, self.lost = blocks, ""
        self._heights = Heights(blocks, self.width, self._measure)
        self.cursor = self.scroll = 0
        found = self.position(at) if at else None
        self.cursor = self.resting_from(0) if found is None else found
        self.land(0 if self.cursor == 0 else None)

    def resize(self, width: int, page: int) -> bool:
        """Take the size of the window, the cursor keeping its row; return False if it had it."""
        if (self.width, self.page) == (width, page):
            return False
        row = self.cursor_row if self.page else self._row_wanted
        self.width, self.page = width, page
        self._heights = Heights(self.blocks, width, self._measure)
        self.land(row)
        return True

    def go_to(self, key: Row, row: int | None = None) -> bool:
        """Move to the block with that key, `row` rows below the upper edge or where jumps land."""
        found = self.position(key)
        if found is None:
            return False
        self.cursor, self.lost = found, ""
        self.land(row)
        return True

    def land(self, row: int | None = None) -> None:
        """Show the cursor's block `row` rows below the upper edge, or in the upper third."""
        if row is None and self.page and self.blocks:
            row = landing_row(self.cursor_row, self._heights.with_below(self.cursor), self.page)
        self._settle(row)

    def rest_on(self, block: int, row: int | None = None) -> None:
        """Move to a block and bring it into view, `row` rows below the upper edge if given."""
        self.cursor, self.lost = block, ""
        self._settle(row)

    def rest_below(self, block: int) -> None:
        """Move to the first block from here on where the cursor may rest; show this one on top."""
        self.cursor, self.lost = self.resting_from(block), ""
        row = self._heights.top(block) + self.blocks[block].gap
        self.scroll = self._steady(row - self.heads_above(self.cursor))

    def rows_to(self, block: int) -> int:
        """Return the rows from the upper edge to a block's text; exact within a window's height."""
        row = self.cursor_row
        for above in range(max(block, self._heights.at(self.scroll) - self.page), self.cursor):
            self._heights.measure(above)
        self.scroll = self._heights.top(self.cursor) - row
        return self._heights.top(block) + self.blocks[block].gap - self.scroll

    def tall(self, block: int) -> int:
        """Return the rows of a block and of those below it that the cursor passes over."""
        row = self.cursor_row
        tall = self._heights.with_below(block)
        self.scroll = self._heights.top(self.cursor) - row
        return tall

    def is_visible(self, block: int) -> bool:
        """Return whether all rows of a block are visible, and of those passed over below it."""
        most = self.page - self.tall(block)
        return self.heads_above(block) <= self._heights.top(block) - self.scroll <= most

    def scroll_by(self, rows: int) -> None:
        """Move the window, not the cursor."""
        if self.page and self.blocks:
            self.scroll = self._steady(self._within(self.scroll + rows))

    def scroll_within(self, step: int) -> bool:
        """Scroll within a block whose end is still out of view; return whether that is all.

        There is also nothing else to do while there is no size, or no block.
        """
        self.lost = ""
        if not self.page or not self.blocks:
            return True
        above = -self.cursor_row
        tall = self._heights.with_below(self.cursor)
        hidden = tall - above - self.page if step > 0 else above
        if hidden <= 0 or (tall <= self.page and not -tall < self.cursor_row < self.page):
            return False
        self.scroll_by(step * min(hidden, max(self.page - 1, 1)))
        return True

    def position(self, key: Row) -> int | None:
        return next((i for i, block in enumerate(self.blocks) if block.key == key), None)

    def _position_of(self, note: Note) -> int | None:
        """Find a note that has another key than before, as two texts of one note have."""
        of_note = [(i, block.note) for i, block in enumerate(self.blocks) if block.note]
        same = (i for i, other in of_note if other == note)
        later = (i for i, other in of_note if other.id == note.id and builds_on(other, note))
        return next(chain(same, later), None)

    def resting_from(self, start: int, step: int = 1) -> int:
        """Return the first block from `start` on where the cursor may rest, else its own."""
        last = len(self.blocks) - 1
        ahead = range(start, last + 1) if step > 0 else range(min(start, last), -1, -1)
        otherwise = min(self.cursor, max(last, 0))
        return next((i for i in ahead if self.blocks[i].rests), otherwise)

    def _settle(self, row: int | None = None) -> None:
        """Bring the cursor's block into view, `row` rows below the upper edge if given."""
        if not self.page:
            self._row_wanted = row  # no size yet; the first resize comes back here
            return
        self._row_wanted = None
        if self.blocks:
            # The first block in view keeps its place while others are measured.
            first = self._heights.at(self.scroll)
            within = self.scroll - self._heights.top(first)
            covered = self.heads_above(self.cursor)
            top, bottom, gap = self._heights.with_around(self.cursor, covered, self.page)
            wanted = self._heights.top(first) + within
            if row is not None:
                wanted = self._heights.top(self.cursor) - row
                top = min(max(top, wanted), top + gap)
            self.scroll = self._steady(into_view(wanted, top, bottom - top, self.page))

    def _steady(self, scroll: int) -> int:
        """Measure everything visible from row `scroll` on; return the corrected row.

        Blocks above the cursor may turn out taller or shorter than estimated: the cursor keeps its
        row.
        """
        row = self._heights.top(self.cursor) - scroll
        first = self._within(scroll)
        while self._heights.measure_between(first, first + self.page):
            first = self._within(self._heights.top(self.cursor) - row)
        return first

    def _within(self, scroll: int) -> int:
        return max(min(scroll, self.total - self.page), 0)


def landing_row(row: int, tall: int, page: int) -> int:
    """Return the row of the window at which the target of a jump should begin; it is at `row` now.

    A target in the upper third stays, so that two jumps to neighbours do not move the text.
    """
    third = page // 3
    if 0 <= row <= third and row + tall <= page:
        return row
    return max(min(third, page - tall), 0)


def into_view(scroll: int, top: int, tall: int, page: int) -> int:
    """Return the first row to show so that a block of `tall` rows at row `top` is visible.

    A block that is visible or fills the window moves nothing; a near one is brought in by its
    nearer edge; one further away is put below a third of the window, with context on both sides.
    """
    if min(top, top + tall - page) <= scroll <= max(top, top + tall - page):
        return scroll
    if top > scroll + 2 * page or top + tall < scroll - page:
        return max(top - page // 3, 0)
    if top < scroll or tall > page:
        return top
    return top + tall - page
