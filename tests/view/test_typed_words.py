"""Words that are typed by mistake while reading, told from keys by how fast their letters come."""

import pytest

from ccgbrief.view.typed_words import Burst, Confirmation, is_doubtful


@pytest.fixture(autouse=True)
def deliberate_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys that come fast for words, as the program does."""
    monkeypatch.setattr("ccgbrief.view.typed_words.BURST_SECONDS", 0.15)
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 1.0)
    monkeypatch.setattr("ccgbrief.view.typed_words.LONE_WORDS", 1)


def typed(letters: str, apart: float) -> Burst:
    burst = Burst()
    for number, letter in enumerate(letters):
        burst.add(letter, number * apart)
    return burst


@pytest.mark.parametrize("word", ["ow", "owns", "primary", "jeremy", "committee"])
def test_letters_that_come_fast_are_a_word(word: str) -> None:
    assert typed(word, 0.1).is_word
    assert typed(word, 0.1).letters == word


@pytest.mark.parametrize("word", ["ow", "owns"])
def test_letters_that_come_slowly_are_keys(word: str) -> None:
    assert not typed(word, 0.2).is_word


@pytest.mark.parametrize("keys", ["j", "jjjjj", "jk", "jn", "ff", "n"])
def test_keys_to_move_and_keys_held_down_are_no_word(keys: str) -> None:
    assert not typed(keys, 0.03).is_word


def test_a_word_begins_anew_after_a_pause() -> None:
    burst = typed("own", 0.1)
    assert burst.add("p", 9.0)
    assert burst.letters == "p"


@pytest.mark.parametrize(
    ("text", "opened_by", "doubtful"),
    [
        ("a", "", True),
        (" ab ", "", True),
        ("abc", "", True),
        ("Abc", "", False),
        ("abc def", "", False),
        ("hs england", "n", True),
        ("one two three four five", "n", False),
    ],
)
def test_a_short_note_and_one_begun_as_words_are_begun_is_doubtful(
    text: str, opened_by: str, *, doubtful: bool
) -> None:
    assert is_doubtful(text, opened_by) is doubtful


@pytest.mark.parametrize(
    ("word", "confirmed"),
    [("m", 0), ("mm", 1), ("mmm", 2), ("summer", 0), ("address", 0), ("jmm", 1), ("mjm", 0)],
)
def test_a_letter_is_confirmed_by_itself_and_never_within_a_word(word: str, confirmed: int) -> None:
    asking, before, count = Confirmation(), "", 0
    for letter in word:
        asking.hear(letter)
        count += letter not in "jk" and asking.confirms(letter, before)
        before += letter
    assert count == confirmed


def test_a_pause_within_a_word_parts_it() -> None:
    burst = Burst()
    for letter, when in (("q", 0.0), ("u", 0.3), ("a", 0.6)):
        burst.add(letter, when)
    assert (burst.letters, burst.word) == ("a", "qua")
    burst.add("x", 3.0)
    assert burst.word == "x"
    assert burst.end_word(3.2) == "x"
    assert burst.end_word(3.3) == ""
    burst.add("y", 3.4)
    assert burst.end_word(9.0) == ""
    burst.add("y", 9.1)
    assert burst.word == "y"
