"""Turns the notes of a notebook into entries, which are found with those of the pack."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ccgbrief.search.entries import Entry
from ccgbrief.text import clean, clean_line

if TYPE_CHECKING:
    from ccgbrief.notebook import Note, Notebook


def note_entries(
    notebook: "Notebook", title: Callable[[str], str], *, private: bool = False
) -> tuple[Entry, ...]:
    """Return an entry for each note, without `private` for each that is not private.

    `title` returns the title of the article with an id, `""` where there is none.
    """
    notes = notebook.notes(private=private)
    return tuple(_entry(note, notebook.name_of(note), title) for note in notes)


def _entry(note: "Note", name: str, title: Callable[[str], str]) -> Entry:
    place = note.place
    return Entry(
        note.kind,
        name,
        0,
        clean(note.text),
        article=place.article,
        title=title(place.article),
        heading=clean_line(place.duty or place.area or place.figure or place.term),
        citation=f"Your {'private ' if note.private else ''}{note.kind.value},"
        f" {note.written.day} {note.written:%B %Y}",
        anchor=f"{place.article}: {place.words}" if place.words else place.article or note.id,
        author=clean_line(note.owner),
        aliases=clean_line(note.owner),
    )
