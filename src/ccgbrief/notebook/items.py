"""One mark or note to and from its table of the notebook file, for `toml`: every type is checked.

A key that this version does not know stays with its item, as TOML, and is written again.
"""

from datetime import datetime
from typing import Any

import tomli

from ccgbrief.notebook.model import Mark, Note, Place
from ccgbrief.notebook.schema import PLACE, Fields


class _Instant(datetime):
    """A time that is written as TOML writes it; str() of it is what tomli-w takes."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def mark_from(table: object) -> Mark:
    """Read a tick, read mark or bookmark; raises WrongItemError."""
    fields = Fields(table)
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
    """Read a note; raises WrongItemError. Without an `id` it gets one made from what it says."""
    fields = Fields(table)
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import)

    made_id = sha256(fields.rest().encode()).hexdigest()[:6]
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
    return {key: value for key in (*PLACE, "near") if (value := getattr(place, key))}
