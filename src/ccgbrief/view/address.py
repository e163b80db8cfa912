"""Where things are on the screen: typed addresses, and those of what was found or noted."""

import re
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.pack import Article, Pack, Passage, Standing, doubt, find_again, sections
from ccgbrief.search import Entry, Kind
from ccgbrief.view import tabs


class Shows(StrEnum):
    """What a block of a tab shows."""

    PASSAGE = "passage"
    SECTION = "section"
    NOTE = "note"
    ROW = "row"


class Key(NamedTuple):
    """Names a block within its tab, also after the tab was filled anew."""

    shows: Shows
    name: str = ""
    """Of a note, and of a row that an area or a duty has for itself."""
    number: int = 0
    """Of a passage in its article; of a section in its area or duty, where 0 is the title."""
    item: str = ""
    """Id of the area or duty that it is part of."""

    def __str__(self) -> str:
        """Return it as it is kept in a file: `p12`, `roles/3`, `note/7f3c`, `roles/evidence/1`."""
        match self.shows:
            case Shows.PASSAGE:
                return f"p{self.number}"
            case Shows.SECTION:
                return f"{self.item}/{self.number}"
            case Shows.NOTE:
                return f"note/{self.name}"
        return f"{self.item}/{self.name}/{self.number}"


Row = Key | str
"""The key of a block: a name of its own where nothing leads to it from elsewhere."""


class Address(NamedTuple):
    """A place on the screen that one can go to and come back to."""

    tab: str
    """Id of the tab: an article's id, or one of `tabs.FIXED`."""
    key: Row = ""
    """Key of the block in it; none for the first."""


def passage_key(number: int) -> Key:
    """Return the key of a passage in its article's tab."""
    return Key(Shows.PASSAGE, number=number)


def section_key(item: str, number: int = 0) -> Key:
    """Return the key of a section of an area or a duty; 0 is its title."""
    return Key(Shows.SECTION, number=number, item=item)


def note_key(name: str) -> Key:
    """Return the key of a note, by its name in the notebook."""
    return Key(Shows.NOTE, name)


def row_key(item: str, name: str, number: int = 0) -> Key:
    """Return the key of another row of an area or a duty."""
    return Key(Shows.ROW, name, number, item)


def item_of(key: Row) -> str:
    """Return the id of the area or duty that a block is part of; `""` for any other."""
    return key.item if isinstance(key, Key) else ""


def read_key(text: str) -> Row:
    """Return the key that `str` has written."""
    if passage := re.fullmatch(r"p(\d{1,9})", text):
        return passage_key(int(passage[1]))
    if row := re.fullmatch(r"([^/]+)/(.+)/(\d{1,9})", text):
        return row_key(row[1], row[2], int(row[3]))
    first, slash, rest = text.partition("/")
    if slash and first == "note":
        return note_key(rest)
    return section_key(first, int(rest)) if re.fullmatch(r"\d{1,9}", rest) else text


def address_of_entry(entry: Entry) -> Address:
    """Return where an entry that was found is shown."""
    match entry.kind:
        case NoteKind():
            return Address(tabs.NOTES, note_key(entry.source))
        case Kind.ARTICLE:
            return Address(entry.source, "title")
        case Kind.HEADING | Kind.PASSAGE | Kind.QUOTE:
            return Address(entry.source, passage_key(entry.number))
        case Kind.AREA | Kind.DUTY:
            tab = tabs.AREAS if entry.kind is Kind.AREA else tabs.DUTIES
            return Address(tab, section_key(entry.source, entry.number))
        case Kind.FIGURE:
            return Address(tabs.FIGURES, entry.source)
        case Kind.TERM:
            return Address(tabs.GLOSSARY, entry.source)


def address_of_place(pack: Pack, place: Place) -> Address | None:
    """Return where a note or a bookmark hangs; None for the meeting and for what is gone."""
    if item := pack.duty(place.duty) or pack.area(place.area):
        tab = tabs.DUTIES if place.duty else tabs.AREAS
        said = (section.number for section in sections(item) if section.text == place.words)
        return Address(tab, section_key(item.id, next(said, 0)))
    if place.question:
        return Address(tabs.NOTES, note_key(place.question))
    if place.figure or place.term:
        tab, name = (tabs.FIGURES, place.figure) if place.figure else (tabs.GLOSSARY, place.term)
        known = (
            {figure.id for figure in pack.figures}
            if place.figure
            else {term.term for term in pack.terms}
        )
        return Address(tab, name) if name in known else None
    article = pack.article(place.article)
    if article is None:
        return None
    if not place.words:
        return Address(article.id, "title")
    passage = passage_at(article, place)
    return Address(article.id, passage_key(passage.number)) if passage else None


def passage_at(article: Article, place: Place) -> Passage | None:
    """Return the passage of the article that a place is on; None where its words are gone."""
    return find_again(place.quote, article).passage


def doubt_about(pack: Pack, place: Place) -> str:
    """Say what is not sure of the passage that a place is on: its words may have changed."""
    article = pack.article(place.article) if place.words else None
    return doubt(place.quote, find_again(place.quote, article)) if article else ""


def changed_words(pack: Pack, place: Place) -> str:
    """Return what the passage that a place is on says now, if it no longer says what was noted."""
    article = pack.article(place.article) if place.words else None
    found = find_again(place.quote, article) if article else None
    is_changed = found is not None and found.standing is Standing.CHANGED
    return found.passage.text if found and found.passage and is_changed else ""


def place_order(pack: Pack, place: Place) -> tuple[int, ...]:
    """Return what sorts places as they follow each other in the pack.

    After them comes the meeting, and last what the pack no longer has.
    """
    address = address_of_place(pack, place)
    if address is None:
        return (len(tabs.tabs_of(pack)), int(place != Place()))
    tab = [tab.id for tab in tabs.tabs_of(pack)].index(address.tab)
    listed = {
        tabs.AREAS: [area.id for area in pack.areas],
        tabs.DUTIES: [duty.id for duty in pack.duties],
        tabs.FIGURES: [figure.id for figure in pack.figures],
        tabs.GLOSSARY: sorted((term.term for term in pack.terms), key=str.casefold),
    }
    if address.tab in listed:
        item = place.area or place.duty or place.figure or place.term
        return (
            tab,
            listed[address.tab].index(item),
            address.key.number if isinstance(address.key, Key) else 0,
        )
    return tab, address.key.number if isinstance(address.key, Key) else -1


def unfolded_by(address: Address) -> str:
    """Return the id of what must be unfolded for an address to be seen; `""` for nothing."""
    key = address.key
    is_folded = not (isinstance(key, Key) and key.shows is Shows.SECTION and key.number <= 1)
    return item_of(key) if is_folded else ""
