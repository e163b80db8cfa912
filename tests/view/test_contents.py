from collections.abc import Sequence
from dataclasses import replace

import pytest

from ccgbrief.pack import AgendaItem, Article, Pack, Page, Passage, PassageKind
from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.blocks import Look
from ccgbrief.view.contents import (
    HERE,
    Line,
    contents_blocks,
    contents_of,
    contents_of_pack,
    line_at,
    lines_summary,
    listed_contents,
    narrowed,
    window,
)


def article_of(small: Pack, *parts: tuple[int, str, str]) -> Article:
    """Return an article of headings and paragraphs: level (0: a paragraph), text, page."""
    passages = tuple(
        Passage(
            "first-paper",
            number,
            PassageKind.HEADING if level else PassageKind.PARAGRAPH,
            text,
            level=level,
            page=Page(page) if page else None,
        )
        for number, (level, text, page) in enumerate(parts)
    )
    return replace(small.articles[0], parse=lambda: passages)


@pytest.fixture
def paper(small: Pack) -> Article:
    return article_of(
        small,
        (0, "Before all headings.", "1"),
        (2, "Finance report", "1"),
        (0, "Text.", "2"),
        (3, "Budget for 2015", "2"),
        (2, "Quality report", "iv"),
        (0, "More text.", "iv"),
    )


def names(lines: Sequence[Line], found: Sequence[int]) -> list[str]:
    return [lines[i].name for i in found]


def test_the_contents_are_the_headings_by_level_with_their_pages(paper: Article) -> None:
    assert [(line.name, line.level, line.page) for line in contents_of(paper)] == [
        ("Finance report", 0, "p. 1"),
        ("Budget for 2015", 1, "p. 2"),
        ("Quality report", 0, "p. iv"),
    ]
    assert contents_of(paper)[1].leads == Address("first-paper", passage_key(3))


def test_a_paper_without_headings_has_its_pages_for_contents(small: Pack) -> None:
    paper = article_of(small, (0, "One.", "1"), (0, "Two.", "2"), (0, "Three.", "2"))
    assert [(line.name, line.page) for line in contents_of(paper)] == [
        ("One.", "p. 1"),
        ("Two.", "p. 2"),
    ]
    assert [line_at(paper, number) for number in (-1, 0, 1, 2)] == [-1, 0, 1, 1]


def test_an_article_without_either_has_no_contents(small: Pack) -> None:
    paper = article_of(small, (0, "Some text.", ""))
    assert contents_of(paper) == []
    assert line_at(paper, 0) == -1


def test_a_pack_has_its_articles_for_contents(small: Pack) -> None:
    lines = contents_of_pack(small)
    assert [line.leads for line in lines] == [Address("first-paper"), Address("second-paper")]
    assert lines[0].name == "Who tends the hedge"


def test_articles_of_the_agenda_come_first_and_once(small: Pack) -> None:
    item = AgendaItem("Hedges", "4", "second-paper", "7–9")
    lines = contents_of_pack(replace(small, agenda=(item,)))
    assert [(line.leads.tab, line.page) for line in lines] == [
        ("second-paper", "pp. 7–9"),
        ("first-paper", ""),
    ]


def test_a_passage_is_under_the_last_heading_before_it(paper: Article) -> None:
    assert [line_at(paper, number) for number in range(-1, 6)] == [-1, -1, 0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Finance report", "Budget for 2015", "Quality report"]),
        ("report", ["Finance report", "Quality report"]),
        ("REP qual", ["Quality report"]),
        ("2015", ["Budget for 2015"]),
        ("qualty", ["Quality report"]),
        ("zzzz", []),
    ],
)
def test_typing_narrows_them_in_their_order(paper: Article, typed: str, found: list[str]) -> None:
    lines = contents_of(paper)
    assert names(lines, narrowed(lines, typed)) == found


def test_what_they_have_not_is_to_be_searched_for_with_the_letter_that_opened_them(
    small: Pack,
) -> None:
    listed = listed_contents(small, "ariff", "first-paper", 0, "tariff")
    assert listed.summary == "not in the contents; enter searches for “tariff”"
    (said,) = listed.blocks
    assert (said.text, said.leads) == (listed.summary, None)
    assert listed_contents(small, "cost", "first-paper", 0, "tcost").summary == "1 of 2"


def test_what_is_shown_is_counted() -> None:
    assert lines_summary(3, 12) == "3 of 12"
    assert lines_summary(12, 12) == "12 lines"
    assert lines_summary(1, 1) == "1 line"
    assert lines_summary(0, 12) == "0 of 12"


def test_a_line_is_whole_with_its_page_at_the_right(paper: Article) -> None:
    blocks = contents_blocks(contents_of(paper), range(3))
    assert [(block.text, block.status, block.is_one_row) for block in blocks] == [
        ("Finance report", "p. 1", False),
        ("Budget for 2015", "p. 2", False),
        ("Quality report", "p. iv", False),
    ]


@pytest.mark.parametrize("columns", [10, 20, 41, 92])
def test_beside_the_text_a_line_takes_one_row(paper: Article, columns: int) -> None:
    for line in contents_blocks(contents_of(paper), range(3)):
        text, page = line._replace(is_one_row=True).in_one_row(columns)
        assert len(text) + 2 + len(page) <= columns


def test_where_the_reader_is_is_marked(paper: Article) -> None:
    blocks = contents_blocks(contents_of(paper), [0, 2], here=2)
    assert [(block.marker, block.look) for block in blocks] == [
        (" ", Look.TEXT),
        (HERE, Look.HEADING),
    ]


@pytest.mark.parametrize("at", [0, 3, 50, 98, 99])
def test_a_window_on_many_lines_has_the_reader_in_it_and_is_full(at: int) -> None:
    shown = window(100, at, 10)
    assert at in shown
    assert len(shown) == 10
    assert list(window(4, 2, 10)) == [0, 1, 2, 3]
