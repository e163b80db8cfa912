import re
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from lxml import etree

from ccgbrief.pack import PassageKind, read_passages
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.bullets import with_bullets
from ccgbrief.papers.paper import Block, Paper
from tests import paper_files
from tests.papers.conftest import Read
from tests.papers.test_opendocument import L, item, items, numbered_text
from tests.papers.test_word import Step, at, numbered, word

if TYPE_CHECKING:
    import docx.document

MARKED = re.compile(r"^ *- \*\*(.+?)\*\* ", re.MULTILINE)


def article(paper: Paper) -> str:
    return make_draft(paper, "a", ReadingOptions()).text


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ("□ Approve\n■ Reject", "□■"),
        ("○ Yes\n● No", "○●"),
        ("● One\n  ○ Within\n● Two", ""),
        ("■ One\n■ Two", ""),
        ("+ 5,000 from the grant\n- 2,000 for rent\n+ 300 from fees", "+-+"),
        ("- 3 beds\n- 2 nurses", ""),
        ("+ One\n* Two\n• Three", ""),
        ("The sum was 18.2* in May.\n\n* provisional", ""),
    ],
)
def test_a_bullet_is_kept_where_it_says_something(items: str, kept: str, read: Read) -> None:
    text = article(read("a.txt", f"The form\n\nHere it is.\n\n{items}\n\nThe end of it.\n"))
    assert "".join(MARKED.findall(text)) == kept


def test_an_asterisk_that_is_the_mark_of_a_note_is_no_bullet(read: Read) -> None:
    blocks = read("a.txt", "The sum was 18.2* in May.\n\n* provisional").blocks
    assert [block.text for block in blocks] == ["The sum was 18.2* in May.", "* provisional"]


def test_what_a_bullet_says_is_told_by_its_own_list() -> None:
    def item(marker: str) -> Block:
        return Block(PassageKind.ITEM, "a", marker=marker)

    between, head = Block(PassageKind.PARAGRAPH, "a"), Block(PassageKind.HEADING, "a")
    blocks = [item("●"), between, item("○"), head, item("●"), item("✓"), between, between]
    told = [block.marker for block in with_bullets([*blocks, item("○")])]
    assert told == ["●", "", "○", "", "•", "✓", "", "", "•"]


def titled(document: "docx.document.Document") -> None:
    document.add_heading("Paper", 1)


def bulleted(sign: str, font: str) -> Step:
    """Return a step with two items of a list with that bullet, one of them in a cell."""

    def step(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.find(f".//{qn('w:lvl')}")
        level.find(qn("w:lvlText")).set(qn("w:val"), sign)
        properties = etree.SubElement(level, qn("w:rPr"))
        etree.SubElement(properties, qn("w:rFonts"), {qn("w:ascii"): font})
        document.add_table(1, 2).cell(0, 0).paragraphs[0].add_run("Safe")
        for paragraph in document.paragraphs[1], document.tables[0].cell(0, 0).paragraphs[0]:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 99

    return step


@pytest.mark.parametrize(
    ("sign", "font", "kept"),
    [
        ("\uf0fc", "Wingdings", "✔"),
        ("ü", "Wingdings", "✔"),
        ("\uf0b7", "Symbol", ""),
        ("\uf0a7", "Wingdings", ""),
        ("☑", "Arial", "☑"),
        ("Action:", "Arial", "Action:"),
        ("–", "Arial", ""),
        ("\ue00c", "OpenSymbol", ""),
    ],
)
def test_bullets_of_word_are_kept_where_they_say_something(
    sign: str, font: str, kept: str, read: Read
) -> None:
    steps = [numbered("bullet|•|1"), titled, at(0, "Safe"), bulleted(sign, font)]
    paper = read("a.docx", word(*steps))
    assert MARKED.findall(article(paper)) == ([kept] if kept else [])
    assert paper.blocks[-1].rows == ((f"{kept} Safe".strip(), ""),)


@pytest.mark.parametrize(("font", "kept"), [("", "✓"), (' fo:font-family="Wingdings"', "✔")])
def test_bullets_of_opendocument_are_kept_where_they_say_something(
    font: str, kept: str, read: Read
) -> None:
    sign = "\uf0fc" if font else kept
    bullet = (
        '<text:list-style style:name="L">'
        f'<text:list-level-style-bullet text:level="1" text:bullet-char="{sign}">'
        f"<style:text-properties{font}/></text:list-level-style-bullet></text:list-style>"
    )
    paper = read("a.odt", numbered_text(bullet, items(item("Safe"), around=L)))
    assert MARKED.findall(article(paper)) == [kept]


def test_a_bullet_of_opendocument_is_of_the_family_that_its_font_is_named_for(read: Read) -> None:
    face = '<style:font-face style:name="W1" svg:font-family="Wingdings"/>'
    bullet = (
        '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="\uf0fc"><style:text-properties style:font-name="W1"/>'
        "</text:list-level-style-bullet></text:list-style>"
    )
    parts = unpacked(numbered_text(bullet, items(item("Safe"), around=L)))
    space = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    faces = f"<office:font-face-decls {space}>{face}</office:font-face-decls><office:styles"
    content = parts["content.xml"].decode().replace("<office:styles", faces, 1)
    paper = read("a.odt", packed(parts | {"content.xml": content.encode()}))
    assert MARKED.findall(article(paper)) == ["✔"]


@pytest.mark.parametrize("sign", ["☐", "☒", "☑"])
def test_a_box_before_a_heading_is_kept(sign: str, read: Read) -> None:
    def head(document: "docx.document.Document") -> None:
        paragraph = document.add_heading("Approve", 2)
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 99

    blocks = read("a.docx", word(numbered(f"bullet|{sign}|1"), head)).blocks
    assert [block.text for block in blocks] == [f"{sign} Approve"]


def test_a_second_item_with_the_same_number_does_not_count_up(read: Read) -> None:
    text = article(read("a.txt", "Answers\n\nHere they are.\n\n4. Yes\n4. No\n4. Perhaps\n\nEnd."))
    passages = read_passages("", text.split("+++\n")[2])
    assert [p.marker for p in passages if p.kind is PassageKind.ITEM] == ["4.", "4.", "4."]
    assert [p.marker for p in read_passages("", "4. Yes\n4. No")] == ["4.", "5."]


def test_words_in_a_font_of_signs_by_their_style_are_read_as_signs(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        style = document.styles.add_style("Ticks", 1)
        style.font.name = "Wingdings"
        document.add_paragraph("ü", style="Ticks")
        plain = document.add_paragraph(style="Ticks").add_run("ü")
        plain.font.name = "Arial"

    assert [block.text for block in read("a.docx", word(step)).blocks] == ["✔", "ü"]


def test_what_is_struck_out_twice_is_so_where_once_is_off(read: Read) -> None:
    run = '<w:r><w:rPr><w:strike w:val="0"/><w:dstrike/></w:rPr><w:t>one</w:t></w:r>'
    paper = read("a.docx", paper_files.word(f"<w:p>{run}<w:r><w:t>two</w:t></w:r></w:p>"))
    assert [block.text for block in paper.blocks] == ["two"]
    assert [*map(str, paper.left_out)] == ["one [struck out]"]
