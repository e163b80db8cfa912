"""Formats: a file is what is in it, whatever its name says, and what cannot be read says why."""

import pytest

from ccgbrief.papers.formats import format_of
from ccgbrief.papers.paper import PaperError, Source
from tests.paper_files import Words, archive, paragraph, pdf, word
from tests.papers.conftest import Read

TEXT = b"Area,Oct,Nov\nNorth,1,2\n"
PAGE = b"\xef\xbb\xbf<!doctype html><html><body><p>It was so.</p></body></html>"
BINARY = bytes(range(256)) * 20
MAIL = b"From: Ann <a@example.org>\nSubject: Hi\n\nIt was so.\n"


@pytest.mark.parametrize(
    "name", ["a.docx", "a.pdf", "a.doc", "a.xls", "a.csv", "a.md", "a.eml", "a"]
)
@pytest.mark.parametrize(
    ("content", "form"),
    [
        (pdf([[Words(60, 100, "It was so.")]]), "pdf"),
        (word(paragraph("It was so.")), "docx"),
        (PAGE, "html"),
        (rb"{\rtf1 It was so.}", "rtf"),
    ],
    ids=["pdf", "docx", "html", "rtf"],
)
def test_a_file_is_read_as_what_it_is(name: str, content: bytes, form: str, read: Read) -> None:
    assert format_of(Source(name, content)).name == form
    assert [block.text for block in read(name, content).blocks] == ["It was so."]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("a.pdf", "PDF"),
        ("a.docx", "Word"),
        ("a.doc", "older Word"),
        ("a.rtf", "rich text"),
        ("a.epub", "e-book"),
        ("a.pptx", "PowerPoint"),
        ("a.zip", "archive"),
        ("a.xlsx", "Excel"),
        ("a.xls", "older Excel"),
        ("a.ods", "OpenDocument spreadsheet"),
    ],
)
@pytest.mark.parametrize("content", [TEXT, BINARY])
def test_what_has_the_name_of_another_format_is_refused(
    name: str, called: str, content: bytes, read: Read
) -> None:
    cure = "get a whole copy, or if it is text, name it .txt or .csv"
    with pytest.raises(PaperError, match=f"its name says {called}, but it is not; {cure}"):
        read(name, content)


@pytest.mark.parametrize("name", ["a.html", "a.eml", "a.mht", "a.txt", "a"])
def test_text_without_tags_or_a_head_is_read_as_text(name: str, read: Read) -> None:
    assert format_of(Source(name, TEXT)).name == "text"
    assert [block.text for block in read(name, TEXT).blocks] == ["Area,Oct,Nov", "North,1,2"]


def test_a_text_about_pdf_is_text(read: Read) -> None:
    assert read("a.txt", "A file begins with %PDF-1.7 then.").blocks[0].text.startswith("A file")
    assert format_of(Source("a.eml", MAIL + b"%PDF-1.4")).name == "eml"


@pytest.mark.parametrize("begins", ["BMA", "BM", "GIF8", "Rar!", "From the chair:", "PK"])
def test_words_that_begin_like_the_mark_of_another_format_are_text(begins: str, read: Read) -> None:
    for name in ("a.txt", "a.md", "a"):
        text = f"{begins} response to the consultation and its costs"
        assert "response to the consultation" in read(name, text).blocks[0].text


SHEETS_OF_2003 = b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data
>0.125</Data></Cell></Row></Table></Worksheet></Workbook>"""
TEXT_OF_2003 = b"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"></w:wordDocument>"""


MANIFEST = """<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:media-type="" manifest:full-path="Pictures/"/>
<manifest:file-entry manifest:media-type="application/vnd.sun.xml.{}" manifest:full-path="/"/>
</manifest:manifest>"""
APPLE = "it is of Apple’s Pages, Numbers or Keynote"


@pytest.mark.parametrize(
    ("kind", "form"),
    [("writer", "sxw"), ("writer.template", "sxw"), ("calc", "sxc"), ("impress", "sxi")],
)
def test_a_file_of_openoffice_1_is_known_by_what_it_states(kind: str, form: str) -> None:
    content = archive({"content.xml": "<x/>", "META-INF/manifest.xml": MANIFEST.format(kind)})
    assert format_of(Source("a.zip", content)).name == form
    content = archive({"mimetype": f"application/vnd.sun.xml.{kind}", "content.xml": "<x/>"})
    assert format_of(Source("a.zip", content)).name == form


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%!PS-Adobe-3.0\n", "it is PostScript; ps2pdf makes a PDF of it"),
        (b"\x89PNG\r\n", "it is a picture"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00" + bytes(60), "."),  # a bitmap
        (b"\x1f\x8b\x08", "it is compressed"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "its format is not supported"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "is not supported"),
        (
            archive({"visio/document.xml": "", "[Content_Types].xml": "<Types/>"}),
            "is not supported",
        ),
        (archive({"META-INF/manifest.xml": MANIFEST.format("draw")}), "is not supported"),
        (archive({"Index/Document.iwa": "", "preview.txt": "Draft"}), f"{APPLE}; open it there"),
        (archive({"buildVersionHistory.plist": "<x/>", "index.xml": "<x/>"}), APPLE),
        (archive({"a.key/Metadata/BuildVersionHistory.plist": "", "a.key/Index.zip": ""}), APPLE),
        (archive({"a.txt": "x"})[:60], "it is damaged and cannot be unpacked"),
        (b"\0" * 100, "it holds nothing but zeros"),
        (BINARY, "it is not text"),
    ],
    ids=[
        "PostScript",
        "a picture",
        "a bitmap",
        "gzip",
        "OLE",
        "drawing",
        "Visio",
        "a drawing of OpenOffice 1",
        "Pages",
        "Pages of 2009",
        "a folder of Keynote",
        "half a zip",
        "nulls",
        "all bytes",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a"])
def test_what_is_no_paper_says_what_it_is(name: str, content: bytes, said: str, read: Read) -> None:
    with pytest.raises(PaperError, match=said):
        read(name, content)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a", "a.docx"])
@pytest.mark.parametrize("start", [b"", b"From ann Mon Nov  2 10:00:00 2026\n", b"X-Spam: no\n"])
def test_a_message_is_read_as_one_under_any_name(name: str, start: bytes, read: Read) -> None:
    data = start + b"MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n" + MAIL[:-11]
    assert format_of(Source(name, data)).name == "eml"
    assert read(name, data + b"\nSXQgd2FzIHNvLg==\n").blocks[-1].text == "It was so."


def test_a_page_saved_as_a_message_is_read_as_one_under_any_name() -> None:
    data = b"From: <Saved by Blink>\nMIME-Version: 1.0\n\nIt was so.\n"
    assert format_of(Source("a.txt", data)).name == "mht"


@pytest.mark.parametrize(
    "text",
    [
        b"From: The chair\nTo: All\nDate: 2 May\nSubject: The ward\nReceived: 3 May\n\nIt shut.\n",
        b"MIME-Version: 1.0 is a header.\n",
        b"Look:\n\nFrom: Ann\nMessage-ID: <1@x>\n",
    ],
)
def test_a_memo_and_a_text_about_messages_are_text(text: bytes) -> None:
    assert format_of(Source("a.txt", text)).name == "text"


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.xml", "a.txt"])
@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (SHEETS_OF_2003, r"it is Excel’s own XML; open it in Excel, save it as \.xlsx"),
        (TEXT_OF_2003, r"it is Word’s own XML; open it in Word, save it as \.docx"),
        (b"\xef\xbb\xbf" + TEXT_OF_2003.partition(b"\n")[2], "open it in Word"),
        (TEXT_OF_2003.replace(b"office/word/2003/wordml", b"office/2006/xmlPackage"), "it in Word"),
    ],
    ids=["Excel", "Word", "bare", "of 2007"],
)
def test_the_own_xml_of_office_is_refused_with_what_opens_it(
    read: Read, name: str, data: bytes, cure: str
) -> None:
    with pytest.raises(PaperError, match=cure):
        read(name, data)


def test_a_text_about_the_xml_of_excel_is_text(read: Read) -> None:
    said = b"Report systems write " + SHEETS_OF_2003
    assert read("a.txt", said).blocks[0].text.startswith("Report systems write")
