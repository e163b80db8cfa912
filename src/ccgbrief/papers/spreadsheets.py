"""Reads spreadsheets: each sheet is a page, and its blocks of cells are tables."""

import csv
import datetime as dt
import io
import re
from bisect import bisect, bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from functools import cache, lru_cache
from itertools import groupby, islice, pairwise, zip_longest
from typing import Any

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.grids import (
    DATE,
    MOST_CELLS,
    Row,
    is_data,
    is_figure,
    names_columns,
    with_heads_below,
)
from ccgbrief.papers.numerals import lowered, raised
from ccgbrief.papers.paper import BLOTTED, STRUCK, Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.papers.sheet_tables import Cells, Heads, by_heads, parted, shown_heads, stated_tables
from ccgbrief.papers.signs import shown
from ccgbrief.text import clean_line

MOST_EMPTY = 20
"""Cells of a table for each of those, since most of a wide table is empty."""

LOOKED_AT = 200
"""Lines of a file that show what parts its values, and rows that show its heads."""

LONGEST_FORMAT = 255
"""Characters of a number format, as in Excel; a longer one is made to do harm."""

MOST_SAID = 200
"""Characters of what the library says of a file that it cannot read."""

MOST_FORMATS = 1_000
"""Formats that are remembered as they are read; a workbook has some tens."""

_BY_CONDITION = (
    "What its sheets format by conditions is read as without: also words struck out, or unseen."
)
_DATES = {*range(27, 37), *range(50, 59)}
"""The numbers of formats that are dates and times of each Asian language, without a code."""
_LOCAL = {
    "mm-dd-yy": "d mmm yyyy",
    "m/d/yy h:mm": "d mmm yyyy hh:mm",
    **dict.fromkeys(("yy/mm/dd", "yy/m/d"), "d mmm yyyy"),  # as LibreOffice saves such a one
    r"yy/mm/dd\ hh:mm": "d mmm yyyy hh:mm",
    '"$"#,##0_);("$"#,##0)': "#,##0;(#,##0)",  # with the sign of the reader's own money
    '"$"#,##0_);[Red]("$"#,##0)': "#,##0;(#,##0)",
    '"$"#,##0.00_);("$"#,##0.00)': "#,##0.00;(#,##0.00)",
    '"$"#,##0.00_);[Red]("$"#,##0.00)': "#,##0.00;(#,##0.00)",
    '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)': '#,##0.00;(#,##0.00);"-"',
    "mmss.0": "mm:ss.0",  # as openpyxl calls one that has a number and no name in the file
}
"""Formats that Excel shows as is usual where it runs, and what is read alike everywhere."""
_CONDITION = re.compile(r"\[(<=?|>=?|=|<>)(-?\d{1,20}(?:\.\d{1,20})?)\]")
"""When a part of a number format holds."""
_WORDS = re.compile(r'"[^"]*"|\\.')
"""What is no code for digits or dates in a number format."""
_SIGNS, _MASKS = "/@[.", "\ue000\ue001\ue002\ue003"
"""What the library takes for codes also where it stands among words, and what stands for it."""
_MASKING, _UNMASKING = str.maketrans(_SIGNS, _MASKS), str.maketrans(_MASKS, _SIGNS)
_LOCALE = re.compile(r"\[\$-[^\[\]]*\]")
"""A language, which the library takes for dollars."""
_IN_BRACKETS = re.compile(r"\[(?![hms]+\])[^\[\]]*\]")
"""A colour or a condition, and not a sum of hours, minutes or seconds."""
_IN_DATES = re.compile(r"\.(?!0)(?!\d{0,20}\])")
"""A point that parts days from months, and is none of decimals or of a condition."""
_POWER = re.compile(r"(?<=E\+)0(?![0#])", re.IGNORECASE)
"""The one digit of a power, with which the library takes 12 for 1.2E-1."""
_CALENDARS = re.compile(r"[gqw]|aaa|b[12b]|e(?!\+|-)")
"""Eras, quarters, weeks and days of a format, of which the library knows none."""
_DOUBLE = re.compile(r"^--(?=\d)")
"""The sign of a number, and that which its format states for it."""
_MINUTES = re.compile(r"h[^dms]{0,9}m|m[^dy]{0,9}s")
"""Says that a time is shown with its minutes."""
_SIGNED = re.compile(r"[-(][^\d\s]{0,3}\d")
_SCALING = re.compile(r"(?<=[0#?])(,+)(\.[0#?]*)")
"""Commas that stand before the decimals, where the library expects them behind."""
_WIDE = Context(prec=500)
"""Holds every number, with as many decimals as a format may have (127)."""
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
"""The line with which Excel tells itself what parts the values."""
_NOBODY = "None"
"""The author of a comment that openpyxl has written without one."""
_ONLY_COLOURS = "Cells that have only a colour are read as empty"
_MAY_BE_HEADS = "Rows of words that nothing shows to be heads are read as any other"
_UNPAIRED = "Its quotation marks are not in pairs; each of its lines is one row."

_THEMED = ("lt1", "dk1", "lt2", "dk2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme as a workbook counts them."""

_WHITE = "FFFFFF", 0.0

_OBJECT = re.compile(rb"pivot|/drawing")
_OBJECTS = """/descendant::*[local-name() = 'pivotCaches' or contains(@Type, '/pivot')
    or contains(@Type, '/drawing')]"""
"""What lists the pivot tables of a workbook, and the relations to them and to drawings."""

_SHIFTED: Mapping[Any, Any] = {"superscript": raised, "subscript": lowered}


def read_xlsx(source: Source, tell: Tell) -> Paper:
    """Read a workbook as it was saved: figures as their formats show them, formulas as figures."""
    import openpyxl  # noqa: PLC0415 (so that csv needs no library)

    from ccgbrief.papers.drawings import (  # noqa: PLC0415
        BOOK,
        beside_cells,
        main_part,
        related,
        told_of_pictures,
    )
    from ccgbrief.papers.formulas import take_uncalculated  # noqa: PLC0415 (as above)
    from ccgbrief.papers.rich_values import show_rich_values  # noqa: PLC0415

    try:
        parts = unpacked(source.data)
        main = main_part(parts, BOOK)
        for name in related(parts, main, "styles").values():
            parts["xl/styles.xml"] = parts[name]  # openpyxl looks for no other name
        data = io.BytesIO(packed(_without_objects(parts, main)))
        book = openpyxl.load_workbook(data, data_only=True, rich_text=True, keep_links=False)
        remarks = take_uncalculated(book, parts)
        blocks: list[Block] = []
        unsure: list[str] = []
        coloured: list[str] = []
        left_out = show_rich_values(book, parts)
        for number, sheet in enumerate(book.worksheets, start=1):
            page = Page(clean_line(sheet.title), "sheet")
            for why, cells in _take_unread(sheet, book.loaded_theme or b"").items():
                left_out += _listed(cells, why, page)
            shown, hidden, gone = _cells_of(sheet)
            own = list(_of_sheet(sheet, shown, gone, page))
            unsure += [page.cited] if not sheet.tables and any(map(_may_have_heads, own)) else []
            coloured += [page.cited] if _has_only_colours(sheet, book.loaded_theme or b"") else []
            blocks += own
            is_visible = sheet.sheet_state == "visible"
            reason = "in a hidden row, column or cell" if is_visible else "on a hidden sheet"
            left_out += _listed(hidden, reason, page)
            for comment in (c.comment for c in sheet._cells.values() if c.comment):  # noqa: SLF001
                author = clean_line(comment.author or _NOBODY)
                by = "comment" if author == _NOBODY else f"comment by {author}"
                left_out.append(LeftOut(clean_line(comment.text), by, page))
            tell(number, len(book.worksheets))
        left_out += beside_cells(parts)
    except (LookupError, SyntaxError) as error:  # a part is not there, or its XML is broken
        raise PaperError("it is damaged and cannot be read; get a whole copy") from error
    except (AttributeError, TypeError, ValueError) as error:  # as openpyxl says of many a file
        why = clean_line(str(error))[:MOST_SAID]
        raise PaperError(f"openpyxl cannot read it ({why}); save it anew in Excel") from error
    if any(map(_has_conditions, book.worksheets)):
        remarks = (*remarks, _BY_CONDITION)
    said = {_MAY_BE_HEADS: unsure, _ONLY_COLOURS: coloured}
    remarks += tuple(f"{what}: {', '.join(sheets)}." for what, sheets in said.items() if sheets)
    return told_of_pictures(Paper(tuple(blocks), left_out=tuple(left_out), remarks=remarks))


def _of_sheet(sheet: Any, cells: Cells, gone: Sequence[int], page: Page) -> Iterator[Block]:
    """Yield what a sheet shows, in its tables and outside them."""
    heads = shown_heads(cells, sheet, gone)
    for own, table in parted(cells, stated_tables(sheet, gone)):
        if table is not None:
            yield from _stated(_rows(own), table.heads, page)
            continue
        for part in by_heads(own, heads):
            yield from _blocks(_rows(part), page, heads)


def _may_have_heads(block: Block) -> bool:
    """Return whether a table has a first row of words that nothing shows to be heads.

    Two columns are more often labels and what they say.
    """
    first, *below = block.rows or [()]
    return not block.heads and bool(below) and len(first) > 2 and all(first) and not is_data(first)


def _without_objects(parts: Mapping[str, bytes], book: str) -> dict[str, bytes]:
    """Return the parts of a workbook without what refers to pivot tables and drawings.

    openpyxl reads them, and falls over some that Excel makes. What a pivot table shows is in cells.
    """
    from lxml import etree  # noqa: PLC0415 (so that csv needs no library)

    from ccgbrief.papers.drawings import parsed  # noqa: PLC0415

    found = dict(parts)
    for name in parts:
        if (name == book or name.endswith(".rels")) and _OBJECT.search(parts[name]):
            root = parsed(parts[name])
            for each in root.xpath(_OBJECTS):
                each.getparent().remove(each)
            found[name] = etree.tostring(root)
    return found


def read_csv(source: Source, tell: Tell) -> Paper:
    """Read a table of values separated by commas, semicolons or tabs."""
    text, remarks = decoded(source)
    form: dict[str, Any] = {"skipinitialspace": True}
    if stated := _SEPARATOR.match(text):
        text, form["delimiter"] = text[stated.end() :], stated[1]
    elif source.suffix == ".tsv":
        form["delimiter"] = "\t"
    lines = list(io.StringIO(text, newline=""))
    try:
        form.setdefault("delimiter", _separator(lines[:LOOKED_AT]))
        try:
            records = list(csv.reader(lines, strict=True, **form))
        except csv.Error:  # a mark without a pair would make one cell of all lines to the next
            records = [row for line in lines for row in csv.reader([line], **form)]
            remarks = (*remarks, _UNPAIRED)
    except csv.Error as error:
        raise PaperError(f"its lines are not a table ({error}); save it as .txt") from error
    rows = [tuple(map(clean_line, row)) for row in records]
    _refuse_too_many(sum(map(len, rows)))
    tell(1, 1)
    return Paper(tuple(_blocks(rows, None, None)), remarks=remarks)


def _separator(lines: Sequence[str]) -> str:
    """Return the sign that parts the most lines into the same number of values.

    Where several do, it is not the comma, which also stands in figures and in sentences.
    """

    def alike(sign: str) -> int:
        widths = Counter(map(len, csv.reader(lines, delimiter=sign, skipinitialspace=True)))
        return max((count for width, count in widths.items() if width > 1), default=0)

    return max(";\t|,", key=alike)


def _take_unread(sheet: Any, theme: bytes) -> dict[str, Cells]:
    """Take out of the cells of a sheet what is struck or blotted out, and return it by which."""
    found: dict[str, Cells] = {STRUCK: {}, BLOTTED: {}}
    for place, cell in sheet._cells.items():  # noqa: SLF001 - as below
        if isinstance(cell.value, list):  # runs of text, each with its font where it has its own
            fonts = [(str(run), getattr(run, "font", None)) for run in cell.value]
            runs = [
                (
                    _SHIFTED.get(own and own.vertAlign, str)(
                        shown(text, own.rFont if own else cell.font.name)
                    ),
                    _why_unread(own or cell.font, cell.fill, theme),
                )
                for text, own in fonts
            ]
            for why, cells in found.items():
                cells[place] = clean_line("".join(text for text, reason in runs if reason == why))
            cell.value = type(cell.value)([text for text, reason in runs if not reason])
        elif not cell.has_style or not (why := _why_unread(cell.font, cell.fill, theme)):
            continue
        elif text := _shown(cell):  # what is merged has none, and takes none
            found[why][place], cell.value = text, None
    return {
        why: {place: text for place, text in cells.items() if text} for why, cells in found.items()
    }


def _has_conditions(sheet: Any) -> bool:
    """Return whether a sheet strikes out, colours or formats what meets a condition."""
    styles = (rule.dxf for each in sheet.conditional_formatting for rule in each.rules if rule.dxf)
    return any(
        each.numFmt or (each.font and (each.font.strike or each.font.color)) for each in styles
    )


def _has_only_colours(sheet: Any, theme: bytes) -> bool:
    """Return whether a column has empty cells of several colours that no text of their row has."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415 (so that csv needs no library)

    @cache
    def colour_of(fill: int) -> tuple[str, float]:
        stated = sheet.parent._fills[fill]  # noqa: SLF001 - each cell has the number of its own
        is_solid = getattr(stated, "patternType", None) == "solid"
        return _colour(stated.fgColor, theme) if is_solid else _WHITE

    cells = sheet._cells  # noqa: SLF001 - or each empty one is made
    of_empty = {
        place: colour_of(cell._style.fillId)  # noqa: SLF001 - as above
        for place, cell in cells.items()
        if cell.value is None and cell.has_style and not isinstance(cell, MergedCell)
    }
    if len({*of_empty.values()} - {_WHITE}) < 2:
        return False
    of_texts: dict[int, set[tuple[str, float]]] = defaultdict(set)
    for (row, _), cell in cells.items():
        if cell.value is not None:
            colour = colour_of(cell._style.fillId) if cell.has_style else _WHITE  # noqa: SLF001
            of_texts[row].add(colour)
    found: dict[int, set[tuple[str, float]]] = defaultdict(set)
    for (row, column), colour in of_empty.items():
        if colour != _WHITE and row in of_texts and colour not in of_texts[row]:
            found[column].add(colour)
    return any(len(colours) > 1 for colours in found.values())


def _why_unread(font: Any, fill: Any, theme: bytes) -> str:
    if font.strike:
        return STRUCK
    is_filled = getattr(fill, "patternType", None) == "solid"
    is_alike = is_filled and _colour(font.color, theme) == _colour(fill.fgColor, theme)
    return BLOTTED if is_alike else ""


def _colour(stated: Any, theme: bytes) -> tuple[str, float]:
    """Return a colour as six digits, and how much lighter or darker it is; black if not stated."""
    from openpyxl.styles.colors import COLOR_INDEX  # noqa: PLC0415 (so that csv needs no library)

    from ccgbrief.papers.drawings import theme_colours  # noqa: PLC0415

    match stated and stated.type:
        case "rgb":
            digits = stated.rgb
        case "indexed":
            at = stated.indexed  # behind those of the palette are those of the system
            digits = COLOR_INDEX[at] if at < 64 else {64: "000000", 65: "FFFFFF"}.get(at, "")
        case "theme":
            names = _THEMED[stated.theme : stated.theme + 1]
            digits = "".join(theme_colours(theme).get(name, "") for name in names if theme)
        case _:
            return "000000", 0.0
    return str(digits)[-6:].upper() or f"{stated.type} {stated.value}", stated.tint or 0.0


def _cells_of(sheet: Any) -> tuple[Cells, Cells, list[int]]:
    """Return the cells of a sheet that it shows, those that it hides, and which rows it hides.

    A merged cell stands in all of its places, but once where it is all that its rows have from the
    left. Rows that are shown are numbered without those that are hidden, which part no table.
    """
    cells = sheet._cells  # noqa: SLF001 - or each empty one is made
    texts = {place: _shown(cell) for place, cell in cells.items()}
    filled = sorted(row for (row, _), text in texts.items() if text)
    left = min((column for (_, column), text in texts.items() if text), default=0)
    for area in sheet.merged_cells.ranges:
        texts_beside = bisect(filled, area.max_row) - bisect_left(filled, area.min_row) - 1
        is_one_of_several = texts_beside or area.min_col > left
        if is_one_of_several and (text := texts.get((area.min_row, area.min_col))):
            texts |= dict.fromkeys(islice(area.cells, MOST_CELLS), text)
            _refuse_too_many(len(texts))
    stated = {n: 0 if row.hidden else row.height for n, row in sheet.row_dimensions.items()}
    has_only_tall_rows = sheet.sheet_format.zeroHeight
    heights = dict.fromkeys((row for row, _ in cells), 0) if has_only_tall_rows else {}
    heights |= {number: height for number, height in stated.items() if height is not None}
    rows = sorted(number for number, height in heights.items() if height == 0)
    folded = [e for e in sheet.column_dimensions.values() if e.hidden or e.width == 0]
    columns = {number for each in folded for number in range(each.min, each.max + 1)}
    all_hidden = sheet.sheet_state != "visible"
    shown: Cells = {}
    hidden: Cells = {}
    for (row, column), text in texts.items():
        above = bisect_left(rows, row)
        if text and (all_hidden or column in columns or row in rows[above : above + 1]):
            hidden[row, column] = text
        elif text:
            shown[row - above, column] = text
        elif (cell := cells.get((row, column))) and (unseen := clean_line(str(cell.value or ""))):
            hidden[row, column] = unseen
    return shown, hidden, rows


def _listed(cells: Cells, reason: str, page: Page) -> list[LeftOut]:
    return [LeftOut(" | ".join(filter(None, row)), reason, page) for row in _rows(cells) if row]


def _rows(cells: Cells) -> list[Row]:
    """Return cells row by row; however many empty rows there are in a row, they are one."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in cells.items():
        found[row][column] = text
    rows: list[Row] = []
    for row, texts in sorted(found.items()):
        if row - 1 not in found:
            rows.append(())
        rows.append(tuple(texts.get(column, "") for column in range(1, max(texts) + 1)))
    _refuse_too_many(sum(map(len, rows)))
    return rows


def _refuse_too_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise PaperError(f"it has more than {MOST_CELLS:,} cells; save the part that is meant")


def _shown(cell: Any) -> str:
    """Return the text of a cell as its number format shows it."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 (as above)
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 (so that csv needs no library)
    from xlfmt import format_value  # noqa: PLC0415 (as above)

    has_own_fonts = isinstance(cell.value, list)
    value: Any = "".join(cell.value) if has_own_fonts else cell.value
    form = _LOCAL.get(cell.number_format, str(cell.number_format or "General"))
    if cell._style.numFmtId in _DATES and isinstance(value, int | float):  # noqa: SLF001
        form = "d mmm yyyy" if value >= 1 else "hh:mm:ss"
    if len(form) > LONGEST_FORMAT:
        form = "General"
    if form == "General" and isinstance(value, dt.date | dt.time):  # by the type of its cell
        return str(value).removesuffix(" 00:00:00")
    form, codes = _read_form(form)
    if _CALENDARS.search(codes) and not {*codes} & {*"0#?"}:
        value = from_excel(value) if isinstance(value, int | float) else value
        return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(cell.value)
    has_seconds = "s" in codes
    is_hour = "h" in codes and not _MINUTES.search(codes.replace("am/pm", ""))
    sign = ""
    match value:
        case dt.datetime() | dt.time() if not has_seconds:  # which would be rounded up
            value = value.replace(second=0, microsecond=0)
            value = value.replace(minute=0) if is_hour else value
        case dt.timedelta():
            sign = "-" if value < dt.timedelta() else ""
            unit = dt.timedelta(hours=1) if is_hour else dt.timedelta(minutes=1)
            rest = dt.timedelta() if has_seconds else abs(value) % unit
            value = (abs(value) - rest) / dt.timedelta(days=1)
        case int() if form == "General":
            form = "0"  # all of its digits
        case float():
            value = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet keeps
    try:
        with localcontext(_WIDE):
            text = sign + format_value(value, form)
            if isinstance(value, int | Decimal) and value < 0:
                lost = "-" if _loses_sign(text, value, form) else ""
                text = _DOUBLE.sub("-", f"{lost}{text}")
    except Exception:  # noqa: BLE001 - whatever the library raises over an odd format
        text = str(cell.value)
    is_early = isinstance(value, dt.datetime) and {*codes} & {*"dy"}
    if is_early and text == "########":  # for a day before the first of Excel
        text = str(value).removesuffix(" 00:00:00")
    text = text.translate(_UNMASKING)
    text = unescape(text) if cell.data_type == "s" else text
    return clean_line(shown(text, cell.font.name) if cell.has_style and not has_own_fonts else text)


@lru_cache(MOST_FORMATS)
def _read_form(form: str) -> tuple[str, str]:
    """Return a number format as the library reads it, and its codes alone, in small letters.

    Conditions and colours are none of them, nor is `General`.
    """
    plain = _SCALING.sub(r"\2\1", _LOCALE.sub("", form)).replace(".--", ".00")
    read = _WORDS.sub(lambda word: word[0].translate(_MASKING), plain)
    codes = _IN_BRACKETS.sub("", _WORDS.sub("", read).lower()).replace("general", "")
    read = _POWER.sub("#", read)
    above, *others = read.split(";")
    if others and _CONDITION.search(others[0]) and not _CONDITION.search(above):
        read = f"[>0]{read}"  # as is meant, where the library takes no value for the first part
    if re.search("[dhmsy]", codes):
        read = _IN_DATES.sub(lambda point: point[0].translate(_MASKING), read)
    return read, codes


def _loses_sign(text: str, value: int | Decimal, form: str) -> bool:
    """Return whether a number below nought is shown as if above, for a colour or by the library."""
    from xlfmt import format_value  # noqa: PLC0415 (as above)

    if not re.search("[1-9]", text):
        return False
    parts = form.split(";")
    conditions = list(filter(None, map(_CONDITION.search, parts)))
    if conditions:
        found = next((each for each in conditions if _holds(value, each)), None)
        is_below = found is not None and found[1] in {"<", "<="} and Decimal(found[2]) == 0
        return not is_below and not _SIGNED.search(text)
    above, *others = parts
    is_meant = others[:1] in ([], [above]) or text.startswith(("-", "("))
    return not is_meant and text == format_value(-value, form)


def _holds(value: int | Decimal, condition: re.Match[str]) -> bool:
    """Return whether a part of a number format is for a value."""
    stated = Decimal(condition[2])
    apart = {"<": value < stated, ">": value > stated, "=": value == stated}
    return any(apart[sign] for sign in condition[1])


def _blocks(rows: Sequence[Row], page: Page | None, shown: Heads | None) -> Iterator[Block]:
    """Yield the tables of a sheet, and the lines of text between them.

    Rows below an empty one go on with the table where they have its columns and no heads.
    """
    table: list[Row] = []
    columns: set[int] = set()
    had_figures = False
    for group in (list(lines) for has_text, lines in groupby(rows, key=any) if has_text):
        first = next((i for i, row in enumerate(group) if sum(map(bool, row)) > 1), len(group))
        has_figures = any(map(is_data, group))
        is_like = not _heads(_trimmed(group[:LOOKED_AT]), shown) if has_figures else not had_figures
        if first or not is_like or _used(group) != columns:
            yield from _tables(table, page, shown)
            table, columns, had_figures = [], _used(group), False
        for row in group[:first]:
            yield Block(PassageKind.PARAGRAPH, " ".join(filter(None, row)), page=page)
        table += group[first:]
        had_figures = had_figures or has_figures
    yield from _tables(table, page, shown)


def _stated(rows: Sequence[Row], heads: int, page: Page) -> Iterator[Block]:
    """Yield a table that the workbook states, with as many rows of heads as it states."""
    if table := _trimmed(list(filter(any, rows))):
        at_most = min(heads, len(table) - 1)
        yield Block(PassageKind.ROW, "", page=page, rows=table, heads=at_most)


def _tables(rows: Sequence[Row], page: Page | None, shown: Heads | None) -> Iterator[Block]:
    for part in map(_trimmed, _beside(rows)):
        titles = int(_has_title(part)) or _particulars(part)
        for row in part[:titles]:
            text = " ".join(dict.fromkeys(filter(None, row)))
            yield Block(PassageKind.PARAGRAPH, text, page=page)
        table = _trimmed(part[titles:])
        yield Block(PassageKind.ROW, "", page=page, rows=table, heads=_heads(table, shown))


def _beside(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Return the tables that stand side by side, if each has a title, or all the same heads.

    Others with an empty column between them are one, since their labels may be those on the left.
    """
    starts = [right for left, right in pairwise([-2, *sorted(_used(rows))]) if right - left > 1]
    parts: list[Sequence[Row]] = [
        [row[start:end] for row in rows if any(row[start:end])]
        for start, end in zip_longest(starts, starts[1:])
    ]
    has_labels = not any(is_figure(row[0]) for part in parts for row in part)
    are_alike = len({tuple(filter(None, part[0])) for part in parts}) == 1
    if len(parts) > 1 and has_labels and (are_alike or all(map(_has_title, parts))):
        return parts
    return [rows] if rows else []


def _has_title(rows: Sequence[Row]) -> bool:
    """Return whether the first row of a table is one text, also of a merged cell, above several."""
    texts = [len({*row} - {""}) for row in rows[:2]]
    return len(texts) == 2 and rows[0][0] != "" and texts[0] == 1 < texts[1]


def _particulars(rows: Sequence[Row]) -> int:
    """Return how many rows of a label and what it says stand right above the heads of figures."""
    at = next((i for i, row in enumerate(rows) if all(row[2:])), 0)
    are_heads = all(rows[at]) and not is_data(rows[at]) and is_data(*rows[at + 1 : at + 2] or [()])
    are_short = all(row[0] and not any(row[2:]) for row in rows[:at])
    return at if are_heads and are_short else 0


def _used(rows: Sequence[Row]) -> set[int]:
    return {j for row in rows for j, text in enumerate(row) if text}


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows without the columns in which there is nothing, equally wide."""
    used = sorted(_used(rows))
    _refuse_too_many(len(rows) * len(used) // MOST_EMPTY)
    return tuple(tuple(row[j] if j < len(row) else "" for j in used) for row in rows)


def _heads(table: Sequence[Row], shown: Heads | None) -> int:
    """Return how many of the first rows name columns: dates may, but no other figures."""
    stub, *others = table[0]
    may_be = len(table) > 1 and not is_data([stub, *(DATE.sub("", text) for text in others)])
    return with_heads_below(table, int(may_be and _is_head(table, shown)))


def _is_head(table: Sequence[Row], shown: Heads | None) -> bool:
    """Return whether the first row of a table, which is of words, names its columns.

    A CSV file shows none, but those of three columns or more nearly always have some: of 448 such
    files with heads that were looked at two have one of them again in its column.
    """
    first, *below = table
    if names_columns(table[:LOOKED_AT]):
        return True
    if shown is not None:
        return any({*filter(None, first)} <= row for row in shown.values())
    columns = list(zip(*(row for row in below if row != first), strict=True))
    recurs = any(text and text in column for text, column in zip(first, columns, strict=False))
    return len(first) > 2 and not recurs
