"""All keys on one screen, from the table of commands."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.keys import COMMANDS, Command, help_rows

KEY_COLUMN = 12
"""Columns for the keys before what they do."""

WHILE_SEARCHING = (
    ("↑ ↓", "Select a result; Enter goes there, Escape goes back"),
    ("“words”", "Found exactly as typed; -word leaves out"),
    ("is:quote", "Only of that kind: passage, duty, note, action …"),
    ("by:kell", "Only by that speaker"),
    ("in:barometer", "Only in that article; p:12 only on that page"),
)
"""What can be typed in the search box, and what it does."""


def help_blocks(commands: Iterable[Command] = COMMANDS) -> list[Block]:
    """Return the help as blocks."""
    blocks: list[Block] = []
    for group, rows in help_rows(commands):
        blocks.append(Block(group, group, Look.HEADING, gap=int(bool(blocks)), rests=False))
        blocks += [
            Block(f"{group}/{keys}", what, marker=f"{keys:<{KEY_COLUMN}}", gap=0)
            for keys, what in rows
        ]
    blocks.append(Block("search", "While searching", Look.HEADING, rests=False))
    blocks += [
        Block(f"search/{what}", does, marker=f"{what:<{KEY_COLUMN}}", gap=0)
        for what, does in WHILE_SEARCHING
    ]
    return blocks


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
        super().__init__(id="help")
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Show the list."""
        keys = BlockList(help_blocks(self._commands))
        keys.border_title = Content("Keys")
        keys.border_subtitle = Content("ctrl+p changes them · esc back")
        yield keys
