"""The plain dialogue on a terminal that can do nothing."""

from pathlib import Path

from ccgbrief.commands.plain import PROMPT
from tests.terminal.conftest import Start


def test_on_a_dumb_terminal_there_is_a_prompt_and_nothing_that_moves_a_cursor(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["TERM"] = "dumb"
    terminal = start("--plain", "--notes", str(tmp_path / "notes.toml"))
    terminal.until_shown(PROMPT.rstrip())
    terminal.type("owns primry care\n")
    terminal.until_shown("primry read as primary")
    terminal.type("1\naction Ask for a split\n")
    terminal.until_shown("Saved.")
    terminal.type("\x04")
    assert terminal.until_ended() == 0
    assert b"\x1b" not in terminal.written
    assert "Ask for a split" in (tmp_path / "notes.toml").read_text("utf-8")


def test_a_line_that_the_terminal_may_have_cut_is_no_note(start: Start, tmp_path: Path) -> None:
    """Its end was lost, and where that cut a letter the rest was read as Windows-1252."""
    notes = tmp_path / "notes.toml"
    terminal = start("--plain", "--notes", str(notes))
    terminal.until_shown(PROMPT.rstrip())
    terminal.type(f"note x{'жук ' * 900}END\n")
    terminal.until_shown("passes on whole")
    terminal.type(f"note {'long enough ' * 330}END\n")
    terminal.until_shown("Saved.")
    terminal.type("\x04")
    assert terminal.until_ended() == 0
    text = notes.read_text("utf-8")
    assert "END" in text
    assert "жук" not in text
    terminal = start("note", "-", "--notes", str(notes))
    terminal.type(f"{'жук ' * 900}END\n\x04")
    terminal.until_shown("give shorter")
    assert notes.read_text("utf-8") == text
