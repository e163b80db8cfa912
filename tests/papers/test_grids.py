"""Which cells hold figures, and so which rows of a table are no heads."""

import pytest

from ccgbrief.papers.grids import is_data, names_columns, with_heads_below


@pytest.mark.parametrize("marks", ["", "^1", "^1,2", "^1,^2", "^1, ^2", "^1–3", " [1]"])
def test_a_figure_with_the_marks_of_notes_is_a_figure_and_a_year_is_none(marks: str) -> None:
    assert is_data(("Elm", f"1,250{marks}"))
    assert not is_data(("Ward", f"2014{marks}"))


def test_an_amount_with_the_code_of_its_currency_is_a_figure_and_a_year_is_none() -> None:
    assert all(is_data(("Elm", amount)) for amount in ("EUR 5.00", "1,200 GBP", "CHF -7.5"))
    assert not is_data(("Ward", "EUR 2014"))


@pytest.mark.parametrize(
    ("rows", "has_heads"),
    [
        ("Ward|Beds\nElm|1\nOak|", True),
        ("Ward|2024\nElm|2\nOak|3", True),
        ("Ward|2024\nElm|1999", False),
        ("Ward|Due|Lead\nElm|1 May 2026|Ash\nOak|tbc|Lee", True),
        ("Ward|Open\nElm|yes\nOak|No", True),
        ("Lead|Address\nAsh|ash@elm.nhs.uk\nLee|lee@oak.nhs.uk", True),
        ("|Plan|Actual\nLead|Ash|Lee", True),
        ("Ward|This year|This year\n|Plan|Actual\nElm|–|7", True),
        ("Chair|Dr Ash\nTreasurer|Kim\nClerk|Lee", False),
        ("Prepared by|Kim\nReport date|31 Jan 2026", False),
        ("Prepared by|Kim\nDate|31/01/2026", False),
        ("Motion|Buy it\nFor|9\nAgainst|3\nOutcome|carried", False),
        ("Name:|Elm\nBeds:|12", False),
        ("Kim|J\nLee|A\nRoe|B", False),
    ],
)
def test_words_above_a_column_of_another_kind_name_the_columns(
    rows: str, *, has_heads: bool
) -> None:
    assert names_columns([row.split("|") for row in rows.split("\n")]) == has_heads


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("Ward|2026|2026\n|Plan|Actual\nElm|1|2", 2),
        ("Ward|2026|2026\nWard|Plan|Actual\nElm|1|2", 2),
        ("None|None|None\nNone|None|None\nNone|None|None", 1),
        ("Ash|no|no\nAsh|no|no\nOak|yes|no", 1),
    ],
)
def test_a_row_that_says_the_same_as_the_one_above_is_no_second_head(rows: str, heads: int) -> None:
    assert with_heads_below([row.split("|") for row in rows.split("\n")], 1) == heads
