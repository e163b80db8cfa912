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
