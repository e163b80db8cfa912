"""Goes from match to match of what was found last; for navigation."""

from collections.abc import Callable
from functools import partial

from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.keys import Handlers
from ccgbrief.view.matches import (
    NOWHERE,
    Found,
    Occurrences,
    address_of,
    also_at,
    matches_of,
    occurrences_of,
    where,
)


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
        passage = places.step(self._reader.tab, self._reader.passage_here, step, pack)
        if passage is None:
            self._workspace.say(". and , go from match to match of what was found: search first")
            return
        if not self._reader.has_marks:
            self._leave()  # otherwise Escape would lead back to where the search began
        self._reader.open(address_of(passage), matched=places.matched_in(passage))
        self._workspace.say(where(passage, places, pack))
