"""Parts the cells of a sheet into the tables that the workbook states, and the rest."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

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

    def place(row: int) -> int:
        return row - bisect_left(gone, row)

    found = []
    for each in sheet.tables.values():
        left, top, right, bottom = range_boundaries(each.ref)
        rows = range(place(top), place(bottom + 1))
        heads = place(top + (each.headerRowCount or 0)) - rows.start
        found.append(StatedTable(rows, range(left, right + 1), heads))
    return sorted(found, key=lambda table: (table.rows.start, table.columns.start))


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
