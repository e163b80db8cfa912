"""PDF files that somebody has filled in, remarked on, or attached files to."""

import io
from collections.abc import Callable, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from ccgbrief.pack import PassageKind
from ccgbrief.papers.article import ReadingOptions
from ccgbrief.papers.paper import Source
from ccgbrief.papers.worker import make
from tests import paper_files
from tests.papers.conftest import Read

HEIGHT = 800


def filled(*draw: Callable[[Canvas], None]) -> bytes:
    """Make a PDF of a page for each of what draws one."""
    made = io.BytesIO()
    canvas = Canvas(made, (600, HEIGHT))
    for page in draw:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def texts(read: Read, data: bytes) -> list[str]:
    return [block.text for block in read("form.pdf", data).blocks]


def left_out(read: Read, data: bytes) -> list[str]:
    return [str(line) for line in read("form.pdf", data).left_out]


def declaration(canvas: Canvas) -> None:
    form = canvas.acroForm
    canvas.drawString(60, 700, "Declaration of interests")
    canvas.drawString(60, 660, "Name:")
    canvas.drawString(300, 660, "Date:")
    form.textfield(value="Dr Ann Ash", x=100, y=655, width=150, height=16, name="name")
    form.textfield(value="4 May 2015", x=340, y=655, width=150, height=16, name="date")
    canvas.drawString(60, 630, "Has an interest in this item")
    for x, label, is_ticked in ((240, "Yes", True), (300, "No", False)):
        form.checkbox(x=x, y=627, size=12, checked=is_ticked, name=label)
        canvas.drawString(x + 16, 630, label)
    canvas.drawString(60, 600, "Nothing else was declared by anybody at this meeting.")


def test_what_is_filled_in_stands_beside_its_label(read: Read) -> None:
    assert texts(read, filled(declaration)) == [
        "Declaration of interests",
        "Name: Dr Ann Ash Date: 4 May 2015",
        "Has an interest in this item ☒ Yes ☐ No",
        "Nothing else was declared by anybody at this meeting.",
    ]


@pytest.mark.parametrize("left", [-18, 100], ids=["left", "right"])
def test_boxes_stand_beside_their_labels_in_two_columns(read: Read, left: int) -> None:
    services = ("Smoking cessation", "Travel advice", "Minor surgery", "Evening hours")

    def columns(canvas: Canvas) -> None:
        canvas.drawString(60, 750, "Tick all that the practice offers.")
        for i, service in enumerate(services):
            x, y = 80 + 250 * (i // 2), 720 - 18 * (i % 2)
            canvas.drawString(x, y, service)
            canvas.acroForm.checkbox(x=x + left, y=y - 3, size=12, checked=i == 1)

    _, *blocks = read("form.pdf", filled(columns)).blocks
    lines = [" ".join(row) for block in blocks for row in block.rows or ((block.text,),)]
    ticks = ("☐", "☒", "☐", "☐")
    both = zip(services, ticks, strict=True) if left > 0 else zip(ticks, services, strict=True)
    assert lines == [" ".join(each) for each in both]


def test_what_is_filled_in_below_labels_is_the_row_below_theirs(read: Read) -> None:
    def boxes(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "First name")
        canvas.drawString(300, 700, "Surname")
        canvas.drawString(60, 640, "These two are all there is to fill in.")
        for x, said in ((60, "Ann"), (300, "Ash")):
            canvas.acroForm.textfield(value=said, x=x, y=675, width=150, height=16, name=said)

    table, line = read("form.pdf", filled(boxes)).blocks
    assert table.rows == (("First name", "Surname"), ("Ann", "Ash"))
    assert line.text == "These two are all there is to fill in."


def test_what_stands_in_a_ruled_table_is_in_its_cell(read: Read) -> None:
    def table(canvas: Canvas) -> None:
        canvas.grid([60, 200, 340, 480], [640, 660, 680, 700])
        for row, words in enumerate((("Practice", "Budget", "Spent"), ("North",), ("South",))):
            for column, text in enumerate(words):
                canvas.drawString(65 + 140 * column, 686 - 20 * row, text)
        for i, said in enumerate(("18.2", "17.9", "24.0", "23.1")):
            x, y = 202 + 140 * (i % 2), 662 - 20 * (i // 2)
            canvas.acroForm.textfield(value=said, x=x, y=y, width=130, height=16, name=said)

    (block,) = read("form.pdf", filled(table)).blocks
    assert block.rows == (
        ("Practice", "Budget", "Spent"),
        ("North", "18.2", "17.9"),
        ("South", "24.0", "23.1"),
    )


def test_a_field_is_beside_its_own_label_however_near_other_lines_are(read: Read) -> None:
    """A line above reaches nearer to the fields than the labels beside them do."""

    def uneven(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Shares that you hold in any provider of care to patients:")
        canvas.drawString(60, 660, "Gifts:")
        canvas.drawString(60, 600, "Loans:")
        for y, high, said in ((695, 16, "£4,200"), (630, 45, "£35\n£20 more"), (595, 16, "none")):
            canvas.acroForm.textfield(
                value=said, x=340, y=y, width=150, height=high, fontSize=10, name=said,
                fieldFlags="multiline" if high > 16 else "",
            )  # fmt: skip

    text = "\n".join(
        block.text or "\n".join(" ".join(row).strip() for row in block.rows)
        for block in read("form.pdf", filled(uneven)).blocks
    )
    assert text.split("\n") == [
        "Shares that you hold in any provider of care to patients: £4,200",
        "Gifts: £35",
        "£20 more",
        "Loans: none",
    ]


def test_ticks_in_columns_belong_to_the_words_that_are_nearest(read: Read) -> None:
    services = ("Asthma clinic", "Baby clinic", "Evening hours", "Saturday hours")

    def columns(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Which services does the practice offer to its patients?")
        for i, service in enumerate(services):
            x, y = 60 + 250 * (i // 2), 660 - 18 * (i % 2)
            canvas.acroForm.checkbox(x=x, y=y - 3, size=12, checked=not i % 3, name=service)
            canvas.drawString(x + 18, y, service)

    said = " ".join(texts(read, filled(columns))[1:])
    assert said == "☒ Asthma clinic ☐ Baby clinic ☐ Evening hours ☒ Saturday hours"


def test_ticks_below_heads_are_in_the_row_of_their_question(read: Read) -> None:
    heads, questions = ("Agree", "Neither", "Disagree"), ("The board listens", "Papers are clear")

    def matrix(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "How far do you agree? There is one answer in each row.")
        for j, head in enumerate(heads):
            canvas.drawString(250 + 80 * j, 660, head)
            for i in range(2):
                canvas.acroForm.checkbox(
                    x=255 + 80 * j, y=637 - 20 * i, size=12, checked=i == j, name=f"{i} {j}"
                )
        for i, question in enumerate(questions):
            canvas.drawString(60, 640 - 20 * i, question)

    *_, table = read("form.pdf", filled(matrix)).blocks
    assert table.rows == (
        ("", *heads),
        ("The board listens", "☒", "☐", "☐"),
        ("Papers are clear", "☐", "☒", "☐"),
    )


def test_what_is_filled_in_is_no_heading(read: Read) -> None:
    def large(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Name of the member who has an interest to declare")
        canvas.acroForm.textfield(
            value="Dr Ann Ash", x=60, y=660, width=300, height=30, fontSize=20, name="name"
        )
        canvas.drawString(60, 600, "It is kept by the clerk for as long as the member sits there.")

    blocks = read("form.pdf", filled(large)).blocks
    assert [block.text for block in blocks if block.kind is PassageKind.HEADING] == []
    assert blocks[1].text == "Dr Ann Ash"


def test_of_a_list_only_what_is_chosen_is_read(read: Read) -> None:
    def choice(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "The practice is in the area of")
        canvas.acroForm.listbox(
            value="South", options=["North", "South", "East"], x=60, y=600, width=100, height=60
        )
        canvas.drawString(60, 500, "A list of three areas stands above this line.")

    data = filled(choice)
    assert texts(read, data) == [
        "The practice is in the area of",
        "South",
        "A list of three areas stands above this line.",
    ]
    assert left_out(read, data) == [
        "North South East [p. 1, offered by a form, and not filled in by anybody]"
    ]


def page_with(annotation: str, text: str = "The only line of a page.") -> bytes:
    return paper_files.pdf(
        [[paper_files.Words(60, 100, text)]], page=f"/Annots[<</Type/Annot{annotation}>>]"
    )


@pytest.mark.parametrize(
    ("annotation", "line"),
    [
        (
            "/Subtype/Text/Rect[9 9 29 29]/Contents(Who <pays> for this?)/T(Kim)",
            "Who <pays> for this? [p. 1, comment by Kim]",
        ),
        (
            "/Subtype/Highlight/Rect[60 690 99 710]/QuadPoints[60 710 99 710 60 690 99 690]"
            "/Contents(Check it)",
            "Check it [p. 1, comment]",
        ),
        (
            "/Subtype/Text/Rect[9 9 29 29]/RC(<body><p>Ash &amp; Elm</p><p>pay</p></body>)",
            "Ash & Elm pay [p. 1, comment]",
        ),
        (
            "/Subtype/Redact/Rect[9 9 29 29]/OverlayText(Taken out)/T(Kim)",
            "Taken out [p. 1, comment by Kim]",
        ),
        (
            "/Subtype/FreeText/Rect[60 300 200 340]/DA(/H 9 Tf)/F 2/Contents(Not for now)/T(Jo)",
            "Not for now [p. 1, comment by Jo]",
        ),
    ],
)
def test_what_is_remarked_on_a_page_is_listed(read: Read, annotation: str, line: str) -> None:
    data = page_with(annotation)
    assert texts(read, data) == ["The only line of a page."]
    assert left_out(read, data) == [line]


PARAGRAPH = (
    "The board noted that the spend on Elm House was four",
    "million, which is more than was planned, and asked why",
    "this was so and whether it is expected next year.",
)


def typed(lines: Sequence[str], left: int, down: int, page: Sequence[paper_files.Words]) -> bytes:
    """Make a PDF on whose page somebody has typed lines."""
    words = "".join(f"({line}) Tj T* " for line in lines)
    box = f"/BBox[0 0 200 {12 * len(lines)}]"
    drawn = f"BT /R 10 Tf 12 TL 2 {12 * len(lines) - 10} Td {words}ET".encode()
    form = f"/Type/XObject/Subtype/Form{box}/Resources<</Font<</R 3 0 R>>>>".encode()
    rect = f"{left} {HEIGHT - down - 12 * len(lines)} {left + 200} {HEIGHT - down}"
    said = f"/Contents({' '.join(lines)})/T(Kim)/F 4/AP<</N 6 0 R>>/Rect[{rect}]"
    return paper_files.pdf(
        [page],
        page=f"/Annots[<</Type/Annot/Subtype/FreeText{said}>>]",
        others={6: paper_files.stream(drawn, form)},
    )


def test_a_remark_of_several_lines_is_listed_and_parts_no_paragraph(read: Read) -> None:
    page = [
        paper_files.Words(60, down + 12 * i, line)
        for down in (100, 150)
        for i, line in enumerate(PARAGRAPH)
    ]
    data = typed(["I do not think so:", "it was 5m."], 80, 95, page)
    assert texts(read, data) == [" ".join(PARAGRAPH)] * 2
    assert left_out(read, data) == ["I do not think so: it was 5m. [p. 1, comment by Kim]"]


def test_a_line_that_is_typed_beside_a_label_stands_there(read: Read) -> None:
    page = [paper_files.Words(60, 100, "Name:"), paper_files.Words(60, 130, "Signed by Dr Elm.")]
    assert texts(read, typed(["Dr Ash"], 110, 91, page))[0] == "Name: Dr Ash"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("StrikeOut", "struck out by a reader of the page, and still in the text"),
        ("Redact", "marked to be blacked out, and still in the text"),
    ],
)
def test_words_that_are_struck_out_or_marked_on_a_page_are_listed(
    read: Read, kind: str, reason: str
) -> None:
    quads = "60 712 95 712 60 698 95 698"  # the letters are six points wide
    data = page_with(
        f"/Subtype/{kind}/Rect[60 698 95 712]/QuadPoints[{quads}]", "Never on a Monday."
    )
    assert texts(read, data) == ["Never on a Monday."]
    assert left_out(read, data) == [f"Never [p. 1, {reason}]"]


def test_a_link_says_nothing(read: Read) -> None:
    assert left_out(read, page_with("/Subtype/Link/Rect[9 9 29 29]/Contents(To the top)")) == []


def test_letters_that_a_field_spaces_are_one_word(read: Read) -> None:
    def combs(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Number")
        canvas.acroForm.textfield(
            value="9434765919", x=120, y=695, width=300, height=16, maxlen=10, fieldFlags="comb"
        )

    assert texts(read, filled(combs)) == ["Number 9434765919"]


def test_a_field_that_is_hidden_is_listed(read: Read) -> None:
    def hidden(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "All that is seen of this page is here.")
        canvas.acroForm.textfield(
            value="Secret", x=120, y=655, width=300, height=16, annotationFlags="hidden"
        )

    data = filled(hidden)
    assert texts(read, data) == ["All that is seen of this page is here."]
    assert left_out(read, data) == [
        "Secret [p. 1, in a field of the form that shows something else, or nothing]"
    ]


def test_a_form_that_only_one_program_shows_is_named(read: Read) -> None:
    form = "/AcroForm<</Fields[]/XFA 3 0 R>>/NeedsRendering true"
    words = [paper_files.Words(60, 100, "Please wait for the form to be shown.")]
    paper = read("form.pdf", paper_files.pdf([words], catalog=form))
    assert paper.remarks == (
        "It is a form that only Adobe’s programs show (XFA), and this may be no more than its "
        "cover: print it to PDF there, and add that.",
    )


def test_of_a_field_that_shows_more_than_its_value_all_is_read(read: Read) -> None:
    data = typed(["1.00"], 110, 91, [paper_files.Words(60, 100, "Value")])
    assert texts(read, data.replace(b"/Contents(1.00)", b"/Contents(1   )")) == ["Value 1.00"]


def test_values_of_fields_that_touch_are_two(read: Read) -> None:
    def cells(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Two of them:")
        for x, said in ((130, "4,200"), (157, "66")):
            canvas.acroForm.textfield(
                value=said, x=x, y=695, width=27, height=16, fontSize=10, borderWidth=0, name=said
            )

    (block,) = read("form.pdf", filled(cells)).blocks
    assert block.text == "Two of them: 4,200 66"
    assert left_out(read, filled(cells)) == []


def test_what_is_attached_to_a_file_without_text_is_added() -> None:
    made = io.BytesIO()
    with closing(
        pdfium.PdfDocument(filled(lambda canvas: canvas.rect(60, 60, 400, 600)))
    ) as document:
        document.new_attachment("budget.csv").set_data(b"Area,Oct,Nov\nNorth,18.2,17.9\n")
        document.save(made)
    source = Source("portfolio.pdf", made.getvalue())
    cover, budget = make(source, ReadingOptions(), lambda _page, _count: None)
    assert "no text" in cover.problem
    assert "18.2" in budget.drafts[0].text


def test_files_that_are_attached_are_papers_of_their_own() -> None:
    made = io.BytesIO()
    with closing(pdfium.PdfDocument(filled(declaration))) as document:
        document.new_attachment("budget.csv").set_data(b"Area,Oct,Nov\nNorth,18.2,17.9\n")
        document.new_attachment("broken.pdf").set_data(b"%PDF-1.7 no more")
        document.save(made)
    source = Source("form.pdf", made.getvalue())
    form, *others = make(source, ReadingOptions(), lambda _page, _count: None)
    assert form.drafts
    assert not form.source
    found = {reading.source.name: reading for reading in others if reading.source}
    (budget,) = found["budget.csv"].drafts
    assert "| North | 18.2 | 17.9 |" in budget.text
    assert "damaged" in found["broken.pdf"].problem
