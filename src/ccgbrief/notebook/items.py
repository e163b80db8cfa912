"""One mark or note to and from its table of the notebook file, for `toml`: every type is checked.

A key that this version does not know stays with its item, as TOML, and is written again.
"""

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypeVar

import tomli
import tomli_w

from ccgbrief.notebook.model import Mark, Note, NoteKind, Place

MAX_REV = 2**53
"""Numbers above this are not the same in every program that reads TOML."""

_PLACE = ("article", "words", "duty", "area")
_BY = r"[A-Za-z0-9_-]{0,32}"
_SEEN = re.compile(rf"({_BY}):(\d{{1,15}})")

_T = TypeVar("_T", str, bool, int, datetime)


class WrongItemError(ValueError):
    """An item is not what it should be; the text says in what."""


class _Instant(datetime):
    """A time that is written as TOML writes it; str() of it is what tomli-w takes."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def as_toml(table: dict[str, Any]) -> str:
    """Return a table as TOML text."""
    return tomli_w.dumps(table) if table else ""


def mark_from(table: object) -> Mark:
    """Read a tick, read mark or bookmark; raises WrongItemError."""
    fields = _fields(table)
    return Mark(
        at=_instant(fields, "at"),
        place=_place(fields),
        rev=_rev(fields),
        by=_by(fields),
        gone=_take(fields, "gone", bool, default=False),
        extra=as_toml(fields),
    )


def note_from(table: object) -> Note:
    """Read a note; raises WrongItemError. Without an `id` it gets one made from what it says."""
    fields = _fields(table)
    made_id = sha256(as_toml(fields).encode()).hexdigest()[:6]
    gone = _take(fields, "gone", bool, default=False)
    return Note(
        id=_take(fields, "id", str, default=made_id),
        text=_take(fields, "text", str, default="" if gone else None),
        written=_instant(fields, "written"),
        kind=_kind(fields),
        place=_place(fields),
        owner=_take(fields, "owner", str, default=""),
        due=_due(fields),
        private=_take(fields, "private", bool, default=False),
        rev=_rev(fields),
        by=_by(fields),
        seen=_seen(fields),
        gone=gone,
        extra=as_toml(fields),
    )


def table_of_mark(mark: Mark) -> dict[str, Any]:
    """Return the table that `mark_from` reads as `mark`."""
    return {
        **_table_of_place(mark.place),
        "at": _Instant.fromisoformat(mark.at.isoformat()),
        "rev": mark.rev,
        "by": mark.by,
        **({"gone": True} if mark.gone else {}),
        **tomli.loads(mark.extra),
    }


def table_of_note(note: Note) -> dict[str, Any]:
    """Return the table that `note_from` reads as `note`."""
    given = {
        "text": note.text if note.text or not note.gone else None,
        "owner": note.owner or None,
        "due": note.due,
        "private": note.private or None,
        "written": _Instant.fromisoformat(note.written.isoformat()),
        "rev": note.rev,
        "by": note.by,
        "seen": " ".join(f"{by}:{rev}" for by, rev in note.seen) or None,
        "gone": note.gone or None,
    }
    return {
        "id": note.id,
        "kind": str(note.kind),
        **_table_of_place(note.place),
        **{key: value for key, value in given.items() if value is not None},
        **tomli.loads(note.extra),
    }


def _table_of_place(place: Place) -> dict[str, str]:
    return {key: value for key in _PLACE if (value := getattr(place, key))}


def _fields(table: object) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise WrongItemError("it is no table")
    return dict(table)


_EXPECTED = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    datetime: "a time like 2026-11-22T10:03:00Z",
}


def _take(fields: dict[str, Any], key: str, kind: type[_T], default: _T | None = None) -> _T:
    """Take a field out of `fields`; without a default it must be there."""
    found = fields.pop(key, default)
    if found is None:
        raise WrongItemError(f"`{key}` is missing")
    if type(found) is not kind:  # True is an int to isinstance
        raise WrongItemError(f"`{key}` must be {_EXPECTED[kind]}")
    return found


def _instant(fields: dict[str, Any], key: str) -> datetime:
    found = _take(fields, key, datetime)
    try:
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except OverflowError:
        pass
    raise WrongItemError(f"`{key}` must be {_EXPECTED[datetime]}")


def _due(fields: dict[str, Any]) -> date | None:
    found = fields.pop("due", None)
    if found is not None and type(found) is not date:
        raise WrongItemError("`due` must be a date like 2026-12-01")
    return found


def _kind(fields: dict[str, Any]) -> NoteKind:
    found = _take(fields, "kind", str, default="note")
    try:
        return NoteKind(found)
    except ValueError:
        raise WrongItemError(f"`kind` must be one of {', '.join(NoteKind)}") from None


def _place(fields: dict[str, Any]) -> Place:
    return Place(*(_take(fields, key, str, default="") for key in _PLACE))


def _rev(fields: dict[str, Any]) -> int:
    found = _take(fields, "rev", int, default=0)
    if not 0 <= found <= MAX_REV:
        raise WrongItemError("`rev` is out of range")
    return found


def _by(fields: dict[str, Any]) -> str:
    found = _take(fields, "by", str, default="")
    if not re.fullmatch(_BY, found):
        raise WrongItemError("`by` must be a few letters and digits")
    return found


def _seen(fields: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    found = [_SEEN.fullmatch(pair) for pair in _take(fields, "seen", str, default="").split()]
    if None in found:
        raise WrongItemError("`seen` must be pairs like k3v9:2")
    return tuple(sorted({pair[1]: int(pair[2]) for pair in found if pair}.items()))
