"""Finds the passage that some words name, even when the article has been edited since."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ccgbrief.pack.model import Anchor, Passage
from ccgbrief.text import words

LEAST_LIKENESS = 80.0
"""Of 100: below it edited words are taken as gone (rapidfuzz partial ratio)."""

CLEAR_LEAD = 4.0
"""Of 100: a second passage that is less behind than this makes the finding ambiguous."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an anchor leads."""

    passage: Passage | None
    """The best passage, None when the words are gone."""
    exact: bool = False
    """True when the words stand there as they were given."""
    rivals: tuple[Passage, ...] = ()
    """Other passages that fit as well: the anchor is ambiguous."""


def parse_anchor(text: str) -> Anchor:
    """Read `article: words`; without a colon the text is the id alone."""
    article, _, wanted = text.partition(":")
    return Anchor(article.strip(), wanted.strip())


def find_passage(wanted: str, passages: Sequence[Passage]) -> Placed:
    """Return where `wanted` stands among `passages`: to the letter, folded, or nearly."""
    if not wanted.strip():
        return Placed(None)
    exact = [p for p in passages if wanted in p.text]
    if not exact:
        plain = _plain(wanted)
        folded = [_plain(p.text) for p in passages]
        exact = [
            p for p, text in zip(passages, folded, strict=True) if plain.strip() and plain in text
        ]
        if not exact:
            return _nearest(plain, folded, passages)
    return Placed(exact[0], exact=True, rivals=tuple(exact[1:]))


def _nearest(plain: str, folded: Sequence[str], passages: Sequence[Passage]) -> Placed:
    # A passage much shorter than the words would match a part of them and nothing else.
    candidates = {i: text for i, text in enumerate(folded) if len(text) >= len(plain) * 0.6}
    best = process.extract(
        plain, candidates, scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS, limit=5
    )
    if not best:
        return Placed(None)
    top = best[0][1]
    rivals = tuple(passages[i] for _, score, i in best[1:] if top - score < CLEAR_LEAD)
    return Placed(passages[best[0][2]], rivals=rivals)


def _plain(text: str) -> str:
    """Return the folded words with a space on either side, so that only whole words match."""
    return f" {' '.join(w.folded for w in words(text))} "


def anchor_words(passage: Passage, passages: Sequence[Passage], least: int = 8) -> str:
    """Return enough of the passage's first words that they name it and no other.

    `least` is how many words are taken at the least; all of them where others begin alike.
    """
    found = words(passage.text)
    for count in range(min(least, len(found)), len(found)):
        start = passage.text[: found[count - 1].end]
        if sum(start in p.text for p in passages) == 1:
            return start
    return passage.text
