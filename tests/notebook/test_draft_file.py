"""What is being written is saved apart from the notebook until it is kept or discarded."""

import subprocess
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from ccgbrief.notebook import Failed, MergeBy, NotebookStore, Place, Saved, UndoHistory, note_in
from ccgbrief.notebook.conflict_copies import unreadable_lines
from ccgbrief.notebook.messages import MERGE_CURES
from ccgbrief.view.note_actions import keep_draft, merge_copies
from ccgbrief.view.note_draft import NoteDraft
from tests.notebook.faults import full_below

TODAY = date(2026, 3, 4)


def opened(tmp_path: Path) -> NotebookStore:
    clock = lambda: datetime(2026, 3, 4, tzinfo=UTC)  # noqa: E731
    return NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", clock)


def files(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "state" / "rescued").glob("*.toml"))


def ended(store: NotebookStore) -> None:
    """Let go of what a process holds no longer once it is killed."""
    store.draft._lock.close()


def writes(text: str, store: NotebookStore) -> None:
    store.draft.hold(lambda tried: tried.add_note(text))


def test_a_draft_changes_neither_the_notebook_nor_its_file(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.notebook.add_note("kept")
    store.save()
    before = store.path.read_bytes()
    writes("half a th", store)
    assert store.draft.save() is None
    assert not store.unsaved
    assert store.path.read_bytes() == before
    (file,) = files(tmp_path)
    assert "half a th" in file.read_text("utf-8")
    assert "kept" not in file.read_text("utf-8")


def test_one_file_follows_what_is_written_and_goes_when_that_is_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for text in ("half a th", "half a thought"):
        writes(text, store)
        store.draft.save()
    (file,) = files(tmp_path)
    assert "half a thought" in file.read_text("utf-8")
    store.draft.hold(None)
    store.draft.save(may_drop=False)  # the notebook could not be saved
    assert files(tmp_path) == [file]
    store.draft.save()
    assert not (tmp_path / "state" / "rescued").exists()


def test_the_draft_of_an_opening_is_offered_to_the_next_and_not_to_itself(tmp_path: Path) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    store.find_copies()
    assert store.drafts == ()
    ended(store)
    (said,) = opened(tmp_path).take_messages()
    assert "“half a thought” was being written when the program ended, and not kept" in said
    again = opened(tmp_path)
    assert again.take_messages(MergeBy.KEY) == ()  # it has a row on the overview
    (draft,) = again.drafts
    note = note_in(draft.contents)
    assert note
    assert note.text == "half a thought"
    assert again.copies == ()
    again.resume(draft)
    assert again.drafts == ()
    again.find_copies()
    assert again.drafts == ()
    again.draft.save()
    assert files(tmp_path) == []


def test_a_change_of_an_owner_is_a_draft_too(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.notebook.set_owner("duty", "Ash")
    store.draft.hold(lambda tried: tried.set_owner("duty", "The clerk"))
    store.draft.save()
    assert store.notebook.owner_of("duty") == "Ash"
    ended(store)
    (draft,) = opened(tmp_path).drafts
    assert draft.contents.ticked["duty"].owner == "The clerk"
    assert note_in(draft.contents) is None


def test_a_draft_that_can_be_saved_nowhere_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(tmp_path)
    monkeypatch.setattr("tempfile.mkdtemp", partial(_fail, "no room"))
    (tmp_path / "state").write_bytes(b"")
    writes("half a thought", store)
    outcome = store.draft.save()
    assert isinstance(outcome, Failed)
    assert "what you are writing could not be saved" in outcome.message


def _fail(why: str, *_: object, **__: object) -> None:
    raise OSError(why)


def test_a_draft_that_goes_on_elsewhere_leaves_no_older_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = opened(tmp_path)
    writes("half a th", store)
    store.draft.save()
    (earlier,) = files(tmp_path)
    full_below(earlier.parent, monkeypatch)
    writes("half a thought", store)
    assert store.draft.save() is None
    (file,) = tmp_path.glob("ccgbrief-*/*.toml")
    assert "half a thought" in file.read_text("utf-8")
    assert files(tmp_path) == []
    full_below(tmp_path, monkeypatch)  # and now there is no room anywhere
    writes("half a thought more", store)
    assert isinstance(store.draft.save(), Failed)
    assert "half a thought" in file.read_text("utf-8")
    store.draft.hold(None)
    store.draft.save()
    assert not list(tmp_path.glob("ccgbrief-*"))


def test_what_was_kept_and_rescued_is_offered_once_and_not_as_a_draft_too(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    store = NotebookStore.open(folder / "notes.toml", "pack", tmp_path / "state")
    note = store.notebook.blank_note()
    store.draft.hold(lambda tried: tried.edit_note(note, "half a th"))
    store.draft.save()
    assert store.is_on_disk
    store.notebook.edit_note(note, "half a thought")
    store.draft.hold(None)
    assert not store.is_on_disk
    folder.rename(tmp_path / "drawer")
    assert isinstance(store.save(), Failed)
    assert store.is_on_disk
    store.draft.save(may_drop=store.is_on_disk)
    (tmp_path / "drawer").rename(folder)
    again = NotebookStore.open(store.path, "pack", tmp_path / "state")
    assert again.drafts == ()
    (copy,) = again.copies
    assert "half a thought" in copy.path.read_text("utf-8")
    store.notebook.add_note("more")
    assert not store.is_on_disk


def test_at_the_end_what_is_in_the_notebook_leaves_no_file(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.draft.hold(lambda tried: tried.set_owner("duty", "The clerk"))
    store.draft.save()
    store.notebook.set_owner("duty", "The clerk")
    store.draft.finish(may_drop=False)  # the notebook could not be saved
    assert len(files(tmp_path)) == 1
    store.draft.finish(may_drop=True)
    assert files(tmp_path) == []


def test_what_is_held_while_an_earlier_draft_is_removed_is_saved_next(tmp_path: Path) -> None:
    store = opened(tmp_path)

    def overtaken(_: object) -> None:
        writes("half a thought", store)

    store.draft.hold(overtaken)
    store.draft.save()
    assert files(tmp_path) == []
    store.draft.save()
    assert len(files(tmp_path)) == 1


WRITER = """
import os, sys
from pathlib import Path
from ccgbrief.notebook import NotebookStore
store = NotebookStore.open(Path("notes.toml"), "pack", Path("state"))
store.draft.hold(lambda tried: tried.add_note("half a thought"))
store.draft.save()
print("written", flush=True)
sys.stdin.read()
os._exit(9)
"""


def test_a_draft_is_offered_once_the_program_that_wrote_it_is_gone(tmp_path: Path) -> None:
    writer = [sys.executable, "-c", WRITER]
    pipe = subprocess.PIPE
    with subprocess.Popen(writer, cwd=tmp_path, stdin=pipe, stdout=pipe) as running:
        assert running.stdout
        assert running.stdout.readline().strip() == b"written"
        assert opened(tmp_path).drafts == ()
        running.communicate()
    assert len(opened(tmp_path).drafts) == 1


def test_where_files_cannot_be_locked_a_draft_is_offered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    store.find_copies()
    assert store.drafts == ()
    assert len(opened(tmp_path).drafts) == 1


def test_a_note_that_was_kept_is_not_offered_as_a_draft_that_a_power_cut_brings_back(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    draft = NoteDraft(Place(), "Ring the auditors", note=store.notebook.blank_note())
    store.draft.hold(partial(draft.try_in, today=date(2026, 3, 4)))
    store.draft.save()
    (file,) = files(tmp_path)
    held = file.read_bytes()
    draft.close(store.notebook, date(2026, 3, 4))
    store.save()
    store.draft.finish(may_drop=True)
    file.parent.mkdir()
    file.write_bytes(held)
    assert opened(tmp_path).drafts == ()


def test_the_words_of_a_private_draft_are_not_in_the_message_that_offers_it(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    store.draft.hold(lambda tried: tried.add_note("about Dr Ash", private=True))
    store.draft.save()
    ended(store)
    (said,) = opened(tmp_path).take_messages()
    assert "A private note was being written when the program ended" in said
    assert "Ash" not in said


def test_a_draft_that_is_resumed_stays_on_the_disk_until_it_is_saved_anew(tmp_path: Path) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    ended(store)
    again = opened(tmp_path)
    (old,) = files(tmp_path)
    again.resume(again.drafts[0])
    writes("half a thought, and the rest", again)
    assert files(tmp_path) == [old]
    again.draft.save()
    (new,) = files(tmp_path)
    assert new != old
    assert "and the rest" in new.read_text("utf-8")


def leave_change(tmp_path: Path) -> None:
    """Have a program end that was changing the note “Ask the parish”."""
    store = opened(tmp_path)
    draft = NoteDraft.of(store.notebook.add_note("Ask the parish"))
    store.save()
    draft.text = "Ask the parish today"
    store.draft.hold(partial(draft.try_in, today=TODAY))
    store.draft.save()
    ended(store)


def keeps_draft(tmp_path: Path) -> NotebookStore:
    store = opened(tmp_path)
    (draft,) = store.drafts
    store.take_messages()
    keep_draft(draft.contents, store.notebook, UndoHistory(store.notebook), TODAY)
    store.resume(draft)
    assert store.save() == Saved()
    return store


def texts(store: NotebookStore) -> set[str]:
    return {note.text for note in store.notebook.notes()}


def change_by_hand(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_was_written_meanwhile_is_kept_beside_a_draft_of_the_same_note(tmp_path: Path) -> None:
    """P7."""
    leave_change(tmp_path)
    between = opened(tmp_path)
    between.notebook.edit_note(between.notebook.notes()[0], "Ask the county")
    between.save()
    store = keeps_draft(tmp_path)
    assert texts(store) == {"Ask the county", "Ask the parish today"}
    (said,) = store.take_messages()
    assert "both kept: “Ask the county” and “Ask the parish today”" in said


def test_what_was_put_right_by_hand_is_kept_beside_a_draft_of_the_same_note(tmp_path: Path) -> None:
    """P7: who changes a file by hand leaves `rev` and `by` as they were."""
    leave_change(tmp_path)
    change_by_hand(tmp_path / "notes.toml", "Ask the parish", "Ask the county")
    store = keeps_draft(tmp_path)
    assert texts(store) == {"Ask the county", "Ask the parish today"}
    (said,) = store.take_messages()
    assert "both kept: “Ask the county” and “Ask the parish today”" in said
    assert texts(opened(tmp_path)) == texts(store)
    assert "replaces" not in store.path.read_text("utf-8")


def test_a_draft_of_a_program_that_did_not_say_what_it_replaces_is_kept_as_it_is(
    tmp_path: Path,
) -> None:
    leave_change(tmp_path)
    (file,) = (tmp_path / "state" / "rescued").glob("*-draft.toml")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    older = [line for line in lines if not line.startswith("replaces")]
    assert len(older) == len(lines) - 1
    file.write_text("".join(older), "utf-8")
    change_by_hand(tmp_path / "notes.toml", "Ask the parish", "Ask the county")
    assert texts(keeps_draft(tmp_path)) == {"Ask the parish today"}


def test_notes_that_were_not_saved_replace_nothing_put_right_by_hand_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7."""
    store = opened(tmp_path)
    note = store.notebook.add_note("Ask the parish")
    store.save()
    store.notebook.edit_note(note, "Ask the parish today")
    with monkeypatch.context() as full:
        full.setattr("ccgbrief.notebook.store.replace_notebook", partial(_fail, "no room"))
        assert isinstance(store.save(), Failed)
    change_by_hand(store.path, "Ask the parish", "Ask the county")
    last = opened(tmp_path)
    (copy,) = last.copies
    last.accept(copy)
    last.save()
    assert texts(last) == {"Ask the county", "Ask the parish today"}


def test_an_unchanged_note_continues_as_one_note_when_its_draft_is_kept(tmp_path: Path) -> None:
    leave_change(tmp_path)
    store = keeps_draft(tmp_path)
    assert texts(store) == {"Ask the parish today"}
    assert store.take_messages() == ()
    store.draft.save()
    assert not (tmp_path / "state" / "rescued").exists()
    store.find_copies()
    assert store.drafts == ()


@pytest.mark.parametrize("left", [b"", b"\n", b'format = 1\npack = "pack"\n'])
def test_a_draft_of_which_nothing_is_left_is_named(tmp_path: Path, left: bytes) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    ended(store)
    (file,) = files(tmp_path)
    file.write_bytes(left)
    (line,) = opened(tmp_path).take_messages()
    lost = "what was being written when the program ended is lost, as there is nothing in the file"
    assert line == f"{file}: {lost}; remove it"
    file.unlink()
    assert opened(tmp_path).take_messages() == ()


def test_a_draft_that_its_program_removes_while_it_is_looked_for_is_not_called_lost(
    tmp_path: Path,
) -> None:
    assert list(unreadable_lines([tmp_path / "notes-1-draft.toml"], "pack")) == []


@pytest.mark.parametrize(
    ("left", "why"),
    [(b"\0\0", "NUL characters"), (b"x = ", "(at end"), (b"format = 9\n", "newer format 9")],
)
def test_a_draft_that_cannot_be_read_is_named(tmp_path: Path, left: bytes, why: str) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    ended(store)
    (file,) = files(tmp_path)
    file.write_bytes(left)
    (line,) = opened(tmp_path).take_messages()
    assert line.startswith(f"{file}: what was being written when the program ended cannot be read")
    assert why in line
    assert line.endswith("copy the words from there, then remove it")


def test_a_draft_that_is_not_understood_is_said_and_kept_word_for_word_when_merged(
    tmp_path: Path,
) -> None:
    """P9."""
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    ended(store)
    (file,) = files(tmp_path)
    with file.open("a", encoding="utf-8") as end:
        end.write("Private = true\n")
    again = opened(tmp_path)
    fault, offer = again.take_messages()
    assert fault.startswith(f"{file}: note 1: ")
    assert fault.endswith("`private`; it is kept as it is, fix it in a text editor")
    assert offer.endswith(
        f"1 new or different in another copy, {file}; {MERGE_CURES[MergeBy.COMMAND]}"
    )
    merge_copies(again)
    assert again.save() == Saved()
    assert "half a thought" in again.path.read_text("utf-8")
    assert opened(tmp_path).copies == ()


@pytest.mark.parametrize(
    "more",
    [
        '[[notes]]\nid = "zz"\ntext = "a whole one"\nwritten = 2026-03-04T00:00:00Z\nrev = 1\n',
        '[[Notes]]\nid = "zz"\ntext = "a whole one"\n',
    ],
)
def test_a_draft_to_which_more_was_added_by_hand_is_merged_whole(tmp_path: Path, more: str) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    ended(store)
    (file,) = files(tmp_path)
    with file.open("a", encoding="utf-8") as end:
        end.write(more)
    again = opened(tmp_path)
    assert again.drafts == ()
    merge_copies(again)
    assert again.save() == Saved()
    again.draft.save()
    assert all(text in again.path.read_text("utf-8") for text in ("half a thought", "a whole one"))
    assert files(tmp_path) == [file]  # copies are not changed, and this has nothing new any more
    last = opened(tmp_path)
    assert (last.copies, last.drafts) == ((), ())
