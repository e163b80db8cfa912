from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Contents, Note, Notebook, Place, Status, UndoHistory

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PLACE = Place(article="first-paper", words="has become blurred")


class Writer:
    """A notebook, and the history of what is done to it here."""

    def __init__(self, by: str = "k3v9") -> None:
        self.book = Notebook("pack", by, lambda: NOON)
        self.history = UndoHistory(self.book)

    def do(self, what: str, change: Callable[[Notebook], object]) -> None:
        before = self.book.contents
        change(self.book)
        self.history.record(what, before)

    def undo(self) -> str:
        undone = self.history.undo()
        assert undone
        assert not undone.overtaken
        return undone.what

    @property
    def note(self) -> Note:
        (note,) = self.book.notes()
        return note


@pytest.fixture
def writer() -> Writer:
    return Writer()


def seen(contents: Contents) -> dict[str, Any]:
    """Return what a reader sees of a notebook: no revisions, no times."""
    marks = {
        (table, key): (mark.status, mark.owner, mark.gone)
        for table in ("ticked", "read", "bookmarks")
        for key, mark in getattr(contents, table).items()
        if not mark.gone or mark.owner
    }
    notes = {
        id_: [note._replace(rev=0, by="", seen=()) for note in versions if not note.gone]
        for id_, versions in contents.notes.items()
        if not all(note.gone for note in versions)
    }
    return {"marks": marks, "notes": notes}


CHANGES: dict[str, Callable[[Notebook], object]] = {
    "ticked": lambda book: book.tick("review"),
    "in hand": lambda book: book.set_status("review", Status.IN_HAND),
    "given": lambda book: book.set_owner("review", "Dr Ash"),
    "read": lambda book: book.mark_read("first-paper"),
    "bookmarked": lambda book: book.bookmark(PLACE),
    "noted": lambda book: book.add_note("Ask", place=PLACE, kind=NoteKind.ACTION),
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_kind_of_change_can_be_undone_and_redone_again_and_again(
    writer: Writer, what: str
) -> None:
    writer.do(what, CHANGES[what])
    changed = seen(writer.book.contents)
    for _ in range(3):
        assert writer.undo() == what
        assert seen(writer.book.contents) == {"marks": {}, "notes": {}}
        redone = writer.history.redo()
        assert redone
        assert redone.what == what
        assert seen(writer.book.contents) == changed


def test_a_note_that_was_changed_deleted_or_attached_is_as_it_was_before(writer: Writer) -> None:
    writer.do("noted", lambda book: book.add_note("Ask", place=PLACE, owner="Dr Ash"))
    note = writer.note
    moved = PLACE._replace(words="nobody knows")
    writer.do("changed", lambda book: book.edit_note(writer.note, "Ask again", done=True))
    writer.do("attached", lambda book: book.edit_note(writer.note, place=moved))
    writer.do("deleted", lambda book: book.delete_note(writer.note))
    assert writer.undo() == "deleted"
    assert (writer.note.text, writer.note.place) == ("Ask again", moved)
    assert writer.undo() == "attached"
    assert writer.note.place == PLACE
    assert writer.undo() == "changed"
    assert (writer.note.text, writer.note.done) == ("Ask", False)
    assert writer.note.id == note.id
    assert writer.undo() == "noted"
    assert writer.book.notes() == ()
    assert writer.history.undo() is None


def test_a_new_change_leaves_nothing_to_redo(writer: Writer) -> None:
    writer.do("ticked", CHANGES["ticked"])
    writer.undo()
    writer.do("read", CHANGES["read"])
    assert writer.history.redo() is None
    assert writer.undo() == "read"


def test_what_changed_nothing_is_no_step(writer: Writer) -> None:
    writer.do("said only", lambda _: None)
    writer.do("written and emptied", lambda book: book.delete_note(book.add_note("A")))
    assert writer.history.undo() is None


def test_a_change_that_another_copy_has_written_over_is_not_undone(writer: Writer) -> None:
    other = Writer("other")
    writer.do("ticked", CHANGES["ticked"])
    writer.do("noted", CHANGES["noted"])
    other.book.merge(writer.book.contents)
    other.book.set_status("review", Status.IN_HAND)
    other.book.edit_note(other.note, "Ask them both")
    writer.book.merge(other.book.contents)
    kept = seen(writer.book.contents)
    for what in ("noted", "ticked"):
        undone = writer.history.undo()
        assert undone
        assert (undone.what, undone.overtaken) == (what, True)
    assert seen(writer.book.contents) == kept
    assert writer.history.undo() is None


def test_what_another_copy_wrote_meanwhile_is_no_part_of_a_change(writer: Writer) -> None:
    other = Writer("other")
    other.book.add_note("Theirs")

    def change(book: Notebook) -> None:
        book.merge(other.book.contents)
        book.tick("review")

    writer.do("ticked", change)
    writer.undo()
    assert writer.note.text == "Theirs"
    assert not writer.book.is_ticked("review")


def test_only_the_note_that_was_written_is_a_part_of_its_change(writer: Writer) -> None:
    before = writer.book.contents
    note = writer.book.add_note("Mine")
    writer.book.tick("review")
    writer.history.record("noted", before, only=note.id)
    writer.undo()
    assert writer.book.notes() == ()
    assert writer.book.is_ticked("review")


def test_an_undo_reaches_the_other_copy(writer: Writer) -> None:
    other = Writer("other")
    writer.do("noted", CHANGES["noted"])
    writer.do("ticked", CHANGES["ticked"])
    other.book.merge(writer.book.contents)
    writer.undo()
    writer.undo()
    other.book.merge(writer.book.contents)
    assert other.book.notes() == ()
    assert not other.book.is_ticked("review")


def test_one_text_of_a_conflict_that_was_deleted_comes_back(writer: Writer) -> None:
    other = Writer("other")
    first = writer.book.add_note("Ask")
    other.book.merge(writer.book.contents)
    writer.book.edit_note(first, "Ask the county")
    other.book.edit_note(other.note, "Ask the parish")
    writer.book.merge(other.book.contents)
    theirs = next(note for note in writer.book.notes() if note.text == "Ask the parish")
    writer.do("deleted", lambda book: book.delete_note(theirs))
    assert writer.note.text == "Ask the county"
    writer.undo()
    assert {note.text for note in writer.book.notes()} == {"Ask the county", "Ask the parish"}


def test_an_undo_knows_whether_a_private_note_was_changed(writer: Writer) -> None:
    writer.do("noted", lambda book: book.add_note("Mine", private=True))
    writer.do("ticked", CHANGES["ticked"])
    told = [undone.private for _ in range(2) if (undone := writer.history.undo())]
    assert told == [False, True]


@pytest.mark.parametrize("seed", range(20))
def test_any_row_of_changes_is_undone_to_the_beginning_and_redone_to_the_end(
    writer: Writer, seed: int
) -> None:
    random = Random(seed)
    states = [seen(writer.book.contents)]
    for number in range(40):
        notes = writer.book.notes()
        note = random.choice(notes) if notes else writer.book.add_note(f"First {number}")
        if not notes:
            states = [seen(writer.book.contents)]
            writer.history = UndoHistory(writer.book)
        before = writer.book.contents
        match random.randrange(8):
            case 0:
                writer.book.set_status("review", random.choice(list(Status)))
            case 1:
                writer.book.set_owner("review", random.choice(["", "Dr Ash", "The clerk"]))
            case 2:
                mark = random.choice([writer.book.mark_read, writer.book.mark_unread])
                mark("first-paper")
            case 3:
                random.choice([writer.book.bookmark, writer.book.unbookmark])(PLACE)
            case 4:
                writer.book.add_note(f"Note {number}", place=PLACE)
            case 5:
                writer.book.delete_note(note)
            case _:
                writer.book.edit_note(note, f"Text {number}", done=random.random() < 0.5)
        writer.history.record(str(number), before)
        if seen(writer.book.contents) != states[-1]:
            states.append(seen(writer.book.contents))
    for state in reversed(states[:-1]):
        writer.undo()
        assert seen(writer.book.contents) == state
    assert writer.history.undo() is None
    for state in states[1:]:
        assert writer.history.redo()
        assert seen(writer.book.contents) == state
    assert writer.history.redo() is None


def test_what_is_reverted_is_not_made_again(writer: Writer) -> None:
    writer.do("Ticked", lambda book: book.tick("count"))
    count = writer.history.count
    writer.do("Bookmarked", lambda book: book.bookmark(PLACE))
    writer.history.revert(count)
    assert writer.history.last == "Ticked"
    assert not writer.book.bookmarks()
    assert writer.book.is_ticked("count")
    assert writer.history.redo() is None
