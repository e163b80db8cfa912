"""P11: what comes from outside is shown as it is: markup as letters, controls as symbols."""

import unicodedata
from pathlib import Path

import pytest

from ccgbrief.view import tabs
from tests.small_pack import write_toml
from tests.tui.desk import LARGE, NORMAL, SMALL, Desk, open_desk
from tests.tui.hostile import HARMLESS, HOSTILE, MARKUP, hostile_notebook, write_hostile_pack

pytestmark = pytest.mark.no_cover  # the same code again and again

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_pack(tmp_path_factory.mktemp("hostile") / "pack")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.toml"
    write_toml(file, hostile_notebook())
    return file


def drives_nothing(desk: Desk) -> bool:
    """Tell whether no character on the screen is one that a terminal would obey."""
    return not any(
        unicodedata.category(char) in {"Cc", "Cf", "Cs"} for row in desk.rows() for char in row
    )


@SIZES
async def test_nothing_on_any_tab_can_drive_the_terminal_or_the_app(
    pack: Path, notes: Path, size: tuple[int, int]
) -> None:
    async with open_desk(pack, notes, size) as desk:
        for _ in tabs.tabs_of(desk.session.pack):
            assert drives_nothing(desk)
            last = None
            while desk.reader.current and desk.reader.current.key != last:
                last = desk.reader.current.key
                keys = ["enter"] if desk.reader.current.folds else ["m", "m"]
                await desk.press(*keys, "pagedown")
                assert drives_nothing(desk)
            await desk.press("]")
        assert desk.app.is_running
        assert desk.app.return_code is None


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("1", "A small pack"),
        ("2", "title of first-paper"),
        ("2j", "note 1"),
        ("2jj", "Heading"),
        ("2jjjjj", "nobody knows who trims"),
        ("4", "Trim in time"),
        ("5", "Measure the hedge"),
        ("6", "Yards trimmed"),
        ("7", "note 0"),
        ("8", "HH"),
    ],
)
async def test_markup_and_control_characters_are_shown_as_letters_and_symbols(
    pack: Path, notes: Path, keys: str, text: str
) -> None:
    async with open_desk(pack, notes, (300, 40)) as desk:
        await desk.press(*keys)
        assert text in desk.under_cursor
        together = " ".join(" ".join(desk.rows(desk.reader)).split())
        assert MARKUP in together
        assert HARMLESS in together


async def test_a_click_on_what_looks_like_an_action_does_nothing(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes, LARGE) as desk:
        row, text = next(
            (y, text) for y, text in enumerate(desk.rows()) if "[@click=app.quit]x" in text
        )
        await desk.pilot.click(offset=(text.index("]x") + 1, row))
        await desk.settle()
        assert desk.app.return_code is None
        assert desk.app.is_running


async def test_tab_labels_are_shown_as_they_are(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes, (400, 24)) as desk:
        assert f"short of first-paper {MARKUP}" in desk.rows()[0]
        column = desk.rows()[0].index("2 short of") + len("2 short of first-paper [@click")
        await desk.pilot.click(offset=(column, 0))
        await desk.settle()
        assert desk.reader.tab == "first-paper"


@SIZES
async def test_results_and_their_preview_are_shown_as_they_are(
    pack: Path, notes: Path, size: tuple[int, int]
) -> None:
    async with open_desk(pack, notes, size) as desk:
        await desk.search("blurred")
        assert desk.shows("[@click=", desk.results)
        assert drives_nothing(desk)
        await desk.search("[/nope] owned")
        assert drives_nothing(desk)
        await desk.press("enter")
        assert drives_nothing(desk)


async def test_a_search_for_markup_that_finds_nothing_is_shown_as_it_was_typed(
    pack: Path, notes: Path
) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.search("[/xqzzv]")
        assert desk.shows("[/xqzzv]", desk.box)


@pytest.mark.parametrize("keys", ["2jjn", "4n", "5n", "7e", "7jjje"])
async def test_the_editor_shows_texts_and_titles_as_they_are(
    pack: Path, notes: Path, keys: str
) -> None:
    async with open_desk(pack, notes, LARGE) as desk:
        before = desk.session.notebook.contents
        await desk.press(*keys)
        assert drives_nothing(desk)
        await desk.press("escape")
        assert desk.session.notebook.contents == before


@pytest.mark.parametrize("keys", ["2jjm", "2jj ", "5 ", "2jjy", "7y", "4m"])
async def test_messages_are_shown_as_they_are(pack: Path, notes: Path, keys: str) -> None:
    async with open_desk(pack, notes, LARGE) as desk:
        await desk.press(*keys)
        assert desk.said
        assert drives_nothing(desk)
        assert desk.app.is_running


async def test_what_is_copied_is_harmless_to_paste(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.press(*"2jjy")
        assert MARKUP in desk.app.clipboard
        assert HARMLESS in desk.app.clipboard


async def test_places_to_go_to_are_shown_as_they_are(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes, LARGE) as desk:
        await desk.press("g", *"measure")
        assert desk.shows("Measure the hedge [@click=app.quit]x[/] [/nope] a[b]c", desk.results)
        assert drives_nothing(desk)


async def test_typed_markup_stays_what_was_typed(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.press("N", *MARKUP, "enter")
        assert MARKUP in [note.text for note in desk.session.notebook.notes()]
        await desk.press("7")
        assert desk.shows(MARKUP, desk.reader)


async def test_a_note_with_control_characters_keeps_them_unless_it_is_changed(
    pack: Path, notes: Path
) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.press(*"7e", "enter")
        texts = {note.text for note in desk.session.notebook.notes()}
        assert f"note 0 {HOSTILE}" in texts


@pytest.mark.parametrize("typed", ["hedge", "first", "[/nope]", "pasted [/nope] a[b]c"])
async def test_the_palette_takes_no_text_of_a_pack_for_markup(
    pack: Path, notes: Path, typed: str
) -> None:
    async with open_desk(pack, notes, LARGE) as desk:
        await desk.press("ctrl+p", *typed)
        places = ("  duty", "title of", "  in short of", "  glossary")
        await desk.until(lambda: any(map(desk.shows, places)), "a place of the pack")
        assert drives_nothing(desk)
