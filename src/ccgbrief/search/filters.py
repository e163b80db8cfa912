"""The filters of the search: what `is:`, `by:`, `in:` and `p:` may name, and what passes them.

Each entry has facets in the index, as terms that no word can be: `.is.quote`. A new filter is one
more entry of `FILTERS`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.search.entries import KINDS, Entry, Place
from ccgbrief.suggest import nearest_name
from ccgbrief.text import clean_line, fold, folded_words

MAX_COMPLETIONS = 20
"""How many values are offered for a filter that is being typed: as many as a small screen shows."""

_BEING_TYPED = r'(?s)(?:^|.*\s)-?(?P<key>[A-Za-z]+):(?P<value>"[^"]*|[^\s"]*)$'


class Filter(NamedTuple):
    """A condition as typed, such as `is:quote`."""

    key: str
    value: str
    excluded: bool = False
    """Whether there is a minus before it."""


class FilterValues(NamedTuple):
    """The values that filters can name in this pack and these notes."""

    by_key: Mapping[str, Sequence[str]] = {}
    places: Sequence[Place] = ()


class FilterRule(NamedTuple):
    """Defines a filter."""

    of: Callable[[Entry], Iterable[str]]
    """Returns the values of an entry."""
    matching: Callable[[str, Sequence[str], Sequence[Place]], Sequence[str]]
    """Returns the known values that the typed text may mean."""
    unknown: str
    """The message that `{value}` means nothing."""
    listed: str = ""
    """The hint after that message if nothing is similar."""
    completed: bool = True
    """False if the values are too many or too short to be offered."""


class Conditions(NamedTuple):
    """The conditions of a query's filters."""

    required: tuple[tuple[str, ...], ...] = ()
    """An entry must have one facet of each group."""
    excluded: tuple[str, ...] = ()
    """Facets it must not have."""
    faults: tuple[str, ...] = ()
    """A message for each filter that names nothing known."""


def facet_values(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an entry's facets."""
    for key, rule in FILTERS.items():
        yield from ((key, value) for value in dict.fromkeys(rule.of(entry)) if value)


def facet(key: str, value: str) -> str:
    """Return the term for a value in the index."""
    return ".".join(("", key, *folded_words(value)))


def conditions(filters: Iterable[Filter], known: FilterValues) -> Conditions:
    """Return the conditions of the filters, and messages for those that name nothing known."""
    required: list[tuple[str, ...]] = []
    excluded: list[str] = []
    faults: list[str] = []
    for each in filters:
        found = tuple(facet(each.key, value) for value in _matching(each, known))
        if not found:
            faults.append(_unknown(each, known))
        elif each.excluded:
            excluded += found
        else:
            required.append(found)
    return Conditions(tuple(required), tuple(excluded), tuple(faults))


def _unknown(condition: Filter, known: FilterValues) -> str:
    """Say that a filter names nothing known, and suggest what may have been meant."""
    rule = FILTERS[condition.key]
    said = f"{condition.key}: {rule.unknown.format(value=clean_line(condition.value))}"
    values = (
        [name for place in known.places for name in (place.id, *place.names)]
        if condition.key == "in"
        else known.by_key.get(condition.key, ())
    )
    near = nearest_name(condition.value, values) if rule.completed else ""
    return f"{said}; did you mean {near}?" if near else f"{said}{rule.listed}"


def unknown_filter(key: str) -> str:
    """Say that there is no filter of that name."""
    return f"there is no filter “{key}:”; the filters are {', '.join(f'{k}:' for k in FILTERS)}"


def completions(typed: str, known: FilterValues) -> tuple[str, ...]:
    """Return possible completions of the filter at the end of `typed`."""
    found = re.match(_BEING_TYPED, typed)
    key = found["key"].lower() if found else ""
    if not found or key not in FILTERS or not FILTERS[key].completed:
        return ()
    head = typed[: found.start("value")]
    values = _matching(Filter(key, found["value"].strip('"')), known)
    quoted = (f'"{value}"' if " " in value else value for value in values)
    return tuple(f"{head}{value} " for value in quoted)[:MAX_COMPLETIONS]


def _matching(condition: Filter, known: FilterValues) -> Sequence[str]:
    values = known.by_key.get(condition.key, ())
    return FILTERS[condition.key].matching(condition.value, values, known.places)


def _kinds(entry: Entry) -> Iterable[str]:
    """Return the kind of an entry; `is:note` finds every kind of note."""
    return (entry.kind, NoteKind.NOTE) if isinstance(entry.kind, NoteKind) else (entry.kind,)


def matching_kinds(typed: str, _: object, __: object) -> list[str]:
    return [kind for kind in KINDS if kind.startswith(fold(typed).removesuffix("s"))]


def _matching_names(typed: str, known: Sequence[str], _: object) -> list[str]:
    return [name for name in known if _begins(typed, name)]


def _matching_places(typed: str, _: object, places: Sequence[Place]) -> list[str]:
    exact = [place.id for place in places if place.id == typed]
    return exact or [
        place.id
        for place in places
        if any(_begins(typed, name) for name in (place.id, *place.names))
    ]


def _pages(entry: Entry) -> Iterable[str]:
    page = entry.page
    if page is None:
        return ()
    return (page.label,) if page.unit == "page" else (page.label, page.cited)


def _matching_pages(typed: str, known: Sequence[str], _: object) -> list[str]:
    wanted = folded_words(typed)
    return [typed] if any(folded_words(page) == wanted for page in known) else []


def _begins(typed: str, name: str) -> bool:
    """Return whether each word of `typed` begins a word of `name`."""
    parts = folded_words(name)
    return all(any(part.startswith(word) for part in parts) for word in folded_words(typed))


FILTERS = {
    "is": FilterRule(
        _kinds, matching_kinds, "“{value}” is not a kind", f"; the kinds are {', '.join(KINDS)}"
    ),
    "by": FilterRule(
        lambda entry: (entry.speaker or entry.author,),
        _matching_names,
        "nobody called “{value}” is quoted, has written or is named in a note here",
    ),
    "in": FilterRule(
        lambda entry: (entry.source, entry.article),
        _matching_places,
        "no article, focus area or duty is called “{value}”",
    ),
    "p": FilterRule(_pages, _matching_pages, "there is no page “{value}” here", completed=False),
}
"""The filters by the word before their colon."""
