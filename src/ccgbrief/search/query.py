"""Reads what was typed: words, “literal phrases”, exclusions, filters. Nothing typed is wrong."""

import re
from dataclasses import dataclass

from ccgbrief.text import words

MAX_TYPED = 4_000
"""Characters of a query that are read: more is a paste, and longer than any passage."""

FILTERS = ("is", "by", "in", "p")
"""What may stand before a colon; anything else there is an ordinary word."""

_ITEM = re.compile(
    r'(?P<minus>-(?=[\w"£%]))?'
    r"(?:(?P<key>(?i:is|by|in|p)):)?"
    r'(?:"(?P<literal>[^"]*)"?|(?P<bare>[^\s"]+))?'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One word as it was typed."""

    folded: str
    finished: bool = True
    """False of the last word while it may still grow."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition such as `is:quote`."""

    key: str
    """One of `FILTERS`."""
    value: str
    excluded: bool = False
    """True where a minus stands before it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, read."""

    words: tuple[TypedWord, ...] = ()
    phrases: tuple[tuple[TypedWord, ...], ...] = ()
    """What stands in quotation marks: to be found as it is."""
    excluded: tuple[tuple[TypedWord, ...], ...] = ()
    """Words and phrases with a minus before them."""
    filters: tuple[Filter, ...] = ()


def read_query(typed: str) -> Query:
    """Read what was typed; there is no text it cannot read."""
    typed = typed[:MAX_TYPED].translate(_QUOTES)
    found: list[TypedWord] = []
    phrases, excluded, filters = [], [], []
    for item in _ITEM.finditer(typed):
        growing = item.end() == len(typed) and not item[0].endswith('"')
        value = item["bare"] or item["literal"] or ""
        if item["key"]:
            filters.append(Filter(item["key"].lower(), value, excluded=bool(item["minus"])))
            continue
        typed_words = _typed_words(value, growing=growing)
        if not typed_words:
            continue
        if item["minus"]:
            excluded.append(typed_words)
        elif item["literal"]:
            phrases.append(typed_words)
        else:
            found += typed_words
    return Query(tuple(found), tuple(phrases), tuple(excluded), tuple(filters))


def _typed_words(text: str, *, growing: bool) -> tuple[TypedWord, ...]:
    found = words(text)
    last = len(found) - 1
    return tuple(
        TypedWord(word.folded, finished=not (growing and i == last and word.end == len(text)))
        for i, word in enumerate(found)
    )
