"""The house rules that tools can hold: format, lint and types, run as they are configured."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "format", "--check", "src", "release", "tests"], id="format"),
        pytest.param(["ruff", "check", "src", "release", "tests"], id="lint"),
        pytest.param(["mypy"], id="types"),
    ],
)
def test_the_code_keeps_the_house_rules(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
