"""The app: one session on one main screen, saved however it ends."""

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from ccgbrief.session import Session
from ccgbrief.tui.keys import COMMANDS
from ccgbrief.tui.screens.main import MainScreen

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")


class BriefApp(App[int]):
    """Shows a session."""

    TITLE = "ccgbrief"
    BINDINGS: ClassVar = []

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return MainScreen(self._session)

    def on_mount(self) -> None:
        """Save also when a signal ends the app."""
        loop = asyncio.get_running_loop()
        for name in _ENDING_SIGNALS:
            if number := getattr(signal, name, None):
                with suppress(NotImplementedError):  # Windows has no such handlers
                    loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        self._session.file.close()
        self.exit(return_code=128 + number)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer everything that can be done in the palette."""
        if isinstance(screen, MainScreen):
            for command in COMMANDS:
                if command.palette:

                    async def run(action: str = command.action) -> None:
                        await screen.run_action(action)

                    title = f"{command.label[:1].upper()}{command.label[1:]} ({command.shown})"
                    yield SystemCommand(title, command.help, run)
        yield from (c for c in super().get_system_commands(screen) if c.title in {"Theme", "Quit"})


def run(session: Session) -> int:
    """Show the session until the reader leaves; return the exit status."""
    app = BriefApp(session)
    try:
        app.run()
    finally:
        session.file.close()
    return app.return_code or 0
