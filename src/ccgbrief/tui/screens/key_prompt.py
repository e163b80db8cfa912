"""Asks for the key that a command is to have, by having it pressed."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.widgets.status_row import key_hints
from ccgbrief.view.key_settings import key_named
from ccgbrief.view.keys import Command

Give = Callable[[str], tuple[bool, str]]
"""Gives the command a key; returns whether it has it now, and what to say."""


def key_of(event: events.Key) -> str:
    """Return the key that was pressed as it is written in the settings."""
    typed = event.character if event.is_printable else None
    return typed if typed and len(typed) == 1 else key_named(event.key)


class KeyScreen(BoxScreen[str | None]):
    """Waits for a key that can be given; closes with what to say, Escape with nothing."""

    def __init__(self, command: Command, give: Give) -> None:
        super().__init__(id="key", classes="-foot")
        self._command = command
        self._give = give

    def compose(self) -> ComposeResult:
        box = Static(Content(f"Press the new key for: {self._command.help}"))
        box.border_title = Content(f"{self._command.label}: now {self._command.shown}")
        box.border_subtitle = key_hints(("esc", "leaves it as it is"))
        yield box

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why it cannot be taken and wait for another."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
            return
        try:
            given, said = self._give(key_of(event))
        except ValueError as error:
            given, said = False, str(error)
        if given:
            self.dismiss(said)
        else:
            self.query_one(Static).update(Content(said))
