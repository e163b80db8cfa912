"""Letters of PDF files: raised, lowered, turned, cut off, from right to left, and rare ones."""

from collections.abc import Callable
from typing import Any

import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from ccgbrief.pack import Page
from ccgbrief.papers.paper import LeftOut, Paper
from tests import paper_files
from tests.paper_files import HEIGHT, Paint, drawn
from tests.papers.conftest import Read


def shifted(*parts: tuple[str, float, float]) -> bytes:
    """Make a PDF file of a line: texts with their size and how far above the line they stand."""

    def draw(page: Paint) -> None:
        text = page.canvas.beginText(60, 700)
        for part, size, rise in parts:
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(part)
        page.canvas.drawText(text)

    return drawn(draw)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("It rose to 10", 10, 0), ("6", 6, 4), (" units", 10, 0)], "It rose to 10^6 units"),
        ([("in 2014", 10, 0), ("3", 6, 4), (" and after", 10, 0)], "in 2014^3 and after"),
        ([("the 10", 10, 0), ("–3", 6, 4), (" part", 10, 0)], "the 10^–3 part"),
        ([("in 2014", 10, 0), ("1,2", 6, 4), (" and", 10, 0)], "in 2014^1,2 and"),
        ([("tonnes of CO", 10, 0), ("2", 6, -2), (" saved", 10, 0)], "tonnes of CO₂ saved"),
        ([("as it says.", 10, 0), ("12", 6, 4), (" Next", 10, 0)], "as it says.^12 Next"),
        ([("3", 6, 4), ("As the mill has it", 10, 0)], "3 As the mill has it"),
        ([("the 1", 10, 0), ("st", 6, 4), (" of May", 10, 0)], "the 1st of May"),
        ([("a small 7", 10, 0), (" is 7", 6, 0)], "a small 7 is 7"),
    ],
)
def test_raised_and_lowered_digits_are_apart_from_what_they_stand_at(
    read: Read, parts: list[tuple[str, float, float]], expected: str
) -> None:
    assert [b.text for b in read("a.pdf", shifted(*parts)).blocks] == [expected]


def test_turned_text_and_text_outside_the_page_are_left_out_and_listed(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.canvas.setCropBox((50, 50, 550, 750))
        page.text(60, 100, "The paper says this and no more.")
        page.turned(560 - 20, 500, "DRAFT 7")
        page.turned(200, 500, "COPY", degrees=45)
        page.text(60, 20, "slug 4711.indd")

    paper = read("a.pdf", drawn(draw))
    assert [b.text for b in paper.blocks] == ["The paper says this and no more."]
    assert paper.left_out == (
        LeftOut("DRAFT 7", "turned text", Page("1")),
        LeftOut("COPY", "text at an angle", Page("1")),
        LeftOut("slug 4711.indd", "outside the page", Page("1")),
    )
    everything = read("a.pdf", drawn(draw), keep_all=True)
    assert {"DRAFT", "7", "COPY"} <= set(text_of(everything).split())
    assert everything.left_out == paper.left_out[2:]


def test_words_of_no_colour_or_that_are_not_drawn_are_listed(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 100, "The paper says this and no more.")
        page.canvas.setFillGray(1)
        page.text(60, 140, "white")
        page.canvas.setFillAlpha(0)
        page.text(60, 180, "clear")
        page.canvas.setFillAlpha(1)
        page.canvas.setFillGray(0)
        page.canvas.drawString(60, 400, "undrawn", mode=3)
        page.canvas.setFillColor("navy")
        page.canvas.rect(55, 295, 300, 20, stroke=0, fill=1)
        page.canvas.setFillGray(1)
        page.canvas.drawString(60, 300, "White on blue is seen.")

    for keep_all in (False, True):
        paper = read("a.pdf", drawn(draw), keep_all=keep_all)
        assert text_of(paper) == "The paper says this and no more.\nWhite on blue is seen."
        listed = (LeftOut("white clear undrawn", "hidden text", Page("1")),)
        assert paper.left_out == listed


def test_a_page_has_the_box_that_all_pages_have_together(read: Read) -> None:
    data = paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1/MediaBox[0 0 1200 900]>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            10: b"<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</Font<</R 3 0 R>>>>>>",
            11: paper_files.stream(b"BT /R 10 Tf 900 850 Td (Far up on the right) Tj ET"),
        }
    )
    assert text_of(read("a.pdf", data)) == "Far up on the right"


def mapped(shown: str, letters: dict[str, str], slug: str = "") -> bytes:
    """Make a PDF file whose font says what its letters mean; a slug stands below its page."""
    means = " ".join(
        f"<{ord(code):02X}> <{letter.encode('utf-16-be', 'surrogatepass').hex()}>"
        for code, letter in letters.items()
    )
    return paper_files.of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 4 0 R>>",
            4: paper_files.stream(f"{len(letters)} beginbfchar {means} endbfchar".encode()),
            5: b"<<>>",
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 11 0 R"
            b"/Resources<</Font<</R 3 0 R>>>>>>",
            11: paper_files.stream(
                f"BT /R 10 Tf 60 700 Td ({shown}) Tj 0 -800 Td ({slug}) Tj ET".encode()
            ),
        }
    )


def text_of(paper: Paper) -> str:
    return "\n".join(block.text for block in paper.blocks)


def test_letters_that_take_two_16_bit_units_are_read(read: Read) -> None:
    data = mapped("A costs B", {"A": "𝑥", "B": "🎉"})
    assert text_of(read("a.pdf", data)) == "𝑥 costs 🎉"


def test_letters_that_take_two_16_bit_units_may_be_left_out(read: Read) -> None:
    paper = read("a.pdf", mapped("A costs B", {"A": "𝑥", "B": "🎉"}, slug="B"))
    assert paper.left_out == (LeftOut("🎉", "outside the page", Page("1")),)


def test_half_of_such_a_letter_costs_only_itself(read: Read) -> None:
    text = text_of(read("a.pdf", mapped("A costs B", {"A": "\ud835", "B": "£"})))
    assert text.endswith("costs £")
    text.encode()


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("The pracQical diQculties of grey offices", "The prac�ical di�culties of grey offices"),
        ("The Qrst of the staQ and the offices", "The �rst of the sta� and the offices"),
        ("It fell by Q7 points of Qg in the offices", "It fell by �7 points of �g in the offices"),
        ("The grey offices, Q (Q) and the ramps", ""),
    ],
)
def test_a_letter_that_its_font_does_not_name_is_shown_as_unknown(
    read: Read, words: str, read_as: str
) -> None:
    paper = read("a.pdf", mapped(words, {"Q": "\x1f"}))
    if read_as:
        assert text_of(paper) == read_as
    told = (
        "Page 1: letters that are unknown by their font are shown as �: "
        "run “ocrmypdf --force-ocr IN OUT” and add OUT."
    )
    assert paper.remarks == ((told,) if read_as else ())


def test_text_from_right_to_left_has_its_words_in_their_order(read: Read) -> None:
    # “shalom olam”, drawn from left to right as it is seen
    letters = dict(zip("ABCDEFGH", "םלועםולש", strict=True))
    assert text_of(read("a.pdf", mapped("ABCD EFGH", letters))) == "שלום עולם"


@pytest.mark.parametrize("figure", ["1.9", "54.5", "120.07", "£3,500", "(3.2)", "12.5%"])
def test_the_point_of_a_figure_stays_where_it_is_when_one_of_two_layers_lacks_it(
    figure: str, read: Read
) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 100, "It rose to")
        page.text(150, 100, figure.replace(".", " ").replace(",", " "))  # as wide as a point
        page.text(150, 100, figure)

    assert [b.text for b in read("a.pdf", drawn(draw)).blocks] == [f"It rose to {figure}"]


def test_a_year_before_a_full_stop_keeps_its_figures_in_turned_text(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 100, "The paper says this and no more.")
        page.turned(540, 500, "Health, 2016.")

    (line,) = read("a.pdf", drawn(draw)).left_out
    assert line.text == "Health, 2016."


def test_the_mark_of_a_note_at_a_figure_of_one_digit_is_raised(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 100, "Beds")
        page.text(160, 100, "7")
        page.text(160 + page.canvas.stringWidth("7", "Helvetica", 10), 95, "3", size=8)

    (block,) = read("a.pdf", drawn(draw)).blocks
    assert block.text.split()[-1] == "7^3"


@pytest.mark.parametrize(
    ("word", "mark", "then", "expected"),
    [
        ("3", "rd", "", "the 3rd of May"),
        ("2", "n", "", "the 2^n of May"),
        ("R", "2", "", "the R^2 of May"),
        ("m", "2", ",", "the m^2, of May"),
        ("9", "-3", "", "the 9^-3 of May"),
    ],
)
def test_what_is_raised_is_of_the_word_before_it_where_pdfium_parts_them(
    word: str, mark: str, then: str, expected: str, read: Read
) -> None:
    def draw(page: Paint) -> None:
        left = 60.0
        for text, size, up in (("the ", 11, 0), (word, 11, 0), (mark, 9.2, 4.4), (then, 11, 0)):
            page.text(left, 100 - up, text, size)
            left += page.canvas.stringWidth(text, "Helvetica", size)
        page.text(left + 3, 100, "of May", 11)

    assert [block.text for block in read("a.pdf", drawn(draw)).blocks] == [expected]


@pytest.mark.parametrize(
    ("left", "right", "above", "struck"),
    [
        (60, 85, 3, "It was"),
        (60, 85, -2, ""),  # below the words
        (40, 300, 3, ""),  # goes on beside them
    ],
)
def test_words_that_a_line_strikes_out_are_left_out_and_listed(
    read: Read, left: float, right: float, above: float, struck: str
) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 700, "It was is late, said the chair of the board.")
        base = paper_files.HEIGHT - 700
        page.canvas.line(left, base + above, right, base + above)

    for keep_all in (False, True):
        paper = read("a.pdf", drawn(draw), keep_all=keep_all)
        listed = (LeftOut(struck, "struck out", Page("1")),) if struck else ()
        assert paper.left_out == listed
        said = "It was is late, said the chair of the board.".removeprefix(struck).strip()
        assert [b.text for b in paper.blocks] == [said]


@pytest.mark.parametrize(
    ("before", "struck", "after", "said"),
    [
        ("It costs ", "5,100", "5,300 pounds in the year.", "It costs 5,300 pounds in the year."),
        ("The chair is ", "Dr Ash", "Dr Elm from May.", "The chair is Dr Elm from May."),
        ("It costs 4", "1", "2 pounds in the year.", "It costs 42 pounds in the year."),
    ],
)
def test_letters_struck_out_right_beside_others_are_no_word_with_them(
    read: Read, before: str, struck: str, after: str, said: str
) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 700, before + struck + after)
        left, right = (
            60 + page.canvas.stringWidth(text, "Helvetica", 10)
            for text in (before, before + struck)
        )
        base = paper_files.HEIGHT - 700 + 3
        page.canvas.line(left, base, right, base)

    paper = read("a.pdf", drawn(draw))
    assert [b.text for b in paper.blocks] == [said]
    assert paper.left_out == (LeftOut(struck, "struck out", Page("1")),)


@pytest.mark.parametrize(("is_ruled", "left", "right"), [(False, "531", "532"), (True, "Q", "R")])
def test_cells_that_nearly_touch_are_words_of_their_own(
    read: Read, left: str, right: str, *, is_ruled: bool
) -> None:
    def draw(page: Paint) -> None:
        end = 60 + page.canvas.stringWidth(left, "Helvetica", 10)
        page.text(60, 700, left)
        page.text(end + 1.5, 700, right)
        if is_ruled:
            base = paper_files.HEIGHT - 700
            page.canvas.line(end + 0.7, base - 3, end + 0.7, base + 9)

    (block,) = read("a.pdf", drawn(draw)).blocks
    assert block.text == f"{left} {right}"


def test_figures_drawn_in_pieces_that_touch_are_one(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 700, "53")
        page.text(60.2 + page.canvas.stringWidth("53", "Helvetica", 10), 700, "1532")

    (block,) = read("a.pdf", drawn(draw)).blocks
    assert block.text == "531532"


@pytest.mark.parametrize(
    ("before", "box", "type_", "seen"),
    [
        ("black", "white", "black", True),  # the box is drawn first, as one of a table is
        ("white", "black", "black", False),
        ("black", "black", "black", False),  # blacked out before or after: nobody can tell
        ("white", "navy", "white", True),
        ("white", "white", "white", False),
    ],
)
def test_words_that_a_box_of_their_colour_hides_are_listed(
    read: Read, before: str, box: str, type_: str, *, seen: bool
) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 640, "The post is offered at once to:")
        for colour in (before, box):
            page.canvas.setFillColor(colour)
            page.canvas.rect(55, paper_files.HEIGHT - 705, 120, 18, stroke=0, fill=1)
        page.canvas.setFillColor(type_)
        page.text(60, 700, "Dr Ash of Elm")

    paper = read("a.pdf", drawn(draw))
    assert ("Dr Ash of Elm" in text_of(paper)) is seen
    assert ("Dr Ash of Elm" in text_of(read("a.pdf", drawn(draw), keep_all=True))) is seen
    why = "blotted out: in the colour of the box where it stands"
    assert paper.left_out == (() if seen else (LeftOut("Dr Ash of Elm", why, Page("1")),))


Cover = Callable[[Canvas, float, float], object]
"""Covers words between two places on a line."""


def in_ink(canvas: Canvas, left: float, right: float) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.rect(left, paper_files.HEIGHT - 703, right - left, 12, stroke=0, fill=1)


def with_round_corners(canvas: Canvas, left: float, right: float) -> None:
    canvas.roundRect(left, paper_files.HEIGHT - 703, right - left, 12, 3, stroke=0, fill=1)


def with_a_line(canvas: Canvas, left: float, right: float) -> None:
    canvas.setLineWidth(12)
    canvas.line(left, paper_files.HEIGHT - 697, right, paper_files.HEIGHT - 697)


@pytest.mark.parametrize("cover", [in_ink, with_round_corners, with_a_line])
def test_words_that_are_blacked_out_are_listed(read: Read, cover: Cover) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 700, "Offered to Dr Ash of Elm, who accepts.")
        width = page.canvas.stringWidth
        left = 60 + width("Offered to ", "Helvetica", 10)
        cover(page.canvas, left - 1, 61 + width("Offered to Dr Ash of Elm,", "Helvetica", 10))

    paper = read("a.pdf", drawn(draw))
    assert text_of(paper) == "Offered to who accepts."
    assert [line.text for line in paper.left_out] == ["Dr Ash of Elm,"]


def test_a_figure_in_type_of_no_size_costs_no_page(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PDFium says so of the type of some drawings, which all the same is seen."""
    size_of = raw.FPDFText_GetFontSize

    def size(page: Any, i: int) -> float:
        is_digit = chr(raw.FPDFText_GetUnicode(page, i)).isdigit()
        return 0.0 if is_digit else size_of(page, i)

    monkeypatch.setattr(raw, "FPDFText_GetFontSize", size)
    paper = read("a.pdf", drawn(lambda page: page.text(60, 700, "It was late, at 7 o'clock.")))
    assert {"It", "late,", "7"} <= set(text_of(paper).split())


def test_words_end_where_turned_text_begins_that_is_drawn_upon_them(read: Read) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 320, "It will rise again in the year to come.")
        page.text(60, 340, "The plan rose by -5%")
        page.turned(140, 400, "DRAFT")

    assert {"-5%", "DRAFT"} <= {*text_of(read("a.pdf", drawn(draw))).split()}


@pytest.mark.parametrize("parts", [["Pla", "n"], ["S", "h", "are"], ["Plan A"]])
def test_turned_letters_are_one_word_as_far_as_they_touch(read: Read, parts: list[str]) -> None:
    def draw(page: Paint) -> None:
        page.text(60, 300, "The ward")
        text, up = page.canvas.beginText(), 500.0
        text.setFont("Helvetica", 11)
        for part in parts:
            text.setTextTransform(0, 1, -1, 0, 186.6, up)
            text.textOut(part)
            up = round(up + page.canvas.stringWidth(part, "Helvetica", 11), 1)
        page.canvas.drawText(text)
        page.text(60, 330, "North and the others")

    assert f"The ward {''.join(parts)}" in text_of(read("a.pdf", drawn(draw)))


def test_figures_of_one_digit_that_stand_apart_on_a_line_are_not_one(read: Read) -> None:
    def draw(page: Paint) -> None:
        for down, label, figures in ((100, "Beds", "104"), (120, "Wards", "12")):
            page.text(60, down, label)
            page.canvas.drawString(200, HEIGHT - down, figures, charSpace=40)

    (table,) = read("a.pdf", drawn(draw)).blocks
    assert table.rows == (("Beds", "1", "0", "4"), ("Wards", "1", "2", ""))


@pytest.mark.parametrize(("shown", "words"), [("AGENDA", "AGENDA"), ("HXX", "H X X")])
def test_a_word_with_its_letters_set_apart_is_one_and_marks_are_not(
    read: Read, shown: str, words: str
) -> None:
    def draw(page: Paint) -> None:
        page.canvas.drawString(60, 700, shown, charSpace=20)

    assert text_of(read("a.pdf", drawn(draw))) == words
