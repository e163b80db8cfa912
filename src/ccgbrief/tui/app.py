"""The app: one session on one main screen, saved however it ends."""

import asyncio
import os
import signal
import traceback
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen

from ccgbrief import locations
from ccgbrief.notebook import Failed
from ccgbrief.session import Session
from ccgbrief.text import clean
from ccgbrief.tui.keys import COMMANDS
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.terminal import guard_keyboard, is_terminal_gone, without_absurd_size

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")

TERMINAL_SECONDS = 1.0
"""How often to look whether the terminal is still there."""

COULD_NOT = 2
"""Exit status when the notebook could not be saved."""

CRASHED = 70
"""Exit status after a fault of our own (EX_SOFTWARE)."""


class BriefApp(App[int]):
    """Shows a session."""

    TITLE = "ccgbrief"
    BINDINGS: ClassVar = []

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.crash_report: Path | None = None
        """Where the particulars of a fault of our own were written."""

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return MainScreen(self._session)

    def on_mount(self) -> None:
        """Save also when a signal ends the app, or its terminal goes."""
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            if number := getattr(signal, name, None):
                with suppress(NotImplementedError):  # Windows has no such handlers
                    loop.add_signal_handler(number, self._end, 128 + number)
        if not self.is_headless:
            self.set_interval(TERMINAL_SECONDS, self._end_without_terminal)

    async def on_event(self, event: events.Event) -> None:
        """Take what is pasted and typed through the gate, into whatever it goes."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        elif isinstance(event, events.Key) and event.character and event.is_printable:
            event.character = clean(event.character) or None
        await super().on_event(event)

    def action_help_quit(self) -> None:
        """Say how to leave: who presses Ctrl+C wants to, or wanted to copy."""
        if isinstance(self.screen, MainScreen):
            self.screen.say("ctrl+q leaves; everything is saved")

    def _end(self, status: int) -> None:
        self._session.file.close()
        self.exit(return_code=status)

    def _end_without_terminal(self) -> None:
        if is_terminal_gone():
            self._end(128 + signal.SIGHUP)

    def _handle_exception(self, error: Exception) -> None:
        """Save before Textual ends the app because of an exception in any handler."""
        with suppress(Exception):
            self._session.file.close()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print the values of all variables: texts that have not passed the gate.
        report = locations.state_folder() / "crash.txt"
        with suppress(OSError):
            report.parent.mkdir(parents=True, exist_ok=True)
            report.write_text(clean(traceback.format_exc()), encoding="utf-8")
            self.crash_report = report
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer everything that can be done in the palette."""
        if isinstance(screen, MainScreen):
            for command in COMMANDS:
                if command.palette:
                    title = f"{command.label[0].upper()}{command.label[1:]} ({command.shown})"
                    yield SystemCommand(title, command.help, partial(screen.do, command.action))
        yield from (c for c in super().get_system_commands(screen) if c.title in {"Theme", "Quit"})


def run(session: Session) -> tuple[int, list[str]]:
    """Show the session until the reader leaves; return the exit status and lines left to tell."""
    guard_keyboard()
    for name in os.environ.keys() - without_absurd_size(os.environ).keys():
        del os.environ[name]
    app = BriefApp(session)
    try:
        app.run()
    finally:
        outcome = session.file.close()
    status = app.return_code or 0
    left = list(session.file.take_messages())
    if status == 1:
        status = CRASHED
        where = f"; {app.crash_report} says which" if app.crash_report else ""
        left.append(f"ended by a fault of its own{where}; start it again")
    if isinstance(outcome, Failed):
        status = status or COULD_NOT
        left.append(outcome.message)
        if outcome.rescue is None:
            # The window is gone, and there is no file: what was written is said once more.
            mine = (note for note in session.notebook.notes() if note.by == session.notebook.by)
            left += [f"not saved: {note.text}" for note in mine]
    return status, left
