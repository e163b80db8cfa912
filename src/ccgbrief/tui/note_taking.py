"""Puts what the reader writes into the notebook, once it is kept, for the main screen."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.content import Content

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Notebook, NotebookStore, Place
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.tui.autosave import SaveState
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view import note_actions
from ccgbrief.view.keys import ASKED_KEYS, NAMING_KEYS, WRITING_KEYS, Handlers, id_of
from ccgbrief.view.meeting_form import known_people
from ccgbrief.view.note_blocks import place_name
from ccgbrief.view.note_draft import NoteDraft

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.note_editor import NoteEditor
    from ccgbrief.tui.widgets.owner_box import OwnerBox


class NoteTaking:
    """Opens and closes the note editor and the box for an owner."""

    def __init__(self, workspace: Workspace, changes: NotebookChanges) -> None:
        self._workspace = workspace
        self._notebook = workspace.session.notebook
        self._reader = workspace.reader
        self._changes = changes
        self.box: NoteEditor | OwnerBox | None = None
        """The box that is open."""
        self._writing_in = workspace.session.store
        """That of the notebook to which the open editor writes."""

    @property
    def commands(self) -> Handlers:
        return {
            **{id_of(kind): partial(self._write, kind) for kind in NoteKind},
            "note.meeting": lambda: self.edit(NoteDraft(Place())),
            "note.edit": self._edit_here,
            "owner": self._name_owner,
        }

    @property
    def editor(self) -> "NoteEditor | None":
        return cast(
            "NoteEditor | None", next(iter(self._workspace.screen.query("NoteEditor")), None)
        )

    def show_saving(self) -> None:
        """Show below the open editor whether its text is saved."""
        if self.editor:
            state = self._changes.autosave.state
            kept = "; enter keeps it" if state is SaveState.SAVED else ""
            said = "" if self._reader.shown.presenting else f"{state.value}{kept}"
            if self.editor.draft.kind is NoteKind.QUESTION and not self.editor.text:
                said = "ctrl+q leaves the program"
            if self.editor.is_asked:  # nothing is kept yet
                said = ""
            self.editor.border_subtitle = Content(said)
            self._workspace.status.offer_keys(ASKED_KEYS if self.editor.is_asked else WRITING_KEYS)

    def edit(self, draft: NoteDraft, store: NotebookStore | None = None) -> None:
        """Open the editor on a note, unless one is open already.

        `store` is that of an earlier meeting, if the note belongs there.
        """
        if self.editor:
            self._workspace.screen.set_focus(self.editor)
            self._workspace.say("Finish this note first: enter keeps it")
            return
        # Textual's editor takes 6 ms to import, which the first screen does not need.
        from ccgbrief.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415

        self._writing_in = store or self._workspace.session.store
        book = self._writing_in.notebook
        draft.note = draft.note or book.blank_note()
        on = place_name(self._workspace.pack, draft.place, book.notes(private=True))
        people = known_people(self._notebook, self._workspace.session.series)
        editor = NoteEditor(draft, on, book, people, self._typed)
        self._open(editor)
        self.show_saving()
        self._workspace.status.show_keys(WRITING_KEYS)

    def _typed(self, draft: NoteDraft) -> None:
        """Save what is typed into a note, soon, apart from the notebook."""
        self._changes.autosave.hold(partial(draft.try_in, today=local_today()), self._writing_in)
        self.show_saving()

    def close(self, draft: NoteDraft, editor: "NoteEditor", *, is_kept: bool) -> None:
        """Keep a note, or not, and go on reading."""
        book = self._writing_in.notebook
        editor.remove()
        self._workspace.screen.set_focus(self._reader)
        self._workspace.status.show_keys()
        self.box = None
        self._changes.autosave.hold(None, self._writing_in)
        if is_kept:
            self._keep(draft, book)
        else:
            is_slip = draft.means_leaving or editor.is_doubtful
            self._discard(draft, book, is_slip=is_slip)

    def _discard(self, draft: NoteDraft, book: Notebook, *, is_slip: bool) -> None:
        """Leave a note unwritten; what was hardly a slip of a key can be had again."""
        if draft.is_changed and draft.text.strip() and not is_slip:
            said = note_actions.discard(draft, book, self._changes.history, local_today())
        elif draft.before:
            said = "The note has not changed"
        else:
            leave = "; ctrl+q leaves the program" if draft.kind is NoteKind.QUESTION else ""
            said = f"Nothing written{leave}"
        self._changes.changed(said)

    def _keep(self, draft: NoteDraft, book: Notebook) -> None:
        history, today = self._changes.history, local_today()
        kept, question = note_actions.keep(draft, book, history, today)
        if kept:
            saved = f"{kept.kind.value.capitalize()} saved"
            ticked = "; space on the question opens it again" if question else ""
            doubt = draft.doubt(today)
            told = "Answer saved" if kept.place.question else saved
            self._changes.changed(f"{told}{ticked}{f'; {doubt}' if doubt else ''}")
            self._changes.show_note(kept)
        else:
            said = "Note deleted; u brings it back" if draft.before else "Nothing written"
            self._changes.changed(said)

    def _owner_typed(self, duty: str, name: str) -> None:
        """Save a name as it is typed, soon, apart from the notebook."""
        self._changes.autosave.hold(lambda tried: tried.set_owner(duty, name))

    def owner_given(self, event: "OwnerBox.Given") -> None:
        """Keep a name, or not, and go on reading."""
        event.box.remove()
        self._workspace.screen.set_focus(self._reader)
        self._workspace.status.show_keys()
        self._changes.autosave.hold(None)
        self.box = None
        if not event.is_kept:
            self._changes.changed("Nothing written")
            return
        begun = self._notebook.contents
        said = note_actions.set_owner(self._notebook, event.duty, event.name)
        duty = self._workspace.pack.duty(event.duty)
        of_duty = f"{said}: {duty.title}" if duty else said
        self._changes.history.record(of_duty, begun, [event.duty])
        self._changes.changed(said)

    def _open(self, box: "NoteEditor | OwnerBox") -> None:
        self.box = box
        self._workspace.screen.mount(box, before=self._workspace.status)
        self._workspace.screen.set_focus(box)

    def _write(self, kind: NoteKind) -> None:
        draft = note_actions.begin_note(self._workspace.pack, self._reader.current, kind)
        current = self._reader.current
        asked = current.note if current and draft.place.question else None
        meeting = self._changes.meeting_of(asked)
        if not self._changes.refuses(meeting):
            self.edit(draft, meeting.store if meeting else None)

    def edit_note(self, note: Note) -> None:
        """Open the editor on an existing note, if it is one of this meeting."""
        if not self._changes.is_of_earlier(note):
            self.edit(NoteDraft.of(note))

    def _edit_here(self) -> None:
        if note := self._changes.note_here():
            self.edit_note(note)

    def _name_owner(self) -> None:
        """Let the reader type who is responsible for the duty under the cursor."""
        if not self._changes.is_chosen():
            return
        duty = note_actions.duty_of(self._workspace.pack, self._reader.current)
        if duty is None:
            self._workspace.refuse("owner")
            return
        from ccgbrief.tui.widgets.owner_box import OwnerBox  # noqa: PLC0415 (not before it is open)

        self._open(OwnerBox(duty.id, duty.title, self._notebook, self._owner_typed))
        self._workspace.status.show_keys(NAMING_KEYS)
