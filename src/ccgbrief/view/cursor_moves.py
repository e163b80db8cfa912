"""Moves the cursor as the keys ask: by a block, a screen or a page, to the ends; for block lists.

PgDn and PgUp go to the beginning of a page of the paper, if it has any, but never past a row that
was not seen: if the next page is more than a screen away, the viewport moves by one screen instead.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.view.blocks import Block
from ccgbrief.view.viewport import Viewport


class PageBounds(NamedTuple):
    """The position of a page among the blocks."""

    begins: int
    """The block with its number, or the very first block before the first page."""
    ends: int
    """The block after its last."""
    before: int
    """The first block of the page before it; -1 for the first page."""


def page_bounds(blocks: Sequence[Block], block: int) -> PageBounds | None:
    """Return the page that a block is on; None if there are no pages."""
    begin = [i for i, each in enumerate(blocks) if each.begins_page]
    if not begin:
        return None
    begin = [*([0] if begin[0] else []), *begin, len(blocks)]
    at = bisect_right(begin, block)
    return PageBounds(begin[at - 1], begin[at], begin[at - 2] if at > 1 else -1)


def move(view: Viewport, step: int) -> None:
    """Move to the next or previous block; scroll through one taller than the window."""
    if view.scroll_within(step):
        return
    moved = view.resting_from(view.cursor + step, step)
    if moved == view.cursor:
        view.scroll_by(step * view.total)
        return
    view.rest_on(moved)
    if step < 0 and (hidden := view.tall(moved) - view.page) > 0:
        view.rest_on(moved, -hidden)  # going up, its end comes first


def move_page(view: Viewport, step: int) -> None:
    """Move by a page of the paper, or by a screen."""
    if not turn_page(view, step):
        move_screen(view, step)


def move_screen(view: Viewport, step: int) -> None:
    """Move to the next or previous block that is not fully visible, and show it at the edge.

    So no row is skipped.
    """
    if view.scroll_within(step):
        return
    ahead = range(view.cursor + step, len(view.blocks) if step > 0 else -1, step)
    resting = (block for block in ahead if view.blocks[block].rests)
    hidden = next((block for block in resting if not view.is_visible(block)), None)
    if hidden is None:
        move_to_end(view, step)
    else:
        view.rest_on(hidden, 0 if step > 0 else view.page - view.tall(hidden))


def move_to_end(view: Viewport, step: int) -> None:
    if view.blocks:
        view.rest_on(view.resting_from(0 if step < 0 else len(view.blocks) - 1, -step))
        view.scroll_by(step * view.total)


def turn_page(view: Viewport, step: int) -> bool:
    """Go to the beginning of the next or previous page; return False if that would skip anything.

    Going back, that is the beginning of this page if it is out of view.
    """
    bounds = page_bounds(view.blocks, view.cursor)
    if bounds is None:
        return False
    target = bounds.ends if step > 0 else bounds.begins
    if step < 0 and view.rows_to(target) >= 0:
        target = bounds.before
    if not 0 <= target < len(view.blocks):
        return False
    rows = view.rows_to(target)
    covered = view.heads_above(view.resting_from(target)) if step < 0 else 0
    if step < 0 <= rows:
        view.rest_on(view.resting_from(target))
    elif 0 < step * rows <= view.page - covered:
        view.rest_below(target)
    else:
        return False
    return True


def go_to_end_of_page(view: Viewport, step: int) -> bool:
    """Move to the first (-1) or the last (1) block of the page; return False if already there."""
    bounds = page_bounds(view.blocks, view.cursor)
    if bounds is None:
        return False
    end = view.resting_from(bounds.begins) if step < 0 else view.resting_from(bounds.ends - 1, -1)
    if end == view.cursor or not bounds.begins <= end < bounds.ends:
        return False
    view.rest_on(end)
    return True
