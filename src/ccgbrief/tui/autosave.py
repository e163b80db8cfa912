"""Keeps notebook and file together while the app runs: saves what changes here, takes in the rest.

The file is touched in threads only, so that no key waits for a disk.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from enum import Enum
from functools import partial
from time import monotonic

from textual.app import App
from textual.timer import Timer

from ccgbrief.notebook import Failed, NotebookFile, Pace, Saved

COPIES_SECONDS = 60.0
"""How often to look for copies that a sync program has left beside the file, at the least."""

WATCH_SECONDS = 1.0
"""How often the file is looked at for what another copy wrote: it is seen within two seconds."""


class Holds(Enum):
    """Whether what is written is saved; the value is how the reader is told."""

    SAVED = "saved as you type"
    FAILING = "not saved"
    READ_ONLY = "not saved: read only"


class Autosave:
    """Watches over one notebook file for as long as the app runs."""

    def __init__(
        self,
        app: App[int],
        file: NotebookFile,
        say: Callable[[str], None],
        renew: Callable[[], None],
        stand: Callable[[], None],
    ) -> None:
        """All are called on the app's own thread.

        `say` is given what there is to tell; `renew` follows changes by another copy, `stand`
        those of `holds`.
        """
        self._app = app
        self._file = file
        self._say = say
        self._renew = renew
        self._stand = stand
        self._copies_due = 0.0
        self._pace = Pace()
        self._timer: Timer | None = None
        self._busy = False
        self._failing = False
        self._stood = self.holds

    @property
    def holds(self) -> Holds:
        """What holds of saving at present."""
        if self._file.read_only:
            return Holds.READ_ONLY
        return Holds.FAILING if self._failing else Holds.SAVED

    @property
    def is_at_risk(self) -> bool:
        """Whether there is anything that leaving would not save."""
        return self.holds is not Holds.SAVED and self._file.unsaved

    def start(self) -> None:
        """Begin to watch the file."""
        self._copies_due = monotonic() + COPIES_SECONDS
        self._tell()
        self._app.set_interval(WATCH_SECONDS, self._look)

    def changed(self) -> None:
        """Take note that the notebook has changed."""
        self._pace.changed(monotonic())
        self._wait()

    def _wait(self) -> None:
        due = self._pace.due()
        if self._timer:
            self._timer.stop()
            self._timer = None
        if due is not None:
            self._timer = self._app.set_timer(max(due - monotonic(), 0.01), self._save_if_due)

    def _save_if_due(self) -> None:
        if self._busy or not self._pace.is_due(monotonic()):
            self._wait()
            return
        self._pace.saving()
        self._run(self._save)

    def _look(self) -> None:
        if not self._busy:
            self._run(self._refresh)

    def _run(self, work: Callable[[], None]) -> None:
        self._busy = True
        self._app.run_worker(work, thread=True, group="notebook")

    def _save(self) -> None:
        outcome = self._file.save()
        self._tell_app(partial(self._saved, outcome))

    def _saved(self, outcome: Saved | Failed) -> None:
        self._follow()
        failing, self._failing = self._failing, isinstance(outcome, Failed)
        if isinstance(outcome, Failed):
            # It is tried again every few seconds, and told again: the line stays until it is saved.
            self._pace.could_not(monotonic())
            self._tell(outcome.message)
        else:
            self._tell(*(["Everything is saved again"] if failing else []))
        self._wait()

    def _refresh(self) -> None:
        self._file.refresh()
        if monotonic() >= self._copies_due:
            self._copies_due = monotonic() + COPIES_SECONDS
            self._file.look_for_copies()
        self._tell_app(self._refreshed)

    def _tell_app(self, news: Callable[[], None]) -> None:
        """Have this called on the app's thread; one that has ended saves by itself."""
        with suppress(RuntimeError, CancelledError):
            self._app.call_from_thread(news)

    def _refreshed(self) -> None:
        self._follow()
        if self._file.unsaved and not self._file.read_only and self._pace.due() is None:
            self.changed()  # the file was deleted, or written over without a lock
        self._tell()

    def _follow(self) -> None:
        """Show what the thread that has ended took in: a save does that too."""
        self._busy = False
        if self._file.take_news():
            self._renew()

    def _tell(self, *first: str) -> None:
        if self._stood is not self.holds:
            self._stood = self.holds
            self._stand()
        if messages := [*first, *self._file.take_messages()]:
            self._say("\n".join(messages))
