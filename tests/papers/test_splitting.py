"""Papers that are split at their bookmarks."""

import pytest

from ccgbrief.pack import AgendaItem, Page, PassageKind
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.paper import Block, LeftOut, Outlined, Paper
from ccgbrief.papers.splitting import split, with_agenda_remark
from tests.paper_files import BOARD_PACK, TEXT, bookmarked
from tests.papers.conftest import Read


def test_a_pack_is_divided_at_its_top_bookmarks(read: Read) -> None:
    paper = read("a.pdf", BOARD_PACK)
    parts = split(paper)
    assert [(p.title, [b.text for b in p.blocks][:2], item) for p, item in parts] == [
        ("", ["Papers of the board"], None),
        ("1. Minutes", ["1. Minutes", TEXT], AgendaItem("Minutes", "1", pages="2")),
        (
            "2. Report of the chair",
            ["2. Report of the chair", "The chair went on."],
            AgendaItem("Report of the chair", "2", pages="3"),
        ),
        ("3. Finance", ["3. Finance", TEXT], AgendaItem("Finance", "3", pages="4")),
    ]
    assert sum((p.blocks for p, _ in parts), ()) == paper.blocks
    assert with_agenda_remark(paper).remarks == (
        "It has 3 bookmarks; --split makes an article of each.",
    )


COVER = ["Cover sheet", "Lead: Dr Ash"]
COVERED = [
    ["1. Minutes", TEXT],
    [*COVER, "2. Finance", TEXT],
    ["Costs", TEXT],
]
"""Pages of which the second has something above the title of its item."""

COVERED_MARKS = [("1. Minutes", 0, 0), ("2. Finance", 0, 1), ("Cover sheet", 1, 1), ("Costs", 0, 2)]


def test_an_item_begins_where_its_page_does_and_keeps_its_title(read: Read) -> None:
    parts = split(read("a.pdf", bookmarked(COVERED, COVERED_MARKS)))
    assert [paper.title for paper, _ in parts] == ["1. Minutes", "2. Finance", "Costs"]
    assert [item.title for _, item in parts if item] == ["Minutes", "Finance", "Costs"]
    assert [b.text for b in parts[1][0].blocks] == [
        "Cover sheet",
        "Lead: Dr Ash",
        "2. Finance",
        TEXT,
    ]


def test_an_item_that_begins_further_down_leaves_what_is_above_to_the_one_before(
    read: Read,
) -> None:
    tops = {"2. Finance": 640.0}
    parts = split(read("a.pdf", bookmarked(COVERED, COVERED_MARKS, tops)))
    assert [b.text for b in parts[0][0].blocks] == [
        "1. Minutes",
        TEXT,
        "Cover sheet",
        "Lead: Dr Ash",
    ]
    assert [b.text for b in parts[1][0].blocks] == ["2. Finance", TEXT]


def test_of_two_bookmarks_of_one_page_the_one_below_the_other_stays_below_it(read: Read) -> None:
    marks = [("1. Minutes", 0, 0), ("2. Finance", 0, 1), ("Annex", 1, 1), ("Costs", 0, 2)]
    (_, finance, _) = split(read("a.pdf", bookmarked(COVERED, marks, {"2. Finance": 640.0})))
    assert [b.text for b in finance[0].blocks] == ["2. Finance", "Annex", TEXT]


def test_a_bookmark_above_all_items_is_no_part_of_the_first(read: Read) -> None:
    pages = [["Papers", "1. Minutes", TEXT], ["2. Costs", TEXT]]
    marks = [("Papers", 0, 0), ("1. Minutes", 1, 0), ("2. Costs", 1, 1)]
    parts = split(read("a.pdf", bookmarked(pages, marks)))
    assert [[b.text for b in paper.blocks] for paper, _ in parts] == [
        ["Papers"],
        ["1. Minutes", TEXT],
        ["2. Costs", TEXT],
    ]


def test_two_items_that_share_a_page_share_out_its_lines(read: Read) -> None:
    marks = [("1. Minutes", 0, 0), ("Cover sheet", 0, 1), ("2. Finance", 0, 1), ("Costs", 0, 2)]
    parts = split(read("a.pdf", bookmarked(COVERED, marks)))
    assert [b.text for b in parts[1][0].blocks] == COVER
    assert [b.text for b in parts[2][0].blocks] == ["2. Finance", TEXT]


@pytest.mark.parametrize(
    ("cover", "name", "title"),
    [
        (["Papers of the board", "5 May 2015"], "board.pdf", "Papers of the board"),
        (["5 May 2015", "Papers of the board"], "board.pdf", "5 May 2015"),
        ([], "board-papers-may.pdf", "Board papers may"),
        ([], "board.pdf", "board"),
    ],
)
def test_a_pack_that_is_not_divided_is_not_called_after_its_first_item(
    read: Read, cover: list[str], name: str, title: str
) -> None:
    pages = [cover, *COVERED] if cover else COVERED
    marks = [(mark, level, sheet + bool(cover)) for mark, level, sheet in COVERED_MARKS]
    draft = make_draft(read(name, bookmarked(pages, marks)), name, ReadingOptions())
    assert (draft.details.title, draft.is_title_certain) == (title, False)
    assert (f"+++\n\n# {title}\n" in draft.text) == bool(cover)  # a line that is printed stays


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("Agenda item 4 - Quality", "4", "Quality"),
        ("Item 5.2: Risk register", "5.2", "Risk register"),
        ("07 Minutes", "07", "Minutes"),
        ("A. Opening", "A", "Opening"),
        ("A note on fees", "", "A note on fees"),
        ("2015 plan", "", "2015 plan"),
    ],
)
def test_numbers_of_items_are_read_from_bookmarks(title: str, number: str, rest: str) -> None:
    pages = [Page("1"), Page("2")]
    heading = Block(PassageKind.HEADING, title, level=1, page=pages[0])
    text = Block(PassageKind.PARAGRAPH, TEXT, page=pages[1])
    paper = Paper((heading, text), outline=(Outlined(1, title, pages[0]),))
    assert [item for _, item in split(paper)] == [AgendaItem(rest, number, pages="1–2")]


def test_lines_left_out_go_with_their_pages_and_a_single_root_is_not_an_item() -> None:
    pages = [Page(str(n)) for n in range(1, 4)]
    blocks = tuple(
        Block(PassageKind.HEADING, title, level=level, page=page)
        for title, level, page in zip(["Pack", "One", "Two"], [1, 2, 2], pages, strict=True)
    )
    paper = Paper(
        blocks,
        left_out=(
            LeftOut("a foot", "running foot", pages[2]),
            LeftOut("from elsewhere", "struck out"),
        ),
        remarks=("Page 2: damaged.",),
        outline=tuple(Outlined(b.level, b.text, b.page or pages[0]) for b in blocks),
    )
    first, one, two = (part for part, _ in split(paper))
    assert [p.title for p in (first, one, two)] == ["", "One", "Two"]
    assert (first.left_out, one.left_out) == ((LeftOut("from elsewhere", "struck out"),), ())
    assert two.left_out == (LeftOut("a foot", "running foot", pages[2]),)
    assert (first.remarks, two.remarks) == (("Page 2: damaged.",), ())
    assert with_agenda_remark(paper) == paper
