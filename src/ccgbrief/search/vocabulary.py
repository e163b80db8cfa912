"""The vocabulary of an index: the frequency, completions and near spellings of words."""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from heapq import nlargest
from itertools import compress

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Letters that the letter index tells apart; all other characters count as one before them."""

MAX_CACHED = 2_048
"""Words of which something is cached: each letter typed needs much the same."""

_LAST = "\U0010ffff"
_FLAGS = bytes.maketrans(b"01", b"\0\1")


class Vocabulary:
    """Words in alphabetical order, with the number of entries that contain each.

    It is what `write_vocabulary` stored. Raises KeyError or ValueError if that is damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        pieces = dict(connection.execute("SELECT name, data FROM vocabulary"))
        self._connection = connection
        self._words = pieces["words"].decode().split("\n") if pieces["words"] else []
        self._counts = array("I", pieces["counts"])
        if len(self._counts) != len(self._words):
            raise ValueError("the vocabulary is damaged")
        self._all = (1 << len(self._words)) - 1
        bits, width = pieces["letters"], (len(self._words) + 7) // 8
        starts = (letter * width for letter in range(len(LETTERS) + 1))
        self._letters = [int.from_bytes(bits[start : start + width], "big") for start in starts]

    def sounding(self, key: str) -> list[str]:
        """Return the words that sound alike, given the key that `sound` makes of one."""
        found = self._connection.execute("SELECT word FROM sound WHERE key = ?", (key,))
        return [word for (word,) in found]

    def inflections(self, word: str) -> list[str]:
        """Return the words with the same stem."""
        if not word.isalpha():
            return []
        found = self._connection.execute(
            "SELECT rowid FROM stem WHERE stem MATCH ?", (f'"{word}"',)
        )
        return [self._words[place] for (place,) in found]

    def count(self, word: str) -> int:
        """Return how many entries contain the word."""
        place = bisect_left(self._words, word)
        known = place < len(self._words) and self._words[place] == word
        return self._counts[place] if known else 0

    def completions(self, prefix: str, most: int) -> list[tuple[int, str]]:
        """Return the commonest words with this beginning, at most `most`, with their counts."""
        places = self._range(prefix)
        found = zip(self._counts[places], self._words[places], strict=True)
        return nlargest(most, (item for item in found if item[1] != prefix))

    def near(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Return the words with at most `distance` wrong letters and how many (a swap is one)."""
        return _extract(word, list(self._prefiltered(word, distance)), distance)

    def near_beginnings(self, prefix: str, distance: int) -> dict[str, tuple[str, int]]:
        """Return longer words whose beginning has at most `distance` wrong letters.

        Each comes with the beginning that was meant, as long as `prefix` or a letter longer, and
        the number of wrong letters. The first letter is assumed to be right.
        """
        length = len(prefix)
        first = self._words[self._range(prefix[:1])]
        begun = {word[: length + 1] for word in first if len(word) > length}
        begun.update([beginning[:length] for beginning in begun])
        found: dict[str, tuple[str, int]] = {}
        near = _extract(prefix, sorted(begun), distance)
        for meant, wrong in sorted(near, key=lambda item: (-item[1], -len(item[0]))):
            words = self._words[self._range(meant)]
            found.update((word, (meant, wrong)) for word in words if len(word) > length)
        return found

    def _range(self, prefix: str) -> slice:
        start = bisect_left(self._words, prefix)
        return slice(start, bisect_left(self._words, prefix + _LAST, start))

    def _prefiltered(self, word: str, distance: int) -> Iterator[str]:
        """Yield the words that lack at most `distance` letters of `word`, and vice versa.

        All others are farther away; this takes one operation for all words at once.
        """
        typed = {LETTERS.find(letter) + 1 for letter in word}
        others = (bits for letter, bits in enumerate(self._letters) if letter not in typed)
        lacking = _more_than(distance, (self._all ^ self._letters[letter] for letter in typed))
        kept = self._all ^ (lacking | _more_than(distance, others))
        return compress(self._words, f"{kept:0{len(self._words)}b}".encode().translate(_FLAGS))


class CombinedVocabulary:
    """Several vocabularies as one: the pack's and the notes'."""

    def __init__(self, parts: Iterable[Vocabulary]) -> None:
        self._parts = tuple(parts)
        self.inflections = lru_cache(maxsize=MAX_CACHED)(self._inflections)

    def count(self, word: str) -> int:
        """Return how many entries contain the word."""
        return sum(part.count(word) for part in self._parts)

    def completions(self, prefix: str, most: int) -> list[str]:
        """Return the commonest words with this beginning, but not the prefix itself."""
        found = [item for part in self._parts for item in part.completions(prefix, most)]
        return [word for _, word in nlargest(most, found)]

    def near(self, word: str, distance: int) -> dict[str, int]:
        """Return the words with at most `distance` letters wrong, and how many are."""
        return dict(item for part in self._parts for item in part.near(word, distance))

    def near_beginnings(self, prefix: str, distance: int) -> dict[str, tuple[str, int]]:
        """Return longer words whose beginning is near, as a `Vocabulary` does."""
        parts = [part.near_beginnings(prefix, distance) for part in self._parts]
        return {word: meant for part in parts for word, meant in part.items()}

    def _inflections(self, word: str) -> Set[str]:
        """Return other words with the same stem."""
        return {form for part in self._parts for form in part.inflections(word)} - {word}

    def sounding(self, key: str) -> set[str]:
        return {word for part in self._parts for word in part.sounding(key)}


def write_vocabulary(connection: sqlite3.Connection) -> None:
    """Store the words in the index, and how each sounds.

    They are stored as one value, which is read ten times as fast as a table of words.
    """
    from ccgbrief.search.corrections import sound  # noqa: PLC0415 (jellyfish is not needed to read)

    rows = connection.execute(
        "SELECT term, doc FROM term WHERE term > '/' ORDER BY term"
    ).fetchall()
    known = [word for word, _ in rows]
    width = (len(known) + 7) // 8
    pieces = {
        "words": "\n".join(known).encode(),
        "counts": array("I", (count for _, count in rows)).tobytes(),
        "letters": b"".join(bits.to_bytes(width, "big") for bits in _letter_index(known)),
    }
    connection.executemany("INSERT OR REPLACE INTO vocabulary VALUES (?, ?)", pieces.items())
    connection.execute("INSERT INTO stem (stem) VALUES ('delete-all')")
    connection.executemany("INSERT INTO stem (rowid, word) VALUES (?, ?)", enumerate(known))
    connection.execute("DELETE FROM sound")
    sounds = ((sound(word), word) for word in known)
    connection.executemany("INSERT INTO sound VALUES (?, ?)", (pair for pair in sounds if pair[0]))


def _letter_index(words: Sequence[str]) -> list[int]:
    """Return for each letter a number with one bit per word, set if the word has the letter."""
    letters = [{LETTERS.find(letter) + 1 for letter in word} for word in words]
    return [
        int("".join("1" if letter in has else "0" for has in letters) or "0", 2)
        for letter in range(len(LETTERS) + 1)
    ]


def _more_than(limit: int, numbers: Iterable[int]) -> int:
    """Return a number whose bits are set where they are set in more than `limit` of `numbers`."""
    at_least = [0] * (limit + 1)
    for bits in numbers:
        for level in range(limit, 0, -1):
            at_least[level] |= at_least[level - 1] & bits
        at_least[0] |= bits
    return at_least[limit]


def _extract(word: str, words: list[str], distance: int) -> list[tuple[str, int]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (most words are well spelt)
    from rapidfuzz.process import extract  # noqa: PLC0415

    near = extract(word, words, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return [(found, int(wrong)) for found, wrong, _ in near]
