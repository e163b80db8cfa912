"""Journeys: the contents of an article, and pages."""

from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.strip import Strip

from ccgbrief.tui.widgets import drawing
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.drawing import draw
from ccgbrief.tui.widgets.split_view import SidePanel
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block
from ccgbrief.view.contents import HERE
from tests.tui.desk import LARGE, NORMAL, open_desk
from tests.tui.report import PAGES


async def test_the_contents_open_where_the_reader_is_and_lead_on(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2", "g", *"p101", "enter")
        assert desk.under_cursor.startswith("Page 101")
        before = desk.standing
        await desk.press("t")
        here = desk.results.current
        assert here
        assert here.text == "Section 34 on matter 34"
        assert desk.said == "60 lines"
        (row,) = [row for row in desk.rows(desk.results) if HERE in row]
        assert row.endswith("p. 100")
        await desk.press("down", "enter")
        assert desk.under_cursor == "Section 35 on matter 35"
        await desk.press("escape")
        assert desk.standing == before


async def test_typing_narrows_the_contents_and_escape_leaves_everything_as_it_was(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2", "j", "j", "j")
        before, seen = desk.standing, desk.rows()
        await desk.press("t", *"matter 41")
        assert desk.said == "1 of 60"
        assert desk.results.current
        assert desk.results.current.text == "Section 41 on matter 41"
        await desk.press("escape")
        assert desk.standing == before
        assert desk.rows() == seen
        await desk.press("t", *"mater 41", "enter")
        assert desk.under_cursor == "Section 41 on matter 41"


async def test_levels_stand_further_in(report: Path, tmp_path: Path) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2", "t")
        first, second = desk.rows(desk.results)[:2]
        assert second.index("Section") == first.index("Section") + 2


async def test_an_article_without_contents_stays_and_says_what_finds_places(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("3")
        before = desk.standing
        await desk.press("t")
        assert desk.said.startswith("No contents: this article has no headings and no pages; / ")
        assert desk.standing == before
        await desk.press("/", *"paragraph")
        assert desk.box.value == "paragraph"
        await desk.press("enter", "escape")
        assert desk.reader.tab == "plain"


async def test_elsewhere_the_contents_are_the_articles_of_the_pack(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("t", *"whole", "enter")
        assert desk.reader.tab == "report"


async def test_beside_the_text_the_contents_follow_the_cursor(report: Path, tmp_path: Path) -> None:
    async with open_desk(report, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2")
        await desk.until(lambda: bool(desk.app.query(SidePanel)), "the side panel")
        await desk.settle()
        beside = desk.app.query_one(SidePanel)
        assert len([row for row in desk.rows(beside) if "Section" in row]) == beside.size.height - 1
        for page in (1, 40, 97, 180):
            await desk.press("g", *f"p{page}", "enter")
            (row,) = [row for row in desk.rows(beside) if HERE in row]
            section = (page - 1) // PAGES
            assert f"Section {section + 1} on" in row
            assert row.rstrip(" │").endswith(f"p. {section * PAGES + 1}")


async def test_a_note_under_a_passage_keeps_the_place_in_the_contents(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2", "g", *"p97", "enter", "n", *"Why?")
        await desk.press("enter")
        await desk.press("j")
        assert desk.under_cursor == "Why?"
        (row,) = [row for row in desk.rows(desk.app.query_one(SidePanel)) if HERE in row]
        assert "Section 33 on" in row


async def test_pages_are_gone_to_by_their_labels_and_what_is_lacking_is_said(
    report: Path, tmp_path: Path
) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("g", *"pp. 12-20")
        assert desk.said == "9 places"
        (row,) = (row for row in desk.rows(desk.results) if "p. 20 " in row)
        assert row.strip("▌ ").startswith("p. 20  ")
        assert "  in Report: Page 20" in row
        await desk.press("enter")
        assert desk.under_cursor.startswith("Page 12")
        await desk.press("g", *"p700")
        said = "no such page; Report has p. 1 to p. 180"
        assert desk.said == said
        assert desk.shows(said, desk.results)
        await desk.press("enter", "escape")
        assert desk.under_cursor.startswith("Page 12")


@pytest.mark.parametrize("size", [NORMAL, LARGE])
async def test_a_pack_without_pages_says_so(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("g", *"p143")
        assert desk.said == "no paper of this pack has pages"
        assert desk.shows("no paper of this pack has pages", desk.results)


async def test_opening_the_contents_again_draws_each_line_once_and_the_text_not_at_all(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Row] = []
    painted: list[str | None] = []

    def draw_and_count(block: Block, *particulars: Any) -> list[Content]:
        drawn.append(block.key)
        return draw(block, *particulars)

    def paint_and_count(lines: BlockList, y: int) -> Strip:
        painted.append(lines.name)
        return render_line(lines, y)

    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2", "t")
        await desk.press("escape")
        render_line = BlockList.render_line
        monkeypatch.setattr(drawing, "draw", draw_and_count)
        monkeypatch.setattr(BlockList, "render_line", paint_and_count)
        await desk.press("t")
        shown = desk.results.size.height
        assert len(drawn) == len(set(drawn)) == shown + 1  # with the one below the last row
        assert set(painted) == {"results"}
