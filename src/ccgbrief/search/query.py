"""Parses a query: words, “literal phrases”, exclusions, filters. Nothing is an error."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.search.filters import FILTERS, Filter
from ccgbrief.text import clean, words

MAX_TYPED = 4_000
"""Characters of a query that are read; a longer one is a paste, and longer than a passage."""

MAX_WORDS = 300
"""Words of a query that are searched for: as many as a very long passage has."""

_ITEM = (
    r'(?P<minus>(?<!\S)-(?=[\w"£%]))?'
    r"(?:(?P<key>(?<![^\s-])[A-Za-z]+):)?"
    r'(?:"(?P<literal>[^"]*)(?P<closed>"?)|(?P<bare>[^\s"]+))?'
)
_DOTTED = r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))


class TypedWord(NamedTuple):
    folded: str
    unfinished: bool = False
    """True for the last word until a space follows, since it may become a longer one.

    What narrows the search behind it, a filter or an exclusion, follows a space and ends no word.
    """


Phrase = tuple[TypedWord, ...]
"""Words that must follow each other."""


class Query(NamedTuple):
    words: tuple[TypedWord, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    """Text in quotation marks, which is found only exactly as typed."""
    excluded: tuple[Phrase, ...] = ()
    """Words and phrases after a minus."""
    filters: tuple[Filter, ...] = ()
    name: str = ""
    """All words and phrases in one, in the form of names in the index."""
    unknown_filters: tuple[str, ...] = ()
    """Words with a colon, such as `year:2015`, that look like filters and are searched as text."""


def has_only_signs(typed: str) -> bool:
    """Return whether an empty query is of signs such as £; a quote or a minus may begin a word."""
    signs = {*clean(typed[:MAX_TYPED]).translate(_QUOTES)} - {*'"-'}
    return any(map(str.strip, signs)) and not any(map(str.isalnum, signs))


def parse_query(typed: str) -> Query:
    typed = clean(typed[:MAX_TYPED]).translate(_QUOTES)
    found: list[TypedWord] = []
    name = ""
    phrases, excluded, filters, unknown = [], [], [], []
    items = [*re.finditer(_ITEM, typed)]
    end = _end_of_words(items, len(typed))
    for item in items:
        bare = re.sub(
            _DOTTED, lambda found: found[0].replace(".", ""), item["bare"] or ""
        )  # N.H.S.
        value = item["literal"] or bare  # in quotation marks the points stay, between words
        key = (item["key"] or "").lower()
        if key in FILTERS:
            if value.strip():
                filters.append(Filter(key, value.strip(), excluded=bool(item["minus"])))
            continue
        if key:
            unknown += [key] if re.match(r"\w", value) else []
            value = f"{key} {value}"
        is_last = item.end() == end
        phrase = _phrase(value, unfinished=is_last and not (item["closed"] or item["minus"]))
        if not phrase:
            continue
        if not item["minus"]:
            name += "".join(word.folded for word in phrase)
        if item["minus"]:
            excluded.append(phrase)
        elif item["literal"]:
            phrases.append(phrase)
        else:
            found += phrase
    return Query(
        tuple(found[:MAX_WORDS]),
        tuple(phrases),
        tuple(excluded),
        tuple(filters),
        name,
        tuple(unknown),
    )


def _end_of_words(items: Sequence[re.Match[str]], length: int) -> int:
    """Return where the last word ends if only filters and exclusions follow it, else the end."""
    end = length
    for item in reversed(items):
        if item["minus"] or (item["key"] or "").lower() in FILTERS:
            end = item.start()
        elif item[0]:
            return item.end() if end < length else end
    return length


def _phrase(text: str, *, unfinished: bool) -> Phrase:
    found = words(text)
    return tuple(
        TypedWord(part, unfinished=unfinished and word is found[-1] and word.end == len(text))
        for word in found
        for part in word.folded.split()
    )
