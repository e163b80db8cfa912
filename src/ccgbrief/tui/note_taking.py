"""Puts what the reader writes into the notebook, once it is kept, for the main screen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Notebook, NotebookStore, Place
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import doubt_of
from ccgbrief.tui.autosave import SaveState
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view import note_actions
from ccgbrief.view.address import Row, draft_key
from ccgbrief.view.keys import Handlers, id_of
from ccgbrief.view.meeting_form import fields_being_typed, known_people
from ccgbrief.view.note_blocks import place_name
from ccgbrief.view.note_draft import NoteDraft

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.note_editor import NoteEditor
    from ccgbrief.tui.widgets.owner_box import OwnerBox

FillIn = Callable[[Mapping[str, str]], None]
"""Opens the form for the meeting with what was being typed into it, by label."""


class NoteTaking:
    """Opens and closes the note editor and the box for an owner."""

    def __init__(self, workspace: Workspace, changes: NotebookChanges, fill_in: FillIn) -> None:
        self._fill_in = fill_in
        self._workspace = workspace
        self._notebook = workspace.session.notebook
        self._reader = workspace.reader
        self._changes = changes
        self.box: NoteEditor | OwnerBox | None = None
        """The box that is open."""
        self._keep_typed: Callable[[], bool]
        self._discard_typed: Callable[[], None]
        self._writing_in = workspace.session.store
        """That of the notebook to which the open box writes."""

    @property
    def commands(self) -> Handlers:
        return {
            **{id_of(kind): partial(self._write, kind) for kind in NoteKind},
            "note.meeting": self._write_on_meeting,
            "note.edit": self._edit_here,
            "owner": self._name_owner,
        }

    def show_saving(self) -> None:
        """Show below the open box whether what is typed is saved, and its keys."""
        if self.box:
            if not self.box.question.is_open:
                state = self._changes.autosave.state
                draft = "a draft until enter keeps it" if state is SaveState.SAVED else state.value
                self.box.show_saving("" if self._reader.shown.presenting else draft)
            self._workspace.status.offer_keys(self.box.question.keys)

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
        keep = partial(self._keep, draft, book)
        editor = NoteEditor(draft, on, people, self._typed)
        self._open(editor, keep, partial(self._discard, draft))
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
        series, today = self._workspace.pack.series, local_today()
        typed = fields_being_typed(draft.contents, store.notebook, today, series)
        if typed and store.notebook is self._notebook:
            self._fill_in(typed)
        elif note := NoteDraft.resumed(draft.contents, store.notebook):
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

    def close(self, *, is_kept: bool) -> bool:
        """Keep what was typed in the box, or not, and go on reading.

        Returns whether a note was kept.
        """
        box, is_note = self.box, False
        if box is None:
            return False
        box.remove()
        self._workspace.screen.set_focus(self._reader)
        self._workspace.status.show_keys()
        self.box = None
        self._changes.autosave.hold(None, self._writing_in)
        if is_kept:
            is_note = self._keep_typed()
        else:
            self._discard_typed()
        box.question.do_then()
        return is_note

    def _discard(self, draft: NoteDraft) -> None:
        reopen = partial(self.edit, draft, self._writing_in)
        self._changes.changed(note_actions.discard(draft, self._changes.history, reopen))

    def _keep(self, draft: NoteDraft, book: Notebook) -> bool:
        day, pack, series = local_today(), self._workspace.pack, self._workspace.session.series
        kept, question = note_actions.keep(draft, book, self._changes.history, day)
        if kept:
            doubt = draft.doubt(day) or doubt_of(kept, book.notes(), day, pack, series)
            self._changes.kept(note_actions.saved(kept, question, book, doubt))
            self._changes.show_note(kept)
        else:
            before = draft.before
            self._changes.changed(
                note_actions.deleted(book, before) if before else "Nothing written"
            )
        return kept is not None

    def _name_typed(self, box: "OwnerBox") -> None:
        """Save the name as it is typed, soon, apart from the notebook."""
        self._changes.autosave.hold(box.try_in)
        self.show_saving()

    def _keep_name(self, box: "OwnerBox", title: str, seen: str) -> bool:
        begun = self._notebook.contents
        said = note_actions.set_owner(self._notebook, box.duty, box.name_typed, seen)
        said += note_actions.unless_there(self._workspace.pack, box.duty, title)
        self._changes.history.record(f"{said}: {title}", begun, [box.duty])
        self._changes.kept(said)
        return False

    def _discard_name(self, box: "OwnerBox") -> None:
        name, history = box.name_at_stake, self._changes.history
        reopen = partial(self._name_owner_of, box.duty, name)
        self._changes.changed(note_actions.discard_name(name, history, reopen))

    def _open(
        self,
        box: "NoteEditor | OwnerBox",
        keep: Callable[[], bool],
        discard: Callable[[], None],
    ) -> None:
        self.box = box
        self._keep_typed, self._discard_typed = keep, discard
        self._workspace.screen.mount(box, before=self._workspace.status)
        self._workspace.screen.set_focus(box)
        self._workspace.status.show_keys(box.question.keys)

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
        if duty:
            self._name_owner_of(duty.id)
        else:
            self._workspace.refuse("owner")

    def _name_owner_of(self, duty_id: str, name: str | None = None) -> bool:
        """Open the box for the name, unless something is being written; return whether."""
        if self.is_writing():
            return False
        from ccgbrief.tui.widgets.owner_box import OwnerBox  # noqa: PLC0415 (not before it is open)

        duty, before = self._workspace.pack.duty(duty_id), self._notebook.owner_of(duty_id)
        title = duty.title if duty else duty_id
        self._writing_in = self._workspace.session.store
        box = OwnerBox(duty_id, title, before, before if name is None else name, self._name_typed)
        keep = partial(self._keep_name, box, title, before if name is None else "")
        self._open(box, keep, partial(self._discard_name, box))
        self._name_typed(box)
        return True
