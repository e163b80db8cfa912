import re

import pytest

from ccgbrief.view.key_settings import key_named, keymap, shown_key, textual_keys, with_keys
from ccgbrief.view.keys import COMMANDS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("?", "?"),
        ("question_mark", "?"),
        ("slash", "/"),
        ("comma", ","),
        ("space", " "),
        ("full_stop", "."),
        ("minus", "-"),
        ("at", "@"),
        ("Left_Square_Bracket", "["),
        ("F3", "f3"),
        ("Ctrl+F", "ctrl+f"),
        ("shift+ctrl+up", "ctrl+shift+up"),
        ("ctrl+i", "tab"),
        ("N", "N"),
        ("é", "é"),
    ],
)
def test_a_key_is_known_by_its_character_or_its_name(written: str, meant: str) -> None:
    assert key_named(written) == meant


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("pgdn", "pagedown"),
        ("esc", "escape"),
        ("ctl+f", "ctrl+f"),
        ("shift+a", "A"),
        ("spcae", "space"),
    ],
)
def test_a_key_that_is_none_is_told_with_the_nearest_that_is(written: str, near: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"“{written}”; did you mean {near}?")):
        key_named(written)


@pytest.mark.parametrize("written", ["", "+", "ctrl+", "\x1b", "a" * 5000, "ctrl+ctrl", "🏴🏴"])
def test_no_key_however_odd_ends_in_more_than_a_sentence(written: str) -> None:
    try:
        assert key_named(written)
    except ValueError as error:
        assert "there is no key" in str(error)  # noqa: PT017 (either is right)


def test_every_key_of_the_table_is_known() -> None:
    for command in COMMANDS:
        assert all(map(key_named, filter(None, command.keys.split(","))))


def test_keys_are_taken_as_wanted() -> None:
    keys, faults = keymap({"search": ("f3", "/"), "minutes": ("X",)})
    assert (keys, faults) == ({"search": ("f3", "/"), "minutes": ("X",)}, [])


def test_two_commands_may_change_places() -> None:
    assert keymap({"search": ("g",), "goto": ("/",)})[1] == []


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"serach": ("f3",)}, "keys.serach: there is no command “serach”; did you mean search?"),
        ({"search": ("pgdn",)}, "keys.search: there is no key “pgdn”; did you mean pagedown?"),
        ({"search": ("g",)}, "keys.search: “g” is the key for goto; choose another"),
        ({"search": ("f3",), "goto": ("f3",)}, "keys.goto: “f3” is the key for search"),
        ({"minutes": ("ctrl+q",)}, "keys.minutes: ctrl+q is for leaving; choose another"),
    ],
)
def test_what_is_wrong_is_told_by_name(wanted: dict[str, tuple[str, ...]], told: str) -> None:
    keys, faults = keymap(wanted)
    assert len(faults) == 1
    assert faults[0].startswith(told)
    assert len(keys) == len(wanted) - 1


def test_a_clash_that_comes_of_taking_another_back_is_told_too() -> None:
    keys, faults = keymap({"search": ("g",), "help": ("/",)})
    assert keys == {}
    assert [fault.partition(":")[0] for fault in faults] == ["keys.search", "keys.help"]


def test_textual_is_given_names_where_a_character_would_part_the_keys() -> None:
    assert textual_keys({"help": (",", " ", "?")}) == {"help": "comma,space,?"}


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("pagedown", "PgDn"),
        (" ", "space"),
        ("?", "?"),
        ("+", "+"),
        ("ctrl+up", "ctrl+↑"),
        ("f3", "F3"),
    ],
)
def test_keys_are_shown_as_they_are_printed_on_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_only_the_commands_that_were_given_keys_change() -> None:
    changed = with_keys(COMMANDS, {"search": ("f3", "S")})
    new = [command for command in changed if command not in COMMANDS]
    assert [(c.id, c.keys, c.shown) for c in new] == [("search", "f3,S", "F3 S")]
    assert [c.id for c in changed] == [c.id for c in COMMANDS]
