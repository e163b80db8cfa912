"""The vocabulary: the prefilter misses nothing near, and completions come commonest first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ccgbrief.search.entries import Entry, Kind, Source
from ccgbrief.search.index import Index
from ccgbrief.search.vocabulary import Vocabulary

word = st.text("abcdeλж", min_size=1, max_size=8)


def vocabulary(counts: dict[str, int]) -> Vocabulary:
    entries = (
        Entry(Kind.PASSAGE, "all", number, word)
        for word, count in counts.items()
        for number in range(count)
    )
    return Index.in_memory([Source("all", "", lambda: entries)]).vocabulary


@settings(deadline=None)
@given(st.lists(word, max_size=30, unique=True), word, st.integers(1, 3))
def test_no_word_within_the_distance_is_missed(words: list[str], typed: str, distance: int) -> None:
    expected = {w: OSA.distance(typed, w) for w in words}
    near = vocabulary(dict.fromkeys(words, 1)).near(typed, distance)
    assert dict(near) == {w: wrong for w, wrong in expected.items() if wrong <= distance}


@settings(deadline=None)
@given(st.lists(word, max_size=30, unique=True), word)
def test_no_longer_word_with_a_beginning_within_the_distance_is_missed(
    words: list[str], typed: str
) -> None:
    longer = [w for w in words if len(w) > len(typed) and w[0] == typed[0]]
    begun = {w: (w[: len(typed)], w[: len(typed) + 1]) for w in longer}
    expected = {w: min(OSA.distance(typed, b) for b in each) for w, each in begun.items()}
    near = vocabulary(dict.fromkeys(words, 1)).near_beginnings(typed, 1)
    assert {w: n for w, (_, n) in near.items()} == {w: n for w, n in expected.items() if n <= 1}
    assert all(b in begun[w] and OSA.distance(typed, b) == n for w, (b, n) in near.items())


def test_a_swap_of_two_letters_is_one_wrong_letter() -> None:
    assert vocabulary({"primary": 1}).near("pirmary", 2) == [("primary", 1)]


def test_completions_are_the_commonest_and_not_the_beginning_itself() -> None:
    known = vocabulary({"care": 5, "career": 2, "careful": 3, "cares": 1, "cat": 9})
    assert known.completions("care", 2) == [(3, "careful"), (2, "career")]


@pytest.mark.parametrize("typed", ["care", "zebra", ""])
def test_a_vocabulary_without_words_knows_nothing(typed: str) -> None:
    empty = vocabulary({})
    assert empty.count(typed) == 0
    assert empty.near(typed, 2) == []
    assert empty.completions(typed, 5) == []
