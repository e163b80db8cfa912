"""Tidying: what surrounds an article goes and is told; what the article says stays."""

import pytest

from ccgbrief.pack import PassageKind
from ccgbrief.papers.cleanup import is_boilerplate, tidied, with_headings
from ccgbrief.papers.paper import Block
from tests.papers.conftest import Read

PROSE = (
    "The boards of three towns agreed last week that they would look after their surgeries "
    "together, although none of them could yet say what the repairs will cost."
)
OTHER = PROSE.replace("three towns", "two villages").replace("surgeries", "clinics")


def kept(read: Read, text: str) -> list[str]:
    return [block.text for block in tidied(read("a.txt", text).blocks)[0]]


def test_lines_of_the_page_around_an_article_go(read: Read) -> None:
    text = f"Start reading\nHealth\n\nShared surgeries\n\n{PROSE}\n\nOur picks\nA wing opens"
    assert kept(read, text) == ["Health", "Shared surgeries", PROSE, "A wing opens"]


def test_one_such_line_takes_nothing_else_with_it(read: Read) -> None:
    text = f"{PROSE}\n\nRelated stories\n\nA book: The mill and its people (2014)"
    assert kept(read, text) == [PROSE, "A book: The mill and its people (2014)"]


def test_what_is_left_out_is_told_line_by_line(read: Read) -> None:
    _, left_out = tidied(read("a.txt", f"{PROSE}\n\nMost read\nOur picks\nA wing opens").blocks)
    assert [(line.text, line.reason) for line in left_out] == [
        ("Most read", "a button, link or notice of a web page"),
        ("Our picks", "a button, link or notice of a web page"),
    ]


def test_a_line_in_quotation_marks_stays(read: Read) -> None:
    for said in ("‘We shall never agree about the mill’", f"‘{OTHER[:60]}’"):
        assert kept(read, f"{PROSE}\n\n{said}\n\n{OTHER}") == [PROSE, said, OTHER]


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        ([PROSE, "What comes first", OTHER], ["What comes first"]),
        (["What comes first", OTHER], ["What comes first"]),
        ([PROSE, "A man with a pile of stones", "What comes first", OTHER], []),
        ([PROSE, "Photo by Ann Example", OTHER, "Photo by Ann Example", PROSE], []),
        ([PROSE, "Photo: Ann Example", OTHER], []),
        ([PROSE, "It was so.", OTHER], []),
        ([PROSE, "Next", "Go to page two."], []),
        ([PROSE, "A man with a pile of stones", PROSE[:-1]], []),
    ],
    ids=[
        *("alone", "first", "below a caption", "again", "with a colon", "a sentence"),
        *("short below", "no sentence below"),
    ],
)
def test_a_line_that_stands_alone_between_long_paragraphs_is_a_heading(
    read: Read, lines: list[str], headings: list[str]
) -> None:
    blocks = with_headings(read("a.txt", "\n\n".join(lines)).blocks)
    assert [b.text for b in blocks if b.kind is PassageKind.HEADING] == headings


def test_what_is_said_again_stays(read: Read) -> None:
    resolved = "RESOLVED: That permission be granted, subject to the conditions in the report."
    items = "\n\n".join(f"Item {number}: the mill\n\n{resolved}" for number in range(4))
    assert kept(read, items).count(resolved) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook Tweet this on Twitter",
        "Subscribe to our newsletter",
        "Most read",
        "© 2015 The Sample",
        "12 comments",
        "Follow us on Twitter",
    ],
)
def test_lines_of_pages_are_known(line: str) -> None:
    assert is_boilerplate(Block(PassageKind.PARAGRAPH, line))


@pytest.mark.parametrize(
    "line",
    [
        "Comments",
        "Terms and conditions",
        "Register of interests",
        "All practices must sign up to the network contract by April to receive the payment.",
        "Related party transactions",
        "The wider picture: what patients think",
        "Share of the budget",
        "Follow-up of actions",
        "Subscriptions and journals",
        "Latest position on delegated budgets",
    ],
)
def test_lines_of_board_papers_are_not_taken_for_them(line: str) -> None:
    assert not is_boilerplate(Block(PassageKind.PARAGRAPH, line))
