"""Tells a word typed by mistake while reading from single keys: for the app and the note editor.

Who forgets `/` types letters that are commands. Letters in quick succession are searched for. At
any pace no letter changes a record on its own: it asks, and does it when it is pressed again.
"""

from itertools import pairwise
from math import inf

BURST_SECONDS = 0.15
"""Seconds; letters of a word follow each other faster than that, but commands seldom do."""

WORD_SECONDS = 1.0
"""Seconds; letters that follow each other faster than that may be those of a word typed slowly."""

PHRASE_SECONDS = 4.0
"""Seconds; words and parts of words that follow each other faster may be of one search."""

MOVING = frozenset("jk")
"""Letters that are typed in quick succession, or held down, to move."""

FEWEST_LETTERS = 3
"""Letters of a note that is kept without asking."""

MOST_WORDS = 4
"""Words of a note that may have been meant as a search; most queries are no longer."""

LONE_WORDS = 1
"""Words in small letters of which no note is made without asking, however they were typed."""

LEAVING = {"exit", "quit", "uit", ":q", ":q!", ":wq", "bye", "q"}
"""Words that nobody asks as a question; the key for questions may be taken for one to leave."""


class Burst:
    """Letters typed in quick succession."""

    def __init__(self) -> None:
        self.letters = ""
        self.word = ""
        """The letters that came so soon after each other that they may be those of a word."""
        self._earlier: list[str] = []
        """What was typed before these, up to longer pauses."""
        self._last = -inf

    def add(self, letter: str, when: float) -> bool:
        """Add a letter and its time in seconds; return whether it begins a new burst."""
        pause, self._last = when - self._last, when
        is_first = pause >= BURST_SECONDS or not self.letters
        self.letters = letter if is_first else self.letters + letter
        if pause >= WORD_SECONDS:
            self._earlier = [*self._earlier, self.word] if pause < PHRASE_SECONDS else []
            self.word = ""
        self.word += letter
        return is_first

    def end_word(self, when: float, end: str = "") -> str:
        """Return the word that another key, pressed at that time, has ended.

        What follows a space or a hyphen goes on with it.
        """
        word = self.word if when - self._last < WORD_SECONDS else ""
        self._earlier = [*self._earlier, f"{word}{end}"] if word and end in {" ", "-"} else []
        self.word = self.letters = ""
        return word

    @property
    def lead(self) -> str:
        """What was typed before the last letter, if that seems to go on with it.

        It does within a word, and after a pause in one of several letters.
        """
        is_part = len("".join(self._earlier[-1:]).strip("jk")) >= FEWEST_LETTERS
        is_begun = len(self.word) > 1 or is_part
        return "".join([*self._earlier, self.word[:-1]]) if is_begun else ""

    @property
    def phrase(self) -> str:
        """The letters, after what was typed before them that they seem to go on with."""
        before = f"{self.lead}{self.word[-1:]}".removesuffix(self.letters)
        return f"{before.lstrip('jk')}{self.letters}"

    @property
    def is_slow_word(self) -> bool:
        """Whether the letters, however slowly they came, are hardly all commands."""
        return len({*self.lead, *self.word} - MOVING) >= FEWEST_LETTERS

    @property
    def is_word(self) -> bool:
        """Whether the letters are hardly commands: two in a row differ and do not move."""
        return any(
            one != other and not MOVING & {one, other} for one, other in pairwise(self.letters)
        )


class Confirmation:
    """Whether a letter that changes something was pressed a second time, to confirm it."""

    def __init__(self) -> None:
        self._asked = ""
        self._in_word = False

    def confirms(self, letter: str, before: str = "") -> bool:
        """Return whether this press confirms the one before it; if not, it is to be asked for.

        `before` are the letters of a word that may have led to it: the double letter within a word
        confirms nothing.
        """
        again = letter == self._asked
        if again and not self._in_word:
            return True
        self._asked, self._in_word = letter, bool(before.strip("jk")) and not again
        return False

    def hear(self, letter: str) -> None:
        """Take any other key than the one that was asked for as the end of the question."""
        if letter != self._asked:
            self._asked = ""


def is_doubtful(text: str, opened_by: str) -> bool:
    """Return whether a new note, or a name, may not be meant as one.

    `opened_by` are the letters that its first one followed as those of a word do, if it did. Such
    a word goes on in small letters, or in capitals as `NHS` does.
    """
    words = text.split()
    if len(text.strip()) < FEWEST_LETTERS:
        return True
    if not opened_by:  # after a pause it may still be the rest of a word
        return words[0][0].islower() and len(words) <= LONE_WORDS
    goes_on = words[0][0].islower() or (len(words[0]) > 1 and words[0].isupper())
    return goes_on and len(words) <= MOST_WORDS


def word_meant(text: str, opened_by: str) -> str:
    """Return the word that may have been meant as a search in place of a note or a name.

    Nobody knows where the letters of several pieces belong.
    """
    words = f"{opened_by}{text}".split()
    is_meant = opened_by and text.strip() and len(words) == 1 and is_doubtful(text, opened_by)
    return words[0] if is_meant else ""


def doubt(what: str, *, is_new: bool = True) -> str:
    """Return the question whether to keep a note, which is `what`, or a change of one."""
    if not is_new:
        return "Keep the change? enter keeps it, esc leaves it as it was"
    return f"Keep this {what}? enter keeps, esc discards"
