"""Decides which table heads stay in sight above the rows, for the viewport."""

from collections.abc import Sequence

from ccgbrief.view.blocks import Block
from ccgbrief.view.heights import Heights, text_width
from ccgbrief.view.tables import Table

NEAR = 8
"""How many blocks further on the next row of a table may follow one that has notes."""

Window = tuple[int, int]
"""The columns of a list and its visible rows."""


def table_on_top(
    blocks: Sequence[Block], heights: Heights, scroll: int, window: Window
) -> Table | None:
    """Return the table whose heads are out of view above its visible rows.

    Its heads are drawn over the first rows of the window, as many as `heads_over` returns.
    """
    first = heights.at(scroll)
    begun = heights.top(first) + blocks[first].gap < scroll
    row = _row_of_table(blocks, first)
    if row is None or (row.is_head and not (begun and row is blocks[first])):
        return None
    rows = heads_over(row, window)
    goes_on = _row_of_table(blocks, heights.at(scroll + rows))
    is_tall = heights[first] > window[1] - rows
    return row.table if rows and not is_tall and goes_on and goes_on.table is row.table else None


def heads_above(blocks: Sequence[Block], at: int, window: Window) -> int:
    """Return how many rows above a block are covered by the heads of its table."""
    row = _row_of_table(blocks, at)
    return 0 if row is None or row.is_head else heads_over(row, window)


def heads_over(block: Block, window: Window) -> int:
    """Return how many rows the heads of a block's table take; 0 if they do not stay in view."""
    if block.table is None or not block.table.heads:
        return 0
    width, page = window
    rows = block.table.columns(text_width(block, width)).height(block.table.heads) + 1
    return rows if rows <= page // 3 else 0


def _row_of_table(blocks: Sequence[Block], start: int) -> Block | None:
    """Return the first row of a table in a few blocks from `start` on."""
    return next((block for block in blocks[start : start + NEAR] if block.table), None)
