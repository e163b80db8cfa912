"""What the help lists, what a filter typed over it leaves, and how it is set in columns."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ccgbrief.suggest import nearest_name
from ccgbrief.view.blocks import Block, Look, headed
from ccgbrief.view.keys import COMMANDS, FIXED, WRITING_KEYS, Command, Group
from ccgbrief.view.palette import FEWEST_LETTERS, OTHER_WORDS, names_meant

TWO_COLUMNS_FROM = 110
"""Columns of the terminal from which the help has two columns."""

SEARCHING = "While searching"
"""The heading over what can be typed in the search box."""


class HelpRow(NamedTuple):
    """Keys, or what is typed, and what they do."""

    keys: str
    what: str
    name: str = ""
    """The name in the palette, for other words that mean it."""


class HelpGroup(NamedTuple):
    """Rows under a heading."""

    heading: str
    rows: tuple[HelpRow, ...]


WHILE_SEARCHING = HelpGroup(
    SEARCHING,
    (
        HelpRow("↑ ↓", "Select a result; Enter goes there, Escape goes back"),
        HelpRow("“words”", "Exactly these words; -word leaves a word out"),
        HelpRow("is:quote", "Only that kind: passage, duty, note, action …"),
        HelpRow("by:kell", "Only by that speaker"),
        HelpRow("in:barometer", "Only in that article; p:12 only on that page"),
    ),
)


def help_groups(commands: Iterable[Command] = COMMANDS) -> list[HelpGroup]:
    """Return all of the help, grouped by what one wants to do."""
    groups: dict[Group, list[HelpRow]] = {group: [] for group in Group}
    for command in commands:
        # The tabs' own keys are one row together.
        if not (command.id.removeprefix("tab.").isdigit() and command.shown.isdigit()):
            groups[command.group].append(HelpRow(command.shown, command.help, command.name))
    groups[Group.READ].append(HelpRow("1 … 9, 0", "Tabs one to ten"))
    groups[Group.WRITE] += [HelpRow(keys, f"In a note: {what}") for keys, what, _ in WRITING_KEYS]
    groups[Group.OTHER] += [HelpRow(key, what, name.capitalize()) for name, key, what in FIXED]
    listed = [HelpGroup(group.value, tuple(rows)) for group, rows in groups.items()]
    return [listed[0], WHILE_SEARCHING, *listed[1:]]


def filtered(groups: Iterable[HelpGroup], typed: str) -> list[HelpGroup]:
    """Return the rows that all typed words match: by key, name, text or a word for the same.

    Where there are none, for the words most like those typed.
    """
    every = list(groups)
    # Of a letter alone the key may be meant, and capitals are keys of their own.
    words = [word for word in typed.split() if len(word) > 1] or typed.split()
    if found := _having(every, words):
        return found
    said = {word for group in every for row in group.rows for word in _said(row)}
    known = sorted({*said, *OTHER_WORDS})
    return _having(every, [_corrected(word, known) for word in words])


def _corrected(typed: str, known: Iterable[str]) -> str:
    """Return the known word most like the one typed, of about its length; itself without one."""
    if len(typed) < FEWEST_LETTERS:
        return typed
    return nearest_name(typed, (w for w in known if abs(len(w) - len(typed)) <= 1)) or typed


def _having(groups: Sequence[HelpGroup], words: Sequence[str]) -> list[HelpGroup]:
    keys = {key for group in groups for row in group.rows for key in row.keys.split()}
    single = {word for word in words if len(word) == 1 and word in keys}
    left = [
        HelpGroup(
            group.heading,
            tuple(row for row in group.rows if all(_means(row, word, single) for word in words)),
        )
        for group in groups
    ]
    return [group for group in left if group.rows]


def _said(row: HelpRow) -> list[str]:
    return f"{row.keys} {row.name} {row.what}".casefold().replace("“", " ").split()


def _means(row: HelpRow, word: str, single: set[str]) -> bool:
    """Return whether a typed word is a key of the row, or begins a word of it or for it."""
    if word in row.keys.split() or word in single:
        return word in row.keys.split()
    begins = word.casefold()
    return any(each.startswith(begins) for each in _said(row)) or row.name in names_meant(word)


def in_columns(groups: Sequence[HelpGroup], columns: int) -> list[list[HelpGroup]]:
    """Part the groups, in their order, into one column or two of about the same height."""
    if columns < TWO_COLUMNS_FROM or len(groups) < 2:
        return [list(groups)]
    heights = list(accumulate(len(group.rows) + 2 for group in groups))
    first = min(range(1, len(groups)), key=lambda i: abs(heights[-1] - 2 * heights[i - 1]))
    return [list(groups[:first]), list(groups[first:])]


def help_blocks(groups: Sequence[HelpGroup]) -> list[Block]:
    """Return a row for each key under the headings, the keys no wider than they have to be."""
    columns = max((len(row.keys) for group in groups for row in group.rows), default=0)
    blocks: list[Block] = []
    for heading, rows in groups:
        listed = [
            Block(f"{heading}/{row.what}", row.what, marker=f"{row.keys:<{columns}}", gap=0)
            for row in rows
        ]
        blocks += headed(heading, heading, listed, Look.HEADING, gap=int(bool(blocks)))
    return blocks
