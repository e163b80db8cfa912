"""PDF files: pages, columns, headings by type, running lines, and what cannot be read."""

import re
from collections.abc import Callable

import pytest

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.paper import Block, LeftOut, PaperError
from ccgbrief.papers.pdf import reader
from ccgbrief.papers.pdf.characters import Characters
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import Drawn
from tests import paper_files
from tests.paper_files import Paint, Words, column, drawn, pdf
from tests.papers.conftest import Read

SENTENCES = (
    "The governing body met on Monday to look at the plan for the coming year. "
    "It asked who would pay for the repairs of the surgery at the mill, and by when. "
    "Nobody could tell, and the chair put it to the next meeting."
)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_each_passage_knows_its_page(read: Read) -> None:
    paper = read(
        "a.pdf", pdf([column(f"{n} thing to know.") for n in ("One", "Another", "A third")])
    )
    assert [(b.page and b.page.label, b.text) for b in paper.blocks] == [
        ("1", "One thing to know."),
        ("2", "Another thing to know."),
        ("3", "A third thing to know."),
    ]


def test_lines_make_a_paragraph_and_an_indent_or_a_gap_the_next(read: Read) -> None:
    first = column(SENTENCES)
    second = column("A second paragraph begins here.", top=first[-1].down + 24)
    assert texts(read("a.pdf", pdf([first + second])).blocks) == [
        SENTENCES,
        "A second paragraph begins here.",
    ]


def test_headings_are_known_by_their_size_and_ranked_by_it(read: Read) -> None:
    words = [
        Words(60, 60, "The whole paper", 20),
        Words(60, 90, "A part of it", 14),
        *column(SENTENCES, top=120),
        Words(60, 200, "Set in bold", bold=True),
        *column(SENTENCES, top=220),
    ]
    blocks = read("a.pdf", pdf([words])).blocks
    assert [(b.text, b.level) for b in blocks if b.kind is PassageKind.HEADING] == [
        ("The whole paper", 1),
        ("A part of it", 2),
        ("Set in bold", 3),
    ]


def test_columns_are_read_in_the_order_in_which_the_file_draws_them(read: Read) -> None:
    left = column(f"Left begins. {SENTENCES} Left ends.", left=40, width=38)
    right = column(f"Right begins. {SENTENCES} Right ends.", left=310, width=38)
    heading = Words(40, 60, "A heading over both of the columns", 16)
    assert texts(read("a.pdf", pdf([[heading, *left, *right]])).blocks) == [
        heading.text,
        f"Left begins. {SENTENCES} Left ends.",
        f"Right begins. {SENTENCES} Right ends.",
    ]


def two_columns(left: int, right: int) -> list[Words]:
    """Make a page whose columns have so many lines, all different."""
    lines = [f"Line {n} of the text goes on to its end" for n in range(left + right)]
    return [
        Words(40 if n < left else 310, 100 + 12 * (n if n < left else n - left), line)
        for n, line in enumerate(lines)
    ]


def test_a_last_page_with_a_short_second_column_has_the_columns_of_the_others(read: Read) -> None:
    pages = [two_columns(20, 20), two_columns(20, 20), two_columns(20, 2)]
    whole = " ".join(b.text for b in read("a.pdf", pdf(pages)).blocks if b.page == Page("3"))
    order = [whole.index(f"Line {n} ") for n in range(22)]
    assert order == sorted(order)


def test_page_numbers_in_the_gap_between_two_columns_are_the_lefts(read: Read) -> None:
    words = [w._replace(text=w.text[:32]) for w in two_columns(20, 20)]
    numbers = [Words(285, 100 + 12 * n, str(n + 1)) for n in range(0, 20, 2)]
    whole = " ".join(texts(read("a.pdf", pdf([words + numbers])).blocks))
    order = [whole.index(f"Line {n} ") for n in range(40)]
    assert order == sorted(order)


def test_lines_with_dot_leaders_stay_with_their_dots_shortened(read: Read) -> None:
    lines = [
        "1. Welcome ................ Chair",
        "2. Fees",
        "Cardiology . . . . . . . . 18 weeks",
        "A first visit costs more than later ones do ......... 42.50",
    ]
    words = [Words(60, 100 + 12 * i, line) for i, line in enumerate(lines)]
    paper = read("a.pdf", pdf([words]))
    assert [f"{b.marker} {b.text}".strip() for b in paper.blocks] == [
        "1. Welcome … Chair",
        "2. Fees",
        "Cardiology … 18 weeks",
        "A first visit costs more than later ones do … 42.50",
    ]
    assert paper.left_out == ()


def test_running_heads_and_page_numbers_are_left_out_each_with_its_page_and_reason(
    read: Read,
) -> None:
    pages = [
        [Words(60, 30, "Papers of the board"), *column(SENTENCES), Words(280, 770, f"Page {n}")]
        for n in range(1, 5)
    ]
    paper = read("a.pdf", pdf(pages))
    assert texts(paper.blocks) == ["Papers of the board", *[SENTENCES] * 4]
    assert list(paper.left_out) == [
        LeftOut("Page 1", "page number", Page("1")),
        *(
            line
            for n in "234"
            for line in (
                LeftOut("Papers of the board", "running head", Page(n)),
                LeftOut(f"Page {n}", "page number", Page(n)),
            )
        ),
    ]
    assert "Page 4" in texts(read("a.pdf", pdf(pages), keep_all=True).blocks)


def test_what_stands_alone_on_its_page_is_no_running_head(read: Read) -> None:
    pages = [[Words(60, 30, "This page is blank"), Words(280, 770, str(n))] for n in range(1, 5)]
    assert len(read("a.pdf", pdf(pages)).blocks) == 8


@pytest.mark.parametrize(
    "heads",
    [
        ["Meeting of 3 May 2015", "Meeting of 7 May 2015", "Meeting of 9 May 2015"],
        ["Ward 4: 120", "Ward 4: 80", "Ward 4: 95"],
    ],
)
def test_lines_whose_numbers_do_not_count_the_pages_are_no_running_heads(
    read: Read, heads: list[str]
) -> None:
    pages = [[Words(60, 30, head), *column(SENTENCES)] for head in heads]
    paper = read("a.pdf", pdf(pages))
    assert [head for head in texts(paper.blocks) if head != SENTENCES] == heads
    assert paper.left_out == ()


@pytest.mark.parametrize(
    ("head", "first"), [("{} of 90 – Papers", 17), ("Section 1.2, page {}", 1), ("Papers – {}", 7)]
)
def test_of_running_heads_with_their_pages_number_the_first_stays(
    read: Read, head: str, first: int
) -> None:
    heads = [head.format(n) for n in range(first, first + 4)]
    paper = read("a.pdf", pdf([[Words(60, 30, text), *column(SENTENCES)] for text in heads]))
    assert [text for text in texts(paper.blocks) if text != SENTENCES] == heads[:1]
    assert [line.text for line in paper.left_out] == heads[1:]


def test_the_heads_of_a_table_that_goes_on_over_pages_stay_on_each(read: Read) -> None:
    def row(down: int, *cells: str) -> list[Words]:
        return [Words(60 + 120 * i, down, cell) for i, cell in enumerate(cells)]

    rows = [row(90 + 14 * i, f"Ward {i}", "120", "80") for i in range(40)]
    page = [*row(60, "Ward", "Planned", "Spent"), *(word for words in rows for word in words)]
    paper = read("a.pdf", pdf([page] * 3))
    assert (
        " ".join(texts(paper.blocks)).count("Planned")
        + sum("Planned" in cell for block in paper.blocks for cells in block.rows for cell in cells)
        == 3
    )


def test_a_running_head_on_two_pages_stays(read: Read) -> None:
    page = [Words(60, 30, "Papers of the board"), *column(SENTENCES)]
    assert texts(read("a.pdf", pdf([page, page])).blocks).count("Papers of the board") == 2


def test_titles_of_slides_and_resolutions_that_are_repeated_stay(read: Read) -> None:
    resolved = "RESOLVED: That permission be granted as the officer advises."
    pages = [
        [Words(60, 40, "The year ahead", 20), *column(SENTENCES), Words(60, 400, resolved)]
        for _ in range(4)
    ]
    paper = read("a.pdf", pdf(pages))
    assert texts(paper.blocks).count("The year ahead") == 4
    assert texts(paper.blocks).count(resolved) == 4
    assert paper.left_out == ()


def test_a_footnote_with_the_number_of_its_page_stays_with_its_number(read: Read) -> None:
    pages = [[*column(SENTENCES), Words(280, 30, f"Board papers {n}")] for n in range(1, 6)]
    pages[1] += [Words(60, 756, "2", 6), Words(66, 760, "As the mill has it.", 8)]
    pages[1] += [Words(60, 772, "3", 6), Words(63.6, 776, "And its owner.", 8)]
    paper = read("a.pdf", pdf(pages))
    assert [b.text for b in paper.blocks if b.page == Page("2")] == [
        SENTENCES,
        "2 As the mill has it.",
        "3 And its owner.",
    ]


def test_a_half_word_goes_on_in_the_next_line_however_short_its_own_is(read: Read) -> None:
    lines = ["We write of the prac-", "tices, which begin in the first days of the month of May."]
    words = [Words(60, 100 + 12 * i, line) for i, line in enumerate(lines)]
    assert len(read("a.pdf", pdf([words])).blocks) == 1


def test_headings_that_begin_each_page_are_no_running_heads(read: Read) -> None:
    pages = [[Words(60, 60, f"Chapter {n}", 18), *column(SENTENCES)] for n in range(1, 5)]
    blocks = read("a.pdf", pdf(pages)).blocks
    assert [b.text for b in blocks if b.kind is PassageKind.HEADING] == [
        f"Chapter {n}" for n in range(1, 5)
    ]


def test_what_begins_each_report_of_a_pack_is_no_running_head(read: Read) -> None:
    cover = [Words(60, 60, "Report to the board"), *column(SENTENCES)]
    inner = column(SENTENCES.replace("Monday", "Friday"))
    paper = read("a.pdf", pdf([cover, inner, inner, inner, cover, inner, inner, inner, cover]))
    assert texts(paper.blocks).count("Report to the board") == 3
    assert paper.left_out == ()


def test_a_hyphen_at_the_end_of_a_line_goes_only_where_the_paper_has_the_whole_word(
    read: Read,
) -> None:
    lines = [
        "Of commissioning: the commis-",
        "sioning of practices in 2014-",
        "15, of a long-",
        "term plan that is GP-",
        "led, of co-commissioning, co-",
        "commissioning again.",
    ]
    words = [Words(60, 100 + 12 * i, line) for i, line in enumerate(lines)]
    assert texts(read("a.pdf", pdf([words])).blocks) == [
        "Of commissioning: the commissioning of practices in 2014-15, of a long-term plan that is "
        "GP-led, of co-commissioning, co-commissioning again."
    ]


def test_items_keep_their_numbers_as_printed_and_a_decimal_at_a_lines_start_is_none(
    read: Read,
) -> None:
    lines = [
        "1.1 The first of the points that the board has to look at is the budget, which is",
        "54.4 million this year.",
        "1.2 Its second point",
        "(a) of the lesser kind",
        "5. and of the greater",
    ]
    blocks = read("a.pdf", pdf([[Words(60, 100 + 12 * i, n) for i, n in enumerate(lines)]])).blocks
    assert [(b.kind, b.marker) for b in blocks] == [
        (PassageKind.ITEM, marker) for marker in ("1.1", "1.2", "(a)", "5.")
    ]
    assert blocks[0].text.endswith("which is 54.4 million this year.")


def test_a_column_of_text_beside_a_chart_is_not_mixed_with_its_figures(read: Read) -> None:
    text = column(SENTENCES, left=330, width=38)
    labels = [
        Words(left, words.down, label)
        for i, words in enumerate(text)
        for left, label in ((60, f"Age {i}"), (150, f"{i}.5"))
    ]
    assert SENTENCES in texts(read("a.pdf", pdf([[*text, *labels]])).blocks)


def test_a_long_paper_that_has_neither_half_has_a_word_broken_over_two_lines(read: Read) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = " ".join(f"w{a}{b}" for a in letters for b in letters[:20])
    lines = [Words(60, 600, "They spoke of nurs-"), Words(60, 612, "ing, and of a waa-wab-")]
    paper = read("a.pdf", pdf([[*column(many), *lines, Words(60, 624, "wac plan.")]]))
    assert texts(paper.blocks)[-1] == "They spoke of nursing, and of a waa-wab-wac plan."


def test_a_sentence_that_goes_over_the_page_stands_where_it_begins(read: Read) -> None:
    first = column("One sentence is done. Another goes over the end of", top=740, width=60)
    second = column("this page. A third begins on the next one.", width=60)
    blocks = read("a.pdf", pdf([first, second])).blocks
    assert [(b.page and b.page.label, b.text) for b in blocks] == [
        ("1", "One sentence is done. Another goes over the end of this page."),
        ("2", "A third begins on the next one."),
    ]


def test_pages_go_by_their_labels(read: Read) -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>2<</S/D>>]>>"
    pages = [column(f"{letter} stands on this sheet.") for letter in "ABCDEFGH"]
    paper = read("a.pdf", pdf(pages, catalog=labels))
    assert [b.page and b.page.label for b in paper.blocks] == ["i", "ii", *"123456"]


def test_labels_that_do_not_tell_pages_apart_are_not_taken(read: Read) -> None:
    labels = "/PageLabels<</Nums[0<</S/D>>2<</S/D>>]>>"
    pages = [column(f"{letter} stands on this sheet.") for letter in "ABCD"]
    paper = read("a.pdf", pdf(pages, catalog=labels))
    assert [b.page and b.page.label for b in paper.blocks] == [*"1234"]


def test_bullets_from_a_font_of_signs_are_bullets(read: Read) -> None:
    shown = "BT /R 10 Tf 60 700 Td (A repairs) Tj ET"
    data = paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 4 0 R>>",
            4: paper_files.stream(b"1 beginbfchar <41> <F0B7> endbfchar"),
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 11 0 R"
            b"/Resources<</Font<</R 3 0 R>>>>>>",
            11: paper_files.stream(shown.encode()),
        }
    )
    (item,) = read("a.pdf", data).blocks
    assert (item.kind, item.marker, item.text) == (PassageKind.ITEM, "•", "repairs")


@pytest.mark.parametrize("page_is_turned", [True, False])
@pytest.mark.parametrize(
    ("turned", "setting", "first", "step", "across"),
    [
        (0, "10 Tf 1 0 0 1", (100, 700), (0, -12), (150, 0)),
        (90, "10 Tf 0 1 -1 0", (100, 60), (12, 0), (0, 150)),
        (180, "10 Tf -1 0 0 -1", (540, 100), (0, 12), (-150, 0)),
        (180, "-10 Tf 1 0 0 1", (540, 100), (0, 12), (-150, 0)),
        (270, "10 Tf 0 -1 1 0", (500, 700), (-12, 0), (0, -150)),
    ],
)
def test_pages_of_turned_text_are_read_as_they_are_shown(
    read: Read,
    turned: int,
    setting: str,
    first: tuple[int, int],
    step: tuple[int, int],
    across: tuple[int, int],
    page_is_turned: bool,
) -> None:
    lines = ["The first line lies on its side,", "the second one as well, and here", "it ends."]
    placed = [(line, i, 0) for i, line in enumerate(lines)]
    placed += [("Ward", 5, 0), ("Beds", 5, 1), ("Elm", 6, 0), ("11", 6, 1)]
    shown = "\n".join(
        f"BT /R {setting} {first[0] + i * step[0] + j * across[0]} "
        f"{first[1] + i * step[1] + j * across[1]} Tm ({line}) Tj ET"
        for line, i, j in placed
    )
    data = paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d/Contents 11 0 R"
            b"/Resources<</Font<</R 3 0 R>>>>>>"
            % (turned if page_is_turned else (turned + 90) % 360),
            11: paper_files.stream(shown.encode()),
        }
    )
    text, table = read("a.pdf", data).blocks
    assert text.text == " ".join(lines)
    assert table.rows == (("Ward", "Beds"), ("Elm", "11"))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("The plan for the coming year", "The plan for the coming year"),
        ("Agenda of another board", "What the first page says"),
        ("untitled-1", "What the first page says"),
        ("", "What the first page says"),
    ],
)
def test_a_title_is_what_the_first_page_has(read: Read, stated: str, expected: str) -> None:
    words = [
        Words(60, 40, "Case 1:14-cv-00123 Filed 03/02/15"),
        Words(60, 80, "What the first", 20),
        Words(60, 104, "page says", 20),
        *column(SENTENCES, top=140),
    ]
    paper = read("a.pdf", pdf([words], title=stated, author="Ann Example"))
    assert (paper.title, paper.author) == (expected, "Ann Example")


def test_a_page_in_one_size_says_no_title(read: Read) -> None:
    assert read("a.pdf", pdf([column(SENTENCES)], title="about:blank")).title == ""


def stamped(page: Paint) -> None:
    page.picture()
    page.text(60, 20, "Case 1:14-cv-00123 Document 7 Filed 03/02/15")


def written(page: Paint) -> None:
    for i, line in enumerate(column(SENTENCES)):
        page.text(60, 100 + 12 * i, line.text)


def test_pages_that_are_pictures_are_named_and_so_is_one_with_nothing_on_it(read: Read) -> None:
    def of_one_space(page: Paint) -> None:
        page.text(60, 100, " ")

    pages = (written, stamped, Paint.picture, lambda _: None, of_one_space, written)
    paper = read("a.pdf", drawn(*pages))
    assert paper.remarks == (
        "Pages 4, 5: blank, or so damaged that nothing on it can be seen.",
        "Pages 2, 3: a picture with few words beside it or none; if it shows text, run “ocrmypdf"
        " --redo-ocr IN OUT” and add OUT.",
    )


@pytest.mark.parametrize(
    ("encoding", "ordering", "piece"),
    [
        ("Odd-H", "Odd", "<4141>"),  # nobody knows it
        ("Identity-H", "Identity", "<000100020003>"),  # the numbers of its letters
        ("V", "Japan1", "<244E2452>"),  # down the page, in a font that is missing
    ],
)
def test_a_page_whose_font_does_not_say_which_letters_it_has_is_named(
    read: Read, encoding: str, ordering: str, piece: str
) -> None:
    pieces = "".join(f"1 0 0 1 60 {700 - 12 * i} Tm {piece} Tj " for i in range(20))
    shown = f"BT /R 10 Tf 60 750 Td (Zebras) Tj /U 10 Tf {pieces}ET"
    data = paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
            4: f"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/{encoding}"
            "/DescendantFonts[7 0 R]>>".encode(),
            5: b"<<>>",
            6: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 8 0 R"
            b"/Resources<</Font<</R 3 0 R/U 4 0 R>>>>>>",
            7: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(%s)/Supplement 2>>>>" % ordering.encode(),
            8: paper_files.stream(shown.encode()),
        }
    )
    paper = read("a.pdf", data)
    assert texts(paper.blocks)[0] == "Zebras"
    assert paper.remarks == (
        "Page 1: many letters are unknown by their font: "
        "run “ocrmypdf --force-ocr IN OUT” and add OUT.",
    )


def test_a_paper_that_may_lack_letters_which_its_font_does_not_name_is_told(read: Read) -> None:
    def paper(line: str) -> tuple[str, ...]:
        lines = [paper_files.Words(60, 60 + 10 * i, line) for i in range(60)]
        return read("a.pdf", paper_files.pdf([lines])).remarks

    assert paper("The first of the offices.") == ()
    assert [told[:22] for told in paper("The irst of the oices.")] == ["It has hardly any fi, "]


def test_a_scan_with_a_layer_of_text_is_read(read: Read) -> None:
    def scanned(page: Paint) -> None:
        page.picture()
        written(page)

    paper = read("a.pdf", drawn(scanned))
    assert texts(paper.blocks) == [SENTENCES]
    assert paper.remarks == ()


def test_a_scan_with_only_a_filing_stamp_is_refused_with_the_cure(read: Read) -> None:
    def renamed(page: Paint) -> None:
        stamped(page)
        page.text(60, 40, f"Page {page.canvas.getPageNumber()} of 30, received on 3 June")

    for pages in ((stamped, stamped), (renamed,) * 30, (stamped,), (stamped, Paint.picture)):
        with pytest.raises(PaperError, match="run “ocrmypdf --force-ocr IN OUT” and add OUT"):
            read("a.pdf", drawn(*pages))
    with pytest.raises(PaperError, match="no text; run “ocrmypdf IN OUT” and add OUT"):
        read("a.pdf", drawn(Paint.picture, Paint.picture))


def slide(*lines: str) -> Callable[[Paint], None]:
    def paint(page: Paint) -> None:
        stamped(page)
        for i, line in enumerate(lines):
            page.text(60, 100 + 12 * i, line)

    return paint


SLIDES = [
    slide("Beds", "The board keeps all of its beds until the first of June", "and asks Dr Ash"),
    slide("Costs", "The plan costs 742 pounds a bed", "and is paid by the county and the wards"),
]


def test_slides_that_have_a_picture_behind_their_words_are_read(read: Read) -> None:
    many = [SLIDES[0], SLIDES[1], slide("Next", "Officers of each ward say what they need by May")]
    paper = read("a.pdf", drawn(*many))
    assert "The plan costs 742 pounds a bed" in " ".join(texts(paper.blocks))
    assert paper.remarks[0].startswith("Pages 1, 2, 3: a picture with few words beside it or none;")
    with pytest.raises(PaperError, match="no more words on them than a stamp has"):
        read("a.pdf", drawn(*many, *[stamped] * 9))


def test_a_notice_on_a_picture_is_read_where_its_file_says_that_its_text_is_tagged(
    read: Read,
) -> None:
    notice = drawn(slide("Public meeting", *["Come and say what you need by May at the mill."] * 2))
    with pytest.raises(PaperError, match="no more words on them than a stamp has"):
        read("a.pdf", notice)
    tagged = notice.replace(b"/Type /Catalog", b"/Type /Catalog /MarkInfo << /Marked true >>")
    assert "Public meeting" in " ".join(texts(read("a.pdf", tagged).blocks))


def test_the_few_words_that_were_recognised_in_a_scan_are_read(read: Read) -> None:
    def recognised(page: Paint) -> None:
        page.picture()
        unseen = page.canvas.beginText(60, 400)
        unseen.setFont("Helvetica", 10)
        unseen.setTextRenderMode(3)
        unseen.textOut("Map of the five wards")
        page.canvas.drawText(unseen)

    paper = read("a.pdf", drawn(recognised))
    assert texts(paper.blocks) == ["Map of the five wards"]
    with pytest.raises(PaperError, match="no more words on them than a stamp has"):
        read("a.pdf", drawn(recognised, Paint.picture, Paint.picture))
    assert paper.remarks[0].startswith("Page 1: a picture with few words beside it or none;")


def test_a_page_that_cannot_be_read_costs_no_other_and_is_named(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Characters.words
    count = iter(range(3))

    def break_at_the_second(characters: Characters, drawn: Drawn) -> list[Word]:
        if next(count) == 1:
            raise ValueError("cannot convert float NaN to integer")
        return words(characters, drawn)

    monkeypatch.setattr(Characters, "words", break_at_the_second)
    paper = read("a.pdf", pdf([column(f"{letter} is read.") for letter in "ABC"]))
    assert texts(paper.blocks) == ["A is read.", "C is read."]
    assert paper.remarks == ("Page 2: damaged and could not be read.",)


def test_a_page_whose_content_is_damaged_is_named(read: Read) -> None:
    data = pdf([column(f"{letter} is read.") for letter in "ABC"])
    second = list(re.finditer(rb">>stream\n(.*?)\nendstream", data, re.DOTALL))[1]
    noise = b"\xff" * len(second[1])
    paper = read("a.pdf", data[: second.start(1)] + noise + data[second.end(1) :])
    assert texts(paper.blocks) == ["A is read.", "C is read."]
    assert paper.remarks == ("Page 2: blank, or so damaged that nothing on it can be seen.",)


def test_a_file_with_more_text_than_any_paper_is_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_LETTERS", 100)
    with pytest.raises(PaperError, match="it has more text than any paper"):
        read("a.pdf", pdf([column(SENTENCES)]))


LOCKED = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({0})/U({0})>>/ID[(a)(a)]".format("x" * 32)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[], []]), "it holds pictures of pages and no text"),
        (pdf([column(SENTENCES)], trailer=LOCKED), "it is locked by a password"),
        (b"%PDF-1.7\n", "it is damaged or cut short"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "it is damaged or cut short"),
        (b"hello", "its name says PDF, but it is not"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    read: Read, data: bytes, reason: str
) -> None:
    with pytest.raises(PaperError, match=reason):
        read("a.pdf", data)


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        (5_000, "it is damaged or cut short"),
        (1_000_000, "it has 1,000,000 pages; divide it"),
        (2_000_000_000, "it is damaged or cut short"),
    ],
)
def test_a_file_whose_pages_hold_themselves_is_refused(read: Read, count: int, reason: str) -> None:
    data = paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count %d>>" % count,
        }
    )
    with pytest.raises(PaperError, match=reason):
        read("a.pdf", data)


def test_a_page_whose_box_is_empty_is_read(read: Read) -> None:
    paper = read("a.pdf", pdf([column(SENTENCES)], page="/CropBox[0 0 0 0]"))
    assert texts(paper.blocks) == [SENTENCES]


def test_text_beside_a_picture_is_as_wide_as_the_lines_around(read: Read) -> None:
    beside = [
        "The board agreed that the spending on estates went",
        "from £10m to £20m in the year, which nobody had",
        "expected when the plan was made in the early spring,",
        "and asked to look at it again.",
        "Members heard that the list of those who wait had",
        "grown by a third since then.",
    ]
    below = (
        "The chair thanked the staff for the work of a hard winter, and said that all would meet."
    )

    def draw(page: Paint) -> None:
        for i, line in enumerate((*beside, *beside, below)):
            page.text(50, 100 + 12 * i, line)

    texts = [block.text for block in read("a.pdf", drawn(draw)).blocks]
    assert texts == [*2 * [" ".join(beside[:4]), " ".join(beside[4:])], below]
