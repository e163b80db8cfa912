"""What notes say, besides what the tests of the rooms that show it ask for."""

from datetime import UTC, date, datetime

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Place, contradiction, position_on

WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""A Sunday."""

FIRST, NINTH = date(2026, 12, 1), date(2026, 12, 9)

ACTION, DECLARATION = NoteKind.ACTION, NoteKind.DECLARATION


@pytest.mark.parametrize(
    ("text", "kind", "owner", "due", "said"),
    [
        ("Do it @Kim, by 9 December", ACTION, "Ash", FIRST, "Kim, by 9 December 2026"),
        ("Do it @Kim, by 1 December", ACTION, "Ash", FIRST, "Kim"),
        ("Do it @Ash, by 9 December", ACTION, "Ash", FIRST, "by 9 December 2026"),
        ("Do it @Kim and Jo, by 9 December", ACTION, "", None, "Kim and Jo, by 9 December 2026"),
        ("Kim\x1b @K\x1bim", ACTION, "Ash", None, "Kim"),
        ("@Dr Rao, partner at Elm Surgery, leaves", DECLARATION, "Dr Ash", None, "Dr Rao"),
    ],
)
def test_words_that_say_another_owner_or_day_are_a_contradiction(
    text: str, kind: NoteKind, owner: str, due: date | None, said: str
) -> None:
    note = Note("a", text, WRITTEN, kind, owner=owner, due=due)
    assert contradiction(note) == f"its words say {said}"


@pytest.mark.parametrize(
    ("text", "kind", "owner", "due"),
    [
        ("Do it @Ash, by 1 December", ACTION, "Ash", FIRST),
        ("Do it @Ash, by 1 December", ACTION, "ash", FIRST),
        ("Do it", ACTION, "Ash", FIRST),
        ("Do it by whenever that may be", ACTION, "Ash", FIRST),
        ("Do what was due on 9 December, perhaps", ACTION, "Ash", NINTH),
        ("Do it @Kim, by 9 December", NoteKind.NOTE, "Ash", FIRST),
        ("Do it tomorrow, by Monday", ACTION, "", date(2026, 11, 23)),
        ("", ACTION, "", None),
    ],
)
def test_words_that_say_no_other_are_none(
    text: str, kind: NoteKind, owner: str, due: date | None
) -> None:
    assert contradiction(Note("a", text, WRITTEN, kind, owner=owner, due=due)) == ""


def test_a_day_counted_where_another_day_had_begun_is_none() -> None:
    """Somebody wrote it late in the evening, in a time zone east or west of the reader's."""
    for day in (22, 23, 24):
        note = Note("a", "Do it by tomorrow", WRITTEN, ACTION, due=date(2026, 11, day))
        assert contradiction(note) == ""
    assert contradiction(note._replace(due=date(2026, 11, 25)))


def test_of_two_decisions_in_one_second_the_last_is_the_position() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    notes = [
        Note(text, text, at, kind=NoteKind.DECISION, place=Place(area="money"))
        for text in ("first", "second")
    ]
    position = position_on(notes, "money")
    assert position
    assert position.text == "second"
