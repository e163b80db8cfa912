"""A note while it is being written: every letter goes into the notebook, none waits in a widget."""

from dataclasses import dataclass

from ccgbrief.notebook import Note, Notebook, NoteKind, Place

KINDS = tuple(NoteKind)


@dataclass(slots=True)
class Draft:
    """What is being written, and the note it has become."""

    place: Place
    text: str = ""
    kind: NoteKind = NoteKind.NOTE
    private: bool = False
    note: Note | None = None
    """The version that the notebook was last given."""

    @classmethod
    def of(cls, note: Note) -> "Draft":
        """Return a draft that changes an existing note."""
        return cls(note.place, note.text, note.kind, note.private, note)

    def turn_kind(self) -> None:
        """Make it the next kind of note."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]

    def write(self, notebook: Notebook) -> bool:
        """Give the notebook what is written so far; tell whether there is anything to save."""
        before = self.note
        if self.note:
            self.note = notebook.edit_note(
                self.note, self.text, kind=self.kind, private=self.private
            )
        elif self.text.strip():
            self.note = notebook.add_note(
                self.text, kind=self.kind, place=self.place, private=self.private
            )
        return self.note is not before

    def close(self, notebook: Notebook) -> bool:
        """Finish; a note without a word is deleted. Tell whether a note is kept."""
        self.write(notebook)
        if self.note and not self.text.strip():
            notebook.delete_note(self.note)
            self.note = None
        return self.note is not None
