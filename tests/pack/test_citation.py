"""Citations: where a passage is from, its speaker first."""

from pathlib import Path

import pytest

from ccgbrief.pack import Article, Passage, PassageKind, attribution, cite


def article(**known: str) -> Article:
    return Article("paper", "Early doors", Path("paper.md"), lambda: (), **known)


FULL = article(author="The editors", publication="The Practice Paper", published="2015")


def passage(speaker: str = "", role: str = "", page: int | None = None) -> Passage:
    return Passage(
        "paper", 0, PassageKind.QUOTATION, "words", speaker=speaker, role=role, page=page
    )


def test_an_article_is_cited_by_author_title_publication_and_year() -> None:
    assert cite(FULL) == "The editors, “Early doors”, The Practice Paper, 2015"


@pytest.mark.parametrize(
    ("known", "citation"),
    [
        ({}, "“Early doors”"),
        ({"author": "The editors"}, "The editors, “Early doors”"),
        ({"published": "2015"}, "“Early doors”, 2015"),
    ],
)
def test_what_is_not_known_leaves_no_gap(known: dict[str, str], citation: str) -> None:
    assert cite(article(**known)) == citation


def test_a_quotation_is_cited_with_its_speaker_first_and_its_page_last() -> None:
    assert cite(FULL, passage("A manager", "of a practice, in May", 12)) == (
        "A manager, of a practice, in May; "
        "The editors, “Early doors”, The Practice Paper, 2015, p. 12"
    )


def test_a_passage_of_nobody_in_particular_is_cited_as_its_article() -> None:
    assert cite(FULL, passage()) == cite(FULL)
    assert cite(FULL, passage(page=0)).endswith(", 2015, p. 0")


def test_what_the_pack_says_of_its_own_is_not_cited_as_the_authors() -> None:
    own = passage(page=12)._replace(is_background=True)
    assert cite(FULL, own) == "Background in this pack, beside “Early doors”"
    assert cite(FULL, own._replace(speaker="A manager", role="in May")) == (
        "A manager, in May; Background in this pack, beside “Early doors”"
    )


def test_an_attribution_is_who_and_what_is_said_of_them() -> None:
    assert attribution(passage("A manager", "in May")) == "A manager, in May"
    assert attribution(passage("A manager")) == "A manager"
    assert attribution(passage()) == ""
