"""Journeys: reading tables."""

from pathlib import Path

import pytest

from tests import small_pack
from tests.tui.desk import LARGE, NORMAL, Desk, open_desk


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A pack whose second paper has a long table and a wide one."""
    folder = small_pack.write_pack(tmp_path / "pack")
    small_pack.add_tables(folder)
    return folder


async def go_to(desk: Desk, words: str) -> None:
    """Go to a passage by searching."""
    await desk.search(words)
    await desk.press("enter")


@pytest.mark.parametrize("size", [NORMAL, LARGE], ids=["80x24", "140x40"])
async def test_columns_are_aligned_with_figures_to_the_right(
    tables: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(tables, tmp_path / "notes.toml", size) as desk:
        await go_to(desk, "ward 7")
        rows = desk.rows(desk.reader)
        aligned = [row for row in rows if "Ward 8" in row or "Ward 35" in row or "Ward 6 " in row]
        assert {
            row.index(figure) + len(figure) for row in aligned for figure in row.split()[2:3]
        } == {17}
        assert any(row.startswith("   ─") for row in rows)


async def test_heads_stay_in_sight_while_their_rows_scroll(tables: Path, tmp_path: Path) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "ward 30")
        assert "Ward      Beds  Comment" in desk.rows(desk.reader)[0]
        for _ in range(5):
            await desk.press("k")
            assert "Ward      Beds  Comment" in desk.rows(desk.reader)[0]
            assert desk.shows(f"▌  {desk.under_cursor.split(' |')[0]}", desk.reader)
        await desk.press("pageup", "pageup", "pageup")
        assert not desk.shows("Ward      Beds  Comment", desk.reader) or desk.shows(
            "Wards", desk.reader
        )
        await desk.press("end")
        assert desk.shows("▌  The end of it.", desk.reader)
        await desk.press(*["k"] * 20)
        assert desk.rows(desk.reader)[0].endswith(" Beds  Comment")
        await desk.press("3", "home")
        assert not desk.shows("Beds", desk.reader)


@pytest.mark.parametrize("size", [NORMAL, LARGE], ids=["80x24", "140x40"])
async def test_what_was_found_in_a_wide_table_is_in_view(
    tables: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(tables, tmp_path / "notes.toml", size) as desk:
        await go_to(desk, "maternity lead")
        assert desk.shows("The Maternity lead", desk.reader)


async def test_a_wide_table_moves_under_its_first_column(tables: Path, tmp_path: Path) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "maternity lead")
        assert desk.shows("▌  Maternity", desk.reader)
        assert not desk.shows("Apr", desk.reader)
        await desk.press(*["left"] * 20)
        assert desk.shows("Directorate              Apr", desk.reader)
        assert desk.said == "These are its first columns"
        before = desk.standing
        await desk.press("right")
        assert desk.shows("Directorate              May", desk.reader)
        assert desk.shows("─ ‹─", desk.reader)
        assert desk.standing == before
        await desk.press(*["right"] * 20)
        assert desk.shows("The Cardiology lead", desk.reader)
        assert desk.said == "These are its last columns"


async def test_other_places_say_what_the_arrows_are_for(tables: Path, tmp_path: Path) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await desk.press("right")
        assert desk.said == "← and → move a table that is wider than the screen"
        await go_to(desk, "ward 30")
        await desk.press("right")
        assert desk.said == "All columns of the table are shown"


async def test_the_row_under_the_cursor_is_read_with_its_heads_on_the_last_line(
    tables: Path, tmp_path: Path
) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "ward 30")
        assert desk.rows()[-1].startswith("   Ward 30: Beds 1,110  . next match")
        await desk.press("j", "j", "j", "j", "j")
        assert desk.rows()[-1].startswith("   Ward 35: Beds 1,295, Comment Agency spend rose")
        await go_to(desk, "maternity lead")
        assert desk.rows()[-1].endswith("…  enter all of it")
        await desk.press("enter")
        whole = " ".join(row.strip() for row in desk.rows()[-5:-1])
        assert whole.endswith(
            "Maternity: Apr £20,000, May £21,000, Jun £22,000, Jul £23,000, Aug £24,000, "
            "Sep £25,000, Oct £26,000, Nov £27,000, Dec £28,000, Jan £29,000, Feb £210,000, "
            "Mar £211,000, Lead The Maternity lead"
        )
        await go_to(desk, "between them")
        assert desk.rows()[-1].startswith("   . next match")


async def test_a_row_is_copied_with_its_heads(tables: Path, tmp_path: Path) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "ward 30")
        await desk.press("y")
        assert desk.app.clipboard.startswith("Ward 30: Beds 1,110 (from the pack")
        await desk.press("Y")
        assert desk.app.clipboard == "Ward 30: Beds 1,110"


async def test_a_click_on_the_heads_that_stay_goes_nowhere(tables: Path, tmp_path: Path) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "ward 30")
        before = desk.standing
        await desk.pilot.click(desk.reader, offset=(10, 0))
        await desk.settle()
        assert desk.standing == before
        await desk.pilot.click(desk.reader, offset=(10, 3))
        await desk.settle()
        assert desk.standing != before


async def test_a_resize_keeps_the_row_and_shows_the_columns_that_fit_now(
    tables: Path, tmp_path: Path
) -> None:
    async with open_desk(tables, tmp_path / "notes.toml") as desk:
        await go_to(desk, "maternity lead")
        await desk.press("left")
        await desk.resize(200, 50)
        assert desk.under_cursor.startswith("Maternity")
        await desk.resize(60, 20)
        assert desk.shows("▌  Maternity", desk.reader)
        assert all(len(row) <= 60 for row in desk.rows())
