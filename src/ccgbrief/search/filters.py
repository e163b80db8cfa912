"""Narrows a search: what `is:`, `by:`, `in:` and `p:` may name, and what they let through.

Each entry carries its facets in the index, as terms that no word can be: `.is.quote`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ccgbrief.pages import Page
from ccgbrief.search.entries import NOTES, Entry, Kind
from ccgbrief.search.query import Filter
from ccgbrief.text import clean_line, fold, words

MAX_OFFERED = 20
"""Values offered for a filter that is being typed: as many as a small screen shows."""

_TYPED = r'(?s)(?:^|.*\s)-?(?P<key>(?i:is|by|in)):(?P<value>"[^"]*|[^\s"]*)$'


class Place(NamedTuple):
    """An article, area or duty that `in:` can name."""

    id: str
    names: tuple[str, ...] = ()
    """Its titles."""


class Known(NamedTuple):
    """What filters can name."""

    voices: tuple[str, ...] = ()
    """Those who are quoted and those who wrote."""
    places: tuple[Place, ...] = ()
    pages: tuple[Page, ...] = ()


class Narrowing(NamedTuple):
    """What the filters of a query ask for."""

    wanted: tuple[tuple[str, ...], ...] = ()
    """Of each group of facets an entry must have one."""
    unwanted: tuple[str, ...] = ()
    """Facets it must not have."""
    faults: tuple[str, ...] = ()
    """A sentence for each filter that names nothing known."""


def facets(entry: Entry) -> Iterator[str]:
    """Give the facets of an entry."""
    for kind in {entry.kind, Kind.NOTE if entry.kind in NOTES else entry.kind}:
        yield _facet("is", kind)
    for place in {entry.source, entry.article} - {""}:
        yield _facet("in", place)
    if voice := entry.speaker or entry.author:
        yield _facet("by", voice)
    if entry.page is not None:
        yield from _page_facets(entry.page)


def narrow(filters: Iterable[Filter], known: Known) -> Narrowing:
    """Return what the filters let through, and say which of them name nothing."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[str] = []
    faults: list[str] = []
    for condition in filters:
        found = tuple(_facet(condition.key, name) for name in _named(condition, known))
        if not found:
            faults.append(_fault(condition))
        elif condition.excluded:
            unwanted += found
        else:
            wanted.append(found)
    return Narrowing(tuple(wanted), tuple(unwanted), tuple(faults))


def completions(typed: str, known: Known) -> tuple[str, ...]:
    """Return what `typed` may become when the filter at its end is completed."""
    found = re.match(_TYPED, typed)
    if not found:
        return ()
    condition = Filter(found["key"].lower(), found["value"].strip('"'))
    names = list(Kind) if condition.key == "is" and not condition.value else ()
    head = typed[: found.start("value")]
    offered = (_quoted(name) for name in names or _named(condition, known))
    return tuple(f"{head}{name} " for name in offered)[:MAX_OFFERED]


def _page_facets(page: Page) -> Iterator[str]:
    yield _facet("p", page.label)
    if page.unit != "page":
        yield _facet("p", page.cited)


def _facet(key: str, value: str) -> str:
    return ".".join(("", key, *(word.folded for word in words(value))))


def _named(condition: Filter, known: Known) -> Sequence[str]:
    """Return what a filter names: kinds, voices, ids of places, or a page."""
    value = condition.value
    if condition.key == "is":
        return [kind for kind in Kind if kind.startswith(fold(value).removesuffix("s"))]
    if condition.key == "by":
        return [voice for voice in known.voices if _begins(value, voice)]
    if condition.key == "in":
        exact = [place.id for place in known.places if place.id == value]
        return exact or [
            place.id
            for place in known.places
            if any(_begins(value, name) for name in (place.id, *place.names))
        ]
    facet = _facet("p", value)
    return [value] if any(facet in _page_facets(page) for page in known.pages) else []


def _begins(value: str, name: str) -> bool:
    """Tell whether each word of `value` begins a word of `name`."""
    parts = [word.folded for word in words(name)]
    wanted = [word.folded for word in words(value)]
    return all(any(part.startswith(want) for part in parts) for want in wanted)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _fault(condition: Filter) -> str:
    value = clean_line(condition.value)
    what = {
        "is": f"“{value}” is no kind; there are {', '.join(Kind)}",
        "by": f"nobody called “{value}” is quoted or has written here",
        "in": f"no article, focus area or duty is called “{value}”",
        "p": f"there is no page “{value}” here",
    }
    return f"{condition.key}: {what[condition.key]}"
