"""The form for the meeting itself: day, place, chair and who is there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Input, Static

from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import (
    LABELS,
    LISTS,
    NAMES,
    doubtful_heading,
    each_on_a_line,
    quorum_of,
)
from ccgbrief.text import clean_line
from ccgbrief.tui.question import Question
from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.widgets.line_input import LineInput
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view.keys import FORM_KEYS
from ccgbrief.view.meeting_form import completed_list, is_slip


class _Field(LineInput):
    """One line of the form."""

    def __init__(self, form: "MeetingScreen", value: str, suggested: str, **others: Any) -> None:
        self._form = form
        self._suggested = suggested
        shown = f"→ takes “{suggested}”" if suggested else ""  # or it would look like a value
        super().__init__(value, placeholder=shown, select_on_focus=False, **others)

    async def action_submit(self) -> None:
        """Keep the form at once: keys in the same burst are for what is read then."""
        self._form.keep()

    async def _on_key(self, event: events.Key) -> None:
        if self._form.takes(event):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        """Part the names of a list that has one on each line; LineInput comes next."""
        if self.name in LISTS:
            event.text = each_on_a_line(event.text)

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (Textual's)
        """Take what is suggested for an empty field, or the rest of a name."""
        if self.value or not self._suggested:
            super().action_cursor_right(select)
        else:
            self.value = self._suggested
            self.cursor_position = len(self.value)


class MeetingScreen(BoxScreen[None]):
    """Takes what is known of the meeting, a line each, which Enter keeps."""

    DEFAULT_CSS = """
    MeetingScreen { align: center middle; }
    MeetingScreen > StatusRow { dock: bottom; }
    MeetingScreen > VerticalGroup {
        width: 76; max-width: 100%; height: auto; border: round $accent; padding: 0 1;
        background: $surface;
    }
    MeetingScreen Horizontal { height: 1; }
    MeetingScreen Static { width: 29; color: $text-muted; }
    MeetingScreen _Field, MeetingScreen _Field:focus {
        width: 1fr; height: 1; border: none; padding: 0;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, what follows one of these in the same burst reaches the next field.
        Binding("tab,down", "app.focus_next", "Next", show=False, priority=True),
        Binding("shift+tab,up", "app.focus_previous", "Previous", show=False, priority=True),
    ]

    def __init__(
        self,
        fields: Mapping[str, str],
        typed: Mapping[str, str],
        suggested: Mapping[str, str],
        people: Sequence[str],
        quorum: int,
        hold: Callable[[Mapping[str, str]], None],
        write: Callable[[Mapping[str, str]], None],
    ) -> None:
        """`typed` is what is in the fields to begin with, and `suggested` what may be meant.

        `hold` is given each change, and nothing at the end; `write` the fields that are kept.
        """
        super().__init__()
        self._begun = fields
        self._fields = dict(typed)
        self.question = Question(self, FORM_KEYS, self._at_stake, self._show_keys)
        self._suggested = suggested
        self._people = people
        self._quorum = quorum
        self._hold = hold
        self._write = write
        self._status = StatusRow()

    def compose(self) -> ComposeResult:
        complete = partial(completed_list, names=self._people)
        with VerticalGroup():
            for label in LABELS:
                with Horizontal():
                    yield Static(label)
                    yield _Field(
                        self,
                        self._fields.get(label, ""),
                        clean_line(self._suggested.get(label, "")),
                        complete=complete if label in NAMES else None,
                        name=label,
                    )
        yield self._status

    def on_mount(self) -> None:
        """Say whether enough are present, and whether there is anything to discard."""
        self._show_keys()
        self._show_title()

    @on(Input.Changed)
    def _field_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._take(event.input):
            self._show_keys()
            self._show_title()

    def _take(self, field: Input) -> bool:
        """Take what is in a field, and have it saved as a draft; return whether that is new."""
        label, typed = field.name or "", clean_line(field.value)
        is_new = typed != self._fields.get(label, "")
        if is_new:
            self._fields[label] = typed
            self._hold(dict(self._fields))
        return is_new

    def takes(self, key: events.Key) -> bool:
        """Return whether a key is Escape, with which the form is left at once, or came after."""
        if self.question.hold(key):
            return True
        if key.key == "escape":
            self._leave_as_it_was()
        return key.key == "escape"

    def on_key(self, event: events.Key) -> None:
        """Take keys that came before a field had the focus."""
        if self.takes(event):
            event.stop()

    def keep(self) -> None:
        """Keep what is in the fields; if it may be the rest of a word, at the second Enter."""
        self._take_all()
        if not (is_slip(self._begun, self._fields) and self.question.ask()):
            self._finish(self._fields)

    def _take_all(self) -> None:
        for field in self.query(_Field):
            self._take(field)  # the message about the last letter may come later

    def _at_stake(self) -> object:
        self._take_all()
        return dict(self._fields) if self._fields != self._begun else None

    def _leave_as_it_was(self) -> None:
        """Leave the meeting as it was; where something would be lost, ask first."""
        if not self.question.ask():
            self._finish(self._begun)

    def _show_keys(self) -> None:
        self._status.show_keys(self.question.keys)
        if self.question.is_open:
            self._status.show_summary("Keep your changes?")

    def _finish(self, fields: Mapping[str, str]) -> None:
        if fields != self._begun:
            self._write(fields)
        self._hold({})
        self.question.is_answered = True
        (self.focused or self).call_later(self._leave)  # after the keys that are queued there

    def _leave(self) -> None:
        self.dismiss()
        self.question.release()

    def _show_title(self) -> None:
        form = self.query_one(VerticalGroup)
        doubt = doubtful_heading(self._fields, local_today())
        form.border_title = Content(f"The meeting: {doubt}" if doubt else "The meeting")
        needed = f"{self._quorum} needed" if self._quorum else ""
        form.border_subtitle = Content(quorum_of(self._fields, self._quorum) or needed)
