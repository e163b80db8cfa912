"""Lists what was written since a day, for the overview and `ccgbrief since`."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from ccgbrief.notebook import Note, Notebook, Place, Status
from ccgbrief.pack import Pack
from ccgbrief.text import clean_line


class Change(NamedTuple):
    """Something the reader did."""

    at: datetime
    """In UTC."""
    what: str
    """`ticked`, `in hand`, `not started`, `read`, `unread`, `bookmarked`, or the kind of a note,
    with `private` before it and `changed` or `done` after it."""
    text: str
    """One cleaned line; empty for a bookmark."""
    place: Place
    """The place where it was done."""
    is_note: bool = False
    """Whether the text is that of a note, and so doesn't name the place."""


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


def _on_duties(pack: Pack, notebook: Notebook) -> Iterator[Change]:
    for duty in pack.duties:
        if mark := notebook.contents.ticked.get(duty.id):
            owner = f" ({clean_line(mark.owner)})" if mark.owner else ""
            what = _DUTIES[notebook.status_of(duty.id)]
            yield Change(mark.at, what, f"{duty.title}{owner}", Place(duty=duty.id))


def _on_articles(pack: Pack, notebook: Notebook) -> Iterator[Change]:
    for article in pack.articles:
        if mark := notebook.contents.read.get(article.id):
            what = "unread" if mark.gone else "read"
            yield Change(mark.at, what, article.title, Place(article=article.id))


def _on_note(note: Note, since: date) -> Iterator[Change]:
    """Return the change that a note stands for: new, or changed if it is older."""
    new = is_since(note.written, since)
    at = note.written if new else note.changed
    if at and is_since(at, since):  # most of ten years' notes have not been
        became = " done" if note.done else "" if new else " changed"
        what = f"{'private ' if note.private else ''}{note.kind.value}{became}"
        yield Change(at, what, clean_line(note.text), note.place, is_note=True)
