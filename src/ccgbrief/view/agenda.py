"""Lists a pack by agenda item, with what was noted on each, and steps from item to item."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.pack import AgendaItem, Article, Pack, beginning_of_note, item_at, pages_of
from ccgbrief.text import counted
from ccgbrief.view.address import ROUND, Address, passage_at, passage_key
from ccgbrief.view.areas_and_duties import progress_block
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.view_state import NOT_DONE, ViewState

Noted = Mapping[NoteKind, int]
"""The number of notes of each kind."""


_ITEM = "item/"


def is_agenda_item(block: Block) -> bool:
    """Return whether a block is the row of an item, with a paper or without."""
    return str(block.key).startswith(_ITEM)


def article_list(shown: ViewState) -> list[Block]:
    """Return how many articles are read, the items of the agenda, and the articles not on it."""
    articles = shown.pack.articles
    read = {article.id for article in articles if shown.notebook.is_read(article.id)}
    on_items, on_articles = _noted(shown)
    listed = {item.article for item in shown.pack.agenda}
    return [
        progress_block(
            "progress/articles",
            f"{counted(len(articles), 'article')} read",
            len(read),
            len(articles),
            is_known=not shown.notebook.is_unread,
        )._replace(gap=1),
        *(
            _item(shown, number, item, on_items[number])
            for number, item in enumerate(shown.pack.agenda)
        ),
        *(
            _row(shown, f"article/{article.id}", article.title, article, on_articles[article.id])
            for article in articles
            if article.id not in listed
        ),
    ]


def _item(shown: ViewState, number: int, item: AgendaItem, noted: Noted) -> Block:
    article = shown.pack.article(item.article)
    row = _row(shown, f"{_ITEM}{number}", item.name, article, noted)
    is_known = article is None or shown.notebook.is_unread or row.look is Look.DONE
    about = (item.cited_pages, item.lead, "" if is_known else "unread")
    return row._replace(
        below=" · ".join(filter(None, about)),
        leads=beginning_of(item, article, shown.pack) if article else None,
        begins="" if article else beginning_of_note(number, shown.pack.agenda),
    )


def _row(shown: ViewState, key: str, name: str, article: Article | None, noted: Noted) -> Block:
    """Return the row of an item or an article: whether its paper is read, and the notes on it."""
    is_read = article is not None and shown.notebook.is_read(article.id)
    return Block(
        key,
        name,
        Look.DONE if is_read else Look.TEXT,
        marker=shown.tick_box(is_read) if article else " " * len(NOT_DONE),
        status=noted_on_it(noted),
        gap=0,
        leads=Address(article.id) if article else None,
        place=Place(article=article.id) if article else None,
    )


def beginning_of(item: AgendaItem, article: Article, pack: Pack) -> Address:
    """Return where an item begins, since it may be only some pages of an article."""
    return _first_page(item, article) if _is_shared(article.id, pack) else Address(article.id)


def _first_page(item: AgendaItem, article: Article) -> Address:
    beginnings = article.page_beginnings
    pages = pages_of(item, beginnings)
    return Address(article.id, passage_key(beginnings[pages[0]].number) if pages else "")


def _is_shared(article: str, pack: Pack) -> bool:
    """Return whether several items share an article; only then its pages are read."""
    return sum(item.article == article for item in pack.agenda) > 1


def _noted(shown: ViewState) -> tuple[Mapping[int, Noted], Mapping[str, Noted]]:
    """Return what was noted on each item, by its position on the agenda, and on each article."""
    on_items: defaultdict[int, Counter[NoteKind]] = defaultdict(Counter)
    on_articles: defaultdict[str, Counter[NoteKind]] = defaultdict(Counter)
    if not shown.notes:
        return on_items, on_articles
    from ccgbrief.minutes.agenda import agenda_place  # noqa: PLC0415 (nothing was written before)

    # Most papers belong to one item, so few of ten thousand notes need to be looked up.
    alone = {
        item.article: number
        for number, item in enumerate(shown.pack.agenda)
        if item.article and not _is_shared(item.article, shown.pack)
    }
    for note in shown.notes:
        on_articles[note.place.article][note.kind] += 1
        if (number := alone.get(note.place.article)) is None and shown.pack.agenda:
            article = shown.pack.article(note.place.article)
            passage = passage_at(article, note.place) if article and note.place.words else None
            page = passage.page if passage else None
            number = agenda_place(shown.pack, note.place, note.text, page)
        if number is not None:
            on_items[number][note.kind] += 1
    return on_items, on_articles


def noted_on_it(noted: Noted) -> str:
    """Say how many notes of each kind there are: `2 notes, 1 action`."""
    return ", ".join(
        f"{noted[kind]} {kind.value if noted[kind] == 1 else kind.traits.plural}"
        for kind in NoteKind
        if noted.get(kind)
    )


class ItemPlace(NamedTuple):
    """The beginning of an item's paper."""

    address: Address
    said: str
    """A description: its number among the items, its title, who presents it."""
    at: int
    """Its position among the items with a paper."""


def step_on_agenda(
    pack: Pack, tab: str, number: int, step: int, last: int | None = None
) -> ItemPlace | None:
    """Return the next or previous item with a paper, starting from a passage (-1 for none).

    From outside the agenda the next one is the first, and the previous one the last. Where several
    items have the passage, the way goes on from the `last` one that was stepped to.
    """
    items = [item for item in pack.agenda if pack.article(item.article)]
    if not items:
        return None
    here = _item_here(pack, items, tab, number, last)
    there = here + step if here is not None else min(step, 0)
    at = there % len(items)
    item, round_again = items[at], f", {ROUND[step]}" if here is not None and at != there else ""
    article = pack.article(item.article)
    begins = _first_page(item, article) if article and item.pages else Address(item.article)
    lead = f" ({item.lead})" if item.lead else ""
    return ItemPlace(begins, f"Agenda{round_again}: {item.name}{lead}", at)


def _item_here(
    pack: Pack, items: list[AgendaItem], tab: str, number: int, last: int | None
) -> int | None:
    """Return the item that a passage belongs to: the last one, or else the one that is on least."""
    article = pack.article(tab)
    page = article.passages[number].page if article and number >= 0 else None
    pages = article.page_beginnings if article and page else ()
    if last is not None and [item.article for item in items[last : last + 1]] == [tab]:
        own = pages_of(items[last], pages)
        if page is None or not own or page in own:
            return last
    return item_at(items, tab, page, pages)
