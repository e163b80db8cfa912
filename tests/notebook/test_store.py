"""P1, P7, P8: a notebook and its file, which several copies may have open and people can read."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import tomli

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import NotebookHead, NotebookStore, Place, Saved
from ccgbrief.notebook.queries import conflicts_in
from ccgbrief.notebook.snapshot import read_head
from tests.notebook.children import AT, opened, texts


def test_what_was_saved_is_there_when_opened_again(tmp_path: Path) -> None:
    file = opened(tmp_path)
    book = file.notebook
    book.tick("award-contracts")
    book.mark_read("losing-its-way")
    book.bookmark(Place(area="roles"))
    note = book.add_note(
        "Ask the area team",
        kind=NoteKind.ACTION,
        place=Place("losing-its-way", "who owns primary care"),
        owner="Practice manager",
        due=date(2026, 12, 1),
    )
    assert isinstance(file.save(), Saved)
    again = opened(tmp_path)
    assert again.take_messages() == ()
    assert again.notebook.contents == book.contents
    assert again.notebook.notes() == (note,)
    assert again.notebook.is_ticked("award-contracts")
    assert not again.unsaved


def test_the_file_is_written_for_people_to_read(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.tick("award-contracts")
    file.notebook.add_note("x", place=Place(duty="complaints"))
    file.save()
    text = (tmp_path / "notes.toml").read_text("utf-8")
    assert (
        'format = 1\npack = "pack"\n\n[ticked.award-contracts]\nat = 2026-11-22T10:04:10Z\n' in text
    )
    assert '\n[[notes]]\nid = "' in text
    assert (
        'kind = "note"\nduty = "complaints"\ntext = "x"\nwritten = 2026-11-22T10:04:10Z\n' in text
    )
    assert tomli.loads(text)["notes"][0]["rev"] == 1


def test_done_and_places_on_figures_and_terms_are_written_by_their_names(tmp_path: Path) -> None:
    book = (file := opened(tmp_path)).notebook
    act = book.add_note("act", kind=NoteKind.ACTION, place=Place(figure="age"))
    book.edit_note(act, done=True)
    book.add_note("x", place=Place(term="CCG"))
    file.save()
    action, note = tomli.loads((tmp_path / "notes.toml").read_text("utf-8"))["notes"]
    assert (action["figure"], action["done"]) == ("age", True)
    assert note["term"] == "CCG"
    assert not {"done", "changed", "figure", "duty"} & note.keys()
    assert opened(tmp_path).notebook.contents == book.contents


def test_where_a_passage_stood_is_written_only_where_it_is_needed(tmp_path: Path) -> None:
    book = (file := opened(tmp_path)).notebook
    book.add_note("x", place=Place("letters", "For example", near=7))
    book.add_note("y", place=Place("letters", "These words stand once"))
    file.save()
    some, once = tomli.loads((tmp_path / "notes.toml").read_text("utf-8"))["notes"]
    assert some["near"] == 7
    assert "near" not in once
    assert opened(tmp_path).notebook.contents == book.contents


def test_passages_that_are_alike_have_a_bookmark_each(tmp_path: Path) -> None:
    book = opened(tmp_path).notebook
    one, other = (Place("letters", "For example", near=number) for number in (3, 7))
    book.bookmark(one)
    book.bookmark(other)
    book.unbookmark(one)
    assert [mark.place for mark in book.bookmarks()] == [other]


def test_bookmarks_go_by_the_names_they_had_before_figures_were_places(tmp_path: Path) -> None:
    book = opened(tmp_path).notebook
    book.bookmark(Place("losing-its-way", "who owns primary care"))
    assert list(book.contents.bookmarks) == [
        sha256(b"losing-its-way\0who owns primary care\0\0").hexdigest()[:8]
    ]
    book.bookmark(Place(figure="age"))
    book.bookmark(Place(term="age"))
    assert len(book.bookmarks()) == 3


def test_what_one_copy_saves_appears_in_the_other(tmp_path: Path) -> None:
    """P7."""
    one, two = opened(tmp_path), opened(tmp_path)
    one.notebook.add_note("from one")
    one.notebook.tick("complaints")
    assert one.save() == Saved()
    assert two.refresh()
    assert texts(two) == ["from one"]
    assert two.notebook.is_ticked("complaints")
    assert not two.unsaved
    assert not two.refresh()


def test_a_copy_that_saves_takes_in_what_it_did_not_know(tmp_path: Path) -> None:
    """P7."""
    one, two = opened(tmp_path), opened(tmp_path)
    one.notebook.add_note("from one")
    two.notebook.add_note("from two")
    assert (one.save(), two.save()) == (Saved(), Saved())
    assert sorted(texts(two)) == ["from one", "from two"]
    assert sorted(texts(opened(tmp_path))) == ["from one", "from two"]


def test_a_change_of_the_same_length_in_the_same_instant_is_noticed(tmp_path: Path) -> None:
    """P7: the times of files are too coarse in places; what they hold is compared."""
    one, two = opened(tmp_path), opened(tmp_path)
    note = one.notebook.add_note("aaa")
    one.save()
    two.refresh()
    before = one.path.stat()
    one.path.write_bytes(one.path.read_bytes().replace(b'"aaa"', b'"bbb"'))  # no id has quotes
    os.utime(one.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert two.refresh()
    assert {n.text for n in two.notebook.notes() if n.id == note.id} == {"bbb"}


def test_a_deletion_reaches_the_other_copy_and_is_not_undone_by_it(tmp_path: Path) -> None:
    """P8."""
    one = opened(tmp_path)
    note = one.notebook.add_note("x")
    one.notebook.tick("complaints")
    one.save()
    two = opened(tmp_path)
    one.notebook.delete_note(note)
    one.notebook.untick("complaints")
    one.save()
    two.notebook.add_note("y")
    two.save()
    assert texts(two) == texts(opened(tmp_path)) == ["y"]
    assert not two.notebook.is_ticked("complaints")


def test_a_true_conflict_keeps_both_texts_and_says_so_in_both_copies(tmp_path: Path) -> None:
    """P7."""
    one = opened(tmp_path)
    note = one.notebook.add_note("agreed")
    one.save()
    two = opened(tmp_path)
    (theirs,) = two.notebook.notes()
    one.notebook.edit_note(note, "agreed with conditions " * 5)
    for text in ("n", "no", "not", "not agreed"):  # as an editor that saves by itself does
        theirs = two.notebook.edit_note(theirs, text)
        two.save()
    one.save()
    two.refresh()
    expected = {"agreed with conditions " * 5, "not agreed"}
    for file in (one, two, opened(tmp_path)):
        assert set(texts(file)) == expected
        (message,) = file.take_messages()
        assert message.startswith(f"{file.path}: written in two copies at once, and both kept: ")
        assert "“not agreed”" in message
        assert "“agreed with conditions agreed with cond…”" in message
        assert "; delete the one that is wrong: d on the screen" in message
        assert len(conflicts_in(file.notebook.contents)) == 1


def test_a_private_note_written_in_two_copies_is_reported_without_its_words(tmp_path: Path) -> None:
    one = opened(tmp_path)
    note = one.notebook.add_note("agreed", private=True)
    one.save()
    two = opened(tmp_path)
    (theirs,) = two.notebook.notes(private=True)
    one.notebook.edit_note(note, "agreed here")
    two.notebook.edit_note(theirs, "agreed there")
    two.save()
    one.save()
    (message,) = one.take_messages()
    assert ": a private note was written in two copies at once, and both are kept; " in message
    assert "agreed" not in message.removeprefix(str(one.path))


def test_what_is_typed_on_after_the_others_change_came_in_does_not_replace_it(
    tmp_path: Path,
) -> None:
    """P7: the writer had the old text in view, and never saw the other's."""
    one = opened(tmp_path)
    note = one.notebook.add_note("agreed")
    one.save()
    two = opened(tmp_path)
    two.notebook.edit_note(two.notebook.notes()[0], "not agreed")
    two.save()
    assert one.refresh()
    note = one.notebook.edit_note(note, "agreed t")
    note = one.notebook.edit_note(note, "agreed today")
    assert sorted(texts(one)) == ["agreed today", "not agreed"]


def test_an_edit_outlives_a_deletion_made_at_the_same_time(tmp_path: Path) -> None:
    """P7."""
    one = opened(tmp_path)
    note = one.notebook.add_note("agreed")
    one.save()
    two = opened(tmp_path)
    one.notebook.delete_note(note)
    two.notebook.edit_note(two.notebook.notes()[0], "agreed today")
    for file in (one, two, one):
        file.refresh()
        file.save()
    assert texts(one) == texts(two) == ["agreed today"]
    (message,) = one.take_messages()
    kept = "deleted in one copy and changed in another at once, and kept: “agreed today”"
    assert message == f"{one.path}: {kept}; delete it again if it is to go"
    assert opened(tmp_path).take_messages() == ()  # it was said when it happened


def test_a_clock_that_is_wrong_decides_nothing(tmp_path: Path) -> None:
    """P7: copies on two machines never have the same time."""

    def at(year: int) -> NotebookStore:
        clock = AT.replace(year=year)
        return NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "s", lambda: clock)

    fast = at(2099)
    note = fast.notebook.add_note("first")
    fast.notebook.tick("complaints")
    fast.save()
    slow = at(1999)
    slow.notebook.edit_note(note, "second")
    slow.notebook.untick("complaints")
    slow.save()
    fast.refresh()
    assert texts(fast) == ["second"]
    assert not fast.notebook.is_ticked("complaints")


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def refuse(*_: object) -> Iterator[bool]:
        yield False

    monkeypatch.setattr("ccgbrief.notebook.store.locked", refuse)


@pytest.mark.usefixtures("no_lock")
def test_without_a_lock_what_was_written_over_is_found_missing_and_written_again(
    tmp_path: Path,
) -> None:
    """P7: two copies read, both write, and the second has not seen what the first wrote."""
    one, two = opened(tmp_path), opened(tmp_path)
    one.notebook.add_note("from one")
    two.notebook.add_note("from two")
    two.save()
    second = two.path.read_bytes()
    two.path.unlink()
    one.save()
    one.path.write_bytes(second)
    assert one.refresh()
    assert one.unsaved
    assert one.save() == Saved()
    assert sorted(texts(opened(tmp_path))) == ["from one", "from two"]


@pytest.mark.usefixtures("no_lock")
def test_without_a_lock_leaving_waits_until_the_file_has_stayed_for_three_looks(
    tmp_path: Path,
) -> None:
    """P7: nobody is there to look later."""
    one, two = opened(tmp_path), opened(tmp_path)
    two.notebook.add_note("from two")
    two.save()
    second = two.path.read_bytes()
    one.notebook.add_note("from one")
    waits = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) in {1, 4}:  # the other copy, slow, writes over what one has written
            (tmp_path / "new").write_bytes(second)
            (tmp_path / "new").replace(one.path)

    assert one.close(wait) == Saved()
    assert sorted(texts(opened(tmp_path))) == ["from one", "from two"]
    assert waits == [0.15] * 7


def test_with_a_lock_leaving_does_not_wait(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("x")
    assert file.close(lambda _seconds: pytest.fail("it waited")) == Saved()


@pytest.mark.usefixtures("no_lock")
def test_a_file_that_never_stays_does_not_hold_the_reader_for_ever(tmp_path: Path) -> None:
    """P12."""
    file = opened(tmp_path)
    file.notebook.add_note("x")
    waits = []

    def wait(_seconds: float) -> None:
        waits.append(1)
        file.path.unlink()

    assert file.close(wait) == Saved()
    assert len(waits) == 20


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    file = opened(tmp_path)
    assert file.close() == Saved()
    assert list(tmp_path.iterdir()) == []


def test_the_room_opens_where_there_is_no_fcntl() -> None:
    """Windows has none."""
    code = "import sys; sys.modules['fcntl'] = None; import ccgbrief.notebook, ccgbrief.files"
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=paths)


def test_a_notebook_names_its_series_without_anything_new_in_it(tmp_path: Path) -> None:
    path, state = tmp_path / "october.toml", tmp_path / "state"
    first = NotebookStore.open(path, "october", state)
    first.new_head = NotebookHead("october", "board", "October")
    assert first.name_series() == ""
    assert not path.exists()
    first.new_head = None
    first.notebook.add_note("Count")
    first.save()
    again = NotebookStore.open(path, "october", state)
    again.new_head = NotebookHead("october", "board", "October")
    assert again.name_series() == ""
    assert read_head(path) == NotebookHead("october", "board", "October")
    written = path.read_bytes()
    assert again.name_series() == ""
    assert path.read_bytes() == written
    assert [note.text for note in NotebookStore.open(path, "october", state).notebook.notes()] == [
        "Count"
    ]


def test_a_notebook_that_cannot_name_its_series_says_why(tmp_path: Path) -> None:
    path, state = tmp_path / "october.toml", tmp_path / "state"
    store = NotebookStore.open(path, "october", state)
    store.notebook.add_note("Count")
    store.save()
    store.new_head = NotebookHead("october", "board", "October")
    path.unlink()
    path.mkdir()
    assert store.name_series().startswith(f"{path}: ")
    assert not store.broken
