"""P2 and P5: whatever step of saving fails, the file is whole and the text is not lost."""

import errno
import itertools
import os
import sys
import tempfile
from pathlib import Path

import pytest
import tomli

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Contents, Failed, MergeBy, NotebookStore, Place, Saved
from ccgbrief.notebook.messages import unsaved_lines
from tests.notebook.children import context, opened, save_and_die, save_starved
from tests.notebook.faults import STEPS, Faults, full_below

pytestmark = pytest.mark.no_cover  # the same code again and again

posix = pytest.mark.skipif(sys.platform == "win32", reason="the calls and signals of POSIX")


def texts(file: Path) -> list[str]:
    """Return the texts of the notes in a file, which must be whole."""
    return [note["text"] for note in tomli.loads(file.read_text("utf-8"))["notes"]]


def with_one_note(folder: Path) -> NotebookStore:
    file = opened(folder)
    file.notebook.add_note("old")
    assert file.save() == Saved()
    return file


def raising(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@posix
@pytest.mark.parametrize("persistent", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.usefixtures("swapping")
def test_whatever_step_fails_the_file_is_whole_and_the_text_is_kept(
    tmp_path: Path, number: int, persistent: bool
) -> None:
    """P2, P5; and when the trouble is over, the next save brings everything to the disk."""

    def fail() -> None:
        raise raising(number)

    hit = set()
    for step in itertools.count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        file = with_one_note(folder)
        file.notebook.add_note("new")
        with Faults(step, fail, persistent=persistent) as faults:
            outcome = file.save()
        if not faults.hit:
            assert outcome == Saved()
            break
        hit.add(faults.hit)
        assert texts(file.path) == (["old"] if isinstance(outcome, Failed) else ["old", "new"])
        assert [note.text for note in file.notebook.notes()] == ["old", "new"]
        if isinstance(outcome, Failed):
            assert file.unsaved
            assert outcome.message.startswith(f"{file.path}: not saved: ")
            assert len(outcome.message.splitlines()) == 1
            if outcome.rescue:
                assert str(outcome.rescue) in outcome.message
                assert "new" in texts(outcome.rescue)
            else:
                assert persistent
        assert file.save() == Saved()
        assert texts(file.path) == ["old", "new"]
        assert not list((folder / "state").glob("rescued/*"))
    assert hit >= {"open", "read", "write", "fsync", "fstat", "replace", "close", "stat"}


@posix
def test_no_half_written_file_stays_for_long_whatever_step_failed(tmp_path: Path) -> None:
    """Where even removing it failed, a later save does."""

    def fail() -> None:
        raise raising(errno.EIO)

    for step in itertools.count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        file = with_one_note(folder)
        file.notebook.add_note("new")
        with Faults(step, fail, persistent=True) as faults:
            file.save()
        if not faults.hit:
            break
        for left in folder.glob(".ccgbrief-*"):
            os.utime(left, (0, 0))
        file.notebook.add_note("newer")
        assert file.save() == Saved()
        assert not list(folder.glob(".ccgbrief-*"))


@posix
def test_killed_at_any_step_the_file_is_whole(tmp_path: Path) -> None:
    """P2: the old notes or the new ones, and the next opening reads them without a word."""
    new_seen = False
    for step in itertools.count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        with_one_note(folder)
        child = context().Process(target=save_and_die, args=(folder, "new", step))
        child.start()
        child.join()
        found = texts(folder / "notes.toml")
        assert found == (["old", "new"] if new_seen or len(found) == 2 else ["old"])
        new_seen = new_seen or len(found) == 2
        again = opened(folder)
        assert again.take_messages() == ()
        again.notebook.add_note("newer")
        assert again.save() == Saved()
        assert texts(folder / "notes.toml") == [*found, "newer"]
        if child.exitcode == 0:
            break
    assert new_seen
    assert step > len(STEPS)


@posix
def test_a_full_disk_leaves_the_file_whole_and_the_text_in_the_window(tmp_path: Path) -> None:
    """P2, P5, with a limit that the system itself sets to the size of files."""
    with_one_note(tmp_path)
    size = (tmp_path / "notes.toml").stat().st_size + 100
    ours, theirs = context().Pipe()
    child = context().Process(
        target=save_starved, args=(tmp_path, "x" * 1000, {"size": size}, theirs)
    )
    child.start()
    message, rescue, _ = ours.recv()
    child.join()
    assert message == (
        f"{tmp_path / 'notes.toml'}: not saved: file too large; make room there;"
        " unsaved changes are in no file"
    )
    assert rescue is None
    assert texts(tmp_path / "notes.toml") == ["old"]
    assert {p.name for p in tmp_path.iterdir()} == {"notes.toml", "notes.toml.lock", "state"}


@posix
def test_a_read_only_folder_leaves_the_file_whole_and_the_text_in_a_rescue_file() -> None:
    """P5; in a folder of its own, for another user must get to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with_one_note(folder)
        (folder / "notes.toml").chmod(0o666)
        (folder / "state").mkdir(exist_ok=True)
        (folder / "state").chmod(0o777)
        folder.chmod(0o555)
        user = 65534 if os.geteuid() == 0 else 0
        ours, theirs = context().Pipe()
        child = context().Process(target=save_starved, args=(folder, "new", {"user": user}, theirs))
        child.start()
        message, rescue, _ = ours.recv()
        child.join()
        assert message == (
            f"{folder / 'notes.toml'}: not saved: permission denied; allow writing there,"
            f" or name another file with --notes; unsaved changes are in {rescue}"
        )
        assert texts(rescue) == ["new"]
        assert texts(folder / "notes.toml") == ["old"]
        folder.chmod(0o755)


def test_after_a_failure_the_next_save_tries_again_and_the_rescue_file_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5."""
    file = with_one_note(tmp_path)
    file.notebook.add_note("new")

    def fail(*_args: object, **_more: object) -> None:
        raise raising(errno.EIO)

    with monkeypatch.context() as failing:
        failing.setattr("ccgbrief.notebook.store.replace_notebook", fail)
        first, second = file.save(), file.save()
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert first.rescue
    assert first.rescue == second.rescue
    assert texts(first.rescue) == ["new"]
    assert file.save() == Saved()
    assert not first.rescue.exists()


def test_a_rescue_file_that_must_go_on_elsewhere_leaves_no_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: the earlier one would be offered as another copy, with texts that were changed since."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = with_one_note(tmp_path)

    def fail(*_args: object, **_more: object) -> None:
        raise raising(errno.EIO)

    monkeypatch.setattr("ccgbrief.notebook.store.replace_notebook", fail)
    file.notebook.add_note("new")
    first = file.save()
    assert isinstance(first, Failed)
    assert first.rescue
    full_below(tmp_path / "state", monkeypatch)
    second = file.save()
    assert isinstance(second, Failed)
    assert second.rescue
    assert texts(second.rescue) == ["new"]
    assert not first.rescue.exists()


def test_a_rescued_notebook_is_offered_at_the_next_opening_and_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: the window may have been closed before the trouble was over."""
    file = with_one_note(tmp_path)
    file.notebook.add_note("new")

    def fail(*_args: object, **_more: object) -> None:
        raise raising(errno.EIO)

    with monkeypatch.context() as failing:
        failing.setattr("ccgbrief.notebook.store.replace_notebook", fail)
        file.close()
    again = opened(tmp_path)
    assert [note.text for note in again.notebook.notes()] == ["old"]
    (offer,) = again.copies
    (message,) = again.take_messages(MergeBy.KEY)
    assert message.endswith(f"1 new or different in another copy, {offer.path}; M merges it")
    again.accept(offer)
    assert again.copies == ()
    assert again.save() == Saved()
    assert texts(tmp_path / "notes.toml") == ["old", "new"]
    assert opened(tmp_path).copies == ()


def test_a_note_with_what_no_file_can_hold_is_saved_and_the_loss_is_reported(
    tmp_path: Path,
) -> None:
    """Input 20, P5: a lone surrogate comes from a command line that is not in UTF-8."""
    file = with_one_note(tmp_path)
    file.notebook.add_note("a\ud800b\0c\r\nd\x1b[2J")
    assert file.save() == Saved()
    assert texts(file.path) == ["old", "a\ufffdb\0c\r\nd\x1b[2J"]
    (message,) = file.take_messages()
    assert message.endswith("1 × a character that no file can hold was replaced by �")


def test_what_is_nowhere_but_in_memory_is_said_whole_at_the_end(tmp_path: Path) -> None:
    """P5: also what was written as the other text of a conflict; nothing that is in the file."""
    file = opened(tmp_path)
    file.notebook.add_note("saved")
    file.save()
    book = file.notebook
    saved = book.contents
    assert unsaved_lines(book, saved) == []
    book.add_note("first line\nsecond line", kind=NoteKind.ACTION, owner="Ann")
    other = book.add_note("x")._replace(by=f"{book.by}-2", rev=2, text="the other text")
    book.merge(Contents(notes={other.id: (other,)}))
    book.delete_note(book.add_note("not meant"))
    book.tick("complaints")
    book.set_owner("complaints", "The clerk")
    book.mark_read("losing-its-way")
    book.bookmark(Place("losing-its-way", "who owns"))
    assert unsaved_lines(book, saved) == [
        "not saved: action, Ann: first line",
        "not saved: second line",
        "not saved: note: x",
        "not saved: note: the other text",
        "not saved: complaints: ticked, The clerk",
        "not saved: losing-its-way: read",
        "not saved: bookmark on losing-its-way: who owns",
    ]


@posix
@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_file_system_that_cannot_sync_is_saved_to_and_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """P1: what cannot be promised is said, and not again after every word."""
    file = opened(tmp_path)

    def refuse(*_args: object, **_more: object) -> None:
        raise raising(number)

    for call in ("fsync", "chmod", "chown"):
        monkeypatch.setattr(os, call, refuse)
    for text in ("one", "two"):
        file.notebook.add_note(text)
        assert file.save() == Saved()
    assert texts(file.path) == ["one", "two"]
    (message,) = file.take_messages()
    assert "not confirmed on disk" in message
