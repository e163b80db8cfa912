"""The pack as a dialogue, line by line and without drawing: for screen readers and dumb terminals.

Each answer begins with how many there are of what follows. What is written is saved before the
answer is given.
"""

from collections.abc import Callable, Iterable

from ccgbrief.notebook import Failed, MergeBy
from ccgbrief.session import Session
from ccgbrief.text import clean
from ccgbrief.view.dialogue_commands import help_lines, read_line
from ccgbrief.view.dialogue_reading import Lines, Listener
from ccgbrief.view.dialogue_writing import Writer
from ccgbrief.view.pack_watch import PackWatch
from ccgbrief.view.speech import undrawn


class Dialogue:
    """Answers one reader line by line."""

    def __init__(self, session: Session, minutes: str = "md", *, public: bool = False) -> None:
        """`minutes` is the format that `minutes` writes; with `public` no private note is said.

        Then `public` includes them only when it is said twice.
        """
        self._session = session
        self._listener = Listener(session, public=public)
        self._writer = Writer(session, self._listener, minutes)
        self._watch = PackWatch(session)
        self.has_ended = False
        self._presenting = public
        self._before = ""
        """The command that was answered last."""
        self._held: Lines = []
        """What was found at the start and has not been said yet."""
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
        ]
        self._held = [store.broken, self._session.doubts]
        return _sayable([*said, *self._reports()])

    def answer(self, typed: str) -> Lines:
        self._session.refresh()
        news = self._follow_pack()
        lost = self._writer.write_back()
        said = self._writer.take_text(typed)
        if said is None:
            command, rest = read_line(typed)
            said = self._commands[command](rest)
            self._before = command
        found = (*news, *lost, *self._reports())
        return _sayable([*said, *(line for line in found if line not in said)])

    def _reports(self) -> Lines:
        """Return what is to be said of files; it waits while others listen."""
        if self._listener.public:
            return []
        held, self._held = self._held, []
        return [*held, *self._session.take_messages(MergeBy.LINE)]

    def _follow_pack(self) -> Lines:
        """Go on with the pack as it is now, and return what is new about it."""
        news = self._watch.look()
        if news and news.read:
            before = self._session.pack
            self._session.replace_pack(news.read)
            self._listener.follow_pack(before)
        return [f"{news.message}."] if news and news.message else []

    def close(self) -> Lines:
        """Save at the end, and return what could not be saved."""
        self._listener.close()
        outcomes = self._session.save()
        return _sayable([each.message for each in outcomes if isinstance(each, Failed)])

    def _turn_public(self) -> Lines:
        if self._presenting and self._before != "public":
            return ["Private notes stay left out while presenting; “public” again ends it."]
        self._presenting = False
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
