"""P12, input 40: bytes from the keyboard that must neither end nor hang the app."""

import errno
import gc
import io
import weakref
from collections import deque
from collections.abc import Iterable
from threading import Thread
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from ccgbrief.tui.terminal import without_absurd_size
from ccgbrief.tui.textual_patches import (
    FULL_READ,
    PASTE_SECONDS,
    KeyDecoder,
    KeyParser,
    TerminalWriter,
    patch_textual,
)


def decoded(*parts: bytes) -> str:
    decoder = KeyDecoder()
    return "".join(decoder.decode(part) for part in parts)


@pytest.mark.parametrize(
    "keys",
    [
        "plain text, é and 漢字",
        "\x1b",
        "\x1bOP",
        "\x1b[A\x1b[1;5C\x1b[15~",
        "\x1b[<0;123;45M",
        "\x1b[200~pasted\x1b[201~",
        "\x1b[97;5u",
        "\x1b[48;40;140;800;1400t",
        "\x1b]j",
    ],
)
def test_what_keyboards_send_comes_through(keys: str) -> None:
    assert decoded(keys.encode()) == keys


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (b"a\xffb", "a�b"),
        (b"a\x1b[1114112ub", "ab"),
        (b"a\x1b[99999999999ub", "ab"),
        (b"a\x1b[48;99999;99999;0;0tb", "ab"),
        (b"a\x1b[" + b"1;" * 200 + b"mb", "ab"),
        (b"a\x1b]0;" + b"x" * 300 + b"\x07b", "ab"),
    ],
)
def test_what_no_keyboard_sends_is_dropped(data: bytes, left: str) -> None:
    assert decoded(data) == left


def test_a_sequence_that_comes_in_two_parts_is_judged_whole() -> None:
    assert decoded(b"a\x1b[1", b";5Cb") == "a\x1b[1;5Cb"
    assert decoded(b"a\x1b[48;999", b"99;99999;0;0tb") == "ab"
    assert decoded("é".encode()[:1], "é".encode()[1:]) == "é"


def test_a_flood_is_dropped_and_typing_goes_on_after_it() -> None:
    flood = (b"\x1b]0;" + b"a" * FULL_READ)[:FULL_READ]
    assert decoded(flood, b"b" * FULL_READ, b"typed") == "typed"


def pasted(messages: Iterable[Message]) -> list[str]:
    return [message.text for message in messages if isinstance(message, events.Paste)]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_paste_without_an_end_is_at_its_end_after_a_second_of_quiet(
    monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Input 40: in however many parts it came; what is typed after it are keys again."""
    now = [100.0]
    monkeypatch.setattr("ccgbrief.tui.textual_patches.monotonic", lambda: now[0])
    parser = KeyParser()
    whole = "\x1b[200~agreed"
    for part in (whole[:cut], whole[cut:]):
        assert pasted(parser.feed(part)) == []
        now[0] += PASTE_SECONDS / 2
    assert pasted(parser.tick()) == []
    now[0] += PASTE_SECONDS / 2
    assert pasted(parser.tick()) == ["agreed"]
    assert pasted(parser.tick()) == []
    (key,) = parser.feed("q")
    assert isinstance(key, events.Key)


MARKED = (
    "\x1b[200~the \x1b[1;31mred\x1b[0m \x1b]8;;http://a.example/\x1b\\one\x1b]8;;\x07\x1b(B\x1b[K\r"
    "\x1bthree \x1b\x1b[200~q\x1b[3\x1b[201~"
)
PASTED = "the red one\r␛three ␛q␛[3"


@pytest.mark.parametrize("cut", range(len(MARKED) + 1))
def test_what_is_pasted_is_text_whatever_it_contains(cut: int) -> None:
    """Wherever it is cut in two reads, and nothing of it is a key."""
    decoder, parser = KeyDecoder(), KeyParser()
    parts = (f"a{MARKED[:cut]}".encode(), f"{MARKED[cut:]}b".encode())
    messages = [message for part in parts for message in parser.feed(decoder.decode(part))]
    assert pasted(messages) == [PASTED]
    keys = [message.key for message in messages if isinstance(message, events.Key)]
    assert keys == ["a", "b"]


def test_textual_still_takes_sequences_within_a_paste_for_keys() -> None:
    """Once it no longer does, `KeyDecoder` can leave what is pasted as it is."""
    messages = list(XTermParser().feed("\x1b[200~the \x1b[31mred\x1b[0m one\x1b[201~"))
    assert any(isinstance(message, events.Key) for message in messages)


def test_a_long_paste_keeps_all_its_words() -> None:
    """Neither what a keyboard would never send, nor a flood, is dropped from it."""
    text = "\x1b]0;" + "words of the board " * 60_000
    data = f"\x1b[200~{text}\x1b[201~".encode()
    parts = (data[at : at + FULL_READ] for at in range(0, len(data), FULL_READ))
    assert decoded(*parts) == f"\x1b[200~{text}\x1b[201~".replace("\x1b]", "␛]")


def test_keys_are_keys_again_after_a_paste_that_has_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("ccgbrief.tui.textual_patches.monotonic", lambda: now[0])
    decoder, parser = KeyDecoder(), KeyParser()
    assert pasted(parser.feed(decoder.decode(b"\x1b[200~agreed\x1b"))) == []
    now[0] += PASTE_SECONDS
    messages = [*parser.tick(), *parser.feed(decoder.decode(b"\x1b[Aq"))]
    assert pasted(messages) == ["agreed"]
    assert [key.key for key in messages if isinstance(key, events.Key)] == ["up", "q"]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_escape_and_a_letter_or_digit_in_one_read_are_keys_of_their_own(times: int) -> None:
    """Textual takes them for Alt and the key, or for what Option and a digit type on a Mac."""
    for typed in "1234567890nNjaéw":
        parsed = KeyParser().feed("\x1b" * times + typed)
        keys = [(key.key, key.character) for key in parsed if isinstance(key, events.Key)]
        assert [*keys[:-1], keys[-1][1]] == [*[("escape", "\x1b")] * times, typed]


def test_keys_that_begin_with_escape_are_whole() -> None:
    parsed = KeyParser().feed("\x1bOP\x1bOA\x1b[B")
    assert [k.key for k in parsed if isinstance(k, events.Key)] == ["f1", "up", "down"]


def test_a_paste_with_an_end_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Input 40."""
    now = [100.0]
    monkeypatch.setattr("ccgbrief.tui.textual_patches.monotonic", lambda: now[0])
    parser = KeyParser()
    assert pasted(parser.feed("\x1b[200~agreed\x1b[201~")) == ["agreed"]
    now[0] += 10 * PASTE_SECONDS
    assert list(parser.tick()) == []


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_no_bytes_raise(parts: list[bytes]) -> None:
    decoder = KeyDecoder()
    for part in parts:
        decoder.decode(part)
    decoder.decode(b"", final=True)


def test_sizes_that_no_screen_has_are_left_out_of_the_environment() -> None:
    given_ = {"COLUMNS": "100000", "LINES": "40", "HOME": "/"}
    assert without_absurd_size(given_) == {"LINES": "40", "HOME": "/"}
    assert without_absurd_size({"LINES": "many", "COLUMNS": "140"}) == {"COLUMNS": "140"}


class GoneTerminal(io.StringIO):
    """A terminal that was closed: nothing can be written to it."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, f"no terminal for {text}")

    def flush(self) -> None:
        raise OSError(errno.EIO, "no terminal")


def test_what_is_drawn_for_a_terminal_that_is_gone_holds_nothing_up() -> None:
    writer = TerminalWriter(GoneTerminal())
    writer.start()
    written = Thread(target=lambda: deque(map(writer.write, "x" * 100)), daemon=True)
    written.start()
    written.join(timeout=10)
    assert not written.is_alive()
    writer.stop()
    assert not writer.is_alive()


def test_what_a_closed_widget_has_drawn_is_not_kept() -> None:
    patch_textual()
    cache = StylesCache()
    kept = weakref.ref(cache)
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert cache.get_inner_outer(black, white)[1].background == black
    del cache
    assert kept() is None


async def test_a_closed_widget_that_followed_the_app_is_not_kept() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        editors: weakref.WeakSet[TextArea] = weakref.WeakSet()
        for _ in range(5):
            editor = TextArea()
            editors.add(editor)
            await app.screen.mount(editor)
            await editor.remove()
            del editor
        await pilot.pause()
        gc.unfreeze()
        gc.collect()
        assert len(editors) <= 1  # the last one is forgotten with the next


class Listening(Widget):
    """Records that it is told its size."""

    sizes: ClassVar[list[Size]] = []

    def on_resize(self, event: events.Resize) -> None:
        self.sizes.append(event.size)


async def test_a_widget_is_told_its_size_although_its_place_was_asked_for_before() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        widget = Listening()
        widget.display = False
        await app.screen.mount(widget)
        await pilot.pause()
        widget.display = True
        app.screen._compositor._full_map_invalidated = True  # as mounting another widget does
        assert widget.region
        await pilot.pause()
        assert Listening.sizes == [Size(80, 24)]
