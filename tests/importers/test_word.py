"""Word files: headings, lists and tables by their styles, what they say of themselves."""

import sys
from pathlib import Path

import pytest

from ccgbrief.importers.paper import PaperError
from ccgbrief.pack import PassageKind
from tests.importers import papers
from tests.importers.conftest import Read


def test_headings_lists_and_tables_are_read(read: Read) -> None:
    data = papers.word(
        papers.paragraph("Purpose", "H1"),
        papers.paragraph("The board is asked to agree."),
        papers.paragraph("Repairs", numbering=1),
        papers.paragraph("Agree", numbering=2),
        papers.paragraph("Sign", numbering=2),
        papers.table([["Town", "Budget"], ["Northam", "3"]]),
        title="Board paper 7",
        author="Jane Example",
    )
    paper = read("a.docx", data)
    assert (paper.title, paper.author) == ("Board paper 7", "Jane Example")
    assert [(b.kind, b.marker, b.text) for b in paper.blocks] == [
        (PassageKind.HEADING, "", "Purpose"),
        (PassageKind.PARAGRAPH, "", "The board is asked to agree."),
        (PassageKind.ITEM, "•", "Repairs"),
        (PassageKind.ITEM, "1.", "Agree"),
        (PassageKind.ITEM, "2.", "Sign"),
        (PassageKind.ROW, "", "Town | Budget"),
        (PassageKind.ROW, "", "Northam | 3"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"PK\3\4 word/document.xml", "it is damaged"),
        ("a.docx", b"hello", "it is no Word file though its name says so"),
        ("a.zip", papers.archive({"a.txt": "x"}), "it is an archive and no Word file"),
        ("a.doc", b"\xd0\xcf\x11\xe0 old", "it is an old Word file or locked"),
        ("a.rtf", rb"{\rtf1 hello}", "it is rich text"),
        ("a.docx", papers.archive({"word/document.xml": "<w:document"}), "it is damaged"),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_reason(
    read: Read, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(PaperError, match=reason):
        read(name, data)


def test_a_file_that_unpacks_to_hundreds_of_megabytes_is_refused_unread(read: Read) -> None:
    bomb = papers.archive({"word/document.xml": bytes(250_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(PaperError, match="it unpacks to 250 MB"):
        read("a.docx", bomb)


@pytest.mark.parametrize(
    ("library", "name"), [("mammoth", "a.docx"), ("pypdfium2", "a.pdf"), ("trafilatura", "a.html")]
)
def test_without_its_library_a_format_names_the_command_that_brings_it(
    read: Read, monkeypatch: pytest.MonkeyPatch, library: str, name: str
) -> None:
    module = {".docx": "word", ".pdf": "pdf", ".html": "html"}[Path(name).suffix]
    for known in [n for n in sys.modules if n.startswith(f"ccgbrief.importers.{module}")]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, library, None)
    data = {"word": papers.word(), "pdf": papers.pdf([[]]), "html": b"<html>"}[module]
    with pytest.raises(PaperError, match=f"-m pip install {library}"):
        read(name, data)
