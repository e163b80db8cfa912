"""Reads what was typed: words, “literal phrases”, exclusions, filters. Nothing typed is wrong."""

import re
from typing import NamedTuple

from ccgbrief.text import words

MAX_TYPED = 4_000
"""Characters of a query that are read: more is a paste, and longer than a passage."""

MAX_WORDS = 300
"""Words of a query that are sought: as many as a very long passage has."""

_ITEM = (
    r'(?P<minus>(?<!\S)-(?=[\w"£%]))?'
    r"(?:(?P<key>(?<![^\s-])(?i:is|by|in|p)):)?"
    r'(?:"(?P<literal>[^"]*)(?P<closed>"?)|(?P<bare>[^\s"]+))?'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))


class TypedWord(NamedTuple):
    """One word as it was typed, folded."""

    folded: str
    growing: bool = False
    """True of the last word until a space follows: it may be the beginning of a longer one."""


Phrase = tuple[TypedWord, ...]
"""Words that must follow each other."""


class Filter(NamedTuple):
    """A condition such as `is:quote`."""

    key: str
    """`is`, `by`, `in` or `p`; anything else before a colon is an ordinary word."""
    value: str
    excluded: bool = False
    """True where a minus stands before it."""


class Query(NamedTuple):
    """What was typed, read."""

    words: tuple[TypedWord, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    """What stands in quotation marks: to be found as it is."""
    excluded: tuple[Phrase, ...] = ()
    """Words and phrases with a minus before them."""
    filters: tuple[Filter, ...] = ()


def read_query(typed: str) -> Query:
    """Read what was typed; there is no text that cannot be read."""
    typed = typed[:MAX_TYPED].translate(_QUOTES)
    found: list[TypedWord] = []
    phrases, excluded, filters = [], [], []
    for item in re.finditer(_ITEM, typed):
        value = item["bare"] or item["literal"] or ""
        if item["key"]:
            if value.strip():
                excludes = bool(item["minus"])
                filters.append(Filter(item["key"].lower(), value.strip(), excluded=excludes))
            continue
        phrase = _phrase(value, growing=item.end() == len(typed) and not item["closed"])
        if not phrase:
            continue
        if item["minus"]:
            excluded.append(phrase)
        elif item["literal"]:
            phrases.append(phrase)
        else:
            found += phrase
    return Query(tuple(found[:MAX_WORDS]), tuple(phrases), tuple(excluded), tuple(filters))


def _phrase(text: str, *, growing: bool) -> Phrase:
    found = words(text)
    return tuple(
        TypedWord(part, growing=growing and word is found[-1] and word.end == len(text))
        for word in found
        for part in word.folded.split()
    )
