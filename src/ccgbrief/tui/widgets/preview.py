"""The place that a result leads to, in its context: beside or below the results."""

from textual.content import Content

from ccgbrief.session import Session
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, unfolded_by
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.results import Spans
from ccgbrief.view.view_state import Body, ViewState


class Preview(BlockList):
    """Shows a tab of the pack around one place, with what was found in it highlighted."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="preview", classes="preview")
        self.can_focus = False
        self.address: Address | None = None
        """The place that is shown."""
        self._session = session
        self._made: dict[str, Body] = {}
        """The bodies of the articles that were shown."""

    def renew_pack(self) -> None:
        """Make the articles anew that are shown next."""
        self._made.clear()
        self.address = None

    def show_place(self, address: Address, matched: Spans, *, public: bool) -> None:
        """Show a place; `public` leaves private notes out."""
        if self.address is None or self.address.tab != address.tab:
            unfolded = frozenset(filter(None, [unfolded_by(address)]))
            shown = ViewState(
                self._session.pack,
                self._session.notebook,
                unfolded,
                public,
                series=self._session.series,
                made=self._made,
            )
            self.show(blocks_of(address.tab, shown))
        self.address = address
        every = tabs.tabs_of(self._session.pack)
        self.border_title = Content(next(tab.label for tab in every if tab.id == address.tab))
        self.mark({address.key: matched})
        self.go_to(address.key)
