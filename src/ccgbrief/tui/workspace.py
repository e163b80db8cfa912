"""What the parts of the main screen work on, put together once for all of them."""

from dataclasses import dataclass

from textual.screen import Screen

from ccgbrief.pack import Pack
from ccgbrief.session import Session
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view.refusals import refusal


@dataclass(frozen=True)
class Workspace:
    """The main screen, with what it reads from and where it shows and reports things."""

    screen: Screen[None]
    session: Session
    reader: Reader
    status: StatusRow

    @property
    def pack(self) -> Pack:
        """The pack as it is now: it is replaced when its files change."""
        return self.session.pack

    def say(self, message: str) -> None:
        """Show a message for a while in the last line."""
        self.status.show_message(message)

    def refuse(self, command: str) -> None:
        """Say what a key is for that does nothing here, and which key helps."""
        shown, block = self.reader.shown, self.reader.current
        note = block.note if block else None
        is_earlier = note is not None and shown.series.meeting_of(note) is not None
        self.say(refusal(command, shown.pack, block, shown.commands, is_earlier=is_earlier))
