"""HTML: the article of a page, cut into blocks; its menus left out and counted."""

import pytest

from ccgbrief.importers.markup import read_markup
from ccgbrief.pack import PassageKind
from tests.importers.conftest import Read

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


def test_the_article_of_a_page_is_read_without_its_menus(read: Read) -> None:
    paper = read("a.html", PAGE)
    texts = [b.text for b in paper.blocks]
    assert [b.text for b in paper.blocks if b.kind is PassageKind.HEADING] == ["What comes first"]
    assert not {"Home", "Related stories", "© 2015 The Sample"} & set(texts)
    assert {"Home", "News", "Related stories", "© 2015 The Sample"} <= set(paper.left_out)


def test_all_of_a_page_is_kept_on_demand(read: Read) -> None:
    texts = [b.text for b in read("a.html", PAGE, keep_all=True).blocks]
    assert {"Home", "Related stories", "Repairs of the roof"} <= set(texts)


def test_a_page_tells_its_title_author_date_and_site(read: Read) -> None:
    paper = read("a.html", PAGE)
    assert (paper.title, paper.author) == ("Shared budgets", "Ann Example")
    assert (paper.published, paper.publication) == ("2015-03-12", "The Sample")


def test_numbered_lists_keep_their_numbers_and_tables_their_rows(read: Read) -> None:
    blocks = read("a.html", PAGE).blocks
    assert [(b.marker, b.text) for b in blocks if b.kind is PassageKind.ITEM] == [
        ("3.", "Repairs of the roof"),
        ("4.", "Nurses for the evening"),
    ]
    assert [b.cells for b in blocks if b.kind is PassageKind.ROW] == [
        ("Town", "Budget"),
        ("Northam", "£3m"),
    ]


def test_an_html_page_is_known_by_its_content_whatever_its_name(read: Read) -> None:
    assert read("a.txt", PAGE).title == "Shared budgets"


def test_scripts_styles_and_open_tags_are_no_text() -> None:
    html = "<style>p{}</style><script>if (a<b) x()</script><p>One<p>Two <b>bold<br>line"
    assert [b.text for b in read_markup(html)] == ["One", "Two bold line"]


def test_lists_within_lists_keep_their_depth() -> None:
    html = "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>"
    assert [(b.text, b.level) for b in read_markup(html)] == [
        ("a", 0),
        ("b", 1),
        ("c", 1),
        ("d", 0),
    ]


def test_headings_items_and_summaries_amid_the_text_stay(read: Read) -> None:
    """Short ones are what a judge of web pages leaves out first."""
    parts = "".join(
        f"<h2>{i}. Tip</h2><p>{LONG} tip {i} costs nothing.</p><ol><li>It<ul><li>a</ul></ol>"
        f"<details><summary>More {i}</summary><p>{LONG} more of {i} is here.</p></details>"
        for i in range(9)
    )
    html = f"<body><h1>Tips</h1>{parts}<nav><h3>Up</h3></nav><p>{LONG} it ends.</p></body>"
    texts = [b.text for b in read("a.html", html).blocks]
    assert {"8. Tip", "More 8"} <= set(texts)
    assert texts.count("It") == texts.count("a") == 9
    assert "Up" not in texts


def test_a_table_that_only_sets_a_picture_beside_a_note_is_no_table() -> None:
    html = (
        "<table><tr><td> </td><th></th></tr></table><table><tr><td><img></td><th>Note</th></tr>"
        "<tr><td></td><td><p>It is slow.</p></td></tr></table><table><tr><td>a<td>b</table>"
    )
    assert [(b.kind, b.text) for b in read_markup(html)] == [
        (PassageKind.PARAGRAPH, "Note"),
        (PassageKind.PARAGRAPH, "It is slow."),
        (PassageKind.ROW, "a | b"),
    ]


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("", ""),
        ("<time datetime='2026-02-03T10:00'>3 Feb</time>", "2026-02-03"),
        ("<aside><time datetime='2026-02-03'>3 Feb</time></aside>", ""),
        (
            '<script type=\'application/ld+json\'>{"datePublished": "2026-02-03"}</script>',
            "2026-02-03",
        ),
        ("<meta name='DC.date' content='2026-02'>", "2026-02"),
    ],
)
def test_a_date_is_told_by_the_page_and_never_guessed_from_its_text(
    read: Read, told: str, published: str
) -> None:
    text = f"<p>{LONG} the plan of 2021-07-02, updated on 3 March 2022, names it.</p>"
    assert read("a.html", f"<html><body>{told}<h1>Plan</h1>{text}</body></html>").published == (
        published
    )
