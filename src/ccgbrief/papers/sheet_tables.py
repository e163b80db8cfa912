"""Parts the cells of a sheet into the tables that the workbook states, and the rest."""

from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ccgbrief.papers.grids import is_data

Cells = dict[tuple[int, int], str]
"""Texts that are not empty, by row and column."""


class StatedTable(NamedTuple):
    """Where a table of a sheet is, and how many of its rows are heads."""

    rows: range
    columns: range
    heads: int


def stated_tables(sheet: Any, gone: Sequence[int]) -> list[StatedTable]:
    """Return the tables of a sheet (Ctrl+T in Excel), its rows numbered without those `gone`."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 (so that csv needs no library)

    found = []
    for each in sheet.tables.values():
        left, top, right, bottom = range_boundaries(each.ref)
        rows = range(_place(top, gone), _place(bottom + 1, gone))
        heads = _place(top + (each.headerRowCount or 0), gone) - rows.start
        found.append(StatedTable(rows, range(left, right + 1), heads))
    return sorted(found, key=lambda table: (table.rows.start, table.columns.start))


def _place(row: int, gone: Sequence[int]) -> int:
    """Return the number of a row among those that are not gone."""
    return row - bisect_left(gone, row)


def parted(
    cells: Cells, tables: Sequence[StatedTable]
) -> Iterator[tuple[Cells, StatedTable | None]]:
    """Yield the cells of each table, and before it those above it that are in none, from the top.

    What stands right below a table or beside it goes on with it, as sums do that are not stated.
    """
    owned = [(table, _within(cells, table)) for table in tables]
    loose = {place: cells[place] for place in cells.keys() - {p for _, own in owned for p in own}}
    for table, own in owned:
        above = {place: text for place, text in loose.items() if place[0] < table.rows.start}
        more = _within(loose, _grown(table, loose))
        for place in (*above, *more):
            loose.pop(place)
        yield above, None
        yield own | more, table
    yield loose, None


def by_heads(cells: Cells, sheet: Any, gone: Sequence[int]) -> list[Cells]:
    """Return cells of a sheet, those below an empty row apart where it begins another table.

    The first row of that is of words, bold or filled unlike the next, and so is one that begins
    another above.
    """
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in cells:
        rows[place[0]].append(place)

    def is_apart(row: int) -> bool:
        return all(place in apart for place in rows[row])

    first = [
        row
        for row, places in sorted(rows.items())
        if row - 1 not in rows and row + 1 in rows and len(places) > 1
        if not is_data([cells[place] for place in places])
    ]
    apart = _set_apart(sheet, gone) if len(first) > 1 else set()
    heads = [row for row in first if is_apart(row) and not is_apart(row + 1)]
    parts: list[Cells] = [{} for _ in heads or [0]]
    for (row, column), text in cells.items():
        parts[max(bisect(heads, row) - 1, 0)][row, column] = text
    return parts


def _set_apart(sheet: Any, gone: Sequence[int]) -> set[tuple[int, int]]:
    """Return where a sheet has cells that are bold or filled."""
    return {
        (_place(row, gone), column)
        for (row, column), cell in sheet._cells.items()  # noqa: SLF001 - or each empty one is made
        if cell.has_style and (cell.font.b or cell.fill.fill_type == "solid")
    }


def _within(cells: Cells, table: StatedTable) -> Cells:
    return {(i, j): t for (i, j), t in cells.items() if i in table.rows and j in table.columns}


def _grown(table: StatedTable, loose: Cells) -> StatedTable:
    """Return a table with the cells that touch it at its sides, then with those below."""
    rows_of, columns_of = defaultdict(list), defaultdict(list)
    for row, column in loose:
        rows_of[column].append(row)
        columns_of[row].append(column)
    rows, columns = table.rows, table.columns
    while any(row in rows for row in rows_of.get(columns.stop, ())):
        columns = range(columns.start, columns.stop + 1)
    while any(row in rows for row in rows_of.get(columns.start - 1, ())):
        columns = range(columns.start - 1, columns.stop)
    while any(column in columns for column in columns_of.get(rows.stop, ())):
        rows = range(rows.start, rows.stop + 1)
    return StatedTable(rows, columns, table.heads)
