"""Joins what only the width of a page had parted: lines into paragraphs, halves into words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

WIDEST = 120
"""Characters; longer lines were not broken to fit a page."""

NARROWEST = 40

_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HALF = re.compile(r"\W*(?P<half>\w+(?:-\w+)*)-")
_REST = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spellings:
    """How a text spells its words where no line ends within them."""

    known: frozenset[str]
    """Words and hyphenated compounds in small letters."""

    def join(self, first: str, second: str) -> str:
        """Join a line to the next, with the halves of a word parted by its hyphen made whole.

        The hyphen goes only where the text has the whole word elsewhere: “commis-” and “sioning”
        are one word where it says “commissioning”, “long-” and “term” stay “long-term”.
        """
        half = _HALF.fullmatch(first[first.rfind(" ") + 1 :])
        rest = _REST.match(second)
        if not half or not rest:
            return f"{first} {second}"
        compound = f"{half['half']}-{rest[0]}".lower()
        whole = f"{half['half']}{rest[0]}".lower()
        is_one_word = whole in self.known and compound not in self.known and rest[0].islower()
        return f"{first[:-1]}{second}" if is_one_word else f"{first}{second}"


def spellings(lines: Iterable[str]) -> Spellings:
    """Learn the spellings of a text from the words that stand whole in its lines."""
    known: set[str] = set()
    for line in lines:
        known.update(word.lower() for word in _COMPOUND.findall(line.removesuffix("-")))
    return Spellings(frozenset(known))


def wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """Return the width at which the lines of a text were broken; 0 where they were not.

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
