"""Saves the notebook by itself: soon after each change, in a thread, and once more at the end."""

from collections.abc import Callable
from time import monotonic

from textual.app import App
from textual.timer import Timer

from ccgbrief.notebook import Failed, NotebookFile, Pace, Saved


class Autosave:
    """Watches over one notebook file for as long as the app runs."""

    def __init__(self, app: App[int], file: NotebookFile, say: Callable[[str], None]) -> None:
        """`say` is given what there is to tell, on the app's own thread."""
        self._app = app
        self._file = file
        self._say = say
        self._pace = Pace()
        self._timer: Timer | None = None
        self._saving = False

    def changed(self) -> None:
        """Take note that the notebook has changed."""
        self._pace.changed(monotonic())
        self._wait()

    def flush(self) -> Saved | Failed:
        """Save now, in this thread: for the end, however it comes."""
        return self._file.close()

    def _wait(self) -> None:
        due = self._pace.due()
        if self._timer:
            self._timer.stop()
            self._timer = None
        if due is not None:
            self._timer = self._app.set_timer(max(due - monotonic(), 0.01), self._due)

    def _due(self) -> None:
        if self._saving or not self._pace.is_due(monotonic()):
            self._wait()
            return
        self._pace.saving()
        self._saving = True
        self._app.run_worker(self._save, thread=True, group="save", exit_on_error=False)

    def _save(self) -> None:
        outcome = self._file.save()
        self._app.call_from_thread(self._saved, outcome)

    def _saved(self, outcome: Saved | Failed) -> None:
        self._saving = False
        if isinstance(outcome, Failed):
            self._pace.could_not(monotonic())
            self._say(outcome.message)
        for message in self._file.take_messages():
            self._say(message)
        self._wait()
