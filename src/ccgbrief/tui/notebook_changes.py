"""Makes, saves and undoes changes that a single key makes to the notebook, for the main screen."""

from collections.abc import Callable
from functools import partial

from ccgbrief.notebook import (
    Meeting,
    Note,
    Notebook,
    UndoHistory,
    Undone,
)
from ccgbrief.text import clean_line
from ccgbrief.tui.autosave import Autosave, SaveState
from ccgbrief.tui.earlier_notebooks import EarlierNotebooks
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.address import note_key
from ccgbrief.view.keys import Handlers


class NotebookChanges:
    """Changes the notebook at the cursor, and remembers each change so that it can be undone."""

    def __init__(
        self, workspace: Workspace, show_changes: Callable[[], None], show_state: Callable[[], None]
    ) -> None:
        """Make it; `show_changes` redraws the notes, `show_state` shows whether they are saved."""
        session = workspace.session
        self._workspace = workspace
        self._reader = workspace.reader
        self._notebook = session.notebook
        self._show_changes = show_changes
        self.history = UndoHistory(session.notebook)
        self._marked = 0
        self._earlier = EarlierNotebooks(workspace)
        self._taken_up: Note | None = None
        self.autosave = Autosave(
            workspace.screen.app,
            session.store,
            lambda: self._earlier.refresh(self.autosave.tell_app),
            workspace.status.report,
            show_changes,
            show_state,
            lambda: self._earlier.are_failing,
        )

    @property
    def commands(self) -> Handlers:
        return {
            "note.delete": self._delete,
            "undo": lambda: self._take_back(self.history.undo(), "undo"),
            "redo": lambda: self._take_back(self.history.redo(), "redo"),
            "note.attach": self._attach,
            "tick": self._tick,
            "status": partial(self._change, "status", note_actions.turn_status),
            "bookmark": partial(self._change, "bookmark", note_actions.bookmark),
            "merge": self._merge,
        }

    def mark_changes(self) -> None:
        """Remember how many changes were made, so that later ones can be undone."""
        self._marked = self.history.count

    def take_back_changes(self) -> None:
        """Undo the changes since then."""
        self.history.revert(self._marked)
        self.autosave.changed()

    def changed(self, message: str) -> None:
        """Save, show and report a change in the notebook."""
        self.autosave.changed()
        self._earlier.save()
        self._show_changes()
        self._workspace.say(message)

    def kept(self, message: str) -> None:
        """Save and show what was kept with Enter, and report it once it is on the disk.

        No word that is typed after it takes it back.
        """
        self.mark_changes()
        self._show_changes()
        self.autosave.kept(partial(self._workspace.say, message))

    def meeting_of(self, note: Note | None) -> Meeting | None:
        """Return the earlier meeting of a note; None if it is from this meeting."""
        return self._workspace.session.series.meeting_of(note) if note else None

    def is_of_earlier(self, note: Note) -> bool:
        """Return whether a note is of an earlier meeting, where only ticks can be set; say so."""
        if meeting := self.meeting_of(note):
            of = f"It belongs to “{clean_line(meeting.title)}”: open that pack to change it"
            self._workspace.say(f"{of}; space marks it as done" if note.kind.can_be_done else of)
        return meeting is not None

    def refuses(self, meeting: Meeting | None) -> bool:
        """Return whether the notebook of a meeting cannot be written; say why."""
        problem = meeting.store.read_only if meeting else ""
        if problem:
            self._workspace.say(problem)
        return bool(problem)

    def say_saved(self) -> None:
        """Say that there is no key for saving, or why not everything is saved."""
        state = self.autosave.state
        hint = ": there is no key for saving" if state is SaveState.SAVED else ""
        self._workspace.say(f"{state.value.capitalize()}{hint}")

    def say_how_to_quit(self) -> None:
        """Say which key quits, and whether anything would be lost."""
        lost = "what is not saved yet will be printed"
        self._workspace.say(
            f"ctrl+q quits; {lost if self.autosave.is_at_risk else 'everything is saved'}"
        )

    def is_chosen(self) -> bool:
        """Return whether the cursor is where the reader put it; say so if it is not."""
        if not self._reader.is_chosen:
            self._workspace.say("That row is gone; move to another (u undoes your last change)")
        return self._reader.is_chosen

    def note_here(self) -> Note | None:
        """Return the note under the cursor, or the only one on the block there."""
        if not self.is_chosen():
            return None
        found = self._reader.notes_here()
        if len(found) == 1:
            return found[0]
        if found:
            several = "There are several notes here; put the cursor on the one you mean"
            self._workspace.say(several)
        else:
            self._workspace.refuse("note.edit")
        return None

    def show_note(self, note: Note) -> None:
        """Move to a note if all are listed; elsewhere, the reader stays where they were."""
        if self._reader.tab == tabs.NOTES:
            self._reader.go_to(note_key(self._notebook.name_of(note)))

    def _change(
        self, command: str, change: note_actions.Change, notebook: Notebook | None = None
    ) -> None:
        if not self.is_chosen():
            return
        book = notebook or self._notebook
        before = book.contents
        if said := change(self._workspace.pack, book, self._reader.current):
            self.history.record(said, before, notebook=book)
            self.changed(said)
        else:
            self._workspace.refuse(command)

    def _tick(self) -> None:
        """Tick what is under the cursor; notes of earlier meetings in their own notebook."""
        note = self._reader.current.note if self._reader.current else None
        meeting = self.meeting_of(note)
        if note and meeting and not note.kind.can_be_done:
            self.is_of_earlier(note)
        elif not self.refuses(meeting):
            self._change("tick", note_actions.tick, meeting.notebook if meeting else None)

    def _merge(self) -> None:
        session = self._workspace.session
        self._workspace.status.put_away()  # or it would still be said that M merges it
        self.changed(note_actions.merge_copies(session.store, session.earlier_stores))

    def _delete(self) -> None:
        note = self.note_here()
        if note and not self.is_of_earlier(note):
            before = self._notebook.contents
            self._notebook.delete_note(note)
            self.history.record(note_actions.named(note, "deleted"), before)
            self.changed(note_actions.deleted(self._notebook, note))

    def _take_back(self, change: Undone | None, verb: str) -> None:
        if change and change.is_draft:
            return
        public = self._reader.shown.public
        self.changed(note_actions.taken_back(change, verb, public=public))
        if change and change.note:
            self.show_note(change.note)

    def _attach(self) -> None:
        """Attach the note here to its changed passage, or the chosen note to the passage here."""
        current = self._reader.current
        if not self.is_chosen() or (current and current.note and self.is_of_earlier(current.note)):
            return
        before = self._notebook.contents
        done = note_actions.attach(self._workspace.pack, self._notebook, current, self._taken_up)
        self._taken_up = done.taken_up
        if not done.message:
            self._workspace.refuse("note.attach")
            return
        self.history.record(done.message, before)
        self.changed(done.message)
        if done.leads:
            self._reader.open(done.leads)
