"""Reads spreadsheets: each sheet is a page, and its blocks of cells are tables."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from typing import Any

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.archives import opened_archive
from ccgbrief.papers.paper import Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.text import clean_line

MOST_CELLS = 500_000
"""Of one file: more is data to be worked with, and not a paper."""

MOST_EMPTY = 20
"""Cells of a table for each of those, since most of a wide table is empty."""

_HIDDEN = "on a hidden sheet"
_NOT_CALCULATED = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>")

Row = tuple[str, ...]


def read_xlsx(source: Source, tell: Tell) -> Paper:
    """Read a workbook as it was saved: figures as their formats show them, formulas as figures."""
    import openpyxl  # noqa: PLC0415 (so that csv needs no library)

    try:
        with opened_archive(source.data) as archive:
            unknown = _count_not_calculated(archive)
        book = openpyxl.load_workbook(io.BytesIO(source.data), data_only=True)
        blocks: list[Block] = []
        left_out: list[LeftOut] = []
        for number, sheet in enumerate(book.worksheets, start=1):
            page = Page(clean_line(sheet.title), "sheet")
            rows = _grid_of(sheet)
            if sheet.sheet_state == "visible":
                blocks += _blocks(rows, page)
            else:
                left_out += [LeftOut(" | ".join(row), _HIDDEN, page) for row in rows if any(row)]
            tell(number, len(book.worksheets))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise PaperError("it is damaged and cannot be read; get a whole copy") from error
    return Paper(
        tuple(blocks),
        left_out=tuple(left_out),
        remarks=(_not_calculated(unknown),) if unknown else (),
    )


def read_csv(source: Source, tell: Tell) -> Paper:
    """Read a table of values separated by commas, semicolons or tabs."""
    text, remarks = decoded(source)
    lines = io.StringIO(text, newline="")
    dialect: Any = "excel-tab" if source.name.lower().endswith(".tsv") else "excel"
    if dialect == "excel":
        with suppress(csv.Error):
            dialect = csv.Sniffer().sniff(text[:20_000], ",;\t|")
    try:
        rows = [tuple(map(clean_line, row)) for row in csv.reader(lines, dialect)]
    except csv.Error as error:
        raise PaperError(f"its lines are not a table ({error}); save it as .txt") from error
    _refuse_too_many(sum(map(len, rows)))
    tell(1, 1)
    return Paper(tuple(_blocks(rows, None)), remarks=remarks)


def _grid_of(sheet: Any) -> list[Row]:
    """Return what a sheet shows, row by row; a merged cell stands in all of its places.

    However many empty rows there are in a row, they are one.
    """
    shown = {place: _shown(cell) for place, cell in sheet._cells.items()}  # noqa: SLF001 - or each empty one is made
    for area in sheet.merged_cells.ranges:
        if text := shown.get((area.min_row, area.min_col)):
            shown |= dict.fromkeys(islice(area.cells, MOST_CELLS), text)
            _refuse_too_many(len(shown))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in shown.items():
        if text:
            found[row][column] = text
    rows: list[Row] = []
    for row, cells in sorted(found.items()):
        if row - 1 not in found:
            rows.append(())
        rows.append(tuple(cells.get(column, "") for column in range(1, max(cells) + 1)))
    _refuse_too_many(sum(map(len, rows)))
    return rows


def _refuse_too_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise PaperError(f"it has more than {MOST_CELLS:,} cells; save the part that is meant")


def _shown(cell: Any) -> str:
    """Return the text of a cell as its number format shows it."""
    value: Any = cell.value
    match value:
        case None:
            return ""
        case dt.datetime() if value.time() != dt.time():
            return f"{value.day} {value:%b %Y %H:%M}"
        case dt.date():
            return f"{value.day} {value:%b %Y}"
        case int() | float() if not isinstance(value, bool):
            return _number(value, str(cell.number_format or ""))
    return clean_line(str(value))


def _number(value: float, form: str) -> str:
    """Return a number with the decimals, thousands, per cent and currency of its format."""
    positive = re.sub(r"\[[^\[\]]*\]", "", form.split(";", maxsplit=1)[0])
    share = 100 if "%" in positive else 1
    decimals = re.search(r"\.(0+)", positive)
    if re.search(r"[0#]", positive):
        text = f"{value * share:,.{len(decimals[1]) if decimals else 0}f}"
    else:
        text = f"{value:,.15g}" if abs(value) < 1e15 else f"{value:g}"
    if "," not in positive:
        text = text.replace(",", "")
    sign, figures = ("-", text[1:]) if text.startswith("-") else ("", text)
    currency = re.search(r"[£$€]", form.split(";", maxsplit=1)[0])
    return f"{sign}{currency[0] if currency else ''}{figures}{'%' if share == 100 else ''}"


def _blocks(rows: Sequence[Row], page: Page | None) -> Iterator[Block]:
    """Yield the tables of a sheet, which empty rows part, and the lines of text between them."""
    for has_text, lines in groupby(rows, key=any):
        group = list(lines) if has_text else []
        first = next((i for i, row in enumerate(group) if sum(map(bool, row)) > 1), len(group))
        for row in group[:first]:
            yield Block(PassageKind.PARAGRAPH, " ".join(filter(None, row)), page=page)
        table = _trimmed(group[first:])
        if table:
            heads = int(len(table) > 1 and _is_head(table[0]))
            yield Block(PassageKind.ROW, "", page=page, rows=table, heads=heads)


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows without the columns at the edges in which there is nothing, equally wide."""
    used = [j for row in rows for j, text in enumerate(row) if text]
    if not used:
        return ()
    first, last = min(used), max(used) + 1
    _refuse_too_many(len(rows) * (last - first) // MOST_EMPTY)
    return tuple((*row[first:last], *[""] * (last - max(len(row), first))) for row in rows)


def _is_head(row: Row) -> bool:
    """Return whether a first row names columns: a figure in it is a value, unless it is a year."""
    return not any(re.fullmatch(r"[-£$€]?[\d.,]+%?", t) and not _YEAR.fullmatch(t) for t in row)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _count_not_calculated(archive: zipfile.ZipFile) -> int:
    sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
    return sum(len(_NOT_CALCULATED.findall(archive.read(name))) for name in sheets)


def _not_calculated(count: int) -> str:
    cells = "1 cell has a formula" if count == 1 else f"{count:,} cells have formulas"
    return f"{cells} without a saved result and stay empty; open it, save it, and add it again."
