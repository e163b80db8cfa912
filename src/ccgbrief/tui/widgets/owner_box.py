"""One line at the foot of the screen for the name of whoever is responsible for a duty."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input

from ccgbrief.notebook import Notebook
from ccgbrief.text import clean_line
from ccgbrief.tui.question import Question
from ccgbrief.tui.widgets.line_input import LineInput
from ccgbrief.view import typed_words
from ccgbrief.view.keys import NAMING_KEYS


class OwnerBox(LineInput):
    """Takes a name; an empty one removes it, and thrown away it leaves the old one.

    What is typed is saved apart, and in the notebook once it is entered.
    """

    DEFAULT_CSS = """
    OwnerBox { height: 3; border: round $accent; padding: 0 2; &:focus { border: round $accent; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

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
        self.question = Question(
            self, NAMING_KEYS, self._at_stake, self._show_question, self._word_meant
        )
        self._title = Content(f"Who is responsible: {title}")
        self.border_title = self._title

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing once removed, since a screen that opens at that moment still draws us."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on that the name has changed; what is typed here is not a search."""
        event.stop()
        self.select_on_focus = not self.is_changed  # or who comes back would type over it
        self._entitle()

    async def action_submit(self) -> None:
        """Enter the name; if it may not be meant as one, at the second Enter.

        At once, and not by a message, since keys in the same burst are no part of the name.
        """
        if not (self._is_doubtful and self.question.ask()):
            self.question.close(is_kept=True)

    async def _on_key(self, event: events.Key) -> None:
        """Take the search that is offered instead; once the name is given, hold what is typed."""
        if self.question.hold(event) or (event.key == "slash" and self.question.search_instead()):
            event.stop()
            event.prevent_default()

    def _at_stake(self) -> object:
        return self.name_at_stake or None

    @property
    def name_at_stake(self) -> str:
        """The name that was typed, if it would be lost."""
        return self.name_typed if self.is_changed else ""

    def _show_question(self) -> None:
        self.screen.set_focus(self)
        self._entitle()

    def _entitle(self) -> None:
        is_asked = self.question.is_open
        asks = typed_words.doubt("name", is_new=not self._before)
        self.border_title = Content(asks) if is_asked else self._title
        self.border_subtitle = self.question.search_offered
        self._pass_on(self)

    def show_saving(self, said: str) -> None:
        """Show below the name whether it is saved."""
        self.border_subtitle = Content(said)

    def _word_meant(self, opened_by: str) -> str:
        return typed_words.word_meant(self.name_typed, opened_by)

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`."""
        if not self.is_changed:
            self.question.opened_by = letters

    def action_leave(self) -> None:
        self.question.leave()

    @property
    def _is_doubtful(self) -> bool:
        begun = self.question.opened_by and self.name_typed
        return bool(begun) and typed_words.is_doubtful(self.name_typed, self.question.opened_by)

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
