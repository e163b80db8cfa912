"""What is released: the manual page, the changelog's day, and where all of it is checked."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_release import problem_of
from ccgbrief import __version__
from ccgbrief.arguments import every_argument
from ccgbrief.commands.completion import SHELLS
from ccgbrief.manual_page import manual_page
from wheel_data import COMPLETION

ROOT = Path(__file__).resolve().parents[1]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def read_as_text(page: str) -> str:
    """Return what roff makes of a page without its requests and escapes."""
    return re.sub(r"^\.\w+ ?", "", page, flags=re.MULTILINE).replace("\\-", "-")


def test_the_manual_page_names_every_command_and_option() -> None:
    said = read_as_text(manual_page())
    parsers = [every_argument()]
    (commands,) = (a.choices for a in parsers[0]._actions if isinstance(a.choices, dict))
    parsers += commands.values()
    options = {
        option
        for parser in parsers
        for action in parser._actions
        for option in action.option_strings
        if action.help != "==SUPPRESS=="
    }
    assert {"-o", "--ical", "--keep-all", "--version"} <= options
    assert {option for option in options if not re.search(rf"(?<![\w-]){option}\b", said)} == set()
    assert {name for name in commands if f"\n{name}\nccgbrief {name} " not in said} == set()
    assert f"ccgbrief {__version__}" in said


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_roff_finds_nothing_to_warn_of_in_the_manual_page() -> None:
    made = subprocess.run(
        ["groff", "-man", "-k", "-ww", "-Tutf8"],
        input=manual_page(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert made.stderr == ""
    assert "“id: some words”" in made.stdout


def test_every_shell_that_is_completed_has_its_file_in_the_wheel() -> None:
    assert set(COMPLETION) == set(SHELLS)


@pytest.mark.parametrize(
    ("heading", "can_be_released"),
    [
        ("## 9.9 (2026-12-01)", True),
        ("## 9.9 (2026-11-30)", False),
        ("## 9.9 (not yet released)", False),
        ("## 9.8 (2026-12-01)", False),
        ("", False),
    ],
)
def test_a_release_has_its_version_and_day_in_the_changelog(
    heading: str, can_be_released: bool
) -> None:
    changelog = f"# Changes\n\n{heading}\n\n## 0.0.1 (2020-01-01)\n"
    problem = problem_of("9.9", changelog, "2026-12-01")
    assert bool(problem) is not can_be_released
    assert can_be_released or "where a release has “## 9.9 (2026-12-01)”" in problem


def steps_by_system() -> dict[str, tuple[list[str], str]]:
    """Return the Pythons and the commands of the workflow for each system."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))
    jobs: list[dict[str, Any]] = list(workflow["jobs"].values())
    return {
        system: (
            job["strategy"]["matrix"]["python"],
            "\n".join(step["run"] for step in job["steps"] if "run" in step),
        )
        for job in jobs
        for system in job["strategy"]["matrix"].get("system", [job["runs-on"]])
    }


def test_the_workflow_checks_each_system_with_each_python() -> None:
    steps = steps_by_system()
    assert set(steps) == {"ubuntu-latest", "macos-latest", "windows-latest"}
    for pythons, commands in steps.values():
        assert pythons == PYTHONS
        runs_steps = "pytest -q" in commands and "release/build_release.py" in commands
        assert "bash .ci/run" in commands or runs_steps
    assert (ROOT / ".ci/run").is_file()


def test_the_check_builds_what_is_released() -> None:
    assert "release/build_release.py" in (ROOT / ".ci/run").read_text("utf-8")
    assert (ROOT / "release/build_release.py").is_file()
