"""Undoes line breaks: joins lines into paragraphs and halves into words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

WIDEST = 120
"""Characters; longer lines were not broken to fit a page."""

NARROWEST = 40

LEAST_KNOWN = 500
"""Words: a text with fewer may well not have those of which it makes a compound."""

_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HALF = re.compile(r"\W*(?P<half>\w+(?:-\w+)*)-")
_REST = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spellings:
    """How a text spells its words where no line ends within them."""

    known: frozenset[str]
    """Words and hyphenated compounds in small letters."""

    def join(self, first: str, second: str) -> str:
        """Join a line to the next, with the halves of a word separated by its hyphen made whole.

        The hyphen goes where the text has the whole word elsewhere, and where a long text has
        neither half: “commis-” and “sioning” are one word where it says “commissioning”; “long-”
        and “term” stay “long-term”.
        """
        half = _HALF.fullmatch(first[first.rfind(" ") + 1 :])
        rest = _REST.match(second)
        if not half or not rest:
            return f"{first} {second}"
        is_one_word = rest[0].islower() and self._is_one_word(half["half"].lower(), rest[0])
        return f"{first[:-1]}{second}" if is_one_word else f"{first}{second}"

    def _is_one_word(self, half: str, rest: str) -> bool:
        if f"{half}-{rest}" in self.known or not half.isalpha():
            return False
        are_parts = half not in self.known and rest not in self.known
        return f"{half}{rest}" in self.known or (are_parts and len(self.known) >= LEAST_KNOWN)


def spellings(lines: Iterable[str]) -> Spellings:
    """Learn the spellings of a text from the words that stand whole in its lines."""
    known: set[str] = set()
    is_half = False
    for line in lines:
        whole = line.lstrip()
        words = _COMPOUND.findall(whole)
        if is_half:
            words = words[1:]
        is_half = whole.endswith("-")
        for word in words[:-1] if is_half else words:
            known |= {word.lower(), *word.lower().split("-")}
    return Spellings(frozenset(known))


def wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """Return the width at which the lines of a text were broken; 0 if they were not.

    A group is lines that no empty line parts.
    """
    inner = [len(line) for group in groups for line in group[:-1]]
    if len(inner) < 2:
        return 0
    width = round(quantiles(inner, n=10)[-1])
    full = sum(length >= 0.7 * width for length in inner)
    return width if NARROWEST <= width <= WIDEST and full >= 0.6 * len(inner) else 0


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Return whether the following line began only because its first word had no more room."""
    first_word = following.split(maxsplit=1)[0]
    return bool(width) and len(line) + 1 + len(first_word) > 0.97 * width
