"""Journeys: the evidence of an area, one article beside the other."""

from pathlib import Path

import pytest

from ccgbrief.pack import read_pack
from ccgbrief.paths import shipped_pack
from ccgbrief.tui.screens.comparison import ComparisonScreen, Side, abreast, in_one_list, sides
from ccgbrief.view.address import Row, section_key
from tests import packs
from tests.tui.desk import LARGE, NORMAL, SMALL, Desk, open_desk

SIDE_BY_SIDE = ["6", "j", "j", "j", "b"]
"""The keys to the area with evidence from three articles, and to its evidence."""


def test_each_side_holds_the_evidence_of_one_article_and_does_not_name_it_again() -> None:
    pack = read_pack(shipped_pack())
    area = pack.areas[3]
    for label, evidence in sides(pack, area):
        tabs = {block.leads.tab for block in evidence if block.leads}
        assert len(tabs) == 1
        assert label == next(a.label for a in pack.articles if a.id in tabs)
        assert not any(label in block.below for block in evidence)
    assert sum(len(evidence) for _, evidence in sides(pack, area)) == len(area.evidence)


@pytest.mark.parametrize(
    ("count", "columns", "rows", "found"),
    [
        (3, 80, 22, 1),  # no room beside each other: one list
        (3, 140, 38, 2),  # two, and the third below
        (3, 160, 38, 3),
        (3, 250, 68, 3),
        (3, 140, 18, 1),  # two rows of sides would be too low
        (1, 250, 68, 1),
        (4, 140, 38, 2),
    ],
)
def test_as_many_sides_stand_beside_each_other_as_have_room(
    count: int, columns: int, rows: int, found: int
) -> None:
    assert abreast(count, columns, rows) == found


def test_in_one_list_every_label_stands_over_its_evidence() -> None:
    pack = read_pack(shipped_pack())
    shown = sides(pack, pack.areas[3])
    blocks = list(in_one_list(shown))
    assert [b.text for b in blocks if not b.rests] == [label for label, _ in shown]
    assert [b for b in blocks if b.rests] == [b for _, evidence in shown for b in evidence]


async def test_sides_stand_beside_each_other_where_there_is_room_and_lead_to_the_passage(
    tmp_path: Path,
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", (160, 40)) as desk:
        await desk.press(*SIDE_BY_SIDE)
        screen = desk.app.screen
        assert isinstance(screen, ComparisonScreen)
        first, second = list(screen.query(Side))[:2]
        assert first.region.y == second.region.y
        await desk.press("tab", "enter")
        assert desk.reader.tab not in {"areas:", "overview:"}


async def test_a_long_title_is_whole_over_the_evidence(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", NORMAL) as desk:
        title = "Whose it is to say what becomes of a contract that nobody has signed since March"
        shown = sides(desk.session.pack, desk.session.pack.areas[3])
        desk.app.push_screen(ComparisonScreen(title, shown))
        await desk.settle()
        above = " ".join(" ".join(desk.rows()[:2]).split())
        assert above == f"{title} · {shown[0][0]}"


async def test_the_way_back_leads_to_the_same_evidence_side_by_side(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        await desk.press(*SIDE_BY_SIDE)
        await desk.press("tab", "tab", "j")
        left = under_cursor(desk)
        await desk.press("enter")
        await desk.press("escape")
        assert under_cursor(desk) == left
        await desk.press("escape")
        assert desk.standing[:2] == ("areas:", section_key("roles", 0))
        await desk.press("escape")
        assert not isinstance(desk.app.screen, ComparisonScreen)


async def test_only_the_side_that_has_the_keys_has_a_cursor(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        await desk.press(*SIDE_BY_SIDE)
        first, second, third = desk.app.screen.query(Side)
        for _ in range(3):
            await desk.press("tab")
            having = [side for side in (first, second, third) if desk.shows("▌", side)]
            assert having == [desk.app.screen.focused]


@pytest.mark.parametrize("size", [NORMAL, SMALL])
async def test_on_a_small_screen_all_is_one_list_that_says_whose_evidence_it_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        await desk.press("6")
        desk.reader.go_to(section_key("roles", 0))
        await desk.press("b")
        assert len(desk.app.screen.query(Side)) == 1
        assert "Losing its way" in desk.rows()[0]
        await desk.press("end")
        assert "Barometer 2013" in desk.rows()[0]


async def test_another_size_stands_the_sides_otherwise_and_keeps_the_cursor(
    tmp_path: Path,
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml") as desk:
        await desk.press(*SIDE_BY_SIDE)
        await desk.press("end", "k")
        left = under_cursor(desk)
        await desk.resize(*LARGE)
        assert len(desk.app.screen.query(Side)) == 3
        assert under_cursor(desk) == left
        await desk.resize(*NORMAL)
        assert under_cursor(desk) == left


def under_cursor(desk: Desk) -> Row:
    side = desk.app.screen.focused
    assert isinstance(side, Side)
    assert side.current
    return side.current.key


async def test_it_is_laid_beside_also_from_a_prompt_and_from_a_note_on_it(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("6", "enter", "j", "j", "n", *"agreed", "enter")
        for step in ("", "j"):
            if step:
                await desk.press(step)
            await desk.press("b")
            assert isinstance(desk.app.screen, ComparisonScreen)
            await desk.press("escape")


async def test_evidence_that_is_no_longer_found_stands_beside_the_other(tmp_path: Path) -> None:
    """It was left out, and where none was found the page was empty."""
    pack = packs.write_pack(tmp_path / "pack")
    late = pack / "articles" / "late-lights.md"
    late.write_text(late.read_text("utf-8").replace("three people", "nobody"), "utf-8")
    early = pack / "articles" / "early-doors.md"
    early.write_text(early.read_text("utf-8").replace("nobody has ever counted", "-"), "utf-8")
    read = read_pack(pack)
    ((label, lost),) = sides(read, read.areas[0])
    assert label == "Not found"
    assert [block.text.partition(" in ")[0] for block in lost] == ["words no longer found"] * 2
    async with open_desk(pack, tmp_path / "notes.toml", NORMAL) as desk:
        await desk.press("4", "b", "enter")
        assert isinstance(desk.app.screen, ComparisonScreen)
        assert desk.app.screen.query_one(Side).current == lost[0]


async def test_where_there_is_no_evidence_that_is_said(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml") as desk:
        await desk.press("b")
        assert "b shows the evidence of an area or a duty" in desk.said
