"""The changes made to a notebook since it was opened, to be undone step by step, for the screen.

Undoing a change is a further change, with a higher `rev`, so that other copies follow it. A change
that another copy has overwritten since is not undone.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeVar

from ccgbrief.notebook.merge import difference
from ccgbrief.notebook.model import Contents, Mark, Note
from ccgbrief.notebook.notebook import Notebook

MOST_CHANGES = 1_000
"""How many changes are remembered."""

_T = TypeVar("_T")


class _MarkEdit(NamedTuple):
    table: str
    key: str
    before: Mark | None
    after: Mark


class _NoteEdit(NamedTuple):
    id: str
    before: Note | None
    after: Note


class _Change(NamedTuple):
    notebook: Notebook
    what: str
    marks: tuple[_MarkEdit, ...]
    notes: tuple[_NoteEdit, ...]

    @property
    def is_private(self) -> bool:
        return any(note.private for e in self.notes for note in (e.before, e.after) if note)


class _Discarded(NamedTuple):
    what: str
    is_private: bool
    reopen: Callable[[], bool]


class Undone(NamedTuple):
    """The outcome of an undo or a redo."""

    what: str
    """The description of the change when it was made."""
    overtaken: bool = False
    """Whether another copy has changed the same since, so that nothing was done."""
    private: bool = False
    """Whether the change was to a private note."""
    note: Note | None = None
    """The note that was restored or changed."""
    is_draft: bool = False
    """Whether it was a draft, which has been opened again, unless another was open."""


class UndoHistory:
    """The changes that can be undone, and those that can be redone until the next change."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._done: list[_Change | _Discarded] = []
        self._undone: list[_Change | _Discarded] = []

    @property
    def count(self) -> int:
        return len(self._done)

    def record(
        self,
        what: str,
        before: Contents,
        only: Collection[str] = (),
        notebook: Notebook | None = None,
    ) -> None:
        """Remember what was changed here since the notebook's content was `before`, if anything.

        `only` gives the ids of the notes or the duty that were changed, if others may have been
        meanwhile. `notebook` is that of an earlier meeting, if that was changed.
        """
        change = _since(notebook or self._notebook, what, before, only)
        if change.marks or change.notes:
            self._done.append(change)
            del self._done[:-MOST_CHANGES]
            self._undone.clear()

    def record_discarded(self, what: str, reopen: Callable[[], bool], *, private: bool) -> None:
        """Remember a draft, of which the notebook never knew: to undo that is to `reopen` it.

        `reopen` returns whether it did.
        """
        self._done.append(_Discarded(what, private, reopen))

    @property
    def last(self) -> str:
        """What was said of the change that would be undone next; `""` where there is none."""
        return self._done[-1].what if self._done else ""

    @property
    def is_last_private(self) -> bool:
        """Whether that was a change to a private note."""
        return bool(self._done) and self._done[-1].is_private

    def undo(self) -> Undone | None:
        """Undo the last change that is not undone yet; None if there is none."""
        if self._done and isinstance(draft := self._done[-1], _Discarded):
            if draft.reopen():
                self._done.remove(draft)
            return Undone(draft.what, is_draft=True)
        return self._take_back(self._done, self._undone)

    def revert(self, count: int) -> None:
        """Take back all changes after the first `count`, which never were meant: for good."""
        while len(self._done) > count:
            self._take_back(self._done, [])

    def redo(self) -> Undone | None:
        """Redo the change that was undone last; None if there is none."""
        return self._take_back(self._undone, self._done)

    def _take_back(
        self, history: list[_Change | _Discarded], other: list[_Change | _Discarded]
    ) -> Undone | None:
        change = history.pop() if history else None
        if not isinstance(change, _Change):
            return None
        notebook = change.notebook
        private = change.is_private
        current = [(edit, _current(notebook, edit)) for edit in change.notes]
        held = all(_holds(notebook, mark) for mark in change.marks)
        if not held or not all(note for _, note in current):
            return Undone(change.what, overtaken=True, private=private)
        before = notebook.contents
        for mark in change.marks:
            nothing = notebook.carried.get(mark.key) if mark.table == "ticked" else None
            nothing = nothing or mark.after._replace(gone=True, status="", owner="")
            notebook.restore_mark(mark.table, mark.key, mark.before or nothing)
        note = None
        for edit, now in current:
            if now and (edit.before is None or edit.before.gone):
                notebook.delete_note(now)
            elif now and edit.before:
                note = notebook.restore_note(_with_content(now, edit.before))
        other.append(_since(notebook, change.what, before))
        return Undone(change.what, private=private, note=note)


def _since(notebook: Notebook, what: str, before: Contents, only: Collection[str] = ()) -> _Change:
    """Return what was changed here in a notebook since it had the content `before`."""

    def is_mine(item: Mark | Note, before: Mark | None = None) -> bool:
        if isinstance(item, Mark) and before and (item.rev, item.by) == (before.rev, before.by):
            return item.owner_by == notebook.by
        return item.by.partition("-")[0] == notebook.by

    now = notebook.contents
    mine = difference(now, before)
    marks = [
        _MarkEdit(table, key, before.marks[table].get(key), mark)
        for table, marks in mine.marks.items()
        for key, mark in _wanted(marks, only).items()
        if is_mine(mark, before.marks[table].get(key))
    ]
    notes = [
        _NoteEdit(id_, next((v for v in before.notes.get(id_, ()) if v not in kept), None), new)
        for id_, versions in _wanted(mine.notes, only).items()
        for kept in [now.notes[id_]]
        for new in filter(is_mine, versions)
    ]
    changed = [edit for edit in notes if edit.before or not edit.after.gone]
    return _Change(notebook, what, tuple(marks), tuple(changed))


def _holds(notebook: Notebook, edit: _MarkEdit) -> bool:
    """Return whether a mark is still as the change left it."""
    now = getattr(notebook.contents, edit.table).get(edit.key, edit.after)
    return _state(now) == _state(edit.after)


def _current(notebook: Notebook, edit: _NoteEdit) -> Note | None:
    """Return the version with the content that the change left; None if there is none."""
    versions = notebook.contents.notes.get(edit.id, ())
    return next((v for v in versions if _with_content(v, edit.after) == v), None)


def _wanted(items: Mapping[str, _T], only: Collection[str]) -> Mapping[str, _T]:
    return {key: item for key, item in items.items() if not only or key in only}


def _state(mark: Mark) -> tuple[bool, str, str]:
    return mark.gone, mark.status, mark.owner


def _with_content(version: Note, content: Note) -> Note:
    """Return a version with the content of another, but its own times and writer."""
    return content._replace(
        changed=version.changed, rev=version.rev, by=version.by, seen=version.seen
    )
