"""Measures the rows and columns of blocks, for the viewport and for drawing.

Only visible blocks are measured and the rest is estimated, so that a paper of a hundred thousand
passages opens as fast as one of ten.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from ccgbrief.view.blocks import Block, Look

WIDEST_TEXT = 92
"""Columns; from the end of a longer line it is hard to find the beginning of the next."""

LONGEST_MARKER = 16
"""Columns of a marker before the first row of a text; a longer one gets its own row."""

MARGIN = 3
"""Columns left of every block: the cursor's bar, a sign, a space."""


class Heights:
    """The rows of each block, estimated until they are measured."""

    def __init__(
        self, blocks: Sequence[Block], width: int, measured_rows: Callable[[int], int]
    ) -> None:
        """`measured_rows` returns the rows of a block, including its gap."""
        self._blocks, self._width = blocks, width
        self._measured_rows = measured_rows
        self._rows = [estimate(block, width) for block in blocks]
        self._measured = bytearray(len(blocks))
        self._tops: list[int] = []

    def __getitem__(self, block: int) -> int:
        return self._rows[block]

    def show(self, blocks: Sequence[Block]) -> None:
        """Replace the blocks; unchanged ones at both ends keep their heights.

        So an additional note among 10,000 passages costs no new estimates.
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

    def measure(self, block: int) -> bool:
        """Measure a block that was only estimated; return whether it is not as tall as that."""
        rows = self._rows[block] if self._measured[block] else self._measured_rows(block)
        self._measured[block] = 1
        if rows == self._rows[block]:
            return False
        self._rows[block] = rows
        self._tops = []
        return True

    def measure_between(self, first: int, last: int) -> bool:
        """Measure the blocks between two rows; return whether any is not as tall as estimated."""
        blocks = range(self.at(first), self.at(last) + 1)
        return sum(map(self.measure, blocks)) > 0

    def with_below(self, block: int) -> int:
        """Measure a block and those below it that the cursor passes over; return their rows."""
        count = len(self._blocks)
        end = next((i for i in range(block + 1, count) if self._blocks[i].rests), count)
        for each in range(block, end):
            self.measure(each)
        return self.top(end) - self.top(block)

    def with_around(self, block: int, covered: int, page: int) -> tuple[int, int, int]:
        """Return the rows that should be visible with a block: those passed over around it.

        They are the heading above the first item of a list, and the text below a title, as far as
        they fit into a `page` whose first rows are `covered`. The third number is that of rows at
        the top, the gap, that need not be visible.
        """
        tall, first = self.with_below(block), block
        while first and not self._blocks[first - 1].rests:
            first -= 1
            self.measure(first)
        bottom, above = self.top(block) + tall, self.top(first) - covered
        if bottom - above > page:
            return bottom - tall, bottom, 0
        return above, bottom, self._blocks[first].gap

    def top(self, block: int) -> int:
        """Return the first row of a block; for the one after the last, the number of rows."""
        return self._all_tops()[block]

    @property
    def total(self) -> int:
        """Rows of all blocks together."""
        return self.top(len(self._rows))

    def at(self, row: int) -> int:
        """Return the block at `row`; the last one for rows beyond the end."""
        return min(max(bisect_right(self._all_tops(), row) - 1, 0), len(self._rows) - 1)

    def _all_tops(self) -> list[int]:
        """Return the first rows of all blocks, recomputed when a height has changed."""
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
    """Return the columns by which a block's text is indented below its marker."""
    if len(block.marker) > LONGEST_MARKER:
        return 2
    return len(block.marker) + 1 if block.marker else 0


def estimate(block: Block, width: int) -> int:
    """Estimate the rows of a block, including its gap."""
    if block.is_one_row:
        return block.gap + 1
    if block.look is Look.FIGURE:
        return block.gap + block.text.count("\n") + 1
    room = text_width(block, width)
    rows = 1 + len(block.text) // room + -(-len(block.below) // room)
    if block.status:  # in its last row, if there is room
        rows += len(block.text) % room + len(block.status) + 2 > room
    return block.gap + rows + (len(block.marker) > LONGEST_MARKER or block.is_head)
