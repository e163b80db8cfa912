"""Journeys: a board pack of 300 pages, added as it comes and divided at its bookmarks."""

from pathlib import Path

import pytest

from ccgbrief.cli import main
from ccgbrief.tui.widgets.tab_row import TabRow
from tests.board_paper import ITEMS
from tests.paper_files import bookmarked
from tests.tui.desk import LARGE, NORMAL, open_desk

PAGES = 25
"""Of each item."""

SIZES = pytest.mark.parametrize("size", [NORMAL, LARGE], ids=["80x24", "140x40"])


def lines_of(page: int) -> list[str]:
    """Return what is printed on a page, counted from 0: now and then a phrase that comes again."""
    item, within = divmod(page, PAGES)
    head = [f"{item + 1}. {ITEMS[item]}"] if within == 0 else []
    sentence = f"On page {page + 1} the board is asked to note the spending of ward {page}."
    fund = ["The Better Care Fund is agreed."] if within == 7 else []
    return [*head, *[sentence.replace("note", word) for word in ("note", "discuss")], *fund]


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of two packs: with the PDF divided at its bookmarks, and with it as one."""
    folder = tmp_path_factory.mktemp("board")
    file = folder / "board.pdf"
    marks = [(f"{i + 1}. {title}", 0, i * PAGES) for i, title in enumerate(ITEMS)]
    marks += [(f"Annex to {title}", 1, i * PAGES + 10) for i, title in enumerate(ITEMS)]
    pages = [lines_of(page) for page in range(len(ITEMS) * PAGES)]
    file.write_bytes(bookmarked(pages, sorted(marks, key=lambda mark: mark[2])))
    packs = folder / "divided", folder / "whole"
    for pack, option in zip(packs, (["--split"], []), strict=True):
        assert main(["new", str(pack)]) == 0
        assert main(["add", *option, str(file), "--pack", str(pack)]) == 0
    return packs


@SIZES
async def test_the_agenda_is_on_the_overview_and_is_walked(
    boards: tuple[Path, Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(boards[0], tmp_path / "notes.toml", size) as desk:
        assert desk.shows("1. Apologies and declarations", desk.reader)
        assert desk.shows("pp. 26–50 · unread", desk.reader)
        for number, title in enumerate(ITEMS, 1):
            while desk.under_cursor != f"{number}. {title}":
                await desk.press("j")
            await desk.press("enter")
            assert title in desk.marked(desk.app.query_one(TabRow))
            await desk.press("escape")
        await desk.press("enter")
        await desk.press("j", "a", *"Ask who chairs")
        await desk.press("enter")
        await desk.press("1")
        assert desk.shows("  1 action")


@SIZES
async def test_the_contents_of_the_whole_pack_are_its_bookmarks(
    boards: tuple[Path, Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(boards[1], tmp_path / "notes.toml", size) as desk:
        await desk.press("3", "g", *"p143", "enter")
        assert "On page 143" in desk.under_cursor
        await desk.press("t")
        assert desk.results.current
        assert desk.results.current.text == f"Annex to {ITEMS[5]}"
        await desk.press(*"finance", "enter")
        assert "Finance report" in desk.under_cursor
        for page in (102, 103, 104):
            await desk.press("pagedown")
            assert desk.rows(desk.reader)[0].strip() == f"p. {page}"


async def test_a_phrase_of_many_items_is_stepped_through_from_item_to_item(
    boards: tuple[Path, Path], tmp_path: Path
) -> None:
    async with open_desk(boards[0], tmp_path / "notes.toml") as desk:
        await desk.search("better care fund is agreed")
        await desk.press("enter")
        assert desk.said.startswith("also 11 times in 11 other articles: ")
        opened = []
        for _ in ITEMS:
            await desk.press(".")
            opened.append(desk.reader.tab)
            assert "Better Care Fund" in desk.under_cursor
        assert len(set(opened)) == len(ITEMS)
