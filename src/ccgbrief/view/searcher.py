"""Queries the finder in its own thread, always for what was typed last, for the search pane.

No letter waits for a search: a query overtaken by the next letter is dropped or cancelled.
"""

from collections.abc import Callable, Iterable
from threading import Condition, Thread
from typing import TYPE_CHECKING

from ccgbrief.search import Answer, Entry, FilterValues
from ccgbrief.text import clean_line

if TYPE_CHECKING:
    from ccgbrief.search.finder import Finder

MOST_RESULTS = 100
"""How many results are listed; nobody reads further before typing another letter."""


class Searcher:
    """One thread, one finder, and at most one waiting query."""

    def __init__(
        self, open_finder: "Callable[[], Finder]", answered: Callable[[Answer], object]
    ) -> None:
        """Make a searcher; `open_finder` and `answered` are called in its thread."""
        self._open_finder = open_finder
        self._answered = answered
        self._changed = Condition()
        self._query: str | None = None
        self._notes: Callable[[], Iterable[Entry]] | None = None
        self._begun = self._closed = self._outdated = False
        self.filter_values = FilterValues()
        """The values that filters can name, once the finder is open."""
        self._thread = Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Open the finder and begin to answer, unless it has begun already."""
        if not self._begun:
            self._begun = True
            self._thread.start()

    def ask(self, query: str) -> None:
        """Request the answer to this query, and to no earlier one."""
        with self._changed:
            self._query = query
            self._changed.notify()

    def renew(self, notes: Callable[[], Iterable[Entry]]) -> None:
        """Replace the notes that can be found; they are read in the thread."""
        with self._changed:
            self._notes = notes
            self._changed.notify()

    def reopen(self) -> None:
        """Open the finder again for a pack that has changed, before anything else is answered."""
        with self._changed:
            self._outdated = True
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        finder = self._open_finder()
        self.filter_values = finder.filter_values
        while not self._closed:
            with self._changed:
                self._changed.wait_for(self._is_wanted)
                query, self._query = self._query, None
                notes, self._notes = self._notes, None
                outdated, self._outdated = self._outdated, False
            if outdated:
                finder.close()
                finder = self._open_finder()
                self.filter_values = finder.filter_values
            if notes is not None:
                finder.update_notes(notes())
            if query is not None:
                answer = self._answer(finder, query)
                if not self._is_overtaken():
                    self._answered(answer)
        finder.close()

    def _answer(self, finder: "Finder", query: str) -> Answer:
        try:
            return finder.find(query, MOST_RESULTS, cancelled=self._is_overtaken)
        except Exception as error:  # noqa: BLE001 (in a thread that died, nothing is ever found)
            what = clean_line(f"{type(error).__name__}: {error}")
            return Answer(query, faults=(f"that search failed ({what}); try other words",))

    def _is_wanted(self) -> bool:
        wanted = (self._query, self._notes)
        return self._closed or self._outdated or any(each is not None for each in wanted)

    def _is_overtaken(self) -> bool:
        return self._closed or self._query is not None
