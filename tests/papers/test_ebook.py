"""E-books: what they state, hide and hold beside their chapters."""

import io
import zipfile

import pytest

from ccgbrief.papers.paper import OFFERED
from tests.papers.conftest import Read

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'><text>Waits fell</text></svg>"


def book(
    inside: str = "<h1>Part one</h1><p>The zebra ward stays open until May.</p>",
    details: str = "",
    drawing: bytes = b"",
) -> bytes:
    kind = "svg+xml" if drawing == DRAWING else "jpeg"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        archive.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title>'
            '<dc:identifier id="i">1</dc:identifier><dc:language>en</dc:language>'
            f"{details}</metadata>"
            '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
            f'<item id="d" href="d" media-type="image/{kind}"/></manifest>'
            '<spine><itemref idref="d"/><itemref idref="c"/></spine></package>',
        )
        archive.writestr(
            "c.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title></head><body>'
            f"{inside}</body></html>",
        )
        if drawing:
            archive.writestr("d", drawing)
    return data.getvalue()


CHAPTER = """\
<h1>Part one</h1>
<dl><dt>CCG</dt><dd>A group of practices.</dd></dl>
<pre>a  1\nb  2</pre>
<figure><img src="x.png" alt="a chart"/><figcaption>The mill in May</figcaption></figure>
<ul><li><p>Repairs</p><p>by June</p><ol start="3" type="a"><li>Roof<ul><li>slates</li></ul></li>
</ol></li></ul>
<blockquote><p>We will see.</p><ul><li>Soon</li></ul></blockquote>
<p>Run <code>x = 1</code> with <sub>n</sub>, <q>far off</q>,
the 1<sup>st</sup> <a href="#a">time</a>.</p>
<table><caption>Waits</caption><tr><td><p>In a frame</p></td></tr></table>
<table><tr><td></td><td></td></tr></table>
<table><tr><th>Area</th><th>Oct</th></tr>
<tr><td><ol><li>North</li></ol></td><td><table><tr><td>18</td><td>19</td></tr></table></td></tr></table>
"""


def test_what_pandoc_passes_over_in_an_e_book_is_listed(read: Read) -> None:
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    page = f"<section {space} epub:type='titlepage'><p>For Ash</p></section>"
    paper = read("a.epub", book(f"{page}<p>The ward stays open.</p>"))
    assert [block.text for block in paper.blocks] == ["The ward stays open."]
    assert list(map(str, paper.left_out)) == ["For Ash [not read by pandoc]"]


@pytest.mark.parametrize("how", ["hidden='hidden'", "style='display: none'"])
def test_what_an_e_book_hides_is_listed_but_its_notes_are_kept(how: str, read: Read) -> None:
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    mark = f"<a {space} epub:type='noteref' href='#n'>1</a>"
    note = f"<aside {space} epub:type='footnote' id='n' {how}><p>By May.</p></aside>"
    hidden = f"<div {how}><p {how}>Not this.</p></div>"
    page = f"<p>It stays<a id='p1'/>{mark}.</p>{hidden}{note}<p>Yes.</p>"
    paper = read("a.epub", book(page))
    assert [block.text for block in paper.blocks] == ["It stays [1].", "Yes.", "[1] By May."]
    assert list(map(str, paper.left_out)) == ["Not this. [hidden text]"]


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("<a epub:type='noteref' href='d.xhtml#n'>1</a>", "endnote"),
        ("<a epub:type='noteref' href='d.xhtml#n'>1</a>", "footnote"),
        ("<a role='doc-noteref' href='d.xhtml#n'>1</a>", "footnote"),
        ("<sup><a epub:type='noteref' href='d.xhtml#n'>1</a></sup>", "rearnote"),
        ("<a epub:type='noteref' href='#n'>1</a>", "endnote"),
        ("<a class='footnote-ref' href='#n'>1</a>", ""),
    ],
)
def test_the_mark_of_a_note_elsewhere_is_no_figure_of_the_word_before(
    mark: str, kind: str, read: Read
) -> None:
    notes = f"<section epub:type='{kind}s'><ol><li id='n' epub:type='{kind}'><p>Of May.</p></li>"
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    page = f"<div {space}><p>It had 36{mark} beds.</p>{notes}</ol></section></div>"
    paper = read("a.epub", book(page))
    said = [(block.marker, block.text) for block in paper.blocks]
    assert said == [("", "It had 36 [1] beds."), ("1.", "Of May.")]
    assert paper.left_out == ()


@pytest.mark.parametrize("hidden", ["", "<p hidden='hidden'>Not this.</p>"])
def test_a_chapter_that_is_no_xml_loses_no_words(hidden: str, read: Read) -> None:
    paper = read("a.epub", book(f"<p>R&D stays open &amp; free, Zoë says.</p>{hidden}"))
    assert [block.text for block in paper.blocks] == ["R&D stays open & free, Zoë says."]
    assert [left.text for left in paper.left_out] == (["Not this."] if hidden else [])


@pytest.mark.parametrize(("drawing", "said"), [(PICTURE, []), (DRAWING, ["Waits fell"])])
def test_a_chapter_may_be_a_picture_or_a_drawing(
    drawing: bytes, said: list[str], read: Read
) -> None:
    paper = read("a.epub", book("<p>It stays.</p>", drawing=drawing))
    assert [block.text for block in paper.blocks] == ["It stays."]
    assert [left.text for left in paper.left_out] == said


def test_the_authors_of_an_e_book_stand_in_its_order(read: Read) -> None:
    names = "".join(
        f"<dc:creator>{name}</dc:creator>" for name in ("Ann Ash", "Bo Birch", "Cy Fir")
    )
    assert read("a.epub", book(details=names)).author == "Ann Ash, Bo Birch, Cy Fir"


def test_what_an_e_book_states_is_kept(read: Read) -> None:
    blocks = read("a.epub", book(CHAPTER)).blocks
    assert [(b.kind.value, b.marker, b.level, b.text) for b in blocks if not b.rows] == [
        ("heading", "", 1, "Part one"),
        ("paragraph", "", 0, "CCG"),
        ("paragraph", "", 0, "A group of practices."),
        ("code", "", 0, "a  1\nb  2"),
        ("paragraph", "", 0, "The mill in May"),
        ("item", "•", 0, "Repairs"),
        ("paragraph", "", 0, "by June"),
        ("item", "c.", 1, "Roof"),
        ("item", "•", 2, "slates"),
        ("quote", "", 0, "We will see."),
        ("item", "•", 0, "Soon"),
        ("paragraph", "", 0, "Run x = 1 with n, “far off”, the 1st time."),
        ("paragraph", "", 0, "Waits"),
        ("paragraph", "", 0, "In a frame"),
    ]
    assert [b.rows for b in blocks if b.rows] == [(("Area", "Oct"), ("1. North", "18 19"))]


def test_a_figure_of_an_e_book_stays_under_its_head_below_two_rows_of_heads(read: Read) -> None:
    heads = "<tr><th rowspan='2'>Name</th><th colspan='2'>Came</th></tr>"
    rows = "<tr><th>Apr</th><th>May</th></tr><tr><td>Ash</td><td>1</td><td>2</td></tr>"
    (block,) = read("a.epub", book(f"<table>{heads}{rows}</table>")).blocks
    assert block.rows == (("Name", "Came", "Came"), ("Name", "Apr", "May"), ("Ash", "1", "2"))


def test_boxes_and_fields_of_a_form_are_read_as_on_a_web_page(read: Read) -> None:
    ticked, empty = "<input type='checkbox' checked='checked'/>", "<input type='checkbox'/>"
    head = "<tr><th>Option</th><th>Safe</th><th>Funded</th></tr>"
    table = f"<table>{head}<tr><td>A</td><td>{ticked}</td><td>{empty}</td></tr></table>"
    select = "<p>Chair: <select><option>Ash</option><option>Lee</option></select></p>"
    paper = read("a.epub", book(table + select))
    assert [block.rows[1:] or block.text for block in paper.blocks[-2:]] == [
        (("A", "☒", "☐"),),
        "Chair: Ash",
    ]
    assert [str(line) for line in paper.left_out] == [f"Lee [{OFFERED}]"]
