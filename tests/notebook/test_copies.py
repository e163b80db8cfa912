"""P4, P7, P8: several copies of one notebook, at once or one after the other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import filelock
import pytest

from ccgbrief.notebook import Failed, Notebook, NotebookStore, Place, Saved
from ccgbrief.notebook.backups import DAYS
from ccgbrief.notebook.lock import lock_of, locked
from tests.notebook.children import AT, opened


def texts(file: NotebookStore) -> list[str]:
    return [note.text for note in file.notebook.notes()]


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
    one.path.write_bytes(one.path.read_bytes().replace(b"aaa", b"bbb"))
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
        assert len(file.notebook.conflicts()) == 1


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
    assert one.take_messages() == ()


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


def test_the_lock_is_on_a_file_beside_that_stays(tmp_path: Path) -> None:
    """P7: were it deleted, two copies could each hold a lock of that name."""
    file = opened(tmp_path)
    file.notebook.add_note("x")
    assert file.save() == Saved()
    assert lock_of(file.path) == tmp_path / "notes.toml.lock"
    assert lock_of(file.path).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_and_what_it_leads_to_share_one_lock(tmp_path: Path) -> None:
    """P7."""
    (tmp_path / "link").symlink_to("notes.toml")
    assert lock_of(tmp_path / "link") == lock_of(tmp_path / "notes.toml")


def test_a_copy_that_holds_the_lock_for_too_long_does_not_stop_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: it may have been stopped with Ctrl+Z in the midst of saving."""
    monkeypatch.setattr("ccgbrief.notebook.lock.PATIENCE", 0.0)
    file = opened(tmp_path)
    file.notebook.add_note("x")
    with filelock.FileLock(lock_of(file.path)):
        with locked(file.path) as held:
            assert not held
        assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["x"]
    with locked(file.path) as held:
        assert held


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def refuse(_path: Path) -> Iterator[bool]:
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
    *told, left = again.take_messages()
    assert [
        line.endswith(f"{name}; M takes it in") for line, name in zip(told, newest, strict=True)
    ]
    assert left.endswith(": 14 more files like copies were not read")


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
    (tmp_path / "notes-broken.toml").write_text("format =")
    (tmp_path / "notes-folder.toml").mkdir()
    other = NotebookStore.open(tmp_path / "banknotes.toml", "pack", tmp_path / "s", lambda: AT)
    other.notebook.add_note("of another notebook")
    other.save()
    for name in ("notes.txt", "notes.toml.bak-2026-11-21", "notes.toml.broken-2026-11-21"):
        (tmp_path / name).write_bytes(other.path.read_bytes())
    assert opened(tmp_path).copies == ()
    assert opened(tmp_path).take_messages() == ()


def test_the_beginnings_of_the_last_seven_days_of_change_are_kept_elsewhere(
    tmp_path: Path,
) -> None:
    """P4: as the notebook was before the first change of each day."""
    now = [AT]
    file = NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", lambda: now[0])
    for day in range(10):
        now[0] = AT + timedelta(days=day)
        for part in ("morning", "evening"):
            file.notebook.add_note(f"{part} of day {day}")
            assert file.save() == Saved()
    (folder,) = (tmp_path / "state" / "days").iterdir()
    kept = sorted(folder.iterdir())
    assert len(kept) == DAYS
    assert [path.name for path in kept][:: DAYS - 1] == ["2026-11-25.toml", "2026-12-01.toml"]
    last = NotebookStore.open(kept[-1], "pack", tmp_path / "s", lambda: AT)
    assert texts(last)[-1] == "evening of day 8"


def test_notebooks_of_one_name_in_two_folders_keep_their_days_apart(tmp_path: Path) -> None:
    """P4."""
    for name in ("a", "b"):
        file = NotebookStore.open(
            tmp_path / name / "notes.toml", "pack", tmp_path / "s", lambda: AT
        )
        for text in (name, "more"):
            file.notebook.add_note(text)
            file.save()
    kept = [path.read_text("utf-8") for path in (tmp_path / "s" / "days").glob("*/*")]
    assert sorted('text = "b"' in text for text in kept) == [False, True]


def test_days_that_cannot_be_kept_stop_no_save_and_are_reported_once(tmp_path: Path) -> None:
    """P4, P5."""
    (tmp_path / "state").write_text("a file in the place of the folder")
    file = opened(tmp_path)
    told: list[str] = []
    for text in "abc":
        file.notebook.add_note(text)
        assert file.save() == Saved()
        told += file.take_messages()
    (message,) = told
    assert "the copy of earlier days could not be kept" in message


def test_a_rescue_finds_another_place_when_its_folder_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "state").write_text("a file in the place of the folder")
    (tmp_path / "notes.toml").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    first, second = file.save(), file.save()
    assert isinstance(first, Failed)
    assert first == second
    assert first.rescue
    assert tmp_path / "temp" in first.rescue.parents
    assert 'text = "x"' in first.rescue.read_text("utf-8")


def test_what_was_rescued_among_the_temporary_files_is_offered_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: and the folder goes with it once all is saved."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "state").write_text("a file in the place of the folder")
    (tmp_path / "notes.toml").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    file.save()
    (tmp_path / "notes.toml").rmdir()
    again = opened(tmp_path)
    (offer,) = again.copies
    again.accept(offer)
    assert again.save() == Saved()
    assert texts(opened(tmp_path)) == ["x"]
    file.save()
    assert list((tmp_path / "temp").iterdir()) == []


def test_folders_do_not_pile_up_among_the_temporary_files_when_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: saving is tried again every few seconds."""

    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    monkeypatch.setattr("ccgbrief.files.write_new", refuse)
    for _ in range(3):
        outcome = file.save()
        assert isinstance(outcome, Failed)
        assert outcome.rescue is None
    assert list((tmp_path / "temp").iterdir()) == []


def test_the_room_opens_where_there_is_no_fcntl() -> None:
    """Windows has none."""
    code = "import sys; sys.modules['fcntl'] = None; import ccgbrief.notebook, ccgbrief.files"
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=paths)


def test_two_copies_that_mark_one_place_have_one_bookmark() -> None:
    """P7."""
    one, two = (Notebook("pack", by, lambda: AT) for by in "ab")
    for book in (one, two):
        book.bookmark(Place("losing-its-way", "who owns"))
    one.merge(two.contents)
    assert len(one.bookmarks()) == 1


def test_days_saved_under_a_clock_in_the_future_stop_no_copy_of_today(tmp_path: Path) -> None:
    """P4: a clock that was wrong is put right, and the copies go on."""
    now = [AT]
    file = NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", lambda: now[0])
    for day in (*range(1000, 1008), *range(10)):
        now[0] = AT + timedelta(days=day)
        file.notebook.add_note(f"day {day}")
        file.save()
    (folder,) = (tmp_path / "state" / "days").iterdir()
    kept = {path.stem for path in folder.iterdir()}
    today = now[0].date()
    assert {(today - timedelta(days=back)).isoformat() for back in range(DAYS)} <= kept


def test_what_is_rescued_from_a_notebook_at_its_limit_is_taken_in_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: a rescue file with all of it would be too large to be read again."""
    file = opened(tmp_path)
    file.notebook.add_note("old")
    file.save()
    monkeypatch.setattr("ccgbrief.notebook.snapshot.MAX_SIZE", file.path.stat().st_size + 100)
    file.notebook.add_note("new")
    outcome = file.save()
    assert isinstance(outcome, Failed)
    again = opened(tmp_path)
    (copy,) = again.copies
    assert copy.path == outcome.rescue
    again.accept(copy)
    assert sorted(texts(again)) == ["new", "old"]
