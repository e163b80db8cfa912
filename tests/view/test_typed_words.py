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


def spelt(*pieces: str, apart: float = 0.5, pause: float = 2.0) -> Burst:
    """Return what pieces of text have been typed, each after a pause, a space ending a word."""
    burst, now = Burst(), 0.0
    for piece in pieces:
        now += pause
        for letter in piece:
            now += apart
            if letter.isalpha():
                burst.add(letter, now)
            else:
                burst.end_word(now, letter)
    return burst


@pytest.mark.parametrize(
    ("pieces", "lead"),
    [
        (["prim"], "pri"),
        (["pr", "im"], "pri"),
        (["pri", "m"], "pri"),
        (["by n", "ot"], "by no"),
        (["by not"], "by no"),
        (["n", "u"], ""),
        (["yn", "A"], ""),
        (["jjjn", "A"], ""),
        (["pri", "\x1b", "na"], "n"),
    ],
)
def test_what_was_typed_before_goes_on_after_a_pause(pieces: list[str], lead: str) -> None:
    assert spelt(*pieces).lead == lead


def test_what_was_typed_long_before_does_not_go_on() -> None:
    assert spelt("pri", "mary", pause=9.0).lead == "mar"


@pytest.mark.parametrize(("before", "phrase"), [("pr", "primary"), ("jj", "imary"), ("", "imary")])
def test_letters_that_come_fast_go_on_with_slow_ones(before: str, phrase: str) -> None:
    burst = spelt(before)
    for number, letter in enumerate("imary"):
        burst.add(letter, 2.0 + 0.5 * len(before) + 0.4 + 0.1 * number)
    assert burst.is_word
    assert burst.phrase == phrase


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


def test_letters_after_another_key_are_a_burst_of_their_own() -> None:
    burst = Burst()
    assert burst.add("b", 1.0)
    assert not burst.add("y", 1.05)
    burst.end_word(1.1)
    assert burst.add("j", 1.12)
    assert not burst.is_word
