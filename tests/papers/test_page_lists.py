"""The numbers of lists of web pages and e-books, which are those that a browser shows."""

import pytest

from ccgbrief.pack import PassageKind
from tests.papers.conftest import Read
from tests.papers.test_ebook import book


@pytest.mark.parametrize(
    ("attributes", "items", "markers"),
    [
        ("reversed=''", "<li>a</li><li>b</li>", ["2.", "1."]),
        ("reversed='reversed' start='5' type='a'", "<li>a</li><li>b</li>", ["e.", "d."]),
        ("reversed='' start='1'", "<li>a</li><li>b</li>", ["1.", "0."]),
        ("reversed=''", "<li>a</li><li value='9'>b</li><li>c</li>", ["3.", "9.", "8."]),
        ("reversed=''", "<li>a</li><li hidden='hidden'>b</li>", ["1."]),
        ("", "<li>a</li><li value='5'>b</li><li>c</li>", ["1.", "5.", "6."]),
        ("start='3'", "<li>a</li><li value='five'>b</li>", ["3.", "4."]),
        ("reversed=''", "<li>a<ol><li>b</li></ol></li><li>c</li>", ["2.", "1.", "1."]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(
    attributes: str, items: str, markers: list[str], read: Read
) -> None:
    page = f"<div>Before<ol {attributes}>{items}</ol>after.</div>"
    for paper in (read("a.html", page, keep_all=True), read("a.epub", book(page))):
        texts = [block.text for block in paper.blocks]
        assert texts == ["Before", *"abc"[: len(markers)], "after."]
        assert [block.marker for block in paper.blocks[1:-1]] == markers


@pytest.mark.parametrize(
    ("inside", "kind", "marker", "text"),
    [
        ("<div>A lift</div>", PassageKind.ITEM, "2.", "A lift"),
        ("<div><div><p>A lift</p></div></div>", PassageKind.ITEM, "2.", "A lift"),
        ("<blockquote>A lift</blockquote>", PassageKind.ITEM, "2.", "A lift"),
        ("<dl><dt>A lift</dt><dd>costs</dd></dl>", PassageKind.ITEM, "2.", "A lift"),
        ("<h3>A lift</h3><p>It costs.</p>", PassageKind.HEADING, "", "2. A lift"),
    ],
)
def test_the_number_of_an_item_stands_before_whatever_it_begins_with(
    inside: str, kind: PassageKind, marker: str, text: str, read: Read
) -> None:
    page = f"<div>Before<ol><li>Roof</li><li>{inside}</li></ol>after.</div>"
    for paper in (read("a.html", page, keep_all=True), read("a.epub", book(page))):
        block = paper.blocks[2]
        assert (block.kind, block.marker, block.text) == (kind, marker, text)


@pytest.mark.parametrize("first", ["<ol><li>Roof</li></ol>", "<p>Roof</p>"])
def test_what_a_list_has_before_its_items_is_no_item(first: str, read: Read) -> None:
    page = f"<div>Before<ol>{first}<li>A lift</li><li>A ramp</li></ol>after.</div>"
    for paper in (read("a.html", page, keep_all=True), read("a.epub", book(page))):
        assert [block.text for block in paper.blocks[1:-1]] == ["Roof", "A lift", "A ramp"]
        assert [block.marker for block in paper.blocks[2:-1]] == ["1.", "2."]


def test_an_item_with_a_name_or_a_frame_keeps_its_number(read: Read) -> None:
    items = "<li id='a'><p>Repairs by June</p></li><li><div><p>Roof by May</p></div></li>"
    page = f"<html><body><h1>Works</h1><ol start='3'>{items}</ol></body></html>"
    blocks = read("a.html", page, keep_all=True).blocks
    assert [(block.marker, block.text) for block in blocks][1:] == [
        ("3.", "Repairs by June"),
        ("4.", "Roof by May"),
    ]
