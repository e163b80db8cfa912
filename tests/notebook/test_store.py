"""P1: a notebook and its file, which people can read too."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import tomli

from ccgbrief.notebook import NotebookStore, NoteKind, Place, Saved

AT = datetime(2026, 11, 22, 10, 4, 10, tzinfo=UTC)


def opened(folder: Path) -> NotebookStore:
    return NotebookStore.open(folder / "notes.toml", "pack", folder / "state", lambda: AT)


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
    assert (book.is_bookmarked(one), book.is_bookmarked(other)) == (False, True)


def test_bookmarks_go_by_the_names_they_had_before_figures_were_places(tmp_path: Path) -> None:
    book = opened(tmp_path).notebook
    book.bookmark(Place("losing-its-way", "who owns primary care"))
    assert list(book.contents.bookmarks) == [
        sha256(b"losing-its-way\0who owns primary care\0\0").hexdigest()[:8]
    ]
    book.bookmark(Place(figure="age"))
    book.bookmark(Place(term="age"))
    assert len(book.bookmarks()) == 3
