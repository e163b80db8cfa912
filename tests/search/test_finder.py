"""What is found, and in which order."""

from ccgbrief.search import Finder, Kind


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
