"""Words of nearly the same meaning, from WordNet; read only if nothing has all the typed words.

Each line of the file has a word followed by those nearest in meaning, the nearest first.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("wordnet.txt")

SHORTEST = 3
"""Letters of a word in the file."""

MAX_CACHED = 1_000
"""Words whose lines are cached, since each letter typed asks for much the same ones."""

_ENDINGS = (
    ("", ""),
    ("s", ""),
    ("ies", "y"),
    ("es", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("est", "e"),
)
"""Endings of inflected words, each with the ending of the dictionary form."""


def is_word(word: str) -> bool:
    """Return whether it is a common English word, possibly inflected."""
    return any(map(_line, _bases(word)))


def related(word: str) -> list[str]:
    """Return words that mean nearly the same as one that may be inflected, the nearest first."""
    found = (other for base in _bases(word) for other in _line(base)[1:])
    return [other for other in dict.fromkeys(found) if other != word]


def _bases(word: str) -> Iterator[str]:
    """Yield the possible dictionary forms of an inflected word; not all of them are words."""
    for ending, base in _ENDINGS:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem + base) >= SHORTEST:
            yield stem + base
            if ending in {"ed", "ing"} and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


@lru_cache(maxsize=MAX_CACHED)
def _line(base: str) -> list[str]:
    """Return the words on the line that begins with `base`; none if there is no such line."""
    text = _text()
    start = text.find(f"\n{base} ".encode()) + 1
    return text[start : text.index(b"\n", start)].decode().split() if start else []


@cache
def _text() -> bytes:
    """Return the file with a space after each word and a newline before each line."""
    return b"\n" + FILE.read_bytes().replace(b"\n", b" \n")
