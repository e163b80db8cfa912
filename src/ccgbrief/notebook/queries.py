"""Finds what the notes say: positions, answers, interests, contradictions, two texts of one."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache, partial
from zlib import crc32

from ccgbrief.kinds import NO_DAY, NO_OUTCOME, NO_VOTES, NOBODY, NoteKind
from ccgbrief.notebook.meeting import in_words
from ccgbrief.notebook.merge import each_once
from ccgbrief.notebook.model import Contents, Note, Place
from ccgbrief.pack.agenda import AgendaItem, named_item

MAX_CACHED = 10_000
"""Notes of which it is remembered whether they contradict their own words, which takes 0.1 ms."""


def position_on(notes: Sequence[Note], area: str) -> Note | None:
    """Return the board's position on a focus area: the newest decision on the area itself.

    Of two in one second, it is the one that stands last.
    """
    on_it = [n for n in notes if n.kind is NoteKind.DECISION and n.place == Place(area=area)]
    return max(reversed(on_it), key=lambda note: note.written, default=None)


def answers_to(notes: Sequence[Note], area: str, prompt: str) -> list[Note]:
    """Return the answers to a prompt of a focus area: every note on it except questions."""
    place = Place(area=area, words=prompt)
    return [n for n in notes if n.place == place and n.kind is not NoteKind.QUESTION]


def interests_in(notes: Sequence[Note], duty: str) -> list[str]:
    """Return who has declared an interest in a duty and what was agreed: `Dr Ash (leaves)`."""
    return [
        f"{note.owner or 'somebody not named'} ({agreed(note) or NO_OUTCOME})"
        for note in notes
        if note.kind.traits.has_outcome and note.place.duty == duty
    ]


def agreed(note: Note) -> str:
    """Return what was agreed about a declaration, according to its words."""
    from ccgbrief.notebook.assignments import read_assignment  # noqa: PLC0415 (5 ms, where any is declared)

    return read_assignment(note.text, note.kind, note.written.astimezone().date()).agreed


def as_read(note: Note, agenda: Sequence[AgendaItem] = ()) -> list[str]:
    """Return what the words of a note were read as, so that nothing is read unsaid.

    That is whom it names, its day, outcome or votes, and the item that a note on the meeting is on.
    """
    from ccgbrief.notebook.votes import read_votes  # noqa: PLC0415 (2 ms, not before a note is written)

    asked = note.kind.traits
    item = named_item(note.text.strip(), agenda) if note.place == Place() else None
    return [
        *([note.owner or NOBODY] if asked.owner or note.owner else []),
        *([note.due.isoformat() if note.due else NO_DAY] if asked.has_day or note.due else []),
        *([agreed(note) or NO_OUTCOME] if asked.has_outcome else []),
        *([str(read_votes(note.text) or NO_VOTES)] if asked.has_votes else []),
        *([f"item {agenda[item[0]].name}"] if item else []),
    ]


def version_of(note: Note) -> str:
    """Return a short checksum of a note as minutes and calendars show it: its text and state."""
    place = note.place
    on = place.article, place.words, place.duty, place.area, place.figure, place.term
    shown = note.text, note.kind.value, on, note.owner, note.due, note.private, note.done
    return f"{note.id}:{crc32(repr(shown).encode(errors='replace')):08x}"


@lru_cache(MAX_CACHED)
def contradiction(note: Note) -> str:
    """Return what a note's own words say of its owner and its day, if it has others; else `""`.

    They are read from the words when these are written on the screen or with a command, but not
    when somebody changes the file by hand.
    """
    from ccgbrief.notebook.assignments import read_assignment  # noqa: PLC0415 (see above)

    if not note.kind.traits.owner:
        return ""
    began = note.written.astimezone().date()
    read = partial(read_assignment, note.text, note.kind)
    said = read(began)
    owner = said.owner if said.owner.casefold() != note.owner.casefold() else ""
    due = said.due if said.due != note.due else None
    if due and note.due in {read(began + timedelta(days)).due for days in (-1, 1)}:
        due = None  # it was written where another day had begun
    if due and note.changed and read(note.changed.astimezone().date()).due != said.due:
        due = None  # its words may have been written later, and mean another day then
    parts = [owner, f"by {in_words(due)}" if due else ""]
    told = ", ".join(filter(None, parts))
    return f"its words say {told}" if told else ""


def conflicts_in(contents: Contents) -> dict[str, tuple[Note, ...]]:
    """Return, by id, the versions of each note that say several things, not all deleted."""
    return {
        key: distinct
        for key, versions in contents.notes.items()
        if len(versions) > 1
        for distinct in [tuple(each_once(versions))]
        if len(distinct) > 1 and not all(version.gone for version in distinct)
    }
