"""Finds the formulas of a workbook that have no saved result, which openpyxl does not tell."""

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from ccgbrief.papers.drawings import BOOK, Element, main_part, parsed, related
from ccgbrief.papers.grids import MOST_CELLS

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OF_SEVERAL = {"array", "dataTable"}
"""Formulas that are stated in one cell, and have results in others too."""

Place = tuple[int, int]
"""The row and the column of a cell."""


def take_uncalculated(book: Any, parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Take the zeros that stand for no result out of a workbook; say how many formulas have none.

    Programs other than Excel save no results, or zeros where they state that the program that opens
    the workbook is to calculate it.
    """
    stated = parsed(parts[main_part(parts, BOOK)]).find("{*}calcPr")
    is_later = stated is not None and stated.get("fullCalcOnLoad") in {"1", "true"}
    count = 0
    for sheet, part in sheets_of(book, parts):
        for place in _uncalculated(part, is_later=is_later):
            count += 1
            cell = sheet._cells.get(place)  # noqa: SLF001 - or it is made
            if cell and cell.value is not None:
                cell.value = None
    formulas = "1 formula has" if count == 1 else f"{count:,} formulas have"
    cure = "so nothing stands there; open the workbook, save it and add it again."
    return (f"{formulas} no saved result, {cure}",) if count else ()


def sheets_of(book: Any, parts: Mapping[str, bytes]) -> Iterator[tuple[Any, bytes]]:
    """Yield the sheets of a workbook with their parts, but for those that have only a chart."""
    main = main_part(parts, BOOK)
    names = related(parts, main)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for each in parsed(parts[main]).iter("{*}sheet"):
        if sheet := sheets.get(each.get("name")):
            yield sheet, parts[names[each.get(_ID)]]


def _uncalculated(part: bytes, *, is_later: bool) -> Iterator[Place]:
    """Yield the places of a sheet at which a formula has no result."""
    left = iter(range(MOST_CELLS))
    among: set[Place] = set()  # the places of formulas of several
    for place, cell in cells_of(part):
        formula = cell.find("{*}f")
        if formula is not None and formula.get("t") in _OF_SEVERAL:
            among.update(there for _, there in zip(left, _places(formula), strict=False))
        has_none = formula is not None and not _has_result(cell)
        is_formula = formula is not None or place in among
        if has_none or (is_later and is_formula and _is_zero(cell)):
            yield place


def cells_of(part: bytes) -> Iterator[tuple[Place, Element]]:
    """Yield the cells of a sheet with their places, which some programs do not state."""
    number = 0
    for _, row in etree.iterparse(
        io.BytesIO(part), tag="{*}row", resolve_entities=False, no_network=True, huge_tree=True
    ):
        number = int(float(row.get("r", number + 1)))
        column = 0
        for cell in row.iterfind("{*}c"):
            stated = cell.get("r")
            place = coordinate_to_tuple(stated) if stated else (number, column + 1)
            column = place[1]
            yield place, cell
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]


def _places(formula: Element) -> Iterator[Place]:
    with suppress(TypeError, ValueError):  # a damaged range, or none
        left, top, right, foot = range_boundaries(formula.get("ref", ""))
        yield from ((i, j) for i in range(top, foot + 1) for j in range(left, right + 1))


def _has_result(cell: Element) -> bool:
    value = cell.find("{*}v")
    return value is not None and bool(value.text or cell.get("t") == "str")  # an empty text


def _is_zero(cell: Element) -> bool:
    with suppress(ValueError):
        return cell.get("t", "n") == "n" and float(cell.findtext("{*}v", "")) == 0
    return False
