"""The editor of a note, at the foot of the screen; its text goes straight to the draft."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.text import TAB_WIDTH, capitalised, clean
from ccgbrief.tui.question import Question
from ccgbrief.tui.textual_patches import do_in_order
from ccgbrief.view import typed_words
from ccgbrief.view.keys import WRITING_KEYS
from ccgbrief.view.meeting_form import completion_of_owner
from ccgbrief.view.note_draft import LongLines, NoteDraft

TITLE_FRAME = 6
"""Columns of the border on both sides of its title."""


class NoteEditor(TextArea):
    """Edits one note, and passes on every change."""

    DEFAULT_CSS = """
    NoteEditor {
        height: auto; min-height: 3; max-height: 33%; border: round $accent; padding: 0 2;
        border-subtitle-color: $text-muted;
        & .text-area--suggestion { text-style: italic; }
        &:focus { border: round $accent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("shift+enter,alt+enter,ctrl+n", "new_line", "New line", show=False),
        Binding("tab", "indent", "Indent", show=False),
        Binding("ctrl+t", "turn_kind", "Kind", show=False, priority=True),
        Binding("ctrl+g", "turn_private", "Private", show=False, priority=True),
    ]

    def __init__(
        self,
        draft: NoteDraft,
        on: str,
        people: Sequence[str],
        edited: Callable[[NoteDraft], object],
    ) -> None:
        """Make the editor; `on` says what the note is on, and `@` completes `people`.

        `edited` is called with the draft after each change.
        """
        self._edited = edited
        self._people = people
        self._lines = LongLines(draft.text)
        super().__init__(self._lines.broken(clean(draft.text)), soft_wrap=True)
        self.cursor_blink = False
        self.draft = draft
        self._on = on
        self.question = Question(
            self, WRITING_KEYS, self._at_stake, self._show_question, draft.query
        )
        self._entitle()
        self.move_cursor(self.document.end)

    def _entitle(self) -> None:
        if self.question.is_open:
            is_new = self.draft.before is None
            self.border_title = Content(typed_words.doubt(self.draft.kind, is_new=is_new))
            self.border_subtitle = self.question.search_offered
        else:
            columns = self.outer_size.width - TITLE_FRAME
            room = columns if columns > 0 else None  # before the first layout
            title = self.draft.title(self._on, local_today(), room)
            self.border_title = Content(capitalised(title))

    def on_resize(self) -> None:
        self._entitle()

    def show_saving(self, said: str) -> None:
        """Show below what is written whether it is saved, or how to leave by `q`."""
        is_to_leave = self.draft.kind is NoteKind.QUESTION and not self.text
        self.border_subtitle = Content("ctrl+q leaves the program" if is_to_leave else said)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.draft.text = self._lines.whole(self.text)
        self._pass_on()

    def _pass_on(self) -> None:
        self._entitle()
        self._edited(self.draft)

    def update_suggestion(self) -> None:
        """Offer the rest of the name after an `@`; → accepts it."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        self.suggestion = completion_of_owner(line, self._people) if column == len(line) else ""

    async def _on_paste(self, event: events.Paste) -> None:
        """Clean pasted text; Textual calls TextArea's own handler next."""
        event.text = self._lines.broken(clean(event.text))

    def action_paste(self) -> None:
        """Insert what was copied in this app."""
        copied = self._lines.broken(self.app.clipboard)
        self.move_cursor(self.replace(copied, *self.selection).end_location)

    @property
    def selected_text(self) -> str:
        """The selected text, as it is in the note."""
        return self._lines.whole(super().selected_text)

    async def _on_key(self, event: events.Key) -> None:
        """Leave keys to what is read once the note is finished, if they came in the same burst."""
        if not self.question.hold(event) and not self._answer(event):
            await do_in_order(self, event)
            return
        event.stop()
        event.prevent_default()

    def _at_stake(self) -> object:
        self._take_text()
        draft = self.draft
        return (draft.text, draft.kind, draft.private) if draft.is_at_stake else None

    def _show_question(self) -> None:
        self.screen.set_focus(self)
        self._pass_on()

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`."""
        if self.text == self._lines.broken(clean(self.draft.text)):
            self.question.opened_by = letters

    def _answer(self, event: events.Key) -> bool:
        """Take Enter, and the search that is offered instead; else go on writing."""
        if event.key == "enter":  # TextArea would begin a line
            self._take_text()
            if self.draft.means_leaving:
                self.question.close(is_kept=False)
            elif self.question.is_open or not self.draft.is_doubtful(self.question.opened_by):
                self.question.close(is_kept=True)
            else:
                self.question.ask()
            return True
        return event.key == "slash" and self.question.search_instead()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing once removed, since a screen that opens at that moment still draws us."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def _recompute_cursor_offset(self) -> None:
        """Find the cursor, but not on a line that is being undone; TextArea moves it after that."""
        if self.cursor_location[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]

    def on_unmount(self) -> None:
        """Hold what was typed last, since the app may have ended before its message came."""
        if not self.question.is_answered:
            self._take_text()

    def action_indent(self) -> None:
        """Insert some spaces, since Tab never leaves a note that is being written."""
        self.insert(" " * TAB_WIDTH)

    def action_turn_kind(self) -> None:
        self.draft.turn_kind()
        self._pass_on()

    def action_turn_private(self) -> None:
        self.draft.private = not self.draft.private
        self._pass_on()

    def action_new_line(self) -> None:
        self.insert("\n")

    def action_leave(self) -> None:
        self.question.leave()

    def _take_text(self) -> None:
        """Take what was typed last, since the message about it may come later."""
        text = self._lines.whole(self.text)
        if text != clean(self.draft.text):
            self.draft.text = text
