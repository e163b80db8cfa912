"""Moves by the pages of a paper, on blocks whose true heights differ from the guess."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.view.blocks import Block
from ccgbrief.view.cursor_moves import (
    PageBounds,
    go_to_end_of_page,
    move_page,
    move_to_end,
    page_bounds,
    turn_page,
)
from ccgbrief.view.viewport import Viewport

Page = Sequence[int]
"""The heights of the passages of a page."""


def view_of(pages: Sequence[Page], window: int = 10, before: Page = ()) -> Viewport:
    """Return a view of pages, each one row that says which it is and then its passages."""
    blocks, heights = [], []
    for i, tall in enumerate(before):
        blocks.append(Block(f"before{i}", "x" * 7 * tall, gap=0))
        heights.append(tall)
    for number, page in enumerate(pages, 1):
        blocks.append(Block(f"page/{number}", f"p. {number}", gap=0, rests=False, begins_page=True))
        heights.append(1)
        for i, tall in enumerate(page):
            blocks.append(Block(f"{number}.{i}", "x" * 7 * tall, gap=0))
            heights.append(tall)
    view = Viewport(blocks, lambda i: heights[i])
    view.resize(80, window)
    return view


def page_on(view: Viewport, step: int) -> None:
    """Press PgDn (1) or PgUp (-1)."""
    move_page(view, step)


def seen(view: Viewport) -> list[tuple[int, int]]:
    found = (view.locate(row) for row in range(view.scroll, view.scroll + view.page))
    return [row for row in found if row]


def under_cursor(view: Viewport) -> str:
    assert view.current
    return str(view.current.key)


def test_a_block_is_on_the_page_that_began_last() -> None:
    blocks = view_of([[1, 1], [1]], before=[2]).blocks
    assert page_bounds(blocks, 0) == PageBounds(0, 1, -1)
    assert page_bounds(blocks, 1) == page_bounds(blocks, 3) == PageBounds(1, 4, 0)
    assert page_bounds(blocks, 5) == PageBounds(4, 6, 1)
    assert page_bounds(blocks[2:4], 0) is None


def test_the_next_page_begins_at_the_upper_edge_where_it_begins_within_a_screen() -> None:
    view = view_of([[3, 3], [2], [3, 3], [9]])
    for page in (2, 3, 4):
        page_on(view, 1)
        assert under_cursor(view) == f"{page}.0"
        if page < 4:
            assert seen(view)[0] == (view.cursor - 1, 0)


def test_a_page_longer_than_the_window_is_read_by_screens() -> None:
    view = view_of([[4, 4, 4, 4, 4], [4, 4, 4]])
    page_on(view, 1)
    assert under_cursor(view) == "1.2"
    page_on(view, 1)
    assert under_cursor(view) == "1.4"
    page_on(view, 1)
    assert under_cursor(view) == "2.0"


def test_backwards_comes_the_beginning_of_this_page_and_then_of_the_one_before() -> None:
    view = view_of([[3, 3], [4, 4], [3, 3, 3]], window=8)
    move_to_end(view, 1)
    page_on(view, -1)
    assert under_cursor(view) == "3.0"
    assert seen(view)[0] == (view.cursor - 1, 0)
    page_on(view, -1)
    page_on(view, -1)
    page_on(view, -1)
    page_on(view, -1)
    assert (under_cursor(view), view.scroll) == ("1.0", 0)


def test_a_page_in_view_above_the_cursor_is_gone_to_without_moving_the_window() -> None:
    view = view_of([[1], [1], [1], [1]])
    view.go_to("4.0")
    page_on(view, -1)
    assert (under_cursor(view), view.scroll) == ("3.0", 0)


PAGES = st.lists(st.lists(st.integers(1, 25), min_size=1, max_size=6), min_size=1, max_size=8)


@given(PAGES, st.integers(3, 12), st.lists(st.integers(1, 9), max_size=3))
def test_no_row_goes_by_unseen_in_either_direction(
    pages: list[list[int]], window: int, before: list[int]
) -> None:
    view = view_of(pages, window, before)
    move_to_end(view, -1)
    for step in (1, -1):
        rows = set(seen(view))
        stood = None
        while stood != (stood := (view.cursor, view.scroll)):
            page_on(view, step)
            rows |= set(seen(view))
        every = {row for row in map(view.locate, range(view.total)) if row}
        assert rows == every


def test_home_and_end_are_those_of_the_page_and_then_of_all() -> None:
    view = view_of([[3, 3], [3, 3, 3], [3, 3]])
    view.go_to("2.1")
    for step, first, then in ((1, "2.2", False), (-1, "2.0", False)):
        assert go_to_end_of_page(view, step)
        assert under_cursor(view) == first
        assert go_to_end_of_page(view, step) is then


def test_without_pages_nothing_is_turned() -> None:
    view = view_of([], before=[3, 3, 3])
    assert not turn_page(view, 1)
    assert not go_to_end_of_page(view, 1)


@pytest.mark.parametrize("step", [1, -1])
def test_an_empty_list_has_no_pages(step: int) -> None:
    assert not turn_page(view_of([]), step)
