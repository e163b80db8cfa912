"""The evidence of one focus area or duty, an article beside another, to see where they differ."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid
from textual.content import Content
from textual.widgets import Static

from ccgbrief.pack import Area, Duty, Pack
from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view.address import Row
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.evidence import evidence_blocks
from ccgbrief.view.keys import BESIDE_KEYS

LEAST_COLUMNS, LEAST_ROWS = 50, 10
"""What a side needs with its frame; with less room, all are one list."""

Sides = Sequence[tuple[str, Sequence[Block]]]
"""An article's label and the evidence from it, for each article that has any."""


def sides(pack: Pack, item: Area | Duty) -> Sides:
    """Return the evidence by article; that names the article, and so the evidence need not.

    Last is what is no longer found in any.
    """
    found = evidence_blocks(pack, item.evidence, item.id)
    by_article = [
        (article.label, [b for b in found if b.leads and b.leads.tab == article.id])
        for article in pack.articles
    ]
    by_article.append(("Not found", [block for block in found if not block.leads]))
    return [(label, _unnamed(label, mine)) for label, mine in by_article if mine]


def _unnamed(label: str, mine: Sequence[Block]) -> list[Block]:
    """Return an article's evidence without the label it stands under."""
    return [
        block._replace(
            indent=0, gap=int(number > 0), below=block.below.removesuffix(label).rstrip("; ")
        )
        for number, block in enumerate(mine)
    ]


def abreast(count: int, columns: int, rows: int) -> int:
    """Return how many of so many sides stand beside each other; 1 where all are one list."""
    found = min(count, columns // LEAST_COLUMNS)
    return found if found > 1 and rows // -(-count // found) >= LEAST_ROWS else 1


def in_one_list(shown: Sides) -> Iterator[Block]:
    """Yield the sides below each other, each under the label of its article."""
    for number, (label, mine) in enumerate(shown):
        yield Block(label, label, Look.HEADING, gap=int(number > 0), rests=False)
        yield from mine


class Side(BlockList):
    """One list of evidence; the one that has the keys has the cursor, and a heavy frame."""

    DEFAULT_CSS = """
    Side.-framed { border: round $foreground 55%; border-title-color: $text-muted; }
    Side.-framed:focus { border: heavy $accent; border-title-color: $text-accent; }
    """

    @property
    def has_cursor(self) -> bool:
        """Only one side has a cursor at a time."""
        return self.has_focus


class ComparisonScreen(BoxScreen[Block | None]):
    """Shows the sides; closes with the evidence to go to, or with nothing."""

    is_for_reading = True

    DEFAULT_CSS = """
    ComparisonScreen {
        background: $background;
        Grid { height: 1fr; }
        .heading { height: auto; padding: 0 0 0 3; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, what follows one of these in one burst is for the screen below.
        Binding("escape,b,q", "dismiss", "Close", show=False, priority=True),
        Binding("tab,right,l", "app.focus_next", "Next side", show=False),
        Binding("shift+tab,left,h", "app.focus_previous", "Previous side", show=False),
    ]

    def __init__(self, title: str, shown: Sides, at: Row = "") -> None:
        """`at` is the key of the evidence the cursor is to rest on."""
        super().__init__()
        self._title = title
        self._sides = shown
        self._at = at
        self._abreast = 0

    def compose(self) -> ComposeResult:
        self._abreast = abreast(len(self._sides), *self._room)
        yield Static(self._heading, classes="heading")
        if self._abreast == 1:
            yield Side(list(in_one_list(self._sides)))
        else:
            with Grid() as grid:
                grid.styles.grid_size_columns = self._abreast
                for number, (label, mine) in enumerate(self._sides):
                    yield self._framed(number, label, mine)
        keys = StatusRow()
        keys.show_keys(BESIDE_KEYS if self._abreast > 1 else BESIDE_KEYS[1:])
        yield keys

    @property
    def _room(self) -> tuple[int, int]:
        return self.app.size.width, self.app.size.height - 2

    @property
    def _heading(self) -> Content:
        """The title and, where the sides are one list, whose evidence the cursor is on."""
        label = next((name for name, mine in self._sides if self._at in (b.key for b in mine)), "")
        beside = f" · {label}" if label and self._abreast == 1 else ""
        return Content.assemble((self._title, "bold"), beside)

    def _framed(self, number: int, label: str, mine: Sequence[Block]) -> Side:
        side = Side(mine)
        side.add_class("-framed")
        side.border_title = Content(label)
        if number == len(self._sides) - 1:
            side.styles.column_span = self._abreast - number % self._abreast
        return side

    def on_mount(self) -> None:
        """Rest on the evidence that the reader comes back from."""
        self._rest()

    async def on_resize(self) -> None:
        """Stand the sides otherwise where the room asks for it, the cursor kept."""
        if self._abreast != abreast(len(self._sides), *self._room):
            at = self._at
            await self.recompose()
            self._at = at
            self._rest()

    def _rest(self) -> None:
        """Rest on the evidence with the key kept; on the first without one."""
        lists = list(self.query(Side))
        side = next((side for side in lists if self._at and side.go_to(self._at)), lists[0])
        self.set_focus(side)

    @on(BlockList.CursorMoved)
    def _moved(self, event: BlockList.CursorMoved) -> None:
        if event.of.has_focus and self.is_active:
            self._at = event.block.key
            self.query_one(".heading", Static).update(self._heading)

    @on(BlockList.Opened)
    def _opened(self, event: BlockList.Opened) -> None:
        if event.block.leads:
            self.dismiss(event.block)
