"""Tables of PDF files: a row stays a row, and a figure is under its head or under none."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgbrief.pack import PassageKind
from ccgbrief.papers.grids import is_figure
from ccgbrief.papers.paper import Block, Source
from ccgbrief.papers.pdf.lines import lines_of
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.reader import read_pdf
from ccgbrief.papers.pdf.tables import table_of
from tests.paper_files import Paint, Words, column, drawn, pdf
from tests.papers.conftest import Read

PROSE = (
    "The population of the district has grown since the last count, and more of its people are "
    "old. The table gives the figures by town, with those of the year before beside them."
)

Placed = Sequence[tuple[float, float, str]]


def tables(blocks: Sequence[Block]) -> list[tuple[int, tuple[tuple[str, ...], ...]]]:
    return [(block.heads, block.rows) for block in blocks if block.rows]


def texts_at(places: Placed) -> bytes:
    def draw(page: Paint) -> None:
        for place in places:
            page.text(*place)

    return drawn(draw)


def test_rows_of_a_label_and_four_numbers_below_prose_stay_whole(read: Read) -> None:
    rows = [
        Words(left, 200 + 14 * i, text)
        for i in range(6)
        for left, text in (
            (60, f"Town of {'ABCDEF'[i]}"),
            (250, f"{i}1"),
            (330, f"{i}2.5"),
            (410, f"{i},300"),
            (490, f"{i}%"),
        )
    ]
    paper = read("a.pdf", pdf([[*column(PROSE), *rows]]))
    assert tables(paper.blocks) == [
        (
            0,
            tuple(
                (f"Town of {'ABCDEF'[i]}", f"{i}1", f"{i}2.5", f"{i},300", f"{i}%")
                for i in range(6)
            ),
        )
    ]


@pytest.mark.parametrize("by_column", [False, True])
def test_an_empty_cell_stays_in_its_column_and_heads_are_known(read: Read, by_column: bool) -> None:
    grid = [
        ("Area", "Oct", "Nov", "Dec"),
        ("North", "", "7", "8"),
        ("South", "4", "5", "6"),
        ("West", "1", "2", ""),
    ]
    places = [
        (60 + 90 * j, 100 + 14 * i, text)
        for i, row in enumerate(grid)
        for j, text in enumerate(row)
        if text
    ]
    if by_column:
        places.sort(key=lambda place: place[0])
    assert tables(read("a.pdf", texts_at(places)).blocks) == [(1, tuple(grid))]


def test_figures_that_line_up_on_the_right_are_one_column(read: Read) -> None:
    def draw(page: Paint) -> None:
        for i, (label, *figures) in enumerate(
            [("Beds", "7", "1,250"), ("Staff", "12", "9"), ("Visits", "103,400", "88")]
        ):
            page.text(60, 100 + 14 * i, label)
            for right, figure in zip((300, 400), figures, strict=True):
                page.to_the_left_of(right, 100 + 14 * i, figure)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (0, (("Beds", "7", "1,250"), ("Staff", "12", "9"), ("Visits", "103,400", "88")))
    ]


def test_where_columns_are_not_certain_the_rows_stay_as_the_page_has_them(read: Read) -> None:
    places = [
        (60, 100, "Beds"), (200, 100, "10"), (300, 100, "20"),
        (60, 114, "Staff"), (200, 114, "A figure for both of them: 30 in all"),
        (60, 128, "Visits"), (250, 128, "40"), (330, 128, "50"),
    ]  # fmt: skip
    (block,) = read("a.pdf", texts_at(places)).blocks
    assert block.kind is PassageKind.CODE
    assert [line.split() for line in block.text.split("\n")] == [
        ["Beds", "10", "20"],
        ["Staff", "A", "figure", "for", "both", "of", "them:", "30", "in", "all"],
        ["Visits", "40", "50"],
    ]


def test_two_columns_that_no_row_has_both_of_may_be_one(read: Read) -> None:
    places = [(60, 100, "Beds"), (200, 100, "10"), (60, 114, "Staff"), (260, 114, "20")]
    (block,) = read("a.pdf", texts_at(places)).blocks
    assert (block.kind, block.rows) == (PassageKind.CODE, ())


def test_a_head_over_several_columns_is_over_each_of_them(read: Read) -> None:
    places = [
        (60, 100, "Area"), (160, 100, "The year 2014 to 2015"),
        (320, 100, "The year 2015 to 2016"),
        (160, 114, "Plan"), (230, 114, "Actual"), (320, 114, "Plan"), (390, 114, "Actual"),
        (60, 128, "North"), (160, 128, "1"), (230, 128, "2"), (320, 128, "3"), (390, 128, "4"),
        (60, 142, "South"), (160, 142, "5"), (230, 142, "6"), (320, 142, "7"), (390, 142, "8"),
    ]  # fmt: skip
    ((heads, rows),) = tables(read("a.pdf", texts_at(places)).blocks)
    assert heads == 2
    first, second = "The year 2014 to 2015", "The year 2015 to 2016"
    assert rows[0] == ("Area", first, first, second, second)
    assert rows[1] == ("", "Plan", "Actual", "Plan", "Actual")


def test_a_head_that_may_be_over_its_neighbours_as_well_is_given_to_none(read: Read) -> None:
    places = [
        (230, 100, "K"),
        (160, 114, "Plan"), (230, 114, "Actual"), (300, 114, "Left"),
        (60, 128, "North"), (160, 128, "1"), (230, 128, "2"), (300, 128, "3"),
        (60, 142, "South"), (160, 142, "4"), (230, 142, "5"), (300, 142, "6"),
    ]  # fmt: skip
    paper = read("a.pdf", texts_at(places))
    assert paper.blocks[0].text == "K"
    ((heads, rows),) = tables(paper.blocks)
    assert (heads, rows[0]) == (1, ("", "Plan", "Actual", "Left"))


def test_rows_without_a_figure_above_others_are_no_heads(read: Read) -> None:
    rows = [
        ("6", "01-02", "Status code"),
        ("6", "04-13", "Status date"),
        ("6", "22", "Prefix"),
        ("6", "24", "Score"),
    ]
    places = [
        (left, 100 + 14 * i, text)
        for i, row in enumerate(rows)
        for left, text in zip((60, 120, 200), row, strict=True)
    ]
    assert tables(read("a.pdf", texts_at(places)).blocks) == [(0, tuple(rows))]


def test_a_line_of_years_above_figures_is_a_head(read: Read) -> None:
    places = [
        (60, 100, "Year"), (200, 100, "2014"), (260, 100, "2015/16"),
        (60, 114, "Beds"), (200, 114, "120"), (260, 114, "130"),
        (60, 128, "Staff"), (200, 128, "940"), (260, 128, "950"),
    ]  # fmt: skip
    ((heads, rows),) = tables(read("a.pdf", texts_at(places)).blocks)
    assert (heads, rows[0]) == (1, ("Year", "2014", "2015/16"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", True), ("£1,250.5", True), ("(3.2)", True), ("–4%", True), ("12.5*", True),
        ("Ward 7", False), ("n/a", False), ("", False),
    ],
)  # fmt: skip
def test_figures_are_numbers_with_their_signs(text: str, expected: bool) -> None:
    assert is_figure(text) is expected


def ruled(page: Paint) -> None:
    page.grid([50, 150, 250, 350], [90, 110, 130, 150, 170])
    for left, down, text in [
        (55, 104, "Item"), (155, 104, "Lead"), (255, 104, "Cost"),
        (55, 124, "Roof"), (255, 124, "120"),
        (55, 144, "Lift"), (155, 144, "Dr Ash"), (255, 144, "80"),
        (55, 164, "Door"), (155, 164, "Chair"), (255, 164, "7"),
    ]:  # fmt: skip
        page.text(left, down, text)


def test_a_ruled_grid_keeps_its_cells(read: Read) -> None:
    assert tables(read("a.pdf", drawn(ruled)).blocks) == [
        (
            1,
            (
                ("Item", "Lead", "Cost"),
                ("Roof", "", "120"),
                ("Lift", "Dr Ash", "80"),
                ("Door", "Chair", "7"),
            ),
        )
    ]


BOLD = "Helvetica-Bold"


@pytest.mark.parametrize(
    ("rows", "fonts", "heads"),
    [
        ([("Ward", "Plan", "£000"), ("", "£000", "£000")], (BOLD, BOLD), 2),
        ([("", "Plan", "Actual"), ("North", "", "")], ("", ""), 1),
        ([("", "Plan", "Actual"), ("Elm", "none", "none")], (BOLD, ""), 1),
    ],
)
def test_heads_go_on_below_one_over_several_columns(
    rows: list[tuple[str, ...]], fonts: tuple[str, str], heads: int, read: Read
) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250, 350], range(90, 191, 20))
        data = [("Oak", "11", "12"), ("Ash", "21", "22"), ("Yew", "31", "32")]
        for i, (row, font) in enumerate(zip([*rows, *data], [*fonts, "", "", ""], strict=True)):
            for j, text in enumerate(row):
                page.text(55 + 100 * j, 104 + 20 * i, text, font=font)

    ((found, texts),) = tables(read("a.pdf", drawn(draw)).blocks)
    assert (found, list(texts[:2])) == (heads, rows)


@pytest.mark.parametrize(
    "rows",
    [
        [("Ward", "Plan", "Actual", "Due"), ("Oak", "11", "", "12"), ("Ash", "21", "", "")],
        [("Ward", "Plan", "Actual", "Due"), ("Oak", "11", "12", ""), ("Ash", "21", "", "")],
        [("", "Plan", "Actual", "Due"), ("Oak", "", "11", ""), ("Ash", "", "21", "")],
    ],
)
def test_a_head_above_empty_cells_is_none_of_the_column_before_it(
    rows: list[tuple[str, ...]], read: Read
) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250, 350, 450], range(90, 151, 20))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                page.text(55 + 100 * j, 104 + 20 * i, text)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [(1, tuple(rows))]


def test_a_grid_without_lines_around_it_keeps_its_first_and_last_row(read: Read) -> None:
    rows = (
        ("Ward", "Plan", "Actual", "Due"),
        ("North", "11", "", "12"),
        ("South", "21", "22", "23"),
        ("Total", "", "32", "35"),
    )

    def draw(page: Paint) -> None:
        for y in (110, 130, 150):
            page.canvas.line(50, 800 - y, 450, 800 - y)
        for x in (150, 250, 350):
            page.canvas.line(x, 710, x, 630)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                page.text(55 + 100 * j, 104 + 20 * i, text)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [(1, rows)]


def test_lines_of_a_cell_are_one_text_and_turned_heads_are_read(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250], [60, 110, 140, 160])
        page.turned(100, 108, "Action")
        page.turned(200, 108, "Cost")
        page.text(55, 122, "Mend the")
        page.text(55, 134, "roof")
        page.text(155, 122, "120")
        page.text(55, 154, "Paint")
        page.text(155, 154, "80")

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (0, (("Action", "Cost"), ("Mend the roof", "120"), ("Paint", "80")))
    ]


def test_turned_heads_above_columns_that_nothing_rules_are_their_heads(read: Read) -> None:
    def draw(page: Paint) -> None:
        for left, head in [(150, "Votes for Ash"), (200, "Votes for Elm"), (250, "Spoilt")]:
            page.turned(left, 208, head)
        for i, (ward, *counts) in enumerate(
            [("North", "120", "80", "3"), ("South", "40", "95", "7")]
        ):
            page.text(55, 222 + 12 * i, ward)
            for left, count in zip((140, 190, 240), counts, strict=True):
                page.text(left, 222 + 12 * i, count)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (
            1,
            (
                ("", "Votes for Ash", "Votes for Elm", "Spoilt"),
                ("North", "120", "80", "3"),
                ("South", "40", "95", "7"),
            ),
        )
    ]


def test_a_cell_over_several_rows_or_columns_is_in_each(read: Read) -> None:
    def draw(page: Paint) -> None:
        line = page.canvas.line
        for down in (90, 170):
            line(50, 800 - down, 350, 800 - down)
        line(150, 690, 350, 690)  # under “2015”
        line(50, 670, 350, 670)
        line(150, 650, 350, 650)  # beside “North”
        for x in (50, 150, 350):
            line(x, 710, x, 630)
        line(250, 690, 250, 630)
        for left, down, text in [
            (55, 104, "Area"), (155, 104, "2015"),
            (155, 124, "Plan"), (255, 124, "Actual"),
            (55, 144, "North"), (155, 144, "1"), (255, 144, "2"),
            (155, 164, "3"), (255, 164, "4"),
        ]:  # fmt: skip
            page.text(left, down, text)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (
            2,
            (
                ("Area", "2015", "2015"),
                ("Area", "Plan", "Actual"),
                ("North", "1", "2"),
                ("North", "3", "4"),
            ),
        )
    ]


def test_a_cell_that_begins_within_those_above_it_is_in_their_column(read: Read) -> None:
    def draw(page: Paint) -> None:
        for y in (90, 110, 130, 150, 170):
            page.canvas.line(50, 800 - y, 250, 800 - y)
        for x in (50, 150, 250):
            page.canvas.line(x, 710, x, 630)
        for x in (70, 170):  # the last row has a line before its cells as well
            page.canvas.line(x, 650, x, 630)
        for i, row in enumerate([("Age", "Places"), ("14–17", "11"), ("18–19", "21"),
                                 ("Total", "32")]):  # fmt: skip
            for j, text in enumerate(row):
                page.text((75 if i == 3 else 55) + 100 * j, 104 + 20 * i, text)

    ((_, rows),) = tables(read("a.pdf", drawn(draw)).blocks)
    assert rows[1:] == (("14–17", "11"), ("18–19", "21"), ("Total", "32"))


def test_rows_without_lines_between_them_are_rows_also_in_a_ruled_grid(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250], [90, 110, 170])
        for left, down, text in [
            (55, 104, "Area"), (155, 104, "Cost"),
            (55, 124, "North"), (155, 124, "10"),
            (55, 144, "South"), (155, 144, "20"),
            (55, 164, "West"), (155, 164, "30"),
        ]:  # fmt: skip
            page.text(left, down, text)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (0, (("Area", "Cost"), ("North", "10"), ("South", "20"), ("West", "30")))
    ]


def test_labels_without_lines_between_them_are_each_of_its_own_row(read: Read) -> None:
    def draw(page: Paint) -> None:
        for y in (90, 110, 130, 150, 170):
            page.canvas.line(50 if y in {90, 110, 170} else 150, 800 - y, 350, 800 - y)
        for x in (50, 150, 250, 350):
            page.canvas.line(x, 710, x, 630)
        for i, row in enumerate([("Area", "Plan", "Due"), ("North", "11", "12"),
                                 ("South", "21", "22"), ("West", "31", "32")]):  # fmt: skip
            for j, text in enumerate(row):
                page.text(55 + 100 * j, 104 + 20 * i, text)

    ((_, rows),) = tables(read("a.pdf", drawn(draw)).blocks)
    assert rows[1:] == (("North", "11", "12"), ("South", "21", "22"), ("West", "31", "32"))


def test_a_cell_of_as_many_lines_as_it_is_over_rows_is_one(read: Read) -> None:
    def draw(page: Paint) -> None:
        for y in (90, 110, 150, 190, 230):
            page.canvas.line(50 if y in {90, 110, 230} else 150, 800 - y, 350, 800 - y)
        for x in (50, 150, 250, 350):
            page.canvas.line(x, 710, x, 570)
        for j, head in enumerate(("Goal", "Step", "Due")):
            page.text(55 + 100 * j, 104, head)
        for i, (step, due) in enumerate([("Plan", "May"), ("Build", "June"), ("Open", "July")]):
            page.text(155, 124 + 40 * i, step)
            page.text(255, 124 + 40 * i, due)
            page.text(55, 124 + 12 * i, ("A budget", "for each", "ward")[i])

    ((_, rows),) = tables(read("a.pdf", drawn(draw)).blocks)
    goal = "A budget for each ward"
    assert rows[1:] == ((goal, "Plan", "May"), (goal, "Build", "June"), (goal, "Open", "July"))


def test_labels_left_of_a_ruled_grid_of_figures_are_in_its_rows(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([150, 250, 350], [90, 110, 130, 150])
        for i, label in enumerate(("North", "South", "West")):
            page.text(100, 104 + 20 * i, label)
            page.text(155, 104 + 20 * i, f"{i}1")
            page.text(255, 104 + 20 * i, f"{i}2")

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (0, (("North", "01", "02"), ("South", "11", "12"), ("West", "21", "22")))
    ]


def test_a_grid_whose_lines_cut_through_words_is_no_table(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250], [90, 110, 130])
        page.text(120, 104, "Neighbourhoods")
        page.text(120, 124, "Commissioners")

    assert tables(read("a.pdf", drawn(draw)).blocks) == []


def test_a_frame_around_text_is_no_table(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 60, 550], [80, 90, 790])
        for i in range(50):
            page.text(70, 110 + 12 * i, f"Line {i} of what the frame stands around: text.")

    paper = read("a.pdf", drawn(draw))
    assert tables(paper.blocks) == []
    assert "Line 49 of what" in paper.blocks[-1].text


def test_a_figure_of_many_lines_is_not_searched_for_tables(read: Read) -> None:
    def draw(page: Paint) -> None:
        for i in range(5100):
            page.canvas.line(50, i / 10, 300, i / 10)
        ruled(page)

    assert tables(read("a.pdf", drawn(draw)).blocks)[0][1][0] == ("Item", "Lead", "Cost")


def test_labels_among_the_rows_stay_in_the_first_column(read: Read) -> None:
    places = [
        (60, 100, "Wards"), (200, 100, "Beds"), (280, 100, "Staff"),
        (60, 114, "North"), (200, 114, "10"), (280, 114, "20"),
        (60, 128, "Other"),
        (60, 142, "South and the"), (200, 142, "30"), (280, 142, "40"),
        (60, 180, "What follows is text and goes on well beyond the table above it, to its end."),
    ]  # fmt: skip
    paper = read("a.pdf", texts_at(places))
    assert tables(paper.blocks) == [
        (
            1,
            (
                ("Wards", "Beds", "Staff"),
                ("North", "10", "20"),
                ("Other", "", ""),
                ("South and the", "30", "40"),
            ),
        )
    ]
    assert paper.blocks[-1].text.startswith("What follows")


def test_a_label_that_reaches_under_a_figure_is_still_the_label(read: Read) -> None:
    places = [
        (60, 100, "Beds"), (200, 100, "10"), (280, 100, "20"),
        (60, 114, "A very long label that has no first figure"), (280, 114, "30"),
    ]  # fmt: skip
    assert tables(read("a.pdf", texts_at(places)).blocks)[0][1][1] == (
        "A very long label that has no first figure",
        "",
        "30",
    )


def test_words_in_columns_are_a_table_and_a_lone_pair_is_a_line(read: Read) -> None:
    grid = [("Ann", "North", "Chair"), ("Bert", "South", "Member"), ("Cleo", "West", "Member")]
    places = [
        (60 + 120 * j, 100 + 14 * i, t) for i, row in enumerate(grid) for j, t in enumerate(row)
    ]
    paper = read("a.pdf", texts_at([*places, (60, 300, "From the chair"), (400, 300, "May 2015")]))
    assert tables(paper.blocks) == [(0, tuple(grid))]
    assert paper.blocks[-1].text == "From the chair May 2015"


def test_the_last_line_of_a_paragraph_is_no_head_of_the_figures_below_it(read: Read) -> None:
    places = [
        (60, 172, "The table shows what was planned and what was spent in each of the"),
        (60, 184, "departments so far in it."),
        *((left, 206, text) for left, text in ((140, "Target"), (220, "Outturn"), (300, "Next"))),
    ]
    for i, ward in enumerate(("Maternity", "Stroke", "Mental")):
        row = (ward, f"1{i}00", f"1{i}01", f"1{i}02")
        places += [(x, 226 + 20 * i, t) for x, t in zip((60, 140, 220, 300), row, strict=True)]
    paper = read("a.pdf", texts_at(places))
    assert paper.blocks[0].text.endswith("in each of the departments so far in it.")
    ((heads, rows),) = tables(paper.blocks)
    assert (heads, rows[0]) == (1, ("", "Target", "Outturn", "Next"))


def test_a_lone_row_of_figures_keeps_its_gaps(read: Read) -> None:
    """Its columns may be blank, and which ones those are shows only in the gaps."""
    row = ((60, 200, "Total"), (250, 200, "(36,473)"), (410, 200, "61.0%"))
    paper = read("a.pdf", texts_at([(60, 100, "What was spent by the services is this."), *row]))
    (block,) = (block for block in paper.blocks if block.kind is PassageKind.CODE)
    assert block.text.split() == ["Total", "(36,473)", "61.0%"]
    assert block.text.index("61.0%") - block.text.index("(36,473)") > 20


def test_what_fills_a_whole_row_of_a_frame_stands_there_once(read: Read) -> None:
    def frame(page: Paint) -> None:
        for y in (100, 130, 160, 190):
            page.canvas.line(60, 800 - y, 460, 800 - y)
        for x, top, bottom in ((60, 100, 190), (460, 100, 190), (260, 130, 190)):
            page.canvas.line(x, 800 - top, x, 800 - bottom)
        page.text(70, 120, "I declare that I hold shares of £4,200 and no other.")
        for left, down, text in ((70, 150, "Name"), (270, 150, "Ann Ash")):
            page.text(left, down, text)
        for left, down, text in ((70, 180, "Post"), (270, 180, "Partner")):
            page.text(left, down, text)

    (table,) = (block for block in read("a.pdf", drawn(frame)).blocks if block.rows)
    assert table.rows == (
        ("I declare that I hold shares of £4,200 and no other.", ""),
        ("Name", "Ann Ash"),
        ("Post", "Partner"),
    )


def test_five_heads_of_a_word_each_stand_above_their_figures(read: Read) -> None:
    grid = (
        ("Ward", "First", "Second", "Third", "Fourth"),
        ("North", "1000", "1001", "1002", "1003"),
        ("South", "1100", "1101", "1102", "1103"),
    )
    places = [
        (60 + 80 * j, 300 + 14 * i, text)
        for i, row in enumerate(grid)
        for j, text in enumerate(row)
    ]
    title = [(60, 280, "The plan and what was spent of it in each of the quarters so far")]
    paper = read("a.pdf", texts_at([*title, *places]))
    assert tables(paper.blocks) == [(1, grid)]


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        ([], ["Ward", "Plan", "Actual", "Due"]),  # nothing is below “Actual” yet
        ([(170, 286, "This year"), (330, 286, "Next")], ["Ward", "Plan", "", "Due"]),
    ],
)
def test_a_table_whose_heads_are_uncertain_stays_as_it_is_set(
    above: Placed, heads: Sequence[str], read: Read
) -> None:
    rows = (heads, ("North", "11", "", "12"), ("South", "21", "", "22"))
    places = [
        (60 + 80 * j, 300 + 14 * i, text)
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    ]
    (block,) = read("a.pdf", texts_at([*above, *places])).blocks
    assert block.kind is PassageKind.CODE
    *_, head, north, south = block.text.split("\n")
    assert head.index("Due") == north.index("12") == south.index("22")


@pytest.mark.parametrize(
    "first",
    [
        ("Elm", "", "", "Done B60"),
        ("Elm", "44,362¹", "Done H78", "2023/83"),
        ("Elm", "44,362 [b]", "Done", "2015"),
    ],
)
def test_a_first_row_of_words_below_whole_heads_is_none_of_them(
    first: tuple[str, ...], read: Read
) -> None:
    rows = (
        ("", "Variance", "Last", "Result"),
        first,
        ("Oak", "11", "12", "Met"),
        ("Ash", "21", "22", "Late"),
    )
    places = [
        (60 + 80 * j, 300 + 14 * i, text)
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    ]
    assert tables(read("a.pdf", texts_at(places)).blocks) == [(1, rows)]


Rows = Sequence[tuple[str, ...]]
OVER_A_PAGE = [("Ward", "Plan", "Actual"), *((f"Ward {i}", f"1{i}", f"2{i}") for i in range(3))]


@pytest.mark.parametrize("is_ruled", [False, True])
@pytest.mark.parametrize(
    ("foot", "below", "font", "heads", "shown"),
    [
        ("", [("Elm", "2025", "2026"), ("Oak", "31", "32"), ("Yew", "41", "42")], "", 0, 0),
        ("", [("Elm", "late", "met"), ("Oak", "31", "32"), ("Yew", "41", "42")], "", 0, 0),
        ("1", [("Elm", "late", "met"), ("Oak", "31", "32"), ("Yew", "41", "42")], "", 0, 0),
        ("", [("Oak", "31", "32"), ("Yew", "41", "42")], "", 1, 1),
        ("1", [("Oak", "31", "32"), ("Yew", "41", "42")], "", 0, 0),
        ("", [OVER_A_PAGE[0], ("Elm", "n/a", "nil"), ("Oak", "31", "32")], "", 1, 0),
        ("", [("Ward", "Was", "Is"), ("Oak", "31", "32"), ("Yew", "41", "42")], "", 1, 0),
        ("1", [("Ward", "2024", "2025"), ("Oak", "31", "32"), ("Yew", "41", "42")], "", 1, 0),
        ("", [("Site", "Was", "Is"), ("Oak", "31", "32"), ("Yew", "41", "42")], "-Bold", 1, 0),
    ],
)
def test_a_table_that_goes_on_over_a_page_has_the_heads_of_its_beginning_or_none(
    foot: str, below: Rows, font: str, heads: int, shown: int, *, is_ruled: bool, read: Read
) -> None:
    def draw(page: Paint, rows: Rows, top: float, foot: str) -> None:
        if is_ruled:
            page.grid([50, 150, 250, 350], range(int(top), int(top) + 20 * len(rows) + 1, 20))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                kind = f"Helvetica{font if top < 100 and not i else ''}"
                page.text(55 + 100 * j, top + 14 + 20 * i, text, font=kind)
        page.text(300, 780, foot)

    first = partial(draw, rows=OVER_A_PAGE, top=660, foot=foot)
    paper = read("a.pdf", drawn(first, partial(draw, rows=below, top=60, foot="")))
    assert tables(paper.blocks)[1] == (heads, (*OVER_A_PAGE[:shown], *below))


def test_rows_of_words_above_those_of_figures_are_rows(read: Read) -> None:
    rows = (("Model", "CX57C"), ("Fuel", "Diesel"), ("Weight", "5,690"), ("Width", "1,980"))
    places = [(60 + 120 * j, 100 + 14 * i, row[j]) for i, row in enumerate(rows) for j in (0, 1)]
    assert tables(read("a.pdf", texts_at(places)).blocks) == [(0, rows)]


@pytest.mark.parametrize("down", [0, 11])
def test_a_label_of_two_lines_is_one_label_beside_whichever_its_figures_stand(
    down: float, read: Read
) -> None:
    places: list[tuple[float, float, str]] = []
    for top, *labels, plan, actual in (
        (100, "Acute", "11", "12"),
        (120, "Nursing care", "and support", "21", "22"),
        (151, "Hospice", "north", "31", "32"),
    ):
        places += [(60, top + 11 * i, label) for i, label in enumerate(labels)]
        at = top + down * (len(labels) - 1)
        places += [(200, at, plan), (280, at, actual)]
    assert tables(read("a.pdf", texts_at(places)).blocks) == [
        (
            0,
            (
                ("Acute", "11", "12"),
                ("Nursing care and support", "21", "22"),
                ("Hospice north", "31", "32"),
            ),
        )
    ]


def test_figures_that_stand_close_are_of_several_rows(read: Read) -> None:
    grid = [("Name", "Ann"), ("Room", "12"), ("Day", "4"), ("Cost", "100"), ("Paid", "80")]
    places = [
        (60 + 100 * j, 100 + 12 * i + 8 * (i > 1) + 8 * (i > 2), text)
        for i, row in enumerate(grid)
        for j, text in enumerate(row)
    ]
    assert tables(read("a.pdf", texts_at(places)).blocks)[0][1] == tuple(grid)


def test_heads_in_the_middle_of_wide_columns_are_above_the_figures_at_their_edge(
    read: Read,
) -> None:
    def draw(page: Paint) -> None:
        for i, row in enumerate([("Plan", "Actual"), ("1,250", "7"), ("940", "12")]):
            page.text(60, 100 + 20 * i, ("Ward", "North", "South")[i])
            for right, text in zip((220, 320), row, strict=True):
                page.to_the_left_of(right - (0 if i else 20), 100 + 20 * i, text)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [
        (1, (("Ward", "Plan", "Actual"), ("North", "1,250", "7"), ("South", "940", "12")))
    ]


def test_the_title_of_rows_may_stand_between_the_heads_and_the_first_figures(read: Read) -> None:
    grid = (
        ("Service", "Plan", "Actual"),
        ("Hospitals", "", ""),
        ("Stroke", "1,100", "1,101"),
        ("Renal", "1,200", "1,201"),
        ("Elsewhere", "", ""),
        ("Hospice", "1,300", "1,301"),
    )
    places = [
        (60 + 120 * j, 100 + 14 * i, text)
        for i, row in enumerate(grid)
        for j, text in enumerate(row)
        if text
    ]
    assert tables(read("a.pdf", texts_at(places)).blocks) == [(1, grid)]


def test_a_head_beside_a_column_is_perhaps_that_of_an_empty_one(read: Read) -> None:
    rows = [("Ward", "Plan", "Actual"), ("North", "11", "12"), ("South", "21", "22")]
    places = [
        (x, 100 + 14 * i, text)
        for i, row in enumerate(rows)
        for x, text in zip((60, 160, 350 if i else 300), row, strict=True)
    ]
    (block,) = read("a.pdf", texts_at(places)).blocks
    assert block.kind is PassageKind.CODE
    head, north, _ = block.text.split("\n")
    assert north.index("12") > head.index("Actual") + len("Actual")


def test_the_title_of_rows_right_below_a_label_is_no_part_of_it(read: Read) -> None:
    rows = [("Alaska", "11", "12"), ("Oregon", "21", "22"), ("Ohio", "31", "32")]
    places = [
        (x, (100, 120, 162)[i], text)
        for i, row in enumerate(rows)
        for x, text in zip((70, 200, 280), row, strict=True)
    ]
    places += [(60, 131, "Female"), (60, 142, "Other")]
    places.sort(key=lambda place: place[1])
    grid = tables(read("a.pdf", texts_at(places)).blocks)[0][1]
    assert [row[0] for row in grid] == ["Alaska", "Oregon", "Female", "Other", "Ohio"]


def test_items_and_numbered_headings_are_no_rows(read: Read) -> None:
    places = [
        (60, 100, "1."), (100, 100, "Apologies for absence"),
        (60, 114, "2."), (100, 114, "Minutes of the last meeting"),
    ]  # fmt: skip
    blocks = read("a.pdf", texts_at(places)).blocks
    assert [(b.kind, b.marker, b.text) for b in blocks] == [
        (PassageKind.ITEM, "1.", "Apologies for absence"),
        (PassageKind.ITEM, "2.", "Minutes of the last meeting"),
    ]


def test_words_of_two_columns_that_share_no_row_stay_lines(read: Read) -> None:
    places = [(60, 100, "Chair"), (240, 100, "Ann"), (60, 114, "Clerk"), (400, 114, "Bert")]
    blocks = read("a.pdf", texts_at(places)).blocks
    assert [b.text for b in blocks] == ["Chair Ann", "Clerk Bert"]


def test_a_table_with_dot_leaders_keeps_its_columns(read: Read) -> None:
    places = [
        (60, 100, "Beds ...................."), (200, 100, "10"), (280, 100, "20"),
        (60, 114, "Staff ...................."), (200, 114, "30"), (280, 114, "40"),
    ]  # fmt: skip
    assert tables(read("a.pdf", texts_at(places)).blocks) == [
        (0, (("Beds …", "10", "20"), ("Staff …", "30", "40")))
    ]


def test_a_hyphen_at_a_lines_end_stays_in_a_cell(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.grid([50, 150, 250], [90, 120, 150])
        for left, down, text in [
            (55, 102, "Long-"), (55, 114, "term plan"), (155, 102, "1"), (55, 134, "Other"),
        ]:  # fmt: skip
            page.text(left, down, text)

    assert tables(read("a.pdf", drawn(draw)).blocks)[0][1] == (
        ("Long-term plan", "1"),
        ("Other", ""),
    )


LOG = (
    ("Owner", "Action", "By"),
    ("Dr Ash", "Write to the council about the lease of Elm House", "1 June 2026"),
    ("Kim", "Report back", "3 July 2026"),
    ("Practice manager", "Ask again", "-"),
)


def cell_by_cell(rows: Sequence[Sequence[Sequence[str]]], align: str, top: float = 100) -> bytes:
    """Draw the lines of each cell of a table one after the other, with nothing between cells."""

    def draw(page: Paint) -> None:
        page.text(60, top - 27, "The actions are below.")
        down = top
        for row in rows:
            height = max(map(len, row))
            for j, cell in enumerate(row):
                room = (height - len(cell)) * {"top": 0, "middle": 6, "bottom": 12}[align]
                for i, line in enumerate(cell):
                    page.text(62 + 120 * j, down + room + 12 * i, line)
            down += 12 * height + 8
        page.text(60, down + 8, "End.")

    return drawn(draw)


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_cells_of_several_lines_are_whole_where_the_file_draws_them_one_by_one(
    align: str, read: Read
) -> None:
    split = {
        LOG[1][1]: ["Write to the council", "about the lease of", "Elm House"],
        LOG[3][0]: ["Practice manager"],
    }
    rows = [[split.get(cell, [cell]) for cell in row] for row in LOG]
    blocks = read("a.pdf", cell_by_cell(rows, align)).blocks
    assert tables(blocks) == [(0, LOG)]
    assert [blocks[0].text, blocks[-1].text] == ["The actions are below.", "End."]


def test_words_have_bold_heads_and_the_title_of_the_next_table_is_a_line(read: Read) -> None:
    rows = (("Owner", "Action", "By"), ("Kim", "Report back", "May"), ("Lee", "Ask", "June"))

    def draw(page: Paint) -> None:
        for i, row in enumerate([*rows, ("The next ones.",), *rows]):
            for j, text in enumerate(row):
                font = "Helvetica-Bold" if row == rows[0] else ""
                page.text(60 + 100 * j, 100 + 20 * i, text, font=font)

    first, title, second = read("a.pdf", drawn(draw)).blocks
    assert (first.heads, first.rows) == (second.heads, second.rows) == (1, rows)
    assert title.text == "The next ones."


def test_a_label_of_four_lines_is_one_beside_its_figures(read: Read) -> None:
    label = ["Services that are", "bought from", "other providers", "in the county"]
    rows = [
        [["£000"], ["Plan"], ["Actual"]],
        [["Acute services"], ["12,000"], ["12,450"]],
        [label, ["900"], ["n/a"]],
        [["Reserve"], ["400"], ["(17)"]],
    ]
    assert tables(read("a.pdf", cell_by_cell(rows, "top")).blocks) == [
        (1, tuple(tuple(" ".join(cell) for cell in row) for row in rows))
    ]


def test_the_title_of_rows_is_no_line_of_the_label_below_it(read: Read) -> None:
    rows = [
        [["£000"], ["Plan"], ["Actual"]],
        [["Acute services"], ["12,000"], ["12,450"]],
        [["Other services"]],
        [["Those that are", "bought elsewhere"], ["900"], ["850"]],
        [["Reserve"], ["400"], ["(17)"]],
    ]
    ((_, found),) = tables(read("a.pdf", cell_by_cell(rows, "top")).blocks)
    assert found[2:4] == (
        ("Other services", "", ""),
        ("Those that are bought elsewhere", "900", "850"),
    )


def test_text_in_columns_below_each_other_is_no_table(read: Read) -> None:
    lines = [[f"Column {j} {'abcd'[i]} speaks" for i in range(4)] for j in range(2)]
    blocks = read("a.pdf", cell_by_cell([lines] * 4, "top")).blocks
    assert tables(blocks) == []
    assert "Column 0 c speaks Column 0 d speaks" in " ".join(block.text for block in blocks)


def test_a_sheet_whose_wrapped_cells_are_drawn_last_keeps_its_rows(read: Read) -> None:
    """So LibreOffice prints; a number stands right before the date in the next column."""
    rows = (
        ("Ref", "Risk", "Owner", "Score", "Due"),
        ("R1", "The lease of Elm House ends before it is repaired", "Dr Ash", "12", "1 June 2026"),
        ("R2", "Nurses leave", "Kim", "9", "3 July 2026"),
        ("R3", "The system for letters fails in its first month", "Manager", "6", "4 August 2026"),
    )
    lefts, tops = (55, 97, 307, 430, 475), (83.0, 98.0, 126.0, 141.0)

    def draw(page: Paint) -> None:
        later: list[tuple[float, str]] = []
        for i, (top, row) in enumerate(zip(tops, rows, strict=True)):
            for j, text in enumerate(row):
                if len(text.split()) > 4:
                    later.append((top, text))
                elif i and j == 3:
                    page.to_the_left_of(471, top, text)
                else:
                    page.text(lefts[j], top, text)
        for top, text in later:
            words = text.split()
            page.text(97, top, " ".join(words[:5]))
            page.text(97, top + 12.8, " ".join(words[5:]))

    assert tables(read("a.pdf", drawn(draw)).blocks) == [(1, rows)]


def test_words_that_the_file_draws_elsewhere_leave_no_empty_cell(read: Read) -> None:
    places = [
        (60, 100, "Owner"), (160, 100, "Action"), (300, 100, "By"),
        (60, 120, "Ash"), (160, 120, "Write"),
        (60, 140, "Kim"), (160, 140, "Report"), (300, 140, "July"),
        (60, 200, "End."), (300, 120, "June"),
    ]  # fmt: skip
    blocks = read("a.pdf", texts_at(places)).blocks
    assert ("Ash", "Write", "") not in [row for block in blocks for row in block.rows]
    assert "June" in " ".join(block.text for block in blocks)


WORDS = st.text(st.sampled_from("abcXYZ0123456789.,%"), min_size=1, max_size=8)
PLACES = st.tuples(st.integers(0, 8), st.integers(0, 50), WORDS)


@settings(max_examples=150, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=60, unique_by=lambda place: place[:2]))
def test_no_word_of_a_page_is_lost(places: list[tuple[int, int, str]]) -> None:
    """Wherever words stand, each letter of a page is in a block or among the lines left out."""
    words = [Words(40 + 58 * i, 50 + 14 * j, text) for i, j, text in places]
    paper = read_pdf(Source("a.pdf", pdf([words])), lambda _page, _count: None)
    text = "".join(
        "".join(map("".join, b.rows)) if b.rows else f"{b.marker}{b.text}" for b in paper.blocks
    )
    shown = Counter(c for c in text + "".join(map(str, paper.left_out)) if c.isalnum())
    drawn_there = Counter(c for _, _, word in places for c in word if c.isalnum())
    assert not drawn_there - shown


@pytest.mark.parametrize("is_ruled", [True, False])
@pytest.mark.parametrize("is_bold", [True, False])
def test_two_columns_have_heads_only_in_bold_type(
    is_bold: bool, is_ruled: bool, read: Read
) -> None:
    rows = (("Name", "Dr Ash"), ("Shares", "£4,200"), ("Gifts", "£35"), ("Fees", "£40"))

    def draw(page: Paint) -> None:
        if is_ruled:
            page.grid([50, 150, 250], [90, 110, 130, 150, 170])
        for i, (label, said) in enumerate(rows):
            font = "Helvetica-Bold" if is_bold and not i else ""
            page.text(55, 104 + 20 * i, label, font=font)
            page.text(155, 104 + 20 * i, said, font=font)

    assert tables(read("a.pdf", drawn(draw)).blocks) == [(int(is_bold), rows)]


def test_a_grid_with_nothing_in_it_costs_no_page(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(50, 60, "The form below is empty.")
        page.grid([50, 150, 250, 350], [90, 110, 130])

    paper = read("a.pdf", drawn(draw))
    assert ([block.text for block in paper.blocks], paper.remarks) == (
        ["The form below is empty."],
        (),
    )


def test_a_table_from_right_to_left_begins_with_its_labels() -> None:
    rows = [("ביצוע", "תוכנית", "מחלקה"), ("(110)", "100", "אלון")]
    table = table_of(rows, 1, (), is_bold=False)
    assert table.rows == (("מחלקה", "תוכנית", "ביצוע"), ("אלון", "100", "(110)"))


def test_rows_from_right_to_left_are_rows_however_long_their_labels_are() -> None:
    """The file draws column by column, the labels first, as it does from left to right."""
    labels = ("תוצר מקומי גולמי של המשק", "ההוצאה לצריכה פרטית של הציבור")
    figures = (("110", "100"), ("90", "95"))
    words = [Word(text, 300, 500, 100 + 14 * i, 10) for i, text in enumerate(labels)]
    for j in (1, 0):
        words += [
            Word(row[j], 100 + 80 * j, 120 + 80 * j, 100 + 14 * i, 10)
            for i, row in enumerate(figures)
        ]
    assert [line.text for line in lines_of(words)] == [
        f"{' '.join(row)} {label}" for row, label in zip(figures, labels, strict=True)
    ]
