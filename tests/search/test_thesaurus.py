"""The thesaurus: what it holds, and when the search asks it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder
from ccgbrief.search.thesaurus import FILE, is_word, related
from tests.search.making import OpenOver, article, found, pack_of


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("quarrel", "dispute"),
        ("quarrels", "dispute"),
        ("quarrelled", "dispute"),
        ("quarrelling", "dispute"),
        ("money", "fund"),
        ("buying", "purchase"),
        ("carries", "transport"),
    ],
)
def test_a_word_in_any_form_has_others_that_mean_nearly_the_same(word: str, other: str) -> None:
    assert other in related(word)


@pytest.mark.parametrize("word", ["", "a", "xqzvvk", "tarrif", "dé", "\x00", "a b", "\n"])
def test_what_is_no_word_has_none(word: str) -> None:
    assert not is_word(word)
    assert related(word) == []


def test_a_word_of_no_relations_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["xalone", "xquick xfast"]
    monkeypatch.setattr("ccgbrief.search.thesaurus._lines", lambda: lines)
    assert is_word("xalone")
    assert related("xalone") == []
    assert related("xquickest") == ["xfast"]


def test_the_file_is_small_and_plain_and_has_its_licence_beside_it() -> None:
    text = FILE.read_text("ascii")
    assert len(text) < 2_000_000
    assert all(line.replace(" ", "").isalpha() for line in text.splitlines())
    assert "Princeton" in FILE.with_name("wordnet-licence.txt").read_text("utf-8")


def test_another_word_for_the_same_thing_is_found_and_said(open_over: OpenOver) -> None:
    finder = open_over("The dispute lasted.", "The weather was fine.")
    hit = finder.find("quarrel lasted").hits[0]
    assert hit.entry.text == "The dispute lasted."
    assert hit.about == {"quarrel": "dispute"}
    assert hit.read_as == {}
    assert hit.lacks == ()


def test_what_was_typed_comes_before_another_word_for_it(open_over: OpenOver) -> None:
    finder = open_over("The dispute lasted a year.", "The quarrel of the year.")
    assert found(finder, "quarrel year")[0] == "The quarrel of the year."


def test_a_misspelt_word_comes_before_another_word_for_it(open_over: OpenOver) -> None:
    finder = open_over("A quarrel broke out.", "A dispute broke out.")
    assert found(finder, "quarrle broke")[0] == "A quarrel broke out."


def test_what_the_glossary_says_is_the_same_comes_before_the_thesaurus(finder: Finder) -> None:
    hit = finder.find("hwb twice").hits[0]
    assert hit.read_as == {"hwb": "health and wellbeing board"}
    assert hit.about == {}


@pytest.fixture
def put_plainly() -> Iterator[Finder]:
    """Return a finder over a pack that has plain words."""
    pack = pack_of(
        article(
            "made",
            "Untitled",
            "",
            "Leaders walk out.",
            "Budgets of councils were cut.",
            "Councils were told.",
            "The bosses of the mill.",
            "The dispute lasted.",
            "The row lasted.",
        )
    )
    said = ("boss", "quit", "money", "town hall", "quarrel")
    own = ("leader", "walk out", "budget", "council", "row")
    finder = open_finder(replace(pack, plain_words=tuple(zip(said, own, strict=True))))
    yield finder
    finder.close()


@pytest.mark.parametrize(
    ("typed", "wanted", "about"),
    [
        ("bosses quitting", "Leaders walk out.", {"bosses": "leaders", "quitting": "walk out"}),
        ("town halls", "Councils were told.", {"town halls": "councils"}),
        (
            "money for town halls",
            "Budgets of councils were cut.",
            {"money": "budgets", "town halls": "councils"},
        ),
    ],
)
def test_what_people_say_finds_the_words_that_a_pack_has_for_it(
    put_plainly: Finder, typed: str, wanted: str, about: dict[str, str]
) -> None:
    hit = put_plainly.find(typed).hits[0]
    assert hit.entry.text == wanted
    assert hit.about == about


def test_what_was_typed_comes_before_what_a_pack_has_for_it(put_plainly: Finder) -> None:
    hit = put_plainly.find("bosses mill").hits[0]
    assert hit.entry.text == "The bosses of the mill."
    assert not hit.about


def test_plain_words_of_a_pack_come_before_the_thesaurus(put_plainly: Finder) -> None:
    assert "dispute" in related("quarrel")
    assert found(put_plainly, "quarrel lasted") == ["The row lasted.", "The dispute lasted."]


def test_a_word_of_english_is_no_misspelling(open_over: OpenOver) -> None:
    finder = open_over("We gain by it.", "They leave early.", "Nothing else.")
    assert not finder.find("train").hits
    assert found(finder, "gian") == ["We gain by it."]


def test_the_thesaurus_is_read_only_when_something_is_lacking() -> None:
    asked = "import sys; from tests.search.making import finder_over; f = finder_over('It is so.');"
    for typed, is_read in (("it is so", False), ("quarrel so", True)):
        code = f"{asked} f.find({typed!r}); print('ccgbrief.search.thesaurus' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == str(is_read)
