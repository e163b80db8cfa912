"""Searches and goes to places by name, with the box and the results, for the main screen."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from ccgbrief import paths
from ccgbrief.state import earlier_searches, keep_searches, with_search
from ccgbrief.tui.navigation import Navigation
from ccgbrief.tui.widgets.search_box import Mode, SearchBox
from ccgbrief.tui.widgets.split_view import SplitView
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.address import Address
from ccgbrief.view.blocks import Listed
from ccgbrief.view.keys import NOTHING_FOUND_KEYS, SEARCHING_KEYS, Handlers

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.search_pane import SearchPane
    from ccgbrief.view.goto_targets import Destination

FIRST_PAINT_SECONDS = 0.3
"""Seconds until the index is opened; by then the first key has been answered."""


class Searching(Vertical):
    """Shows results in place of the text for as long as something is typed."""

    def __init__(self, workspace: Workspace, tab_row: TabRow, navigation: Navigation) -> None:
        super().__init__()
        self._workspace = workspace
        self._reader = workspace.reader
        self._tab_row = tab_row
        self._navigation = navigation
        self._pane: SearchPane | None = None
        self._places: list[Destination] = []
        self._box = SearchBox(self._complete)
        self._searches_file = paths.searches_file(workspace.pack.id)
        self._box.earlier = earlier_searches(self._searches_file)
        self._new_searches: list[str] = []
        self._text = SplitView(workspace.reader)

    @property
    def commands(self) -> Handlers:
        return {
            "search": partial(self._begin, Mode.SEARCH),
            "goto": partial(self._begin, Mode.GO),
            "contents": self._open_contents,
        }

    def compose(self) -> ComposeResult:
        yield self._box
        yield self._text

    def on_mount(self) -> None:
        """Open the index soon, behind the first screen."""
        self.set_timer(FIRST_PAINT_SECONDS, lambda: self.pane)
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def _focus_moved(self, focused: Widget | None) -> None:
        """End a search when the reader goes on with a note that was left open."""
        if focused not in (None, self._box, self._reader):
            self._make_way()

    @property
    def pane(self) -> "SearchPane":
        """The pane of results, made when first needed."""
        if self._pane is None:
            from ccgbrief.tui.widgets.search_pane import SearchPane  # noqa: PLC0415 (5 ms)

            self._pane = SearchPane(self._workspace.session, public=self._reader.shown.public)
            self.watch(self._pane, "summary", self._show_summary, init=False)
            self.mount(self._pane)
            if self._pane.is_attached:  # a closing screen accepts nothing more
                self._pane.make_ready()
        return self._pane

    def _show_summary(self, summary: str) -> None:
        """Say what was found, unless the answer comes when the search has been left."""
        if self.screen.focused is self._box:
            keys = SEARCHING_KEYS if self.pane.results.has_cursor else NOTHING_FOUND_KEYS
            self._workspace.status.offer_keys(keys)
            self._workspace.status.show_summary(summary)

    def _complete(self, typed: str) -> str | None:
        return self.pane.complete(typed)  # which is not made before something is typed

    def renew_notes(self) -> None:
        if self._pane:
            self._pane.renew_notes(public=self._reader.shown.public)

    def show_otherwise(self) -> None:
        """Find what the view allows now."""
        self._box.forget()
        self.renew_notes()

    def renew_pack(self) -> None:
        self._places = []
        self._text.renew_pack()
        if self._pane:
            self._pane.renew_pack()
            self._show_results()

    def go(self, address: Address) -> None:
        """Go to a place that was chosen by its name."""
        self.leave()
        self._navigation.go(address)

    def search(self, words: str) -> None:
        """Search for words that were typed elsewhere; more may be typed after them."""
        self._begin(Mode.SEARCH, words)

    @on(SearchBox.Clicked)
    def _box_clicked(self) -> None:
        """Begin to search, if that has not begun."""
        if self._text.display:
            self._begin(Mode.SEARCH)

    def _open_contents(self) -> None:
        from ccgbrief.view.contents import why_no_contents  # noqa: PLC0415 (with the pane)

        if why := why_no_contents(self._workspace.pack, self._reader.tab):
            self._workspace.say(why)
        else:
            self._begin(Mode.CONTENTS)

    def _begin(self, mode: Mode, words: str = "") -> None:
        self._box.recalls = not self._reader.shown.presenting
        self._box.begin(mode, words)
        # At once, not by widget.focus(), since keys in the same burst are typed text.
        self.screen.set_focus(self._box)
        self._workspace.status.show_keys(SEARCHING_KEYS)
        self._show_results()

    @on(Input.Changed)
    def _show_results(self) -> None:
        """Show the results for the text in the box while it is being typed."""
        if self.screen.focused is not self._box:
            return
        # Before the first letter the text stays: an empty page would say nothing.
        is_begun = self._box.mode is not Mode.SEARCH or bool(self._box.value)
        self._text.display, self.pane.display = not is_begun, is_begun
        self._reader.can_focus = False  # or a click would leave the box half open
        # Or else what is read would be painted once more before the pane takes its place.
        self.screen.refresh(layout=True)
        self._tab_row.dim(dimmed=True)
        if self._box.mode is Mode.SEARCH:
            self.pane.search(self._box.value)
        else:
            self.pane.show_listed(self._box.value, self._listed(self._box.value))

    def _listed(self, typed: str) -> Listed:
        """List the contents, or the places that `g` goes to, by what is typed of their names."""
        from ccgbrief.view.contents import listed_contents  # noqa: PLC0415 (with the pane)
        from ccgbrief.view.goto_targets import destinations, listed_places  # noqa: PLC0415 (likewise)

        pack, tab = self._workspace.pack, self._reader.tab
        if self._box.mode is Mode.CONTENTS:
            return listed_contents(pack, typed, tab, self._reader.passage_here, self._box.words)
        if not typed or not self._places:
            self._places = destinations(pack)
        return listed_places(typed, pack, tab, self._places, self._box.words)

    def on_unmount(self) -> None:
        if self._new_searches:
            keep_searches(self._searches_file, self._new_searches)

    @on(Input.Submitted)
    def _choose(self) -> None:
        self.pane.choose()

    @on(SearchBox.Stepped)
    def _step(self, event: SearchBox.Stepped) -> None:
        results = self.pane.results
        move = results.action_page if event.page else results.action_move
        move(event.step)

    @on(SearchBox.Unfolded)
    def _unfold(self) -> None:
        self.pane.unfold()

    def on_search_pane_answered(self) -> None:
        """Complete what was typed before the filters of the pack were known."""
        self._box.suggest()

    def on_search_pane_chosen(self, event: "SearchPane.Chosen") -> None:
        self._keep_search()
        if event.found:
            self.leave()
            self._navigation.go_to_result(event.address, event.found)
        else:
            self.go(event.address)

    def on_search_pane_nothing_chosen(self) -> None:
        """Search for what names no place; otherwise go on typing."""
        from ccgbrief.view.goto_targets import is_page  # noqa: PLC0415 (with the pane)

        is_place = self._box.mode is Mode.GO and is_page(self._box.value)
        if self._box.mode is not Mode.SEARCH and self._box.words and not is_place:
            self.search(self._box.words)
        self._box.release()

    def _keep_search(self) -> None:
        """Keep a search that led somewhere, to be brought back; not while others look on."""
        if self._box.mode is Mode.SEARCH and not self._reader.shown.presenting:
            self._box.earlier = with_search(self._box.earlier, self._box.value)
            self._new_searches.append(self._box.value)

    @on(SearchBox.Left)
    def leave(self) -> None:
        if self._pane is None:
            return
        self._make_way()
        self.screen.set_focus(self._reader)
        self._workspace.status.show_keys()

    def _make_way(self) -> None:
        """Show the text again, if there was a search, for what has the focus now."""
        if self._reader.can_focus:
            return
        self._text.display, self.pane.display = True, False
        self.pane.is_choosing = False
        self._tab_row.dim(dimmed=False)
        self._reader.can_focus = True
        self._box.rest()
