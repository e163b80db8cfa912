"""The last position and the last meeting, from one start to the next."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ccgbrief.state import LastPosition, keep_meeting, keep_position, last_meeting, last_position
from tests.conftest import FullDisk

DAY = date(2026, 11, 22)


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def test_the_last_meeting_was_before_today_however_often_minutes_are_written(
    tmp_path: Path,
) -> None:
    file = tmp_path / "not there yet" / "meetings.json"
    assert last_meeting(file, date(2026, 11, 1)) is None
    for when in (noon(1), noon(8), noon(22), noon(22).replace(hour=13)):
        keep_meeting(file, when)
    assert last_meeting(file, date(2026, 11, 22)) == noon(8)
    assert last_meeting(file, date(2026, 11, 23)) == noon(22).replace(hour=13)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "null",
        "7",
        '["x"]',
        '["2026-11-01T12:00:00"]',
        '["0001-01-01T00:00:00+14:00"]',
    ],
)
def test_what_cannot_be_understood_is_no_meeting(tmp_path: Path, text: str) -> None:
    file = tmp_path / "meetings.json"
    file.write_text(text)
    assert last_meeting(file, date(2026, 11, 22)) is None


def test_a_meeting_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    keep_meeting(tmp_path, noon(1))
    assert last_meeting(tmp_path, date(2026, 11, 22)) is None


def test_a_full_disk_leaves_the_meeting_that_was_kept(tmp_path: Path, full_disk: FullDisk) -> None:
    file = tmp_path / "meetings.json"
    keep_meeting(file, noon(1))
    with full_disk():
        keep_meeting(file, noon(8))
    assert last_meeting(file, date(2026, 11, 22)) == noon(1)


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
    "text", ["", "{}", "[]", "null", '{"tab": 1}', '{"tab":"a","key":"b","day":"x"}']
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
