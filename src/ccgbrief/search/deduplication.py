"""Shows once what is nearly the same passage: a pull-quote and its sentence, a reprint."""

from collections import defaultdict
from functools import lru_cache

from ccgbrief.search.entries import Kind
from ccgbrief.search.index import Row

LEAST_WORDS = 3
"""Words of a quotation that make it the same as the sentence it was taken from."""

ALIKE = 95
"""Of 100: the likeness of two texts that differ by slips only (rapidfuzz ratio)."""

END_WORDS = 3
"""Words at the beginning and the end of a text, of which texts that are alike share one or other:
so each is compared with few."""

REMEMBERED = 1_000
"""Texts of which the ends are kept, since each letter finds much the same."""

_PROSE = (Kind.PASSAGE, Kind.QUOTE)
"""What a quotation is a repeat of, or is repeated by: an entry of the glossary that quotes it too
says something of its own."""


class Shown:
    """The results that a reader has seen so far."""

    def __init__(self) -> None:
        self._by_end: dict[str, list[Row]] = defaultdict(list)
        self._texts: list[str] = []
        self._quotes: list[str] = []

    def add(self, row: Row) -> bool:
        """Take a result to those seen; return False when it only repeats one of them."""
        keys = _ends(row.words)
        if any(_is_reprint(row, other) for key in keys for other in self._by_end[key]):
            return False
        for key in keys:
            self._by_end[key].append(row)
        return row.kind not in _PROSE or self._add_prose(row)

    def _add_prose(self, row: Row) -> bool:
        text = f" {row.words} "
        is_quote = row.kind == Kind.QUOTE and row.words.count(" ") + 1 >= LEAST_WORDS
        if any(quote in text for quote in self._quotes) or (
            is_quote and any(text in other for other in self._texts)
        ):
            return False
        self._texts.append(text)
        if is_quote:
            self._quotes.append(text)
        return True


@lru_cache(REMEMBERED)
def _ends(words: str) -> tuple[str, str]:
    """Return what tells the beginning of a text from others, and what tells its end."""
    beginning, end = words.split(" ", END_WORDS)[:-1], words.rsplit(" ", END_WORDS)[1:]
    return f"< {' '.join(beginning)}", f"> {' '.join(end)}"


def _is_reprint(row: Row, other: Row) -> bool:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 (seldom do two results begin or end alike)

    alike = ratio(row.words, other.words, score_cutoff=ALIKE) > 0
    return alike and _figures(row) == _figures(other)


def _figures(row: Row) -> list[str]:
    """Return the numbers of a text: rows of a table may differ in nothing else."""
    return [word for word in row.words.split(" ") if word[:1].isdigit()]
