"""All keys on one screen, from the table of commands."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ccgbrief.tui.blocks import Block, Look
from ccgbrief.tui.keys import COMMANDS, Command, help_rows
from ccgbrief.tui.widgets.block_list import BlockList

KEY_COLUMN = 12
"""Columns for the keys before what they do."""


def help_blocks(commands: Iterable[Command] = COMMANDS) -> list[Block]:
    """Return the help as blocks."""
    blocks = [Block("title", "Keys", Look.TITLE, gap=0)]
    for group, rows in help_rows(commands):
        blocks.append(Block(group, group, Look.HEADING))
        blocks += [
            Block(f"{group}/{keys}", what, marker=f"{keys:<{KEY_COLUMN}}", gap=0)
            for keys, what in rows
        ]
    while_searching = "While searching, ↑ ↓ select a result, Enter goes there, Escape goes back."
    narrow = (
        "“these words” are sought to the letter; -word leaves out; "
        "is:quote, by:kell, in:barometer, p:12 narrow."
    )
    return [*blocks, Block("search", while_searching), Block("narrow", narrow, gap=0)]


class HelpScreen(ModalScreen[None]):
    """Shows the keys; any of the usual keys closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > BlockList {
        width: 84; max-width: 100%; height: 100%; background: $surface; border: round $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", show=False)
    ]

    def __init__(self, commands: Iterable[Command] = COMMANDS) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield BlockList(help_blocks(self._commands))
