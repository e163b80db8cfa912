"""The part of the main screen that moves: tabs, cursor, following, coming back."""

from dataclasses import replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from ccgbrief import paths
from ccgbrief.last_meeting import last_meeting
from ccgbrief.session import Session
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.tui.widgets.split_view import Spread
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.view import Shown, tabs
from ccgbrief.view.blocks import Address, Block
from ccgbrief.view.history import History
from ccgbrief.view.last_position import keep_left_off, read_left_off
from ccgbrief.view.results import Spans
from ccgbrief.view.tabs import tabs_of


class MovingScreen(Screen[None]):
    """Holds the widgets, and moves the reader about in the pack."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.tabs = tabs_of(session.pack)
        self.history = History()
        self.tab_row = TabRow(self.tabs)
        self.box = SearchBox(self.complete)
        left, today = read_left_off(paths.left_off_file(session.pack.id)), _today()
        since = last_meeting(paths.meetings_file(session.pack.id), today)
        shown = Shown(session.pack, session.notebook, left=left, today=today, made={})
        self.reader = Reader(replace(shown, since=since or left.opened_before(today)))
        self.spread = Spread(self.reader)
        self.status = StatusRow()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self.tab_row
        yield self.box
        yield self.spread
        yield self.status

    def on_mount(self) -> None:
        """Keep the row of tabs with what is read; a message would come a picture later."""
        self.watch(self.reader, "tab", self._tab_opened, init=False)

    def on_unmount(self) -> None:
        """Keep the place for the next time; the overview is no place to come back to."""
        address = self.reader.standpoint.address
        if address.tab == tabs.OVERVIEW:
            address = self.reader.shown.left.address or address
        keep_left_off(paths.left_off_file(self.session.pack.id), address, _today())

    def complete(self, typed: str) -> str | None:
        """Return what a query becomes when the filter at its end is completed, where one finds."""
        del typed
        return None

    def say(self, message: str) -> None:
        """Tell the reader something in one line."""
        self.status.say(message)

    def go(self, address: Address, matched: Spans = ()) -> None:
        """Go to a place, remembering where the reader was."""
        self.history.leave(self.reader.standpoint)
        if not self.reader.open(address, matched=matched):
            self.say("That passage is no longer there; its article is shown")

    def open_block(self, block: Block) -> None:
        """Follow, unfold or edit what was chosen."""
        if block.leads:
            self.go(block.leads)
        elif block.folds:
            self.reader.fold(block.folds)

    def action_move(self, step: int) -> None:
        """Rest on the next or previous passage or row."""
        self.reader.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self.reader.action_page(step)

    def action_end(self, step: int) -> None:
        """Rest on the first or the last passage or row."""
        self.reader.action_end(step)

    def action_open(self) -> None:
        """Open what the cursor rests on."""
        if block := self.reader.current:
            self.open_block(block)

    @on(BlockList.Opened)
    def _opened(self, event: BlockList.Opened) -> None:
        self.open_block(event.block)

    def action_turn_sieve(self, step: int) -> None:
        """Go to the notes, narrowed to the next or previous kind or #tag."""
        self._show_notes()
        self.say(f"Notes: {self.reader.turn_sieve(step) or 'all'}")

    def action_turn_order(self) -> None:
        """Go to the notes, listed by place or by time."""
        self._show_notes()
        self.say(f"Notes {'by place' if self.reader.turn_order() else 'by time'}")

    def _show_notes(self) -> None:
        if self.reader.tab != tabs.NOTES:
            self.history.leave(self.reader.standpoint)
            self.reader.open_tab(tabs.NOTES)

    def action_beside(self) -> None:
        """Show the evidence of the area or duty under the cursor, article beside article."""
        current = self.reader.current
        place = current.place if current else None
        owner = (place.area or place.duty) if place else ""
        if not self._lay_beside(owner or (current.key if current else "")):
            self.say("There is no evidence under the cursor to lay side by side")

    def _lay_beside(self, key: str) -> bool:
        """Show the evidence of the area or duty whose block that is; tell whether there is any."""
        owner, pack = key.partition("/")[0], self.session.pack
        item = pack.area(owner) or pack.duty(owner)
        if item is None or not item.evidence:
            return False
        from ccgbrief.tui.screens.comparison import BesideScreen, sides  # noqa: PLC0415 (seldom shown)

        self.app.push_screen(BesideScreen(item.title, sides(pack, item), key), self._go_if_chosen)
        return True

    def _go_if_chosen(self, chosen: Block | None) -> None:
        if chosen and chosen.leads:
            self.history.leave(self.reader.standpoint._replace(beside=chosen.key))
            self.reader.open(chosen.leads)

    def action_back(self) -> None:
        """Go back to before the last jump; after none, fold what is unfolded here."""
        if step := self.history.back():
            self.reader.open(step.address, step.row)
            self._lay_beside(step.beside)
        elif not self.reader.has_marks:
            self.reader.fold_here()
        self.reader.mark({})

    def action_tab(self, position: int) -> None:
        """Show the tab at this position."""
        if position < len(self.tabs):
            self.reader.open_tab(self.tabs[position].id)

    def action_digit(self, place: int) -> None:
        """Show the tab that the digit in this place opens, from 0 for `1` to 9 for `0`."""
        found = tabs.numbered(self.tabs)
        if place < len(found):
            self.action_tab(found[place])

    def action_step_tab(self, step: int) -> None:
        """Show the next or previous tab."""
        ids = [tab.id for tab in self.tabs]
        self.reader.open_tab(ids[(ids.index(self.reader.tab) + step) % len(ids)])

    def _tab_opened(self, opened: str) -> None:
        self.tab_row.activate([tab.id for tab in self.tabs].index(opened))


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the reader's own calendar is meant)
