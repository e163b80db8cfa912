"""Groups entries by agenda item, for minutes that follow the agenda."""

import re
from collections.abc import Mapping, Sequence

from ccgbrief.minutes.model import AgendaStanding, Entry
from ccgbrief.notebook import Place
from ccgbrief.notebook.meeting import APOLOGIES, LAST_MINUTES
from ccgbrief.pack import AgendaItem, Pack, Page, item_at, named_item, wrong_pages
from ccgbrief.text import clean_line

_IN_HEADING = {
    LAST_MINUTES: re.compile(
        r"(?:(?:the|draft|to|approve|approval|of)\s++){0,4}minutes"
        r"(?:\s++of\s++(?:the\s++)?(?:last|previous)\s++meeting)?",
        re.IGNORECASE,
    ),
    APOLOGIES: re.compile(r"apologies(?:\s++for\s++absence)?", re.IGNORECASE),
}
"""The titles of items on which the heading of the minutes says something, by its label."""


def standing_on_agenda(
    pack: Pack, entries: Sequence[Entry], head: Mapping[str, str], *, every_item: bool
) -> tuple[AgendaStanding, ...]:
    """Return the items with their entries; `every_item` includes those without any."""
    said: list[list[Entry]] = [[] for _ in pack.agenda]
    for entry in entries:
        on, text = entry.subject, entry.note.text
        number = None if entry.meeting else agenda_place(pack, on.place, text, on.page)
        if number is not None:
            said[number].append(_without_number(entry, pack))
    return tuple(
        AgendaStanding(item, tuple(found), _in_heading(item, head), _paper(pack, item))
        for item, found in zip(pack.agenda, said, strict=True)
        if found or every_item
    )


def doubtful_pages(pack: Pack) -> list[str]:
    """Say of each item of the agenda which pages its paper does not have."""
    papers = ((item, pack.article(item.article)) for item in pack.agenda if item.pages)
    wrong = ((item, wrong_pages(item, paper.page_beginnings)) for item, paper in papers if paper)
    return [
        f"“{clean_line(item.name)}”: {clean_line('; '.join(said))}" for item, said in wrong if said
    ]


def _in_heading(item: AgendaItem, head: Mapping[str, str]) -> str:
    labels = (label for label, titles in _IN_HEADING.items() if titles.fullmatch(item.title))
    return head.get(next(labels, ""), "")


def _paper(pack: Pack, item: AgendaItem) -> str:
    article = pack.article(item.article)
    return article.title if article else ""


def _without_number(entry: Entry, pack: Pack) -> Entry:
    """Return an entry as it stands under its item; an action stands in the table as well."""
    if entry.subject.place != Place() or entry.note.kind.traits.has_day:
        return entry
    text = entry.note.text.strip()
    named = named_item(text, pack.agenda)
    if not named:
        return entry
    return entry._replace(note=entry.note._replace(text=text[named[1] :].strip() or text))


def agenda_place(pack: Pack, place: Place, text: str, page: Page | None) -> int | None:
    """Return which agenda item a note belongs to; None if it belongs to none.

    If several items share a paper, the one that the text begins with does, or else the `page`.
    """
    named = named_item(text.strip(), pack.agenda) if place == Place() or place.article else None
    if not place.article or (named and pack.agenda[named[0]].article == place.article):
        return named[0] if named else None
    article = pack.article(place.article)
    pages = article.page_beginnings if article and page else ()
    return item_at(pack.agenda, place.article, page, pages)
