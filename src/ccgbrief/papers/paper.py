"""The values that the readers of all formats return, before they become articles."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ccgbrief.errors import UserError
from ccgbrief.pack import Page, PassageKind

Tell = Callable[[int, int], None]
"""Told how far a long reading is: the page, and of how many."""

CUT_SHORT = "it is damaged or cut short; get a whole copy"
LOCKED = "it is locked by a password; save it without one"


class PaperError(UserError):
    """A paper that cannot become an article; the text gives the reason and the cure in one line."""


class Link(NamedTuple):
    words: str
    target: str
    """Where the words lead, as written."""

    def __str__(self) -> str:
        return ": ".join(filter(None, self))

    @property
    def leads_out(self) -> bool:
        """Whether it leads out of the paper, and not to a place in it, nowhere, or to a script."""
        return not re.match(r"\s*(?:$|#|javascript:)", self.target, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    kind: PassageKind
    text: str
    """One line of plain text; of code, all its lines."""
    level: int = 0
    """Rank of a heading (1 is the highest); depth of an item, from 0."""
    marker: str = ""
    """What is printed before an item: its bullet, its number with a full stop, or its label."""
    page: Page | None = None
    close: bool = False
    """True when no empty line parts it from the block before it."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its grid, all rows equally wide; an empty cell is an empty text."""
    heads: int = 0
    """How many of a table's first rows are heads; 0 if that is not known."""
    titles: int = 0
    """How many rows above those are each one cell, until they become paragraphs."""
    speaker: str = ""
    """Whose words a quotation is."""
    role: str = ""
    """Who the speaker is."""
    links: tuple[Link, ...] = ()
    """The links in it, in order, unless they lead to a place in the same paper."""
    indent: int = 0
    """How far from the left an item stands, in whatever unit, where no level is stated."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is no part of the paper itself."""

    text: str
    reason: str
    page: Page | None = None
    is_alone: bool = field(default=False, compare=False)
    """Whether it is all that a paragraph or a cell says, so that it is no part of a word."""

    def __str__(self) -> str:
        where = f"{self.page.cited}, " if self.page else ""
        return f"{self.text} [{where}{self.reason}]"


ABOVE = "above the text"
CONTROL = "a control of a form, drawn and not read in its place"
DELETED = "deleted in a tracked change"
DRAWN = "drawn, and not read"
HIDDEN = "hidden text"
LAYER = "on a layer that is switched off"
LINKED = "where these words lead"
OFFERED = "offered by a form, and not filled in by anybody"
OUTSIDE = "outside the page"
IN_CELL = "a picture or a data type in the cell, which is not read"
PICTURED = "said of a picture, which is not read"
RUNNING = "a running head or foot"
SIGNER = "who is to sign, on a signature line"
STRUCK = "struck out"
BLOTTED = "blotted out: in the colour of the box where it stands"
UNREAD = "not read by pandoc"
WITHIN = "a file within this one, and not read; save it by itself and add it"

TICKED, EMPTY = "☒", "☐"
"""How the boxes of a form are read."""


class Prepared(NamedTuple):
    """An office file as pandoc reads it best."""

    data: bytes
    left_out: list[LeftOut]
    """What is no part of its text, and was taken out of it."""
    lines: list[LeftOut]
    """All that its text says, to be compared with what was read."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlined:
    level: int
    """From 1."""
    title: str
    page: Page
    is_at_top: bool = False
    """Whether it leads to the beginning of the page, so that all of that is what it names."""
    down: float = 0.0
    """How far down the page it leads, in points; 0 where it only names the page."""


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    """Its name without the folder."""
    data: bytes
    keep_all: bool = False
    """True to leave nothing out."""

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters and with its point."""
        return Path(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Paper:
    blocks: tuple[Block, ...]
    title: str = ""
    title_is_sure: bool = False
    """Whether somebody wrote it as the title; programs put in the file's name."""
    author: str = ""
    publication: str = ""
    published: str = ""
    left_out: tuple[LeftOut, ...] = ()
    """The lines that are no part of the paper itself, as they were."""
    remarks: tuple[str, ...] = ()
    """What is to be known of the reading, a sentence each."""
    outline: tuple[Outlined, ...] = ()
    """The bookmarks of the file."""
    has_headings: bool = True
    """False when the format does not tell headings from paragraphs."""
