"""The last position and what minutes held, from one start to the next."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ccgbrief import state
from ccgbrief.state import (
    LONGEST_SEARCH,
    MOST_SEARCHES,
    EarlierMinutes,
    InCalendars,
    LastPosition,
    MinutesLog,
    earlier_searches,
    is_own_output,
    keep_in_calendars,
    keep_output,
    keep_position,
    keep_searches,
    last_position,
    read_in_calendars,
    search_before,
    with_search,
)
from tests.conftest import FullDisk

DAY = date(2026, 11, 22)


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def log_in(folder: Path) -> MinutesLog:
    return MinutesLog(folder / "new" / "minutes.json")


def test_what_minutes_held_is_of_days_before_however_often_they_are_written_today(
    tmp_path: Path,
) -> None:
    log = log_in(tmp_path)
    assert log.earlier(date(2026, 11, 1)) == EarlierMinutes(None, frozenset())
    held = [(noon(1), "a:1"), (noon(8), "b:1"), (noon(22), "c:1"), (noon(22), "d:1")]
    for when, note in held:
        before = log.earlier(when.date()).notes or ()
        assert log.keep(when, [note], before) == []
    assert log.earlier(DAY) == EarlierMinutes(noon(8), frozenset({"a:1", "b:1"}))
    assert log.earlier(date(2026, 11, 23)).notes == frozenset({"a:1", "b:1", "c:1", "d:1"})
    assert log.last_written(DAY) == noon(8)
    assert log.last_written(date(2026, 11, 23)) == noon(22)


def test_a_clock_set_back_forgets_no_minutes(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.keep(noon(22), ["a:1"], [])
    assert log.earlier(noon(3).date()) == EarlierMinutes(None, frozenset({"a:1"}))
    assert log.last_written(noon(3).date()) is None


def test_minutes_under_a_clock_set_back_leave_those_of_other_days_apart(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.keep(noon(22), ["a:1"], [])
    log.keep(noon(1), ["b:1"], ["a:1"])
    assert log.earlier(DAY) == EarlierMinutes(noon(1), frozenset({"b:1"}))
    log.keep(noon(22), ["a:1", "c:1"], ["b:1"])
    assert log.earlier(date(2026, 11, 29)) == EarlierMinutes(
        noon(22), frozenset({"a:1", "b:1", "c:1"})
    )


def test_days_long_past_are_remembered_as_one(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    for day in range(1, 29):
        log.keep(noon(day), [f"n{day}:1"], [f"n{i}:1" for i in range(1, day)])
    assert len(json.loads(log.file.read_text("utf-8"))) == state.DAYS + 2
    assert log.earlier(date(2026, 11, 28)).at == noon(27)
    assert "n2:1" in (log.earlier(date(2026, 11, 3)).notes or ())  # also by a clock set back
    assert log.earlier(date(2026, 11, 29)).notes == {f"n{i}:1" for i in range(1, 29)}


def test_a_version_that_was_written_over_is_forgotten_and_its_note_is_not(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.keep(noon(1), ["a:1", "b:1"], [])
    log.keep(noon(8), ["a:2"], [])
    assert log.earlier(DAY).notes == frozenset({"a:", "a:2", "b:1"})
    log.keep(noon(15), ["a:1"], [])
    assert "a:2" not in (log.earlier(DAY).notes or ())


def test_no_more_versions_are_remembered_than_a_notebook_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MOST_VERSIONS", 2)
    log = log_in(tmp_path)
    log.keep(noon(1), ["a:1", "gone:1", "b:1"], [])
    log.keep(noon(8), ["c:1"], ["a:1"])
    assert log.earlier(DAY).notes == frozenset({"b:1", "a:1", "c:1"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0" * 90,
        "[1]",
        "null",
        "7",
        '["x"]',
        '[{"at": 1, "notes": []}]',
        '[{"at": "x", "notes": []}]',
    ],
)
def test_what_cannot_be_understood_is_no_minutes_and_a_doubt(tmp_path: Path, text: str) -> None:
    log = log_in(tmp_path)
    log.file.parent.mkdir()
    log.file.write_text(text)
    said = "it is damaged): notes from earlier minutes are in these too"
    assert log.earlier(DAY) == EarlierMinutes(doubt=f"{log.file} cannot be read ({said}")
    assert log.last_written(DAY) is None


def test_what_cannot_be_remembered_is_said(tmp_path: Path, full_disk: FullDisk) -> None:
    log = log_in(tmp_path)
    log.keep(noon(1), ["a:1"], [])
    with full_disk():
        (said,) = log.keep(noon(8), ["b:1"], [])
    assert said.startswith("the next minutes will hold these notes again: ")
    assert log.earlier(DAY) == EarlierMinutes(noon(1), frozenset({"a:1"}))


def test_what_is_remembered_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    keep_searches(file, ["pay of Dr Ash"])
    assert file.stat().st_mode & 0o077 == 0


def test_a_position_that_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "not there yet" / "position.json"
    keep_position(file, "first-paper", "p3", DAY)
    assert last_position(file) == LastPosition("first-paper", "p3", DAY)


def test_the_day_it_was_open_before_today_is_known_however_often_it_is_opened(
    tmp_path: Path,
) -> None:
    file = tmp_path / "position.json"
    for day in (date(2026, 10, 1), date(2026, 11, 1), DAY, DAY):
        keep_position(file, "first-paper", "p3", day)
    assert last_position(file).opened_before(DAY) == date(2026, 11, 1)
    assert last_position(file).opened_before(date(2026, 11, 23)) == DAY


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "", "{}", "[]", "null", '{"tab": 1}', '{"tab":"a","key":"b","day":"x"}']
)
def test_what_cannot_be_understood_is_no_position(tmp_path: Path, text: str) -> None:
    file = tmp_path / "position.json"
    file.write_text(text)
    assert last_position(file) == LastPosition()


def test_a_position_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    keep_position(tmp_path, "first-paper", "", DAY)
    assert last_position(tmp_path) == LastPosition()


def test_a_full_disk_leaves_the_position_that_was_kept(tmp_path: Path, full_disk: FullDisk) -> None:
    file = tmp_path / "position.json"
    keep_position(file, "first-paper", "p3", DAY)
    with full_disk():
        keep_position(file, "second-paper", "p4", DAY)
    assert last_position(file) == LastPosition("first-paper", "p3", DAY)


def test_what_is_in_calendars_is_known_at_the_next_export(tmp_path: Path) -> None:
    file = tmp_path / "new" / "calendar.json"
    known = {"a": InCalendars(2, "Dr Ash", version="a:1", changed=noon(22))}
    known["b"] = InCalendars(0, private=True)
    assert read_in_calendars(file) == ({}, "")
    assert keep_in_calendars(file, known) == []
    assert read_in_calendars(file) == (known, "")
    file.write_text('{"a": [2, "Dr Ash", false]}', "utf-8")  # as it was written once
    assert read_in_calendars(file) == ({"a": InCalendars(2, "Dr Ash")}, "")
    (line,) = keep_in_calendars(file / "within", known)
    assert line.startswith("calendars will not be told of actions deleted later: ")


def test_searches_are_kept_each_once_and_the_last_ones(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    assert earlier_searches(file) == []
    kept: list[str] = []
    for typed in ("one", "two", "one", " ", "x" * (LONGEST_SEARCH + 1)):
        kept = with_search(kept, typed)
    assert kept == ["two", "one"]
    keep_searches(file, kept)
    assert earlier_searches(file) == ["two", "one"]
    for number in range(2 * MOST_SEARCHES):
        kept = with_search(kept, f"search {number}")
    assert len(kept) == MOST_SEARCHES


def test_the_searches_of_two_windows_are_all_kept(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    for of_window in (["both", "first"], ["second", "both"]):
        keep_searches(file, of_window)
    assert earlier_searches(file) == ["first", "second", "both"]


@pytest.mark.parametrize("text", ["", "7", "{}", "nonsense", "[1, null]"])
def test_searches_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "searches.json"
    file.write_text(text, encoding="utf-8")
    assert earlier_searches(file) == []


def test_searches_from_a_file_are_neutralised(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    file.write_text('["a\\u001b[31mb"]', encoding="utf-8")
    assert earlier_searches(file) == ["a␛[31mb"]


def test_the_search_before_the_shown_one_is_brought_back() -> None:
    kept = ["one", "two", "three"]
    assert search_before(kept, "") == "three"
    assert search_before(kept, "three") == "two"
    assert search_before(kept, "one") == ""
    assert search_before([], "") == ""


@pytest.mark.parametrize(
    "text", ["", "7", "[1, null]", "null", '{"a": 1e999}', '{"a": 5}', "nonsense"]
)
def test_what_cannot_be_understood_of_calendars_outputs_and_positions_is_nothing(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "state.json"
    file.write_text(text, "utf-8")
    known, doubt = read_in_calendars(file)
    assert not known
    assert doubt.startswith(f"{file} cannot be read (it is damaged): actions that were deleted")
    assert not is_own_output(file, file)
    assert last_position(file) == LastPosition()
    keep_output(file, tmp_path / "minutes.md", b"")
    assert json.loads(file.read_text("utf-8"))
