from ccgbrief.view.history import search_before


def test_the_search_before_the_shown_one_is_brought_back() -> None:
    kept = ["one", "two", "three"]
    assert search_before(kept, "") == "three"
    assert search_before(kept, "three") == "two"
    assert search_before(kept, "one") == ""
    assert search_before([], "") == ""
