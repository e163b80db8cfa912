"""The text: one list of blocks that becomes the pane of whichever tab is open."""

from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import takewhile

from textual.reactive import reactive

from ccgbrief.notebook import Note
from ccgbrief.pack import Article, Pack
from ccgbrief.tui.widgets.columns import ColumnList
from ccgbrief.tui.widgets.drawing import Matched
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, Row, Standpoint, unfolded_by
from ccgbrief.view.article import beginning_blocks, keep_body, make_body, row_read
from ccgbrief.view.blocks import Block
from ccgbrief.view.pack_watch import still_there
from ccgbrief.view.panes import blocks_of, columns_of
from ccgbrief.view.results import Spans
from ccgbrief.view.row_keys import ON_MATCH, Choices, row_choices
from ccgbrief.view.view_state import Body, ViewState


class Reader(ColumnList):
    """Shows one tab at a time and remembers where the reader was in each."""

    tab: reactive[str] = reactive(tabs.OVERVIEW, repaint=False, init=False)
    """The id of the open tab."""

    has_marks: reactive[bool] = reactive(default=False, repaint=False, init=False)
    """Whether found words are highlighted."""

    choices: reactive[Choices] = reactive({}, repaint=False, init=False)
    """What can be done on the row under the cursor."""

    row_read: reactive[str] = reactive("", repaint=False, init=False)
    """The row of a table under the cursor, with its heads."""

    def __init__(self, shown: ViewState) -> None:
        super().__init__(blocks_of(tabs.OVERVIEW, shown), name="reader")
        self.shown = shown
        self.rows = 0
        """The rows that the overview may fill with details."""
        self.is_begun = False
        """Whether only the beginning of an article is shown, until all of it is made."""
        self._left: dict[str, Standpoint] = {}

    @property
    def standpoint(self) -> Standpoint:
        key = self.current.key if self.current else ""
        shown = self.shown
        listed = (shown.unfolded, shown.note_filter, shown.by_place)
        return Standpoint(Address(self.tab, key), self.cursor_row, "", *listed)

    def mark(self, matched: Mapping[Row, Matched]) -> None:
        super().mark(matched)
        self.has_marks = bool(matched)
        self._offer()

    def open_tab(self, tab: str) -> None:
        """Show a tab as it was left."""
        if tab != self.tab:
            left = self._left.get(tab, Standpoint(Address(tab), 0))
            self.open(left.address, left.row)

    def open(self, address: Address, row: int | None = None, matched: Spans = ()) -> bool:
        """Show a place, unfolding what it is in, with the cursor `row` rows below the upper edge.

        Returns False if the place is gone; its tab is shown then.
        """
        self.mark({address.key: matched} if matched else {})
        if (owner := unfolded_by(address)) and owner not in self.shown.unfolded:
            self.shown = replace(self.shown, unfolded=self.shown.unfolded | {owner})
        if address.tab != self.tab:
            self._left[self.tab] = self.standpoint
            self.tab = address.tab
            self._begin(address)
        else:
            self.renew()
        return not address.key or self.go_to(address.key, row)

    def _begin(self, address: Address) -> None:
        """Show a tab; for a long article, its beginning until all of it is made."""
        article = self.shown.pack.article(self.tab)
        is_plain = article is not None and not self.shown.presenting
        begun = beginning_blocks(article, self.shown) if article and is_plain else []
        self.is_begun = any(block.key == address.key or not address.key for block in begun)
        first, *beside = [begun] if self.is_begun else self._made()
        self.start_over(first)
        self.show_beside(beside)
        if article and self.is_begun:
            self.run_worker(partial(self._make_rest, article, self.shown), thread=True)

    def _make_rest(self, article: Article, shown: ViewState) -> None:
        body = make_body(article)
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.app.call_from_thread(self._complete, article, shown, body)

    def _complete(self, article: Article, shown: ViewState, body: Body) -> None:
        keep_body(article, shown, body)
        if self.is_begun and self.tab == article.id and self.is_attached:
            self.renew()

    def action_move(self, step: int) -> None:
        self._go_on()
        super().action_move(step)

    def action_page(self, step: int) -> None:
        self._go_on()
        super().action_page(step)

    def action_end(self, step: int) -> None:
        if self.is_begun and step > 0:
            self.renew()
        super().action_end(step)

    def _go_on(self) -> None:
        """Show all of an article once the cursor reaches the end of the part shown."""
        if self.is_begun and self._view.cursor > len(self._view.blocks) - self._view.page:
            self.renew()

    def _follow(self, *, moved: bool = True) -> None:
        super()._follow(moved=moved)
        self.row_read = row_read(self.current)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done here; on a match in an article to go from match to match."""
        is_match = self.has_marks and self.shown.pack.article(self.tab)
        self.choices = ON_MATCH if is_match else row_choices(self.shown, self.current)

    def show_pack(self, pack: Pack, where: Callable[[Address], Address]) -> None:
        """Show the pack as it is now, with the cursor where its place has moved."""
        here = self.standpoint
        last = where(self.shown.last) if self.shown.last else None
        picked = still_there(self.shown.picked, self.shown.pack, pack)
        self.shown = replace(self.shown, pack=pack, made={}, last=last, picked=picked)
        there = {tab.id for tab in tabs.tabs_of(pack)}
        self._left = {
            tab: left._replace(address=where(left.address))
            for tab, left in self._left.items()
            if tab in there
        }
        address = where(here.address)
        if address.tab not in there:
            self.tab = tabs.OVERVIEW
            self._begin(Address(self.tab))
            return
        if address != here.address:
            self.mark({})
        self.renew()
        self.go_to(address.key, here.row)

    def show_again(self, before: Standpoint, shown: ViewState | None = None) -> None:
        """Show what stood on the screen before, with `shown` in every respect as it was."""
        self.shown = replace(
            shown or self.shown,
            unfolded=before.unfolded,
            note_filter=before.note_filter,
            by_place=before.by_place,
        )
        self.open(before.address, before.row)

    def show_as(self, shown: ViewState) -> None:
        """Show the open tab in another way, or other notes in it."""
        self.shown = shown
        self.renew()

    def renew(self) -> None:
        """Show the notebook as it is now."""
        self.is_begun = False
        first, *beside = self._made()
        self.show(first)
        self.show_beside(beside)

    def _made(self) -> list[list[Block]]:
        return columns_of(self.tab, self.shown, 1 + len(self.columns), self.rows)

    @property
    def passage_here(self) -> int:
        """Number of the passage under the cursor or the last one above it; -1 for none."""
        above = reversed(self._view.blocks[: self._view.cursor + 1])
        return next((block.passage.number for block in above if block.passage), -1)

    def notes_here(self) -> list[Note]:
        """Return the note under the cursor, or those on what is there."""
        if self.current is None:
            return []
        if self.current.note:
            return [self.current.note]
        view = self.cursor_view
        below = view.blocks[view.cursor + 1 :]
        attached = takewhile(lambda block: block.note or not block.rests, below)
        return [block.note for block in attached if block.note]

    def fold(self, owner: Row) -> None:
        """Unfold an area, a duty or a long note, or fold it again."""
        self.show_as(replace(self.shown, unfolded=self.shown.unfolded ^ {owner}))
        if owner in self.shown.unfolded:
            self.land()
