"""What is searched, listed and read in the plain dialogue, and where the reader is in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.pack import Pack
from ccgbrief.session import Session
from ccgbrief.view import tabs
from ccgbrief.view.address import Address
from ccgbrief.view.agenda import is_agenda_item
from ccgbrief.view.blocks import Block
from ccgbrief.view.contents import Line, contents_of, contents_of_pack
from ccgbrief.view.dialogue_commands import LISTS, READ
from ccgbrief.view.pack_watch import refound
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.results import count_of, readings_of, result_blocks
from ccgbrief.view.speech import citation_of, spoken, spoken_line, undrawn
from ccgbrief.view.view_state import ViewState

if TYPE_CHECKING:
    from ccgbrief.search.finder import Finder

AT_A_TIME = 5
"""Items of a list that are said before `next` is typed."""

MOST_RESULTS = 50
"""Results of a search: nobody listens to more."""

NO_LONGER = "That is no longer there."

GONE = "gone"
"""The key of no block, for a passage whose words are in the pack no more."""

Lines = list[str]


class Item(NamedTuple):
    """One of a numbered list."""

    said: str
    leads: Address
    """What its number reads."""
    own: Address
    """What a tick is for: the item itself, which may lead elsewhere."""
    is_note: bool = False


class Listener:
    """What one reader has listed and read last, and the finder over the pack."""

    def __init__(self, session: Session, *, public: bool) -> None:
        self._session = session
        self.public = public
        """Whether private notes are left out."""
        self._finder: Finder | None = None
        self._items: Sequence[Item] = ()
        self._first = 0
        """Number of the item, from 0, that was said first of those said last."""
        self._here: Address | None = None
        self._chosen: Address | None = None
        """The note of a list whose number was read last, until something else is read."""
        self._is_listing = False
        """Whether a list came after what was read last."""

    @property
    def commands(self) -> dict[str, Callable[[str], Lines]]:
        """What answers each command, given the words after it."""
        return {
            READ: self._read_number,
            "search": self._search,
            "next": lambda _: self._step(1),
            "back": lambda _: self._step(-1),
            "contents": lambda _: self._list_contents(),
            "articles": lambda _: self._list_articles(),
            **{name: partial(self._list_tab, tab) for name, tab in LISTS.items()},
            **{kind.traits.plural: partial(self._list_notes, kind) for kind in NoteKind},
        }

    @property
    def here(self) -> Block | None:
        """What was read last, as it is now."""
        return self.block_at(self._here) if self._here else None

    @property
    def subject(self) -> Block | None:
        """What a note or a tick is for: a listed note whose number was read, or what was read."""
        return self.block_at(self._chosen) if self._chosen else self.here

    @property
    def has_read(self) -> bool:
        """Return whether anything was read, whatever became of it."""
        return self._here is not None

    def has_listed(self, digits: str) -> bool:
        """Return whether the last list has that number, whatever became of its item."""
        return self._item(digits) is not None

    def block_of(self, digits: str) -> Block | None:
        """Return the item of the last list with that number, as it is now."""
        item = self._item(digits)
        return self.block_at(item.own) if item else None

    def block_at(self, address: Address) -> Block | None:
        """Return the block at an address, as it is now; without a key the first of its tab."""
        blocks = self._blocks(address.tab)
        return next((block for block in blocks if address.key in ("", block.key)), None)

    def no_item(self, digits: str) -> str:
        if not self._items:
            return "There is no list yet; type words to search for."
        return f"There is no number {digits[:9]}: the last list has {len(self._items)}."

    def follow_pack(self, before: Pack) -> None:
        """Find what was listed and read in another reading of the pack in the present one."""

        def now(address: Address) -> Address:
            return refound(address, before, self._session.pack) or Address(address.tab, GONE)

        self._items = [i._replace(leads=now(i.leads), own=now(i.own)) for i in self._items]
        self._here = now(self._here) if self._here else None
        self._chosen = now(self._chosen) if self._chosen else None
        self.close()

    def close(self) -> None:
        if self._finder:
            self._finder.close()
            self._finder = None

    @property
    def _shown(self) -> ViewState:
        session = self._session
        return ViewState(
            session.pack, session.notebook, public=self.public, series=session.series, commands=()
        )

    def _blocks(self, tab: str) -> list[Block]:
        """Return all that can be read of a tab, unfolded; of the notes only these."""
        shown = self._shown
        every = blocks_of(tab, replace(shown, unfolded=shown.everything))
        kept = [block for block in every if block.note] if tab == tabs.NOTES else every
        return [block for block in kept if block.text.strip() and not block.begins_page]

    def _search(self, words: str) -> Lines:
        if not words:
            return ["Type the words to search for."]
        private = not self.public
        if self._finder is None:
            self._finder = self._session.open_finder(private=private)
        self._finder.update_notes(self._session.note_entries(private=private))
        answer = self._finder.find(words, MOST_RESULTS)
        articles = frozenset(article.id for article in self._session.pack.articles)
        blocks, _ = result_blocks(answer, self._session.pack, articles)
        if not answer.hits:
            return list(answer.faults) or [f"0 found. {block.text}" for block in blocks]
        said = ". ".join([count_of(answer), *map(undrawn, readings_of(answer)), *answer.faults])
        return self._list(said, [_item(b, b.leads, b.leads) for b in blocks if b.leads])

    def _list_tab(self, tab: str, _: str) -> Lines:
        blocks = blocks_of(tab, self._shown)
        items = [
            _item(block, (block.leads if tab == tabs.OVERVIEW else None) or own, own)
            for block in blocks
            for own in [Address(tab, block.key)]
            if block.rests
            and (block.place or block.leads or is_agenda_item(block))
            and (tab == tabs.OVERVIEW or not block.note)
        ]
        label = tabs.label_of(self._session.pack, tab).lower()
        return self._list(f"{len(items)} in {label}", items)

    def _list_articles(self) -> Lines:
        pack = self._session.pack
        bare = sum(pack.article(item.article) is None for item in pack.agenda)
        items = f"{bare} item{' has' if bare == 1 else 's have'}"
        more = f" (and {items} no paper: see overview)" if bare else ""
        return self._list_lines(contents_of_pack(pack), f"in this pack{more}")

    def _list_contents(self) -> Lines:
        article = self._session.pack.article(self._here.tab) if self._here else None
        if article is None:
            return self._list_articles()
        return self._list_lines(contents_of(article), f"in {article.label}")

    def _list_lines(self, lines: Iterable[Line], where: str) -> Lines:
        items = [
            Item(", ".join(filter(None, (line.name, line.page))), line.leads, line.leads)
            for line in lines
        ]
        return self._list(f"{len(items)} {where}", items)

    def _list_notes(self, kind: NoteKind, _: str) -> Lines:
        """List the notes of a kind; `notes` lists those of all kinds."""
        if not self._shown.notes and (problem := self._session.store.unread):
            return [problem]
        items = [
            _item(block, block.leads or own, own)
            for block in blocks_of(tabs.NOTES, self._shown)
            if block.note and kind in (NoteKind.NOTE, block.note.kind)
            for own in [Address(tabs.NOTES, block.key)]
        ]
        many = kind.value if len(items) == 1 else kind.traits.plural
        return self._list(f"{len(items)} {many}", items)

    def _list(self, count: str, items: Sequence[Item]) -> Lines:
        self._items, self._is_listing = items, True
        return [f"{count}.", *(self._say_items(0) if items else [])]

    def _say_items(self, first: int) -> Lines:
        self._first = first
        last = min(first + AT_A_TIME, len(self._items))
        said = [f"{n + 1}. {self._items[n].said}" for n in range(first, last)]
        more = len(self._items) - last
        return [*said, f"{more} more: type next."] if more else said

    def _item(self, digits: str) -> Item | None:
        number = int(digits[:9])
        return self._items[number - 1] if 1 <= number <= len(self._items) else None

    def _read_number(self, digits: str) -> Lines:
        item = self._item(digits)
        if item is None:
            return [self.no_item(digits)]
        said = self._read(item.leads)
        self._chosen = item.own if item.is_note else None
        return said

    def _read(self, address: Address) -> Lines:
        blocks = self._blocks(address.tab)
        at = next((i for i, b in enumerate(blocks) if address.key in ("", b.key)), None)
        if at is None:
            return [NO_LONGER]
        self._here, self._chosen = Address(address.tab, blocks[at].key), None
        self._is_listing = False
        return [
            f"{at + 1} of {len(blocks)} in {tabs.label_of(self._session.pack, address.tab)}.",
            spoken(blocks[at]),
            citation_of(blocks[at], self._session.pack),
        ]

    def _step(self, step: int) -> Lines:
        if self._is_listing:
            first = self._first + step * AT_A_TIME
            ends = "That was the last of the list." if step > 0 else "That was the first."
            return self._say_items(first) if 0 <= first < len(self._items) else [ends]
        if self._here is None:
            return ["Nothing is being read yet; type words to search for, or help."]
        keys = [block.key for block in self._blocks(self._here.tab)]
        at = keys.index(self._here.key) + step if self._here.key in keys else 0
        if 0 <= at < len(keys):
            return self._read(Address(self._here.tab, keys[at]))
        return ["That was the end." if step > 0 else "That was the beginning."]


def _item(block: Block, leads: Address, own: Address) -> Item:
    return Item(spoken_line(block), leads, own, block.note is not None)
