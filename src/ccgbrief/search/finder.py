"""Finds entries by what was typed: the door of the room, for the commands and the screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from ccgbrief.pack import Pack
from ccgbrief.search.entries import Entry, Kind
from ccgbrief.search.index import Index, Row
from ccgbrief.search.marks import mark
from ccgbrief.search.meanings import Meaning, Meanings
from ccgbrief.search.query import Query, TypedWord, read_query
from ccgbrief.search.ranking import Score, Sought, by_first_term, rarity, score
from ccgbrief.search.sources import Source, read_sources

ENOUGH = 20
"""Entries with all words as typed from which nobody is thought to have misspelt."""

MANY = 150
"""Candidates that are ranked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found, and why."""

    entry: Entry
    matched: tuple[tuple[int, int], ...] = ()
    """Characters of the entry's text that were meant: (start, end)."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """What words were taken for, where that is not what was typed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    """How many were found; at least so many where `more` is true."""
    more: bool = False
    suggestions: tuple[str, ...] = ()
    """Words of the texts that are nearest to what was typed, when nothing is found."""
    faults: tuple[str, ...] = ()
    """What was wrong with the filters, each in one sentence."""


class Finder:
    """Finds in a pack and in the notes on it; for one thread at a time, whichever."""

    def __init__(self, pack_index: Index, notes: Iterable[Entry] = ()) -> None:
        self._pack = pack_index
        self._lock = Lock()
        self.update_notes(notes)

    def update_notes(self, notes: Iterable[Entry]) -> None:
        """Put these notes in the place of those before."""
        entries = tuple(notes)
        with self._lock:
            self._indexes = (
                self._pack,
                Index.build([Source("notes", "", lambda: entries)]),
            )
            self._meanings = Meanings(index.vocabulary for index in self._indexes)

    def find(
        self, query: str, limit: int = 50, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        """Return what was found for the query, the best first."""
        with self._lock:
            return self._find(query, limit)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for index in self._indexes:
                index.close()

    def _find(self, typed: str, limit: int) -> Answer:
        query = read_query(typed)
        if not query.words and not query.phrases:
            return Answer(typed)
        size = sum(index.size for index in self._indexes)
        exact = [self._sought(word, size, correct=False) for word in query.words]
        rows = self._rows(exact, query)
        sought = exact
        if len(rows) < ENOUGH and query.words:
            sought = [self._sought(word, size, correct=True) for word in query.words]
            rows |= self._rows(sought, query)
            if len(rows) < ENOUGH // 2 and len(sought) > 1:
                for left_out in range(len(sought)):
                    rows |= self._rows(sought[:left_out] + sought[left_out + 1 :], query)
        lookup = by_first_term(sought)
        ranked = sorted(
            ((score(_tokens(row), sought, lookup), key, row) for key, row in rows.items()),
            key=lambda item: (
                item[0].tier,
                -item[0].value,
                item[2].kind != Kind.QUOTE,
                len(item[2].words),
                item[1],
            ),
        )
        hits = tuple(self._hit(*item[:2], sought) for item in ranked[:limit])
        return Answer(typed, hits, len(ranked), len(ranked) >= MANY)

    def _hit(self, found: Score, key: tuple[int, int], sought: Sequence[Sought]) -> Hit:
        entry = self._indexes[key[0]].entry(key[1])
        terms = [meaning.terms for word in sought for meaning in word.meanings[:1]]
        terms += [tuple(term.split()) for term in found.read_as.values()]
        prefix = sought[-1].typed if sought and sought[-1].growing else ""
        return Hit(entry, mark(entry.text, terms, prefix), found.read_as)

    def _sought(self, word: TypedWord, size: int, *, correct: bool) -> Sought:
        meanings = [Meaning((word.folded,), 1.0)]
        count = self._meanings.count(word.folded)
        if correct:
            corrections = self._meanings.corrections(word)
            meanings += corrections
            if not count and corrections:
                count = self._meanings.count(corrections[0].terms[0])
        return Sought(word.folded, not word.finished, rarity(count, size), tuple(meanings))

    def _rows(self, sought: Sequence[Sought], query: Query) -> dict[tuple[int, int], Row]:
        parts = [_expression(word) for word in sought]
        parts += [_quoted(word.folded for word in phrase) for phrase in query.phrases]
        match = " AND ".join(parts)
        return {
            (number, row.id): row
            for number, index in enumerate(self._indexes)
            for row in index.candidates(match, "1", (), MANY, ranked=True)
        }


def open_finder(pack: Pack, notes: Iterable[Entry] = (), cache: Path | None = None) -> Finder:
    """Open the pack for finding, with an index kept in the file `cache`, or none."""
    return Finder(Index.build(read_sources(pack)), notes)


def _tokens(row: Row) -> list[str]:
    return f"{row.words} {row.around}".split()


def _expression(word: Sought) -> str:
    parts = [_quoted(meaning.terms) for meaning in word.meanings]
    if word.growing:
        parts.append(f"{_quoted((word.typed,))} *")
    return f"({' OR '.join(parts)})"


def _quoted(terms: Iterable[str]) -> str:
    return f'"{" ".join(terms)}"'
