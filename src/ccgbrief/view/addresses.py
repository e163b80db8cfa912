"""From what was found or noted to where it is on the screen."""

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.pack import Article, Pack, Passage, doubt, find_again, sections
from ccgbrief.search import Entry, Kind
from ccgbrief.view import tabs
from ccgbrief.view.blocks import Address

_TABS = {
    Kind.AREA: tabs.AREAS,
    Kind.DUTY: tabs.DUTIES,
    Kind.FIGURE: tabs.FIGURES,
    Kind.TERM: tabs.GLOSSARY,
}


def address_of_entry(entry: Entry) -> Address:
    """Return where an entry that was found is shown."""
    if isinstance(entry.kind, NoteKind):
        return Address(tabs.NOTES, f"note/{entry.source}")
    tab = _TABS.get(entry.kind, entry.source)
    match entry.kind:
        case Kind.ARTICLE:
            return Address(tab, "title")
        case Kind.AREA | Kind.DUTY:
            return Address(tab, f"{entry.source}/{entry.number}")
        case Kind.FIGURE | Kind.TERM:
            return Address(tab, entry.source)
        case _:
            return Address(tab, f"p{entry.number}")


def address_of_place(pack: Pack, place: Place) -> Address | None:
    """Return where a note or a bookmark hangs; None for the meeting and for what is gone."""
    if item := pack.duty(place.duty) or pack.area(place.area):
        tab = tabs.DUTIES if place.duty else tabs.AREAS
        said = (section.number for section in sections(item) if section.text == place.words)
        return Address(tab, f"{item.id}/{next(said, 0)}")
    if any(figure.id == place.figure for figure in pack.figures):
        return Address(tabs.FIGURES, place.figure)
    if any(term.term == place.term for term in pack.terms):
        return Address(tabs.GLOSSARY, place.term)
    article = pack.article(place.article)
    if article is None:
        return None
    if not place.words:
        return Address(article.id, "title")
    passage = passage_at(article, place)
    return Address(article.id, f"p{passage.number}") if passage else None


def passage_at(article: Article, place: Place) -> Passage | None:
    """Return the passage of the article that a place is on; None where its words are gone."""
    return find_again(place.quote, article).passage


def doubt_about(pack: Pack, place: Place) -> str:
    """Say what is not sure of the passage that a place is on: its words may have changed."""
    article = pack.article(place.article) if place.words else None
    return doubt(place.quote, find_again(place.quote, article)) if article else ""


def place_order(pack: Pack, place: Place) -> tuple[int, ...]:
    """Return what sorts places as they follow each other in the pack.

    Then comes the meeting, and last what is gone from the pack.
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
        section = address.key.rpartition("/")[2] if place.area or place.duty else "0"
        return tab, listed[address.tab].index(item), int(section)
    return tab, -1 if address.key == "title" else int(address.key.removeprefix("p"))


def unfolded_by(address: Address) -> str:
    """Return the id of what must be unfolded for an address to be seen; `""` for nothing."""
    owner, _, section = address.key.partition("/")
    return owner if address.tab in {tabs.AREAS, tabs.DUTIES} and section not in {"0", "1"} else ""
