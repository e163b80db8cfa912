"""The tour of a first start, through the running program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ccgbrief.paths import shipped_pack, tour_file
from ccgbrief.tui.app import BriefApp
from ccgbrief.view.tour import ASKED
from tests.tui.desk import Desk, open_desk

SLIPS = "owns primry care"


@asynccontextmanager
async def first_start(notes: Path) -> AsyncIterator[Desk]:
    tour_file().unlink(missing_ok=True)
    async with open_desk(shipped_pack(), notes) as desk:
        yield desk


def last_row(desk: Desk) -> str:
    return desk.rows()[-1]


async def test_it_leads_from_the_search_to_the_way_out(tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    async with first_start(notes) as desk:
        assert f"Tour 1/7 press  / and find, misspelt: {ASKED}" in last_row(desk)
        await desk.press("/")
        assert f"type a few words, misspelt: {ASKED}" in last_row(desk)
        await desk.search(SLIPS)
        assert "enter to go to what was found" in last_row(desk)
        await desk.press("enter")
        assert "Tour 3/7 press  y to copy it" in last_row(desk)
        assert "primary care" in desk.under_cursor
        await desk.press("y")
        assert "Tour 4/7 press  n and type a few words" in last_row(desk)
        await desk.press("n", *"Ask who", "enter")
        assert "Tour 5/7 press  u twice to undo the last change" in last_row(desk)
        await desk.press("u", "u")
        assert not desk.session.notebook.notes(private=True)
        assert "Tour 6/7 press  ? to see all keys" in last_row(desk)
        assert not tour_file().exists()
        await desk.press("?", "escape")
        assert "Tour 7/7 press  ctrl+q to leave" in last_row(desk)
        assert tour_file().exists()


@pytest.mark.parametrize("typed", ["onws primary", "nobdy owns primary", "who owns primry", ASKED])
async def test_what_it_asks_for_is_found_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.search(typed)
        assert "enter to go to what was found" in last_row(desk)


async def test_what_does_not_find_it_leaves_the_step_as_it_is(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.search("grey areas")
        assert "type a few words, misspelt" in last_row(desk)
        await desk.press("enter")
        assert "Tour 3/7 press  y" in last_row(desk)


async def test_what_it_asks_for_is_true_of_where_the_reader_is(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.search(SLIPS)
        await desk.press("escape")
        assert "Tour 1/7 press  / and find" in last_row(desk)
        await desk.search(SLIPS)
        await desk.press("enter")
        assert "Tour 3/7 press  y" in last_row(desk)
        await desk.press("1")
        assert "Tour 3/7 press  / and go to a passage" in last_row(desk)
        await desk.press("2", "j", "j")
        assert "Tour 3/7 press  y" in last_row(desk)


async def test_escape_ends_it_after_the_help_too_however_fast_it_comes(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.press("?", "escape", "escape")
        assert desk.said.startswith("The tour is over")
        assert tour_file().exists()


async def test_a_note_that_is_not_kept_leaves_the_step_as_it_is(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.search(SLIPS)
        await desk.press("enter")
        await desk.press("y")
        await desk.press("n", "enter")
        assert "Tour 4/7" in last_row(desk)


async def test_what_it_says_of_undo_holds_after_a_note_that_was_thrown_away(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.search(SLIPS)
        for keys in (["enter"], ["y"], ["n", *"kept by enter", "enter"], ["n", *"thrown away"]):
            await desk.press(*keys)
        await desk.press("escape", "escape")
        assert "Tour 5/7 press  u twice to undo the last change" in last_row(desk)
        assert desk.said == "Note discarded; u u opens it again"
        await desk.press("u", "u")
        assert desk.editor.text == "thrown away"


WAYS_BACK = {
    "from a result": ["/", *SLIPS, "enter"],
    "from the search box": ["/", *SLIPS],
    "from the contents": ["2", "t"],
    "from the help": ["?"],
    "from the palette": ["ctrl+p"],
    "from a note": ["n"],
    "from who is here": ["H"],
    "from a name": ["7", "j", "w"],
    "from an unfolded area": ["6", "enter"],
    "from the notes": ["2", "o"],
}
"""Where Escape goes back, and the keys that lead there."""


@pytest.mark.parametrize("way", WAYS_BACK)
async def test_escape_goes_back_first_and_ends_it_where_nothing_else_does(
    tmp_path: Path, way: str
) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        await desk.press(*WAYS_BACK[way])
        if "enter" in WAYS_BACK[way] and "/" in WAYS_BACK[way]:
            await desk.until(lambda: desk.reader.has_marks, "the passage that was found")
        await desk.press("escape")
        assert "Tour" in last_row(desk), way
        assert not tour_file().exists()
        while "esc back" in last_row(desk):
            await desk.press("escape")
            assert "Tour" in last_row(desk), way
        await desk.press("escape")
        assert desk.said.startswith("The tour is over"), way
        assert "Tour" not in last_row(desk)


async def test_once_ended_it_is_offered_no_more_and_begins_again_when_asked_for(
    tmp_path: Path,
) -> None:
    notes = tmp_path / "notes.toml"
    async with first_start(notes) as desk:
        await desk.press("escape")
        assert desk.said == "The tour is over; “tour” in the palette (ctrl+p) begins it again"
    async with open_desk(shipped_pack(), notes) as desk:
        assert "Tour" not in last_row(desk)
        await desk.press("ctrl+p", *"tour")
        await desk.until(lambda: desk.offers("Tour", ""), "the offer")
        await desk.press("enter")
        await desk.until(lambda: "Tour 1/7" in last_row(desk), "the first step")
        await desk.press("?", *"tour")
        assert desk.shows("A two-minute tour of the shipped pack")


async def test_where_it_cannot_be_shown_it_says_why(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.app.screen.run_action("do('tour')")
        assert desk.said == "The tour is of the pack that ships with it: ccgbrief without --pack"
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", (79, 24)) as desk:
        await desk.app.screen.run_action("do('tour')")
        assert desk.said == "The tour needs a window of 80 columns"


async def test_who_leaves_in_the_middle_meets_it_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with first_start(tmp_path / "notes.toml") as desk:
            assert "Tour 1/7" in last_row(desk)


@pytest.mark.parametrize("has_notebook", [True, False])
async def test_it_is_not_offered_with_a_notebook_or_in_another_pack(
    has_notebook: bool,
    small_folder: Path,
    tmp_path: Path,
) -> None:
    notes = tmp_path / "notes.toml"
    pack = shipped_pack() if has_notebook else small_folder
    if has_notebook:
        async with open_desk(pack, notes) as desk:
            await desk.press("n", *"Ask who", "enter")
        assert notes.exists()
    tour_file().unlink()
    async with open_desk(pack, notes) as desk:
        assert "Tour" not in last_row(desk)


async def test_it_waits_for_a_terminal_in_which_a_step_is_one_line(tmp_path: Path) -> None:
    for columns, offered in ((79, False), (80, True)):
        tour_file().unlink(missing_ok=True)
        size = (columns, 24)
        async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
            assert ("Tour 1/7" in last_row(desk)) is offered


async def test_nobody_is_led_round_before_a_room(tmp_path: Path) -> None:
    tour_file().unlink()
    async with open_desk(shipped_pack(), tmp_path / "notes.toml") as desk:
        app = BriefApp(desk.session, presenting=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            shown = Desk(app, desk.session, pilot)
            assert "Tour" not in last_row(shown)


async def test_the_last_line_says_which_of_both_escape_will_do(tmp_path: Path) -> None:
    async with first_start(tmp_path / "notes.toml") as desk:
        assert "esc end tour" in last_row(desk)
        await desk.press("6", "enter")
        for _ in range(2):  # folded again, and then left
            assert "esc back" in last_row(desk)
            await desk.press("escape")
        assert "esc end tour" in last_row(desk)
        await desk.press("escape")
        assert "Tour" not in last_row(desk)
