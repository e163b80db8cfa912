"""P5, P7, P8: long histories of two copies of a notebook, held against a model that is no merge.

The model knows of every text that was ever written, by whom, and over which other texts. After
the two copies have settled, exactly those texts must be there that nobody wrote over or deleted.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Failed, Note, NotebookStore, Saved
from tests.notebook.children import opened
from tests.notebook.strategies import many

who = st.sampled_from([0, 1])
duties = st.sampled_from(["complaints", "gp-budgets"])


@dataclass
class Written:
    """A text of the model: all texts differ, so each is its own name."""

    deleted: bool = False
    over: set[str] = field(default_factory=set)
    """The texts that its writer knew when writing it, all the way back."""


def names(numbers: Iterator[int], size: int) -> bytes:
    return next(numbers).to_bytes(size, "big")


class History(RuleBasedStateMachine):
    """Two readers with one notebook, a disk that fails, and a file that is tampered with."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        numbers = count()  # no chance: a history that fails must fail again
        self.names = patch("ccgbrief.notebook.notebook.urandom", lambda size: names(numbers, size))
        self.names.start()
        self.openings = patch("ccgbrief.notebook.store.urandom", lambda size: names(numbers, size))
        self.openings.start()
        self.files = [opened(self.folder), opened(self.folder)]
        self.model: dict[str, Written] = {}
        self.ticks: dict[str, bool] = {}
        self.count = 0

    def teardown(self) -> None:
        try:
            self.compare()
        finally:
            self.names.stop()
            self.openings.stop()
            shutil.rmtree(self.folder)

    def new_text(self) -> str:
        self.count += 1
        return f"text {self.count}"

    def write(self, over: Note | None, *, deleted: bool = False) -> str:
        """Write a text into the model and return it."""
        text = self.new_text()
        known = {over.text} | self.model[over.text].over if over else set()
        self.model[text] = Written(deleted, known)
        return text

    def a_note(self, file: NotebookStore, pick: int) -> Note | None:
        notes = file.notebook.notes()
        return notes[pick % len(notes)] if notes else None

    @rule(me=who, kind=st.sampled_from(NoteKind))
    def add(self, me: int, kind: NoteKind) -> None:
        self.files[me].notebook.add_note(self.write(None), kind=kind)

    @rule(me=who, pick=st.integers(0, 5))
    def edit(self, me: int, pick: int) -> None:
        if note := self.a_note(self.files[me], pick):
            self.files[me].notebook.edit_note(note, self.write(note))

    @rule(me=who, pick=st.integers(0, 5))
    def delete(self, me: int, pick: int) -> None:
        if note := self.a_note(self.files[me], pick):
            self.write(note, deleted=True)
            self.files[me].notebook.delete_note(note)

    @rule(me=who, pick=st.integers(0, 5))
    def delete_and_restore(self, me: int, pick: int) -> None:
        if note := self.a_note(self.files[me], pick):
            book = self.files[me].notebook
            book.delete_note(note)
            book.edit_note(book.restore_note(note), self.write(note))

    @rule(me=who, duty=duties, tick=st.booleans())
    def tick_when_settled(self, me: int, duty: str, tick: bool) -> None:
        self.settle()
        book = self.files[me].notebook
        (book.tick if tick else book.untick)(duty)
        self.ticks[duty] = tick

    @rule(me=who)
    def save(self, me: int) -> None:
        assert self.files[me].save() == Saved()

    @rule(me=who)
    def fail_to_save(self, me: int) -> None:
        with patch("ccgbrief.notebook.store.replace_notebook", side_effect=OSError(5, "Broken")):
            outcome = self.files[me].save()
        assert isinstance(outcome, Failed) or not self.files[me].unsaved

    @rule(me=who)
    def refresh(self, me: int) -> None:
        self.files[me].refresh()

    @rule(me=who)
    def leave_and_come_back(self, me: int) -> None:
        assert self.files[me].close() == Saved()
        self.files[me] = opened(self.folder)

    @rule(data=st.sampled_from([None, b"", b"format =", b"\0\0"]))
    def tamper(self, data: bytes | None) -> None:
        path = self.folder / "notes.toml"
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)

    def settle(self) -> None:
        for file in (*self.files, *self.files):
            file.refresh()
            assert file.save() == Saved()
        for file in self.files:
            file.refresh()

    @rule()
    def compare(self) -> None:
        self.settle()
        one, two = self.files
        third = opened(self.folder)
        assert one.notebook.contents == two.notebook.contents == third.notebook.contents
        over = {text for written in self.model.values() for text in written.over}
        kept = {t for t, written in self.model.items() if t not in over and not written.deleted}
        assert sorted(note.text for note in third.notebook.notes()) == sorted(kept)
        assert set(third.notebook.ticked()) == {d for d, ticked in self.ticks.items() if ticked}

    @invariant()
    def nothing_half_written_is_left(self) -> None:
        assert not list(self.folder.glob(".ccgbrief-*"))


@pytest.mark.no_cover
def test_after_any_history_exactly_what_nobody_wrote_over_is_there() -> None:
    """P5, P7, P8."""
    run_state_machine_as_test(History, settings=settings(many(100), stateful_step_count=20))
