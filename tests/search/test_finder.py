"""What is found, and in which order."""

import pytest

from ccgbrief.search import Kind
from ccgbrief.search.candidates import MAX_TERMS
from ccgbrief.search.finder import Finder
from tests.search.making import OpenOver, found


def first(finder: Finder, typed: str) -> str:
    hits = finder.find(typed).hits
    return hits[0].entry.text if hits else ""


def test_a_misspelt_word_finds_the_quotation_that_was_meant(finder: Finder) -> None:
    assert first(finder, "owns primry care") == "nobody really knowing who owns primary care"


def test_two_misspelt_words_find_the_quotation_that_was_meant(finder: Finder) -> None:
    assert first(finder, "gry ares") == "there are still too many grey areas"


def test_a_hit_says_what_a_misspelt_word_was_read_as(finder: Finder) -> None:
    assert finder.find("owns primry care").hits[0].read_as == {"primry": "primary"}


def test_a_hit_says_which_characters_matched(finder: Finder) -> None:
    hit = finder.find("owns primry care").hits[0]
    assert [hit.entry.text[a:b] for a, b in hit.matched] == ["owns", "primary", "care"]


def test_a_piece_of_a_duty_is_found_with_its_name(finder: Finder) -> None:
    entry = finder.find("named officer").hits[0].entry
    assert (entry.kind, entry.source, entry.heading) == (
        Kind.DUTY,
        "complaints",
        "What to have in place",
    )


def test_a_pasted_text_finds_its_passage_whatever_words_it_has_besides(finder: Finder) -> None:
    unknown = " ".join(f"qqq{number}" for number in range(MAX_TERMS))
    pasted = f"{unknown} Who answers for what has become muddled between the groups"
    assert finder.find(pasted).hits[0].entry.text.startswith("Who answers for what")


def test_a_word_with_a_hyphen_is_found_as_one_word_wherever_it_stands(open_over: OpenOver) -> None:
    for text in ("Co-workers came.", "Ask all co-workers of it.", "They are co-workers"):
        assert found(open_over("Workers came.", text), '"coworkers"') == [text]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("天气", "明天的天气很好"),
        ("東京", "会議は東京で開かれる"),
        ("テキスト", "日本語のテキストを検索する"),
        ("แพทย์", "หน้าที่ของแพทย์ในโรงพยาบาล"),
    ],
)
def test_words_of_scripts_without_spaces_are_found_inside_a_run(
    open_over: OpenOver, typed: str, text: str
) -> None:
    (hit,) = open_over("The board met.", text).find(typed).hits
    marked = "".join(hit.entry.text[start:end] for start, end in hit.matched)
    assert hit.entry.text == text
    assert typed in marked


@pytest.mark.parametrize(
    "phrase", ["5 p.m.", "5 p.m. on", "the N.H.S. plan", "p.m.", "e.g. the", "the nhs", "pm"]
)
def test_an_abbreviation_in_quotation_marks_is_found_with_its_points(
    open_over: OpenOver, phrase: str
) -> None:
    text = "Now, e.g. the N.H.S. plan came at 5 p.m. on the day."
    assert found(open_over(text, "Others came."), f'"{phrase}"') == (
        [] if phrase == "the nhs" else [text]
    )


def test_signs_that_nobody_sees_in_what_was_pasted_do_no_harm(open_over: OpenOver) -> None:
    finder = open_over("Governance came.", "Others came.")
    for typed in ('"go\u00advernance"', "go\u200bvernance"):
        assert found(finder, typed) == ["Governance came."]


@pytest.mark.parametrize(
    ("typed", "is_said"),
    [
        ("£", True),
        (" £ & ", True),
        ("“£”", True),
        ("%", False),
        ("£5", False),
        ('"', False),
        ("-", False),
        ("is:", False),
        ("is:quote £", False),
        ("  ", False),
    ],
)
def test_signs_alone_say_that_they_are_not_searched_for(
    open_over: OpenOver, typed: str, is_said: bool
) -> None:
    answer = open_over("It costs £5, which is 3 % more.").find(typed)
    assert answer.faults == (
        ("signs alone are not searched for; type a word or a number",) * is_said
    )
    assert not (answer.hits and is_said)
