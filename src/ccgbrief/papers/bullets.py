"""Tells bullets that say something, as ✓ and ✗ or ■ beside □ do, from mere bullets, for papers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import category

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block

BULLET = "•"
"""What a bullet that says nothing is read as."""

_MERE = frozenset("•·∙⋅‣⁃◦▪▫§*o–—-➢➤►▸▶→➔➜🡺🡪>›»❖✦✧✭✱✶❋")
_SHAPES = frozenset("●○■□◆◇▲△▼▽★☆◼◻◾◽⚫⚪⬛⬜❑❒❏❐")
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
    for run in _lists(blocks):
        items = [block for block in run if _is_item(block)]
        depths: dict[tuple[int, int], set[str]] = defaultdict(set)
        for item in items:
            depths[item.level, item.indent].add(item.marker)
        telling: set[str] = set()
        for signs in depths.values():
            telling |= shapes if len(shapes := signs & _SHAPES) > 1 else set()
            telling |= signs & _TAKEN if _ADDED in signs else set()
        for block in run:
            sign = block.marker
            may_tell = sign in telling or not (sign in _SHAPES or is_mere(sign))
            yield block if may_tell or not _is_item(block) else replace(block, marker=BULLET)


def _lists(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Part blocks where a heading, or more than one that is no item, ends a list."""
    run: list[Block] = []
    for block in blocks:
        is_apart = bool(run) and not _is_item(run[-1]) and not _is_item(block)
        if block.kind is PassageKind.HEADING or is_apart:
            yield run
            run = []
        run.append(block)
    yield run


def _is_item(block: Block) -> bool:
    return block.kind is PassageKind.ITEM
