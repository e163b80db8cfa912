"""What can be found: one thing as an entry, and its kinds. The whole room speaks of these."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.pages import Page


class Kind(StrEnum):
    """What sort of thing an entry is; `is:` takes these names."""

    QUOTE = "quote"
    PASSAGE = "passage"
    HEADING = "heading"
    ARTICLE = "article"
    AREA = "area"
    DUTY = "duty"
    FIGURE = "figure"
    TERM = "term"
    NOTE = "note"
    QUESTION = "question"
    ACTION = "action"
    DECISION = "decision"
    DECLARATION = "declaration"


NOTES = frozenset((Kind.NOTE, Kind.QUESTION, Kind.ACTION, Kind.DECISION, Kind.DECLARATION))
"""What the reader wrote: `is:note` means all of them."""


class Entry(NamedTuple):
    """One thing that can be found, and all that is needed to show it and to go there."""

    kind: Kind
    source: str
    """Id of the article, area, duty, figure, term or note it belongs to."""
    number: int
    """0-based number of the passage in its article, or of the section in its area or duty."""
    text: str
    article: str = ""
    """Id of the article it stands in or speaks of."""
    title: str = ""
    heading: str = ""
    """The heading above a passage; of an area or a duty the name of the section."""
    speaker: str = ""
    """Whose words a quotation is."""
    author: str = ""
    """Who wrote it; `by:` looks here where nobody is quoted."""
    citation: str = ""
    anchor: str = ""
    """Leads back to it: `article: words` for a passage, else the id."""
    page: Page | None = None
    aliases: str = ""
    """Words that do not stand in the text and find it none the less, such as a speaker's role."""


class Source(NamedTuple):
    """A part of a pack that is indexed as a whole, and again when its digest has changed."""

    name: str
    digest: str
    entries: Callable[[], Iterable[Entry]]
