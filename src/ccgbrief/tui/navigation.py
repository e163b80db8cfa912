"""Moves the reader around the pack (tabs, jumps, the way back, links), for the main screen."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, Row, Standpoint, address_of_passage, item_of
from ccgbrief.view.agenda import step_on_agenda
from ccgbrief.view.article import row_read
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import Handlers
from ccgbrief.view.links import Question, open_page, question_on
from ccgbrief.view.matches import (
    NOWHERE,
    Found,
    Occurrences,
    also_at,
    matches_of,
    occurrences_of,
    where,
)
from ccgbrief.view.notes import filtered
from ccgbrief.view.results import Spans
from ccgbrief.view.view_state import ViewState

MOST_JUMPS = 200
"""How many jumps are remembered; nobody goes back further in one meeting."""


class Matches:
    """Knows what was found last, and the places where it stands in the pack."""

    def __init__(self, workspace: Workspace, leave: Callable[[], None]) -> None:
        """`leave` remembers where the reader is, for the way back."""
        self._workspace = workspace
        self._reader = workspace.reader
        self._leave = leave
        self._found: Found | None = None
        self._places: Occurrences | None = None

    @property
    def commands(self) -> Handlers:
        return {"found.next": partial(self._step, 1), "found.previous": partial(self._step, -1)}

    def begin(self, found: Found) -> None:
        """Go on from what was found, and say where else it stands once it is on the screen."""
        self._found, self._places = found, None
        self._workspace.screen.call_after_refresh(self._show_occurrences)

    def renew_pack(self) -> None:
        """Look for the places anew: they were passages of the pack as it was."""
        self._places = None

    def forget_note(self) -> None:
        """Forget what was found if it is a note, whose words nobody else is to be led by."""
        if self._found and isinstance(self._found.hit.entry.kind, NoteKind):
            self._found = self._places = None
            self._reader.mark({})

    def _show_occurrences(self) -> None:
        current, pack = self._reader.current, self._workspace.pack
        if self._found is None or current is None or current.passage is None:
            return
        if also := also_at(occurrences_of(self._found, pack), current.passage, pack):
            self._workspace.say(f"{also}: . and , go from match to match")

    def _step(self, step: int) -> None:
        pack = self._workspace.pack
        if self._places is None and self._found:
            self._places = matches_of(self._found, pack)
        places = self._places or NOWHERE
        found = places.step(self._reader.tab, self._reader.passage_here, step, pack)
        if found is None:
            none = "none has what was found" if self._found else "search first"
            self._workspace.say(f". and , go from match to match in the articles: {none}")
            return
        passage, turned = found
        if not self._reader.has_marks:
            self._leave()  # otherwise Escape would lead back to where the search began
        self._reader.open(address_of_passage(passage), matched=places.matched_in(passage))
        self._workspace.say(where(passage, places, pack, turned))


class Links:
    """Shows where links lead, and opens the one that the reader was asked about."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._question = Question(())

    def show(self) -> None:
        """Show where a link under the cursor leads, and ask whether to open it."""
        again = self._question.next() if self._is_asked else None
        self._question = again or self._question_here
        if self._question.targets:
            self._workspace.say(self._question.text)
        else:
            self._workspace.refuse("link")

    def open(self) -> bool:
        """Open the link that the reader was asked about; return whether there was one."""
        page = self._question.page if self._is_asked else None
        if page:
            self._workspace.say(open_page(page))
        return bool(page)

    @property
    def _question_here(self) -> Question:
        return question_on(self._workspace.pack, self._workspace.reader.current)

    @property
    def _is_asked(self) -> bool:
        """Whether the question about a link is on the screen, and the cursor is still on it."""
        asked, is_shown = self._question, self._workspace.status.answer == self._question.text
        return is_shown and asked.targets == self._question_here.targets


class View(NamedTuple):
    """What stands on the screen, and the way back from there."""

    standpoint: Standpoint
    shown: ViewState
    history: tuple[Standpoint, ...]


class Navigation:
    """Moves the reader, and remembers the way back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._reader = workspace.reader
        self._history: deque[Standpoint] = deque(maxlen=MOST_JUMPS)
        self._item: int | None = None
        """The position of the item of the agenda that was stepped to last."""
        self.links = Links(workspace)
        self._matches = Matches(workspace, self._leave)
        self.forget_note = self._matches.forget_note

    @property
    def _tabs(self) -> list[str]:
        return [tab.id for tab in tabs.tabs_of(self._workspace.pack)]

    def follow(self, where: Callable[[Address], Address]) -> None:
        """Update the way back to where its places have moved."""
        for i, step in enumerate(self._history):
            self._history[i] = step._replace(address=where(step.address))
        self._matches.renew_pack()

    @property
    def commands(self) -> Handlers:
        reader = self._reader
        return {
            "cursor.next": partial(reader.action_move, 1),
            "cursor.previous": partial(reader.action_move, -1),
            "cursor.page-down": partial(reader.action_page, 1),
            "cursor.page-up": partial(reader.action_page, -1),
            "cursor.first": partial(reader.action_end, -1),
            "cursor.last": partial(reader.action_end, 1),
            "columns.next": partial(self._move_columns, 1),
            "columns.previous": partial(self._move_columns, -1),
            "tab.next": partial(self._step_tab, 1),
            "tab.previous": partial(self._step_tab, -1),
            **{f"tab.{n}": partial(self._open_digit, n - 1) for n in range(1, 11)},
            "agenda.next": partial(self._step_agenda, 1),
            "agenda.previous": partial(self._step_agenda, -1),
            "page": self._show_page,
            **self._matches.commands,
            "link": self.links.show,
            "beside": self._compare,
            "notes.filter": partial(self._turn_filter, 1),
            "notes.filter-back": partial(self._turn_filter, -1),
            "notes.order": self._turn_order,
        }

    def go(self, address: Address, matched: Spans = ()) -> None:
        """Go to a place, remembering where the reader was."""
        self._leave()
        if not self._reader.open(address, matched=matched):
            self._workspace.say("That passage is no longer there; its article is shown")

    def go_to_result(self, address: Address, found: Found) -> None:
        self.go(address, found.hit.matched)
        self._matches.begin(found)

    def _step_agenda(self, step: int) -> None:
        reader = self._reader
        place = step_on_agenda(
            self._workspace.pack, reader.tab, reader.passage_here, step, self._item
        )
        if place is None:
            self._workspace.say("No agenda item has a paper in this pack")
            return
        self._item = place.at
        self.go(place.address)
        self._workspace.say(place.said)

    def open(self, block: Block) -> None:
        """Follow or unfold what was chosen; read out a row of a table with its heads."""
        if block.folds and (block.note or not block.leads):
            if block.folds not in self._reader.shown.unfolded:
                self._leave()
            self._reader.fold(block.folds)
        elif block.leads:
            self.go(block.leads)
        elif row := row_read(block):
            self._workspace.say(row)

    def has_way_back(self) -> bool:
        """Return whether there is anything that `back` would do."""
        here = self._reader.standpoint
        return self._reader.has_marks or any(step != here for step in self._history)

    @property
    def view(self) -> View:
        return View(self._reader.standpoint, self._reader.shown, tuple(self._history))

    def show_again(self, view: View) -> None:
        """Show what stood on the screen before, as if nothing had been done since."""
        self._history = deque(view.history, MOST_JUMPS)
        self._reader.show_again(view.standpoint, view.shown)

    def back(self) -> bool:
        """Go back to what stood on the screen before; return whether that was anything else."""
        here, is_changed = self._reader.standpoint, self._reader.has_marks
        self._reader.mark({})
        while self._history:
            step = self._history.pop()
            self._reader.show_again(step)
            is_compared = self._compare_evidence(item_of(step.beside), step.beside)
            if is_changed or is_compared or self._reader.standpoint != here:
                return True
        return is_changed

    def _show_page(self) -> None:
        from ccgbrief.tui.screens.printed_page import PageScreen  # noqa: PLC0415 (not before it is asked for)
        from ccgbrief.view.printed_page import original_of  # noqa: PLC0415 (as above)

        original = original_of(self._workspace.pack, self._reader.tab, self._reader.current)
        if isinstance(original, str):
            self._workspace.say(original)
        else:
            self._workspace.screen.app.push_screen(PageScreen(original))

    def _compare(self) -> None:
        """Show the evidence of the area or duty under the cursor, article beside article."""
        current = self._reader.current
        place = current.place if current else None
        owner = (place.area or place.duty) if place else ""
        if not self._compare_evidence(owner or (item_of(current.key) if current else "")):
            self._workspace.refuse("beside")

    def _compare_evidence(self, owner: str, at: Row = "") -> bool:
        """Show the evidence of an area or duty; return whether it has any."""
        item = self._workspace.pack.area(owner) or self._workspace.pack.duty(owner)
        if item is None or not item.evidence:
            return False
        from ccgbrief.tui.screens.comparison import ComparisonScreen, sides  # noqa: PLC0415 (seldom shown)

        compared = ComparisonScreen(item.title, sides(self._workspace.pack, item), at)
        self._workspace.screen.app.push_screen(compared, self._go_if_chosen)
        return True

    def _go_if_chosen(self, chosen: Block | None) -> None:
        if chosen and chosen.leads:
            self._history.append(self._reader.standpoint._replace(beside=chosen.key))
            self._reader.open(chosen.leads)

    def _open_digit(self, place: int) -> None:
        """Show the tab that the digit in this place opens, from 0 for `1` to 9 for `0`."""
        found = tabs.numbered(tabs.tabs_of(self._workspace.pack))
        if place < len(found):
            self.open_tab(self._tabs[found[place]])

    def _move_columns(self, step: int) -> None:
        if said := self._reader.move_columns(step):
            self._workspace.say(said)

    def _step_tab(self, step: int) -> None:
        at = self._tabs.index(self._reader.tab)
        self.open_tab(self._tabs[(at + step) % len(self._tabs)])

    def open_tab(self, tab: str) -> None:
        """Show a tab as it was left, remembering where the reader was."""
        if tab != self._reader.tab:
            self._leave()
            self._reader.open_tab(tab)

    def _turn_filter(self, step: int) -> None:
        """Go to the notes, filtered by the next or previous kind or #tag."""
        back = self._show_notes()
        self._reader.show_as(filtered(self._reader.shown, step))
        self._workspace.say(f"Notes: {self._reader.shown.note_filter or 'all'}{back}")

    def _turn_order(self) -> None:
        """Go to the notes, listed by place or by time."""
        back = self._show_notes()
        by_place = not self._reader.shown.by_place
        self._reader.show_as(replace(self._reader.shown, by_place=by_place))
        self._workspace.say(f"Notes {'by place' if by_place else 'by time'}{back}")

    def _show_notes(self) -> str:
        """Show the notes; return how to come back, if the reader was elsewhere.

        However often they are turned, Escape leads back to all of them.
        """
        shown, was_there = self._reader.shown, self._reader.tab == tabs.NOTES
        if was_there and not (shown.note_filter or shown.by_place):
            self._leave()
        self.open_tab(tabs.NOTES)
        return "" if was_there else "; esc goes back"

    def _leave(self) -> None:
        self._history.append(self._reader.standpoint)
