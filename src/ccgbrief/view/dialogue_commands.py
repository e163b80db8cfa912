"""What can be typed in the plain dialogue, and how a line of it is understood."""

from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.meeting import labelled
from ccgbrief.text import clean_line
from ccgbrief.view import tabs
from ccgbrief.view.typed_words import LEAVING


class Spoken(NamedTuple):
    word: str
    letter: str
    """Its short form, the key that does it on the screen; empty for none."""
    help: str
    takes_words: bool = False
    """Whether words after it belong to it; without, a line that goes on is a search."""


READ = "read"
"""The command that a number stands for."""

LISTS = {name: tab for name, tab in tabs.BY_NAME.items() if tab != tabs.NOTES}
"""What can be listed of a pack, with the tab that shows it."""

COMMANDS: tuple[Spoken, ...] = (
    Spoken(
        "search", "/", "search for the words after it, even for “next” or “notes”", takes_words=True
    ),
    Spoken("next", "j", "read the next passage, or hear more results; so does an empty line"),
    Spoken("back", "k", "read the passage before, or hear the results before"),
    Spoken("contents", "t", "list the headings of the article you are in"),
    Spoken("articles", "", "list the articles, or the agenda"),
    *(Spoken(word, "", f"list the {word}") for word in LISTS),
    *(
        Spoken(
            kind.value,
            kind.traits.key,
            f"write {article} {kind.value} on what was read",
            takes_words=True,
        )
        for kind in NoteKind
        for article in ["an" if kind.value[0] in "aeiou" else "a"]
    ),
    Spoken(
        "meeting",
        "h",
        "hear who is here, where and when; “present: Dr Ash” adds one, “present:” clears it",
    ),
    Spoken("private", "", "before one of these: keep it private", takes_words=True),
    *(Spoken(kind.traits.plural, "", f"list the {kind.traits.plural}") for kind in NoteKind),
    Spoken(
        "tick",
        "",
        "tick what was read, or a number or a duty: done, in place, read",
        takes_words=True,
    ),
    Spoken("untick", "", "remove the tick", takes_words=True),
    Spoken("bookmark", "m", "bookmark what was read, or remove the bookmark"),
    Spoken("undo", "u", "undo the last change"),
    Spoken("redo", "", "redo it"),
    Spoken(
        "minutes",
        "x",
        "write the minutes into a file; or “minutes word”, “minutes pdf”, “minutes private”",
    ),
    Spoken("merge", "", "merge a copy of the notebook that was found beside it"),
    Spoken("keep", "", "keep what was being written when the program ended"),
    Spoken("discard", "", "discard that"),
    Spoken("public", "v", "leave private notes out from now on, or include them again"),
    Spoken("help", "?", "list these commands"),
    Spoken("quit", "", "leave; everything is saved"),
)
"""In the order in which the help lists them."""

MINUTES = ("private", "markdown", "html", "json", "word", "opendocument", "pdf")
"""What may be said after `minutes`: the names of its formats are not known before they are made."""

_BY_WORD = {command.word: command for command in COMMANDS}
_BY_LETTER = {command.letter: command for command in COMMANDS if command.letter}
_SHORT = {
    **dict.fromkeys(LEAVING - {"q"}, ("quit", "")),
    **{f"minutes {word}": ("minutes", word) for word in MINUTES},
    "": ("next", ""),
}
"""Lines that mean a command and what belongs to it; `q` writes a question."""


class Line(NamedTuple):
    """A line as it is understood."""

    command: str
    rest: str = ""


def read_line(typed: str) -> Line:
    """Understand a line: a number, a command with what belongs to it, or words to search for.

    A label with a colon (`chair: Dr Ash`) is of the meeting.

    A letter alone is a command. Before words it is one only with a colon (`a: Ask for a split`),
    for “a quotation” and “I remember” are words to search for.
    """
    said = clean_line(typed).strip()
    if said.casefold() in _SHORT:
        return Line(*_SHORT[said.casefold()])
    if said.isdecimal() or labelled(said):
        return Line(READ if said.isdecimal() else "meeting", said)
    if said.startswith("/"):
        return Line("search", said[1:].strip())
    first, _, rest = said.partition(" ")
    has_colon = first.endswith(":")
    name, rest = first.removesuffix(":").casefold(), rest.strip()
    if (short := _BY_LETTER.get(name)) and (has_colon or not rest):
        return Line(short.word, rest)
    command = _BY_WORD.get(name)
    if command and (command.takes_words or not rest):
        return Line(command.word, rest)
    return Line("search", said)


def help_lines() -> list[str]:
    """Return the commands, one a line, after how many there are."""
    rows = [
        f"{each.word}{f' or {each.letter}' if each.letter else ''}: {each.help}"
        for each in COMMANDS
    ]
    return [
        f"{len(rows)} commands. Other words are searched for, and a number reads that item.",
        *rows,
        "A letter with words after it takes a colon: “a: Ask for a split @Practice manager”.",
    ]
