"""Journeys: commands change the pack while it is read."""

import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from ccgbrief.pack_editing import remove_article
from tests import small_pack
from tests.tui.desk import LARGE, NORMAL, Desk, open_desk

TEXT = "The dovecote was counted in the spring, and forty doves were found in it by the warden."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_pack.write_pack(tmp_path / "pack")


async def add(folder: Path) -> None:
    """Add a paper by the command, which runs beside the app."""
    file = folder.parent / "doves.md"
    file.write_text(f"# The doves\n\n{TEXT}\n", encoding="utf-8")
    arguments = [sys.executable, "-m", "ccgbrief", "add", "--pack", str(folder), str(file)]
    run = partial(subprocess.run, arguments, check=True, capture_output=True)
    await asyncio.to_thread(run)


async def said(desk: Desk, line: str) -> None:
    await desk.until(lambda: line in desk.said, line)
    await desk.settle()


@pytest.mark.parametrize("size", [NORMAL, LARGE], ids=["80x24", "140x40"])
async def test_a_paper_that_is_added_appears_and_the_reader_stays(
    folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("3", *["j"] * 14, "k", "k")
        standing, seen = desk.standing, desk.rows(desk.reader)
        await add(folder)
        await said(desk, "New: “The doves”")
        assert desk.standing == standing
        assert desk.rows(desk.reader) == seen
        assert desk.shows("4 The doves")
        assert desk.marked(desk.app.screen.query_one("TabRow")).strip() == "3 Ponds"
        await desk.press("4")
        assert desk.shows("The dovecote was counted", desk.reader)
        await desk.press("1")
        assert desk.shows("The doves", desk.reader)


async def test_what_is_added_is_found(folder: Path, tmp_path: Path) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.search("dovecote")
        assert desk.shows("Nothing found for “dovecote”")
        await add(folder)
        await desk.until(lambda: desk.shows("forty doves were found"), "the search done anew")
        await desk.press("enter")
        assert desk.under_cursor == TEXT


async def test_a_paper_that_is_removed_from_under_the_reader_leaves_the_overview(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "j", "3", "j", "j")
        remove_article(folder, "second-paper")
        await said(desk, "Removed: “A survey of ponds”")
        assert desk.reader.tab == "overview:"
        assert not desk.shows("Ponds", desk.app.screen.query_one("TabRow"))
        await desk.press("2")
        assert desk.shows("Who is answerable", desk.reader)


async def test_selected_passages_of_a_revised_or_removed_paper_are_copied_as_they_are_now(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "j", "z", "3", "j", "z", "j", "z")
        assert desk.said.startswith("3 passages selected")
        words = desk.under_cursor
        assert words in small_pack.SECOND_PAPER
        revised = small_pack.SECOND_PAPER.replace(words, f"{words} And so on.")
        (folder / "articles" / "second-paper.md").write_text(revised, encoding="utf-8")
        await said(desk, "Revised: “A survey of ponds”")
        await desk.press("y")
        assert desk.said.startswith("3 passages sent to the clipboard")
        assert f"{words} And so on." in desk.app.clipboard
        remove_article(folder, "second-paper")
        await said(desk, "no longer selected, since they are gone: 2")
        await desk.press("y")
        assert desk.said.startswith("1 passage sent to the clipboard")
        assert desk.app.clipboard.count("2015") == 1


async def test_in_a_revised_paper_the_cursor_stays_on_its_words_and_its_row(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "pagedown", "pagedown", "j")
        words, row = desk.under_cursor, desk.standing[2]
        await desk.press("m", "m")
        longer = small_pack.SECOND_PAPER.replace("## What", "A foreword.\n\nOf two.\n\n## What")
        (folder / "articles" / "second-paper.md").write_text(longer, encoding="utf-8")
        await said(desk, "Revised: “A survey of ponds”")
        assert desk.under_cursor == words
        assert desk.standing[2] == row
        await desk.press("home", "j")
        assert desk.under_cursor == "A foreword."


async def test_the_way_back_leads_to_the_same_words(folder: Path, tmp_path: Path) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "pagedown")
        words = desk.under_cursor
        await desk.search("hawthorn")
        await desk.press("enter")
        longer = small_pack.SECOND_PAPER.replace("## What", "A foreword.\n\nOf two.\n\n## What")
        (folder / "articles" / "second-paper.md").write_text(longer, encoding="utf-8")
        await said(desk, "Revised: “A survey of ponds”")
        await desk.press("escape")
        assert desk.under_cursor == words


async def test_a_note_that_is_being_written_goes_on(folder: Path, tmp_path: Path) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "j", "j", "n", *"Ask ab")
        await add(folder)
        await said(desk, "New: “The doves”")
        await desk.press(*"out it", "enter")
        assert desk.shows("Ask about it", desk.reader)


async def test_a_name_for_a_duty_that_is_gone_meanwhile_is_kept_and_that_is_said(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "w", *"Zoe")
        (folder / "duties.toml").unlink()
        await said(desk, "The pack has changed")
        await desk.press("enter")
        await said(desk, "Zoe is responsible for it; “Measure the hedge” is no longer in the pack")
        assert desk.session.notebook.owner_of("measure") == "Zoe"


async def test_a_pack_that_breaks_stays_on_the_screen(folder: Path, tmp_path: Path) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "j", "j")
        seen = desk.rows(desk.reader)
        (folder / "pack.toml").write_text("broken = ", encoding="utf-8")
        await said(desk, "The pack can no longer be read (")
        await desk.press("k", "j")
        assert desk.rows(desk.reader)[: len(seen) // 2] == seen[: len(seen) // 2]
        small_pack.write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "title": "Mended"})
        await said(desk, "The pack has changed, and is shown as it is now")
        await desk.press("1")
        assert desk.shows("Mended", desk.reader)


async def test_what_is_wrong_with_the_pack_is_not_shown_to_a_room(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("V")
        (folder / "agenda.toml").write_text("[[item]]\nnumber = 1\n", encoding="utf-8")
        session = desk.session
        await desk.until(lambda: bool(session.pack.problems), "the pack was read again")
        assert "agenda.toml" not in desk.said
        await desk.press("V")
        assert "agenda.toml" in desk.said
