"""The results of a search, with the passage in context beside them where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive

from ccgbrief.search import Answer, completions
from ccgbrief.session import Session
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.view.address import Address, Row, unfolded_by
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.contents import (
    Line,
    contents_blocks,
    contents_key,
    contents_of,
    contents_of_pack,
    line_at,
    lines_summary,
    narrowed,
)
from ccgbrief.view.goto_targets import (
    Destination,
    destination_blocks,
    destinations,
    places_named,
    places_summary,
)
from ccgbrief.view.occurrences import Found
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.results import Spans, group_of, hit_of, result_blocks, summary_of
from ccgbrief.view.searcher import Searcher
from ccgbrief.view.view_state import Body, ViewState

if TYPE_CHECKING:
    from ccgbrief.search import Finder

ROOM_FOR_PREVIEW = 110
"""Columns from which results and passage stand side by side."""

ROOM_BELOW = 16
"""Rows from which the passage stands below the results where there is no room beside them."""


class SearchPane(Horizontal):
    """Finds what is typed and shows it; the box above has the focus all the while."""

    DEFAULT_CSS = """
    SearchPane {
        display: none;
        layout: vertical;
        BlockList { width: 1fr; height: 1fr; }
        .preview { display: none; height: 40%; border-top: solid $foreground 55%; }
        &.-below .preview { display: block; }
        &.-wide { layout: horizontal; }
        &.-wide .preview {
            display: block; height: 1fr;
            border-top: none; border-left: solid $foreground 55%;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """The reader wants to go there."""

        address: Address
        found: Found | None = None
        """The result, where it is one of a search."""

    class NothingChosen(Message):
        """There is nothing that one could go to."""

    @dataclass
    class Answered(Message):
        """The searcher's thread has an answer."""

        answer: Answer

    summary: reactive[str] = reactive("", always_update=True, repaint=False, init=False)
    """How many results there are, and which words were read differently."""

    def __init__(self, session: Session, *, public: bool) -> None:
        """`public` leaves private notes out."""
        super().__init__()
        self._session = session
        self._searcher = Searcher(self._open_finder, self._hand_over)
        self._answer = Answer("")
        self._typed = ""
        self._places: list[Destination] = []
        self._contents: dict[str, list[Line]] = {}
        """The lines of contents of what was opened with them, by the tab's id."""
        self._choosing = False
        self._is_search = True
        self._unfolded: set[str] = set()
        """Articles of which all results are shown."""
        self._public = public
        self._made: dict[str, Body] = {}
        """The bodies of the articles that were previewed."""
        self._list = BlockList(name="results")
        self._preview = BlockList(name="preview", classes="preview")
        self._previewed: Address | None = None
        # The box keeps the focus: the arrows are passed on to the list.
        self._list.can_focus = self._preview.can_focus = False

    def _open_finder(self) -> "Finder":
        return self._session.open_finder(private=not self._public)

    def make_ready(self) -> None:
        """Open the index, and put the preview beside the results; once the pane has its place."""
        self.mount(self._list, self._preview)
        self._searcher.start()

    def on_unmount(self) -> None:
        """Let go of the index."""
        self._searcher.close()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room, and results as wide as they can be."""
        self._arrange(event.size.width, event.size.height)
        if self._answer.hits:
            self.call_after_refresh(lambda: self._list.show(self._results()))

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
        """Let the notes be found as they are now; `public` leaves private ones out."""
        if public != self._public:
            self._public = public
            self._answer = Answer("")
            self._show(())
        self._searcher.renew(partial(self._session.note_entries, private=not public))

    def renew_pack(self) -> None:
        """Find what the pack has now."""
        self._places = []
        self._contents.clear()
        self._made.clear()
        self._searcher.reopen()

    def search(self, typed: str) -> None:
        """Look for what is typed; the answer is shown when it comes."""
        self._typed = typed
        self._choosing = False
        self._show_as(search=True)
        self._searcher.ask(typed)

    def _show_as(self, *, search: bool) -> None:
        """Give places and contents the whole height, and results a preview below them."""
        if search != self._is_search:
            self._is_search = search
            self._arrange(*self.size)

    def list_places(self, typed: str, tab: str) -> None:
        """Show the places of the pack with names like what is typed, a page of `tab` first."""
        self._show_as(search=False)
        self._typed = typed
        self._answer = Answer(typed)
        self._list.mark({})
        pack = self._session.pack
        if not typed or not self._places:
            self._places = destinations(pack)
        found = places_named(typed, pack, tab, self._places)
        summary = places_summary(typed, pack, tab, len(found))
        self._show(destination_blocks(found) or [Block("none", summary, Look.FAINT, gap=0)])
        self.summary = summary

    def list_contents(self, typed: str, tab: str, at: int) -> None:
        """Show the contents of the open article, or of the pack, as far as it has what is typed.

        The cursor begins where the reader is: on the line that passage `at` is under.
        """
        self._show_as(search=False)
        self._typed = typed
        self._answer = Answer(typed)
        self._list.mark({})
        pack = self._session.pack
        article = pack.article(tab)
        if tab not in self._contents:
            self._contents[tab] = contents_of(article) if article else contents_of_pack(pack)
        lines = self._contents[tab]
        found = narrowed(lines, typed)
        here = line_at(article, at) if article else -1
        self._show(contents_blocks(lines, found, here), "" if typed else contents_key(here))
        self.summary = lines_summary(len(found), len(lines))

    def step(self, step: int, *, page: bool = False) -> None:
        """Select another result."""
        if page:
            self._list.action_page(step)
        else:
            self._list.action_move(step)

    def choose(self) -> None:
        """Go to the selected result, or to the first one when the answer is not there yet."""
        if self._answer.query != self._typed:
            self._choosing = True
            return
        block = self._list.current
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
        block = self._list.current
        if block and (article := group_of(self._answer, block)):
            self._unfolded ^= {article}
            self._list.show(self._results())

    def _hand_over(self, answer: Answer) -> None:
        # In the searcher's thread, which must not touch a widget: posting a message is safe.
        self.post_message(self.Answered(answer))

    @on(Answered)
    def _show_answer(self, event: Answered) -> None:
        event.stop()
        if event.answer.query != self._typed:
            return
        self._answer = event.answer
        self._unfolded.clear()
        self._show(self._results())
        self.summary = summary_of(event.answer)
        if self._choosing:
            self._choosing = False
            self.choose()

    def _results(self) -> list[Block]:
        # Without a preview the result itself has to say enough.
        width = self._list.scrollable_content_region.width if self._has_preview else 0
        blocks, marks = result_blocks(self._answer, self._session.pack, self._unfolded, width)
        self._list.mark(marks)
        return blocks

    def _show(self, blocks: Sequence[Block], at: Row = "") -> None:
        self._previewed = None
        self._list.start_over(blocks, at)
        self._show_preview(self._list.current)

    @on(BlockList.Opened)
    def _clicked(self, event: BlockList.Opened) -> None:
        event.stop()
        self.choose()

    @on(BlockList.CursorMoved)
    def _moved(self, event: BlockList.CursorMoved) -> None:
        event.stop()
        if event.of is self._list and event.block.leads != self._previewed:
            self._show_preview(event.block)

    def _show_preview(self, block: Block | None) -> None:
        """Show where a result leads, where there is room for it."""
        if block is None or block.leads is None:
            self._preview.start_over(())
        elif self._has_preview:
            self._preview_at(block.leads, self._matched(block))

    def _preview_at(self, address: Address, matched: Spans) -> None:
        if self._previewed is None or self._previewed.tab != address.tab:
            unfolded = frozenset(filter(None, [unfolded_by(address)]))
            shown = ViewState(
                self._session.pack,
                self._session.notebook,
                unfolded,
                self._public,
                series=self._session.series,
                made=self._made,
            )
            self._preview.show(blocks_of(address.tab, shown))
        self._previewed = address
        self._preview.mark({address.key: matched})
        self._preview.go_to(address.key)

    def _matched(self, block: Block) -> Spans:
        hit = hit_of(self._answer, block.key)
        return hit.matched if hit else ()
