"""Runs commands in this process, on a pack and a notebook of the test's own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import ccgbrief
from ccgbrief.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def one_line(self) -> str:
        """The line that was told; there must be that one and nothing else."""
        assert self.out == ""
        assert self.err.startswith("ccgbrief: ")
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("ccgbrief: ").rstrip("\n")


Run = Callable[..., Ran]
"""Runs `ccgbrief` with arguments; `stdin` is what standard input holds."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command in this process."""

    def ran(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        return Ran(status, *capsys.readouterr())

    return ran


Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
"""Runs the program with arguments; `given` is its standard input, other names its variables."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return what runs the program as one that a shell starts."""

    def ran(
        *arguments: object, given: bytes = b"", **variables: str
    ) -> "subprocess.CompletedProcess[bytes]":
        source = str(Path(ccgbrief.__file__).parents[1])
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
        return subprocess.run(
            [sys.executable, "-m", "ccgbrief", *map(str, arguments)],
            input=given,
            capture_output=True,
            check=False,
            env={**kept, "PYTHONPATH": source, **variables},
            cwd=tmp_path,
        )

    return ran


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Where the notebook of the test is to be; there is none yet."""
    return tmp_path / "notes.toml"


@pytest.fixture
def here(two_article_pack: Path, notes: Path) -> list[str]:
    """The options for the small pack and the test's own notebook."""
    return ["--pack", str(two_article_pack), "--notes", str(notes)]
