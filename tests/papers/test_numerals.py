"""Raised and lowered figures are apart from the figure that they stand at."""

import pytest

from ccgbrief.papers.numerals import lowered, raised


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6", "^6"),
        ("−3", "^−3"),
        ("1,2", "^1,2"),
        ("1–3", "^1–3"),
        ("1.5", "^1.5"),
        ("1/2", "^1/2"),
        ("1)", "^1)"),
        ("1a", "^1a"),
        ("1, 2", "^1, ^2"),
        ("1 and 2", "^1 and 2"),
        ("6 ", "^6 "),
        ("st", "st"),
        ("see 12", "see 12"),
        (",", ","),
    ],
)
def test_raised_figures_begin_with_a_sign(text: str, shown: str) -> None:
    assert raised(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2", "₂"), ("1,2", "₁,₂"), ("0.5", "₀.₅"), ("1/2 ", "₁/₂ "), ("max1", "max1"), ("", "")],
)
def test_lowered_figures_are_digits_of_their_own(text: str, shown: str) -> None:
    assert lowered(text) == shown
