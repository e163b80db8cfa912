"""Journeys: who sees to a duty; P6 for its name."""

from pathlib import Path

from tests.tui.desk import open_desk


async def test_w_says_who_sees_to_a_duty(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "w", *"The clerk", "enter")
        assert desk.session.notebook.owner_of("measure") == "The clerk"
        assert desk.shows("The clerk", desk.reader)
        await desk.press("w", "X", "escape")
        assert desk.shows("Keep the change? enter keeps it, esc leaves it as it was")
        await desk.press("escape")
        assert desk.session.notebook.owner_of("measure") == "The clerk"
        await desk.press("w", *["backspace"] * 9, "enter")
        assert desk.session.notebook.owner_of("measure") == ""


async def test_off_the_duties_w_says_what_it_is_for(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("w")
        assert desk.said.endswith("; a writes an action: @name says who")


async def test_a_name_is_offered_again_however_the_app_ends_while_it_is_typed(
    small_folder: Path, tmp_path: Path
) -> None:
    """P6: no letter waits in a widget."""
    for name, end in (("The clerk", []), ("The porter", ["ctrl+q", "ctrl+q"])):
        async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
            before = desk.session.notebook.owner_of("measure")
            await desk.press("5", "w", *["backspace"] * len(before), *name, *end)
        async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
            assert desk.session.notebook.owner_of("measure") == before
            await desk.go_to_draft()
            await desk.press("enter", "enter")
            assert desk.session.notebook.owner_of("measure") == name


async def test_while_a_name_is_typed_it_is_in_a_draft_and_escape_leaves_the_old_one(
    small_folder: Path, tmp_path: Path, home: Path
) -> None:
    """P6."""

    def drafts() -> list[str]:
        return [file.read_text("utf-8") for file in home.rglob("*-draft.toml")]

    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        owner_of = desk.session.notebook.owner_of
        await desk.press("5", "w", *"Ann")
        await desk.until(lambda: any("Ann" in draft for draft in drafts()), "the draft")
        assert owner_of("measure") == ""
        assert desk.shows("enter keep  esc discard?")
        await desk.press("escape")
        assert desk.shows("Keep this name? enter keeps, esc discards")
        await desk.press("escape")
        await desk.until(lambda: not drafts(), "the end of the draft")
        assert owner_of("measure") == ""


async def test_undo_opens_a_discarded_name_again(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "w", *"Dr Ash", "escape", "escape")
        assert desk.said == "Name discarded; u u opens it again"
        await desk.press("u")
        assert desk.said == "u again undoes: Name discarded: Dr Ash"
        await desk.press("u", "enter")
        assert desk.session.notebook.owner_of("measure") == "Dr Ash"
