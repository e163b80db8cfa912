"""Tells a word typed by mistake while reading from single keys: for the app and the note editor.

Who forgets `/` types letters that are commands. What they did is taken back, and the word is
searched for.
"""

from itertools import pairwise
from math import inf

from ccgbrief.text import shortened

BURST_SECONDS = 0.15
"""Letters of one word follow each other sooner than that, commands seldom do."""

MOVING = frozenset("jk")
"""Letters that are struck in quick succession, or held down, to move."""

FEWEST_LETTERS = 3
"""Of a note that is kept without asking."""

MOST_WORDS = 4
"""Of a note that may have been meant as a search: most queries are no longer."""


class Burst:
    """The letters that came in quick succession."""

    def __init__(self) -> None:
        self.letters = ""
        self._last = -inf

    def add(self, letter: str, when: float) -> bool:
        """Take in a letter and its time in seconds; return whether it begins a new burst."""
        is_first = when - self._last >= BURST_SECONDS
        self.letters = letter if is_first else self.letters + letter
        self._last = when
        return is_first

    @property
    def is_word(self) -> bool:
        """Whether the letters can hardly be commands: two in a row differ and do not move."""
        return any(
            one != other and not MOVING & {one, other} for one, other in pairwise(self.letters)
        )


def is_doubtful(text: str, opened_by: str) -> bool:
    """Return whether a new note may not be meant as one.

    `opened_by` are the letters that its first one followed as those of a word do, if it did.
    """
    return len(text.strip()) < FEWEST_LETTERS or bool(opened_by and len(text.split()) <= MOST_WORDS)


def doubt(query: str) -> str:
    """Return the question whether to keep such a note; `query` may have been meant as a search."""
    search = f", / finds “{shortened(query, 30)}” instead" if query else ""
    return f"Keep this note? esc keeps it{search}"
