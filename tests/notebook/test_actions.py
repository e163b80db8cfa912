from datetime import UTC, date, datetime

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note
from ccgbrief.notebook.actions import Action, Wanted, actions_of, by_day, by_owner, is_named

DAY = date(2026, 12, 2)


def action(text: str, owner: str = "", due: date | None = None, *, done: bool = False) -> Note:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return Note(text, text, at, NoteKind.ACTION, owner=owner, due=due, done=done)


NOTES = (
    action("late", "Dr Ash", date(2026, 12, 1)),
    action("soon", "the clerk", date(2026, 12, 3)),
    action("whenever", "Dr Ash"),
    action("somebody", due=date(2026, 12, 2)),
    action("finished", "Dr Ash", date(2026, 12, 1), done=True),
    Note("q", "no action", datetime(2026, 11, 22, tzinfo=UTC), NoteKind.QUESTION),
)


def texts(actions: list[Action]) -> list[str]:
    return [each.note.text for each in actions]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["late", "finished", "somebody", "soon", "whenever"]),
        (Wanted(open_only=True), ["late", "somebody", "soon", "whenever"]),
        (Wanted(owner="ash"), ["late", "finished", "whenever"]),
        (Wanted(owner="dr as"), ["late", "finished", "whenever"]),
        (Wanted(owner="zebra"), []),
        (Wanted(due=DAY), ["late", "finished", "somebody"]),
        (Wanted(open_only=True, owner="ash", due=DAY), ["late"]),
    ],
)
def test_actions_are_narrowed_and_stand_in_the_order_in_which_they_are_due(
    wanted: Wanted, found: list[str]
) -> None:
    assert texts(by_day(actions_of(NOTES, "small", "", wanted))) == found


def test_actions_stand_by_owner_and_those_of_nobody_last() -> None:
    found = by_owner(actions_of(NOTES, "small", ""))
    assert texts(found) == ["late", "finished", "whenever", "soon", "somebody"]


def test_an_action_is_open_overdue_or_done() -> None:
    states = {each.note.text: each.state(DAY) for each in actions_of(NOTES, "small", "")}
    assert states == {
        "late": "overdue",
        "soon": "open",
        "whenever": "open",
        "somebody": "open",
        "finished": "done",
    }


def test_a_name_is_known_by_the_beginnings_of_its_words() -> None:
    assert is_named("Dr Ash and Kim Lee", "kim")
    assert not is_named("Dr Ash", "sh")
    assert is_named("Dr Ash and Kim Lee", "kim", is_whole=True)
    assert not is_named("Dr Ashworth", "dr ash", is_whole=True)
