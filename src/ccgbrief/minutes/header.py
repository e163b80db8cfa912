"""Reads what heads the minutes out of notes on the meeting: its name, who was present."""

from collections.abc import Mapping, Sequence

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Place

MEETING, PRESENT = "Meeting", "Present"

LABELS = (MEETING, "Date", "Place", "Chair", PRESENT, "In attendance", "Apologies")
"""With a colon after it, each begins such a note, or a line of one; in this order they stand."""


def heading_notes(notes: Sequence[Note]) -> list[Note]:
    """Return the notes that head the minutes: of several days, those of the last.

    The others are of meetings before, and remain notes.
    """
    heads = [n for n in notes if n.kind is NoteKind.NOTE and n.place == Place() and _lines(n.text)]
    days = [note.written.astimezone().date() for note in heads]
    return [note for note, day in zip(heads, days, strict=True) if day == max(days)]


def head_of(notes: Sequence[Note], given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return labels and texts for the head; what is `given` for a label goes before the notes."""
    said: dict[str, list[str]] = {}
    for note in notes:
        for label, text in _lines(note.text):
            said.setdefault(label, []).append(f"{text} (private)" if note.private else text)
    joined = {label: ", ".join(filter(None, texts)) for label, texts in said.items()}
    joined |= {label: text for label, text in given.items() if text}
    return tuple((label, joined[label]) for label in LABELS if joined.get(label))


def _lines(text: str) -> list[tuple[str, str]]:
    """Return labels and texts of a note that begins with a label; of others nothing."""
    lines: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        label, colon, rest = line.partition(":")
        known = label.strip().capitalize()
        if colon and known in LABELS:
            lines.append((known, rest.strip()))
        elif lines:
            label, said = lines.pop()
            lines.append((label, f"{said} {line.strip()}".strip()))
        else:
            return []
    return lines
