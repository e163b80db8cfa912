"""Draws blocks as rows of text, for the block list."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from textual.content import Content
from textual.selection import Selection
from textual.style import Style

from ccgbrief.pack import CELL_SEPARATOR
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import LEAST_BEFORE_STATUS, Block, Look
from ccgbrief.view.figures import BAR
from ccgbrief.view.heights import LONGEST_MARKER, MARGIN, hanging, text_width
from ccgbrief.view.tables import EDGE, GUTTER, Columns, Table
from ccgbrief.view.viewport import Viewport

STYLES = {
    Look.TITLE: "text-style: bold;",
    Look.HEADING: "text-style: bold; color: $heading;",
    Look.TOPIC: "color: $heading;",
    Look.TEXT: "",
    Look.QUOTE: "color: $quote;",
    Look.CODE: "color: $quote;",
    Look.FAINT: "color: $text-muted; text-style: $secondary-text-style;",
    Look.NOTE: "color: $note;",
    Look.QUESTION: "color: $question;",
    Look.ACTION: "color: $action;",
    Look.DECISION: "color: $decision;",
    Look.DECLARATION: "color: $declaration;",
    Look.OVERDUE: "color: $overdue; text-style: bold;",
    Look.DONE: "color: $text-muted; text-style: $secondary-text-style;",
    Look.FIGURE: "",
    "cursor": "color: $accent; text-style: bold;",
    "marker": "color: $text-muted; text-style: bold;",
    "strong": "text-style: bold;",
    "emphasis": "text-style: italic;",
    "link": "text-style: underline;",
}
"""The style of each look and of each part of a block; the component classes are `block--NAME`."""

QUOTE_RULE = "│ "

MORE_LEFT, MORE_RIGHT = " ‹", " ›"
"""Marks where a table wider than the screen continues; as wide as the gap between columns."""

UNDIMMED = Style(dim=False)
"""For what is set off in a faint line: the terminal's own colours are too dark when dimmed."""

MATCHED = Style(bold=True, reverse=True)
"""The style of found words, visible without colour and in every theme."""

MOST_DRAWN = 600
"""Blocks whose rows are kept; more than the largest screen shows."""

Matched = Sequence[tuple[int, int]]
"""Spans of a block's text that a search has found."""


class DrawnBlocks:
    """The rows of a list's blocks, drawn when first needed and kept until `forget`."""

    def __init__(self, view: Viewport, style_of: Callable[[str], Style]) -> None:
        """`style_of` returns the style of a component class of the list."""
        self._view = view
        self._style_of = style_of
        self._styles: dict[str, Style] = {}
        self._rows: dict[int, list[Content]] = {}
        self._width = 0
        self._matched: Mapping[Row, Matched] = {}

    def forget(self) -> None:
        """Have everything drawn again."""
        self._rows.clear()

    def forget_styles(self) -> None:
        """Have everything drawn again in the styles of another theme."""
        self._styles.clear()
        self.forget()

    def mark(self, matched: Mapping[Row, Matched]) -> None:
        """Highlight only these spans, by the key of their block."""
        self._matched = matched
        self.forget()

    def show_match(self) -> None:
        """Move a table sideways until what was found in the row under the cursor is visible."""
        block = self._view.current
        if block and block.table and (matched := self._matched.get(block.key)):
            room = text_width(block, self._view.width)
            block.table.show(room, block.text, (start for start, _ in matched))
            self.forget()

    def move_columns(self, step: int) -> str:
        """Move the table under the cursor by a column; say why if it cannot be moved."""
        block = self._view.current
        if block is None or block.table is None:
            return "← and → move a table that is wider than the screen"
        self.forget()
        return block.table.move(text_width(block, self._view.width), step)

    def heads(self) -> list[Content]:
        """Return the heads that stay in view above the rows of a table whose own are not."""
        table = self._view.table_on_top()
        if table is None:
            return []
        return draw_heads(table, self._view.width, self._block_styles())

    def rows(self, i: int) -> list[Content]:
        if self._width != self._view.width or len(self._rows) >= MOST_DRAWN:
            self._width = self._view.width
            self.forget()
        if i not in self._rows:
            block = self._view.blocks[i]
            matched = self._matched.get(block.key, ())
            self._rows[i] = draw(block, self._view.width, self._block_styles(), matched)
        return self._rows[i]

    def line(self, row: int, *, cursor: bool) -> Content:
        """Return a whole row of the list, margin and text, with the bar of the cursor if asked."""
        if not (found := self._view.locate(row)):
            return Content()
        i, within = found
        block, rows = self._view.blocks[i], self.rows(i)
        bar = "▌" if cursor and within >= block.gap and i == self._view.cursor else " "
        sign = block.sign if within == block.gap and block.sign else " "
        styles = self._block_styles()
        margin = Content.assemble((bar, styles["cursor"]), (f"{sign} ", styles[Look.NOTE]))
        return margin + rows[within] if within < len(rows) else margin

    def selected(self, selection: Selection) -> str:
        first = selection.start.y if selection.start is not None else 0
        last = selection.end.y if selection.end is not None else self._view.total - 1
        # Rows above the selection need not be drawn, since only their number counts.
        rows = [self.line(row, cursor=False).plain for row in range(first, last + 1)]
        return selection.extract("\n" * first + "\n".join(rows))

    def _block_styles(self) -> Mapping[str, Style]:
        if not self._styles:
            self._styles = {name: self._style_of(f"block--{name}") for name in STYLES}
        return self._styles


def draw(
    block: Block, width: int, styles: Mapping[str, Style], matched: Matched = ()
) -> list[Content]:
    """Return the rows of a block, its gap first, for a list that is `width` columns wide."""
    room = text_width(block, width)
    if block.is_one_row:
        cut, status = block.in_one_row(room)
        block = block._replace(text=cut, status=status)
    shown = "\n".join(block.drawn(room)) if block.drawn else block.text
    text = Content(shown).stylize(styles[block.look])
    for bar in BAR.finditer(shown) if block.look is Look.FIGURE else ():
        text = text.stylize(styles[Look.FAINT], *bar.span())
    for span in block.spans:
        text = text.stylize(styles[span.style], span.start, span.end)
    for start, end in matched:
        text = text.stylize(MATCHED, start, end)
    if block.table and block.passage:
        columns, shift = block.table.columns(room), block.table.shift
        rows = _row_of_table(text, block.passage.cells, columns, shift)
        if block.is_head:
            rows = _as_heads(rows, columns, shift, styles)
        elif not block.table.heads and columns.hidden(shift)[1]:
            rows[0] = rows[0].extend_right(room - EDGE - rows[0].cell_length)
            rows[0] += Content.styled(MORE_RIGHT, styles["marker"])
        return [Content()] * block.gap + rows
    rule = Content.styled(QUOTE_RULE, styles["marker"]) if block.look is Look.QUOTE else Content()
    rows = [rule + row for row in _rows(text, block, room - len(rule))]
    if block.status:
        rows = _with_status(rows, Content.styled(block.status, styles["faint"]), room)
    if block.below:
        below = Content.styled(block.below, styles["faint"])
        for span in block.below_spans:
            below = below.stylize(UNDIMMED + styles[span.style], span.start, span.end)
        rows += [rule + row for row in below.wrap(room - len(rule))]
    return [Content()] * block.gap + _indented(
        rows, block, width, styles[block.look if block.note else "marker"]
    )


def draw_heads(table: Table, width: int, styles: Mapping[str, Style]) -> list[Content]:
    """Return the rows of a table's heads, which stay in view above its rows."""
    columns, shift = table.columns(max(width - MARGIN, 8)), table.shift
    text = Content(CELL_SEPARATOR.join(table.heads))
    return _as_heads(_row_of_table(text, table.heads, columns, shift), columns, shift, styles)


def _row_of_table(
    text: Content, cells: Sequence[str], columns: Columns, shift: int
) -> list[Content]:
    """Lay out the cells of a row; `text` is all of them, with its spans."""
    widths = [len(cell) + len(CELL_SEPARATOR) for cell in cells]
    starts = [0, *accumulate(widths)]
    return [
        Content().join(
            part
            for piece in line
            for part in (
                Content(" " * piece.before),
                text[starts[piece.cell] + piece.start : starts[piece.cell] + piece.end],
            )
        )
        for line in columns.lines(cells, shift)
    ]


def _as_heads(
    rows: Sequence[Content], columns: Columns, shift: int, styles: Mapping[str, Style]
) -> list[Content]:
    """Mark heads off from the rows below, and show where the table continues sideways."""
    before, after = columns.rules(shift)
    left, right = columns.hidden(shift)
    rule = Content.assemble(
        (before, styles["faint"]),
        (MORE_LEFT if left else " " * GUTTER if after else "", styles["marker"]),
        (after, styles["faint"]),
        (MORE_RIGHT if right else "", styles["marker"]),
    )
    return [*(row.stylize(styles["heading"]) for row in rows), rule]


def _with_status(rows: list[Content], status: Content, room: int) -> list[Content]:
    """Set the status at the right edge: of the last row, or of rows of its own below it."""
    *before, last = rows or [Content()]
    between = room - last.cell_length - status.cell_length
    if between >= LEAST_BEFORE_STATUS:
        return [*before, last + " " * between + status]
    return [*rows, *status.wrap(room)]


def _rows(text: Content, block: Block, room: int) -> list[Content]:
    if block.look is Look.FIGURE:
        return [row.truncate(room, ellipsis=True) for row in text.split("\n", allow_blank=True)]
    return [row for part in text.split("\n", allow_blank=True) for row in part.wrap(room)]


def _indented(
    rows: Sequence[Content], block: Block, width: int, marker_style: Style
) -> list[Content]:
    indent = Content(" " * block.indent)
    if not block.marker:
        return [indent + row for row in rows]
    marker = Content.styled(block.marker, marker_style)
    under = indent + " " * hanging(block)
    if len(block.marker) > LONGEST_MARKER:
        own = marker.wrap(max(width - MARGIN - block.indent, 8))
        return [*(indent + row for row in own), *(under + row for row in rows)]
    return [(under if i else indent + marker + " ") + row for i, row in enumerate(rows)]
