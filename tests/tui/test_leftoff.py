"""Where the reader left off, from one meeting to the next."""

from datetime import date
from pathlib import Path

import pytest

from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.last_position import NOWHERE, LeftOff, keep_left_off, read_left_off
from tests.conftest import FullDisk

DAY = date(2026, 11, 22)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "not there yet" / "left.json"
    keep_left_off(file, Address("first-paper", passage_key(3)), DAY)
    assert read_left_off(file) == LeftOff(Address("first-paper", passage_key(3)), DAY)


def test_the_day_it_was_open_before_today_is_known_however_often_it_is_opened(
    tmp_path: Path,
) -> None:
    file, here = tmp_path / "left.json", Address("first-paper", passage_key(3))
    for day in (date(2026, 10, 1), date(2026, 11, 1), DAY, DAY):
        keep_left_off(file, here, day)
    assert read_left_off(file).opened_before(DAY) == date(2026, 11, 1)
    assert read_left_off(file).opened_before(date(2026, 11, 23)) == DAY


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"tab": 1}', '{"tab":"a","key":"b","day":"x"}']
)
def test_what_cannot_be_understood_is_nowhere(tmp_path: Path, text: str) -> None:
    file = tmp_path / "left.json"
    file.write_text(text)
    assert read_left_off(file) == NOWHERE


def test_a_place_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    keep_left_off(tmp_path, Address("first-paper"), DAY)
    assert read_left_off(tmp_path) == NOWHERE


def test_a_full_disk_leaves_the_place_that_was_kept(tmp_path: Path, full_disk: FullDisk) -> None:
    file = tmp_path / "left.json"
    keep_left_off(file, Address("first-paper", passage_key(3)), DAY)
    with full_disk():
        keep_left_off(file, Address("second-paper", passage_key(4)), DAY)
    assert read_left_off(file) == LeftOff(Address("first-paper", passage_key(3)), DAY)
