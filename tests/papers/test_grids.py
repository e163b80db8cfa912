"""Which cells hold figures, and so which rows of a table are no heads."""

import pytest

from ccgbrief.papers.grids import is_data


@pytest.mark.parametrize("marks", ["", "^1", "^1,2", "^1,^2", "^1, ^2", "^1–3", " [1]"])
def test_a_figure_with_the_marks_of_notes_is_a_figure_and_a_year_is_none(marks: str) -> None:
    assert is_data(("Elm", f"1,250{marks}"))
    assert not is_data(("Ward", f"2014{marks}"))
