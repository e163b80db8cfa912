"""Says which characters of an entry are why it was found: for showing results."""

from collections.abc import Iterable
from functools import lru_cache

from ccgbrief.search.variants import variants
from ccgbrief.text import Word, words

SHORT_WORD = 3
"""Letters of a word that is marked only beside another: the small words of a sentence."""

REMEMBERED = 500
"""Texts of which the words are kept: with each letter typed the same ones are found again."""

Spans = tuple[tuple[int, int], ...]
"""(start, end) of some characters, in their order and apart from each other."""


def mark(text: str, terms: Iterable[tuple[str, ...]]) -> Spans:
    """Return where in `text` the terms stand."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for term in terms:
        by_first.setdefault(term[0], set()).add(term)
    found, others = _words(text)
    spans = []
    for place, word in enumerate(found):
        for term in by_first.get(word.folded, ()):
            last = place + len(term) - 1
            if tuple(other.folded for other in found[place : last + 1]) == term:
                spans.append((word.start, found[last].end))
    spans += [
        (word.start, word.end) for word in others if (word.folded,) in by_first.get(word.folded, ())
    ]
    return _united(_telling(spans))


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> tuple[list[Word], list[Word]]:
    """Return the words of a text, and other spellings of some of them."""
    found = words(text)
    return found, list(variants(text, found))


def _telling(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without the short words that stand alone, such as “of”, if others stay."""
    after = {place for _, end in spans for place in (end, end + 1)}
    before = {place for start, _ in spans for place in (start, start - 1)}
    telling = [
        (start, end)
        for start, end in spans
        if end - start > SHORT_WORD or start in after or end in before
    ]
    return telling if any(end - start > SHORT_WORD for start, end in telling) else spans


def _united(spans: Iterable[tuple[int, int]]) -> Spans:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
