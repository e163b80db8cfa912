"""Asks in which format the minutes are to be written, and says what they lack."""

from collections.abc import Callable, Sequence
from string import ascii_letters
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.widgets.status_row import KEY, key_hints


class Chosen(NamedTuple):
    """What the reader wants."""

    form: str = ""
    """The format of the minutes to write; `""` for none."""
    private: bool = False
    """Whether they are to include private notes."""
    query: str = ""
    """The word to search for instead, whose first letter opened the box."""


class MinutesScreen(BoxScreen[Chosen]):
    """Has a digit for each format; the key that opened it, or Enter, is for the last one used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, what follows one of these in one burst is for the screen below.
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("enter", "write_usual", show=False, priority=True),
        Binding("ctrl+g", "turn_private", show=False, priority=True),
        *(Binding(key, f"write_as({key})", show=False, priority=True) for key in "123456789"),
        *(Binding(key, f"letter({key!r})", show=False, priority=True) for key in ascii_letters),
    ]

    def __init__(
        self,
        key: str,
        formats: Sequence[tuple[str, str]],
        usual: str,
        says: Callable[[bool], Sequence[str]],
    ) -> None:
        """`key` opened it; `formats` are ids and names, of which `usual` was used last.

        `says` returns what to know beforehand, with private notes or without.
        """
        super().__init__(classes="-foot")
        self._key, self._formats, self._usual, self._says = key, formats, usual, says
        self._private = False

    def compose(self) -> ComposeResult:
        offer = Static(self._offer())
        offer.auto_links = False  # Textual would underline every format
        box = VerticalScroll(offer)  # at 40 by 12 there may be more than fits
        box.border_title = Content("Write the minutes")
        name = dict(self._formats)[self._usual]
        box.border_subtitle = key_hints((f"enter or {self._key}", name), ("esc", "back"))
        yield box

    def _offer(self) -> Content:
        """Draw the formats, each with its digit, and what to know beforehand."""
        keys = [
            Content.assemble((str(digit), KEY), f" {name}").stylize(
                Style.from_meta({"@click": f"screen.write({form!r})"})
            )
            for digit, (form, name) in enumerate(self._formats, 1)
        ]
        rows = [Content("   ").join(keys), *map(Content, self._says(self._private))]
        return Content("\n").join(rows)

    def action_write(self, form: str) -> None:
        self.dismiss(Chosen(form, self._private))

    def action_write_usual(self) -> None:
        self.action_write(self._usual)

    def action_write_as(self, digit: int) -> None:
        """Write in the format with that digit, if there is one."""
        if digit <= len(self._formats):
            self.action_write(self._formats[digit - 1][0])

    def action_letter(self, letter: str) -> None:
        """Take the key that opened the box; another letter goes on with a word, searched for."""
        if letter == self._key:
            self.action_write_usual()
        else:
            self.dismiss(Chosen(query=self._key + letter))

    def action_turn_private(self) -> None:
        self._private = not self._private
        self.query_one(Static).update(self._offer())
