"""Finds entries for a query: the entry point of the search, for the commands and the screen."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path
from threading import Lock

from ccgbrief.search.candidates import Candidates
from ccgbrief.search.entries import Catalogue, Entry
from ccgbrief.search.filters import conditions, filter_values, unknown_filter
from ccgbrief.search.index import Index
from ccgbrief.search.interpretation import Interpreter, QueryTerm, Reading, content_of
from ccgbrief.search.note_entries import note_sources
from ccgbrief.search.query import Phrase, Query, has_only_signs, parse_query
from ccgbrief.search.ranking import Ranked, rank, without_repeats
from ccgbrief.search.results import Answer, Hit
from ccgbrief.search.synonyms import Synonyms, read_synonyms
from ccgbrief.search.vocabulary import CombinedVocabulary
from ccgbrief.text import fold, folded_words

MAX_SUGGESTIONS = 5

SIMILAR_NAME = 60
"""Similarity of 100 from which a name is suggested (rapidfuzz token_sort_ratio)."""

SIGNS_ALONE = "signs alone are not searched for; type a word or a number"

_UNREADABLE = (sqlite3.DatabaseError, ValueError, LookupError, TypeError)
"""The errors of reading a file that was damaged after it was opened."""


class Finder:
    """Searches a pack and its notes, from any thread, one query at a time."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Index,
        notes: Index | None,
        rebuild: Callable[[], Index],
        read_notes: Callable[[], Iterable[Entry]],
    ) -> None:
        """`rebuild` and `read_notes` are called when a file turns out to be damaged."""
        self._lock = Lock()
        self._rebuild = rebuild
        self._read_notes = read_notes
        self._synonyms = Synonyms(catalogue.synonyms)
        self._plain_words = catalogue.plain_words
        self._faults: tuple[str, ...] = ()
        self._places = catalogue.places
        self._names = [place.names[0] for place in catalogue.places]
        self._names += [name for pair in catalogue.synonyms for name in pair if name]
        self._use(index, notes)

    def add_synonyms(self, file: Path) -> None:
        """Treat the reader's synonyms in a file, which may be absent, like those of the glossary.

        Problems with them are reported with each answer.
        """
        pairs, fault = read_synonyms(file)
        with self._lock:
            self._synonyms.add(pairs)
            self._faults = (fault,) if fault else ()

    def update_notes(self, notes: Iterable[Entry]) -> None:
        """Replace the notes; unchanged ones are not indexed again."""
        entries = tuple(notes)
        sources = note_sources(entries)
        with self._lock:
            self._read_notes = lambda: entries
            before = self._notes or Index.in_memory(())
            self._use(self._pack, before.renewed(sources))

    def find(
        self, query: str, limit: int = 50, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        """Return the best `limit` hits of the query.

        `cancelled` is called often; once it returns true, the search stops with an empty answer.
        """
        with self._lock:
            try:
                return self._find(query, limit, cancelled)
            except _UNREADABLE:
                if cancelled and cancelled():
                    return Answer(query)
                for index in self._indexes:
                    index.close()
                self._use(self._rebuild(), index_in_memory(self._read_notes()))
                return self._find(query, limit, None)

    def close(self) -> None:
        """Close the index files."""
        with self._lock:
            for index in self._indexes:
                index.close()

    def _use(self, pack: Index, notes: Index | None) -> None:
        self._pack, self._notes = pack, notes
        self._indexes = [pack, notes] if notes else [pack]
        facets = {facet for index in self._indexes for facet in index.facets}
        self.filter_values = filter_values(facets, self._places)
        vocabulary = CombinedVocabulary(index.vocabulary for index in self._indexes)
        size = sum(index.size for index in self._indexes)
        self._interpreter = Interpreter(vocabulary, self._synonyms, self._plain_words, size)

    def _find(self, typed: str, limit: int, cancelled: Callable[[], bool] | None) -> Answer:
        indexes = [index for index in self._indexes if index.size]
        for index in indexes:
            index.cancel_when(cancelled)
        query = parse_query(typed)
        demanded = conditions(query.filters, self.filter_values)
        if demanded.faults:
            return Answer(typed, faults=demanded.faults)
        if query == Query() and has_only_signs(typed):
            return Answer(typed, faults=(SIGNS_ALONE,))
        candidates = Candidates(indexes, query, demanded, limit)
        terms = self._interpreter.interpret(query.words)
        candidates.add_literal(terms)
        if terms and not candidates.are_enough:
            terms = self._interpreter.add_likely(terms, correct=not candidates.are_meant)
            candidates.add_likely(terms)
        if cancelled and cancelled():
            return Answer(typed)
        found = rank(candidates.rows.values(), terms, candidates.named)
        if doubtful := _doubtful(found[:1], terms):
            others = self._interpreter.add_related(terms, doubtful)
            if others != terms:
                terms = others
                candidates.add_related(terms)
                found = rank(candidates.rows.values(), terms, candidates.named)
        ranked = without_repeats(found, limit)
        hits = tuple(_hits(ranked[:limit], terms, query.phrases, self._interpreter.forms))
        suggestions = [] if hits else self._suggestions(terms)
        faults = (*self._faults, *map(unknown_filter, query.unknown_filters))
        is_guess = any(each.is_guess for each in ranked[:1])
        more = bool(hits) and candidates.more
        return Answer(typed, hits, len(ranked), more, is_guess, tuple(suggestions), faults)

    def _suggestions(self, terms: Sequence[QueryTerm]) -> list[str]:
        """Return the nearest names and words to those that are not there."""
        from rapidfuzz.fuzz import token_sort_ratio  # noqa: PLC0415 (most queries find something)
        from rapidfuzz.process import extract  # noqa: PLC0415

        typed = " ".join(term.typed for term in content_of(terms))
        words = [term.spelling for term in terms if term.spelling != term.typed]
        found = extract(
            typed, self._names, scorer=token_sort_ratio, processor=fold, score_cutoff=SIMILAR_NAME
        )
        return [*(name for name, _, _ in found), *words][:MAX_SUGGESTIONS]


def _doubtful(best: Sequence[Ranked], terms: Sequence[QueryTerm]) -> set[str]:
    """Return the words that may mean something else than in the best result.

    These are all, if it lacks one that was typed in full; otherwise the last, if it lacks that, and
    those that were corrected.
    """
    content = {term.typed for term in terms if not term.is_common}
    lacking = content.difference(*(found.typed for found in best))
    if lacking.difference(term.typed for term in terms if term.unfinished):
        return content
    return lacking.union(*(found.found_as(Reading.CORRECTED) for found in best))


def index_in_memory(notes: Iterable[Entry]) -> Index | None:
    """Return an index of the notes, None if there are none."""
    sources = note_sources(notes)
    return Index.in_memory(sources) if sources else None


def _hits(
    ranked: Iterable[Ranked],
    terms: Iterable[QueryTerm],
    phrases: Iterable[Phrase],
    forms: Callable[[str], Set[str]],
) -> Iterator[Hit]:
    spelling = {term.typed: term.spelling for term in terms if not term.is_common}
    forms_of = {word: forms(spelling[word]) for word in spelling}
    literal = [tuple(word.folded for word in phrase) for phrase in phrases]
    for found in ranked:
        entry = found.row.home.entry(found.row.id)
        has = {*found.row.tokens, *folded_words(f"{entry.title} {entry.heading} {entry.speaker}")}
        missing = (word for word in spelling if word not in found.typed)
        yield Hit(
            entry,
            (*(each.terms for each in found.interpretations), *literal),
            found.found_as(Reading.SAME, Reading.CORRECTED),
            found.found_as(Reading.RELATED),
            tuple(spelling[word] for word in missing if has.isdisjoint(forms_of[word])),
            tuple(row.home.entry(row.id) for row in found.repeats),
        )
