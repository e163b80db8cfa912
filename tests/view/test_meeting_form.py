from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import NO_SERIES, Contents, Meeting, Notebook, NotebookStore, Series
from ccgbrief.notebook.meeting import LABELS
from ccgbrief.notebook.merge import difference
from ccgbrief.view.meeting_form import (
    completed_list,
    completion_of_owner,
    fields_being_typed,
    fields_today,
    known_people,
    merged_fields,
    suggested_fields,
    write_fields,
)
from tests.clock import Clock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def book(clock: Clock) -> Notebook:
    return Notebook("small", "aaaa", clock)


def texts(book: Notebook) -> list[str]:
    return [note.text for note in book.notes(private=True)]


def typed_into(book: Notebook, fields: dict[str, str], clock: Clock) -> Contents:
    """Return what is in the file of a form that is being filled in."""
    copy = book.copy()
    write_fields(copy, fields, clock.now.date())
    return difference(copy.contents, book.contents)


def test_a_form_that_was_being_filled_in_is_gone_on_with_the_same_day(
    book: Notebook, clock: Clock
) -> None:
    write_fields(book, {"Chair": "Kim", "Place": "Hall"}, clock.now.date())
    written = typed_into(book, {"Chair": "Jo", "Place": ""}, clock)
    assert fields_being_typed(written, book, clock.now.date()) == {"Chair": "Jo"}
    assert fields_today(book, clock.now.date()) == {"Chair": "Kim", "Place": "Hall"}
    assert fields_being_typed(written, book, clock.now.date() + timedelta(1)) == {}


def test_a_draft_beside_which_others_wrote_of_the_meeting_is_no_form(
    book: Notebook, clock: Clock
) -> None:
    written = typed_into(book, {"Chair": "Jo"}, clock)
    book.add_note("Present: Lee")
    assert fields_being_typed(written, book, clock.now.date()) == {}


def test_a_draft_of_anything_else_is_no_form(book: Notebook, clock: Clock) -> None:
    copy = book.copy()
    copy.add_note("Ask the parish")
    assert fields_being_typed(copy.contents, book, clock.now.date()) == {}
    copy = book.copy()
    copy.set_owner("duty", "Jo")
    assert fields_being_typed(copy.contents, book, clock.now.date()) == {}


def test_the_fields_are_one_note_that_is_written_over(book: Notebook, clock: Clock) -> None:
    today = clock.now.date()
    write_fields(book, {"Chair": "Kim"}, today)
    write_fields(book, {"Chair": "Kim", "Present": " Jo,\nLee "}, today)
    assert texts(book) == ["Chair: Kim\nPresent: Jo, Lee"]
    assert fields_today(book, today) == {"Chair": "Kim", "Present": "Jo, Lee"}
    assert write_fields(book, {}, today) is None
    assert texts(book) == []
    assert write_fields(book, {}, today) is None


def test_what_somebody_else_wrote_while_the_form_was_open_stays() -> None:
    begun = {"Chair": "Kim", "Place": "Hall", "Present": "Jo"}
    typed = {"Chair": "Kim", "Place": "", "Present": "Jo, Lee"}
    assert merged_fields(begun, typed, begun) == (dict.fromkeys(LABELS, "") | typed, [])
    now = {"Chair": "Sam", "Place": "Hall", "Present": "Ann; Jo", "Apologies": "Bo"}
    fields, both = merged_fields(begun, typed, now)
    assert {label: text for label, text in fields.items() if text} == {
        "Chair": "Sam",
        "Present": "Ann, Jo, Lee",
        "Apologies": "Bo",
    }
    assert both == ["Present"]


def test_lines_that_were_typed_become_part_of_the_form(book: Notebook, clock: Clock) -> None:
    today = clock.now.date()
    book.add_note("Meeting: Board")
    book.add_note("Present: Jo")
    book.add_note("Present: Secret", private=True)
    fields = fields_today(book, today)
    assert fields == {"Meeting": "Board", "Present": "Jo"}
    write_fields(book, {**fields, "Chair": "Kim"}, today)
    assert texts(book) == ["Meeting: Board\nChair: Kim\nPresent: Jo", "Present: Secret"]


def test_the_meeting_of_another_day_is_left_alone(book: Notebook, clock: Clock) -> None:
    book.add_note("Present: Jo")
    clock.now += timedelta(days=30)
    assert fields_today(book, clock.now.date()) == {}
    write_fields(book, {"Present": "Lee"}, clock.now.date())
    assert texts(book) == ["Present: Jo", "Present: Lee"]


def test_in_a_series_the_form_is_that_of_the_one_meeting_on_any_day(
    book: Notebook, clock: Clock
) -> None:
    write_fields(book, {"Present": "Jo"}, clock.now.date(), "board")
    clock.now += timedelta(days=1)
    today = clock.now.date()
    assert fields_today(book, today, "board") == {"Present": "Jo"}
    written = typed_into(book, {"Present": "Jo, Lee"}, clock)
    assert fields_being_typed(written, book, today, "board") == {}
    write_fields(book, {"Present": "Jo", "Apologies": "Lee"}, today, "board")
    assert texts(book) == ["Present: Jo\nApologies: Lee"]


def test_whoever_was_named_is_known_and_private_notes_name_nobody(book: Notebook) -> None:
    book.add_note("Present: Jo Bell, Kim")
    book.add_note("x", kind=NoteKind.ACTION, owner="Dr Ash and the clerk")
    book.add_note("x", kind=NoteKind.ACTION, owner="Nobody Else", private=True)
    assert known_people(book, NO_SERIES) == ["Dr Ash", "Jo Bell", "Kim", "the clerk"]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Board, 3 December", "3 December 2026"),
        ("Board of 30 November", "30 November 2026"),
        ("Board, 5 January", "5 January 2027"),
        ("Annual meeting 2027-03-02", "2 March 2027"),
        ("Board, 3 December 2027: public part", "3 December 2027"),
        ("Board, Wednesday 6 May 2026", "6 May 2026"),
        ("Board, Wed 6th May ’26", "6 May 2026"),
        ("BOARD, WEDNESDAY 6 MAY 2026", "6 May 2026"),
        ("Board, Wednesday, May 6, 2026", "6 May 2026"),
        ("Board, Wednesday 2026-05-06", "6 May 2026"),
        ("Papers of 1 May for the meeting of 6 May 2026", "6 May 2026"),
        ("Board, Tuesday 6 May 2026", "1 December 2026"),
        ("Board, item 6 may wait", "1 December 2026"),
        ("Monday board", "1 December 2026"),
        ("Board, 31 November", "1 December 2026"),
    ],
)
def test_the_day_that_the_title_of_the_pack_states_is_suggested(title: str, day: str) -> None:
    assert suggested_fields(NO_SERIES, date(2026, 12, 1), title) == {"Date": day}


def test_what_was_said_of_the_last_meeting_is_suggested_for_today(tmp_path: Path) -> None:
    today = date(2026, 12, 1)
    assert suggested_fields(NO_SERIES, today) == {"Date": "1 December 2026"}
    store = NotebookStore.open(tmp_path / "november.toml", "november", tmp_path, Clock(NOON))
    store.notebook.add_note("Place: Board room\nChair: Kim")
    last = Meeting("November", store, Clock(NOON).now, date(2026, 11, 22))
    assert suggested_fields(Series((last,)), today) == {
        "Place": "Board room",
        "Chair": "Kim",
        "Date": "1 December 2026",
        "Minutes of the last meeting": "November, 22 November 2026: approved",
    }
    dated = last._replace(title="Board, 22 November 2026")
    suggested = suggested_fields(Series((dated,)), today)
    assert suggested["Minutes of the last meeting"] == "Board, 22 November 2026: approved"
    assert dated._replace(day=date(2026, 11, 23)).name == f"{dated.title}, 23 November 2026"
    for title in ("Board, Sunday 22 November 2026", "Papers of 1 May, board of 22/11/26"):
        assert dated._replace(title=title).name == title
    assert dated._replace(title="22 November").name == "22 November, 22 November 2026"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("dr", "dr Ash"),
        ("Jo Bell, D", "Jo Bell, Dr Ash"),
        ("Dr Ash; jo", "Dr Ash; jo Bell"),
        ("Dr Ash, Dr", None),
        ("Dr Ash", None),
        ("", None),
        ("Zebra", None),
    ],
)
def test_the_last_name_of_a_list_is_completed(typed: str, completed: str | None) -> None:
    assert completed_list(typed, ["Dr Ash", "Jo Bell"]) == completed


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("Ask @D", "r Ash"),
        ("@dr a", "sh"),
        ("(@Jo", " Bell"),
        ('Ask @"Jo', " Bell"),
        ('Ask @"Jo"', ""),
        ("mail a@D", ""),
        ("Ask @", ""),
        ("Ask @Dr Ash", ""),
        ("Ask @Dr Ash, by F", ""),
        ("Ask @Jo\nand D", ""),
    ],
)
def test_a_name_after_an_at_is_completed(before: str, rest: str) -> None:
    assert completion_of_owner(before, ["Dr Ash", "Jo Bell"]) == rest
