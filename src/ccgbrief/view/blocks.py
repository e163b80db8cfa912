"""The content of a pane as plain values, made by the panes and drawn by the block list.

Everything that the cursor can rest on is a block: a passage, a duty, a piece of evidence, a note.
So one set of keys is enough for all of them.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len

from ccgbrief.notebook import Note, Place
from ccgbrief.pack import Passage, Span
from ccgbrief.text import first_words
from ccgbrief.view.address import Address, Row
from ccgbrief.view.tables import Table

LEAST_BEFORE_STATUS = 2
"""Columns between a row and its status."""


class Look(StrEnum):
    """The style of a block; the style sheet has one component class for each."""

    TITLE = "title"
    HEADING = "heading"
    TOPIC = "topic"
    """The title of one item in a list of them, quieter than a heading."""
    TEXT = "text"
    QUOTE = "quote"
    CODE = "code"
    FAINT = "faint"
    NOTE = "note"
    QUESTION = "question"
    ACTION = "action"
    DECISION = "decision"
    DECLARATION = "declaration"
    OVERDUE = "overdue"
    DONE = "done"
    """Finished, and so fainter than what is still to be done."""
    FIGURE = "figure"
    """Drawn as it is: rows are cut off at the edge and never wrapped."""


class Block(NamedTuple):
    """One item in a pane on which the cursor can rest."""

    key: Row
    """Identifies it within its pane, even after the pane was rebuilt."""
    text: str
    look: Look = Look.TEXT
    spans: tuple[Span, ...] = ()
    """Emphasis, code and links in the text."""
    marker: str = ""
    """Shown before the first line: a bullet, a number, a tick box."""
    indent: int = 0
    """Columns from the margin."""
    below: str = ""
    """A faint line below the text: who said it, where it is from."""
    below_spans: tuple[Span, ...] = ()
    """Runs of that line that are set off."""
    status: str = ""
    """How it stands, at the right edge of its last row: who has it, what was noted on it."""
    is_one_row: bool = False
    """Whether its text is cut where it and the status need more than one row."""
    gap: int = 1
    """Empty lines before it."""
    sign: str = ""
    """One character in the margin: bookmarked, noted."""
    rests: bool = True
    """False if the cursor passes over it."""
    place: Place | None = None
    """The place of a note, a tick or a bookmark made here."""
    begins: str = ""
    """With what a note that is written here begins: `Item 3: `."""
    leads: Address | None = None
    """Where Enter goes."""
    passage: Passage | None = None
    """The passage it shows, to be copied with its citation."""
    note: Note | None = None
    """The note it shows."""
    copies: str = ""
    """The text that is copied, if it is more than what is shown."""
    drawn: Callable[[int], list[str]] | None = None
    """Draws it again for a given number of columns, if its text is for a wide screen."""
    begins_page: bool = False
    """Whether it marks the beginning of a page of the paper."""
    folds: Row = ""
    """Id of what Enter folds or unfolds here."""
    table: Table | None = None
    """The table that its passage is a row of."""

    def in_one_row(self, columns: int) -> tuple[str, str]:
        """Return the text and the status, cut so that both stand in one row of so many columns.

        The status has half of the row, or what the text leaves free.
        """
        room = max(columns // 2, columns - cell_len(self.text)) - LEAST_BEFORE_STATUS
        status = first_words(self.status, room)
        taken = cell_len(status) + LEAST_BEFORE_STATUS if status else 0
        return first_words(self.text, columns - taken), status

    @property
    def details(self) -> str:
        """The line below it and how it stands, where there is no right edge."""
        return " · ".join(filter(None, (self.below, self.status)))

    @property
    def is_head(self) -> bool:
        """Whether it is the row of heads of its table."""
        has_heads = self.table is not None and bool(self.table.heads)
        return has_heads and self.passage is not None and not self.passage.heads


class Listed(NamedTuple):
    """Rows to choose from, for what is typed."""

    blocks: list[Block]
    summary: str
    at: Row = ""
    """The row on which the cursor begins; empty for the first."""


def headed(
    key: Row,
    heading: str,
    rows: Sequence[Block],
    look: Look = Look.FAINT,
    *,
    indent: int = 0,
    gap: int = 1,
) -> list[Block]:
    """Return rows under a heading that the cursor passes over; nothing without any rows."""
    head = Block(key, heading, look, indent=indent, gap=gap, rests=False)
    return [head, *rows] if rows else []
