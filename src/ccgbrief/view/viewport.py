"""Where the cursor rests in a list of blocks and which rows are in view: for the block list.

Rows are counted from the beginning of the list. Only what comes into view is measured; the rest is
estimated, so that a paper of a hundred thousand passages opens as fast as one of ten.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.tables import Table

WIDEST_TEXT = 92
"""Columns: longer lines are hard to follow back to the next one's beginning."""

LONGEST_MARKER = 16
"""Columns of a marker before the first row of a text; a longer one has a row of its own."""

NEAR = 8
"""Blocks within which the next row of a table follows one that has notes under it."""

MARGIN = 3
"""Columns left of every block: the cursor's bar, a sign, a space."""


class Heights:
    """Rows each block takes, estimated until `measure` says better."""

    def __init__(self, blocks: Sequence[Block], width: int) -> None:
        self._blocks, self._width = blocks, width
        self._rows = [estimate(block, width) for block in blocks]
        self._measured = bytearray(len(blocks))
        self._tops: list[int] = []

    def __getitem__(self, block: int) -> int:
        return self._rows[block]

    def show(self, blocks: Sequence[Block]) -> None:
        """Take blocks that are nearly these; those that stay at both ends keep their heights.

        A note more among 10,000 passages then costs no estimate of any other.
        """
        old, most = self._blocks, min(len(self._blocks), len(blocks))
        first = next((i for i in range(most) if old[i] != blocks[i]), most)
        ends = range(1, most - first + 1)
        last = next((i for i in ends if old[-i] != blocks[-i]), most - first + 1) - 1
        changed = slice(first, len(old) - last)
        rows = [estimate(block, self._width) for block in blocks[first : len(blocks) - last]]
        self._blocks, self._tops = blocks, []
        self._rows[changed] = rows
        self._measured[changed] = bytes(len(rows))

    def is_measured(self, block: int) -> bool:
        """Tell whether the height of a block is known and not estimated."""
        return bool(self._measured[block])

    def measure(self, block: int, rows: int) -> None:
        """Set the height of a block."""
        self._measured[block] = 1
        if self._rows[block] != rows:
            self._rows[block] = rows
            self._tops = []

    def top(self, block: int) -> int:
        """Return the first row of a block; of the one after the last, how many rows there are."""
        return self._all_tops()[block]

    @property
    def total(self) -> int:
        """Rows of all blocks together."""
        return self.top(len(self._rows))

    def at(self, row: int) -> int:
        """Return the block that takes `row`; the last one for rows beyond the end."""
        return min(max(bisect_right(self._all_tops(), row) - 1, 0), len(self._rows) - 1)

    def _all_tops(self) -> list[int]:
        """Return the first rows of all blocks, added up again when a height has changed."""
        if not self._tops:
            self._tops = [0, *accumulate(self._rows)]
        return self._tops


def text_width(block: Block, width: int) -> int:
    """Return the columns for a block's text in a list that is `width` columns wide."""
    room = width - MARGIN - block.indent - hanging(block)
    is_wide = block.table or block.look is Look.FIGURE
    most = room if is_wide else min(room, WIDEST_TEXT - block.indent)
    return max(most, 8)


def hanging(block: Block) -> int:
    """Return the columns by which a block's text hangs under its marker."""
    if len(block.marker) > LONGEST_MARKER:
        return 2
    return len(block.marker) + 1 if block.marker else 0


def estimate(block: Block, width: int) -> int:
    """Guess the rows a block takes, its gap included."""
    if block.look is Look.FIGURE:
        return block.gap + block.text.count("\n") + 1
    rows = 1 + len(block.text) // text_width(block, width) + bool(block.below)
    return block.gap + rows + (len(block.marker) > LONGEST_MARKER or block.is_head)


class Viewport:
    """A cursor on a list of blocks, seen through a window of `page` rows."""

    def __init__(self, blocks: Sequence[Block], measure: Callable[[int], int]) -> None:
        """`measure` gives the true height of a block in rows, its gap included."""
        self.blocks = blocks
        self.cursor = 0
        self.scroll = 0
        self.page = 0
        self.width = 0
        self._measure_block = measure
        self._heights = Heights(blocks, self.width)
        self._row_wanted: int | None = None
        self._lost: Row = ""
        """Key of the block that went away from under the cursor, until the cursor is moved."""
        self.cursor = self._resting(0, 1)

    @property
    def current(self) -> Block | None:
        """The block the cursor rests on."""
        return self.blocks[self.cursor] if self.blocks else None

    @property
    def is_chosen(self) -> bool:
        """Whether the reader came to this block; not, where the one they were on has gone."""
        return not self._lost

    @property
    def cursor_row(self) -> int:
        """Rows between the upper edge and the block the cursor rests on."""
        if not self.page:
            return self._row_wanted or 0
        return self._heights.top(self.cursor) - self.scroll

    @property
    def total(self) -> int:
        """Rows of all blocks together, as far as they are known."""
        return self._heights.total

    def table_on_top(self) -> Table | None:
        """Return the table whose heads have gone out of view above those of its rows that are seen.

        Its heads are to be drawn over the first rows of the window, `heads_over` many.
        """
        if not self.page or not self.blocks:
            return None
        first = self._heights.at(self.scroll)
        begun = self._heights.top(first) + self.blocks[first].gap < self.scroll
        row = self._row_of_table(first)
        if row is None or (row.is_head and not (begun and row is self.blocks[first])):
            return None
        rows = self.heads_over(row)
        goes_on = self._row_of_table(self._heights.at(self.scroll + rows))
        is_tall = self._heights[first] > self.page - rows
        return (
            row.table if rows and not is_tall and goes_on and goes_on.table is row.table else None
        )

    def _row_of_table(self, start: int) -> Block | None:
        """Return the first row of a table in a few blocks from `start` on."""
        return next((block for block in self.blocks[start : start + NEAR] if block.table), None)

    def heads_over(self, block: Block) -> int:
        """Return the rows that the heads of a block's table take; 0 where they go out of view."""
        if block.table is None or not block.table.heads:
            return 0
        columns = block.table.columns(text_width(block, self.width))
        rows = columns.height(block.table.heads) + 1
        return rows if rows <= self.page // 3 else 0

    def locate(self, row: int) -> tuple[int, int] | None:
        """Return the block that takes `row` and which of its rows that is."""
        if not self.page or not 0 <= row < self._heights.total:
            return None
        block = self._heights.at(row)
        return block, row - self._heights.top(block)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show `blocks` instead; the cursor stays on the block with the key it was on.

        One that has gone is rested on again when it comes back before the cursor is moved.
        """
        row, key = self.cursor_row, self.current.key if self.current else ""
        self.blocks = blocks
        self._heights.show(blocks)
        last = max(len(blocks) - 1, 0)
        lost, found = self.position(self._lost) if self._lost else None, self.position(key)
        if lost is not None:
            found, self._lost = lost, ""
        elif found is None:
            self._lost = self._lost or key
        self.cursor = self._resting(min(self.cursor, last), -1) if found is None else found
        self._settle(row)

    def start_over(self, blocks: Sequence[Block]) -> None:
        """Show `blocks` instead, from the first one on."""
        self.blocks = blocks
        self._lost = ""
        self._heights = Heights(blocks, self.width)
        self.cursor = self.scroll = 0
        self.cursor = self._resting(0, 1)
        self._settle(0 if self.cursor == 0 else None)

    def resize(self, width: int, page: int) -> None:
        """Take the size of the window; the cursor keeps its row."""
        row = self.cursor_row if self.page else self._row_wanted
        self.width, self.page = width, page
        self._heights = Heights(self.blocks, width)
        self._settle(row)

    def go_to(self, key: Row, row: int | None = None) -> bool:
        """Rest on the block with that key, `row` rows below the upper edge if that is given."""
        found = self.position(key)
        if found is None:
            return False
        self.cursor, self._lost = found, ""
        self._settle(row)
        return True

    def move(self, step: int) -> None:
        """Rest on the next or previous block; one taller than the window is scrolled through."""
        self._lost = ""
        if not self.page or not self.blocks or self._scroll_within(step):
            return
        moved = self._resting(self.cursor + step, step)
        if moved == self.cursor:
            self.scroll_by(-self.total if step < 0 else self.total)
            return
        self.rest_on(moved)
        if step < 0 and (hidden := self._tall() - self.page) > 0:
            self._settle(-hidden)  # reading upwards, its end comes first

    def move_page(self, step: int) -> None:
        """Rest on the next or previous block that is not wholly in view, and show it at the edge.

        So no row goes by unseen.
        """
        self._lost = ""
        if not self.page or not self.blocks or self._scroll_within(step):
            return
        start, row = self.cursor, self.cursor_row
        ahead = range(start + step, len(self.blocks) if step > 0 else -1, step)
        for block in ahead:
            if not self.blocks[block].rests:
                continue
            self.cursor = block
            tall = self._tall()
            self.scroll = self._heights.top(start) - row  # measuring may have moved the start
            if not self._kept_above() <= self.cursor_row <= self.page - tall:
                self._settle(0 if step > 0 else self.page - tall)
                return
        self.move_to_end(step)

    def move_to_end(self, step: int) -> None:
        """Rest on the first (-1) or the last (1) block."""
        if self.blocks:
            self.rest_on(self._resting(0 if step < 0 else len(self.blocks) - 1, -step))
            self.scroll_by(-self.total if step < 0 else self.total)

    def rest_on(self, block: int) -> None:
        """Rest on a block, brought into view."""
        self.cursor, self._lost = block, ""
        self._settle()

    def scroll_by(self, rows: int) -> None:
        """Move the window, not the cursor."""
        if self.page and self.blocks:
            self.scroll = self._steady(self._within(self.scroll + rows))

    def position(self, key: Row) -> int | None:
        """Return which block has that key."""
        return next((i for i, block in enumerate(self.blocks) if block.key == key), None)

    def _resting(self, start: int, step: int) -> int:
        """Return the first block from `start` on where the cursor may rest, else where it is."""
        i = start
        while 0 <= i < len(self.blocks):
            if self.blocks[i].rests:
                return i
            i += step
        return min(self.cursor, max(len(self.blocks) - 1, 0))

    def _scroll_within(self, step: int) -> bool:
        """Scroll on in a block whose end is still out of view; tell whether it did."""
        above = -self.cursor_row
        tall = self._tall()
        hidden = tall - above - self.page if step > 0 else above
        if tall <= self.page or hidden <= 0:
            return False
        self.scroll_by(step * min(hidden, max(self.page - 1, 1)))
        return True

    def _settle(self, row: int | None = None) -> None:
        """Bring the cursor's block into view, `row` rows below the upper edge if that is given."""
        if not self.page:
            self._row_wanted = row  # not laid out yet: the first resize comes back here
            return
        self._row_wanted = None
        if self.blocks:
            # The first block in view keeps its place while others are measured.
            first = self._heights.at(self.scroll)
            within = self.scroll - self._heights.top(first)
            top, bottom = self._company()
            held = self._heights.top(first) + within
            wanted = held if row is None else self._heights.top(self.cursor) - row
            self.scroll = self._steady(into_view(wanted, top, bottom - top, self.page))

    def _tall(self) -> int:
        """Return the rows of the cursor's block and of what is passed over below it."""
        last = self.cursor + 1
        while last < len(self.blocks) and not self.blocks[last].rests:
            last += 1
        for block in range(self.cursor, last):
            self._measure(block)
        return self._heights.top(last) - self._heights.top(self.cursor)

    def _company(self) -> tuple[int, int]:
        """Return the rows that should be seen with the cursor: what it passes over around it.

        That is the heading above the first of a list, and the text below the title it rests on.
        """
        tall = self._tall()
        first = self.cursor
        while first and not self.blocks[first - 1].rests:
            self._measure(first - 1)
            first -= 1
        bottom = self._heights.top(self.cursor) + tall
        above = self._heights.top(first) - self._kept_above()
        return (above if bottom - above <= self.page else bottom - tall), bottom

    def _kept_above(self) -> int:
        """Return the rows above the cursor's block that the heads of its table cover."""
        row = self._row_of_table(self.cursor)
        return 0 if row is None or row.is_head else self.heads_over(row)

    def _steady(self, scroll: int) -> int:
        """Measure all that is in view from row `scroll` on; return the row that has become.

        What stands above the cursor may turn out taller or shorter than it was thought: the
        cursor keeps its row.
        """
        row = self._heights.top(self.cursor) - scroll
        while self._measure_view(self._within(scroll)):
            scroll = self._heights.top(self.cursor) - row
        return self._within(scroll)

    def _within(self, scroll: int) -> int:
        return max(min(scroll, self.total - self.page), 0)

    def _measure_view(self, scroll: int) -> bool:
        """Measure the blocks in view; tell whether any was not as tall as it was thought."""
        first, last = self._heights.at(scroll), self._heights.at(scroll + self.page)
        changed = [i for i in range(first, last + 1) if self._measure(i)]
        return bool(changed)

    def _measure(self, block: int) -> bool:
        if self._heights.is_measured(block):
            return False
        before = self._heights[block]
        self._heights.measure(block, self._measure_block(block))
        return self._heights[block] != before


def into_view(scroll: int, top: int, tall: int, page: int) -> int:
    """Return the first row to show so that a block of `tall` rows at row `top` is in view.

    A block that is in view moves nothing, nor does one that fills it; one that is near is brought
    in by its nearer edge; one that is further away is put below a third of the window, with
    context on both sides.
    """
    if min(top, top + tall - page) <= scroll <= max(top, top + tall - page):
        return scroll
    if top > scroll + 2 * page or top + tall < scroll - page:
        return max(top - page // 3, 0)
    if top < scroll or tall > page:
        return top
    return top + tall - page
