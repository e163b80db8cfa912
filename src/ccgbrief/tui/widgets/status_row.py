"""The last line: what happened, or else which keys there are."""

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from ccgbrief.tui.keys import COMMANDS, Command, Keys, reading_keys

MESSAGE_SECONDS = 6.0
"""How long a message stands at the least before the keys come back."""

LETTERS_A_SECOND = 15
"""As fast as a message is read by somebody who is listening to a meeting."""


class StatusRow(Widget):
    """Shows a message for a while, and the keys the rest of the time."""

    DEFAULT_CSS = """
    StatusRow { height: 1; background: $surface; color: $text; }
    StatusRow.-saying { height: auto; max-height: 80%; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False  # Textual would underline every key
        self._message = ""
        self._standing = ""
        self._told = ""
        self._reading_keys = self._keys = reading_keys(COMMANDS)
        self._timer: Timer | None = None

    @property
    def message(self) -> str:
        """What is said or told."""
        return self._message or self._told

    def say(self, message: str) -> None:
        """Show a message for a while, plain text: on more rows than one where it is long."""
        self._message = message
        self._redraw()
        if self._timer:
            self._timer.stop()
        seconds = max(MESSAGE_SECONDS, len(message) / LETTERS_A_SECOND)
        self._timer = self.set_timer(seconds, self._fall_silent)

    def tell(self, text: str) -> None:
        """Show before the keys what belongs to them: how much was found."""
        self._told, self._message = text, ""
        self._redraw()

    def stand(self, mark: str) -> None:
        """Show a mark before everything for as long as it holds: that the view is public."""
        self._standing = mark
        self._redraw()

    def name_keys(self, commands: Iterable[Command]) -> None:
        """Offer the keys that the reader has given to the commands."""
        self._reading_keys = self._keys = reading_keys(commands)

    def offer(self, keys: Keys | None = None) -> None:
        """Show these keys or those for reading, and nothing that was said or told before."""
        self._keys = self._reading_keys if keys is None else keys
        self._told, self._message = "", ""
        self._redraw()

    def _fall_silent(self) -> None:
        self._message = ""
        self._redraw()

    def _redraw(self) -> None:
        self.set_class(bool(self._message), "-saying")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw what stands, and then the message or the keys."""
        standing = Content.styled(f" {self._standing} ", Style(reverse=True))
        shown = [standing, Content(" ")] if self._standing else []
        if self._message:
            return Content("").join([*shown, Content.styled(self._message, Style(bold=True))])
        if self._told:
            shown.append(Content.styled(f" {self._told}  ", Style(bold=True)))
        return Content("").join([*shown, *map(_key, self._keys)])


def _key(key: tuple[str, str, str]) -> Content:
    """Draw a key and what it does; a click does it too."""
    shown, label, action = key
    drawn = Content.assemble((f" {shown} ", Style(bold=True)), label, " ")
    return drawn.stylize(Style.from_meta({"@click": f"screen.{action}"})) if action else drawn
