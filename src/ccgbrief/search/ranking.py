"""Judges candidates: pure functions from folded words and what is sought to an order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from ccgbrief.search.entries import Kind
from ccgbrief.search.index import Row
from ccgbrief.search.meanings import BEGUN_WEIGHT, Meaning, Sought, Tier

TOGETHER_SHARE = 0.05
"""What words that stand together in the typed order add to a value of about 1: little, because
people remember words of a sentence and not of one place in it."""

QUOTE_SHARE = 0.05
"""What a quotation is ahead of prose that matches as well: no less than words together are."""

LENGTH_SHARE = 0.01
"""What each e-fold of length takes from a value: of two entries the shorter says it."""

REPEAT_SHARE = 0.05
"""What each earlier result with the same guess takes from a value, so that when a word may be
several, the first screen has them all."""

LEAST_SHARE = 0.5
"""An entry whose value is less than this part of the best one's is no result."""

Lookup = Mapping[str, Sequence[tuple[int, Meaning]]]
"""Meanings by the first of their words, each with the number of the typed word."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its rank."""

    row: Row
    tier: Tier
    value: float
    """How much of what was sought it has; about 1 when it has all."""
    meanings: tuple[Meaning, ...]
    """What was found in it of each typed word."""

    @property
    def read_as(self) -> dict[str, str]:
        """What was typed and stands there otherwise."""
        return {m.typed: " ".join(m.terms) for m in self.meanings if not m.as_typed}


def rank(rows: Iterable[Row], sought: Sequence[Sought]) -> list[Ranked]:
    """Return the candidates that are results, the best first."""
    lookup: dict[str, list[tuple[int, Meaning]]] = {}
    for place, word in enumerate(sought):
        for meaning in word.meanings:
            lookup.setdefault(meaning.terms[0], []).append((place, meaning))
    judged = [_judge(row, sought, lookup) for row in rows]
    least = LEAST_SHARE * max((found.value for found in judged), default=0.0)
    typed = " ".join(word.typed for word in sought)
    return _spread(
        sorted(
            (found for found in judged if found.value >= least),
            key=lambda found: (found.row.words != typed, found.tier, -found.value, found.row.id),
        )
    )


def _judge(row: Row, sought: Sequence[Sought], lookup: Lookup) -> Ranked:
    tokens = [*row.words.split(" "), "", *row.variants.split(" ")]
    best: list[Meaning | None] = [None] * len(sought)
    _find(best, tokens, sought, lookup)
    if row.aliases and not all(best):
        aside: list[Meaning | None] = [None] * len(sought)
        _find(aside, row.aliases.split(" "), sought, lookup)
        best = [
            inside or (other and other.aside()) for inside, other in zip(best, aside, strict=True)
        ]
    total = sum(word.rarity for word in sought)
    found = sum(w.rarity * m.weight for w, m in zip(sought, best, strict=True) if m)
    found = found / total if total else 1.0
    tier = max((m.tier if m else Tier.CORRECTED for m in best), default=Tier.WHOLE)
    together = _together(tokens, best)
    if tier is Tier.WHOLE and together == 1:
        tier = Tier.PHRASE
    value = found + TOGETHER_SHARE * together - LENGTH_SHARE * log(len(tokens) or 1)
    if row.kind == Kind.QUOTE:
        value += QUOTE_SHARE
    return Ranked(row, tier, value, tuple(m for m in best if m))


def _find(
    best: list[Meaning | None], tokens: Sequence[str], sought: Sequence[Sought], lookup: Lookup
) -> None:
    """Put in `best` for each word sought the best of its meanings among the tokens."""
    for token in lookup.keys() & set(tokens):
        for place, meaning in lookup[token]:
            before = best[place]
            if (before is None or meaning.weight > before.weight) and _stands(meaning, tokens):
                best[place] = meaning
    for place, word in enumerate(sought):
        if word.growing and ((before := best[place]) is None or before.weight < BEGUN_WEIGHT):
            begun = next((token for token in tokens if token.startswith(word.typed)), None)
            if begun:
                best[place] = Meaning((begun,), BEGUN_WEIGHT, Tier.PART, word.typed)


def _stands(meaning: Meaning, tokens: Sequence[str]) -> bool:
    return len(meaning.terms) == 1 or bool(_places(meaning, tokens))


def _places(meaning: Meaning, tokens: Sequence[str]) -> list[int]:
    """Return where the words of a meaning stand."""
    first, length = meaning.terms[0], len(meaning.terms)
    return [
        place
        for place, token in enumerate(tokens)
        if token == first and tuple(tokens[place : place + length]) == meaning.terms
    ]


def _together(tokens: Sequence[str], meanings: Sequence[Meaning | None]) -> float:
    """Return from 0 to 1 how near each other, and in the typed order, the words stand."""
    spans = [
        [(place, place + len(meaning.terms)) for place in _places(meaning, tokens)]
        for meaning in meanings
        if meaning
    ]
    spans = [places for places in spans if places]
    if len(spans) < 2:
        return 0.0
    return sum(_nearness(a, b) for a, b in pairwise(spans)) / (len(meanings) - 1)


def _nearness(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> float:
    """Return 1 when one stands right before the other, less apart, half the other way round."""
    gaps = [start - end for _, end in before for start, _ in after]
    return max(1 / (1 + gap) if gap >= 0 else -0.5 / gap for gap in gaps)


def _spread(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the results with repeated guesses moved down among those that are guesses too."""
    guesses: Counter[tuple[str, ...]] = Counter()
    places = []
    for found in ranked:
        repeats = 0
        if found.tier is Tier.CORRECTED:
            guess = tuple(found.read_as.values())
            repeats = guesses[guess]
            guesses[guess] += 1
        places.append((found.tier, repeats * REPEAT_SHARE - found.value))
    order = sorted(range(len(ranked)), key=lambda i: (i > 0, places[i], i))
    return [ranked[i] for i in order]
