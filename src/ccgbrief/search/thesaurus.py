"""Words of nearly the same meaning: the pack's plain words, and WordNet's.

They are read only if nothing has all the typed words. Each line of WordNet's file has a word
followed by those nearest in meaning, the nearest first.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

from ccgbrief.search.synonyms import Terms

FILE = Path(__file__).with_name("wordnet.txt")

SHORTEST = 3
"""Letters of a word in the file."""

_ENDINGS = "- s- ies-y es- ied-y ed- ed-e ing- ing-e er- er-e est- est-e"
"""Endings of inflected words, each with the ending of the dictionary form."""


def plain_words(
    typed: Sequence[str], pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[range, Terms]]:
    """Yield which of the typed words are plain words, and the words of the pack for them.

    Each of `pairs` has what is said and the words of the pack that it stands for, all folded.
    """
    starts = {word[:SHORTEST] for word in typed}
    known: dict[Terms, dict[Terms, None]] = {}
    for said, own in pairs:
        if any(start in said for start in starts):  # most are about something else
            for form in _forms(said.split(" ")):
                known.setdefault(form, {})[tuple(own.split(" "))] = None
    longest = max(map(len, known), default=0)
    for start in range(len(typed)):
        for end in range(start + 1, min(len(typed), start + longest) + 1):
            forms = _forms(typed[start:end])
            found = dict.fromkeys(own for form in forms for own in known.get(form, ()))
            yield from ((range(start, end), own) for own in found)


def _forms(words: Sequence[str]) -> Iterator[Terms]:
    """Yield the words in all their possible dictionary forms."""
    return product(*(dict.fromkeys((word, *_bases(word))) for word in words))


def is_word(word: str) -> bool:
    """Return whether it is a common English word, possibly inflected."""
    return any(map(_line, _bases(word)))


def related(word: str) -> list[str]:
    """Return words that mean nearly the same as one that may be inflected, the nearest first."""
    found = (other for base in _bases(word) for other in _line(base)[1:])
    return [other for other in dict.fromkeys(found) if other != word]


def _bases(word: str) -> Iterator[str]:
    """Yield the possible dictionary forms of an inflected word; not all of them are words."""
    for ending, _, base in (each.partition("-") for each in _ENDINGS.split()):
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem + base) >= SHORTEST:
            yield stem + base
            if ending in {"ed", "ing"} and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


def _line(base: str) -> list[str]:
    """Return the words on the line that begins with `base`; none if there is no such line."""
    lines = _lines()
    place = bisect_left(lines, base)
    found = lines[place].split() if place < len(lines) else []
    return found if found[:1] == [base] else []


@cache
def _lines() -> list[str]:
    """Return the lines of the file, which are in alphabetical order."""
    return FILE.read_text("ascii").splitlines()
