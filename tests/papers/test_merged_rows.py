"""Tables with rows that are one cell over all columns, in every format that has such cells."""

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from pptx.util import Inches

from tests.papers.conftest import Read

ROWS = (
    ("Budget for 2026",),
    ("Dept", "Plan", "Actual"),
    ("Elm", "100", "200"),
    ("North of the river",),
    ("Oak", "300", "400"),
)


def word() -> bytes:
    document = docx.Document()
    table = document.add_table(len(ROWS), 3)
    return saved(document, table.cell)


def slides() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(len(ROWS), 3, *map(Inches, (1, 2, 8, 3))).table
    return saved(show, table.cell)


def saved(paper: Any, cell: Callable[[int, int], Any]) -> bytes:
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            cell(i, j).text = text
        if len(row) == 1:
            cell(i, 0).merge(cell(i, 2))
    data = io.BytesIO()
    paper.save(data)
    return data.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for i, row in enumerate(ROWS, start=1):
        book.active.append([int(text) if text.isdecimal() else text for text in row])
        if len(row) == 1:
            book.active.merge_cells(f"A{i}:C{i}")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def page() -> bytes:
    rows = (
        f"<tr><{tag} colspan={4 - len(row)}>" + f"<{tag}>".join(row)
        for tag, row in zip(("th", "th", "td", "td", "td"), ROWS, strict=True)
    )
    said = "The board noted what was planned and what was spent in each of the departments."
    return f"<html><body><article><p>{said}</p><table>{''.join(rows)}</table>".encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", word), ("a.pptx", slides), ("a.xlsx", workbook), ("a.html", page)],
)
def test_a_row_that_is_one_cell_is_a_title_or_stands_once(
    name: str, make: Callable[[], bytes], read: Read
) -> None:
    *_, title, table = read(name, make()).blocks
    assert title.text == "Budget for 2026"
    assert table.heads == 1
    assert table.rows == (*ROWS[1:3], ("North of the river", "", ""), ROWS[4])


def test_a_table_whose_rows_are_all_one_cell_is_text(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, text in enumerate(("The first line.", "The second line.")):
        table.cell(row, 0).merge(table.cell(row, 1)).text = text
    data = io.BytesIO()
    document.save(data)
    assert [block.text for block in read("a.docx", data.getvalue()).blocks] == [
        "The first line.",
        "The second line.",
    ]


def test_two_columns_below_a_title_may_be_names_and_values(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Declaration"
    for cell, text in zip(table._cells[2:], ("Name", "Dr Ash", "Gifts", "£35"), strict=True):
        cell.text = text
    data = io.BytesIO()
    document.save(data)
    _, declared = read("a.docx", data.getvalue()).blocks
    assert declared.rows == (("Name", "Dr Ash"), ("Gifts", "£35"))
    assert declared.heads == 0
