"""Converts marks and notes to TOML tables and back, with the type of every key checked.

A key that this version does not know is kept with its item, as TOML, and written again. One that is
a misspelt known one makes its item one that is not understood: `Private = true` hides nothing.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import tomli
import tomli_w

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Mark, Note, Place, Status, digest, says_private
from ccgbrief.suggest import misspelt

MAX_REV = 10**15 - 1
"""The largest number that every program that reads TOML reads alike."""

MOST_REVISIONS = 10**12
"""No item is written more often; a higher number was typed by hand, and could not be increased."""

_BY = r"[A-Za-z0-9_-]{0,32}"
_BY_NAME = re.compile(_BY)
_SEEN = rf"({_BY}):(\d{{1,15}})"

_EXPECTED = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    date: "a date like 2026-12-01",
    datetime: "a time like 2026-11-22T10:03:00Z",
}

_TYPES_OF_PLACE = {**dict.fromkeys(Place._fields, str), "near": int}
_MARK: Mapping[str, type] = {
    **_TYPES_OF_PLACE, "at": datetime, "rev": int, "by": str, "gone": bool, "status": str,
    "owner": str, "owner_rev": int, "owner_by": str, "owner_at": datetime,
}  # fmt: skip
_NOTE: Mapping[str, type] = {
    **_TYPES_OF_PLACE, "id": str, "text": str, "written": datetime, "kind": str, "owner": str,
    "due": date, "private": bool, "done": bool, "done_at": datetime,
    "changed": datetime, "rev": int, "by": str, "seen": str, "gone": bool,
}  # fmt: skip
"""The known keys, with their types."""

_PLAIN = ("owner", "due", "private", "done", "gone")
"""The keys of a note that need no conversion."""

_NOWHERE = Place()
"""The values of the keys that a table lacks."""

_KINDS = {kind.value: kind for kind in NoteKind}

_YEARS = range(1900, 9000)
"""Near the ends of the calendar, a time has no next day, or none in another time zone."""


_STATUSES = {None, "", *Status}


class WrongItemError(ValueError):
    """An item that is not what it should be; the text says in what way."""


class _Instant(datetime):
    """A time that str() converts to the form used in TOML, which is what tomli-w writes."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def mark_from(table: object) -> Mark:
    """Read a tick, read mark or bookmark; raises WrongItemError."""
    given, rest = _checked(table, _MARK)
    rev = _revision(given, "rev")
    if given.get("status") not in _STATUSES:
        raise WrongItemError(f"`status` must be one of {', '.join(Status)}")
    usual = {"owner_rev": rev, "owner_by": given.get("by", "")} if given.get("owner") else {}
    return Mark(
        at=_instant(given, "at"),
        place=_place(given),
        rev=rev,
        by=_by(given, "by"),
        owner_rev=_revision({**usual, **given}, "owner_rev"),
        owner_by=_by({**usual, **given}, "owner_by"),
        owner_at=_instant(given, "owner_at") if "owner_at" in given else None,
        extra=as_toml(rest),
        **{key: given[key] for key in ("gone", "status", "owner") if key in given},
    )


def note_from(table: object) -> Note:
    """Read a note; raises WrongItemError. Without an `id`, it gets one made from its content."""
    given, rest = _checked(table, _NOTE)
    if "text" not in given and not given.get("gone"):
        raise WrongItemError("`text` is missing")
    kind = _KINDS.get(given.get("kind", "note"))
    if kind is None:
        raise WrongItemError(f"`kind` must be one of {', '.join(NoteKind)}")
    said = given.get("text", "")
    given["private"] = given.get("private", False) or says_private(said)
    return Note(
        id=given.get("id") or digest(as_toml({**given, **rest}).encode())[:6],
        text=said,
        written=_instant(given, "written"),
        kind=kind,
        place=_place(given),
        done_at=_instant(given, "done_at") if "done_at" in given else None,
        changed=_instant(given, "changed") if "changed" in given else None,
        rev=_revision(given, "rev"),
        by=_by(given, "by"),
        seen=_seen(given["seen"]) if "seen" in given else (),
        extra=as_toml(rest),
        **{key: given[key] for key in _PLAIN if key in given},
    )


def table_of_mark(mark: Mark) -> dict[str, Any]:
    """Return the table that `mark_from` reads as `mark`."""
    was_named = bool(mark.owner or mark.owner_rev or mark.owner_by)
    return {
        **_table_of_place(mark.place),
        "at": _instant_of(mark.at),
        "rev": mark.rev,
        "by": mark.by,
        **({"gone": True} if mark.gone else {}),
        **({"status": mark.status} if mark.status else {}),
        **({"owner": mark.owner} if mark.owner else {}),
        **({"owner_rev": mark.owner_rev, "owner_by": mark.owner_by} if was_named else {}),
        **({"owner_at": _instant_of(mark.owner_at)} if mark.owner_at else {}),
        **tomli.loads(mark.extra),
    }


def table_of_note(note: Note) -> dict[str, Any]:
    """Return the table that `note_from` reads as `note`."""
    given = {
        "text": note.text if note.text or not note.gone else None,
        "owner": note.owner or None,
        "due": note.due,
        "private": note.private or None,
        "done": note.done or None,
        "done_at": note.done_at and _instant_of(note.done_at),
        "written": _instant_of(note.written),
        "changed": note.changed and _instant_of(note.changed),
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
        **(tomli.loads(note.extra) if note.extra else {}),
    }


def _instant_of(when: datetime) -> _Instant:
    return _Instant.combine(when.date(), when.timetz())


def _table_of_place(place: Place) -> dict[str, str | int]:
    return {key: value for key in Place._fields if (value := getattr(place, key))}


def as_toml(table: dict[str, Any]) -> str:
    """Return a table as TOML text that does not depend on the order of its keys."""
    return tomli_w.dumps(_in_order(table)) if table else ""


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


def _checked(table: object, types: Mapping[str, type]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the known keys of a table, each of the right type, and the others.

    This takes one pass over the keys, since a notebook of ten years has 10,000 tables.
    """
    if type(table) is not dict:
        raise WrongItemError("it is not a table")
    given, rest = {}, {}
    for key, value in table.items():
        wanted = types.get(key)
        if wanted is None:
            rest[key] = value
        elif type(value) is wanted:  # True is an int to isinstance
            given[key] = value
        else:
            raise WrongItemError(f"`{key}` must be {_EXPECTED[wanted]}")
    for key in rest:
        if near := misspelt(key, types):
            raise WrongItemError(f"`{key}` is not a known key; write `{near}`")
    return given, rest


def _instant(given: Mapping[str, Any], key: str) -> datetime:
    found: datetime | None = given.get(key)
    if found is None:
        raise WrongItemError(f"`{key}` is missing")
    if found.tzinfo is None or found.year not in _YEARS:
        raise WrongItemError(f"`{key}` must be {_EXPECTED[datetime]}")
    return found if found.tzinfo is UTC else found.astimezone(UTC)


def _place(given: Mapping[str, Any]) -> Place:
    _number(given, "near")
    return Place._make(map(given.get, Place._fields, _NOWHERE))


def _revision(given: Mapping[str, Any], key: str) -> int:
    """Return the revision; 0 for one written, or counted, by hand."""
    found = _number(given, key)
    return found if found <= MOST_REVISIONS else 0


def _by(given: Mapping[str, Any], key: str) -> str:
    found: str = given.get(key, "")
    if not _BY_NAME.fullmatch(found):
        raise WrongItemError(f"`{key}` must be a few letters and digits")
    return found


def _seen(text: str) -> tuple[tuple[str, int], ...]:
    found = [re.fullmatch(_SEEN, pair) for pair in text.split()]
    if None in found:
        raise WrongItemError("`seen` must be pairs like k3v9:2")
    return tuple(sorted({pair[1]: int(pair[2]) for pair in found if pair}.items()))


def _number(given: Mapping[str, Any], key: str) -> int:
    found: int = given.get(key, 0)
    if not 0 <= found <= MAX_REV:
        raise WrongItemError(f"`{key}` is out of range")
    return found
