"""Finds the entries worth ranking with FTS5 expressions, from the strictest to the loosest.

Every word is quoted in these, so that nothing typed is ever taken as FTS5 syntax.
"""

from collections.abc import Iterable, Sequence, Set
from itertools import combinations, islice

from ccgbrief.search.entries import Kind
from ccgbrief.search.filters import Conditions, facet
from ccgbrief.search.index import Index, Row, name_term
from ccgbrief.search.interpretation import QueryTerm, asks_for_number, content_of
from ccgbrief.search.query import Phrase, Query

MAX_TERMS = 12
"""The most words of a query in an expression, the rarest ones: a pasted text finds its passage."""

ENOUGH = 20
"""Entries with all words as typed from which no others are needed."""

LEAST_TOGETHER = 3
"""Words that an entry hardly has by chance; two that follow each other are enough."""

FEW = 10
"""Below this many entries with all words, those that lack one are added, then those with any."""

MANY = 150
"""Entries taken for one expression; ranking one takes about 0.02 ms."""

LOOSE = 8
"""Interpretations of each word where not every word need be found."""

ANY = 50
"""Entries taken for a word without the others."""

GUESS = 10
"""Entries taken for each interpretation of a query's only word: one screen."""


class Candidates:
    def __init__(
        self, indexes: Sequence[Index], query: Query, conditions: Conditions, wanted: int
    ) -> None:
        """`wanted` is the number of results to be shown; each keeps to phrases and conditions."""
        self._indexes = indexes
        self._most = max(MANY, wanted)
        self._required = [
            *("{words variants} : " + _phrase(phrase) for phrase in query.phrases),
            *(_any(map(_quoted, group)) for group in conditions.required),
        ]
        self._excluded = [
            *(_phrase(phrase) for phrase in query.excluded),
            *map(_quoted, conditions.excluded),
        ]
        self._name = query.name
        self.rows: dict[tuple[Index, int], Row] = {}
        self.named: set[tuple[Index, int]] = set()
        """Those of which the whole query is a name."""
        self.more = False
        """Whether an expression matches more entries than were taken."""
        self.are_meant = False
        """Whether some have the words as typed, and not by chance, so that none is misspelt."""

    @property
    def are_enough(self) -> bool:
        """Whether there is no need to consider other words than those typed."""
        return len(self.rows) >= ENOUGH

    def add_literal(self, terms: Sequence[QueryTerm]) -> None:
        """Add entries with all words as typed; without words, all that the conditions allow."""
        content = "".join(term.typed for term in content_of(terms))
        names = {self._name, "" if asks_for_number(terms) else content} - {""}
        if names:
            self._add_named({*names, *(name.removesuffix("s") for name in names)})
        finished = terms[:-1] if terms and terms[-1].is_begun else terms
        if len(finished) > 1:
            self._add([f"words : {_quoted(' '.join(term.typed for term in finished))}"])
        if asks_for_number(terms):
            self._add([*_each(content_of(terms)), _quoted(facet("is", Kind.FIGURE))])
        together = bool(self.rows)
        self._add(_each(terms))
        number = sum(not term.is_common for term in terms)
        by_chance = not self.named and number < (2 if together else LEAST_TOGETHER)
        known = all(term.is_known for term in terms)
        self.are_meant = bool(self.rows) and known and not by_chance

    def add_likely(self, terms: Sequence[QueryTerm]) -> None:
        """Add entries with an interpretation of each word; if they are few, of some words."""
        if not self.named:
            self._add_named(["".join(term.spelling for term in terms).replace(" ", "")])
        terms = _rarest([term for term in terms if not term.is_common] or terms)
        if len(terms) == 1:
            for guess in terms[0].interpretations:
                self._add([_quoted(" ".join(guess.terms))], GUESS)
            return
        self._add(_each(terms))
        words = _each(terms, LOOSE)
        if len(self.rows) < FEW and len(words) > 2:
            self._add([_any(map(" AND ".join, combinations(words, len(words) - 1)))])
        if len(self.rows) < FEW:
            for word in words:
                self._add([word], ANY)

    def add_related(self, terms: Sequence[QueryTerm]) -> None:
        """Add entries with an interpretation of all words, and of any two of them."""
        terms = [term for term in terms if not term.is_common]
        self._add(_each(terms))
        if len(words := _each(terms, LOOSE)) > 2:
            self._add([_any(map(" AND ".join, combinations(words, 2)))])

    def _add_named(self, names: Iterable[str]) -> None:
        """Add the entries with one of the names."""
        self.named.update(self._add([_any(_quoted(name_term(name)) for name in names)]))

    def _add(self, parts: list[str], most: int = 0) -> Set[tuple[Index, int]]:
        """Add the entries that fit all parts of an expression, and return which these are."""
        expression = " AND ".join([*parts, *self._required])
        if not expression:
            return set()
        if self._excluded:
            expression = f"({expression}) NOT {_any(self._excluded)}"
        most = most if most and self._most <= MANY else self._most  # who wants so many wants all
        added: dict[tuple[Index, int], Row] = {}
        for index in self._indexes:
            found = {(index, row.id): row for row in index.candidates(expression, most + 1)}
            self.more = self.more or not self.rows.keys() >= {*[*found][most:]}
            added |= dict(islice(found.items(), most))
        self.rows |= added
        return added.keys()


def _each(terms: Iterable[QueryTerm], most: int | None = None) -> list[str]:
    """Return for each word, the rarest first, what fits one of its likeliest interpretations."""
    return [_interpretations(term, most) for term in _rarest(terms)]


def _rarest(terms: Iterable[QueryTerm]) -> list[QueryTerm]:
    """Return the terms, the rarest first; of very many only those that are in expressions."""
    rarest = sorted(terms, key=lambda term: term.frequency)
    if len(rarest) > MAX_TERMS:
        rarest = ([term for term in rarest if term.interpretations] or rarest)[:MAX_TERMS]
    return rarest


def _interpretations(term: QueryTerm, most: int | None) -> str:
    likeliest = sorted(term.interpretations, key=lambda each: each.cost)[:most]
    return _any([_quoted(" ".join(each.terms)) for each in likeliest] or [_quoted(term.typed)])


def _phrase(phrase: Phrase) -> str:
    words = _quoted(" ".join(word.folded for word in phrase))
    return words + (" *" if phrase[-1].unfinished else "")


def _any(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _quoted(terms: str) -> str:
    return '"' + terms.replace('"', '""') + '"'
