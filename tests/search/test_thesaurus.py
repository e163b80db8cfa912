"""The thesaurus: what it holds, and when the search asks it."""

import subprocess
import sys

import pytest

from ccgbrief.search import Finder
from ccgbrief.search.thesaurus import FILE, is_word, related
from tests.search.making import OpenOver, found


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
    text = b"\nxalone \nxquick xfast \n"
    monkeypatch.setattr("ccgbrief.search.thesaurus._text", lambda: text)
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
