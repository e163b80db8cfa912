"""The last line: what happened, and which keys there are."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from ccgbrief.text import first_words
from ccgbrief.view.keys import (
    COMMANDS,
    NOTHING_FOUND_KEYS,
    SEARCHING_KEYS,
    Keys,
    click_of,
    fitting_keys,
    has_room_for_keys,
)
from ccgbrief.view.row_keys import Choices, footer_keys
from ccgbrief.view.tour import Tour

MESSAGE_SECONDS = 6.0
"""Seconds, at least, that a message stays before the keys return."""

MOST_REPORTED = 4
"""Lines that stand at a time; of more than one report the newest, which is never cut."""

LEAST_SECONDS = 1.0
"""Seconds that a report stands before Escape puts it away."""

WHOLE_ROW = ("enter", "all of it", "cursor.open")

KEY = "bold $key"
"""The style of a key that is offered, here and in boxes, in the hue of its theme."""

LETTERS_A_SECOND = 15
"""Characters per second that somebody listening to a meeting reads."""


def key_hints(*keys: tuple[str, str]) -> Content:
    """Draw keys, each with what it does, for the lower border of a box."""
    return Content("  ").join(
        Content.assemble((key, KEY), (f" {does}", "$text-muted")) for key, does in keys
    )


def _seconds(message: str) -> float:
    """Return how long a message is to be shown."""
    return max(MESSAGE_SECONDS, len(message) / LETTERS_A_SECOND)


class Reports:
    """Messages that nothing on the screen has led to, as long as they are shown."""

    def __init__(self) -> None:
        self.text = ""
        """All that is shown of them, a line each."""
        self._at = 0.0
        self._held: list[str] | None = None

    def add(self, message: str, now: float) -> bool:
        """Show one more, above those that are shown; return False if it is kept back."""
        if self._held is not None:
            self._held.append(message)
            return False
        new = message.split("\n")
        old = [line for line in self.text.split("\n") if line and line not in new]
        room = max(MOST_REPORTED - len(new), 0)
        self.text, self._at = "\n".join([*new, *old[:room]]), now
        return True

    def were_seen(self, now: float) -> bool:
        """Return whether there are any, and all have stood for a while."""
        return bool(self.text) and now - self._at >= LEAST_SECONDS

    def hold(self) -> list[str]:
        """Keep back what is shown and what comes; return what was kept back before."""
        before, self._held = self._held or [], list(filter(None, [self.text]))
        self.text = ""
        return before

    def release(self) -> list[str]:
        """Return what was kept back, and keep nothing back any more."""
        before, self._held = self._held or [], None
        return before


class StatusRow(Widget):
    """Shows the keys, and a message for a while."""

    DEFAULT_CSS = """
    StatusRow { height: 1; background: $surface; color: $text; padding: 0 0 0 3; }
    StatusRow.-saying { height: auto; max-height: 80%; }
    StatusRow > .status-row--label { color: $text-muted; }
    StatusRow:ansi > .status-row--label { text-style: dim; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-row--label"}

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False  # Textual would underline every key
        self._message = ""
        self._reports = Reports()
        self._state = ""
        self._summary = ""
        self._row = ""
        self._tour: Tour | None = None
        self._has_way_back: Callable[[], bool] = bool
        self.commands = COMMANDS
        """The commands with the keys that the reader has assigned to them."""
        self._choices: Choices = {}
        self._given: Keys | None = None
        """The keys of what is open over the text; None while reading."""
        self.count = 0
        """How many messages there have been, to tell a new one from an earlier one."""
        self._timer: Timer | None = None
        self._report_timer: Timer | None = None

    @property
    def answer(self) -> str:
        """The message about what the last keys did."""
        return self._message

    @property
    def message(self) -> str:
        """All that is said: what was done or found, and what was reported."""
        return "\n".join(filter(None, [self._message or self._summary, self._reports.text]))

    def show_message(self, message: str) -> None:
        """Show a message for a while as plain text, on several rows if it is long."""
        self._message = message
        self.count += 1
        self._redraw()
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_seconds(message), self._clear_message)

    def report(self, message: str) -> None:
        """Show a message that nothing on the screen has led to; not while others look on.

        It stays its time, whatever keys are pressed but Escape: it may be said only this once.
        """
        if self._reports.add(message, monotonic()):
            self._redraw()
            if self._report_timer:
                self._report_timer.stop()
            self._report_timer = self.set_timer(_seconds(self._reports.text), self._clear_reports)

    def drop_message(self, shown: int) -> None:
        """Remove a message that was one of the first `shown`: it answered an earlier key."""
        if self._message and self.count == shown:
            self._clear_message()

    def hold_reports(self, *, held: bool) -> list[str]:
        """Keep such messages back from now on, or no longer; return those that were kept back."""
        reports = self._reports.hold() if held else self._reports.release()
        self._redraw()
        return reports

    def show_summary(self, text: str) -> None:
        """Show before the keys how much was found."""
        self._summary, self._message = text, ""
        self._redraw()

    def show_row(self, row: str) -> None:
        """Show the row of a table under the cursor, before the keys that fit beside it."""
        self._row = row
        self._redraw()

    def show_state(self, mark: str) -> None:
        """Show a mark at the right edge for as long as it applies, such as the public view."""
        self._state = mark
        self._redraw()

    def offer(self, choices: Choices) -> None:
        """Offer while reading what can be done on the row under the cursor."""
        self._choices = choices
        if self._given is None:
            self._redraw()

    @property
    def _keys(self) -> Keys:
        if self._tour and self._given in (None, SEARCHING_KEYS, NOTHING_FOUND_KEYS):
            return self._tour.keys(
                self.commands,
                searching=self._given or (),
                can_copy="copy" in self._choices,
                has_way_back=self._has_way_back(),
            )
        return footer_keys(self.commands, self._choices) if self._given is None else self._given

    def offer_keys(self, keys: Keys) -> None:
        """Show other keys of what is open over the text; what is said stays."""
        if keys != self._given:
            self._given = keys
            self._redraw()

    def show_keys(self, keys: Keys | None = None) -> None:
        """Show these keys or those for reading, without an earlier message or summary."""
        self._given = keys
        self._summary, self._message = "", ""
        self._redraw()

    def show_tour(self, tour: Tour | None, has_way_back: Callable[[], bool] = bool) -> None:
        """Show the step to do next in place of the keys for reading and searching.

        `has_way_back` returns whether Escape goes back; it ends the tour otherwise.
        """
        self._tour, self._has_way_back = tour, has_way_back
        self._redraw()

    def _clear_message(self) -> None:
        self._message = ""
        self._redraw()

    def put_away(self) -> None:
        """Remove what was reported, if there was time to see it."""
        if self._reports.were_seen(monotonic()):
            self._clear_reports()

    def _clear_reports(self) -> None:
        self._reports.text = ""
        self._redraw()

    def _redraw(self) -> None:
        before, is_saying = self.has_class("-saying"), bool(self._message or self._reports.text)
        self.set_class(is_saying, "-saying")
        # Its keys take one row, a message may take more.
        self.refresh(layout=before or is_saying)

    def render(self) -> Content:
        """Draw the keys, beside a short message or on a row below a long one, and what holds."""
        said = self.message
        parts = [Content.styled(said, Style(bold=True))] if said else []
        state = Content.styled(self._state, Style(reverse=True))
        # The first part has no columns before it if it begins the row.
        width = self.size.width + 2 - (state.cell_length + 2 if self._state else 0)
        room = width - sum(part.cell_length + 2 for part in parts)
        is_long = not has_room_for_keys(said, self._keys, room)
        if (self._message or self._reports.text) and is_long:
            keys = self._at_right(map(self._key, fitting_keys(self._keys, width)), state)
            return Content("\n").join([*self._rows_of(parts[0]), keys])
        if self._row and not said and self._given is None and not self._tour:
            parts += self._row_read(room - 2)
        else:
            parts += map(self._key, fitting_keys(self._keys, room))
        return self._at_right(parts, state)

    def _rows_of(self, said: Content) -> list[Content]:
        """Return what is said as rows that leave the text in sight: half of the screen at most.

        One message alone may take more, as far as the last row stays.
        """
        if not self.size.width:  # before the first layout
            return [said]
        height = self.app.size.height
        most = max(height // 2 if "\n" in said.plain else height * 4 // 5 - 1, 2)
        rows = said.wrap(self.size.width)
        if left := max(len(rows) - most, 0):
            rows[most - 1 :] = [Content(f"… and {left + 1} more rows")]
        return rows

    def _at_right(self, parts: Iterable[Content], state: Content) -> Content:
        """Set out the parts of a row, and at its right edge what holds."""
        row = Content("  ").join(parts)
        gap = self.size.width - row.cell_length - state.cell_length
        return row + " " * max(gap, 2) + state if state else row

    def _row_read(self, room: int) -> list[Content]:
        """Draw the row that is read with the keys that fit, or else the key that shows it all."""
        row, keys = self._row, fitting_keys(self._keys, room - cell_len(self._row))
        drawn = [*map(self._key, keys)]
        if cell_len(row) + sum(key.cell_length + 2 for key in drawn) <= room:
            return [Content(row), *drawn]
        if cell_len(row) <= room:
            return [Content(row)]
        whole = self._key(WHOLE_ROW)
        return [Content(first_words(row, max(room - whole.cell_length - 2, 1))), whole]

    def _key(self, key: tuple[str, str, str]) -> Content:
        """Draw a key and what it does; a click does it too."""
        shown, label, click = key
        muted = self.get_visual_style("status-row--label", partial=True)
        drawn = Content.assemble((shown, KEY), " ", (label, muted))
        action = click_of(click)
        return drawn.stylize(Style.from_meta({"@click": action})) if action else drawn
