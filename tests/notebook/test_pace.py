"""P6: after at most a second, what was typed is on its way to the disk."""

import pytest

from ccgbrief.notebook import Pace


def test_nothing_is_due_before_anything_changed() -> None:
    assert Pace().due() is None
    assert not Pace().is_due(1e9)


def test_a_save_is_due_after_a_short_quiet() -> None:
    pace = Pace()
    pace.changed(10.0)
    assert not pace.is_due(10.29)
    assert pace.is_due(10.3)


def test_each_change_begins_the_quiet_again() -> None:
    pace = Pace()
    pace.changed(10.0)
    pace.changed(10.25)
    assert not pace.is_due(10.5)
    assert pace.is_due(10.55)


def test_typing_without_a_pause_is_saved_every_second() -> None:
    pace = Pace()
    saved = []
    for tenth in range(100, 150):
        now = tenth / 10
        if pace.is_due(now):
            pace.saving()
            saved.append(now)
        pace.changed(now)
    assert saved == [11.0, 12.0, 13.0, 14.0]


def test_after_saving_nothing_is_due_but_what_changed_since() -> None:
    pace = Pace()
    pace.changed(10.0)
    pace.saving()
    assert pace.due() is None
    pace.changed(10.5)
    assert pace.due() == pytest.approx(10.8)


def test_a_failed_save_is_tried_again_later_and_sooner_at_the_next_change() -> None:
    """P5."""
    pace = Pace()
    pace.changed(10.0)
    pace.saving()
    pace.could_not(10.3)
    assert not pace.is_due(15.2)
    assert pace.is_due(15.3)
    pace.changed(12.0)
    assert pace.due() == pytest.approx(12.3)


def test_a_change_made_while_a_save_was_failing_is_not_put_off() -> None:
    pace = Pace()
    pace.changed(10.0)
    pace.saving()
    pace.changed(10.35)
    pace.could_not(10.4)
    assert pace.is_due(10.65)
