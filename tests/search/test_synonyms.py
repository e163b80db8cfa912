"""Synonyms: abbreviations with their plurals, numbers in words and figures."""

import pytest

from ccgbrief.search.synonyms import Synonyms

KNOWN = Synonyms([("CCG", "clinical commissioning group"), ("NHS", "")])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("ccg", "clinical commissioning group"),
        ("ccgs", "clinical commissioning groups"),
        ("clinical commissioning group", "ccg"),
        ("clinical commissioning groups", "ccgs"),
        ("2 3", "two thirds"),
        ("two thirds", "2 3"),
        ("percent", "per cent"),
        ("seven", "7"),
        ("8bn", "8 billion"),
        ("8 billion", "8bn"),
        ("1.8 million", "1.8m"),
    ],
)
def test_either_name_gives_the_other(name: str, other: str) -> None:
    assert tuple(other.split()) in list(KNOWN.of(tuple(name.split())))


@pytest.mark.parametrize("name", ["nhs", "group", "billion", "zebra"])
def test_what_has_no_other_name_gives_none(name: str) -> None:
    assert list(KNOWN.of((name,))) == []
