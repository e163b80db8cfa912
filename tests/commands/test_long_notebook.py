"""The search over a long notebook: its index is cached, and is always that of the notebook."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ccgbrief.commands import opening
from ccgbrief.notebook import Notebook, NotebookHead
from ccgbrief.notebook.serialization import write_contents
from ccgbrief.paths import notes_index_file
from tests.commands.conftest import Run

NOTES = 300


@pytest.fixture
def long(here: list[str], notes: Path, run: Run) -> list[str]:
    """Return the options for a notebook of 300 notes, one of them private, that was searched."""
    notebook = Notebook("surgery-hours", "aaaa", lambda: datetime(2026, 11, 1, tzinfo=UTC))
    for number in range(NOTES):
        notebook.add_note(f"Item {number} concerns the giraffe", private=number == 7)
    notes.write_bytes(write_contents(notebook.contents, NotebookHead("surgery-hours")))
    run("search", "giraffe", *here)
    return here


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("the notebook was read")

    monkeypatch.setattr(opening, "_read_notes", read)


def test_an_unchanged_notebook_is_not_read_again(
    run: Run, long: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("search", "giraffe 212", *long)
    forbid_reading(monkeypatch)
    assert run("search", "giraffe 212", *long) == before
    assert before.out.startswith("Item 212 concerns")
    assert "1 private note" in before.err


def test_private_notes_are_cached_apart(
    run: Run, long: list[str], notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"Item 7 concerns" not in notes_index_file(notes, private=False).read_bytes()
    assert run("search", "giraffe 7", *long, "--private").out.startswith("Item 7 concerns")
    forbid_reading(monkeypatch)
    assert run("search", "giraffe 7", *long, "--private").out.startswith("Item 7 concerns")
    assert "Item 7 concerns" not in run("search", "giraffe 7", *long).out


def test_what_was_changed_in_the_notebook_is_found_at_once(
    run: Run, long: list[str], notes: Path
) -> None:
    run("note", "The okapi was here", *long)
    assert run("search", "okapi", *long).out.startswith("The okapi was here")
    text = notes.read_text("utf-8").replace("Item 212 concerns", "Item 212 is about")
    notes.write_text(text, "utf-8")
    assert run("search", "giraffe 212", *long).out.startswith("Item 212 is about")


def test_a_cache_that_is_damaged_is_made_again(run: Run, long: list[str], notes: Path) -> None:
    before = run("search", "giraffe 212", *long)
    cache = notes_index_file(notes, private=False)
    cache.write_bytes(cache.read_bytes()[:-2000])
    assert run("search", "giraffe 212", *long) == before
    assert run("search", "giraffe 212", *long) == before


def test_a_copy_beside_the_notebook_is_mentioned_at_every_search(
    run: Run, long: list[str], notes: Path
) -> None:
    copy = notes.with_name("notes (conflicted copy).toml")
    text = notes.read_text("utf-8").replace("Item 212 concerns", "Item 212 is about")
    copy.write_text(text.replace("rev = 1", "rev = 2"), "utf-8")
    for _ in range(2):
        assert "in another copy" in run("search", "giraffe", *long).err


def test_what_there_is_to_know_of_a_notebook_is_said_at_every_search(
    run: Run, long: list[str], notes: Path
) -> None:
    with notes.open("a", encoding="utf-8") as file:
        file.write("\n[[notes]]\ntext = 1\n")
    for _ in range(2):
        assert "`text` must be text in quotes" in run("search", "giraffe", *long).err
