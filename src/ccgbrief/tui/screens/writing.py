"""The part of the main screen that writes: ticks, notes, bookmarks, minutes."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content

from ccgbrief.notebook import Note, NoteKind, Place
from ccgbrief.session import Session
from ccgbrief.tui.autosave import Autosave
from ccgbrief.tui.screens.finding import FindingScreen
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import WRITING_KEYS
from ccgbrief.view.note_draft import Draft
from ccgbrief.view.view_state import place_name

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.note_editor import NoteEditor
    from ccgbrief.tui.widgets.owner_box import OwnerBox


class WritingScreen(FindingScreen):
    """Takes what the reader does into the notebook, and has it saved."""

    AUTO_FOCUS: ClassVar[str | None] = "Reader"
    """Textual would give it to the search box first, which takes 3 ms to be drawn twice."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._deleted: list[Note] = []
        self._autosave = Autosave(self.app, session.file, self.say, self.renew, self.stand)

    def on_mount(self) -> None:
        """Begin with the cursor in the text."""
        self.set_focus(self.reader)
        self._autosave.start()

    def renew(self) -> None:
        """Show what the notebook holds now."""
        if not self.reader.is_attached:  # the app is ending: there is nothing left to draw on
            return
        self.reader.renew()
        self.renew_found()

    def stand(self) -> None:
        """Show for as long as it holds whether what is typed is saved."""
        if self.editor:
            self.editor.border_subtitle = Content(self._autosave.holds.value)

    @property
    def is_at_risk(self) -> bool:
        """Whether anything was written that leaving would not save."""
        return self._autosave.is_at_risk

    def changed(self, message: str) -> None:
        """Save what has changed in the notebook, show it, and say what it was."""
        self._autosave.changed()
        self.renew()
        self.say(message)

    def open_block(self, block: Block) -> None:
        """Follow or unfold what was chosen; a note without a place of its own is edited."""
        if block.note and block.folds:
            self.reader.fold(block.folds)
        elif block.note and not block.leads:
            self._edit(Draft.of(block.note))
        else:
            super().open_block(block)

    def action_tick(self) -> None:
        """Tick the duty, mark the article as read."""
        session = self.session
        self.changed(note_actions.tick(session.pack, session.notebook, self.reader.current))

    def action_turn_status(self) -> None:
        """Say how far the duty is."""
        session = self.session
        self.changed(note_actions.turn_status(session.pack, session.notebook, self.reader.current))

    def action_name_owner(self) -> None:
        """Let the reader type who sees to the duty under the cursor."""
        pack, notebook = self.session.pack, self.session.notebook
        duty = note_actions.duty_of(pack, self.reader.current)
        if duty is None:
            self.say("w says who sees to a duty; the cursor is on none")
            return
        from ccgbrief.tui.widgets.owner_box import OwnerBox  # noqa: PLC0415 (not before it is open)

        box = OwnerBox(duty.id, duty.title, notebook)
        self.mount(box, before=self.status)
        self.set_focus(box)

    def on_owner_box_typed(self, event: "OwnerBox.Typed") -> None:
        """Save the name as it is typed, soon."""
        self.session.notebook.set_owner(event.duty, event.name)
        self._autosave.changed()

    def on_owner_box_given(self, event: "OwnerBox.Given") -> None:
        """Keep the name, and go on reading."""
        event.box.remove()
        self.set_focus(self.reader)
        self.changed(note_actions.set_owner(self.session.notebook, event.duty, event.name))

    def action_bookmark(self) -> None:
        """Bookmark what is under the cursor."""
        session = self.session
        self.changed(note_actions.bookmark(session.pack, session.notebook, self.reader.current))

    def action_merge(self) -> None:
        """Take in what copies of the notebook, as sync programs leave them, hold beside it."""
        self.changed(note_actions.merge_copies(self.session.file))

    def action_minutes(self, form: str = "md") -> None:
        """Write the minutes into a file in the folder the reader is in."""
        self.say(
            note_actions.write_minutes(self.session, public=self.reader.shown.public, form=form)
        )

    def action_note(self, kind: str = NoteKind.NOTE) -> None:
        """Write a note of that kind on what is under the cursor."""
        place = note_actions.place_of(self.session.pack, self.reader.current)
        self._edit(Draft(place, kind=NoteKind(kind)))

    def action_note_meeting(self) -> None:
        """Write a note on the meeting."""
        self._edit(Draft(Place()))

    def action_edit_note(self) -> None:
        """Change the note under the cursor, or the only one that hangs on what is there."""
        if note := self._note_here():
            self._edit(Draft.of(note))

    def action_delete_note(self) -> None:
        """Delete the note under the cursor, or the only one that hangs on what is there."""
        if note := self._note_here():
            self._deleted.append(note)
            self.session.notebook.delete_note(note)
            self.changed("Note deleted; u brings it back")

    def action_restore_note(self) -> None:
        """Bring back the note deleted last, and with each press the one before it."""
        if not self._deleted:
            self.say("No note was deleted here that could be brought back")
            return
        note = self.session.notebook.restore_note(self._deleted.pop())
        left = f"; {len(self._deleted)} more to bring back" if self._deleted else ""
        self.changed(f"The note is back{left}")
        self._show_note(note)

    def _note_here(self) -> Note | None:
        found = self.reader.notes_here()
        if len(found) == 1:
            return found[0]
        several = "There are several notes here; put the cursor on the one that is meant"
        self.say(several if found else "There is no note under the cursor")
        return None

    def _edit(self, draft: Draft) -> None:
        if open_already := self.editor:
            self.set_focus(open_already)
            self.say("Finish this note first: esc")
            return
        on_what = place_name(self.session.pack, draft.place)
        # With Textual's editor 6 ms to import, which the first picture does without.
        from ccgbrief.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415

        editor = NoteEditor(draft, on_what, self.session.notebook)
        self.mount(editor, before=self.status)
        self.set_focus(editor)
        editor.border_subtitle = Content(self._autosave.holds.value)
        self.status.offer(WRITING_KEYS)

    @property
    def editor(self) -> "NoteEditor | None":
        """The editor that is open."""
        return cast("NoteEditor | None", next(iter(self.query("NoteEditor")), None))

    def on_note_editor_edited(self, event: "NoteEditor.Edited") -> None:
        """Save what is typed, soon."""
        if event.draft.write(self.session.notebook, date.today()):  # noqa: DTZ011 (the reader's day)
            self._autosave.changed()

    def on_note_editor_closed(self, event: "NoteEditor.Closed") -> None:
        """Keep the note, and go on reading."""
        draft = event.draft
        kept = draft.close(self.session.notebook, date.today())  # noqa: DTZ011 (the reader's day)
        event.editor.remove()
        self.set_focus(self.reader)
        self.status.offer()
        if kept is None and draft.before:
            self._deleted.append(draft.before)
            self.changed("Note deleted; u brings it back")
        else:
            self.changed(f"Kept: {kept.kind.value}" if kept else "Nothing written")
        if kept:
            self._show_note(kept)

    def _show_note(self, note: Note) -> None:
        """Rest on a note where all are listed; elsewhere the reader goes on where they were."""
        if self.reader.tab == tabs.NOTES:
            self.reader.go_to(f"note/{self.session.notebook.name_of(note)}")
