"""Merges two copies of a notebook, for the file and for copies that sync programs make.

`merge_contents` always takes the higher of two revisions, so it makes no difference in which order
copies meet, or how often. Absence means nothing: what was deleted is present and marked as deleted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from ccgbrief.notebook.model import MARKS, Contents, Mark, Note, digest

_T = TypeVar("_T")

_NOBODY = Mark(datetime.min.replace(tzinfo=UTC))

MAX_VERSIONS = 16
"""How many versions of one note are compared with one another; a file with more was not made by
this program, and keeps them all."""


def merge_contents(mine: Contents, theirs: Contents) -> Contents:
    """Return the content of both; `mine` itself if nothing in `theirs` is new.

    Of a mark, the later revision stays, and the owner who was named later. Of a note, every version
    stays that no other builds on: two texts written at the same time are both kept, under one id.
    """
    both = Contents(
        **{table: _marks(marks, theirs.marks[table]) for table, marks in mine.marks.items()},
        notes=_notes(mine.notes, theirs.notes),
        unparsed=mine.unparsed | theirs.unparsed,
        extra=_extras(mine.extra, theirs.extra),
    )
    return mine if both == mine else both


def misses(now: Contents, before: Contents) -> bool:
    """Return whether a mark or a note in `before` is missing from `now`."""
    return any(
        getattr(before, table).keys() - getattr(now, table).keys() for table in (*MARKS, "notes")
    )


def difference(mine: Contents, theirs: Contents) -> Contents:
    """Return what is in `mine` but not in `theirs`, so that the two together make both."""

    def new(mine: Mapping[str, _T], theirs: Mapping[str, _T]) -> dict[str, _T]:
        return {key: item for key, item in mine.items() if theirs.get(key) != item}

    return Contents(
        **{table: new(marks, theirs.marks[table]) for table, marks in mine.marks.items()},
        notes={
            key: rest
            for key, versions in mine.notes.items()
            if (rest := tuple(v for v in versions if v not in theirs.notes.get(key, ())))
        },
        unparsed=mine.unparsed - theirs.unparsed,
        extra=new(mine.extra, theirs.extra),
    )


def _marks(mine: Mapping[str, Mark], theirs: Mapping[str, Mark]) -> dict[str, Mark]:
    both = dict(mine)
    for key, mark in theirs.items():
        known = both.setdefault(key, mark)
        if known != mark:
            named = max(known, mark, key=_owner_precedence)
            later = max(known, mark, key=_precedence)
            both[key] = later.with_owner_of(named)
    return both


def _precedence(mark: Mark) -> tuple[object, ...]:
    """At an equal `rev`, a mark that is set wins over one taken back; the rest only breaks ties."""
    return mark.rev, not mark.gone, mark.by, mark.at, repr(mark.with_owner_of(_NOBODY))


def _owner_precedence(mark: Mark) -> tuple[object, ...]:
    return mark.owner_rev, bool(mark.owner), mark.owner_by, mark.owner, repr(mark.owner_at)


def _notes(
    mine: Mapping[str, tuple[Note, ...]], theirs: Mapping[str, tuple[Note, ...]]
) -> dict[str, tuple[Note, ...]]:
    both = dict(mine)
    for key, versions in theirs.items():
        known = both.setdefault(key, versions)
        if known != versions:
            both[key] = latest({*known, *versions})
    return both


def latest(versions: Iterable[Note]) -> tuple[Note, ...]:
    """Return the versions of one note that no other builds on, in a fixed order."""
    distinct = set(versions)
    if 1 < len(distinct) <= MAX_VERSIONS:
        known = [seen_by(version) for version in distinct]
        distinct = {v for v in distinct if not any(_covers(seen, v) for seen in known)}
    return tuple(sorted(distinct, key=lambda v: (v.rev, v.by, repr(v))))


def each_once(versions: Sequence[Note]) -> Sequence[Note]:
    """Return the versions of a note that say something different; of what was done, the first."""
    if len(versions) < 2:
        return versions
    last_done_first = sorted(versions, key=lambda version: str(version.done_at), reverse=True)
    return tuple({version.content: version for version in last_done_first}.values())


def hand(item: Note | Mark) -> str:
    """Return the `by` of what was written by hand: made of its content, it is everywhere the same.

    It sorts before the names of openings, whose mark therefore wins at the same `rev`.
    """
    return f"-{digest(repr(item).encode('utf-8', 'replace'))[:12]}"


def seen_by(note: Note) -> dict[str, int]:
    """Return up to which `rev` of each writer a version knows what was written.

    Of its own writer that is everything before; it can never be more.
    """
    before = note.rev - 1
    return {**{by: min(rev, before) for by, rev in note.seen}, note.by: before}


def known_with(*bases: Note) -> dict[str, int]:
    """Return what a version that builds on all of these knows, in the form of `seen_by`."""
    seen: dict[str, int] = {}
    for base in bases:
        for writer, last in {**seen_by(base), base.by: base.rev}.items():
            seen[writer] = max(seen.get(writer, last), last)
    return seen


def builds_on(later: Note, earlier: Note) -> bool:
    """Return whether `later` was written in knowledge of `earlier`, and so replaces it."""
    return _covers(seen_by(later), earlier)


def _covers(seen: Mapping[str, int], note: Note) -> bool:
    writings = {**seen_by(note), note.by: note.rev}
    return all(seen.get(by, -1) >= rev for by, rev in writings.items())


def written_over(note: Note, known: Iterable[Note], by: str, same: Iterable[Note] = ()) -> Note:
    """Return `note` as a version by `by` that builds on it and on its later versions by `by`.

    It also builds on those that say the `same` as what the writer has seen.

    Versions by others are not included, since the writer has not seen them. A writer's version of a
    note always builds on that writer's earlier ones; so whoever continues the other text of a
    conflict does so under a further name.
    """
    versions = tuple(known)
    rev = 1 + max(version.rev for version in (note, *versions))
    mine = [v for v in (note, *versions) if v.by == by or v.by.startswith(f"{by}-")]
    own = [v for v in mine if v == note or builds_on(v, note)]
    tip = max(own, key=lambda version: version.rev, default=None)
    if tip:
        by = tip.by
    elif any(by in seen_by(version) for version in versions):
        by = f"{by}-{rev}"
    seen = known_with(note, tip or note, *same)
    seen.pop(by, None)
    return note._replace(rev=rev, by=by, seen=tuple(sorted(seen.items())))


def _extras(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    return {**mine, **{key: max(mine.get(key, toml), toml) for key, toml in theirs.items()}}
