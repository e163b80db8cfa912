"""The overview in columns: one cursor goes through all of them."""

from pathlib import Path

import pytest

from ccgbrief.paths import shipped_pack
from ccgbrief.tui.widgets.columns import Column
from ccgbrief.tui.widgets.split_view import SidePanel
from ccgbrief.view.overview import overview_blocks
from tests.tui.desk import NORMAL, Desk, open_desk

TWO, THREE = (120, 40), (200, 60)


def shown_columns(desk: Desk) -> list[Column]:
    return [column for column in desk.app.query(Column) if column.display and column.size.width]


@pytest.mark.parametrize("size", [NORMAL, TWO, THREE])
async def test_the_cursor_comes_to_everything_in_its_order_and_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        wanted = [block.key for block in overview_blocks(desk.reader.shown) if block.rests]
        came = [desk.standing[1]]
        while len(came) < len(wanted):
            await desk.press("j")
            came += [desk.standing[1]] if desk.standing[1] != came[-1] else []
        assert came == wanted
        assert desk.standing[1] == wanted[-1]
        for _ in range(2 * len(wanted)):
            await desk.press("k")
        assert desk.standing[1] == wanted[0]
        await desk.press("end")
        assert desk.standing[1] == wanted[-1]
        await desk.press("home")
        assert desk.standing[1] == wanted[0]


async def test_arrows_go_to_the_column_beside_and_keys_act_there(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", THREE) as desk:
        await desk.press("right", "j")
        duty = desk.standing[1]
        assert str(duty).startswith("duty/")
        await desk.press("space")
        assert desk.said.startswith("Ticked: ")
        assert desk.standing[1] == duty
        await desk.press("right", "right")
        assert desk.reader.cursor_list is desk.reader.columns[-1]
        await desk.press("left", "left", "left")
        assert desk.reader.has_cursor


async def test_the_way_back_leads_into_the_column_one_came_from(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", THREE) as desk:
        await desk.press("right", "j", "j")
        left = desk.standing
        await desk.press("enter")
        assert desk.reader.tab == "duties:"
        assert not shown_columns(desk)
        await desk.press("escape")
        assert desk.standing == left
        assert len(shown_columns(desk)) == 2


async def test_the_cursor_keeps_its_block_when_the_width_or_the_columns_change(
    tmp_path: Path,
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", THREE) as desk:
        await desk.press("right", "j", "j")
        duty = desk.standing[1]
        for size, beside in ((TWO, 1), (NORMAL, 0), (TWO, 1), (THREE, 2)):
            await desk.resize(*size)
            assert len(shown_columns(desk)) == beside
            assert desk.standing[1] == duty
        for number in range(5):  # the sections above grow until the duties change their column
            await desk.press("N", *f"Ask for paper {number}", "ctrl+t", "enter")
            assert desk.standing[1] == duty
            assert desk.reader.is_chosen


async def test_a_click_puts_the_cursor_into_a_column_and_the_second_opens(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", TWO) as desk:
        (column,) = shown_columns(desk)
        row = next(n for n, text in enumerate(desk.rows(column)) if "109 glossary" in text)
        await desk.pilot.click(column, offset=(8, row))
        assert desk.under_cursor == "109 glossary entries"
        await desk.pilot.click(desk.reader, offset=(8, 0))
        assert desk.reader.has_cursor
        await desk.pilot.click(column, offset=(8, row), times=2)
        await desk.settle()
        assert desk.reader.tab == "glossary:"


async def test_below_120_columns_nothing_stands_beside_the_overview(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", (119, 40)) as desk:
        assert not desk.app.query(Column)
        assert not desk.app.query(SidePanel)
