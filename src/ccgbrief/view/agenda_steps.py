"""Steps through the items of the agenda from wherever the reader is, for the main screen."""

from typing import NamedTuple

from ccgbrief.pack import AgendaItem, Pack, Page, Passage, pages_of
from ccgbrief.view.address import Address, passage_key


class ItemPlace(NamedTuple):
    """The beginning of an item's paper."""

    item: AgendaItem
    address: Address
    said: str
    """A description: its number among the items, its title, who presents it."""


def step_on_agenda(pack: Pack, tab: str, number: int, step: int) -> ItemPlace | None:
    """Return the next or previous item with a paper, starting from a passage (-1 for none).

    From outside the agenda the next one is the first, and the previous one the last.
    """
    items = [item for item in pack.agenda if pack.article(item.article)]
    if not items:
        return None
    here = _item_here(pack, items, tab, number)
    at = (here + step) % len(items) if here is not None else 0 if step > 0 else len(items) - 1
    return _place(pack, items[at])


def _item_here(pack: Pack, items: list[AgendaItem], tab: str, number: int) -> int | None:
    """Return the item that a passage belongs to, by its page if several share the article."""
    of_tab = [at for at, item in enumerate(items) if item.article == tab]
    article = pack.article(tab)
    if number < 0 or article is None:
        return of_tab[0] if of_tab else None
    page = article.passages[number].page
    holding = (at for at in of_tab if page and page in _pages(article.passages, items[at]))
    return next(holding, of_tab[0] if of_tab else None)


def _place(pack: Pack, item: AgendaItem) -> ItemPlace:
    article = pack.article(item.article)
    passages = article.passages if article else ()
    pages = _pages(passages, item) if item.pages else ()
    first = next((p.number for p in passages if p.page in pages), None)
    key = "" if first is None else passage_key(first)
    title = f"{item.number}. {item.title}" if item.number else item.title
    lead = f" ({item.lead})" if item.lead else ""
    return ItemPlace(item, Address(item.article, key), f"Agenda: {title}{lead}")


def _pages(passages: tuple[Passage, ...], item: AgendaItem) -> tuple[Page, ...]:
    return pages_of(item, [passage.page for passage in passages if passage.page]) or ()
