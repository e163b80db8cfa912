"""All words of an index, and which of them are spelt nearly as a typed word: for the meanings."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Letters that are told apart when words are sifted; all other characters count as one."""

_FLAGS = bytes.maketrans(b"01", b"\0\1")


class Vocabulary:
    """The words in alphabetical order, with how many entries hold each.

    `letters` has a number for each letter, with one bit a word: set where the word has it.
    """

    def __init__(self, words: Sequence[str], counts: Sequence[int], letters: Sequence[int]) -> None:
        self.words = words
        self.counts = counts
        self._letters = letters

    @classmethod
    def of(cls, counted: Sequence[tuple[str, int]]) -> "Vocabulary":
        """Make a vocabulary of words in alphabetical order, each with its count."""
        words = [word for word, _ in counted]
        letters = [_holders(words, kind) for kind in range(len(LETTERS) + 1)]
        return cls(words, array("I", (count for _, count in counted)), letters)

    def count(self, word: str) -> int:
        """Return how many entries hold the word."""
        place = bisect_left(self.words, word)
        known = place < len(self.words) and self.words[place] == word
        return self.counts[place] if known else 0

    def completions(self, prefix: str) -> Sequence[str]:
        """Return the words that begin so, the prefix itself among them."""
        start = bisect_left(self.words, prefix)
        return self.words[start : bisect_left(self.words, prefix + "\U0010ffff", start)]

    def near(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Return the words with at most `distance` letters wrong, and how many (a swap is one)."""
        hits = extract(
            word,
            list(self._sifted(word, distance)),
            scorer=OSA.distance,
            score_cutoff=distance,
            limit=None,
        )
        return [(found, int(wrong)) for found, wrong, _ in hits]

    def _sifted(self, word: str, distance: int) -> Iterator[str]:
        """Give the words of which no more than `distance` letters are lacking, either way round.

        All other words are farther away, and looking at the bits takes no time.
        """
        typed = {_kind(letter) for letter in word}
        everything = (1 << len(self.words)) - 1
        lacking = _more_than(distance, (everything ^ self._letters[kind] for kind in typed))
        added = _more_than(
            distance, (bits for kind, bits in enumerate(self._letters) if kind not in typed)
        )
        kept = everything ^ (lacking | added)
        return compress(self.words, f"{kept:0{len(self.words)}b}".encode().translate(_FLAGS))


def _more_than(limit: int, numbers: Iterable[int]) -> int:
    """Return a number whose bits are set where they are set in more than `limit` of `numbers`."""
    at_least = [0] * (limit + 1)
    for bits in numbers:
        for level in range(limit, 0, -1):
            at_least[level] |= at_least[level - 1] & bits
        at_least[0] |= bits
    return at_least[limit]


def _kind(letter: str) -> int:
    place = LETTERS.find(letter)
    return place if place >= 0 else len(LETTERS)


def _holders(words: Sequence[str], kind: int) -> int:
    holds = "".join("01"[any(_kind(letter) == kind for letter in word)] for word in words)
    return int(holds or "0", 2)
