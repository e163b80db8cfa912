"""All keys on one screen, narrowed by what is typed over them."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.widgets.block_view import BlockView
from ccgbrief.tui.widgets.line_input import LineInput
from ccgbrief.tui.widgets.status_row import key_hints
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.help import TWO_COLUMNS_FROM, filtered, help_blocks, help_groups, in_columns
from ccgbrief.view.keys import COMMANDS, Command

NOTHING = Block("nothing", "No key does that; ctrl+p finds places too", Look.FAINT, rests=False)


class FilterBox(LineInput):
    """What is typed to find a key; the arrows and pages move the list."""

    DEFAULT_CSS = """
    FilterBox, FilterBox:focus {
        height: 1; border: none; padding: 0 3; background: $background;
        .input--placeholder { color: $text-muted; }
    }
    FilterBox:ansi .input--placeholder { text-style: dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move(1)", show=False),
        Binding("up", "screen.move(-1)", show=False),
        Binding("pagedown", "screen.page(1)", show=False),
        Binding("pageup", "screen.page(-1)", show=False),
        Binding("question_mark", "screen.dismiss", show=False),
    ]


class HelpScreen(BoxScreen[None]):
    """Lists the keys; Escape closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 84; max-width: 100%; height: 100%; background: $background; border: round $accent;
    }
    HelpScreen.-wide > Vertical { width: 150; }
    HelpScreen Horizontal { height: 1fr; margin: 1 0 0 0; }
    HelpScreen BlockView { width: 1fr; }
    HelpScreen BlockView > .block--marker { color: $key; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, what follows it in one burst is for the screen below.
        Binding("escape", "dismiss", "Close", show=False, priority=True)
    ]

    def __init__(self, commands: Iterable[Command] = COMMANDS) -> None:
        super().__init__(id="help")
        self._groups = help_groups(commands)
        self._filter = FilterBox(placeholder="type a key, or what you want to do")
        self._columns = (BlockView(name="first"), BlockView(name="second"))

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content("Keys")
            frame.border_subtitle = key_hints(("ctrl+p", "changes keys"), ("esc", "back"))
            yield self._filter
            with Horizontal():
                yield from self._columns

    @on(Input.Changed)
    def _show_rows(self) -> None:
        """List what the box leaves, from the top."""
        left = filtered(self._groups, self._filter.value)
        columns = in_columns(left, self.app.size.width)
        self.set_class(self.app.size.width >= TWO_COLUMNS_FROM, "-wide")
        for at, column in enumerate(self._columns):
            column.display = at < len(columns)
            column.start_over(help_blocks(columns[at]) if at < len(columns) else [])
        if not left:
            self._columns[0].start_over([NOTHING])

    def on_resize(self) -> None:
        """Set it in as many columns as there is room for."""
        self._show_rows()

    def action_move(self, step: int) -> None:
        for column in self._columns:
            column.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        for column in self._columns:
            column.scroll_relative(y=step * max(column.size.height - 1, 1), animate=False)
