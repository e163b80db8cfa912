"""Lists what was written since a day, for the overview and `ccgbrief since`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from ccgbrief.notebook import Meeting, Note, Notebook, Place, Series, Status
from ccgbrief.pack import Pack
from ccgbrief.text import clean_line


class Change(NamedTuple):
    """Something the reader did."""

    at: datetime
    """In UTC."""
    what: str
    """`ticked`, `in hand`, `not started`, `responsible`, `read`, `unread`, `bookmarked`, or the
    kind of a note, with `private` before it and `changed` or `done` after it."""
    text: str
    """One cleaned line; empty for a bookmark."""
    place: Place
    """The place where it was done."""
    is_note: bool = False
    """Whether the text is that of a note, and so doesn't name the place."""
    meeting: Meeting | None = None
    """The earlier meeting in whose notebook it is."""


_DUTIES = {
    Status.IN_PLACE: "ticked",
    Status.IN_HAND: "in hand",
    Status.NOT_STARTED: "not started",
}


def is_since(at: datetime, since: date) -> bool:
    """Return whether `at` falls on or after a day of the reader's own calendar.

    If `since` is a moment, return whether `at` is no earlier.
    """
    return at >= since if isinstance(since, datetime) else at.astimezone().date() >= since


def changes_since(
    pack: Pack, notebook: Notebook, since: date, *, private: bool = False
) -> tuple[Change, ...]:
    """Return what was done since a day or a moment of one (as `is_since` has it), oldest first.

    Private notes are left out unless `private` asks for them, and so are marks on what the pack no
    longer has.
    """
    notes = notebook.notes(private=private)
    changes = [
        *_on_duties(pack, notebook),
        *_on_articles(pack, notebook),
        *(Change(mark.at, "bookmarked", "", mark.place) for mark in notebook.bookmarks()),
        *(change for note in notes for change in _on_note(note, since)),
    ]
    recent = (change for change in changes if is_since(change.at, since))
    return tuple(sorted(recent, key=lambda change: change.at))


def changes_in_series(
    pack: Pack, notebook: Notebook, series: Series, since: date, *, private: bool = False
) -> tuple[Change, ...]:
    """Return what `changes_since` does, and the same of the notebooks of earlier meetings.

    An owner alone that a duty was given there, nobody knows when, is left out: how it stood was
    carried there too.
    """
    changes = list(changes_since(pack, notebook, since, private=private))
    shared = common_to_series(pack)
    for meeting in series.meetings:
        marks = meeting.notebook.contents.ticked
        known = (d for d in pack.duties if d.id in marks)
        duties = (d for d in known if marks[d.id].owner_at or not marks[d.id].is_of_owner_alone)
        there = replace(shared, duties=tuple(duties))
        found = changes_since(there, meeting.notebook, since, private=private)
        changes += [change._replace(meeting=meeting) for change in found]
    return tuple(sorted(changes, key=lambda change: change.at))


def common_to_series(pack: Pack) -> Pack:
    """Return the pack without what that of another meeting may have otherwise under the same id."""
    return replace(pack, articles=(), figures=())


def _on_duties(pack: Pack, notebook: Notebook) -> Iterator[Change]:
    for duty in pack.duties:
        if mark := notebook.contents.ticked.get(duty.id):
            place, owner = Place(duty=duty.id), clean_line(mark.owner)
            is_named_alone = bool(mark.is_of_owner_alone and mark.owner_at)
            is_named_later = is_named_alone or bool(mark.owner_at and mark.owner_at > mark.at)
            by = f" ({owner})" if owner and not is_named_later else ""
            if not is_named_alone:
                what = _DUTIES[notebook.status_of(duty.id)]
                yield Change(mark.at, what, f"{duty.title}{by}", place)
            if mark.owner_at and not by:
                text = f"{duty.title} ({owner or 'nobody'})"
                yield Change(mark.owner_at, "responsible", text, place)


def _on_articles(pack: Pack, notebook: Notebook) -> Iterator[Change]:
    for article in pack.articles:
        if mark := notebook.contents.read.get(article.id):
            what = "unread" if mark.gone else "read"
            yield Change(mark.at, what, article.title, Place(article=article.id))


def _on_note(note: Note, since: date) -> Iterator[Change]:
    """Return the change that a note stands for: done, new, or changed if it is older."""
    new = is_since(note.written, since)
    at = note.written if new else note.changed
    if note.done and note.done_at and is_since(note.done_at, since):
        at = note.done_at
    if at and is_since(at, since):  # most of ten years' notes have not been
        became = " done" if note.done else "" if new else " changed"
        what = f"{'private ' if note.private else ''}{note.kind.value}{became}"
        yield Change(at, what, clean_line(note.text), note.place, is_note=True)
