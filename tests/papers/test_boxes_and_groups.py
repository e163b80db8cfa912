"""What stands apart on a page or slide of an office file: boxes, groups, notes and charts."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pytest
from docx.document import Document
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.paper import BLOTTED, PaperError
from tests.paper_files import archive, strict
from tests.papers.conftest import Read, texts

SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{space}"'
    for name, space in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)


def box(*texts: str) -> str:
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return f"<w:txbxContent>{inside}</w:txbxContent>"


def drawn(*boxes: str) -> str:
    shapes = "".join(f"<wps:wsp><wps:txbx>{each}</wps:txbx></wps:wsp>" for each in boxes)
    graphic = f"<a:graphic><a:graphicData>{shapes}</a:graphicData></a:graphic>"
    return f"<w:drawing><wp:inline>{graphic}</wp:inline></w:drawing>"


def older(inside: str) -> str:
    shape = f"<v:shape><v:textbox>{inside}</v:textbox></v:shape>"
    return f'<w:pict xmlns:v="urn:schemas-microsoft-com:vml">{shape}</w:pict>'


def either(choice: str, fallback: str) -> str:
    inside = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{inside}</mc:AlternateContent>"


@pytest.mark.parametrize(
    ("shape", "texts"),
    [
        (older(box("Zebra ward")), ["Zebra ward"]),
        (drawn(box("Zebra ward", "11 beds")), ["Zebra ward", "11 beds"]),
        (drawn(box("Zebra ward"), box("Yak ward")), ["Zebra ward", "Yak ward"]),
        (either(drawn(box("Zebra ward")), older(box("Zebra ward"))), ["Zebra ward"]),
        (either("<w:t>!</w:t>", older(box("Zebra ward"))), ["Zebra ward"]),
    ],
    ids=["older", "two paragraphs", "two boxes", "both forms", "only the older form"],
)
def test_the_text_of_a_box_stands_below_its_paragraph(
    read: Read, shape: str, texts: list[str]
) -> None:
    document = docx.Document()
    document.add_paragraph("Before it.")
    anchor = document.add_paragraph("It is anchored here.")
    anchor._p.append(etree.fromstring(f"<w:r {SPACES}>{shape}</w:r>"))
    document.add_paragraph("After it.")
    blocks = read("a.docx", saved(document)).blocks
    expected = ["Before it.", "It is anchored here.", *texts, "After it."]
    assert [block.text for block in blocks] == expected


UNSEEN = "visibility: hidden"


@pytest.mark.parametrize(
    "shape",
    [
        either(
            drawn(box("Secret")).replace("<wp:inline>", '<wp:inline><wp:docPr hidden="1"/>'),
            older(box("Secret")).replace("<v:shape>", f'<v:shape style="{UNSEEN}">'),
        ),
        older(box("Secret")).replace("<v:shape>", f'<v:shape style="top:1;{UNSEEN}">'),
        drawn(box("Secret")).replace("<wps:wsp>", '<wps:wsp><wps:cNvPr hidden="true"/>'),
    ],
    ids=["both forms", "older", "one of several"],
)
def test_a_box_that_is_hidden_is_only_listed(read: Read, shape: str) -> None:
    document = docx.Document()
    run = document.add_paragraph("In sight.").add_run()
    run._r.append(etree.fromstring(f"<w:r {SPACES}>{shape}</w:r>"))
    paper = read("a.docx", saved(document))
    assert [block.text for block in paper.blocks] == ["In sight."]
    assert list(map(str, paper.left_out)) == ["Secret [hidden text]"]


@pytest.mark.parametrize("shape", [drawn, older])
@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("<w:del><w:r>{}</w:r></w:del>", "deleted in a tracked change"),
        ("<w:moveFrom><w:r>{}</w:r></w:moveFrom>", "deleted in a tracked change"),
        ("<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>", "hidden text"),
    ],
)
def test_a_box_in_what_is_deleted_moved_away_or_hidden_is_only_listed(
    read: Read, shape: Callable[[str], str], run: str, why: str
) -> None:
    before = "<w:p><w:del><w:r><w:delText>40</w:delText></w:r></w:del></w:p></w:txbxContent>"
    inside = box("Close 36 beds").replace("</w:txbxContent>", before)
    document = docx.Document()
    paragraph = f"<w:p {SPACES}>{run.format(shape(inside))}<w:r><w:t>All stay.</w:t></w:r></w:p>"
    document.element.body.insert(0, etree.fromstring(paragraph))
    paper = read("a.docx", saved(document))
    assert texts(paper.blocks) == ["All stay."]
    assert list(map(str, paper.left_out)) == [f"Close 36 beds 40 [{why}]"]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("<w:del>{}</w:del>", "deleted in a tracked change"),
        ("<w:rPr><w:strike/></w:rPr>", "struck out"),
        ("<w:rPr><w:vanish/></w:rPr>", "hidden text"),
    ],
)
def test_what_is_not_in_force_in_an_equation_is_only_listed(
    read: Read, part: str, why: str
) -> None:
    run, is_around = "<m:r>{}<m:t>{}</m:t></m:r>", "{}" in part
    old = run.format("" if is_around else part, "41")
    old = part.format(old) if is_around else old
    inside = f"{run.format('', 'x=')}{old}<w:ins>{run.format('', '39')}</w:ins>"
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    document = docx.Document()
    paragraph = document.add_paragraph("It is ")
    equation = f"<m:oMath {space} {SPACES}>{inside}</m:oMath>"
    paragraph._p.append(etree.fromstring(equation))
    paper = read("a.docx", saved(document))
    assert [block.text for block in paper.blocks] == ["It is x = 39"]
    assert list(map(str, paper.left_out)) == [f"41 [{why}]"]


def test_what_runs_over_and_under_pages_is_listed(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("The ward stays open.")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    foot = either(drawn(box("The board")), older(box("The board")))
    run = document.sections[0].footer.paragraphs[0].add_run()
    run._r.append(etree.fromstring(f"<w:r {SPACES}>{foot}</w:r>"))
    paper = read("a.docx", saved(document))
    assert sorted(str(line) for line in paper.left_out) == [
        "Confidential [a running head or foot]",
        "The board [a running head or foot]",
    ]


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("run", "listed"),
    [
        ("<w:r>{}</w:r>", "A diagram: Wards 36 beds [drawn, and not read]"),
        ("<w:del><w:r>{}</w:r></w:del>", "Wards 36 beds [deleted in a tracked change]"),
    ],
)
def test_the_words_of_shapes_pasted_from_another_program_are_listed(
    read: Read, run: str, listed: str
) -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"
    texts = ("<a:t>Wards</a:t>", "<a:t>3</a:t><a:t>6</a:t><a:br/><a:t>beds</a:t>")
    shapes = "".join(f"<a:sp><a:txSp><a:p>{text}</a:p></a:txSp></a:sp>" for text in texts)
    canvas = f'<lc:lockedCanvas xmlns:lc="{space}">{shapes}</lc:lockedCanvas>'
    drawing = f"<w:drawing><wp:inline><a:graphic>{canvas}</a:graphic></wp:inline></w:drawing>"
    document = docx.Document()
    paragraph = f"<w:p {SPACES}><w:r><w:t>See below.</w:t></w:r>{run.format(drawing)}</w:p>"
    document.element.body.insert(0, etree.fromstring(paragraph))
    paper = read("a.docx", saved(document))
    assert [block.text for block in paper.blocks] == ["See below."]
    assert list(map(str, paper.left_out)) == [listed]


def presentation() -> bytes:
    shown = pptx.Presentation()
    for title in ("Waits", "Beds"):
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = title
    within = slide.shapes.add_group_shape().shapes.add_group_shape()
    within.shapes.add_textbox(0, 0, 1_000_000, 500_000).text_frame.text = "Eleven in Zebra ward"
    untyped: Any = CategoryChartData
    chart = untyped()
    chart.categories = ["East", "West"]
    chart.add_series("Beds", (19.2, 21.4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 1_000_000, 1_000_000, chart)
    slide.notes_slide.notes_text_frame.text = "Do not mention\nthe yaks"
    hidden = shown.slides.add_slide(shown.slide_layouts[5])
    hidden.shapes.title.text = "Only if they ask"
    hidden._element.set("show", "0")
    data = io.BytesIO()
    shown.save(data)
    return data.getvalue()


def test_the_words_and_figures_of_charts_and_diagrams_in_word_are_listed(read: Read) -> None:
    chart = f"""<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {SPACES}>
        <c:title><a:t>Waits</a:t></c:title><c:ser><c:cat><c:v>East</c:v></c:cat>
        <c:val><c:v>19.2</c:v></c:val></c:ser></c:chart>"""
    diagram = f"<d:dataModel xmlns:d='d' {SPACES}><a:t>Plan</a:t><a:t>Do</a:t></d:dataModel>"
    newer = """<x:chartSpace xmlns:x="http://schemas.microsoft.com/office/drawing/2014/chartex">
        <x:lvl><x:pt>Beds</x:pt></x:lvl><x:tx><x:v>Wards</x:v></x:tx></x:chartSpace>"""
    document = docx.Document()
    document.add_paragraph("They fell.")
    parts = unpacked(saved(document)) | {
        "word/charts/chart1.xml": chart.encode(),
        "word/charts/chartEx1.xml": newer.encode(),
        "word/diagrams/data1.xml": diagram.encode(),
        "word/drawings/drawing1.xml": f"<c {SPACES}><a:t>Off target</a:t></c>".encode(),
    }
    relations = "word/_rels/document.xml.rels"
    shown = {
        "charts/chart1": "chart",
        "charts/chartEx1": "chartEx",
        "diagrams/data1": "diagramData",
    }
    own = [f'<Relationship Id="{n}" Type="r/{t}" Target="{n}.xml"/>' for n, t in shown.items()]
    end = b"</Relationships>"
    parts[relations] = parts[relations].replace(end, "".join(own).encode() + end)
    target = 'Target="../drawings/drawing1.xml"'
    on_chart = f'<Relationship Id="on" Type="r/chartUserShapes" {target}/>'
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts["word/charts/_rels/chart1.xml.rels"] = f"{start}{on_chart}".encode() + end
    paper = read("a.docx", packed(parts))
    assert [block.text for block in paper.blocks] == ["They fell."]
    assert list(map(str, paper.left_out)) == [
        "A chart: Waits East 19.2 [drawn, and not read]",
        "A chart: Beds Wards [drawn, and not read]",
        "A diagram: Plan Do [drawn, and not read]",
        "A chart: Off target [drawn, and not read]",
    ]


def test_groups_on_slides_are_read_and_notes_charts_and_hidden_slides_listed(
    read: Read,
) -> None:
    paper = read("a.pptx", presentation())
    assert [(str(block.page), block.text) for block in paper.blocks] == [
        ("slide 1", "Waits"),
        ("slide 2", "Beds"),
        ("slide 2", "Eleven in Zebra ward"),
    ]
    assert [str(line) for line in paper.left_out] == [
        "A chart: Beds East West 19.2 21.4 [slide 2, drawn, and not read]",
        "Do not mention the yaks [slide 2, a note for the speaker]",
        "Only if they ask [slide 3, on a hidden slide]",
    ]


def test_a_strict_presentation_is_read_alike(read: Read) -> None:
    usual = presentation()
    assert read("a.pptx", packed(strict(unpacked(usual)))) == read("a.pptx", usual)


@pytest.mark.parametrize(
    ("below", "merged"),
    [("", ((0, 0), (1, 0))), ("", ()), ("", ((2, 0), (3, 0)))],
    ids=["merged down", "empty", "a label merged down"],
)
def test_merged_cells_on_a_slide_stand_in_all_their_places(
    below: str, merged: tuple[tuple[int, int], ...], read: Read
) -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, 0, 0, 1_000_000, 1_000_000).table
    grid = (("Ward", "Spend", ""), (below, "2023", "2024"), ("Zebra", "7", "8"), ("", "9", "4"))
    for i, row in enumerate(grid):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    if merged:
        table.cell(*merged[0]).merge(table.cell(*merged[1]))
    data = io.BytesIO()
    shown.save(data)
    (block,) = read("a.pptx", data.getvalue()).blocks
    last = "Zebra" if (3, 0) in merged else ""
    assert block.rows[0] == ("Ward", "Spend", "Spend")
    assert block.rows[2:] == (("Zebra", "7", "8"), (last, "9", "4"))
    assert block.heads == 2


@pytest.mark.parametrize("parts", [{"ppt/x.xml": "<x"}, {"ppt/presentation.xml": "<x"}])
def test_a_damaged_presentation_is_refused(read: Read, parts: dict[str, str]) -> None:
    with pytest.raises(PaperError, match="it is damaged"):
        read("a.pptx", archive(parts))


def test_signs_and_escaped_line_ends_of_a_slide_are_read_as_they_are_shown(read: Read) -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[6])
    paragraph = slide.shapes.add_textbox(0, 0, 100, 100).text_frame.paragraphs[0]
    for text, font in (("für ", ""), ("ü", "Wingdings"), (" für \uf0a3 5\v or so", "")):
        run = paragraph.add_run()
        run.text = text
        run.font.name = font or None
    etree.SubElement(run.font._element, qn("a:sym"), typeface="Symbol")
    data = io.BytesIO()
    shown.save(data)
    (block,) = read("a.pptx", data.getvalue()).blocks
    assert block.text == "für ✔ für ≤ 5 or so"


RED, INK = map(RGBColor.from_string, ("FF0000", "000000"))
BLACK, TEXT = '<a:srgbClr val="000000"/>', '<a:schemeClr val="tx1"/>'


@pytest.mark.parametrize(
    ("fill", "ink", "highlight", "is_seen"),
    [
        ("", "", BLACK, False),
        ("", TEXT, BLACK, False),
        (BLACK, TEXT, "", False),
        ("", "", '<a:srgbClr val="FFFF00"/>', True),
        (BLACK, '<a:schemeClr val="bg1"/>', BLACK, True),
        (BLACK, '<a:schemeClr val="tx1"><a:lumMod val="50000"/></a:schemeClr>', "", True),
        (BLACK, "", "", False),
        ("", BLACK, "", True),
    ],
)
def test_words_of_a_slide_in_the_colour_behind_them_are_listed(
    read: Read, fill: str, ink: str, highlight: str, *, is_seen: bool
) -> None:
    shown = pptx.Presentation()
    box = shown.slides.add_slide(shown.slide_layouts[6]).shapes.add_textbox(0, 0, 100, 100)
    paragraph = box.text_frame.paragraphs[0]
    for text in ("The post goes to ", "Dr Ash", " now"):
        run = paragraph.add_run()
        run.text = text
        if text != "Dr Ash":
            run.font.color.rgb = RED
    own = paragraph.runs[1].font._element
    for above, name, colour in (
        (box._element.spPr, "solidFill", fill),
        (own, "solidFill", ink),
        (own, "highlight", highlight),
    ):
        if colour:
            above.append(etree.fromstring(f"<a:{name} {SPACES}>{colour}</a:{name}>"))
    data = io.BytesIO()
    shown.save(data)
    paper = read("a.pptx", data.getvalue())
    assert texts(paper.blocks) == [f"The post goes to {'Dr Ash ' * is_seen}now"]
    assert list(map(str, paper.left_out)) == ([] if is_seen else [f"Dr Ash [slide 1, {BLOTTED}]"])


def test_words_of_a_slide_have_the_colour_of_its_text_unless_a_style_has_another(
    read: Read,
) -> None:
    shown = pptx.Presentation()
    shapes = shown.slides.add_slide(shown.slide_layouts[6]).shapes
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 100, 100)
    shape.text_frame.text = "White by its style"
    table = shapes.add_table(2, 2, 0, 0, 100, 100).table
    for filled, text in ((table.cell(0, 0), "Name"), (table.cell(1, 0), "Dr Ash")):
        filled.text = text
    table.cell(1, 1).text = "5"
    for each in (shape, table.cell(0, 0), table.cell(1, 0)):
        each.fill.solid()
        each.fill.fore_color.rgb = INK
    data = io.BytesIO()
    shown.save(data)
    paper = read("a.pptx", data.getvalue())
    assert [(b.text, b.rows) for b in paper.blocks] == [
        ("White by its style", ()),
        ("", (("Name", ""), ("", "5"))),
    ]
    assert list(map(str, paper.left_out)) == [f"Dr Ash [slide 1, {BLOTTED}]"]


def test_what_stands_beside_a_slide_is_only_listed(read: Read) -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    width, height = shown.slide_width or 0, shown.slide_height or 0
    slide.shapes.title.text, slide.shapes.title.top = "Plan", -height  # for those who hear it
    places = {"right of it": (width, 0), "left of it": (-100, 0), "below it": (0, height)}
    for text, (left, top) in (places | {"half in it": (-50, 0)}).items():
        slide.shapes.add_textbox(left, top, 100, 100).text_frame.text = text
    slide.shapes.add_table(1, 1, 0, -100, 100, 100).table.cell(0, 0).text = "above it"
    turned = slide.shapes.add_textbox(-100, 0, 100, 5000)
    turned.text_frame.text, turned.rotation = "turned into it", 90
    data = io.BytesIO()
    shown.save(data)
    paper = read("a.pptx", data.getvalue())
    assert [block.text for block in paper.blocks] == ["Plan", "half in it", "turned into it"]
    listed = [f"{text} [slide 1, beside the slide]" for text in (*places, "above it")]
    assert list(map(str, paper.left_out)) == listed


STYLED = "<a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId>"


@pytest.mark.parametrize(
    ("flags", "stated", "heads"),
    [
        ("firstRow='true'", STYLED, 1),
        ("firstRow='0' bandRow='1'", STYLED, 0),
        ("bandRow='1'", STYLED, 0),
        ("", STYLED, 0),
        # PowerPoint 2003 and Google Slides state nothing of any table.
        ("", "", 1),
        ("", f"<a:noFill/>{STYLED}", 1),
    ],
)
def test_a_table_of_a_slide_has_heads_unless_it_states_that_it_has_none(
    flags: str, stated: str, heads: int, read: Read
) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(2, 2, 0, 0, 99, 99).table
    for cell, text in zip(table.iter_cells(), ("Author", "Kim", "Clerk", "Moe"), strict=True):
        cell.text = text
    own = etree.fromstring(f"<a:tblPr {SPACES} {flags}>{stated}</a:tblPr>")
    table._tbl.replace(table._tbl.tblPr, own)
    data = io.BytesIO()
    show.save(data)
    (block,) = read("a.pptx", data.getvalue()).blocks
    assert (block.rows, block.heads) == ((("Author", "Kim"), ("Clerk", "Moe")), heads)
