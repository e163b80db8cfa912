"""Queries the finder in its own thread, always for what was typed last, for the search pane.

No letter waits for a search: a query overtaken by the next letter is dropped or cancelled.
"""

from collections.abc import Callable, Iterable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from ccgbrief.search import Answer, Entry, FilterValues
from ccgbrief.text import clean_line

if TYPE_CHECKING:
    from ccgbrief.search.finder import Finder

MOST_RESULTS = 100
"""How many results are listed; nobody reads further before typing another letter."""


class Searcher:
    """One thread, which has the finder to itself and does in order what it is asked to."""

    def __init__(
        self, open_finder: "Callable[[], Finder]", answered: Callable[[Answer], object]
    ) -> None:
        """Make a searcher; `open_finder` and `answered` are called in its thread."""
        self._open_finder = open_finder
        self._answered = answered
        self._finder: Finder
        self._tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._asked = 0
        """How many queries were asked; only the last one is answered."""
        self._notes: Callable[[], Iterable[Entry]] | None = None
        self._closed = False
        self.filter_values: FilterValues = {}
        """The values that filters can name, once the finder is open."""
        self._thread = Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Open the finder and begin to answer."""
        self._thread.start()

    def ask(self, query: str) -> None:
        """Request the answer to this query, and to no earlier one."""
        self._asked += 1
        self._tasks.put(partial(self._answer, query, self._asked))

    def renew(self, notes: Callable[[], Iterable[Entry]]) -> None:
        """Replace the notes that can be found; they are read in the thread."""
        self._notes = notes
        self.filter_values = {}  # may name who is in notes that are private now
        self._tasks.put(self._take_notes)

    def reopen(self) -> None:
        """Open the finder again for a pack that has changed, before anything else is answered."""
        self._tasks.put(self._reopen)

    def close(self) -> None:
        self._closed = True
        self._tasks.put(lambda: None)
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        self._open()
        while not self._closed:
            self._tasks.get()()
        self._finder.close()

    def _open(self) -> None:
        self._finder = self._open_finder()
        self.filter_values = self._finder.filter_values

    def _reopen(self) -> None:
        self._finder.close()
        self._open()

    def _take_notes(self) -> None:
        notes, self._notes = self._notes, None
        if notes:
            self._finder.update_notes(notes())
        if not self._notes:
            self.filter_values = self._finder.filter_values

    def _answer(self, query: str, number: int) -> None:
        def is_overtaken() -> bool:
            return self._closed or number != self._asked

        self._take_notes()
        if is_overtaken():
            return
        try:
            answer = self._finder.find(query, MOST_RESULTS, cancelled=is_overtaken)
        except Exception as error:  # noqa: BLE001 (in a thread that died, nothing is ever found)
            what = clean_line(f"{type(error).__name__}: {error}")
            answer = Answer(query, faults=(f"that search failed ({what}); try other words",))
        if not is_overtaken():
            self._answered(answer)
