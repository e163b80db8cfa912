"""The help: every key under what one wants to do, narrowed by what is typed, in columns."""

import pytest

from ccgbrief.view.help import (
    SEARCHING,
    TWO_COLUMNS_FROM,
    filtered,
    help_blocks,
    help_groups,
    in_columns,
)
from ccgbrief.view.key_settings import with_keys
from ccgbrief.view.keys import COMMANDS, Command, Group


def keys_left(typed: str) -> list[str]:
    """Return the keys of the rows that what is typed leaves."""
    return [row.keys for group in filtered(help_groups(), typed) for row in group.rows]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_the_help_names_every_command(command: Command) -> None:
    rows = [(row.keys, row.what) for group in help_groups() for row in group.rows]
    if command.id.removeprefix("tab.").isdigit():
        assert ("1 … 9, 0", "Tabs one to ten") in rows
    else:
        assert (command.shown, command.help) in rows


def test_the_groups_are_what_one_wants_to_do_and_none_is_empty() -> None:
    groups = help_groups()
    assert [group.heading for group in groups] == ["Find", SEARCHING, *[*Group][1:]]
    assert all(group.rows for group in groups)


def test_the_help_names_what_textual_binds_for_every_app() -> None:
    assert {"ctrl+p :", "ctrl+q :q"} <= set(keys_left(""))


def test_no_two_lines_of_the_help_have_one_key() -> None:
    keys = [block.key for block in help_blocks(help_groups())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("y", ["y"]),
        ("Y", ["Y"]),
        ("ctrl+r", ["ctrl+y"]),
        ("ctrl+y", ["ctrl+y"]),
        ("clipboard", ["y"]),
        ("CITATION copy", ["y", "Y"]),
        ("undo", ["u ctrl+z"]),
        ("revert", ["u ctrl+z"]),
        ("exit", ["ctrl+q :q"]),
        (":wq", ["ctrl+q :q"]),
        ("F1", ["? F1"]),
        ("ctrl+z", ["u ctrl+z"]),
        ("print", ["P", "x"]),
        ("bin", ["d"]),
        ("note delete", ["d"]),
        ("zebra", []),
        ("copy zebra", []),
    ],
)
def test_typed_words_match_keys_names_texts_and_other_words(typed: str, left: list[str]) -> None:
    assert keys_left(typed) == left


def test_without_words_everything_is_left() -> None:
    assert filtered(help_groups(), "  ") == help_groups()


def test_keys_are_found_as_the_reader_has_set_them() -> None:
    groups = help_groups(with_keys(COMMANDS, {"search": ("f3",)}))
    (group,) = filtered(groups, "f3")
    assert group.rows[0].what.startswith("Find anything")


def test_a_narrow_help_has_one_column() -> None:
    assert in_columns(help_groups(), TWO_COLUMNS_FROM - 1) == [help_groups()]


def test_a_wide_help_has_two_columns_of_about_one_height_and_nothing_is_lost() -> None:
    first, second = in_columns(help_groups(), TWO_COLUMNS_FROM)
    assert [*first, *second] == help_groups()
    tallest = max(len(group.rows) for group in help_groups())
    heights = [sum(len(group.rows) + 2 for group in column) for column in (first, second)]
    assert abs(heights[0] - heights[1]) <= tallest + 2


@pytest.mark.parametrize("typed", ["change a note", "chnage a note", "chagne note"])
def test_a_wish_of_several_words_is_understood_though_misspelt(typed: str) -> None:
    rows = [row.what for group in filtered(help_groups(), typed) for row in group.rows]
    assert rows[0] == "Change the note under the cursor"
    assert filtered(help_groups(), "exprot") == filtered(help_groups(), "export")
    assert filtered(help_groups(), "qwerty") == []


def test_one_group_stands_in_one_column_however_wide_it_is() -> None:
    left = filtered(help_groups(), "clipboard")
    assert in_columns(left, 200) == [left]


def test_nothing_left_is_one_empty_column() -> None:
    assert in_columns([], 200) == [[]]
