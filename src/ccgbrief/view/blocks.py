"""What a pane shows, as plain values: made by the panes, drawn by the block list.

Everything the reader can rest the cursor on is a block: a passage, a duty, a piece of evidence, a
note. That makes one set of keys enough for all of them.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.notebook import Note, Place
from ccgbrief.pack import Passage, Span
from ccgbrief.view.address import Address, Row
from ccgbrief.view.tables import Table


class Look(StrEnum):
    """How a block is drawn; the style sheet has one component class for each."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    QUOTE = "quote"
    CODE = "code"
    FAINT = "faint"
    NOTE = "note"
    FIGURE = "figure"
    """Drawn as it is: rows are cut at the edge and never wrapped."""


class Block(NamedTuple):
    """One thing in a pane that the cursor can rest on."""

    key: Row
    """Names it within its pane, also after the pane was filled anew."""
    text: str
    look: Look = Look.TEXT
    spans: tuple[Span, ...] = ()
    """Runs of the text that are set off."""
    marker: str = ""
    """Stands before the first line: a bullet, a number, a tick box."""
    indent: int = 0
    """Columns from the margin."""
    below: str = ""
    """A faint line under the text: who said it, where it is from."""
    below_spans: tuple[Span, ...] = ()
    """Runs of that line that are set off."""
    gap: int = 1
    """Empty lines before it."""
    sign: str = ""
    """One character in the margin: bookmarked, noted."""
    rests: bool = True
    """False for what the cursor passes over."""
    place: Place | None = None
    """What a note, a tick or a bookmark made here is on."""
    leads: Address | None = None
    """Where Enter goes."""
    passage: Passage | None = None
    """The passage it shows, to be copied with its citation."""
    note: Note | None = None
    """The note it shows."""
    copies: str = ""
    """What is copied of it, where that is more than its text."""
    drawn: Callable[[int], list[str]] | None = None
    """Draws it anew for so many columns, where its text is for a wide screen."""
    begins_page: bool = False
    """Whether it says that a page of the paper begins."""
    folds: Row = ""
    """Id of what Enter folds and unfolds here."""
    table: Table | None = None
    """The table that its passage is a row of."""

    @property
    def is_head(self) -> bool:
        """Whether it is the row of heads of its table."""
        has_heads = self.table is not None and bool(self.table.heads)
        return has_heads and self.passage is not None and not self.passage.heads
