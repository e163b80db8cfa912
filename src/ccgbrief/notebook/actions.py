"""Actions of several meetings, put in order and narrowed: for the commands and the calendar."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Note
from ccgbrief.text import words


class Action(NamedTuple):
    """An action, and the meeting at which it was agreed."""

    note: Note
    pack: str
    """Id of the meeting's pack."""
    meeting: str = ""
    """Title of that pack; empty for the meeting that is open."""

    def state(self, today: date) -> str:
        """Return whether it is done, overdue or open."""
        due = self.note.due
        return "done" if self.note.done else "overdue" if due and due < today else "open"


class Wanted(NamedTuple):
    """Which actions are asked for; without anything given, all of them."""

    open_only: bool = False
    owner: str = ""
    """Beginnings of words of the owner's name."""
    due: date | None = None
    """The last day by which they are to be done; those without a day are left out."""


ALL = Wanted()


def actions_of(
    notes: Iterable[Note], pack: str, meeting: str, wanted: Wanted = ALL
) -> list[Action]:
    """Return the actions that are asked for among the notes of one meeting."""
    return [
        Action(note, pack, meeting)
        for note in notes
        if note.kind is NoteKind.ACTION and _is_wanted(note, wanted)
    ]


def by_day(actions: Iterable[Action]) -> list[Action]:
    """Return actions in the order in which they are due, those without a day last."""
    return sorted(actions, key=lambda action: (action.note.due or date.max, action.note.written))


def by_owner(actions: Iterable[Action]) -> list[Action]:
    """Return actions by the name of their owner, those of nobody last, and then as they are due."""
    return sorted(
        by_day(actions), key=lambda each: (not each.note.owner, each.note.owner.casefold())
    )


def is_named(name: str, typed: str) -> bool:
    """Tell whether each word of `typed` begins a word of a name."""
    parts = [word.folded for word in words(name)]
    return all(any(part.startswith(word.folded) for part in parts) for word in words(typed))


def _is_wanted(note: Note, wanted: Wanted) -> bool:
    return not (
        (wanted.open_only and note.done)
        or (wanted.owner and not is_named(note.owner, wanted.owner))
        or (wanted.due and (note.due is None or note.due > wanted.due))
    )
