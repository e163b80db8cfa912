"""Makes the blocks of the evidence for a focus area or a duty, each leading to its passage."""

from collections.abc import Iterable

from ccgbrief.notebook import Place
from ccgbrief.pack import (
    Anchor,
    Article,
    Finding,
    Pack,
    Passage,
    Quote,
    attribution,
    doubt,
    find_again,
    find_passage,
    quoted,
)
from ccgbrief.view.address import Key, address_of_passage, row_key
from ccgbrief.view.blocks import Block, Look


def evidence_blocks(pack: Pack, evidence: Iterable[Anchor], owner: str) -> list[Block]:
    """Return a block for each anchor, leading to its passage; `owner` begins their keys."""
    return [
        _evidence_block(pack, anchor, row_key(owner, "evidence", i + 1), gap=int(i > 0))
        for i, anchor in enumerate(evidence)
    ]


def evidence_found(article: Article, words: str) -> tuple[tuple[Passage, ...], Finding]:
    """Return the passage with the words of evidence, after any others that have them too."""
    placed = find_passage(words, article.passages)
    if placed.exact:
        return placed.rivals, Finding(placed.passage)
    return (), find_again(Quote(words), article)


def _evidence_block(pack: Pack, anchor: Anchor, key: Key, *, gap: int) -> Block:
    """Return the passage that an anchor leads to, or the nearest one if it leads nowhere."""
    article = pack.article(anchor.article)
    rivals, found = evidence_found(article, anchor.words) if article else ((), Finding())
    passage, place = found.passage, Place(article=anchor.article, words=anchor.words)
    if article is None or passage is None:
        where = article.title if article else f"“{anchor.article}”, which is not in this pack"
        lost = f"words no longer found in {where}: “{anchor.words.strip('“”')}”"
        return Block(key, lost, Look.FAINT, marker="?", indent=2, gap=gap, place=place)
    unsure = f"one of {len(rivals) + 1} passages with these words" if rivals else ""
    unsure = unsure or doubt(Quote(anchor.words), found)
    source = f"background beside {article.label}" if passage.is_background else article.label
    return Block(
        key,
        quoted(passage),
        look=Look.QUOTE if passage.speaker else Look.TEXT,
        marker="→",
        indent=2,
        gap=gap,
        below="; ".join(part for part in (attribution(passage), source, unsure) if part),
        leads=address_of_passage(passage),
        passage=passage,
        place=place,
    )
