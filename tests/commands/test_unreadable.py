"""A notebook that cannot be read is never taken for an empty one."""

import os
import sys
from pathlib import Path

import pytest

from ccgbrief.notebook import Place
from ccgbrief.paths import minutes_file
from ccgbrief.session import open_session
from ccgbrief.view.minutes import write_minutes
from tests.commands.conftest import Run


def as_folder(notes: Path) -> None:
    notes.mkdir()


def as_pipe(notes: Path) -> None:
    os.mkfifo(notes)


def of_another_pack(notes: Path) -> None:
    notes.write_text('format = 1\npack = "another"\n', "utf-8")


def too_large(notes: Path) -> None:
    notes.write_bytes(b"# " + b"x" * 33_000_000)


def without_a_format(notes: Path) -> None:
    notes.write_text('pack = "surgery-hours"\n', "utf-8")


def broken(notes: Path) -> None:
    notes.write_text("format = ", "utf-8")


MADE = [as_folder, of_another_pack, too_large, without_a_format, broken]
if sys.platform != "win32":
    MADE.append(as_pipe)


@pytest.fixture(params=MADE, ids=lambda made: made.__name__)
def unreadable(request: pytest.FixtureRequest, notes: Path) -> Path:
    request.param(notes)
    return notes


@pytest.mark.parametrize(
    "command",
    [
        ("minutes",),
        ("minutes", "-o", "OUT"),
        ("show", "notes"),
        ("since", "2020-01-01"),
        ("actions",),
        ("actions", "--ical", "-o", "OUT"),
        ("search", "is:note"),
        ("search", "is:action", "zebra"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("unreadable")
def test_a_command_about_notes_says_why_and_ends_with_2(
    run: Run, here: list[str], notes: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    out = tmp_path / "minutes.md"
    done = run(*(str(out) if part == "OUT" else part for part in command), *here)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "notes.toml" in done.err
    assert not out.exists()
    assert not minutes_file(notes).exists()


@pytest.mark.usefixtures("unreadable")
def test_a_search_says_that_the_notes_were_not_searched(run: Run, here: list[str]) -> None:
    assert "notes.toml" in run("search", "early", *here).err


@pytest.mark.usefixtures("unreadable")
def test_x_writes_no_minutes_of_a_notebook_that_cannot_be_read(
    two_article_pack: Path, notes: Path, tmp_path: Path
) -> None:
    session = open_session(two_article_pack, notes)
    session.notebook.add_note("lost", place=Place())
    said = write_minutes(session, public=False, folder=tmp_path)
    assert said.startswith("Minutes not written: ")
    assert list(tmp_path.glob("minutes-*")) == []
