"""Searches, and goes to places by their names: the box and the results; for the main screen."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from ccgbrief import paths
from ccgbrief.session import Session
from ccgbrief.state import earlier_searches, keep_searches, with_search
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.search_box import Mode, SearchBox
from ccgbrief.tui.widgets.split_view import SplitView
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.view.keys import SEARCHING_KEYS, Handlers

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.search_pane import SearchPane

FIRST_PAINT_SECONDS = 0.3
"""By then the first screen is painted and the first key answered: time to open the index."""


class Searching:
    """Shows results in place of what is read for as long as something is typed."""

    def __init__(
        self,
        screen: Screen[None],
        session: Session,
        reader: Reader,
        status: StatusRow,
        tab_row: TabRow,
    ) -> None:
        self._screen = screen
        self._session = session
        self._reader = reader
        self._status = status
        self._tab_row = tab_row
        self._pane: SearchPane | None = None
        self.box = SearchBox(self._complete)
        self._searches_file = paths.searches_file(session.pack.id)
        self.box.earlier = earlier_searches(self._searches_file)
        self._has_new_search = False
        self.text = SplitView(reader)
        """What is read, where no results are shown."""

    @property
    def commands(self) -> Handlers:
        """What the keys of this part do, by the ids of their commands."""
        return {
            "search": partial(self._begin, Mode.SEARCH),
            "goto": partial(self._begin, Mode.GO),
            "contents": self._open_contents,
        }

    def start(self) -> None:
        """Open the index soon, behind the first screen."""
        self._screen.set_timer(FIRST_PAINT_SECONDS, lambda: self.pane)

    @property
    def pane(self) -> "SearchPane":
        """What shows the results; made when it is first asked for."""
        if self._pane is None:
            from ccgbrief.tui.widgets.search_pane import SearchPane  # noqa: PLC0415 (5 ms)

            self._pane = SearchPane(self._session, public=self._reader.shown.public)
            self._screen.watch(self._pane, "summary", self._status.show_summary, init=False)
            self._screen.mount(self._pane, after=self.text)
            if self._pane.is_attached:  # a screen that is closing takes nothing more
                self._pane.make_ready()
        return self._pane

    def _complete(self, typed: str) -> str | None:
        return self.pane.complete(typed)

    def renew_notes(self) -> None:
        """Let the notes be found as they are now."""
        if self._pane:
            self._pane.renew_notes(public=self._reader.shown.public)

    def renew_pack(self) -> None:
        """Show and find what the pack has now."""
        self.text.renew_pack()
        if self._pane:
            self._pane.renew_pack()
            self.show_results()

    def search(self, words: str) -> None:
        """Search for words that were typed elsewhere; more may be typed behind them."""
        self._begin(Mode.SEARCH, words)

    def search_here(self) -> None:
        """Begin to search where the box was clicked, if that has not begun."""
        if self.text.display:
            self._begin(Mode.SEARCH)

    def _open_contents(self) -> None:
        from ccgbrief.view.contents import why_no_contents  # noqa: PLC0415 (with the pane)

        if why := why_no_contents(self._session.pack, self._reader.tab):
            self._status.show_message(why)
        else:
            self._begin(Mode.CONTENTS)

    def _begin(self, mode: Mode, words: str = "") -> None:
        self.box.recalls = not self._reader.shown.presenting
        self.box.begin(mode, words)
        # At once, and not by widget.focus(): keys that came in the same burst are typed text.
        self._screen.set_focus(self.box)
        self._status.show_keys(SEARCHING_KEYS)
        self.show_results()

    def show_results(self) -> None:
        """Show what is found by what stands in the box, while it is typed into."""
        if self._screen.focused is not self.box:
            return
        self.text.display, self.pane.display = False, True
        # Or else what is read would be painted once more before the pane takes its place.
        self._screen.refresh(layout=True)
        self._tab_row.dim(dimmed=True)
        typed, tab = self.box.value, self._reader.tab
        match self.box.mode:
            case Mode.SEARCH:
                self.pane.search(typed)
            case Mode.GO:
                self.pane.list_places(typed, tab)
            case Mode.CONTENTS:
                self.pane.list_contents(typed, tab, self._reader.passage_here)

    def keep_search(self) -> None:
        """Keep a search that led somewhere, to be brought back; not while others look on."""
        if self.box.mode is Mode.SEARCH and not self._reader.shown.presenting:
            self.box.earlier = with_search(self.box.earlier, self.box.value)
            self._has_new_search = True

    def close(self) -> None:
        """Keep the searches for the next start."""
        if self._has_new_search:
            keep_searches(self._searches_file, self.box.earlier)

    def leave(self) -> None:
        """Show what is read again."""
        if self._pane is None:
            return
        self.text.display, self._pane.display = True, False
        self._tab_row.dim(dimmed=False)
        self._screen.set_focus(self._reader)
        self.box.rest()
        self._status.show_keys()
