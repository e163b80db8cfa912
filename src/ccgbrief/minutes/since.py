"""What was written since a day: for the overview and `ccgbrief since`."""

from dataclasses import dataclass
from datetime import date, datetime

from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from ccgbrief.text import clean_line


@dataclass(frozen=True, slots=True)
class Change:
    """Something the reader did."""

    at: datetime
    """In UTC."""
    what: str
    """`ticked`, `read` or the kind of a note."""
    text: str
    """On one line, through the gate."""
    place: Place
    """Where it was done."""


def changes_since(
    pack: Pack, notebook: Notebook, day: date, *, public: bool = False
) -> tuple[Change, ...]:
    """Return what was done on `day` (of the reader's own calendar) and after it, oldest first.

    `public` leaves private notes out. Marks on what the pack no longer has are left out.
    """
    changes = [
        Change(at, "ticked", duty.title, Place(duty=duty.id))
        for duty_id, at in notebook.ticked().items()
        if (duty := pack.duty(duty_id))
    ]
    changes += [
        Change(at, "read", article.title, Place(article=article.id))
        for article_id, at in notebook.read().items()
        if (article := pack.article(article_id))
    ]
    changes += [
        Change(note.written, note.kind.value, clean_line(note.text), note.place)
        for note in notebook.notes()
        if not (public and note.private)
    ]
    recent = (change for change in changes if change.at.astimezone().date() >= day)
    return tuple(sorted(recent, key=lambda change: change.at))
