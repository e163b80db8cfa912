"""The one table of commands, for the bindings, the footer, the help and the palette."""

from collections.abc import Callable
from enum import StrEnum
from itertools import accumulate, takewhile
from typing import NamedTuple

from rich.cells import cell_len

from ccgbrief.kinds import NoteKind
from ccgbrief.text import capitalised


class Group(StrEnum):
    """What one wants to do with a command: its heading in the help."""

    FIND = "Find"
    READ = "Read"
    WRITE = "Write"
    FOLLOW = "Tick, mark and assign"
    TAKE = "Copy, and write the minutes"
    OTHER = "Screen and program"


class Command(NamedTuple):
    """Something the reader can do with a key."""

    id: str
    """Its name in the settings file."""
    keys: str
    """Textual's key names, separated by commas; `""` if it has none unless it is given one."""
    shown: str
    """Its keys as written for people."""
    label: str
    """One or two words for the footer and the palette."""
    help: str
    """What it does, as a sentence without a full stop."""
    group: Group
    palette: bool = True
    """Whether the palette offers it."""

    @property
    def key(self) -> str:
        """The first of its keys, as written for people: where there is room for one."""
        return self.shown.partition(" ")[0]

    @property
    def name(self) -> str:
        """Its name in the palette."""
        return capitalised(self.label)


Handlers = dict[str, Callable[..., None]]
"""The commands by id."""

FIND, READ, WRITE, FOLLOW, TAKE, OTHER = Group


def id_of(kind: NoteKind) -> str:
    """Return the id of the command that writes a note of that kind."""
    return "note" if kind is NoteKind.NOTE else f"note.{kind.value}"


NO_KEY = "—"
"""Stands for the key of a command that has none."""

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("search", "slash,ctrl+f", "/ ctrl+f", "search",
            "Find anything by a few letters of what you remember", FIND),
    Command("goto", "g", "g", "go to",
            "Go to an article, heading, page, area, duty or term by name", FIND),
    Command("contents", "t", "t", "contents",
            "Open the contents of the article; typing narrows them", FIND),
    Command("found.next", "full_stop", ".", "next match",
            "The next place with the words that were found", FIND),
    Command("found.previous", "comma", ",", "previous match",
            "The previous place with these words", FIND),
    Command("back", "escape", "esc", "back",
            "Go back to exactly where you were", READ),
    Command("cursor.next", "j,down", "j ↓", "next",
            "Next passage or row", READ, palette=False),
    Command("cursor.previous", "k,up", "k ↑", "previous",
            "Previous passage or row", READ, palette=False),
    Command("cursor.open", "enter", "enter", "open",
            "Open, follow, unfold", READ, palette=False),
    Command("cursor.page-down", "pagedown,ctrl+d", "PgDn", "page down",
            "The next page of the paper, or a screen down", READ, palette=False),
    Command("cursor.page-up", "pageup,ctrl+u", "PgUp", "page up",
            "The previous page, or a screen up", READ, palette=False),
    Command("cursor.first", "home", "Home", "first",
            "The first passage of the page, then of all", READ, palette=False),
    Command("cursor.last", "end", "End", "last",
            "The last passage of the page, then of all", READ, palette=False),
    Command("columns.next", "right", "→", "columns right",
            "The next column: of the overview, or of a wide table", READ,
            palette=False),
    Command("columns.previous", "left", "←", "columns left",
            "The previous column", READ, palette=False),
    Command("page", "P", "P", "page",
            "See the page as it is printed; there enter opens the original", READ),
    Command("agenda.next", "greater_than_sign", ">", "next item",
            "The next item of the agenda", READ),
    Command("agenda.previous", "less_than_sign", "<", "previous item",
            "The previous item of the agenda", READ),
    Command("link", "l", "l", "link",
            "Show where a link under the cursor leads; then enter opens it", READ),
    Command("beside", "b", "b", "side by side",
            "See the evidence of an area or duty, article beside article", READ),
    Command("tab.next", "right_square_bracket", "]", "next tab",
            "Next tab", READ),
    Command("tab.previous", "left_square_bracket", "[", "previous tab",
            "Previous tab", READ),
    *(Command(f"tab.{n}", str(n % 10), str(n % 10), f"tab {n}",
              f"Tab {n}", READ, palette=False) for n in range(1, 11)),
    *(Command(id_of(kind), kind.traits.key, kind.traits.key, kind.value, kind.traits.help, WRITE)
      for kind in NoteKind),
    Command("note.meeting", "N", "N", "note on the meeting",
            "Write a note on the meeting", WRITE),
    Command("meeting", "H", "H", "who is here",
            "Record where the meeting is, who chairs it and who is here", WRITE),
    Command("note.edit", "e", "e", "edit note",
            "Change the note under the cursor", WRITE),
    Command("note.delete", "d", "d", "delete note",
            "Delete the note under the cursor", WRITE),
    Command("note.attach", "r", "r", "attach note",
            "Attach a note whose words have changed or are gone", WRITE),
    Command("undo", "u,ctrl+z", "u ctrl+z", "undo",
            "Undo the last change: a tick, a mark, an owner, a note", WRITE),
    Command("redo", "ctrl+y,ctrl+r,ctrl+shift+z", "ctrl+y", "redo",
            "Redo the last change; ctrl+r does so too", WRITE),
    Command("tick", "space", "space", "tick",
            "Tick a duty, an action or a question; mark an article as read", FOLLOW),
    Command("notes.filter", "f", "f", "filter notes",
            "In the list of notes: only one kind or #tag, or all again", FIND),
    Command("notes.filter-back", "F", "F", "filter notes back",
            "In the list of notes: the previous kind or #tag", FIND),
    Command("notes.order", "o", "o", "order notes",
            "In the list of notes: by place, or by time again", FIND),
    Command("status", "s", "s", "status",
            "Change the status of the duty: not started, in hand, in place", FOLLOW),
    Command("owner", "w", "w", "who",
            "Record who is responsible for the duty", FOLLOW),
    Command("bookmark", "m", "m", "bookmark",
            "Bookmark what is under the cursor, or remove the bookmark", FOLLOW),
    Command("copy", "y", "y", "copy",
            "Copy the passage with its citation to the clipboard", TAKE),
    Command("copy.pick", "z", "z", "select passage",
            "Select the passage, to copy it with others", TAKE),
    Command("copy.write", "Z", "Z", "write passages",
            "Write the selected passages into a file", TAKE),
    Command("copy.words", "Y", "Y", "copy words only",
            "Copy the passage without its citation", TAKE),
    Command("copy.form", "C", "C", "copy format",
            "Copy as plain text, as Markdown or on one line from now on", TAKE),
    Command("minutes", "x", "x", "minutes",
            "Write the minutes: as Word, PDF, Markdown, …", TAKE),
    Command("merge", "M", "M", "merge copies",
            "Merge a copy of the notebook that was found beside it", OTHER),
    Command("public", "v", "v", "public view",
            "Hide private notes, or show them again", OTHER),
    Command("present", "V", "V", "present",
            "Present to a room: private notes hidden, text set wider", OTHER),
    Command("suspend", "", NO_KEY, "suspend",
            "Stop the program until the shell continues it with fg", OTHER),
    Command("tour", "", NO_KEY, "tour",
            "A two-minute tour of the shipped pack, step by step", OTHER),
    Command("help", "question_mark,f1", "? F1", "help",
            "Show all keys", OTHER),
)
"""What the main screen binds."""
# fmt: on

Keys = tuple[tuple[str, str, str], ...]
"""For the last line: keys as they are written, what they do, and what a click does: a command by
its id, or a key after `PRESS`."""

PRESS = "press:"
"""Begins the name of a key that a click stands for."""

QUIT_KEY = ("ctrl+q", "quit", f"{PRESS}ctrl+q")

SEARCHING_KEYS: Keys = (
    ("↑ ↓", "choose", f"{PRESS}down"),
    ("enter", "go there", f"{PRESS}enter"),
    ("esc", "back", f"{PRESS}escape"),
)

NOTHING_FOUND_KEYS: Keys = SEARCHING_KEYS[-1:]
"""While there is nothing to choose."""

WRITING_KEYS: Keys = (
    ("enter", "keep", f"{PRESS}enter"),
    ("esc", "leave", f"{PRESS}escape"),
    ("ctrl+n", "new line", f"{PRESS}ctrl+n"),
    ("ctrl+t", "kind", f"{PRESS}ctrl+t"),
    ("ctrl+g", "private", f"{PRESS}ctrl+g"),
)

ASKED_KEYS: Keys = (("enter", "keep", f"{PRESS}enter"), ("esc", "discard", f"{PRESS}escape"))
"""While it is asked whether to keep what was written."""

QUITTING_KEYS: Keys = (*ASKED_KEYS, ("ctrl+q", "quit, it stays a draft", f"{PRESS}ctrl+q"))
"""While that is asked because the reader was about to quit."""

NAMING_KEYS: Keys = WRITING_KEYS[:2]
"""While it is typed who is responsible for a duty."""

FORM_KEYS: Keys = (
    ("tab", "next line", f"{PRESS}tab"),
    ("→", "take what is suggested", f"{PRESS}right"),
    *NAMING_KEYS,
)
"""While the form for the meeting is filled in."""

BESIDE_KEYS: Keys = (
    ("tab", "other side", f"{PRESS}tab"),
    ("enter", "go there", f"{PRESS}enter"),
    ("esc", "back", f"{PRESS}escape"),
)

PAGE_KEYS: Keys = (
    ("+ −", "zoom", f"{PRESS}plus"),
    ("← ↓", "move", f"{PRESS}down"),
    ("PgDn", "turn", f"{PRESS}pagedown"),
    ("enter", "original", f"{PRESS}enter"),
    ("esc", "back", f"{PRESS}escape"),
)

FIXED: tuple[tuple[str, str, str], ...] = (
    ("palette", "ctrl+p :", "Palette: every command and every place, by name"),
    ("quit", "ctrl+q :q", "Quit; everything is saved"),
    (
        "copy selection",
        "ctrl+c",
        "Copy what is selected; if nothing is, close what is open or say how to quit",
    ),
)
"""Id, keys and help of what cannot be given another key; `:` opens the palette, as in vi."""

FIXED_KEYS = {command: keys.split()[0] for command, keys, _ in FIXED}
"""The key to name of each of them, by its id."""


def click_of(click: str) -> str:
    """Return the action of Textual that a click on a key in the last line does; `""` for none."""
    if click.startswith(PRESS):
        return f"app.simulate_key({click.removeprefix(PRESS)!r})"
    return f"screen.do({click!r})" if click else ""


FEWEST_KEYS = 3
"""Keys that stand beside a message at least; else they have a row below it."""


def fitting_keys(keys: Keys, columns: int) -> Keys:
    """Return the keys that fit, each after two columns; the last one is always included."""
    widths = [cell_len(f"  {shown} {label}") for shown, label, _ in keys]
    left = columns - sum(widths[-1:])
    kept = takewhile(lambda used: used <= left, accumulate(widths[:-1]))
    return (*keys[: len(list(kept))], *keys[-1:])


def has_room_for_keys(message: str, keys: Keys, room: int) -> bool:
    """Return whether enough keys fit beside a message, which leaves so many columns.

    Enough are `FEWEST_KEYS`, or all where there are fewer.
    """
    return "\n" not in message and len(fitting_keys(keys, room)) >= min(FEWEST_KEYS, len(keys))


def may_ask(keys: Keys, *, asks: bool) -> Keys:
    """Return the keys of a box, whose Escape `asks` first where something would be lost."""
    leave = WRITING_KEYS[1]
    return tuple((key[0], "discard?", key[2]) if asks and key == leave else key for key in keys)
