"""Office files, e-books and mail: what the file states is read as printed, and cited by place."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from ccgbrief.pack import Page, PassageKind, read_pack
from ccgbrief.pack_editing import Options, Outcome, add_papers
from ccgbrief.papers import spreadsheets
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.grids import has_bands
from ccgbrief.papers.mail import attachments
from ccgbrief.papers.paper import Block, PaperError, Source
from ccgbrief.search.cache import open_finder
from tests import paper_files
from tests.papers.conftest import Read


def word(*steps: "Step") -> bytes:
    """Return a Word file that has what each step puts into it."""
    document = docx.Document()
    for step in steps:
        step(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


Step = Callable[["docx.document.Document"], object]


def said(text: str, style: str = "Normal") -> Step:
    return lambda document: document.add_paragraph(text, style=style)


def runs(*parts: tuple[str, str]) -> Step:
    """Return a step that adds a paragraph of runs, each with a property of its font or none."""

    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph()
        for text, font in parts:
            run = paragraph.add_run(text)
            if font:
                setattr(run.font, font, True)

    return step


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_headings_items_and_quotations_are_read(read: Read) -> None:
    data = word(
        said("The year to come", "Title"),
        said("Purpose", "Heading 1"),
        said("The board is asked to agree."),
        said("Repairs", "List Bullet"),
        said("Agree", "List Number"),
        said("Sign", "List Number"),
        said("We will see.", "Quote"),
    )
    paper = read("a.docx", data)
    assert paper.title == "The year to come"
    assert [(b.kind, b.marker, b.text) for b in paper.blocks] == [
        (PassageKind.HEADING, "", "Purpose"),
        (PassageKind.PARAGRAPH, "", "The board is asked to agree."),
        (PassageKind.ITEM, "•", "Repairs"),
        (PassageKind.ITEM, "1.", "Agree"),
        (PassageKind.ITEM, "2.", "Sign"),
        (PassageKind.QUOTATION, "", "We will see."),
    ]


def test_a_word_file_with_other_prefixes_is_read(read: Read) -> None:
    usual = word(said("Shared budgets", "Heading 1"), said("Agree", "List Number"))
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(usual)) as archived:
        for name in archived.namelist():
            text = archived.read(name)
            own = re.sub(rb"\bw:", b"ns0:", text).replace(b"xmlns:w=", b"xmlns:ns0=")
            parts[name] = own if name.startswith("word/") else text
    paper = read("a.docx", paper_files.archive(parts))
    assert [(b.marker, b.text) for b in paper.blocks] == [("", "Shared budgets"), ("1.", "Agree")]


def test_what_a_program_says_of_title_and_author_is_not_taken(read: Read) -> None:
    def known(document: "docx.document.Document") -> None:
        document.core_properties.title = "Microsoft Word - old.docx"
        document.core_properties.author = "Microsoft Office User"

    paper = read("a.docx", word(known, said("Some words.")))
    assert (paper.title, paper.author) == ("", "")


def numbered(levels: str) -> Step:
    """Return a step that defines list 99 by its levels, and has paragraphs use it by depth."""

    def step(document: "docx.document.Document") -> None:
        part = document.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "99")
        for i, (form, text, start) in enumerate(
            tuple(level.split("|")) for level in levels.split(";")
        ):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(i))
            for name, value in (("start", start), ("numFmt", form), ("lvlText", text)):
                child = OxmlElement(f"w:{name}")
                child.set(qn("w:val"), value)
                level.append(child)
            abstract.append(level)
        part.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), "99")
        reference = OxmlElement("w:abstractNumId")
        reference.set(qn("w:val"), "99")
        number.append(reference)
        part.append(number)

    return step


def at(level: int, text: str, style: str = "Normal") -> Step:
    def step(document: "docx.document.Document") -> None:
        properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
        chosen = properties.get_or_add_numPr()
        chosen.get_or_add_ilvl().val = level
        chosen.get_or_add_numId().val = 99

    return step


@pytest.mark.parametrize(
    ("levels", "depths", "labels"),
    [
        ("decimal|%1.|1;decimal|%1.%2|1", (0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
        ("lowerLetter|(%1)|1", (0, 0), ["(a)", "(b)"]),
        ("decimal|%1.|5", (0, 0), ["5.", "6."]),
        ("upperRoman|%1|1", (0, 0, 0, 0), ["I", "II", "III", "IV"]),
    ],
    ids=["1.1", "(a)", "from 5", "Roman"],
)
def test_items_have_the_numbers_that_are_printed(
    read: Read, levels: str, depths: tuple[int, ...], labels: list[str]
) -> None:
    steps = [at(depth, f"Item {i}") for i, depth in enumerate(depths)]
    blocks = read("a.docx", word(numbered(levels), *steps)).blocks
    assert [b.marker for b in blocks] == labels


def test_an_empty_item_counts_as_word_prints_it(read: Read) -> None:
    steps = [numbered("decimal|%1.|1"), at(0, "One"), at(0, ""), at(0, "Three")]
    assert [b.marker for b in read("a.docx", word(*steps)).blocks] == ["1.", "3."]


def test_an_empty_item_whose_end_is_hidden_does_not_count(read: Read) -> None:
    def hide(document: "docx.document.Document") -> None:
        properties = document.paragraphs[-1]._p.get_or_add_pPr()
        etree.SubElement(etree.SubElement(properties, qn("w:rPr")), qn("w:vanish"))

    steps = [numbered("decimal|%1.|1"), at(0, "One"), at(0, ""), hide, at(0, "Two")]
    assert [b.marker for b in read("a.docx", word(*steps)).blocks] == ["1.", "2."]


def test_numbers_that_go_on_through_all_parts_are_not_begun_anew(read: Read) -> None:
    def go_on(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[1]
        etree.SubElement(level, qn("w:lvlRestart")).set(qn("w:val"), "0")

    levels = numbered("upperRoman|Part %1|1;decimal|%2.|1")
    depths = (0, 1, 1, 0, 1)
    steps = [at(depth, f"Item {i}") for i, depth in enumerate(depths)]
    blocks = read("a.docx", word(levels, go_on, *steps)).blocks
    assert [b.marker for b in blocks] == ["Part I", "1.", "2.", "Part II", "3."]


def test_a_level_that_one_use_of_a_list_defines_anew_is_printed_so(read: Read) -> None:
    def define(document: "docx.document.Document") -> None:
        number = document.part.numbering_part.element.findall(qn("w:num"))[-1]
        override = etree.SubElement(number, qn("w:lvlOverride"))
        level = etree.SubElement(override, qn("w:lvl"))
        for name, value in (("start", "5"), ("numFmt", "upperLetter"), ("lvlText", "%1)")):
            etree.SubElement(level, qn(f"w:{name}")).set(qn("w:val"), value)
        for element in (override, level):
            element.set(qn("w:ilvl"), "0")

    levels = numbered("decimal|%1.|1;decimal|%1.%2|1")
    steps = [at(depth, f"Item {i}") for i, depth in enumerate((0, 0, 1))]
    blocks = read("a.docx", word(levels, define, *steps)).blocks
    assert [b.marker for b in blocks] == ["E)", "F)", "F.1"]


def test_headings_have_the_numbers_that_are_printed(read: Read) -> None:
    data = word(
        numbered("decimal|%1|1;decimal|%1.%2|1"),
        at(0, "Waits", "Heading 1"),
        at(1, "In the north", "Heading 2"),
    )
    assert texts(read("a.docx", data).blocks) == ["1 Waits", "1.1 In the north"]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((("10", ""), ("6", "superscript"), (" pounds", "")), "10^6 pounds"),
        ((("In CO", ""), ("2", "subscript"), (" they", "")), "In CO₂ they"),
        ((("On the 1", ""), ("st", "superscript"), (" of May", "")), "On the 1st of May"),
        ((("It is two", ""), ("three", "strike"), (" of us", "")), "It is two of us"),
        ((("In sight", ""), ("and not", "hidden"), (".", "")), "In sight."),
    ],
    ids=["raised", "lowered", "an ordinal", "struck", "hidden"],
)
def test_what_a_font_states_is_kept(
    read: Read, parts: tuple[tuple[str, str], ...], text: str
) -> None:
    assert texts(read("a.docx", word(runs(*parts))).blocks) == [text]


def test_struck_words_are_listed(read: Read) -> None:
    (line,) = read("a.docx", word(runs(("two", ""), ("three", "strike")))).left_out
    assert (line.text, line.reason) == ("three", "struck out")


def test_a_simple_field_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("section ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "REF x")
        run = paragraph.add_run("4.2")._r
        paragraph._p.remove(run)
        field.append(run)
        paragraph._p.append(field)

    assert texts(read("a.docx", word(step)).blocks) == ["section 4.2"]


def test_of_a_field_in_the_instruction_of_another_only_the_outer_result_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("It is £")
        for part in ("begin", "begin", "separate", "=100", "end", "separate", "=200", "end"):
            run = paragraph.add_run(part[1:] if part[0] == "=" else "")._r
            if part[0] != "=":
                etree.SubElement(run, qn("w:fldChar")).set(qn("w:fldCharType"), part)
        paragraph.add_run(" in all.")

    assert texts(read("a.docx", word(step)).blocks) == ["It is £200 in all."]


def test_tracked_insertions_are_in_deletions_and_comments_are_listed(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("It costs ")
        for tag, inner, text in (("ins", "t", "seven"), ("del", "delText", "six")):
            change = OxmlElement(f"w:{tag}")
            change.set(qn("w:id"), "1")
            change.set(qn("w:author"), "The clerk")
            run = OxmlElement("w:r")
            words = OxmlElement(f"w:{inner}")
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)
        document.add_comment(paragraph.runs, "Is that right?", author="The chair", initials="C")

    paper = read("a.docx", word(step))
    assert texts(paper.blocks) == ["It costs seven"]
    assert {(line.text, line.reason) for line in paper.left_out} == {
        ("six", "deleted in a tracked change"),
        ("Is that right?", "comment by The chair"),
    }


def test_a_vertically_merged_cell_stands_in_each_of_its_rows(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        table = document.add_table(3, 3)
        rows = (("Area", "Oct", "Nov"), ("North", "", "7"), ("", "3", "4"))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    (block,) = read("a.docx", word(step)).blocks
    assert block.rows == (("Area", "Oct", "Nov"), ("North", "", "7"), ("North", "3", "4"))
    assert block.heads == 1


def test_a_row_that_begins_further_in_has_its_figures_under_their_heads(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ("Ward", "Oct", "Nov", "", "18.2", "17.9"), strict=True):
        cell.text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    etree.SubElement(row.get_or_add_trPr(), qn("w:gridBefore")).set(qn("w:val"), "1")
    data = io.BytesIO()
    document.save(data)
    (block,) = read("a.docx", data.getvalue()).blocks
    assert block.rows == (("Ward", "Oct", "Nov"), ("", "18.2", "17.9"))


def test_a_footnote_has_its_mark(read: Read) -> None:
    rtf = rb"{\rtf1\ansi It grew by 2014.{\super\chftn}{\footnote\pard\chftn  In the north.}\par}"
    assert texts(read("a.rtf", rtf).blocks) == ["It grew by 2014. [1]", "[1] In the north."]


def test_hidden_text_is_listed_by_paragraph(read: Read) -> None:
    def by_style(document: "docx.document.Document") -> None:
        for name, kind in (("Secret", WD_STYLE_TYPE.CHARACTER), ("Note", WD_STYLE_TYPE.PARAGRAPH)):
            document.styles.add_style(name, kind).font.hidden = True
        paragraph = document.add_paragraph("It is agreed")
        paragraph.add_run(" by few", style="Secret")
        document.add_paragraph("Not to be shown", style="Note")

    shown = runs(("The cost is 9", ""), (" if the", "hidden"), (" lease is kept", "hidden"))
    paper = read("a.docx", word(shown, by_style))
    assert texts(paper.blocks) == ["The cost is 9", "It is agreed"]
    assert list(map(str, paper.left_out)) == [
        "if the lease is kept [hidden text]",
        "by few [hidden text]",
        "Not to be shown [hidden text]",
    ]


def test_text_within_elements_of_ones_own_in_word_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("The ")
        own = OxmlElement("w:customXml")
        own.append(paragraph.add_run("zebra")._r)
        paragraph._p.append(own)
        paragraph.add_run(" ward")
        around = OxmlElement("w:customXml")
        whole = document.add_paragraph("It closed.")._p
        whole.addprevious(around)
        around.append(whole)

    assert texts(read("a.docx", word(step)).blocks) == ["The zebra ward", "It closed."]


def presentation() -> bytes:
    shown = pptx.Presentation()
    for title, point in (("Waits", "They fell in zebra wards"), ("Waits", "They rose again")):
        slide = shown.slides.add_slide(shown.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = point
    slide = shown.slides.add_slide(shown.slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, 1_000_000, 500_000)
    box.text_frame.text = "No title here"
    data = io.BytesIO()
    shown.save(data)
    return data.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Budget 2015"
    for row in (("Spending by area",), (), ("Area", "Oct", "Nov"), ("Zebra ward", None, 7)):
        sheet.append(row)
    sheet.append(("South", 18.25, 0.5))
    sheet["C5"].number_format = "0%"
    sheet["B5"].number_format = "£#,##0.0"
    hidden = book.create_sheet("Working")
    hidden["A1"] = "not for the board"
    hidden.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def open_text() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Purpose"))
    document.text.addElement(P(text="The zebra ward stays open until May."))
    data = io.BytesIO()
    document.write(data)
    return data.getvalue()


def book(
    inside: str = "<h1>Part one</h1><p>The zebra ward stays open until May.</p>", details: str = ""
) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        archive.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title>'
            '<dc:identifier id="i">1</dc:identifier><dc:language>en</dc:language>'
            f"{details}</metadata>"
            '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/></spine></package>',
        )
        archive.writestr(
            "c.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title></head><body>'
            f"{inside}</body></html>",
        )
    return data.getvalue()


CHAPTER = """\
<h1>Part one</h1>
<dl><dt>CCG</dt><dd>A group of practices.</dd></dl>
<pre>a  1\nb  2</pre>
<figure><img src="x.png" alt="a chart"/><figcaption>The mill in May</figcaption></figure>
<ul><li><p>Repairs</p><p>by June</p><ol start="3" type="a"><li>Roof<ul><li>slates</li></ul></li>
</ol></li></ul>
<blockquote><p>We will see.</p><ul><li>Soon</li></ul></blockquote>
<p>Run <code>x = 1</code> with <sub>n</sub>, <q>far off</q>,
the 1<sup>st</sup> <a href="#a">time</a>.</p>
<table><caption>Waits</caption><tr><td><p>In a frame</p></td></tr></table>
<table><tr><td></td><td></td></tr></table>
<table><tr><th>Area</th><th>Oct</th></tr>
<tr><td><ol><li>North</li></ol></td><td><table><tr><td>18</td><td>19</td></tr></table></td></tr></table>
"""


def test_what_pandoc_passes_over_in_an_e_book_is_listed(read: Read) -> None:
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    page = f"<section {space} epub:type='titlepage'><p>For Ash</p></section>"
    paper = read("a.epub", book(f"{page}<p>The ward stays open.</p>"))
    assert [block.text for block in paper.blocks] == ["The ward stays open."]
    assert list(map(str, paper.left_out)) == ["For Ash [not read by pandoc]"]


@pytest.mark.parametrize("how", ["hidden='hidden'", "style='display: none'"])
def test_what_an_e_book_hides_is_listed_but_its_notes_are_kept(how: str, read: Read) -> None:
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    mark = f"<a {space} epub:type='noteref' href='#n'>1</a>"
    note = f"<aside {space} epub:type='footnote' id='n' {how}><p>By May.</p></aside>"
    hidden = f"<div {how}><p {how}>Not this.</p></div>"
    page = f"<p>It stays<a id='p1'/>{mark}.</p>{hidden}{note}<p>Yes.</p>"
    paper = read("a.epub", book(page))
    assert [block.text for block in paper.blocks] == ["It stays [1].", "Yes.", "[1] By May."]
    assert list(map(str, paper.left_out)) == ["Not this. [hidden text]"]


def test_the_authors_of_an_e_book_stand_in_its_order(read: Read) -> None:
    names = "".join(
        f"<dc:creator>{name}</dc:creator>" for name in ("Ann Ash", "Bo Birch", "Cy Fir")
    )
    assert read("a.epub", book(details=names)).author == "Ann Ash, Bo Birch, Cy Fir"


def test_what_an_e_book_states_is_kept(read: Read) -> None:
    blocks = read("a.epub", book(CHAPTER)).blocks
    assert [(b.kind.value, b.marker, b.level, b.text) for b in blocks if not b.rows] == [
        ("heading", "", 1, "Part one"),
        ("paragraph", "", 0, "CCG"),
        ("paragraph", "", 0, "A group of practices."),
        ("code", "", 0, "a  1\nb  2"),
        ("paragraph", "", 0, "The mill in May"),
        ("item", "•", 0, "Repairs"),
        ("paragraph", "", 0, "by June"),
        ("item", "c.", 1, "Roof"),
        ("item", "•", 2, "slates"),
        ("quote", "", 0, "We will see."),
        ("item", "•", 0, "Soon"),
        ("paragraph", "", 0, "Run x = 1 with n, “far off”, the 1st time."),
        ("paragraph", "", 0, "Waits"),
        ("paragraph", "", 0, "In a frame"),
    ]
    assert [b.rows for b in blocks if b.rows] == [(("Area", "Oct"), ("1. North", "18 19"))]


MESSAGE = b"""\
From: "The clerk" <clerk@example.org>
To: board@example.org
Subject: Papers for May
Date: Thu, 12 Mar 2015 08:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The zebra ward stays open until May, as we agreed.

--b
Content-Type: text/csv; charset=utf-8; name=waits.csv
Content-Disposition: attachment; filename=waits.csv

Area,Oct,Nov
Zebra ward,,7

--b--
"""


def test_slides_are_pages_and_titles_that_return_stay(read: Read) -> None:
    blocks = read("a.pptx", presentation()).blocks
    assert [(str(b.page and b.page.cited), b.text) for b in blocks] == [
        ("slide 1", "Waits"),
        ("slide 1", "They fell in zebra wards"),
        ("slide 2", "Waits"),
        ("slide 2", "They rose again"),
        ("slide 3", "No title here"),
    ]


def test_sheets_are_pages_and_figures_are_as_shown(read: Read) -> None:
    paper = read("a.xlsx", workbook())
    line, table = paper.blocks
    assert line.text == "Spending by area"
    assert table.page
    assert table.page.cited == "sheet Budget 2015"
    assert table.rows == (
        ("Area", "Oct", "Nov"),
        ("Zebra ward", "", "7"),
        ("South", "£18.3", "50%"),
    )
    assert table.heads == 1
    assert [(li.text, li.reason) for li in paper.left_out] == [
        ("not for the board", "on a hidden sheet")
    ]


def test_a_formula_without_a_saved_result_is_said_to_be_missing(read: Read) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(("Total", "=1+1"))
    data = io.BytesIO()
    workbook.save(data)
    (remark,) = read("a.xlsx", data.getvalue()).remarks
    cure = "open the workbook, save it and add it again."
    assert remark == f"1 formula has no saved result, so its cell is empty; {cure}"


def test_cells_far_apart_are_tables_of_their_own(read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place in ("A1", "B1", "A1048575", "C1048575", "B1048576", "XFD1048576"):
        sheet[place] = place
    data = io.BytesIO()
    book.save(data)
    first, below = read("a.xlsx", data.getvalue()).blocks
    assert first.rows == (("A1", "B1"),)
    assert [tuple(filter(None, row)) for row in below.rows] == [
        ("A1048575", "C1048575"),
        ("B1048576", "XFD1048576"),
    ]


def test_more_than_a_paper_holds_is_refused_before_it_fills_the_memory(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 5)
    monkeypatch.setattr(spreadsheets, "MOST_EMPTY", 1)
    merged = openpyxl.Workbook()
    merged.active.append(("Ward", "Waits"))
    merged.active.merge_cells("B1:D3")
    data = io.BytesIO()
    merged.save(data)
    monkeypatch.setattr("ccgbrief.papers.word.MOST_XML", 2_000)
    monkeypatch.setattr("ccgbrief.converters.MOST_MEMORY", "1m")
    monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    for name, content, reason in (
        ("a.csv", b"1,2\n" * 5, "more than 5 cells"),
        ("a.csv", b"1,1\n1\n1", "more than 5 cells"),
        ("a.xlsx", workbook(), "more than 5 cells"),
        ("a.xlsx", data.getvalue(), "more than 5 cells"),
        ("a.docx", word(said("The ward stays open.")), "more text than any paper"),
        ("a.rtf", rb"{\rtf1 " + b"It stays open. " * 9_000 + b"}", "more text than can be read"),
    ):
        with pytest.raises(PaperError, match=reason):
            read(name, content)


@pytest.mark.parametrize("part", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_table_of_values_keeps_empty_cells(read: Read, part: str) -> None:
    data = part.join(("Area", "Oct", "Nov")) + "\n" + part.join(("North", "", "7")) + "\n"
    (block,) = read("a.tsv" if part == "\t" else "a.csv", data).blocks
    assert block.rows == (("Area", "Oct", "Nov"), ("North", "", "7"))
    assert block.heads == 1


def test_comments_and_tracked_deletions_of_an_open_text_are_listed(read: Read) -> None:
    with zipfile.ZipFile(io.BytesIO(open_text())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    comment = (
        "<office:annotation><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Dr Ash"
        "</dc:creator><text:p>Is this</text:p><text:p>so?</text:p></office:annotation>"
        "<office:annotation><text:p>No.</text:p></office:annotation>"
    )
    change = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/>"
        "<text:p>Or longer.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    content = parts["content.xml"].decode()
    content = content.replace("until May", f"{comment}until May")
    parts["content.xml"] = re.sub("(<office:text[^>]*>)", rf"\1{change}", content).encode()
    paper = read("a.odt", packed(parts))
    assert texts(paper.blocks) == ["Purpose", "The zebra ward stays open until May."]
    assert list(map(str, paper.left_out)) == [
        "Or longer. [deleted in a tracked change]",
        "Is this so? [comment by Dr Ash]",
        "No. [comment]",
    ]


def two_parts(plain: str, html: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Waits"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("plain", "tables", "left_out"),
    [
        ("Waits by area:\nArea Oct\nZebra ward 18\nThey fell.\nhttp://example.org/w", 1, []),
        (
            "Waits:\n\nZebra ward, in area 3: 18 by Oct.\n\nThey fell, as nobody had expected.",
            0,
            [
                f"{line} [only in its HTML]"
                for line in ("Waits by area:", "Area | Oct", "Zebra ward | 18")
            ],
        ),
    ],
)
def test_a_message_is_read_from_its_html_where_that_has_a_table_and_all_that_is_said(
    read: Read, plain: str, tables: int, left_out: list[str]
) -> None:
    rows = "<tr><th>Area</th><th>Oct</th></tr><tr><td>Zebra ward</td><td>18</td></tr>"
    html = f"<p>Waits by area:</p><table>{rows}</table><p>They fell.</p>"
    paper = read("a.eml", two_parts(plain, html))
    assert [b.rows for b in paper.blocks if b.rows] == [
        (("Area", "Oct"), ("Zebra ward", "18"))
    ] * tables
    assert "They fell" in " ".join(texts(paper.blocks))
    assert [str(line) for line in paper.left_out] == left_out


_AGREED = "The board met on Tuesday and agreed three items of business."
_CLOSED = "The second item was the closure of the zebra ward in April 2027."


@pytest.mark.parametrize(
    ("plain", "html", "said", "left_out"),
    [
        ("", (_AGREED,), [_AGREED], []),
        (
            "View it in your browser: https://example.org/1",
            (_AGREED, _CLOSED),
            [_AGREED, _CLOSED],
            ["View it in your browser: https://example.org/1 [only in its plain text]"],
        ),
        (
            f"{_AGREED}\n\nSo did I.",
            (_AGREED, _CLOSED),
            [_AGREED, _CLOSED],
            ["So did I. [only in its plain text]"],
        ),
        (f"{_AGREED}\n\n{_CLOSED}", (_CLOSED, _AGREED), [_AGREED, _CLOSED], []),
        (
            f"{_AGREED}\n\n{_CLOSED}",
            (_AGREED, "The business was agreed on Tuesday."),
            [_AGREED, _CLOSED],
            ["The business was agreed on Tuesday. [only in its HTML]"],
        ),
    ],
    ids=["no text", "a stub", "the HTML says more", "the same", "the text says more"],
)
def test_what_only_one_part_of_a_message_says_is_read_or_listed(
    read: Read, plain: str, html: tuple[str, ...], said: list[str], left_out: list[str]
) -> None:
    paper = read("a.eml", two_parts(plain, "".join(f"<p>{line}</p>" for line in html)))
    assert texts(paper.blocks)[1:] == said
    assert [str(line) for line in paper.left_out] == left_out


def test_a_message_whose_html_cannot_be_read_says_so(read: Read) -> None:
    paper = read("a.eml", two_parts(_AGREED, "<frameset><frame src='a.html'></frameset>"))
    assert texts(paper.blocks)[1:] == [_AGREED]
    reason = "it only shows other pages in its frames; save each of them"
    assert paper.remarks == (f"Its HTML was not read: {reason}.",)


def test_a_message_is_read_with_its_head(read: Read) -> None:
    paper = read("a.eml", MESSAGE)
    assert (paper.title, paper.author, paper.published) == (
        "Papers for May",
        "The clerk",
        "2015-03-12",
    )
    head = ["Papers for May", "From: The clerk <clerk@example.org>"]
    assert texts(paper.blocks)[:2] == head
    assert texts(paper.blocks)[-1] == "The zebra ward stays open until May, as we agreed."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "From: The clerk <clerk@example.org>\nDate: Thu, 12 Mar 2015 09:30:00 +0000\n",
            "Message from The clerk, 2015-03-12",
        ),
        ("From: clerk@example.org\nSubject: \n", "Message from clerk@example.org"),
    ],
)
def test_a_message_without_a_subject_is_called_after_its_sender(
    read: Read, head: str, title: str
) -> None:
    assert read("a.eml", f"{head}\nThe ward stays open until May.\n").title == title


@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        (
            "a.eml",
            "Content-Type: multipart/mixed; boundary=x",
            "there is no text in it; add what is attached",
        ),
        ("a.mht", "Content-Type: image/png", "there is no page in it"),
        ("a.eml", "Content-Type: text/plain; charset=klingon", "in an encoding that is not known"),
    ],
)
def test_a_message_without_text_says_so(read: Read, name: str, head: str, reason: str) -> None:
    with pytest.raises(PaperError, match=reason):
        read(name, f"From: a@example.org\n{head}\n\nIt was so.\n")


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("", "The café stays open.", "The café stays open."),
        (
            "Content-Type: text/plain; format=flowed\n",
            "The ward stays \nopen until \nMay.\n\n> It does.",
            "The ward stays open until May.",
        ),
        (
            "Content-Type: text/plain; format=flowed; delsp=yes\n",
            "The wa \nrd stays  \nopen.\n\n-- \nThe clerk",
            "The ward stays open.",
        ),
        ("Content-Type: text/plain; format=flowed\n", "It is.\n\n-- \nAsh", "Ash"),
    ],
    ids=["no encoding stated", "lines that flow", "words that flow", "who wrote it"],
)
def test_the_text_of_a_message_is_read_as_it_was_written(
    read: Read, head: str, body: str, text: str
) -> None:
    paper = read("a.eml", f"From: ann@example.org\n{head}\n{body}\n".encode())
    assert text in texts(paper.blocks)


def test_a_message_saved_under_its_subject_is_called_so(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "Waits.eml"
    file.write_bytes(b"From: ann@example.org\nSubject: Waits\n\nThe ward stays open.\n")
    (result,) = add_papers([file], folder, Options())
    assert result.title == "Waits"


def test_a_page_saved_as_one_file_is_read(read: Read) -> None:
    page = "<html><body><p>The zebra ward stays open until May, all agreed.</p></body></html>"
    data = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}".encode()
    assert "The zebra ward stays open until May, all agreed." in texts(read("a.mht", data).blocks)


def test_the_frames_of_a_page_saved_as_one_file_are_listed(read: Read) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="B"\n'
    pages = ("<p>The zebra ward stays open, all agreed.</p>", "<p>A budget of £4m.</p>", "<p></p>")
    parts = "".join(f"\n--B\nContent-Type: text/html; charset=utf-8\n\n{page}" for page in pages)
    paper = read("a.mht", f"{head}{parts}\n--B--\n".encode())
    assert texts(paper.blocks) == ["The zebra ward stays open, all agreed."]
    assert list(map(str, paper.left_out)) == ["A budget of £4m. [in a frame of the page]"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "data", "cited"),
    [
        ("a.pptx", presentation(), "slide 1"),
        ("a.xlsx", workbook(), "sheet Budget 2015"),
        ("a.odt", open_text(), ""),
        ("a.rtf", rb"{\rtf1 The zebra ward stays open.}", ""),
        ("a.epub", book(), ""),
        ("a.eml", MESSAGE, ""),
        ("a.csv", b"Area,Oct\nZebra ward,7\n", ""),
        ("a.zip", paper_files.archive({"waits.txt": "The zebra ward stays open."}), ""),
    ],
)
def test_papers_of_each_format_are_added_found_and_cited(
    folder: Path, tmp_path: Path, name: str, data: bytes, cited: str
) -> None:
    (tmp_path / name).write_bytes(data)
    results = add_papers([tmp_path / name], folder, Options())
    assert {r.outcome for r in results} == {Outcome.ADDED}
    pack = read_pack(folder)
    finder = open_finder(pack)
    hit = finder.find("zebra").hits[0]
    assert "zebra" in hit.entry.text.lower()
    assert cited in str(hit.entry)
    finder.close()


@pytest.mark.usefixtures("here")
def test_what_is_attached_to_a_message_is_a_paper_of_its_own(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MESSAGE)
    results = add_papers([tmp_path / "a.eml"], folder, Options())
    assert [r.outcome for r in results] == [Outcome.ADDED] * 2
    rows = [p.text for a in read_pack(folder).articles for p in a.passages if p.cells]
    assert "Zebra ward |  | 7" in rows or "Zebra ward | | 7" in rows


@pytest.mark.usefixtures("here")
def test_each_message_of_a_mailbox_is_a_paper_of_its_own(folder: Path, tmp_path: Path) -> None:
    line = b"From clerk@example.org Thu Mar 12 09:30:00 2015\n"
    other = b"From: ann@example.org\nSubject: Waits\n\nFrom 2015 on they are longer.\n"
    (tmp_path / "a.mbox").write_bytes(line + MESSAGE + b"\n\n" + line + other)
    results = add_papers([tmp_path / "a.mbox"], folder, Options())
    assert [(r.outcome, r.title) for r in results][::2] == [
        (Outcome.ADDED, "Papers for May"),
        (Outcome.ADDED, "Waits"),
    ]


def test_a_line_of_a_message_in_a_mailbox_is_read_as_it_was_written(read: Read) -> None:
    head = "From a@b Thu Mar 12 09:30:00 2015\nSubject: A\n\n"
    paper = read("a.mbox", f"{head}They met.\n\n>From 2015 on it is so.\n\n>>From May.\n")
    assert [block.text for block in paper.blocks][1:] == [
        "They met.",
        "From 2015 on it is so.",
        ">From May.",
    ]


@pytest.mark.parametrize(
    "line", ["From 2024 on we pay:", "From 10:00 on 3 May 2024:", "From Mon 3 May 2024 on:"]
)
def test_a_paragraph_that_begins_with_from_is_no_other_message(read: Read, line: str) -> None:
    head = "From - Sun Nov 29 10:00:00 2026\nFrom: a@b\nSubject: A\n\nThey met."
    paper = read("a.eml", f"{head}\n\n{line}\nNote: it is so.\n")
    assert "Note: it is so." in paper.blocks[-1].text


@pytest.mark.parametrize(
    "line",
    [
        "From a@b Sun Nov 29 10:00:00 2026",
        "From a at b  Sun Nov  1 10:00:00 2026",
        "From 16@xxx Sun Nov 29 10:00:00 +0000 2026",
        "From - Sun, 29 Nov 2026 10:00:00 GMT",
        "From MAILER Sun Nov 29 10:00 2026",
    ],
)
def test_a_mailbox_is_parted_at_lines_with_a_date(line: str) -> None:
    message = f"{line}\nSubject: A\n\nThey met.\n\n".encode()
    assert len([*attachments(Source("a.mbox", message * 3))]) == 2


def test_a_mailbox_with_more_messages_than_anybody_reads_is_refused(read: Read) -> None:
    with pytest.raises(PaperError, match="more than 500 messages"):
        read("a.mbox", "From a@b Thu Mar 12 09:30:00 2015\nSubject: A\n\nIt was so.\n\n" * 501)


@pytest.mark.parametrize("kind", ["pkcs7-signature", "pgp-signature"])
def test_the_signature_of_a_message_is_listed_and_no_paper(read: Read, kind: str) -> None:
    message = EmailMessage()
    message["From"] = "clerk@example.org"
    message.set_content("The ward stays open.")
    message.add_attachment(b"-----BEGIN", "application", kind, filename="smime.p7s")
    (line,) = read("a.eml", message.as_bytes()).left_out
    assert str(line) == "smime.p7s [the message's signature]"
    assert not list(attachments(Source("a.eml", message.as_bytes())))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"PK\3\4 word/document.xml", "it is damaged"),
        ("a.docx", paper_files.archive({"word/document.xml": "<w:document"}), "it is damaged"),
        ("a.xlsx", paper_files.archive({"xl/workbook.xml": "<x"}), "it is damaged"),
        ("a.png", b"\x89PNG\r\n", "it is a picture; `ocrmypdf"),
        ("a.gz", b"\x1f\x8b", "it is compressed; unpack it first"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "it is locked by a password",
        ),
        ("a.msg", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "it is an Outlook message; save it as .eml"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_step(
    read: Read, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(PaperError, match=reason):
        read(name, data)


def test_an_older_file_without_libreoffice_names_the_next_step(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.converters.shutil.which", lambda _: None)
    old = b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")
    with pytest.raises(PaperError, match=r"open it in Word, save it as \.docx"):
        read("a.doc", old)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("form", "newer", "cited"),
    [
        ("doc", "rtf", None),
        ("ppt", "pptx", Page("1", "slide")),
        ("odp", "pptx", Page("1", "slide")),
        ("xls", "xlsx", Page("Budget 2015", "sheet")),
        ("ods", "xlsx", Page("Budget 2015", "sheet")),
    ],
)
def test_an_older_file_is_read_through_libreoffice(
    read: Read, tmp_path: Path, form: str, newer: str, cited: Page | None
) -> None:
    rtf = rb"{\rtf1 The zebra ward stays open.}"
    data = {"rtf": rtf, "pptx": presentation(), "xlsx": workbook()}[newer]
    saved = tmp_path / f"a.{newer}"
    saved.write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(saved)], check=True, capture_output=True)
    paper = read(f"a.{form}", (tmp_path / f"a.{form}").read_bytes())
    found = [b.page for b in paper.blocks if "zebra ward" in f"{b.text} {b.rows}".lower()]
    assert found == [cited]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("name", "content", "cure"),
    [
        ("a.doc", "WordDocument", r"open it in Word, save it as \.docx"),
        ("a.xls", "Workbook" + "zebra ward" * 200, r"open it in Excel, save it as \.xlsx"),
    ],
)
def test_what_only_looks_like_an_older_file_is_refused(
    read: Read, name: str, content: str, cure: str
) -> None:
    with pytest.raises(PaperError, match=cure):
        read(name, b"\xd0\xcf\x11\xe0" + content.encode("utf-16-le"))


def test_a_file_that_unpacks_to_hundreds_of_megabytes_is_refused_unread(read: Read) -> None:
    bomb = paper_files.archive({"word/document.xml": bytes(350_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(PaperError, match="it unpacks to 350 MB"):
        read("a.docx", bomb)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            paper_files.archive({f"{i}.txt": "x" for i in range(501)}),
            "it holds more than 500 files",
        ),
        (paper_files.archive({}), "there is no paper in it"),
        (paper_files.archive({"big.txt": bytes(350_000_000)}), "it unpacks to 350 MB"),
    ],
    ids=["many", "none", "a bomb"],
)
def test_an_archive_that_holds_too_much_or_nothing_is_refused(
    folder: Path, tmp_path: Path, data: bytes, reason: str
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (result,) = add_papers([tmp_path / "a.zip"], folder, Options())
    assert result.outcome is Outcome.REFUSED
    assert any(reason in sentence for sentence in result.sentences)


@pytest.mark.parametrize(
    ("library", "module", "name", "data"),
    [
        ("pypdfium2", "pdf", "a.pdf", paper_files.pdf([[]])),
        ("trafilatura", "html", "a.html", b"<html>"),
        ("openpyxl", "spreadsheets", "a.xlsx", workbook()),
    ],
)
def test_without_its_library_a_format_names_the_command_that_brings_it(
    read: Read, monkeypatch: pytest.MonkeyPatch, library: str, module: str, name: str, data: bytes
) -> None:
    for known in [n for n in sys.modules if n.startswith(f"ccgbrief.papers.{module}")]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(PaperError, match=rf"by {library}, .* -m pip install 'ccgbrief\[papers\]'"):
        read(name, data)


def test_without_pandoc_word_files_name_the_command_that_brings_it(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.converters.shutil.which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(PaperError, match=r"-m pip install 'ccgbrief\[papers\]'"):
        read("a.docx", word(said("Some words.")))


def test_two_columns_of_word_have_heads_only_where_the_file_shows_them(read: Read) -> None:
    rows = (("Name", "Dr Ash"), ("Shares", "£4,200"), ("Gifts", "£35"))

    def shown(style: str, finish: Step) -> int:
        def step(document: "docx.document.Document") -> None:
            table = document.add_table(rows=0, cols=2, style=style)
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            finish(document)

        (block,) = read("a.docx", word(step)).blocks
        assert block.rows == rows
        return block.heads

    def make_bold(document: "docx.document.Document") -> None:
        for cell in document.tables[0].rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True

    def repeat(document: "docx.document.Document") -> None:
        document.tables[0].rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    assert shown("Table Grid", lambda _: None) == 0
    assert shown("Table Grid", make_bold) == 1
    assert shown("Table Grid", repeat) == 1
    assert shown("Light List Accent 1", lambda _: None) == 1


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        (("Age", "0-4", "5-9", "10+"), 1),
        (("Band", "10%", "20%", "Above 20%"), 1),
        (("Age", "<18", "18–64", "65+"), 1),
        (("Age", "Under 5", "5 to 1,200", "Total"), 1),
        (("Elm", "<5", "7", "9"), 0),
        (("Elm", "7", "8", "9+"), 0),
        (("Elm", "10-12", "5-7", "9"), 0),
        (("1", "0-4", "5-9", "10+"), 0),
    ],
)
def test_ranges_that_rise_above_figures_are_heads(
    heads: tuple[str, ...], count: int, read: Read
) -> None:
    rows = (heads, ("Oak", "1", "2", "3"))

    def step(document: "docx.document.Document") -> None:
        table = document.add_table(rows=0, cols=4)
        for row in rows:
            for cell, said in zip(table.add_row().cells, row, strict=True):
                cell.text = said

    sheet = "\n".join(";".join(row) for row in rows)
    for block in (*read("a.docx", word(step)).blocks, *read("a.csv", sheet).blocks):
        assert (block.rows, block.heads) == (rows, count)
    assert not has_bands([heads, ("Oak", "1-2", "2-3", "3-4")])


@pytest.mark.parametrize("page", ["<thead><tr>{}</tr></thead>", "<tr>{}</tr>"])
def test_what_a_page_states_as_heads_is_that_whatever_it_says(page: str, read: Read) -> None:
    head = "".join(f"<th>{said}</th>" for said in ("Dept", "1", "2"))
    row = "<tr><td>Oak</td><td>4</td><td>5</td></tr>"
    (block,) = read("a.html", f"<table>{page.format(head)}{row}</table>", keep_all=True).blocks
    assert block.heads == 1


def numbered_text(styles: str, body: str) -> bytes:
    """Return an open text with styles of lists, and with more after its own two paragraphs."""
    parts = unpacked(open_text())
    content = parts["content.xml"].decode()
    content = re.sub("(<office:body)", rf"<office:styles>{styles}</office:styles>\1", content)
    content = content.replace("</office:text>", f"{body}</office:text>")
    return packed(parts | {"content.xml": content.encode()})


def level(number: int, form: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return f'<text:{kind} text:level="{number}" style:num-format="{form}" {more}/>'


def items(*texts: str, around: str = "") -> str:
    return f"<text:list {around}>{''.join(texts)}</text:list>"


def item(text: str, within: str = "", about: str = "") -> str:
    return f"<text:list-item {about}><text:p>{text}</text:p>{within}</text:list-item>"


LEVELS = (
    '<text:list-style style:name="L">'
    + level(1, "1", 'style:num-suffix="."')
    + level(2, "a", 'text:display-levels="2" style:num-prefix="(" style:num-suffix=")"')
    + '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)
L = 'text:style-name="L"'


@pytest.mark.parametrize(
    ("body", "markers"),
    [
        (items(item("one"), item(""), item("two", items(item("in"))), around=L), "1. 3. (3.a)"),
        (
            items(item("one"), around=f'xml:id="x" {L}')
            + items(item("other"), around=L)
            + items(item("two"), around=f'text:continue-list="x" {L}')
            + items(item("three"), around=f'text:continue-numbering="true" {L}'),
            "1. 1. 2. 3.",
        ),
        (items(item("one"), item("six", about='text:start-value="6"'), around=L), "1. 6."),
        (items(item("a", items(item("b", items(item("c"))))), around=L), "1. (1.a) •"),
    ],
    ids=["levels", "goes on", "begins anew", "bullet"],
)
def test_items_of_an_open_text_have_their_printed_numbers(
    read: Read, body: str, markers: str
) -> None:
    blocks = read("a.odt", numbered_text(LEVELS, body)).blocks
    assert [block.marker for block in blocks if block.marker] == markers.split()


def test_headings_of_an_open_text_have_their_printed_numbers(read: Read) -> None:
    loext = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    form = f'xmlns:loext="{loext}" loext:num-list-format="%1%.%2%)"'
    kind = "outline-level-style"
    styles = level(1, "I", kind=kind) + level(2, "1", form, kind)
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    body = "".join(heading.format(*each) for each in ((1, "Aims"), (2, "Costs"), (2, "Staff")))
    outline = f"<text:outline-style>{styles}</text:outline-style>"
    paper = read("a.odt", numbered_text(outline, body))
    assert texts(paper.blocks)[-3:] == ["II Aims", "II.1) Costs", "II.2) Staff"]


@pytest.mark.parametrize(
    ("name", "file", "part"),
    [
        ("a.docx", "word/afchunk1.htm", "word/_rels/document.xml.rels"),
        ("a.docx", "word/embeddings/Sheet1.xlsx", "word/_rels/document.xml.rels"),
        ("a.pptx", "ppt/embeddings/Sheet1.xlsx", "ppt/slides/_rels/slide1.xml.rels"),
    ],
)
def test_a_file_within_an_office_file_is_listed(
    read: Read, name: str, file: str, part: str
) -> None:
    made = io.BytesIO()
    if name == "a.docx":
        document = docx.Document()
        document.add_paragraph("The zebra ward stays open until May.")
        document.save(made)
    else:
        slides = pptx.Presentation()
        slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = "Zebra ward"
        slides.save(made)
    parts = unpacked(made.getvalue())
    relation = f'<Relationship Id="rX" Type="http://example.org/aFChunk" Target="/{file}"/>'
    parts[part] = parts[part].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    left_out = read(name, packed(parts | {file: b"<p>The board spends 77m.</p>"})).left_out
    assert [each.text for each in left_out] == [file.rpartition("/")[2]]
    assert "not read; save it by itself and add it" in left_out[0].reason
