"""Leads a new reader through the pack, one line at a time, for the main screen."""

from ccgbrief import paths
from ccgbrief.search import Answer
from ccgbrief.state import end_tour, is_tour_over
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.tour import FOUND, KEPT, LANDED, LEAST_COLUMNS, Tour, is_found


class Touring:
    """Shows the step to do next in the last line, until Escape ends it for good."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tour: Tour | None = None

    def offer(self) -> None:
        """Begin, if nobody has ended the tour yet or written anything on the shipped pack."""
        is_shipped = self._workspace.session.pack.folder == paths.shipped_pack()
        is_begun = (
            self._workspace.session.store.path.exists() or self._workspace.reader.shown.presenting
        )
        is_narrow = self._workspace.screen.app.size.width < LEAST_COLUMNS
        if not is_shipped or is_begun or is_narrow or is_tour_over(paths.tour_file()):
            return
        self._workspace.screen.watch(self._workspace.reader, "has_marks", self._landed, init=False)
        self._show(Tour())

    def happened(self, done: str) -> None:
        """Go a step further, if what was done completes the present one."""
        if self._tour and (tour := self._tour.after(done)) != self._tour:
            self._show(tour)

    def searched(self, answer: Answer) -> None:
        """Go a step further, if the quotation that was asked for is the first result."""
        if is_found(answer):
            self.happened(FOUND)

    def kept_note(self) -> None:
        """Go a step further, if a note is in the notebook."""
        if self._workspace.session.notebook.notes(private=True):
            self.happened(KEPT)

    def end(self) -> bool:
        """End the tour for good; return whether there was one."""
        if self._tour is None:
            return False
        self._tour = None
        self._workspace.status.show_tour(None)
        self._workspace.say("The tour is over")
        end_tour(paths.tour_file())
        return True

    def _show(self, tour: Tour) -> None:
        self._tour = tour
        self._workspace.status.show_tour(tour)
        if tour.is_at_end:
            end_tour(paths.tour_file())

    def _landed(self, has_marks: bool) -> None:  # noqa: FBT001 (a watcher is given the value)
        if has_marks:
            self.happened(LANDED)
