"""Finds the passage that typed words refer to: word for word, folded, or approximately."""

from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.pack.differences import likest_part
from ccgbrief.pack.model import Anchor, Passage
from ccgbrief.text import plain_words, words

LEAST_LIKENESS = 80.0
"""Out of 100 (rapidfuzz partial ratio); below it the words count as gone."""

LEAST_NEAR = 60.0
"""Out of 100; below it words are unrelated to those that are looked for."""

CLEAR_LEAD = 4.0
"""Out of 100; a second passage that is closer than this to the best makes the match ambiguous."""

FUZZY_WORDS = 16
"""How many words an approximate search uses; more only take time."""


class AnchorMatch(NamedTuple):
    """Where an anchor leads."""

    passage: Passage | None
    """The best passage, None when the words are gone."""
    exact: bool = False
    """True when the passage has the words exactly as given."""
    rivals: tuple[Passage, ...] = ()
    """Other passages that fit just as well, which makes the anchor ambiguous."""


def parse_anchor(text: str) -> Anchor:
    """Read `article: words`; without a colon the text is the id alone."""
    article, _, wanted = text.partition(":")
    return Anchor(article.strip(), wanted.strip())


def find_passage(wanted: str, passages: Sequence[Passage]) -> AnchorMatch:
    """Find the passage that has the given words: word for word, folded, or approximately.

    If several fit equally well, the first or best is returned, and the others are its rivals.
    """
    exact = [p for p in passages if wanted in p.text]
    # A short passage is not taken for the longer ones that quote it.
    exact = [p for p in exact if p.text == wanted] or exact
    near: list[Passage] = []
    plain = plain_words(wanted)
    if not plain.strip():  # nothing, or signs that only stand to the letter
        exact = exact if wanted.strip() else []
    elif not exact:
        folded = [plain_words(p.text) for p in passages]
        exact = [p for p, text in zip(passages, folded, strict=True) if plain in text]
        near = [] if exact else _nearest(_beginning(wanted), folded, passages)
    found = exact or near
    return AnchorMatch(found[0], bool(exact), tuple(found[1:])) if found else AnchorMatch(None)


def _nearest(plain: str, folded: Sequence[str], passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages whose words are most like `plain`, the best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only where the words have changed)

    # A passage much shorter than the words would match only part of them.
    candidates = {i: text for i, text in enumerate(folded) if len(text) >= len(plain) * 0.6}
    best = process.extract(
        plain, candidates, scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS, limit=5
    )
    return [passages[i] for _, score, i in best if best[0][1] - score < CLEAR_LEAD]


def nearest_words(wanted: str, passages: Sequence[Passage]) -> str:
    """Return the words most like `wanted` that occur in only one passage; `""` if none do."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only where words are lost)

    plain = _beginning(wanted)
    found = process.extractOne(
        plain,
        [plain_words(p.text) for p in passages],
        scorer=fuzz.partial_ratio,
        score_cutoff=LEAST_NEAR,
    )
    if not found or not plain.strip():
        return ""
    passage = passages[found[2]]
    near = likest_part(plain, passage.text)
    placed = find_passage(near, passages)
    alone = placed.passage is passage and not placed.rivals
    return near if alone else anchor_words(passage, passages)


def _beginning(text: str) -> str:
    """Return the beginning of `plain_words` that an approximate search uses."""
    return f" {' '.join(word.folded for word in words(text)[:FUZZY_WORDS])} "


def anchor_words(passage: Passage, passages: Sequence[Passage], least: int = 8) -> str:
    """Return as many of the passage's first words as it takes to identify it.

    At least `least` words are taken; all of them if other passages begin the same way.
    """
    found = words(passage.text)
    alike = passages
    count = max(least, 1)
    while count < len(found):
        start = passage.text[: found[count - 1].end]
        alike = [p for p in alike if start in p.text]
        if len(alike) == 1:
            return start
        count *= 2  # adding one word at a time would take minutes where thousands begin alike
    return passage.text
