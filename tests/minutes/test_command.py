import io
import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from ccgbrief.commands import minutes as minutes_command
from ccgbrief.commands.minutes import write_out
from ccgbrief.commands.output import DONE, CommandError
from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.selection import (
    EVERYTHING,
    Selection,
    keep_minuted,
    not_minuted_yet,
    private_left_out,
)
from ccgbrief.notebook import Notebook, NotebookStore, Place, version_of
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.final_minutes import ENDINGS, RECORD
from ccgbrief.pack import Pack
from ccgbrief.paths import config_file, final_minutes, outputs_file
from ccgbrief.session import Session
from ccgbrief.view.minutes import before_writing, minutes_writer

HOLDS = "holds 1 note"
LEFT_OUT = "ccgbrief: 1 private note left out; --private includes it\n"


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
    **given: str | bool | Path,
) -> int:
    options: dict[str, object] = dict.fromkeys(
        ("public", "private", "figures", "reading", "every_item", "final", "all", "force"), False
    )
    options |= dict.fromkeys(("since", "title", "present", "template"))
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
    with pytest.raises(CommandError, match=r"m\.doc: .* or \.pdf, or give --format"):
        run(session, tmp_path / "m.doc")
    assert not (tmp_path / "m.doc").exists()


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


def test_minutes_after_those_of_a_clock_set_ahead_name_no_day_to_come(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    (all_,) = (note for note in session.notebook.notes() if note.text == "Für alle")
    session.minutes_log.keep(datetime(2099, 6, 1, tzinfo=UTC), [version_of(all_)], [])
    session.notebook.add_note("New")
    run(session)
    said = capsys.readouterr()
    assert "\nWhat no earlier minutes have, and the actions still open from before.\n" in said.out
    assert "1. New" in said.out
    assert "Für alle" not in said.out
    assert "holds 1 note that no earlier minutes have\n" in said.err
    run(session, form="json")
    read = json.loads(capsys.readouterr().out)
    assert (read["since"], read["only_new"]) == (None, True)


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


def test_every_item_of_no_agenda_is_said_to_be_none(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, every_item=True)
    said = "ccgbrief: --every-item: this pack has no agenda, so it adds nothing\n"
    assert said in capsys.readouterr().err


def test_figures_are_added_when_wanted(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session)
    assert "## Figures" not in capsys.readouterr().out
    run(session, figures=True)
    assert "### Who leads" in capsys.readouterr().out


def test_a_day_since_which_is_none_is_told(session: Session) -> None:
    with pytest.raises(CommandError, match="“31 February” is not a date I know; try yesterday"):
        run(session, since="31 February")


def test_minutes_hold_what_no_minutes_of_a_day_before_held(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, tmp_path / "m.md", since="last")
    assert "no minutes were written before today" in capsys.readouterr().err
    held = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert "Für alle" in held
    assert run(session) == DONE
    assert capsys.readouterr().out == held  # those of one day are of one meeting


def test_minutes_of_a_series_hold_all_of_their_meeting_however_often_they_are_written(
    session: Session, tmp_path: Path
) -> None:
    session.pack = replace(session.pack, series="board")
    as_on(session, datetime(2026, 1, 2, tzinfo=UTC))
    run(session, tmp_path / "m.md")
    assert "Für alle" in (tmp_path / "m.md").read_text(encoding="utf-8")
    run(session, tmp_path / "n.md", since="last")
    assert "Für alle" not in (tmp_path / "n.md").read_text(encoding="utf-8")


def as_on(session: Session, day: datetime) -> None:
    """Have minutes of all public notes been written on another day."""
    public = session.notebook.notes(private=False)
    keep_minuted(session.minutes_log, day, EVERYTHING, public)


LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)


def test_a_note_that_minutes_have_held_is_not_in_the_next_unless_it_was_changed(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    session.notebook.add_note("Since then")
    run(session)
    told = capsys.readouterr()
    assert "Für alle" not in told.out
    assert "What was written since 1 January 2020" in told.out
    assert told.err == f"ccgbrief: holds 1 note since 1 January 2020\n{LEFT_OUT}"
    (note,) = (n for n in session.notebook.notes() if n.text == "Für alle")
    session.notebook.edit_note(note, "Für fast alle")
    run(session)
    assert "Für fast alle" in capsys.readouterr().out


def test_minutes_say_that_they_may_repeat_notes_where_the_record_of_earlier_ones_is_damaged(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    record = session.minutes_log.file
    record.write_bytes(record.read_bytes()[:20])
    doubt = "notes from earlier minutes are in these too"
    known = before_writing(session, "H", public=False, private=False)
    assert any(line.endswith(doubt) for line in known)
    run(session, since="last")
    printed = capsys.readouterr()
    assert "Für alle" in printed.out
    assert printed.err == f"{LEFT_OUT}ccgbrief: {record} cannot be read (it is damaged): {doubt}\n"
    assert minutes_writer(session, public=True, folder=tmp_path)().endswith(doubt)


def test_of_two_chairs_the_newest_is_in_the_minutes_and_that_is_said(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.notebook.add_note("Chair: Kim")
    session.notebook.add_note("Chair: Lee")
    session.notebook.add_note("Chair: Jo", private=True)
    told = "Chair: “Lee” stands, as the newest, and not “Kim”"
    assert told in before_writing(session, "H", public=False, private=False)
    run(session)
    printed = capsys.readouterr()
    assert "Kim" not in printed.out
    assert f"ccgbrief: {told}\n" in printed.err


def test_a_note_written_under_a_clock_set_back_is_in_the_next_minutes_and_says_so(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    late = Notebook(session.pack.id, "else", lambda: datetime(2019, 10, 3, tzinfo=UTC))
    late.add_note("From another copy")
    session.notebook.merge(late.contents)
    run(session)
    told = capsys.readouterr()
    assert "From another copy" in told.out
    assert "Written on 3 October 2019, not in minutes until now." in told.out
    assert "holds 1 note since 1 January 2020 (1 written before)\n" in told.err


def test_a_private_position_that_no_selection_holds_is_counted_as_left_out(
    session: Session,
) -> None:
    (area, *_) = session.pack.areas
    note = session.notebook.add_note(
        "Sell it", kind=NoteKind.DECISION, place=Place(area=area.id), private=True
    )
    minuted = frozenset(map(version_of, session.notebook.notes(private=True)))
    selection = Selection(minuted=minuted)
    asked = session.notebook, session.series, selection, note.written.date()
    assert private_left_out(*asked) == 0
    assert private_left_out(*asked, session.pack.areas) == 1
    assert private_left_out(*asked[:2], EVERYTHING, asked[3], session.pack.areas) == 2


@pytest.mark.parametrize("private", [False, True])
def test_what_is_said_before_minutes_goes_by_the_notes_that_they_hold(
    session: Session, capsys: pytest.CaptureFixture[str], *, private: bool
) -> None:
    """A private list of those present hid that there were more votes than people."""
    session.notebook.add_note("Agreed: for 2, against 0", kind=NoteKind.DECISION)
    session.notebook.add_note("Bought: for 4, against 0", kind=NoteKind.DECISION, private=True)
    session.notebook.add_note("Present: Jo")
    session.notebook.add_note("Present: Jo, Kim, Lee", private=True)
    excess = "“Agreed: for 2, against 0”: 2 votes, and 1 named as present"
    excess_in_private = "“Bought: for 4, against 0”: 4 votes, and 3 named as present"
    told = excess_in_private if private else excess
    for public in (False, True):
        known = before_writing(session, "H", public=public, private=private)
        assert [line for line in known if "votes" in line] == [excess if public else told]
    run(session, private=private)
    assert [line for line in capsys.readouterr().err.splitlines() if "votes" in line] == [
        f"ccgbrief: {told}"
    ]
    session.notebook.delete_note(session.notebook.notes()[-1])
    known = before_writing(session, "H", public=False, private=private)
    assert any(line.startswith("Nobody is recorded as present") for line in known) != private


def test_notes_that_are_not_understood_are_said_to_be_left_out(
    session: Session, tmp_path: Path
) -> None:
    store = session.store
    text = store.path.read_text("utf-8")
    store.path.write_text(text.replace('kind = "note"', 'kind = "nte"', 1), "utf-8")
    store.refresh()
    said = "1 note that is not understood is left out"
    assert said in before_writing(session, "H", public=True, private=False)
    write = minutes_writer(session, public=True, folder=tmp_path, in_dialogue=True)
    assert write().endswith(f"; {said}")


def test_private_notes_of_every_place_in_minutes_are_counted_in_what_they_hold(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of the heading, answers and positions were counted as notes alone, or not at all."""
    book, (area, *_) = session.notebook, session.pack.areas
    question = book.add_note("Who pays?", kind=NoteKind.QUESTION)
    book.add_note("Chair: Kim", private=True)
    book.add_note("We do", place=Place(question=question.id), private=True)
    place = Place(area=area.id)
    book.add_note("Sell it", kind=NoteKind.DECISION, place=place, private=True)
    run(session, tmp_path / "minutes.md", private=True)
    assert "holds 6 notes, 4 private" in capsys.readouterr().out


def test_private_notes_that_were_left_out_are_in_the_next_minutes_that_ask_for_them(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    run(session)
    assert "Secret" not in capsys.readouterr().out
    run(session, private=True)
    assert "Secret" in capsys.readouterr().out


def test_the_minutes_of_one_notebook_say_nothing_of_another(
    session: Session, tmp_path: Path
) -> None:
    as_on(session, LONG_AGO)
    path = tmp_path / "other.toml"
    other = replace(session, store=NotebookStore.open(path, session.pack.id, tmp_path / "state"))
    assert not_minuted_yet(other.minutes_log, date(2026, 11, 28)) == Selection(None, frozenset())


def test_everything_and_any_day_can_be_had_again(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    run(session)
    assert "; --all holds everything" in capsys.readouterr().err
    for option in ({"all": True}, {"since": "2020-01-01"}):
        run(session, **option)
        assert "Für alle" in capsys.readouterr().out


def test_minutes_since_a_day_are_a_range_and_move_nothing(session: Session, tmp_path: Path) -> None:
    run(session, tmp_path / "m.md", since="yesterday")
    assert not session.minutes_log.file.exists()
    run(session, tmp_path / "m.md", all=True)
    assert session.minutes_log.file.exists()


def test_minutes_that_are_only_printed_begin_no_new_meeting(
    session: Session, tmp_path: Path
) -> None:
    run(session)
    assert not session.minutes_log.file.exists()
    run(session, tmp_path / "m.md")
    assert session.minutes_log.earlier(date(9999, 1, 1)).at


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
    with pytest.raises(CommandError, match="its folder does not exist; create it, or name another"):
        run(session, tmp_path / "nowhere" / "m.md")


def test_a_file_that_cannot_be_written_is_told_with_the_cure(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "m.md").write_text("old")
    (tmp_path / "m.md").chmod(0o444)
    with pytest.raises(CommandError, match=r"m\.md: it is marked as read-only; name another file"):
        run(session, tmp_path / "m.md", force=True)
    assert (tmp_path / "m.md").read_text() == "old"


def test_final_minutes_are_kept_beside_the_notebook_where_nothing_changes_them(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, tmp_path / "m.html", final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    out = capsys.readouterr().out
    assert out == f"Written: {tmp_path / 'm.html'}; Final minutes kept: {kept}; {HOLDS}\n"
    assert kept.name == f"small-{date.today().isoformat()}.html"  # noqa: DTZ011
    assert kept.read_bytes() == (tmp_path / "m.html").read_bytes()
    assert b"Draft" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o222 == 0
    (tmp_path / "m.html").unlink()
    with pytest.raises(CommandError, match=r"\.html: the minutes of this meeting are final; move"):
        run(session, tmp_path / "m.html", final=True)
    with pytest.raises(CommandError, match=r"\.html: the minutes of this meeting are final; move"):
        run(session, tmp_path / "m.md", final=True)
    with pytest.raises(CommandError, match="it is marked as read-only"):
        run(session, kept, force=True)
    assert not (tmp_path / "m.html").exists()


def test_only_a_file_that_minutes_were_written_to_and_nobody_changed_is_replaced(
    session: Session, tmp_path: Path
) -> None:
    paper, minutes = tmp_path / "board.pdf", tmp_path / "m.md"
    paper.write_bytes(b"%PDF-1.7 the papers of December")
    with pytest.raises(
        CommandError, match=r"board\.pdf: it exists, and is not as ccgbrief wrote it"
    ):
        run(session, paper, "md")
    assert paper.read_bytes() == b"%PDF-1.7 the papers of December"
    run(session, minutes)
    session.notebook.add_note("One more")
    run(session, minutes)
    assert "One more" in minutes.read_text(encoding="utf-8")
    minutes.write_text("My own words", encoding="utf-8")
    with pytest.raises(CommandError, match="replace it with --force"):
        run(session, minutes)
    assert minutes.read_text(encoding="utf-8") == "My own words"
    run(session, minutes, force=True)
    assert "One more" in minutes.read_text(encoding="utf-8")


def test_minutes_that_will_not_be_known_again_are_said_to_need_force(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs_file().mkdir(parents=True)
    run(session, tmp_path / "m.md")
    said = f"writing it again will need --force: {outputs_file()} (it is a folder, not a file)"
    assert said in capsys.readouterr().out


def test_minutes_that_others_made_final_meanwhile_are_not_made_final_in_another_format(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = minutes_command._frozen_file

    def look_too_early(session: Session, day: date, form: str) -> Path:
        file = look(session, day, form)
        file.parent.mkdir(exist_ok=True)
        file.with_suffix(".html").write_text("of others", "utf-8")
        return file

    monkeypatch.setattr(minutes_command, "_frozen_file", look_too_early)
    with pytest.raises(CommandError, match=r"\.html: the minutes of this meeting are final; move"):
        run(session, tmp_path / "m.md", final=True)
    folder = final_minutes(session.store.path)
    assert [file.suffix for file in folder.iterdir()] == [".html"]
    assert not (tmp_path / "m.md").exists()


def test_a_command_that_waits_for_another_does_not_make_them_final_a_second_time(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def locked_after_another(*_: object) -> Iterator[bool]:
        (tmp_path / "minutes" / f"small-{local_today().isoformat()}.html").touch()
        yield True

    monkeypatch.setattr(minutes_command, "locked", locked_after_another)
    with pytest.raises(CommandError, match=r"\.html: the minutes of this meeting are final; move"):
        run(session, tmp_path / "m.md", final=True)
    assert len(list((tmp_path / "minutes").iterdir())) == 1
    assert not (tmp_path / "m.md").exists()


def test_final_minutes_that_are_kept_twice_are_both_named(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session.notebook.add_note("Date: 3 November 2026\nPresent: Jo")
    run(session, final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    other = kept.with_suffix(".docx")
    for name in ("small-2026-11-03-2026-12-01.docx", "small-2026-11-03-signed.pdf", "small-2.md"):
        (tmp_path / "minutes" / name).touch()  # of other packs, and no copy
    assert f"final: {kept}; this is a draft" in before_writing(session, "H", False, False)[-1]
    other.touch()
    run(session)
    move_one = "move all but one of them away"
    said = f"final twice: {other} and {kept}; {move_one}; this is a draft\n"
    assert capsys.readouterr().err.endswith(said)
    with pytest.raises(CommandError, match=f"{re.escape(str(kept))}: .* final twice; {move_one}"):
        run(session, final=True)
    other.rename(kept.with_name("small-2026-11-03 (conflicted copy of B).md"))
    (tmp_path / "minutes" / "Copy of small-2026-11-03.md").touch()
    assert "final 3 times: " in before_writing(session, "H", False, False)[-1]
    kept.unlink()
    kept.with_name("small-2026-11-03-signed.pdf").unlink()
    assert "final twice: " in before_writing(session, "H", False, False)[-1]


def test_final_minutes_of_another_machine_are_named_where_they_may_hold_notes_too(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, final=True)  # there
    (kept,) = (tmp_path / "minutes").iterdir()
    other = kept.rename(kept.with_name("small-2026-06-03.md"))
    session.minutes_log.file.unlink()
    session.store.path.with_name(f"{session.store.path.name}{RECORD}").unlink()
    capsys.readouterr()
    no_record = "may be in final minutes of another day too, of which this computer has no record: "
    said = f"1 note of these minutes {no_record}{other}"
    assert said in before_writing(session, "H", public=False, private=False)
    run(session)
    assert capsys.readouterr().err == f"ccgbrief: {said}\n{LEFT_OUT}"
    run(session, since="last")
    assert capsys.readouterr().err == f"ccgbrief: {said}\n{LEFT_OUT}"
    run(session, all=True)
    assert capsys.readouterr().err == LEFT_OUT
    as_on(session, LONG_AGO)  # it is in minutes of this machine now
    assert said not in before_writing(session, "H", public=False, private=False)


def test_what_final_minutes_of_another_machine_are_recorded_to_hold_is_not_minuted_again(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, final=True)  # there
    record = session.store.path.with_name(f"{session.store.path.name}{RECORD}")
    text = record.read_text("utf-8")
    assert str(date.today().year) in text  # noqa: DTZ011
    record.write_text(re.sub(r'"at": "[^"]*"', '"at": "2026-06-03T10:00:00+00:00"', text), "utf-8")
    session.minutes_log.file.unlink()
    session.notebook.add_note("After them")
    run(session, tmp_path / "m.md")
    assert "holds 1 note" in capsys.readouterr().out
    assert "After them" in (tmp_path / "m.md").read_text("utf-8")
    record.write_text("{", "utf-8")
    run(session, tmp_path / "m.md")
    assert "holds 2 notes" in capsys.readouterr().out


def test_a_damaged_record_of_final_minutes_is_said_and_set_aside(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = session.store.path.with_name(f"{session.store.path.name}{RECORD}")
    record.write_text('{"small-2026', "utf-8")
    run(session, tmp_path / "m.md")
    assert f"{record} cannot be read (it is damaged)" in capsys.readouterr().err
    run(session, final=True)
    aside = record.with_name(f"{record.name}.broken-{date.today().isoformat()}")  # noqa: DTZ011
    assert f"{record.name} was damaged, and is kept as {aside.name}" in capsys.readouterr().out
    assert aside.read_text("utf-8") == '{"small-2026'
    assert "notes" in record.read_text("utf-8")


def test_what_was_written_since_final_minutes_of_any_machine_is_said_by_their_day(
    session: Session, tmp_path: Path
) -> None:
    run(session, since=f"{local_today():%Y-%m-%d}", final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    kept.chmod(0o600)
    kept.write_text("signed", "utf-8")
    record = session.store.path.with_name(f"{session.store.path.name}{RECORD}")
    text = record.read_text("utf-8")
    record.write_text(re.sub(r'"at": "[^"]*"', '"at": "2026-06-03T10:00:00+00:00"', text), "utf-8")
    run(session, tmp_path / "m.md")
    assert "since 3 June 2026" in (tmp_path / "m.md").read_text("utf-8")


def test_it_is_not_said_of_a_note_that_may_be_in_minutes_of_another_machine_that_it_was_in_none(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_on(session, LONG_AGO)
    late = Notebook(session.pack.id, "else", lambda: datetime(2019, 10, 3, tzinfo=UTC))
    late.add_note("Minuted there")
    session.notebook.merge(late.contents)
    (tmp_path / "minutes").mkdir()
    other = tmp_path / "minutes" / "small-2019-10-03.md"
    other.touch()
    run(session)
    told = capsys.readouterr()
    assert "Written on 3 October 2019.\n" in told.out
    assert f"has no record: {other}\n" in told.err
    assert "holds 1 note since 1 January 2020 (1 written before)\n" in told.err
    os.utime(other, (0, 0))  # before the note was written
    run(session)
    told = capsys.readouterr()
    assert "Written on 3 October 2019, not in minutes until now." in told.out
    assert "record" not in told.err


def test_all_formats_of_minutes_are_known_where_final_ones_are_looked_for() -> None:
    assert set(ENDINGS) == {form.endings[0] for form in FORMATS.values()}


def test_final_minutes_are_of_one_meeting_whatever_the_day(
    session: Session, tmp_path: Path
) -> None:
    session.notebook.add_note("Date: 3 November 2026")
    run(session, tmp_path / "m.md", final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    assert kept.name == "small-2026-11-03.md"


def test_in_a_series_final_minutes_are_of_the_one_meeting_of_whatever_day(
    session: Session, tmp_path: Path
) -> None:
    session.pack = replace(session.pack, series="board")
    run(session, tmp_path / "m.md", final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    (tmp_path / "minutes" / "small-2-2026-11-02.md").touch()
    kept.rename(kept.with_name("small-2026-11-03.md"))
    for late in ("html", "md"):
        with pytest.raises(CommandError, match=r"small-2026-11-03\.md: the minutes of this meet"):
            run(session, tmp_path / f"m.{late}", final=True)
    session.pack = replace(session.pack, series="")
    assert run(session, tmp_path / "of-another-meeting.md", final=True) == DONE


def test_a_draft_beside_final_minutes_says_so_and_is_named_by_the_day_of_the_meeting(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session.notebook.add_note("Date: 3 November 2026\nPresent: Jo")
    assert all("final" not in line for line in before_writing(session, "H", False, False))
    run(session, tmp_path / "m.md", final=True)
    assert "final:" not in capsys.readouterr().err
    (kept,) = (tmp_path / "minutes").iterdir()
    said = f"he minutes of this meeting are final: {kept}; this is a draft"
    assert before_writing(session, "H", False, False)[-1] == f"T{said}"
    written = minutes_writer(session, public=False, folder=tmp_path)()
    assert written.startswith(f"Minutes written: {tmp_path / 'minutes-2026-11-03.md'}; ")
    assert written.endswith(f"; t{said}")
    run(session)
    assert capsys.readouterr().err.endswith(f"ccgbrief: t{said}\n")


def test_what_only_a_draft_beside_final_minutes_held_is_in_the_next_minutes(
    session: Session, tmp_path: Path
) -> None:
    before = session.notebook.add_note("Before them")
    run(session, tmp_path / "m.md", final=True)
    after = session.notebook.add_note("After them")
    run(session, tmp_path / "draft.md")
    minutes_writer(session, public=False, folder=tmp_path)()
    minuted = session.minutes_log.earlier(date(9999, 1, 1)).notes
    assert version_of(before) in minuted
    assert version_of(after) not in minuted


def test_what_cannot_be_so_is_said_before_minutes_are_written(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.notebook.add_note("Date: 32 December\nPresent: Jo")
    session.notebook.add_note("Yes: for 2, against 1", kind=NoteKind.DECISION)
    run(session, final=True)
    said = [
        "“32 December” is not a date I know",
        "“Yes: for 2, against 1”: 3 votes, and 1 named as present",
    ]
    assert capsys.readouterr().err.splitlines()[:2] == [f"ccgbrief: {each}" for each in said]
    assert before_writing(session, "H", public=False, private=False)[-2:] == said
    run(session, final=False, present="Jo, Kim, Lee")
    assert "votes" not in capsys.readouterr().err


def test_final_minutes_need_no_file_of_ones_own(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, final=True)
    (kept,) = (tmp_path / "minutes").iterdir()
    assert capsys.readouterr().out == f"Final minutes kept: {kept}; {HOLDS}\n"
    assert kept.suffix == ".md"


def test_final_minutes_are_written_in_both_places_or_in_neither(
    session: Session, tmp_path: Path
) -> None:
    minutes = tmp_path / "minutes"
    minutes.write_text("a file")
    with pytest.raises(CommandError, match="they are not final yet"):
        run(session, tmp_path / "m.md", final=True)
    assert not (tmp_path / "m.md").exists()
    minutes.unlink()
    with pytest.raises(CommandError, match="its folder does not exist"):
        run(session, tmp_path / "nowhere" / "m.md", final=True)
    assert list(minutes.iterdir()) == []
    assert run(session, tmp_path / "m.md", final=True) == DONE


def test_a_template_is_for_documents_and_nothing_else(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--template: it is for docx, odt, pdf, and these"):
        run(session, tmp_path / "m.html", template=tmp_path / "house.docx")


def test_the_template_of_the_settings_is_taken_unless_another_is_given(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("house", "other"):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = name
        document.save(str(tmp_path / f"{name}.docx"))
    config_file().parent.mkdir(parents=True, exist_ok=True)
    chosen = f"template = {str(tmp_path / 'house.docx')!r}\ncolour = 1\n"
    config_file().write_text(chosen, "utf-8")
    run(session, tmp_path / "m.docx")
    assert "there is no setting “colour”" in capsys.readouterr().err
    run(session, tmp_path / "n.docx", template=tmp_path / "other.docx")
    heads = [
        docx.Document(str(tmp_path / name)).sections[0].header for name in ("m.docx", "n.docx")
    ]
    assert [head.paragraphs[0].text for head in heads] == ["house", "other"]
    capsys.readouterr()
    run(session, tmp_path / "m.odt")
    assert "house.docx is not used: for these minutes it would be" in capsys.readouterr().err
    run(session, tmp_path / "m.md")
    assert "is not used" not in capsys.readouterr().err


def test_a_document_goes_into_a_pipe_whole_and_never_onto_the_screen(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed))
    assert run(session, form="docx") == DONE
    sys.stdout.flush()
    assert docx.Document(printed).paragraphs[0].text == "A small pack"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(CommandError, match="as Word cannot be shown; name a file with -o"):
        run(session, form="docx")


def test_final_minutes_are_found_in_every_format_that_minutes_can_have() -> None:
    assert set(ENDINGS) == {each.endings[0] for each in FORMATS.values()}
