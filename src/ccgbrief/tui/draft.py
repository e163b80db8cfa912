"""A note while it is being written: every letter goes into the notebook, none waits in a widget."""

from dataclasses import dataclass
from datetime import date

from ccgbrief.notebook import Note, Notebook, NoteKind, Place, Wording
from ccgbrief.tui.owed import Owed, read_owed

KINDS = tuple(NoteKind)

OWED_KINDS = (NoteKind.ACTION, NoteKind.DECLARATION)
"""Kinds of which it is told who: who is to do it, whose interest it is."""


@dataclass(slots=True)
class Draft:
    """What is being written, and the note it has become."""

    place: Place
    text: str = ""
    kind: NoteKind = NoteKind.NOTE
    private: bool = False
    note: Note | None = None
    """The version that the notebook was last given."""

    before: Note | None = None
    """The note as it was when the writing began."""

    @classmethod
    def of(cls, note: Note) -> "Draft":
        """Return a draft that changes an existing note."""
        return cls(note.place, note.text, note.kind, note.private, note, note)

    def owed(self, today: date) -> Owed:
        """Return who owes it and by when: what its words say, else what was known before."""
        known = Owed(self.before.owner, self.before.due) if self.before else Owed()
        if self.kind not in OWED_KINDS:
            # What a command gave to a note of any kind stays with it; an action's own goes.
            return known if self.before and self.kind is self.before.kind else Owed()
        if self.before and self.text == self.before.text:
            return known
        said = read_owed(self.text, today)
        return Owed(said.owner or known.owner, said.due or known.due)

    def turn_kind(self) -> None:
        """Make it the next kind of note."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]

    def write(self, notebook: Notebook, today: date) -> bool:
        """Give the notebook what is written so far; tell whether there is anything to save."""
        before, owed = self.note, self.owed(today)
        wording: Wording = {
            "place": self.place,
            "kind": self.kind,
            "private": self.private,
            "owner": owed.owner,
            "due": owed.due,
        }
        if self.note:
            self.note = notebook.edit_note(self.note, self.text, **wording)
        elif self.text.strip():
            self.note = notebook.add_note(self.text, **wording)
        return self.note is not before

    def close(self, notebook: Notebook, today: date) -> Note | None:
        """Finish; a note without a word is deleted. Return the note if one is kept."""
        self.write(notebook, today)
        if self.note and not self.text.strip():
            notebook.delete_note(self.note)
            self.note = None
        return self.note
