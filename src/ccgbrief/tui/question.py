"""The question whether to keep what is typed, for the boxes in which Enter alone makes a record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from ccgbrief.tui.key_order import pass_on
from ccgbrief.view.keys import ASKED_KEYS, QUITTING_KEYS, Keys, may_ask

_NOTHING_YET = object()


@dataclass
class BoxClosed(Message):
    """What is typed in a box is to be kept, or was thrown away."""

    is_kept: bool
    query: str
    """The word to search for instead, if any."""
    opened_by: str
    """The letters typed right before the first one there, if it continued a word."""


class Question:
    """Asked before what is typed in a box would be lost; it is open until more is typed."""

    def __init__(
        self,
        box: Widget,
        keys: Keys,
        at_stake: Callable[[], object],
        show: Callable[[], object],
        word_meant: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`keys` are those of the box while it is not asked.

        `at_stake` returns what would be lost now, None if nothing would; `show` asks. Given the
        letters that opened the box, `word_meant` returns what may have been meant as a search.
        """
        self.box = box
        self._keys = keys
        self._at_stake = at_stake
        self._show = show
        self._word_meant = word_meant
        self._about: object = _NOTHING_YET
        self._then: Callable[[], object] | None = None
        self.opened_by = ""
        """The letters typed right before the first one there, if it continued a word."""
        self.is_answered = False
        """Whether the box is about to close."""
        self._held: list[events.Key] | None = []
        """Keys that were queued for it then, meant for what is read; None once the box is gone."""
        self._later: list[events.Key] = []
        """Keys that came after these."""

    @property
    def is_open(self) -> bool:
        return self._about is not _NOTHING_YET and self._about == self._at_stake()

    def ask(self, then: Callable[[], object] | None = None) -> bool:
        """Ask, unless nothing would be lost or it was asked; return whether it is now.

        `then` is what the reader was about to do, which is done once it is answered.
        """
        at_stake = self._at_stake()
        if not self.is_answered and (at_stake is None or self.is_open):
            return False
        self._about, self._then = at_stake, then
        if not self.is_answered:
            self._show()
        return True

    def leave(self) -> None:
        """Close the box; where something would be lost, ask first."""
        if not self.ask():
            self.close(is_kept=False)

    def close(self, *, is_kept: bool, query: str = "") -> None:
        """Close the box, at the first of several keys that came before it was gone.

        For a `query`, which is searched for instead, nothing more is done.
        """
        if query:
            self._then = None
        if not self.is_answered:
            self.is_answered = True
            self.box.post_message(BoxClosed(is_kept, query, self.opened_by))

    def hold(self, key: events.Key, *, is_queued: bool = True) -> bool:
        """Hold a key until the box is gone, if it came once that is answered; return whether.

        Who answers twice means it once. A key that is not queued for the box came after those.
        """
        if not self.is_answered:
            return False
        if self._held is None:
            pass_on(self.box, key)
        elif self._held or self._later or key.key not in {"enter", "escape"}:
            (self._held if is_queued else self._later).append(key)
        return True

    def release(self) -> None:
        """Press the keys again that were held, each once; the box is gone."""
        held = [*(self._held or ()), *self._later]
        self._held, self._later = None, []
        for key in held:
            pass_on(self.box, key)

    @property
    def keys(self) -> Keys:
        """The keys of the box, with what Escape does to what is typed there now."""
        if self.is_open:
            return QUITTING_KEYS if self._then else ASKED_KEYS
        return may_ask(self._keys, asks=self._at_stake() is not None)

    @property
    def search_offered(self) -> Content:
        """The line below the box that offers a search instead, while it is asked."""
        query = self._query
        return Content(f"/ searches for “{query}” instead" if query else "")

    def search_instead(self) -> bool:
        """Close the box for the search that is offered; return whether one is."""
        if query := self._query:
            self.close(is_kept=False, query=query)
        return bool(query)

    @property
    def _query(self) -> str:
        return self._word_meant(self.opened_by) if self.is_open else ""

    def do_then(self) -> None:
        """Do what the reader was about to do when asked, unless more was typed since.

        Before it, press the keys that were held.
        """
        self.release()
        if self._then and self.is_open:
            self._then()


@runtime_checkable
class Asking(Protocol):
    """A box that has such a question."""

    question: Question


def holds(screen: Screen[Any], key: events.Key) -> bool:
    """Return whether a key waits until a box is gone, which is answered and about to close."""
    places: tuple[object, ...] = (screen, screen.focused)
    open_now = (each.question for each in places if isinstance(each, Asking))
    return any(question.hold(key, is_queued=False) for question in open_now)
