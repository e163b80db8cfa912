"""Leads a new reader through the pack, one line at a time, for the main screen."""

from collections.abc import Callable

from ccgbrief import paths
from ccgbrief.files import is_there
from ccgbrief.search import Answer
from ccgbrief.state import end_tour, is_tour_over
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.keys import Handlers
from ccgbrief.view.tour import LANDED, LEAST_COLUMNS, Tour, is_found


class Touring:
    """Shows the step to do next in the last line, until Escape ends it; later when asked for."""

    def __init__(self, workspace: Workspace, has_way_back: Callable[[], bool]) -> None:
        self._workspace = workspace
        self._has_way_back = has_way_back
        self._tour: Tour | None = None

    @property
    def commands(self) -> Handlers:
        return {"tour": self._begin}

    def offer(self) -> None:
        """Begin, if nobody has ended the tour yet or written anything on the shipped pack."""
        self._workspace.screen.watch(self._workspace.reader, "has_marks", self._landed, init=False)
        is_begun = (
            is_there(self._workspace.session.store.path) or self._workspace.reader.shown.presenting
        )
        if not (self._refusal or is_begun or is_tour_over(paths.tour_file())):
            self._show(Tour())

    def _begin(self) -> None:
        """Begin anew, where the tour can be shown."""
        if self._refusal:
            self._workspace.say(self._refusal)
        else:
            self._show(Tour())

    @property
    def _refusal(self) -> str:
        """Why the tour cannot be shown; `""` if it can."""
        if self._workspace.session.pack.folder != paths.shipped_pack():
            return "The tour is of the pack that ships with it: ccgbrief without --pack"
        is_narrow = self._workspace.screen.app.size.width < LEAST_COLUMNS
        return f"The tour needs a window of {LEAST_COLUMNS} columns" if is_narrow else ""

    def happened(self, done: str) -> None:
        """Go a step further, if what was done completes the present one."""
        if self._tour and (tour := self._tour.after(done)) != self._tour:
            self._show(tour)
        elif self._tour:
            self._workspace.status.refresh()  # what Escape does there may have changed

    def searched(self, answer: Answer) -> None:
        """Go on if what was asked for is the first result, or back if it no longer is."""
        if self._tour and (tour := self._tour.found(is_found=is_found(answer))) != self._tour:
            self._show(tour)

    def end(self) -> None:
        """End the tour, if there is one; it is offered no more."""
        if self._tour:
            self._tour = None
            self._workspace.status.show_tour(None)
            self._workspace.say("The tour is over; “tour” in the palette (ctrl+p) begins it again")
            end_tour(paths.tour_file())

    def _show(self, tour: Tour) -> None:
        self._tour = tour
        self._workspace.status.show_tour(tour, self._has_way_back)
        if tour.is_at_end:
            end_tour(paths.tour_file())

    def _landed(self, has_marks: bool) -> None:  # noqa: FBT001 (a watcher is given the value)
        if has_marks:
            self.happened(LANDED)
