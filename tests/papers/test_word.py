"""Word files: numbers as printed, fields, hidden text, tables."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.shared import Pt
from lxml import etree

from ccgbrief.converters import libreoffice
from ccgbrief.pack import PassageKind
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.drawings import renamed
from ccgbrief.papers.paper import BLOTTED
from ccgbrief.papers.word import BY_PAGE, IN_FIGURES
from tests import paper_files
from tests.papers.conftest import Read, texts


def word(*steps: "Step") -> bytes:
    """Return a Word file that has what each step puts into it."""
    document = docx.Document()
    for step in steps:
        step(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


Step = Callable[["docx.document.Document"], object]


def said(text: str, style: str = "Normal") -> Step:
    return lambda document: document.add_paragraph(text, style=style)


def runs(*parts: tuple[str, str]) -> Step:
    """Return a step that adds a paragraph of runs, each with a property of its font or none."""

    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph()
        for text, font in parts:
            run = paragraph.add_run(text)
            if font:
                setattr(run.font, font, True)

    return step


def test_headings_and_items_are_read(read: Read) -> None:
    data = word(
        said("The year to come", "Title"),
        said("Purpose", "Heading 1"),
        said("The board is asked to agree."),
        said("Repairs", "List Bullet"),
        said("Agree", "List Number"),
        said("Sign", "List Number"),
        said("We will see.", "Quote"),
    )
    paper = read("a.docx", data)
    assert paper.title == "The year to come"
    assert [(b.kind, b.marker, b.text) for b in paper.blocks] == [
        (PassageKind.PARAGRAPH, "", "The year to come"),
        (PassageKind.HEADING, "", "Purpose"),
        (PassageKind.PARAGRAPH, "", "The board is asked to agree."),
        (PassageKind.ITEM, "•", "Repairs"),
        (PassageKind.ITEM, "1.", "Agree"),
        (PassageKind.ITEM, "2.", "Sign"),
        (PassageKind.PARAGRAPH, "", "We will see."),
    ]


@pytest.mark.parametrize("title", ["", "Beds", "The year to come"])
def test_the_title_of_a_word_file_stays_in_the_text_where_another_is_given(
    title: str, read: Read
) -> None:
    paper = read("a.docx", word(said("The year to come", "Title"), said("We will see.")))
    text = make_draft(paper, "a.docx", ReadingOptions(title=title)).text
    named = "# Beds\n\nThe year to come" if title == "Beds" else "# The year to come"
    assert text.partition("+++\n\n")[2] == f"{named}\n\nWe will see.\n"


def test_a_word_file_with_other_prefixes_is_read(read: Read) -> None:
    usual = word(said("Shared budgets", "Heading 1"), said("Agree", "List Number"))
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(usual)) as archived:
        for name in archived.namelist():
            text = archived.read(name)
            own = re.sub(rb"\bw:", b"ns0:", text).replace(b"xmlns:w=", b"xmlns:ns0=")
            parts[name] = own if name.startswith("word/") else text
    paper = read("a.docx", paper_files.archive(parts))
    assert [(b.marker, b.text) for b in paper.blocks] == [("", "Shared budgets"), ("1.", "Agree")]


def elsewhere(parts: dict[str, bytes]) -> dict[str, bytes]:
    own = {n: f"w2/{n[5:-4]}9.xml" for n in parts if n.startswith("word/") and n.endswith(".xml")}
    return {n: p for n, p in renamed(parts, own).items() if not n.startswith("word/")}


@pytest.mark.parametrize("change", [paper_files.strict, elsewhere])
def test_word_files_of_other_namespaces_and_names_of_parts_are_read_alike(
    change: Callable[[dict[str, bytes]], dict[str, bytes]], read: Read
) -> None:
    def step(document: "docx.document.Document") -> None:
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.add_comment(document.paragraphs[0].runs[0], "Ask her", author="Ash")

    shown = runs(("The cost is ", ""), ("4.1", "double_strike"), ("4.2", ""), ("5.3", "hidden"))
    usual = unpacked(word(shown, said("Agree", "List Number"), step))
    paper = read("a.docx", packed(change(usual)))
    assert [(b.marker, b.text) for b in paper.blocks] == [("", "The cost is 4.2"), ("1.", "Agree")]
    assert {each.text for each in paper.left_out} == {"4.1", "5.3", "Ask her", "Confidential"}
    assert paper == read("a.docx", packed(usual))


def test_what_a_program_says_of_title_and_author_is_not_taken(read: Read) -> None:
    def known(document: "docx.document.Document") -> None:
        document.core_properties.title = "Microsoft Word - old.docx"
        document.core_properties.author = "Microsoft Office User"

    paper = read("a.docx", word(known, said("Some words.")))
    assert (paper.title, paper.author) == ("", "")


def numbered(levels: str) -> Step:
    """Return a step that defines list 99 by its levels, and has paragraphs use it by depth."""

    def step(document: "docx.document.Document") -> None:
        part = document.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "99")
        for i, (form, text, start) in enumerate(
            tuple(level.split("|")) for level in levels.split(";")
        ):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(i))
            for name, value in (("start", start), ("numFmt", form), ("lvlText", text)):
                child = OxmlElement(f"w:{name}")
                child.set(qn("w:val"), value)
                level.append(child)
            abstract.append(level)
        part.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), "99")
        reference = OxmlElement("w:abstractNumId")
        reference.set(qn("w:val"), "99")
        number.append(reference)
        part.append(number)

    return step


def at(level: int, text: str, style: str = "Normal") -> Step:
    def step(document: "docx.document.Document") -> None:
        properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
        chosen = properties.get_or_add_numPr()
        chosen.get_or_add_ilvl().val = level
        chosen.get_or_add_numId().val = 99

    return step


@pytest.mark.parametrize(
    ("levels", "depths", "labels"),
    [
        ("decimal|%1.|1;decimal|%1.%2|1", (0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
        ("lowerLetter|(%1)|1", (0, 0), ["(a)", "(b)"]),
        ("decimal|%1.|5", (0, 0), ["5.", "6."]),
        ("upperRoman|%1|1", (0, 0, 0, 0), ["I", "II", "III", "IV"]),
        ("ordinal|%1|10", (0, 0, 0, 0), ["10th", "11th", "12th", "13th"]),
        ("ordinal|%1|21", (0, 0, 0, 0), ["21st", "22nd", "23rd", "24th"]),
        ("decimalZero|%1|9", (0, 0), ["09", "10"]),
        ("chicago|%1|1", (0, 0, 0, 0, 0), ["*", "†", "‡", "§", "**"]),
        (
            "decimal|%1.|1;decimal|%1.%2|1;decimal|%1.%2.%3|1",
            (0, 2, 1, 1),
            ["1.", "1.1.1", "1.2", "1.3"],
        ),
        ("decimal|%1.|1;lowerLetter|(%2)|1", (1, 0), ["(a)", "2."]),
        ("decimal|%1.|1;none||1", (0, 1, 1, 0), ["1.", "", "", "2."]),
        ("decimal||1;decimal|%2.|1", (0, 1, 0, 1), ["", "1.", "", "1."]),
        ("none|Note:|1", (0, 0), ["Note:", "Note:"]),
    ],
    ids=[
        "1.1",
        "(a)",
        "from 5",
        "Roman",
        "teens",
        "ordinal",
        "zeros",
        "signs of notes",
        "skipped",
        "no first",
        "no number",
        "no form",
        "words",
    ],
)
def test_items_have_the_numbers_that_are_printed(
    read: Read, levels: str, depths: tuple[int, ...], labels: list[str]
) -> None:
    steps = [at(depth, f"Item {i}") for i, depth in enumerate(depths)]
    blocks = read("a.docx", word(numbered(levels), *steps)).blocks
    assert [b.marker for b in blocks] == labels


def test_a_legal_list_writes_figures_with_the_zeros_that_it_states(read: Read) -> None:
    def be_legal(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[1]
        etree.SubElement(level, qn("w:isLgl"))

    levels = numbered("upperRoman|Article %1.|1;decimalZero|Section %1.%2|1")
    steps = [at(depth, f"Item {i}") for i, depth in enumerate((0, 1, 1))]
    blocks = read("a.docx", word(levels, be_legal, *steps)).blocks
    assert [b.marker for b in blocks] == ["Article I.", "Section 1.01", "Section 1.02"]


@pytest.mark.parametrize(("value", "number"), [("on", "1.1"), ("off", "I.1"), ("0", "I.1")])
def test_a_list_that_states_that_it_is_not_legal_writes_its_letters(
    value: str, number: str, read: Read
) -> None:
    def state(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[1]
        etree.SubElement(level, qn("w:isLgl")).set(qn("w:val"), value)

    levels = numbered("upperRoman|%1.|1;decimal|%1.%2|1")
    blocks = read("a.docx", word(levels, state, at(0, "Part"), at(1, "Item"))).blocks
    assert blocks[-1].marker == number


@pytest.mark.parametrize("tag", ["vanish", "strike", "dstrike"])
def test_an_equation_that_states_that_it_is_seen_is_read(tag: str, read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("So ")
        for value in ("off", "on"):
            text = f"<m:t>{value}</m:t>"
            own = f'<w:rPr><w:{tag} w:val="{value}"/></w:rPr>'
            spaces = " ".join(f'xmlns:{name}="{nsmap[name]}"' for name in "wm")
            xml = f"<m:oMath {spaces}><m:r>{own}{text}</m:r></m:oMath>"
            paragraph._p.append(etree.fromstring(xml))

    paper = read("a.docx", word(step))
    assert texts(paper.blocks) == ["So off"]
    assert [each.text for each in paper.left_out] == ["on"]


def test_numbers_of_three_figures_are_printed_so(read: Read) -> None:
    def state(document: "docx.document.Document") -> None:
        older = document.part.numbering_part.element.find(f".//{qn('w:numFmt')}")
        space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        either = etree.Element(f"{{{space}}}AlternateContent")
        older.getparent().replace(older, either)
        form = etree.SubElement(etree.SubElement(either, f"{{{space}}}Choice"), qn("w:numFmt"))
        form.set(qn("w:val"), "custom")
        form.set(qn("w:format"), "001, 002, 003, ...")
        etree.SubElement(either, f"{{{space}}}Fallback").append(older)

    blocks = read("a.docx", word(numbered("decimal|%1|9"), state, at(0, "A"), at(0, "B"))).blocks
    assert [b.marker for b in blocks] == ["009", "010"]


def test_numbers_that_are_words_in_print_are_said_to_be_in_figures(read: Read) -> None:
    paper = read("a.docx", word(numbered("cardinalText|%1.|1"), at(0, "Aims")))
    assert ([b.marker for b in paper.blocks], paper.remarks) == (["1."], (IN_FIGURES,))


def test_a_list_that_only_names_a_style_of_lists_has_the_levels_of_that_style(read: Read) -> None:
    def link(document: "docx.document.Document") -> None:
        part = document.part.numbering_part.element
        stating = part.find(qn("w:abstractNum"))
        etree.SubElement(stating, qn("w:styleLink")).set(qn("w:val"), "Articles")
        naming = etree.Element(qn("w:abstractNum"), {qn("w:abstractNumId"): "98"})
        etree.SubElement(naming, qn("w:numStyleLink")).set(qn("w:val"), "Articles")
        stating.addnext(naming)
        part.findall(qn("w:num"))[-1].find(qn("w:abstractNumId")).set(qn("w:val"), "98")

    steps = [numbered("upperRoman|%1)|1;decimal|%1.%2|1"), link, at(0, "One"), at(1, "Two")]
    assert [b.marker for b in read("a.docx", word(*steps)).blocks] == ["I)", "I.1"]


def test_a_level_may_be_stated_nearer_than_its_list(read: Read) -> None:
    def state(document: "docx.document.Document") -> None:
        style = document.styles["List Paragraph"].element.get_or_add_pPr()
        style.get_or_add_numPr().get_or_add_numId().val = 99
        document.add_paragraph("One", style="List Paragraph")
        own = document.add_paragraph("Two", style="List Paragraph")._p.get_or_add_pPr()
        own.get_or_add_numPr().get_or_add_ilvl().val = 1

    blocks = read("a.docx", word(numbered("decimal|%1.|1;lowerLetter|(%2)|1"), state)).blocks
    assert [b.marker for b in blocks] == ["1.", "(a)"]


def test_a_column_of_nothing_but_numbers_is_read(read: Read) -> None:
    def number(document: "docx.document.Document") -> None:
        table = document.add_table(2, 2)
        for row, text in zip(table.rows, ("Aims", "Costs"), strict=True):
            row.cells[1].text = text
            own = row.cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
            own.get_or_add_numId().val = 99

    (block,) = read("a.docx", word(numbered("decimal|%1.|1"), number)).blocks
    assert block.rows == (("1.", "Aims"), ("2.", "Costs"))


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_an_item_that_was_deleted_or_moved_away_counts_for_none(read: Read, change: str) -> None:
    def take(document: "docx.document.Document") -> None:
        gone = document.paragraphs[1]._p
        etree.SubElement(etree.SubElement(gone.pPr, qn("w:rPr")), qn(f"w:{change}"))
        around = etree.SubElement(gone, qn(f"w:{change}"))
        around.append(gone.find(qn("w:r")))
        if change == "del":
            around.find(f".//{qn('w:t')}").tag = qn("w:delText")

    steps = [numbered("decimal|%1.|1"), at(0, "One"), at(0, "Two"), at(0, "Three"), take]
    blocks = read("a.docx", word(*steps)).blocks
    assert [(b.marker, b.text) for b in blocks if b.text] == [("1.", "One"), ("2.", "Three")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:bookmarkStart w:id="1" w:name="b"/>', ""),
        ('<w:commentRangeStart w:id="1"/>', ""),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ],
)
def test_paragraphs_are_joined_also_where_a_mark_or_a_control_is_between(
    before: str, after: str, read: Read
) -> None:
    said = "<w:p>{}<w:r><w:t>{}</w:t></w:r></w:p>"
    first = said.format("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "Send it")
    paper = read("a.docx", paper_files.word(first, before, said.format("", " soon"), after))
    assert texts(paper.blocks) == ["Send it soon"]


def test_a_cell_that_went_on_from_a_deleted_row_does_not_join_the_one_above(read: Read) -> None:
    row = (
        "<w:tr>{}<w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    )
    begins, gone = ' w:val="restart"', "<w:trPr><w:del/></w:trPr>"
    rows = [
        row.format("", begins, "North", "Elm"),
        row.format("", "", "", "Oak"),
        row.format(gone, begins, "South", "Ash"),
        row.format("", "", "", "Yew"),
    ]
    paper = read("a.docx", paper_files.word(f"<w:tbl>{''.join(rows)}</w:tbl><w:p/>"))
    assert paper.blocks[0].rows == (("North", "Elm"), ("North", "Oak"), ("", "Yew"))


def test_a_note_that_begins_with_an_item_has_its_own_mark(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        run = document.add_paragraph("Claim").add_run()._r
        etree.SubElement(run, qn("w:footnoteReference")).set(qn("w:id"), "1")

    numbers = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr></w:pPr>'
    note = f'<w:footnote w:id="1"><w:p>{numbers}<w:r><w:t>Note</w:t></w:r></w:p></w:footnote>'
    parts = unpacked(word(numbered("decimal|%1.|1"), at(0, "One"), step))
    notes = f'<w:footnotes xmlns:w="{nsmap["w"]}">{note}</w:footnotes>'
    paper = read("a.docx", packed(parts | {"word/footnotes.xml": notes.encode()}))
    assert texts(paper.blocks) == ["One", "Claim [1]", "[1] 2. Note"]


def test_a_row_that_was_deleted_is_none_of_the_table(read: Read) -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    kept, gone = "<w:r><w:t>{}</w:t></w:r>", "<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
    rows = [
        row.format("", kept.format("One")),
        row.format("<w:trPr><w:del/></w:trPr>", gone),
        row.format("", kept.format("Two")),
    ]
    paper = read("a.docx", paper_files.word(f"<w:tbl>{''.join(rows)}</w:tbl><w:p/>"))
    assert [block.rows for block in paper.blocks] == [(("One", ""), ("Two", ""))]
    assert [*map(str, paper.left_out)] == ["Gone [deleted in a tracked change]"]


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_paragraphs_of_which_the_end_between_was_deleted_are_one(read: Read, change: str) -> None:
    def take(document: "docx.document.Document") -> None:
        for paragraph in document.paragraphs[:2]:
            own = paragraph._p.get_or_add_pPr()
            etree.SubElement(etree.SubElement(own, qn("w:rPr")), qn(f"w:{change}"))

    steps = [numbered("decimal|%1.|1"), at(0, "One "), at(0, "and "), at(0, "more"), at(0, "Two")]
    blocks = read("a.docx", word(*steps, take)).blocks
    assert [(b.marker, b.text) for b in blocks] == [("1.", "One and more"), ("2.", "Two")]


@pytest.mark.parametrize(
    ("font", "char", "sign"),
    [
        ("MS Gothic", "2612", "☒"),
        ("Calibri", "2264", "≤"),
        ("Marlett", "F061", "�"),
        ("Arial", "0000", "�"),
    ],
)
def test_a_sign_stated_by_its_number_is_read_in_any_font(
    read: Read, font: str, char: str, sign: str
) -> None:
    body = f'<w:p><w:r><w:t>is </w:t><w:sym w:font="{font}" w:char="{char}"/></w:r></w:p>'
    assert texts(read("a.docx", paper_files.word(body)).blocks) == [f"is {sign}"]


def test_an_empty_item_counts_as_word_prints_it(read: Read) -> None:
    steps = [numbered("decimal|%1.|1"), at(0, "One"), at(0, ""), at(0, "Three")]
    assert [b.marker for b in read("a.docx", word(*steps)).blocks] == ["1.", "3."]


@pytest.mark.parametrize(("after", "last"), [("0", "3."), ("1", "2."), ("2", "1.")])
def test_numbers_begin_anew_only_after_the_level_that_is_stated(
    read: Read, after: str, last: str
) -> None:
    def go_on(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[2]
        etree.SubElement(level, qn("w:lvlRestart")).set(qn("w:val"), after)

    levels = numbered("upperRoman|Part %1|1;upperLetter|%2|1;decimal|%3.|1")
    depths = (0, 1, 2, 0, 1, 2, 1, 2)
    steps = [at(depth, f"Item {i}") for i, depth in enumerate(depths)]
    *_, number = (b.marker for b in read("a.docx", word(levels, go_on, *steps)).blocks)
    assert number == last


def test_a_list_that_states_no_beginning_begins_at_0(read: Read) -> None:
    def begin(document: "docx.document.Document") -> None:
        for start in list(document.part.numbering_part.element.iter(qn("w:start"))):
            start.getparent().remove(start)

    steps = [numbered("decimal|%1.|1"), begin, at(0, "One"), at(0, "Two")]
    assert [b.marker for b in read("a.docx", word(*steps)).blocks] == ["0.", "1."]


def test_a_level_that_one_use_of_a_list_defines_anew_is_printed_so(read: Read) -> None:
    def define(document: "docx.document.Document") -> None:
        number = document.part.numbering_part.element.findall(qn("w:num"))[-1]
        override = etree.SubElement(number, qn("w:lvlOverride"))
        level = etree.SubElement(override, qn("w:lvl"))
        for name, value in (("start", "5"), ("numFmt", "upperLetter"), ("lvlText", "%1)")):
            etree.SubElement(level, qn(f"w:{name}")).set(qn("w:val"), value)
        for element in (override, level):
            element.set(qn("w:ilvl"), "0")

    levels = numbered("decimal|%1.|1;decimal|%1.%2|1")
    steps = [at(depth, f"Item {i}") for i, depth in enumerate((0, 0, 1))]
    blocks = read("a.docx", word(levels, define, *steps)).blocks
    assert [b.marker for b in blocks] == ["E)", "F)", "F.1"]


def test_headings_have_the_numbers_that_are_printed(read: Read) -> None:
    data = word(
        numbered("decimal|%1|1;decimal|%1.%2|1"),
        at(0, "Waits", "Heading 1"),
        at(1, "In the north", "Heading 2"),
    )
    assert texts(read("a.docx", data).blocks) == ["1 Waits", "1.1 In the north"]


def test_a_style_that_names_only_a_list_is_on_the_level_that_names_the_style(read: Read) -> None:
    def name(document: "docx.document.Document") -> None:
        level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[1]
        etree.SubElement(level, qn("w:pStyle")).set(qn("w:val"), "Heading2")
        style = document.styles["Heading 2"].element.get_or_add_pPr()
        style.get_or_add_numPr().get_or_add_numId().val = 99

    steps = (numbered("decimal|%1|1;decimal|%1.%2|1"), name, at(0, "Waits", "Heading 1"))
    data = word(*steps, said("In the north", "Heading 2"))
    assert texts(read("a.docx", data).blocks) == ["1 Waits", "1.1 In the north"]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((("10", ""), ("6", "superscript"), (" pounds", "")), "10^6 pounds"),
        ((("In CO", ""), ("2", "subscript"), (" they", "")), "In CO₂ they"),
        ((("On the 1", ""), ("st", "superscript"), (" of May", "")), "On the 1st of May"),
        ((("It is two", ""), ("three", "strike"), (" of us", "")), "It is two of us"),
        ((("In sight", ""), ("and not", "hidden"), (".", "")), "In sight."),
    ],
    ids=["raised", "lowered", "an ordinal", "struck", "hidden"],
)
def test_what_a_font_states_is_kept(
    read: Read, parts: tuple[tuple[str, str], ...], text: str
) -> None:
    assert texts(read("a.docx", word(runs(*parts))).blocks) == [text]


@pytest.mark.parametrize(
    ("before", "position", "points", "by_style", "text"),
    [
        ("10", 8, 9.5, False, "10^6 pounds"),
        ("10", -4, 8, False, "10₆ pounds"),
        ("10", 8, 9.5, True, "10^6 pounds"),
        ("10", 6, None, False, "10^6 pounds"),
        ("10", -6, None, True, "10₆ pounds"),
        ("10", 2, None, False, "106 pounds"),
        ("There are ", 6, None, False, "There are 6 pounds"),
        ("10", 0, 9.5, False, "106 pounds"),
    ],
    ids=[
        *("raised", "lowered", "by a style", "as large as the rest", "so lowered by a style"),
        *("a little", "apart", "only smaller"),
    ],
)
def test_what_is_moved_up_or_down_smaller_or_right_beside_others_is_raised_or_lowered(
    read: Read, before: str, position: int, points: float | None, by_style: bool, text: str
) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph(before)
        moved = paragraph.add_run("6")
        style = document.styles.add_style("Power", WD_STYLE_TYPE.CHARACTER)
        moved.style = style if by_style else None
        stating = style if by_style else moved
        stating.font.size = points and Pt(points)
        place = OxmlElement("w:position")
        place.set(qn("w:val"), str(position))
        stating.element.get_or_add_rPr().append(place)
        paragraph.add_run(" pounds")

    assert texts(read("a.docx", word(step)).blocks) == [text]


def test_words_of_the_usual_style_are_as_large_as_it_states(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        document.styles["Normal"].font.size = Pt(14)
        document.styles["Normal"].element.set(qn("w:default"), "true")
        power = document.add_paragraph("There are ").add_run("6")
        power.font.size = Pt(11)
        etree.SubElement(power._r.rPr, qn("w:position")).set(qn("w:val"), "6")

    assert texts(read("a.docx", word(step)).blocks) == ["There are ^6"]


def test_runs_that_are_moved_together_are_raised_together_or_not_at_all(read: Read) -> None:
    def moved(first: int) -> Step:
        def step(document: "docx.document.Document") -> None:
            paragraph = document.add_paragraph()
            for i, text in enumerate(("In 10", "1", "2")):
                run = paragraph.add_run(text)
                if i >= first:
                    place = OxmlElement("w:position")
                    place.set(qn("w:val"), "6")
                    run._r.get_or_add_rPr().append(place)

        return step

    blocks = read("a.docx", word(moved(0), moved(1))).blocks
    assert texts(blocks) == ["In 1012", "In 10^12"]


def test_a_sign_that_is_read_as_its_font_shows_it_is_not_listed_as_unread(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("The lift is mended: ")
        paragraph.add_run("ü").font.name = "Wingdings"

    paper = read("a.docx", word(step))
    assert (texts(paper.blocks), paper.left_out) == (["The lift is mended: ✔"], ())


def test_struck_words_are_listed(read: Read) -> None:
    (line,) = read("a.docx", word(runs(("two", ""), ("three", "strike")))).left_out
    assert (line.text, line.reason) == ("three", "struck out")


def test_a_simple_field_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("section ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "REF x")
        run = paragraph.add_run("4.2")._r
        paragraph._p.remove(run)
        field.append(run)
        paragraph._p.append(field)

    assert texts(read("a.docx", word(step)).blocks) == ["section 4.2"]


def test_of_a_field_in_the_instruction_of_another_only_the_outer_result_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("It is £")
        for part in ("begin", "begin", "separate", "=100", "end", "separate", "=200", "end"):
            run = paragraph.add_run(part[1:] if part[0] == "=" else "")._r
            if part[0] != "=":
                etree.SubElement(run, qn("w:fldChar")).set(qn("w:fldCharType"), part)
        paragraph.add_run(" in all.")

    assert texts(read("a.docx", word(step)).blocks) == ["It is £200 in all."]


def test_tracked_insertions_are_in_deletions_and_comments_are_listed(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("It costs ")
        for tag, inner, text in (("ins", "t", "seven"), ("del", "delText", "six")):
            change = OxmlElement(f"w:{tag}")
            change.set(qn("w:id"), "1")
            change.set(qn("w:author"), "The clerk")
            run = OxmlElement("w:r")
            words = OxmlElement(f"w:{inner}")
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)
        document.add_comment(paragraph.runs, "Is that right?", author="The chair", initials="C")

    paper = read("a.docx", word(step))
    assert texts(paper.blocks) == ["It costs seven"]
    assert {(line.text, line.reason) for line in paper.left_out} == {
        ("six", "deleted in a tracked change"),
        ("Is that right?", "comment by The chair"),
    }


def test_a_vertically_merged_cell_stands_in_each_of_its_rows(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        table = document.add_table(3, 3)
        rows = (("Area", "Oct", "Nov"), ("North", "", "7"), ("", "3", "4"))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    (block,) = read("a.docx", word(step)).blocks
    assert block.rows == (("Area", "Oct", "Nov"), ("North", "", "7"), ("North", "3", "4"))
    assert block.heads == 1


def test_no_column_of_word_is_lost_where_each_row_has_merged_cells_and_none_are_stated(
    read: Read,
) -> None:
    def step(document: "docx.document.Document") -> None:
        table = document.add_table(2, 3)
        for i, row in enumerate((("Cost this year", "", "16"), ("Author", "Dr Ash", ""))):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
            table.cell(i, i).merge(table.cell(i, i + 1))
        for column in list(table._tbl.tblGrid):
            table._tbl.tblGrid.remove(column)

    (block,) = read("a.docx", word(step)).blocks
    assert block.rows == (
        ("Cost this year", "Cost this year", "16"),
        ("Author", "Dr Ash", "Dr Ash"),
    )


def test_a_row_that_begins_further_in_has_its_figures_under_their_heads(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ("Ward", "Oct", "Nov", "", "18.2", "17.9"), strict=True):
        cell.text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    etree.SubElement(row.get_or_add_trPr(), qn("w:gridBefore")).set(qn("w:val"), "1")
    data = io.BytesIO()
    document.save(data)
    (block,) = read("a.docx", data.getvalue()).blocks
    assert block.rows == (("Ward", "Oct", "Nov"), ("", "18.2", "17.9"))


def test_a_footnote_has_its_mark(read: Read) -> None:
    rtf = rb"{\rtf1\ansi It grew by 2014.{\super\chftn}{\footnote\pard\chftn  In the north.}\par}"
    assert texts(read("a.rtf", rtf).blocks) == ["It grew by 2014. [1]", "[1] In the north."]


@pytest.mark.parametrize("has_libreoffice", [True, False])
def test_rich_text_raises_and_lowers_as_libreoffice_writes_it(
    read: Read, monkeypatch: pytest.MonkeyPatch, *, has_libreoffice: bool
) -> None:
    if not has_libreoffice:
        monkeypatch.setattr("ccgbrief.papers.libreoffice.libreoffice", lambda: None)
    moved = rb"{\loch{\*\updnprop8000}\up8\loch 6} or 5{\loch{\*\updnprop5800}\dn2\loch 10}"
    rtf = rb"{\rtf1\ansi It is 10" + moved + rb".\par}"
    assert texts(read("a.rtf", rtf).blocks) == ["It is 10^6 or 5₁₀."]


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_rich_text_as_large_as_the_rest_and_a_little_higher_is_not_raised(read: Read) -> None:
    rtf = rb"{\rtf1\ansi It is 7{\loch{\*\updnprop10000}\up1\loch 0}.\par}"
    assert texts(read("a.rtf", rtf).blocks) == ["It is 70."]


def test_notes_of_word_have_their_printed_marks(read: Read) -> None:
    marks = (("foot", "1", ""), ("end", "1", ""), ("foot", "2", "*"), ("foot", "3", ""))

    def step(document: "docx.document.Document") -> None:
        for kind, number, own in marks:
            run = document.add_paragraph("It grew").add_run(own)._r
            reference = OxmlElement(f"w:{kind}noteReference")
            reference.set(qn("w:id"), number)
            reference.set(qn("w:customMarkFollows"), "1" if own else "0")
            run.insert(0, reference)

    parts = unpacked(word(step))
    space = f'xmlns:w="{nsmap["w"]}"'
    for kind in ("foot", "end"):
        said = "<w:p><w:r><w:t>See it.</w:t></w:r></w:p>"
        notes = "".join(
            f'<w:{kind}note w:id="{number}">{said}</w:{kind}note>'
            for of, number, _ in marks
            if of == kind
        )
        parts[f"word/{kind}notes.xml"] = f"<w:{kind}notes {space}>{notes}</w:{kind}notes>".encode()
    found = [re.findall(r"\[.+?\]", block.text) for block in read("a.docx", packed(parts)).blocks]
    assert found == 2 * [["[1]"], ["[i]"], ["[*]"], ["[2]"]]


@pytest.mark.parametrize(
    ("stated", "marks", "remarks"),
    [
        ('<w:numStart w:val="5"/>', ["[5]", "[6]"], ()),
        ('<w:numRestart w:val="eachSect"/>', ["[1]", "[1]"], ()),
        ('<w:numFmt w:val="chicago"/>', ["[*]", "[†]"], ()),
        ('<w:numRestart w:val="eachPage"/>', ["[1]", "[2]"], (BY_PAGE,)),
    ],
)
def test_notes_are_numbered_as_the_file_states(
    read: Read, stated: str, marks: list[str], remarks: tuple[str, ...]
) -> None:
    mark = '<w:r><w:t>It grew</w:t><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p><w:pPr><w:sectPr/></w:pPr>{mark.format(1)}</w:p><w:p>{mark.format(2)}</w:p>"
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>Note {0}</w:t></w:r></w:p></w:footnote>'
    space = f'xmlns:w="{nsmap["w"]}"'
    parts = unpacked(paper_files.word(body))
    notes = "".join(map(note.format, (1, 2)))
    parts["word/footnotes.xml"] = f"<w:footnotes {space}>{notes}</w:footnotes>".encode()
    settings = f"<w:footnotePr>{stated}</w:footnotePr>"
    parts["word/settings.xml"] = f"<w:settings {space}>{settings}</w:settings>".encode()
    paper = read("a.docx", packed(parts))
    found = [mark for block in paper.blocks for mark in re.findall(r"\[.+?\]", block.text)]
    assert (found, paper.remarks) == (2 * marks, remarks)


def test_a_note_whose_mark_is_deleted_or_hidden_is_only_listed(read: Read) -> None:
    mark = '<w:footnoteReference w:id="{}"/>'
    runs_in = [
        f"<w:r>{mark.format(1)}</w:r>",
        f"<w:del><w:r>{mark.format(2)}</w:r></w:del>",
        f"<w:r><w:rPr><w:vanish/></w:rPr>{mark.format(3)}</w:r>",
        f"<w:moveFrom><w:r>{mark.format(4)}</w:r></w:moveFrom>",
        f'<w:moveTo w:id="9" w:author="A"><w:r>{mark.format(4)}</w:r></w:moveTo>',
    ]
    body = f"<w:p><w:r><w:t>It grew</w:t></w:r>{''.join(runs_in)}</w:p>"
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>Note {0}</w:t></w:r></w:p></w:footnote>'
    notes = "".join(map(note.format, range(1, 5)))
    space = f'xmlns:w="{nsmap["w"]}"'
    parts = unpacked(paper_files.word(body))
    parts["word/footnotes.xml"] = f"<w:footnotes {space}>{notes}</w:footnotes>".encode()
    paper = read("a.docx", packed(parts))
    assert texts(paper.blocks) == ["It grew [1] [2]", "[1] Note 1", "[2] Note 4"]
    assert list(map(str, paper.left_out)) == [
        "Note 2 [deleted in a tracked change]",
        "Note 3 [hidden text]",
    ]


def test_a_link_is_kept_without_its_hidden_words(read: Read) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    begin, between, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    target = '<w:r><w:instrText>HYPERLINK "https://x.example.org/"</w:instrText></w:r>'
    shown = f"<w:r><w:t>the </w:t></w:r>{hidden}<w:r><w:t> plan</w:t></w:r>"
    made = paper_files.word(f"<w:p>{begin}{target}{between}{shown}{end}</w:p>")
    paper = read("a.docx", made)
    assert [block.links for block in paper.blocks] == [(("the plan", "https://x.example.org/"),)]
    assert list(map(str, paper.left_out)) == ["secret [hidden text]"]


def test_hidden_text_is_listed_by_paragraph(read: Read) -> None:
    def by_style(document: "docx.document.Document") -> None:
        for name, kind in (("Secret", WD_STYLE_TYPE.CHARACTER), ("Note", WD_STYLE_TYPE.PARAGRAPH)):
            document.styles.add_style(name, kind).font.hidden = True
        paragraph = document.add_paragraph("It is agreed")
        paragraph.add_run(" by few", style="Secret")
        document.add_paragraph("Not to be shown", style="Note")

    shown = runs(("The cost is 9", ""), (" if the", "hidden"), (" lease is kept", "hidden"))
    paper = read("a.docx", word(shown, by_style))
    assert texts(paper.blocks) == ["The cost is 9", "It is agreed"]
    assert list(map(str, paper.left_out)) == [
        "if the lease is kept [hidden text]",
        "by few [hidden text]",
        "Not to be shown [hidden text]",
    ]


@pytest.mark.parametrize(
    ("own", "around", "is_seen"),
    [
        ('<w:highlight w:val="black"/>', "", False),
        ('<w:color w:val="auto"/><w:highlight w:val="black"/>', "", False),
        ('<w:color w:val="ff0000"/><w:highlight w:val="red"/>', "", False),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', "", False),
        ('<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000"/>', "", False),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="FFFFFF"/>', False),
        ('<w:rStyle w:val="Redacted"/>', "", False),
        ('<w:rStyle w:val="Redacted"/><w:color w:val="FF0000"/>', "", True),
        ('<w:highlight w:val="yellow"/>', "", True),
        ('<w:shd w:val="clear" w:fill="000000"/>', "", True),  # Word writes white on it
        ('<w:color w:val="FFFFFF"/>', "", True),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="auto"/>', "", True),
        (
            '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>',
            '<w:shd w:val="clear" w:fill="FFFFFF"/>',
            True,
        ),
    ],
)
def test_words_in_the_colour_behind_them_are_listed(
    read: Read, own: str, around: str, *, is_seen: bool
) -> None:
    body = (
        f"<w:p><w:pPr>{around}</w:pPr><w:r><w:t xml:space='preserve'>It goes to </w:t></w:r>"
        f"<w:r><w:rPr>{own}</w:rPr><w:t>Dr Ash</w:t></w:r><w:r><w:t> now</w:t></w:r></w:p>"
    )
    styles = b"""<w:style w:type="character" w:styleId="Redacted"><w:basedOn w:val="Dark"/>
        <w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Dark"><w:basedOn w:val="Redacted"/>
        <w:rPr><w:color w:val="000000"/></w:rPr></w:style></w:styles>"""
    parts = unpacked(paper_files.word(body))
    known = parts["word/styles.xml"].replace(b"</w:styles>", styles)
    paper = read("a.docx", packed(parts | {"word/styles.xml": known}))
    listed = [] if is_seen else [f"Dr Ash [{BLOTTED}]"]
    assert list(map(str, paper.left_out)) == listed
    assert texts(paper.blocks) == ["It goes to Dr Ash now" if is_seen else "It goes to now"]


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
@pytest.mark.parametrize(
    ("font", "why"),
    [("hidden", "hidden text"), ("strike", "struck out"), ("double_strike", "struck out")],
)
def test_what_a_style_hides_or_strikes_out_is_listed_also_by_way_of_the_styles_it_derives_from(
    read: Read, kind: WD_STYLE_TYPE, font: str, why: str
) -> None:
    def step(document: "docx.document.Document") -> None:
        add = document.styles.add_style
        first, second, third = (add(name, kind) for name in ("First", "Second", "Third"))
        setattr(first.font, font, True)
        second.base_style, third.base_style = first, second
        setattr(third.font, font, False)
        for style in (first, second, third):
            is_all = kind == WD_STYLE_TYPE.PARAGRAPH
            paragraph = document.add_paragraph("It is ", style=style if is_all else None)
            paragraph.add_run(style.name, style=None if is_all else style)
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            setattr(document.add_paragraph("It is ", style=first).add_run("Own").font, font, False)

    paper = read("a.docx", word(step))
    of_paragraphs = (["It is Third", "Own"], ["It is First", "It is Second", "It is"])
    of_words = (["It is", "It is", "It is Third"], ["First", "Second"])
    said, lost = of_paragraphs if kind == WD_STYLE_TYPE.PARAGRAPH else of_words
    assert texts(paper.blocks) == said
    assert list(map(str, paper.left_out)) == [f"{text} [{why}]" for text in lost]


def test_text_within_elements_of_ones_own_in_word_is_read(read: Read) -> None:
    def step(document: "docx.document.Document") -> None:
        paragraph = document.add_paragraph("The ")
        own = OxmlElement("w:customXml")
        own.append(paragraph.add_run("zebra")._r)
        paragraph._p.append(own)
        paragraph.add_run(" ward")
        around = OxmlElement("w:customXml")
        whole = document.add_paragraph("It closed.")._p
        whole.addprevious(around)
        around.append(whole)

    assert texts(read("a.docx", word(step)).blocks) == ["The zebra ward", "It closed."]


def test_two_columns_of_word_have_heads_only_where_the_file_shows_them(read: Read) -> None:
    rows = (("Name", "Dr Ash"), ("Shares", "£4,200"), ("Gifts", "£35"))

    def shown(style: str, finish: Step) -> int:
        def step(document: "docx.document.Document") -> None:
            table = document.add_table(rows=0, cols=2, style=style)
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            finish(document)

        (block,) = read("a.docx", word(step)).blocks
        assert block.rows == rows
        return block.heads

    def make_bold(document: "docx.document.Document") -> None:
        for cell in document.tables[0].rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True

    def make_label_bold(document: "docx.document.Document") -> None:
        for row in document.tables[0].rows:
            for cell, is_label in zip(row.cells, (True, False), strict=True):
                cell.paragraphs[0].runs[0].bold = is_label

    def repeat(document: "docx.document.Document") -> None:
        document.tables[0].rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    assert shown("Table Grid", lambda _: None) == 0
    assert shown("Table Grid", make_bold) == 1
    assert shown("Table Grid", make_label_bold) == 0
    assert shown("Table Grid", repeat) == 1
    assert shown("Light List Accent 1", lambda _: None) == 1


COVER = (("Meeting", "Board", "Date", "7 July"), ("Author", "Kim", "Sponsor", "Ash"))


@pytest.mark.parametrize(
    ("bold", "heads"),
    [
        (("1010", "1010"), 0),
        (("1111", "0000"), 1),
        (("1111", "1010"), 1),
        (("0000", "0000"), 1),
        (("1000", "1000"), 1),  # the labels of rows, below heads
    ],
)
@pytest.mark.parametrize("is_fill", [False, True])
def test_labels_set_apart_beside_values_in_each_row_are_no_heads(
    bold: tuple[str, str], heads: int, is_fill: bool, read: Read
) -> None:
    def step(document: "docx.document.Document") -> None:
        table = document.add_table(rows=3, cols=4, style="Table Grid")
        table.cell(0, 0).merge(table.cell(0, 3)).text = "Cover sheet"
        for row, said_, marks in zip(list(table.rows)[1:], COVER, bold, strict=True):
            for cell, text, mark in zip(row.cells, said_, marks, strict=True):
                run = cell.paragraphs[0].add_run(text)
                run.style = "Strong" if mark == "1" and not is_fill else None
                if mark == "1" and is_fill:
                    shade = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("w:shd"))
                    shade.set(qn("w:fill"), "D9D9D9")

    _, table = read("a.docx", word(step)).blocks
    assert (table.rows, table.heads) == (COVER, heads)
