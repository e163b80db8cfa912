"""Papers that are divided at their bookmarks, and the agenda that a pack gets of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ccgbrief.importers import Added, Options, Outcome, add_papers
from ccgbrief.importers.agenda import split, with_agenda_remark
from ccgbrief.importers.paper import Block, LeftOut, Outlined, Paper
from ccgbrief.pack import AgendaItem, Page, PassageKind, check_pack, read_pack
from tests.importers.conftest import Read
from tests.importers.papers import bookmarked, column, pdf

TEXT = "The governing body met to look at the plan for the coming year."

PACK = bookmarked(
    [
        ["Papers of the board"],
        ["1. Minutes", TEXT, "Matters arising", TEXT],
        ["The chair went on.", TEXT],
        ["3 Finance", TEXT],
    ],
    [
        ("1. Minutes", 0, 1),
        ("Matters arising", 1, 1),
        ("2. Report of the chair", 0, 2),
        ("3. Finance", 0, 3),
    ],
)


def test_a_pack_is_divided_at_its_top_bookmarks(read: Read) -> None:
    paper = read("a.pdf", PACK)
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


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("cover", "name", "title"),
    [
        (["Papers of the board", "5 May 2015"], "board.pdf", "Papers of the board"),
        (["5 May 2015", "Papers of the board"], "board.pdf", "Papers of the board"),
        ([], "board-papers-may.pdf", "Board papers may"),
        ([], "board.pdf", "board"),
    ],
)
def test_a_pack_that_is_not_divided_is_not_called_after_its_first_item(
    folder: Path, cover: list[str], name: str, title: str
) -> None:
    pages = [cover, *COVERED] if cover else COVERED
    marks = [(mark, level, sheet + bool(cover)) for mark, level, sheet in COVERED_MARKS]
    (result,) = add_papers([written(folder, name, bookmarked(pages, marks))], folder, Options())
    assert result.outcome is Outcome.ADDED
    article = read_pack(folder).article(result.article)
    assert article
    assert article.title == title
    assert "Its title is a guess; --title gives it one." in result.sentences


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


def add(folder: Path, *files: Path) -> Sequence[Added]:
    return add_papers(files, folder, Options(split=True))


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder.parent / name
    file.write_bytes(data)
    return file


@pytest.mark.usefixtures("here")
def test_a_pack_that_is_divided_gets_its_agenda(folder: Path) -> None:
    results = add(folder, written(folder, "board.pdf", PACK))
    assert [r.outcome for r in results] == [Outcome.ADDED] * 4
    assert results[-1].sentences[-1] == "agenda.toml lists its items."
    assert read_pack(folder).agenda == (
        AgendaItem("Minutes", "1", results[1].article, "2"),
        AgendaItem("Report of the chair", "2", results[2].article, "3"),
        AgendaItem("Finance", "3", results[3].article, "4"),
    )
    assert [p for p in check_pack(folder) if p.file.name == "agenda.toml"] == []


@pytest.mark.usefixtures("here")
def test_items_of_further_papers_are_added_and_none_twice(folder: Path) -> None:
    first = written(folder, "board.pdf", PACK)
    late = bookmarked(
        [["Fees", "Another sum."], ["Rents", "A third."]], [("Fees", 0, 0), ("Rents", 0, 1)]
    )
    add(folder, first)
    agenda = folder / "agenda.toml"
    agenda.write_text(agenda.read_text("utf-8").replace('lead = ""', 'lead = "Dr Ash"', 1), "utf-8")
    add(folder, first)
    results = add(folder, written(folder, "late.pdf", late))
    items = read_pack(folder).agenda
    assert [item.title for item in items] == [
        "Minutes",
        "Report of the chair",
        "Finance",
        "Fees",
        "Rents",
    ]
    assert (items[0].lead, items[-1].article) == ("Dr Ash", results[-1].article)


@pytest.mark.usefixtures("here")
def test_the_readers_own_agenda_is_left_alone(folder: Path) -> None:
    own = b'[[item]]\ntitle = "Tea"\n'
    (folder / "agenda.toml").write_bytes(own)
    results = add(folder, written(folder, "board.pdf", PACK))
    assert (folder / "agenda.toml").read_bytes() == own
    assert results[-1].sentences[-1] == "agenda.toml is your own and was left as it is."


@pytest.mark.usefixtures("here")
def test_an_agenda_without_room_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.importers.adding.MAX_TABLE_BYTES", 100)
    results = add(folder, written(folder, "board.pdf", PACK))
    assert (
        results[-1].sentences[-1] == "agenda.toml has no room for its items and was left as it is."
    )
    assert not (folder / "agenda.toml").exists()


@pytest.mark.usefixtures("here")
def test_a_paper_without_bookmarks_is_not_divided_and_says_so(folder: Path) -> None:
    (result,) = add(folder, written(folder, "a.pdf", pdf([column(TEXT)])))
    assert result.sentences[-1] == (
        "It has no bookmarks at which --split could divide it, and is one article."
    )
    assert not (folder / "agenda.toml").exists()


PARTS = ("Wards", "Clinics", "Homes")
SAME = [f"The governing body noted the report and thanked the {n} who wrote it." for n in range(30)]


def test_items_that_say_nearly_the_same_are_all_added(folder: Path) -> None:
    same = [[f"{number}. {part}.", *SAME] for number, part in enumerate(PARTS, 1)]
    marks = [(f"{page + 1}. {part}", 0, page) for page, part in enumerate(PARTS)]
    results = add(folder, written(folder, "board.pdf", bookmarked(same, marks)))
    assert [result.outcome for result in results] == [Outcome.ADDED] * 3
    assert len({result.article for result in results}) == 3
