"""What people call a command that has another name here: for the palette and the help."""

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "agenda": ("Next item", "Previous item"),
    "bin": ("Delete note",),
    "colours": ("Theme: ",),
    "dark": ("Theme: dark",),
    "exit": ("Quit",),
    "export": ("Write the minutes as ", "Minutes"),
    "keys": ("Help",),
    "leave": ("Quit",),
    "options": ("Settings file",),
    "preferences": ("Settings file",),
    "print": ("Write the minutes as ", "Minutes"),
    "remove": ("Delete note",),
    "revert": ("Undo",),
    "q": ("Quit",),
    "q!": ("Quit",),
    "qa": ("Quit",),
    "save": ("Save", "Write the minutes as ", "Minutes"),
    "shortcuts": ("Help",),
    "todo": ("Action",),
    "w": ("Save",),
    "wq": ("Quit",),
}
"""Other words, and vi's, and how the names in the palette begin that they mean."""

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
