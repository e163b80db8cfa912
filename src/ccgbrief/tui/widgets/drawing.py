"""Draws one block as rows of text: for the block list."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.viewport import LONGEST_MARKER, MARGIN, hanging, text_width

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

MATCHED = Style(bold=True, reverse=True)
"""Words a search has found: seen without any colour, and in every theme."""


def draw(
    block: Block, width: int, styles: Mapping[str, Style], matched: Sequence[tuple[int, int]] = ()
) -> list[Content]:
    """Return the rows of a block, its gap first, for a list that is `width` columns wide."""
    room = text_width(block, width)
    shown = "\n".join(block.drawn(room)) if block.drawn else block.text
    text = Content(shown).stylize(styles[block.look])
    for span in block.spans:
        text = text.stylize(styles[span.style], span.start, span.end)
    for start, end in matched:
        text = text.stylize(MATCHED, start, end)
    rule = Content.styled(QUOTE_RULE, styles["marker"]) if block.look is Look.QUOTE else Content()
    rows = [rule + row for row in _rows(text, block, room - len(rule))]
    if block.below:
        below = Content.styled(block.below, styles["faint"])
        rows += [rule + row for row in below.wrap(room - len(rule))]
    return [Content()] * block.gap + _indented(rows, block, width, styles["marker"])


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
