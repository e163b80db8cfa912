"""Puts the accents on their letters that TeX prints apart: for the letters of a PDF."""

import unicodedata
from collections.abc import Callable

_ACCENTS = {
    "\u00a8": "\u0308",
    "\u00b4": "\u0301",
    "`": "\u0300",
    "\u02c6": "\u0302",
    "\u02dc": "\u0303",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u02da": "\u030a",
    "\u02dd": "\u030b",
    "\u02d9": "\u0307",
    "\u00af": "\u0304",
    "\u00b8": "\u0327",
}
"""Accents that stand alone, and what they are upon a letter."""


def composed(word: str, is_over: Callable[[int], bool]) -> str:
    """Return a word with each accent and the letter that it is printed over as one letter.

    `is_over` tells of a sign, by its place in the word, whether it and the one before it stand
    over each other.
    """
    made = ""
    for i, sign in enumerate(word):
        accent, letter = sorted((made[-1:], sign), key=lambda c: c not in _ACCENTS)
        both = unicodedata.normalize("NFC", f"{letter}{_ACCENTS.get(accent, '')}")
        if accent in _ACCENTS and len(both) == 1 and is_over(i):
            made = f"{made[:-1]}{both}"
        else:
            made += sign
    return made
