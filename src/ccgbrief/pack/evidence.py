"""Finds what is wrong with the evidence of areas and duties, and the cure: for `check_pack`."""

from collections.abc import Sequence

from ccgbrief.pack.anchors import find_passage, nearest_words
from ccgbrief.pack.model import Anchor, Area, Article, Duty, Pack
from ccgbrief.pack.reader import MANIFEST, Reading
from ccgbrief.suggest import nearest_name

_WORDS = "write ARTICLE: WORDS, some of its words that stand nowhere else"


def check_evidence(item: Area | Duty, pack: Pack, reading: Reading) -> None:
    """Add a fault for each anchor of `item` that does not lead to one passage as it is given."""
    for anchor in item.evidence:
        article = pack.article(anchor.article)
        if article is None:
            # Of one that cannot be read the words are not known, and it has a fault already.
            known = anchor.article in reading.names or MANIFEST in reading.unread
            found = None if known else _unknown_article(anchor, reading.names)
        else:
            found = _anchor_fault(anchor, article) if article.passages else None
        if found:
            holding = anchor.words or anchor.article
            reading.tables[item].fault("evidence", *found, fatal=False, holding=holding)


def _unknown_article(anchor: Anchor, names: Sequence[str]) -> tuple[str, str]:
    near = nearest_name(anchor.article, names)
    cure = f"write {Anchor(near, anchor.words or 'WORDS')}" if near else _WORDS
    return f"“{anchor.article}” is no article of the pack", cure


def _anchor_fault(anchor: Anchor, article: Article) -> tuple[str, str] | None:
    """Return what is wrong with an anchor and its cure, None when it leads to one passage."""
    if not anchor.words:
        return f"“{anchor}” gives no words of a passage", _WORDS
    placed = find_passage(anchor.words, article.passages)
    if placed.passage is None:
        near = nearest_words(anchor.words, article.passages)
        cure = f"the nearest are “{near}”" if near else _WORDS
        return f"no passage of {article.id} has the words “{anchor.words}”", cure
    if placed.rivals:
        lines = ", ".join(str(p.line) for p in (placed.passage, *placed.rivals))
        return f"“{anchor.words}” is in several passages of {article.id} (lines {lines})", _WORDS
    if not placed.exact:
        near = nearest_words(anchor.words, article.passages)
        problem = f"“{anchor.words}” is only nearly in {article.id} (line {placed.passage.line})"
        return problem, f"write {Anchor(article.id, near)}"
    return None
