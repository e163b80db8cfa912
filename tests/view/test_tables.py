"""How tables are laid out; what is drawn of them is tested with the block list."""

from itertools import groupby
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ccgbrief.pack import Passage, read_passages
from ccgbrief.view.tables import (
    GUTTER,
    LONGEST_WORD,
    MOST_ASIDE,
    Table,
    table_passages,
    wrapped,
)

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep")
WIDE = Table([("Cardiology", *["£12,345"] * 6), ("Maternity", *["£9"] * 6)], ("Unit", *MONTHS))
"""69 columns: 10 for the units, 7 for each month and 2 between."""


def drawn(table: Table, room: int, shift: int = 0) -> list[str]:
    """Return a whole table as lines of text."""
    columns = table.columns(room)
    rows = [table.heads, *table.rows] if table.heads else table.rows
    lines = []
    for cells in rows:
        for line in columns.lines(cells, shift):
            parts = (" " * p.before + cells[p.cell][p.start : p.end] for p in line)
            lines.append("".join(parts).rstrip())
    return lines


def test_columns_are_aligned_and_figures_stand_to_the_right() -> None:
    table = Table(
        [("Cardiology", "18.2", "on plan"), ("Maternity", "7", "")], ("Unit", "Oct", "Is")
    )
    assert drawn(table, 60) == [
        "Unit         Oct  Is",
        "Cardiology  18.2  on plan",
        "Maternity      7",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "22", "-333"],
        ["18.2%", "7.9 %", "n/a"],
        ["£1,200", "-£3m", "(£14.5k)"],
        ["1 200,50", "–", "≤ 3"],
        ["2014-15", "2015–16", ""],
        ["1/4", "12:30", "6 per cent"],
        ["12", "13", "14", "see the note below"],
    ],
)
def test_what_is_taken_for_figures(cells: list[str]) -> None:
    table = Table([("name", cell) for cell in cells], ("", "Head"))
    assert table.columns(80).to_the_right == (False, True)


@pytest.mark.parametrize("cells", [["a", "1"], ["-", ""], ["Ward 1", "Ward 2"], ["1st", "2nd"]])
def test_what_is_not(cells: list[str]) -> None:
    table = Table([("name", cell) for cell in cells])
    assert table.columns(80).to_the_right == (False, False)


def test_long_cells_wrap_and_figures_never_do() -> None:
    table = Table([("Agency spend rose in the second week", "1 234 567")], ("Comment", "Spend"))
    assert drawn(table, 30) == [
        "Comment                  Spend",
        "Agency spend rose    1 234 567",
        "in the second week",
    ]


def test_the_room_goes_to_the_columns_that_want_it() -> None:
    texts = ("one two three four five six", "short", "one two three four five six seven eight")
    widths = Table([texts]).columns(44).widths
    assert widths[1] == len("short")
    assert sum(widths) + 2 * GUTTER == 44
    assert abs(widths[0] - widths[2]) <= 1


def test_a_word_is_broken_only_where_it_is_longer_than_any_column_must_be() -> None:
    table = Table([("a" * (LONGEST_WORD + 4), "b" * LONGEST_WORD)])
    columns = table.columns(2 * LONGEST_WORD + GUTTER)
    assert (columns.fits, columns.widths) == (True, (LONGEST_WORD, LONGEST_WORD))
    assert not table.columns(2 * LONGEST_WORD + GUTTER - 1).fits


def test_a_table_that_does_not_fit_moves_under_its_first_column() -> None:
    assert drawn(WIDE, 40) == [
        "Unit            Apr      May      Jun",
        "Cardiology  £12,345  £12,345  £12,345",
        "Maternity        £9       £9       £9",
    ]
    assert drawn(WIDE, 40, shift=2)[0] == "Unit            Jun      Jul      Aug"
    columns = WIDE.columns(40)
    assert not columns.fits
    assert columns.most_shift == 3
    assert columns.shown(3) == [0, 4, 5, 6]
    assert columns.shown(99) == columns.shown(3)


def test_it_says_on_which_side_there_is_more() -> None:
    columns = WIDE.columns(40)
    assert [columns.hidden(shift) for shift in (0, 1, 3)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert WIDE.columns(80).hidden() == (False, False)
    assert columns.rules() == ("─" * 10, "───────  ───────  ───────")


def test_a_row_is_as_tall_however_the_table_is_moved() -> None:
    table = Table([("name", *["word " * 20] * 5, "word " * 30)], ("", *MONTHS))
    columns = table.columns(60)
    heights = {len(columns.lines(table.rows[0], s)) for s in range(columns.most_shift + 1)}
    assert heights == {columns.height(table.rows[0])}
    assert max(columns.widths) == MOST_ASIDE


def test_moving_stops_at_both_ends_and_says_so() -> None:
    table = Table(WIDE.rows, WIDE.heads)
    said = [table.move(40, 1) for _ in range(4)]
    assert said == ["", "", "", "These are its last columns"]
    assert table.shift == 3
    said = [table.move(40, -1) for _ in range(4)]
    assert said == ["", "", "", "These are its first columns"]
    assert table.move(80, 1) == "All columns of the table are shown"


def test_a_wider_screen_never_leaves_a_table_moved_too_far() -> None:
    table = Table(WIDE.rows, WIDE.heads)
    for _ in range(4):
        table.move(30, 1)
    assert table.columns(40).shown(table.shift)[-1] == 6
    table.move(40, -1)
    assert table.shift == table.columns(40).most_shift - 1


def test_what_was_found_is_brought_into_view_and_no_further() -> None:
    table, row = Table(WIDE.rows, WIDE.heads), " | ".join(WIDE.rows[0])
    table.show(40, row, [row.rindex("£")])
    assert table.shift == 3
    table.show(40, row, [row.rindex("£")])
    assert table.shift == 3
    table.show(40, row, [0])
    assert table.shift == 3, "the first column is always seen"
    table.show(40, row, [0, row.index("£")])
    assert table.shift == 0


CELLS = st.text("ab 1,.%漢é\u0301-", max_size=30)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(8, 90)
)
def test_nothing_of_a_cell_is_lost_and_no_line_is_too_long(
    rows: list[list[str]], room: int
) -> None:
    table = Table(rows[1:], rows[0])
    columns = table.columns(room)
    for cells in rows:
        seen = ["", "", ""]
        for shift in range(columns.most_shift + 1):
            now = ["", "", ""]
            for line in columns.lines(cells, shift):
                width = 0
                for piece in line:
                    part = cells[piece.cell][piece.start : piece.end]
                    now[piece.cell] += part
                    width += piece.before + cell_len(part)
                assert width <= room
            seen = [a or b for a, b in zip(seen, now, strict=True)]
        expected = ["".join(cell.split()) for cell in cells]
        assert ["".join(part.split()) for part in seen] == expected


@given(st.text("ab 漢é\u0301", max_size=60), st.integers(2, 20))
def test_a_cell_wraps_between_words_within_its_column(text: str, width: int) -> None:
    parts = [text[start:end] for start, end in wrapped(text, width)]
    assert all(cell_len(part) <= width for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_ten_thousand_rows_are_measured_by_a_few_and_the_longest() -> None:
    rows = [("row", "1")] * 10_000
    rows[4_321] = ("the longest of them all", "123,456,789")
    assert Table(rows, ("Name", "No.")).columns(80).widths == (23, 11)


def tables_in(markdown: str) -> list[list[Passage]]:
    passages = table_passages(read_passages("a", markdown))
    return [[p for p, _ in rows] for table, rows in groupby(passages, itemgetter(1)) if table]


def test_rows_belong_to_the_table_they_stand_in() -> None:
    head, rule = "| a | b |", "|---|---|"
    first = f"{head}\n{rule}\n| 1 | 2 |\n| 3 | 4 |"
    assert [len(rows) for rows in tables_in(f"{first}\n\n{first}")] == [3, 3]
    assert [len(rows) for rows in tables_in(f"{first}\n\nwords\n\n{head}\n{rule}")] == [3, 1]
    bare = f"| | |\n{rule}\n| 1 | 2 |\n| 3 | 4 |"
    assert [len(rows) for rows in tables_in(f"{bare}\n\n{bare}\n\n{first}")] == [2, 2, 3]


def test_a_table_knows_its_heads_and_the_rows_below_them() -> None:
    markdown = "| a | b |\n|---|---|\n| 1 | 2 |\n\nwords"
    row, words = list(table_passages(read_passages("a", markdown)))[1:]
    assert row[1] is not None
    assert (row[1].heads, list(row[1].rows)) == (("a", "b"), [("1", "2")])
    assert words[1] is None
