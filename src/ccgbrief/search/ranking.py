"""Judges candidates: pure functions from folded words and what is sought to an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from math import log

from ccgbrief.search.meanings import Meaning

TOGETHER_SHARE = 0.15
"""What words that stand together in the typed order add to a score; all words found are 1."""


class Tier(IntEnum):
    """How surely an entry is what was asked for; a lower one comes before all higher ones."""

    PHRASE = 0
    WHOLE = 1
    PREFIX = 2
    CORRECTED = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """A typed word with what it may mean."""

    typed: str
    growing: bool
    """True while the words that it begins are meant too."""
    rarity: float
    """How much it tells: see `rarity`."""
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The rank of an entry; the smaller comes first."""

    tier: Tier
    value: float
    read_as: Mapping[str, str]


@dataclass(slots=True)
class _Place:
    weight: float = 0.0
    terms: tuple[str, ...] = ()
    spans: list[tuple[int, int]] = field(default_factory=list)


PREFIX_WEIGHT = 0.95
"""Weight of a word that was typed only in part."""


def rarity(count: int, size: int) -> float:
    """Return how much a word tells that `count` of `size` entries hold (inverse frequency)."""
    return log(1 + (size + 1) / (count + 0.5))


def score(
    tokens: Sequence[str], sought: Sequence[Sought], lookup: Mapping[str, list[tuple[int, Meaning]]]
) -> Score:
    """Score the words of an entry."""
    places = [_Place() for _ in sought]
    growing = [(i, s.typed) for i, s in enumerate(sought) if s.growing]
    for position, token in enumerate(tokens):
        for i, meaning in lookup.get(token, ()):
            end = position + len(meaning.terms)
            if tuple(tokens[position:end]) == meaning.terms:
                _take(places[i], meaning.weight, meaning.terms, (position, end))
        for i, prefix in growing:
            if token.startswith(prefix) and token != prefix:
                _take(places[i], PREFIX_WEIGHT, (token,), (position, position + 1))
    total = sum(s.rarity for s in sought) or 1.0
    value = sum(s.rarity * p.weight for s, p in zip(sought, places, strict=True)) / total
    read_as = {}
    tier = Tier.WHOLE
    for s, p in zip(sought, places, strict=True):
        if p.terms == (s.typed,):
            continue
        if s.growing and p.terms and p.terms[0].startswith(s.typed):
            tier = max(tier, Tier.PREFIX)
            continue
        tier = Tier.CORRECTED
        if p.terms:
            read_as[s.typed] = " ".join(p.terms)
    together = _together(places)
    if tier is Tier.WHOLE and together == 1.0 and len(sought) > 1:
        tier = Tier.PHRASE
    return Score(tier, value + TOGETHER_SHARE * together, read_as)


def _take(place: _Place, weight: float, terms: tuple[str, ...], span: tuple[int, int]) -> None:
    if weight > place.weight:
        place.weight, place.terms, place.spans = weight, terms, [span]
    elif terms == place.terms:
        place.spans.append(span)


def _together(places: Sequence[_Place]) -> float:
    """Return from 0 to 1 how near each other, and in the typed order, the words stand."""
    pairs = list(pairwise(places))
    if not pairs:
        return 0.0
    return sum(_nearness(a.spans, b.spans) for a, b in pairs) / len(pairs)


def _nearness(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> float:
    best = 0.0
    for _, end in before:
        for start, _ in after:
            gap = start - end
            best = max(best, 1 / (1 + gap) if gap >= 0 else 0.5 / -gap)
    return best


def by_first_term(sought: Sequence[Sought]) -> dict[str, list[tuple[int, Meaning]]]:
    """Return what is sought by the first of its words."""
    found: dict[str, list[tuple[int, Meaning]]] = {}
    for i, word in enumerate(sought):
        for meaning in word.meanings:
            found.setdefault(meaning.terms[0], []).append((i, meaning))
    return found
