"""Web pages: the article as trafilatura has it, with what its tags state."""

import pytest

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import BLOTTED, Block, Paper, PaperError
from tests.papers.conftest import Read

LONG = "The practices of three towns will plan their premises together from next spring, because "
PAGE = f"""<!doctype html><html><head><title>Shared budgets | The Sample</title>
<meta property="og:title" content="Shared budgets"><meta name="author" content="Ann Example">
<meta property="article:published_time" content="2015-03-12T08:00:00Z">
<meta property="og:site_name" content="The Sample"></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav>
<div class="cookies">We use cookies to improve your visit.</div>
<main><article><h1>Shared budgets</h1>
<p>{LONG} their boards approved a plan on Monday after a long debate in public.</p>
<p>{LONG} the repairs that are due can then be paid for from one budget of a million.</p>
<h2>What comes first</h2><ol start="3"><li>Repairs of the roof<li>Nurses for the evening</ol>
<table><tr><th>Town<th>Budget<tr><td>Northam<td><p>£3m</p></table>
<p>{LONG} the finance committee has asked for figures that can be compared in June.</p>
</article></main><aside><h3>Related stories</h3><p><a href="x">Hospital opens a wing</a></p></aside>
<footer>© 2015 The Sample</footer></body></html>"""


def article(inside: str) -> str:
    """Return a page that has this between two paragraphs of an article."""
    start, end = f"<p>{LONG} their boards agreed on Monday.</p>", f"<p>{LONG} it ends there.</p>"
    return f"<html><body><article><h1>Shared</h1>{start}{inside}{end}</article></body></html>"


def within(paper: Paper) -> list[Block]:
    """Return the blocks between the two paragraphs of `article`."""
    return [b for b in paper.blocks if LONG.strip() not in b.text and b.text != "Shared"]


def test_the_article_of_a_page_is_read_without_its_menus(read: Read) -> None:
    paper = read("a.html", PAGE)
    texts = [b.text for b in paper.blocks]
    assert "What comes first" in texts
    assert not {"Home", "Related stories", "© 2015 The Sample"} & set(texts)
    left_out = {line.text: line.reason for line in paper.left_out}
    assert {"Home", "News", "Related stories"} <= set(left_out)
    assert left_out["Home"] == "seems not to be part of the article"


def test_all_of_a_page_is_kept_on_demand(read: Read) -> None:
    blocks = read("a.html", PAGE, keep_all=True).blocks
    assert {"Home", "Related stories"} <= {block.text for block in blocks}
    assert ("3.", "Repairs of the roof") in {(block.marker, block.text) for block in blocks}


def test_a_page_tells_its_title_author_date_and_site(read: Read) -> None:
    paper = read("a.html", PAGE)
    assert (paper.title, paper.author) == ("Shared budgets", "Ann Example")
    assert (paper.published, paper.publication) == ("2015-03-12", "The Sample")


def test_numbered_lists_keep_their_numbers_and_tables_their_grid(read: Read) -> None:
    blocks = read("a.html", PAGE).blocks
    assert [(b.marker, b.text) for b in blocks if b.kind is PassageKind.ITEM] == [
        ("3.", "Repairs of the roof"),
        ("4.", "Nurses for the evening"),
    ]
    assert [(b.rows, b.heads) for b in blocks if b.rows] == [
        ((("Town", "Budget"), ("Northam", "£3m")), 1)
    ]


@pytest.mark.parametrize(
    ("rule", "markers"),
    [
        ("ol {list-style-type: lower-alpha}", ["a.", "b."]),
        ("ol {list-style: outside upper-roman}", ["I.", "II."]),
        ("li {list-style: lower-latin}", ["a.", "b."]),
        ("ol {list-style: none}", ["•", "•"]),
        ("ol {list-style-type: lower-greek}", ["α.", "β."]),
        ("ol {list-style-type: decimal-leading-zero}", ["01.", "02."]),
        ("ol {list-style-type: armenian}", ["•", "•"]),
        ("ol li {display: flex}", ["•", "•"]),
        ("@media (min-width: 40em) {ol {list-style: upper-roman}}", ["I.", "II."]),
        ("@media (max-width: 40em) {ol {list-style: upper-roman}}", ["1.", "2."]),
        ("@media print, screen and (width > 40em) {ol {list-style: none}}", ["•", "•"]),
        ("@supports (display: grid) {ol {list-style: upper-roman}}", ["I.", "II."]),
        ("@supports not (display: grid) {ol {list-style: upper-roman}}", ["1.", "2."]),
        ("ol {list-style: none} article :where(ol) {list-style: lower-alpha}", ["a.", "b."]),
        (":is(ul, article > ol) {list-style: lower-alpha}", ["a.", "b."]),
        (":not(:where(.x *)):is(ol) {list-style: lower-alpha}", ["a.", "b."]),
        ("article {color: red; ol {list-style: lower-alpha}}", ["a.", "b."]),
        ("ol {list-style: lower-alpha} :where(article ol) {list-style: none}", ["a.", "b."]),
        ("section {ul, ol {list-style: lower-alpha}}", ["1.", "2."]),
        ("<!-- ol {list-style: lower-alpha} -->", ["a.", "b."]),
        ("li::marker {content: counter(list-item, upper-roman) ') '}", ["I)", "II)"]),
        ("li::marker {content: 'Rule ' counter(list-item)}", ["Rule 1", "Rule 2"]),
        ("li::marker {content: '– '}", ["•", "•"]),
        ("li::marker {content: '✓ '}", ["✓", "✓"]),
        ("ol {list-style-type: '✓ '}", ["✓", "✓"]),
        ("ol {list-style: inside '✓ '}", ["✓", "✓"]),
        ("ol {list-style-type: 'Rule: '}", ["Rule:", "Rule:"]),
        ("li::marker {content: normal}", ["1.", "2."]),
        ("ol {list-style: url(dot.png)}", ["1.", "2."]),
        ("ol {list-style: inside}", ["1.", "2."]),
        ("ol {list-style: none} article ol {list-style: revert}", ["1.", "2."]),
        ("ol {list-style: none decimal}", ["1.", "2."]),
        ("ol {list-style: var(--l, decimal)}", ["1.", "2."]),
        (f"ol {{list-style: url(data:image/png;base64,{'A' * 900}) upper-roman}}", ["I.", "II."]),
        ("ol {list-style: url( a.png ) lower-alpha}", ["a.", "b."]),
        ("ol {list-style-type: lower-alpha} article ol {list-style: upper-roman}", ["I.", "II."]),
        ("ol {list-style-type: decimal} article ol {list-style: none}", ["•", "•"]),
        ("article {list-style-type: lower-alpha} ol {list-style: inherit}", ["a.", "b."]),
        ("li:first-child {list-style: none}", ["•", "2."]),
        ("li:first-child {list-style: lower-alpha}", ["a.", "2."]),
    ],
)
def test_lists_are_lettered_as_the_style_of_the_page_says(
    read: Read, rule: str, markers: list[str]
) -> None:
    inside = f"<style>{rule}</style><ol><li>A lift for Elm<li>A ramp for Oak</ol>"
    paper = read("a.html", article(inside))
    assert [b.marker for b in within(paper)] == markers


@pytest.mark.parametrize(
    ("listed", "markers"),
    [
        ("<ol><li type=a>A lift for Elm<li>A ramp for Oak</ol>", ["a.", "2."]),
        ("<ol><li type=disc>A lift for Elm<li>A ramp for Oak</ol>", ["•", "2."]),
        ("<ol type=a start=26><li>A lift for Elm<li>A ramp for Oak</ol>", ["z.", "aa."]),
        ("<ol type=A start=29><li>A lift for Elm<li>A ramp for Oak</ol>", ["AC.", "AD."]),
        ("<ol><li style='display: block'>A lift for Elm<li>A ramp for Oak</ol>", ["•", "1."]),
        (
            "<ol><li><div>A lift for Elm</div>"
            "<li style='list-style: lower-roman'>A ramp for Oak</ol>",
            ["1.", "ii."],
        ),
    ],
)
def test_an_item_has_the_number_that_a_browser_shows(
    read: Read, listed: str, markers: list[str]
) -> None:
    assert [b.marker for b in within(read("a.html", article(listed)))] == markers


def test_numbers_of_a_list_that_are_not_known_are_said_not_to_be_read(read: Read) -> None:
    for rule in ("ol {list-style: armenian}", "li::marker {content: counter(a)}"):
        page = f"<style>{rule}</style><ol><li>A lift<li>A ramp</ol>"
        assert "Its style numbers some of it" in " ".join(read("a.html", page).remarks)


@pytest.mark.parametrize("how", ["text-decoration: line-through", "visibility: hidden"])
def test_an_item_that_is_taken_out_is_counted_where_a_browser_counts_it(
    read: Read, how: str
) -> None:
    listed = f"<ol><li>A lift<li style='{how}'>A ramp<li hidden>A draft<li>A roof</ol>"
    blocks = within(read("a.html", article(listed)))
    assert [(b.marker, b.text) for b in blocks] == [("1.", "A lift"), ("3.", "A roof")]


def test_a_table_without_a_cell_costs_no_page(read: Read) -> None:
    inside = "<p>Words before</p><table><tbody><tr></tr></tbody></table><p>Words after"
    assert [b.text for b in within(read("a.html", article(inside)))] == [
        "Words before",
        "Words after",
    ]


def test_an_html_page_is_known_by_its_content_without_an_ending(read: Read) -> None:
    assert read("a", PAGE).title == "Shared budgets"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<tr><th>Area<th colspan=2>Waits<tr><td rowspan=2>North<td>1<td>2<tr><td>3<td>4",
            (("Area", "Waits", "Waits"), ("North", "1", "2"), ("North", "3", "4")),
        ),
        (
            "<tr><th>Area<th>Oct<th>Nov<tr><td>North<td><td>7",
            (("Area", "Oct", "Nov"), ("North", "", "7")),
        ),
        (
            "<colgroup><col span=3></colgroup><tr><th>Area<th>Oct<th>Nov<tr><td>North<td>6<td>7",
            (("Area", "Oct", "Nov"), ("North", "6", "7")),
        ),
        (
            "<tr><th>Area<th>Was<th>Now<tr><td>North<td style='text-decoration:line-through'>6<td>7"
            "<tr><td style='visibility:hidden'>Dr Ash<td>8<td>9",
            (("Area", "Was", "Now"), ("North", "", "7"), ("", "8", "9")),
        ),
        (
            "<tr><th>Area<th>Site<th>Cost<tr><td rowspan=3>North<td>x<td>1"
            "<tr style='text-decoration:line-through'><td>y<td>2"
            "<tr><td>z<td>3<tr><td>South<td>w<td>4",
            (
                ("Area", "Site", "Cost"),
                ("North", "x", "1"),
                ("North", "", ""),
                ("North", "z", "3"),
                ("South", "w", "4"),
            ),
        ),
        (
            "<tr><th>Area<th>Oct<th>Nov<tr><td hidden>Draft<td>North<td>6<td>7",
            (("Area", "Oct", "Nov"), ("North", "6", "7")),
        ),
        (
            "<tfoot><tr><td>All<td>9</tfoot><tr><th>Area<th>Cost<tr><td>North<td>9",
            (("Area", "Cost"), ("North", "9"), ("All", "9")),
        ),
        (
            "<tr><th>Area<th>Cost<tr style='text-decoration:line-through'><td>x<td>1<tr><td>y<td>2",
            (("Area", "Cost"), ("y", "2")),
        ),
        (
            "<tr><th rowspan=2>Name<th colspan=2>Came<tr><th>Apr<th>May<tr><td>Ash<td>1<td>2",
            (("Name", "Came", "Came"), ("Name", "Apr", "May"), ("Ash", "1", "2")),
        ),
        (
            "<tr><th rowspan=2>Name<th colspan=2>Came<tr><td>Apr<td>May<tr><td>Ash<td>1<td>2",
            (("Name", "Came", "Came"), ("Name", "Apr", "May"), ("Ash", "1", "2")),
        ),
        (
            "<thead><tr><th>Name<th>Day<th>Hours<tbody><tr><th rowspan=2>Ash<th>Monday<th>1"
            "<tr><td>Friday<td>2",
            (("Name", "Day", "Hours"), ("Ash", "Monday", "1"), ("Ash", "Friday", "2")),
        ),
        (
            "<tr><th>Name<th>Day<tr><td rowspan=0>Ash<td>Monday<tr><td>Friday",
            (("Name", "Day"), ("Ash", "Monday"), ("Ash", "Friday")),
        ),
        (
            "<tfoot><tr><td>Total<td>3<td>4</tfoot><tbody><tr><th>Area<th>Plan<th>Out"
            "<tr><td rowspan=2>Rent<td>1<td>2<tr><td>2<td>2",
            (("Area", "Plan", "Out"), ("Rent", "1", "2"), ("Rent", "2", "2"), ("Total", "3", "4")),
        ),
    ],
    ids=[
        "spans",
        "an empty cell",
        "columns of one width",
        "cells taken out",
        "a row taken out within a span",
        "a cell that has no place",
        "a foot before the rows of a table without spans",
        "a row taken out",
        "two rows of heads",
        "the second row of heads as plain cells",
        "a row that looks like heads",
        "a span to the last row",
        "a foot before the rows",
    ],
)
def test_a_figure_stays_under_its_head(
    read: Read, table: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    (block,) = within(read("a.html", article(f"<table>{table}</table>")))
    assert block.rows == rows


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<p>It cost 10<sup>6</sup> pounds, said all.</p>", "It cost 10^6 pounds, said all."),
        ("<p>They measured CO<sub>2</sub> in rooms.</p>", "They measured CO₂ in rooms."),
        ("<p>All 1,250<sup>1</sup><sup>,</sup><sup>2</sup> beds.</p>", "All 1,250^1,2 beds."),
        ("<style>.c3 { vertical-align: super }</style><p>10<span class=c3>6</span>.</p>", "10^6."),
        ("<p>In CO<small style='vertical-align: sub'>2</small> all.</p>", "In CO₂ all."),
        ("<p>It cost 10<b style='vertical-align:super'>6</b> in all.</p>", "It cost 10^6 in all."),
        ("<p>It cost 10<em style='vertical-align: 4pt'>6</em> then.</p>", "It cost 10^6 then."),
        ("<p>It cost 10<i style='vertical-align:-30%'>6</i> then.</p>", "It cost 10₆ then."),
        (
            "<p>It is <b>10</b><b><span style='position:relative;top:-4.0pt'>6</span></b> now.</p>",
            "It is 10^6 now.",
        ),
        (
            "<p>It cost 10<span style='position:relative;top:1px'>6</span> then.</p>",
            "It cost 106 then.",
        ),
        ("<p>Cost: <span style='vertical-align:4pt'>6</span> pounds.</p>", "Cost: 6 pounds."),
        (
            "<p>By 2014<a href='#n' style='vertical-align: super'>3</a> all had met.</p>",
            "By 2014 [3] all had met.",
        ),
        (
            "<p>By 2014<sup><a href='#n'>3</a></sup> all had met.</p>",
            "By 2014 [3] all had met.",
        ),
        ("<p>It is <q>far from done</q>, all say.</p>", "It is “far from done”, all say."),
        ("<p>Seen by two<del>three</del> of them here.</p>", "Seen by two of them here."),
        ("<p>They said so.</p><p hidden>secret</p>", "They said so."),
        ("<div class='notes'><p>They said so.</p></div>", "They said so."),
        ("<p>They said so.</p><p style='display: none'>secret</p>", "They said so."),
        ("<p>They said so.<img src=x alt='a chart'></p>", "They said so."),
    ],
)
def test_what_tags_state_is_kept(read: Read, inside: str, text: str) -> None:
    assert [b.text for b in within(read("a.html", article(inside)))] == [text]


@pytest.mark.parametrize(
    ("six", "shown"),
    [
        ("<sup>6</sup>", "^6"),
        ("<sub>6</sub>", "₆"),
        ("<b>6</b>", "6"),
        ("<a href='http://a.org'>6</a>", "6"),
        ("<span style='vertical-align: super'>6</span>", "^6"),
    ],
)
def test_a_short_page_keeps_lines_with_tags_in_them(read: Read, six: str, shown: str) -> None:
    lines = f"<p>Beds cost 10{six} pounds in the year.</p><p>Only 10{six}.</p>"
    paper = read("a.html", f"<html><body><h1>Budget</h1>{lines}</body></html>")
    kept = ["Budget", f"Beds cost 10{shown} pounds in the year.", f"Only 10{shown}."]
    assert [block.text for block in paper.blocks] == kept
    assert paper.left_out == ()


def test_what_pandoc_does_not_read_of_a_page_is_listed(read: Read) -> None:
    paper = read("a.html", article("<dl>the ward is full<dt>a<dd>b</dl>"))
    assert "the ward is full [not read by pandoc]" in map(str, paper.left_out)


@pytest.mark.parametrize(
    "style",
    [
        "display:none;position:relative;top:-8px",
        "visibility:hidden;position:relative;top:-8px",
        "display:none;vertical-align:30%",
    ],
)
def test_what_is_hidden_and_raised_is_listed(read: Read, style: str) -> None:
    paper = read("a.html", article(f"<p>Open <a style='{style}'>tip</a> until noon.</p>"))
    assert [block.text for block in within(paper)] == ["Open until noon."]
    assert list(map(str, paper.left_out)) == ["tip [hidden text]"]


def test_what_a_page_hides_is_listed(read: Read) -> None:
    hidden = """<div hidden><p>Not <b>yet</b></p><p hidden>for all</p></div><p>In sight</p>
        <p style="display:none">Draft<script>let it = 1</script></p><template>Form</template>
        <p style="display:none">&zwnj;&nbsp;</p><div hidden><p>Draft</p></div>"""
    paper = read("a.html", article(hidden))
    assert [block.text for block in within(paper)] == ["In sight"]
    lines = ["Not yet for all [hidden text]", "Draft [hidden text]", "Form [hidden text]"]
    assert list(map(str, paper.left_out)) == lines


def test_struck_words_are_left_out_and_listed(read: Read) -> None:
    paper = read("a.html", article("<p>Seen by two<s>three</s> of them here.</p>"))
    assert ("three", "struck out") in {(line.text, line.reason) for line in paper.left_out}


@pytest.mark.parametrize("around", ["div", "figure"])
def test_a_block_quotation_is_a_quotation(read: Read, around: str) -> None:
    quoted = f"<{around}><blockquote>We will see it done.</blockquote></{around}>"
    (block,) = within(read("a.html", article(quoted)))
    assert (block.kind, block.text) == (PassageKind.QUOTATION, "We will see it done.")


@pytest.mark.parametrize(
    ("charset", "word"),
    [
        *(("iso-8859-2", "Łódź"), ("windows-1251", "Москва"), ("utf-8", "Brún")),
        *(("shift_jis", "東京"), ("iso-2022-jp", "東京")),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(read: Read, charset: str, word: str) -> None:
    page = article(f"<p>They met in {word} last May, said all who were there.</p>")
    data = page.replace("<body>", f"<head><meta charset={charset}></head><body>").encode(charset)
    assert any(word in b.text for b in read("a.html", data).blocks)


def test_a_page_that_cannot_be_in_the_encoding_that_it_declares_is_read(read: Read) -> None:
    page = article("<p>They met in Brun last May.</p>").replace(
        "<body>", "<meta charset=UTF-16><body>"
    )
    assert any("Brun" in block.text for block in read("a.html", page).blocks)


def test_a_page_that_goes_on_with_nul_characters_is_refused_as_a_text_is(read: Read) -> None:
    for declared in ("<body>", "<head><meta charset=utf-8></head><body>"):
        page = article("<p>They met in Brun last May.</p>").replace("<body>", declared)
        with pytest.raises(PaperError, match="it is not text \\(it holds NUL characters\\)"):
            read("a.html", page.encode()[:-30] + bytes(30))


def test_a_title_named_within_a_quotation_is_nobody_who_speaks(read: Read) -> None:
    quoted = "<blockquote>As <cite>The Sample</cite> said, it was so.</blockquote>"
    (block,) = within(read("a.html", article(quoted)))
    assert (block.text, block.speaker) == ("As The Sample said, it was so.", "")


@pytest.mark.parametrize(
    ("rule", "style"),
    [
        (".x { display: none }", ""),
        ("#a { visibility: hidden }", ""),
        ("span { display: none !important }", "display: inline"),
        ("", "mso-hide:all"),
        ("", "font-size:0px"),
        ("", "opacity: .0"),
        ("@media (min-width: 600px) { .x { display: none } }", ""),
        ("@media only screen and (min-width:40.0625em) { .x { display: none } }", ""),
        ("@supports (display: grid) { .x { display: none } }", ""),
        ("@media screen { @supports (color: red) { .x { display: none } } }", ""),
        ("p { color: red; .x { display: none } }", ""),
        ("p { &>.x { display: none } }", ""),
        (":where(.x, .y) { display: none }", ""),
    ],
)
def test_what_the_rules_of_a_page_hide_is_listed(read: Read, rule: str, style: str) -> None:
    inside = f"<style>{rule}</style><p>Seen <span id=a class=x style='{style}'>and hid</span> too"
    paper = read("a.html", article(inside))
    assert [b.text for b in within(paper)] == ["Seen too"]
    assert [str(line) for line in paper.left_out] == ["and hid [hidden text]"]


@pytest.mark.parametrize(
    ("rule", "inside"),
    [
        (".x { display: none } p .x { display: inline }", "<span class=x>"),
        (".x { font-size: 0 } p .x b { font-size: 9pt }", "<span class=x><b>"),
        ("@media print { .x { display: none } }", "<span class=x>"),
        ("@media (max-width: 600px) { .x { display: none } }", "<span class=x>"),
        ("@supports not (display: grid) { .x { display: none } }", "<span class=x>"),
        (".x { display: none } @media (min-width: 9px) { .x { display: block } }", "<b class=x>"),
        (".x { display: inline }", "<span class=x hidden>"),
        (".x:hover { opacity: 0 } .x::after { display: none }", "<span class=x>"),
        ("", "<style media='(max-width: 9px)'>.x { display: none }</style><span class=x>"),
        (".x { background: black } b { color: white }", "<span class=x><b>"),
        (".x { background: url(a.png) #000 }", "<span class=x>"),
        ("", "<link rel=stylesheet href=a.css><span style='background:#000'>"),
    ],
)
def test_what_a_page_shows_in_spite_of_a_rule_is_read(read: Read, rule: str, inside: str) -> None:
    page = article(f"<p>Seen {inside}and this")
    paper = read("a.html", page.replace("<body>", f"<head><style>{rule}</style></head><body>"))
    assert [b.text for b in within(paper)] == ["Seen and this"]


@pytest.mark.parametrize(
    ("struck", "why"),
    [
        ("style='text-decoration: line-through red'", "struck out"),
        ("class=c3", "struck out"),
        ("style='background:#000;color:rgb(0, 0, 0)'", BLOTTED),
        ("style='background-color: black'", BLOTTED),
    ],
)
def test_words_struck_or_blotted_out_by_a_style_are_listed(
    read: Read, struck: str, why: str
) -> None:
    rule = "<style>.c3 { text-decoration-line: line-through }</style>"
    paper = read(
        "a.html", article(f"{rule}<p>It costs <span {struck}>4.1 m</span> 3.9 million.</p>")
    )
    assert [b.text for b in within(paper)] == ["It costs 3.9 million."]
    assert [line.text for line in paper.left_out if line.reason == why] == ["4.1 m"]


def test_a_page_whose_parts_a_script_shows_one_by_one_is_kept(read: Read) -> None:
    parts = "".join(f"<section class=fade><p>{LONG} part {i}.</p></section>" for i in range(9))
    paper = read("a.html", f"<style>.fade {{ opacity: 0 }}</style><h1>Shared</h1>{parts}")
    assert sum("together from next spring" in block.text for block in paper.blocks) == 9
    assert [remark for remark in paper.remarks if "hidden until a script shows it" in remark]


@pytest.mark.parametrize("hides", ["style='visibility: hidden'", "style='display:none'", "hidden"])
def test_a_page_that_a_script_shows_is_read_and_that_is_said(read: Read, hides: str) -> None:
    paper = read("a.html", article("<p>It was so.</p>").replace("<body", f"<body {hides}"))
    assert "It was so." in {block.text for block in paper.blocks}
    assert [remark for remark in paper.remarks if "hidden until a script shows it" in remark]


def test_a_struck_passage_that_never_ends_takes_no_page_with_it(read: Read) -> None:
    page = article("<p>It was so.</p>").replace("<article>", "<article><del>")
    paper = read("a.html", page)
    assert "It was so." in {block.text for block in paper.blocks}
    assert not [line for line in paper.left_out if line.reason == "struck out"]


def test_lines_between_paragraphs_are_read(read: Read) -> None:
    page = "<html><body><a href='#x'><p>abc</p><p>def</p>ghi</a></body></html>"
    assert [block.text for block in read("a.html", page).blocks] == ["abc", "def", "ghi"]


def test_paragraphs_are_parted_where_lines_end_and_no_preformatted_ones(read: Read) -> None:
    said = f"<div>{LONG}it is so.<br>\n<br><b>To:<br>Ash</b><br>At: 5</div><pre>a<br><br>b</pre>"
    blocks = read("a.html", f"<html><body>{said}</body></html>", keep_all=True).blocks
    assert [b.text for b in blocks] == [f"{LONG}it is so.", "To:", "Ash", "At: 5", "a\n\nb"]


def test_a_heading_an_item_and_a_cell_of_several_lines_are_one(read: Read) -> None:
    said = "<h2>A<br><br>B</h2><ul><li>C<br>D</li></ul><table><tr><td>E<br>F<td>2</table>"
    blocks = read("a.html", f"<html><body>{said}</body></html>", keep_all=True).blocks
    assert [b.text or b.rows for b in blocks] == ["A B", "C D", (("E F", "2"),)]


def test_links_stay_in_the_lines_that_they_are_in(read: Read) -> None:
    said = "<p><a href='https://a.org/'>here</a><br><a href='https://b.org/'>here</a></p>"
    blocks = read("a.html", f"<html><body>{said}</body></html>", keep_all=True).blocks
    assert [link.target for b in blocks for link in b.links] == ["https://a.org/", "https://b.org/"]
    assert [len(b.links) for b in blocks] == [1, 1]


def test_a_quotation_keeps_its_words_outside_paragraphs(read: Read) -> None:
    blocks = within(read("a.html", article("<blockquote>One.<p>Two.</p>Three.</blockquote>")))
    assert " ".join(block.text for block in blocks).split() == ["One.", "Two.", "Three."]


def test_a_page_of_one_word_is_read(read: Read) -> None:
    paper = read("a.html", "<html><body><p>Short.</p></body></html>")
    assert [b.text for b in paper.blocks] == ["Short."]


@pytest.mark.parametrize("piece", ["<a ", "<!--", "” said ", " ", "<div>", "&amp;"])
def test_a_page_that_says_one_thing_without_end_is_read(read: Read, piece: str) -> None:
    paper = read("a.html", f"<html><body><p>Words.</p>{piece * 20_000}</body></html>")
    assert paper.blocks[0].text.startswith("Words")


def test_a_page_of_thirty_megabytes_is_refused_at_once(read: Read) -> None:
    with pytest.raises(PaperError, match="it is larger than 10 MB"):
        read("a.html", b"<html>" + b"<p>x</p>" * 4_000_000)


def test_an_article_without_paragraphs_is_read_without_its_menu(read: Read) -> None:
    page = f"<html><body><nav><p>Home</p></nav><section>{LONG * 5}</section></body></html>"
    paper = read("a.html", page)
    assert [block.text for block in paper.blocks] == [(LONG * 5).strip()]
    assert [line.text for line in paper.left_out] == ["Home"]
    assert not paper.remarks


def test_a_page_that_hides_its_article_but_not_its_menus_is_read(read: Read) -> None:
    paragraphs = "".join(f"<p>{LONG}item {number} was agreed.</p>" for number in range(20))
    hidden = article(paragraphs).replace("<article>", "<article hidden>")
    paper = read("a.html", hidden.replace("<body>", "<body><p>Home</p><p>The page is loading</p>"))
    assert f"{LONG}item 7 was agreed." in {block.text for block in paper.blocks}
    assert [remark for remark in paper.remarks if "hidden until a script shows it" in remark]


def test_lines_left_out_of_a_long_page_are_those_that_are_not_in_its_article(read: Read) -> None:
    paragraphs = "".join(f"<p>{LONG}item {number} was agreed.</p>" for number in range(2_000))
    page = article(paragraphs).replace("</body>", "<footer><p>Contact us</p></footer></body>")
    assert [line.text for line in read("a.html", page).left_out] == ["Contact us"]


def test_a_table_that_fills_more_cells_than_a_paper_has_is_refused(read: Read) -> None:
    rows = "<tr><td>x<td rowspan=9999 colspan=9999>x" + "<tr><td>y" * 2_000
    with pytest.raises(PaperError, match="more than 500,000 cells"):
        read("a.html", article(f"<table>{rows}</table>"))


def test_a_table_within_one_that_sets_the_page_keeps_its_grid(read: Read) -> None:
    inner = "<table><tr><th>Ward<th>Beds<tr><td>Zebra<td>11</table>"
    page = article(f"<table><tr><td><p>{LONG}it is so.</p>{inner}<td>Aside</table>")
    blocks = read("a.html", page, keep_all=True).blocks
    assert [block.rows for block in blocks if block.rows] == [(("Ward", "Beds"), ("Zebra", "11"))]
    assert f"{LONG}it is so." in {block.text for block in blocks}


def test_a_table_with_headings_in_it_sets_the_page(read: Read) -> None:
    page = article(
        f"<table><tr><td><h2>A plan</h2><p>{LONG}it is so.</p><p>{LONG}it stays.</p></table>"
    )
    texts = [block.text for block in read("a.html", page).blocks]
    assert {"A plan", f"{LONG}it is so.", f"{LONG}it stays."} <= set(texts)


def test_headings_alone_in_their_cells_are_heads_of_columns(read: Read) -> None:
    rows = "<tr><td><h3>Ward</h3><td><h3>Beds</h3><tr><td>Zebra<td>11"
    blocks = read("a.html", article(f"<p>{LONG}it is so.</p><table>{rows}</table>")).blocks
    assert (("Ward", "Beds"), ("Zebra", "11")) in [block.rows for block in blocks]


def test_a_caption_is_no_part_of_the_heads_below_it(read: Read) -> None:
    rows = "<caption>Beds by ward</caption><tr><th>Ward<th>Beds<tr><td>Zebra<td>11"
    blocks = within(read("a.html", article(f"<table>{rows}</table>")))
    (at,) = (i for i, block in enumerate(blocks) if block.rows)
    assert blocks[at - 1].text == "Beds by ward"
    assert blocks[at].rows == (("Ward", "Beds"), ("Zebra", "11"))


def test_a_year_in_the_text_is_no_date_of_the_page(read: Read) -> None:
    table = "<table><tr><th>Ward<th>2014<tr><td>Zebra<td>11</table>"
    assert not read("a.html", article(table)).published


def test_a_page_of_frames_names_what_to_save(read: Read) -> None:
    with pytest.raises(PaperError, match="save each of them"):
        read("a.html", "<html><frameset><frame src='a.html'></frameset></html>")


def test_preformatted_lines_stay_as_they_are_set(read: Read) -> None:
    lines = "Ward    Oct   Nov\nZebra  18.2\t17.9\nYak           21.5"
    (block,) = within(read("a.html", article(f"<pre>\n{lines}</pre>")))
    assert block.kind is PassageKind.CODE
    assert block.text == "Ward    Oct   Nov\nZebra  18.2     17.9\nYak           21.5"


def test_preformatted_lines_of_a_page_without_an_article_have_their_blanks(read: Read) -> None:
    page = "<html><body><pre>The ward  stays\nopen</pre></body></html>"
    paper = read("a.html", page, keep_all=True)
    assert [block.text for block in paper.blocks] == ["The ward  stays\nopen"]


def test_what_is_filled_in_ticked_or_chosen_in_a_form_is_read(read: Read) -> None:
    form = (
        '<p>Name:<input value="Dr Ash"> <input type="hidden" value="x1"><p>Why: <textarea>A gift'
        '</textarea><p><input type="checkbox" checked> agree <input type="radio"> disagree'
        "<p>Area: <select><option>North<option selected>South</select> of"
        " <select><option>Elm<option>Oak</select> and <select multiple><option>Ash</select>"
    )
    paper = read("a.html", f"<!DOCTYPE html><html><body>{form}", keep_all=True)
    assert [block.text for block in paper.blocks] == [
        "Name: Dr Ash",
        "Why: A gift",
        "☒ agree ☐ disagree",
        "Area: South of Elm and",
    ]
    offered = "offered by a form, and not filled in by anybody"
    assert [str(line) for line in paper.left_out] == [
        f"{text} [{offered}]" for text in ("North", "Oak", "Ash")
    ]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('.x::before { content: "Not " }', "It was Not agreed, in June."),
        (".x:before{content:'\\2212 '}", "It was −agreed, in June."),
        ('p .y, p .x::after { color: red; content: " (draft, " "7421)" }', "agreed (draft, 7421),"),
        ('@media screen { .x::before { content: "Not " } }', "It was Not agreed, in June."),
        ('.x { color: red }\n/* } */ .x::AFTER { content: "; {" "a}" }', "It was agreed; {a}, in"),
        ('@media print { .x::before { content: "Not " } }', "It was agreed, in June."),
        ('.x::before { content: "\\f101" } .x::after { content: "›" }', "It was agreed, in June."),
        ('.x::before { content: "\\D800 \\ffffff \\0000A3 5" }', "It was £5agreed, in June."),
        ('.z::before { content: "Not " }', "It was agreed, in June."),
        (".x::before { content: attr(title) } img::before { content: 'a' }", "It was agreed,"),
        (".x::before { content: \"'Quoted' \" }", "It was 'Quoted' agreed, in June."),
        (".x::after { content: ' (' attr(data-by) ')' }", "It was agreed (Ash), in June."),
        (":is(.x, .y)::before { content: 'Not ' / 'none' }", "It was Not agreed, in June."),
        ("@media (min-width: 9px) {.x::before {content: 'Not '}}", "It was Not agreed, in June."),
        (".x::before { content: 'Not '; visibility: hidden }", "It was agreed, in June."),
        (".x::before { content: 'Not ' } b::before { display: none }", "It was agreed, in June."),
    ],
)
def test_words_that_a_style_writes_before_and_after_others_are_read_there(
    read: Read, rule: str, said: str
) -> None:
    said_of = "<p>It was <b class=x data-by=Ash>agreed</b>, in June.<img src=a.png></p>"
    page = f"<style>{rule}</style>{said_of}"
    paper = read("a.html", page)
    assert said in paper.blocks[0].text.replace("**", "")
    assert not any("numbers" in remark for remark in paper.remarks)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("td::before {content: '✓'}", ("✓Elm", "✓", "✓500", "✓")),
        (".n::before {content: '('} .n::after {content: ')'}", ("Elm", "", "(500)", "")),
        (".e::after {content: '●'} td b::before {content: '–'}", ("Elm", "●", "–500", "–")),
        ("td::before {content: '• '} td::after {content: ' ›'}", ("Elm", "•", "500 ›", "•")),
        ("td::before {content: '\\f101'}", ("Elm", "", "500", "")),
        ("b::before {content: '★★☆'} td::after {content: '▼'}", ("Elm▼", "▼", "★★☆500▼", "★★☆▼")),
    ],
)
def test_signs_that_a_style_writes_are_read_but_for_decoration_beside_words(
    style: str, shown: tuple[str, ...], read: Read
) -> None:
    cells = "<td>Elm</td><td class=e></td><td class=n><b>500</b></td><td><b></b></td>"
    page = f"<style>{style}</style><table><tr><th>Ward<th>Done<th>Sum<th>Stars<tr>{cells}</table>"
    (table,) = read("a.html", f"<title>T</title>{page}").blocks
    assert table.rows[1] == shown


def test_a_sign_of_ascii_without_words_is_a_letter_of_a_font_of_pictures(read: Read) -> None:
    style = "<style>i::before {content: '%'} b::before {content: '✔'}</style>"
    (block,) = read("a.html", f"<title>T</title>{style}<p><i></i> <b></b> Safe staffing</p>").blocks
    assert block.text == "✔ Safe staffing"


def test_numbers_that_a_style_counts_are_said_not_to_be_read(read: Read) -> None:
    style = "<style>h2::before { content: counter(s) '. ' }</style>"
    paper = read("a.html", f"{style}<h2>Quorum</h2><p>Six members make one.</p>")
    assert "Its style numbers some of it" in " ".join(paper.remarks)
    style = "<style>h2::before { content: 'counter 1 ' }</style>"
    assert read("a.html", f"{style}<h2>Quorum</h2><p>Six make one.</p>").remarks == ()


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ('<font face="Symbol">£</font>', "≤"),
        ('<span style="font-family: Wingdings, serif">ü<b>û</b></span>', "✔🗶"),
        ('<b class="w">ü<i style="font-family:Arial">ü</i></b>', "✔ü"),
        ('<span style="font-family:Arial,Wingdings">ü</span>', "ü"),
    ],
)
def test_signs_of_a_page_are_read_as_their_font_shows_them(
    read: Read, sign: str, said: str
) -> None:
    rule = '<style>.w { font-family: "Wingdings" }</style>'
    (block,) = within(read("a.html", article(f"{rule}<p>It is für all {sign} £5 a day.</p>")))
    assert block.text == f"It is für all {said} £5 a day."


ITEM = (
    f"<h2>Beds</h2><p>{LONG * 3}</p><ol><li>Appoint a lead.</li><li>Spend 3411 pounds.</li></ol>"
    f"<h2>Roads</h2><p>{LONG[::-1] * 3}</p><ul><li>A loose point.</li></ul>"
)


@pytest.mark.parametrize(
    "around", ["{}", "<div>{}</div>", "<main>{}</main>", '<div class="WordSection1">{}</div>']
)
def test_lists_and_headings_of_a_page_that_names_no_article_are_read(
    read: Read, around: str
) -> None:
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/a'>About</a></li></ul></nav>"
    page = f"<html><body>{menu}{around.format(ITEM)}</body></html>"
    blocks = read("a.html", page.encode()).blocks
    assert [block.text for block in blocks if len(block.text) < 20] == [
        "Beds", "Appoint a lead.", "Spend 3411 pounds.", "Roads", "A loose point.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "small",
    [
        '<div class="post">By Dr Ash</div>',
        '<div id="content"><p>A teaser.</p></div>',
        "<article><p>One line of news.</p></article>",
        '<div class="entry-content"><p>Summary of the meeting of the board in May.</p></div>',
    ],
)
@pytest.mark.parametrize("around", ["{small}{item}", "{item}{small}", "{small}<div>{item}</div>"])
def test_lists_and_headings_beside_a_small_part_that_is_named_as_the_article_are_read(
    read: Read, small: str, around: str
) -> None:
    page = f"<html><body>{around.format(small=small, item=ITEM)}</body></html>"
    found = [block.text for block in read("a.html", page.encode()).blocks]
    wanted = ["Beds", "Appoint a lead.", "Spend 3411 pounds.", "Roads", "A loose point."]
    assert [text for text in found if text in wanted] == wanted


def test_all_of_a_page_that_a_word_processor_saved_is_read(read: Read) -> None:
    page = (
        '<html><head><meta name=Generator content="Microsoft Word 15"></head><body>'
        "<p>Notice</p><ul><li><a href='a.html'>First paper</a></li></ul></body></html>"
    )
    paper = read("a.html", page.encode())
    assert [block.text for block in paper.blocks] == ["Notice", "First paper"]
    assert (paper.left_out, paper.remarks) == ((), ())


def test_the_words_of_a_drawing_are_listed(read: Read) -> None:
    drawing = "<svg><title>Chart</title><text>Beds<tspan>55</tspan></text></svg>"
    paper = read("a.html", article(f"<p>{LONG}</p>{drawing}"))
    assert "Beds 55 [drawn, and not read]" in map(str, paper.left_out)


def _nested(times: int) -> bytes:
    """Return a page with tags that are never closed, so that each stands in the one before."""
    said = (f"<font><p>Paragraph {n} says that the board met in Leeds." for n in range(times))
    return f"<html><body><h1>Roads</h1>{''.join(said)}</body></html>".encode()


def test_a_page_with_tags_that_are_never_closed_is_read_to_its_end(read: Read) -> None:
    blocks = read("page.html", _nested(300)).blocks
    assert blocks[-1].text == "Paragraph 299 says that the board met in Leeds."


def test_a_page_deeper_than_can_be_read_says_so(read: Read) -> None:
    paper = read("page.html", _nested(3000))
    assert paper.blocks[0].text == "Roads"
    assert paper.blocks[1].text.startswith("Paragraph 0 says")
    assert "its end is not read" in " ".join(paper.remarks)


def test_plain_characters_of_an_xhtml_page_are_read(read: Read) -> None:
    page = "<html><script>//<![CDATA[\na < b //]]></script><p>We pay <![CDATA[R&D <and> all]]>.</p>"
    assert [block.text for block in read("a.xhtml", page).blocks] == ["We pay R&D <and> all."]
    as_in_browsers = ["We pay all]]>."]  # in HTML it is a comment, as far as the next >
    assert [block.text for block in read("a.html", page).blocks] == as_in_browsers


def test_a_frame_that_holds_its_page_itself_is_read(read: Read) -> None:
    inner = "&lt;p&gt;It &lt;b hidden&gt;never &lt;/b&gt;meets.&lt;/p&gt;"
    frame = f'<iframe srcdoc="{inner}">no frames</iframe>'
    paper = read("a.html", f"<html><p>The board.</p>{frame}<p>Seldom.</p>")
    assert [block.text for block in paper.blocks] == ["The board.", "It meets.", "Seldom."]
    assert [line.text for line in paper.left_out] == ["never"]
    assert [block.text for block in read("a.html", frame).blocks] == ["It meets."]


@pytest.mark.parametrize("tag", ["dialog", "video", "audio", "canvas", "noembed", "div popover"])
def test_what_only_an_old_browser_or_a_script_shows_is_listed(read: Read, tag: str) -> None:
    newer = f"<{tag}>Get a newer one.</{tag.removesuffix(' popover')}>"
    inside = f"<p>Seen.</p>{newer}<dialog open>And this.</dialog>"
    paper = read("a.html", f"<html><body>{inside}</body></html>", keep_all=True)
    assert [b.text for b in paper.blocks] == ["Seen.", "And this."]
    assert [str(line) for line in paper.left_out] == ["Get a newer one. [hidden text]"]


def test_what_a_field_suggests_is_no_text_of_the_page(read: Read) -> None:
    field = "<p>Area: <input list=l value=North><datalist id=l><option>East<option>West</datalist>"
    paper = read("a.html", article(field))
    assert [b.text for b in within(paper)] == ["Area: North"]
    offered = "offered by a form, and not filled in by anybody"
    assert [str(line) for line in paper.left_out] == [f"East West [{offered}]"]


def test_a_line_ends_at_an_end_tag_of_a_line(read: Read) -> None:
    paper = read("a.html", article("<p>Elm Surgery</br>Oak Road</BR >Leeds</p>"))
    assert [b.text for b in within(paper)] == ["Elm Surgery", "Oak Road", "Leeds"]
