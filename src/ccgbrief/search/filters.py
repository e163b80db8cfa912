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
from ccgbrief.text import clean_line, folded_words

MAX_COMPLETIONS = 20
"""How many values are offered for a filter that is being typed: as many as a small screen shows."""

_BEING_TYPED = r'(?s)(?:^|.*\s)-?(?P<key>[A-Za-z]+):(?P<value>"[^"]*|[^\s"]*)$'


class Filter(NamedTuple):
    """A condition as typed, such as `is:quote`."""

    key: str
    value: str
    excluded: bool = False
    """Whether there is a minus before it."""


FilterValues = Mapping[str, Mapping[str, Sequence[str]]]
"""For each filter the values that it can have here, each with what it is called."""


class FilterRule(NamedTuple):
    """Defines a filter."""

    of: Callable[[Entry], Iterable[str]]
    """Returns the values of an entry."""
    unknown: str
    """The message that `{value}` means nothing."""
    listed: str = ""
    """The hint after that message if nothing is similar."""
    whole: bool = False
    """Whether a value must be typed whole, and is not offered, because most are short."""


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


def filter_values(facets: Iterable[tuple[str, str]], places: Iterable[Place]) -> FilterValues:
    """Return what filters can name, given the facets of all entries."""
    known: dict[str, dict[str, Sequence[str]]] = {key: {} for key in FILTERS}
    for key, value in sorted(facets):
        known[key][value] = (value,)
    named = {place.id: (place.id, *place.names) for place in places}
    return {**known, **KINDS_KNOWN, "in": named}


def facet(key: str, value: str) -> str:
    """Return the term for a value in the index."""
    return ".".join(("", key, *folded_words(value)))


def conditions(filters: Iterable[Filter], known: FilterValues) -> Conditions:
    """Return the conditions of the filters, and messages for those that name nothing known."""
    required: list[tuple[str, ...]] = []
    excluded: list[str] = []
    faults: list[str] = []
    for each in filters:
        found = tuple(facet(each.key, value) for value in matching(each, known))
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
    names = [name for names in known.get(condition.key, {}).values() for name in names]
    near = "" if rule.whole else nearest_name(condition.value, names)
    return f"{said}; did you mean {near}?" if near else f"{said}{rule.listed}"


def unknown_filter(key: str) -> str:
    """Say that there is no filter of that name."""
    return f"there is no filter “{key}:”; the filters are {', '.join(f'{k}:' for k in FILTERS)}"


def completions(typed: str, known: FilterValues) -> tuple[str, ...]:
    """Return possible completions of the filter at the end of `typed`."""
    found = re.match(_BEING_TYPED, typed)
    key = found["key"].lower() if found else ""
    if not found or key not in FILTERS or FILTERS[key].whole:
        return ()
    head = typed[: found.start("value")]
    values = matching(Filter(key, found["value"].strip('"')), known)
    quoted = (f'"{value}"' if " " in value else value for value in values)
    return tuple(f"{head}{value} " for value in quoted)[:MAX_COMPLETIONS]


def matching(condition: Filter, known: FilterValues) -> list[str]:
    """Return the known values that a filter may mean."""
    values, typed = known.get(condition.key, {}), condition.value
    if typed in values:
        return [typed]
    fits = _are_same if FILTERS[condition.key].whole else _begins
    return [value for value, names in values.items() if any(fits(typed, name) for name in names)]


def _kinds(entry: Entry) -> Iterable[str]:
    """Return the kind of an entry; `is:note` finds every kind of note."""
    return (entry.kind, NoteKind.NOTE) if isinstance(entry.kind, NoteKind) else (entry.kind,)


def _pages(entry: Entry) -> Iterable[str]:
    page = entry.page
    if page is None:
        return ()
    return (page.label,) if page.unit == "page" else (page.label, page.cited)


def _are_same(typed: str, name: str) -> bool:
    return folded_words(typed) == folded_words(name)


def _begins(typed: str, name: str) -> bool:
    """Return whether each word of `typed`, or what it is the plural of, begins a word of `name`."""
    parts = folded_words(name)
    return all(
        any(part.startswith(word) or f"{part}s" == word for part in parts)
        for word in folded_words(typed)
    )


FILTERS = {
    "is": FilterRule(_kinds, "“{value}” is not a kind", f"; the kinds are {', '.join(KINDS)}"),
    "by": FilterRule(
        lambda entry: (entry.speaker or entry.author,),
        "nobody called “{value}” is quoted, has written or is named in a note here",
    ),
    "in": FilterRule(
        lambda entry: (entry.source, entry.article),
        "no article, focus area or duty is called “{value}”",
    ),
    "p": FilterRule(_pages, "there is no page “{value}” here", whole=True),
}
"""The filters by the word before their colon."""

KINDS_KNOWN: FilterValues = {"is": {kind: (kind,) for kind in KINDS}}
"""Which kinds there are, which is known without a pack."""
