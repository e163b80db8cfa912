"""The main screen: its widgets and keys, put together from parts that move, search and write."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from ccgbrief import paths
from ccgbrief.session import ReadPack, Session
from ccgbrief.state import keep_position, last_position
from ccgbrief.tui.autosave import SaveState
from ccgbrief.tui.copying import Copying
from ccgbrief.tui.minute_taking import MinuteTaking
from ccgbrief.tui.navigation import Navigation
from ccgbrief.tui.note_taking import NoteTaking
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.pack_following import PackFollowing
from ccgbrief.tui.public_view import PublicView
from ccgbrief.tui.searching import Searching
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, read_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.bursts import Confirmation
from ccgbrief.view.confirming import change_asked_for
from ccgbrief.view.keys import COMMANDS, Handlers
from ccgbrief.view.pack_watch import followed
from ccgbrief.view.preferences import Preferences
from ccgbrief.view.view_state import ViewState, local_today

if TYPE_CHECKING:
    from ccgbrief.tui.widgets.note_editor import NoteEditor
    from ccgbrief.tui.widgets.owner_box import OwnerBox
    from ccgbrief.tui.widgets.search_pane import SearchPane


class MainScreen(Screen[None]):
    """Lays out the screen, and hands keys and messages to the parts that act on them."""

    AUTO_FOCUS: ClassVar[str | None] = "Reader"
    """Textual would focus the search box first, which takes 3 ms to draw twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority all of them are done in the order of the keys, and what follows `/` or `n`
        # in one burst reaches the box or the editor.
        *(
            Binding(
                *(each.keys, f"key({each.id!r})", each.label),
                tooltip=each.help,
                id=each.id,
                show=False,
                priority=True,
            )
            for each in COMMANDS
        ),
        # Screens move the focus with these; here it belongs to what is read or typed.
        Binding("tab,shift+tab", "stay", "", show=False),
    ]

    DEFAULT_CSS = """
    MainScreen.-presenting SplitView { padding: 1 4; }
    """

    def __init__(
        self,
        session: Session,
        preferences: Preferences | None = None,
        *,
        presenting: bool = False,
    ) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences or Preferences()
        position, today = last_position(paths.position_file(session.pack.id)), local_today()
        since = session.minutes_log.last_written(today)
        self.reader = Reader(
            ViewState(
                session.pack,
                session.notebook,
                last=Address(position.tab, read_key(position.key)) if position.tab else None,
                series=session.series,
                public=presenting,
                presenting=presenting,
                since=since or position.opened_before(today),
                today=today,
                commands=self.preferences.commands,
                made={},
            )
        )
        self.status = StatusRow()
        self.status.set_keys(self.preferences.commands)
        self._before = (self.reader.shown, self.reader.standpoint)
        self._confirmation = Confirmation()
        self._letter = self._word = ""
        self._tabs = tabs.tabs_of(session.pack)
        self._tab_row = TabRow(self._tabs)
        parts = (self, session, self.reader, self.status)
        self.navigation = Navigation(*parts)
        self.searching = Searching(*parts, self._tab_row)
        self.changes = NotebookChanges(*parts, self.show_changes, self.show_state)
        self.notes = NoteTaking(*parts, self.changes)
        self.minutes = MinuteTaking(
            self,
            session,
            self.reader,
            self.changes,
            self.status.show_message,
            self.preferences.settings,
        )
        copying = Copying(self, session, self.reader, self.preferences, self.status.show_message)
        self.pack_following = PackFollowing(
            self, session, self.replace_pack, self.status.show_message
        )
        self._public_view = PublicView(self, self.reader, self.status, self._show_otherwise)
        self.commands: Handlers = {
            **self.navigation.commands,
            **self.searching.commands,
            **self.changes.commands,
            **self.notes.commands,
            **self.minutes.commands,
            **copying.commands,
            **self._public_view.commands,
            "back": self._back,
            "cursor.open": self._open,
            "help": self.show_help,
        }

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self._tab_row
        yield self.searching.box
        yield self.searching.text
        yield self.status

    def on_mount(self) -> None:
        """Begin with the cursor in the text, and watch the notebook's file."""
        # A message about the tab would lag one frame behind the text.
        self.watch(self.reader, "tab", self._show_tab, init=False)
        self.watch(self.reader, "has_marks", self.status.offer_matches, init=False)
        self.watch(self.reader, "row_read", self.status.show_row, init=False)
        self._public_view.start()
        self.searching.start()
        self.set_focus(self.reader)
        self.changes.autosave.start()
        self.pack_following.start()
        self.show_state()

    def on_unmount(self) -> None:
        """Keep the place for the next time; nobody needs to be led back to the overview."""
        address = self.reader.standpoint.address
        if address.tab == tabs.OVERVIEW:
            address = self.reader.shown.last or address
        file = paths.position_file(self.session.pack.id)
        self.searching.close()
        keep_position(file, address.tab, str(address.key), local_today())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to what is typed into while something is."""
        del parameters
        # Whatever else than the reader can have the focus here is typed into.
        return not (action in {"do", "key"} and self.focused not in (None, self.reader))

    def key_typed(self, letter: str, before: str = "") -> None:
        """Take note of the letter that comes next, `""` for another key, and of those before it."""
        self._letter, self._word = letter, before
        self._confirmation.hear(letter)

    def action_key(self, command_id: str) -> None:
        """Do what a key asks for; where a letter would change something, at its second press."""
        reader, is_chosen = self.reader, self.reader.is_chosen
        change = change_asked_for(
            command_id,
            self.session,
            reader.shown,
            reader.current if is_chosen else None,
            reader.notes_here() if is_chosen else [],
            self.changes.history,
        )
        if self._letter and change and not self._confirmation.confirms(self._letter, self._word):
            self.status.show_message(f"{self._letter} again {change}")
        elif command_id == "tick" and self._word.strip("jk"):
            self.status.show_message("To tick, press space again; to search, press / first")
        else:
            self.action_do(command_id)

    def action_do(self, command_id: str, first: str = "", second: str = "") -> None:
        """Do what a key, a click in the last line or the palette asks for."""
        # Textual counts parameters: of what *arguments would take it hands on only one.
        self.commands[command_id](*filter(None, (first, second)))

    async def do(self, command_id: str, *arguments: str) -> None:
        """Do a command that is chosen in the palette, where its key would do it too."""
        await self.run_action(f"do({', '.join(map(repr, (command_id, *arguments)))})")

    def action_stay(self) -> None:
        """Keep the focus where it is."""

    def go_from_palette(self, address: Address) -> None:
        """Go to a place that was chosen by its name."""
        self.searching.leave()
        self.navigation.go(address)

    def before_burst(self) -> None:
        """Remember how everything is, before letters that may be those of a word."""
        self._before = (self.reader.shown, self.reader.standpoint)
        self.changes.mark_changes()

    def search_instead(self, word: str) -> None:
        """Take back what the letters of a word did, and search for it."""
        self.changes.take_back_changes()
        shown, standpoint = self._before
        self.reader.show_again(shown, standpoint)
        self.show_state()
        self.searching.search(word)

    def show_help(self) -> None:
        """Show all keys."""
        from ccgbrief.tui.screens.help import HelpScreen  # noqa: PLC0415 (not before it is asked for)

        self.app.push_screen(HelpScreen(self.preferences.commands))

    def show_changes(self) -> None:
        """Show what the notebook holds now."""
        if self.reader.is_attached:  # or else the app is ending: there is nothing to draw on
            self.reader.renew()
            self.searching.renew_notes()

    def _show_otherwise(self) -> None:
        """Find and show what the view allows now."""
        self.searching.renew_notes()
        self.show_state()

    def show_state(self) -> None:
        """Show for as long as it holds whether what is written is saved, and who may see it."""
        self.notes.show_saving()
        if self.reader.shown.presenting:
            self.status.show_state("PRESENTING")
            return
        marks = {
            "READ ONLY": self.changes.autosave.state is SaveState.READ_ONLY,
            "NOT SAVED": self.changes.autosave.state is SaveState.FAILING,
            "PUBLIC VIEW": self.reader.shown.public,
        }
        self.status.show_state(" · ".join(mark for mark, holds in marks.items() if holds))

    def replace_pack(self, read: ReadPack) -> None:
        """Show the pack as it was read again; the reader stays where they are in it."""
        where = partial(followed, old=self.session.pack, new=read.pack)
        self.session.replace_pack(read)
        self._tabs = tabs.tabs_of(read.pack)
        ids = [tab.id for tab in self._tabs]
        self._tab_row.show_tabs(
            self._tabs, ids.index(self.reader.tab) if self.reader.tab in ids else 0
        )
        self.navigation.follow(where)
        self.reader.show_pack(read.pack, where)
        self._before = (self.reader.shown, self.reader.standpoint)
        self.searching.renew_pack()

    def _back(self) -> None:
        if self.notes.editor:
            self.notes.editor.action_close()
        else:
            self.navigation.back()

    def _open(self) -> None:
        if not self.navigation.open_link() and self.reader.current:
            self._open_block(self.reader.current)

    def _open_block(self, block: Block) -> None:
        """Follow or unfold what was chosen; a note without a place of its own is edited."""
        if block.note and not block.folds and not block.leads:
            self.notes.edit_note(block.note)
        else:
            self.navigation.open(block)

    def _show_tab(self, tab: str) -> None:
        self._tab_row.activate([each.id for each in self._tabs].index(tab))

    def action_tab(self, position: int) -> None:
        """Show the tab at this position: for a click."""
        self.searching.leave()
        self.reader.open_tab(self._tabs[position].id)

    @on(BlockList.Opened)
    def _block_opened(self, event: BlockList.Opened) -> None:
        self._open_block(event.block)

    @on(Input.Changed)
    def _query_typed(self) -> None:
        self.searching.show_results()

    @on(Input.Submitted)
    def _query_submitted(self) -> None:
        self.searching.pane.choose()

    @on(SearchBox.Stepped)
    def _result_stepped(self, event: SearchBox.Stepped) -> None:
        self.searching.pane.step(event.step, page=event.page)

    @on(SearchBox.Unfolded)
    def _results_unfolded(self) -> None:
        self.searching.pane.unfold()

    @on(SearchBox.Clicked)
    def _box_clicked(self) -> None:
        self.searching.search_here()

    @on(SearchBox.Left)
    def _search_left(self) -> None:
        self.searching.leave()

    def on_search_pane_chosen(self, event: "SearchPane.Chosen") -> None:
        """Go to the result that was chosen."""
        self.searching.keep_search()
        self.searching.leave()
        if event.found:
            self.navigation.go_to_result(event.address, event.found)
        else:
            self.navigation.go(event.address)

    def on_search_pane_nothing_chosen(self) -> None:
        """Go on typing: there was nothing to go to."""
        self.searching.box.release()

    def on_note_editor_edited(self, event: "NoteEditor.Edited") -> None:
        """Save what is typed into a note."""
        self.notes.typed(event.draft)

    def on_note_editor_closed(self, event: "NoteEditor.Closed") -> None:
        """Keep the note."""
        self.notes.close(event.draft, event.editor)
        if event.query:
            self.searching.search(event.query)

    def on_owner_box_typed(self, event: "OwnerBox.Typed") -> None:
        """Save what is typed into a name."""
        self.notes.owner_typed(event)

    def on_owner_box_given(self, event: "OwnerBox.Given") -> None:
        """Keep the name."""
        self.notes.owner_given(event)
