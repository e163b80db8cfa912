"""The whole journey of a board's papers: added, walked, a table read and copied, a page seen."""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from ccgbrief.cli import main
from tests.board_paper import A_ITEM, HEADS, ITEMS, STAMP, TABLE_PAGE, row, write_board
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal
from tests.terminal.test_meeting import ESCAPE, leave, ready
from tests.terminal.test_page_picture import FOOT, KITTY, ask, kitty_pictures, sixel_pictures

RIGHT, DOWN = "\x1b[C", "\x1b[B"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack to which the papers were added, divided at their bookmarks."""
    folder = tmp_path_factory.mktemp("board")
    write_board(folder / "board.pdf")
    assert main(["new", str(folder / "pack")]) == 0
    added = ["add", "--split", str(folder / "board.pdf"), "--pack", str(folder / "pack")]
    assert main(added) == 0
    return folder / "pack"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (140, 40)])
def test_papers_of_300_pages_are_read_from_the_agenda_to_the_printed_page(
    start: Start,
    environment: dict[str, str],
    board: Path,
    tmp_path: Path,
    columns: int,
    rows: int,
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        environment.pop(name, None)
    arguments = ("--pack", str(board), "--notes", str(tmp_path / "notes.toml"))
    terminal = ready(start(*arguments, columns=columns, rows=rows))
    terminal.until_shown("1. Apologies and declarations")
    terminal.until_shown("pp. 1–24 · unread")
    for number, title in enumerate(ITEMS, 1):
        terminal.type(">")
        terminal.until_shown(f"   {number}. {title}")
        at_cursor(terminal, f"On page {(number - 1) * A_ITEM + 1} the board")
        terminal.until(lambda: title in terminal.reversed_text(), "its tab")  # noqa: B023
    go_to(terminal, "finance report", "5. Finance report")
    go_to(terminal, f"p{TABLE_PAGE}", HEADS[0])
    for _ in range(3):
        terminal.type(DOWN)
    at_cursor(terminal, "Practice 3 ")
    assert HEADS[1] in heads_shown(terminal)
    for head in HEADS[1:]:
        if HEADS[-1] in heads_shown(terminal):
            break
        assert head in heads_shown(terminal)
        terminal.type(RIGHT)
        moves_aside(terminal, head)
    assert HEADS[-1] in heads_shown(terminal)
    assert HEADS[1] not in heads_shown(terminal)
    at_cursor(terminal, "Practice 3 ")
    at_cursor(terminal, row(3)[-1])
    terminal.type("y")
    terminal.until(lambda: bool(copied(terminal)), "a copy")
    assert all(cell in copied(terminal) for cell in (*HEADS, *row(3), f"p. {TABLE_PAGE}"))
    for answer, pictures in ((KITTY, kitty_pictures), (FOOT, sixel_pictures)):
        ask(terminal, answer)
        terminal.until_shown(f"p. {TABLE_PAGE} (102 of 300)")
        is_given(terminal, pictures)
        terminal.type(ESCAPE)
        at_cursor(terminal, "Practice 3 ")
    assert has_stamp(kitty_pictures(terminal.written)[-1][1])
    assert has_stamp(sixel_pictures(terminal.written)[-1])
    leave(terminal)


def at_cursor(terminal: Terminal, text: str) -> None:
    """Wait until the cursor is on a row with that text."""
    terminal.until(lambda: any(r.startswith("▌") and text in r for r in terminal.rows), text)


def go_to(terminal: Terminal, name: str, there: str) -> None:
    """Go to a place by its name, which shows that at the cursor."""
    terminal.type("g")
    terminal.until_shown("go to: ")
    terminal.type(name)
    terminal.until_shown(name)
    terminal.type("\r")
    at_cursor(terminal, there)


def moves_aside(terminal: Terminal, head: str) -> None:
    """Wait until a column has gone out of view."""
    terminal.until(lambda: head not in heads_shown(terminal), f"no {head}")


def is_given(terminal: Terminal, pictures: Callable[[bytes], Sequence[object]]) -> None:
    """Wait until the terminal was given a picture that can be read like that."""
    terminal.until(lambda: bool(pictures(terminal.written)), "a picture")


def heads_shown(terminal: Terminal) -> str:
    """Return the heads of the columns that are in view, the first of which stays."""
    return next((line for line in terminal.rows if line.startswith("   Practice  ")), "")


def copied(terminal: Terminal) -> str:
    """Return what was sent to the terminal's clipboard last."""
    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.written)
    return b64decode(sent[-1]).decode() if sent else ""


def has_stamp(image: Image.Image) -> bool:
    """Return whether a page is printed with what no text of it holds."""
    colours = image.getcolors(image.width * image.height) or []
    return {colour: count for count, colour in colours}.get(STAMP, 0) > 1000
