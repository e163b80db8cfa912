"""The question whether to keep what is typed, for the boxes in which Enter alone makes a record."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from textual.widget import Widget

_NOTHING_YET = object()


class Question:
    """Asked before what is typed in a box would be lost; it is open until more is typed."""

    def __init__(
        self, box: Widget, at_stake: Callable[[], object], show: Callable[[], object]
    ) -> None:
        """`at_stake` returns what would be lost now, None if nothing would; `show` asks."""
        self.box = box
        self._at_stake = at_stake
        self._show = show
        self._about: object = _NOTHING_YET
        self._then: Callable[[], object] | None = None
        self.is_answered = False
        """Whether the box is about to close."""

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

    def forget_then(self) -> None:
        """Do nothing more once it is answered."""
        self._then = None

    def do_then(self) -> None:
        """Do what the reader was about to do when asked, unless more was typed since."""
        if self._then and self.is_open:
            self._then()


@runtime_checkable
class Asking(Protocol):
    """A box that has such a question."""

    question: Question
