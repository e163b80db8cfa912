from pathlib import Path

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
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


async def test_what_is_written_on_an_item_without_a_paper_goes_under_it(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    items = [
        {"number": "3", "title": "Ponds", "article": "second-paper"},
        {"number": "4a", "title": "Roof"},
        {"title": "Any other business"},
    ]
    write_toml(folder / "agenda.toml", {"item": items})
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("j", "j", "n")
        assert desk.shows("Item 4a: ")
        await desk.press("escape")
        assert desk.said == "Nothing written"
        await desk.press("a", *"Mend @Jo, by 1 December 2099", "enter")
        await desk.press("j", "c", *"Adjourn", "enter")
        notes = desk.session.notebook.notes()
        assert [(note.text, note.place) for note in notes] == [
            ("Item 4a: Mend @Jo, by 1 December 2099", Place()),
            ("Item Any other business: Adjourn", Place()),
        ]
        assert (notes[0].owner, notes[0].kind) == ("Jo", NoteKind.ACTION)
        await desk.press("k")
        assert desk.shows("1 action")
