"""Judges candidates: pure functions from folded words and what is sought to an order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from ccgbrief.search.entries import Kind
from ccgbrief.search.index import Row
from ccgbrief.search.interpretation import BEGUN_WEIGHT, Meaning, Sought, Tier

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

LEAST_SHARE = 0.4
"""An entry whose value is less than this part of the best one's is no result."""

Lookup = Mapping[str, Sequence[tuple[int, Meaning]]]
"""Meanings by the first of their words, each with the number of the typed word."""


class Ranked(NamedTuple):
    """A candidate with its rank."""

    row: Row
    tier: Tier
    value: float
    """How much of what was sought it has; about 1 when it has all."""
    meanings: tuple[Meaning, ...]
    """What was found in it of each typed word."""

    @property
    def typed(self) -> frozenset[str]:
        """The typed words that were found in it, as themselves or as something else."""
        return frozenset(word for meaning in self.meanings for word in meaning.typed.split(" "))

    @property
    def read_as(self) -> dict[str, str]:
        """What was typed and stands there otherwise."""
        return {m.typed: " ".join(m.terms) for m in self.meanings if not m.is_begun}


def rank(rows: Iterable[Row], sought: Sequence[Sought]) -> list[Ranked]:
    """Return the candidates that are results, the best first."""
    lookup: dict[str, list[tuple[int, Meaning]]] = {}
    for place, word in enumerate(sought):
        for meaning in word.meanings:
            lookup.setdefault(meaning.terms[0], []).append((place, meaning))
    total = sum(word.rarity for word in sought)
    shares = [word.rarity / total for word in sought]
    judged = [_judge(row, sought, shares, lookup) for row in rows]
    least = LEAST_SHARE * max((found.value for found in judged), default=0.0)
    typed = " ".join(word.typed for word in sought)
    return _spread(
        sorted(
            (found for found in judged if found.value >= least),
            key=lambda found: (found.row.words != typed, found.tier, -found.value, found.row.id),
        )
    )


def _judge(row: Row, sought: Sequence[Sought], shares: Sequence[float], lookup: Lookup) -> Ranked:
    best = _best(row.text, row.tokens, sought, lookup)
    if row.aliases and not all(best):
        aside = _best(row.aliases, row.aliases.split(" "), sought, lookup)
        # With words of a quotation, the name beneath it tells which of several is meant.
        if not (row.kind == Kind.QUOTE and any(best)):
            aside = [there and there.aside() for there in aside]
        best = [here or there for here, there in zip(best, aside, strict=True)]
    value, tier = 0.0 if best else 1.0, Tier.WHOLE
    for share, meaning in zip(shares, best, strict=True):
        value += share * meaning.weight if meaning else 0
        tier = max(tier, meaning.tier if meaning else Tier.CORRECTED)
    if len(best) > 1:
        together = _together([_spans(meaning, row.tokens) for meaning in best if meaning])
        together /= len(best) - 1
        value += TOGETHER_SHARE * together
        if tier is Tier.WHOLE and together == 1:
            tier = Tier.PHRASE
    value -= LENGTH_SHARE * log(len(row.tokens))
    if row.kind == Kind.QUOTE:
        value += QUOTE_SHARE
    return Ranked(row, tier, value, tuple(filter(None, best)))


def _best(
    text: str, tokens: Sequence[str], sought: Sequence[Sought], lookup: Lookup
) -> list[Meaning | None]:
    """Return for each word sought the best of its meanings that stands in a text."""
    best: list[Meaning | None] = [None] * len(sought)
    for token in sorted(lookup.keys() & tokens, key=tokens.index):
        for number, meaning in lookup[token]:
            other = best[number]
            if (other is None or meaning.weight > other.weight) and (
                len(meaning.terms) == 1 or _spans(meaning, tokens)
            ):
                best[number] = meaning
    for number, word in enumerate(sought):
        other = best[number]
        if word.growing and (other is None or other.weight < BEGUN_WEIGHT):
            begun = f" {text}".partition(f" {word.typed}")[2].partition(" ")[0]
            if begun:
                best[number] = Meaning((word.typed + begun,), BEGUN_WEIGHT, Tier.PART, word.typed)
    return best


def _spans(meaning: Meaning, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return from where to where the words of a meaning stand."""
    first, length = meaning.terms[0], len(meaning.terms)
    spans = []
    place = -1
    for _ in range(tokens.count(first)):
        place = tokens.index(first, place + 1)
        if length == 1 or tuple(tokens[place : place + length]) == meaning.terms:
            spans.append((place, place + length))
    return spans


def _together(spans: Sequence[Sequence[tuple[int, int]]]) -> float:
    """Return how near each to the next the words stand: 1 for each that stands right before it."""
    return sum(_nearness(a, b) for a, b in pairwise(places for places in spans if places))


def _nearness(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> float:
    """Return 1 when one stands right before the other, less apart, half the other way round."""
    gaps = [start - end for _, end in before for start, _ in after]
    ahead = min((gap for gap in gaps if gap >= 0), default=None)
    behind = max((gap for gap in gaps if gap < 0), default=None)
    return max(1 / (1 + ahead) if ahead is not None else 0, -0.5 / behind if behind else 0)


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
