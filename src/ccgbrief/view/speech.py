"""Blocks as sentences that are read aloud or printed one by one: for the plain dialogue."""

import re

from ccgbrief.pack import Pack, cite, quoted
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.figures import without_bars
from ccgbrief.view.overview import SETTLED, UNSETTLED
from ccgbrief.view.view_state import BEGUN, DONE, NOT_DONE, UNKNOWN

STATES = {
    DONE: "done",
    BEGUN: "in hand",
    NOT_DONE: "open",
    SETTLED: "position taken",
    UNSETTLED: "no position yet",
    UNKNOWN: "not known",
}
"""What the signs before a row mean."""

READING = {**STATES, DONE: "read", NOT_DONE: "unread"}
"""The same of an article."""

_DRAWN = re.compile("[\u2500-\u25ff]+ ?")
"""Lines, blocks and geometric shapes, which are nothing to somebody who listens."""


def spoken(block: Block) -> str:
    """Return a block as text that needs no place on a screen: its state, its words, its source."""
    if block.look is Look.FIGURE:
        text = without_bars(block.text)
    else:
        text = quoted(block.passage) if block.passage else block.text
    said = f"{state}: {text}" if (state := _state(block)) else text
    has_source = block.passage is not None or not block.details
    return undrawn(said if has_source else f"{said}\n{block.details}")


def _state(block: Block) -> str:
    is_article = block.note is None and block.place is not None and bool(block.place.article)
    return (READING if is_article else STATES).get(block.marker, "")


def spoken_line(block: Block) -> str:
    """Return the same on one line, for a list."""
    first, *rest = (line.strip() for line in spoken(block).split("\n") if line.strip())
    return " ".join([first if first[-1] in ".?!:;…”" or not rest else f"{first}.", *rest])


def citation_of(block: Block, pack: Pack) -> str:
    """Return where a passage is from, its speaker first; `""` for what is not one."""
    article = pack.article(block.passage.article) if block.passage else None
    return undrawn(cite(article, block.passage)) if article else ""


def undrawn(text: str) -> str:
    """Return a text without signs that draw, and without arrows and dots that part."""
    return _DRAWN.sub("", text.replace(" → ", " read as ").replace(" · ", "; ")).replace("→ ", "")
