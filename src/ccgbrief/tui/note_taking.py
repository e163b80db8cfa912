"""Takes what the reader writes and ticks into the notebook, saved; for the main screen."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.screen import Screen

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import (
    Contents,
    Note,
    Notebook,
    Place,
    UndoHistory,
    Undone,
)
from ccgbrief.session import Session
from ccgbrief.tui.autosave import Autosave
from ccgbrief.tui.earlier_meetings import EarlierMeetings
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.address import note_key
from ccgbrief.view.keys import WRITING_KEYS, Handlers, id_of
from ccgbrief.view.meeting_form import (
    known_people,
)
from ccgbrief.view.note_draft import NoteDraft
from ccgbrief.view.view_state import place_name

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.note_editor import NoteEditor
    from ccgbrief.tui.widgets.owner_box import OwnerBox


class NoteTaking:
    """Opens and closes the note editor, and does what one key does to the notebook."""

    def __init__(
        self,
        screen: Screen[None],
        session: Session,
        reader: Reader,
        status: StatusRow,
        show_changes: Callable[[], None],
        show_state: Callable[[], None],
    ) -> None:
        """`show_changes` draws what the notebook holds, `show_state` whether it is saved."""
        self._screen = screen
        self._session = session
        self._notebook = session.notebook
        self._reader = reader
        self._status = status
        self._show_changes = show_changes
        self._history = UndoHistory(session.notebook)
        self._earlier = EarlierMeetings(screen, session.series, status.show_message)
        self._begun: dict[NoteEditor | OwnerBox, Contents] = {}
        """What the notebook held when each of the editors was opened that are open."""
        self._taken_up: Note | None = None
        self._writing_in = session.notebook
        """The notebook that the open editor writes in."""
        self._changes = 0
        self.autosave = Autosave(
            screen.app, session.store, status.show_message, show_changes, show_state
        )

    @property
    def commands(self) -> Handlers:
        """What the keys of this part do, by the ids of their commands."""
        return {
            **{id_of(kind): partial(self._write, kind) for kind in NoteKind},
            "note.meeting": lambda: self.edit(NoteDraft(Place())),
            "note.edit": self._edit_here,
            "note.delete": self._delete,
            "undo": lambda: self._take_back(self._history.undo(), "Undone", "undone"),
            "redo": lambda: self._take_back(self._history.redo(), "Done again", "done again"),
            "note.attach": self._attach,
            "tick": self._tick,
            "status": partial(self._change, note_actions.turn_status),
            "bookmark": partial(self._change, note_actions.bookmark),
            "owner": self._name_owner,
            "merge": lambda: self.changed(note_actions.merge_copies(self._session.store)),
        }

    @property
    def box(self) -> "NoteEditor | OwnerBox | None":
        """What is open to be typed into."""
        return next(iter(self._begun), None)

    def mark_changes(self) -> None:
        """Remember how many changes were made, so that later ones can be taken back."""
        self._changes = self._history.count

    def take_back_changes(self) -> None:
        """Take back what was changed since then."""
        while self._history.count > self._changes:
            self._history.undo()
        self.autosave.changed()

    @property
    def editor(self) -> "NoteEditor | None":
        """The editor that is open."""
        return cast("NoteEditor | None", next(iter(self._screen.query("NoteEditor")), None))

    def show_saving(self) -> None:
        """Show under the open editor whether what is typed is saved."""
        if self.editor:
            self.editor.border_subtitle = Content(self.autosave.state.value)

    def edit(self, draft: NoteDraft, notebook: Notebook | None = None) -> None:
        """Open the editor on a note, unless one is open already.

        `notebook` is that of an earlier meeting, where the note belongs into that.
        """
        if self.editor:
            self._screen.set_focus(self.editor)
            self._status.show_message("Finish this note first: esc")
            return
        # With Textual's editor 6 ms to import, which the first screen does without.
        from ccgbrief.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415

        book = self._writing_in = notebook or self._notebook
        on = place_name(self._session.pack, draft.place, book.notes(private=True))
        people = known_people(self._notebook, self._session.series)
        editor = NoteEditor(draft, on, book, people)
        self._open(editor)
        self.show_saving()
        self._status.show_keys(WRITING_KEYS)

    def typed(self, draft: NoteDraft) -> None:
        """Save what is typed into a note, soon."""
        if draft.write(self._writing_in, _today()):
            self._save_soon()

    def close(self, draft: NoteDraft, editor: "NoteEditor") -> None:
        """Keep a note, and go on reading."""
        book, self._writing_in = self._writing_in, self._notebook
        kept = draft.close(book, _today())
        editor.remove()
        self._screen.set_focus(self._reader)
        self._status.show_keys()
        begun, note = self._begun.pop(editor), kept or draft.before
        if note:
            done = "written" if draft.before is None else "changed" if kept else "deleted"
            is_new = kept and draft.before is None
            question = book.tick_answered(note) if is_new else None
            changed = {note.id, question.id if question else note.id}
            self._history.record(note_actions.named(note, done), begun, changed, book)
        if kept:
            saved = f"{kept.kind.value.capitalize()} saved"
            ticked = "; space on the question opens it again" if question else ""
            self.changed(f"{'Answer saved' if kept.place.question else saved}{ticked}")
            self._show_note(kept)
        else:
            self.changed("Note deleted; u brings it back" if note else "Nothing written")

    def owner_typed(self, event: "OwnerBox.Typed") -> None:
        """Save a name as it is typed, soon."""
        self._notebook.set_owner(event.duty, event.name)
        self.autosave.changed()

    def owner_given(self, event: "OwnerBox.Given") -> None:
        """Keep a name, and go on reading."""
        event.box.remove()
        self._screen.set_focus(self._reader)
        said = note_actions.set_owner(self._notebook, event.duty, event.name)
        duty = self._session.pack.duty(event.duty)
        of_duty = f"{said}: {duty.title}" if duty else said
        self._history.record(of_duty, self._begun.pop(event.box), [event.duty])
        self.changed(said)

    def _open(self, box: "NoteEditor | OwnerBox") -> None:
        self._begun[box] = self._writing_in.contents
        self._screen.mount(box, before=self._status)
        self._screen.set_focus(box)

    def record(self, what: str, before: Contents) -> None:
        """Remember what was changed since the notebook held `before`, to be undone."""
        self._history.record(what, before)

    def changed(self, message: str) -> None:
        """Save what has changed in the notebook, show it, and say what it was."""
        self._save_soon()
        self._show_changes()
        self._status.show_message(message)

    def _save_soon(self) -> None:
        """Save what has changed: in this notebook soon, in those of earlier meetings now."""
        self.autosave.changed()
        self._earlier.save()

    def _change(self, change: note_actions.Change) -> None:
        if self._is_chosen():
            before = self._notebook.contents
            said = change(self._session.pack, self._notebook, self._reader.current)
            self._history.record(said, before)
            self.changed(said)

    def _tick(self) -> None:
        """Tick what is under the cursor; a note of an earlier meeting in the notebook of that."""
        note = self._reader.current.note if self._reader.current else None
        meeting = self._earlier.of(note)
        if note is None or meeting is None:
            self._change(note_actions.tick)
        elif not self._earlier.refuses(meeting) and self._is_chosen():
            before = meeting.notebook.contents
            said = note_actions.tick_note(meeting.notebook, note)
            self._history.record(said, before, notebook=meeting.notebook)
            self.changed(said)

    def _is_chosen(self) -> bool:
        """Return whether the cursor is on what the reader put it on; say so where it is not."""
        if not self._reader.is_chosen:
            self._status.show_message(
                "That row has gone; u takes it back, and a move goes on from here"
            )
        return self._reader.is_chosen

    def _write(self, kind: NoteKind) -> None:
        draft = note_actions.begin_note(self._session.pack, self._reader.current, kind)
        current = self._reader.current
        meeting = self._earlier.of(current.note) if draft.place.question and current else None
        if not self._earlier.refuses(meeting):
            self.edit(draft, meeting.notebook if meeting else None)

    def edit_note(self, note: Note) -> None:
        """Open the editor on a note that is there, if it is one of this meeting."""
        if not self._earlier.keeps(note):
            self.edit(NoteDraft.of(note))

    def _edit_here(self) -> None:
        if note := self._note_here():
            self.edit_note(note)

    def _delete(self) -> None:
        note = self._note_here()
        if note and not self._earlier.keeps(note):
            before = self._notebook.contents
            self._notebook.delete_note(note)
            self._history.record(note_actions.named(note, "deleted"), before)
            self.changed("Note deleted; u brings it back")

    def _take_back(self, change: Undone | None, done: str, participle: str) -> None:
        """Show what was undone or done again, and say what it was."""
        if change is None:
            self._status.show_message(f"Nothing of this sitting is left to be {participle}")
            return
        hidden = change.private and self._reader.shown.public
        what = "a change of a private note" if hidden else change.what
        if change.overtaken:
            self.changed(f"Not {participle}, for another copy has changed it since: {what}")
            return
        self.changed(f"{done}: {what}")
        if change.note:
            self._show_note(change.note)

    def _attach(self) -> None:
        """Attach the note here to its changed passage, or the one taken up to the passage here."""
        current = self._reader.current
        if not self._is_chosen() or (
            current and current.note and self._earlier.keeps(current.note)
        ):
            return
        before = self._notebook.contents
        done = note_actions.attach(
            self._session.pack, self._notebook, self._reader.current, self._taken_up
        )
        self._taken_up = done.taken_up
        self._history.record(done.message, before)
        self.changed(done.message)
        if done.leads:
            self._reader.open(done.leads)

    def _note_here(self) -> Note | None:
        """Return the note under the cursor, or the only one on what is there."""
        if not self._is_chosen():
            return None
        found = self._reader.notes_here()
        if len(found) == 1:
            return found[0]
        several = "There are several notes here; put the cursor on the one that is meant"
        self._status.show_message(several if found else "There is no note under the cursor")
        return None

    def _show_note(self, note: Note) -> None:
        """Rest on a note where all are listed; elsewhere the reader goes on where they were."""
        if self._reader.tab == tabs.NOTES:
            self._reader.go_to(note_key(self._notebook.name_of(note)))

    def _name_owner(self) -> None:
        """Let the reader type who is responsible for the duty under the cursor."""
        if not self._is_chosen():
            return
        duty = note_actions.duty_of(self._session.pack, self._reader.current)
        if duty is None:
            self._status.show_message("w says who is responsible for a duty; the cursor is on none")
            return
        from ccgbrief.tui.widgets.owner_box import OwnerBox  # noqa: PLC0415 (not before it is open)

        self._open(OwnerBox(duty.id, duty.title, self._notebook))


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the reader's own calendar is meant)
