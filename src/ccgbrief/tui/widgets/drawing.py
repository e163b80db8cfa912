"""Draws one block as rows of text: for the block list."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from textual.content import Content
from textual.style import Style

from ccgbrief.pack import CELL_SEPARATOR
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.heights import LONGEST_MARKER, MARGIN, hanging, text_width
from ccgbrief.view.tables import EDGE, GUTTER, Columns, Table

STYLE_NAMES = (
    *(look.value for look in Look),
    "cursor",
    "marker",
    "strong",
    "emphasis",
    "link",
)
"""The component classes of a block list are `block--NAME`."""

QUOTE_RULE = "│ "

MORE_LEFT, MORE_RIGHT = " ‹", " ›"
"""Where a table goes on that is wider than the screen; as wide as its columns are apart."""

MATCHED = Style(bold=True, reverse=True)
"""Words a search has found: seen without any colour, and in every theme."""


def draw(
    block: Block,
    width: int,
    styles: Mapping[str, Style],
    matched: Sequence[tuple[int, int]] = (),
    shift: int = 0,
) -> list[Content]:
    """Return the rows of a block, its gap first, for a list that is `width` columns wide.

    A row of a table that does not fit is drawn moved by `shift` columns.
    """
    room = text_width(block, width)
    shown = "\n".join(block.drawn(room)) if block.drawn else block.text
    text = Content(shown).stylize(styles[block.look])
    for span in block.spans:
        text = text.stylize(styles[span.style], span.start, span.end)
    for start, end in matched:
        text = text.stylize(MATCHED, start, end)
    if block.table and block.passage:
        columns = block.table.columns(room)
        rows = _row_of_table(text, block.passage.cells, columns, shift)
        if block.is_head:
            rows = _as_heads(rows, columns, shift, styles)
        elif not block.table.heads and columns.hidden(shift)[1]:
            rows[0] = rows[0].extend_right(room - EDGE - rows[0].cell_length)
            rows[0] += Content.styled(MORE_RIGHT, styles["marker"])
        return [Content()] * block.gap + rows
    rule = Content.styled(QUOTE_RULE, styles["marker"]) if block.look is Look.QUOTE else Content()
    rows = [rule + row for row in _rows(text, block, room - len(rule))]
    if block.below:
        below = Content.styled(block.below, styles["faint"])
        for span in block.below_spans:
            below = below.stylize(styles[span.style], span.start, span.end)
        rows += [rule + row for row in below.wrap(room - len(rule))]
    return [Content()] * block.gap + _indented(rows, block, width, styles["marker"])


def draw_heads(
    table: Table, width: int, styles: Mapping[str, Style], shift: int = 0
) -> list[Content]:
    """Return the rows of a table's heads, to be kept in view above its rows."""
    columns = table.columns(max(width - MARGIN, 8))
    text = Content(CELL_SEPARATOR.join(table.heads))
    return _as_heads(_row_of_table(text, table.heads, columns, shift), columns, shift, styles)


def _row_of_table(
    text: Content, cells: Sequence[str], columns: Columns, shift: int
) -> list[Content]:
    """Lay the cells of a row out; `text` is all of them, with what is set off in it."""
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
    """Set heads off from the rows below them, and say where the table goes on aside."""
    before, after = columns.rules(shift)
    left, right = columns.hidden(shift)
    rule = Content.assemble(
        (before, styles["faint"]),
        (MORE_LEFT if left else " " * GUTTER if after else "", styles["marker"]),
        (after, styles["faint"]),
        (MORE_RIGHT if right else "", styles["marker"]),
    )
    return [*(row.stylize(styles["heading"]) for row in rows), rule]


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
