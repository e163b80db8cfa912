"""Finds entries by what was typed: the door of the room, for the commands and the screen."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from ccgbrief.pack import Pack
from ccgbrief.search.cache import open_index, rebuild_index
from ccgbrief.search.candidates import Candidates
from ccgbrief.search.entries import Entry
from ccgbrief.search.equivalents import Equivalents
from ccgbrief.search.expressions import Expressions
from ccgbrief.search.filters import Known, Place, narrow
from ccgbrief.search.index import Index
from ccgbrief.search.marks import mark
from ccgbrief.search.meanings import Sought
from ccgbrief.search.query import Phrase, read_query
from ccgbrief.search.ranking import Ranked, rank
from ccgbrief.search.reader import Reader
from ccgbrief.search.repeats import Shown
from ccgbrief.search.sources import Source, read_sources

MAX_SUGGESTIONS = 5


@dataclass(frozen=True)
class Hit:
    """One entry that was found, and why."""

    entry: Entry
    terms: tuple[tuple[str, ...], ...] = ()
    """The folded words that were meant."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """What words were taken for, where something else was typed."""

    @cached_property
    def matched(self) -> tuple[tuple[int, int], ...]:
        """Characters of the entry's text that were meant: (start, end)."""
        return mark(self.entry.text, self.terms)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    """How many were found, of which `hits` are the first."""
    more: bool = False
    """True when there are more than `total`, which were not looked at."""
    suggestions: tuple[str, ...] = ()
    """Words of the texts that are nearest to what was typed, when nothing is found."""
    faults: tuple[str, ...] = ()
    """What was wrong with the filters, each in one sentence."""


class Finder:
    """Finds in a pack and in the notes on it, for any thread, one question after the other."""

    def __init__(
        self, pack: Pack, index: Index, notes: Iterable[Entry], rebuild: Callable[[], Index]
    ) -> None:
        """`rebuild` makes the index again when its file turns out to be damaged."""
        self._lock = Lock()
        self._rebuild = rebuild
        self._equivalents = Equivalents((term.term, term.expansion) for term in pack.terms)
        self._places = _places(pack)
        self._use(index, _note_index(notes))

    def update_notes(self, notes: Iterable[Entry]) -> None:
        """Put these notes in the place of those before."""
        index = _note_index(notes)
        with self._lock:
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
                self._use(self._rebuild(), self._notes)
                return self._find(query, limit, None)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for index in (self._pack, self._notes):
                index.close()

    def _use(self, pack: Index, notes: Index) -> None:
        self._pack, self._notes = pack, notes
        self.known = Known(tuple(sorted(pack.voices())), self._places)
        vocabularies = (pack.vocabulary, notes.vocabulary)
        self._reader = Reader(vocabularies, self._equivalents, pack.size + notes.size)

    def _find(self, typed: str, limit: int, cancelled: Callable[[], bool] | None) -> Answer:
        indexes = [index for index in (self._pack, self._notes) if index.size]
        for index in indexes:
            index.stop_when(cancelled)
        query = read_query(typed)
        narrowing = narrow(query.filters, self.known)
        if narrowing.faults:
            return Answer(typed, faults=narrowing.faults)
        candidates = Candidates(indexes, Expressions(query, narrowing))
        sought = self._reader.read(query.words, correct=False)
        candidates.gather_as_typed(sought)
        if sought and not candidates.are_enough:
            sought = self._reader.read(query.words, correct=True)
            candidates.gather_likely(sought)
        ranked = _without_repeats(rank(candidates.rows, sought), limit)
        hits = _hits(ranked[:limit], query.phrases)
        suggestions = () if hits else self._suggestions(sought)
        return Answer(typed, hits, len(ranked), candidates.more, suggestions)

    def _suggestions(self, sought: Sequence[Sought]) -> tuple[str, ...]:
        unknown = (word.typed for word in sought if not word.meanings)
        found = (s for word in unknown for s in self._reader.suggestions(word, MAX_SUGGESTIONS))
        return tuple(dict.fromkeys(found))


def open_finder(pack: Pack, notes: Iterable[Entry] = (), cache: Path | None = None) -> Finder:
    """Open the pack for finding; `cache` is the file that keeps its index, None to keep none."""
    sources = read_sources(pack)
    rebuild = partial(rebuild_index, sources, cache)
    return Finder(pack, open_index(sources, cache), notes, rebuild)


def _note_index(notes: Iterable[Entry]) -> Index:
    entries = tuple(notes)
    return Index.in_memory([Source("notes", "", lambda: entries)])


def _places(pack: Pack) -> tuple[Place, ...]:
    return (
        *(Place(article.id, (article.title, article.short)) for article in pack.articles),
        *(Place(area.id, (area.title,)) for area in pack.areas),
        *(Place(duty.id, (duty.title,)) for duty in pack.duties),
    )


def _hits(ranked: Sequence[Ranked], phrases: Iterable[Phrase]) -> tuple[Hit, ...]:
    wanted: dict[Index, list[int]] = {}
    for found in ranked:
        wanted.setdefault(found.row.home, []).append(found.row.id)
    entries = {index: index.entries(ids) for index, ids in wanted.items()}
    literal = [tuple(word.folded for word in phrase) for phrase in phrases]
    return tuple(
        Hit(
            entries[found.row.home][found.row.id],
            (*(meaning.terms for meaning in found.meanings), *literal),
            found.read_as,
        )
        for found in ranked
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
