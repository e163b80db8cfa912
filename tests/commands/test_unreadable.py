"""A notebook that cannot be read is never taken for an empty one."""

import json
import os
import sys
from datetime import date
from errno import EACCES
from pathlib import Path
from unittest.mock import Mock

import pytest

from ccgbrief import pack_editing
from ccgbrief.notebook import Place
from ccgbrief.paths import minutes_file, own_papers
from ccgbrief.session import Session, open_session
from ccgbrief.view.copying import write_together
from ccgbrief.view.minutes import before_writing, minutes_writer
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
    found, lacking = run("search", "early", *here), run("search", "qzxqzx", *here)
    assert [(each.status, "notes.toml" in each.err) for each in (found, lacking)] == [
        (0, True),
        (2, True),
    ]


@pytest.mark.usefixtures("unreadable")
def test_x_writes_no_minutes_of_a_notebook_that_cannot_be_read(
    two_article_pack: Path, notes: Path, tmp_path: Path
) -> None:
    session = open_session(two_article_pack, notes)
    session.notebook.add_note("lost", place=Place())
    said = minutes_writer(session, public=False, folder=tmp_path)()
    assert said.startswith("Minutes not written: ")
    assert list(tmp_path.glob("minutes-*")) == []


@pytest.mark.parametrize("what", ["duties", "overview", "areas", "early-doors"])
@pytest.mark.usefixtures("unreadable")
def test_the_pack_is_shown_without_its_standing_in_a_notebook_that_cannot_be_read(
    run: Run, here: list[str], what: str
) -> None:
    done = run("show", what, *here)
    assert done.status == 0
    assert "notes.toml" in done.err
    claims = ("0 of", "[ ]", "[x]", "○", "unread", "No position")
    assert [claim for claim in claims if claim in done.out] == []
    assert ("[?]" in done.out) is (what != "early-doors")


@pytest.mark.parametrize(
    ("what", "unknown"),
    [
        ("duties", {"ticked", "status", "owner", "notes"}),
        ("areas", {"position", "notes"}),
        ("open-early", {"ticked", "status", "owner", "notes"}),
    ],
)
@pytest.mark.usefixtures("unreadable")
def test_in_json_what_is_not_known_of_a_notebook_is_null(
    run: Run, here: list[str], what: str, unknown: set[str]
) -> None:
    printed = json.loads(run("show", what, *here, "--json").out)
    items = printed if isinstance(printed, list) else [printed]
    assert all({key for key, value in item.items() if value is None} == unknown for item in items)


@pytest.mark.usefixtures("unreadable")
def test_in_json_whether_an_article_is_read_is_null_too(run: Run, here: list[str]) -> None:
    printed = json.loads(run("show", "overview", *here, "--json").out)
    assert [article["read"] for article in printed["articles"]] == [None, None]


@pytest.mark.usefixtures("unreadable")
def test_the_dialogue_says_why_and_counts_nothing_of_a_notebook_that_cannot_be_read(
    run: Run, here: list[str]
) -> None:
    greeting, *said = run("--plain", *here, stdin=b"notes\nduties\nuntick 1\nactions\n").out.split(
        "Type words to search for"
    )
    assert greeting
    lines = said[0].splitlines()[1:]
    assert sum("notes.toml: " in line for line in lines) >= 4
    assert "1. not known: Open at seven" in lines
    assert not any(line.startswith(("0 ", "It was")) for line in lines)


def test_a_notebook_that_was_read_once_stays_known(two_article_pack: Path, notes: Path) -> None:
    session = open_session(two_article_pack, notes)
    session.notebook.tick("open-early")
    session.store.save()
    notes.unlink()
    notes.mkdir()
    session.store.refresh()
    assert session.store.unread
    assert not session.notebook.is_unread


def test_a_notebook_begun_after_one_that_was_set_aside_is_known(
    two_article_pack: Path, notes: Path
) -> None:
    broken(notes)
    session = open_session(two_article_pack, notes)
    assert session.notebook.is_unread
    session.notebook.tick("open-early")
    session.store.save(wait=lambda _: None)
    assert not session.notebook.is_unread


@pytest.mark.usefixtures("unreadable")
def test_the_box_of_the_minutes_says_only_why_there_can_be_none(
    two_article_pack: Path, notes: Path
) -> None:
    session = open_session(two_article_pack, notes)
    (said,) = before_writing(session, "H", public=False, private=False)
    assert said.startswith("Nothing can be written: ")
    assert "notes.toml" in said


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use cannot be removed")
def test_in_a_folder_that_is_gone_x_says_why_it_writes_nothing_and_what_does(
    two_article_pack: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(two_article_pack, notes)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "Into a new file in ." in before_writing(session, "H", public=False, private=False)
    said = minutes_writer(session, public=False)()
    assert said.endswith(
        ".md: minutes not written (no such file or directory); try ccgbrief minutes -o FILE"
    )
    passage = session.pack.articles[0].passages[0]
    said = write_together(session.pack, [passage], "plain", date(2026, 11, 28))
    assert said == "quotations-2026-11-28.txt: not written (no such file or directory)"


def test_the_dialogue_saves_by_a_path_that_stays_right_when_the_folder_is_gone(
    run: Run, two_article_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[Path] = []

    def noted(folder: Path, notes: Path) -> Session:
        opened.extend((folder, notes))
        return open_session(folder, notes)

    monkeypatch.setattr("ccgbrief.commands.plain.open_session", noted)
    run("--plain", "--pack", two_article_pack.name, "--notes", "notes.toml", stdin=b"quit\n")
    assert opened == [tmp_path / two_article_pack.name, tmp_path / "notes.toml"]


def test_a_home_of_somebody_else_is_named_and_the_pack_is_read_without_it(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `su`, which leaves HOME as it was."""
    own = own_papers("co-commissioning")
    own.mkdir(parents=True)
    refused = PermissionError(EACCES, "refused")
    is_file = Path.is_file

    def is_open_to_me(file: Path) -> bool:
        if file == notes:
            raise refused
        return is_file(file)

    monkeypatch.setattr(Path, "is_file", is_open_to_me)
    monkeypatch.setattr(pack_editing, "with_own_papers", Mock(side_effect=refused))
    done = run("show", "overview", "--notes", notes)
    assert done.status == 0
    assert "Edition" in done.out
    assert done.err.startswith(f"ccgbrief: {own}: your own papers cannot be read (refused); see")
