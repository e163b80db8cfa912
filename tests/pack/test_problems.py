"""Faults are told in one clean line of a bearable length."""

from pathlib import Path

from ccgbrief.pack import PackError, Problem
from ccgbrief.pack.problems import MAX_PART

FILE = Path("pack") / "duties.toml"


def test_a_problem_names_file_line_key_problem_and_cure() -> None:
    problem = Problem(FILE, "is missing", 'write id = "…"', 4, "id")
    assert str(problem) == f'{FILE}:4: id: is missing; write id = "…"'


def test_what_is_not_known_is_left_out() -> None:
    assert str(Problem(FILE, "cannot be read", "fix it")) == f"{FILE}: cannot be read; fix it"


def test_a_hostile_name_or_text_does_not_reach_the_terminal() -> None:
    """P11, RELIABILITY input 35."""
    problem = Problem(Path("a\x1b]0;x\x07\nb\udcff.md"), "p\x9b\r\nq", "c\u202e", key="k\x1b")
    assert str(problem) == "a␛]0;x␇ b\ufffd.md: k␛: p\ufffd q; c\ufffd"


def test_a_line_is_no_longer_than_anyone_reads() -> None:
    problem = Problem(FILE, "p" * 1_000_000, "c" * 1_000_000, key="k" * 1_000_000)
    assert len(str(problem)) < 3 * MAX_PART + 50
    assert "p…; " in str(problem)


def test_a_pack_error_tells_the_first_problem_and_how_many_more() -> None:
    problem = Problem(FILE, "is missing", "fix it")
    assert str(PackError([problem])) == str(problem)
    assert (
        str(PackError([problem, problem, problem]))
        == f"{problem} (2 more: ccgbrief check lists them)"
    )
