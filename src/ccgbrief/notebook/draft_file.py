"""Keeps what is being written in a file of its own, until it is kept or discarded: for the screen.

What is not kept never enters the notebook, and what was being written outlives a power cut.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from ccgbrief.files import remove
from ccgbrief.notebook.backups import drop_rescued, rescue
from ccgbrief.notebook.external_edits import with_replaced
from ccgbrief.notebook.lock import is_locked, lock_of, locked
from ccgbrief.notebook.merge import difference
from ccgbrief.notebook.messages import Failed, unsaved_lines
from ccgbrief.notebook.model import Contents, NotebookHead
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.serialization import write_contents

ENDING = "-draft"
"""The end of the file's name, by which another opening tells it from notes not saved."""

Change = Callable[[Notebook], object]
"""Changes a notebook as it would be if what is being written were kept."""


class DraftFile:
    """The file for what is being written to one notebook; `hold` and `save` may be in two threads.

    It is a notebook too, with nothing but the draft. It is locked while this program runs, and
    offered at the next start.
    """

    def __init__(self, state: Path, path: Path, notebook: Notebook) -> None:
        """Make it for the notebook at `path`; `state` is the folder for files kept elsewhere."""
        self._state = state
        self._path = path
        self._notebook = notebook
        self._change: Change | None = None
        self._saved: Change | None = None
        self._file: Path | None = None
        self._resumed: set[Path] = set()
        """Those of earlier programs, until what they hold is saved, kept or discarded here."""
        self._lock = ExitStack()

    def hold(self, change: Change | None) -> None:
        """Take what is written by now; None if it was kept or discarded."""
        self._change = change

    def save(self, *, may_drop: bool = True) -> Failed | None:
        """Write what is held, or remove the file; return why it could not be written.

        The file of what was kept is not dropped before the notebook is on the disk.
        """
        is_saved = self._change is self._saved and not self._resumed
        return None if is_saved else self._save(may_drop=may_drop)

    def resume(self, file: Path) -> None:
        """Take over what an earlier program left in a file, which goes at the next save."""
        self._resumed.add(file)

    def finish(self, *, may_drop: bool) -> Failed | None:
        """Save for the last time, with what was typed last; say what could be saved nowhere."""
        failed, change = self._save(may_drop=may_drop), self._change
        self._unlock()
        if failed and change:
            tried = self._tried(change)
            lines = unsaved_lines(tried, self._notebook.contents)
            return failed._replace(message="\n".join([failed.message, *lines]))
        return None

    def _save(self, *, may_drop: bool) -> Failed | None:
        resumed = tuple(self._resumed)
        change = self._change  # which another thread may replace meanwhile
        draft = self._draft_of(change) if change else Contents()
        if draft != Contents():
            data = write_contents(draft, NotebookHead(pack=self._notebook.pack))
            name = f"{self._notebook.by}{ENDING}"
            file = rescue(self._state, self._path, name, data, self._file)
            if file is None:
                return Failed(f"{self._state}: what you are writing could not be saved there", None)
            if file != self._file:
                self._drop()
                self._file = file
                self._hold_lock()
        elif not may_drop:
            return None
        else:
            self._drop()
        for path in resumed:
            remove(lock_of(path))  # which a program that was killed left behind
            drop_rescued(path)
            self._resumed.discard(path)
        self._saved = change
        return None

    def _drop(self) -> None:
        self._unlock()
        if self._file:
            drop_rescued(self._file)
            self._file = None

    def _hold_lock(self) -> None:
        if self._file and not self._lock.enter_context(locked(self._file, 0.0)):
            self._unlock()  # or else nobody would ever be offered the draft

    def _unlock(self) -> None:
        self._lock.close()
        if self._file:
            remove(lock_of(self._file))

    def _draft_of(self, change: Change) -> Contents:
        """Return what the notebook lacks of a change."""
        known = self._notebook.contents
        return with_replaced(difference(self._tried(change).contents, known), known)

    def _tried(self, change: Change) -> Notebook:
        tried = self._notebook.copy()
        change(tried)
        return tried

    def others(self, rescued: Iterable[Path]) -> Iterable[Path]:
        """Leave out of those that may have something new what a running program is writing."""
        ours = {self._file, *self._resumed}
        return (file for file in rescued if file not in ours and not is_locked(file))


def is_draft(path: Path) -> bool:
    """Return whether a file is what was being written when a program ended."""
    return path.stem.endswith(ENDING)
