from ccgbrief.suggest import did_you_mean


def test_the_cure_for_an_unknown_name_is_the_nearest_one_or_all_or_that_there_is_none() -> None:
    known = ("open-early", "close-late")
    assert did_you_mean("open-erly", known) == "did you mean open-early?"
    assert did_you_mean("x", known) == "use one of open-early, close-late"
    assert did_you_mean("x", known, "see show") == "see show"
    assert did_you_mean("x", ()) == "it has none"
