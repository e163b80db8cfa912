"""Citations: where a passage is from, its speaker first."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccgbrief.pack import (
    Article,
    Page,
    Passage,
    PassageKind,
    attribution,
    cite,
    quoted,
    read_passages,
)
from ccgbrief.text import clean_line


def article(**known: Any) -> Article:
    return Article("paper", "Early doors", Path("paper.md"), lambda: (), **known)


FULL = article(author="The editors", publication="The Practice Paper", published="2015")


def passage(speaker: str = "", role: str = "", page: str = "") -> Passage:
    return Passage(
        "paper",
        0,
        PassageKind.QUOTATION,
        "words",
        speaker=speaker,
        role=role,
        page=Page(page) if page else None,
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
    assert cite(FULL, passage("A manager", "of a practice, in May", "12")) == (
        "A manager, of a practice, in May; "
        "The editors, “Early doors”, The Practice Paper, 2015, p. 12"
    )


def test_a_passage_of_nobody_in_particular_is_cited_as_its_article() -> None:
    assert cite(FULL, passage()) == cite(FULL)
    assert cite(FULL, passage(page="0")).endswith(", 2015, p. 0")


@pytest.mark.parametrize(
    ("page", "cited", "as_json"),
    [
        (Page("143"), "p. 143", 143),
        (Page("iv"), "p. iv", "iv"),
        (Page("3", "slide"), "slide 3", "slide 3"),
        (Page("Budget 2015", "sheet"), "sheet Budget 2015", "sheet Budget 2015"),
    ],
)
def test_a_page_is_cited_by_its_label_and_slides_and_sheets_as_such(
    page: Page, cited: str, as_json: int | str
) -> None:
    assert cite(FULL, passage()._replace(page=page)).endswith(f", 2015, {cited}")
    assert page.as_json == as_json


@given(
    st.text(max_size=100).filter(lambda label: "break" not in label),
    st.sampled_from(["page", "slide", "sheet"]),
)
@example("---", "sheet")
@example("Q1 -- <draft>", "sheet")
def test_the_comment_of_a_page_is_read_back(label: str, unit: str) -> None:
    (read,) = read_passages("paper", f"{Page(label, unit).comment}\n\nwords")
    assert read.page
    assert read.page.unit == unit
    if re.fullmatch(r"[\w.]{1,80}", label):
        assert read.page.label == clean_line(label)


@pytest.mark.parametrize(
    ("cells", "heads", "said"),
    [
        (("Cardiology", "18.2", "17.9"), ("Unit", "Oct", "Nov"), "Cardiology: Oct 18.2, Nov 17.9"),
        (("Cardiology", "", "17.9"), ("Unit", "Oct", "Nov"), "Cardiology: Nov 17.9"),
        (("Cardiology", "18.2", "17.9"), ("Unit", "", "Nov"), "Cardiology: 18.2, Nov 17.9"),
        (("", "18.2", "17.9"), ("Unit", "Oct", "Nov"), "Oct 18.2, Nov 17.9"),
        (("Cardiology", "", ""), ("Unit", "Oct", "Nov"), "Cardiology"),
        (("Cardiology", "18.2"), (), "Cardiology | 18.2"),
    ],
)
def test_a_row_is_quoted_with_its_heads(
    cells: tuple[str, ...], heads: tuple[str, ...], said: str
) -> None:
    row = Passage("paper", 0, PassageKind.ROW, " | ".join(cells), cells=cells, heads=heads)
    assert quoted(row) == said


@pytest.mark.parametrize(
    ("marker", "said"),
    [("(a)", "(a) meet"), ("1.1", "1.1 meet"), ("b.", "b. meet"), ("5.", "meet"), ("•", "meet")],
)
def test_an_item_is_quoted_with_its_label(marker: str, said: str) -> None:
    assert quoted(Passage("paper", 0, PassageKind.ITEM, "meet", marker=marker)) == said


def test_what_the_pack_says_of_its_own_is_not_cited_as_the_authors() -> None:
    own = passage(page="12")._replace(is_background=True)
    assert cite(FULL, own) == "Background in this pack, beside “Early doors”"
    assert cite(FULL, own._replace(speaker="A manager", role="in May")) == (
        "A manager, in May; Background in this pack, beside “Early doors”"
    )


def test_an_attribution_is_who_and_what_is_said_of_them() -> None:
    assert attribution(passage("A manager", "in May")) == "A manager, in May"
    assert attribution(passage("A manager")) == "A manager"
    assert attribution(passage()) == ""
