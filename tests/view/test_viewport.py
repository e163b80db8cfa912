"""The cursor and the window, on blocks whose true heights are given and differ from the guess."""

from collections.abc import Callable, Sequence
from itertools import chain, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.pack import Passage, PassageKind
from ccgbrief.view.blocks import Block
from ccgbrief.view.cursor_moves import move, move_screen, move_to_end
from ccgbrief.view.tables import Table
from ccgbrief.view.viewport import Viewport, into_view


def blocks_of(heights: Sequence[int], passed_over: Sequence[int] = ()) -> list[Block]:
    return [
        Block(f"b{i}", "x" * 7 * tall, gap=0, rests=i not in passed_over)
        for i, tall in enumerate(heights)
    ]


def view_of(
    heights: Sequence[int], page: int = 10, passed_over: Sequence[int] = (), width: int = 80
) -> Viewport:
    view = Viewport(blocks_of(heights, passed_over), lambda i: heights[i])
    view.resize(width, page)
    return view


def seen(view: Viewport) -> list[tuple[int, int]]:
    """Return the rows in the window, each as its block and the row within that."""
    found = (view.locate(row) for row in range(view.scroll, view.scroll + view.page))
    return [row for row in found if row]


def with_cursor(view: Viewport) -> set[int]:
    """Return the block under the cursor and those it passes over around it."""
    below = range(view.cursor + 1, len(view.blocks))
    above = range(view.cursor - 1, -1, -1)
    passed_over = (takewhile(lambda i: not view.blocks[i].rests, way) for way in (below, above))
    return {view.cursor, *chain.from_iterable(passed_over)}


def rows_of(block: int, tall: int) -> set[tuple[int, int]]:
    return {(block, row) for row in range(tall)}


def test_the_cursor_begins_on_the_first_block_it_may_rest_on() -> None:
    assert view_of([1] * 5).cursor == 0
    assert view_of([1] * 5, passed_over=[0, 1]).cursor == 2


def test_the_cursor_passes_over_what_it_may_not_rest_on() -> None:
    view = view_of([1] * 5, passed_over=[1, 2])
    move(view, 1)
    assert view.cursor == 3
    move(view, -1)
    assert view.cursor == 0


def test_the_cursor_stays_on_the_last_block_and_on_the_first() -> None:
    view = view_of([1] * 3)
    move(view, -1)
    assert view.cursor == 0
    for _ in range(9):
        move(view, 1)
    assert view.cursor == 2


def test_a_step_past_the_last_block_shows_what_stands_below_it() -> None:
    view = view_of([4, 4, 4, 9], passed_over=[3])
    for _ in range(5):
        move(view, 1)
    assert view.cursor == 2
    assert seen(view)[-1] == (3, 8)


def test_a_step_before_the_first_block_shows_what_stands_above_it() -> None:
    view = view_of([9, 4, 4, 4], passed_over=[0])
    view.go_to("b3")
    for _ in range(5):
        move(view, -1)
    assert view.cursor == 1
    assert seen(view)[0] == (0, 0)


def test_a_step_to_a_block_in_view_does_not_move_the_window() -> None:
    view = view_of([2] * 20)
    move(view, 1)
    assert view.scroll == 0


def test_a_step_to_a_block_below_the_window_shows_just_the_whole_of_it() -> None:
    view = view_of([4] * 20)
    for _ in range(3):
        move(view, 1)
    assert seen(view)[-1] == (3, 3)


def test_a_step_to_a_block_above_the_window_shows_it_from_its_first_row() -> None:
    view = view_of([4] * 20)
    view.go_to("b10", row=0)
    move(view, -1)
    assert seen(view)[0] == (9, 0)


def test_a_jump_puts_the_block_below_a_third_of_the_window() -> None:
    view = view_of([3] * 60, page=12)
    view.go_to("b40")
    assert view.cursor_row == 4


def test_a_block_taller_than_the_window_is_scrolled_through_before_it_is_left() -> None:
    view = view_of([2, 25, 2])
    move(view, 1)
    rows: set[tuple[int, int]] = set()
    while view.cursor == 1:
        rows |= set(seen(view))
        move(view, 1)
    assert rows_of(1, 25) <= rows
    assert view.cursor == 2


def test_a_block_taller_than_the_window_is_scrolled_through_upwards_too() -> None:
    view = view_of([2, 25, 2])
    move_to_end(view, 1)
    rows: set[tuple[int, int]] = set()
    move(view, -1)
    while view.cursor == 1:
        rows |= set(seen(view))
        move(view, -1)
    assert rows_of(1, 25) <= rows
    assert view.cursor == 0


def test_the_heading_above_the_first_of_a_list_is_seen_with_it() -> None:
    view = view_of([9, 9, 1, 2, 9, 9], passed_over=[2])
    view.go_to("b5", row=0)
    move(view, -1)
    view.go_to("b3")
    assert (2, 0) in seen(view)


def test_the_text_below_a_title_is_seen_with_it() -> None:
    view = view_of([9, 1, 5, 1, 5], passed_over=[2, 4])
    move(view, 1)
    assert rows_of(1, 1) | rows_of(2, 5) <= set(seen(view))


def test_what_does_not_fit_with_the_title_is_left_out_and_not_the_title() -> None:
    view = view_of([9, 1, 30, 1], passed_over=[2])
    move(view, 1)
    assert (1, 0) in seen(view)


def test_text_below_a_title_that_is_taller_than_the_window_is_scrolled_through() -> None:
    view = view_of([1, 30, 1], passed_over=[1])
    rows: set[tuple[int, int]] = set()
    while view.cursor == 0:
        rows |= set(seen(view))
        move(view, 1)
    assert rows_of(0, 1) | rows_of(1, 30) <= rows


def test_a_new_width_keeps_the_row_of_the_cursor() -> None:
    narrow, wide = [6] * 30, [3] * 30
    heights = list(narrow)
    view = Viewport(blocks_of(heights), lambda i: heights[i])
    view.resize(40, 12)
    view.go_to("b15", row=5)
    heights[:] = wide
    view.resize(80, 12)
    assert (view.cursor, view.cursor_row) == (15, 5)
    assert seen(view)[5:8] == [(15, 0), (15, 1), (15, 2)]


def test_a_lower_window_still_shows_the_block_under_the_cursor() -> None:
    view = view_of([2] * 40, page=20)
    view.go_to("b15", row=16)
    view.resize(80, 5)
    assert rows_of(15, 2) <= set(seen(view))


def test_a_window_that_shrinks_to_nothing_and_comes_back_shows_the_same_place() -> None:
    view = view_of([2] * 40, page=20)
    view.go_to("b15", row=6)
    view.resize(0, 0)
    view.resize(80, 20)
    assert (view.cursor, view.cursor_row) == (15, 6)


def test_a_place_asked_for_before_the_first_layout_is_shown_by_it() -> None:
    heights = [2] * 40
    view = Viewport(blocks_of(heights), lambda i: heights[i])
    assert view.go_to("b20", row=3)
    assert view.cursor_row == 3
    view.resize(80, 10)
    assert (view.cursor, view.cursor_row) == (20, 3)


def test_going_back_to_a_block_and_its_row_is_exact_although_heights_were_guessed() -> None:
    view = view_of([7, 1, 9, 2, 3] * 40, page=15)
    for _ in range(70):
        move(view, 1)
    key, row, before = f"b{view.cursor}", view.cursor_row, seen(view)
    move_to_end(view, 1)
    view.go_to(key, row)
    assert seen(view) == before
    fresh = view_of([7, 1, 9, 2, 3] * 40, page=15)
    fresh.go_to(key, row)
    assert seen(fresh) == before


def test_going_back_into_the_middle_of_a_block_taller_than_the_window_is_exact() -> None:
    view = view_of([3, 40, 3])
    for _ in range(3):
        move(view, 1)
    before = seen(view)
    assert 0 < before[0][1] < 30
    row = view.cursor_row
    move_to_end(view, 1)
    view.go_to("b1", row)
    assert seen(view) == before


def test_an_unknown_key_moves_nothing() -> None:
    view = view_of([2] * 40)
    view.go_to("b20")
    before = (view.cursor, view.scroll)
    assert not view.go_to("b999")
    assert (view.cursor, view.scroll) == before


def test_filled_anew_the_cursor_stays_on_its_key_and_row() -> None:
    heights = [2] * 40
    view = Viewport(blocks_of(heights), lambda _: 2)
    view.resize(80, 10)
    view.go_to("b20", row=6)
    view.show([Block("new", "a note", gap=0), *view.blocks])
    assert (view.cursor, view.cursor_row) == (21, 6)


def test_filled_anew_the_beginning_of_a_page_stays_at_the_upper_edge() -> None:
    heights = [3, 2, 4, 4, 4, 4]
    view = view_of(heights, page=6, passed_over=[1])
    blocks = [block._replace(gap=int(i == 1)) for i, block in enumerate(view.blocks)]
    view.start_over(blocks)
    view.rest_below(1)
    assert (view.cursor, view.scroll) == (2, 4)  # the gap above the page is out of view
    view.show(blocks)
    assert (view.cursor, view.scroll) == (2, 4)


def test_filled_anew_without_its_block_the_cursor_goes_to_one_nearby_that_it_may_rest_on() -> None:
    view = view_of([2] * 10)
    view.go_to("b9")
    fewer = blocks_of([2] * 6)
    view.show([*fewer[:4], *(block._replace(rests=False) for block in fewer[4:])])
    assert view.cursor == 3


def test_filled_anew_with_nothing_there_is_no_block_under_the_cursor() -> None:
    view = view_of([2] * 10)
    move(view, 1)
    view.show([])
    assert view.current is None
    assert view.total == 0


def test_started_over_it_shows_the_first_block() -> None:
    view = view_of([2] * 40)
    move_to_end(view, 1)
    view.start_over(blocks_of([2] * 30))
    assert (view.cursor, view.scroll) == (0, 0)


def test_started_over_it_shows_also_what_stands_above_the_first_block_it_rests_on() -> None:
    view = view_of([2] * 40)
    move_to_end(view, 1)
    view.start_over(blocks_of([2] * 30, passed_over=[0]))
    assert (view.cursor, view.scroll) == (1, 0)


@pytest.mark.parametrize("step", [-1, 1])
def test_an_empty_list_bears_every_key(step: int) -> None:
    view = view_of([])
    move(view, step)
    move_screen(view, step)
    move_to_end(view, step)
    view.scroll_by(step)
    view.resize(40, 5)
    assert view.current is None
    assert (view.scroll, view.cursor_row, view.locate(0)) == (0, 0, None)


def test_the_window_never_leaves_the_list() -> None:
    view = view_of([3] * 20)
    for _ in range(20):
        view.scroll_by(10_000)
        assert len(seen(view)) == 10
    assert seen(view)[-1] == (19, 2)
    view.scroll_by(-10_000)
    assert seen(view)[0] == (0, 0)


def test_scrolling_does_not_move_the_cursor() -> None:
    view = view_of([3] * 20)
    view.scroll_by(20)
    assert (view.cursor, view.scroll) == (0, 20)


def test_a_row_is_told_as_its_block_and_the_row_within_it() -> None:
    view = view_of([3, 2, 4])
    assert [view.locate(row) for row in (0, 2, 3, 8, 9, -1)] == [
        (0, 0),
        (0, 2),
        (1, 0),
        (2, 3),
        None,
        None,
    ]


def test_the_first_and_the_last_block_are_one_key_away() -> None:
    view = view_of([3] * 20, passed_over=[0, 19])
    move_to_end(view, 1)
    assert (view.cursor, seen(view)[-1]) == (18, (19, 2))
    move_to_end(view, -1)
    assert (view.cursor, seen(view)[0]) == (1, (0, 0))


@pytest.mark.parametrize(
    ("scroll", "top_row", "tall", "page", "first"),
    [
        pytest.param(10, 12, 3, 10, 10, id="in view: nothing moves"),
        pytest.param(10, 18, 5, 10, 13, id="half below: up to its last row"),
        pytest.param(10, 8, 5, 10, 8, id="half above: down to its first row"),
        pytest.param(10, 12, 30, 10, 12, id="taller than the window: from its first row"),
        pytest.param(20, 12, 30, 10, 20, id="taller than the window and filling it: nothing moves"),
        pytest.param(0, 90, 3, 9, 87, id="far below: under a third of the window"),
        pytest.param(90, 30, 3, 9, 27, id="far above: under a third of the window"),
        pytest.param(90, 1, 3, 9, 0, id="far above, at the beginning"),
    ],
)
def test_a_block_comes_into_view(
    scroll: int, top_row: int, tall: int, page: int, first: int
) -> None:
    assert into_view(scroll, top_row, tall, page) == first


rows = st.integers(1, 25)
lists = st.lists(st.tuples(rows, st.booleans()), min_size=1, max_size=25).filter(
    lambda blocks: any(rests for _, rests in blocks)
)
moves = st.lists(
    st.sampled_from(["down", "up", "page down", "page up", "end", "home", "narrow", "wide", "low"]),
    max_size=25,
)


@given(lists, st.integers(1, 15), moves)
def test_whatever_is_pressed_the_cursor_rests_where_it_may_and_is_seen(
    made: list[tuple[int, bool]], page: int, pressed: list[str]
) -> None:
    heights = [tall for tall, _ in made]
    view = view_of(heights, page, [i for i, (_, rests) in enumerate(made) if not rests])
    press: dict[str, Callable[[], object]] = {
        "down": lambda: move(view, 1),
        "up": lambda: move(view, -1),
        "page down": lambda: move_screen(view, 1),
        "page up": lambda: move_screen(view, -1),
        "end": lambda: move_to_end(view, 1),
        "home": lambda: move_to_end(view, -1),
        "narrow": lambda: view.resize(30, page),
        "wide": lambda: view.resize(120, page),
        "low": lambda: view.resize(80, max(page // 2, 1)),
    }
    for key in pressed:
        press[key]()
        assert view.current is not None
        assert view.current.rests
        assert 0 <= view.scroll <= max(view.total - view.page, 0)
        assert any(block in with_cursor(view) for block, _ in seen(view))


@given(lists, st.integers(1, 15), st.sampled_from([1, -1]), st.booleans())
def test_who_moves_on_long_enough_sees_every_row_and_reaches_the_end(
    made: list[tuple[int, bool]], page: int, step: int, by_page: bool
) -> None:
    made = [(1, True), *made]  # every list begins with a title or with one line of progress
    heights = [tall for tall, _ in made]
    passed_over = [i for i, (_, rests) in enumerate(made) if not rests]
    view = view_of(heights, page, passed_over)
    move_to_end(view, -step)
    rows_seen = set(seen(view))
    for _ in range(sum(heights) + 1):
        if by_page:
            move_screen(view, step)
        else:
            move(view, step)
        rows_seen |= set(seen(view))
    resting = [i for i in range(len(heights)) if i not in passed_over]
    assert view.cursor == (resting[-1] if step > 0 else resting[0])
    assert rows_seen == {(i, row) for i, tall in enumerate(heights) for row in range(tall)}


HEADS = ("Ward", "Beds")
BEDS = Table([(f"Ward {n}", f"{n}") for n in range(30)], HEADS)


def table_view(page: int = 12, notes: bool = False) -> Viewport:
    """Return a view of a table of thirty rows, with two texts before it and thirty after it."""
    head = Passage("a", 2, PassageKind.ROW, "Ward | Beds", cells=HEADS)
    row = head._replace(heads=HEADS)
    blocks = [
        *(Block(f"before{n}", "words", gap=0) for n in range(2)),
        Block("heads", head.text, passage=head, table=BEDS, gap=1),
    ]
    for n in range(30):
        blocks.append(Block(f"row{n}", f"Ward {n} | {n}", passage=row, table=BEDS, gap=0))
        blocks += [Block(f"note{n}", "note", gap=0)] if notes else []
    blocks += [Block(f"after{n}", "words", gap=0) for n in range(30)]
    view = Viewport(blocks, lambda i: 3 if blocks[i].is_head else 1)
    view.resize(80, page)
    return view


def under_heads(view: Viewport) -> set[int]:
    """Return the rows of the window that the heads are drawn over."""
    table = view.table_on_top()
    assert table in (None, BEDS)
    return set(range(2)) if table else set()


@pytest.mark.parametrize("notes", [False, True])
def test_heads_that_go_out_of_view_are_kept_above_their_rows(notes: bool) -> None:
    view, kept = table_view(notes=notes), []
    for row in range(view.total - view.page + 1):
        view.scroll_by(row - view.scroll)
        kept.append(bool(view.table_on_top()))
    last = view.position("row29")
    assert last is not None
    # They are in view up to row 3, and the last rows of the table push them out.
    assert kept.index(True) == 4
    assert kept[4:].index(False) + 4 == view._heights.top(last) - 1


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize("by_page", [False, True])
def test_heads_never_cover_the_block_the_cursor_is_on(
    step: int, notes: bool, by_page: bool
) -> None:
    view = table_view(notes=notes)
    move_to_end(view, -step)
    for _ in range(100):
        (move_screen if by_page else move)(view, step)
        assert view.cursor_row not in under_heads(view)
    assert view.cursor == (len(view.blocks) - 1 if step > 0 else 0)


@pytest.mark.parametrize("step", [1, -1])
def test_no_row_goes_by_under_the_heads_when_a_page_is_turned(step: int) -> None:
    view = table_view()
    move_to_end(view, -step)
    read: set[int] = set()
    while view.cursor != (len(view.blocks) - 1 if step > 0 else 0):
        hidden = under_heads(view)
        read |= {b for row, (b, _) in enumerate(seen(view)) if row not in hidden}
        move_screen(view, step)
    read |= {block for block, _ in seen(view)}
    assert read == set(range(len(view.blocks)))


def test_a_row_gone_to_at_the_upper_edge_stands_below_the_heads() -> None:
    view = table_view()
    view.go_to("row20", 0)
    assert view.cursor_row == 2
    assert view.table_on_top() is BEDS


def test_a_low_window_keeps_no_heads() -> None:
    view = table_view(page=5)
    view.go_to("row20", 0)
    assert view.table_on_top() is None
    assert view.cursor_row == 0


def test_a_list_can_begin_where_the_reader_is() -> None:
    view = view_of([1] * 100)
    blocks = blocks_of([1] * 100)
    view.start_over(blocks, "b60")
    assert (view.cursor, view.cursor_row) == (60, view.page // 3)
    view.start_over(blocks, "not there")
    assert (view.cursor, view.scroll) == (0, 0)
