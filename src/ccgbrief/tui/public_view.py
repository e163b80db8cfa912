"""What others may see of the screen: private notes hidden, text set wider; for the main screen."""

from collections.abc import Callable
from dataclasses import replace

from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.keys import Handlers
from ccgbrief.view.view_state import ViewState


class PublicView:
    """Turns the public view on and off, and presenting, which is public too."""

    def __init__(self, workspace: Workspace, shown_otherwise: Callable[[], None]) -> None:
        """`shown_otherwise` is called when other notes may be shown than before."""
        self._workspace = workspace
        self._reader = workspace.reader
        self._shown_otherwise = shown_otherwise

    @property
    def commands(self) -> Handlers:
        return {"public": self._turn_public, "present": self._turn_presenting}

    def _turn_public(self) -> None:
        if self._reader.shown.presenting:
            self._workspace.say("Private notes stay hidden while presenting; V ends it")
            return
        public = not self._reader.shown.public
        self._show(public=public)
        self._workspace.say("Private notes are hidden" if public else "Private notes are shown")

    def _turn_presenting(self) -> None:
        """Show the pack as for a projector, or as before; private notes stay hidden after it."""
        presenting = not self._reader.shown.presenting
        self._show(public=True, presenting=presenting)
        reports = self.arrange()
        ended = "No longer presenting; v v shows private notes again"
        self._workspace.say("\n".join(["Presenting: V ends it" if presenting else ended, *reports]))

    def _show(self, *, public: bool, presenting: bool = False) -> None:
        shown = replace(self._reader.shown, public=public, presenting=presenting)
        self._reader.show_as(shown)
        self._shown_otherwise()

    def follow(self, before: ViewState) -> None:
        """Set the screen for the view that is shown again after `before`."""
        shown = self._reader.shown
        if shown.presenting != before.presenting:
            for report in self.arrange():
                self._workspace.status.report(report)
        if (shown.public, shown.presenting) != (before.public, before.presenting):
            self._shown_otherwise()

    def arrange(self) -> list[str]:
        """Set the screen for a room or for the reader; return the messages that had to wait."""
        presenting = self._reader.shown.presenting
        self._workspace.screen.app.set_class(presenting, "-presenting")
        return self._workspace.status.hold_reports(held=presenting)
