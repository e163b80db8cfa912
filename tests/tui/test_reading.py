"""Journeys: moving about."""

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from ccgbrief.paths import shipped_pack
from ccgbrief.view import tabs
from ccgbrief.view.address import section_key
from ccgbrief.view.panes import blocks_of
from tests.tui.desk import LARGE, NORMAL, SMALL, Desk, open_desk

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


@SIZES
async def test_the_pack_opens_on_its_overview(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        assert desk.shows("1 Overview")
        assert desk.shows("A small pack", desk.reader)
        assert desk.app.focused is desk.reader


@SIZES
async def test_every_tab_of_the_shipped_pack_can_be_read_to_its_end(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        shown = [tab.id for tab in tabs.tabs_of(desk.session.pack)]
        assert len(shown) == 10
        for digit, tab in zip("1234567890", shown, strict=True):
            await desk.press(digit)
            assert desk.reader.tab == tab
            first = desk.under_cursor
            await desk.press("end")
            last = desk.reader.cursor_list
            blocks = blocks_of(tab, desk.reader.shown)
            assert desk.reader.current == [block for block in blocks if block.rests][-1]
            assert desk.shows((blocks[-1].below or blocks[-1].text).split()[-1], last)
            await desk.press("home")
            assert desk.under_cursor == first


async def test_brackets_go_round_all_tabs(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        shown = [tab.id for tab in tabs.tabs_of(desk.session.pack)]
        seen = []
        for _ in shown:
            await desk.press("]")
            seen.append(desk.reader.tab)
        assert seen == [*shown[1:], shown[0]]
        await desk.press("[")
        assert desk.reader.tab == shown[-1]


async def test_a_digit_beyond_the_last_tab_does_nothing(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "0")
        assert desk.reader.tab == "first-paper"


async def test_a_tab_is_found_again_as_it_was_left(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", *["j"] * 14, "k", "k")
        left, seen = desk.standing, desk.rows(desk.reader)
        assert not desk.shows("A survey of ponds", desk.reader)
        await desk.press("1", "j", "j", "3")
        assert desk.standing == left
        assert desk.rows(desk.reader) == seen


async def test_the_tab_row_shows_which_tab_is_open(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        row = desk.app.screen.query_one("TabRow")
        await desk.press("3")
        assert desk.marked(row).strip() == "3 Ponds"


@pytest.mark.parametrize(
    ("down", "up"), [("j", "k"), ("down", "up"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u")]
)
async def test_letters_and_arrows_move_the_cursor(
    small_folder: Path, tmp_path: Path, down: str, up: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3")
        first = desk.under_cursor
        await desk.press(down)
        assert desk.under_cursor != first
        await desk.press(up, up)
        assert desk.under_cursor == first


async def test_the_cursor_is_a_bar_beside_its_block_and_nowhere_else(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "j", "j")
        barred = [row for row in desk.rows(desk.reader) if row.startswith("▌")]
        assert barred
        assert "".join(row.lstrip("▌ ") for row in barred)[:40] == desk.under_cursor[:40]


@SIZES
async def test_enter_unfolds_a_duty_and_folds_it_again(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("5", "enter")
        keys = [block.key for block in desk.reader._view.blocks]
        assert section_key("measure", 2) in keys
        assert desk.under_cursor == "Measure the hedge"
        await desk.press("enter")
        assert section_key("measure", 2) not in [block.key for block in desk.reader._view.blocks]


@SIZES
async def test_evidence_can_be_stepped_into_and_out_of(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("4", "enter")
        while "nobody knows" not in desk.under_cursor:
            await desk.press("j")
        left = desk.standing
        await desk.press("enter")
        assert desk.reader.tab == "first-paper"
        assert "nobody knows" in desk.under_cursor
        assert desk.shows("nobody knows who trims", desk.reader)
        await desk.press("escape")
        assert desk.standing == left


async def test_escape_retraces_every_jump(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        places = []
        desk.reader.go_to("article/second-paper")
        for keys in (["enter"], ["5", "enter", *["j"] * 6]):
            await desk.press(*keys)
            places.append(desk.standing)
        while "Trim in time" not in desk.under_cursor:
            await desk.press("j")
        left = desk.standing
        await desk.press("enter")
        assert desk.reader.tab == tabs.AREAS
        await desk.press("escape")
        assert desk.standing == left
        for back in (tabs.DUTIES, "second-paper", tabs.OVERVIEW, tabs.OVERVIEW):
            await desk.press("escape")
            assert desk.reader.tab == back


async def test_escape_leads_from_a_tab_to_what_stood_on_the_screen_before(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        desk.session.notebook.add_note("Ask the parish about the tape")
        stood = [(desk.standing, desk.rows(desk.reader))]
        for key, *others in (["5", "j"], ["enter"], ["7"], ["f"], ["]"], ["2", "j"], ["o"]):
            await desk.press(key)
            await desk.press(*others)
            stood.append((desk.standing, desk.rows(desk.reader)))
        for before in [*reversed(stood[:-1]), stood[0]]:
            await desk.press("escape")
            assert (desk.standing, desk.rows(desk.reader)) == before


async def test_escape_skips_what_stands_on_the_screen_already(
    small_folder: Path, tmp_path: Path
) -> None:
    """What Enter unfolded and folded again, and notes that were turned until all stand there."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "enter", "enter", "escape")
        assert desk.reader.tab == tabs.OVERVIEW
        await desk.press("7", "o", "o", "escape")
        assert desk.reader.tab == tabs.OVERVIEW


async def test_the_overview_leads_into_an_article_and_escape_back(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        desk.reader.go_to("article/second-paper")
        assert desk.under_cursor == "A survey of ponds"
        left = desk.standing
        await desk.press("enter")
        assert desk.reader.tab == "second-paper"
        await desk.press("escape")
        assert desk.standing == left


@pytest.mark.parametrize("size", [(60, 24), (140, 40), (40, 12), (80, 12)])
async def test_another_size_keeps_the_passage_under_the_cursor_and_in_view(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", *["j"] * 20)
        passage = desk.under_cursor
        row = desk.reader.cursor_row
        await desk.resize(*size)
        await desk.settle()
        assert desk.under_cursor == passage
        assert desk.shows(passage[:24], desk.reader)
        await desk.resize(*NORMAL)
        await desk.settle()
        assert desk.under_cursor == passage
        assert desk.shows(passage[:24], desk.reader)
        if size[1] >= NORMAL[1]:
            assert desk.reader.cursor_row == row


@pytest.mark.parametrize("size", [(39, 11), (39, 40), (140, 11), (20, 6)])
async def test_a_terminal_that_is_too_small_says_so_and_nothing_else(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        assert "".join(desk.rows()).strip() == "at least 40 × 12"
        await desk.resize(*NORMAL)
        assert desk.shows("Overview")
        assert not desk.shows("at least")
        await desk.resize(*size)
        assert "".join(desk.rows()).strip() == "at least 40 × 12"


async def test_what_is_typed_in_a_terminal_that_has_become_too_small_is_kept(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("n", *"Seen")
        await desk.resize(20, 6)
        await desk.press(*" and unseen")
        await desk.resize(*NORMAL)
        assert desk.shows("Seen and unseen")


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (10, 3), (500, 200)])
async def test_no_size_is_too_small_or_too_large(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("3", "j", "j", "pagedown", "6", "/", "f", "escape", "4", "enter", "n")
        await desk.press(*"abc", "enter", "?", "escape", "home", "end", "space")
        await desk.resize(*NORMAL)
        await desk.press("1")
        assert desk.shows("A small pack")


async def test_a_click_rests_on_a_block_and_a_second_one_opens_it(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        row = next(
            y for y, text in enumerate(desk.rows(desk.reader)) if "A survey of ponds" in text
        )
        await desk.pilot.click(desk.reader, offset=(10, row))
        assert desk.under_cursor == "A survey of ponds"
        await desk.pilot.click(desk.reader, offset=(10, row), times=2)
        await desk.settle()
        assert desk.reader.tab == "second-paper"


async def test_a_click_on_a_tab_opens_it(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        column = desk.rows()[0].index("3 ")
        await desk.pilot.click(offset=(column, 0))
        await desk.settle()
        assert desk.reader.tab == "second-paper"


async def test_a_click_on_a_key_in_the_last_line_does_what_the_key_does(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        last = desk.rows()[-1]
        await desk.pilot.click(offset=(last.index("search"), 23))
        await desk.settle()
        assert desk.app.focused is desk.box


def as_seen(desk: Desk) -> list[str]:
    return desk.rows(desk.reader)


async def test_the_wheel_scrolls_without_moving_the_cursor(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3")
        before = as_seen(desk)
        desk.reader.scroll_relative(y=6, animate=False)
        await desk.settle()
        assert as_seen(desk) != before
        assert desk.under_cursor == "A survey of ponds"
        await desk.press("j")
        assert desk.shows(desk.under_cursor[:20], desk.reader)


async def test_text_can_be_selected_over_several_rows(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2")
        rows = desk.rows(desk.reader)
        first = next(y for y, row in enumerate(rows) if "Responsibility" in row)
        begin = Offset(rows[first].index("hedge"), first)
        end = Offset(rows[first + 1].index("county") + len("county"), first + 1)
        selected = desk.reader.get_selection(Selection(begin, end))
        assert selected is not None
        assert " ".join(selected[0].split()) == (
            "hedge has become blurred between the parish and the county"
        )
