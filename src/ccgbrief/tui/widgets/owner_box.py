"""One line at the foot of the screen for the name of whoever is responsible for a duty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from ccgbrief.notebook import Notebook
from ccgbrief.text import clean_line
from ccgbrief.tui.widgets.line_input import LineInput
from ccgbrief.view import typed_words


class OwnerBox(LineInput):
    """Takes a name; an empty one removes it, and Escape restores the old one.

    What is typed is saved apart, and in the notebook once it is entered or the app ends.
    """

    DEFAULT_CSS = """
    OwnerBox { height: 3; border: round $accent; padding: 0 2; &:focus { border: round $accent; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    @dataclass
    class Given(Message):
        """The name was entered, or the box left."""

        box: "OwnerBox"
        duty: str
        name: str
        is_kept: bool

    def __init__(
        self, duty: str, title: str, notebook: Notebook, typed: Callable[[str, str], object]
    ) -> None:
        """Make the box; `typed` is called with the duty's id and the name after each change."""
        self._pass_on = typed
        self._before = notebook.owner_of(duty)
        super().__init__(clean_line(self._before))
        self._duty = duty
        self._notebook = notebook
        self._finished = self._asked = False
        self.opened_by = ""
        """The letters typed right before the first one of the name, if it continued a word."""
        self.border_title = Content(f"Who is responsible: {title}")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing once removed, since a screen that opens at that moment still draws us."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post the name; what is typed here is not a search."""
        event.stop()
        if self._is_news:
            self._pass_on(self._duty, self._typed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter the name; if it may not be meant as one, at the second Enter."""
        event.stop()
        if not self.asks():
            self._finish(is_kept=True)

    def asks(self) -> bool:
        """Ask whether to keep what may be no name, unless it was asked; return whether it is now.

        For who enters it, or leaves the app.
        """
        if self._asked or not self._is_doubtful:
            return False
        self._asked = True
        self.border_subtitle = Content(f"keep “{self._typed}”? enter keeps it, esc does not")
        return True

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`."""
        if self._typed == clean_line(self._before):
            self.opened_by = letters

    def action_leave(self) -> None:
        self._finish(is_kept=False)

    def _finish(self, *, is_kept: bool) -> None:
        if self._finished:  # a second Escape came before the box was gone
            return
        self._finished = True
        self.post_message(self.Given(self, self._duty, self._typed, is_kept))

    def on_unmount(self) -> None:
        """Write what was typed last, since the app may have ended before its message came."""
        if self._is_news and not self._is_doubtful:
            self._notebook.set_owner(self._duty, self._typed)

    @property
    def _is_doubtful(self) -> bool:
        begun = self.opened_by and self._typed
        return bool(begun) and typed_words.is_doubtful(self._typed, self.opened_by)

    @property
    def _typed(self) -> str:
        return clean_line(self.value)

    @property
    def _is_news(self) -> bool:
        known = clean_line(self._notebook.owner_of(self._duty))
        return not self._finished and self._typed != known
