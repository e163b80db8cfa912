"""Sorts and filters the actions of several meetings, for the commands and the calendar."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.model import Note
from ccgbrief.text import folded_words


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
    """A filter of actions; by default all of them."""

    open_only: bool = False
    owner: str = ""
    """Words, each of which begins a word of the owner's name, or is one."""
    due: date | None = None
    """The latest due day; actions without one are left out."""
    is_whole: bool = False
    """Whether the words of the owner are whole, so that `Ash` is not Ashworth."""


ALL = Wanted()


def actions_of(
    notes: Iterable[Note], pack: str, meeting: str, wanted: Wanted = ALL
) -> list[Action]:
    """Return the actions among the notes of one meeting that pass the filter."""
    return [
        Action(note, pack, meeting)
        for note in notes
        if note.kind is NoteKind.ACTION and _is_wanted(note, wanted)
    ]


def by_day(actions: Iterable[Action]) -> list[Action]:
    """Return actions in the order in which they are due; those without a day come last."""
    return sorted(actions, key=lambda action: (action.note.due or date.max, action.note.written))


def by_owner(actions: Iterable[Action]) -> list[Action]:
    """Return actions by owner, those of nobody last, and within each by due day."""
    return sorted(
        by_day(actions), key=lambda each: (not each.note.owner, each.note.owner.casefold())
    )


def is_named(name: str, typed: str, *, is_whole: bool = False) -> bool:
    """Return whether each word of `typed` begins a word of a name, or is a whole one."""
    parts = folded_words(name)
    fits = str.__eq__ if is_whole else str.startswith
    return all(any(fits(part, word) for part in parts) for word in folded_words(typed))


def _is_wanted(note: Note, wanted: Wanted) -> bool:
    return not (
        (wanted.open_only and note.done)
        or (wanted.owner and not is_named(note.owner, wanted.owner, is_whole=wanted.is_whole))
        or (wanted.due and (note.due is None or note.due > wanted.due))
    )
