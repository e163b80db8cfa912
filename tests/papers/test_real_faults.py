"""Faults that real papers showed, in every format that can have them: nothing is lost or moved."""

import io
from collections.abc import Callable

import docx
import pytest

from ccgbrief.pack import read_passages
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.formats import read_paper
from ccgbrief.papers.paper import Source
from tests.paper_files import paragraph, table, word

RESOLVED = "RESOLVED: That permission be granted, subject to the conditions in the report."
Make = Callable[[list[str]], bytes]


def as_text(lines: list[str]) -> bytes:
    return "\n\n".join(lines).encode()


def as_page(lines: list[str]) -> bytes:
    inside = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><body><article>{inside}</article></body></html>".encode()


def as_word(lines: list[str]) -> bytes:
    return word(*map(paragraph, lines))


def as_rich_text(lines: list[str]) -> bytes:
    return b"{\\rtf1 " + b"".join(line.encode() + b"\\par\n" for line in lines) + b"}"


EVERY = pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", as_text),
        ("a.md", as_text),
        ("a.html", as_page),
        ("a.docx", as_word),
        ("a.rtf", as_rich_text),
    ],
    ids=["text", "Markdown", "HTML", "Word", "rich text"],
)


def article(name: str, data: bytes) -> list[str]:
    """Return the passages of the article that a file becomes."""
    paper = read_paper(Source(name, data), lambda _page, _count: None)
    text = make_draft(paper, name, ReadingOptions(title="The board")).text
    return [passage.text for passage in read_passages("a", text.split("+++\n", 2)[2])]


@EVERY
def test_lines_with_dot_leaders_stay(name: str, make: Make) -> None:
    lines = [
        "1. Welcome ........................................ Chair",
        "Cardiology ........ 18 weeks",
        "A fee of £20 is due for each copy. ........ £20" if name != "a.rtf" else "Fees ... 20",
        "The board met in the hall on Monday and agreed on all of these in turn.",
    ]
    found = " ".join(article(name, make(lines)))
    for words in ("Welcome", "Chair", "Cardiology", "18 weeks", "20", "agreed on all"):
        assert words in found


@EVERY
def test_a_resolution_under_each_item_stays(name: str, make: Make) -> None:
    lines = [line for number in range(4) for line in (f"Item {number}: a mill", RESOLVED)]
    assert article(name, make(lines)).count(RESOLVED) == 4


@pytest.mark.parametrize("sign", ["😀", "𝑥", "𠀀"])
def test_a_sign_of_any_plane_in_what_is_left_out_costs_no_file(sign: str) -> None:
    page = as_page([f"The board met in the hall {number} times." for number in range(9)])
    nav = f"<nav><p>Home {sign}</p></nav><article><p><s>none {sign}</s></p>"
    paper = read_paper(
        Source("a.html", page.replace(b"<article>", nav.encode())), lambda _page, _count: None
    )
    assert f"none {sign}" in {line.text for line in paper.left_out}
    text = f"Mark as read {sign}\nOur picks\n\n" + "The board met in the hall again today. " * 4
    assert any("The board met" in passage for passage in article("a.txt", text.encode()))


def test_a_pipe_within_a_cell_is_one_cell() -> None:
    data = b"| a \\| b | c |\n|---|---|\n| d | e \\| f |\n"
    (block,) = read_paper(Source("a.md", data), lambda _page, _count: None).blocks
    assert block.rows == (("a | b", "c"), ("d", "e | f"))


def test_an_empty_cell_of_word_stays_empty() -> None:
    data = word(table([["Area", "Oct", "Nov"], ["North", "", "7"]]))
    (block,) = read_paper(Source("a.docx", data), lambda _page, _count: None).blocks
    assert block.rows == (("Area", "Oct", "Nov"), ("North", "", "7"))


def test_cells_merged_across_in_word_stand_in_each_column() -> None:
    document = docx.Document()
    grid = document.add_table(rows=2, cols=3)
    for row, texts in zip(grid.rows, (("Area", "Waits", ""), ("North", "18", "17")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    grid.cell(0, 1).merge(grid.cell(0, 2))
    data = io.BytesIO()
    document.save(data)
    (block,) = read_paper(Source("a.docx", data.getvalue()), lambda _page, _count: None).blocks
    assert block.rows == (("Area", "Waits", "Waits"), ("North", "18", "17"))
