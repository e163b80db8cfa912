"""Packs of one series, by their commands."""

import errno
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
import time_machine

from ccgbrief import paths
from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import MergeBy, NotebookStore
from ccgbrief.notebook import series as series_room
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.final_minutes import RECORD
from ccgbrief.notebook.lock import locked
from ccgbrief.notebook.meeting import in_words
from ccgbrief.notebook.queries import version_of
from ccgbrief.notebook.snapshot import read_head
from ccgbrief.pack import read_pack
from ccgbrief.pack_editing import PaperError
from ccgbrief.pack_editing.transaction import Transaction
from ccgbrief.paths import notebook_file, shipped_pack
from ccgbrief.session import Session, open_session
from ccgbrief.view.dialogue import Dialogue
from ccgbrief.view.minutes import before_writing, minutes_writer
from tests.clock import Clock
from tests.commands.conftest import Run
from tests.packs import write_pack

SERIES = 'series = "governing-body"\nquorum = 2\n'


@pytest.fixture
def october(tmp_path: Path) -> Path:
    """Return a pack of a series whose notebook is not begun."""
    folder = write_pack(tmp_path / "october")
    manifest = folder / "pack.toml"
    manifest.write_text(f"{SERIES}{manifest.read_text('utf-8')}", "utf-8")
    return folder


@pytest.fixture
def next_pack(run: Run, october: Path, tmp_path: Path) -> Path:
    """Return the pack of the meeting after that one."""
    folder = tmp_path / "november"
    run("new", folder, "--after", october)
    return folder


@pytest.fixture
def november(run: Run, october: Path, next_pack: Path) -> Session:
    """Open the meeting after one at which an action was recorded."""
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    session = open_session(next_pack)
    session.read_series()
    return session


def test_a_pack_after_another_has_its_areas_duties_and_glossary_and_no_papers(
    run: Run, october: Path, tmp_path: Path
) -> None:
    november = tmp_path / "november"
    assert run("new", november, "--after", october).status == 0
    assert run("check", november).status == 0
    for name in ("focus-areas.toml", "duties.toml", "glossary.toml"):
        assert (november / name).exists() == (october / name).exists()
    assert "evidence" not in (november / "duties.toml").read_text("utf-8")
    assert [file.name for file in (november / "articles").iterdir()] == ["start-here.md"]
    manifest = (november / "pack.toml").read_text("utf-8")
    assert 'series = "governing-body"\nquorum = 2\n' in manifest
    assert 'id = "november"' in manifest


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("duties.toml", "watch"),
        ("focus-areas.toml", "prompts"),
        ("glossary.toml", "expansion"),
        ("pack.toml", "quorum"),
    ],
)
def test_what_is_not_read_of_the_pack_before_and_so_is_not_in_the_next_one_is_said(
    run: Run, october: Path, tmp_path: Path, file: str, key: str
) -> None:
    """It vanished, and the line that named it with it."""
    text = (october / file).read_text("utf-8")
    (october / file).write_text(text.replace(f"{key} =", f"{key}x ="), "utf-8")
    done = run("new", tmp_path / "november", "--after", october)
    (line,) = done.err.splitlines()
    assert line.startswith(f"ccgbrief: {october / file}:")
    assert f"{key}x" in line
    assert line.endswith("; what is not read of it is not in the new pack")


def test_an_action_of_the_meeting_before_is_ticked_from_the_dialogue(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    done = run("--pack", next_pack, "--plain", stdin=b"actions\ntick 1\nundo\ntick 1\n")
    assert "1. Mend the gate @Dr Ash" in done.out
    assert done.out.count("\nDone: Mend the gate @Dr Ash.\nSaved.") == 2
    assert "Undone: Done: Mend the gate" in done.out
    assert run("actions", "--pack", october).out.startswith("done ")


def test_notes_of_earlier_meetings_are_in_json_as_in_text(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    run("note", "Close at eight", "--kind", "decision", "--pack", october)
    run("note", "Of the next", "--pack", next_pack)
    text = run("show", "notes", "--pack", next_pack).out
    told = json.loads(run("show", "notes", "--json", "--pack", next_pack).out)
    meeting = "Opening hours of the surgery"
    assert [(note["text"], note.get("meeting")) for note in told] == [
        ("Of the next", None),
        ("Mend the gate", meeting),
        ("Close at eight", meeting),
    ]
    assert all(note["text"] in text for note in told)


def test_what_an_earlier_meeting_left_open_is_found_with_the_meeting_it_is_from(
    run: Run, october: Path, next_pack: Path
) -> None:
    """Its articles are others, so what it is on is no article of this pack."""
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    run("note", "Mend the purse", "--kind", "action", "--private", "--pack", october)
    run("note", "Who pays?", "--kind", "question", "--on", "open-early", "--pack", october)
    meeting = "from “Opening hours of the surgery”"
    for typed in ("gate", "Mend gate Ash", "by:Ash", "is:action"):
        found = run("search", typed, "--pack", next_pack)
        assert found.out.startswith("Mend the gate @Dr Ash\n    Your action, ")
        assert found.out.splitlines()[1].endswith(meeting)
        assert "1 private note left out" in found.err
    assert "Mend the purse" in run("search", "purse", "--private", "--pack", next_pack).out
    told = json.loads(run("search", "pays", "--json", "--pack", next_pack).out)
    (question,) = (hit for hit in told["hits"] if hit["kind"] == "question")
    assert question["article"] == ""
    said = b"questions\n1\nnote The parish\nparish\ngate\n"
    spoken = run("--pack", next_pack, "--plain", stdin=said).out
    assert "1. Who pays? question; from Opening hours of the surgery" in spoken
    assert "1. Mend the gate @Dr Ash. action; from Opening hours of the surgery" in spoken
    assert "Who pays?" in run("search", "parish", "--pack", next_pack).out


def test_both_texts_of_an_action_of_an_earlier_meeting_are_told_as_two_of_one(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    file = notebook_file(read_pack(october).id)
    text = file.read_text()
    other = text[text.index("[[notes]]") :].replace("gate", "wall").replace('by = "', 'by = "b')
    file.write_text(f"{text}\n{other}")
    assert run("minutes", "--pack", next_pack).out.count("Two texts of this note") == 2
    told = run("--pack", next_pack, "--plain", stdin=b"actions\ntick 2\nactions\n").out
    assert told.count("one of two versions written at the same time; from Opening hours") == 4
    done = run("actions", "--pack", october).out
    assert [line[:4] for line in done.splitlines()] == ["open", "done"]


def test_what_was_done_at_earlier_meetings_is_told_with_the_meeting_it_is_from(
    run: Run, october: Path, next_pack: Path
) -> None:
    title = "Opening hours of the surgery"
    nothing = run("since", "yesterday", "--pack", next_pack).one_line
    assert nothing.endswith("in the notebook of “november”; give an earlier day")
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    run("note", "for me", "--private", "--pack", october)
    run("tick", "open-early", "--pack", october)
    said = b"questions\n1\nnote The parish\n"
    run("--pack", next_pack, "--plain", stdin=said)
    run("note", "Of this one", "--pack", next_pack)
    told = run("since", "yesterday", "--pack", next_pack)
    assert "1 private note left out" in told.err
    lines = sorted(line[18:] for line in told.out.splitlines())
    assert lines[0] == "note: Of this one (the meeting)"
    assert lines[1] == f"note: The parish (question: Who pays?) (from {title})"
    assert lines[2] == f"question done: Who pays? (the meeting) (from {title})"
    assert lines[3].startswith("ticked: ")
    assert lines[3].endswith(f" (from {title})")
    found = json.loads(run("since", "yesterday", "--json", "--pack", next_pack).out)
    assert {each["meeting"] for each in found} == {"", title}


def test_what_was_done_in_the_evening_after_the_minutes_is_in_those_of_the_next_meeting(
    run: Run, october: Path, next_pack: Path
) -> None:
    clock = Clock(datetime(2026, 10, 1, 14, tzinfo=UTC))
    session = open_session(october, clock=clock)
    action = session.notebook.add_note("Mend the gate", kind=NoteKind.ACTION)
    session.minutes_log.keep(clock.now, [], [])
    clock.now += timedelta(hours=5)
    session.notebook.edit_note(action, done=True)
    session.save()
    assert "Mend the gate" in run("minutes", "--pack", next_pack).out


def test_what_was_done_elsewhere_before_it_ever_came_here_is_in_the_next_minutes(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    """No minutes had taken note of it, and its time was before those of the last meeting."""
    clock = Clock(datetime(2026, 10, 1, 14, tzinfo=UTC))
    session = open_session(october, clock=clock)
    known = session.notebook.add_note("In them")
    session.minutes_log.keep(clock.now, [version_of(known)], [])
    clock.now -= timedelta(hours=1)
    for text, private in (("Mend the gate", False), ("Mend the purse", True)):
        action = session.notebook.add_note(text, kind=NoteKind.ACTION, private=private)
        session.notebook.edit_note(action, done=True)
    session.save()
    run("new", tmp_path / "december", "--after", next_pack)
    for pack in (next_pack, tmp_path / "december"):  # whatever minutes there are of November
        minutes = run("minutes", "--private", "--pack", pack).out
        assert "Mend the gate" in minutes
        assert "Mend the purse" not in minutes
        run("note", "Of November", "--pack", next_pack)


def test_minutes_are_of_the_day_that_the_next_meeting_says_and_a_guess_is_told(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    first = datetime.now(UTC) - timedelta(days=17)
    session = open_session(october, clock=Clock(first))
    session.notebook.add_note("Deferred")
    session.save()
    run("note", "In the end approved", "--kind", "decision", "--pack", october)
    day = in_words(first.astimezone().date())
    final = run("minutes", "--final", "--pack", october, "-o", tmp_path / "minutes.md")
    assert (tmp_path / "minutes.md").read_text().splitlines()[2] == f"Minutes, {day}"
    assert f"by its first note this meeting is of {day}, and it has notes of other" in final.err
    minutes = run("minutes", "--pack", next_pack).out
    assert (
        f"Minutes of the last meeting: Opening hours of the surgery, {day}: to approve" in minutes
    )


def test_a_meeting_without_a_note_of_its_own_is_the_last_one_if_it_has_final_minutes(
    run: Run, october: Path, tmp_path: Path
) -> None:
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    november, december = tmp_path / "november", tmp_path / "december"
    run("new", november, "--after", october, "--title", "Board of November")
    run("new", december, "--after", november, "--title", "Board of December")
    last = "Minutes of the last meeting: Opening hours of the surgery, "
    assert last in run("minutes", "--pack", december).out
    final = run("minutes", "--final", "--pack", november, "-o", tmp_path / "minutes.md")
    assert "holds no notes and 1 from before" in final.out
    pack = read_pack(november).id
    (kept,) = paths.final_minutes(notebook_file(pack)).iterdir()
    held = local_today() + timedelta(1)
    kept.rename(kept.with_name(f"{pack}-{held.isoformat()}.md"))
    approved = f"Minutes of the last meeting: Board of November, {in_words(held)}: to approve"
    assert approved in run("minutes", "--pack", december).out
    late = ("Present: Dr Ash", "note"), ("Buy the gate", "decision")
    for text, kind in late:
        run("note", text, "--kind", kind, "--pack", november)
    assert approved in run("minutes", "--pack", december).out
    assert f"Draft minutes, {in_words(held)}\n" in run("minutes", "--pack", november).out


def test_the_next_meeting_is_told_what_came_after_the_final_minutes_of_the_last(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    run("note", "Hush", "--private", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "minutes.md")
    run("--plain", "--pack", next_pack, stdin=b"questions\n1\nn: The parish\nactions\ntick 1\n")
    told = "after the final minutes of “Opening hours of the surgery”"
    assert told not in run("minutes", "--pack", next_pack).err
    run("note", "Paint it too", "--pack", october)
    said = f"1 note came or was changed {told}"
    for command in (("minutes",), ("since", "yesterday")):
        assert said in run(*command, "--pack", next_pack).err
    assert said in " ".join(run("show", "overview", "--pack", next_pack).out.split())
    assert said in before_writing(open_session(next_pack), "H", public=False, private=False)
    notebook = notebook_file(read_pack(october).id)
    text = notebook.read_text("utf-8")
    assert "The parish" in text
    notebook.write_text(text.replace('"Mend the gate"', '"Mend the gates"'), "utf-8")
    said = f"2 notes came or were changed {told}"
    assert said in run("new", tmp_path / "december", "--after", october).err
    for record in paths.state_folder().glob("*.minutes.json"):  # as on another computer
        record.unlink()
    assert said in run("since", "today", "--pack", next_pack).err
    notebook.with_name(f"{notebook.name}{RECORD}").unlink()
    (kept,) = paths.final_minutes(notebook).iterdir()
    os.utime(kept, (0, 0))
    said = f"3 notes came or were changed {told}"
    assert said in run("since", "today", "--pack", next_pack).err


def test_a_note_that_was_written_before_the_final_minutes_and_is_not_in_them_came_after_them(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "In them", "--pack", october)
    notebook = notebook_file(read_pack(october).id)
    other = tmp_path / "other.toml"
    shutil.copy(notebook, other)
    run("note", "Agreed elsewhere", "--kind", "decision", "--pack", october, "--notes", other)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "minutes.md")
    assert "came" not in run("since", "today", "--pack", next_pack).err
    shutil.move(other, notebook.with_name(f"{notebook.stem} (conflicted copy).toml"))
    assert "Agreed elsewhere" not in notebook.read_text("utf-8")
    run("--plain", "--pack", october, stdin=b"merge\n")
    said = "1 note came or was changed after the final minutes of “Opening hours of the surgery”"
    for command in (("minutes",), ("since", "today")):
        assert said in run(*command, "--pack", next_pack).err
    assert said in " ".join(run("show", "overview", "--pack", next_pack).out.split())
    assert said in run("new", tmp_path / "december", "--after", october).err
    (kept,) = paths.final_minutes(notebook).iterdir()
    shutil.copy(kept, kept.with_suffix(".docx"))  # of the other machine: it may have been in those
    said = "2 final minutes of “Opening hours of the surgery” are kept: "
    told = run("since", "today", "--pack", next_pack).err
    assert f"{said}{kept.with_suffix('.docx').name} and {kept.name}\n" in told
    assert said in " ".join(run("show", "overview", "--pack", next_pack).out.split())
    assert said in run("new", tmp_path / "january", "--after", october).err


def test_what_a_draft_held_or_another_file_of_the_name_may_hold_came_after_the_final_minutes(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "In them", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "minutes.md")
    (kept,) = paths.final_minutes(notebook_file(read_pack(october).id)).iterdir()
    aside = shutil.move(kept, tmp_path / "kept.md")
    run("note", "Agreed late", "--pack", october)
    run("minutes", "--pack", october, "-o", tmp_path / "draft.md")
    shutil.move(aside, kept)
    said = "1 note came or was changed after the final minutes"
    assert said in run("since", "today", "--pack", next_pack).err
    kept.chmod(0o600)
    kept.write_text("signed, or of another computer", "utf-8")
    told = run("since", "today", "--pack", next_pack).err
    assert said in told
    assert f"{kept.name} has changed since it was made final" in told


def mark_done(pack: Path, done_at: str) -> None:
    """Have the action of a pack done, as somebody writes into its notebook or a sync program."""
    notebook = notebook_file(read_pack(pack).id)
    done = f"done = true\n{f'done_at = {done_at}' * bool(done_at)}\nowner ="
    notebook.write_text(notebook.read_text("utf-8").replace("owner =", done, 1), "utf-8")


def record_of(pack: Path) -> Path:
    """Return the file that says what the final minutes of a pack hold."""
    notebook = notebook_file(read_pack(pack).id)
    return notebook.with_name(f"{notebook.name}{RECORD}")


@pytest.fixture
def minuted(run: Run, october: Path, tmp_path: Path) -> Iterator[Path]:
    """Give the pack of December, after October and November with final minutes of an action.

    It is November meanwhile.
    """
    with time_machine.travel(datetime(2026, 11, 10, tzinfo=UTC)):
        run("note", "Date: 6 October 2026", "--pack", october)
        run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
        before, final = october, tmp_path / "final.md"
        for title, day in (("November", "3 November 2026"), ("December", "1 December 2026")):
            assert run("minutes", "--final", "--pack", before, "-o", final).status == 0
            final.unlink()
            pack = tmp_path / title.lower()
            run("new", pack, "--after", before, "--title", f"Board of {title}")
            run("note", f"Date: {day}", "--pack", pack)
            before = pack
        for kept in paths.final_minutes(notebook_file(read_pack(october).id)).iterdir():
            os.utime(kept, (time.time(), time.time()))
        yield before


@pytest.mark.parametrize("done_at", ["", "2026-10-20T10:00:00Z"])
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_what_final_minutes_said_to_be_open_is_done_in_the_next_whenever_it_was_done(
    run: Run, october: Path, minuted: Path, tmp_path: Path, done_at: str, *, is_elsewhere: bool
) -> None:
    """It was in no minutes: done by hand, on a laptop that was offline, or under a wrong clock."""
    assert "State: open" in run("minutes", "--pack", minuted).out
    mark_done(october, done_at)
    if is_elsewhere:
        for record in paths.state_folder().glob("*.minutes.json"):
            record.unlink()
    minutes = run("minutes", "--pack", minuted).out
    assert "Mend the gate (Dr Ash)" in minutes
    assert "State: done" in minutes
    assert "came" not in run("since", "today", "--pack", minuted).err
    run("minutes", "--final", "--pack", minuted, "-o", tmp_path / "final.md")
    january = tmp_path / "january"
    run("new", january, "--after", minuted)
    run("note", "Date: 5 January 2027", "--pack", january)
    assert "Mend the gate" not in run("minutes", "--pack", january).out


def test_what_the_last_minutes_hold_as_done_is_not_in_the_next_too(
    run: Run, october: Path, tmp_path: Path
) -> None:
    """Minutes are written some days after the meeting, and hold what was done until then."""
    run("note", "Date: 6 October 2026", "--pack", october)
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    run("--plain", "--pack", october, stdin=b"actions\n1\ntick\nquestions\n1\nn: The parish\n")
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "october.md")
    assert "State: done" in (tmp_path / "october.md").read_text("utf-8")
    run("new", tmp_path / "november", "--after", october)
    run("note", "Date: 3 November 2026", "--pack", tmp_path / "november")
    minutes = run("minutes", "--pack", tmp_path / "november").out
    assert "Mend the gate" in minutes  # those of October were written after the 3rd, and again
    record = record_of(october)
    text = record.read_text("utf-8")
    record.write_text(re.sub(r'"at": "[^"]*"', '"at": "2026-10-08T10:00:00+00:00"', text), "utf-8")
    minutes = run("minutes", "--pack", tmp_path / "november").out
    assert "Mend the gate" not in minutes
    assert "Who pays" not in minutes


@pytest.mark.parametrize("is_final", [True, False])
def test_minutes_of_an_older_meeting_that_are_written_again_hide_nothing_that_came_late(
    run: Run, october: Path, minuted: Path, tmp_path: Path, *, is_final: bool
) -> None:
    mark_done(october, "2026-10-20T10:00:00Z")
    if is_final:
        (kept,) = paths.final_minutes(notebook_file(read_pack(october).id)).glob(
            f"{read_pack(october).id}-*"
        )
        kept.rename(tmp_path / "kept.md")
    again = ("--final",) if is_final else ()
    assert run("minutes", *again, "--pack", october, "-o", tmp_path / "o.html").status == 0
    assert "State: done" in run("minutes", "--pack", minuted).out


@pytest.mark.parametrize("name", ["{} (copy).md", "{}-signed.md", "{}.pdf"])
def test_a_further_file_of_final_minutes_hides_nothing_that_came_after_them(
    run: Run, october: Path, next_pack: Path, tmp_path: Path, name: str
) -> None:
    run("note", "In them", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "one.md")
    run("note", "Close at eight", "--kind", "decision", "--pack", october)
    (kept,) = paths.final_minutes(notebook_file(read_pack(october).id)).iterdir()
    other = kept.with_name(name.format(kept.stem))
    shutil.copy(kept, other)
    os.utime(other, (2e9, 2e9))
    assert "1 note came or was changed after" in run("minutes", "--pack", next_pack).err


def test_what_came_after_the_minutes_of_the_meeting_after_it_is_said_until_some_take_note(
    run: Run, october: Path, minuted: Path, tmp_path: Path
) -> None:
    run("note", "Close at eight", "--kind", "decision", "--pack", october)
    said = "1 note came or was changed after the final minutes of “Opening hours of the surgery”\n"
    assert said in run("minutes", "--pack", minuted).err
    assert said in run("since", "today", "--pack", minuted).err
    run("minutes", "--final", "--pack", minuted, "-o", tmp_path / "final.md")
    january = tmp_path / "january"
    run("new", january, "--after", minuted)
    run("note", "Date: 5 January 2027", "--pack", january)
    assert "came" not in run("minutes", "--pack", january).err


def test_a_note_corrected_on_the_day_of_the_final_minutes_came_after_them_elsewhere_too(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "We approve 5 million", "--kind", "decision", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "final.md")
    notebook = notebook_file(read_pack(october).id)
    notebook.write_text(notebook.read_text("utf-8").replace("5 million", "7 million"), "utf-8")
    shutil.rmtree(paths.state_folder())
    said = "1 note came or was changed after the final minutes"
    assert said in run("minutes", "--pack", next_pack).err


@pytest.mark.parametrize(("month", "day"), [(11, 10), (12, 1)])
def test_an_answer_that_comes_after_the_minutes_is_in_the_next_and_so_is_its_correction(
    run: Run, october: Path, tmp_path: Path, month: int, day: int
) -> None:
    """Also where the last minutes are made final on the day on which they are approved."""
    with time_machine.travel(datetime(2026, month, day, 12, tzinfo=UTC)):
        _answer_late(run, october, tmp_path)


def _answer_late(run: Run, october: Path, tmp_path: Path) -> None:
    notebook = notebook_file(read_pack(october).id)
    run("note", "Date: 6 October 2026", "--pack", october)
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    run("--plain", "--pack", october, stdin=b"questions\n1\ntick\n")
    text = notebook.read_text("utf-8")
    notebook.write_text(re.sub("done_at = .*", "done_at = 2026-10-06T10:00:00Z", text), "utf-8")
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "october.md")
    november, december = tmp_path / "november", tmp_path / "december"
    run("new", november, "--after", october)
    run("note", "Date: 3 November 2026", "--pack", november)
    assert "Who pays" not in run("minutes", "--pack", november).out
    run("--plain", "--pack", october, stdin=b"questions\n1\nn: Up to 40,000\n")
    text = notebook.read_text("utf-8")
    lines = r'(text = "Up to 40,000"\nwritten = ).*'
    notebook.write_text(re.sub(lines, r"\g<1>2026-10-20T10:00:00Z", text), "utf-8")
    assert "Up to 40,000" in run("minutes", "--pack", november).out
    run("minutes", "--final", "--pack", november, "-o", tmp_path / "november.md")
    run("new", december, "--after", november)
    run("note", "Date: 1 December 2026", "--pack", december)
    assert "Who pays" not in run("minutes", "--pack", december).out
    text = notebook.read_text("utf-8")
    notebook.write_text(text.replace("40,000", "90,000"), "utf-8")
    assert "Up to 90,000" in run("minutes", "--pack", december).out
    question = re.search(r'kind = "question"', text)
    assert question
    gone = text.replace("40,000", "90,000").replace('text = "Who pays?"', 'text = ""\ngone = true')
    notebook.write_text(gone, "utf-8")
    assert "1 note came or was changed" in run("minutes", "--pack", december).err


@time_machine.travel(datetime(2026, 11, 10, tzinfo=UTC))
def test_what_drafts_said_to_be_open_is_done_in_the_next_whenever_it_was_done(
    run: Run, october: Path, tmp_path: Path
) -> None:
    run("note", "Date: 6 October 2026", "--pack", october)
    run("note", "Mend the gate @Dr Ash", "--kind", "action", "--pack", october)
    run("minutes", "--pack", october, "-o", tmp_path / "october.md")
    november, december = tmp_path / "november", tmp_path / "december"
    run("new", november, "--after", october)
    run("note", "Date: 3 November 2026", "--pack", november)
    run("minutes", "--pack", november, "-o", tmp_path / "november.md")
    mark_done(october, "2026-10-01T10:00:00Z")
    run("new", december, "--after", november)
    run("note", "Date: 1 December 2026", "--pack", december)
    assert "State: done on 1 October 2026" in run("minutes", "--pack", december).out
    assert "State: done on 1 October 2026" in run("minutes", "--pack", november).out
    run("minutes", "--pack", november, "-o", tmp_path / "again.md")
    assert "Mend the gate" not in run("minutes", "--pack", december).out


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_what_came_after_minutes_without_a_record_is_said_by_that_of_those_after_them(
    run: Run, october: Path, minuted: Path, how: str
) -> None:
    record = record_of(october)
    if how == "gone":
        record.unlink()
    else:
        record.write_bytes(record.read_bytes()[:40])
    run("note", "Close at eight", "--kind", "decision", "--pack", october)
    told = run("minutes", "--pack", minuted).err
    assert "changed after the final minutes of “Opening hours of the surgery”" in told
    assert (f"{record} cannot be read (it is damaged)" in told) == (how == "damaged")


def test_where_final_minutes_cannot_be_looked_for_that_is_said(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "final.md")
    folder = paths.final_minutes(notebook_file(read_pack(october).id))
    folder.rename(tmp_path / "drive")
    folder.symlink_to(tmp_path / "gone")
    said = f"{folder}: the link {folder} leads to nothing; whether minutes are final is not known"
    assert said in run("minutes", "--pack", october).err
    assert said in run("minutes", "--pack", next_pack).err
    refused = run("minutes", "--final", "--pack", october)
    assert (refused.status, refused.one_line) == (2, f"{said}; make the folder readable")


def test_final_minutes_lie_beside_the_file_to_which_the_notebook_is_a_link(
    run: Run, october: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where one file is synced: they lay beside the link, and elsewhere a second was written."""
    shared, name = tmp_path / "drive" / "board.toml", notebook_file(read_pack(october).id).name
    shared.parent.mkdir()
    shared.touch()
    for computer in ("desk", "laptop"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / computer / "data"))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / computer / "state"))
        notebook_file(name).parent.mkdir(parents=True)
        notebook_file(name).with_name(name).symlink_to(shared)
        if computer == "desk":
            run("note", "Close the gate", "--kind", "decision", "--pack", october)
        made = run("minutes", "--final", "--pack", october, "-o", tmp_path / f"{computer}.md")
    assert made.status == 2
    assert "are final" in made.one_line
    assert len([*(shared.parent / "minutes").iterdir()]) == 1


def test_a_folder_of_notebooks_that_cannot_be_listed_is_said(
    run: Run, october: Path, next_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    folder = notebook_file("x").parent

    def refused(path: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "iterdir", refused)
    assert f"{folder}: not listed (permission denied)" in run("minutes", "--pack", next_pack).err


def test_a_pack_gets_no_id_of_which_final_minutes_are_kept(run: Run, tmp_path: Path) -> None:
    kept = paths.final_minutes(notebook_file("board-december")) / "board-december-2025-12-10.md"
    kept.parent.mkdir(parents=True)
    kept.touch()
    done = run("new", tmp_path / "december", "--title", "Board December")
    assert "final minutes of a pack with the id “board-december” are kept" in done.err
    assert read_pack(tmp_path / "december").id == "board-december-2"


@pytest.mark.parametrize(("first", "second"), [(365, 0), (-50, -400)])
def test_a_position_that_may_be_of_a_wrong_clock_is_said(
    run: Run, tmp_path: Path, first: int, second: int
) -> None:
    run("note", "We stay", "--on", "roles", "--kind", "decision")
    notebook = notebook_file("co-commissioning")
    text = notebook.read_text("utf-8")
    day = datetime.now(UTC) + timedelta(first)
    notebook.write_text(
        re.sub("written = .*", f"written = {day:%Y-%m-%dT%H:%M:%SZ}", text), "utf-8"
    )
    run("minutes", "-o", tmp_path / "one.md")
    log = next(paths.state_folder().glob("*.minutes.json"))
    log.write_text(re.sub(r'"at": "[^"]*"', '"at": "2026-10-03T10:00:00+00:00"', log.read_text()))
    run("note", "We move", "--on", "roles", "--kind", "decision")
    text = notebook.read_text("utf-8")
    day = datetime.now(UTC) + timedelta(second)
    moved = re.sub(r'("We move"\nwritten = ).*', rf"\g<1>{day:%Y-%m-%dT%H:%M:%SZ}", text)
    notebook.write_text(moved, "utf-8")
    said = run("minutes").err
    assert "the position on “" in said
    assert ("yet to come" in said) == (first > 0)


def test_of_final_minutes_that_were_put_back_only_what_they_hold_is_in_them(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    run("note", "In them", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "one.md")
    (kept,) = paths.final_minutes(notebook_file(read_pack(october).id)).iterdir()
    aside = shutil.move(kept, tmp_path / "kept.md")
    run("note", "Close at eight", "--kind", "decision", "--pack", october)
    run("minutes", "--final", "--pack", october, "-o", tmp_path / "two.md")
    assert "came" not in run("minutes", "--pack", next_pack).err
    shutil.move(aside, kept)
    assert "1 note came or was changed after" in run("minutes", "--pack", next_pack).err


def test_only_of_notebooks_that_have_changed_the_day_is_read_again(
    november: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    november.notebook.add_note("Begun")
    november.refresh()
    read = Mock(wraps=series_room._meeting)
    monkeypatch.setattr(series_room, "_meeting", read)
    november.refresh()
    assert read.call_count == 0
    november.notebook.add_note("Rent")
    november.refresh()
    assert {each.args[0] for each in read.call_args_list} == {november.store}


def test_the_notebooks_in_which_nothing_was_written_are_named(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    notes = tmp_path / "notes" / "october.toml"
    run("note", "Mend the gate", "--pack", october, "--notes", notes)
    text = notes.read_text("utf-8")
    day = local_today().isoformat()[:4]
    notes.write_text(text.replace(day, "2020"), "utf-8")
    here = ["--pack", next_pack, "--notes", tmp_path / "notes" / "november.toml"]
    assert run("since", "yesterday", *here).one_line.endswith(
        "in the notebooks of “november”, “Opening hours of the surgery”; give an earlier day"
    )


def test_what_minutes_leave_out_of_earlier_meetings_is_counted(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--private", "--pack", october)
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    for command in ("minutes", "actions"):
        done = run(command, "--pack", next_pack)
        assert "1 private note left out; --private includes it" in done.err
        assert "Mend the gate" not in done.out
        whole = run(command, "--private", "--pack", next_pack)
        assert "Mend the gate" in whole.out
        assert "left out" not in whole.err


def test_what_became_of_a_broken_notebook_of_an_earlier_meeting_is_said(november: Session) -> None:
    (earlier,) = november.earlier_stores
    november.take_messages(MergeBy.LINE)
    earlier.path.write_text("broken [[[", "utf-8")
    (note,) = earlier.notebook.notes()
    earlier.notebook.edit_note(note, done=True)
    november.save()
    assert any("broken-" in line for line in november.take_messages(MergeBy.LINE))


def test_a_pack_after_another_that_begins_with_papers_has_no_page_of_advice(
    run: Run, october: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "waits.md"
    paper.write_text("# Waits\n\nWaits fell.\n", encoding="utf-8")
    made = run("new", tmp_path / "november", paper, "--after", october)
    assert made.status == 0
    assert "“Start here” (start-here) is no longer in the pack" in made.out
    assert [a.id for a in read_pack(tmp_path / "november").articles] == ["waits"]
    run("new", tmp_path / "december", "--after", october)  # a pack has to have an article
    assert [a.id for a in read_pack(tmp_path / "december").articles] == ["start-here"]


def test_a_pack_after_one_of_no_series_needs_one(run: Run, tmp_path: Path) -> None:
    alone = write_pack(tmp_path / "alone")
    refused = run("new", tmp_path / "next", "--after", alone)
    assert refused.status == 2
    assert refused.one_line.endswith("it names no series; give --series, or write it there")
    assert not (tmp_path / "next").exists() or not list((tmp_path / "next").glob("pack.toml"))
    assert 'series = ""' not in (alone / "pack.toml").read_text("utf-8")


def test_both_packs_are_of_the_series_and_what_was_open_is_there_at_once(
    run: Run, tmp_path: Path
) -> None:
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    manifest = alone / "pack.toml"
    text = f'# Ours.\nseries = ""  # one board\n{manifest.read_text("utf-8")}'
    manifest.write_text(text, "utf-8")
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", alone, "--notes", notes)
    made = run("new", tmp_path / "next", "--after", alone, "--series", "board", "--notes", notes)
    assert (made.status, made.err) == (0, "")
    said = f"“Opening hours of the surgery” belongs to the series “board” too now: {manifest}"
    assert made.out.splitlines()[1:] == [said]
    assert manifest.read_text("utf-8") == text.replace('series = ""', 'series = "board"')
    here = ["--pack", tmp_path / "next", "--notes", tmp_path / "next.toml"]
    assert "Count @Dr Ash (from Opening hours of the surgery)" in run("actions", *here).out


def test_a_notebook_begun_before_its_pack_was_of_a_series_is_named_by_the_next_pack(
    run: Run, tmp_path: Path
) -> None:
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", alone, "--notes", notes)
    manifest = alone / "pack.toml"
    manifest.write_text(f'series = "board"\n{manifest.read_text("utf-8")}', "utf-8")
    made = run("new", tmp_path / "next", "--after", alone, "--notes", notes)
    assert (made.status, made.err) == (0, "")
    here = ["--pack", tmp_path / "next", "--notes", tmp_path / "next.toml"]
    assert "Count @Dr Ash (from" in run("actions", *here).out


@pytest.mark.parametrize("fails_at", ["alone.toml", "next"])
def test_a_meeting_whose_making_ended_half_way_says_what_was_done_and_is_made_by_the_next_try(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    """Wherever it ends, by an error or by a signal that cannot wait."""
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", alone, "--notes", notes)
    new = ["new", tmp_path / "next", "--after", alone, "--series", "board", "--notes", notes]
    with monkeypatch.context() as broken:
        if fails_at == "next":
            commit = Transaction.commit

            def fail(change: Transaction) -> list[str]:
                if change.folder.name == fails_at:
                    raise PaperError("next: no space left on device; the pack is as it was")
                return commit(change)

            broken.setattr(Transaction, "commit", fail)
        else:
            broken.setattr(NotebookStore, "name_series", Mock(side_effect=UserError("It is odd")))
        failed = run(*new)
    assert failed.status == 2
    said = (
        f"“Opening hours of the surgery” belongs to the series “board” too now: {alone}/pack.toml"
    )
    assert failed.one_line.endswith(f"; {said}")
    assert not (tmp_path / "next").exists()
    made = run(*new)
    assert (made.status, made.err) == (0, "")
    here = ["--pack", tmp_path / "next", "--notes", tmp_path / "next.toml"]
    assert "Count @Dr Ash (from" in run("actions", *here).out


def test_a_notebook_that_other_meetings_do_not_find_says_so(run: Run, tmp_path: Path) -> None:
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    here = ["--pack", alone, "--notes", notes]
    run("note", "Count", *here)
    manifest = alone / "pack.toml"
    manifest.write_text(f'series = "board"\n{manifest.read_text("utf-8")}', "utf-8")
    said = f"ccgbrief: {notes}: it does not name the series “board”, so its other meetings do not"
    assert run("minutes", *here).err.startswith(said)
    run("note", "Mend", *here)
    assert run("minutes", *here).err == ""


def test_a_pack_of_another_series_is_not_followed_by_one_of_this(
    run: Run, october: Path, tmp_path: Path
) -> None:
    before = (october / "pack.toml").read_bytes()
    refused = run("new", tmp_path / "next", "--after", october, "--series", "council")
    assert refused.status == 2
    assert (
        "it belongs to the series “governing-body”; leave --series out, or --after"
        in refused.one_line
    )
    assert (october / "pack.toml").read_bytes() == before
    assert not (tmp_path / "next").exists()


def test_where_the_pack_before_cannot_be_changed_it_is_said_what_is_not_carried_over(
    run: Run, tmp_path: Path
) -> None:
    made = run("new", tmp_path / "next", "--after", shipped_pack(), "--series", "board")
    assert made.status == 1
    assert "it ships with ccgbrief and is not changed; nothing from “" in made.err
    assert made.err.endswith('is carried over until its pack.toml says series = "board"\n')
    assert 'series = "board"' in (tmp_path / "next" / "pack.toml").read_text("utf-8")


def test_where_the_notebook_before_cannot_be_written_it_is_said_what_is_not_carried_over(
    run: Run, tmp_path: Path
) -> None:
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", alone, "--notes", notes)
    notes.write_bytes(notes.read_bytes() + b"[[")
    made = run("new", tmp_path / "next", "--after", alone, "--series", "board", "--notes", notes)
    assert made.status == 1
    assert made.err.startswith(f"ccgbrief: {notes}: ")
    assert made.err.endswith(
        "until then nothing from “Opening hours of the surgery” is carried over\n"
    )


def test_a_pack_after_one_that_is_none_says_so(run: Run, tmp_path: Path) -> None:
    refused = run("new", tmp_path / "next", "--after", tmp_path)
    assert refused.status == 2
    assert "not a pack folder" in refused.err


def test_whoever_sits_at_a_terminal_is_asked_for_the_series(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.commands.papers._is_interactive", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: " governing-body ")
    run("new", tmp_path / "october")
    assert 'series = "governing-body"' in (tmp_path / "october" / "pack.toml").read_text("utf-8")
    monkeypatch.setattr("builtins.input", lambda _: "")
    run("new", tmp_path / "alone")
    assert 'series = ""' in (tmp_path / "alone" / "pack.toml").read_text("utf-8")


def test_a_private_position_of_an_earlier_meeting_is_counted_as_left_out(
    run: Run, october: Path, next_pack: Path
) -> None:
    area = open_session(october).pack.areas[0].id
    on = ["--kind", "decision", "--on", area, "--pack", october]
    run("note", "We sell it", *on, "--private")
    told = run("minutes", "--pack", next_pack)
    assert "We sell it" not in told.out
    assert "1 private note left out" in told.err
    said = before_writing(open_session(next_pack), "H", public=False, private=False)
    assert [line for line in said if line.startswith("1 private note left out")]
    assert "We sell it" in run("minutes", "--private", "--pack", next_pack).out
    run("note", "We keep it", "--kind", "decision", "--on", area, "--pack", next_pack)
    assert "left out" not in run("minutes", "--pack", next_pack).err


def test_a_decision_says_which_position_of_an_earlier_meeting_it_takes_the_place_of(
    run: Run, october: Path, next_pack: Path
) -> None:
    on = ["--kind", "decision", "--on", open_session(october).pack.areas[0].id]
    run("note", "We sell it", *on, "--pack", october)
    told = run("note", "We keep it", *on, "--pack", next_pack).err
    assert "it is now the position on this area, and no longer “We sell it”" in told
    session = open_session(next_pack)
    session.read_series()
    (note,) = session.notebook.notes()
    area = session.series.position_on(note.place.area, private=False)
    assert area
    assert area.note.text == "We sell it"


def test_actions_of_earlier_meetings_are_listed_with_the_meeting(
    run: Run, october: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "october.toml"
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", october, "--notes", notes)
    november = tmp_path / "november"
    run("new", november, "--after", october, "--title", "Board of November")
    here = ["--pack", november, "--notes", tmp_path / "november.toml"]
    told = run("actions", *here)
    assert told.out == "open  no date  Dr Ash: Count @Dr Ash (from Opening hours of the surgery)\n"
    minutes = run("minutes", *here).out
    assert "Minutes of the last meeting: Opening hours of the surgery, " in minutes
    assert "1. Count (Dr Ash)" in minutes
    assert "From “Opening hours of the surgery”" in minutes
    assert "Quorum" not in minutes


@pytest.mark.parametrize("spoiling", ["=", "[["])
def test_what_a_notebook_before_says_of_duties_is_not_known_while_it_cannot_be_read(
    run: Run, october: Path, next_pack: Path, tmp_path: Path, spoiling: str
) -> None:
    """Neither where its head, and so its series, cannot be read nor where only the rest cannot."""
    before, notes = tmp_path / "october.toml", tmp_path / "november.toml"
    run("tick", "open-early", "--pack", october, "--notes", before)
    run(
        "note",
        "Yes",
        "--on",
        "early-hours",
        "--kind",
        "decision",
        "--pack",
        october,
        "--notes",
        before,
    )
    here = ["--pack", next_pack, "--notes", notes]
    duties = json.loads(run("show", "duties", "--json", *here).out)
    assert [duty["ticked"] for duty in duties] == [True, False]
    good = before.read_bytes()
    before.write_bytes(spoiling.encode() + good if spoiling == "=" else good + spoiling.encode())
    duties = json.loads(run("show", "duties", "--json", *here).out)
    assert [(duty["ticked"], duty["status"], duty["owner"]) for duty in duties] == [(None,) * 3] * 2
    assert "? of 2 duties in place" in run("show", "duties", *here).out
    assert "(? of 2 in place)" in run("untick", "close-late", *here).out
    shown = run("show", "overview", *here).out
    assert "[?] Open at seven" in shown
    assert {area["position"] for area in json.loads(run("show", "areas", "--json", *here).out)} == {
        None
    }
    minutes = run("minutes", *here).out
    assert "- Not known: Open at seven\n- Not started: Close at eight\n" in minutes
    run("untick", "open-early", *here)
    assert "[ ] Open at seven" in run("show", "overview", *here).out
    before.write_bytes(good)
    duties = json.loads(run("show", "duties", "--json", *here).out)
    assert [duty["ticked"] for duty in duties] == [False, False]


@pytest.mark.parametrize("quorum", ["0", "2.5", '"six"', "-3"])
def test_a_quorum_that_is_no_number_of_people_is_reported(
    run: Run, october: Path, quorum: str
) -> None:
    manifest = october / "pack.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("quorum = 2", f"quorum = {quorum}"))
    told = run("check", october)
    assert told.status == 1
    assert "quorum" in told.out


def test_files_may_stand_behind_an_option(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# Fees\n\nThe fees go up from April, and nobody has said why.\n", "utf-8")
    made = run("new", tmp_path / "s1", "--series", "board", paper)
    assert made.status == 0
    assert (tmp_path / "s1" / "articles" / "fees.md").exists()
    unknown = run("new", tmp_path / "s2", "--series", "board", "--colour", paper)
    assert unknown.status == 2
    assert "there is no option --colour" in unknown.one_line


def test_a_series_or_a_title_of_any_length_keeps_its_notebook_readable(
    run: Run, october: Path, tmp_path: Path
) -> None:
    manifest = october / "pack.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"governing-body"', f'"{"z" * 201}"'), "utf-8")
    assert (
        "series: is longer than 200 characters; shorten it" in run("actions", "--pack", october).err
    )
    refused = run("new", tmp_path / "x", "--series", "z" * 201)
    assert refused.one_line == "--series is longer than 200 characters; give a shorter one"
    long = text.replace("Opening hours of the surgery", "Long " * 2_000)
    manifest.write_text(long.replace('"governing-body"', f'"{"z" * 200}"'), "utf-8")
    notes = tmp_path / "october.toml"
    run("note", "Count @Dr Ash", "--kind", "action", "--pack", october, "--notes", notes)
    run("new", tmp_path / "november", "--after", october, "--notes", notes)
    here = ["--pack", tmp_path / "november", "--notes", tmp_path / "november.toml"]
    assert "Count @Dr Ash (from Long" in run("actions", *here).out


NEWER = b'format = 99\npack = "november"\nseries = "governing-body"\nmeeting = "November"\n'


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.write_bytes(file.read_bytes() + b"[["), "until then nothing from “"),
        (lambda file: file.write_bytes(file.read_bytes()[:-9]), "until then nothing from “"),
        (lambda file: file.write_bytes(NEWER), "until then nothing from “November” is shown"),
        (lambda file: file.write_bytes(b"\0" * 99), "what it left open is missing here"),
        (lambda file: (file.unlink(), file.mkdir()), "what it left open is missing here"),
        (
            lambda file: file.with_name("copy.toml").write_bytes(file.read_bytes()),
            "give one of the two packs another id",
        ),
    ],
    ids=["broken", "half", "newer", "zeros", "a folder", "one id twice"],
)
def test_a_notebook_of_the_series_that_cannot_be_read_costs_one_line_and_nothing_else(
    run: Run, october: Path, tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    folder = tmp_path / "notes"
    for month, after in (("november", october), ("december", tmp_path / "november")):
        run("new", tmp_path / month, "--after", after)
    for pack in (october, tmp_path / "november"):
        notes = folder / f"{pack.name}.toml"
        run("note", f"Act on {pack.name}", "--kind", "action", "--pack", pack, "--notes", notes)
    spoil(folder / "november.toml")
    here = ["--pack", tmp_path / "december", "--notes", folder / "december.toml"]
    done = run("actions", *here)
    assert done.status == 0
    assert "Act on october" in done.out
    assert ("Act on november" in done.out) == told.startswith("give one")
    assert told in done.err
    assert done.err.count("\n") == 1


def test_a_notebook_of_the_series_that_is_being_written_is_read(
    run: Run, october: Path, tmp_path: Path
) -> None:
    run("new", tmp_path / "november", "--after", october)
    notes = tmp_path / "notes" / "october.toml"
    run("note", "Act", "--kind", "action", "--pack", october, "--notes", notes)
    here = ["--pack", tmp_path / "november", "--notes", notes.with_name("november.toml")]
    with locked(notes) as held:
        assert held
        done = run("actions", *here)
    assert (done.status, done.err) == (0, "")
    assert "Act (from" in done.out


def test_a_pack_that_is_followed_is_named_with_after(run: Run, tmp_path: Path) -> None:
    refused = run("new", tmp_path / "next", "--after", tmp_path / "none")
    assert refused.one_line.endswith("name the folder of a pack with --after")


class Tty:
    def isatty(self) -> bool:
        return True


def test_a_pack_that_is_opened_has_its_notebook_name_the_series(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, notes = write_pack(tmp_path / "alone"), tmp_path / "alone.toml"
    here = ["--pack", alone, "--notes", notes]
    run("note", "Count @Dr Ash", "--kind", "action", *here)
    manifest = alone / "pack.toml"
    manifest.write_text(f'series = "board"\n{manifest.read_text("utf-8")}', "utf-8")
    monkeypatch.setattr(
        "ccgbrief.tui.app.run", lambda session, **_: (0, session.store.take_messages())
    )
    monkeypatch.setattr("ccgbrief.view.gc_pause.pause", lambda: None)
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("__stdin__", "__stderr__"):
        monkeypatch.setattr(sys, stream, Tty())
    assert run(*here).err == ""
    assert read_head(notes).series == "board"
    notes.write_bytes(notes.read_bytes().replace(b'"board"', b'"council"') + b"[[")
    assert "until then the next meetings do not find it" in run(*here).err


def test_an_earlier_notebook_that_comes_later_or_is_read_later_is_seen(
    run: Run, october: Path, next_pack: Path, tmp_path: Path
) -> None:
    """A sync program brings it, or its drive is there, only after the window was opened."""
    session = open_session(next_pack)
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    session.refresh()
    assert [note.text for note, _ in session.carried(private=False)] == ["Mend the gate"]
    (known,) = session.series.meetings
    broken = session.store.path.with_name("september.toml")
    broken.write_text("<<<<<<< mine\n", "utf-8")
    for _ in range(2):
        session.refresh()
    (line,) = session.take_messages(MergeBy.KEY)
    assert line.startswith(f"{broken}: not read (")
    missing = "an earlier meeting cannot be read, and what it left open is missing"
    assert f"A{missing[1:]}" in before_writing(session, "H", public=False, private=False)
    assert missing in minutes_writer(session, public=False, folder=tmp_path)()
    text = known.store.path.read_text("utf-8")
    broken.write_text(text.replace('pack = "', 'pack = "september-', 1), "utf-8")
    session.refresh()
    assert len(session.series.meetings) == 2
    assert known in session.series.meetings
    assert not session.series.is_unread


def test_a_copy_of_an_earlier_notebook_that_comes_later_is_said(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    session = open_session(next_pack)
    session.refresh()
    (store,) = session.earlier_stores
    before = store.path.read_bytes()
    run("note", "Oil the gate", "--kind", "action", "--pack", october)
    name = f"{store.path.stem} (Kim's conflicted copy).toml"
    store.path.rename(store.path.with_name(name))
    store.path.write_bytes(before)
    session.refresh()
    (line,) = session.take_messages(MergeBy.KEY)
    assert line.startswith(f"1 new or different in another copy, {store.path.with_name(name)}")
    store.path.with_name(f"{store.path.name}.sync-conflict-1").write_bytes(before)
    for _ in range(2):
        session.refresh()
    assert session.take_messages(MergeBy.KEY) == []


def test_an_earlier_notebook_that_is_damaged_is_said_and_read_again_once_it_is_mended(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    session = open_session(next_pack)
    (store,) = session.earlier_stores
    run("note", "Oil the gate", "--kind", "action", "--pack", october)
    whole = store.path.read_bytes()
    store.path.write_bytes(b"<<<<<<< mine\n" + whole)
    session.refresh()
    assert session.take_messages(MergeBy.KEY) == []  # it may be half written
    for _ in range(2):
        session.refresh()
    (line,) = session.take_messages(MergeBy.KEY)
    assert line.startswith(f"{store.path}: ")
    assert line.endswith("; what was read of it before is kept here")
    assert [note.text for note, _ in session.carried(private=False)] == ["Mend the gate"]
    assert sorted(store.path.parent.glob("*.broken-*")) == []
    store.path.write_bytes(whole)
    session.refresh()
    carried = [note.text for note, _ in session.carried(private=False)]
    assert carried == ["Mend the gate", "Oil the gate"]


def test_a_day_that_is_corrected_puts_a_meeting_in_its_place_in_an_open_window(
    run: Run, october: Path, next_pack: Path
) -> None:
    run("note", "Date: 29 December 2126", "--pack", october)
    run("note", "Mend the gate", "--kind", "action", "--pack", october)
    run("note", "Made ready early", "--pack", next_pack)
    session = open_session(next_pack)
    assert session.carried(private=False) == []
    said = before_writing(session, "H", public=False, private=False)
    assert [line for line in said if "counts as later than this meeting" in line]
    (store,) = session.earlier_stores
    slip = store.path.read_text("utf-8")
    store.path.write_text(slip.replace("29 December 2126", "29 October 2026"), "utf-8")
    session.refresh()
    assert [note.text for note, _ in session.carried(private=False)] == ["Mend the gate"]
    session.notebook.add_note("Date: 3 December 2025")
    session.refresh()
    assert session.carried(private=False) == []
    assert session.earlier_stores == [store]


@pytest.mark.parametrize("series", [True, False])
def test_a_folder_copied_for_the_next_meeting_is_said_to_have_the_notes_of_the_last(
    run: Run, october: Path, tmp_path: Path, *, series: bool
) -> None:
    """Whether it is another meeting or one pack that was renamed: then nothing has to be done."""
    manifest = (october / "pack.toml").read_text("utf-8").replace("" if series else SERIES, "")
    (october / "pack.toml").write_text(manifest, "utf-8")
    run("note", "Of October", "--pack", october)
    assert run("show", "notes", "--pack", october).err == ""
    copy = tmp_path / "november"
    shutil.copytree(october, copy)
    (copy / "pack.toml").write_text(manifest.replace("Opening hours", "November"), "utf-8")
    for command in (("show", "notes"), ("note", "Of November")):
        assert "which has the same id as “November of the" in run(*command, "--pack", copy).err
    assert run("show", "notes", "--pack", copy).err == ""


def test_what_is_recorded_at_an_earlier_meeting_meanwhile_is_seen(
    run: Run, october: Path, november: Session
) -> None:
    duty = november.pack.duties[0].id
    run("note", "Who pays?", "--kind", "question", "--pack", october)
    run("tick", duty, "--pack", october)
    assert not november.notebook.is_ticked(duty)
    november.refresh()
    assert november.notebook.is_ticked(duty)
    carried = november.series.carried(local_today(), private=False)
    assert [note.text for note, _ in carried] == ["Mend the gate @Dr Ash", "Who pays?"]
    before = november.notebook.merges
    november.refresh()
    assert november.notebook.merges == before


def test_a_broken_notebook_of_an_earlier_meeting_is_not_moved_by_looking(november: Session) -> None:
    (earlier,) = november.earlier_stores
    earlier.path.write_text("broken [[[", "utf-8")
    for _ in range(3):
        november.refresh()
    assert earlier.path.read_text("utf-8") == "broken [[["


def test_what_an_older_copy_of_an_earlier_notebook_lacks_is_written_again_in_the_dialogue(
    november: Session,
) -> None:
    (october,) = november.earlier_stores
    older = october.path.read_bytes()
    dialogue = Dialogue(november)
    for line in ("actions", "1", "tick"):
        dialogue.answer(line)
    done = october.path.read_bytes()
    assert b"done = true" in done
    october.path.write_bytes(older)
    dialogue.answer("duties")
    assert october.path.read_bytes() == done
    october.path.write_bytes(older)
    assert dialogue.close() == []
    assert october.path.read_bytes() == done
