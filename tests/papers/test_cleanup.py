"""Tidying: what surrounds an article goes and is told; what the article says stays."""

import pytest

from ccgbrief.pack import PassageKind
from ccgbrief.papers.cleanup import is_boilerplate, tidied
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
