"""How the palette sets a row, and what people call a command that has another name here."""

from rich.cells import cell_len

from ccgbrief.text import first_words, shortened

WIDEST = 100
"""Columns of the palette where the terminal has more."""

LEAST_WORDS = 12
"""Columns below which what a command does is left out."""

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "agenda": ("Next item", "Previous item"),
    "attendance": ("Who is here",),
    "bin": ("Delete note",),
    "close": ("Quit",),
    "colors": ("Theme: ",),
    "colours": ("Theme: ",),
    "comment": ("Note",),
    "docx": ("Minutes",),
    "dark mode": ("Theme: dark",),
    "exit": ("Quit",),
    "export": ("Minutes",),
    "favourite": ("Bookmark",),
    "find": ("Search",),
    "guide": ("Tour",),
    "hide": ("Public view",),
    "index": ("Contents",),
    "keys": ("Help",),
    "leave": ("Quit",),
    "light mode": ("Theme: light",),
    "options": ("Settings file",),
    "preferences": ("Settings file",),
    "pdf": ("Minutes",),
    "print": ("Minutes",),
    "projector": ("Present",),
    "q": ("Quit",),
    "q!": ("Quit",),
    "qa": ("Quit",),
    "quorum": ("Who is here",),
    "remove": ("Delete note",),
    "revert": ("Undo",),
    "save": ("Save", "Minutes"),
    "shortcuts": ("Help",),
    "slides": ("Present",),
    "task": ("Action",),
    "todo": ("Action",),
    "tutorial": ("Tour",),
    "w": ("Save",),
    "word": ("Minutes",),
    "wq": ("Quit",),
}
"""Other words, and vi's, and how the names in the palette begin that they mean, likeliest first."""

FEWEST_LETTERS = 3
"""Of a word that is begun, before it is taken for one of these."""


def names_meant(typed: str) -> tuple[str, ...]:
    """Return how the names begin that are meant by what is typed, if it is one of these words."""
    word = typed.strip().removeprefix(":").casefold()
    is_begun = len(word) >= FEWEST_LETTERS
    return tuple(
        name
        for other, names in OTHER_WORDS.items()
        if other == word or (is_begun and other.startswith(word))
        for name in names
    )


def in_one_line(name: str, what: str, key: str, columns: int) -> tuple[str, str, str]:
    """Return the name, what it does, and the key after as many spaces as fill the columns.

    What does not fit is cut: of what it does a whole number of words is left.
    """
    beside = cell_len(f"  {key}") if key else 0
    name = shortened(name, max(columns - beside, 1))
    room = columns - cell_len(name) - 2 - beside
    does = f"  {first_words(what, room)}" if what and room >= LEAST_WORDS else ""
    gap = max(columns - cell_len(name + does) - cell_len(key), 0)
    return name, does, " " * gap + key
