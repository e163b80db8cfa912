"""The search box, which is always on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from ccgbrief.state import search_before
from ccgbrief.tui.key_order import pass_on
from ccgbrief.tui.widgets.line_input import LineInput


class Mode(StrEnum):
    """What the box is for, which it says while it is empty."""

    SEARCH = "/ search: a few letters you remember"
    GO = "go to: an article, area, duty, term, p143"
    CONTENTS = "contents: words of a heading"


class SearchBox(LineInput):
    """One line of text; the arrows move in the results while typing goes on."""

    DEFAULT_CSS = """
    SearchBox {
        height: 2; padding: 0 1 0 3; background: $background;
        border: none; border-bottom: solid $foreground 55%;
        .input--placeholder, .input--suggestion { color: $text-muted; }
        &:ansi .input--placeholder { text-style: dim; }
        &:ansi .input--suggestion { text-style: dim italic; }
    }
    SearchBox:focus { border: none; border-bottom: solid $accent; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", "Next result", show=False),
        Binding("up", "step(-1)", "Previous result", show=False),
        Binding("pagedown", "page(1)", "Results down", show=False),
        Binding("pageup", "page(-1)", "Results up", show=False),
        Binding("tab", "cursor_right", "Complete", show=False),
        Binding("ctrl+f", "select_all", "Other words", show=False),
        Binding("escape", "leave", "Back", show=False),
    ]

    @dataclass
    class Stepped(Message):
        """The reader wants another result."""

        step: int
        page: bool = False

    class Unfolded(Message):
        """The reader wants all results from one article, or only the best of them again."""

    class Clicked(Message):
        """The box was clicked."""

    class Left(Message):
        """The reader gave up the search."""

    def __init__(self, complete: Callable[[str], str | None]) -> None:
        """Make the box; `complete` returns a query with its last filter completed."""
        super().__init__(complete=complete, placeholder=Mode.SEARCH)
        self.mode = Mode.SEARCH
        self._searched = ""
        self.earlier: list[str] = []
        """Searches that led somewhere, the oldest first."""
        self.recalls = True
        """Whether ↑ brings these back."""
        self._recalled = ""
        """What the box was filled with, as long as ↑ goes on to the search before."""
        self._opened_by = ""
        """The letters typed right before the first one here, if that continued a word."""
        self._held: list[events.Key] | None = None
        """Keys that came after Enter or Escape, meant for where these lead."""

    def begin(self, mode: Mode, words: str = "") -> None:
        """Prepare for typing.

        The last search is there again, selected, to be replaced or repeated; or these `words`, to
        be continued.
        """
        self.mode = mode
        self._opened_by = ""
        self.placeholder = mode
        self.value = words or (self._searched if mode is Mode.SEARCH else "")
        self._recalled = "" if words else self.value
        self.select_on_focus = not words
        if words:
            self.cursor_position = len(words)

    def forget(self) -> None:
        """Begin the next search with nothing: the last one may be of words that are hidden now."""
        self._searched = ""

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`.

        Several of these are a word that is searched for.
        """
        if self.mode is Mode.GO and not self.value and len(letters.strip("jk")) > 1:
            self.begin(Mode.SEARCH, letters)
        elif not self.value:
            self._opened_by = letters

    @property
    def words(self) -> str:
        """What is typed, with the letters before it that opened the box, if they were of a word."""
        return f"{self._opened_by}{self.value}".strip()

    def rest(self) -> None:
        """Empty the box, since words left in it would look as if they filtered the text."""
        if self.mode is Mode.SEARCH:
            self._searched = self.value
        self.mode = Mode.SEARCH
        self.placeholder = Mode.SEARCH
        self.value = ""
        self.release()

    def release(self) -> None:
        """Pass on the keys that came after Enter or Escape to where they belong by now."""
        held, self._held = self._held, None
        for key in held or ():
            pass_on(self, key)

    async def _on_key(self, event: events.Key) -> None:
        if self.screen.focused is not self:  # it was left since the key was pressed
            pass_on(self, event)
        elif self._held is not None and (self._held or event.key != "escape"):
            self._held.append(event)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self) -> None:
        self.post_message(self.Clicked())

    async def action_submit(self) -> None:
        self._held = []
        await super().action_submit()

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (Input's)
        """Move in the text; at its end, if there is nothing to complete, unfold results."""
        if select or self._suggestion or not self.cursor_at_end:
            super().action_cursor_right(select)
        else:
            self.post_message(self.Unfolded())

    def action_step(self, step: int) -> None:
        """Ask for the next or previous result; ↑ at first brings back earlier searches."""
        earlier = self.earlier if self.recalls and self.mode is Mode.SEARCH else []
        is_untouched = self.value in ("", self._recalled)
        if step < 0 and is_untouched and (before := search_before(earlier, self.value)):
            self._recalled = self.value = before
            self.cursor_position = len(before)
            return
        self._recalled = ""
        self.post_message(self.Stepped(step))

    def action_page(self, step: int) -> None:
        self.post_message(self.Stepped(step, page=True))

    def action_leave(self) -> None:
        self._held = []
        self.post_message(self.Left())
