"""Makes the pane of notes: all or some of them, by time or by place; Enter goes to their places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note
from ccgbrief.text import clean_line
from ccgbrief.view.address import address_of_place, place_order
from ccgbrief.view.blocks import Block, Look, headed
from ccgbrief.view.keys import id_of
from ccgbrief.view.note_blocks import note_block, place_name
from ccgbrief.view.view_state import NOT_READ, ViewState

_TAG = r"(?<![\w#])#(\w[\w-]*)"

_WRITING = {*map(id_of, NoteKind), "note.meeting"}
"""Ids of the commands that begin a note."""


def note_blocks(shown: ViewState) -> list[Block]:
    """Return the notes that pass the filter, or else how to write the first one."""
    every, earlier = shown.notes, _earlier(shown)
    if not every:
        said = NOT_READ if shown.notebook.is_unread else "No notes yet."
        none = Block("none", said, Look.FAINT, gap=0, rests=False)
        return [none, *_ways_to_write(shown), *earlier]
    kept = [note for note in every if passes(note, shown.note_filter)]
    rows = [
        note_block(shown, note, below=_about(shown, note, every), gap=1)._replace(
            leads=address_of_place(shown.pack, note.place)
        )
        for note in _ordered(shown, kept)
    ]
    return [_heading(shown, len(kept)), *rows, *earlier]


def _earlier(shown: ViewState) -> list[Block]:
    """Return what earlier meetings of the series left open and what they decided, each headed."""

    def under(key: str, heading: str, notes: Sequence[Note]) -> list[Block]:
        found = [
            note_block(shown, note, below=_about(shown, note, shown.notes), gap=1)
            for note in notes
            if passes(note, shown.note_filter)
        ]
        return headed(key, heading, found)

    return [
        *under("earlier", "From earlier meetings", shown.carried),
        *under("decided", "Decided at earlier meetings", shown.decided),
    ]


def _ways_to_write(shown: ViewState) -> list[Block]:
    """Return the keys that write a note, from the table of all keys."""
    return [
        Block(command.id, command.help, marker=f"{command.shown:<2}", gap=int(i == 0))
        for i, command in enumerate(c for c in shown.commands if c.id in _WRITING)
    ]


def note_filters(notes: Sequence[Note]) -> list[str]:
    """Return the filters of the notes: none, and the kinds, owners and #tags in use.

    A tag that is written in several ways keeps its first form.
    """
    kinds = {note.kind for note in notes}
    tags = {tag.casefold(): tag for note in reversed(notes) for tag in reversed(_tags(note))}
    named = [tags[folded] for folded in sorted(tags)]
    owners = sorted({f"@{clean_line(note.owner)}" for note in notes if note.owner})
    return ["", *(kind.value for kind in NoteKind if kind in kinds), *owners, *named]


def filtered(shown: ViewState, step: int) -> ViewState:
    """Return the state with the next or previous of the filters in use."""
    every = note_filters(shown.every_note)
    at = every.index(shown.note_filter) if shown.note_filter in every else 0
    return replace(shown, note_filter=every[(at + step) % len(every)])


def passes(note: Note, note_filter: str) -> bool:
    """Return whether a note has this kind, @owner or #tag; always true for no filter."""
    if note_filter.startswith("#"):
        return note_filter.casefold() in map(str.casefold, _tags(note))
    if note_filter.startswith("@"):
        return note_filter == f"@{clean_line(note.owner)}"
    return note_filter in {"", note.kind.value}


def _tags(note: Note) -> list[str]:
    return [f"#{tag}" for tag in re.findall(_TAG, note.text)]


def _ordered(shown: ViewState, notes: Sequence[Note]) -> list[Note]:
    if shown.by_place:
        return sorted(notes, key=lambda note: (place_order(shown.pack, note.place), note.written))
    return sorted(notes, key=lambda note: note.written, reverse=True)


def _heading(shown: ViewState, count: int) -> Block:
    which = f"{shown.note_filter} only" if shown.note_filter else "all kinds"
    order = "by place" if shown.by_place else "newest first"
    total = len(shown.notes)
    counted = f"{count} of {total}" if shown.note_filter else f"{total}"
    text = f"{counted} note{'s' if total != 1 else ''}: {which}, {order}"
    return Block("heading", text, Look.FAINT, gap=0, rests=not count)


def _about(shown: ViewState, note: Note, every: Sequence[Note]) -> str:
    written = note.written.astimezone()
    when = f"{written.day} {written:%b %Y %H:%M}"
    place = note.place
    gone = bool(place.article or place.duty or place.area) and not address_of_place(
        shown.pack, place
    )
    # What an earlier meeting was about was never in this pack.
    said = "no longer there: " if gone and not shown.series.meeting_of(note) else ""
    return f"{said}{place_name(shown.pack, place, every)} · {when}"
