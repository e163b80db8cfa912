"""Words that are typed by mistake while reading, told from keys by how fast their letters come."""

import pytest

from ccgbrief.view.bursts import Burst, is_doubtful


@pytest.fixture(autouse=True)
def deliberate_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys that come fast for words, as the program does."""
    monkeypatch.setattr("ccgbrief.view.bursts.BURST_SECONDS", 0.15)


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
        ("abc", "", False),
        ("hs england", "n", True),
        ("one two three four five", "n", False),
    ],
)
def test_a_short_note_and_one_begun_as_words_are_begun_is_doubtful(
    text: str, opened_by: str, *, doubtful: bool
) -> None:
    assert is_doubtful(text, opened_by) is doubtful
