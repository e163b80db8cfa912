"""The part of the main screen that finds: the search box, the results, going by name."""

from textual import on
from textual.widgets import Input

from ccgbrief.tui.keys import SEARCHING_KEYS
from ccgbrief.tui.screens.moving import MovingScreen
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.tui.widgets.search_pane import SearchPane


class FindingScreen(MovingScreen):
    """Lets the reader type what is sought, and goes there."""

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

    @on(SearchPane.Told)
    def _told(self, event: SearchPane.Told) -> None:
        self.status.tell(event.text)

    @on(SearchPane.Chosen)
    def _chosen(self, event: SearchPane.Chosen) -> None:
        self.leave_search()
        self.go(event.address, event.matched)

    @on(SearchPane.NothingChosen)
    def _go_on_typing(self) -> None:
        self.box.release()

    @on(SearchBox.Left)
    def leave_search(self) -> None:
        """Go on reading."""
        self.spread.display, self.found.display = True, False
        self.tab_row.dim(dimmed=False)
        self.set_focus(self.reader)
        self.box.rest()
        self.status.offer()
