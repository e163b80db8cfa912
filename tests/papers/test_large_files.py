"""Office files, web pages and PDFs of any length are read in a time in proportion to it."""

import io
from collections.abc import Callable, Iterator
from time import process_time

import pytest
from reportlab.pdfgen.canvas import Canvas

from ccgbrief.papers import ebook, opendocument, pandoc, powerpoint, word
from ccgbrief.papers.formats import read_paper
from ccgbrief.papers.html import read_html
from ccgbrief.papers.paper import Source
from tests.paper_files import archive

PIECES = 100
"""How many times all pieces are in the shorter file: enough for what is squared to show."""

TIMES = 4
"""How many times as long the longer file is."""

MOST_GROWTH = 6
"""The longer one may take so many times as long; 16 where each part is compared with each."""

TRIES = 5
"""Another program may have had the processor for a while."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_OWN = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in word._PREFIXES.items())
_OPEN = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in opendocument._SPACES.items())
_SLIDE = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in powerpoint._SPACES.items())


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_OWN}">{each}</Relationships>'


def content_types(part: str, kind: str) -> str:
    return (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
        f"PartName='/{part}' ContentType='application/vnd.openxmlformats-officedocument.{kind}"
        ".main+xml'/></Types>"
    )


def word_file(body: str, styles: str = "", notes: str = "") -> bytes:
    return archive(
        {
            "[Content_Types].xml": content_types("word/document.xml", "wordprocessingml.document"),
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "notes.xml")
            ),
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_WORD}>{WORD_STYLES}{styles}</w:styles>",
            "word/notes.xml": f"<w:footnotes {_WORD}>{notes}</w:footnotes>",
            "word/numbering.xml": f"""<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0">
                <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
                </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
                </w:numbering>""",
        }
    )


def word_style(name: str, formats: str, based_on: str = "") -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:rPr>{formats}</w:rPr></w:style>'
    )


WORD_FORMATS = {
    "hidden": "<w:vanish/>",
    "struck": "<w:strike/><w:dstrike w:val='0'/>",
    "signs": "<w:rFonts w:ascii='Wingdings'/>",
    "blotted": "<w:shd w:fill='FF0000'/><w:color w:val='FF0000'/>",
    "raised": "<w:position w:val='6'/><w:sz w:val='12'/>",
}
WORD_STYLES = "".join(word_style(name, formats) for name, formats in WORD_FORMATS.items())


def run(text: str = "the board", formats: str = "") -> str:
    return f"<w:r><w:rPr>{formats}</w:rPr><w:t>{text}</w:t></w:r>"


def of_style(name: str) -> str:
    return run(formats=f"<w:rStyle w:val='{name}'/>")


STYLED = "".join(map(of_style, WORD_FORMATS))
FORMATTED = "".join(run(formats=formats) for formats in WORD_FORMATS.values())
BOX = "<w:txbxContent><w:p><w:r><w:t>beside</w:t></w:r></w:p></w:txbxContent>"
ROW = f"<w:tr><w:tc><w:p>{run()}</w:p></w:tc><w:tc><w:p>{run()}</w:p></w:tc></w:tr>"
WORD_PIECES = (
    f"<w:p>{run()}{STYLED}</w:p>",
    f"<w:p>{run()}{FORMATTED}</w:p>",
    f"<w:p>{run()}<w:del>{run()}</w:del><w:moveFrom>{run()}</w:moveFrom><w:ins>{run()}</w:ins></w:p>",
    f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run()}</w:p><w:p>{run()}</w:p>",
    f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run()}</w:p>",
    f"<w:p><w:fldSimple w:instr='DATE'/><w:fldSimple w:instr='DATE'>{run()}</w:fldSimple></w:p>",
    "<w:p><m:oMath><m:r><m:t>x</m:t></m:r><w:del><m:r><m:t>y</m:t></m:r></w:del></m:oMath></w:p>",
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
    f"{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>",
    f"<w:tbl>{ROW}<w:sdt><w:sdtContent>{ROW}</w:sdtContent></w:sdt></w:tbl>",
)


def word_files() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    yield "of all kinds", lambda n: word_file("".join(WORD_PIECES) * n)
    yield "one paragraph", lambda n: word_file(f"<w:p>{run() * n * 30}</w:p>")
    yield "one table", lambda n: word_file(f"<w:tbl>{ROW * n * 10}</w:tbl>")
    yield (
        "of many styles",
        lambda n: word_file(
            "".join(f"<w:p>{of_style(f's{i}')}</w:p>" for i in range(10 * n)),
            "".join(word_style(f"s{i}", "<w:strike/>", "hidden") for i in range(10 * n)),
        ),
    )
    yield (
        "of styles based on styles",
        lambda n: word_file(
            "".join(f"<w:p>{of_style(f's{i}')}</w:p>" for i in range(10 * n)),
            "".join(word_style(f"s{i}", "<w:b/>", f"s{i - 1}") for i in range(10 * n)),
        ),
    )
    yield (
        "of notes",
        lambda n: word_file(
            "".join(
                f"<w:p><w:r><w:footnoteReference w:id='{i}'/></w:r></w:p>" for i in range(10 * n)
            ),
            notes="".join(
                f"<w:footnote w:id='{i}'><w:p>{run()}</w:p></w:footnote>" for i in range(10 * n)
            ),
        ),
    )


def open_text(body: str, styles: str = "") -> bytes:
    return archive(
        {
            "content.xml": f"<office:document-content {_OPEN}><office:automatic-styles>"
            f"{OPEN_STYLES}{styles}</office:automatic-styles><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_OPEN}/>",
        }
    )


def open_style(name: str, formats: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:parent-style-name="{parent}">'
        f"<style:text-properties {formats}/></style:style>"
    )


OPEN_STYLES = (
    open_style("hidden", "text:display='none'")
    + open_style("struck", "style:text-line-through-style='solid'")
    + open_style("blotted", "fo:color='#ff0000' fo:background-color='#ff0000'")
    + "<text:list-style style:name='L'><text:list-level-style-number text:level='1' "
    "style:num-format='1' style:num-suffix='.'/></text:list-style>"
)
CELL = "<table:table-cell><text:p>a</text:p></table:table-cell>"
OPEN_ROW = f"<table:table-row>{CELL}{CELL}</table:table-row>"
OPEN_PIECES = (
    "<text:p>a<text:span>b<text:s/></text:span>c<text:tab/><text:page-number>3</text:page-number>"
    "<text:span text:style-name='hidden'>d</text:span><text:span text:style-name='struck'>e"
    "</text:span><text:span text:style-name='blotted'>f</text:span></text:p>",
    "<text:p>a<text:hidden-paragraph text:is-hidden='true'/></text:p>",
    "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>b"
    "</text:p></text:note-body></text:note></text:p>",
    "<text:p>a<office:annotation><text:p>b</text:p></office:annotation></text:p>",
    "<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame></text:p>",
    f"<table:table>{OPEN_ROW}</table:table>",
    "<text:list text:style-name='L'><text:list-item><text:p>a</text:p></text:list-item>"
    "</text:list>",
    "<text:h text:outline-level='1'>a</text:h>",
    "<text:p><draw:control draw:control='c'/><loext:content-control>a</loext:content-control>"
    "</text:p>",
)


def open_texts() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    yield "of all kinds", lambda n: open_text("".join(OPEN_PIECES) * 3 * n)
    yield (
        "one paragraph",
        lambda n: open_text(f"<text:p>{'<text:span>b</text:span>c' * 80 * n}</text:p>"),
    )
    yield "one table", lambda n: open_text(f"<table:table>{OPEN_ROW * 25 * n}</table:table>")
    yield (
        "of styles based on styles",
        lambda n: open_text(
            "".join(f"<text:p text:style-name='s{i}'>a</text:p>" for i in range(15 * n)),
            "".join(
                open_style(f"s{i}", "fo:font-weight='bold'", f"s{i - 1}") for i in range(15 * n)
            ),
        ),
    )


PAGE_ROW = "<tr><td>a</td><td rowspan='2'>b</td></tr>"
HIDDEN_ROW = PAGE_ROW.replace("<tr", "<tr hidden='hidden'")
PAGE_PIECES = (
    "<p>a <b>b</b> c <del>d</del><a href='#x' id='y' class='z'>e</a></p>",
    "<table><tr><th>a</th><td><img src='x' alt='yes'/></td></tr>"
    "<tr hidden='hidden'><td>c</td></tr></table>",
    "<ol><li>a</li></ol>",
    "<p style='display:none'>a</p><p hidden='hidden'>b</p>",
    "<svg><title>a</title><text>b</text></svg>",
    "<div role='navigation'>a</div>",
    "<p><input type='text' value='a'/><select><option>x</option></select></p>",
)


def page(body: str) -> str:
    return (
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title>"
        f"<style>li::before {{ content: '✓' }}</style></head><body>{body}</body></html>"
    )


def pages(whole: Callable[[str], bytes]) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    yield "of all kinds", lambda n: whole(page("".join(PAGE_PIECES) * n))
    yield "one paragraph", lambda n: whole(page(f"<p>{'<span>a</span> ' * 20 * n}</p>"))
    yield "one table", lambda n: whole(page(f"<table>{PAGE_ROW * 10 * n}</table>"))
    yield "hidden rows", lambda n: whole(page(f"<table>{HIDDEN_ROW * 10 * n}</table>"))
    yield (
        "cells to the end",
        lambda n: whole(page(f"<table>{PAGE_ROW.replace('2', '0') * 10 * n}</table>")),
    )
    yield (
        "one cell",
        lambda n: whole(page(f"<table><tr><td><ul>{'<li>a</li>' * 10 * n}</ul></td></tr></table>")),
    )


def book(chapter: str) -> bytes:
    return archive(
        {
            "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:"
            "container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>",
            "c.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata/><manifest>"
            "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
            "<spine><itemref idref='a'/></spine></package>",
            "a.xhtml": chapter,
        }
    )


def slides(shapes: str) -> bytes:
    ids = f'<p:sldIdLst><p:sldId xmlns:r="{_OFFICE}/relationships" r:id="r0"/></p:sldIdLst>'
    return archive(
        {
            "[Content_Types].xml": content_types(
                "ppt/presentation.xml", "presentationml.presentation"
            ),
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {_SLIDE}>{ids}<p:sldSz cx='9000' cy='6000'/>"
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": f"<p:sld {_SLIDE}><p:cSld><p:spTree>{shapes}</p:spTree>"
            "</p:cSld></p:sld>",
        }
    )


def shape(paragraphs: str) -> str:
    return (
        "<p:sp><p:nvSpPr><p:cNvPr id='1' name='x'/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        "<a:off x='1' y='1'/><a:ext cx='9' cy='9'/></a:xfrm></p:spPr>"
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


SLIDE_PARAGRAPH = (
    "<a:p><a:pPr><a:buAutoNum type='arabicPeriod'/></a:pPr><a:r><a:t>a</a:t></a:r><a:r>"
    "<a:rPr strike='sngStrike'/><a:t>b</a:t></a:r><a:r><a:rPr><a:solidFill><a:srgbClr "
    "val='FF0000'/></a:solidFill></a:rPr><a:t>c</a:t></a:r></a:p>"
)
SLIDE_ROW = (
    "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody><a:tcPr><a:solidFill>"
    "<a:srgbClr val='FF0000'/></a:solidFill></a:tcPr></a:tc></a:tr>"
)


def shows() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    yield "of many shapes", lambda n: slides(shape(SLIDE_PARAGRAPH) * 3 * n)
    yield "one shape", lambda n: slides(shape(SLIDE_PARAGRAPH * 6 * n))
    yield (
        "one table",
        lambda n: slides(
            "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow='1' lastRow='1'/>"
            f"{SLIDE_ROW * 6 * n}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        ),
    )


def read_slides(data: bytes) -> object:
    return powerpoint.read_slides(Source("a.pptx", data), lambda *_: None)


def read_page(text: bytes) -> object:
    return read_html(Source("a.html", text, keep_all=True), lambda *_: None)


def sheet(lines: int) -> bytes:
    """Return a PDF file of one page, however many lines it has."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(600, 12 * lines + 100))
    for i in range(lines):
        canvas.drawString(60, 12 * i + 50, f"Line {i} says what the board agreed.")
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def read_pdf(data: bytes) -> object:
    return read_paper(Source("a.pdf", data), lambda *_: None)


LARGE: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]] = {
    **{f"Word, {what}": (make, word.prepared) for what, make in word_files()},
    **{f"OpenDocument, {what}": (make, opendocument.prepared) for what, make in open_texts()},
    **{f"slides, {what}": (make, read_slides) for what, make in shows()},
    **{f"page, {what}": (make, read_page) for what, make in pages(str.encode)},
    "PDF, one page": (lambda n: sheet(10 * n), read_pdf),
    **{f"e-book, {what}": (make, ebook.prepared) for what, make in pages(book)},
}


@pytest.mark.no_cover
@pytest.mark.parametrize("what", LARGE)
def test_a_file_of_four_times_the_length_takes_no_more_than_in_proportion(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(pandoc, "_tree", lambda *_: {"blocks": [], "meta": {}})  # another program
    make, read = LARGE[what]
    short, long = make(PIECES), make(TIMES * PIECES)

    def seconds(data: bytes) -> float:
        begun = process_time()
        read(data)
        return process_time() - begun

    def grows() -> bool:
        return seconds(long) > MOST_GROWTH * min(seconds(short) for _ in range(2))

    assert not all(grows() for _ in range(TRIES))
