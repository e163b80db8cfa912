"""`u` undoes the last change, and a key pressed twice never hits another row."""

from pathlib import Path

import pytest

from ccgbrief.notebook import Notebook, NotebookStore
from ccgbrief.view.address import note_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.cursor_moves import move
from ccgbrief.view.viewport import Viewport
from tests.tui.desk import Desk, open_desk


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


def standing(desk: Desk) -> object:
    book = desk.session.notebook
    return (
        [(note.text, note.done) for note in book.notes()],
        [book.status_of(duty.id) for duty in desk.session.pack.duties],
        [book.owner_of(duty.id) for duty in desk.session.pack.duties],
        list(book.read()),
        [mark.place for mark in book.bookmarks()],
    )


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (("5", " "), "Ticked: "),
        (("5", "s", "s"), "In hand: "),
        (("5", "w", *"Clerk", "enter"), "Clerk is responsible for it: "),
        (("2", " "), "Marked as read: Hedge"),
        (("2", "j", "m", "m"), "Bookmarked: "),
        (("2", "j", "n", *"ask", "enter"), "Note written: ask"),
        (("2", "j", "a", *"ask", "enter", "j", " "), "Done: ask"),
        (("2", "j", "n", *"ask", "enter", "e", "!", "enter"), "Note changed: "),
        (("2", "j", "a", *"ask", "enter", "d", "d"), "Action deleted: ask"),
        (("5", " ", " "), "Unticked: "),
    ],
)
async def test_u_takes_back_a_change_and_ctrl_r_makes_it_again(
    small_folder: Path, notes: Path, keys: tuple[str, ...], what: str
) -> None:
    async with open_desk(small_folder, notes) as desk:
        untouched = standing(desk)
        for key in keys:
            await desk.press(key)
        changed = standing(desk)
        await desk.press("u", "u")
        assert desk.said.startswith(f"Undone: {what}")
        assert standing(desk) != changed
        await desk.press("ctrl+r")
        assert desk.said.startswith(f"Redone: {what}")
        assert standing(desk) == changed
        while desk.said.startswith(("Undone", "Redone")):
            await desk.press("u", "u")
        assert desk.said == "Nothing to undo"
        assert standing(desk) == untouched


async def test_an_action_that_is_done_leaves_the_overview_and_no_other_is_hit(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        for word in ("one", "two"):
            await desk.press("2", "j", "a", *word, "enter")
        await desk.press("1")
        while "one" not in desk.under_cursor:
            await desk.press("j")
        row = desk.reader.cursor_row
        await desk.press(" ")
        assert "one" not in desk.under_cursor
        assert desk.reader.cursor_row == row
        done = standing(desk)
        for key in (" ", "d", "e", "s", "m", "w"):
            await desk.press(key)
            assert desk.said.startswith("That row is gone")
            assert standing(desk) == done
        await desk.press("u", "u")
        assert "one" in desk.under_cursor
        assert desk.reader.cursor_row == row
        await desk.press(" ", "j", "k", " ")
        assert [done for _, done in standing(desk)[0]] == [True, True]  # type: ignore[index]


async def test_a_note_that_has_two_texts_since_the_cursor_came_is_still_under_it(
    small_folder: Path, notes: Path
) -> None:
    """It is known under another name from then on, and under its own once one text is deleted."""
    async with open_desk(small_folder, notes) as desk:
        await desk.press("7")
        await desk.press("N", *"a note", "enter")
        store = desk.session.store
        store.save()
        other = NotebookStore.open(notes, "small", notes.parent / "s")
        await desk.press("e", "!", "enter")
        theirs = other.notebook.edit_note(other.notebook.notes()[0], "another text")
        other.save()
        store.refresh()
        desk.reader.renew()
        assert (desk.under_cursor, desk.reader.is_chosen) == ("a note!", True)
        other.refresh()
        other.notebook.delete_note(theirs)
        other.save()
        store.refresh()
        desk.reader.renew()
        assert (desk.under_cursor, desk.reader.is_chosen) == ("a note!", True)
        await desk.press("d", "d")
        assert desk.session.notebook.notes() == ()


async def test_a_text_that_another_copy_deletes_leaves_the_cursor_on_no_other_text(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("7")
        await desk.press("N", *"a note", "enter")
        book = desk.session.notebook
        (note,) = book.notes()
        theirs = Notebook("small", "theirs", lambda: note.written)
        theirs.merge(book.contents)
        rival = theirs.edit_note(note, "another text")
        await desk.press("e", "!", "enter")
        book.merge(theirs.contents)
        desk.reader.renew()
        assert desk.reader.go_to(note_key(rival.key))
        theirs.delete_note(rival)
        book.merge(theirs.contents)
        desk.reader.renew()
        assert (desk.under_cursor, desk.reader.is_chosen) == ("a note!", False)
        await desk.press("d", "d")
        assert desk.said == "That row is gone; move to another (u undoes your last change)"
        assert [each.text for each in book.notes()] == ["a note!"]


async def test_the_public_view_says_nothing_of_a_private_note_that_comes_back(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j", "a", *"hush", "ctrl+g", "enter")
        await desk.press("j", " ")
        assert "hush" in desk.said
        await desk.press("v", "u", "u")
        assert desk.said == "Undone: a change of a private note"
        assert not desk.shows("hush")


def test_the_cursor_is_back_on_a_block_that_comes_back_until_it_is_moved() -> None:
    blocks = [Block(key, key) for key in "abc"]
    view = Viewport(blocks, lambda _: 1)
    view.resize(80, 20)
    view.go_to("b")
    view.show([blocks[0], blocks[2]])
    assert view.current == blocks[2]
    assert view.lost
    view.show([blocks[2]])
    assert view.lost
    view.show(blocks)
    assert view.current == blocks[1]
    assert not view.lost
    view.show([blocks[0], blocks[2]])
    move(view, -1)
    assert not view.lost
    view.show(blocks)
    assert view.current == blocks[0]


@pytest.mark.parametrize(
    ("keys", "letter", "change"),
    [
        (("5",), "s", "marks as in hand: Measure the hedge"),
        (("2", "j", "j"), "m", "bookmarks “Responsibility for the hedge"),
        (("2", "j", "j", "m", "m", "j", "k"), "m", "removes the bookmark from “Responsibility"),
        (("N", *"keep me", "enter", "7"), "d", "deletes the note “keep me”"),
        (("N", *"keep me", "enter", "7"), "u", "undoes: Note written: keep me"),
        (("N", *"hush", "ctrl+g", "enter", "v"), "u", "undoes: a change of a private note"),
        (("2", "j", "j", "n", *"keep me", "enter"), "r", "attaches “keep me” anew"),
        (("2", "j", "j"), "r", "attaches a note here"),
        (("2", "j", "j", "z"), "Z", "writes 1 selected passage into a new file in "),
        ((), "M", "merges in copies of the notebook"),
    ],
)
async def test_a_letter_says_what_it_would_change_and_waits_for_its_second_press(
    small_folder: Path, notes: Path, keys: tuple[str, ...], letter: str, change: str
) -> None:
    async with open_desk(small_folder, notes) as desk:
        for key in keys:
            await desk.press(key)
        before = desk.session.notebook.contents
        await desk.press(letter)
        assert desk.said.startswith(f"{letter} again {change}")
        await desk.press("down", "up", letter)
        assert desk.said.startswith(f"{letter} again {change}")
        assert desk.session.notebook.contents == before
