import io
import json
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ccgbrief.commands.minutes import write_out
from ccgbrief.commands.output import DONE, CommandError
from ccgbrief.notebook import NotebookStore
from ccgbrief.pack import Pack
from ccgbrief.paths import meetings_file
from ccgbrief.session import Session
from ccgbrief.state import keep_meeting, last_meeting


@pytest.fixture
def session(pack: Pack, tmp_path: Path) -> Session:
    """Return an open session whose notebook holds one note and one private note."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "pack.toml").write_text("format = 1\n")
    file = NotebookStore.open(tmp_path / "notes.toml", pack.id, tmp_path / "state")
    file.notebook.add_note("Für alle")
    file.notebook.add_note("Secret", private=True)
    file.close()
    return Session(replace(pack, folder=folder), file)


def run(
    session: Session,
    output: Path | None = None,
    form: str | None = None,
    **given: str | bool,
) -> int:
    options: dict[str, object] = {"public": False, "private": False, "figures": False}
    options |= {"since": None, "title": None, "present": None}
    return write_out(session, Namespace(output=output, format=form, **options | given))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("m.md", "# A small pack"),
        ("m", "# A small pack"),
        ("m.HTM", "<!DOCTYPE html>"),
        ("m.html", "<!DOCTYPE html>"),
        ("m.json", "{\n"),
    ],
)
def test_the_ending_of_the_name_says_the_format(
    session: Session, tmp_path: Path, name: str, start: str
) -> None:
    assert run(session, tmp_path / name) == DONE
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_format_that_is_named_goes_before_the_ending(session: Session, tmp_path: Path) -> None:
    run(session, tmp_path / "m.txt", "json")
    assert json.loads((tmp_path / "m.txt").read_text(encoding="utf-8"))["pack"] == "small"


def test_an_ending_that_is_no_format_is_refused_before_anything_is_written(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=r"m\.docx: .*--format"):
        run(session, tmp_path / "m.docx")
    assert not (tmp_path / "m.docx").exists()


def test_without_a_file_the_minutes_are_printed_as_markdown(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session)
    assert capsys.readouterr().out.startswith("# A small pack\n")


def test_minutes_are_printed_without_private_notes_unless_they_are_asked_for(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("md", "html", "json"):
        run(session, form=form)
        run(session, form=form, public=True, private=True)
    assert "Secret" not in capsys.readouterr().out
    run(session, private=True)
    out = capsys.readouterr().out
    assert "Secret" in out
    assert "Private." in out


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_narrow_output_gets_the_same_words_in_ascii(
    session: Session, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="ascii"))
    run(session, form=form)
    sys.stdout.flush()
    text = printed.getvalue().decode("ascii")
    assert {"html": "F&#252;r alle", "json": "F\\u00fcr alle"}[form] in text


def test_the_meeting_and_who_was_there_may_be_given(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, title="Governing body", present="Jo, Kim")
    out = capsys.readouterr().out
    assert out.startswith("# Governing body\n")
    assert "\nPresent: Jo, Kim\n" in out


def test_figures_are_added_when_wanted(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session)
    assert "## Figures" not in capsys.readouterr().out
    run(session, figures=True)
    assert "### Who leads" in capsys.readouterr().out


def test_a_day_since_which_is_none_is_told(session: Session) -> None:
    with pytest.raises(CommandError, match="“31 February” is no day; say yesterday"):
        run(session, since="31 February")


def test_since_the_last_minutes_is_since_those_written_into_a_file_before_today(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, tmp_path / "m.md", since="last")
    assert "no minutes were written before today" in capsys.readouterr().err
    keep_meeting(meetings_file(session.pack.id), datetime(2020, 1, 1, tzinfo=UTC))
    run(session, since="last")
    assert "What was written since 1 January 2020" in capsys.readouterr().out


def test_minutes_that_are_only_printed_begin_no_new_meeting(
    session: Session, tmp_path: Path
) -> None:
    run(session)
    assert not meetings_file(session.pack.id).exists()
    run(session, tmp_path / "m.md")
    assert last_meeting(meetings_file(session.pack.id), date(9999, 1, 1))


@pytest.mark.parametrize("name", ["notes.toml", "pack/pack.toml"])
def test_neither_the_notebook_nor_the_pack_is_overwritten(
    session: Session, tmp_path: Path, name: str
) -> None:
    before = (tmp_path / name).read_bytes()
    with pytest.raises(CommandError, match="name another file"):
        run(session, tmp_path / name, "md")
    assert (tmp_path / name).read_bytes() == before


def test_a_folder_is_answered_with_a_file_to_name(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"it is a folder; name a file in it, such as .*html"):
        run(session, tmp_path)


def test_a_missing_folder_is_told_with_the_cure(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="its folder is not there; make it, or name another"):
        run(session, tmp_path / "nowhere" / "m.md")


def test_a_file_that_cannot_be_written_is_told_with_the_cure(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "m.md").write_text("old")
    (tmp_path / "m.md").chmod(0o444)
    with pytest.raises(CommandError, match=r"m\.md: it is marked as read-only; name another file"):
        run(session, tmp_path / "m.md")
    assert (tmp_path / "m.md").read_text() == "old"
