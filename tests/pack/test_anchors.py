"""Anchors: words that name a passage, to the letter, folded, nearly, twice, or not at all."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ccgbrief.pack import Passage, PassageKind, anchor_words, find_passage, parse_anchor
from ccgbrief.text import words

TEXTS = (
    "Who owns primary care?",
    "Nobody really knows who owns “primary care” now, said the manager of a practice.",
    "The board meets on Tuesdays in the town hall.",
    "The board meets on Tuesdays in the village hall.",
    "— — —",
)


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage("paper", i, PassageKind.PARAGRAPH, text) for i, text in enumerate(texts))


def found(wanted: str, *texts: str) -> tuple[int | None, bool, list[int]]:
    placed = find_passage(wanted, passages(*texts or TEXTS))
    number = placed.passage.number if placed.passage else None
    return number, placed.exact, [rival.number for rival in placed.rivals]


@pytest.mark.parametrize(
    ("text", "article", "wanted"),
    [
        ("losing-its-way: who owns", "losing-its-way", "who owns"),
        (" a :b: c ", "a", "b: c"),
        ("losing-its-way", "losing-its-way", ""),
        ("", "", ""),
    ],
)
def test_an_anchor_is_an_article_and_words_and_is_written_back_alike(
    text: str, article: str, wanted: str
) -> None:
    anchor = parse_anchor(text)
    assert (anchor.article, anchor.words) == (article, wanted)
    assert parse_anchor(str(anchor)) == anchor


def test_words_are_found_to_the_letter() -> None:
    assert found("knows who owns “primary") == (1, True, [])


@pytest.mark.parametrize(
    "wanted",
    ["KNOWS WHO OWNS", 'knows who owns "primary care"', "knows—who-owns", "knówś who owns"],
)
def test_words_are_found_in_another_case_or_with_other_signs(wanted: str) -> None:
    assert found(wanted) == (1, True, [])


def test_folded_words_are_whole_words() -> None:
    assert found("WHO OWNS PRIM")[1] is False


@pytest.mark.parametrize(
    "wanted",
    [
        "Nobody really knew who owns primary care now",
        "Nobody knows who owns primary care now, said the manager",
        "Nobody really knows who owns primry care",
    ],
)
def test_edited_words_are_found_but_not_as_exact(wanted: str) -> None:
    assert found(wanted) == (1, False, [])


def test_words_that_stand_in_several_passages_are_ambiguous() -> None:
    assert found("The board meets") == (2, True, [3])
    assert found("THE BOARD MEETS") == (2, True, [3])


def test_edited_words_that_are_as_near_to_two_passages_are_ambiguous() -> None:
    number, exact, rivals = found("The boards met on Tuesdays in the")
    assert not exact
    assert {number, *rivals} == {2, 3}


def test_a_passage_that_others_quote_is_found_by_its_whole_text() -> None:
    assert found("the board", "Says the board today", "the board", "and the board") == (1, True, [])
    assert found("the board", "the board", "x", "the board") == (0, True, [2])


@pytest.mark.parametrize("wanted", ["nobody wrote these words at all", "xyzzy", "“”", "", "  "])
def test_words_that_stand_nowhere_are_lost(wanted: str) -> None:
    assert found(wanted) == (None, False, [])


def test_signs_without_a_word_are_found_to_the_letter_only() -> None:
    assert found("— —") == (4, True, [])
    assert found("– –") == (None, False, [])


def test_no_passages_no_finding() -> None:
    assert find_passage("who", ()).passage is None


def test_an_anchor_is_the_first_words_and_more_where_others_begin_alike() -> None:
    alike = " ".join(f"w{i}" for i in range(30))
    texts = passages(f"{alike} one way to end", f"{alike} and another", "Short.", f"x, {alike}")
    assert anchor_words(texts[2], texts) == "Short."
    assert anchor_words(texts[3], texts) == "x, w0 w1 w2 w3 w4 w5 w6"
    assert anchor_words(texts[0], texts) == f"{alike} one way"
    assert anchor_words(texts[1], texts, least=2) == f"{alike} and another"


TEXT = st.lists(
    st.sampled_from(
        ["the", "The", "board", "board,", "“board”", "is", "is.", "it", "—", "a", "7 %"]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(st.lists(TEXT, min_size=1, max_size=8, unique=True), st.integers(1, 12))
def test_a_passage_is_found_again_by_its_anchor(texts: list[str], least: int) -> None:
    """Notes hang on these words: one that lands elsewhere is as good as lost."""
    made = passages(*texts)
    for passage in made:
        placed = find_passage(anchor_words(passage, made, least), made)
        assert placed.passage is passage
        assert placed.exact
        assert not placed.rivals


PROSE = st.lists(
    st.text("abcdefghij", min_size=3, max_size=9), min_size=9, max_size=40, unique=True
)


@given(st.lists(PROSE, min_size=2, max_size=6), st.data())
def test_a_passage_is_found_again_when_one_word_of_its_anchor_was_changed(
    texts: list[list[str]], data: st.DataObject
) -> None:
    before = passages(*(" ".join(text) for text in texts))
    anchor = anchor_words(before[0], before)
    assume(len(words(anchor)) == 8)
    changed = data.draw(st.integers(0, 7))
    texts[0][changed] = texts[0][changed][:-1]
    after = passages(*(" ".join(text) for text in texts))
    assert find_passage(anchor, after).passage == after[0]


@pytest.mark.usefixtures("must_end")
def test_thousands_of_passages_that_begin_alike_are_told_apart() -> None:
    """P12: word by word it takes minutes."""
    made = passages(*(f"{'word ' * 1_900}{i}" for i in range(2_000)))
    assert anchor_words(made[700], made) == made[700].text


@pytest.mark.usefixtures("must_end")
def test_words_of_any_length_are_looked_for() -> None:
    """P12: to compare whole long passages takes minutes each."""
    made = passages(*(f"{'word ' * 1_900}{i}" for i in range(100)))
    assert find_passage("wird " * 1_900, made).passage is made[0]
