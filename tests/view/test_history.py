from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.history import MOST_STEPS, History, Standpoint, search_before


def standpoint(number: int) -> Standpoint:
    return Standpoint(Address("tab", passage_key(number)), number)


def test_the_way_back_is_the_way_there_reversed() -> None:
    history = History()
    for number in range(3):
        history.leave(standpoint(number))
    assert [history.back() for _ in range(4)] == [
        standpoint(2),
        standpoint(1),
        standpoint(0),
        None,
    ]


def test_only_the_oldest_steps_are_forgotten() -> None:
    history = History()
    for number in range(MOST_STEPS + 10):
        history.leave(standpoint(number))
    back = list(iter(history.back, None))
    assert back[0] == standpoint(MOST_STEPS + 9)
    assert len(back) == MOST_STEPS


def test_two_histories_share_nothing() -> None:
    History().leave(standpoint(1))
    assert History().back() is None


def test_the_search_before_the_shown_one_is_brought_back() -> None:
    kept = ["one", "two", "three"]
    assert search_before(kept, "") == "three"
    assert search_before(kept, "three") == "two"
    assert search_before(kept, "one") == ""
    assert search_before([], "") == ""
