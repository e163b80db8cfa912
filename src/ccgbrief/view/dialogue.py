"""The pack as a dialogue, line by line and without drawing: for screen readers and dumb terminals.

Each answer begins with how many there are of what follows. What is written is saved before the
answer is given.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Failed, Notebook, UndoHistory
from ccgbrief.pack import Pack
from ccgbrief.session import Session
from ccgbrief.text import clean, clean_line
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.address import Address, section_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.contents import Line, contents_of, contents_of_pack
from ccgbrief.view.dialogue_commands import LISTS, READ, help_lines, read_line
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.results import count_of, readings_of, result_blocks
from ccgbrief.view.speech import citation_of, spoken, spoken_line, undrawn
from ccgbrief.view.typed_words import FEWEST_LETTERS
from ccgbrief.view.view_state import ViewState, local_today, place_name

if TYPE_CHECKING:
    from ccgbrief.search import Finder

AT_A_TIME = 5
"""Items of a list that are said before `next` is typed."""

MOST_RESULTS = 50
"""Results of a search: nobody listens to more."""

PRIVATE_MINUTES = "“minutes private” includes them"

Lines = list[str]


class Item(NamedTuple):
    """One of a numbered list."""

    said: str
    leads: Address
    """What its number reads."""
    own: Address
    """What a tick is for: the item itself, which may lead elsewhere."""


class Listener:
    """What one reader has listed and read last, and the finder over the pack."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.public = False
        """Whether private notes are left out."""
        self._finder: Finder | None = None
        self._items: Sequence[Item] = ()
        self._first = 0
        """Number of the item, from 0, that was said first of those said last."""
        self._here: Address | None = None
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

    def block_of(self, digits: str) -> Block | None:
        """Return the item of the last list with that number, as it is now."""
        item = self._item(digits)
        return self.block_at(item.own) if item else None

    def block_at(self, address: Address) -> Block | None:
        """Return the block at an address, as it is now; without a key the first of its tab."""
        blocks = self._blocks(address.tab)
        return next((block for block in blocks if address.key in ("", block.key)), None)

    def no_item(self, digits: str) -> str:
        """Say that there is no such number."""
        if not self._items:
            return "There is no list yet; type words to search for."
        return f"There is no number {digits[:9]}: the last list has {len(self._items)}."

    def close(self) -> None:
        """Let go of the index."""
        if self._finder:
            self._finder.close()

    @property
    def _shown(self) -> ViewState:
        session = self._session
        return ViewState(session.pack, session.notebook, public=self.public, series=session.series)

    def _blocks(self, tab: str) -> list[Block]:
        """Return all that can be read of a tab, unfolded."""
        shown = self._shown
        every = blocks_of(tab, replace(shown, unfolded=shown.everything))
        return [block for block in every if block.text.strip() and not block.begins_page]

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
            and (block.place or block.leads)
            and (tab == tabs.OVERVIEW or not block.note)
        ]
        names = {each.id: each.label for each in tabs.tabs_of(self._session.pack)}
        return self._list(f"{len(items)} in {names.get(tab, tab.rstrip(':')).lower()}", items)

    def _list_articles(self) -> Lines:
        return self._list_lines(contents_of_pack(self._session.pack), "in this pack")

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
        return self._read(item.leads) if item else [self.no_item(digits)]

    def _read(self, address: Address) -> Lines:
        blocks = self._blocks(address.tab)
        at = next((i for i, b in enumerate(blocks) if address.key in ("", b.key)), None)
        if at is None:
            return ["That is no longer there."]
        self._here, self._is_listing = Address(address.tab, blocks[at].key), False
        names = {tab.id: tab.label for tab in tabs.tabs_of(self._session.pack)}
        return [
            f"{at + 1} of {len(blocks)} in {names.get(address.tab, address.tab)}.",
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
    return Item(spoken_line(block), leads, own)


class Writer:
    """What is written in the notebook from the dialogue, each change saved at once."""

    def __init__(self, session: Session, listener: Listener, minutes: str) -> None:
        self._session = session
        self._listener = listener
        self._minutes = minutes
        self._history = UndoHistory(session.notebook)
        self._begun: tuple[NoteKind, bool] | None = None
        """The kind of the note whose text comes next, and whether it is private."""

    @property
    def commands(self) -> dict[str, Callable[[str], Lines]]:
        """What answers each command, given the words after it."""
        return {
            **{kind.value: partial(self._note, kind) for kind in NoteKind},
            "private": self._private_note,
            "tick": partial(self._tick, done=True),
            "untick": partial(self._tick, done=False),
            "bookmark": lambda _: self._change(note_actions.bookmark, self._listener.here),
            "undo": lambda _: self._take_back("Undone", "undone"),
            "redo": lambda _: self._take_back("Done again", "done again"),
            "minutes": self._write_minutes,
            "merge": lambda _: self._merge(),
        }

    def take_text(self, typed: str) -> Lines | None:
        """Write the note whose text was asked for, if one was."""
        if self._begun is None:
            return None
        (kind, private), self._begun = self._begun, None
        return self._write(kind, clean_line(typed).strip(), private=private)

    @property
    def _pack(self) -> Pack:
        return self._session.pack

    def _private_note(self, rest: str) -> Lines:
        command, text = read_line(rest)
        if command not in set(NoteKind):
            return [f"“private” comes before {', '.join(NoteKind)}."]
        return self._note(NoteKind.named(command), text, private=True)

    def _note(self, kind: NoteKind, text: str, *, private: bool = False) -> Lines:
        if problem := self._session.store.read_only:
            return [problem]
        if text:
            return self._write(kind, text, private=private)
        self._begun = (kind, private)
        place = note_actions.begin_note(self._pack, self._listener.here, kind).place
        on = place_name(self._pack, place, self._session.questions)
        return [f"{kind.value.capitalize()} on {on}: type it. An empty line writes nothing."]

    def _write(self, kind: NoteKind, text: str, *, private: bool) -> Lines:
        if len(text) < FEWEST_LETTERS:
            return ["Nothing written: a note has three letters or more."]
        here = self._listener.here
        draft = note_actions.begin_note(self._pack, here, kind)
        draft.text, draft.private = text, private or draft.private
        question = here.note if here and draft.place.question else None
        meeting = self._session.series.meeting_of(question) if question else None
        if meeting and meeting.store.read_only:
            return [meeting.store.read_only]
        book = meeting.notebook if meeting else self._session.notebook
        before, today = book.contents, local_today()
        on = place_name(self._pack, draft.place, book.notes(private=True))
        note = draft.close(book, today)
        title = draft.title(on, today)
        if note is None:
            return ["Nothing written."]
        answered = book.tick_answered(note)
        ids = {note.id, answered.id if answered else note.id}
        self._history.record(note_actions.named(note, "written"), before, ids, book)
        return [f"1 {title}.", *self._save()]

    def _tick(self, named: str, *, done: bool) -> Lines:
        block, problem = self._block_named(named)
        if block is None:
            return [problem]
        note, book = block.note, self._session.notebook
        if meeting := self._session.series.meeting_of(note) if note else None:
            if meeting.store.read_only:
                return [meeting.store.read_only]
            book = meeting.notebook
        before = note_actions.is_done(self._pack, book, block)
        if before is None:
            return ["That has no tick; duties, actions, questions and articles have one."]
        if before is done:
            return [f"It was {'ticked already' if done else 'not ticked'}: {spoken_line(block)}"]
        return self._change(note_actions.tick, block, book)

    def _block_named(self, named: str) -> tuple[Block | None, str]:
        """Return what is to be ticked, or say why it is not known."""
        if not named:
            return self._listener.here, "Nothing was read yet; tick a number or a duty."
        if named.isdecimal() and (block := self._listener.block_of(named)):
            return block, ""
        try:
            duty = self._session.duty_id(named)
        except ValueError as error:
            return None, self._listener.no_item(named) if named.isdecimal() else f"{error}"
        return self._listener.block_at(Address(tabs.DUTIES, section_key(duty))), ""

    def _change(
        self, change: note_actions.Change, block: Block | None, book: Notebook | None = None
    ) -> Lines:
        if problem := self._session.store.read_only:
            return [problem]
        book = book or self._session.notebook
        before = book.contents
        said = change(self._pack, book, block)
        self._history.record(said, before, notebook=book)
        return [f"{said}.", *(self._save() if book.contents != before else [])]

    def _take_back(self, done: str, participle: str) -> Lines:
        history = self._history
        change = history.undo() if participle == "undone" else history.redo()
        public = self._listener.public
        said = note_actions.taken_back(change, done, participle, public=public)
        return [f"{said}.", *(self._save() if change else [])]

    def _write_minutes(self, rest: str) -> Lines:
        from ccgbrief.view.minutes import write_minutes  # noqa: PLC0415 (12 ms)

        said = write_minutes(
            self._session,
            public=self._listener.public,
            private=rest == "private",
            form=self._minutes,
            take_in=PRIVATE_MINUTES,
        )
        return [f"{said}."]

    def _merge(self) -> Lines:
        return [f"{note_actions.merge_copies(self._session.store)}.", *self._save()]

    def _save(self) -> Lines:
        """Save what has changed, here and in earlier meetings, and say whether it is saved."""
        stores = [self._session.store, *(m.store for m in self._session.series.meetings)]
        outcomes = [store.save() for store in stores if store.unsaved]
        failed = [each.message for each in outcomes if isinstance(each, Failed)]
        messages = [line for store in stores for line in store.take_messages()]
        return [*(failed or ["Saved."]), *messages]


class Dialogue:
    """Answers one reader line by line."""

    def __init__(self, session: Session, minutes: str = "md") -> None:
        """`minutes` is the format that `minutes` writes."""
        self._session = session
        self._listener = Listener(session)
        self._writer = Writer(session, self._listener, minutes)
        self.has_ended = False
        self._commands: dict[str, Callable[[str], Lines]] = {
            **self._listener.commands,
            **self._writer.commands,
            "public": lambda _: self._turn_public(),
            "help": lambda _: help_lines(),
            "quit": lambda _: self._quit(),
        }

    def greet(self) -> Lines:
        """Return what is said first."""
        pack, store = self._session.pack, self._session.store
        count = len(pack.articles)
        said = [
            f"{count} article{'' if count == 1 else 's'} in {pack.title}.",
            "Type words to search for, a number to read that item, or help.",
            *store.take_messages(),
            self._session.doubts,
        ]
        return _sayable(said)

    def answer(self, typed: str) -> Lines:
        """Return the answer to a line."""
        self._session.store.refresh()
        said = self._writer.take_text(typed)
        if said is None:
            command, rest = read_line(typed)
            said = self._commands[command](rest)
        return _sayable(said)

    def close(self) -> Lines:
        """Save at the end, and return what could not be saved."""
        self._listener.close()
        outcome = self._session.store.close()
        return _sayable([outcome.message] if isinstance(outcome, Failed) else [])

    def _turn_public(self) -> Lines:
        self._listener.public = not self._listener.public
        return [f"Private notes are {'left out' if self._listener.public else 'included'}."]

    def _quit(self) -> Lines:
        self.has_ended = True
        return []


def _sayable(said: Iterable[str]) -> Lines:
    """Return lines without empty ones, and nothing in them that moves a cursor or draws."""
    return [
        undrawn(line).strip() for each in said for line in clean(each).split("\n") if line.strip()
    ]
