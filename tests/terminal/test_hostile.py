"""P11: no byte of a hostile pack or notebook reaches the terminal as one that it would obey."""

from pathlib import Path

import pytest

from tests.small_pack import write_toml
from tests.terminal.conftest import Start
from tests.terminal.test_meeting import leave, ready
from tests.tui.hostile import hostile_notebook, write_hostile_pack

OBEYED = [b"\x1b]0;", b"\x1b[31m", b"owned\x07", "\x9b".encode(), "\u202e".encode(), b"\x7f"]
"""The payloads as a terminal would take them."""


@pytest.fixture
def options(tmp_path: Path) -> list[str]:
    pack, notes = write_hostile_pack(tmp_path / "hostile"), tmp_path / "notes.toml"
    write_toml(notes, hostile_notebook())
    return ["--pack", str(pack), "--notes", str(notes)]


def test_the_screen_lets_no_payload_through(start: Start, options: list[str]) -> None:
    terminal = ready(start(*options, columns=120, rows=40))
    for keys, awaited in (
        ("2", "title of first-paper"),
        ("4", "Trim in time"),
        ("\r", "Evidence"),
        ("5", "Measure the hedge"),
        ("6", "Yards trimmed"),
        ("7", "note 0"),
        ("8", "hedge helper"),
        ("/blurred", "Responsibility for the hedge"),
        ("\r", "unread"),
        ("mm", "Bookmark"),
        ("e", "until enter keeps it"),
        ("\r", "Action saved"),
        ("?", "Write a note"),
    ):
        terminal.type(keys)
        terminal.until_shown(awaited)
    terminal.type("q")
    leave(terminal)
    assert [payload for payload in OBEYED if payload in terminal.written] == []


@pytest.mark.parametrize(
    "command",
    ["show", "show first-paper", "show areas", "show duties", "show figures", "show glossary",
     "show notes", "show notes --json", "search blurred", "search blurred --json", "minutes",
     "check", "tick measure"],
)  # fmt: skip
def test_no_command_lets_a_payload_through(start: Start, options: list[str], command: str) -> None:
    terminal = start(*options, *command.split())
    assert terminal.until_ended() in {0, 1}
    assert len(terminal.written) > 20
    assert [payload for payload in OBEYED if payload in terminal.written] == []
