from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook.date_parser import find_day, read_day
from tests.notebook import meeting_days
from tests.notebook.meeting_days import TUESDAY

SUNDAY = date(2026, 11, 22)
THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1 December", date(2026, 12, 1)),
        ("the 1st of December", date(2026, 12, 1)),
        ("Dec 1", date(2026, 12, 1)),
        ("December 1st, 2027", date(2027, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("1/12/26", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("Tuesday 1 December", date(2026, 12, 1)),
        ("3 March", date(2027, 3, 3)),
        ("3 March 2026", date(2026, 3, 3)),
        ("the 5th", date(2026, 12, 5)),
        ("31st", date(2026, 12, 31)),
        ("Friday", date(2026, 11, 27)),
        ("sun", date(2026, 11, 29)),
        ("Friday week", date(2026, 12, 4)),
        ("end of month", date(2026, 11, 30)),
        ("the end of next month", date(2026, 12, 31)),
        ("the end of February", date(2027, 2, 28)),
        ("end of the year", date(2026, 12, 31)),
        ("today", SUNDAY),
        ("tomorrow", date(2026, 11, 23)),
    ],
)
def test_a_day_to_come_is_read_as_people_say_it(said: str, day: date) -> None:
    assert read_day(said, SUNDAY) == day
    assert read_day(said.upper(), SUNDAY) == day


def test_next_friday_is_the_one_of_next_week() -> None:
    assert read_day("Friday", THURSDAY) == date(2026, 11, 27)
    assert read_day("next Friday", THURSDAY) == date(2026, 12, 4)
    assert read_day("end of the week", THURSDAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020-01-01", date(2020, 1, 1)),
        ("1 December", date(2025, 12, 1)),
        ("1/11", date(2026, 11, 1)),
        ("Friday", date(2026, 11, 20)),
        ("last Friday", date(2026, 11, 20)),
        ("the 30th", date(2026, 10, 30)),
        ("yesterday", date(2026, 11, 21)),
        ("today", SUNDAY),
    ],
)
def test_a_day_that_is_past_is_the_last_one(said: str, day: date) -> None:
    assert read_day(said, SUNDAY, past=True) == day


@pytest.mark.parametrize(("said", "day"), (meeting_days.DAYS | meeting_days.CLAUSES).items())
def test_a_day_is_read_as_british_meetings_say_it(said: str, day: date) -> None:
    assert find_day(said, TUESDAY) == (day, "")
    for rest in (", they said", ". Then rest", "\nNext line", "; and more", " (or so)", " – soon"):
        assert find_day(said + rest, TUESDAY) == (day, "")


def test_a_day_that_has_just_passed_is_not_certain_to_be_next_years() -> None:
    for said in ("21 November", "Sat 21 Nov", "21/11", "end of October"):
        assert find_day(f"{said}, they said", SUNDAY).day is None, said
        assert find_day(f"{said}, they said", SUNDAY).unread == said
    assert find_day("21 November 2027", SUNDAY).day == date(2027, 11, 21)
    assert find_day("1 October", SUNDAY).day == date(2027, 10, 1)
    assert read_day("21 November", SUNDAY) == date(2027, 11, 21)


@pytest.mark.parametrize("said", meeting_days.UNCERTAIN)
def test_what_is_meant_as_a_day_and_is_not_certain_is_reported_whole(said: str) -> None:
    assert find_day(said, TUESDAY) == (None, said)
    assert find_day(f"{said}, they said", TUESDAY) == (None, said)


@pytest.mark.parametrize("said", ["", *meeting_days.OTHER_WORDS, "maybe", "mono"])
def test_other_words_are_no_day(said: str) -> None:
    assert find_day(said, TUESDAY) == (None, "")


@pytest.mark.parametrize("said", meeting_days.DAYS)
@pytest.mark.parametrize("more", ["or Monday", "in the year after", "of sorts", "- 9 December"])
def test_a_day_is_never_read_by_half(said: str, more: str) -> None:
    assert find_day(f"{said} {more}", TUESDAY).day is None


def test_29_february_is_only_in_a_leap_year() -> None:
    assert read_day("29 Feb", date(2027, 11, 1)) == date(2028, 2, 29)
    assert read_day("29 Feb", date(2026, 3, 1)) is None


@given(
    st.text(max_size=20) | st.from_regex(r"(end of )?[0-9/.\-a-z ]{0,20}", fullmatch=True),
    st.dates(),
    st.booleans(),
)
def test_no_words_and_no_day_are_too_odd(said: str, today: date, past: bool) -> None:
    find_day(said, today)
    read_day(said, today, past=past)


@pytest.mark.parametrize("said", ["Friday", "next Friday", "tomorrow", "end of month"])
def test_the_calendar_has_an_end(said: str) -> None:
    """A notebook may say that it was written on any day."""
    assert read_day(said, date.max) in {None, date.max}
