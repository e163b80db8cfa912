"""The last line: what happened, or else which keys there are."""

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from ccgbrief.tui.keys import COMMANDS

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
        self._timer: Timer | None = None

    @property
    def message(self) -> str:
        """The message that is shown."""
        return self._message

    def say(self, message: str) -> None:
        """Show a message, plain text: on more rows than one where it is long."""
        self._message = message
        self.set_class(bool(message), "-saying")
        self.refresh(layout=True)
        if self._timer:
            self._timer.stop()
        seconds = max(MESSAGE_SECONDS, len(message) / LETTERS_A_SECOND)
        self._timer = self.set_timer(seconds, self._fall_silent)

    def stand(self, mark: str) -> None:
        """Show a mark before the keys for as long as it holds: that the view is public."""
        self._standing = mark
        self.refresh()

    def _fall_silent(self) -> None:
        self._message = ""
        self.remove_class("-saying")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the message or the keys."""
        if self._message:
            return Content.styled(self._message, Style(bold=True))
        standing = (
            Content.styled(f" {self._standing} ", Style(reverse=True))
            if self._standing
            else Content()
        )
        keys = (
            Content.assemble(
                (f" {command.shown} ", Style(bold=True)),
                command.label,
                " ",
            ).stylize(Style.from_meta({"@click": f"screen.{command.action}"}))
            for command in COMMANDS
            if command.footer
        )
        return standing + Content("").join(keys)
