"""Turns the notes of a notebook into entries, which are found with those of the pack."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from zlib import crc32

from ccgbrief import __version__
from ccgbrief.search.entries import Entry, Source
from ccgbrief.text import clean, clean_line

if TYPE_CHECKING:
    from ccgbrief.notebook import Note, Notebook

GROUPS = 256
"""Sources that the notes are spread over: of 10,000 notes, 40 are indexed again with a new one."""


def note_sources(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """Return the notes as sources, each to be indexed again when one of its notes has changed."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(crc32(entry.source.encode(errors="replace")) % GROUPS, []).append(entry)
    return tuple(_source(f"notes {number}", group) for number, group in groups.items())


def _source(name: str, entries: list[Entry]) -> Source:
    content = repr(entries).encode(errors="replace")
    return Source(name, f"{__version__} {crc32(content):08x} {len(content)}", lambda: entries)


def note_entries(
    notebook: "Notebook", title: Callable[[str], str], *, private: bool = False
) -> tuple[Entry, ...]:
    """Return an entry for each note, without `private` for each that is not private.

    `title` returns the title of the article with an id, `""` where there is none.
    """
    notes = notebook.notes(private=private)
    return tuple(note_entry(note, notebook.name_of(note), title) for note in notes)


def note_entry(note: "Note", name: str, title: Callable[[str], str]) -> Entry:
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
        mark="private" if note.private else "",
        aliases=clean_line(note.owner),
    )
