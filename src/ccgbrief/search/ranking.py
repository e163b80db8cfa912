"""Ranks candidates by how well they match the query, and leaves out repeats."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from ccgbrief.search.entries import Kind
from ccgbrief.search.index import Index, Row
from ccgbrief.search.interpretation import (
    SURE_COST,
    Interpretation,
    QueryTerm,
    Reading,
    asks_for_number,
)

PROXIMITY_GAIN = 0.3
"""The bonus for words that are together in the typed order; it is small, because people remember
the words of a sentence but not their order."""

QUOTE_GAIN = 0.3
"""The bonus of a quotation over prose that matches as well; at least that for words together."""

LENGTH_COST = 0.02
"""What each e-fold of length takes off a score; the shorter of two entries is to the point."""

LEAST_COVERAGE = 0.35
"""An entry without any of the words as typed must cover this share of the query."""

LEAST_BESIDE = 0.53
"""The same for one that has a single word as typed, if others exist nowhere."""

LEAST_SURE = 0.5
"""Certainty below which a result with corrections is a guess. It marks 1 in 50 of the results of
misspelt queries that are right, and half of those that are about something else."""

ALIAS_COST = 0.8
"""Cost of finding a word in the aliases of an entry and not in its text."""

FIGURE_GAIN = 3.0
"""The bonus of a figure if the query asks how many or how much."""

COUNT_GAIN = 1.0
"""Lead of one in which a number stands right before what is asked for: `211 CCGs`."""

DOUBTFUL_COST = 1.55
"""Cost of an interpretation that covers half as much as the word as typed."""

LEAST_QUOTED = 3
"""Words from which a quotation counts as a repeat of the sentence it was taken from."""

ALIKE = 95
"""Similarity of 100 from which two texts differ by slips only (rapidfuzz ratio)."""

END = 12
"""Letters at the beginning and the end of a text: only texts that share either are compared."""

_OF_PACK = frozenset(Kind)
_NUMBER = r"\b\d\S*"

Lookup = Mapping[str, Sequence[tuple[int, Interpretation]]]
"""Interpretations by the first of their words, each with the number of the query term."""


class Ranked(NamedTuple):
    row: Row
    precedence: tuple[bool, bool, bool]
    """Whether the query is one of its names, its whole text, or a phrase of it."""
    score: float
    """How likely it is meant, as a natural logarithm."""
    coverage: float
    """Share of the query, by rarity of its words, that it has, less where they are doubtful."""
    certainty: float
    """The same of those words that it has."""
    interpretations: tuple[Interpretation, ...]
    """What was found in it for each typed word."""
    repeats: tuple[Row, ...] = ()
    """Others with the same text, which are left out."""

    @property
    def typed(self) -> frozenset[str]:
        """The typed words that it has in any interpretation."""
        return frozenset(word for each in self.interpretations for word in each.typed.split(" "))

    @property
    def is_guess(self) -> bool:
        """Whether it may have been found only because words were corrected wrongly."""
        return self.certainty < LEAST_SURE and bool(self.found_as(Reading.CORRECTED))

    def found_as(self, *readings: Reading) -> dict[str, str]:
        """Return the typed words that it has in one of these readings, each with what it has."""
        found = (each for each in self.interpretations if each.reading in readings)
        return {each.typed: " ".join(each.terms) for each in found}


def rank(
    rows: Iterable[Row], terms: Sequence[QueryTerm], named: Container[tuple[Index, int]] = ()
) -> list[Ranked]:
    """Return the candidates that are results, the best first.

    `named` are those whose name the query is: they come before all others.
    """
    lookup: dict[str, list[tuple[int, Interpretation]]] = {}
    for number, term in enumerate(terms):
        for each in term.interpretations:
            lookup.setdefault(each.terms[0], []).append((number, each))
    scored = [_score(row, terms, lookup, is_named=(row.home, row.id) in named) for row in rows]
    # Equal results: the notes first, then as in the pack.
    found = list(_results(scored, terms))
    found.sort(key=lambda each: (each.row.kind in _OF_PACK, each.row.source, each.row.id))
    share = _shares(found)
    found.sort(key=lambda e: (e.precedence, e.score - share[e.interpretations]), reverse=True)
    return found


def without_repeats(ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Leave out results that repeat a better one, among the first `limit`."""
    kept: list[Ranked] = []
    by_end: dict[str, list[int]] = defaultdict(list)
    prose: list[str] = []
    quotes: list[str] = []
    for place, found in enumerate(ranked):
        if len(kept) == limit:
            return [*kept, *ranked[place:]]
        row, text = found.row, f" {found.row.words} "
        ends = {row.words[:END], row.words[-END:]}
        alike = (at for end in ends for at in by_end[end] if _is_reprint(row, kept[at].row))
        if (at := next(alike, None)) is not None:
            kept[at] = kept[at]._replace(repeats=(*kept[at].repeats, row))
            continue
        if row.kind in {Kind.PASSAGE, Kind.QUOTE}:  # a glossary entry says something of its own
            is_quote = row.kind == Kind.QUOTE and row.words.count(" ") + 1 >= LEAST_QUOTED
            if any(quote in text for quote in quotes) or (
                is_quote and any(text in other for other in prose)
            ):
                continue
            prose.append(text)
            quotes += [text] if is_quote else []
        for end in ends:
            by_end[end].append(len(kept))
        kept.append(found)
    return kept


def _results(scored: Sequence[Ranked], terms: Sequence[QueryTerm]) -> Iterator[Ranked]:
    """Yield those that cover enough of the query, including a word that is not common.

    There are none if the query is about something else.
    """
    content = {term.typed for term in terms if not term.is_common}
    beside = 0.0 if all(term.is_known for term in terms) else LEAST_BESIDE

    def is_sure(found: Ranked) -> bool:
        plain = {each.typed for each in found.interpretations if each.cost < SURE_COST}
        least = beside if content & found.found_as(Reading.LITERAL).keys() else LEAST_COVERAGE
        return len(content & plain) > 1 or found.coverage >= least

    sure = [bool(content & each.typed) and is_sure(each) for each in scored]
    is_about_it = any(sure)
    for each, fits in zip(scored, sure, strict=True):
        is_named, *_ = each.precedence
        literal = content & each.found_as(Reading.LITERAL).keys() if is_about_it else ()
        if is_named or not content or fits or literal:
            yield each


def _shares(found: Iterable[Ranked]) -> Mapping[tuple[Interpretation, ...], float]:
    """Return what guesses cost because several results share them.

    A passage that alone has a correction is likelier meant than each of many with another.
    """
    count = Counter(each.interpretations for each in found)
    return {p: log(n) if any(part.is_guessed for part in p) else 0.0 for p, n in count.items()}


def _score(row: Row, terms: Sequence[QueryTerm], lookup: Lookup, *, is_named: bool) -> Ranked:
    best = _best(row.tokens, len(terms), lookup)
    if row.aliases and not all(best):
        aside = _best(row.aliases.split(" "), len(terms), lookup)
        # With words of a quotation, a speaker's name says which of several is meant.
        if not (row.kind == Kind.QUOTE and any(best)):
            aside = [each and each._replace(cost=each.cost + ALIAS_COST) for each in aside]
        best = [here or there for here, there in zip(best, aside, strict=True)]
    score, coverage, rarity = 0.0, 0.0, 0.0
    for term, each in zip(terms, best, strict=True):
        score -= each.cost if each else term.missing_cost
        if each:
            coverage += term.rarity / (1 + each.cost / DOUBTFUL_COST)
            rarity += term.rarity
    spans: dict[Interpretation, list[tuple[int, int]]] = {}
    together = 0.0
    if len(found := [each for each in best if each]) > 1 or row.kind == Kind.FIGURE:
        spans = {each: _spans(each, row.tokens) for each in {*found}}
        pairs = list(pairwise(each for each in found if spans[each]))
        nearness = {pair: _nearness(*map(spans.__getitem__, pair)) for pair in {*pairs}}
        together = sum(map(nearness.__getitem__, pairs)) / max(1, len(best) - 1)
    score += PROXIMITY_GAIN * together - LENGTH_COST * log(len(row.tokens))
    if row.kind == Kind.QUOTE:
        score += QUOTE_GAIN
    if row.kind == Kind.FIGURE and asks_for_number(terms):
        starts = (start for places in spans.values() for start, _ in places if start)
        score += FIGURE_GAIN
        score += COUNT_GAIN * any(row.tokens[start - 1][:1].isdigit() for start in starts)
    is_phrase = together == 1 and all(each and not each.cost for each in best)
    precedence = (is_named, row.words == " ".join(term.typed for term in terms), is_phrase)
    certainty = coverage / (rarity or 1)
    coverage /= sum(term.rarity for term in terms) or 1
    return Ranked(row, precedence, score, coverage, certainty, tuple(found))


def _best(tokens: Sequence[str], length: int, lookup: Lookup) -> list[Interpretation | None]:
    """Return for each term the best of its interpretations that a text has."""
    best: list[Interpretation | None] = [None] * length
    for token in sorted(lookup.keys() & tokens, key=tokens.index):
        for number, each in lookup[token]:
            other = best[number]
            if (other is None or each.cost < other.cost) and (
                len(each.terms) == 1 or _spans(each, tokens)
            ):
                best[number] = each
    return best


def _spans(interpretation: Interpretation, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words of an interpretation occur."""
    first, length = interpretation.terms[0], len(interpretation.terms)
    spans = []
    place = -1
    for _ in range(tokens.count(first)):
        place = tokens.index(first, place + 1)
        if length == 1 or tuple(tokens[place : place + length]) == interpretation.terms:
            spans.append((place, place + length))
    return spans


def _nearness(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> float:
    """Return 1 if one is right before the other, less with a gap, half in reverse order."""
    gaps = [start - end for _, end in before for start, _ in after]
    return max(1 / (1 + gap) if gap >= 0 else -0.5 / gap for gap in gaps)


def _is_reprint(row: Row, other: Row) -> bool:
    if row.words == other.words:
        return True
    shorter, longer = sorted((len(row.words), len(other.words)))
    if 200 * shorter < ALIKE * (shorter + longer):
        return False
    if re.findall(_NUMBER, row.words) != re.findall(_NUMBER, other.words):
        return False  # rows of a table may differ in nothing else
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 (few begin or end alike and are as long)

    return ratio(row.words, other.words, score_cutoff=ALIKE) > 0
