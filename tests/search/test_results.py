"""What an answer says besides its results: highlights, readings, counts, suggestions."""

from dataclasses import replace

import pytest

from ccgbrief.pack import Passage, PassageKind
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder
from ccgbrief.search.results import highlight
from tests.search.making import OpenOver, article, found, pack_of


def marked(finder: Finder, typed: str) -> list[str]:
    hit = finder.find(typed).hits[0]
    return [hit.entry.text[start:end] for start, end in hit.matched]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("owns primry care", ["owns", "primary", "care"]),
        ("cocommissioning", ["Co-commissioning"]),
        ("kellaway grey", ["grey"]),
        ("29% boards", ["29", "per", "cent", "boards"]),
        ("grow 29 per cent", ["grow", "29", "%"]),
        ('"grey areas"', ["grey areas"]),
        ("hwb twice", ["health and wellbeing board", "twice"]),
        ("know", ["knowing"]),
        ("cafe", ["café"]),
    ],
)
def test_matched_words_are_marked(finder: Finder, typed: str, wanted: list[str]) -> None:
    assert marked(finder, typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("owns primry care", {"primry": "primary"}),
        ("grey ares", {"ares": "areas"}),
        ("hwb twice", {"hwb": "health and wellbeing board"}),
        ("owns prim", {}),
        ("cocommissioning", {}),
        ("greyareas", {"greyareas": "grey areas"}),
    ],
)
def test_a_word_read_differently_is_reported(
    finder: Finder, typed: str, wanted: dict[str, str]
) -> None:
    assert finder.find(typed).hits[0].read_as == wanted


@pytest.mark.parametrize(
    ("typed", "lacking"),
    [
        ("grey areas", ()),
        ("owns primry care", ()),
        ("hwb twice", ()),
        ("health wellbeing board twice", ()),
        ("grey 91 areas", ("91",)),
        ("owns xqzzv primry vqxxz care", ("xqzzv", "vqxxz")),
    ],
)
def test_words_that_the_result_lacks_are_reported(
    finder: Finder, typed: str, lacking: tuple[str, ...]
) -> None:
    assert finder.find(typed).hits[0].lacks == lacking


@pytest.mark.parametrize(
    ("typed", "is_guess"),
    [
        ("leaders", False),
        ("leders expeced", False),
        ("leders expeced zebras", False),
        ("leders exausted fatige", True),
    ],
)
def test_a_result_is_a_guess_if_most_of_its_words_were_hardly_meant(
    typed: str, is_guess: bool, open_over: OpenOver
) -> None:
    finder = open_over("A large number of leaders expected to leave.", "Nobody else is asked.")
    answer = finder.find(typed)
    assert answer.hits[0].entry.text.startswith("A large number")
    assert answer.is_guess == is_guess


def test_a_strange_word_does_no_harm_to_words_that_are_misspelt(finder: Finder) -> None:
    (first, *_) = finder.find("owns primry zebras").hits
    assert first.entry.text == finder.find("owns primary").hits[0].entry.text
    assert first.lacks == ("zebras",)


def test_a_misspelt_word_is_lacking_as_it_was_meant(open_over: OpenOver) -> None:
    finder = open_over("Commissioners voice gripes.", "Leaders leave.")
    hit = finder.find("leeders voise grypes").hits[0]
    assert hit.read_as == {"voise": "voice", "grypes": "gripes"}
    assert hit.lacks == ("leaders",)


def test_a_word_is_not_lacking_where_another_form_of_it_stands(open_over: OpenOver) -> None:
    texts = (f"The partner of Elm’s surgery left at {hour}." for hour in range(30))
    finder = open_over(*texts, "Elm has no partners.")
    (first, *_) = finder.find("partners elm surgery left the").hits
    assert "Elm’s surgery" in first.entry.text
    assert first.lacks == ()
    assert finder.find("partner heron elms surgery").hits[0].lacks == ("heron",)


def test_a_word_is_not_lacking_that_stands_in_the_title_above(finder: Finder) -> None:
    first = finder.find("barometers grey hair found").hits[0]
    assert first.entry.text.startswith("Grey hair")
    assert first.lacks == ()


def test_a_row_of_a_table_is_shown_with_its_heads() -> None:
    heads, cells = ("Ward", "Oct", "Nov"), ("Cardiology", "18.2", "17.9")
    row = Passage("made", 0, PassageKind.ROW, " | ".join(cells), cells=cells, heads=heads)
    table = article("made", "Waits", "")
    finder = open_finder(pack_of(replace(table, parse=lambda: (row,))))
    (hit,) = finder.find("cardiology").hits
    finder.close()
    assert hit.entry.shown == "Cardiology: Oct 18.2, Nov 17.9"
    assert [hit.entry.shown[a:b] for a, b in hit.matched_shown] == ["Cardiology"]
    assert [hit.entry.text[a:b] for a, b in hit.matched] == ["Cardiology"]


def test_the_small_words_of_a_sentence_are_marked_only_in_place() -> None:
    text = "The role of the board is a matter of debate, the chair says."
    spans = highlight(text, [("role",), ("of",), ("the",), ("board",)])
    assert [text[a:b] for a, b in spans] == ["The", "role", "of", "the", "board"]


def test_a_small_word_is_marked_when_nothing_else_is() -> None:
    assert highlight("It is up to us.", [("is",)]) == ((3, 5),)


def test_the_number_of_results_is_given_beyond_those_returned(open_over: OpenOver) -> None:
    finder = open_over(*(f"Clinic {name} has beds." for name in "abcdefghij"))
    answer = finder.find("beds", 3)
    assert (len(answer.hits), answer.total, answer.more) == (3, 10, False)


def test_more_results_than_were_counted_are_reported(open_over: OpenOver) -> None:
    finder = open_over(*(f"Clinic {number} has beds for {number * 7}." for number in range(300)))
    answer = finder.find("beds")
    assert answer.more
    assert answer.total < 300


def test_the_nearest_words_are_suggested_when_nothing_is_found(finder: Finder) -> None:
    answer = finder.find("primry xqzvvk vqxxzz")
    assert not answer.hits
    assert answer.suggestions == ("primary",)


@pytest.mark.parametrize("typed", ["xqzvvk", "the xqzvvk of", "who is xqzvvk", "oxen", "tey"])
def test_nothing_is_suggested_that_is_not_like_what_was_typed(finder: Finder, typed: str) -> None:
    answer = finder.find(typed)
    assert not answer.hits
    assert not answer.suggestions


@pytest.mark.parametrize("typed", ["for the", "who and of"])
def test_common_words_alone_are_found_as_they_are_and_never_corrected(
    finder: Finder, typed: str
) -> None:
    assert all(not hit.read_as for hit in finder.find(typed).hits)


def test_common_words_do_not_stand_for_those_that_are_missing(finder: Finder) -> None:
    assert not finder.find("what is the xqzvvk of the vqxxzz").hits


def test_the_nearest_name_is_suggested_first(finder: Finder) -> None:
    answer = finder.find("hollandaise compilation")
    assert not answer.hits
    assert answer.suggestions[0] == "Handling complaints"


def test_one_word_beside_others_that_exist_nowhere_is_no_result(finder: Finder) -> None:
    assert finder.find("premises").hits
    assert finder.find("own premises xqzvvk").hits
    assert not finder.find("premises xqzvvk vqxxzz").hits


def test_a_doubtful_reading_of_a_small_part_of_the_query_is_no_result(finder: Finder) -> None:
    assert finder.find("premises").hits
    assert not finder.find("promised mammoth ocelots").hits


def test_another_form_of_a_word_is_reported_like_a_correction(finder: Finder) -> None:
    assert finder.find("complaining customers").hits[0].read_as == {"complaining": "complain"}


def test_nothing_is_suggested_when_something_is_found(finder: Finder) -> None:
    assert finder.find("owns").suggestions == ()


@pytest.mark.parametrize("typed", ["remains fragile indeed", "remains fragile"])
def test_a_quotation_and_its_sentence_are_shown_once(typed: str, open_over: OpenOver) -> None:
    sentence = "The clinical part, two trusts say, “remains fragile indeed” after the reforms."
    finder = open_over("> remains fragile indeed | two trusts", sentence)
    assert len(found(finder, typed)) == 1


def test_reprints_are_shown_once_whatever_slips_they_have(open_over: OpenOver) -> None:
    text = "The budget was spent before the year was out, and nobody could say on what."
    finder = open_over(text, text.replace("nobody", "nobdy"), text)
    assert found(finder, "budget spent") == [text]
    (hit,) = finder.find("budget spent").hits
    assert {entry.text for entry in hit.also_in} == {text, text.replace("nobody", "nobdy")}


def test_rows_that_differ_in_a_number_are_all_shown(open_over: OpenOver) -> None:
    rows = [
        f"In {year} the barometer of the boards stood at {year % 7}.5 points of ten."
        for year in (2012, 2013, 2015)
    ]
    finder = open_over(*rows)
    assert sorted(found(finder, "barometer of the boards")) == rows
