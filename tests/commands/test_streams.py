"""Where what is printed or written goes: a closed output, a pipe, a name that is taken."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.mark.parametrize(
    "what", ["show duties", "show overview", "minutes", "search owns", "where"]
)
def test_a_closed_output_gets_nothing_and_nothing_fails(what: str, here: list[str]) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", *what.split(), *here])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 1}


def test_a_dash_is_standard_output(run: Run, here: list[str], tmp_path: Path) -> None:
    done = run("minutes", *here, "-o", "-")
    assert done.status == 0
    assert done.out == run("minutes", *here).out
    assert not (tmp_path / "-").exists()


def test_minutes_are_written_over_nothing_of_the_reader(
    run: Run, here: list[str], notes: Path, two_article_pack: Path
) -> None:
    """P4, P5: not over the last good copy either."""
    for text in ("one", "two"):
        run("note", *here, text)
    kept = [notes, notes.with_name(f"{notes.name}.bak"), two_article_pack / "pack.toml"]
    before = [file.read_bytes() for file in kept]
    for file in kept:
        done = run("minutes", *here, "--format", "md", "-o", str(file))
        assert done.status == 2
        assert "name another file" in done.one_line
    assert [file.read_bytes() for file in kept] == before
