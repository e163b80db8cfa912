"""A note being written, which the notebook gets once it is kept."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ccgbrief.kinds import NO_OUTCOME, NoteKind
from ccgbrief.notebook import Contents, Note, Notebook, Place, note_in, says_private
from ccgbrief.text import clean_line, first_words
from ccgbrief.view.note_blocks import this
from ccgbrief.view.typed_words import LEAVING, is_doubtful, word_meant

if TYPE_CHECKING:
    from ccgbrief.notebook.assignments import Assignment

KINDS = tuple(NoteKind)

LONGEST_LINE = 1_000
"""Characters of a line in the editor, where a key takes seconds in a line of a million."""

_MARKS = "⤶⤸⮠⮨"


_LOST = "\ufffd"
"""What stands for bytes of the terminal that are not UTF-8."""


def lost_letters(typed: str, before: str = "") -> str:
    """Say that letters were typed or pasted in an encoding in which they cannot be read."""
    is_new = typed.count(_LOST) > before.count(_LOST)
    return f"{_LOST} stands for what your terminal did not send in UTF-8" if is_new else ""


class LongLines:
    """Breaks lines that are too long to edit, with a mark that shows that they continue."""

    def __init__(self, text: str) -> None:
        """Prepare for the text that is edited, in which the mark must not occur."""
        unused = (mark for mark in _MARKS if mark not in text)
        self._mark = next(unused, "\ue000")

    def broken(self, text: str) -> str:
        """Return a text with every long line broken, between words if possible."""
        if len(text) <= LONGEST_LINE:
            return text
        return "\n".join(self._broken(line) for line in text.split("\n"))

    def _broken(self, line: str) -> str:
        parts, start = [], 0
        while len(line) - start > LONGEST_LINE:
            space = line.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
            end = space + 1 or start + LONGEST_LINE
            parts.append(line[start:end])
            start = end
        return f"{self._mark}\n".join([*parts, line[start:]])

    def whole(self, text: str) -> str:
        """Return a broken text without the breaks, including any changes made since."""
        return text.replace(f"{self._mark}\n", "").replace(self._mark, "")


DAY_MISSING = "no day (by Friday)"
"""Said of an action whose words name none."""


@dataclass(slots=True)
class NoteDraft:
    """The text being written, and the note that it is to become."""

    place: Place
    text: str = ""
    kind: NoteKind = NoteKind.NOTE
    private: bool = False
    note: Note | None = None
    """What is written on: a blank note, or the version in the notebook."""

    before: Note | None = None
    """The note as it was when editing began."""

    begun: str = ""
    """What stood in a new note before anything was typed."""

    @classmethod
    def of(cls, note: Note) -> "NoteDraft":
        """Return a draft for editing an existing note."""
        return cls(note.place, note.text, note.kind, note.private, note, note)

    @classmethod
    def resumed(cls, written: Contents, notebook: Notebook) -> "NoteDraft | None":
        """Return a draft of the note that was being written, if that was not a name.

        It builds on what its writer saw, so that a text written meanwhile is kept beside it, also
        one that was written into the file by hand, which the notebook gets here.
        """
        note = note_in(written)
        if note is None:
            return None
        by_hand = tuple(version for version in written.notes[note.id] if version != note)
        notebook.merge(Contents(notes={note.id: by_hand} if by_hand else {}))
        versions = notebook.contents.notes.get(note.id, ())
        before = next((version for version in versions if not version.gone), None)
        return cls(note.place, note.text, note.kind, note.private, note._replace(text=""), before)

    @property
    def typed(self) -> str:
        """The text without what stood there before."""
        return self.text.removeprefix(self.begun)

    @property
    def is_private(self) -> bool:
        """Whether it is private by a key, or because its words say so."""
        return self.private or says_private(self.text)

    @property
    def is_changed(self) -> bool:
        """Whether anything was written, or is not as it was."""
        before = self.before
        was = (
            (before.text, before.kind, before.private) if before else (self.begun, self.kind, False)
        )
        return (self.text, self.kind, self.private) != was

    def is_doubtful(self, opened_by: str) -> bool:
        """Return whether it may not be meant as a note, or as a change of one (`typed_words`).

        Who changes a note seldom begins within its last word.
        """
        if self.before is None:
            return bool(self.typed.strip()) and is_doubtful(self.typed, opened_by)
        was, added = self.before.text, self.text.removeprefix(self.before.text)
        return bool(opened_by and was and added != self.text and added[:1].isalnum())

    @property
    def is_at_stake(self) -> bool:
        """Whether it has words that would be lost."""
        return self.is_changed and bool(self.typed.strip()) and not self.means_leaving

    def query(self, opened_by: str) -> str:
        """Return the word that may have been meant as a search."""
        return "" if self.before else word_meant(self.typed, opened_by)

    @property
    def means_leaving(self) -> bool:
        """Whether it is one of the words by which programs are left."""
        is_new_question = self.kind is NoteKind.QUESTION and self.before is None
        return is_new_question and self.typed.strip().casefold() in LEAVING

    def assignment(self, today: date) -> "Assignment":
        """Return who is to do it and by when, according to its words on the day it was begun.

        A day that is typed on a later day is read from that one. If the words are unchanged, what
        was given with a command is kept.
        """
        from ccgbrief.notebook.assignments import read_assignment  # noqa: PLC0415 (not before a note is written)

        day = self.note.written.astimezone().date() if self.note else today
        said, before = read_assignment(self.text, self.kind, day), self.before
        due_as_begun = said.due
        if before and due_as_begun != read_assignment(before.text, self.kind, day).due:
            said = read_assignment(self.text, self.kind, max(day, today))
        if before is None or before.kind is not self.kind:
            return said
        was = read_assignment(before.text, before.kind, day)
        return said._replace(
            owner=before.owner if said.owner == was.owner else said.owner,
            due=before.due if due_as_begun == was.due else said.due,
        )

    def title(self, on: str, today: date, columns: int | None = None) -> str:
        """Return what is being written on `on`, and how it was understood, in so many columns.

        Where there are too few the place is named by its kind, or not at all.
        """
        said = self.assignment(today)
        verb = "for" if self.kind.traits.has_day else "by"
        owner = f" {verb} {clean_line(said.owner)}" if said.owner else ""
        told = [f"{'private ' if self.is_private else ''}{self.kind.value}{owner}"]
        if said.due:
            told.append(f"by {said.due.day} {said.due:%b %Y}")
        elif said.doubt_of_day:
            told.append(said.doubt_of_day)
        if self.kind.traits.owner and not said.owner:
            told.append("@name says who")
        if self.kind.traits.has_outcome:
            told.append(f"agreed: {said.agreed}" if said.agreed else NO_OUTCOME)
        if self.kind.traits.has_votes:
            from ccgbrief.notebook.votes import read_votes  # noqa: PLC0415 (2 ms, as above)

            votes = read_votes(self.text)
            told += [str(votes)] if votes else []
        comma = "," if told[1:] else ""
        forms = [f"{', '.join(told)}{comma} on {place}" for place in (on, this(self.place))]
        forms += [", ".join(told[:count]) for count in range(len(told), 1, -1)]
        if columns is None or cell_len(forms[0]) <= columns:
            return forms[0]
        rest = columns - sum(cell_len(part) + 2 for part in told[1:2])
        forms.append(", ".join([first_words(told[0], max(rest, columns // 3)), *told[1:2]]))
        return next((form for form in forms if cell_len(form) <= columns), forms[-1])

    def doubt(self, today: date) -> str:
        """Return what it does not say, or says so that it could not be read or understood."""
        if lost := lost_letters(self.text, self.before.text if self.before else ""):
            return f"{lost}: e corrects it"
        if self.note and self.note.private and not self.is_private:
            return "it is private, as it is meant to be in the file"
        said, asked = self.assignment(today), self.kind.traits
        if said.doubt_of_day and not said.due:
            return said.doubt_of_day
        missing = [] if said.owner or not asked.owner else ["no owner (@name)"]
        missing += [DAY_MISSING] if asked.has_day and not said.due else []
        missing += ["no outcome (agreed: …)"] if asked.has_outcome and not said.agreed else []
        return (
            f"{' and '.join(missing)} yet: e adds {'them' if missing[1:] else 'it'}"
            if missing
            else ""
        )

    def turn_kind(self) -> None:
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]

    def try_in(self, copy: Notebook, today: date) -> None:
        """Write it into a copy of the notebook, if there is anything to lose."""
        if self.is_at_stake:
            replace(self).close(copy, today)

    def close(self, notebook: Notebook, today: date) -> Note | None:
        """Write it into the notebook; without a word it is deleted. Return the note, if any."""
        if self.typed.strip():
            said = self.assignment(today)
            self.note = notebook.edit_note(
                self.note or notebook.blank_note(),
                self.text,
                place=self.place,
                kind=self.kind,
                private=self.private,
                owner=said.owner,
                due=said.due,
            )
            return self.note
        if self.before and self.note:
            notebook.delete_note(self.note)
        self.note = None
        return None
