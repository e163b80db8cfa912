"""Journeys: who sees to a duty."""

from pathlib import Path

from tests.tui.desk import open_desk


async def test_w_says_who_sees_to_a_duty(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "w", *"The clerk", "enter")
        assert desk.session.notebook.owner_of("measure") == "The clerk"
        assert desk.shows("The clerk", desk.reader)
        await desk.press("w", "X", "escape")
        assert desk.session.notebook.owner_of("measure") == "The clerk"
        await desk.press("w", *["backspace"] * 9, "enter")
        assert desk.session.notebook.owner_of("measure") == ""


async def test_off_the_duties_w_says_what_it_is_for(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("w")
        assert "the cursor is on none" in desk.said
