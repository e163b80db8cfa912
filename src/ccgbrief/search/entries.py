"""The values of the search: an entry, its kind, and the names of a pack."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.page_labels import Page


class Kind(StrEnum):
    """The kind of an entry; `is:` takes these names and the kinds of note."""

    QUOTE = "quote"
    PASSAGE = "passage"
    HEADING = "heading"
    ARTICLE = "article"
    AREA = "area"
    DUTY = "duty"
    FIGURE = "figure"
    TERM = "term"


KINDS: Mapping[str, Kind | NoteKind] = {each.value: each for each in (*Kind, *NoteKind)}
"""All that can be found by their names: what a pack holds, and the reader's own notes."""


class Entry(NamedTuple):
    """Something that can be found, with everything needed to show it and to go to it."""

    kind: Kind | NoteKind
    source: str
    """Id of the article, area, duty, figure, term or note it belongs to."""
    number: int
    """0-based number of the passage in its article, or of the section in its area or duty."""
    text: str
    article: str = ""
    """Id of the article it comes from."""
    title: str = ""
    heading: str = ""
    """The heading above a passage; of an area or a duty the name of the section."""
    speaker: str = ""
    """The person quoted."""
    author: str = ""
    """Who wrote it or, for a note, who is to do it; `by:` looks here if nobody is quoted."""
    citation: str = ""
    anchor: str = ""
    """Leads back to it: `article: words` for a passage, otherwise the id."""
    alone: str = ""
    """Its text for reading out of context, if different: for a table row with the heads,
    `Cardiology: Oct 18.2, Nov 17.9`."""
    mark: str = ""
    """What sets it apart from others of its kind: `private`."""
    page: Page | None = None
    aliases: str = ""
    """Words outside the text by which it is found too, such as a speaker's role."""
    names: tuple[str, ...] = ()
    """Its names: a query that is one of them finds it first."""

    @property
    def shown(self) -> str:
        """Its text as results show it."""
        return self.alone or self.text


class Source(NamedTuple):
    """A part of a pack that is indexed as a whole, and again if its digest changes."""

    name: str
    digest: str
    entries: Callable[[], Iterable[Entry]]


class Place(NamedTuple):
    """An article, area or duty that `in:` can name."""

    id: str
    names: tuple[str, ...] = ()
    """Its titles."""


class Catalogue(NamedTuple):
    """The names in a pack that can be typed; cached, so that searching need not read the pack."""

    articles: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    """Focus areas and duties."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Pairs with the same meaning: the terms and expansions of the glossary."""
    plain_words: tuple[tuple[str, str], ...] = ()
    """Pairs of what people say and the words of the pack that it stands for, all folded."""

    @property
    def places(self) -> tuple[Place, ...]:
        """What `in:` can name."""
        return self.articles + self.others

    def title(self, article: str) -> str:
        """Return the title of the article with that id, `""` where there is none."""
        return next((place.names[0] for place in self.articles if place.id == article), "")
