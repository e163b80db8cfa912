"""What pandoc does not know in an office file is made known to it, or listed: nothing is lost."""

import io
import zipfile
from typing import Any
from unittest.mock import Mock

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree
from odf.chart import Chart, Title
from odf.draw import Frame, Object
from odf.opendocument import OpenDocumentChart, OpenDocumentText
from odf.style import Header, MasterPage, PageLayout, Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import HiddenParagraph, P, Section, Span, Tab

from ccgbrief.converters import libreoffice
from ccgbrief.pack import PassageKind
from ccgbrief.papers.completeness import NEARBY, as_lines, missing
from ccgbrief.papers.paper import Block
from ccgbrief.papers.word import IN_FIGURES
from tests.paper_files import archive
from tests.papers.conftest import Read

_OFFICE = "http://schemas.openxmlformats.org"
SPACES = f"""xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"
    xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:m="{_OFFICE}/officeDocument/2006/math"
    xmlns:r="{_OFFICE}/officeDocument/2006/relationships"
    xmlns:mc="{_OFFICE}/markup-compatibility/2006"
    xmlns:dgm="{_OFFICE}/drawingml/2006/diagram"
    xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" """


def elements(markup: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<all {SPACES}>{markup}</all>"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def form_field(data: str) -> str:
    return f"""<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>
        <w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"""


CHOICES = '<w:listEntry w:val="agree"/><w:listEntry w:val="abstain"/>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f'<w:bdo w:val="rtl">{run("a zebra")}</w:bdo>', "a zebra"),
        (f'<w:dir w:val="rtl">{run("a zebra")}</w:dir>', "a zebra"),
        (f"{run('Elm')}<w:r><w:ptab/></w:r>{run('18.2')}", "Elm 18.2"),
        (f"{run('Elm')}<w:r><w:cr/></w:r>{run('Oak')}", "Elm Oak"),
        (form_field("<w:checkBox><w:checked/></w:checkBox>") + run(" Agreed"), "☒ Agreed"),
        (form_field('<w:checkBox><w:default w:val="1"/></w:checkBox>') + run(" I am"), "☒ I am"),
        (form_field('<w:checkBox><w:checked w:val="0"/></w:checkBox>') + run(" No"), "☐ No"),
        (form_field("<w:checkBox/>") + run(" No"), "☐ No"),
        (form_field(f'<w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList>'), "abstain"),
        (form_field(f"<w:ddList>{CHOICES}</w:ddList>"), "agree"),
    ],
)
def test_what_a_paragraph_of_word_holds_is_read(inside: str, text: str, read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("It was so.")
    document.element.body[-1].addprevious(elements(f"<w:p>{inside}</w:p>")[0])
    data = io.BytesIO()
    document.save(data)
    paper = read("a.docx", data.getvalue())
    assert [block.text for block in paper.blocks] == ["It was so.", text]
    assert paper.left_out == ()


def test_what_pandoc_does_not_read_in_word_is_listed(read: Read) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('above')}</w:rt><w:rubyBase/></w:ruby></w:r>"
    twice = "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>The old ward</w:t></w:r>"
    document = docx.Document()
    document.add_paragraph("It was so.")
    for each in elements(f"<w:p>{twice}{run('stays')}</w:p><w:p>{ruby}</w:p>"):
        document.element.body[-1].addprevious(each)
    data = io.BytesIO()
    document.save(data)
    paper = read("a.docx", data.getvalue())
    assert [block.text for block in paper.blocks] == ["It was so.", "stays"]
    lines = ["The old ward [struck out]", "above [not read by pandoc]"]
    assert list(map(str, paper.left_out)) == lines


def test_all_that_stands_above_the_text_of_word_is_read(read: Read) -> None:
    document = docx.Document()
    above = ("Subtitle", "Author", "Date", "Abstract")
    document.add_paragraph("The year", style="Title")
    for name in above:
        if name != "Subtitle":
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(f"{name} of it", style=name)
    document.add_paragraph("More", style="Abstract")
    document.add_paragraph("Another subtitle", style="Subtitle")
    document.add_paragraph("It was so.")
    data = io.BytesIO()
    document.save(data)
    paper = read("a.docx", data.getvalue())
    texts = ["The year", *(f"{name} of it" for name in above[:3]), "Abstract of it More"]
    texts += ["Another subtitle", "It was so."]
    assert (paper.title, [block.text for block in paper.blocks]) == ("The year", texts)
    assert paper.left_out == ()


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (3, 4, 1, 2, 0)])
def test_what_stands_far_from_its_place_is_not_called_lost(order: tuple[int, ...]) -> None:
    phrase, far = "Where the case is to be heard", NEARBY - 1_000
    texts = (
        f"Contents: {phrase}, 7",
        "a" * far,
        "b" * far,
        phrase,
        "It is to be heard in the north",
    )
    blocks = [Block(PassageKind.PARAGRAPH, texts[i]) for i in order]
    lost = "It is nowhere in the text"
    assert [line.text for line in missing(as_lines((*texts, lost)), blocks)] == [lost]


@pytest.mark.parametrize("cell", ["16", "No", "Yes."])
def test_a_cell_is_not_found_within_a_word(cell: str) -> None:
    page = etree.fromstring(f"<all><td><p>{cell}</p></td><p>n<b>ot</b>es<i>{cell}</i></p></all>")
    said = as_lines(page.xpath("//text()"))
    text = "The notes of 2016-17 stand; yesterday’s cost £1.6m"
    lost = missing(said, [Block(PassageKind.PARAGRAPH, text)])
    assert [line.text for line in lost] == [cell]
    whole = Block(PassageKind.PARAGRAPH, f"{text} “{cell}”")
    assert not list(missing(said, [whole]))


def shape(text: str, properties: str = "") -> str:
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="9" name="x" {properties}/><p:cNvSpPr/><p:nvPr/>
        </p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"""


def line(*runs: str, style: str = "") -> str:
    return f"<a:p>{style}{''.join(f'<a:r><a:t>{text}</a:t></a:r>' for text in runs)}</a:p>"


def numbered(text: str, kind: str, level: int = 0, start: int = 1) -> str:
    number = f'<a:buAutoNum type="{kind}" startAt="{start}"/>'
    return line(text, style=f'<a:pPr lvl="{level}">{number}</a:pPr>')


def slide(markup: str) -> bytes:
    shown = pptx.Presentation()
    tree = shown.slides.add_slide(shown.slide_layouts[6]).shapes._spTree
    tree.extend(elements(markup))
    return saved(shown)


def saved(shown: Any) -> bytes:
    data = io.BytesIO()
    shown.save(data)
    return data.getvalue()


RAISED = '<a:r><a:rPr baseline="30000"/><a:t>6</a:t></a:r>'
LOWERED = '<a:r><a:rPr baseline="-25000"/><a:t>2</a:t></a:r>'
EQUATION = "<a:p><a14:m><m:oMath><m:r><m:t>y=2x</m:t></m:r></m:oMath></a14:m></a:p>"
FIELD = "<a:p><a:fld id='{1}' type='datetime'><a:t>3 May</a:t></a:fld><a:br/></a:p>"


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        (shape(line("Spend", "ing")), ["Spending"]),
        (shape(f"<a:p><a:r><a:t>10</a:t></a:r>{RAISED}</a:p>"), ["10^6"]),
        (shape(f"<a:p><a:r><a:t>CO</a:t></a:r>{LOWERED}</a:p>"), ["CO₂"]),
        (shape(FIELD), ["3 May"]),
        (shape(EQUATION), ["y=2x"]),
        (
            f"""<mc:AlternateContent><mc:Choice Requires="a14">{shape(line("Elm"))}</mc:Choice>
            <mc:Fallback>{shape(line("A picture"))}</mc:Fallback></mc:AlternateContent>""",
            ["Elm"],
        ),
        (
            f"""<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{shape(line("Oak"))}
            </mc:Fallback></mc:AlternateContent>""",
            ["Oak"],
        ),
    ],
)
def test_what_a_slide_holds_is_read(markup: str, texts: list[str], read: Read) -> None:
    paper = read("a.pptx", slide(markup))
    assert [block.text for block in paper.blocks] == texts
    assert paper.left_out == ()


def test_an_equation_on_a_slide_that_is_more_than_a_line_is_listed(read: Read) -> None:
    """Its figures alone made 12 of a half."""
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    said = f"<a:r><a:t>Share: </a:t></a:r><a14:m><m:oMath>{half}</m:oMath></a14:m>"
    paper = read("a.pptx", slide(shape(f"<a:p>{said}<a:r><a:t> of it</a:t></a:r></a:p>")))
    assert [block.text for block in paper.blocks] == ["Share: [equation] of it"]
    assert [str(line) for line in paper.left_out] == [
        "12 [slide 1, an equation, which is not read]"
    ]


def test_numbers_on_a_slide_are_as_shown(read: Read) -> None:
    lines = (
        numbered("Elm", "arabicPeriod", start=4),
        line(""),
        numbered("ward", "alphaLcParenBoth", 1),
        numbered("hall", "alphaLcParenBoth", 1),
        numbered("Oak", "arabicPeriod", start=4),
        line("A break"),
        numbered("Ash", "romanUcParenR"),
        numbered("Yew", "ea1ChsPeriod"),
    )
    paper = read("a.pptx", slide(shape("".join(lines))))
    assert [(block.marker, block.text) for block in paper.blocks] == [
        ("4.", "Elm"),
        ("(a)", "ward"),
        ("(b)", "hall"),
        ("5.", "Oak"),
        ("", "A break"),
        ("I)", "Ash"),
        ("1.", "Yew"),
    ]
    assert paper.remarks == (IN_FIGURES,)


@pytest.mark.parametrize("place", ["shape", "layout", "place on the master", "master"])
def test_numbers_that_the_layout_of_a_slide_gives_are_as_shown(read: Read, place: str) -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[1])
    slide.shapes.title.text = "Duties"
    body = slide.placeholders[1]
    body.text_frame.text = "Elm\nOak\nA break\nAsh"
    middle = body.text_frame.paragraphs[2]._p.get_or_add_pPr()
    middle.extend(elements("<a:buNone/>"))
    style = {
        "shape": body._element.find(".//{*}lstStyle"),
        "layout": shown.slide_layouts[1].placeholders[1]._element.find(".//{*}lstStyle"),
        "place on the master": shown.slide_master.placeholders[1]._element.find(".//{*}lstStyle"),
        "master": shown.slide_master._element.find(".//{*}bodyStyle"),
    }[place]
    for each in style:
        style.remove(each)
    style.extend(elements('<a:lvl1pPr><a:buAutoNum type="alphaLcParenR"/></a:lvl1pPr>'))
    blocks = read("a.pptx", saved(shown)).blocks
    assert [(block.marker, block.text) for block in blocks] == [
        ("", "Duties"),
        ("a)", "Elm"),
        ("b)", "Oak"),
        ("", "A break"),
        ("a)", "Ash"),
    ]


def test_numbers_in_cells_and_titles_of_slides_and_in_circles_are_as_shown(read: Read) -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    slide.shapes.title.text = "Duties"
    table = slide.shapes.add_table(2, 2, 0, 0, 100, 100).table
    for at, text in enumerate(("Duty", "Owner", "Sign\nPay", "Kim")):
        table.cell(*divmod(at, 2)).text = text
    counted = (
        (slide.shapes.title.text_frame, "arabicDbPeriod"),
        (table.cell(1, 0).text_frame, "circleNumDbPlain"),
    )
    for frame, kind in counted:
        for paragraph in frame.paragraphs:
            number = elements(f'<a:buAutoNum type="{kind}"/>')
            paragraph._p.get_or_add_pPr().extend(number)
    title, listed = read("a.pptx", saved(shown)).blocks
    assert title.text == "1. Duties"
    assert listed.rows == (("Duty", "Owner"), ("① Sign ② Pay", "Kim"))


def test_a_field_for_the_number_of_a_slide_has_it(read: Read) -> None:
    number = '<a:fld id="{1}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
    shown = pptx.Presentation()
    shown.part._element.set("firstSlideNum", "7")
    for _ in range(2):
        tree = shown.slides.add_slide(shown.slide_layouts[6]).shapes._spTree
        tree.extend(elements(shape(f"<a:p>{number}</a:p>")))
    assert [block.text for block in read("a.pptx", saved(shown)).blocks] == ["7", "8"]


def test_what_is_hidden_or_struck_out_on_a_slide_is_listed(read: Read) -> None:
    struck = '<a:r><a:rPr strike="sngStrike"/><a:t> gone</a:t></a:r>'
    group = f"""<p:grpSp><p:nvGrpSpPr><p:cNvPr id="7" name="g" hidden="1"/></p:nvGrpSpPr>
        <p:grpSpPr/>{shape(line("In a group"))}</p:grpSp>"""
    shapes = (
        shape(f"<a:p><a:r><a:t>Elm</a:t></a:r>{struck}</a:p>"),
        shape(line("Oak"), 'hidden="1"'),
    )
    paper = read("a.pptx", slide(f"{''.join(shapes)}{group}"))
    assert [block.text for block in paper.blocks] == ["Elm"]
    assert list(map(str, paper.left_out)) == [
        "Oak [slide 1, hidden text]",
        "In a group [slide 1, hidden text]",
        "gone [slide 1, struck out]",
    ]


def test_a_diagram_on_a_slide_is_read(read: Read) -> None:
    frame = f"""<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="d"/>
        <p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic>
        <a:graphicData uri="{_OFFICE}/drawingml/2006/diagram"><dgm:relIds r:dm="rId20" r:lo="rId9"/>
        </a:graphicData></a:graphic></p:graphicFrame>"""
    kind = f"{_OFFICE}/officeDocument/2006/relationships/diagramData"
    related = f"""<Relationship Id="rId20" Type="{kind}"
        Target="../diagrams/data1.xml"/></Relationships>""".encode()
    said = f"<dgm:dataModel {SPACES}><dgm:t>{line('First agree')}</dgm:t></dgm:dataModel>"
    parts: dict[str, str | bytes] = {"ppt/diagrams/data1.xml": said}
    with zipfile.ZipFile(io.BytesIO(slide(frame + shape(line("Then sign"))))) as archived:
        for name in archived.namelist():
            content = archived.read(name)
            is_own = name == "ppt/slides/_rels/slide1.xml.rels"
            parts[name] = content.replace(b"</Relationships>", related) if is_own else content
    paper = read("a.pptx", archive(parts))
    assert [block.text for block in paper.blocks] == ["First agree", "Then sign"]
    assert paper.left_out == ()


def test_repeated_cells_of_an_opendocument_text_stand_in_all_their_places(read: Read) -> None:
    document, table = OpenDocumentText(), Table()
    for texts, across, down in (
        (("Dept", "Plan", "Plan", "Note"), 1, 1),
        (("Elm", "5", "y"), 2, 2),
    ):
        row = TableRow(numberrowsrepeated=down)
        for i, text in enumerate(texts):
            cell = TableCell(numbercolumnsrepeated=across if i == 1 else 1)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    data = io.BytesIO()
    document.save(data)
    (block,) = read("a.odt", data.getvalue()).blocks
    assert block.rows[1:] == 2 * (("Elm", "5", "5", "y"),)


def test_an_opendocument_text_that_is_read_whole_has_nothing_listed(read: Read) -> None:
    document = OpenDocumentText()
    paragraph = P(text="Elm")
    paragraph.addElement(Tab())
    paragraph.addText("Oak")
    document.text.addElement(paragraph)
    inner, outer = Table(), Table()
    for table, text in ((inner, "Yew"), (outer, "Ash")):
        row, cell = TableRow(), TableCell()
        cell.addElement(P(text=text))
        row.addElement(cell)
        table.addElement(row)
    cell.addElement(inner)
    document.text.addElement(outer)
    data = io.BytesIO()
    document.save(data)
    paper = read("a.odt", data.getvalue())
    said = " ".join(block.text or str(block.rows) for block in paper.blocks)
    listed = " ".join(map(str, paper.left_out))
    assert all(word in f"{said} {listed}" for word in ("Elm Oak", "Ash", "Yew"))
    assert "Elm" not in listed


def test_what_an_opendocument_text_hides_is_listed_and_not_read(read: Read) -> None:
    document = OpenDocumentText()
    for style in (
        Style(name="Secret", family="text"),
        Style(name="Derived", family="text", parentstylename="Secret"),
        Style(name="Ring", family="text", parentstylename="Ring"),
    ):
        document.styles.addElement(style)
        if style.getAttribute("name") == "Secret":
            style.addElement(TextProperties(display="none"))
    paragraph = P(text="Elm ")
    for name, text in (("Derived", "secret"), ("Ring", "open")):
        paragraph.addElement(Span(stylename=name, text=text))
    section = Section(name="A", display="none")
    section.addElement(P(text="For us alone"))
    document.text.addElement(paragraph)
    document.text.addElement(section)
    header = Header()
    header.addElement(P(text="Board in private"))
    layout = PageLayout(name="L")
    page = MasterPage(name="Standard", pagelayoutname=layout)
    page.addElement(header)
    document.automaticstyles.addElement(layout)
    document.masterstyles.addElement(page)
    data = io.BytesIO()
    document.save(data)
    paper = read("a.odt", data.getvalue())
    assert [block.text for block in paper.blocks] == ["Elm open"]
    assert list(map(str, paper.left_out)) == [
        "secret [hidden text]",
        "For us alone [hidden text]",
        "Board in private [a running head or foot]",
    ]


def test_charts_and_hidden_paragraphs_of_an_opendocument_text_are_listed(read: Read) -> None:
    document = OpenDocumentText()
    document.text.addElement(P(text="Elm open"))
    hidden = P()
    hidden.addElement(HiddenParagraph(condition="ooow:1", ishidden="true"))
    hidden.addText("For us alone")
    document.text.addElement(hidden)
    drawn = OpenDocumentChart()
    chart = Chart(attributes={"class": "chart:bar"})
    title = Title()
    title.addElement(P(text="Waits in 2015"))
    chart.addElement(title)
    drawn.chart.addElement(chart)
    frame = Frame(width="5cm", height="5cm")
    frame.addElement(Object(href=document.addObject(drawn)))
    around = P()
    around.addElement(frame)
    document.text.addElement(around)
    data = io.BytesIO()
    document.save(data)
    paper = read("a.odt", data.getvalue())
    assert [block.text for block in paper.blocks] == ["Elm open"]
    assert list(map(str, paper.left_out)) == [
        "For us alone [hidden text]",
        "A chart: Waits in 2015 [drawn, and not read]",
    ]


ROW = r"\trowd\cellx2000\cellx4000\pard\intbl %s\cell %s\cell\row "
RICH = rf"""{{\rtf1\ansi \pard The plan.\par {ROW % ("Ward", "Beds")}{ROW % ("Elm", "40")}
\pard The middle.{{\super\chftn}}{{\footnote\pard\plain In the north.}}\par
\pard {{\v For us alone.}} The end.\par }}"""


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_rich_text_keeps_a_table_above_a_note_by_libreoffice(read: Read) -> None:
    paper = read("a.rtf", RICH)
    assert [block.text or block.rows for block in paper.blocks] == [
        "The plan.",
        (("Ward", "Beds"), ("Elm", "40")),
        "The middle. [1]",
        "The end.",
        "[1] In the north.",
    ]
    assert list(map(str, paper.left_out)) == ["For us alone. [hidden text]"]


def test_rich_text_that_libreoffice_cannot_read_says_so(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.papers.richtext.as_newer", lambda *_: None)
    monkeypatch.setattr("ccgbrief.papers.richtext.libreoffice", lambda: "/usr/bin/soffice")
    paper = read("a.rtf", RICH)
    assert [remark for remark in paper.remarks if "LibreOffice could not read it" in remark]


def test_what_pandoc_loses_of_rich_text_is_listed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    paper = read("a.rtf", RICH)
    unread = [line.text for line in paper.left_out if line.reason == "not read by pandoc"]
    assert {"Ward", "Beds", "Elm", "40"} <= set(unread)
    said = " ".join(block.text for block in paper.blocks)
    assert "The middle." in said


def test_what_stands_beside_rich_text_is_read_or_listed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard A box.\par}}}"
    paper = read(
        "a.rtf",
        r"{\rtf1\ansi{\headerr\pard Board of the North\par}\pard The plan.{\super\chftn}"
        r"{\footnote\pard\chftn In the north.}{\*\atnauthor Kim}\chatn{\*\annotation Who pays?}\par"
        rf"{box}\pard The end.\par}}",
    )
    assert [block.text for block in paper.blocks] == [
        "The plan. [1]",
        "A box.",
        "The end.",
        "[1] In the north.",
    ]
    assert list(map(str, paper.left_out)) == [
        "Board of the North [not read by pandoc]",
        "Who pays? [not read by pandoc]",
    ]


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (r"za\'bf\'f3\'b3\'e6", "zażółć"),
        (r"The board\u8217?s cafe\u769'", "The board’s cafe\u0301"),
        (r"The board\u8217\'92s own \uc0\u8364 5", "The board’s own €5"),
        (r"{\fonttbl{\f1\fcharset204 A;}}{\f1 \'e4\'e0} za\'bf", "да zaż"),
        ("{\\fonttbl{\\f1\\fcharset128 A;}}\\f1\\uc2\\u12293\n\\'81\\'58", "々"),
        (r"one \u-10179?\u-8704? two", "one 😀 two"),
        (r"{\uc0\u55357\u56832 }{\u-10179\'3f\u-8704\'3f}s\u20320?", "😀😀s你"),
    ],
)
def test_letters_of_rich_text_beyond_ascii_are_read_whole(
    rich: str, text: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    paper = read("a.rtf", rf"{{\rtf1\ansi\ansicpg1250 {rich}.\par}}")
    assert ([block.text for block in paper.blocks], paper.left_out) == ([f"{text}."], ())


@pytest.mark.parametrize("unseen", [r"{\v For us.}", r"\v For us.\v0 ", r"{\deleted For us.}"])
def test_what_rich_text_hides_or_has_deleted_is_listed_once(unseen: str, read: Read) -> None:
    paper = read("a.rtf", rf"{{\rtf1\ansi The plan, {unseen}and the sum.\par The end.\par}}")
    assert [block.text for block in paper.blocks] == ["The plan, and the sum.", "The end."]
    assert [line.text for line in paper.left_out] == ["For us."]


@pytest.mark.parametrize("has_libreoffice", [True, False])
def test_an_equation_in_rich_text_is_listed_where_it_is_not_read(
    read: Read, monkeypatch: pytest.MonkeyPatch, *, has_libreoffice: bool
) -> None:
    if not has_libreoffice:
        monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    fraction = r"{\mmath{\*\moMath{\mf{\mnum{\mr 31}}{\mden{\mr 47}}}}}"
    paper = read("a.rtf", rf"{{\rtf1\ansi The plan.\par It is {fraction} of it.\par}}")
    said = [*(block.text for block in paper.blocks), *map(str, paper.left_out)]
    assert any("31" in line and "47" in line for line in said)


def test_rich_text_that_cannot_be_checked_says_so(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.papers.richtext.rtf_to_text", Mock(side_effect=ValueError))
    paper = read("a.rtf", r"{\rtf1\ansi The plan.}")
    assert [block.text for block in paper.blocks] == ["The plan."]
    assert paper.remarks == ("Whether all of it was read could not be checked.",)


def test_of_a_long_table_of_short_cells_that_repeat_none_is_listed() -> None:
    """Their places are counted too, or what stands far down is looked for far above."""
    rows = [(f"Item {i}", "Not started", "In progress", f"£{i * 7}") for i in range(2_000)]
    read = Block(PassageKind.ROW, "", rows=tuple(rows))
    cells = [cell for row in rows for cell in row]
    assert list(missing(as_lines([*cells, "£9999999"]), [read])) == as_lines(["£9999999"])
