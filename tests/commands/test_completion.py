"""What a shell is told that completes a command line, as it asks for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run

SEPARATOR = "\v"


def completed(line: str, tmp_path: Path) -> list[str]:
    """Ask as the shells' functions do: through the environment, answered into a file."""
    answer = tmp_path / "answer"
    asked = {
        **os.environ,
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": SEPARATOR,
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
    }
    subprocess.run([sys.executable, "-m", "ccgbrief"], env=asked, check=True, capture_output=True)
    return answer.read_text(encoding="utf-8").split(SEPARATOR)


def test_commands_are_completed(tmp_path: Path) -> None:
    assert completed("ccgbrief ti", tmp_path) == ["tick"]
    assert {"search", "minutes", "completion"} <= set(completed("ccgbrief ", tmp_path))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ccgbrief tick aw", ["award-contracts"]),
        ("ccgbrief untick com", ["complaints"]),
        ("ccgbrief show third", ["third-barometer"]),
        ("ccgbrief show duti", ["duties"]),
        ("ccgbrief remove losing", ["losing-its-way"]),
        ("ccgbrief note x --on gp-v", ["gp-voice"]),
        ("ccgbrief note x --kind dec", ["decision", "declaration"]),
        ("ccgbrief minutes --format h", ["html"]),
        ("ccgbrief search --li", ["--limit"]),
        ("ccgbrief completion f", ["fish"]),
    ],
)
def test_ids_and_options_are_completed(line: str, found: list[str], tmp_path: Path) -> None:
    assert completed(line, tmp_path) == found


def test_ids_are_those_of_the_pack_that_is_named(two_article_pack: Path, tmp_path: Path) -> None:
    line = f"ccgbrief --pack {two_article_pack} show early"
    assert completed(line, tmp_path) == ["early-doors"]


def test_the_readers_own_papers_are_completed_too(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "ponds.txt"
    paper.write_text("Ponds of the parish\n\nThere are nine of them, all with reeds.\n", "utf-8")
    assert run("add", str(paper)).status == 0
    assert completed("ccgbrief remove pond", tmp_path) == ["ponds-of-the-parish"]


def test_a_pack_that_cannot_be_read_completes_nothing(tmp_path: Path) -> None:
    assert completed(f"ccgbrief --pack {tmp_path} tick a", tmp_path) == [""]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_what_it_reads(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert "ccgbrief" in done.out
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=done.out, text=True, check=True)


def test_another_shell_is_told_which_there_are(run: Run) -> None:
    done = run("completion", "csh")
    assert done.status == 2
    assert done.one_line == "there is no completion for “csh”; use bash, zsh, fish"
