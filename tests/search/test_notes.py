"""The reader's own notes are found with the pack, and renewed without it."""

from threading import Thread

from ccgbrief.kinds import NoteKind
from ccgbrief.search import Answer, Entry
from ccgbrief.search.filters import completions
from ccgbrief.search.finder import Finder
from tests.search.making import found


def note(note_id: str, text: str) -> Entry:
    return Entry(
        NoteKind.NOTE, note_id, 0, text, article="losing-its-way", aliases="Practice manager"
    )


def test_a_note_is_found_among_the_passages(finder: Finder) -> None:
    finder.update_notes([note("1", "Ask who owns the premises")])
    assert found(finder, "owns premises")[0] == "Ask who owns the premises"
    assert found(finder, "owns primry care")[0] == "nobody really knowing who owns primary care"


def test_new_notes_take_the_place_of_the_old(finder: Finder) -> None:
    finder.update_notes([note("1", "Ask the zebra")])
    finder.update_notes([note("2", "Ask the giraffe")])
    assert found(finder, "giraffe") == ["Ask the giraffe"]
    assert found(finder, '"zebra"') == []


def test_a_misspelt_word_of_a_note_is_understood(finder: Finder) -> None:
    finder.update_notes([note("1", "Ask the giraffe")])
    assert found(finder, "girrafe") == ["Ask the giraffe"]


def test_notes_are_narrowed_to_like_all_else(finder: Finder) -> None:
    finder.update_notes([note("1", "Who owns this?")])
    assert found(finder, "is:note owns") == ["Who owns this?"]
    assert "Who owns this?" in found(finder, "in:losing-its-way owns")
    assert found(finder, "in:barometer is:note") == []


def test_whoever_a_note_names_is_found_by_their_name(finder: Finder) -> None:
    finder.update_notes([note("1", "Ask who owns it")._replace(author="Dr Ash")])
    assert found(finder, "by:ash") == ["Ask who owns it"]
    assert 'by:"Dr Ash" ' in completions("by:dr", finder.filter_values)
    finder.update_notes([])
    assert found(finder, "by:ash") == []


def test_a_search_that_is_not_wanted_any_more_is_given_up(finder: Finder) -> None:
    assert finder.find("owns primry care", cancelled=lambda: True) == Answer("owns primry care")


def test_a_search_given_up_does_not_spoil_the_next(finder: Finder) -> None:
    finder.find("owns primry care", cancelled=lambda: True)
    assert finder.find("owns primry care").hits


def test_a_finder_may_be_asked_from_any_thread(finder: Finder) -> None:
    answers: list[Answer] = []
    threads = [
        Thread(target=lambda: answers.append(finder.find("owns primry care"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    finder.update_notes([note("1", "Ask the giraffe")])
    for thread in threads:
        thread.join()
    assert [answer.hits[0].entry.text for answer in answers] == [
        "nobody really knowing who owns primary care"
    ] * 8


def test_a_renewed_note_leaves_the_others_as_they_were(finder: Finder) -> None:
    many = [note(str(number), f"Item {number} concerns the giraffe") for number in range(50)]
    finder.update_notes(many)
    finder.update_notes([*many[:9], note("9", "Item nine concerns the okapi"), *many[10:]])
    assert finder.find("okapi").hits[0].entry.text == "Item nine concerns the okapi"
    assert finder.find("giraffe 31").hits[0].entry.text == "Item 31 concerns the giraffe"
    assert all("Item 9 " not in hit.entry.text for hit in finder.find("giraffe", 100).hits)
    finder.update_notes([])
    assert not finder.find("giraffe").hits
