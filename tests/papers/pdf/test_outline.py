"""Bookmarks of PDF files as headings, and headings by type where there are none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.paper import Block, Outlined
from ccgbrief.papers.pdf.outline import MOST_ABOVE
from ccgbrief.papers.splitting import split
from tests.paper_files import (
    BOARD_PACK,
    TEXT,
    Paint,
    Words,
    bookmarked,
    column,
    drawn,
    of_objects,
    pdf,
)
from tests.papers.conftest import Read


def headings(blocks: Sequence[Block]) -> list[tuple[str, int, str]]:
    return [
        (b.text, b.level, b.page.label if b.page else "")
        for b in blocks
        if b.kind is PassageKind.HEADING
    ]


def test_bookmarks_are_the_headings_at_their_lines_or_above_the_text_of_their_page(
    read: Read,
) -> None:
    paper = read("a.pdf", BOARD_PACK)
    assert headings(paper.blocks) == [
        ("1. Minutes", 1, "2"),
        ("Matters arising", 2, "2"),
        ("2. Report of the chair", 1, "3"),
        ("3. Finance", 1, "4"),
    ]
    texts = [b.text for b in paper.blocks]
    assert texts.index("2. Report of the chair") + 1 == texts.index("The chair went on.")
    assert "3 Finance" not in texts  # it is the line of the bookmark
    assert replace(paper.outline[1], down=0.0) == Outlined(
        2, "Matters arising", Page("2"), is_at_top=True
    )


def test_a_head_of_bookmarks_that_leads_nowhere_leads_to_the_first_of_them(read: Read) -> None:
    marks = [
        ("1. Welcome", 0, 0),
        ("2. Papers", 0, 1),
        ("A1 Minutes", 1, 1),
        ("A2 Budget", 1, 2),
        ("Annexes", 0, 3),
        ("3. Close", 0, 3),
    ]
    data = bookmarked([["Good day."], ["Agreed."], ["Noted."], ["That is all."]], marks)
    for title in (b"2. Papers", b"Annexes"):
        before, rest = data.split(b"/Title (%s)" % title)
        at = before.rindex(b"/Dest")
        end = before.index(b"]", at) + 1
        data = before[:at] + b" " * (end - at) + before[end:] + b"/Title (%s)" % title + rest
    paper = read("a.pdf", data)
    assert [(mark.level, mark.title, mark.page.label) for mark in paper.outline] == [
        (1, "1. Welcome", "1"),
        (1, "2. Papers", "2"),
        (2, "A1 Minutes", "2"),
        (2, "A2 Budget", "3"),
        (1, "3. Close", "4"),
    ]
    told = "Bookmarks that lead to no page, of which nothing is made: “Annexes”."
    assert told in paper.remarks
    items = [item for _, item in split(paper)]
    assert [(item.title, item.pages) for item in items if item] == [
        ("Welcome", "1"), ("Papers", "2–3"), ("Close", "4"),
    ]  # fmt: skip


@pytest.mark.parametrize("action", ["GoToR/F(annex.pdf)", "GoToE/F(annex.pdf)"])
def test_a_bookmark_into_another_file_leads_to_no_page(read: Read, action: str) -> None:
    data = bookmarked([["Good day."], ["Agreed."]], [("Welcome", 0, 0), ("Annex", 0, 1)])
    before, after = data.split(b"/Title (Annex)")
    before = before[: before.rindex(b"/Dest")]
    into = f"/A <</S/{action}/D[0/Fit]>> /Title (Annex)".encode()
    paper = read("a.pdf", before + into + after)
    assert [mark.title for mark in paper.outline] == ["Welcome"]
    told = "Bookmarks that lead to no page, of which nothing is made: “Annex”."
    assert told in paper.remarks


def test_a_bookmark_that_is_not_printed_stands_where_it_leads(read: Read) -> None:
    def draw(page: Paint) -> None:
        for down, text in ((100, "Minutes"), (300, "Agreed."), (500, "Budget"), (600, "Noted.")):
            page.text(60, down, text)
        for i, down in enumerate((88, 500)):  # above a line, and on one
            top = page.canvas._pagesize[1] - down
            page.canvas.bookmarkPage(str(i), fit="XYZ", left=0, top=top, zoom=0)
            page.canvas.addOutlineEntry(f"Enc {i}", str(i), 0)

    texts = [block.text for block in read("a.pdf", drawn(draw)).blocks]
    assert texts == ["Enc 0", "Minutes", "Agreed.", "Enc 1", "Budget", "Noted."]


def test_two_bookmarks_of_one_page_that_stand_nowhere_on_it_are_both_above_it(read: Read) -> None:
    data = bookmarked([[TEXT]], [("Part A", 0, 0), ("Item 1", 1, 0)])
    paper = read("a.pdf", data)
    assert headings(paper.blocks) == [("Part A", 1, "1"), ("Item 1", 2, "1")]
    assert not paper.remarks


def test_of_bookmarks_that_only_name_the_same_page_it_is_said_that_they_are_not_parted(
    read: Read,
) -> None:
    data = bookmarked([[TEXT], [TEXT]], [("Enc A", 0, 0), ("Enc B", 0, 1), ("Enc C", 0, 1)])
    remark = "Page 2: several bookmarks name the page and no place on it, so they are not parted."
    assert read("a.pdf", data).remarks == (remark,)


def test_of_the_bookmarks_of_a_larger_file_that_a_page_does_not_print_only_some_are_headings(
    read: Read,
) -> None:
    paper = read("a.pdf", bookmarked([[TEXT]], [(f"Mark {n}", 0, 0) for n in range(30)]))
    assert len(headings(paper.blocks)) == MOST_ABOVE
    assert len(paper.outline) == 30


def test_a_title_over_two_lines_is_found(read: Read) -> None:
    data = bookmarked(
        [["Report on the commissioning", "of general practice", TEXT]],
        [("Report on the commissioning of general practice", 0, 0)],
    )
    blocks = read("a.pdf", data).blocks
    assert [b.text for b in blocks] == ["Report on the commissioning of general practice", TEXT]


def test_bookmarks_that_go_in_a_circle_or_nowhere_do_no_harm(read: Read) -> None:
    data = of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            6: b"<</Type/Outlines/First 7 0 R/Last 8 0 R>>",
            7: b"<</Title(Round)/Parent 6 0 R/Next 8 0 R/Dest[10 0 R/Fit]>>",
            8: b"<</Title(and round)/Parent 6 0 R/Next 7 0 R/Dest[99 0 R/Fit]>>",
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 11 0 R"
            b"/Resources<</Font<</R 3 0 R>>>>>>",
            11: b"<</Length 36>>stream\nBT /R 10 Tf 60 700 Td (Hello) Tj ET  \nendstream",
        }
    )
    paper = read("a.pdf", data)
    assert [b.text for b in paper.blocks] == ["Round", "Hello"]


def test_captions_figures_and_repeated_lines_are_no_headings(read: Read) -> None:
    words = [
        Words(60, 60, "The whole paper", 20),
        *column(TEXT, top=100),
        Words(60, 150, "Figure 1: Visits by month", bold=True),
        *column(TEXT, top=170),
        Words(60, 220, "1,250 (3.5%)", 14),
        *column(TEXT, top=240),
        Words(60, 290, "Notes of the last meeting", bold=True),
        *column(TEXT, top=310),
        Words(60, 430, "Recommendation", bold=True),
        *column(TEXT, top=450),
        Words(60, 500, "Recommendation", bold=True),
        *column(TEXT, top=520),
    ]
    assert headings(read("a.pdf", pdf([words])).blocks) == [
        ("The whole paper", 1, "1"),
        ("Notes of the last meeting", 2, "1"),
    ]


def test_where_many_lines_look_like_headings_only_the_larger_ones_are(read: Read) -> None:
    words = [Words(60, 40, "The whole paper", 20), *column(TEXT, top=60)]
    for i in range(20):
        words.append(Words(60, 110 + 34 * i, f"Point {'ABCDEFGHIJKLMNOPQRST'[i]}", bold=True))
        words += column(TEXT, top=122 + 34 * i)
    assert headings(read("a.pdf", pdf([words])).blocks) == [("The whole paper", 1, "1")]
