import pytest

from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.heights import MARGIN, WIDEST_TEXT, Heights, estimate, text_width


def blocks(*texts: str) -> list[Block]:
    return [Block(str(i), text, gap=0) for i, text in enumerate(texts)]


def heights_of(*rows: int) -> Heights:
    heights = Heights(blocks(*("x" for _ in rows)), 80, rows.__getitem__)
    for block in range(len(rows)):
        heights.measure(block)
    return heights


def test_a_block_begins_where_those_above_it_end() -> None:
    heights = heights_of(3, 1, 4)
    assert [heights.top(i) for i in range(4)] == [0, 3, 4, 8]
    assert heights.total == 8


@pytest.mark.parametrize(("row", "block"), [(0, 0), (2, 0), (3, 1), (4, 2), (7, 2)])
def test_every_row_belongs_to_the_block_that_takes_it(row: int, block: int) -> None:
    assert heights_of(3, 1, 4).at(row) == block


def test_rows_beyond_the_end_belong_to_the_last_block_and_rows_before_to_the_first() -> None:
    heights = heights_of(3, 1, 4)
    assert heights.at(1000) == 2
    assert heights.at(-5) == 0


def test_a_height_is_an_estimate_until_it_is_measured() -> None:
    heights = Heights(blocks("x", "x"), 80, lambda _: 9)
    assert [heights[0], heights[1]] == [1, 1]
    assert heights.measure(0)
    assert [heights[0], heights[1]] == [9, 1]
    assert heights.top(1) == 9
    assert not heights.measure(0)


@pytest.mark.parametrize(
    ("shown", "rows"),
    [
        ("abcd", [3, 1, 4, 2]),
        ("abxcd", [3, 1, 9, 4, 2]),
        ("xabcd", [9, 3, 1, 4, 2]),
        ("abcdx", [3, 1, 4, 2, 9]),
        ("acd", [3, 4, 2]),
        ("abd", [3, 1, 2]),
        ("axyd", [3, 9, 9, 2]),
        ("bcd", [1, 4, 2]),
        ("abcdabcd", [3, 1, 4, 2, 9, 9, 9, 9]),
        ("x", [9]),
        ("", []),
    ],
)
def test_blocks_that_stay_at_either_end_keep_their_heights(shown: str, rows: list[int]) -> None:
    long = "x" * 80 * 7
    every = {name: Block(name, long, gap=0) for name in "abcdxy"}
    heights = Heights([every[name] for name in "abcd"], 80, (3, 1, 4, 2).__getitem__)
    estimated = heights[0]
    for block in range(4):
        heights.measure(block)
    heights.show([every[name] for name in shown])
    kept = [estimated if tall == 9 else tall for tall in rows]
    assert [heights[i] for i in range(len(shown))] == kept
    assert heights.total == sum(kept)


def test_no_blocks_take_no_rows() -> None:
    assert Heights([], 80, lambda _: 1).total == 0


def test_longer_text_is_thought_to_be_taller_and_a_wider_list_to_be_shorter() -> None:
    short, long = blocks("a" * 60, "a" * 600)
    assert estimate(short, 80) < estimate(long, 80)
    assert estimate(long, 40) > estimate(long, 80)


def test_gap_and_the_line_below_count_as_rows() -> None:
    plain = estimate(Block("k", "text", gap=0), 80)
    assert estimate(Block("k", "text", gap=2), 80) == plain + 2
    assert estimate(Block("k", "text", gap=0, below="said by her"), 80) == plain + 1


def test_a_figure_is_as_tall_as_its_lines_however_long_they_are() -> None:
    drawn = Block("k", "a" * 500 + "\nb", Look.FIGURE, gap=0)
    assert estimate(drawn, 40) == 2


def test_text_is_never_wider_than_can_be_followed_and_figures_take_what_there_is() -> None:
    assert text_width(Block("k", "x"), 300) == WIDEST_TEXT
    assert text_width(Block("k", "x", Look.FIGURE), 300) == 300 - MARGIN


def test_indent_and_marker_take_from_the_room_for_text() -> None:
    assert text_width(Block("k", "x", indent=4, marker="[x]"), 60) == 60 - MARGIN - 4 - 4


def test_some_room_for_text_is_left_in_the_narrowest_list() -> None:
    assert text_width(Block("k", "x", indent=6), 1) == 8
