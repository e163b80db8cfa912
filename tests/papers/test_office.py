"""Papers of each office format: read as the file states them, added, found and cited by place."""

import io
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
import xlsxwriter

from ccgbrief.converters import pandoc
from ccgbrief.pack import Page, read_pack
from ccgbrief.pack_editing import Options, Outcome, add_papers
from ccgbrief.papers import spreadsheets
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.formats import format_of
from ccgbrief.papers.paper import PaperError, Source
from ccgbrief.search.cache import open_finder
from tests import paper_files
from tests.papers.conftest import Read, texts
from tests.papers.test_ebook import book
from tests.papers.test_formats import MANIFEST
from tests.papers.test_mail import MESSAGE
from tests.papers.test_opendocument import open_text
from tests.papers.test_word import said, word


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
    assert remark == f"1 formula has no saved result, so nothing stands there; {cure}"


def _with_total(*more: tuple[str, str, int]) -> bytes:
    """Return a workbook as a script writes it: zero for a total, and `more` with their values."""
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ("Ward", "Plan"))
    sheet.write_row(1, 0, ("Elm", 0))
    sheet.write_row(2, 0, ("Oak", 130))
    for at, (label, formula, value) in enumerate((("Total", "=SUM(B2:B3)", 0), *more), start=3):
        sheet.write(at, 0, label)
        sheet.write_formula(at, 1, formula, value=value)
    workbook.close()
    return data.getvalue()


def test_a_formula_that_a_script_saved_as_zero_has_no_result_either(read: Read) -> None:
    paper = read("a.xlsx", _with_total(("Twice", "=2*B4", 260)))
    (table,) = paper.blocks
    assert table.rows[1:] == (("Elm", "0"), ("Oak", "130"), ("Total", ""), ("Twice", "260"))
    assert paper.remarks[0].startswith("1 formula has no saved result")


def _changed(book: bytes, change: Callable[[str], str]) -> bytes:
    """Return a workbook with what states its sheet changed."""
    parts = unpacked(book)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    return packed(parts | {"xl/worksheets/sheet1.xml": change(sheet).encode()})


def _with_prefix(sheet: str) -> str:
    return re.sub(r"<(/?)(?=\w)", r"<\1x:", sheet).replace("xmlns=", "xmlns:x=")


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.replace("</f><v>0</v>", "</f><v>0.0</v>"),
        lambda sheet: re.sub(r' r="[A-Z]*\d"', "", sheet),
        _with_prefix,
        lambda sheet: _with_prefix(sheet).replace("</x:f><x:v>0</x:v>", "</x:f><x:v/>"),
    ],
    ids=["0.0", "without places", "with a prefix", "with a prefix, and empty"],
)
def test_a_formula_without_a_result_is_found_however_its_sheet_is_written(
    read: Read, change: Callable[[str], str]
) -> None:
    paper = read("a.xlsx", _changed(_with_total(), change))
    assert paper.blocks[0].rows[1:] == (("Elm", "0"), ("Oak", "130"), ("Total", ""))
    assert paper.remarks[0].startswith("1 formula has no saved result")


def test_a_formula_of_several_cells_without_a_result_has_none_in_all_of_them(read: Read) -> None:
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    sheet = workbook.add_worksheet()
    for i, row in enumerate((("Ward", "Plan"), ("Elm", 120), ("Oak", 0), ("Ash", 140))):
        sheet.write_row(i, 0, row)
    sheet.write(0, 2, "Twice")
    sheet.write_array_formula("C2:C4", "{=B2:B4*2}")
    sheet.write(0, 3, "Half")
    sheet.write_array_formula("D2:D4", "{=B2:B4/2}", value=60)
    workbook.close()
    paper = read("a.xlsx", data.getvalue())
    assert paper.blocks[0].rows[1:] == (
        ("Elm", "120", "", "60"),
        ("Oak", "0", "", ""),
        ("Ash", "140", "", ""),
    )
    assert paper.remarks[0].startswith("5 formulas have no saved result")


def test_a_formula_with_an_empty_text_for_its_result_has_one(read: Read) -> None:
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ("Ward", "", "Plan"))
    sheet.write_row(1, 0, ("Elm", "", 120))
    sheet.write_formula(1, 1, '=IF(C2>130,"yes","")', value="yes")
    workbook.close()
    empty = _changed(data.getvalue(), lambda sheet: sheet.replace("<v>yes</v>", "<v></v>"))
    paper = read("a.xlsx", empty)
    assert (paper.blocks[0].rows[1:], paper.remarks) == ((("Elm", "120"),), ())


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
    monkeypatch.setattr("ccgbrief.papers.drawings.MOST_XML", 2_000)
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
            paper_files.compound("EncryptedPackage"),
            "it is locked by a password",
        ),
        (
            "a.odt",
            paper_files.archive(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<manifest:encryption-data/>",
                    "content.xml": "not XML",
                }
            ),
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


@pytest.mark.skipif(sys.platform == "win32", reason="no shell, no signals")
@pytest.mark.parametrize("ends", ["kill -9 $$", "exit 1", "exit 64"])
def test_pandoc_that_the_system_ends_makes_no_paper_a_damaged_one(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\n{ends}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    said = "it is damaged" if ends == "exit 64" else "pandoc was ended by the system"
    with pytest.raises(PaperError, match=said):
        read("a.rtf", rb"{\rtf1 It is whole.}")


def test_an_older_file_without_libreoffice_names_the_next_step(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.converters.shutil.which", lambda _: None)
    with pytest.raises(PaperError, match=r"open it in Word, save it as \.docx"):
        read("a.doc", paper_files.compound("WordDocument"))


def saved_by_libreoffice(file: Path, data: bytes, form: str) -> bytes:
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(file.parent)]
    subprocess.run([*command, str(file)], check=True, capture_output=True)
    return file.with_suffix(f".{form}").read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("form", "newer", "cited"),
    [
        ("doc", "rtf", None),
        ("ppt", "pptx", Page("1", "slide")),
        ("odp", "pptx", Page("1", "slide")),
        ("xls", "xlsx", Page("Budget 2015", "sheet")),
        ("ods", "xlsx", Page("Budget 2015", "sheet")),
        ("fodt", "rtf", None),
        ("fodp", "pptx", Page("1", "slide")),
        ("fods", "xlsx", Page("Budget 2015", "sheet")),
    ],
)
def test_an_older_file_is_read_through_libreoffice(
    read: Read, tmp_path: Path, form: str, newer: str, cited: Page | None
) -> None:
    rtf = rb"{\rtf1 The zebra ward stays open.}"
    data = {"rtf": rtf, "pptx": presentation(), "xlsx": workbook()}[newer]
    paper = read(f"a.{form}", saved_by_libreoffice(tmp_path / f"a.{newer}", data, form))
    found = [b.page for b in paper.blocks if "zebra ward" in f"{b.text} {b.rows}".lower()]
    assert found == [cited]


FIELD = r"{\field{\*\fldinst {\f0  %s }}{\fldrslt {%s}}}"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_fields_of_rich_text_are_read_as_saved(read: Read) -> None:
    saved = {
        r"FILENAME \\p": "G:/Board/Winter plan.doc",
        "DATE": "26 April 2006",
        r"REF gone \\h": "section 4.2",
        "PAGEREF gone": "16",
        "NUMWORDS": "1,700",
        'IF 1 = 1 "x" "y"': "Agreed",
        "TITLE": "Plan",
    }
    lines = "".join(rf"\pard It says {FIELD % each}.\par " for each in saved.items())
    paper = read("a.rtf", rf"{{\rtf1 {lines}}}".encode())
    assert texts(paper.blocks) == [f"It says {each}." for each in saved.values()]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("instructions", "shown"),
    [(("FILENAME",) * 2, "plan.rtf"), (("FILENAME", r"FILENAME \\p"), "b & c.doc")],
    ids=["saved", "two saved, of which none is known to be which"],
)
def test_an_older_file_shows_the_name_saved_in_it_or_its_own_and_never_that_of_our_copy(
    read: Read, tmp_path: Path, instructions: tuple[str, str], shown: str
) -> None:
    fields = " and ".join(FIELD % (each, "it") for each in instructions)
    rtf = rf"{{\rtf1 It is {fields}.}}".encode()
    data = saved_by_libreoffice(tmp_path / "plan.rtf", rtf, "doc")
    assert texts(read("b & c.doc", data).blocks) == [f"It is {shown} and {shown}."]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_text_of_openoffice_1_is_read(read: Read) -> None:
    space = "http://openoffice.org/2000"
    text = (
        f'<office:document-content xmlns:office="{space}/office" xmlns:text="{space}/text">'
        '<office:body><text:h text:level="1">Beds</text:h><text:p>The zebra ward stays open.'
        "</text:p></office:body></office:document-content>"
    )
    parts = {"META-INF/manifest.xml": MANIFEST.format("writer"), "content.xml": text}
    paper = read("a.sxw", paper_files.archive(parts))
    assert [block.text for block in paper.blocks] == ["Beds", "The zebra ward stays open."]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("name", "stream", "cure"),
    [
        ("a.doc", "WordDocument", r"open it in Word, save it as \.docx"),
        ("a.xls", "Workbook", r"open it in Excel, save it as \.xlsx"),
    ],
)
def test_what_only_looks_like_an_older_file_is_refused(
    read: Read, name: str, stream: str, cure: str
) -> None:
    with pytest.raises(PaperError, match=cure):
        read(name, paper_files.compound(stream))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_workbooks_of_excel_4_and_5_are_read(read: Read) -> None:
    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    beginning, end = struct.pack("<HHI", 0x0500, 0, 0), record(0x0A, b"")
    book, sheet = (beginning[:2] + bytes([kind]) + beginning[3:] for kind in (0x05, 0x10))
    listed = record(0x85, struct.pack("<IHB", 4 + 8 + 4 + 11 + 4, 0, 4) + b"KPIs")
    cell = record(0x204, struct.pack("<4H", 0, 0, 0, 10) + b"zebra ward")
    stream = record(0x809, book) + listed + end + record(0x809, sheet) + cell + end
    (block,) = read("a.xls", paper_files.compound("Book", content=stream)).blocks
    assert (block.text, block.page) == ("zebra ward", Page("KPIs", "sheet"))
    (block,) = read("a.xls", record(0x409, struct.pack("<3H", 0, 0x10, 0)) + cell + end).blocks
    assert block.text == "zebra ward"


@pytest.mark.parametrize(
    ("data", "filtered"),
    [
        (paper_files.compound("WordDocument"), "MS WinWord 6.0"),
        (b"\xdb\xa5\x2d\0", "MS WinWord 5"),
    ],
    ids=["Word 95", "Word 2"],
)
def test_a_document_of_an_early_word_is_read_as_one(
    read: Read, monkeypatch: pytest.MonkeyPatch, data: bytes, filtered: str
) -> None:
    def convert(_program: str, _file: Path, *others: Any) -> bytes | None:
        is_meant = others[-1] == (f"--infilter={filtered}",)
        return word(said("The zebra ward stays open.")) if is_meant else None

    monkeypatch.setattr("ccgbrief.papers.libreoffice.converted", convert)
    monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: "soffice")
    (block,) = read("a.doc", data).blocks
    assert block.text == "The zebra ward stays open."


@pytest.mark.parametrize(
    ("stream", "inner", "form"),
    [
        ("Workbook", "WordDocument", "xls"),
        ("WordDocument", "Workbook", "doc"),
        ("PowerPoint Document", "WordDocument", "ppt"),
        ("Book", "EncryptedPackage", "xls"),
        ("WORDDOCUMENT", "", "doc"),
    ],
)
def test_an_older_file_is_known_by_its_root_storage(stream: str, inner: str, form: str) -> None:
    assert format_of(Source("a.doc", paper_files.compound(stream, inner))).name == form


FLAT = (
    "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    'office:mimetype="application/vnd.oasis.opendocument.{}"><office:body/></office:document>'
)


@pytest.mark.parametrize("kind", ["text", "spreadsheet", "presentation"])
@pytest.mark.parametrize("rest", [b"", bytes(40)], ids=["cut short", "NULs"])
def test_a_flat_file_without_its_end_is_said_to_be_cut_short(
    read: Read, kind: str, rest: bytes
) -> None:
    with pytest.raises(PaperError, match="it is damaged or cut short; get a whole copy"):
        read("a.fodt", FLAT.format(kind).encode()[:-20] + rest)


@pytest.mark.parametrize(
    "damaged",
    [
        lambda whole: whole[:100],
        lambda whole: whole[:700],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[: len(whole) * 9 // 10],
        lambda whole: whole[:600].ljust(len(whole), b"\0"),
        lambda whole: whole[:48] + b"\xff" * 4 + whole[52:],
    ],
    ids=["100 bytes", "700 bytes", "half", "nine tenths", "NULs", "no directory"],
)
@pytest.mark.parametrize(
    ("stream", "form"),
    [("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")],
)
def test_an_older_file_that_is_cut_short_is_refused_with_that_reason(
    stream: str, form: str, damaged: Callable[[bytes], bytes]
) -> None:
    whole = paper_files.compound(stream)
    assert format_of(Source("a.doc", whole)).name == form
    assert format_of(Source("a.doc", whole[:-100])).name == form, "some end within the last sector"
    with pytest.raises(PaperError, match="it is damaged or cut short; get a whole copy"):
        format_of(Source("a.doc", damaged(whole)))


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


@pytest.mark.parametrize("page", ["<thead><tr>{}</tr></thead>", "<tr>{}</tr>"])
def test_what_a_page_states_as_heads_is_that_whatever_it_says(page: str, read: Read) -> None:
    head = "".join(f"<th>{said}</th>" for said in ("Dept", "1", "2"))
    row = "<tr><td>Oak</td><td>4</td><td>5</td></tr>"
    (block,) = read("a.html", f"<table>{page.format(head)}{row}</table>", keep_all=True).blocks
    assert block.heads == 1


def test_an_office_file_whose_parts_are_named_with_backslashes_is_read(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Zebra", 11))
    made = io.BytesIO()
    book.save(made)
    parts = {name.replace("/", "\\"): part for name, part in unpacked(made.getvalue()).items()}
    (table,) = read("a.xlsx", packed(parts)).blocks
    assert table.rows == (("Zebra", "11"),)


RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    </Relationships>"""


@pytest.mark.parametrize(
    ("name", "file", "part"),
    [
        ("a.docx", "word/afchunk1.htm", "word/_rels/document.xml.rels"),
        ("a.docx", "word/embeddings/Sheet1.xlsx", "word/_rels/document.xml.rels"),
        ("a.docx", "word/embeddings/oleObject1.bin", "word/_rels/document.xml.rels"),
        ("a.pptx", "ppt/embeddings/Sheet1.xlsx", "ppt/slides/_rels/slide1.xml.rels"),
        ("a.pptx", "ppt/media/Image1.PDF", "ppt/slides/_rels/slide1.xml.rels"),
        ("a.xlsx", "xl/embeddings/Paper1.docx", "xl/worksheets/_rels/sheet1.xml.rels"),
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
    elif name == "a.xlsx":
        book = openpyxl.Workbook()
        book.active["A1"] = "Zebra ward"
        book.save(made)
    else:
        slides = pptx.Presentation()
        slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = "Zebra ward"
        slides.save(made)
    parts = unpacked(made.getvalue())
    kind = {".htm": "aFChunk", ".bin": "oleObject", ".PDF": "image"}.get(file[-4:], "package")
    relation = f'<Relationship Id="rX" Type="http://example.org/{kind}" Target="/{file}"/>'
    relations = parts.get(part, RELATIONS.encode())
    parts[part] = relations.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    left_out = read(name, packed(parts | {file: b"<p>The board spends 77m.</p>"})).left_out
    assert [each.text for each in left_out] == [file.rpartition("/")[2]]
    assert "not read; save it by itself and add it" in left_out[0].reason


@pytest.mark.parametrize(
    ("relation", "part", "line"),
    [
        (
            'Type="x/subDocument" Target="../a/part2.docx" TargetMode="External"',
            "",
            "part2.docx [a file within this one, and not read; save it by itself and add it]",
        ),
        (
            'Type="x/control" Target="activeX1.xml"',
            '<o:ocx xmlns:o="x"><o:ocxPr o:name="Caption" o:value="I agree"/>'
            '<o:ocxPr o:name="Size" o:value="9"/><o:ocxPr o:name="Value" o:value="1"/></o:ocx>',
            "I agree 1 [a control of a form, drawn and not read in its place]",
        ),
        (
            'Type="x/control" Target="activeX1.xml"',
            "<ocx/>",
            "activeX1.xml [a control of a form, drawn and not read in its place]",
        ),
    ],
    ids=["part of a book", "control", "control that says nothing"],
)
def test_other_parts_of_a_word_file_that_are_not_read_are_listed(
    read: Read, relation: str, part: str, line: str
) -> None:
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("The zebra ward stays open until May.")
    document.save(made)
    parts = unpacked(made.getvalue())
    name = "word/_rels/document.xml.rels"
    more = f'<Relationship Id="rX" {relation}/></Relationships>'
    parts[name] = parts[name].replace(b"</Relationships>", more.encode())
    paper = read("a.docx", packed(parts | {"word/activeX1.xml": part.encode()}))
    assert list(map(str, paper.left_out)) == [line]


def test_who_is_to_sign_on_a_line_for_that_is_listed(read: Read) -> None:
    line = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape><o:signatureline '
        'o:suggestedsigner="Dr Ash" o:suggestedsigner2="Chair"/></v:shape></w:pict></w:r></w:p>'
    )
    assert list(
        map(str, read("a.docx", paper_files.word(paper_files.paragraph("Yes."), line)).left_out)
    ) == ["Dr Ash, Chair [who is to sign, on a signature line]"]


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "rtf"])
def test_links_to_pages_are_kept_and_others_listed(read: Read, form: str, tmp_path: Path) -> None:
    text = (
        "# Part [one](https://h.example.org/#x)\n\nSee [the report](https://r.example.org/a_b), "
        "[mail](mailto:ann@example.org), [annex B](../annexB.docx), [none](javascript:x) "
        "and [below](#part).\n\n- [item](https://i.example.org/)\n\n"
        "| A | B |\n|---|---|\n| [cell](https://c.example.org/) | d |\n"
    )
    file = tmp_path / f"a.{form}"
    made = [*pandoc(), "-s", "-f", "markdown", "-t", form, "-M", "title=T", "-o", str(file)]
    subprocess.run(made, input=text.encode(), check=True)
    paper = read(file.name, file.read_bytes())
    links = [tuple(link) for block in paper.blocks for link in block.links]
    assert links == [
        ("one", "https://h.example.org/#x"),
        ("the report", "https://r.example.org/a_b"),
        ("mail", "mailto:ann@example.org"),
        ("annex B", "../annexB.docx"),
        ("item", "https://i.example.org/"),
    ]
    assert [str(line) for line in paper.left_out] == [
        "cell: https://c.example.org/ [where these words lead]"
    ]


def test_links_of_a_web_page_to_papers_and_other_sites_are_kept(read: Read) -> None:
    page = (
        "<p>See <a href='https://r.example.org/'>the <b>report</b></a> and <a href='/n'>news</a>."
        "<p><a href='/get/Annex.PDF?a=1'>annex</a>, <a href='a.html'>it</a>, <a href=''>x</a>."
        "<blockquote><a href='https://q.example.org/'>All</a> of it.</blockquote>"
    )
    blocks = read("a.html", f"<html><body>{page}</body></html>").blocks
    assert [block.links for block in blocks] == [
        (("the report", "https://r.example.org/"),),
        (("annex", "/get/Annex.PDF?a=1"),),
        (("All", "https://q.example.org/"),),
    ]
