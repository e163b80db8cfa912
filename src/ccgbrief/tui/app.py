"""The app: one session on one main screen, saved however it ends."""

import asyncio
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import CommandPalette
from textual.dom import DOMNode, NoScreen
from textual.screen import Screen

from ccgbrief import paths, system
from ccgbrief.files import make_folder, write_file
from ccgbrief.notebook import Failed, MergeBy
from ccgbrief.session import Session
from ccgbrief.text import Joiner, clean, clean_typed
from ccgbrief.tui.key_order import KeyOrder
from ccgbrief.tui.question import Asking, Question, holds
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.terminal import cover_if_small, in_loop, redraw, without_absurd_size
from ccgbrief.tui.textual_patches import TerminalAnswered, patch_textual
from ccgbrief.tui.themes import DARK, DARK_HUES, theme_called
from ccgbrief.view import gc_pause
from ccgbrief.view.key_settings import textual_keys
from ccgbrief.view.preferences import Preferences

TERMINAL_SECONDS = 1.0
"""Seconds between checks whether the terminal is still there."""

CONSOLE_SECONDS = 3.0
"""Seconds in which the app ends in good order when its console is closed; Windows gives it five."""

PALETTE_PROMPT = "type a command, a place, or “change a key”"

COULD_NOT = 2
"""Exit status when the notebook could not be saved, or minutes not be written."""

CRASHED = 70
"""Exit status after a fault of our own (EX_SOFTWARE)."""


NO_THREAD = "start new thread"
"""What Python says where the system lets no more threads begin."""


def _goes_on_with_word(main: Screen[Any], key: events.Key) -> bool:
    """Return whether a key goes on with a word that is typed, which is then searched for."""
    if not isinstance(main, MainScreen):
        return False
    if key.key == "escape":
        main.status.put_away()
    if not main.focused:  # too small a terminal has taken a note's focus
        main.set_focus(main.notes.box)
    return main.typed_letters.take(key)


def _clean_key(event: events.Key) -> None:
    if event.key == "ctrl+j":  # Enter, typed before the terminal was taken over
        event.key, event.character = "enter", "\r"
    typed = clean_typed(event.character or "")
    if event.is_printable or isinstance(typed, Joiner):
        event.character = typed or None


def from_anywhere(end: Callable[[int], None]) -> Callable[[int], None]:
    """Return what calls `end` in the loop that runs now, from a thread or a signal handler.

    Each signal that would kill the program calls it with its exit status from now on.
    """
    end_soon = in_loop(asyncio.get_running_loop(), end)
    for number in system.ending_signals():
        signal.signal(number, lambda number, _: end_soon(128 + number))
    return end_soon


def write_crash_report() -> Path | None:
    """Write the exception that is being handled into a file; return it, if that succeeded."""
    report = paths.state_folder() / "crash.txt"
    with suppress(OSError, ValueError):
        make_folder(report.parent)
        write_file(report, clean(traceback.format_exc()).encode())
        return report
    return None


def uncover_question(app: App[int]) -> Question | None:
    """Return that of the box that is typed into, if there is one; close what is over the box."""
    main = app.screen_stack[0]
    box = main.notes.box if isinstance(main, MainScreen) else None
    asking = next((screen for screen in app.screen_stack if isinstance(screen, Asking)), box)
    while asking and app.screen is not asking.question.box.screen:
        app.pop_screen()
    return asking.question if asking else None


def is_closed_by_ctrl_c(app: App[int]) -> bool:
    """Return whether ctrl+c closes what is over the text; what is selected there it copies."""
    is_over = len(app.screen_stack) > 1 and app.screen.id != "key"
    return is_over and not (
        app.screen.get_selected_text() or getattr(app.focused, "selected_text", "")
    )


class BriefApp(App[int]):
    TITLE = "ccgbrief"
    BINDINGS: ClassVar = [
        # With priority it works over other screens too; see `check_action`.
        Binding("f1", "help", show=False, priority=True),
        Binding("ctrl+s", "say_saved", show=False),
        Binding("Q,f10,ctrl+w,ctrl+x", "help_quit", show=False),
    ]
    CSS = """
    Screen { layers: default cover; }
    BriefApp.-presenting SplitView { padding: 1 4; }
    BriefApp.-presenting BlockView { scrollbar-size-vertical: 0; }
    /* Textual reverses black on white, which is no cursor on a black terminal. */
    Input:ansi > .input--cursor {
        background: ansi_default; color: ansi_default; text-style: reverse;
    }
    """

    def __init__(
        self, session: Session, settings: Path | None = None, *, presenting: bool = False
    ) -> None:
        """Make the app; `settings` is the preferences file, without which none are saved.

        With `presenting` it begins as for a projector.
        """
        colourless = "NO_COLOR" in os.environ
        # Without a colour system of its own, Textual uses only greys.
        super().__init__(ansi_color=True if colourless else None)
        self._session = session
        self._presenting = presenting
        self._preferences = Preferences(settings)
        self._show_theme("terminal" if colourless else self._preferences.settings.theme)
        self.crash_report: Path | None = None
        """The file with the details of a crash."""
        self.key_order = KeyOrder(self, self._press)
        self.lacking = ""  # what the system does not have for it, where that has ended it
        self.end_from_anywhere: Callable[[int], None] = lambda _: None
        """Ends the app with an exit status, from a thread or a signal handler; once it runs."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the hues of the dark theme, which the other themes replace by their own."""
        return DARK_HUES

    def get_default_screen(self) -> Screen[None]:
        return MainScreen(self._session, self._preferences, presenting=self._presenting)

    async def on_ready(self) -> None:
        """Report problems in the pack and settings, after those in the notebooks."""
        system.return_memory()
        await self._read_series()
        gc_pause.resume()
        if isinstance(self.screen, MainScreen):
            of_notebooks = self._session.store.take_messages(MergeBy.KEY)
            found = [*of_notebooks, self._session.doubts, self._preferences.report()]
            if any(found):
                self.screen.status.report("\n".join(filter(None, found)))

    async def _read_series(self) -> None:
        """Read the earlier meetings: after the first screen is painted, but before any key."""
        if self._session.has_unread_series:
            await asyncio.to_thread(self._session.read_series)
            if self.screen_stack and isinstance(self.screen, MainScreen):  # not one that is closed
                self.screen.show_series()

    def action_command_palette(self) -> None:
        """Open the palette, which finds places as well as commands."""
        if self.screen.id == "help":  # it says that keys are changed here
            self.pop_screen()
        if not isinstance(self.screen, CommandPalette):
            from ccgbrief.tui.palette import Palette, PaletteScreen  # noqa: PLC0415 (not before it is opened)

            self.push_screen(PaletteScreen({Palette}, placeholder=PALETTE_PROMPT))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave F1 to whatever the reader has made of it where the main screen's keys hold."""
        is_reading = isinstance(self.screen, MainScreen) and self.screen.check_action("key", ())
        is_left = action == "help" and (is_reading or self.screen.id == "key")
        return False if is_left else super().check_action(action, parameters)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, *others: Any, **named: Any
    ) -> bool:
        """Run an action, unless a key in the same burst has closed its screen, or covered a box."""
        try:
            is_shown = (default_namespace or self).screen in {self.screen, self.screen_stack[0]}
        except NoScreen:
            return False
        return is_shown and await super().run_action(action, default_namespace, *others, **named)

    def action_help(self) -> None:
        """Show all keys over whatever is open, or close them."""
        if self.screen.id == "help":
            self.pop_screen()
        elif isinstance(main := self.screen_stack[0], MainScreen):
            main.show_help()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen over the main one, which a second Escape in the same burst leaves."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def action_choose_theme(self, theme: str) -> None:
        colours = "; NO_COLOR keeps the colours off" if self.no_color else ""
        said = f"{self._preferences.choose_theme(theme)}{colours}"
        if not colours:
            self._show_theme(theme)
        if isinstance(self.screen, MainScreen):
            self.screen.status.show_message(said)

    def _show_theme(self, name: str) -> None:
        if theme := theme_called(name):
            self.register_theme(theme)
        self.theme = theme.name if theme else DARK

    def on_load(self) -> None:
        """Have signals save too, from before the terminal is taken over."""
        self.end_from_anywhere = from_anywhere(self._end)

    def on_mount(self) -> None:
        """Save too when the terminal disappears."""
        self.set_keymap(textual_keys(self._preferences.keys))
        self.app_resume_signal.subscribe(self, lambda _: redraw(self.screen))
        if not self.is_headless:
            self.set_interval(TERMINAL_SECONDS, self._end_without_terminal)

    def on_resize(self, event: events.Resize) -> None:
        """Say so if the terminal is too small."""
        cover_if_small(self.screen_stack, event.size)

    async def on_event(self, event: events.Event) -> None:
        """Clean everything that is pasted or typed, and take it in its order."""
        if isinstance(event, (events.InputEvent, events.Paste)):
            await self._read_series()
            await self.key_order.press_waiting()
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded or not holds(self.screen, event):
            await self._press(event)

    async def _press(self, key: events.Key) -> None:
        _clean_key(key)
        if key.key == "ctrl+c" and is_closed_by_ctrl_c(self):
            key.key, key.character = "escape", "\x1b"
        if not _goes_on_with_word(self.screen_stack[0], key):
            await super().on_event(key)

    def on_terminal_answered(self, event: TerminalAnswered) -> None:
        """Pass an answer of the terminal to the screen that may have asked."""
        self.screen.post_message(TerminalAnswered(event.answer))

    def action_help_quit(self) -> None:
        """Say how to leave, since whoever presses Ctrl+C wants to, or wanted to copy."""
        if isinstance(self.screen, MainScreen):
            self.screen.changes.say_how_to_quit()

    def action_say_saved(self) -> None:
        """Say that there is no key for saving, or why not everything is saved."""
        if isinstance(self.screen, MainScreen):
            self.screen.changes.say_saved()

    async def action_quit(self) -> None:
        """Leave once the keys before this one have been handled, which are still queued."""
        self.screen.call_later(self._end_in_turn)

    def _end_in_turn(self) -> None:
        (self.screen.focused or self.screen).call_later(self._end_unless_asked)

    def _end_unless_asked(self) -> None:
        """Leave once it is answered whether to keep what is typed, or with the key again."""
        question = uncover_question(self)
        if not (question and question.ask(partial(self._end, 0))):
            self._end(0)

    def _end(self, status: int) -> None:
        self._session.store.close()
        if self.screen.query("PagePicture"):
            from ccgbrief.tui.widgets.terminal_picture import PagePicture  # noqa: PLC0415 (seldom so)

            self.screen.query_one(PagePicture).forget()  # while we still own the screen
        self.exit(return_code=status)

    def _end_without_terminal(self) -> None:
        if system.is_terminal_gone():
            self._end(system.HUNG_UP)

    def _handle_exception(self, error: Exception) -> None:
        """Save before Textual ends the app because of an exception in any handler."""
        if self._exit:
            return  # a key, a timer or a worker no longer found the widget it wanted to update
        with suppress(Exception):
            self._session.store.close()
        if NO_THREAD in str(error):
            self.lacking = "no further thread can be started; close other programs"
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print the values of all variables, which have not been cleaned.
        self.crash_report = None if self.lacking else write_crash_report()
        self._close_messages_no_wait()


def run(session: Session, *, mouse: bool = True, presenting: bool = False) -> tuple[int, list[str]]:
    """Show the session until the reader leaves; return the exit status and lines still to print.

    Without `mouse` the terminal selects text itself; `presenting` begins as for a projector.
    """
    patch_textual()
    for name in os.environ.keys() - without_absurd_size(os.environ).keys():
        del os.environ[name]
    app = BriefApp(session, paths.config_file(), presenting=presenting)
    saved = Event()

    def end() -> None:
        app.end_from_anywhere(system.HUNG_UP)
        if not saved.wait(CONSOLE_SECONDS):
            session.save()

    with system.at_closed_console(end):
        try:
            app.run(mouse=mouse)
            status = CRASHED if app.return_code == 1 else app.return_code or 0
        except Exception:  # noqa: BLE001 (Textual catches none while the app is closed)
            app.crash_report = app.crash_report or write_crash_report()
            status = CRASHED
        finally:
            outcome, *others = session.save()
            saved.set()
    left = session.take_messages(MergeBy.COMMAND)
    failed = [each for each in others if isinstance(each, Failed)]
    left += [line for each in failed for line in each.message.split("\n")]
    status = COULD_NOT if failed and not status else status
    if minutes := list(session.unsaid.values()):
        from ccgbrief.view.minutes import is_written  # noqa: PLC0415 (12 ms, seldom so)

        left += minutes
        status = status or (0 if all(map(is_written, minutes)) else COULD_NOT)
    if status == CRASHED and app.lacking:
        status = COULD_NOT
        left.append(f"ended: {app.lacking}, or use ccgbrief --plain")
    if status == CRASHED:
        where = f"; {app.crash_report} says which" if app.crash_report else ""
        left.append(f"ended because of an internal error{where}; start it again")
    if isinstance(outcome, Failed):
        status = status or COULD_NOT
        left += outcome.message.split("\n")
    return status, left
