"""The main screen: tabs, the search box, what is read, and the last line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TextArea

from ccgbrief.notebook import Note, Place
from ccgbrief.session import Session
from ccgbrief.tui import deeds
from ccgbrief.tui.autosave import Autosave
from ccgbrief.tui.blocks import Address, Block
from ccgbrief.tui.draft import Draft
from ccgbrief.tui.history import History
from ccgbrief.tui.keys import COMMANDS
from ccgbrief.tui.panes import Shown
from ccgbrief.tui.panes.shown import place_name
from ccgbrief.tui.results import Spans
from ccgbrief.tui.screens.help import HelpScreen
from ccgbrief.tui.tabs import tabs_of
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.note_editor import NoteEditor
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.tui.widgets.search_pane import SearchPane
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow

_TYPED_INTO = (Input, TextArea)
_ACTIONS = frozenset(command.action.partition("(")[0] for command in COMMANDS)


class MainScreen(Screen[None]):
    """Puts the widgets together and hands on what they say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority all of them are done in the order of the keys, and what follows `/` or `n`
        # in one burst reaches the box or the editor.
        Binding(c.keys, c.action, c.label, tooltip=c.help, id=c.id, show=False, priority=True)
        for c in COMMANDS
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tabs = tabs_of(session.pack)
        self._history = History()
        self._deleted: Note | None = None
        self._tab_row = TabRow(self._tabs)
        self._box = SearchBox()
        self._found = SearchPane(session)
        self._reader = Reader(Shown(session.pack, session.notebook))
        self._status = StatusRow()
        self._autosave = Autosave(self.app, session.file, self.say, self._renew)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self._tab_row
        yield self._box
        yield self._reader
        yield self._found
        yield self._status

    def on_mount(self) -> None:
        """Begin with the cursor in the text."""
        self.set_focus(self._reader)
        self._stand()
        self._autosave.start()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to what is typed into while something is."""
        del parameters
        return not (action in _ACTIONS and isinstance(self.focused, _TYPED_INTO))

    async def do(self, action: str) -> None:
        """Do what a command of the table says: for the palette."""
        await self.run_action(action)

    def _stand(self) -> None:
        marks = {
            "READ ONLY": self._session.file.read_only,
            "PUBLIC VIEW": self._reader.shown.public,
        }
        self._status.stand(" · ".join(mark for mark, holds in marks.items() if holds))

    def say(self, message: str) -> None:
        """Tell the reader something in one line."""
        self._status.say(message)

    def action_move(self, step: int) -> None:
        """Rest on the next or previous passage or row."""
        self._reader.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self._reader.action_page(step)

    def action_end(self, step: int) -> None:
        """Rest on the first or the last passage or row."""
        self._reader.action_end(step)

    def action_open(self) -> None:
        """Open what the cursor rests on."""
        if block := self._reader.current:
            self._open(block)

    def action_tab(self, position: int) -> None:
        """Show the tab at this position."""
        if position < len(self._tabs):
            self._reader.open_tab(self._tabs[position].id)

    def action_step_tab(self, step: int) -> None:
        """Show the next or previous tab."""
        ids = [tab.id for tab in self._tabs]
        self._reader.open_tab(ids[(ids.index(self._reader.tab) + step) % len(ids)])

    @on(Reader.TabOpened)
    def _tab_opened(self, event: Reader.TabOpened) -> None:
        self._tab_row.activate([tab.id for tab in self._tabs].index(event.tab))

    @on(BlockList.Opened)
    def _opened(self, event: BlockList.Opened) -> None:
        self._open(event.block)

    def _open(self, block: Block) -> None:
        if block.leads:
            self._go(block.leads)
        elif block.folds:
            self._reader.fold(block.folds)
        elif block.note:
            self._edit(Draft.of(block.note))

    def action_back(self) -> None:
        """Go back to where the reader was before the last jump; else only clear the highlights."""
        if step := self._history.back():
            self._reader.open(step.address, step.row)
        self._reader.mark({})

    def _go(self, address: Address, matched: Spans = ()) -> None:
        self._history.leave(self._reader.standpoint)
        if not self._reader.open(address, matched=matched):
            self.say("That passage is no longer there; its article is shown")

    def action_search(self) -> None:
        """Let the reader type a search."""
        self._begin(going=False)

    def action_go(self) -> None:
        """Let the reader type the name of a place."""
        self._begin(going=True)

    def _begin(self, *, going: bool) -> None:
        self._box.begin(going=going)
        # At once, and not by widget.focus(): keys that came in the same burst are typed text.
        self.set_focus(self._box)
        self._typed()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self.focused is not self._box:
            return
        self._reader.display, self._found.display = False, True
        if self._box.going:
            self._found.list_places(self._box.value)
        else:
            self._found.search(self._box.value)

    @on(SearchBox.Stepped)
    def _stepped(self, event: SearchBox.Stepped) -> None:
        self._found.step(event.step, page=event.page)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._found.choose()

    @on(SearchBox.Left)
    def _search_left(self) -> None:
        self._status.say("")
        self._read_on()

    @on(SearchPane.Told)
    def _told(self, event: SearchPane.Told) -> None:
        self.say(event.text)

    @on(SearchPane.Chosen)
    def _chosen(self, event: SearchPane.Chosen) -> None:
        self._read_on()
        self._go(event.address, event.matched)

    def _read_on(self) -> None:
        self._reader.display, self._found.display = True, False
        self.set_focus(self._reader)

    def action_tick(self) -> None:
        """Tick the duty, mark the article as read."""
        session = self._session
        self._changed(deeds.tick(session.pack, session.notebook, self._reader.current))

    def action_bookmark(self) -> None:
        """Bookmark what is under the cursor."""
        session = self._session
        self._changed(deeds.bookmark(session.pack, session.notebook, self._reader.current))

    def action_copy(self) -> None:
        """Copy the passage with its citation."""
        if text := deeds.copied(self._session.pack, self._reader.current):
            self.app.copy_to_clipboard(text)
            self.say(deeds.copy_message(text))

    def action_merge(self) -> None:
        """Take in what copies of the notebook, as sync programs leave them, hold beside it."""
        self._changed(deeds.merge_copies(self._session.file))

    def action_minutes(self) -> None:
        """Write the minutes into a file in the folder the reader is in."""
        self.say(deeds.write_minutes(self._session, public=self._reader.shown.public))

    def action_public(self) -> None:
        """Hide private notes, or show them again."""
        public = not self._reader.shown.public
        self._reader.set_public(public=public)
        self._found.set_public(public=public)
        self._stand()

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen())

    def action_note(self) -> None:
        """Write a note on what is under the cursor."""
        self._edit(Draft(deeds.place_of(self._session.pack, self._reader.current)))

    def action_note_meeting(self) -> None:
        """Write a note on the meeting."""
        self._edit(Draft(Place()))

    def action_edit_note(self) -> None:
        """Change the note under the cursor."""
        if (block := self._reader.current) and block.note:
            self._edit(Draft.of(block.note))
        else:
            self.say("There is no note under the cursor")

    def action_delete_note(self) -> None:
        """Delete the note under the cursor."""
        if (block := self._reader.current) and block.note:
            self._deleted = block.note
            self._session.notebook.delete_note(block.note)
            self._changed("Note deleted; u brings it back")
        else:
            self.say("There is no note under the cursor")

    def action_restore_note(self) -> None:
        """Bring back the note deleted last."""
        if self._deleted:
            self._session.notebook.restore_note(self._deleted)
            self._deleted = None
            self._changed("The note is back")

    def _edit(self, draft: Draft) -> None:
        if open_already := next(iter(self.query(NoteEditor)), None):
            self.set_focus(open_already)
            self.say("Finish this note first: esc")
            return
        on = place_name(self._session.pack, draft.place)
        editor = NoteEditor(draft, on, self._session.notebook)
        self.mount(editor, before=self._status)
        self.set_focus(editor)

    @on(NoteEditor.Edited)
    def _note_edited(self, event: NoteEditor.Edited) -> None:
        if event.draft.write(self._session.notebook):
            self._autosave.changed()

    @on(NoteEditor.Closed)
    def _note_closed(self, event: NoteEditor.Closed) -> None:
        kept = event.draft.close(self._session.notebook)
        event.editor.remove()
        self.set_focus(self._reader)
        self._changed(f"Kept: {event.draft.kind.value}" if kept else "Nothing written")

    def _changed(self, message: str) -> None:
        """Save what has changed in the notebook, show it, and say what it was."""
        self._autosave.changed()
        self._renew()
        self.say(message)

    def _renew(self) -> None:
        """Show what the notebook holds now."""
        self._reader.renew()
        self._found.renew_notes()
