"""All words of an index, and which of them are spelt nearly as a typed word: for the meanings."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import compress

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Letters that are told apart when words are sifted; all other characters count as one more."""

KINDS = len(LETTERS) + 1

_LAST = "\U0010ffff"
_FLAGS = bytes.maketrans(b"01", b"\0\1")


class Vocabulary:
    """The words in alphabetical order, with how many entries hold each.

    `letters` has a number for each letter, with one bit a word: set where the word has it.
    `sounding` returns the words of a sound, as `sound` writes it.
    """

    def __init__(
        self,
        words: Sequence[str],
        counts: Sequence[int],
        letters: Sequence[int],
        sounding: Callable[[str], list[str]],
    ) -> None:
        self.sounding = sounding
        self._words = words
        self._counts = counts
        self._letters = letters
        self._everything = (1 << len(words)) - 1

    def count(self, word: str) -> int:
        """Return how many entries hold the word."""
        place = bisect_left(self._words, word)
        known = place < len(self._words) and self._words[place] == word
        return self._counts[place] if known else 0

    def completions(self, prefix: str, most: int) -> list[tuple[int, str]]:
        """Return the commonest words that begin so, at most `most`, with their counts."""
        begun = self._begun(prefix)
        found = zip(self._counts[begun], self._words[begun], strict=True)
        return nlargest(most, (item for item in found if item[1] != prefix))

    def count_begun(self, prefix: str) -> int:
        """Return how many entries hold words that begin so, at most."""
        return sum(self._counts[self._begun(prefix)])

    def near(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Return the words with at most `distance` letters wrong, and how many (a swap is one)."""
        return _extract(word, list(self._sifted(word, distance)), distance)

    def near_beginnings(self, prefix: str, distance: int) -> dict[str, tuple[str, int]]:
        """Return longer words that begin so with at most `distance` letters wrong.

        Each has its beginning that was meant, which is as long as `prefix` or a letter longer, and
        how many letters are wrong. The first letter is taken for right: the word is not finished,
        and then all are looked at.
        """
        length = len(prefix)
        first = self._words[self._begun(prefix[:1])]
        begun = {word[: length + 1] for word in first if len(word) > length}
        begun.update([beginning[:length] for beginning in begun])
        found: dict[str, tuple[str, int]] = {}
        near = _extract(prefix, list(begun), distance)
        for meant, wrong in sorted(near, key=lambda item: (-item[1], -len(item[0]))):
            words = self._words[self._begun(meant)]
            found.update((word, (meant, wrong)) for word in words if len(word) > length)
        return found

    def _begun(self, prefix: str) -> slice:
        start = bisect_left(self._words, prefix)
        return slice(start, bisect_left(self._words, prefix + _LAST, start))

    def _sifted(self, word: str, distance: int) -> Iterator[str]:
        """Give the words that lack at most `distance` letters of `word`, and it of them.

        Words that fail this are farther away than that, and it is told for all words at once.
        """
        typed = {_kind(letter) for letter in word}
        others = (bits for kind, bits in enumerate(self._letters) if kind not in typed)
        lacking = _more_than(distance, (self._everything ^ self._letters[kind] for kind in typed))
        kept = self._everything ^ (lacking | _more_than(distance, others))
        return compress(self._words, f"{kept:0{len(self._words)}b}".encode().translate(_FLAGS))


class Vocabularies:
    """Several vocabularies as one: the pack's and the notes'."""

    def __init__(self, parts: Iterable[Vocabulary]) -> None:
        self._parts = tuple(parts)

    def count(self, word: str) -> int:
        """Return how many entries hold the word."""
        return sum(part.count(word) for part in self._parts)

    def count_begun(self, prefix: str) -> int:
        """Return how many entries hold words that begin so, at most."""
        return sum(part.count_begun(prefix) for part in self._parts)

    def completions(self, prefix: str, most: int) -> list[str]:
        """Return the commonest words that begin so, but not the prefix itself."""
        found = [item for part in self._parts for item in part.completions(prefix, most)]
        return [word for _, word in nlargest(most, found)]

    def near(self, word: str, distance: int) -> dict[str, int]:
        """Return the words with at most `distance` letters wrong, and how many."""
        return dict(item for part in self._parts for item in part.near(word, distance))

    def near_beginnings(self, prefix: str, distance: int) -> dict[str, tuple[str, int]]:
        """Return longer words that begin so, as a `Vocabulary` does."""
        parts = [part.near_beginnings(prefix, distance) for part in self._parts]
        return {word: meant for part in parts for word, meant in part.items()}

    def sounding(self, key: str) -> set[str]:
        """Return the words of a sound."""
        return {word for part in self._parts for word in part.sounding(key)}


def sieve(words: Sequence[str]) -> list[int]:
    """Return for each letter a number with one bit a word, set where the word has the letter."""
    kinds = [{_kind(letter) for letter in word} for word in words]
    return [
        int("".join("1" if kind in has else "0" for has in kinds) or "0", 2)
        for kind in range(KINDS)
    ]


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


def _extract(word: str, words: list[str], distance: int) -> list[tuple[str, int]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (most words are well spelt)
    from rapidfuzz.process import extract  # noqa: PLC0415

    near = extract(word, words, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return [(found, int(wrong)) for found, wrong, _ in near]
