"""What Excel shows in a cell for which it keeps an error, for programs that know no better."""

import io
import re
from itertools import chain

import pytest
import xlsxwriter
from PIL import Image

from ccgbrief.papers.archives import packed, unpacked
from tests.papers.conftest import Read


def with_pictures(*said: str) -> bytes:
    """Return a workbook with a picture in a cell beside each of some letters."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("KPIs")
    for row, each in enumerate(said):
        picture = io.BytesIO()
        Image.new("RGB", (row + 1, 1)).save(picture, "PNG")
        sheet.write(row, 0, "ABC"[row])
        sheet.embed_image(row, 1, f"{row}.png", {"image_data": picture, "description": each})
    sheet.write(len(said), 0, "Share")
    sheet.write_formula(len(said), 1, "=1/0", value="#DIV/0!")
    book.close()
    return data.getvalue()


def test_what_is_said_of_a_picture_in_a_cell_stands_there_or_the_cell_is_listed(read: Read) -> None:
    paper = read("a.xlsx", with_pictures("Green", ""))
    (table,) = paper.blocks
    assert table.rows == (("A", "Green"), ("B", ""), ("Share", "#DIV/0!"))
    unsaid = "B2 [sheet KPIs, a picture or a data type in the cell, which is not read]"
    assert list(map(str, paper.left_out)) == [unsaid]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("_DisplayString", "France"),
        ("errorType", "#VALUE!"),
        ("_Icon", ""),
        ("%cvi", ""),  # it refers to no other
    ],
)
def test_a_data_type_is_read_as_it_is_shown(read: Read, key: str, shown: str) -> None:
    parts = unpacked(with_pictures("France"))
    name = "xl/richData/rdrichvaluestructure.xml"
    parts[name] = parts[name].replace(b'n="Text"', f'n="{key}"'.encode())
    blocks = read("a.xlsx", packed(parts)).blocks
    found = [text for block in blocks for text in (block.text, *chain(*block.rows)) if text]
    assert found == ["A", *filter(None, [shown]), "Share", "#DIV/0!"]


def test_a_data_type_may_refer_to_what_says_it(read: Read) -> None:
    parts = unpacked(with_pictures("0", "France"))
    structure, values = (f"xl/richData/rdrichvalue{end}.xml" for end in ("structure", ""))
    another = b'</s><s t="_linkedentity"><k n="%cvi" t="r"/></s>'
    parts[structure] = parts[structure].replace(b"</s>", another)
    parts[values] = re.sub(
        rb'<rv s="0">.*?</rv>', b'<rv s="1"><v>1</v></rv>', parts[values], count=1
    )
    (table,) = read("a.xlsx", packed(parts)).blocks
    assert [row[1] for row in table.rows] == ["France", "France", "#DIV/0!"]
