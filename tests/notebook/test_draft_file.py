"""What is being written is saved apart from the notebook until it is kept or discarded."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from ccgbrief.notebook import NotebookStore
from ccgbrief.notebook.messages import Failed


def opened(tmp_path: Path) -> NotebookStore:
    clock = lambda: datetime(2026, 3, 4, tzinfo=UTC)  # noqa: E731
    return NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", clock)


def files(tmp_path: Path) -> list[Path]:
    return [file for file in (tmp_path / "state").rglob("*") if file.is_file()]


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
    assert files(tmp_path) == []


def test_the_draft_of_an_opening_is_offered_to_the_next_and_not_to_itself(tmp_path: Path) -> None:
    store = opened(tmp_path)
    writes("half a thought", store)
    store.draft.save()
    store.find_copies()
    assert store.copies == ()
    (said,) = opened(tmp_path).take_messages()
    assert "“half a thought” was being written when the program ended, and not kept" in said
    again = opened(tmp_path)
    again.accept(again.copies[0])
    assert [note.text for note in again.notebook.notes()] == ["half a thought"]


def test_a_change_of_an_owner_is_a_draft_too(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.notebook.set_owner("duty", "Ash")
    store.draft.hold(lambda tried: tried.set_owner("duty", "The clerk"))
    store.draft.save()
    assert store.notebook.owner_of("duty") == "Ash"
    again = opened(tmp_path)
    again.accept(again.copies[0])
    assert again.notebook.owner_of("duty") == "The clerk"


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


def _fail(why: str, **_: object) -> None:
    raise OSError(why)


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
