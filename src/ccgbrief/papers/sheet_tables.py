"""Parts the cells of a sheet into the tables that the workbook states, and the rest."""

from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ccgbrief.papers.grids import is_data

Cells = dict[tuple[int, int], str]
"""Texts that are not empty, by row and column."""

Heads = Mapping[int, frozenset[str]]
"""The texts of the rows that a sheet shows to be heads."""


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


def shown_heads(cells: Cells, sheet: Any, gone: Sequence[int]) -> Heads:
    """Return the rows of a sheet that it shows to be heads.

    That is the last of those that stay in sight or are printed on each page, the first of a filter,
    and the first of others, of words, where most of its cells look unlike the next two below.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        rows[row].append(column)
    all_cells = sheet._cells  # noqa: SLF001 - or each empty one is made
    number_of = {_place(row, gone): row for row in {row for row, _ in all_cells} - {*gone}}

    def look(row: int, column: int) -> object:
        return _look(all_cells.get((number_of.get(row, 0), column)))

    def is_apart(row: int) -> bool:
        below = {j: [i for i in (row + 1, row + 2) if (i, j) in cells] for j in rows[row]}
        looks = [
            all(look(row, j) != look(i, j) for i in lines) for j, lines in below.items() if lines
        ]
        return 2 * sum(looks) > len(looks)

    stated = {_place(row, gone) for row in _stated_rows(sheet)}
    found = {}
    for row, columns in rows.items():
        is_first = row + 1 in rows and len(columns) > max(len(rows.get(row - 1, ())), 1)
        if is_first or row in stated:
            texts = [cells[row, column] for column in columns]
            if row in stated or (not is_data(texts) and is_apart(row)):
                found[row] = frozenset(texts)
    return found


def _look(cell: Any) -> object:
    """Return what sets a cell apart from others: its font, fill, style and the line below."""
    if cell is None or not cell.has_style:
        return None
    style = cell._style  # noqa: SLF001 - the numbers of its fonts and fills in the workbook
    line = cell.border.bottom
    return style.fontId, style.fillId, style.xfId, line and line.style


def _stated_rows(sheet: Any) -> Iterator[int]:
    """Yield the rows of heads that a sheet states."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 (as above)

    view = sheet.sheet_view
    if sheet.auto_filter.ref:
        yield range_boundaries(sheet.auto_filter.ref)[1]
    if view.pane and view.pane.ySplit and view.pane.state != "split":
        yield range_boundaries(view.topLeftCell or "A1")[1] + int(view.pane.ySplit) - 1
    if sheet.print_title_rows:
        yield range_boundaries(sheet.print_title_rows)[3]


def by_heads(cells: Cells, heads: Heads) -> list[Cells]:
    """Return cells of a sheet, those below an empty row apart where it begins another table.

    The first row of that, and one that begins another above, are shown to be heads.
    """
    rows = {row for row, _ in cells}
    first = sorted(row for row in heads if row in rows and row - 1 not in rows)
    parts: list[Cells] = [{} for _ in first or [0]]
    for (row, column), text in cells.items():
        parts[max(bisect(first, row) - 1, 0)][row, column] = text
    return parts


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
