"""Journeys: the help and the palette."""

from functools import partial
from pathlib import Path

import pytest
from textual.events import Click
from textual.widgets import OptionList

from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.screens.help import HelpScreen
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view import tabs
from ccgbrief.view.help import help_groups
from ccgbrief.view.keys import COMMANDS
from tests.tui.desk import LARGE, NORMAL, SMALL, open_desk

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


@SIZES
async def test_the_help_opens_and_shows_every_key(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("?")
        assert isinstance(desk.app.screen, HelpScreen)
        seen: set[str] = set()
        shown: list[str] = []
        while shown != (shown := desk.rows()):
            seen |= {row.strip("│ ▌") for row in shown}
            await desk.press("pagedown")
        seen_together = "\n".join(seen)
        for _, rows in help_groups():
            for keys, what, _ in rows:
                assert keys in seen_together
                assert what.split()[-1] in seen_together


@pytest.mark.parametrize("key", ["escape", "?"])
async def test_the_help_closes_and_reading_goes_on(
    small_folder: Path, tmp_path: Path, key: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "j", "j")
        left = desk.standing
        await desk.press("?")
        await desk.press(key)
        assert isinstance(desk.app.screen, MainScreen)
        assert desk.standing == left
        await desk.press("j")
        assert desk.standing != left


async def test_what_is_typed_over_the_help_narrows_it(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("?", *"clipbrd")
        assert desk.shows("No key does that")
        await desk.press("backspace", "backspace", *"oard")
        assert desk.shows("Copy the passage with its citation")
        assert not desk.shows("Write a note")
        await desk.press("escape")
        assert isinstance(desk.app.screen, MainScreen)


async def test_a_wide_help_has_two_columns(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("?")
        assert any("Find" in row and "Write" in row for row in desk.rows())
        await desk.resize(*NORMAL)
        assert not any("Find" in row and "Write" in row for row in desk.rows())


async def test_keys_do_nothing_behind_the_help(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "?")
        await desk.press("space", "n", "a", "1", "m", "x", "enter", "g", "/")
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press("escape")
        assert desk.reader.tab == tabs.DUTIES
        assert desk.session.notebook.contents.ticked == {}
        assert desk.session.notebook.notes() == ()


async def test_the_palette_offers_every_command_under_its_name_and_key(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", (100, 150)) as desk:
        await desk.press("ctrl+p")
        for command in COMMANDS:
            if command.palette:
                offered = partial(desk.offers, command.name, command.shown)
                await desk.until(offered, command.name)


@pytest.mark.parametrize(
    ("typed", "tab", "standing"),
    [("next tab", "first-paper", False), ("public view", tabs.OVERVIEW, True)],
)
async def test_a_command_chosen_in_the_palette_is_done(
    small_folder: Path, tmp_path: Path, typed: str, tab: str, *, standing: bool
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p")
        await desk.press(*typed)
        await desk.until(lambda: desk.shows(f"  {typed.capitalize()} "), typed)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")
        await desk.until(lambda: desk.reader.tab == tab, tab)
        assert desk.shows("PUBLIC VIEW") is standing


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("save", ["Save ", "Minutes "]),
        ("pdf", ["Minutes "]),
        ("col", ["Theme: dark ", "Theme: light ", "Theme: high-contrast ", "Theme: terminal "]),
    ],
)
async def test_what_other_programs_call_it_is_offered_first_and_once(
    small_folder: Path, tmp_path: Path, typed: str, offered: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p", *typed)
        await desk.until(lambda: desk.shows(f"  {offered[-1]}"), "the offers")
        await desk.settle()
        rows = [row.strip("│ ") for row in desk.rows()]
        at = next(i for i, row in enumerate(rows) if row.startswith(offered[0]))
        shown = rows[at : at + len(offered)]
        assert all(row.startswith(name) for row, name in zip(shown, offered, strict=True))
        assert not rows[at - 1]


async def test_the_palette_opened_over_the_help_has_every_command(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("?", "ctrl+p", *"change a key")
        await desk.until(lambda: desk.shows("Change a key: "), "the keys")


async def test_enter_at_once_after_a_name_does_what_was_typed(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.offers("Search", "/"), "every command")
        await desk.press(*"next tab", "enter")
        await desk.until(lambda: desk.reader.tab == "first-paper", "the next tab")


async def test_enter_twice_in_one_burst_does_it_once(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.offers("Search", "/"), "every command")
        await desk.press(*"next tab", "enter", "enter", "enter")
        await desk.until(lambda: desk.reader.tab == "first-paper", "the next tab")
        await desk.settle()
        assert isinstance(desk.app.screen, MainScreen)
        assert desk.reader.tab == "first-paper"


@pytest.mark.parametrize(
    "after",
    [["x", "enter"], ["escape", "escape"], ["x", "y", "escape", "enter", "z"]],
    ids=" ".join,
)
async def test_what_follows_enter_in_one_burst_ends_nothing(
    small_folder: Path, tmp_path: Path, after: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p", *"next tab", "enter", *after)
        await desk.press("escape", "escape", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")
        await desk.settle()


@pytest.mark.parametrize("opened", [["ctrl+p"], ["?"], ["ctrl+p", *"change a key: note", "enter"]])
async def test_escape_twice_in_one_burst_closes_once(
    small_folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*opened)
        await desk.until(lambda: not isinstance(desk.app.screen, MainScreen), "what is opened")
        await desk.settle()
        await desk.press("escape", "escape", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")
        assert desk.reader.tab == tabs.OVERVIEW


async def test_search_chosen_in_the_palette_begins_a_search(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p")
        await desk.press(*"search")
        await desk.until(lambda: desk.offers("Search", "/"), "Search")
        await desk.press("enter")
        await desk.until(lambda: desk.app.focused is desk.box, "the search box")
        await desk.press(*"hawthorn")
        assert desk.box.value == "hawthorn"


async def test_the_last_line_offers_the_keys_whatever_is_said(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "d", "d")
        said, last = (row.strip() for row in desk.rows()[-2:])
        assert said == "There is no note under the cursor; n writes a note here"
        assert last.startswith("space tick  s status")
        assert last.endswith("? help")
        desk.app.query_one(StatusRow).show_message(
            "So many words that no key is left beside them" * 2
        )
        await desk.settle()
        assert desk.rows()[-1].strip().startswith("space tick")
        assert desk.rows()[-1].endswith("? help")
        assert desk.shows("So many words")


async def test_the_last_line_follows_the_cursor(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5")
        assert desk.rows()[-1].strip().startswith("space tick  s status  w who  n note")
        await desk.press("2", "j")
        assert desk.rows()[-1].strip().startswith("n note  y copy  m bookmark")


async def test_the_next_key_removes_a_message_that_it_has_outdated(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "d", "d")
        assert desk.said == "There is no note under the cursor; n writes a note here"
        await desk.press("j")
        assert desk.said == ""


async def test_a_report_that_no_key_has_led_to_stays_while_reading_goes_on(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        desk.app.query_one(StatusRow).report("A copy was merged")
        await desk.press("j", "k")
        assert desk.said == "A copy was merged"


@pytest.mark.parametrize("key", ["pagedown", "pageup", "down", "ctrl+end", "enter"])
async def test_keys_of_the_palette_do_no_harm_in_a_window_of_one_character(
    small_folder: Path, tmp_path: Path, key: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.resize(1, 1)
        await desk.press("ctrl+p")
        palette = desk.app.screen
        options = palette.query_one(OptionList)
        await desk.until(lambda: bool(options.option_count), "every command")
        await desk.press("down", key)
        await desk.resize(*NORMAL)
        assert desk.app.is_running


async def test_what_has_come_over_the_palette_stays_when_the_palette_was_to_close(
    small_folder: Path, tmp_path: Path
) -> None:
    """F1 in the same burst as a click beside the palette: the click is done after it."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p")
        palette = desk.app.screen
        desk.app.action_help()
        palette.post_message(Click(palette, 2, 22, 0, 0, 1, False, False, False, 2, 22))
        await desk.app.run_action("escape", palette)
        await desk.settle()
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press("f1")
        assert desk.app.screen is palette
        await desk.press("escape")
        assert isinstance(desk.app.screen, MainScreen)
        await desk.app.run_action("cursor_down", palette)
        assert desk.app.is_running


async def test_a_box_closes_itself_and_never_what_has_come_over_it(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("H")
        box = desk.app.screen
        assert isinstance(box, BoxScreen)
        desk.app.action_help()
        box.dismiss()
        await desk.settle()
        assert isinstance(desk.app.screen, HelpScreen)
