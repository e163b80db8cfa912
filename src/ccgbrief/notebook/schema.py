"""The marks and notes of a notebook file as TOML tables, with the type of every key checked.

A key that this version does not know stays with its item, as TOML, and is written again.
"""

import re
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import tomli
import tomli_w

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Mark, Note, Place, digest

PLACE = ("article", "words", "duty", "area", "figure", "term")
"""The keys that say in words what a note or a bookmark is on."""

AROUND = ("prefix", "suffix", "heading")
"""The keys that say what stands around the words."""

MAX_REV = 10**15 - 1
"""Numbers far above this are not the same in every program that reads TOML."""

MOST_REVISIONS = 10**12
"""No item is written more often; a number above this was typed, and none could follow it."""

_BY = r"[A-Za-z0-9_-]{0,32}"
_SEEN = rf"({_BY}):(\d{{1,15}})"

_EXPECTED = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    datetime: "a time like 2026-11-22T10:03:00Z",
}

_YEARS = range(1900, 9000)
"""Near the ends of the calendar a time has no day after it, or none in another time zone."""

_T = TypeVar("_T", str, bool, int, datetime)


class WrongItemError(ValueError):
    """An item is not what it should be; the text says in what."""


class _Instant(datetime):
    """A time that is written as TOML writes it; str() of it is what tomli-w takes."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def mark_from(table: object) -> Mark:
    """Read a tick, read mark or bookmark; raises WrongItemError."""
    fields = _Fields(table)
    return Mark(
        at=fields.instant("at"),
        place=fields.place(),
        rev=fields.rev(),
        by=fields.by(),
        gone=fields.flag("gone"),
        status=fields.text("status"),
        owner=fields.text("owner"),
        extra=fields.rest(),
    )


def note_from(table: object) -> Note:
    """Read a note; raises WrongItemError. Without an `id` it gets one made from its content."""
    fields = _Fields(table)
    made_id = digest(fields.rest().encode())[:6]
    gone = fields.flag("gone")
    return Note(
        id=fields.text("id", made_id),
        text=fields.text("text", "" if gone else None),
        written=fields.instant("written"),
        kind=fields.kind(),
        place=fields.place(),
        owner=fields.text("owner"),
        due=fields.due(),
        private=fields.flag("private"),
        done=fields.flag("done"),
        done_at=fields.instant_if_any("done_at"),
        changed=fields.instant_if_any("changed"),
        rev=fields.rev(),
        by=fields.by(),
        seen=fields.seen(),
        gone=gone,
        extra=fields.rest(),
    )


def table_of_mark(mark: Mark) -> dict[str, Any]:
    """Return the table that `mark_from` reads as `mark`."""
    return {
        **_table_of_place(mark.place),
        "at": _Instant.fromisoformat(mark.at.isoformat()),
        "rev": mark.rev,
        "by": mark.by,
        **({"gone": True} if mark.gone else {}),
        **({"status": mark.status} if mark.status else {}),
        **({"owner": mark.owner} if mark.owner else {}),
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
        "done_at": note.done_at and _Instant.fromisoformat(note.done_at.isoformat()),
        "written": _Instant.fromisoformat(note.written.isoformat()),
        "changed": note.changed and _Instant.fromisoformat(note.changed.isoformat()),
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


def _table_of_place(place: Place) -> dict[str, str | int]:
    return {key: value for key in (*PLACE, "near", *AROUND) if (value := getattr(place, key))}


def as_toml(table: dict[str, Any]) -> str:
    """Return a table as TOML text, the same whatever the order of its keys was."""
    return tomli_w.dumps(_in_order(table)) if table else ""


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


class _Fields:
    """The keys of a table that have not been read yet; a wrong value raises WrongItemError."""

    def __init__(self, table: object) -> None:
        if not isinstance(table, dict):
            raise WrongItemError("it is not a table")
        self._left: dict[str, Any] = dict(table)

    def rest(self) -> str:
        """Return the keys that were not read, as TOML."""
        return as_toml(self._left)

    def text(self, key: str, default: str | None = "") -> str:
        """Read a text; without a default it must be there."""
        return self._take(key, str, default)

    def flag(self, key: str) -> bool:
        return self._take(key, bool, default=False)

    def instant(self, key: str) -> datetime:
        found = self._take(key, datetime, None)
        if found.tzinfo is None or found.year not in _YEARS:
            raise WrongItemError(f"`{key}` must be {_EXPECTED[datetime]}")
        return found.astimezone(UTC)

    def instant_if_any(self, key: str) -> datetime | None:
        return self.instant(key) if key in self._left else None

    def due(self) -> date | None:
        found = self._left.pop("due", None)
        if found is not None and type(found) is not date:
            raise WrongItemError("`due` must be a date like 2026-12-01")
        return found

    def kind(self) -> NoteKind:
        try:
            return NoteKind.named(self.text("kind", "note"))
        except ValueError:
            raise WrongItemError(f"`kind` must be one of {', '.join(NoteKind)}") from None

    def place(self) -> Place:
        where = map(self.text, PLACE)
        return Place._make((*where, self._number("near"), *map(self.text, AROUND)))

    def rev(self) -> int:
        """Read the revision; 0 for one written, or counted, by hand."""
        found = self._number("rev")
        return found if found <= MOST_REVISIONS else 0

    def by(self) -> str:
        found = self.text("by")
        if not re.fullmatch(_BY, found):
            raise WrongItemError("`by` must be a few letters and digits")
        return found

    def seen(self) -> tuple[tuple[str, int], ...]:
        found = [re.fullmatch(_SEEN, pair) for pair in self.text("seen").split()]
        if None in found:
            raise WrongItemError("`seen` must be pairs like k3v9:2")
        return tuple(sorted({pair[1]: int(pair[2]) for pair in found if pair}.items()))

    def _number(self, key: str) -> int:
        found = self._take(key, int, 0)
        if not 0 <= found <= MAX_REV:
            raise WrongItemError(f"`{key}` is out of range")
        return found

    def _take(self, key: str, kind: type[_T], default: _T | None) -> _T:
        found = self._left.pop(key, default)
        if found is None:
            raise WrongItemError(f"`{key}` is missing")
        if type(found) is not kind:  # True is an int to isinstance
            raise WrongItemError(f"`{key}` must be {_EXPECTED[kind]}")
        return found
