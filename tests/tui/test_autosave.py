"""P5, P7, P10: the open app tells what holds of its notebook's file, and what comes beside it."""

from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from ccgbrief.notebook import NotebookStore
from ccgbrief.tui.widgets.status_row import StatusRow
from tests.tui.desk import Desk, open_desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
async def desk(
    small_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """An open app that looks at everything more often, the copies at every second look."""
    monkeypatch.setattr("ccgbrief.tui.autosave.WATCH_SECONDS", 0.1)
    monkeypatch.setattr("ccgbrief.tui.autosave.COPIES_SECONDS", 0.2)
    async with open_desk(small_folder, folder / "notes.toml") as opened:
        yield opened


def move(folder: Path, to: Path) -> Path:
    return folder.rename(to)


async def test_a_copy_that_is_made_while_the_app_is_open_is_offered_until_it_is_merged(
    desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7."""
    monkeypatch.setattr("ccgbrief.tui.widgets.status_row.LEAST_SECONDS", 0.0)
    other = NotebookStore.open(folder / "notes-LAPTOP.toml", "small", tmp_path / "s")
    other.notebook.add_note("from the laptop")
    other.save()
    await desk.until(lambda: "notes-LAPTOP.toml; M merges it" in desk.said, "the offer")
    await desk.press("M", "M")
    assert "M merges it" not in desk.said
    assert [note.text for note in desk.session.notebook.notes()] == ["from the laptop"]


async def test_what_a_save_takes_in_from_another_copy_is_shown_too(
    desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: the look that follows the save finds nothing new, for the save has seen it."""
    monkeypatch.setattr(desk.session.store, "refresh", lambda: False)
    other = NotebookStore.open(folder / "notes.toml", "small", tmp_path / "s")
    other.notebook.add_note("from the laptop")
    other.save()
    await desk.press("7", "N", *"mine", "enter")
    await desk.until(lambda: desk.shows("from the laptop"), "the other's note")


async def test_what_enter_keeps_is_said_to_be_saved_once_it_is_on_the_disk(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1."""
    save, may_save = desk.session.store.save, Event()
    await desk.press("N", *"agreed by all")
    monkeypatch.setattr(desk.session.store, "save", lambda *_: may_save.wait(9) and save())
    await desk.pilot.press("enter")
    await desk.settle()
    assert "saved" not in desk.said
    may_save.set()
    await desk.until(lambda: "Note saved" in desk.said, "the message")
    assert "agreed by all" in (folder / "notes.toml").read_text("utf-8")


async def test_what_is_reported_while_a_note_is_saved_is_said_beside_that(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P9: the save of its draft sets aside what a hand broke, and that of the note follows."""
    monkeypatch.setattr("ccgbrief.notebook.store.SETTLING", 0.05)
    await desk.press("N", *"agreed", "enter")
    await desk.until(lambda: "Note saved" in desk.said, "the message")
    notes = folder / "notes.toml"
    await desk.press("N")
    notes.write_bytes(notes.read_bytes().replace(b'"agreed"', b'"agreed by hand'))
    await desk.press(*"more", "enter")
    await desk.until(lambda: "Note saved" in desk.said, "the message")
    await desk.until(lambda: "it is kept as notes.toml.broken-" in desk.said, "the report")
    await desk.press("j", "N", *"third", "enter")
    await desk.until(lambda: "third" in notes.read_text("utf-8"), "the third note")
    assert "it is kept as notes.toml.broken-" in desk.said


async def test_reports_do_not_pile_up_and_escape_puts_them_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = desk.app.query_one(StatusRow)
    for number in (1, 2, 2, 3, 4, 5):
        row.report(f"report {number}")
    assert desk.said == "report 5\nreport 4\nreport 3\nreport 2"
    row.report("\n".join(f"line {number}" for number in range(20)))
    await desk.settle()
    assert desk.shows("line 10")
    assert desk.shows("… and 9 more rows")
    assert desk.shows("? help")  # the last row is never pushed out
    await desk.press("escape")
    assert "line 15" in desk.said
    monkeypatch.setattr("ccgbrief.tui.widgets.status_row.LEAST_SECONDS", 0.0)
    await desk.press("escape")
    assert "line" not in desk.said


async def test_a_notebook_that_becomes_read_only_says_so_until_it_is_mended(
    desk: Desk, folder: Path
) -> None:
    """P10: also to who is writing a note."""
    await desk.press("N", *"agreed", "enter")
    await desk.press("N", *"and more")
    await desk.until(lambda: desk.shows("until enter keeps it"), "that it is saved")
    file = folder / "notes.toml"
    await desk.until(file.exists, "the file")
    await desk.until(lambda: not desk.session.store.unsaved, "all saved")
    whole = file.read_bytes()
    file.write_bytes(b'format = 2\npack = "small"\n')
    await desk.until(lambda: desk.shows("READ ONLY"), "the mark")
    assert desk.shows("not saved: read only")
    file.write_bytes(whole)
    await desk.until(lambda: not desk.shows("READ ONLY"), "no mark")
    assert desk.shows("until enter keeps it")


async def test_nothing_is_called_saved_while_saving_fails(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    """P5."""
    gone = move(folder, tmp_path / "gone")
    await desk.press("N", *"agreed", "enter")
    await desk.until(lambda: desk.shows("NOT SAVED"), "the mark")
    await desk.press("N", *"and more")
    assert not desk.shows("until enter keeps it")
    assert str(desk.editor.border_subtitle) == "not saved"
    desk.app.action_help_quit()
    said, failing = desk.said.split("\n")
    assert said == "ctrl+q quits; what is not saved yet will be printed"
    assert "not saved: no such file" in failing  # a report stays its time
    move(gone, folder)
    await desk.press("!")
    await desk.until(lambda: desk.shows("until enter keeps it"), "that it is saved")
    assert not desk.shows("NOT SAVED")
    desk.app.action_help_quit()
    said, newest, *_ = desk.said.split("\n")
    assert (said, newest) == ("ctrl+q quits; everything is saved", "Everything is saved again")


async def test_an_emptied_note_that_the_app_ends_over_is_gone_as_on_escape(
    small_folder: Path, tmp_path: Path
) -> None:
    """P6, P8."""
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"ab")
        await desk.press("backspace", "backspace", "ctrl+q")
    async with open_desk(small_folder, notes) as desk:
        assert desk.session.notebook.notes() == ()
