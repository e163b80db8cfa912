"""Which of two results comes first, each time in a pack of just these texts."""

import pytest

from tests.search.making import OpenOver, found


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        pytest.param(
            "grey areas",
            "Some grey areas remain.",
            "Grey hair in many areas.",
            id="the phrase before its words apart",
        ),
        pytest.param(
            "surgery own",
            "Partners who own something, often the surgery.",
            "The owner of a surgery.",
            id="whole words before words that begin so",
        ),
        pytest.param(
            "surgery own",
            "What partners own is, more often than not, the surgery.",
            "Surgery owners.",
            id="whole words apart before a completed word right behind the one before it",
        ),
        pytest.param(
            "board",
            "The board met.",
            "The boardroom was cold.",
            id="a word before longer ones that begin so",
        ),
        pytest.param(
            "contract",
            "The contractors came.",
            "The contact was lost.",
            id="a completion before a correction",
        ),
        pytest.param(
            "form",
            "Fill in the form.",
            "They came from afar.",
            id="a word as typed before a likelier one it may be misspelt for",
        ),
        pytest.param(
            "fragile role",
            "> the role remains fragile | a trust",
            "The fragile but lasting role of the trust in all of this.",
            id="a quotation before prose",
        ),
        pytest.param(
            "money staff",
            "No money for staff.",
            "Staff were not told, and later there was a great deal of talk about money.",
            id="words near each other before words far apart",
        ),
        pytest.param(
            "primry care",
            "All of primary care.",
            "A prime example of care.",
            id="a small mistake before a great one",
        ),
        pytest.param(
            "polute",
            "Do not pollute it.",
            "Be polite to it.",
            id="a letter not doubled before another vowel",
        ),
        pytest.param(
            "jurnel",
            "Keep a journal.",
            "A kernel of it.",
            id="another letter for the same sound before another sound",
        ),
        pytest.param(
            "forrest",
            "The forest burns.",
            "For rest one sleeps.",
            id="one misspelt word before two in one",
        ),
        pytest.param(
            "complained bitterly",
            "They complained about it bitterly.",
            "A bitterly felt complaint, they complain.",
            id="a word as typed before another form of it",
        ),
        pytest.param(
            "complains bitterly",
            "They complained about it bitterly.",
            "They explain about it bitterly.",
            id="another form of a word before another word",
        ),
        pytest.param(
            "quiet form station",
            "They left a quiet station and came from afar.",
            "They filled in a form, and then another.",
            id="a likely misspelling with all other words before the word as typed alone",
        ),
        pytest.param(
            "raed",
            "We read it.",
            "A red pencil.",
            id="letters swapped before a letter too many",
        ),
    ],
)
def test_the_better_comes_first(typed: str, first: str, second: str, open_over: OpenOver) -> None:
    texts = [first.removeprefix("> ").partition(" | ")[0], second]
    for blocks in ((first, second), (second, first)):
        assert [text for text in found(open_over(*blocks), typed) if text in texts] == texts


def test_when_a_word_may_be_several_the_first_results_show_each(open_over: OpenOver) -> None:
    deserts = [f"The desert of place number {i} was crossed." for i in "abcdefgh"]
    finder = open_over(*deserts, "A dessert was served.")
    assert "A dessert was served." in found(finder, "dezert")[:5]


def test_entries_with_none_of_the_words_are_left_out(open_over: OpenOver) -> None:
    finder = open_over("Who owns primary care?", "It was on the table.", "A prime number.")
    assert found(finder, "owns primry care") == ["Who owns primary care?"]
