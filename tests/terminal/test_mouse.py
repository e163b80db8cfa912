"""The mouse of a real terminal: SGR reports, and a terminal that keeps its own selection."""

from pathlib import Path

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

TRACKING = (b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1003h", b"\x1b[?1006h", b"\x1b[?1015h")
"""What a program writes to be told of the mouse."""

WHEEL_DOWN = 65


def where(terminal: Terminal, text: str) -> tuple[int, int]:
    """Return the column and row, from 1, where a text begins on the screen."""
    return next(
        (row.index(text) + 1, number) for number, row in enumerate(terminal.rows, 1) if text in row
    )


def click(terminal: Terminal, text: str, times: int = 1) -> None:
    terminal.until_shown(text)  # the rows of one painting come one after another
    column, row = where(terminal, text)
    report = f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"
    terminal.type(report * times)


def test_clicks_and_the_wheel_reach_what_they_point_at(start: Start, tmp_path: Path) -> None:
    terminal = start("--notes", str(tmp_path / "notes.toml"), columns=140)
    terminal.until_shown("Overview")
    assert any(code in terminal.written for code in TRACKING)
    click(terminal, "Duties")
    terminal.until_shown("Holding the money")
    click(terminal, "Award new contracts")
    terminal.until(
        lambda: any("▌" in row and "Award new" in row for row in terminal.rows), "the cursor there"
    )
    first = terminal.rows[4:20]
    terminal.type(f"\x1b[<{WHEEL_DOWN};40;12M" * 5)
    terminal.until(lambda: terminal.rows[4:20] != first, "other rows")
    click(terminal, "Overview")
    terminal.until_shown("articles read")
    click(terminal, "Clinical commissioning risks", times=2)
    terminal.until_shown("Richard Vize")
    terminal.type("\x11")
    assert terminal.until_ended() == 0


def test_without_the_mouse_the_terminal_keeps_its_own_selection(
    start: Start, tmp_path: Path
) -> None:
    terminal = start("--no-mouse", "--notes", str(tmp_path / "notes.toml"))
    terminal.until_shown("Overview")
    terminal.type("?")
    terminal.until_shown("Keys")
    terminal.type("\x1b\x11")
    assert terminal.until_ended() == 0
    assert not any(code in terminal.written for code in TRACKING)
