"""Tells bullets that say something, as ✓ and ✗ or ■ beside □ do, from mere bullets, for papers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from unicodedata import category

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block

BULLET = "•"
"""What a bullet that says nothing is read as."""

_MERE = frozenset("•·∙⋅‣⁃◦▪▫§*o–—-➢➤►▸▶→➔➜>›»❖✦✧✭✱✶❋")
_SHAPES = frozenset("●○■□◆◇▲△▼▽★☆◼◻◾◽❑❒❏❐")
"""What a form fills in where it is chosen; but many programs put ●, ○ and ■ before levels."""
_ADDED = "+"
_TAKEN = frozenset("-–−")


def is_mere(sign: str) -> bool:
    """Return whether a bullet never says anything, whatever stands beside it."""
    return sign in _MERE or not sign.strip() or category(sign[0]) == "Co"


def with_bullets(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a paper, with bullets that say nothing made alike.

    A shape says something where its list has another as deep: which is chosen. So does a dash where
    its list has a plus.
    """
    for is_list, run in groupby(blocks, lambda block: block.kind is PassageKind.ITEM):
        some = tuple(run)
        depths: dict[tuple[int, int], set[str]] = defaultdict(set)
        for block in some if is_list else ():
            depths[block.level, block.indent].add(block.marker)
        telling: set[str] = set()
        for signs in depths.values():
            telling |= shapes if len(shapes := signs & _SHAPES) > 1 else set()
            telling |= signs & _TAKEN if _ADDED in signs else set()
        for block in some:
            sign = block.marker
            may_tell = sign in telling or not (sign in _SHAPES or is_mere(sign))
            yield block if may_tell or not is_list else replace(block, marker=BULLET)
