"""What people call a command that has another name here: for the palette and the help."""

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "agenda": ("Next item", "Previous item"),
    "attendance": ("Who is here",),
    "bin": ("Delete note",),
    "close": ("Quit",),
    "colors": ("Theme: ",),
    "colours": ("Theme: ",),
    "comment": ("Note",),
    "dark mode": ("Theme: dark",),
    "exit": ("Quit",),
    "export": ("Minutes", "Write the minutes as "),
    "favourite": ("Bookmark",),
    "find": ("Search",),
    "hide": ("Public view",),
    "index": ("Contents",),
    "keys": ("Help",),
    "leave": ("Quit",),
    "light mode": ("Theme: light",),
    "options": ("Settings file",),
    "preferences": ("Settings file",),
    "print": ("Minutes", "Write the minutes as "),
    "projector": ("Present",),
    "q": ("Quit",),
    "q!": ("Quit",),
    "qa": ("Quit",),
    "quorum": ("Who is here",),
    "remove": ("Delete note",),
    "revert": ("Undo",),
    "save": ("Save", "Minutes", "Write the minutes as "),
    "shortcuts": ("Help",),
    "slides": ("Present",),
    "task": ("Action",),
    "todo": ("Action",),
    "w": ("Save",),
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
