"""Whatever is typed, and whatever a text holds, a search finds something or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgbrief.search import completions
from ccgbrief.search.finder import Finder
from ccgbrief.text import fold
from tests.search.making import finder_over, found

HOSTILE = [
    '"',
    '""',
    '"""" "',
    "'",
    "NOT",
    "AND OR NOT",
    "NEAR(grey areas, 2)",
    "grey*",
    "^grey",
    "words : grey",
    "{words} : grey",
    "grey + areas",
    "(grey",
    "grey)",
    "-",
    "--",
    "-grey",
    '-"grey areas"',
    '-"',
    "is:",
    'by:"',
    'in:"" ',
    "p:٣",
    ".is.quote",
    "'; DROP TABLE entry; --",
    "\x00",
    "grey\x00areas",
    "\x1b[2J",
    "\ud800",
    "😀 😀😀",
    "grey\u202eareas",
    "ﷺ",
    "㏂ ⑴ ½ ²",
    "\u0301" * 100,
    "e" + "\u0301" * 100,
    "İstanbul ẞ ŉ",
    "𝓰𝓻𝓮𝔂 𝖆𝖗𝖊𝖆𝖘",
    "a" * 10_000,
    "a " * 5_000,
    "grey areas " * 1_000,
    '"grey areas" ' * 500,
    "1" * 5_000,
    "7.2.3.4,5,6",
    "?!…—–%£$",
    " \t\n ",
    "%" * 3_000,
    "0:" * 12 + "\U00018ce0",
    " ".join(f"xq{letter}z" for letter in "abcdefghijklmno"),
    " ".join(f"xq{letter}z" for letter in "abcdefghijkl") + " gray",
    "漢字" * 12 + " gray",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_makes_a_search_fail(finder: Finder, typed: str) -> None:
    for query in (
        typed,
        f"{typed} ",
        f"grey {typed}",
        f"{typed} grey",
        f'"{typed}"',
        f"by:{typed}",
    ):
        answer = finder.find(query)
        assert answer.query == query
        assert all(hit.matched is not None for hit in answer.hits)
        completions(query, finder.filter_values)


@pytest.mark.parametrize(
    "typed", ["NEAR(grey areas)", "grey AND areas", "grey* areas", "^grey areas"]
)
def test_the_signs_of_a_query_language_mean_nothing(finder: Finder, typed: str) -> None:
    assert found(finder, typed)[0] == "there are still too many grey areas"


any_text = st.text(max_size=60)
plain_text = st.lists(
    st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=9),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(any_text, min_size=1, max_size=6), any_text)
def test_no_text_and_no_query_makes_a_search_fail(texts: list[str], typed: str) -> None:
    finder = finder_over(*(f"| {text}" for text in texts))
    for hit in finder.find(typed).hits:
        assert all(0 <= start < end <= len(hit.entry.text) for start, end in hit.matched)
    finder.close()


@settings(deadline=None, max_examples=60)
@given(st.lists(plain_text, min_size=1, max_size=8, unique=True), st.data())
def test_any_passage_is_first_for_its_own_words(texts: list[str], data: st.DataObject) -> None:
    finder = finder_over(*texts)
    wanted = data.draw(st.sampled_from(texts))
    first = finder.find(f"{wanted} ").hits[0].entry.text
    assert fold(first) == fold(wanted)  # `g` and `ĝ` are one word, whichever was typed
    finder.close()


@settings(deadline=None, max_examples=40)
@given(st.lists(plain_text, min_size=1, max_size=6, unique=True), plain_text)
def test_a_passage_more_makes_no_other_unfindable(texts: list[str], more: str) -> None:
    finder = finder_over(*texts, more)
    for text in texts:
        assert text.casefold() in [other.casefold() for other in found(finder, f"{text} ")]
    finder.close()
