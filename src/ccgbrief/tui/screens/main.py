"""The main screen: its widgets and keys, put together from parts that move, search and write."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ccgbrief.session import ReadPack, Session
from ccgbrief.text import clean_line
from ccgbrief.tui.copying import Copying
from ccgbrief.tui.minute_taking import MinuteTaking
from ccgbrief.tui.navigation import Navigation
from ccgbrief.tui.note_taking import NoteTaking
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.pack_following import PackFollowing
from ccgbrief.tui.public_view import PublicView
from ccgbrief.tui.question import BoxClosed
from ccgbrief.tui.searching import Searching
from ccgbrief.tui.touring import Touring
from ccgbrief.tui.typed_letters import TypedLetters
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view import tabs
from ccgbrief.view.blocks import Block
from ccgbrief.view.key_settings import shown_key
from ccgbrief.view.keys import COMMANDS, Handlers
from ccgbrief.view.pack_watch import followed
from ccgbrief.view.preferences import Preferences
from ccgbrief.view.refusals import unbound
from ccgbrief.view.tour import KEPT
from ccgbrief.view.view_state import first_view, keep_last

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.search_pane import SearchPane


UNBOUND = "unbound"
"""Stands in Textual for the key of a command without one, which the settings may give it."""


COMMAND_BINDINGS = [
    Binding(
        *(each.keys or UNBOUND, f"key({each.id!r})", each.label),
        tooltip=each.help,
        id=each.id,
        show=False,
        priority=True,
    )
    for each in COMMANDS
]
"""With priority all of them are done in the order of the keys, and what follows `/` or `n` in one
burst reaches the box or the editor."""


class MainScreen(Screen[None]):
    """Lays out the screen, and hands keys and messages to the parts that act on them."""

    AUTO_FOCUS: ClassVar[str | None] = "Reader"
    """Textual would focus the search box first, which takes 3 ms to draw twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *COMMAND_BINDINGS,
        # Not of the table: vi's way to a command line, which opens the palette.
        Binding("colon", "command_line", show=False, priority=True),
        # Screens move the focus with these; here it belongs to what is read or typed.
        Binding("tab,shift+tab", "stay", "", show=False),
    ]

    def __init__(self, session: Session, preferences: Preferences, *, presenting: bool) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self.reader = Reader(first_view(session, preferences.commands, presenting=presenting))
        self.status = StatusRow()
        self.status.commands = self.preferences.commands
        self._tab_row = TabRow(tabs.tabs_of(session.pack))
        workspace = Workspace(self, session, self.reader, self.status)
        self.navigation = Navigation(workspace)
        self.searching = Searching(workspace, self._tab_row, self.navigation)
        self.changes = NotebookChanges(workspace, self.show_changes, self.show_state)
        self._public_view = PublicView(workspace, self._show_otherwise)
        minutes = MinuteTaking(
            workspace,
            self.changes,
            self.preferences,
            lambda: self.notes.is_writing(),  # noqa: PLW0108 (there are none yet)
            self.searching.search,
        )
        self.notes = NoteTaking(workspace, self.changes, minutes.edit_meeting)
        self.typed_letters = TypedLetters(
            workspace, self.navigation, self._public_view, self.changes, self.searching.search
        )
        copying = Copying(workspace, self.preferences)
        self._touring = Touring(workspace, self.navigation.has_way_back)
        self._pack_following = PackFollowing(workspace, self._replace_pack)
        self.commands: Handlers = {
            **self.navigation.commands,
            **self.searching.commands,
            **self.changes.commands,
            **self.notes.commands,
            **minutes.commands,
            **copying.commands,
            **self._public_view.commands,
            **self._touring.commands,
            "back": self._back,
            "cursor.open": self._open,
            "help": self.show_help,
            "suspend": self.app.action_suspend_process,
        }

    def compose(self) -> ComposeResult:
        yield self._tab_row
        yield self.searching
        yield self.status

    def on_mount(self) -> None:
        """Begin with the cursor in the text, and watch the notebook's file."""
        # A message about the tab would lag one frame behind the text.
        self.watch(self.reader, "tab", self._tab_row.activate, init=False)
        self.watch(self.reader, "choices", self.status.offer)
        self.watch(self.reader, "row_read", self.status.show_row, init=False)
        self._public_view.arrange()
        self.set_focus(self.reader)
        self.changes.autosave.start()
        self._pack_following.start()
        self.show_state()
        self._touring.offer()

    def on_unmount(self) -> None:
        keep_last(self.reader.shown, self.reader.standpoint.address)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to what is typed into while something is."""
        del parameters
        # Whatever else than the reader can have the focus here is typed into.
        is_typing = self.focused not in (None, self.reader)
        return not (is_typing and action in {"do", "key", "command_line"})

    def action_key(self, command_id: str) -> None:
        """Do what a key asks for, unless its letter has to be confirmed first."""
        if not self.typed_letters.must_confirm(command_id):
            self.action_do(command_id)

    def action_do(self, command_id: str) -> None:
        """Do what a key, a click in the last line or the palette asks for."""
        before, shown, messages = self.reader.standpoint, self.reader.shown, self.status.count
        self.commands[command_id]()
        if (before.address, shown) != (self.reader.standpoint.address, self.reader.shown):
            self.status.drop_message(messages)
        self._touring.happened(command_id)

    async def do(self, command_id: str) -> None:
        """Do a command that is chosen in the palette, where its key would do it too."""
        await self.run_action(f"do({command_id!r})")

    def action_command_line(self) -> None:
        self.app.action_command_palette()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that nothing takes where the right one is listed."""
        if self.focused is self.reader and event.key not in self.active_bindings:
            typed = event.character if event.is_printable else None
            said = unbound(shown_key(typed or event.key), self.preferences.commands)
            self.status.show_message(said)

    def on_paste(self, event: events.Paste) -> None:
        """Search for what is pasted while reading, as for a word that is typed."""
        if self.focused is self.reader and (words := clean_line(event.text).strip()):
            self.searching.search(words)

    def action_stay(self) -> None:
        """Keep the focus where it is."""

    def show_help(self) -> None:
        from ccgbrief.tui.screens.help import HelpScreen  # noqa: PLC0415 (not before it is asked for)

        self.app.push_screen(HelpScreen(self.preferences.commands))

    def show_changes(self) -> None:
        if self.reader.is_attached:  # or else the app is ending: there is nothing to draw on
            if self.reader.shown.series is self.session.series:
                self.reader.renew()
            else:
                self.show_series()
            self.searching.renew_notes()

    def show_series(self) -> None:
        """Show what earlier meetings left open, now that they are read."""
        self.reader.show_as(replace(self.reader.shown, series=self.session.series))

    def _show_otherwise(self) -> None:
        """Find and show what the view allows now."""
        self.searching.show_otherwise()
        self.navigation.forget_note()
        self.show_state()

    def show_state(self) -> None:
        """Show for as long as it holds whether what is written is saved, and who may see it."""
        self.notes.show_saving()
        shown, saved = self.reader.shown, self.changes.autosave.state
        marks = [saved.mark, "PUBLIC VIEW" if shown.public else ""]
        self.status.show_state(
            "PRESENTING" if shown.presenting else " · ".join(filter(None, marks))
        )

    def _replace_pack(self, read: ReadPack) -> None:
        """Show the pack as it was read again; the reader stays where they are in it."""
        where = partial(followed, old=self.session.pack, new=read.pack)
        self.session.replace_pack(read)
        self._tab_row.show_tabs(tabs.tabs_of(read.pack), self.reader.tab)
        self.navigation.follow(where)
        self.reader.show_pack(read.pack, where)
        self.typed_letters.remember_view()
        self.searching.renew_pack()

    def _back(self) -> None:
        if box := self.notes.box:
            self.set_focus(box)
            box.question.leave()
        elif not (self.typed_letters.back() or self.navigation.back()):
            self._touring.end()

    def _open(self) -> None:
        if not self.navigation.links.open() and self.reader.current:
            self._open_block(self.reader.current)

    def _open_block(self, block: Block) -> None:
        """Follow or unfold what was chosen; a note without a place of its own is edited."""
        if block.note and not block.folds and not block.leads:
            self.notes.edit_note(block.note)
        elif not self.notes.resume(block.key):
            self.navigation.open(block)

    def action_tab(self, position: int) -> None:
        """Show the tab at this position: for a click."""
        self.searching.leave()
        self.navigation.open_tab(tabs.tabs_of(self.session.pack)[position].id)

    @on(BlockList.Opened)
    def _block_opened(self, event: BlockList.Opened) -> None:
        self._open_block(event.block)

    def on_search_pane_answered(self, event: "SearchPane.Answered") -> None:
        """Let the tour go on, once what it asks for is found."""
        self._touring.searched(event.answer)

    def on_box_closed(self, event: BoxClosed) -> None:
        if self.notes.close(is_kept=event.is_kept):
            self._touring.happened(KEPT)
        elif not event.is_kept and event.opened_by:
            self.typed_letters.show_before_word()
        if event.query:
            self.searching.search(event.query)
