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
from ccgbrief.view.address import Row, draft_key
from ccgbrief.view.keys import ASKED_KEYS, NAMING_KEYS, WRITING_KEYS, Handlers, Keys, id_of
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
            "note.meeting": self._write_on_meeting,
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
            is_asked = self.editor.question.is_open
            if not is_asked:
                self.editor.border_subtitle = Content(said)
            self._workspace.status.offer_keys(ASKED_KEYS if is_asked else WRITING_KEYS)

    def edit(self, draft: NoteDraft, store: NotebookStore | None = None) -> bool:
        """Open the editor on a note, unless something is being written already; return whether.

        `store` is that of an earlier meeting, if the note belongs there.
        """
        if self.is_writing():
            return False
        # Textual's editor takes 6 ms to import, which the first screen does not need.
        from ccgbrief.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415

        self._writing_in = store or self._workspace.session.store
        book = self._writing_in.notebook
        draft.note = draft.note or book.blank_note()
        on = place_name(self._workspace.pack, draft.place, book.notes(private=True))
        people = known_people(self._notebook, self._workspace.session.series)
        self._open(NoteEditor(draft, on, people, self._typed), WRITING_KEYS)
        self._typed(draft)
        return True

    def is_writing(self) -> bool:
        """Return whether something is being written, which is gone on with; say so."""
        if self.box:
            self._workspace.screen.set_focus(self.box)
            self._workspace.say("Finish this first: enter keeps it")
        return self.box is not None

    def resume(self, key: Row) -> bool:
        """Go on with what was being written, if the row is that of such a draft."""
        offered = self._workspace.session.drafts()
        found = next(((s, d) for s, d in offered if draft_key(d.path.name) == key), None)
        if found is None or self.is_writing():
            return found is not None
        store, draft = found
        if note := NoteDraft.resumed(draft.contents, store.notebook):
            self.edit(note, store)
        else:
            duty, mark = next(iter(draft.contents.ticked.items()))
            self._name_owner_of(duty, mark.owner)
        store.resume(draft)
        self._changes.autosave.changed()
        self._reader.renew()
        return True

    def _typed(self, draft: NoteDraft) -> None:
        """Save what is typed into a note, soon, apart from the notebook."""
        self._changes.autosave.hold(partial(draft.try_in, today=local_today()), self._writing_in)
        self.show_saving()

    def close(self, draft: NoteDraft, editor: "NoteEditor", *, is_kept: bool) -> None:
        """Keep a note, or not, and go on reading."""
        editor.remove()
        self._workspace.screen.set_focus(self._reader)
        self._workspace.status.show_keys()
        self.box = None
        self._changes.autosave.hold(None, self._writing_in)
        if is_kept:
            self._keep(draft, self._writing_in.notebook)
        else:
            self._discard(draft)
        editor.question.do_then()

    def _discard(self, draft: NoteDraft) -> None:
        """Leave a note unwritten, until undo opens it again."""
        if draft.is_at_stake:
            reopen = partial(self.edit, draft, self._writing_in)
            said = note_actions.discard(draft, self._changes.history, reopen)
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
            self._changes.kept(f"{told}{ticked}{f'; {doubt}' if doubt else ''}")
            self._changes.show_note(kept)
        else:
            said = "Note deleted; u brings it back" if draft.before else "Nothing written"
            self._changes.changed(said)

    def _name_typed(self, box: "OwnerBox") -> None:
        """Save the name as it is typed, soon, apart from the notebook."""
        self._changes.autosave.hold(box.try_in)

    def owner_given(self, box: "OwnerBox", *, is_kept: bool) -> None:
        """Keep a name, or not, and go on reading."""
        box.remove()
        self._workspace.screen.set_focus(self._reader)
        self._workspace.status.show_keys()
        self._changes.autosave.hold(None)
        self.box = None
        if is_kept:
            begun = self._notebook.contents
            said = note_actions.set_owner(self._notebook, box.duty, box.name_typed)
            duty = self._workspace.pack.duty(box.duty)
            of_duty = f"{said}: {duty.title}" if duty else said
            self._changes.history.record(of_duty, begun, [box.duty])
            self._changes.kept(said)
        else:
            self._changes.changed("Nothing written")
        box.question.do_then()

    def _open(self, box: "NoteEditor | OwnerBox", keys: Keys) -> None:
        self.box = box
        self._workspace.screen.mount(box, before=self._workspace.status)
        self._workspace.screen.set_focus(box)
        self._workspace.status.show_keys(keys)

    def _write(self, kind: NoteKind) -> None:
        draft = note_actions.begin_note(self._workspace.pack, self._reader.current, kind)
        current = self._reader.current
        asked = current.note if current and draft.place.question else None
        meeting = self._changes.meeting_of(asked)
        if not self._changes.refuses(meeting):
            self.edit(draft, meeting.store if meeting else None)

    def _write_on_meeting(self) -> None:
        self.edit(NoteDraft(Place()))

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
        if not self.is_writing():
            self._name_owner_of(duty.id)

    def _name_owner_of(self, duty_id: str, name: str | None = None) -> None:
        from ccgbrief.tui.widgets.owner_box import OwnerBox  # noqa: PLC0415 (not before it is open)

        duty, before = self._workspace.pack.duty(duty_id), self._notebook.owner_of(duty_id)
        title = duty.title if duty else duty_id

        box = OwnerBox(duty_id, title, before, before if name is None else name, self._name_typed)
        self._open(box, NAMING_KEYS)
        self._name_typed(box)
