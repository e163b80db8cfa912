"""The page as a picture: what is asked of a terminal, and the bytes that one is given."""

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ccgbrief.tui.widgets.terminal_picture import FORGET, PICTURE_ID
from ccgbrief.view.printed_page import QUERY
from tests import paged_pack
from tests.terminal.conftest import Start
from tests.terminal.terminal import ORDINARY, Terminal
from tests.terminal.test_meeting import CTRL_Q, leave, ready

KITTY = b"\x1b_Gi=31;OK\x1b\\\x1b[6;16;8t\x1b[?62;22c"
"""What kitty answers, whose cells are 8 pixels wide and 16 high."""

FOOT = b"\x1b[6;16;8t\x1b[?62;4;22c"
"""What a terminal answers that knows sixels."""

PLAIN = b"\x1b[?62;22c"
"""What one answers that knows no pictures."""

ROWS = 22
"""Of the terminal, without the title and the keys: 352 pixels."""

RED, GREEN, BLUE = paged_pack.COLOURS.values()


@pytest.fixture
def terminal(start: Start, environment: dict[str, str], tmp_path: Path) -> Terminal:
    """The program on the paper, with the cursor on its last page."""
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        environment.pop(name, None)
    folder = paged_pack.write_pack(tmp_path / "pack")
    started = ready(start("--pack", str(folder), "--notes", str(tmp_path / "notes.toml")))
    started.type("2")
    started.until_shown("How it begins")
    started.type(b"\x1b[F")
    started.until_shown("▌  Words of page eight.")
    return started


def ask(terminal: Terminal, answer: bytes) -> None:
    """Press P, and answer what the terminal is asked."""
    asked = terminal.written.count(QUERY.encode())
    terminal.type("P")
    terminal.until(lambda: terminal.written.count(QUERY.encode()) > asked, "the question")
    terminal.type(answer)


def kitty_pictures(written: bytes) -> list[tuple[dict[str, str], Image.Image]]:
    """Return each picture that kitty was given to its end, with its settings."""
    found: list[tuple[dict[str, str], Image.Image]] = []
    settings, data = dict[str, str](), b""
    for head, part in re.findall(rb"\x1b_G([^;\x1b]*);([A-Za-z0-9+/=]*)\x1b\\", written):
        here = dict(pair.split("=") for pair in head.decode().split(","))
        if here.get("a") == "q":
            continue
        settings = {**settings, **here}
        data += part
        assert len(part) <= 4096
        if here["m"] == "0":
            found.append((settings, Image.open(BytesIO(b64decode(data))).convert("RGB")))
            settings, data = {}, b""
    return found


def sixel_pictures(written: bytes) -> list[Image.Image]:
    """Return each picture that was written as sixels, read by their definition."""
    return [_sixels(each) for each in re.findall(rb"\x1bP[\d;]*q([^\x1b]*)\x1b\\", written)]


def _sixels(data: bytes) -> Image.Image:
    size = re.match(rb'"\d+;\d+;(\d+);(\d+)', data)
    assert size, "a picture says how large it is"
    image = Image.new("RGB", (int(size[1]), int(size[2])))
    colours: dict[int, tuple[int, int, int]] = {}
    colour, x, y = 0, 0, 0
    token = rb"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$])|(-)"
    for found in re.finditer(token, data[size.end() :]):
        if found[1]:
            colour = int(found[1])
            colours[colour] = (round(int(found[2]) * 2.55), *_rest(found))
        elif found[5]:
            colour = int(found[5])
        elif found[9]:
            x = 0
        elif found[10]:
            x, y = 0, y + 6
        else:
            bits = (found[7] or found[8])[0] - 0x3F
            end = x + int(found[6] or 1)
            for row in (row for row in range(min(6, image.height - y)) if bits >> row & 1):
                image.paste(colours[colour], (x, y + row, end, y + row + 1))
            x = end
    return image


def _rest(found: re.Match[bytes]) -> tuple[int, int]:
    return round(int(found[3]) * 2.55), round(int(found[4]) * 2.55)


def halves(image: Image.Image) -> tuple[object, object]:
    """Return the colours in the middle of the left half and of the right half of a page."""
    left = image.getpixel((image.width // 4, image.height // 2))
    return left, image.getpixel((3 * image.width // 4, image.height // 2))


def test_kitty_is_given_the_page_and_forgets_it_again(terminal: Terminal) -> None:
    ask(terminal, KITTY)
    terminal.until_shown("p. 8 (3 of 3)")
    terminal.until(lambda: bool(kitty_pictures(terminal.written)), "a picture")
    settings, image = kitty_pictures(terminal.written)[-1]
    assert (settings["i"], settings["f"], settings["C"]) == (str(PICTURE_ID), "100", "1")
    assert int(settings["r"]) == ROWS
    assert image.size == (8 * int(settings["c"]), 16 * ROWS)
    assert halves(image) == (BLUE, (255, 255, 255))
    placed = re.findall(rb"\x1b7\x1b\[(\d+);(\d+)H\x1b_Ga=T", terminal.written)
    assert placed[-1] == (b"2", b"%d" % ((80 - int(settings["c"])) // 2 + 1))
    terminal.type("\x1b[5~")  # PgUp
    terminal.until_shown("p. 7 (2 of 3)")
    terminal.until(lambda: halves(kitty_pictures(terminal.written)[-1][1])[0] == GREEN, "page 7")
    assert FORGET.encode() not in terminal.written
    terminal.type("\x1b")
    terminal.until_shown("▌  Words of page eight.")
    terminal.until(lambda: FORGET.encode() in terminal.written, "the picture taken away")
    assert len(kitty_pictures(terminal.written)) == terminal.written.count(b"\x1b_Ga=T")
    leave(terminal)


def test_a_terminal_with_sixels_is_given_the_page(terminal: Terminal) -> None:
    ask(terminal, FOOT)
    terminal.until_shown("p. 8 (3 of 3)")
    terminal.until(lambda: bool(sixel_pictures(terminal.written)), "a picture")
    image = sixel_pictures(terminal.written)[-1]
    assert image.height == 16 * ROWS
    assert image.width % 8 == 0
    assert halves(image) == (BLUE, (255, 255, 255))
    assert not kitty_pictures(terminal.written)
    terminal.type("\x1b")
    terminal.until_shown("▌  Words of page eight.")
    assert FORGET.encode() not in terminal.written
    leave(terminal)


def test_any_other_terminal_is_given_half_blocks(terminal: Terminal) -> None:
    ask(terminal, PLAIN)
    terminal.until_shown("p. 8 (3 of 3)")
    terminal.until_shown("▀▀▀▀▀▀▀▀")
    assert not kitty_pictures(terminal.written)
    assert not sixel_pictures(terminal.written)
    leave(terminal)


def test_a_terminal_that_never_answers_is_given_half_blocks(terminal: Terminal) -> None:
    terminal.type("P")
    terminal.until_shown("▀▀▀▀▀▀▀▀")
    leave(terminal)


def test_an_answer_that_comes_in_pieces_is_no_key(terminal: Terminal) -> None:
    ask(terminal, b"")
    for at in range(len(KITTY)):
        terminal.type(KITTY[at : at + 1])
    terminal.until(lambda: bool(kitty_pictures(terminal.written)), "a picture")
    terminal.until_shown("p. 8 (3 of 3)")
    leave(terminal)


def test_leaving_the_program_takes_the_picture_away(terminal: Terminal) -> None:
    ask(terminal, KITTY)
    terminal.until(lambda: bool(kitty_pictures(terminal.written)), "a picture")
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert 0 < terminal.written.find(FORGET.encode()) < terminal.written.rfind(ORDINARY)


def test_a_terminal_that_answers_late_is_given_a_picture_after_all(terminal: Terminal) -> None:
    terminal.type("P")
    terminal.until_shown("▀▀▀▀▀▀▀▀")
    terminal.until_shown("This terminal draws pages roughly")
    terminal.type(KITTY)
    terminal.until(lambda: bool(kitty_pictures(terminal.written)), "a picture")
    terminal.until_gone("This terminal draws pages roughly")
    assert halves(kitty_pictures(terminal.written)[-1][1]) == (BLUE, (255, 255, 255))
    terminal.until_gone("▀▀▀▀▀▀▀▀")
    leave(terminal)
