"""The part of the main screen that finds: the search box, the results, going by name."""

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from ccgbrief.session import Session
from ccgbrief.tui.screens.moving import MovingScreen
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.view.keys import SEARCHING_KEYS

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.search_pane import SearchPane

PICTURE_SECONDS = 0.3
"""After which the first picture stands, and the first key is answered: then the index is opened."""


class FindingScreen(MovingScreen):
    """Lets the reader type what is sought, and goes there."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pane: SearchPane | None = None

    def on_mount(self) -> None:
        """Make ready for a search behind the first picture."""
        self.set_timer(PICTURE_SECONDS, lambda: self.found)

    @property
    def found(self) -> "SearchPane":
        """What shows the results; made when it is first asked for."""
        if self._pane is None:
            from ccgbrief.tui.widgets.search_pane import SearchPane  # noqa: PLC0415 (5 ms)

            self._pane = SearchPane(self.session, public=self.reader.shown.public)
            self.watch(self._pane, "told", self.status.tell, init=False)
            self.mount(self._pane, after=self.spread)
            if self._pane.is_attached:  # a screen that is closing takes nothing more
                self._pane.make_ready()
        return self._pane

    @property
    def is_finding(self) -> bool:
        """Whether results are shown, and not what is read."""
        return self._pane is not None and self._pane.display

    def complete(self, typed: str) -> str | None:
        """Return what a query becomes when the filter at its end is completed."""
        return self.found.complete(typed)

    def renew_found(self) -> None:
        """Let the notes be found as they are now."""
        if self._pane:
            self._pane.renew_notes(public=self.reader.shown.public)

    def action_search(self) -> None:
        """Let the reader type a search."""
        self._begin(going=False)

    def action_go(self) -> None:
        """Let the reader type the name of a place."""
        self._begin(going=True)

    def _begin(self, *, going: bool) -> None:
        self.box.begin(going=going)
        # At once, and not by widget.focus(): keys that came in the same burst are typed text.
        self.set_focus(self.box)
        self.status.offer(SEARCHING_KEYS)
        self._typed()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self.focused is not self.box:
            return
        self.spread.display, self.found.display = False, True
        self.tab_row.dim(dimmed=True)
        if self.box.going:
            self.found.list_places(self.box.value, self.reader.tab)
        else:
            self.found.search(self.box.value)

    @on(SearchBox.Stepped)
    def _stepped(self, event: SearchBox.Stepped) -> None:
        self.found.step(event.step, page=event.page)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.found.choose()

    def on_search_pane_chosen(self, event: "SearchPane.Chosen") -> None:
        """Go where the reader wants to."""
        self.leave_search()
        self.go(event.address, event.matched)

    def on_search_pane_nothing_chosen(self) -> None:
        """Go on typing: there was nothing to go to."""
        self.box.release()

    @on(SearchBox.Left)
    def leave_search(self) -> None:
        """Go on reading."""
        self.spread.display, self.found.display = True, False
        self.tab_row.dim(dimmed=False)
        self.set_focus(self.reader)
        self.box.rest()
        self.status.offer()
