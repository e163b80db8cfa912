"""All patches of Textual and uses of its private parts, with their reasons, for the app.

This is what may have to change for another version of Textual.
"""

import asyncio
import re
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from math import inf
from time import monotonic
from typing import Any

from textual import events
from textual._compositor import Compositor, ReflowResult
from textual._styles_cache import StylesCache
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.dom import DOMNode
from textual.drivers._writer_thread import WriterThread
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.signal import Signal
from textual.widget import Widget

from ccgbrief import system
from ccgbrief.tui.terminal import MOST_COLUMNS, MOST_ROWS, in_loop

MOST_PARAMETERS = 64
"""Characters between the beginning and the end of a key sequence; real ones have about ten."""

FULL_READ = 4096
"""Bytes that Textual reads at a time; nobody types so many at once."""

PASTE_SECONDS = 1.0
"""Seconds of silence after which a paste without an end marker has ended."""

_PARAMETERS = "[0-9:;<=>?]"
_TOO_LONG = (
    rf"\x1b\[{_PARAMETERS}{{{MOST_PARAMETERS},}}(?P<end>[@-~])?"
    r"|\x1b[\]PX^_][^\x07\x1b]{256,}(?P<close>\x07|\x1b\\)?"  # a control string for the terminal
)
_HUGE_NUMBER = rf"\x1b\[{_PARAMETERS}*\d{{7,}}{_PARAMETERS}*[@-~]"
_SIZE_REPORT = r"\x1b\[48;(\d+);(\d++)[\d;:]*+t"
_UNFINISHED = rf"\x1b\[{_PARAMETERS}+$|\x1b_G[^\x07\x1b]{{0,255}}\x1b?$"
_COLOUR_OR_LINK = r"\x1b\[[0-?]*+[ -/]*+[@-~]|\x1b\(B|\x1b\][^\x07\x1b\r\n]{0,2048}+(?:\x07|\x1b\\)"
_UNFINISHED_PASTE = (
    rf"\x1b(?:\[[0-?]{{0,{MOST_PARAMETERS}}}[ -/]?|\(|\][^\x07\x1b\r\n]{{0,2048}}\x1b?)?\Z"
)
_ANSWER = re.compile(r"(\x1b_G[^\x07\x1b]{0,255}\x1b\\|\x1b\[\?[\d;]+c|\x1b\[6;\d+;\d+t)")
"""A terminal's answers to the questions whether it can show pictures, and how large."""


class KeyDecoder:
    """Turns the keyboard's bytes into text that cannot crash, hang or flood the app.

    Bytes that are not UTF-8 become �; sequences that no keyboard sends are dropped: endless ones,
    and absurd characters or sizes. What is pasted has no sequences left, which Textual would take
    for keys: those of colours and links are removed, any other ESC becomes ␛.
    """

    def __init__(self) -> None:
        self._bytes = getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self._in_flood = False
        self._pasting = False
        self._passed = ""  # the last keys, which may be the beginning of the mark of a paste
        self._read = 0.0

    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002 (codecs' own)
        """Return the text of the next bytes; the beginning of a sequence waits for its end."""
        now = monotonic()
        if self._pasting and now - self._read >= PASTE_SECONDS:
            self._held = BRACKETED_PASTE_END
        self._read = now
        text = self._held + self._bytes.decode(data, final)
        self._held = ""
        if self._in_flood and len(data) >= FULL_READ:
            return ""
        parts = []
        while text:
            if self._pasting:
                pasted, mark, text = text.partition(BRACKETED_PASTE_END)
                self._pasting = not mark
                if not mark and not final:
                    pasted = self._hold(_UNFINISHED_PASTE, pasted)
                parts += [re.sub(_COLOUR_OR_LINK, "", pasted).replace("\x1b", "\u241b"), mark]
            else:
                begun = (self._passed + text).find(BRACKETED_PASTE_START)
                self._pasting = begun >= 0
                end = begun + len(BRACKETED_PASTE_START) - len(self._passed)
                keys, text = (text[:end], text[end:]) if self._pasting else (text, "")
                parts.append(self._keys(keys, final=final))
                seen = "" if self._pasting else self._passed + parts[-1]
                self._passed = seen[1 - len(BRACKETED_PASTE_START) :]
        return "".join(parts)

    def _keys(self, text: str, *, final: bool) -> str:
        self._in_flood = any(
            found.end() == len(text) and not (found["end"] or found["close"])
            for found in re.finditer(_TOO_LONG, text)
        )
        for unwanted in (_TOO_LONG, _HUGE_NUMBER):
            text = re.sub(unwanted, "", text)
        text = re.sub(_SIZE_REPORT, _sane_size, text)
        return text if final else self._hold(_UNFINISHED, text)

    def _hold(self, unfinished: str, text: str) -> str:
        """Keep the beginning of a sequence for the next bytes, and return what is before it."""
        if found := re.search(unfinished, text):
            text, self._held = text[: found.start()], found[0]
        return text


def _sane_size(report: re.Match[str]) -> str:
    rows, columns = int(report[1]), int(report[2])
    return report[0] if rows <= MOST_ROWS and columns <= MOST_COLUMNS else ""


class TerminalAnswered(Message, bubble=False):
    """The terminal has answered a question.

    The app hands it on to its screen, from where it must not come back.
    """

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer


class KeyParser(XTermParser):
    """Ends a paste whose end never came, or else all later keys would be taken as pasted."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 (Textual's own)
        super().__init__(debug)
        self._fed = inf

    def feed(self, data: str) -> Iterable[Message]:
        self._fed = monotonic()
        for part in re.split(_ANSWER, data):
            if re.fullmatch(_ANSWER, part):  # Textual would take it for keys
                yield TerminalAnswered(part)
            elif part or not data:
                yield from super().feed(part)

    def _sequence_to_key_events(
        self,
        sequence: str,
        alt: bool = False,  # noqa: FBT001, FBT002 (Textual's own)
    ) -> Iterable[events.Key]:
        """Take Escape and a letter or digit in one read as two keys, not as one with Alt.

        Nothing is done with such. O and P may go on: they begin keys and answers of the terminal.
        """
        if re.fullmatch(r"\x1b[^\W_OP]", sequence):
            yield events.Key("escape", "\x1b")
            sequence = sequence[1]
        yield from super()._sequence_to_key_events(sequence, alt)

    def tick(self) -> Iterable[Message]:
        """Handle timeouts; called ten times a second."""
        if monotonic() - self._fed >= PASTE_SECONDS:
            self._fed = inf
            yield from super().feed(BRACKETED_PASTE_END)  # does nothing where none was begun
        yield from super().tick()


class TerminalWriter(WriterThread):
    """Keeps accepting output for a terminal that is gone.

    Textual's thread dies at the first failed write, and the app would then wait forever for room in
    its queue, before it could notice that the terminal is gone.
    """

    def run(self) -> None:
        while (text := self._queue.get()) is not None:
            with suppress(OSError, ValueError):
                self._file.write(text)
                if self._queue.empty():
                    self._file.flush()
        with suppress(OSError, ValueError):
            self._file.flush()


def patch_textual() -> None:
    """Patch Textual, before the app is made."""
    _forget_closed_widgets()
    _forget_closed_subscribers()
    _select_nothing_of_what_is_gone()
    _tell_what_is_shown()
    if not system.is_windows():
        from textual.drivers import linux_driver  # noqa: PLC0415 (missing on Windows)

        # Its own decoder is strict: one byte that is not UTF-8 ends the app (Textual issue 6456).
        module: Any = linux_driver
        module.getincrementaldecoder = lambda _: KeyDecoder
        module.XTermParser = KeyParser
        module.WriterThread = TerminalWriter
        _queue_sizes(linux_driver.LinuxDriver)
        _queue_stopping(linux_driver.LinuxDriver)


def _forget_closed_widgets() -> None:
    """Have the colours of a line cached by themselves, not with the widget that asked for them.

    Textual's cache of a method keeps the last 1,024 widgets with all the rows that they have drawn:
    100 MB after a hundred looks at the help.
    """
    cache: Any = StylesCache
    method = cache.get_inner_outer
    if hasattr(method, "__wrapped__"):
        cached = lru_cache(1024)(lambda *colours: method.__wrapped__(cache, *colours))
        cache.get_inner_outer = lambda _, *colours: cached(*colours)


def _forget_closed_subscribers() -> None:
    """Have closed widgets forgotten that follow a signal or an attribute of something that stays.

    Textual forgets them when that is next sent or changed. Each editor of a note follows the theme
    of the app and a signal of its screen, and would stay, with all that it refers to, till then.
    """
    subscribe, watch = Signal.subscribe, DOMNode.watch

    def subscribe_anew(self: Any, *given: Any, **named: Any) -> None:
        for node in [node for node in self._subscriptions if node._closing]:  # noqa: SLF001
            self.unsubscribe(node)
        subscribe(self, *given, **named)

    def watch_anew(self: Any, obj: DOMNode, attribute_name: str, *given: Any, **named: Any) -> None:
        watchers = vars(obj).get("__watchers", {}).get(attribute_name, [])
        watchers[:] = [watcher for watcher in watchers if not watcher[0]._closing]  # noqa: SLF001
        watch(self, obj, attribute_name, *given, **named)

    signal_class: Any = Signal
    signal_class.subscribe = subscribe_anew
    node_class: Any = DOMNode
    node_class.watch = watch_anew


def _select_nothing_of_what_is_gone() -> None:
    """Have a press of the mouse on a widget that was just removed begin no selection.

    Textual would look for what the widget stood in, which is nothing, and end the app.
    """
    find = Screen.get_widget_and_offset_at

    def find_what_stands(screen: Any, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        widget, offset = find(screen, x, y)
        return (widget, offset) if widget and widget.is_attached else (None, None)

    screen_class: Any = Screen
    screen_class.get_widget_and_offset_at = find_what_stands


def _tell_what_is_shown() -> None:
    """Have each layout compared with the last one, so that no widget misses that it is shown.

    Textual compares it with what it worked out last, also where that was only since somebody asked
    for the place of a widget, as mounting another does: what had been shown in between was then
    never told its size, and stayed blank (results of a first search).
    """
    reflow = Compositor.reflow

    def reflow_from_last(self: Any, parent: Widget, size: Size) -> ReflowResult:
        self._full_map = vars(self).get("_last_layout", self._full_map)
        changes = reflow(self, parent, size)
        self._last_layout = self._full_map
        return changes

    compositor: Any = Compositor
    compositor.reflow = reflow_from_last


def _queue_sizes(driver_class: Any) -> None:
    """Have the terminal's size read in the app's loop, one signal after the other.

    Textual reads it in the signal's handler. A second signal that comes between reading and
    posting posts the newer size first, and the app keeps the older one.
    """
    start = driver_class.start_application_mode

    def start_and_queue(driver: Any) -> None:
        start(driver)
        changed = system.size_signal()
        read_size = signal.getsignal(changed)
        if callable(read_size):
            signal.signal(changed, in_loop(asyncio.get_running_loop(), read_size))

    driver_class.start_application_mode = start_and_queue


def _queue_stopping(driver_class: Any) -> None:
    """Have the app stopped and continued in its loop, and not in the middle of anything.

    Textual writes to the terminal in the signal's handler. Where the signal comes while what was
    painted is handed over, that waits for ever for the lock of the queue which it has interrupted.

    The terminal is taken again only where it was given back: SIGCONT is sent to what was never
    stopped too, as when a machine is shut down. Textual would then take the terminal as it has it
    for the one that was there before, and leave it like that.
    """
    stop, take_again = driver_class._sigtstp_application, driver_class._sigcont_application  # noqa: SLF001 (no other way)

    def take_again_if_given_back(driver: Any) -> None:
        if driver._must_signal_resume:  # noqa: SLF001
            take_again(driver)

    def queued(handle: Callable[[Any], None]) -> Callable[..., None]:
        return lambda driver, *_: in_loop(driver._loop, handle)(driver)  # noqa: SLF001

    driver_class._sigtstp_application = queued(stop)  # noqa: SLF001
    driver_class._sigcont_application = queued(take_again_if_given_back)  # noqa: SLF001


def write_to_terminal(app: App[Any], text: str) -> bool:
    """Write what is no text after what was painted last: a question, or a picture.

    Returns False if there is no terminal.
    """
    driver = app._driver  # noqa: SLF001 (no other way)
    if driver is None or app.is_headless:
        return False
    driver.write(text)
    driver.flush()
    return True


async def do_in_order(widget: Widget, event: events.Key) -> None:
    """Do now what the widget itself binds to a key, and have nothing else done with the key.

    Textual does bindings only once a key has bubbled up to the app: of `a`, backspace, `b` that
    come in one read, as on a slow line, the backspace would take the `b`.
    """
    if bindings := widget._bindings.key_to_bindings.get(event.key):  # noqa: SLF001 (no other way)
        event.stop()
        event.prevent_default()
        await widget.run_action(bindings[0].action)
