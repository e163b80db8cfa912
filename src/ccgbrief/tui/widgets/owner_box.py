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
from ccgbrief.tui.question import Question
from ccgbrief.tui.widgets.line_input import LineInput
from ccgbrief.view import typed_words


class OwnerBox(LineInput):
    """Takes a name; an empty one removes it, and Escape restores the old one.

    What is typed is saved apart, and in the notebook once it is entered.
    """

    DEFAULT_CSS = """
    OwnerBox { height: 3; border: round $accent; padding: 0 2; &:focus { border: round $accent; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    @dataclass
    class Given(Message):
        """The name was entered, or the box left."""

        box: "OwnerBox"
        is_kept: bool

    def __init__(
        self,
        duty: str,
        title: str,
        before: str,
        name: str,
        typed: Callable[["OwnerBox"], object],
    ) -> None:
        """Make the box with a `name`; `before` is who it is now, `typed` is called on a change."""
        self._pass_on = typed
        self._before = clean_line(before)
        super().__init__(clean_line(name))
        self.duty = duty
        self.question = Question(self, self._at_stake, self._show_question)
        self.opened_by = ""
        """The letters typed right before the first one of the name, if it continued a word."""
        self.border_title = Content(f"Who is responsible: {title}")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing once removed, since a screen that opens at that moment still draws us."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on that the name has changed; what is typed here is not a search."""
        event.stop()
        self._pass_on(self)
        self.select_on_focus = not self.is_changed  # or who comes back would type over it
        if not self.question.is_open:
            self.border_subtitle = ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter the name; if it may not be meant as one, at the second Enter."""
        event.stop()
        if not (self._is_doubtful and self.question.ask()):
            self._finish(is_kept=True)

    def _at_stake(self) -> object:
        return (self.is_changed and self.name_typed) or None

    def _show_question(self) -> None:
        self.screen.set_focus(self)
        asks = f"keep “{self.name_typed}”? enter keeps it, esc does not"
        self.border_subtitle = Content(asks)

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`."""
        if not self.is_changed:
            self.opened_by = letters

    def action_leave(self) -> None:
        self._finish(is_kept=False)

    def _finish(self, *, is_kept: bool) -> None:
        if self.question.is_answered:  # a second Escape came before the box was gone
            return
        self.question.is_answered = True
        self.post_message(self.Given(self, is_kept))

    @property
    def _is_doubtful(self) -> bool:
        begun = self.opened_by and self.name_typed
        return bool(begun) and typed_words.is_doubtful(self.name_typed, self.opened_by)

    def try_in(self, copy: Notebook) -> None:
        """Write the name into a copy of the notebook, if it has changed."""
        if self.is_changed:
            copy.set_owner(self.duty, self.name_typed)

    @property
    def name_typed(self) -> str:
        return clean_line(self.value)

    @property
    def is_changed(self) -> bool:
        """Whether another name was typed than the one it has been so far."""
        return self.name_typed != self._before
