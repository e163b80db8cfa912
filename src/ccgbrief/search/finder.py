"""Finds entries by what was typed: the door of the room, for the commands and the screen."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from ccgbrief.search.candidates import Candidates
from ccgbrief.search.catalogue import Catalogue
from ccgbrief.search.deduplication import Shown
from ccgbrief.search.entries import Entry, Source
from ccgbrief.search.filters import Known, narrow
from ccgbrief.search.fts_query import Expressions
from ccgbrief.search.index import Index
from ccgbrief.search.interpretation import Sought
from ccgbrief.search.query import Phrase, read_query
from ccgbrief.search.query_expansion import Reader
from ccgbrief.search.ranking import Ranked, rank
from ccgbrief.search.results import Answer, Hit
from ccgbrief.search.synonyms import Equivalents
from ccgbrief.search.vocabulary import Vocabularies

MAX_SUGGESTIONS = 5


class Finder:
    """Finds in a pack and in the notes on it, for any thread, one question after the other."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Index,
        notes: Iterable[Entry],
        rebuild: Callable[[], Index],
    ) -> None:
        """`rebuild` makes the index again when its file turns out to be damaged."""
        self._lock = Lock()
        self._rebuild = rebuild
        self._equivalents = Equivalents(catalogue.aliases)
        self._places = catalogue.places
        self._use(index, _note_index(notes))

    def update_notes(self, notes: Iterable[Entry]) -> None:
        """Put these notes in the place of those before."""
        index = _note_index(notes)
        with self._lock:
            if self._notes:
                self._notes.close()
            self._use(self._pack, index)

    def find(
        self, query: str, limit: int = 50, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        """Return the best `limit` hits of the query.

        `cancelled` is asked often; once it returns true the search is given up and the answer is
        empty.
        """
        with self._lock:
            try:
                return self._find(query, limit, cancelled)
            except sqlite3.DatabaseError:
                if cancelled and cancelled():
                    return Answer(query)
                self._pack.close()
                self._use(self._rebuild(), self._notes)
                return self._find(query, limit, None)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for index in self._indexes:
                index.close()

    def _use(self, pack: Index, notes: Index | None) -> None:
        self._pack, self._notes = pack, notes
        self._indexes = [pack, notes] if notes else [pack]
        self.known = Known(pack.voices, self._places, pack.pages)
        known = Vocabularies(index.vocabulary for index in self._indexes)
        self._reader = Reader(known, self._equivalents, sum(index.size for index in self._indexes))

    def _find(self, typed: str, limit: int, cancelled: Callable[[], bool] | None) -> Answer:
        indexes = [index for index in self._indexes if index.size]
        for index in indexes:
            index.stop_when(cancelled)
        query = read_query(typed)
        narrowing = narrow(query.filters, self.known)
        if narrowing.faults:
            return Answer(typed, faults=narrowing.faults)
        candidates = Candidates(indexes, Expressions(query, narrowing), limit)
        sought = self._reader.read(query.words, correct=False)
        candidates.gather_as_typed(sought)
        if sought and not candidates.are_enough:
            sought = self._reader.read(query.words, correct=True)
            candidates.gather_likely(sought)
        if cancelled and cancelled():
            return Answer(typed)
        ranked = _without_repeats(rank(candidates.rows, sought), limit)
        hits = _hits(ranked[:limit], sought, query.phrases)
        suggestions = [] if hits else self._reader.suggestions(sought, MAX_SUGGESTIONS)
        return Answer(typed, hits, len(ranked), candidates.more, tuple(suggestions))


def _note_index(notes: Iterable[Entry]) -> Index | None:
    """Return an index of the notes, None where there are none."""
    entries = tuple(notes)
    if not entries:
        return None
    return Index.in_memory([Source("notes", "", lambda: entries)])


def _hits(
    ranked: Sequence[Ranked], sought: Iterable[Sought], phrases: Iterable[Phrase]
) -> tuple[Hit, ...]:
    typed = list(dict.fromkeys(word.typed for word in sought))
    wanted: dict[Index, list[int]] = {}
    for found in ranked:
        wanted.setdefault(found.row.home, []).append(found.row.id)
    entries = {
        (index, row_id): entry
        for index, ids in wanted.items()
        for row_id, entry in zip(ids, index.entries(ids), strict=True)
    }
    literal = [tuple(word.folded for word in phrase) for phrase in phrases]
    return tuple(
        Hit(
            entries[found.row.home, found.row.id],
            (*(meaning.terms for meaning in found.meanings), *literal),
            found.read_as,
            tuple(word for word in typed if word not in has),
        )
        for found, has in ((found, found.typed) for found in ranked)
    )


def _without_repeats(ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Return the results without those that repeat a better one, as far as they are shown."""
    shown = Shown()
    kept: list[Ranked] = []
    for place, found in enumerate(ranked):
        if len(kept) == limit:
            return kept + list(ranked[place:])
        if shown.add(found.row):
            kept.append(found)
    return kept
