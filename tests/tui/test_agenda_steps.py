from pathlib import Path

from tests.small_pack import write_pack, write_toml
from tests.tui.desk import open_desk


async def test_the_items_of_the_agenda_are_walked_through_and_left_again(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    items = [
        {"number": "1", "title": "Ponds", "article": "second-paper"},
        {"number": "2", "title": "Hedge", "article": "first-paper"},
    ]
    write_toml(folder / "agenda.toml", {"item": items})
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press(">")
        assert desk.said == "Agenda: 1. Ponds"
        assert desk.reader.tab == "second-paper"
        await desk.press(">")
        assert desk.reader.tab == "first-paper"
        await desk.press("<")
        assert desk.reader.tab == "second-paper"
        await desk.press("escape")
        assert desk.reader.tab == "first-paper"


async def test_a_pack_without_an_agenda_says_so(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(">")
        assert desk.said == "No agenda item has a paper in this pack"
