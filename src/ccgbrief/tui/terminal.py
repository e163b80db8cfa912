"""What Textual leaves undone about the terminal: bytes that are no keys, and one that is gone."""

import asyncio
import os
import re
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

MOST_PARAMETERS = 64
"""Characters between the beginning and the end of a key sequence; real ones have about ten."""

MOST_ROWS, MOST_COLUMNS = 1_000, 2_000
"""Of a terminal's size as it reports it; a screen twice as large as any would take all memory."""

LEAST_COLUMNS, LEAST_ROWS = 40, 12
"""Of a terminal in which everything can be read and done."""

FULL_READ = 4096
"""Bytes that Textual reads at a time; so many at once nobody types."""

PASTE_SECONDS = 1.0
"""Of quiet, after which a paste without an end is at its end."""

_PARAMETERS = "[0-9:;<=>?]"
_TOO_LONG = (
    rf"\x1b\[{_PARAMETERS}{{{MOST_PARAMETERS},}}(?P<end>[@-~])?"
    r"|\x1b[\]PX^_][^\x07\x1b]{256,}(?P<close>\x07|\x1b\\)?"  # a string for the terminal itself
)
_HUGE_NUMBER = rf"\x1b\[{_PARAMETERS}*\d{{7,}}{_PARAMETERS}*[@-~]"
_SIZE_REPORT = r"\x1b\[48;(\d+);(\d+)[\d;:]*t"
_UNFINISHED = rf"\x1b\[{_PARAMETERS}+$"


class KeyDecoder:
    """Turns the bytes of the keyboard into text that cannot end, hang or flood the app.

    Bytes that are no UTF-8 become �; sequences that no keyboard sends are dropped: endless ones,
    numbers beyond all characters, sizes beyond all screens.
    """

    def __init__(self) -> None:
        self._bytes = getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self._in_flood = False

    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002 (codecs' own)
        """Return the text of the next bytes; the beginning of a sequence waits for its end."""
        text = self._held + self._bytes.decode(data, final)
        self._held = ""
        if self._in_flood and len(data) >= FULL_READ:
            return ""
        self._in_flood = any(
            found.end() == len(text) and not (found["end"] or found["close"])
            for found in re.finditer(_TOO_LONG, text)
        )
        for unwanted in (_TOO_LONG, _HUGE_NUMBER):
            text = re.sub(unwanted, "", text)
        text = re.sub(_SIZE_REPORT, _sane_size, text)
        if not final and (unfinished := re.search(_UNFINISHED, text)):
            text, self._held = text[: unfinished.start()], unfinished[0]
        return text


def _sane_size(report: re.Match[str]) -> str:
    rows, columns = int(report[1]), int(report[2])
    return report[0] if rows <= MOST_ROWS and columns <= MOST_COLUMNS else ""


class KeyParser(XTermParser):
    """Ends a paste whose end never came: all keys after it would be taken for pasted text."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 (Textual's own)
        super().__init__(debug)
        self._fed = 0.0
        self._last = ""
        self._pasting = False

    def feed(self, data: str) -> Iterable[Message]:
        """Take in what came from the keyboard."""
        seen = self._last + data
        begun, ended = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if begun != ended:  # or neither is there
            self._pasting = begun > ended
        self._last = seen[1 - len(BRACKETED_PASTE_START) :]
        self._fed = monotonic()
        return super().feed(data)

    def _sequence_to_key_events(
        self,
        sequence: str,
        alt: bool = False,  # noqa: FBT001, FBT002 (Textual's own)
    ) -> Iterable[events.Key]:
        """Take Escape and a digit in one read for these two keys, and not for a sign of a Mac's."""
        if len(sequence) == 2 and sequence[0] == "\x1b" and sequence[1].isdecimal():
            yield events.Key("escape", "\x1b")
            sequence = sequence[1]
        yield from super()._sequence_to_key_events(sequence, alt)

    def tick(self) -> Iterable[Message]:
        """Do what time brings; called ten times a second."""
        if self._pasting and monotonic() - self._fed >= PASTE_SECONDS:
            yield from self.feed(BRACKETED_PASTE_END)
        yield from super().tick()


def guard_keyboard() -> None:
    """Have Textual read the keyboard through our decoder and our parser.

    Its own decoder is strict, and one byte that is no UTF-8 ends the app (Textual issue 6456).
    """
    if os.name != "nt":
        from textual.drivers import linux_driver  # noqa: PLC0415 (not to be had on Windows)

        keyboard: Any = linux_driver
        keyboard.getincrementaldecoder = lambda _: KeyDecoder
        keyboard.XTermParser = KeyParser


def guard_stopping() -> None:
    """Have Textual take the terminal again only where it gave it back, when it was stopped.

    SIGCONT is sent to what was never stopped too, as when a machine is shut down; Textual would
    then take a terminal that it has for one as it was before, and leave it like that.
    """
    if os.name != "nt":
        from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 (as above)

        drivers: Any = LinuxDriver
        take_again = drivers._sigcont_application  # noqa: SLF001 (no other way)

        def take_again_if_given_back(driver: Any, *_: object) -> None:
            if driver._must_signal_resume:  # noqa: SLF001
                take_again(driver)

        drivers._sigcont_application = take_again_if_given_back  # noqa: SLF001


def guard_sizes() -> None:
    """Have Textual read the terminal's size in its loop, one signal after the other.

    It reads it in the signal's handler. A second signal that comes between reading and posting
    posts the newer size first, and the app keeps the older one.
    """
    if os.name != "nt":
        from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 (as above)

        drivers: Any = LinuxDriver
        start = drivers.start_application_mode

        def start_and_queue(driver: Any) -> None:
            start(driver)
            read_size: Any = signal.getsignal(signal.SIGWINCH)
            loop = asyncio.get_running_loop()

            def queue(number: int, _: object) -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(read_size, number, None)

            if callable(read_size):
                signal.signal(signal.SIGWINCH, queue)

        drivers.start_application_mode = start_and_queue


def without_absurd_size(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without a COLUMNS or LINES that no terminal has."""
    limits = {"COLUMNS": MOST_COLUMNS, "LINES": MOST_ROWS}
    return {
        name: value
        for name, value in environment.items()
        if name not in limits or (value.isdecimal() and int(value[:9]) <= limits[name])
    }


def is_terminal_gone() -> bool:
    """Tell whether the terminal at standard input was closed.

    A process that has no controlling terminal is sent no signal when that happens.
    """
    if os.name == "nt" or sys.__stdin__ is None:
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # a hang-up and an error are always reported
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))
