"""P6: after at most a second, what was typed is on its way to the disk."""

import pytest

from ccgbrief.tui.autosave import SaveSchedule


def test_nothing_is_due_before_anything_changed() -> None:
    assert SaveSchedule().due is None
    assert not SaveSchedule().is_due(1e9)


def test_a_save_is_due_after_a_short_quiet() -> None:
    schedule = SaveSchedule()
    schedule.changed(10.0)
    assert not schedule.is_due(10.29)
    assert schedule.is_due(10.3)


def test_each_change_begins_the_quiet_again() -> None:
    schedule = SaveSchedule()
    schedule.changed(10.0)
    schedule.changed(10.25)
    assert not schedule.is_due(10.5)
    assert schedule.is_due(10.55)


def test_typing_without_a_pause_is_saved_every_second() -> None:
    schedule = SaveSchedule()
    saved = []
    for tenth in range(100, 150):
        now = tenth / 10
        if schedule.is_due(now):
            schedule.saving()
            saved.append(now)
        schedule.changed(now)
    assert saved == [11.0, 12.0, 13.0, 14.0]


def test_after_saving_nothing_is_due_but_what_changed_since() -> None:
    schedule = SaveSchedule()
    schedule.changed(10.0)
    schedule.saving()
    assert schedule.due is None
    schedule.changed(10.5)
    assert schedule.due == pytest.approx(10.8)


def test_a_failed_save_is_tried_again_later_and_sooner_at_the_next_change() -> None:
    """P5."""
    schedule = SaveSchedule()
    schedule.changed(10.0)
    schedule.saving()
    schedule.failed(10.3)
    assert not schedule.is_due(15.2)
    assert schedule.is_due(15.3)
    schedule.changed(12.0)
    assert schedule.due == pytest.approx(12.3)


def test_a_change_made_while_a_save_was_failing_is_not_put_off() -> None:
    schedule = SaveSchedule()
    schedule.changed(10.0)
    schedule.saving()
    schedule.changed(10.35)
    schedule.failed(10.4)
    assert schedule.is_due(10.65)


def test_what_was_kept_is_due_at_once() -> None:
    schedule = SaveSchedule()
    schedule.changed(10.0)
    schedule.kept(10.1)
    assert schedule.is_due(10.1)
