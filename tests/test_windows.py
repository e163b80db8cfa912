"""What people do at the command line on Windows, stood in for in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ran

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is open is seen in /proc")

ROOT = Path(__file__).resolve().parents[1]

Commands = Callable[..., list[Ran]]
"""Runs commands one after the other, and returns what each did."""


@pytest.fixture
def windows(tmp_path: Path) -> Commands:
    """Return what runs commands as on Windows, in a folder with two papers."""
    (tmp_path / "ponds.txt").write_text(
        "Ponds of the parish\n\nThere are nine, all with reeds → and a “heron” in each.\n", "utf-8"
    )
    (tmp_path / "roads.md").write_text("# Roads\n\nThe council mends them in spring.\n", "utf-8")
    folders = {f"XDG_{n}_HOME": str(tmp_path / n) for n in ("DATA", "CACHE", "STATE", "CONFIG")}

    def run(*commands: list[str | int]) -> list[Ran]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.stand_in_windows", str(tmp_path)],
            input=json.dumps(commands),
            cwd=tmp_path,
            env={**os.environ, **folders, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        ran = [Ran(*json.loads(line)) for line in done.stdout.splitlines()]
        assert not any("FAULT" in each.err or "Traceback" in each.err for each in ran), ran
        assert len(ran) == sum(command[0] != "hold" for command in commands)
        return ran

    return run


def test_a_pack_is_made_searched_noted_minuted_and_changed(
    windows: Commands, tmp_path: Path
) -> None:
    at = ["--pack", "Board"]
    ran = windows(
        ["new", "Board", "ponds.txt", "--title", "Parish"],
        [*at, "add", "roads.md"],
        ["check", "board"],
        [*at, "search", "reeds"],
        [*at, "search", "reds"],
        [*at, "note", "Ask → for reeds", "--on", "roads", "--kind", "action"],
        [*at, "note", "Another"],
        [*at, "actions", "--ical", "-o", "Actions.ics"],
        [*at, "minutes", "-o", "Minutes.md"],
        [*at, "minutes", "-o", "minutes.md", "--all"],
        [*at, "minutes", "--final", "-o", "final.html"],
        [*at, "search", "reeds"],
        [*at, "add", "roads.md", "--replaces", "roads", "--anyway"],
        [*at, "remove", "roads"],
        ["tick", "award-contracts"],
        ["untick", "award-contracts"],
        ["search", "owns", "primry", "care"],
        ["search", "owns", "primry", "care"],
    )
    assert [each.status for each in ran] == [0] * len(ran), ran
    assert "are nine, all with \x1b[1mreeds\x1b[0m -> and a “heron” in each" in ran[3].out
    assert "Ask -> for reeds" in ran[5].out
    assert ran[-1].out == ran[-2].out
    assert "Ask → for reeds" in (tmp_path / "Minutes.md").read_text("utf-8")
    assert not (tmp_path / "minutes.md").exists()  # it is the same file
    data = tmp_path / "DATA" / "ccgbrief"
    assert "Another" in (data / "parish.toml").read_text("utf-8")
    assert (data / "parish.toml.bak").is_file()
    assert {"parish.index", "co-commissioning.index"} <= {
        file.name for file in (tmp_path / "CACHE" / "ccgbrief").iterdir()
    }
    left = [file for file in tmp_path.rglob("*") if "ccgbrief-" in file.name]
    assert left == []


def test_what_another_program_holds_open_is_waited_for(windows: Commands, tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    at = ["--notes", str(notes)]
    windows([*at, "note", "one"], [*at, "note", "two"])
    kept = windows(
        ["hold", str(notes), 3],
        [*at, "note", "three"],
        ["hold", f"{notes}.bak", 3],
        [*at, "note", "four"],
    )
    assert [each.status for each in kept] == [0, 0]
    said = notes.read_text("utf-8")
    assert all(f'text = "{word}"' in said for word in ("one", "two", "three", "four"))


def test_two_copies_of_the_program_and_of_the_notebook_lose_no_note(
    windows: Commands, tmp_path: Path
) -> None:
    notes, conflict = tmp_path / "notes.toml", tmp_path / "notes (conflicted copy).toml"
    (merged,) = windows(["merge", str(notes), str(conflict)])
    assert merged.status == 0, merged
    said = notes.read_text("utf-8")
    assert all(f'"from {who}"' in said for who in ("one", "the other", "a copy"))


def test_a_note_that_cannot_be_saved_is_rescued_and_said(windows: Commands, tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    at = ["--notes", str(notes)]
    windows([*at, "note", "one"])
    before = notes.read_bytes()
    (failed,) = windows(["hold", str(notes), 1000], [*at, "note", "two"])
    assert failed.status == 2
    assert "not saved" in failed.one_line
    assert notes.read_bytes() == before
    (rescued,) = (tmp_path / "STATE" / "ccgbrief" / "rescued").iterdir()
    assert 'text = "two"' in rescued.read_text("utf-8")


def test_an_index_that_is_held_open_costs_no_search(windows: Commands, tmp_path: Path) -> None:
    index = tmp_path / "CACHE" / "ccgbrief" / "board.index"
    at = ["--pack", "board"]
    windows(["new", "board", "ponds.txt"], [*at, "search", "reeds"])
    found = windows(
        ["hold", str(index), 1000],
        [*at, "add", "roads.md"],
        [*at, "search", "council"],
        [*at, "search", "council"],
    )
    assert [each.status for each in found] == [0, 0, 0]
    assert all("mends them" in each.out for each in found[1:])


@pytest.mark.parametrize(
    "name", ["a:b", "con", "nul", "COM1", "LPT³.x", "what?", "dots.", "blank "]
)
def test_no_file_or_folder_gets_a_name_that_means_something_else(
    windows: Commands, tmp_path: Path, name: str
) -> None:
    file = name if name.endswith((".", " ")) else f"{name}.md"
    windows(["search", "care"])  # so that all folders are there
    before = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    ran = windows(
        ["minutes", "-o", file, "--format", "md"],
        ["minutes", "--final", "-o", file, "--format", "html"],
        ["note", "x", "--notes", file],
        ["note", "x", "--notes", f"{name}/notes.toml"],
        ["new", name],
        ["new", f"{name}/board"],
    )
    assert [each.status for each in ran] == [2] * len(ran), ran
    assert all("can have this name on Windows" in each.one_line for each in ran), ran
    assert [path for path in sorted(tmp_path.rglob("*")) if path.is_file()] == before


def test_a_path_that_is_too_long_ends_in_one_line(windows: Commands, tmp_path: Path) -> None:
    deep = tmp_path
    while len(str(deep)) < 205:
        deep /= "deep" * 5
    deep.mkdir(parents=True)
    name = str(deep / ("n" * (250 - len(str(deep)))))
    ran = windows(
        ["new", name, "ponds.txt"],
        ["minutes", "-o", f"{name}{'n' * 20}.md"],
        ["note", "kept", "--notes", f"{name}{'n' * 20}.toml"],
    )
    assert [each.status for each in ran] == [2] * 3
    assert all(
        "cannot find the path" in each.one_line or "does not exist" in each.err for each in ran
    )
    assert [file for file in deep.rglob("*") if file.suffix in {".md", ".toml"}] == []
    (rescued,) = (tmp_path / "STATE" / "ccgbrief" / "rescued").iterdir()
    assert 'text = "kept"' in rescued.read_text("utf-8")


def test_the_notebook_and_its_backup_are_not_overwritten_under_another_case(
    windows: Commands, tmp_path: Path
) -> None:
    windows(["note", "one"])
    kept = tmp_path / "DATA" / "ccgbrief" / "co-commissioning.toml"
    before = kept.read_bytes()
    ran = windows(
        ["minutes", "-o", "data/CCGBRIEF/Co-Commissioning.TOML", "--format", "md"],
        ["minutes", "-o", "data/CCGBRIEF/Co-Commissioning.toml.BAK", "--format", "md"],
    )
    assert ["belongs to the notebook" in each.one_line for each in ran] == [True, True]
    assert kept.read_bytes() == before


def test_folders_of_drives_and_shares_are_reported_in_one_line(windows: Commands) -> None:
    ran = windows(
        *(
            ["--pack", folder, "show", "overview"]
            for folder in ("C:\\Board\\x", "\\\\server\\share\\pack", "\\\\?\\C:\\Board")
        ),
    )
    assert [each.status for each in ran] == [2] * 3
    assert all("is not a pack folder" in each.one_line for each in ran)
