"""Finds what the notes say: positions, answers, declared interests, two texts of one note."""

from collections.abc import Sequence

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Contents, Note, Place


def position_on(notes: Sequence[Note], area: str) -> Note | None:
    """Return the board's position on a focus area: the newest decision on the area itself."""
    on_it = (n for n in notes if n.kind is NoteKind.DECISION and n.place == Place(area=area))
    return max(on_it, key=lambda note: note.written, default=None)


def answers_to(notes: Sequence[Note], area: str, prompt: str) -> list[Note]:
    """Return the answers to a prompt of a focus area: every note on it except questions."""
    place = Place(area=area, words=prompt)
    return [n for n in notes if n.place == place and n.kind is not NoteKind.QUESTION]


def interests_in(notes: Sequence[Note], duty: str) -> list[str]:
    """Return who has declared an interest in a duty and what was agreed: `Dr Ash (leaves)`."""
    return [
        f"{note.owner or 'somebody not named'} ({agreed(note) or 'not yet agreed'})"
        for note in notes
        if note.kind.traits.has_outcome and note.place.duty == duty
    ]


def agreed(note: Note) -> str:
    """Return what was agreed about a declaration, according to its words."""
    from ccgbrief.notebook.assignments import read_assignment  # noqa: PLC0415 (5 ms, where any is declared)

    return read_assignment(note.text, note.kind, note.written.astimezone().date()).agreed


def conflicts_in(contents: Contents) -> dict[str, tuple[Note, ...]]:
    """Return, by id, the notes that have several texts written at the same time."""
    every = contents.notes.items()
    live = {key: tuple(v for v in versions if not v.gone) for key, versions in every}
    return {key: versions for key, versions in live.items() if len(versions) > 1}
