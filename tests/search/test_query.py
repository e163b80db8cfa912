"""How what was typed is read."""

import pytest

from ccgbrief.search.filters import Filter
from ccgbrief.search.query import Query, TypedWord, parse_query


def shown(query: Query) -> list[str]:
    return [word.folded + ("…" if word.unfinished else "") for word in query.words]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("owns primary care", ["owns", "primary", "care…"]),
        ("owns primary care ", ["owns", "primary", "care"]),
        ("Co-commissioning", ["co", "commissioning…"]),
        ("king’s", ["kings…"]),
        ("CAFÉ ", ["cafe"]),
        ("29%", ["29", "per", "cent…"]),
        ("7.2 ", ["7.2"]),
        ("note: this", ["note", "this…"]),
        ("10:30", ["10", "30…"]),
        ("- --", []),
        ("owns primary is:heading", ["owns", "primary…"]),
        ("owns primary -care in:ro", ["owns", "primary…"]),
        ("owns p:12 primary ", ["owns", "primary"]),
        ("-care", []),
        ("", []),
        ("AND OR NOT NEAR(a b)", ["and", "or", "not", "near", "a", "b"]),
    ],
)
def test_words_are_read_as_they_were_typed(typed: str, wanted: list[str]) -> None:
    assert shown(parse_query(typed)) == wanted


@pytest.mark.parametrize("typed", ['"grey areas"', "“grey areas”", "«grey areas»"])
def test_what_stands_in_quotation_marks_is_a_phrase(typed: str) -> None:
    query = parse_query(typed)
    assert (query.words, query.phrases) == ((), ((TypedWord("grey"), TypedWord("areas")),))


def test_a_phrase_that_is_not_closed_yet_may_grow() -> None:
    assert parse_query('"grey ar').phrases == (
        (TypedWord("grey"), TypedWord("ar", unfinished=True)),
    )


def test_a_minus_excludes_a_word_or_a_phrase() -> None:
    query = parse_query('care -dental -"area team"')
    assert [word.folded for word in query.words] == ["care"]
    assert [[word.folded for word in phrase] for phrase in query.excluded] == [
        ["dental"],
        ["area", "team"],
    ]


def test_an_excluded_word_is_whole_wherever_it_stands() -> None:
    """It would take away “partners” at the end of a query, and nowhere else."""
    for typed in ("care -part", "-part care", "care -part "):
        assert parse_query(typed).excluded == ((TypedWord("part"),),)


def test_a_minus_within_a_word_is_a_hyphen() -> None:
    assert parse_query("co-commissioning").excluded == ()


def test_filters_are_read_wherever_they_stand() -> None:
    query = parse_query('is:quote areas by:"a manager" -in:barometer P:143')
    assert [word.folded for word in query.words] == ["areas"]
    assert query.filters == (
        Filter("is", "quote"),
        Filter("by", "a manager"),
        Filter("in", "barometer", excluded=True),
        Filter("p", "143"),
    )


def test_a_filter_without_a_value_waits_for_it() -> None:
    assert parse_query("areas is:").filters == ()


def test_a_filter_s_letters_within_a_word_are_no_filter() -> None:
    assert shown(parse_query("basis:quote")) == ["basis", "quote…"]


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("year:2015 care", ("year",)),
        ("Note:this", ("note",)),
        ("note: this", ()),
        ("10:30", ()),
        ("https://example.org", ()),
        ("in:barometer", ()),
    ],
)
def test_what_looks_like_an_unknown_filter_is_reported(
    typed: str, unknown: tuple[str, ...]
) -> None:
    assert parse_query(typed).unknown_filters == unknown
