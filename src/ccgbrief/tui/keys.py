"""The one table of what can be done: for the bindings, the footer, the help and the palette."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do with a key."""

    id: str
    """Names it in the config file."""
    keys: str
    """Textual's key names, parted by commas."""
    action: str
    """Textual's action: the method `action_…` of the main screen, with arguments."""
    label: str
    """One or two words for the footer."""
    help: str
    """What it does, as a sentence without a full stop."""
    group: str
    shown: str = ""
    """How its keys are written, where that is not their name."""
    footer: bool = False
    """Whether the footer offers it."""
    palette: bool = True


FIND, MOVE, WRITE, OTHER = "Find", "Move", "Write", "Other"

COMMANDS: tuple[Command, ...] = (
    Command(
        "search",
        "slash",
        "search",
        "search",
        "Search: type a few letters of what you remember",
        FIND,
        "/",
        footer=True,
    ),
    Command(
        "goto",
        "g",
        "go",
        "go to",
        "Go to an article, focus area, duty, figure or term by its name",
        FIND,
        footer=True,
    ),
    Command(
        "back",
        "escape",
        "back",
        "back",
        "Go back to exactly where you were",
        FIND,
        "esc",
        footer=True,
    ),
    Command(
        "tab.next",
        "right_square_bracket",
        "step_tab(1)",
        "next tab",
        "Go to the next tab",
        MOVE,
        "]",
    ),
    Command(
        "tab.previous",
        "left_square_bracket",
        "step_tab(-1)",
        "previous tab",
        "Go to the previous tab",
        MOVE,
        "[",
    ),
    *(
        Command(
            f"tab.{n}",
            str(n % 10),
            f"tab({n - 1})",
            f"tab {n}",
            f"Go to tab {n}",
            MOVE,
            palette=False,
        )
        for n in range(1, 11)
    ),
    Command(
        "note",
        "n",
        "note",
        "note",
        "Write a note on the passage, duty or focus area under the cursor",
        WRITE,
        footer=True,
    ),
    Command(
        "note.meeting",
        "N,upper_n",
        "note_meeting",
        "note on the meeting",
        "Write a note on the meeting",
        WRITE,
        "N",
    ),
    Command("note.edit", "e", "edit_note", "edit note", "Change the note under the cursor", WRITE),
    Command(
        "note.delete", "d", "delete_note", "delete note", "Delete the note under the cursor", WRITE
    ),
    Command(
        "note.restore",
        "u",
        "restore_note",
        "undo delete",
        "Bring back the note deleted last",
        WRITE,
    ),
    Command(
        "tick",
        "space",
        "tick",
        "tick",
        "Tick the duty; mark the article as read",
        WRITE,
        footer=True,
    ),
    Command(
        "bookmark",
        "m",
        "bookmark",
        "bookmark",
        "Bookmark what is under the cursor, or take the bookmark away",
        WRITE,
        footer=True,
    ),
    Command(
        "copy",
        "y",
        "copy",
        "copy",
        "Copy the passage with its citation to the clipboard",
        WRITE,
        footer=True,
    ),
    Command("minutes", "x", "minutes", "minutes", "Write the minutes into a file", WRITE),
    Command(
        "public", "v", "public", "public view", "Hide private notes, or show them again", OTHER
    ),
    Command("help", "question_mark", "help", "help", "Show all keys", OTHER, "?", footer=True),
)
"""What the main screen binds. Moving the cursor and Enter belong to the list itself."""

LIST_KEYS: tuple[tuple[str, str], ...] = (
    ("j ↓, k ↑", "Next, previous passage or row"),
    ("PgDn, PgUp", "A page down, up"),
    ("Home, End", "First, last"),
    ("enter", "Open, follow, unfold"),
)

APP_KEYS: tuple[tuple[str, str], ...] = (
    ("ctrl+p", "Palette: everything that can be done, by name"),
    ("ctrl+q", "Leave; everything is saved"),
)


def shown_keys(command: Command) -> str:
    """Return how the keys of a command are written."""
    return command.shown or command.keys


def help_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the help, each with rows of keys and what they do."""
    groups: dict[str, list[tuple[str, str]]] = {
        FIND: [],
        MOVE: list(LIST_KEYS),
        WRITE: [],
        OTHER: [],
    }
    for command in COMMANDS:
        if not command.id.startswith("tab."):
            groups[command.group].append((shown_keys(command), command.help))
    groups[MOVE] += [("1 … 9, 0", "Tab one to ten"), ("[ and ]", "Previous, next tab")]
    groups[OTHER] += list(APP_KEYS)
    return list(groups.items())
