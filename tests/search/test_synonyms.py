"""Synonyms: abbreviations with their plurals, numbers in words and figures."""

from pathlib import Path

import pytest

from ccgbrief.search.synonyms import Synonyms, read_synonyms
from tests.search.making import OpenOver

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


def test_the_readers_own_synonyms_count_as_those_of_the_glossary_do(
    tmp_path: Path, open_over: OpenOver
) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_text('budget = ["pot", "war chest"]', "utf-8")
    finder = open_over("The pot was empty.", "The budget was spent.")
    finder.add_synonyms(file)
    assert finder.find("budgets empty").hits[0].entry.text == "The pot was empty."
    assert finder.find("war chest spent").hits[0].read_as == {"war chest": "budget"}


def test_synonyms_are_read_from_a_file_of_words_and_lists(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_text('funding = ["money", "cash"]\n"area team" = ["regional office"]\n', "utf-8")
    pairs = (("funding", "money"), ("funding", "cash"), ("area team", "regional office"))
    assert read_synonyms(file) == (pairs, "")
    assert read_synonyms(tmp_path / "missing.toml") == ((), "")


@pytest.mark.parametrize(
    ("data", "pairs", "fault"),
    [
        (b"= money", (), "1: is not valid TOML"),
        (b"\xff\x00", (), "not read"),
        (b"x = [" * 5_000, (), "is not valid TOML"),
        (b"x" * 300_000, (), "not read"),
        (b'a = "b"\nc = ["d"]', (("c", "d"),), '1: a: is not a list of texts; write a = ["…"'),
        (b"a = [1]", (), "1: a: is not a list of texts"),
        (b"[a]\nb = 1", (), "1: a: is not a list of texts"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_in_one_line(
    tmp_path: Path, data: bytes, pairs: tuple[tuple[str, str], ...], fault: str
) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_bytes(data)
    read, said = read_synonyms(file)
    assert read == pairs
    assert str(file) in said
    assert fault in said
    assert "\n" not in said


def test_a_fault_of_the_file_is_said_with_each_answer(tmp_path: Path, open_over: OpenOver) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_text("= money", "utf-8")
    finder = open_over("The budget was spent.")
    finder.add_synonyms(file)
    answer = finder.find("budget")
    assert answer.hits
    assert answer.faults == (read_synonyms(file)[1],)
