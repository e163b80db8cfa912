"""Spreadsheets as offices make them: what is shown is read, and what is hidden is listed."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Color, Font, GradientFill, PatternFill, Side
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ccgbrief.converters import libreoffice
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.drawings import renamed
from ccgbrief.papers.paper import BLOTTED, PaperError
from tests.paper_files import archive, strict
from tests.papers.conftest import Read

MONEY = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-'


TYPES = "[Content_Types].xml"


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    fill(book.active)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_heads_below_a_merged_one_are_heads_too(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Ward", "2014/15", None, "2015/16"))
        sheet.append((None, "Plan", "Actual", "Plan"))
        sheet.append(("Zebra", 11, 12, 13))
        sheet.merge_cells("B1:C1")

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert table.heads == 2
    assert table.rows[0] == ("Ward", "2014/15", "2014/15", "2015/16")


@pytest.mark.parametrize(
    ("below", "heads"),
    [
        (("Ward", "Plan", "Actual", "Plan"), 2),
        (("Elm", "good", "bad", ""), 1),
        (("Elm", 10, 11, 12), 1),
    ],
)
def test_a_row_below_merged_heads_may_name_the_labels_too(
    below: tuple[object, ...], heads: int, read: Read
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append((None, "This year", None, "Last year"))
        sheet.append(below)
        sheet.append(("Zebra", 11, 12, 13))
        sheet.append(("Yak", 21, 22, 23))
        sheet.merge_cells("B1:C1")

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert table.heads == heads


@pytest.mark.parametrize("heads", [("Dept", "Plan"), (None, "Plan")])
def test_a_title_over_a_table_further_in_is_no_head(heads: tuple[object, ...], read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Draft",))
        for row in ((), ("Budget for 2026", None, None), (*heads, "Actual"), ("Elm", 100, 200)):
            sheet.append((None, None, *row))
        sheet.merge_cells("C3:E3")

    *_, title, table = read("a.xlsx", workbook(fill)).blocks
    assert title.text == "Budget for 2026"
    assert table.rows == ((heads[0] or "", "Plan", "Actual"), ("Elm", "100", "200"))
    assert table.heads == 1


def test_a_row_of_words_below_plain_heads_is_none_of_them(read: Read) -> None:
    (table,) = read("a.csv", "Ward,State,Lead\nZebra,open,Ash\nYak,closed,Lee\n").blocks
    assert table.heads == 1


@pytest.mark.parametrize(
    ("lines", "tables"),
    [
        ("Ward,Beds\nElm,1\nOak,2\n\nTotal,3\n", [(1, 4)]),
        ("Ward,Beds\n\n\nElm,1\n\nOak,2\n", [(1, 3)]),
        ("Question,Answer\nWho?,Dr Ash\n\nWhen?,Today\nWhere?,Here\n", [(0, 4)]),
        # Another table: it has heads, other columns, or words where there were figures.
        ("Ward,Beds\nElm,1\n\nMonth,Falls\nApril,2\n", [(1, 2), (1, 2)]),
        ("Ward,Beds\nElm,1\n\nTotal,3,4\n", [(1, 2), (0, 1)]),
        ("Ward,Beds\nElm,1\n\nSource,Trust\n", [(1, 2), (0, 1)]),
        ("Ward,Beds\nElm,1\n\nNorth\nTotal,3\n", [(1, 2), (0, 1)]),
    ],
)
def test_rows_below_an_empty_one_keep_the_heads_of_their_columns(
    lines: str, tables: list[tuple[int, int]], read: Read
) -> None:
    blocks = [block for block in read("a.csv", lines).blocks if block.rows]
    assert [(table.heads, len(table.rows)) for table in blocks] == tables


def test_tables_side_by_side_are_told_apart_where_all_have_the_same_heads(read: Read) -> None:
    lines = "Ward,Beds,,Ward,Beds\nElm,1,,Oak,7\nAsh,2,,,\n"
    assert [block.rows for block in read("a.csv", lines).blocks] == [
        (("Ward", "Beds"), ("Elm", "1"), ("Ash", "2")),
        (("Ward", "Beds"), ("Oak", "7")),
    ]


def test_tables_side_by_side_are_told_apart_where_each_has_a_title(read: Read) -> None:
    lines = "Beds,,,,Falls\nWard,Open,Shut,,Month,No.\nElm,1,2,,April,7\n,,,,May,8\n"
    assert [block.rows or block.text for block in read("a.csv", lines).blocks] == [
        "Beds",
        (("Ward", "Open", "Shut"), ("Elm", "1", "2")),
        "Falls",
        (("Month", "No."), ("April", "7"), ("May", "8")),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Ward,Beds,,Lead,Days\nElm,1,,Ash,7\n",
        "Ward,,,Plan\n,Beds,,Beds\nElm,1,,7\n",
        "£m,2026,,,2025\n,Beds,Falls,,Beds\nElm,1,2,,7\n",
        "Plan,,,Actual\nWard,Beds,,Beds,Falls\nElm,1,,7,8\n",
        "Ward,,Lead\nElm,,Ash\n",
        "Ward,Beds,,Ward,Falls\nElm,1,,Elm,7\nOak,2,,,\n",
    ],
)
def test_an_empty_column_parts_no_table_whose_labels_may_be_on_the_left(
    lines: str, read: Read
) -> None:
    assert len(read("a.csv", lines).blocks) == 1


def test_dates_may_be_heads(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Ward", dt.date(2015, 4, 1), dt.date(2015, 5, 1)))
        sheet.append(("Zebra", 11, 12))
        for cell in sheet[1]:
            cell.number_format = "dd/mm/yyyy"

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert (table.heads, table.rows[0]) == (1, ("Ward", "01/04/2015", "01/05/2015"))


@pytest.mark.parametrize("how", ["hidden", "grouped", "of no height", "low but for some"])
def test_hidden_rows_and_columns_are_left_out_and_listed(read: Read, how: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Ward", "Draft", "Draft 2", "Beds"))
        sheet.append(("Zebra", 5, 6, 7))
        sheet.append(("Yak", 8, 8, 9))
        if how == "low but for some":
            sheet.sheet_format.zeroHeight = True
            sheet.row_dimensions[1].height = sheet.row_dimensions[2].height = 15
        else:
            sheet.row_dimensions[3].hidden = True
        if how == "grouped":
            sheet.column_dimensions.group("B", "C", hidden=True)
        else:
            sheet.column_dimensions["B"].hidden = sheet.column_dimensions["C"].hidden = True

    parts = unpacked(workbook(fill))
    if how == "of no height":  # as other programs hide them
        name = "xl/worksheets/sheet1.xml"
        parts[name] = re.sub(rb'(<row[^>]*) hidden="1"', rb'\1 ht="0"', parts[name])
        parts[name] = parts[name].replace(b'hidden="1" width="13"', b'width="0"')
        assert b"hidden" not in parts[name]
    paper = read("a.xlsx", packed(parts))
    (table,) = paper.blocks
    assert table.rows == (("Ward", "Beds"), ("Zebra", "7"))
    assert [str(line) for line in paper.left_out] == [
        "Draft | Draft 2 [sheet Budget, in a hidden row, column or cell]",
        "5 | 6 [sheet Budget, in a hidden row, column or cell]",
        "Yak | 8 | 8 | 9 [sheet Budget, in a hidden row, column or cell]",
    ]


@pytest.mark.parametrize("how", ["hidden", "grouped", "filtered"])
def test_rows_below_a_hidden_one_keep_their_heads(read: Read, how: str) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Ward", "Beds"), ("Zebra", 5), ("Yak", 8), (), ("Xerus", 7), (), ("Vole", 2)):
            sheet.append(row)
        sheet.row_dimensions.group(3, 4, hidden=True) if how == "grouped" else None
        sheet.auto_filter.ref = "A1:B5" if how == "filtered" else None
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True

    paper = read("a.xlsx", workbook(fill))
    (table,) = paper.blocks
    assert table.heads == 1
    assert table.rows == (("Ward", "Beds"), ("Zebra", "5"), ("Xerus", "7"), ("Vole", "2"))
    assert [line.text for line in paper.left_out] == ["Yak | 8"]


def test_comments_are_listed(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 7))
        sheet["B1"].comment = Comment("Is that so?", "Ash")

    paper = read("a.xlsx", workbook(fill))
    assert [(line.text, line.reason) for line in paper.left_out] == [
        ("Is that so?", "comment by Ash")
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (12345678, "General", "12345678"),
        (9781234567897, "General", "9781234567897"),
        (0.1 + 0.2, "General", "0.3"),
        (7.5, 'General" hrs"', "7.5 hrs"),
        (True, "General", "TRUE"),
        (7, "000", "007"),
        (-7, "000", "-007"),
        (1234567890, "00000 000000", "01234 567890"),
        (1234.5, "#,##0.00", "1,234.50"),
        (2.345, "0.00", "2.35"),
        (-0.004, "0.00", "0.00"),
        (0.5, ".00", ".50"),
        (1e300, "#,##0.0", f"{10**300:,}.0"),
        (1234567, "#,##0.0,", "1,234.6"),
        (1234567, '£0.0,,"m"', "£1.2m"),
        (8, '0" beds, 100%"', "8 beds, 100%"),
        (5, '"a;b"0;0', "a;b5"),
        (5, '"▲ "0', "▲ 5"),
        (-42, '0" CR";0" DR"', "42 DR"),
        (1234.5, "[$€-2] #,##0.00", "€ 1,234.50"),
        (-1234.5, MONEY, "-£1,234.50"),
        (0, MONEY, "£-"),
        (0.125, "0%", "13%"),
        (-42, r"#,##0_);[Red]\(#,##0\)", "(42)"),
        (3, '[=1]"Y";[=0]"N";General', "3"),
        (-3, '[=1]"Y";[=0]"N";General', "-3"),
        (-500, '[>=1000]0.0,"k";0', "-500"),
        (-500.5, "[>1000]0;0.0", "-500.5"),
        (-5, '[<0]"minus "0;0', "minus 5"),
        (-5, "[>=0]0;(0)", "(5)"),
        (-5000, '[<1000]0;[<1000000]0.0,"K";0.0,,"M"', "-5000"),
        (-12, '[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', "-12"),
        (-0.5, "[<0.1]0.0%;0%", "-50.0%"),
        (-6, '[Red][<0]"down "0;0', "down 6"),
        (-2400, '[<-999950]0.0,,"M";[<-950]0.0,"K";0', "-2.4K"),
        (-1500000, "General;[Red]-General", "-1500000"),
        ("--5 is typed", "General", "--5 is typed"),
        (dt.time(9, 45), "h AM/PM", "9 AM"),
        (dt.time(13, 30), "hh", "13"),
        (dt.time(23, 59, 59), "h AM/PM", "11 PM"),
        (46090, "WW", "2026-03-09"),
        (46090, '"KW "WW', "2026-03-09"),
        (-5, '[<1]0" - low";0', "-5 - low"),
        (1.23, "$#,##0.--", "$1.23"),
        (dt.date(2015, 4, 1), "QQ yy", "2015-04-01"),
        (dt.timedelta(minutes=30, seconds=55.2), "mmss.0", "30:55.2"),
        (1234, "[$-809]#,##0", "1,234"),
        (0.072, "[$-409]0.0%", "7.2%"),
        (-1234, "#,##0;[Red]#,##0", "-1,234"),
        (1234, "#,##0;[Red]#,##0", "1,234"),
        (-5, r"0.0_ ;[Red]0.0\ ", "-5.0"),
        (-1.5, '"£"0.00;[Red]"£"0.00', "-£1.50"),
        (-5, '"+"0;[Red]"−"0', "−5"),
        (-5, "0;0", "5"),
        (-5, "-0;[Red]-0", "-5"),
        (-25, "[Red][<-25](0);[Green][>25]0;0", "-25"),
        (-26, "[Red][<-25](0);[Green][>25]0;0", "(26)"),
        (-25, "[Red][<=-25](0);[Green][>25]0;0", "(25)"),
        (1234567, '0,,.00"m"', "1.23m"),
        (3.75, "# ??/??", "3 3/4"),
        (201516, '0000"/"00', "2015/16"),
        (201516, r"0000\/00", "2015/16"),
        (5, '"[>9] @ "0', "[>9] @ 5"),
        (12345, "##0.0E+0", "12.3E+3"),
        (dt.time(9, 30), "h:mm", "9:30"),
        (dt.time(16, 17, 35), "h:mm AM/PM", "4:17 PM"),
        (dt.date(2015, 4, 1), "mmm-yy", "Apr-15"),
        (dt.date(2015, 4, 1), "dd/mm/yyyy", "01/04/2015"),
        (dt.date(2015, 4, 1), "dd.mm.yyyy", "01.04.2015"),
        (dt.date(2015, 4, 1), "[$-407]d. mmmm yyyy", "1. April 2015"),
        (dt.time(9, 30), "hh.mm", "09.30"),
        (dt.timedelta(days=1, hours=12), "[h].mm", "36.00"),
        (dt.timedelta(seconds=5.25), "[s].00", "5.25"),
        (dt.date(2015, 4, 1), "[$-F800]dddd, mmmm dd, yyyy", "Wednesday, April 01, 2015"),
        (dt.datetime.fromisoformat("2015-04-01T09:30:45"), "yyyy-mm-dd hh:mm", "2015-04-01 09:30"),
        # What each country writes in its own way.
        (dt.date(2015, 4, 1), "mm-dd-yy", "1 Apr 2015"),
        (dt.datetime.fromisoformat("2015-04-01T09:30"), "m/d/yy h:mm", "1 Apr 2015 09:30"),
        (dt.timedelta(days=1, hours=12), "[h]:mm", "36:00"),
        (dt.timedelta(hours=1, minutes=30, seconds=45), "[h]:mm:ss", "1:30:45"),
        (dt.timedelta(hours=1, minutes=30, seconds=45), '[h]:mm" hrs"', "1:30 hrs"),
        (dt.timedelta(minutes=-30), "[h]:mm", "-0:30"),
        (dt.timedelta(minutes=90, seconds=5), "[mm]:ss", "90:05"),
        (dt.timedelta(minutes=2), "[ss]", "120"),
        ("Yak", '@" (draft)"', "Yak (draft)"),
        ("Yak", "#,##0", "Yak"),
        (12, "0.0E+0", "1.2E+1"),
        (-42, "0.0E+0", "-4.2E+1"),
        (36.5, "[=0]?;[<4.1666][hh]:mm:ss;[hh]:mm", "876:00"),
        (dt.timedelta(hours=9, minutes=45), '[h]" hrs"', "9 hrs"),
        (5, "#,##0;[<0](#,##0);-", "5"),
        (0, "#,##0;[<0](#,##0);-", "-"),
        (5, "0;[<0]-0", "5"),
        (-5, "0;[<0]-0", "-5"),
        (-0.5, "0.0;[=0]-;General", "-0.5"),
        (-0.004, "[=0]?;0%", "0%"),
        (-5, '[<1]"low";0', "low"),
        (-18000, "dd/mm/yyyy", "1850-09-18"),
        # In years and days that are no others'.
        *(
            (dt.date(2026, 12, 3), form, "2026-12-03")
            for form in ("[$-411]ge.m.d", "[$-404]e/m/d", "[$-1170000]B2d/mm/yyyy", "aaa")
        ),
        # Formats that are none, or made to do harm.
        (5, "0[", "5"),
        (5, "0" * 300, "5"),
        (1e300, "0." + "0" * 250, "1e+300"),
    ],
)
def test_figures_are_as_their_formats_show_them(
    read: Read, value: object, form: str, shown: str
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", value))
        sheet["B1"].number_format = form

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert table.rows == (("Zebra", shown),)


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (5, -1234.5, "(1,235)"),
        (8, 1234.5, "1,234.50"),
        (44, 1234.567, "1,234.57"),
        (44, -1234.567, "(1,234.57)"),
        (31, 42095, "1 Apr 2015"),
        (58, 42095.25, "1 Apr 2015"),
        (32, 0.25, "06:00:00"),
    ],
)
def test_a_format_that_a_workbook_has_by_its_number_alone_is_neutral(
    number: int, value: float, shown: str, read: Read
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", value))
        sheet["B1"].number_format = "0.00"  # of which the number is 2

    parts = unpacked(workbook(fill))
    name = "xl/styles.xml"
    parts[name] = parts[name].replace(b'numFmtId="2"', b'numFmtId="%d"' % number)
    (table,) = read("a.xlsx", packed(parts)).blocks
    assert table.rows == (("Zebra", shown),)


def test_a_cell_that_is_a_date_by_its_type_is_shown_as_one_without_a_format(read: Read) -> None:
    moments = (dt.date(2015, 4, 1), dt.datetime(2015, 4, 1, 9, 30), dt.time(9, 30))  # noqa: DTZ001

    def fill(sheet: Worksheet) -> None:
        assert sheet.parent
        sheet.parent.iso_dates = True
        sheet.append(("Zebra", *moments))
        for cell in sheet[1]:
            cell.number_format = "General"

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert table.rows == (("Zebra", "2015-04-01", "2015-04-01 09:30:00", "09:30:00"),)


def test_a_day_before_1900_that_its_format_hides_is_not_shown(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 1, -18000))
        sheet["C1"].number_format = "dd/mm/yyyy;;"

    assert [b.rows for b in read("a.xlsx", workbook(fill)).blocks] == [(("Zebra", "1"),)]


def test_a_figure_that_its_format_hides_is_listed(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 1, 7))
        sheet["C1"].number_format = ";;;"

    paper = read("a.xlsx", workbook(fill))
    assert [block.rows for block in paper.blocks] == [(("Zebra", "1"),)]
    (line,) = paper.left_out
    assert (line.text, line.reason) == ("7", "in a hidden row, column or cell")


SHAPES = """<twoCellAnchor xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
    <mc:AlternateContent><mc:Choice><sp><txBody><a:p><a:r><a:t>Without </a:t></a:r><a:r><a:t>£2m
    </a:t></a:r></a:p><a:p><a:r><a:t>of loans</a:t></a:r></a:p></txBody></sp></mc:Choice>
    <mc:Fallback><sp><a:p><a:r><a:t>It cannot be shown</a:t></a:r></a:p></sp></mc:Fallback>
    </mc:AlternateContent></twoCellAnchor></wsDr>"""

DIAGRAM = """<d:dataModel xmlns:d="d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
    <a:t>Plan</a:t><a:t>Do</a:t></d:dataModel>"""
DIAGRAM_OF = (
    '<Relationship Id="d" Type="r/diagramData" Target="/xl/diagrams/data1.xml"/></Relationships>'
)


def test_what_stands_beside_the_cells_of_a_workbook_is_listed(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 11))
        sheet.oddHeader.left.text = '&"Arial,Bold"&12Draft && &"Times"&K00FF00not &Bapp&Broved'
        sheet.oddHeader.right.text = "&D"
        sheet.oddFooter.center.text = "Page &P of &N"
        assert sheet.parent
        for place in (sheet, sheet.parent.create_chartsheet("Waits")):
            chart = BarChart()
            chart.title = f"On {place.title}"
            place.add_chart(chart)

    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as usual:
        parts = {name: usual.read(name) for name in usual.namelist()}
    drawing = "xl/drawings/drawing1.xml"
    parts[drawing] = parts[drawing].replace(b"</wsDr>", SHAPES.encode())
    relations = "xl/drawings/_rels/drawing1.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", DIAGRAM_OF.encode())
    parts["xl/diagrams/data1.xml"] = DIAGRAM.encode()
    paper = read("a.xlsx", archive(parts))
    assert [block.rows for block in paper.blocks] == [(("Zebra", "11"),)]
    assert list(map(str, paper.left_out)) == [
        "Draft & not approved [sheet Budget, a running head or foot]",
        "Without £2m of loans [sheet Budget, in a text box]",
        "A chart: On Budget [sheet Budget, drawn, and not read]",
        "A diagram: Plan Do [sheet Budget, drawn, and not read]",
        "A chart: On Waits [sheet Waits, drawn, and not read]",
    ]


def test_a_workbook_whose_drawing_is_damaged_is_refused(read: Read) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(lambda sheet: sheet.append(("Zebra", 11))))) as usual:
        parts = {name: usual.read(name) for name in usual.namelist()}
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    target = 'Type="drawing" Target="/xl/drawings/drawing1.xml"'
    relations = f'<Relationships xmlns="{space}"><Relationship Id="r" {target}/></Relationships>'
    more = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/drawing1.xml": "<wsDr>"}
    with pytest.raises(PaperError, match="it is damaged"):
        read("a.xlsx", archive({**parts, **more}))


def control(kind: str, label: str, state: str) -> str:
    data = f'<x:ClientData ObjectType="{kind}">{state}</x:ClientData>'
    return f"<v:shape><v:textbox><div>{label}<br></div></v:textbox>{data}</v:shape>"


def test_what_is_ticked_and_chosen_in_controls_on_a_sheet_is_listed(read: Read) -> None:
    signer = 'o:suggestedsigner="Dr Ash" o:suggestedsigner2="Chair"'
    shapes = (
        control("Checkbox", "I agree", "<x:Checked>1</x:Checked>"),
        control("Radio", "Neither", ""),
        control("Drop", "", "<x:Sel>2</x:Sel><x:FmlaRange>$A$1:$A$3</x:FmlaRange>"),
        control("Note", "a comment", ""),
        f"<v:shape><o:signatureline {signer}/></v:shape>",
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:schemas-microsoft-com:{space}"'
        for name, space in (("v", "vml"), ("o", "office:office"), ("x", "office:excel"))
    )
    parts = unpacked(workbook(lambda sheet: sheet.append(("Zebra", 11))))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    target = 'Type="x/vmlDrawing" Target="/xl/drawings/vml1.vml"'
    relations = f'<Relationships xmlns="{space}"><Relationship Id="r" {target}/></Relationships>'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations.encode()
    drawing = f'<?xml version="1.0"?><xml {spaces}>{"".join(shapes)}</xml>'
    parts["xl/drawings/vml1.vml"] = drawing.encode()
    why = "a control of a form, drawn and not read in its place"
    assert list(map(str, read("a.xlsx", packed(parts)).left_out)) == [
        f"☒ I agree [sheet Budget, {why}]",
        f"☐ Neither [sheet Budget, {why}]",
        f"$A$1:$A$3: 2 [sheet Budget, {why}]",
        "Dr Ash, Chair [sheet Budget, who is to sign, on a signature line]",
    ]
    parts["xl/drawings/vml1.vml"] = b""
    assert read("a.xlsx", packed(parts)).left_out == ()


def test_a_strict_workbook_is_read(read: Read) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(lambda sheet: sheet.append(("Zebra", 11))))) as usual:
        parts = {name: usual.read(name) for name in usual.namelist()}
    (table,) = read("a.xlsx", archive(strict(parts))).blocks
    assert table.rows == (("Zebra", "11"),)


def test_a_workbook_whose_parts_have_other_names_is_read_alike(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 0.5))
        sheet["B1"].number_format = "0%"
        sheet.oddHeader.left.text = "Draft"

    usual = workbook(fill)
    parts = unpacked(usual)
    moved = renamed(parts, {name: name.replace("xl/", "own/") for name in parts})
    moved[TYPES] = parts[TYPES].replace(b'"/xl/', b'"/own/')
    paper = read("a.xlsx", packed(moved))
    assert [block.rows for block in paper.blocks] == [(("Zebra", "50%"),)]
    assert paper == read("a.xlsx", usual)
    assert paper.blocks == read("a.xlsx", packed(parts | {"_rels/.rels": b"<"})).blocks


def test_the_line_with_which_excel_names_the_separator_is_no_part_of_the_table(read: Read) -> None:
    (table,) = read("a.csv", "sep=;\nWard;2014\nZebra, north;1,5\n").blocks
    assert table.rows == (("Ward", "2014"), ("Zebra, north", "1,5"))


@pytest.mark.parametrize(
    ("lines", "rows", "is_said"),
    [
        ('Yak,"ill\nZebra,well\n', [("Yak", "ill"), ("Zebra", "well")], True),
        ('Yak,"ill\nZebra,"so, so"\n', [("Yak", "ill"), ("Zebra", "so, so")], True),
        ('Yak,"an ""ill"" ox"\n', [("Yak", 'an "ill" ox')], False),
        ('Yak,"ill"ness\nYak,"ill\n', [("Yak", "illness"), ("Yak", "ill")], True),
        ('Yak, "so\nso, well"\n', [("Yak", "so so, well")], False),
    ],
)
def test_a_quotation_mark_that_is_not_closed_costs_no_row(
    lines: str, rows: list[tuple[str, ...]], is_said: bool, read: Read
) -> None:
    paper = read("a.csv", f"Beast,State\n{lines}")
    assert paper.blocks[0].rows == (("Beast", "State"), *rows)
    remark = "Its quotation marks are not in pairs; each of its lines is one row."
    assert paper.remarks == ((remark,) if is_said else ())


def test_a_cell_longer_than_any_is_refused(read: Read) -> None:
    with pytest.raises(PaperError, match="its lines are not a table"):
        read("a.csv", f"Ward,State\nZebra,{'x' * 140_000}\n")


def test_signs_and_escaped_line_ends_are_read_as_excel_shows_them(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        tick = TextBlock(InlineFont(rFont="Wingdings"), "ü")
        sheet.append(("Item", "Done"))
        sheet.append(("Lift", "ü"))
        sheet.append(("Roof", 0))
        sheet.append(("Hall_x000D_\nand yard", CellRichText("für ", tick)))
        sheet.append(("Gate", CellRichText(TextBlock(InlineFont(rFont="Arial"), "für "), "ü")))
        for place in ("B2", "B3", "B5"):
            sheet[place].font = Font(name="Wingdings")
        sheet["B3"].number_format = '[=1]"ü";"û"'

    (table,) = read("a.xlsx", workbook(fill)).blocks
    rows = (("Lift", "✔"), ("Roof", "🗶"), ("Hall and yard", "für ✔"), ("Gate", "für ✔"))
    assert table.rows[1:] == rows


def test_raised_and_lowered_figures_of_a_cell_are_read_as_such(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        up, down = (InlineFont(vertAlign=f"{where}script") for where in ("super", "sub"))
        sheet.append(("Ward", "Area"))
        sheet.append(("Elm", CellRichText("10", TextBlock(up, "6"), " pounds")))
        sheet.append(("Oak", CellRichText("CO", TextBlock(down, "2"))))

    (table,) = read("a.xlsx", workbook(fill)).blocks
    assert table.rows[1:] == (("Elm", "10^6 pounds"), ("Oak", "CO₂"))


def test_cells_and_words_that_are_struck_out_are_listed(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Ward", "Beds", "Falls"))
        sheet.append(("Elm", 12, 7))
        sheet.append(("Oak", 14, 8))
        sheet["B2"].font = Font(strike=True)
        struck = TextBlock(InlineFont(strike=True), "Ash ")
        sheet["A3"] = CellRichText(struck, TextBlock(InlineFont(b=True), "Oak"), " House")
        sheet["C3"].font = Font(strike=True)
        sheet["C3"] = CellRichText("9 ", TextBlock(InlineFont(b=True), "8"))
        sheet["D1"] = "Not in use"
        for place in ("D1", "E1"):
            sheet[place].font = Font(strike=True)
        sheet.merge_cells("D1:E1")

    paper = read("a.xlsx", workbook(fill))
    (table,) = paper.blocks
    assert table.rows == (("Ward", "Beds", "Falls"), ("Elm", "", "7"), ("Oak House", "14", "8"))
    assert [str(line) for line in paper.left_out] == [
        "Not in use [sheet Budget, struck out]",
        "12 [sheet Budget, struck out]",
        "Ash | 9 [sheet Budget, struck out]",
    ]


def test_formats_by_conditions_are_said_to_be_not_read(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Pay Elm", "withdrawn"))
        rule = FormulaRule(['$B1="withdrawn"'], font=Font(strike=True))
        sheet.conditional_formatting.add("A1:B1", rule)

    paper = read("a.xlsx", workbook(fill))
    said = "is read as without: also words struck out, or unseen."
    assert paper.remarks == (f"What its sheets format by conditions {said}",)


BLACK = PatternFill("solid", fgColor="FF000000")


@pytest.mark.parametrize(
    ("font", "fill", "is_seen"),
    [
        (Font(), BLACK, False),
        (Font(color=Color(theme=1)), BLACK, False),
        (Font(color=Color(indexed=64)), PatternFill("solid", fgColor=Color(theme=1)), False),
        (Font(color="FFFFFFFF"), PatternFill("solid", fgColor=Color(theme=0)), False),
        (Font(color=Color(theme=0, tint=-0.5)), PatternFill("solid", fgColor=Color(theme=0)), True),
        (Font(color="FFFFFFFF"), BLACK, True),
        (Font(color="FFFFFFFF"), PatternFill(), True),
        (Font(), PatternFill("gray125", fgColor="FF000000"), True),
        (Font(), GradientFill(stop=("FF000000", "FF000000")), True),
    ],
)
def test_figures_in_the_colour_behind_them_are_listed(
    font: Font, fill: PatternFill | GradientFill, read: Read, *, is_seen: bool
) -> None:
    def set_cells(sheet: Worksheet) -> None:
        for row in (("Ward", "Beds"), ("Elm", 12), ("Oak", "Dr Ash now")):
            sheet.append(row)
        sheet["B2"].font, sheet["B2"].fill = font, fill
        run = InlineFont(color=font.color)
        sheet["B3"] = CellRichText(
            TextBlock(InlineFont(color="FF777777"), "To "), TextBlock(run, "Dr")
        )
        sheet["B3"].fill = fill

    paper = read("a.xlsx", workbook(set_cells))
    (table,) = paper.blocks
    seen = ("12", "To Dr") if is_seen else ("", "To")
    assert table.rows == (("Ward", "Beds"), ("Elm", seen[0]), ("Oak", seen[1]))
    listed = [] if is_seen else [f"{each} [sheet Budget, {BLOTTED}]" for each in ("12", "Dr")]
    assert [str(line) for line in paper.left_out] == listed


@pytest.mark.parametrize(
    "text",
    [
        "Budget 2026\n\nDept;Soll;Ist;Rest\nOak;521,8;1619,1;3308,9\nElm;43076,0;-5399,0;232,2\n",
        "Dept\tPlan, net\nElm\t81,9\n",
        "Dept;Plan, net\nElm;81,9\n",
        'Dept,Plan\nOak,"1;2"\nElm,3\n',
    ],
)
def test_a_decimal_comma_parts_no_figure(text: str, read: Read) -> None:
    rows = read("a.csv", text).blocks[-1].rows
    lines = text.replace('"', "").split("\n")[-3:-1]
    assert [re.sub(r"\W", "", "".join(row)) for row in rows[-2:]] == [
        re.sub(r"\W", "", line) for line in lines
    ]
    assert {len(row) for row in rows} == {4 if "Ist" in text else 2}


def test_particulars_above_the_heads_are_none(read: Read) -> None:
    text = "As at,31/03/2026,\nPrepared by,Finance,\nDept,Plan,Actual\nOak,100,110\n"
    *above, table = read("a.csv", text).blocks
    assert [block.text for block in above] == ["As at 31/03/2026", "Prepared by Finance"]
    assert (table.rows[0], table.heads) == (("Dept", "Plan", "Actual"), 1)


def test_rows_below_an_empty_one_with_fewer_columns_have_none_of_the_heads(read: Read) -> None:
    text = "Dept,Plan,Actual\nOak,100,110\n\nVacancies,7,\n"
    assert [block.heads for block in read("a.csv", text).blocks] == [1, 0]


def test_what_the_library_says_of_a_file_that_is_not_damaged_is_told(read: Read) -> None:
    parts = unpacked(workbook(lambda sheet: sheet.append(("Oak", 7))))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<workbookView", b"<workbookView a='1'"
    )
    with pytest.raises(PaperError, match=r"openpyxl cannot read it \(.*; save it anew in Excel"):
        read("a.xlsx", packed(parts))


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GROUPED = """<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <cacheFields count="1"><cacheField name="Ward"><sharedItems count="1"><s v="Elm"/></sharedItems>
    <fieldGroup base="0"><discretePr count="1"><x v="0"/></discretePr><groupItems count="1">
    <s v="Group1"/></groupItems></fieldGroup></cacheField></cacheFields></pivotCacheDefinition>"""
SPACES = f"""xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="{R}"
    xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" """
FRAME = f"""<wsDr {SPACES}><absoluteAnchor><pos x="0" y="0"/><ext cx="9" cy="9"/><graphicFrame>
    <nvGraphicFramePr><cNvPr id="2" name="C"/><cNvGraphicFramePr/></nvGraphicFramePr><xfrm/>
    <a:graphic><a:graphicData uri="x"><c:chart r:id="x"/></a:graphicData></a:graphic>
    </graphicFrame><clientData/></absoluteAnchor></wsDr>"""
CHART = f"""<c:chartSpace {SPACES}><c:chart><c:plotArea><c:barChart><c:grouping val="new"/><c:ser>
    <c:tx><c:v>Waits</c:v></c:tx></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"""


def test_cells_are_read_whatever_pivot_tables_and_charts_are_beside_them(read: Read) -> None:
    parts = unpacked(workbook(lambda sheet: sheet.append(("Elm", 7))))
    book, sheet, chart = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/charts/chart1.xml"
    relations = {"pivot": "pivotCacheDefinition", "draw": "drawing", "x": "chart"}
    targets = {"pivot": "/xl/pivot.xml", "draw": "/xl/drawing.xml", "x": f"/{chart}"}
    stated = {
        key: f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{targets[key]}"/>'
        for key, kind in relations.items()
    }
    end, around = (
        "</Relationships>",
        '<Relationships xmlns="{}">'.format(
            "http://schemas.openxmlformats.org/package/2006/relationships"
        ),
    )
    rels = "xl/_rels/workbook.xml.rels"
    caches = f'<pivotCaches xmlns:r="{R}"><pivotCache cacheId="1" r:id="pivot"/></pivotCaches>'
    parts |= {
        rels: parts[rels].replace(end.encode(), (stated["pivot"] + end).encode()),
        book: parts[book].replace(b"</workbook>", f"{caches}</workbook>".encode()),
        sheet: parts[sheet].replace(
            b"</worksheet>", f'<drawing xmlns:r="{R}" r:id="draw"/></worksheet>'.encode()
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": f"{around}{stated['draw']}{end}".encode(),
        "xl/_rels/drawing.xml.rels": f"{around}{stated['x']}{end}".encode(),
        "xl/pivot.xml": GROUPED.encode(),
        "xl/drawing.xml": FRAME.encode(),
        chart: CHART.encode(),
    }
    paper = read("a.xlsx", packed(parts))
    assert [block.rows for block in paper.blocks] == [(("Elm", "7"),)]
    assert "A chart: Waits" in "".join(map(str, paper.left_out))


@pytest.mark.parametrize("years", ["2024,2025", "2025,2024", "2024,2024,2025,2025", "1981,2001"])
def test_years_are_heads(read: Read, years: str) -> None:
    row = years.replace("0", "3").replace("1", "3")
    (table,) = read("a.csv", f"Oak,{years}\nElm,{row}\n").blocks
    assert table.heads == 1


CELLS = """<office:document xmlns:office="{0}office:1.0" xmlns:style="{0}style:1.0"
    xmlns:text="{0}text:1.0" xmlns:table="{0}table:1.0" xmlns:number="{0}datastyle:1.0"
    office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>{1}
    </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Budget">
    <table:table-row>{2}</table:table-row></table:table></office:spreadsheet></office:body>
    </office:document>"""


def flat_sheet(styles: str, cells: str) -> str:
    return CELLS.format("urn:oasis:names:tc:opendocument:xmlns:", styles, cells)


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("year", "shown"),
    [('<number:year number:style="long"/>', "2015/04/01"), ("<number:year/>", "1 Apr 2015")],
)
def test_a_date_that_each_country_writes_in_its_own_way_is_read_alike_everywhere(
    year: str, shown: str, read: Read
) -> None:
    two, slash = 'number:style="long"', "<number:text>/</number:text>"
    styles = f"""<number:date-style style:name="N" number:automatic-order="true"><number:day {two}/>
        {slash}<number:month {two}/>{slash}{year}</number:date-style>
        <style:style style:name="d" style:family="table-cell" style:data-style-name="N"/>"""
    cells = """<table:table-cell office:value-type="string"><text:p>Due</text:p></table:table-cell>
        <table:table-cell table:style-name="d" office:value-type="date"
        office:date-value="2015-04-01"/>"""
    (table,) = read("a.fods", flat_sheet(styles, cells)).blocks
    assert table.rows == (("Due", shown),)


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_millions_of_opendocument_are_not_taken_for_thousands(read: Read) -> None:
    # In a locale that parts thousands by a space, LibreOffice saves them so.
    styles = """<number:number-style style:name="N"><number:number number:decimal-places="1"
        number:min-integer-digits="1" number:grouping="true" number:display-factor="1000000"/>
        </number:number-style>
        <style:style style:name="m" style:family="table-cell" style:data-style-name="N"/>"""
    cells = """<table:table-cell office:value-type="string"><text:p>Cost</text:p></table:table-cell>
        <table:table-cell table:style-name="m" office:value-type="float"
        office:value="2813308004"/>"""
    (table,) = read("a.fods", flat_sheet(styles, cells)).blocks
    assert table.rows == (("Cost", "2,813.3"),)


def with_tables(*tables: tuple[str, int], rows: str) -> Callable[[Worksheet], None]:
    """Return what fills a sheet with words, and states tables with their rows of heads."""

    def fill(sheet: Worksheet) -> None:
        for row in rows.split("\n"):
            sheet.append([text or None for text in row.split("|")])
        for number, (area, heads) in enumerate(tables):
            stated = Table(displayName=f"T{number}", ref=area, headerRowCount=heads)
            sheet.add_table(stated)

    return fill


@pytest.mark.parametrize(
    ("fill", "shown"),
    [
        (
            with_tables(
                ("A1:B2", 1), ("A4:B5", 1), rows="Act|Owner\nSign|Ash\n\nRisk|Clerk\nFire|Lee"
            ),
            [(1, (("Act", "Owner"), ("Sign", "Ash"))), (1, (("Risk", "Clerk"), ("Fire", "Lee")))],
        ),
        (
            with_tables(("A1:B2", 1), ("C1:D2", 1), rows="Act|Owner|Risk|Clerk\nSign|Ash|Fire|Lee"),
            [(1, (("Act", "Owner"), ("Sign", "Ash"))), (1, (("Risk", "Clerk"), ("Fire", "Lee")))],
        ),
        (
            with_tables(("A1:B2", 0), rows="Fire|Lee\nFlood|Ash"),
            [(0, (("Fire", "Lee"), ("Flood", "Ash")))],
        ),
        (
            with_tables(("B2:C3", 1), rows="Log\n|Act|Owner|Sum\nOf May|Sign|Ash|2\n||All|2"),
            [
                (0, ()),
                (
                    1,
                    (
                        ("", "Act", "Owner", "Sum"),
                        ("Of May", "Sign", "Ash", "2"),
                        ("", "", "All", "2"),
                    ),
                ),
            ],
        ),
    ],
    ids=["below each other", "beside each other", "without heads", "with more around it"],
)
def test_a_table_that_a_workbook_states_is_one_with_the_heads_it_states(
    fill: Callable[[Worksheet], None], shown: list[object], read: Read
) -> None:
    blocks = read("a.xlsx", workbook(fill)).blocks
    assert [(block.heads, block.rows) for block in blocks] == shown


def test_a_hidden_row_of_heads_is_none(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        with_tables(("A1:B3", 1), rows="Act|Owner\nSign|Ash\nPay|Lee")(sheet)
        sheet.row_dimensions[1].hidden = True

    (block,) = read("a.xlsx", workbook(fill)).blocks
    assert (block.heads, block.rows) == (0, (("Sign", "Ash"), ("Pay", "Lee")))


@pytest.mark.parametrize(
    ("apart", "shown"),
    [
        ((1, 4), [(1, 2), (1, 2)]),
        ((1,), [(1, 4)]),  # the same table goes on
        ((1, 4, 5), [(1, 4)]),
        ((), [(0, 4)]),
    ],
)
@pytest.mark.parametrize(
    "form", [{"font": Font(bold=True)}, {"fill": PatternFill("solid", fgColor="DDDDDD")}]
)
def test_words_below_an_empty_row_have_heads_of_their_own_where_these_are_set_apart(
    form: dict[str, object], apart: tuple[int, ...], shown: list[tuple[int, int]], read: Read
) -> None:
    def fill(sheet: Worksheet) -> None:
        with_tables(rows="Act|Owner\nSign|Ash\n\nRisk|Clerk\nFire|Lee")(sheet)
        for name, value in form.items():
            for cell in (cell for row in apart for cell in sheet[row]):
                setattr(cell, name, value)

    blocks = read("a.xlsx", workbook(fill)).blocks
    assert [(block.heads, len(block.rows)) for block in blocks] == shown


def test_a_sum_that_is_set_apart_below_an_empty_row_keeps_its_heads(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Ward", "Beds"), ("Elm", 2), (), ("Total", 2), ("Last year", 3)):
            sheet.append(row)
        for cell in (*sheet[1], *sheet[4]):
            cell.font = Font(bold=True)

    (block,) = read("a.xlsx", workbook(fill)).blocks
    assert (block.heads, len(block.rows)) == (1, 4)


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        ("Chair,Dr Ash\nTreasurer,Kim\nClerk,Lee\n", 0),
        ("Act,Owner,State\nSign,Ash,open\nPay,Lee,done\n", 1),
        ("Ash,North,for\nLee,South,against\nRoe,North,for\n", 0),  # no head stands below again
        ("Lift,EUR 5.00\nRamp,EUR 6.00\n", 0),
    ],
)
def test_two_columns_of_words_in_a_csv_file_may_be_labels_and_have_no_heads(
    lines: str, heads: int, read: Read
) -> None:
    (table,) = read("a.csv", lines).blocks
    assert (table.heads, len(table.rows)) == (heads, len(lines.splitlines()))


def _bold(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _lined(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.border = Border(bottom=Side("thin"))


def _banded(sheet: Worksheet) -> None:
    for cell in (*sheet[1], *sheet[3]):
        cell.fill = PatternFill("solid", fgColor="DDDDDD")


def _labelled(sheet: Worksheet) -> None:
    for (cell,) in sheet["A1:A3"]:
        cell.font = Font(bold=True)


@pytest.mark.parametrize(
    ("show", "heads"),
    [
        (_bold, 1),
        (_lined, 1),
        (lambda sheet: setattr(sheet, "freeze_panes", "A2"), 1),
        (lambda sheet: setattr(sheet.auto_filter, "ref", "A1:C3"), 1),
        (lambda sheet: setattr(sheet, "print_title_rows", "1:1"), 1),
        (str, 0),
        (_banded, 0),
        (_labelled, 0),
    ],
)
def test_words_of_a_sheet_are_heads_only_where_it_shows_them(
    show: Callable[[Worksheet], None], heads: int, read: Read
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Chair", "Dr Ash", "North"), ("Clerk", "Lee", "South"), ("Guest", "Roe", "")):
            sheet.append(row)
        show(sheet)

    paper = read("a.xlsx", workbook(fill))
    (table,) = paper.blocks
    assert (table.heads, len(table.rows)) == (heads, 3)
    said = "Rows of words that nothing shows to be heads are read as any other: sheet Budget."
    assert paper.remarks == (() if heads else (said,))


def test_labels_and_values_of_a_sheet_have_no_heads_and_are_not_said_to_be_unsure(
    read: Read,
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Motion", "Buy the lift"), ("Moved by", "Ash"), ("For", 9), ("Against", 3)):
            sheet.append(row)

    paper = read("a.xlsx", workbook(fill))
    assert (paper.blocks[0].heads, paper.remarks) == (0, ())


@pytest.mark.parametrize(
    ("fills", "is_said"),
    [
        (("FFFF0000", "FF00B050", "FFFF0000"), True),
        (("FFDDDDDD", "FFDDDDDD", "FFDDDDDD"), False),
        (("FFFFFFFF", "FFFF0000", "FFFFFFFF"), False),
    ],
)
def test_cells_that_say_something_only_by_their_colours_are_said_to_be_empty(
    fills: tuple[str, ...], read: Read, *, is_said: bool
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Risk", "Rating", "No."))
        for row, colour in enumerate(fills, start=2):
            sheet.append(("Fire", None, row))
            sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)

    said = "Cells that have only a colour are read as empty: sheet Budget."
    assert read("a.xlsx", workbook(fill)).remarks == ((said,) if is_said else ())


def test_the_colours_of_whole_rows_say_nothing(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        for row, colour in enumerate(("FFDDDDDD", "FFEEEEEE", "FFDDDDDD"), start=1):
            sheet.append(("Elm", None, row))
            for column in (1, 2, 3):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=colour)

    assert read("a.xlsx", workbook(fill)).remarks == ()


def test_a_comment_of_nobody_is_listed_as_that(read: Read) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Zebra", 7))
        sheet["B1"].comment = Comment("Is that so?", None)

    assert [line.reason for line in read("a.xlsx", workbook(fill)).left_out] == ["comment"]


def test_a_binary_workbook_is_refused_with_the_cure(read: Read) -> None:
    with pytest.raises(PaperError, match=r"binary workbook .* save it as \.xlsx"):
        read("a.xlsb", archive({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}))
