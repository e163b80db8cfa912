"""What a file shows and no reader reads is told: pictures, words set as pictures, comments."""

import io
import re
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from pptx.oxml import parse_xml as parse_shape

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.paper import Link
from tests.papers.conftest import Read, texts
from tests.papers.test_completeness import SPACES, line, shape
from tests.papers.test_ebook import book

SAYS = "Budget 2026: 4.1 million"
REASON = "said of a picture, which is not read"
ALONE = "Nothing but pictures: {}; to have their text, save the file as PDF, run “ocrmypdf IN OUT”"


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "PNG")
    made.seek(0)
    return made


def saved(made: Any) -> bytes:
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def presentation(*said: str, texts: tuple[str, ...] = ("Waits", "", "Beds")) -> bytes:
    """Return slides with a text or without, and on each as many pictures as there are texts."""
    shown = pptx.Presentation()
    for text in texts:
        slide = shown.slides.add_slide(shown.slide_layouts[5 if text else 6])
        if text:
            slide.shapes.title.text = text
        for each in said:
            properties = slide.shapes.add_picture(picture(), 0, 0)._element.nvPicPr.cNvPr
            properties.set("descr", each)
    return saved(shown)


def test_what_is_said_of_pictures_on_slides_is_listed_once_and_a_slide_of_nothing_else_told(
    read: Read,
) -> None:
    paper = read("a.pptx", presentation(SAYS, "", "C:\\My pictures\\logo.png"))
    assert list(map(str, paper.left_out)) == [f"{SAYS} [slide 1, {REASON}]"]
    assert len(paper.remarks) == 1
    assert paper.remarks[0].startswith(ALONE.format("slide 2"))
    assert read("a.pptx", presentation(texts=("Waits", ""))).remarks == ()
    many = read("a.pptx", presentation("", texts=("Waits", *[""] * 9))).remarks[0]
    assert "slide 8, slide 9, …;" in many


def test_what_is_said_of_pictures_on_sheets_is_listed_and_a_sheet_of_nothing_else_told(
    read: Read,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Zebra", 11))
    for sheet in (book.active, book.create_sheet("Scan"), book.create_sheet("Hidden")):
        sheet.add_image(SheetImage(picture()), "A1")
    book["Hidden"].sheet_state = "hidden"
    data = saved(book)
    parts = unpacked(data)
    drawing = "xl/drawings/drawing1.xml"
    parts[drawing] = re.sub(rb' descr="[^"]*"', f' descr="{SAYS}"'.encode(), parts[drawing])
    paper = read("a.xlsx", packed(parts))
    assert list(map(str, paper.left_out)) == [f"{SAYS} [sheet Sheet, {REASON}]"]
    assert [r.startswith(ALONE.format("sheet Scan")) for r in paper.remarks] == [True]


def test_what_is_said_of_pictures_in_word_is_listed_once(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("The table below shows the budget.")
    for _ in range(2):
        properties = document.add_picture(picture())._inline.docPr
        properties.set("descr", SAYS)
    older = f"""<w:r {SPACES} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
        <v:shape alt="Seal of the board"><v:imagedata/></v:shape></w:pict></w:r>"""
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(older))
    paper = read("a.docx", saved(document))
    lines = [f"Seal of the board [{REASON}]", f"{SAYS} [{REASON}]"]
    assert list(map(str, paper.left_out)) == lines


def test_what_is_said_of_pictures_within_a_web_page_is_listed_and_of_links_is_not(
    read: Read,
) -> None:
    text = "<p>The board spends less on the zebra ward than it did in any of the years before.</p>"
    page = f"""<html><body><header><img src=l alt="Logo of the board"></header><article>{text}
        <img src=b alt="{SAYS}"><a href="/more"><img src=m alt="Another paper on it"></a>
        <img src=i alt="CONFIDENTIAL"><img src=s.gif alt="s.gif">{text}</article></body></html>"""
    paper = read("a.html", page)
    lines = [f"{SAYS} [{REASON}]", f"CONFIDENTIAL [{REASON}]"]
    assert list(map(str, paper.left_out)) == lines


def test_what_is_said_of_a_picture_that_is_all_of_a_cell_stands_there(read: Read) -> None:
    row = "<tr><td>{}</td><td><p><img src=x.png alt={}></p></td></tr>"
    heads = "<tr><th>Item</th><th>Done</th></tr>"
    table = f"<table>{heads}{row.format('Lift', 'Yes')}{row.format('Roof', 'No')}</table>"
    text = "<p>The board spends less on the zebra ward than it did in any of the years before.</p>"
    paper = read("a.html", f"<html><body><article>{text}{table}{text}</article></body></html>")
    (rows,) = (block.rows for block in paper.blocks if block.rows)
    assert rows == (("Item", "Done"), ("Lift", "Yes"), ("Roof", "No"))
    assert paper.left_out == ()


def test_what_is_said_of_pictures_in_an_e_book_is_listed(read: Read) -> None:
    paper = read("a.epub", book(f'<p>It was so.</p><p><img src="d" alt="{SAYS}"/></p>'))
    assert list(map(str, paper.left_out)) == [f"{SAYS} [{REASON}]"]


WORD_ART = """<w:r {} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>
    <v:textpath string="{}"/></v:shape></w:pict></w:r>"""


def test_words_that_word_sets_as_a_picture_are_listed(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("It was so.")._p.append(parse_xml(WORD_ART.format(SPACES, "NOT SO")))
    head = document.sections[0].header.paragraphs[0]._p
    head.append(parse_xml(WORD_ART.format(SPACES, "WITHDRAWN")))
    assert list(map(str, read("a.docx", saved(document)).left_out)) == [
        "WITHDRAWN [a running head or foot]",
        "NOT SO [not read by pandoc]",
    ]


def test_a_comment_of_word_at_a_place_and_on_no_words_is_listed(read: Read) -> None:
    document = docx.Document()
    runs = [document.add_paragraph(text).runs[0] for text in ("It was so.", "It is so.")]
    for run, text in zip(runs, ("Was it?", "Is it still?"), strict=True):
        document.add_comment(run, text, author="Dr Ash")
    for each in document.element.xpath("(//w:commentRangeStart | //w:commentRangeEnd)[@w:id=1]"):
        each.getparent().remove(each)
    assert list(map(str, read("a.docx", saved(document)).left_out)) == [
        "Was it? [comment by Dr Ash]",
        "Is it still? [comment by Dr Ash]",
    ]


def field(instruction: str, result: str = "") -> str:
    """Return a field of Word, whose instruction is in two runs."""
    parts = (instruction[:6], instruction[6:])
    stated = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    begin, part, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    shown = f"{part}<w:r><w:t>{result}</w:t></w:r>" if result else ""
    return f"{begin}{stated}{shown}{end}"


@pytest.mark.parametrize(
    ("inside", "text", "lines"),
    [
        (field(r" EQ \f(3,4) "), "It pays", [r"EQ \f(3,4)"]),
        (field(' QUOTE "half" '), "It pays", ['QUOTE "half"']),
        ("<w:fldSimple w:instr=' EQ \\f(3,4) '/>", "It pays", [r"EQ \f(3,4)"]),
        (field(' QUOTE "half" ', "half"), "It pays half", []),
        (field(" PAGE "), "It pays", []),
        (field(r" XE cost "), "It pays", []),
        (field(" QUOTE a ", f"</w:t></w:r>{field(' PAGE ', '7')}<w:r><w:t>"), "It pays 7", []),
    ],
)
def test_a_field_that_word_draws_from_its_instruction_is_listed(
    inside: str, text: str, lines: list[str], read: Read
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("It pays ")
    for each in parse_xml(f"<w:p {SPACES}>{inside}</w:p>"):
        paragraph._p.append(each)
    paper = read("a.docx", saved(document))
    assert texts(paper.blocks) == [text]
    assert [each.text for each in paper.left_out] == lines


def test_what_a_layout_shows_on_its_slides_is_listed_once(read: Read) -> None:
    shown = pptx.Presentation()
    layout = shown.slide_layouts[5]
    for below, text in ((layout, "OFFICIAL"), (layout.slide_master, "DRAFT"), (layout, "‹#›")):
        box = parse_shape(f"<all {SPACES}>{shape(line(text))}</all>")[0]
        below.shapes._spTree.append(box)
    for text in ("Waits", "Beds"):
        shown.slides.add_slide(layout).shapes.title.text = text
    reason = "a running head or foot"
    paper = read("a.pptx", saved(shown))
    assert texts(paper.blocks) == ["Waits", "Beds"]
    assert list(map(str, paper.left_out)) == [f"OFFICIAL [{reason}]", f"DRAFT [{reason}]"]
    layout._element.set("showMasterSp", "0")
    assert list(map(str, read("a.pptx", saved(shown)).left_out)) == [f"OFFICIAL [{reason}]"]


def test_all_that_the_page_for_the_notes_of_a_slide_says_is_listed(read: Read) -> None:
    shown = pptx.Presentation()
    cell = f"<a:tc><a:txBody>{line('7,420 pounds')}</a:txBody></a:tc>"
    table = f"<a:graphicData><a:tbl><a:tr>{cell}</a:tr></a:tbl></a:graphicData>"
    edges = (
        ("hdr", "Not for publication"),
        ("ftr", "OFFICIAL"),
        ("dt", "3/6/2026"),
        ("sldNum", "1"),
    )
    for text in ("Waits", "Beds"):
        made = shown.slides.add_slide(shown.slide_layouts[5])
        made.shapes.title.text = text
        drawn = [
            shape(line("Ask Dr Ash")),
            f"<p:graphicFrame><a:graphic>{table}</a:graphic></p:graphicFrame>",
        ]
        for kind, said in edges:
            place = f"<p:nvPr><p:ph type='{kind}'/></p:nvPr>"
            drawn.append(shape(line(said)).replace("<p:nvPr/>", place))
        for each in parse_shape(f"<all {SPACES}>{''.join(drawn)}</all>"):
            made.notes_slide.shapes._spTree.append(each)
    master = shape(line("© Example Board"))
    shown.notes_master.shapes._spTree.append(parse_shape(f"<all {SPACES}>{master}</all>")[0])
    paper = read("a.pptx", saved(shown))
    assert texts(paper.blocks) == ["Waits", "Beds"]
    assert list(map(str, paper.left_out)) == [
        *(
            f"{said} [slide {number}, a note for the speaker]"
            for number in (1, 2)
            for said in ("Ask Dr Ash", "7,420 pounds")
        ),
        *(f"{said} [a running head or foot]" for _, said in edges[:3]),
        "© Example Board [a running head or foot]",
    ]


NEWER = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
COMMENTS = {
    "officeDocument/2006/relationships": (
        '<p:cmAuthorLst {}><p:cmAuthor id="0" name="Dr Ash"/></p:cmAuthorLst>',
        '<p:cmLst {}><p:cm authorId="0"><p:pos/><p:text>do not publish</p:text></p:cm></p:cmLst>',
        ["do not publish [slide 1, comment by Dr Ash]"],
    ),
    "office/2018/10/relationships": (
        f'<n:authorLst xmlns:n="{NEWER}"><n:author id="{{A}}" name="Dr Ash"/></n:authorLst>',
        f"""<n:cmLst xmlns:n="{NEWER}" {{}}><n:cm authorId="{{{{A}}}}"><n:replyLst><n:reply>
        <n:txBody><a:p><a:r><a:t>right now</a:t></a:r></a:p></n:txBody></n:reply></n:replyLst>
        <n:txBody><a:p><a:r><a:t>figure </a:t></a:r><a:r><a:t>wrong</a:t></a:r></a:p></n:txBody>
        </n:cm></n:cmLst>""",
        ["figure wrong [slide 1, comment by Dr Ash]", "right now [slide 1, comment]"],
    ),
}


@pytest.mark.parametrize("kind", COMMENTS)
def test_comments_on_slides_are_listed(kind: str, read: Read) -> None:
    authors, comments, lines = COMMENTS[kind]
    parts = unpacked(presentation(texts=("Waits",)))
    own = "commentAuthors" if "2006" in kind else "authors"
    for of, name, target in (
        ("ppt/_rels/presentation.xml.rels", own, "people.xml"),
        ("ppt/slides/_rels/slide1.xml.rels", "comments", "../said.xml"),
    ):
        relation = (
            f'<Relationship Id="x" Type="http://example.org/{kind}/{name}" Target="{target}"/>'
        )
        end = b"</Relationships>"
        parts[of] = parts[of].replace(end, relation.encode() + end)
    parts["ppt/people.xml"] = authors.replace("{}", SPACES).encode()
    parts["ppt/said.xml"] = comments.format(SPACES).encode()
    assert list(map(str, read("a.pptx", packed(parts)).left_out)) == lines


DRAWN = pytest.mark.parametrize(
    "drawn",
    [
        '<svg role="img"><title>Yes</title><path d="M0 0"/></svg>',
        '<svg role="img" aria-label="Yes"><path d="M0 0"/></svg>',
        '<span role="img" aria-label="Yes"></span>',
        '<i class="fa fa-check" title="Yes"></i>',
        '<i class="fa fa-check" aria-label="Yes"></i>',
        '<span role="img" title="Yes"></span>',
        '<svg><g><title>Yes</title><path d="M0 0"/></g></svg>',
        '<svg><desc>Yes</desc><path d="M0 0"/></svg>',
        '<img data-src="yes.png" loading="lazy" alt="Yes">',
    ],
)


@DRAWN
def test_what_is_drawn_with_a_name_is_read_in_its_cell_and_listed_elsewhere(
    read: Read, drawn: str
) -> None:
    table = f"<table><tr><th>Area<th>Done</tr><tr><td>Lift<td>{drawn}</tr></table>"
    paper = read("a.html", f"<p>The board met in the hall. {drawn}</p>{table}")
    assert [block.rows for block in paper.blocks if block.rows] == [
        (("Area", "Done"), ("Lift", "Yes"))
    ]
    assert [str(line) for line in paper.left_out] == ["Yes [said of a picture, which is not read]"]


@DRAWN
def test_what_is_drawn_within_a_sentence_parts_neither_it_nor_its_link(
    read: Read, drawn: str
) -> None:
    around = "<p>The board agreed its budget for the year in the hall, with all members there.</p>"
    said = f'<a href="https://example.org/plan">the plan{drawn}</a> says{drawn}, and 36 are open.'
    page = f"<main><h1>Beds</h1>{around}<p>It costs 7421, as {said}</p><ul><li>{said}</ul>{around}"
    paper = read("a.html", page)
    texts = ["It costs 7421, as the plan says, and 36 are open.", "the plan says, and 36 are open."]
    link = (Link("the plan", "https://example.org/plan"),)
    found = [(b.text, b.links) for b in paper.blocks if "36" in b.text]
    assert found == [(text, link) for text in texts]
    assert list(map(str, paper.left_out)) == ["Yes [said of a picture, which is not read]"]


@pytest.mark.parametrize(
    "page",
    [
        '<html role="img" aria-label="Lift"><p>It is open.',
        '<svg role="img" aria-label="Lift"><text>It is open.</text></svg><p>It is open.',
        '<p>It is open.<svg><desc><title role="img" aria-label="Lift">Lift</title></desc></svg>',
    ],
    ids=["all", "first", "name in a name"],
)
def test_a_page_is_read_whatever_in_it_has_the_name_of_a_drawing(read: Read, page: str) -> None:
    assert [block.text for block in read("a.html", page).blocks] == ["It is open."]
