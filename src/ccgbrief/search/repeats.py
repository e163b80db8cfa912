"""Knows when two results are nearly the same passage: a pull-quote and its sentence, a reprint."""

from rapidfuzz.fuzz import ratio

from ccgbrief.search.entries import Kind
from ccgbrief.search.index import Row

LEAST_WORDS = 3
"""Words of a quotation that make it the same as the sentence it was taken from."""

ALIKE = 95
"""Of 100: the likeness of two texts that differ by slips only (rapidfuzz ratio)."""

ALIKE_LENGTH = 0.9
"""Part of a text's length that another so much alike has at the least."""


def is_repeat(row: Row, other: Row) -> bool:
    """Tell whether a reader who has seen one of them needs not see the other."""
    short, long = (row, other) if len(row.words) < len(other.words) else (other, row)
    if len(short.words) >= ALIKE_LENGTH * len(long.words):
        alike = ratio(short.words, long.words, score_cutoff=ALIKE) > 0
        return alike and _figures(short) == _figures(long)
    quoted = short.kind == Kind.QUOTE and short.words.count(" ") + 1 >= LEAST_WORDS
    return quoted and f" {short.words} " in f" {long.words} "


def _figures(row: Row) -> list[str]:
    """Return the numbers of a text: rows of a table may differ in nothing else."""
    return [word for word in row.words.split(" ") if word[:1].isdigit()]
