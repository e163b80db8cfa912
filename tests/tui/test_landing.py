"""Journeys: where the reader lands, and moves by the pages of a paper."""

from pathlib import Path

import pytest

from tests.tui.desk import LARGE, NORMAL, SMALL, Desk, open_desk

pytestmark = pytest.mark.no_cover  # the same code again and again

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


def is_in_the_upper_third(desk: Desk) -> bool:
    return 0 <= desk.reader.cursor_row <= desk.reader.size.height // 3


@SIZES
async def test_a_result_and_a_place_are_shown_in_the_upper_third(
    report: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(report, tmp_path / "notes.toml", size) as desk:
        for page in (90, 91, 92, 94, 120, 3):
            await desk.press("g", *f"p{page}", "enter")
            assert is_in_the_upper_third(desk)
            await desk.search(f"page {page} paragraph 2")
            await desk.press("enter")
            assert desk.under_cursor.startswith(f"Page {page}, paragraph 2")
            assert is_in_the_upper_third(desk)


@SIZES
@pytest.mark.parametrize("tab", ["4", "5"])
async def test_what_is_unfolded_at_the_foot_is_brought_up_so_that_it_is_seen(
    small_folder: Path, tmp_path: Path, size: tuple[int, int], tab: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press(tab, "enter")
        await desk.press("end")
        await desk.press("enter")
        view = desk.reader._view
        assert is_in_the_upper_third(desk) or view.scroll == max(view.total - view.page, 0)
        await desk.press("home", "enter")
        await desk.press("enter")
        assert is_in_the_upper_third(desk)


async def test_page_keys_go_from_page_to_page_of_the_paper(report: Path, tmp_path: Path) -> None:
    async with open_desk(report, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2")
        for page in (1, 2, 3, 4, 5):
            await desk.press("pagedown")
            row = desk.rows(desk.reader)[0].strip()
            assert row == f"p. {page}"
        for page in (4, 3, 2):
            await desk.press("pageup")
            assert desk.rows(desk.reader)[0].strip() == f"p. {page}"


async def test_home_and_end_are_those_of_the_page_and_pressed_again_of_the_paper(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2", "g", *"p50", "enter")
        await desk.press("end")
        assert desk.under_cursor.startswith("Page 50, paragraph 2")
        await desk.press("home")
        assert desk.under_cursor.startswith("Page 50, paragraph 1")
        await desk.press("home")
        assert desk.under_cursor == "The whole report"
        await desk.press("g", *"p50", "enter")
        await desk.press("end", "end")
        assert desk.under_cursor.startswith("Page 180, paragraph 2")
