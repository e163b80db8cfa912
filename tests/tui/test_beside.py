"""Journeys: the evidence of an area, one article beside the other."""

from pathlib import Path

from ccgbrief.locations import shipped_pack
from ccgbrief.pack import read_pack
from ccgbrief.tui.screens.beside import BesideScreen, sides
from ccgbrief.tui.widgets.block_list import BlockList
from tests.tui.desk import open_desk


def test_each_side_holds_the_evidence_of_one_article() -> None:
    pack = read_pack(shipped_pack())
    area = pack.areas[3]
    for side in sides(pack, area):
        heading, *evidence = side
        tabs = {block.leads.tab for block in evidence if block.leads}
        assert len(tabs) == 1
        assert heading.text == next(a.label for a in pack.articles if a.id in tabs)
    assert sum(len(side) - 1 for side in sides(pack, area)) == len(area.evidence)


async def test_sides_stand_beside_each_other_where_there_is_room_and_lead_to_the_passage(
    tmp_path: Path,
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", (160, 40)) as desk:
        await desk.press("6", "j", "j", "j", "b")
        screen = desk.app.screen
        assert isinstance(screen, BesideScreen)
        first, second = list(screen.query(BlockList))[:2]
        assert first.region.y == second.region.y
        await desk.press("tab", "enter")
        assert desk.reader.tab not in {"areas:", "overview:"}
        await desk.press("escape")
        assert desk.reader.tab == "areas:"


async def test_sides_are_stacked_on_a_small_screen(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml") as desk:
        await desk.press("6", "j", "j", "j", "b")
        first, second = list(desk.app.screen.query(BlockList))[:2]
        assert first.region.x == second.region.x
        assert first.region.y < second.region.y


async def test_where_there_is_no_evidence_that_is_said(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml") as desk:
        await desk.press("b")
        assert "no evidence" in desk.said
