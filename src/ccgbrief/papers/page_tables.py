"""States the heads of tables with spans, for the readers of HTML: pandoc ends spans at its own."""

import re
from collections.abc import Sequence

from ccgbrief.papers.drawings import Element

_SPANNED = "/descendant::*[local-name() = 'table'][.//@rowspan]"
_FEET = "/descendant::*[local-name() = 'tfoot'][following-sibling::*[1]]"
"""Feet of tables before other rows."""
_PARTS = "*[local-name() = 'tr' or local-name() = 'tbody']"
_ROWS = "self::*[local-name() = 'tr'] | self::*[local-name() = 'tbody']/*[local-name() = 'tr']"
_HEADS = "self::*[not(*[local-name() = 'td'])]/*[local-name() = 'th']"
"""The cells of a row that has nothing else."""


def state_heads(page: Element) -> bool:
    """Put the first rows of tables, if they are heads, where heads are stated with their spans.

    Other rows of heads are made plain ones, which pandoc does not part from those below them. True
    if there are tables with spans.
    """
    to_last = page.xpath("/descendant::*[@rowspan = '0']")  # which pandoc takes for one row
    parts = {cell.getparent().getparent() for cell in to_last}
    left = {row: i for part in parts for i, row in enumerate(reversed(part), start=1)}
    for cell in to_last:
        cell.set("rowspan", str(left[cell.getparent()]))
    feet = page.xpath(_FEET)
    for foot in feet:  # which older pages have first
        foot.getparent().append(foot)
    tables = page.xpath(_SPANNED)
    for table in tables:
        rows = [row for part in table.xpath(_PARTS) for row in part.xpath(_ROWS)]
        has_heads = bool(table.xpath("*[local-name() = 'thead']"))
        first = [] if has_heads else reached(rows, "rowspan")
        if first and all(row.xpath(_HEADS) for row in first):
            top = first[0] if first[0].getparent() is table else first[0].getparent()
            head = top.makeelement(f"{first[0].tag[:-2]}thead")
            top.addprevious(head)
            head[:] = first
            rows = rows[len(first) :]
        for cell in (cell for row in rows for cell in row.xpath(_HEADS)):
            cell.tag = f"{cell.tag[:-2]}td"
    return bool(tables or feet)


def reached(rows: Sequence[Element], name: str, count: int = 1) -> Sequence[Element]:
    """Return the first of some rows and those which their spans reach, in the attribute `name`."""
    for i, row in enumerate(rows):
        if i < count:
            spans = (cell.get(name, "") for cell in row)
            down = (int(span) for span in spans if re.fullmatch(r"\d{1,5}", span))
            count = max(count, i + max(down, default=1))
    return rows[:count]
