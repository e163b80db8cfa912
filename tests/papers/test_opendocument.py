"""OpenDocument texts: what they hide, and the numbers that are printed."""

import io
import re
import zipfile

import pytest
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.paper import BLOTTED
from ccgbrief.papers.word import IN_FIGURES
from tests.papers.conftest import Read, texts


def open_text() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Purpose"))
    document.text.addElement(P(text="The zebra ward stays open until May."))
    data = io.BytesIO()
    document.write(data)
    return data.getvalue()


def test_a_template_is_read_as_what_is_made_of_it(read: Read) -> None:
    kind = b"application/vnd.oasis.opendocument.text-template"
    template = packed(unpacked(open_text()) | {"mimetype": kind})
    assert read("a.ott", template) == read("a.odt", open_text())


def test_comments_and_tracked_deletions_of_an_open_text_are_listed(read: Read) -> None:
    with zipfile.ZipFile(io.BytesIO(open_text())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    comment = (
        "<office:annotation><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Dr Ash"
        "</dc:creator><text:p>Is this</text:p><text:p>so?</text:p></office:annotation>"
        "<office:annotation><text:p>No.</text:p></office:annotation>"
    )
    change = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/>"
        "<text:p>Or longer.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    content = parts["content.xml"].decode()
    content = content.replace("until May", f"{comment}until May")
    parts["content.xml"] = re.sub("(<office:text[^>]*>)", rf"\1{change}", content).encode()
    paper = read("a.odt", packed(parts))
    assert texts(paper.blocks) == ["Purpose", "The zebra ward stays open until May."]
    assert list(map(str, paper.left_out)) == [
        "Or longer. [deleted in a tracked change]",
        "Is this so? [comment by Dr Ash]",
        "No. [comment]",
    ]


@pytest.mark.parametrize("styles", [None, "", "<office:automatic-styles/>"])
def test_an_open_text_without_styles_is_read(read: Read, styles: str | None) -> None:
    parts = unpacked(open_text())
    del parts["styles.xml"]
    if styles is not None:
        space = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
        whole = f"<office:document-styles {space}>{styles}</office:document-styles>"
        parts["styles.xml"] = whole.encode()
    assert texts(read("a.odt", packed(parts)).blocks) == texts(read("a.odt", open_text()).blocks)


def test_an_open_text_may_have_one_id_twice_as_where_a_list_was_copied(read: Read) -> None:
    parts = unpacked(open_text())
    twice = "<text:p xml:id='a'>One</text:p><text:p xml:id='a'>Two</text:p><text:p xml:id='1'/>"
    content = parts["content.xml"].decode().replace("</office:text>", f"{twice}</office:text>")
    paper = read("a.odt", packed(parts | {"content.xml": content.encode()}))
    assert texts(paper.blocks)[-2:] == ["One", "Two"]


def numbered_text(styles: str, body: str) -> bytes:
    """Return an open text with styles of lists, and with more after its own two paragraphs."""
    parts = unpacked(open_text())
    content = parts["content.xml"].decode()
    space = " ".join(  # odfpy may not have declared them
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
        for name, of in (("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    styles = f"<office:styles {space}>{styles}</office:styles>"
    content = content.replace("<office:body", f"{styles}<office:body")
    content = content.replace("</office:text>", f"{body}</office:text>")
    return packed(parts | {"content.xml": content.encode()})


def level(number: int, form: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return f'<text:{kind} text:level="{number}" style:num-format="{form}" {more}/>'


def items(*texts: str, around: str = "") -> str:
    return f"<text:list {around}>{''.join(texts)}</text:list>"


def item(text: str, within: str = "", about: str = "") -> str:
    return f"<text:list-item {about}><text:p>{text}</text:p>{within}</text:list-item>"


LEVELS = (
    '<text:list-style style:name="L">'
    + level(1, "1", 'style:num-suffix="."')
    + level(2, "a", 'text:display-levels="2" style:num-prefix="(" style:num-suffix=")"')
    + '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)
L = 'text:style-name="L"'
HEADER = "<text:list-header><text:p>That:</text:p><text:p>and</text:p></text:list-header>"


def test_levels_that_are_counted_together_have_numbers_that_go_on(read: Read) -> None:
    one = LEVELS.replace('style:name="L"', 'style:name="L" text:consecutive-numbering="true"')
    one = one.replace('style:num-format="a" text:display-levels="2"', 'style:num-format="1"')
    begun = item("nine", items(item("ten")), about='text:start-value="9"')
    body = items(item("one", items(item("two"), item("three"))), item("four"), begun, around=L)
    blocks = read("a.odt", numbered_text(one, body)).blocks
    markers = ["1.", "(2)", "(3)", "4.", "9.", "(10)"]
    assert [block.marker for block in blocks if block.marker] == markers


@pytest.mark.parametrize(
    ("body", "markers"),
    [
        (items(item("one"), item(""), item("two", items(item("in"))), around=L), "1. 3. (3.a)"),
        (
            items(item("one"), around=f'xml:id="x" {L}')
            + items(item("other"), around=L)
            + items(item("two"), around=f'text:continue-list="x" {L}')
            + items(item("three"), around=f'text:continue-numbering="true" {L}'),
            "1. 1. 2. 3.",
        ),
        (items(item("one"), item("six", about='text:start-value="6"'), around=L), "1. 6."),
        (items(item("a", items(item("b", items(item("c"))))), around=L), "1. (1.a) •"),
        (items(HEADER, item("one", items(HEADER, item("in"))), around=L), "1. (1.a)"),
    ],
    ids=["levels", "goes on", "begins anew", "bullet", "header"],
)
def test_items_of_an_open_text_have_their_printed_numbers(
    read: Read, body: str, markers: str
) -> None:
    blocks = read("a.odt", numbered_text(LEVELS, body)).blocks
    assert [block.marker for block in blocks if block.marker] == markers.split()


@pytest.mark.parametrize(
    ("form", "start", "markers"),
    [
        ("01, 02, 03, ...", 9, ["09", "10"]),
        ("1st", 2, ["2nd", "3rd"]),
        ("*, †, ‡, §, **, ††, ...", 1, ["*", "†"]),
        ("a", 27, ["aa", "ab"]),
        ('a" style:num-letter-sync="true', 27, ["aa", "bb"]),
        ("", 1, ["", ""]),
    ],
)
def test_numbers_of_an_open_text_are_written_as_its_style_says(
    read: Read, form: str, start: int, markers: list[str]
) -> None:
    style = f"<text:list-style style:name='L'>{level(1, form)}</text:list-style>"
    body = items(item("one", about=f'text:start-value="{start}"'), item("two"), around=L)
    paper = read("a.odt", numbered_text(style, body))
    assert ([block.marker for block in paper.blocks[-2:]], paper.remarks) == (markers, ())


def test_numbers_of_an_open_text_that_are_words_are_said_to_be_in_figures(read: Read) -> None:
    style = f"<text:list-style style:name='L'>{level(1, 'One')}</text:list-style>"
    paper = read("a.odt", numbered_text(style, items(item("one"), around=L)))
    assert (paper.blocks[-1].marker, paper.remarks) == ("1", (IN_FIGURES,))


def test_a_list_goes_on_only_with_the_one_right_before_it(read: Read) -> None:
    other = LEVELS.replace('style:name="L"', 'style:name="M"')
    goes_on = f'text:continue-numbering="true" {L}'
    lists = (L, 'text:style-name="M"', goes_on, goes_on)
    body = "".join(items(item("x"), around=around) for around in lists)
    blocks = read("a.odt", numbered_text(LEVELS + other, body)).blocks
    assert [block.marker for block in blocks if block.marker] == ["1.", "1.", "1.", "2."]


def test_what_heads_or_follows_in_an_item_has_no_number(read: Read) -> None:
    heading = "<text:list-item><text:h>Aims</text:h><text:p>of us</text:p></text:list-item>"
    late = "<text:list-item><text:list/><text:p>late</text:p></text:list-item>"
    headed = f"<text:list-item>{items(HEADER, item('in'))}</text:list-item>"
    body = items(heading, headed, late, item("last"), around=L)
    blocks = read("a.odt", numbered_text(LEVELS, body)).blocks
    assert [(b.marker, b.text) for b in blocks[-7:]] == [
        ("", "1. Aims"),
        ("", "of us"),
        ("", "That:"),
        ("", "and"),
        ("(1.a)", "in"),
        ("", "late"),
        ("2.", "last"),
    ]


def test_a_column_of_an_open_text_of_nothing_but_numbers_is_read(read: Read) -> None:
    numbers = items("<text:list-item><text:p/></text:list-item>", around=L)
    goes_on = numbers.replace("<text:list ", '<text:list text:continue-numbering="true" ', 1)
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = "".join(
        row.format(cell.format(number) + cell.format(f"<text:p>{text}</text:p>"))
        for number, text in ((numbers, "Aims"), (goes_on, "Costs"))
    )
    table = f'<table:table xmlns:table="{TABLE}">{rows}</table:table>'
    block = read("a.odt", numbered_text(LEVELS, table)).blocks[-1]
    assert block.rows == (("1.", "Aims"), ("2.", "Costs"))


def test_items_that_were_deleted_from_an_open_text_count_for_none(read: Read) -> None:
    change = items(item("deleted"), around=L)
    change = f"<text:changed-region><text:deletion>{change}</text:deletion></text:changed-region>"
    change = f"<text:tracked-changes>{change}</text:tracked-changes>"
    blocks = read("a.odt", numbered_text(LEVELS, change + items(item("one"), around=L))).blocks
    goes_on = items(item("one"), around=f'text:continue-numbering="true" {L}')
    after = read("a.odt", numbered_text(LEVELS, change + goes_on)).blocks
    assert (blocks[-1].marker, after[-1].marker) == ("1.", "1.")


def test_headings_of_an_open_text_have_their_printed_numbers(read: Read) -> None:
    loext = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    form = f'xmlns:loext="{loext}" loext:num-list-format="%1%.%2%)"'
    kind = "outline-level-style"
    styles = level(1, "I", kind=kind) + level(2, "1", form, kind)
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    body = "".join(heading.format(*each) for each in ((1, "Aims"), (2, "Costs"), (2, "Staff")))
    outline = f"<text:outline-style>{styles}</text:outline-style>"
    paper = read("a.odt", numbered_text(outline, body))
    assert texts(paper.blocks)[-3:] == ["II Aims", "II.1) Costs", "II.2) Staff"]


def test_a_heading_that_is_taken_out_of_the_numbers_counts_for_none(read: Read) -> None:
    styles = level(1, "1", 'style:num-suffix="."', kind="outline-level-style")
    own = '<style:style style:name="P" style:family="paragraph" style:list-style-name=""/>'
    headings = (
        f"<text:h {style}>{text}</text:h>"
        for style, text in (("", "Aims"), ('text:style-name="P"', "Thanks"), ("", "Costs"))
    )
    outline = f"<text:outline-style>{styles}</text:outline-style>"
    parts = unpacked(numbered_text(outline, "".join(headings)))
    content = parts["content.xml"].decode()
    space = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    own = f'<office:automatic-styles xmlns:style="{space}">{own}</office:automatic-styles>'
    content = content.replace("<office:automatic-styles/>", "").replace(
        "<office:body", f"{own}<office:body", 1
    )
    paper = read("a.odt", packed(parts | {"content.xml": content.encode()}))
    assert texts(paper.blocks)[-3:] == ["2. Aims", "Thanks", "3. Costs"]


SPACES = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'


def cells(inside: str) -> str:
    row = f"<table:table-row><table:table-cell>{inside}</table:table-cell></table:table-row>"
    return f'<table:table xmlns:table="{TABLE}">{row}</table:table>'


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
BOX = f"<draw:frame {SPACES}><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
SHAPE = f"<draw:rect {SPACES}><text:p>In a shape.</text:p></draw:rect>"
RUBY = "<text:ruby><text:ruby-base>Elm</text:ruby-base></text:ruby>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<text:p>It is <text:date>3 May</text:date> at last.</text:p>", ["It is 3 May at last."]),
        ("<text:h>Of <text:author-name>Ash</text:author-name></text:h>", ["Of Ash"]),
        (f"<text:p>At {RUBY}<text:s/>hall.</text:p>", ["At Elm hall."]),
        (
            f"<text:p>Before{BOX} it.</text:p><text:p>Yes.</text:p>",
            ["Before it.", "In a box.", "Yes."],
        ),
        (f"{BOX}<text:p>A{SHAPE} page.</text:p>", ["In a box.", "A page.", "In a shape."]),
        (
            cells(f"<text:p>Of</text:p>{cells('<text:p>Ash</text:p>')}<text:h>Elm</text:h>"),
            ["Of Ash Elm"],
        ),
    ],
    ids=["a date", "in a heading", "ruby", "a box", "on a page", "a table in a cell"],
)
def test_what_a_line_or_cell_holds_is_read_in_its_place(
    read: Read, body: str, said: list[str]
) -> None:
    paper = read("a.odt", numbered_text("", body))
    found = [block.text or block.rows[0][0] for block in paper.blocks]
    assert found[2:] == said
    assert paper.left_out == ()


def styled(name: str, parent: str, about: str) -> str:
    properties = f"<style:text-properties {about}/>"
    above = f'style:parent-style-name="{parent}"'
    return f'<style:style style:name="{name}" {above}>{properties}</style:style>'


@pytest.mark.parametrize(
    ("about", "undone", "why"),
    [
        ('text:display="none"', 'text:display="true"', "hidden text"),
        (
            'style:text-line-through-style="solid"',
            'style:text-line-through-style="none"',
            "struck out",
        ),
    ],
)
def test_what_a_style_of_an_open_text_hides_or_strikes_out_is_listed(
    read: Read, about: str, undone: str, why: str
) -> None:
    styles = styled("A", "Z", about) + styled("B", "A", "") + styled("C", "B", undone)
    body = "".join(
        f'<text:p text:style-name="{name}">All {name}</text:p>'
        f'<text:p>It is <text:span text:style-name="{name}">of {name}</text:span></text:p>'
        for name in "ABC"
    )
    paper = read("a.odt", numbered_text(styles, body))
    assert texts(paper.blocks)[2:] == ["It is", "It is", "All C", "It is of C"]
    listed = [f"{text} [{why}]" for text in ("All A", "of A", "All B", "of B")]
    assert list(map(str, paper.left_out)) == listed


@pytest.mark.parametrize(
    ("outer", "inner", "is_seen"),
    [
        ("", 'fo:background-color="#000000" fo:color="#000000"', False),
        ('fo:background-color="#FF0000"', 'fo:color="#ff0000"', False),
        ('fo:background-color="#000000"', 'style:use-window-font-color="true"', True),
        ("", 'fo:background-color="#000000"', True),  # shown in white
        ("", 'fo:background-color="#000000" fo:color="#ffffff"', True),
        ("", 'fo:background-color="transparent" fo:color="#ffffff"', True),
        ('fo:color="#000000"', 'fo:background-color="#ffff00"', True),
    ],
)
def test_words_of_an_open_text_in_the_colour_behind_them_are_listed(
    read: Read, outer: str, inner: str, *, is_seen: bool
) -> None:
    styles = styled("P", "Z", outer) + styled("T", "P", "") + styled("U", "T", inner)
    dark = '<text:span text:style-name="U">Dr <text:span>Ash</text:span></text:span>'
    body = f'<text:p text:style-name="P">It goes to {dark} now</text:p>'
    paper = read("a.odt", numbered_text(styles, body))
    assert texts(paper.blocks)[2:] == ["It goes to Dr Ash now" if is_seen else "It goes to now"]
    assert list(map(str, paper.left_out)) == ([] if is_seen else [f"Dr Ash [{BLOTTED}]"])


def test_signs_of_an_open_text_are_read_as_their_font_shows_them(read: Read) -> None:
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    fonts = (
        f'<style:font-face {svg} style:name="{name}" svg:font-family="\'{family}\'"/>'
        for name, family in (("S1", "Symbol"), ("W1", "Wingdings"), ("A1", "Arial"))
    )
    styles = (
        styled(name, parent, f'style:font-name="{font}"' if font else "")
        for name, parent, font in (
            ("S", "", "S1"),
            ("W", "", "W1"),
            ("V", "W", ""),
            ("A", "", "A1"),
        )
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    texts_in = [
        f"für {span.format('S', '&#xf0a3;')} 5{span.format('V', 'ü')}für",
        span.format("W", f"ü{span.format('A', 'für')}û"),
    ]
    body = "".join(f"<text:p>{text}</text:p>" for text in texts_in)
    paper = read("a.odt", numbered_text("".join((*fonts, *styles)), body))
    assert texts(paper.blocks)[2:] == ["für ≤ 5✔für", "✔für🗶"]
    assert paper.left_out == ()


FIELDS = """xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"
    xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" """


def older(kind: str, **stated: str) -> str:
    params = (f'<field:param field:name="{k}" field:value="{v}"/>' for k, v in stated.items())
    return (
        f'<field:fieldmark {FIELDS} field:type="x.FORM{kind}">{"".join(params)}</field:fieldmark>'
    )


def drawn(kind: str, about: str, inside: str = "") -> str:
    control = f'<form:{kind} {FIELDS} form:id="c" {about}>{inside}</form:{kind}>'
    return f'<office:forms>{control}</office:forms><draw:control {SPACES} draw:control="c"/>'


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (f'<loext:content-control {FIELDS} loext:checkbox="true">☒</loext:content-control>', "☒"),
        (
            f"<loext:content-control {FIELDS}><loext:list-item/>Elm</loext:content-control>",
            "Elm",
        ),
        (older("CHECKBOX", Checkbox_Checked="true"), "☒"),
        (older("CHECKBOX"), "☐"),
        (
            older("DROPDOWN", Dropdown_Selected="0", Dropdown_ListEntry="Ash"),
            "Ash",
        ),
        (older("DROPDOWN", Dropdown_ListEntry="Ash"), ""),
        (drawn("checkbox", 'form:label="Elm" form:current-state="checked"'), "☒ Elm"),
        (drawn("radio", 'form:label="Elm" form:value="on"'), "☐ Elm"),
        (drawn("text", 'form:value="Ash" form:current-value="Elm"'), "Elm"),
        (drawn("password", 'form:current-value="secret"'), ""),
        (
            drawn(
                "listbox",
                "",
                '<form:option form:label="Ash"/>'
                '<form:option form:label="Elm" form:current-selected="true"/>',
            ),
            "Elm",
        ),
    ],
)
def test_what_is_ticked_typed_or_chosen_in_an_open_text_stands_in_its_place(
    read: Read, field: str, said: str
) -> None:
    paper = read("a.odt", numbered_text("", f"<text:p>The board {field} agreed.</text:p>"))
    assert paper.blocks[-1].text == " ".join(f"The board {said} agreed.".split())


def test_a_control_on_the_page_of_an_open_text_is_read(read: Read) -> None:
    control = drawn("checkbox", 'form:label="Elm" form:state="checked"')
    assert read("a.odt", numbered_text("", control)).blocks[-1].text == "☒ Elm"


def test_notes_of_an_open_text_have_their_printed_marks(read: Read) -> None:
    note = (
        "<text:note><text:note-citation>{}</text:note-citation><text:note-body><text:p>{}"
        "</text:p></text:note-body></text:note>"
    )
    first, second = note.format("i", "By May."), note.format("*", "Or so.")
    body = f"<text:p>It grew{first} and fell{second}.</text:p>"
    blocks = read("a.odt", numbered_text("", body)).blocks
    assert texts(blocks)[2:] == ["It grew [i] and fell [*].", "[i] By May.", "[*] Or so."]


WIDE = '<table:table-cell table:number-columns-spanned="2">'
CELL, COVERED = "<table:table-cell>", "<table:covered-table-cell/>"


def filled(cell: str, text: str) -> str:
    return f"{cell}<text:p>{text}</text:p></table:table-cell>"


def rows_of(read: Read, *rows: str) -> tuple[tuple[str, ...], ...]:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows[1:])
    heads = f"<table:table-header-rows><table:table-row>{rows[0]}</table:table-row>"
    table = f"{heads if rows[0] else ''}{'</table:table-header-rows>' if rows[0] else ''}{body}"
    text = numbered_text("", f'<table:table xmlns:table="{TABLE}">{table}</table:table>')
    return read("a.odt", text).blocks[-1].rows


def test_no_column_of_an_open_text_is_lost_where_each_row_has_merged_cells(read: Read) -> None:
    cost = f"{filled(WIDE, 'Cost this year')}{COVERED}{filled(CELL, '16')}"
    author = f"{filled(CELL, 'Author')}{filled(WIDE, 'Dr Ash')}{COVERED}"
    assert rows_of(read, "", cost, author) == (
        ("Cost this year", "Cost this year", "16"),
        ("Author", "Dr Ash", "Dr Ash"),
    )


def test_figures_of_an_open_text_stand_under_heads_that_reach_below_those_repeated(
    read: Read,
) -> None:
    tall = '<table:table-cell table:number-rows-spanned="2">'
    heads = f"{filled(tall, 'Name')}{filled(WIDE, 'Came')}{COVERED}"
    below = f"{COVERED}{filled(CELL, 'Apr')}{filled(CELL, 'May')}"
    row = "".join(filled(CELL, text) for text in ("Ash", "1", "2"))
    assert rows_of(read, heads, below, row) == (
        ("Name", "Came", "Came"),
        ("Name", "Apr", "May"),
        ("Ash", "1", "2"),
    )
