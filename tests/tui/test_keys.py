from pathlib import Path

import pytest

from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.view.heights import MARGIN
from ccgbrief.view.keys import (
    COMMANDS,
    Command,
    fitting_keys,
    has_room_for_keys,
)
from ccgbrief.view.row_keys import footer_keys
from tests.tui.desk import open_desk

PROMISED = [*"/gjknNmvxy?[]123456789", "up", "down", "enter", "escape", "space"]

KEY_COLUMN = 12
"""Columns of the longest keys in the help, which a terminal of 80 columns leaves room beside."""


async def test_the_main_screen_does_every_command_and_no_other(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        assert isinstance(desk.app.screen, MainScreen)
        assert set(desk.app.screen.commands) == {command.id for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_its_row_of_the_help_fits_80_columns(command: Command) -> None:
    assert len(command.shown) <= KEY_COLUMN
    assert len(command.help) <= 80 - 2 - MARGIN - KEY_COLUMN - 1 - 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_says_what_it_does(command: Command) -> None:
    assert command.label
    assert command.help[0].isupper()
    assert not command.help.endswith(".")


def test_every_key_that_was_promised_does_something() -> None:
    bound = {key for command in COMMANDS for key in command.keys.split(",")}
    names = {"/": "slash", "?": "question_mark", "[": "left_square_bracket"}
    names["]"] = "right_square_bracket"
    assert {names.get(key, key) for key in PROMISED} <= bound


@pytest.mark.parametrize("columns", [0, 20, 37, 60, 200])
def test_the_key_for_help_is_in_the_footer_however_narrow_it_is(columns: int) -> None:
    assert fitting_keys(footer_keys(COMMANDS, {}), columns)[-1][0] == "?"


def test_no_key_of_the_footer_is_cut() -> None:
    keys = footer_keys(COMMANDS, {})
    for columns in range(12, 120):
        fitting = fitting_keys(keys, columns)
        assert sum(len(f"  {shown} {label}") for shown, label, _ in fitting) <= columns
        assert fitting == (*keys[: len(fitting) - 1], keys[-1])


def test_keys_stand_beside_a_message_only_where_a_few_of_them_fit() -> None:
    keys = (("a", "one", ""), ("b", "two", ""), ("c", "three", ""), ("?", "help", ""))
    assert has_room_for_keys("Saved", keys, len("  a one  b two  ? help"))
    assert not has_room_for_keys("Saved", keys, len("  a one  b two  ? help") - 1)
    assert has_room_for_keys("Saved", keys[:1], 0)
    assert not has_room_for_keys("Saved\nTwice", keys, 80)
