"""The results of a search, with the passage in context beside them if there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from ccgbrief.search import Answer, completions
from ccgbrief.session import Session
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, Row, unfolded_by
from ccgbrief.view.blocks import Block, Listed
from ccgbrief.view.help import WHILE_SEARCHING, help_blocks
from ccgbrief.view.matches import Found
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.results import Spans, count_of, group_of, hit_of, result_blocks, summary_of
from ccgbrief.view.searcher import Searcher
from ccgbrief.view.view_state import Body, ViewState

ROOM_FOR_PREVIEW = 110
"""Columns from which results and passage are side by side."""

ROOM_BELOW = 16
"""Rows from which the passage stands below the results where there is no room beside them."""


_STYLE = """
SearchPane {
    display: none;
    layout: vertical;
    BlockList { width: 1fr; height: 1fr; }
    .preview {
        display: none; height: 40%;
        border: round $foreground 55%; border-title-color: $text-muted;
    }
    &.-below .preview { display: block; }
    &.-wide { layout: horizontal; }
    &.-wide .results { border: round $foreground 55%; border-title-color: $text-muted; }
    &.-wide .preview { display: block; height: 1fr; }
    &.-nothing .preview { display: none; }
    &.-nothing .results { border: none; padding: 1 0 0 0; }
    .preview > .block--cursor { color: $text-muted; }
}
"""


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
        self.border_title = Content(tabs.label_of(self._session.pack, address.tab))
        self.mark({address.key: matched})
        self.go_to(address.key)


class Results(BlockList):
    """Lists what was found, or says that nothing was."""

    @property
    def has_cursor(self) -> bool:
        """Whether there is anything to choose."""
        return any(block.leads for block in self._view.blocks)


class SearchPane(Horizontal):
    """Finds what is typed and shows it, while the box above keeps the focus."""

    DEFAULT_CSS = _STYLE

    @dataclass
    class Chosen(Message):
        """The reader wants to go there."""

        address: Address
        found: Found | None = None
        """The result, if it is one of a search."""

    class NothingChosen(Message):
        """There is nothing to go to."""

    @dataclass
    class Answered(Message):
        """The searcher's thread has an answer."""

        answer: Answer

    summary: reactive[str] = reactive("", always_update=True, repaint=False, init=False)
    """How many results there are, and which words were corrected."""

    def __init__(self, session: Session, *, public: bool) -> None:
        """`public` leaves private notes out."""
        super().__init__()
        self._session = session
        # In its thread, which must not touch a widget; posting a message is safe.
        self._searcher = Searcher(
            lambda: session.open_finder(private=not self._public),
            lambda answer: self.post_message(self.Answered(answer)),
        )
        self._answer = Answer("")
        self._typed = ""
        self.is_choosing = False
        """Whether the first result is to be gone to once the answer is there."""
        self._is_search = True
        self._chosen: Row = ""
        """The result that was selected when the same was asked again."""
        self._unfolded: set[str] = set()
        """Articles whose results are all shown."""
        self._public = public
        self.results = Results(name="results", classes="results")
        self._preview = Preview(session)
        # The box keeps the focus and passes the arrows on to the list.
        self.results.can_focus = False

    def make_ready(self) -> None:
        """Open the index, and put the preview beside the results, once the pane is mounted."""
        self.mount(self.results, self._preview)
        self._searcher.start()

    def on_unmount(self) -> None:
        self._searcher.close()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room, and results as wide as they can be."""
        self._arrange(event.size.width, event.size.height)
        self.call_after_refresh(self._show_in_new_room)

    def _show_in_new_room(self) -> None:
        if self._answer.hits:
            self.results.show(self._results())
        self._show_preview(self.results.current)

    def _arrange(self, width: int, height: int) -> None:
        is_wide = width >= ROOM_FOR_PREVIEW
        self.set_class(is_wide, "-wide")
        self.set_class(self._is_search and not is_wide and height >= ROOM_BELOW, "-below")

    @property
    def _has_preview(self) -> bool:
        return self.has_class("-wide") or self.has_class("-below")

    def complete(self, typed: str) -> str | None:
        """Return what `typed` becomes when the filter at its end is completed."""
        return next(iter(completions(typed, self._searcher.filter_values)), None)

    def renew_notes(self, *, public: bool) -> None:
        """Update the notes that can be found; `public` leaves private ones out.

        What a room sees is found again, since a note that is shown may have become private.
        """
        self._searcher.renew(partial(self._session.note_entries, private=not public))
        if public or self._public:
            self._public = public
            self._chosen = self.results.current.key if self.results.current else ""
            self._answer = Answer("")
            self._show(())
            if self.display and self._is_search:
                self._searcher.ask(self._typed)

    def renew_pack(self) -> None:
        """Search the pack as it is now."""
        self._preview.renew_pack()
        self._searcher.reopen()

    def search(self, typed: str) -> None:
        """Search for what is typed; the answer is shown when it comes."""
        self._typed, self._chosen = typed, ""
        self.is_choosing = False
        self._show_as(search=True)
        self._searcher.ask(typed)

    def _show_as(self, *, search: bool) -> None:
        """Give places and contents the whole height, and results a preview below them."""
        if search != self._is_search:
            self._is_search = search
            self._arrange(*self.size)

    def show_listed(self, typed: str, listed: Listed) -> None:
        """Show places or headings that were found by their names for what is typed."""
        self._show_as(search=False)
        self._typed = typed
        self._answer = Answer(typed)
        self.results.mark({})
        self._show(listed.blocks, listed.at)
        self.summary = listed.summary
        self.results.border_title = Content(listed.summary)

    def choose(self) -> None:
        """Go to the selected result, or to the first one when the answer is not there yet."""
        if self._answer.query != self._typed:
            self.is_choosing = True
            return
        block = self.results.current
        if block and block.folds:
            self.unfold()
        hit = hit_of(self._answer, block.key) if block else None
        if block is None or block.leads is None:
            self.post_message(self.NothingChosen())
        elif hit:
            self.post_message(self.Chosen(block.leads, Found(hit, self._answer)))
        else:
            self.post_message(self.Chosen(block.leads))

    def unfold(self) -> None:
        """Show all results from the article of the selected one, or the best of them again."""
        block = self.results.current
        if block and (article := group_of(self._answer, block)):
            self._unfolded ^= {article}
            self.results.show(self._results())

    @on(Answered)
    def _show_answer(self, event: Answered) -> None:
        if event.answer.query != self._typed:
            return
        self._answer = event.answer
        self._unfolded.clear()
        self._show(self._results(), self._chosen)
        self._chosen = ""
        self.summary = summary_of(event.answer)
        self.results.border_title = Content(count_of(event.answer) if event.answer.query else "")
        if self.is_choosing:
            self.is_choosing = False
            self.choose()

    def _results(self) -> list[Block]:
        # Without a preview the result itself has to say enough.
        width = self.results.room.width if self._has_preview else 0
        blocks, marks = result_blocks(self._answer, self._session.pack, self._unfolded, width)
        self.results.mark(marks)
        if marks:
            return blocks
        heading, *rows = help_blocks([WHILE_SEARCHING])
        return [*blocks, heading._replace(gap=1), *rows]

    def _show(self, blocks: Sequence[Block], at: Row = "") -> None:
        self._preview.address = None
        self.results.start_over(blocks, at)
        self.set_class(not self.results.has_cursor, "-nothing")
        self._show_preview(self.results.current)

    @on(BlockList.Opened)
    def _clicked(self, event: BlockList.Opened) -> None:
        event.stop()
        self.choose()

    @on(BlockList.CursorMoved)
    def _moved(self, event: BlockList.CursorMoved) -> None:
        event.stop()
        if event.of is self.results and event.block.leads != self._preview.address:
            self._show_preview(event.block)

    def _show_preview(self, block: Block | None) -> None:
        """Show where a result leads, where there is room for it."""
        if block and block.leads and self._has_preview:
            hit = hit_of(self._answer, block.key)
            matched = hit.matched if hit else ()
            self._preview.show_place(block.leads, matched, public=self._public)
