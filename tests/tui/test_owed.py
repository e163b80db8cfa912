from datetime import date

import pytest

from ccgbrief.tui.owed import Owed, read_owed

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Ask for a split @Practice manager, by 1 December", "Practice manager"),
        ("@Jo by tomorrow please", "Jo"),
        ("Trim it @A B", "A B"),
        ("Trim it @Clerk\nand burn it", "Clerk"),
        ("write to me@example.org", ""),
        ("@", ""),
        ("nobody", ""),
    ],
)
def test_the_owner_is_named_after_an_at_sign(text: str, owner: str) -> None:
    assert read_owed(text, SUNDAY).owner == owner


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by 2026-12-01", date(2026, 12, 1)),
        ("due 1 December", date(2026, 12, 1)),
        ("by 3rd March", date(2027, 3, 3)),
        ("by 3 March 2026", date(2026, 3, 3)),
        ("by Friday", date(2026, 11, 27)),
        ("by sun", date(2026, 11, 29)),
        ("by today", SUNDAY),
        ("due on tomorrow", date(2026, 11, 23)),
        ("by the way, due 1 Dec", date(2026, 12, 1)),
        ("by 31 February", None),
        ("by 2026-13-01", None),
        ("by the clerk", None),
        ("standby 1 December", None),
        ("by su", None),
    ],
)
def test_the_day_is_said_after_by_or_due(text: str, due: date | None) -> None:
    assert read_owed(text, SUNDAY) == Owed(due=due)


def test_29_february_of_next_year_may_not_exist() -> None:
    assert read_owed("by 1 Feb or 29 Feb", date(2027, 11, 1)).due == date(2028, 2, 1)
    assert read_owed("by 29 Feb", date(2026, 3, 1)).due is None
