"""Keeps the notebook and its file in step while the app runs: saves changes, and merges others'.

The file is only accessed in threads, so that no key waits for a disk.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from enum import Enum
from functools import partial
from time import monotonic

from textual.app import App
from textual.timer import Timer

from ccgbrief.notebook import Change, Failed, MergeBy, NotebookStore, Saved

QUIET = 0.3
"""Seconds without a change after which to save."""

LATEST = 1.0
"""Seconds after the first unsaved change at which to save even while changes go on."""

AGAIN = 5.0
"""Seconds after a failed save."""

COPIES_SECONDS = 60.0
"""Seconds, at most, between searches for copies that a sync program left beside the file."""

WATCH_SECONDS = 1.0
"""Seconds between reads of the file, so that what another copy wrote appears within two seconds."""


class SaveState(Enum):
    """Whether the notes are saved; the value is what the screen says."""

    SAVED = "what enter keeps is saved at once"
    FAILING = "not saved"
    READ_ONLY = "not saved: read only"

    @property
    def mark(self) -> str:
        """What stands in the last line for as long as it holds; nothing while all is well."""
        return {SaveState.FAILING: "NOT SAVED", SaveState.READ_ONLY: "READ ONLY"}.get(self, "")


class SaveSchedule:
    """When it is time to save; all times are seconds of one steady clock."""

    def __init__(self) -> None:
        self._first: float | None = None
        """When the oldest unsaved change was made."""
        self.due: float | None = None
        """When to save, if there is anything to save."""

    def changed(self, now: float) -> None:
        self._first = now if self._first is None else self._first
        self.due = min(now + QUIET, self._first + LATEST)

    def kept(self, now: float) -> None:
        """Schedule a save at once, for what was kept with Enter."""
        self._first = self.due = now

    def saving(self) -> None:
        """Record that what has changed so far is being saved."""
        self._first = self.due = None

    def failed(self, now: float) -> None:
        """Schedule another try of a failed save, after a while unless something has changed."""
        if self._first is None:
            self.due = now + AGAIN

    def is_due(self, now: float) -> bool:
        return self.due is not None and now >= self.due


class Autosave:
    """Watches one notebook file for as long as the app runs."""

    def __init__(
        self,
        app: App[int],
        store: NotebookStore,
        refresh: Callable[[], None],
        say: Callable[[str], None],
        notebook_changed: Callable[[], None],
        state_changed: Callable[[], None],
        fails_elsewhere: Callable[[], bool],
    ) -> None:
        """Make it; all callbacks but `refresh` run on the app's own thread.

        `refresh` merges what others wrote to this notebook and to those of earlier meetings, `say`
        receives messages, `notebook_changed` is called after changes by another copy, and
        `state_changed` after those of `state`. `fails_elsewhere` returns whether something could
        not be saved in the notebook of an earlier meeting.
        """
        self._app = app
        self._store = store
        self._refresh_all = refresh
        self._stores = [store]
        """Its own, and those of earlier meetings in which something was being written."""
        self._merges = store.notebook.merges
        self._say = say
        self._notebook_changed = notebook_changed
        self._state_changed = state_changed
        self._fails_elsewhere = fails_elsewhere
        self._copies_due = 0.0
        self._schedule = SaveSchedule()
        self._timer: Timer | None = None
        self._busy = False
        self._failing = False
        self._then: list[Callable[[], object]] = []
        """What to do once what was kept is saved."""
        self._shown_state = self.state

    @property
    def state(self) -> SaveState:
        """Whether what is written is saved."""
        if self._store.read_only:
            return SaveState.READ_ONLY
        failing = self._failing or self._fails_elsewhere()
        return SaveState.FAILING if failing else SaveState.SAVED

    @property
    def is_at_risk(self) -> bool:
        """Whether there is anything that would be lost on leaving."""
        unsaved = any(store.unsaved for store in self._stores) or self._fails_elsewhere()
        return unsaved and self.state is not SaveState.SAVED

    def start(self) -> None:
        self._copies_due = monotonic() + COPIES_SECONDS
        self._tell()
        self._app.set_interval(WATCH_SECONDS, self._look)

    def changed(self) -> None:
        self._schedule.changed(monotonic())
        self._wait()

    def kept(self, then: Callable[[], object]) -> None:
        """Save at once, and do something as soon as all is on the disk; never, if that fails."""
        self._then.append(then)
        self._schedule.kept(monotonic())
        self._save_if_due()

    def _wait(self) -> None:
        due = self._schedule.due
        if self._timer:
            self._timer.stop()
            self._timer = None
        if due is not None:
            self._timer = self._app.set_timer(max(due - monotonic(), 0.01), self._save_if_due)

    def _save_if_due(self) -> None:
        if self._busy or not self._schedule.is_due(monotonic()):
            self._wait()
            return
        self._schedule.saving()
        self._run(partial(self._save, len(self._then)))

    def _look(self) -> None:
        if not self._busy:
            self._run(self._refresh)

    def _run(self, work: Callable[[], None]) -> None:
        self._busy = True
        self._app.run_worker(work, thread=True, group="notebook")

    def hold(self, draft: Change | None, store: NotebookStore | None = None) -> None:
        """Save what is being written apart from the notebook; None if it was kept or discarded.

        `store` is that of an earlier meeting, if it is written to its notebook.
        """
        store = store or self._store
        if store not in self._stores:
            self._stores.append(store)
        store.draft.hold(draft)
        self.changed()

    def _save(self, kept: int) -> None:
        outcomes = [_save_with_draft(store) for store in tuple(self._stores)]
        failed = (outcome for outcome in outcomes if isinstance(outcome, Failed))
        self.tell_app(partial(self._saved, next(failed, outcomes[0]), kept))

    def _saved(self, outcome: Saved | Failed, kept: int) -> None:
        self._follow()
        then, self._then = self._then[:kept], self._then[kept:]
        failing, self._failing = self._failing, isinstance(outcome, Failed)
        if isinstance(outcome, Failed):
            # It is tried and reported again every few seconds, so the line stays until it is saved.
            self._schedule.failed(monotonic())
            self._tell(outcome.message)
        else:
            for each in then:
                each()
            self._tell(*(["Everything is saved again"] if failing else []))
        self._wait()

    def _refresh(self) -> None:
        self._refresh_all()
        if monotonic() >= self._copies_due:
            self._copies_due = monotonic() + COPIES_SECONDS
            self._store.find_copies()
        self.tell_app(self._refreshed)

    def tell_app(self, news: Callable[[], None]) -> None:
        """Call this on the app's thread, unless the app has ended, which saves by itself."""
        with suppress(RuntimeError, CancelledError):
            self._app.call_from_thread(news)

    def _refreshed(self) -> None:
        self._follow()
        if self._store.unsaved and not self._store.read_only and self._schedule.due is None:
            self.changed()  # the file was deleted, or overwritten without a lock
        self._tell()

    def _follow(self) -> None:
        """Show what the finished thread merged, since saving merges too."""
        self._busy = False
        merges, self._merges = self._merges, self._store.notebook.merges
        if merges != self._merges:
            self._notebook_changed()

    def _tell(self, *first: str) -> None:
        if self._shown_state is not self.state:
            self._shown_state = self.state
            self._state_changed()
        found = (line for store in self._stores for line in store.take_messages(MergeBy.KEY))
        if messages := [*first, *found]:
            self._say("\n".join(messages))


def _save_with_draft(store: NotebookStore) -> Saved | Failed:
    saved = store.save()
    return store.draft.save(may_drop=store.is_on_disk) or saved
