"""Notebooks of every kind, for the tests that try many."""

import os
import string
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Contents, Mark, Note, Place, schema
from ccgbrief.notebook.merge import latest
from ccgbrief.notebook.model import UnparsedItem
from ccgbrief.notebook.schema import as_toml
from ccgbrief.suggest import misspelt

LONG = 20 if os.environ.get("CCGBRIEF_LONG") else 1


def many(examples: int) -> settings:
    """Try so many examples, or many times as many where CCGBRIEF_LONG is set; no clock decides."""
    return settings(max_examples=examples * LONG, deadline=None, report_multiple_bugs=False)


instants = st.datetimes(
    datetime.fromisoformat("1900-01-02"),
    datetime.fromisoformat("8999-12-30"),
    timezones=st.just(UTC),
)
"""Moments that a notebook may name: near the ends of the calendar there is no day after."""

writers = st.text(string.ascii_lowercase[:3] + "1", max_size=2)
revs = st.integers(0, 4)
places = st.builds(Place, *[st.text(max_size=8)] * 6, near=st.integers(0, 3))

values = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.dates(),
        st.times(),
        st.datetimes(),
        instants,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def unknown(*known: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return tables without the keys that are known, or that are one of them misspelt."""
    keys = st.text(max_size=4).filter(lambda key: key not in known and not misspelt(key, known))
    return st.dictionaries(keys, values, max_size=2)


extras = st.one_of(
    st.just(""),
    unknown(*schema._NOTE, *schema._MARK).map(as_toml),
)
seen = st.dictionaries(writers, revs, max_size=3).map(lambda table: tuple(sorted(table.items())))

marks = st.builds(
    Mark,
    at=instants,
    place=places,
    rev=revs,
    by=writers,
    gone=st.booleans(),
    status=st.sampled_from(["", "in-hand"]),
    owner=st.sampled_from(["", "Ash", "Kim"]),
    owner_rev=revs,
    owner_by=writers,
    owner_at=st.one_of(st.none(), instants),
    extra=extras,
)


def notes(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Note]:
    """Return notes, half of which are versions of one another."""
    return st.builds(
        Note,
        id=ids,
        text=st.text(max_size=20),
        written=instants,
        kind=st.sampled_from(NoteKind),
        place=places,
        owner=st.text(max_size=5),
        due=st.none() | st.dates(min_value=date(1, 1, 1)),
        private=st.booleans(),
        done=st.booleans(),
        done_at=st.none() | instants,
        changed=st.none() | instants,
        rev=revs,
        by=writers,
        seen=seen,
        gone=st.booleans(),
        extra=extras,
    )


def _by_id(every: list[Note]) -> dict[str, tuple[Note, ...]]:
    ids = dict.fromkeys(note.id for note in every)
    return {key: latest(note for note in every if note.id == key) for key in ids}


def _odd(table: str, key: str, value: Any) -> UnparsedItem:
    return UnparsedItem(table, "" if table == "notes" else f"{key}!", as_toml({"value": value}))


odds = st.builds(
    _odd,
    st.sampled_from(["notes", "ticked", "read", "bookmarks"]),
    st.text(max_size=3),
    st.integers() | st.text(max_size=5) | st.lists(st.floats(), max_size=2),
)

_keys = st.text(max_size=3).filter(lambda key: "!" not in key and not key.endswith("~"))
"""Of marks; no id ends with `~`, which tells an item that is held back from a later one."""

contents = st.builds(
    Contents,
    ticked=st.dictionaries(_keys, marks, max_size=3),
    read=st.dictionaries(_keys, marks, max_size=2),
    bookmarks=st.dictionaries(_keys, marks, max_size=2),
    notes=st.lists(notes(st.sampled_from(["a", "b", "\n"])), max_size=4).map(_by_id),
    unparsed=st.frozensets(odds, max_size=2),
    extra=unknown(
        "format", "pack", "series", "meeting", "ticked", "read", "bookmarks", "notes"
    ).map(lambda table: {key: as_toml({key: value}) for key, value in table.items()}),
)
