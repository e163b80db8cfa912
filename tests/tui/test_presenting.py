"""Presenting: what a room may see, set wider, and nothing that moves or worries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from ccgbrief.notebook import Notebook
from ccgbrief.session import open_session
from ccgbrief.tui.app import BriefApp
from ccgbrief.tui.widgets.block_view import BlockView
from ccgbrief.tui.widgets.status_row import StatusRow
from tests import small_pack
from tests.tui.desk import Desk, open_desk


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_pack.write_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture
def notes(pack: Path, tmp_path: Path) -> Path:
    file = tmp_path / "notes.toml"
    with elsewhere(pack, file) as book:
        book.add_note("For all to read")
        book.add_note("For nobody to read", private=True)
    return file


@contextmanager
def elsewhere(pack: Path, notes: Path) -> Iterator[Notebook]:
    """Open the notebook as another window does, and save what is changed in it."""
    session = open_session(pack, notes)
    yield session.notebook
    session.store.close()


async def test_it_begins_with_private_notes_hidden_and_says_presenting(
    pack: Path, notes: Path
) -> None:
    session = open_session(pack, notes)
    app = BriefApp(session, presenting=True)
    async with app.run_test(size=(100, 30)) as pilot:
        desk = Desk(app, session, pilot)
        await desk.settle()
        assert desk.shows("PRESENTING", app.query_one(StatusRow))
        await desk.press("7")
        assert desk.shows("For all to read")
        assert not desk.shows("For nobody")
        await desk.press("v")
        assert "stay hidden" in desk.said
        assert not desk.shows("For nobody")
    session.store.close()


async def test_a_key_sets_the_text_wider_and_back(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.press("3")
        before = desk.rows(desk.reader)
        await desk.press("V")
        assert desk.shows("PRESENTING")
        wider = desk.rows(desk.reader)
        assert sum(not row.strip("▌ ") for row in wider) > sum(
            not row.strip("▌ ") for row in before
        )
        await desk.press("V")
        assert not desk.shows("PRESENTING")
        assert desk.shows("PUBLIC VIEW")
        after = desk.rows(desk.reader)  # the message may take a row of the text
        assert after == before[: len(after)]


@pytest.mark.parametrize("key", ["V", "v"])
async def test_the_last_search_does_not_come_back_before_others(
    pack: Path, notes: Path, key: str
) -> None:
    """Its words may be of a private note."""
    async with open_desk(pack, notes) as desk:
        await desk.search("nobody")
        await desk.press("enter", "/")
        assert desk.box.value == "nobody"
        await desk.press("escape", key, "/")
        assert desk.box.value == ""


@pytest.mark.parametrize("keys", [[*"byV"], [*"Vnow", "escape"]])
async def test_what_is_hidden_stays_hidden_where_keys_are_taken_for_a_word(
    pack: Path, notes: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 60.0)
    async with open_desk(pack, notes) as desk:
        await desk.press("2", "7")
        for key in keys:
            await desk.press(key)
        await desk.press("escape")
        assert desk.shows("PRESENTING")
        assert not desk.shows("For nobody")


@pytest.mark.parametrize("key", ["V", "v"])
async def test_no_step_leads_on_from_a_private_note_that_was_found(
    pack: Path, notes: Path, key: str
) -> None:
    with elsewhere(pack, notes) as book:
        book.add_note("the hedge", private=True)
    async with open_desk(pack, notes) as desk:
        await desk.search('"the hedge" is:note')
        await desk.press("enter")
        assert desk.shows("the hedge")
        await desk.press(key)
        assert not desk.shows("next match")
        await desk.press("full_stop")
        assert desk.said.endswith("search first")


async def test_a_note_that_another_window_makes_private_leaves_the_results(
    pack: Path, notes: Path
) -> None:
    async with open_desk(pack, notes, size=(120, 30)) as desk:
        await desk.press("V")
        await desk.search("read all")
        assert desk.shows("For all to read")
        with elsewhere(pack, notes) as book:
            note = next(each for each in book.notes() if each.text == "For all to read")
            book.edit_note(note, note.text, private=True)
        await desk.until(lambda: not desk.shows("For all to read"), "the note gone")
        await desk.until(lambda: desk.shows("found"), "an answer without it")


async def test_the_result_that_is_selected_stays_so_when_the_notebook_changes(
    pack: Path, notes: Path
) -> None:
    async with open_desk(pack, notes, size=(120, 30)) as desk:
        await desk.press("V")
        await desk.search("trims")
        await desk.press("down", "down")
        chosen = desk.results.current
        assert chosen
        with elsewhere(pack, notes) as book:
            book.add_note("of no matter")
        here = desk.session.notebook
        await desk.until(lambda: any(n.text == "of no matter" for n in here.notes()), "the note")
        await desk.until(lambda: desk.results.current is not None, "the results again")
        again = desk.results.current
        assert again
        assert again.key == chosen.key


async def test_a_passage_that_was_found_still_leads_to_the_next(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.search("pond frogs")
        await desk.press("enter")
        await desk.press("V")
        await desk.press("full_stop")
        assert " of 40" in desk.said


async def test_what_is_wrong_with_saving_waits_until_it_ends(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        status = desk.app.query_one(StatusRow)
        await desk.press("V")
        status.show_message("")
        status.report(f"{notes}: not saved (no space left); make room")
        assert desk.said == ""
        await desk.press("V")
        assert desk.said.startswith("No longer presenting")
        assert "not saved" in desk.said


async def test_nothing_blinks_in_any_box(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes) as desk:
        await desk.press("V", "/")
        assert not desk.box.cursor_blink
        await desk.press("escape", "n")
        boxes = [*desk.app.screen.query(Input), *desk.app.screen.query(TextArea)]
        assert len(boxes) >= 2
        assert not any(box.cursor_blink for box in boxes)
        assert desk.editor.border_subtitle == ""


async def test_no_scroll_bar_is_drawn_until_it_ends(pack: Path, notes: Path) -> None:
    async with open_desk(pack, notes, (140, 24)) as desk:
        await desk.press("2", "V", "?", "escape", "g")
        lists = [*desk.app.screen.query(BlockView)]
        assert len(lists) >= 3
        assert not any(each.scrollbar_size_vertical for each in lists)
        await desk.press("escape", "V")
        assert desk.reader.scrollbar_size_vertical == 1
