"""Addresses on the screen, and the addresses of what was found or noted."""

import re
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.pack import Area, Article, Duty, Pack, Passage, Standing, doubt, find_again, sections
from ccgbrief.search import Entry, Kind
from ccgbrief.view import tabs


class Shows(StrEnum):
    """What a block of a tab shows."""

    PASSAGE = "passage"
    SECTION = "section"
    NOTE = "note"
    ROW = "row"


class Key(NamedTuple):
    """Identifies a block within its tab, even after the tab was rebuilt."""

    shows: Shows
    name: str = ""
    """The id of a note, or of an extra row of an area or a duty."""
    number: int = 0
    """Number of a passage in its article, or of a section in its area or duty (0: the title)."""
    item: str = ""
    """Id of the area or duty that it belongs to."""

    def __str__(self) -> str:
        """Return its form in files: `p12`, `roles/3`, `note/7f3c`, `roles/evidence/1`."""
        match self.shows:
            case Shows.PASSAGE:
                return f"p{self.number}"
            case Shows.SECTION:
                return f"{self.item}/{self.number}"
            case Shows.NOTE:
                return f"note/{self.name}"
        return f"{self.item}/{self.name}/{self.number}"


Row = Key | str
"""The key of a block; a plain name if nothing leads to it from elsewhere."""


class Address(NamedTuple):
    """A place on the screen to which one can go and return."""

    tab: str
    """Id of the tab: an article's id, or one of `tabs.FIXED`."""
    key: Row = ""
    """Key of the block in it; None for the first."""


class Standpoint(NamedTuple):
    """Exactly where the reader was."""

    address: Address
    row: int = 0
    """Rows between the upper edge and the cursor's block."""
    beside: Row = ""
    """Key of the evidence that was being compared, if any."""
    unfolded: frozenset[Row] = frozenset()
    note_filter: str = ""
    by_place: bool = False
    """What was unfolded then, and how the notes were listed, as in `ViewState`."""


def passage_key(number: int) -> Key:
    return Key(Shows.PASSAGE, number=number)


def section_key(item: str, number: int = 0) -> Key:
    """Return the key of a section of an area or a duty; 0 is its title."""
    return Key(Shows.SECTION, number=number, item=item)


ROUND = {1: "back to the first", -1: "back to the last"}
"""Said of a step past the last or the first of several places, which goes round."""


def note_key(name: str) -> Key:
    return Key(Shows.NOTE, name)


def row_key(item: str, name: str, number: int = 0) -> Key:
    return Key(Shows.ROW, name, number, item)


def draft_key(file: str) -> Row:
    """Return the key of the row that offers what was being written, by the name of its file."""
    return f"draft/{file}"


def is_draft_key(key: Row) -> bool:
    return isinstance(key, str) and key.startswith("draft/")


def item_of(key: Row) -> str:
    """Return the id of the area, duty or figure that a block belongs to; `""` if to none."""
    return key.item if isinstance(key, Key) else ""


def read_key(text: str) -> Row:
    """Return the key from its form in files."""
    if passage := re.fullmatch(r"p(\d{1,9})", text):
        return passage_key(int(passage[1]))
    if row := re.fullmatch(r"([^/]+)/(.+)/(\d{1,9})", text):
        return row_key(row[1], row[2], int(row[3]))
    first, slash, rest = text.partition("/")
    if slash and first == "note":
        return note_key(rest)
    return section_key(first, int(rest)) if re.fullmatch(r"\d{1,9}", rest) else text


def address_of_entry(entry: Entry) -> Address:
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


def address_of_passage(passage: Passage) -> Address:
    return Address(passage.article, passage_key(passage.number))


def address_of_item(item: Area | Duty, number: int = 0) -> Address:
    """Return the address of a section of a focus area or a duty; 0 is its title."""
    tab = tabs.AREAS if isinstance(item, Area) else tabs.DUTIES
    return Address(tab, section_key(item.id, number))


def address_of_place(pack: Pack, place: Place) -> Address | None:
    """Return the address of a note's or bookmark's place; None for the meeting, or if gone."""
    if item := pack.duty(place.duty) or pack.area(place.area):
        said = (section.number for section in sections(item) if section.text == place.words)
        return address_of_item(item, next(said, 0))
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
    return address_of_passage(passage) if passage else None


def passage_at(article: Article, place: Place) -> Passage | None:
    """Return the passage of the article that a place is on; None if its words are gone."""
    return find_again(place.quote, article).passage


def doubt_about(pack: Pack, place: Place) -> str:
    """Say what is uncertain about the passage that a place is on, whose words may have changed."""
    article = pack.article(place.article) if place.words else None
    return doubt(place.quote, find_again(place.quote, article)) if article else ""


def changed_words(pack: Pack, place: Place) -> str:
    """Return the present words of the passage that a place is on, if they have changed since."""
    article = pack.article(place.article) if place.words else None
    found = find_again(place.quote, article) if article else None
    is_changed = found is not None and found.standing is Standing.CHANGED
    return found.passage.text if found and found.passage and is_changed else ""


def place_order(pack: Pack, place: Place) -> tuple[int, ...]:
    """Return a sort key for places in the order of the pack.

    The meeting comes after them, and whatever the pack no longer has comes last.
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
    """Return the id of what must be unfolded to see an address; `""` for nothing."""
    key = address.key
    is_folded = not (isinstance(key, Key) and key.shows is Shows.SECTION and key.number <= 1)
    return item_of(key) if is_folded else ""
