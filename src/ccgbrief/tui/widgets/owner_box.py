"""One line at the foot of the screen for the name of who sees to a duty."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from ccgbrief.text import clean_line


class OwnerBox(Input):
    """Takes a name; Enter keeps it, an empty one takes it away, Escape leaves it as it was."""

    DEFAULT_CSS = """
    OwnerBox { height: 3; border: round $accent; &:focus { border: round $accent; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    @dataclass
    class Given(Message):
        """The name was given, or left as it was."""

        box: "OwnerBox"
        duty: str
        name: str | None
        """None when it is left as it was."""

    def __init__(self, duty: str, title: str, owner: str) -> None:
        super().__init__(clean_line(owner))
        self.cursor_blink = False
        self._duty = duty
        self.border_title = Content(f"who sees to: {title}")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing once removed: a screen that opens in that moment still draws us."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def _on_paste(self, event: events.Paste) -> None:
        """Take pasted text on one line; Textual calls Input's own handler next."""
        event.text = clean_line(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed here from being taken for a search."""
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name."""
        event.stop()
        self.post_message(self.Given(self, self._duty, clean_line(self.value)))

    def action_leave(self) -> None:
        """Leave the name as it was."""
        self.post_message(self.Given(self, self._duty, None))
