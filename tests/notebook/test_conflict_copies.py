"""P7: copies that sync programs leave beside a notebook."""

import os
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from random import Random
from unittest.mock import Mock, patch

import pytest

from ccgbrief.notebook import NotebookStore, Saved, Status, broken, fingerprint_of
from ccgbrief.notebook.backups import last_saved
from ccgbrief.notebook.conflict_copies import beside
from ccgbrief.notebook.snapshot import FileSnapshot
from ccgbrief.view.note_actions import merge_copies
from tests.notebook.children import AT, opened, texts


@pytest.mark.parametrize(
    "name",
    [
        "notes (Ann's conflicted copy 2026-11-22).toml",
        "notes (conflicted copy 2026-11-22 100403).toml",
        "notes-LAPTOP.toml",
        "notes.sync-conflict-20261122-100403-ABCDEFG.toml",
        "notes (1).toml",
        "notes 2.toml",
        "notes.toml.conflict1",
        "notes.toml.conflict-20261122",
        "notes.conflict1.toml",
        "Copy of notes.toml",
        "Conflict - notes.toml",
        "[Conflict] notes.toml",
        "notes - Copy.toml",
        "notes copy.toml",
        "notes_conflict-20261122-100403.toml",
        "notes (SFConflict ann@example.org 2026-11-22-10-04-03).toml",
        "Notes (Case Conflict).toml",
        "notes.toml~",
    ],
)
def test_copies_that_sync_programs_make_are_offered_and_taken_in(tmp_path: Path, name: str) -> None:
    """P7."""
    file = opened(tmp_path)
    note = file.notebook.add_note("agreed")
    file.save()
    copy = tmp_path / name
    copy.write_bytes(file.path.read_bytes())
    other = NotebookStore.open(copy, "pack", tmp_path / "state", lambda: AT)
    other.notebook.edit_note(other.notebook.notes()[0], "not agreed")
    other.notebook.add_note("from the laptop")
    other.save()
    file.notebook.edit_note(note, "agreed today")
    file.save()

    again = opened(tmp_path)
    (offer,) = again.copies
    assert offer.path == copy
    assert offer.news == 2
    again.accept(offer)
    assert again.unsaved
    assert again.save() == Saved()
    assert sorted(texts(again)) == ["agreed today", "from the laptop", "not agreed"]
    assert opened(tmp_path).copies == ()
    assert copy.exists()


def replaced_by(store: NotebookStore, other: NotebookStore, first: str = "") -> None:
    """Put another notebook over that of a store, as a sync program to which the newer one wins."""
    store.path.write_text(first + other.path.read_text("utf-8"), "utf-8")


@pytest.fixture
def two(tmp_path: Path) -> tuple[NotebookStore, NotebookStore]:
    """Return one notebook on two computers."""
    here = opened(tmp_path)
    here.notebook.add_note("of both")
    here.notebook.tick("open-early")
    here.save()
    path = tmp_path / "there" / "theirs.toml"
    path.parent.mkdir()
    path.write_bytes(here.path.read_bytes())
    return here, NotebookStore.open(path, "pack", tmp_path / "other", lambda: AT)


@pytest.mark.parametrize("what", ["a text", "a name", "a note"])
@pytest.mark.parametrize("saves", [1, 3])
@pytest.mark.parametrize("first", ["", 'remark = "mine"\n'])
def test_what_was_saved_here_is_offered_where_another_version_was_put_over_it(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path, what: str, saves: int, first: str
) -> None:
    """P7: it was named by nothing, and the next save wrote over the .bak."""
    here, there = two
    (note,) = here.notebook.notes()
    if what == "a text":
        there.notebook.edit_note(note, "theirs")
        note = here.notebook.edit_note(note, "ours")
    elif what == "a name":
        here.notebook.set_owner("open-early", "Dr Oak")
    else:
        here.notebook.add_note("ours")
    there.notebook.add_note("theirs too")
    there.save()
    for number in range(saves):
        here.save()
        here.notebook.tick(f"duty-{number}")
    here.save()
    assert opened(tmp_path).copies == ()
    wanted = here.notebook.copy()
    replaced_by(here, there, first)

    again = opened(tmp_path)
    assert again.copies
    again.notebook.add_note("next")
    again.save()
    later = opened(tmp_path)
    assert all("toml.bak-" in copy.path.name for copy in later.copies)
    merge_copies(later)
    later.save()
    assert {*texts(later)} >= {note.text for note in wanted.notes()}
    assert later.notebook.owner_of("open-early") == wanted.owner_of("open-early")
    assert later.notebook.is_ticked("duty-0")
    assert opened(tmp_path).copies == ()


def change_at_random(store: NotebookStore, chance: Random, name: str) -> None:
    """Do what a clerk does: write, correct and delete notes, tick duties, name who has them."""
    book = store.notebook
    for _ in range(chance.randint(1, 2)):
        notes = book.notes(private=True)
        duty, words = chance.choice("xy"), f"{name} {chance.random()}"
        match chance.choice(["note", "note", "edit", "delete", "tick", "untick", "name"]):
            case "edit" if notes:
                book.edit_note(chance.choice(notes), words)
            case "delete" if notes:
                book.delete_note(chance.choice(notes))
            case "tick":
                book.tick(duty)
            case "untick":
                book.untick(duty)
            case "name":
                book.set_owner(duty, words)
            case _:
                book.add_note(words)
    assert store.save(lambda _: None) == Saved()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("is_saved", [True, False])
def test_of_two_histories_of_which_one_is_put_over_the_other_every_note_comes_back(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path, seed: int, *, is_saved: bool
) -> None:
    chance = Random(seed)
    here, there = two
    for _ in range(chance.randint(1, 5)):
        change_at_random(here, chance, "ours")
    there.notebook.add_note("theirs")
    for _ in range(chance.randint(1, 5)):
        change_at_random(there, chance, "theirs")
    wanted = here.notebook.contents.notes.keys()
    replaced_by(here, there)
    if is_saved:
        change_at_random(opened(tmp_path), chance, "next")
    again = opened(tmp_path)
    merge_copies(again)
    assert again.save(lambda _: None) == Saved()
    assert again.notebook.contents.notes.keys() >= wanted
    assert opened(tmp_path).copies == ()


@pytest.mark.parametrize("saves", [1, 3])
@pytest.mark.parametrize("is_saved", [True, False])
def test_what_was_saved_since_an_older_version_that_was_put_back_is_offered(
    tmp_path: Path, saves: int, *, is_saved: bool
) -> None:
    """P7: a backup, or a sync program to which the other side wins, keeps the time of the file."""
    here = opened(tmp_path)
    here.notebook.add_note("first")
    here.save()
    older, time = here.path.read_bytes(), here.path.stat().st_mtime
    for number in range(saves):
        here.notebook.add_note(f"note {number}")
        here.save()
    here.path.write_bytes(older)
    os.utime(here.path, (time - 60, time - 60))
    if is_saved:
        again = opened(tmp_path)
        again.notebook.add_note("next")
        again.save()
    again = opened(tmp_path)
    merge_copies(again)
    assert again.save() == Saved()
    wanted = {"first", *(f"note {number}" for number in range(saves))}
    assert {*texts(again)} >= wanted
    assert opened(tmp_path).copies == ()


def test_an_older_version_with_a_new_time_may_be_an_edit_by_hand(tmp_path: Path) -> None:
    here = opened(tmp_path)
    here.notebook.add_note("first")
    here.save()
    older = here.path.read_bytes()
    here.notebook.add_note("taken out by hand")
    here.save()
    here.path.write_bytes(older)
    assert opened(tmp_path).copies == ()


@pytest.mark.parametrize("number", range(2, 6))
def test_what_is_taken_out_by_hand_is_not_offered(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path, number: int
) -> None:
    here, _ = two
    for text in ("one", "two", "three"):
        here.notebook.add_note(text)
        here.save()
    items = here.path.read_text("utf-8").split("\n\n")
    del items[number]
    here.path.write_text("\n\n".join(items) + "\n", "utf-8")
    again = opened(tmp_path)
    assert again.copies == ()
    again.notebook.add_note("next")
    again.save()
    assert opened(tmp_path).copies == ()


@pytest.mark.parametrize(
    ("old", "new"), [('"of both"', '"other"'), ('"one"', '"other"'), ("[[notes]]", "[[note]]")]
)
def test_what_is_corrected_or_broken_by_hand_is_not_offered(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path, old: str, new: str
) -> None:
    here, _ = two
    here.notebook.add_note("one")
    here.save()
    here.path.write_text(here.path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert opened(tmp_path).copies == ()


def test_what_the_last_save_alone_has_in_common_with_the_other_version_hides_nothing(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path
) -> None:
    here, there = two
    for text in ("one", "two"):
        here.notebook.add_note(text)
        here.save()
    there.notebook.add_note("theirs")
    for store in two:
        store.notebook.tick("duty")
        store.save()
    here.new_head = here.head._replace(series="board")
    assert here.name_series() == ""
    replaced_by(here, there)
    again = opened(tmp_path)
    merge_copies(again)
    assert sorted(texts(again)) == ["of both", "one", "theirs", "two"]


def test_what_is_not_understood_on_both_computers_hides_nothing(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path
) -> None:
    here, there = two
    for store in two:
        with store.path.open("a", encoding="utf-8") as file:
            file.write('\n[[notes]]\ntext = "by hand"\n')
        store.refresh()
    for store, text in ((here, "one"), (here, "two"), (there, "theirs")):
        store.notebook.add_note(text)
        assert store.save() == Saved()
    replaced_by(here, there)
    again = opened(tmp_path)
    merge_copies(again)
    assert sorted(texts(again)) == ["of both", "one", "theirs", "two"]


def test_a_copy_that_comes_while_the_notebook_is_open_is_found(
    two: tuple[NotebookStore, NotebookStore], tmp_path: Path
) -> None:
    _, there = two
    again = opened(tmp_path)
    there.notebook.add_note("theirs")
    there.save()
    copy = tmp_path / "notes (conflicted copy).toml"
    copy.write_bytes(there.path.read_bytes())
    again.find_new_copies()
    assert [each.path for each in again.copies] == [copy]
    assert len(again.take_messages()) == 1
    again.find_new_copies()
    assert again.take_messages() == ()


@pytest.mark.parametrize("left", [b"", b'format = 1\npack = "pack"\n', b"[[", None])
def test_of_a_file_that_is_lost_the_last_save_is_offered_too(
    tmp_path: Path, left: bytes | None
) -> None:
    """The .bak is one save older: merging it alone wrote over what was saved last."""
    file = opened(tmp_path)
    for text in ("one", "two", "last"):
        file.notebook.add_note(text)
        file.save()
    file.path.write_bytes(left) if left is not None else file.path.unlink()
    again = opened(tmp_path)
    again.refresh()
    again.find_copies()
    merge_copies(again)
    assert again.save(lambda _: None) == Saved()
    assert sorted(texts(opened(tmp_path))) == ["last", "one", "two"]


def test_what_cannot_be_set_aside_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened(tmp_path)
    for text in ("one", "two"):
        file.notebook.add_note(text)
        file.save()
    file.path.write_bytes(b"")
    monkeypatch.setattr(broken, "place_new", Mock(side_effect=OSError(ENOSPC, "no space")))
    for text in ("next", "and next"):
        again = opened(tmp_path)
        again.notebook.add_note(text)
        assert again.save() == Saved()
    again = opened(tmp_path)
    merge_copies(again)
    assert sorted(texts(again)) == ["and next", "next", "one", "two"]


def test_copies_are_found_in_a_folder_of_any_size(tmp_path: Path) -> None:
    for number in range(10_001):
        (tmp_path / f"notes {number}.toml").touch()
    assert len([*beside(tmp_path / "notes.toml")]) == 10_001


def test_what_else_is_in_a_folder_costs_no_look_at_each_file(tmp_path: Path) -> None:
    """It cost nine for each, times the meetings of a series."""
    for number in range(500):
        (tmp_path / f"IMG_{number}.jpg").touch()
    with patch("os.lstat", wraps=os.lstat) as looks:
        assert [*beside(tmp_path / "notes.toml")] == []
    assert looks.call_count < 100


def test_of_many_copies_the_newest_with_something_new_are_offered_and_the_others_counted(
    tmp_path: Path,
) -> None:
    """P7: copies that say nothing new count for nothing."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    for number in range(1, 25):
        copy = tmp_path / f"notes {number}.toml"
        copy.write_bytes(file.path.read_bytes())
        if number > 10:
            other = NotebookStore.open(copy, "pack", tmp_path / "state", lambda: AT)
            other.notebook.add_note(f"from {number}")
            other.save()
        os.utime(copy, (number, number))
    again = opened(tmp_path)
    newest = [f"notes {number}.toml" for number in range(24, 14, -1)]
    assert [offer.path.name for offer in again.copies] == newest
    told, left = again.take_messages()
    such = "something new or different in 10 other copies, such as"
    assert f"{such} {tmp_path / newest[0]}; “merge” in ccgbrief --plain merges them" in told
    again_reads = "“merge” in ccgbrief --plain, once these are merged, reads them"
    assert left.endswith(f": 14 more files that look like copies were not read; {again_reads}")
    assert merge_copies(again).startswith("Merged from notes 24.toml, ")
    (told,) = again.take_messages()
    assert f"in 4 other copies, such as {tmp_path / 'notes 14.toml'}; " in told


def test_what_two_copies_both_have_is_merged_once(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    base = NotebookStore.open(tmp_path / "base", "pack", tmp_path / "state", lambda: AT)
    for number, text in enumerate(("first", "second")):
        base.notebook.add_note(text)
        base.save()
        (tmp_path / f"notes ({number}).toml").write_bytes(base.path.read_bytes())
    assert merge_copies(file).endswith(": 2 ticks, marks and notes")


def test_what_a_newer_copy_has_is_not_offered_again_with_an_older_one(tmp_path: Path) -> None:
    file = opened(tmp_path)
    for number in range(3):
        file.notebook.add_note(f"note {number}")
        file.save()
    file.path.unlink()
    again = opened(tmp_path)
    (copy,) = again.copies
    assert copy.path == last_saved(tmp_path / "state", file.path)
    assert copy.news == 3
    copy.path.unlink()
    (backup,) = opened(tmp_path).copies
    assert backup.path.name == "notes.toml.bak"


def test_a_copy_that_is_found_and_merged_at_once_is_not_offered_after_it(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    other = NotebookStore.open(tmp_path / "notes 2.toml", "pack", tmp_path / "state", lambda: AT)
    other.notebook.add_note("from the laptop")
    other.save()
    assert merge_copies(file) == "Merged from notes 2.toml: 1 tick, mark or note"
    assert file.take_messages() == ()


def test_a_backup_of_what_was_saved_while_it_was_looked_for_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = opened(tmp_path), opened(tmp_path)
    backups = file.backups

    def find_after_two_saves() -> tuple[Path, ...]:
        for text in ("first", "second") if not texts(other) else ():
            other.notebook.add_note(text)
            assert other.save() == Saved()
        return backups()

    monkeypatch.setattr(file, "backups", find_after_two_saves)
    file.find_copies()
    assert file.copies == ()
    assert file.take_messages() == ()
    assert sorted(texts(file)) == ["first", "second"]


def test_what_only_looks_like_a_copy_is_not_offered(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("x")
    file.save()
    file.notebook.add_note("y")
    file.save()
    stranger = NotebookStore.open(tmp_path / "notes-2.toml", "other", tmp_path / "s", lambda: AT)
    stranger.notebook.add_note("of another pack")
    stranger.save()
    (tmp_path / "notes-old.toml").write_bytes(file.path.read_bytes())
    (tmp_path / "notes-folder.toml").mkdir()
    other = NotebookStore.open(tmp_path / "banknotes.toml", "pack", tmp_path / "s", lambda: AT)
    other.notebook.add_note("of another notebook")
    other.save()
    for name in (
        "notes.txt",
        "notesheet.toml",
        "notes.toml.lock",
        "notes.toml.broken-2026-11-21",
    ):
        (tmp_path / name).write_bytes(other.path.read_bytes())
    assert opened(tmp_path).copies == ()
    assert opened(tmp_path).take_messages() == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-20], "at end of document"),
        (lambda data: data.replace(b'"agreed"', b'"agreed'), "Illegal character"),
        (lambda _: b"\0" * 40, "it holds NUL characters"),
        (lambda data: data.replace(b"agreed", b"\xff"), "it is not in UTF-8"),
        (lambda data: data.replace(b"format = 1", b"format = 9"), "it has the newer format 9"),
        (lambda data: data.replace(b"format = 1", b""), "it has no `format`"),
    ],
)
def test_a_copy_that_cannot_be_read_is_said_with_its_name(
    tmp_path: Path, change: Callable[[bytes], bytes], why: str
) -> None:
    """P9: what it has more may be nowhere else."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    copy = tmp_path / "notes (1).toml"
    copy.write_bytes(change(file.path.read_bytes()))
    (message,) = opened(tmp_path).take_messages()
    assert message.startswith(f"{copy}: it looks like a copy of this notebook and cannot be read (")
    assert why in message


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('kind = "note"', 'kind = "Note"', "note 1: "),
        ("[[notes]]", "[[note]]", "`note` is not a known key; write `notes`"),
    ],
)
def test_what_is_not_understood_in_a_copy_is_said_and_comes_with_it(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    """P8: it counted as nothing new."""
    file = opened(tmp_path)
    file.notebook.add_note("only in the copy")
    file.save()
    copy = tmp_path / "notes (1).toml"
    text = file.path.read_text("utf-8")
    assert old in text
    copy.write_text(text.replace(old, new), "utf-8")
    file.path.unlink()
    file.path.with_name("notes.toml.bak").unlink(missing_ok=True)
    last_saved(tmp_path / "state", file.path).unlink()
    again = opened(tmp_path)
    fault, offer = again.take_messages()
    assert fault.startswith(f"{copy}: {why}")
    assert "1 new or different in another copy" in offer
    merge_copies(again)
    again.notebook.add_note("agreed")
    assert again.save() == Saved()
    assert new in again.path.read_text("utf-8")
    assert "only in the copy" in again.path.read_text("utf-8")
    assert opened(tmp_path).copies == ()


_SLIPS = [
    ('kind = "note"', 'kind = "Note"'),
    ('kind = "note"', 'Kind = "note"'),
    ("[[notes]]", "[[note]]"),
    ('status = "in-hand"', 'status = "in hand"'),
    ("[ticked.count]", "[tikked.count]"),
]
"""What somebody wrote by hand, and what is not understood in its place."""


@pytest.mark.parametrize(("right", "slip"), _SLIPS)
@pytest.mark.parametrize("is_changed_since", [False, True])
def test_a_slip_in_a_copy_is_no_news_where_it_was_put_right_in_the_notebook(
    tmp_path: Path, right: str, slip: str, is_changed_since: bool
) -> None:
    """It was offered for ever, and merging brought it back."""
    file = opened(tmp_path)
    note = file.notebook.add_note("agreed")
    file.notebook.set_status("count", Status.IN_HAND)
    file.save()
    text = file.path.read_text("utf-8")
    assert right in text
    copy = tmp_path / "notes (1).toml"
    copy.write_text(text.replace(right, slip), "utf-8")
    if is_changed_since:
        file.notebook.edit_note(note, "agreed today")
        file.notebook.set_status("count", Status.IN_PLACE)
        file.save()
    again = opened(tmp_path)
    assert again.copies == ()
    assert again.take_messages() == ()
    assert not again.unsaved


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('text = "agreed"', 'txt = "not agreed"'),
        ('kind = "note"', 'kind = "decison"'),
        ('kind = "note"', 'kind = "note"\ndue = "31 December 2026"'),
        ('kind = "note"', 'kind = "note"\ndone = "yes"'),
        ('kind = "note"', 'kind = "note"\nprivate = "yes"'),
        ('id = "', 'knd = "note"\nid = "other'),
        ('owner = "Ash"', 'owner = "Elm"\nstatus = "in hand"'),
        ('owner = "Ash"', 'owner = "Ash"\nstatus = "in hand"'),
    ],
)
def test_what_is_not_understood_in_a_copy_is_news_where_the_notebook_may_not_have_it(
    tmp_path: Path, old: str, new: str
) -> None:
    """P8."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.notebook.set_owner("count", "Ash")
    file.save()
    text = file.path.read_text("utf-8")
    assert old in text
    (tmp_path / "notes (1).toml").write_text(text.replace(old, new), "utf-8")
    again = opened(tmp_path)
    assert [copy.news for copy in again.copies] == [1]


def test_of_two_copies_merged_at_once_the_one_with_a_slip_brings_nothing_back(
    tmp_path: Path,
) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    text = file.path.read_text("utf-8")
    for age, name in enumerate(("notes (1).toml", "notes (2).toml")):
        copy = tmp_path / name
        copy.write_text(text.replace('kind = "note"', 'kind = "Note"') if age else text, "utf-8")
        os.utime(copy, (1000 - age, 1000 - age))
    file.path.unlink()
    again = opened(tmp_path)
    merge_copies(again)
    assert again.save() == Saved()
    assert opened(tmp_path).take_messages() == ()


def test_the_notebook_of_another_pack_with_a_name_like_it_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`board-1.toml` and `board-10.toml` are of two meetings."""
    file = opened(tmp_path)
    file.notebook.add_note("x")
    file.save()
    stranger = NotebookStore.open(tmp_path / "notes-10.toml", "other", tmp_path / "s", lambda: AT)
    stranger.notebook.add_note("of another pack")
    stranger.save()
    state = tmp_path / "s"
    assert fingerprint_of(file.path, state, 0)
    looked = Mock(return_value=FileSnapshot())
    monkeypatch.setattr("ccgbrief.notebook.conflict_copies.look", looked)
    assert opened(tmp_path).copies == ()
    (call,) = looked.call_args_list
    assert call.args[0] == last_saved(tmp_path / "state", file.path)
    (tmp_path / "notes-2.toml").write_bytes(file.path.read_bytes())
    assert not fingerprint_of(file.path, state, 0)
