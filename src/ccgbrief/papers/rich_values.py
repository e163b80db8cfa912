"""Finds what Excel shows in a cell for which it keeps an error: a picture, or a data type."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from ccgbrief.pack import Page
from ccgbrief.papers.drawings import BOOK, Element, main_part, parsed, related
from ccgbrief.papers.formulas import cells_of, sheets_of
from ccgbrief.papers.paper import IN_CELL, LeftOut
from ccgbrief.text import clean_line

_SHOWN = ("_DisplayString", "Text")
"""The keys of what a data type shows, and of what is said of a picture."""
_OTHER = "%cvi"
"""The key of the number of a value that says all in the place of one."""
_PARTS = ("sheetMetadata", "rdRichValue", "rdRichValueStructure")


def show_rich_values(book: Any, parts: Mapping[str, bytes]) -> list[LeftOut]:
    """Put what rich values show in the place of the errors kept for them; return those without."""
    values: dict[str, dict[str, str]] = {}
    with suppress(etree.LxmlError, LookupError, TypeError, ValueError):  # damaged, and then unsaid
        values = _rich_values(parts)
    unsaid: list[LeftOut] = []
    for sheet, part in sheets_of(book, parts):
        for place, stated in cells_of(part) if b' vm="' in part else ():
            number = stated.get("vm")
            value = values.get(number, {})
            if not number or stated.get("t") != "e" or "errorType" in value:  # as a newer error has
                continue
            cell = sheet._cells[place]  # noqa: SLF001 - or an empty one may be made
            said = clean_line(" ".join(filter(None, map(value.get, _SHOWN))))
            cell.value = said or None
            if not said:
                page = Page(clean_line(sheet.title), "sheet")
                unsaid.append(LeftOut(cell.coordinate, IN_CELL, page))
    return unsaid


def _rich_values(parts: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Return the rich values of a workbook with their keys, by the number that a cell has of one.

    Sources: MS-XLSX (rich values) and ECMA-376, part 1 (metadata).
    """
    found: list[Element] = []
    for kind in _PARTS:
        found += [parsed(parts[n]) for n in related(parts, main_part(parts, BOOK), kind).values()]
    if len(found) != len(_PARTS):
        return {}
    metadata, data, structures = found
    keys = [[key.get("n") for key in each.iter("{*}k")] for each in structures.iter("{*}s")]
    values = [
        dict(zip(keys[int(each.get("s"))], (v.text or "" for v in each.iter("{*}v")), strict=False))
        for each in data.iter("{*}rv")
    ]
    kept = [values[int(each.get("i"))] for each in metadata.iter("{*}rvb")]
    kept = [values[int(each[_OTHER])] if _OTHER in each else each for each in kept]
    records = metadata.findall("{*}valueMetadata/{*}bk/{*}rc")
    return {str(number): kept[int(each.get("v"))] for number, each in enumerate(records, start=1)}
