"""The pane of the notes: all of them, the newest first; Enter goes to what each hangs on."""

from dataclasses import replace

from ccgbrief.notebook import Note
from ccgbrief.tui.blocks import Block, Look
from ccgbrief.tui.panes.shown import Shown, note_block, place_name
from ccgbrief.tui.places import address_of_place


def note_blocks(shown: Shown) -> list[Block]:
    """Return the notes, or how to write the first one."""
    notes = sorted(shown.notes, key=lambda note: note.written, reverse=True)
    if not notes:
        hint = "No notes yet. n writes one on what is under the cursor, N one on the meeting."
        return [Block("none", hint, Look.FAINT, gap=0)]
    return [
        replace(
            note_block(shown, note, below=_about(shown, note), gap=int(i > 0)),
            leads=address_of_place(shown.pack, note.place),
        )
        for i, note in enumerate(notes)
    ]


def _about(shown: Shown, note: Note) -> str:
    written = note.written.astimezone()
    when = f"{written.day} {written:%b %Y %H:%M}"
    return f"{place_name(shown.pack, note.place)} · {when}"
