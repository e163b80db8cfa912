"""Power cuts while one file is written: it holds all of the old or all of the new, and is there."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from ccgbrief import settings
from ccgbrief.cli import main
from ccgbrief.files import write_numbered
from ccgbrief.state import MinutesLog, keep_position
from tests.packs import write_pack
from tests.power import record, write_state


def _minutes(file: Path, title: str) -> None:
    pack = file.parents[1] / "pack"
    if not pack.exists():
        write_pack(pack)
    arguments = ["--pack", pack, "--notes", pack.with_suffix(".toml"), "--title", title]
    assert main(["minutes", "-o", str(file), *map(str, arguments)]) == 0


def _settings(file: Path, theme: str) -> None:
    assert not settings.remember(file, ("theme",), theme, 'theme = "dark"\n')


def _minutes_log(file: Path, day: str) -> None:
    now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert MinutesLog(file).keep(now, [f"{day}:1"], []) == []


def _position(file: Path, day: str) -> None:
    keep_position(file, "roles", "p3", date.fromisoformat(day))


@pytest.mark.parametrize(
    ("write", "one", "other"),
    [
        (_minutes, "First", "Second"),
        (_settings, "light", "terminal"),
        (_minutes_log, "2026-11-01", "2026-11-29"),
        (_position, "2026-11-01", "2026-11-29"),
    ],
    ids=["minutes", "settings", "log of minutes", "position"],
)
@pytest.mark.parametrize("is_there", [False, True])
def test_a_cut_while_a_file_is_written_leaves_it_old_or_new(
    tmp_path: Path, write: Callable[[Path, str], None], one: str, other: str, *, is_there: bool
) -> None:
    """Once the command has ended, it is new."""
    folder = tmp_path / "disk"
    folder.mkdir()
    file = folder / "file.md"
    if is_there:
        write(file, one)
    before = file.read_bytes() if is_there else None
    disk = record(folder, partial(write, file, other))
    after = file.read_bytes()
    assert after not in {before, b""}
    for state in disk.states:
        write_state(dict(state), tmp_path / "cut")
        found = tmp_path / "cut" / file.name
        assert (found.read_bytes() if found.exists() else None) in {before, after}
    assert len(disk.states) > 3
    assert disk.last()[file.name] == after


@pytest.mark.parametrize("final", [True, False])
def test_a_cut_while_new_minutes_are_written_leaves_all_of_them_or_none(
    tmp_path: Path, *, final: bool
) -> None:
    """Nobody looks into final minutes again, nor at what `x` wrote."""
    folder = tmp_path / "disk"
    folder.mkdir()
    pack = write_pack(tmp_path / "pack")
    if final:
        notes = folder / "notes.toml"
        arguments = ["minutes", "--final", "--pack", str(pack), "--notes", str(notes)]
        disk = record(folder, lambda: main(arguments))
    else:
        (folder / "minutes.md").write_bytes(b"others")
        disk = record(folder, lambda: write_numbered(folder, "minutes", ".md", b"all of it"))
    (new,) = (path for path in folder.rglob("*.md") if path.read_bytes() != b"others")
    name, whole = str(new.relative_to(folder)), new.read_bytes()
    assert {dict(state).get(name) for state in disk.states} == {None, whole}
    assert disk.last()[name] == whole
