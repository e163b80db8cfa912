"""The overview in columns: which sections stand side by side on a wide screen."""

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack
from ccgbrief.view import tabs
from ccgbrief.view.blocks import Block
from ccgbrief.view.heights import estimate
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.overview import (
    COLUMN_WIDTH,
    columns_for,
    overview_blocks,
    overview_columns,
)
from ccgbrief.view.panes import columns_of
from ccgbrief.view.view_state import ViewState


@pytest.mark.parametrize(
    ("width", "columns"),
    [(40, 1), (80, 1), (119, 1), (120, 2), (199, 2), (200, 3), (400, 3)],
)
def test_a_wide_screen_has_two_columns_and_a_very_wide_one_three(width: int, columns: int) -> None:
    assert columns_for(width) == columns


@pytest.mark.parametrize("count", [2, 3])
def test_the_columns_hold_the_overview_in_its_order(
    pack: Pack, notebook: Notebook, count: int
) -> None:
    notebook.add_note("Buy a tape", kind=NoteKind.ACTION)
    shown = ViewState(pack, notebook)
    columns = overview_columns(shown, count)
    assert len(columns) == count
    assert [b.key for column in columns for b in column] == [b.key for b in overview_blocks(shown)]
    assert all(column[0].gap == 0 for column in columns)


def height(column: list[Block]) -> int:
    return sum(estimate(block, COLUMN_WIDTH) for block in column)


@pytest.mark.parametrize("count", [2, 3])
def test_no_column_of_the_shipped_pack_is_less_than_half_of_the_tallest(
    shipped: Pack, notebook: Notebook, count: int
) -> None:
    for number in range(6):
        heights = [height(c) for c in overview_columns(ViewState(shipped, notebook), count)]
        assert min(heights) * 2 >= max(heights)
        notebook.add_note(f"Ask for paper {number}", kind=NoteKind.ACTION)


def test_only_the_overview_has_columns(small: Pack, notebook: Notebook) -> None:
    shown = ViewState(small, notebook)
    assert len(columns_of(tabs.DUTIES, shown, 3)) == 1
    assert len(columns_of(tabs.OVERVIEW, shown, 1)) == 1


def test_presented_columns_stand_a_row_further_apart(small: Pack, notebook: Notebook) -> None:
    usual = columns_of(tabs.OVERVIEW, ViewState(small, notebook), 2)
    presented = columns_of(tabs.OVERVIEW, ViewState(small, notebook, presenting=True), 2)
    assert [b.gap + 1 for b in usual[1][1:]] == [b.gap for b in presented[1][1:]]


def test_the_first_keys_are_the_readers_own_and_each_is_set_off(
    small: Pack, notebook: Notebook
) -> None:
    commands = tuple(c._replace(shown="F3 S") if c.id == "search" else c for c in COMMANDS)
    blocks = overview_blocks(ViewState(small, notebook, commands=commands))
    rows = [block for block in blocks if str(block.key).startswith("keys/")]
    assert [[row.text[span.start : span.end] for span in row.spans] for row in rows] == [
        ["F3", "enter", "esc"],
        ["n", "a", "c"],
        ["x", "ctrl+q", "?"],
    ]
