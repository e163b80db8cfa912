"""Journeys through the form for the meeting itself."""

import re
from pathlib import Path

import pytest

from tests.small_pack import MANIFEST, write_pack, write_toml
from tests.tui.desk import open_desk


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a pack that says how many must be present."""
    folder = write_pack(tmp_path / "pack")
    write_toml(folder / "pack.toml", {**MANIFEST, "quorum": 2})
    return folder


async def test_who_is_here_is_typed_completed_counted_and_undone(folder: Path, notes: Path) -> None:
    async with open_desk(folder, notes) as desk:
        desk.session.notebook.add_note("Ask @Dr Ash", owner="Dr Ash")
        await desk.press("H")
        assert desk.shows("─ 2 needed ─")
        await desk.press("tab", "tab", "tab", *"Kim", "tab", *"dr")
        await desk.until(lambda: desk.shows("dr Ash"), "the rest of the name")
        await desk.press("right", *", Jo")
        assert desk.shows("2 named as present besides the chair, 2 needed")
        await desk.press("enter")
        assert desk.said.startswith("Attendance saved")
        assert desk.shows("Chair: Kim; Present: dr Ash, Jo")
        written = [note.text for note in desk.session.notebook.notes()]
        assert written == ["Ask @Dr Ash", "Chair: Kim\nPresent: dr Ash, Jo"]
        await desk.press("u", "u")
        assert [note.text for note in desk.session.notebook.notes()] == ["Ask @Dr Ash"]


async def test_a_column_of_names_that_is_pasted_is_a_list(folder: Path, notes: Path) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", "tab", "tab", "tab")
        await desk.paste("Dr Ash\nDr Elm\nKim Ng\n")
        assert desk.shows("3 named as present, 2 needed")
        await desk.press("enter")
        (note,) = desk.session.notebook.notes()
        assert note.text == "Present: Dr Ash, Dr Elm, Kim Ng"


async def test_a_day_that_is_none_and_votes_of_nobody_are_said_when_they_are_kept(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", *"32 December", "tab", "tab", *"Kim", "tab", *"Jo", "enter")
        assert desk.said == "Attendance saved; “32 December” is not a date I know"
        await desk.press("c", *"Yes: for 2, against 1", "enter")
        excess = "Decision saved; 3 votes, and 1 named as present besides the chair"
        assert desk.said.startswith(excess)


async def test_letters_that_the_terminal_did_not_send_in_utf_8_are_said(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", "tab", *"Caf\ufffd Elm", "enter")
        said = "\ufffd stands for what your terminal did not send in UTF-8"
        assert desk.said == f"Attendance saved; {said}"


async def test_who_is_here_by_another_window_stays_though_the_form_was_open(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", "tab", "tab", *"Kim", "tab", *"Jo")
        desk.session.notebook.add_note("Present: Dr Elm\nApologies: Dr Fir")  # as it is merged
        await desk.press("enter")
        written = "Chair: Kim\nPresent: Dr Elm, Jo\nApologies: Dr Fir"
        assert [note.text for note in desk.session.notebook.notes()] == [written]
        assert "; Present was written elsewhere too, and both are kept" in desk.said
        await desk.press("u", "u")
        (note,) = desk.session.notebook.notes()
        assert note.text == "Present: Dr Elm\nApologies: Dr Fir"


async def test_escape_from_the_form_leaves_what_another_window_wrote(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", "tab", "tab", *"Kim")
        desk.session.notebook.add_note("Present: Dr Elm")
        await desk.press("escape", "escape")
        (note,) = desk.session.notebook.notes()
        assert note.text == "Present: Dr Elm"


async def test_a_day_that_is_none_is_doubted_in_the_form(folder: Path, notes: Path) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab", *"31 Nov")
        assert desk.shows("The meeting: “31 Nov” is not a date I know ─")
        assert desk.shows("─ 2 needed ─")
        await desk.press("backspace", "backspace", "backspace", *"December")
        assert not desk.shows("not a date I know")
        await desk.press("enter")


async def test_what_is_pasted_is_one_line_and_nothing_is_written_for_nothing(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "escape")
        assert desk.session.notebook.notes() == ()
        await desk.press("H")
        await desk.paste("Board\nof\x1b]0;x\x07 November")
        await desk.press("down", "up", "enter")
        (note,) = desk.session.notebook.notes()
        assert note.text.startswith("Meeting: Board of")
        assert "\x1b" not in note.text


async def test_a_form_that_was_being_filled_in_is_opened_again_as_a_form(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", *"Board", "tab", "tab", "tab", *"Kim", "ctrl+q", "ctrl+q")
    for _ in range(2):  # it is a draft for as long as it is not kept
        async with open_desk(folder, notes) as desk:
            await desk.go_to_draft()
            await desk.press("enter")
            await desk.until(lambda: desk.shows("─ 2 needed ─"), "the form")
            assert desk.shows("esc discard?")
            assert desk.session.notebook.notes() == ()
    async with open_desk(folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter", *" of November", "enter")
        (note,) = desk.session.notebook.notes()
        assert note.text == "Meeting: Board of November\nChair: Kim"
    async with open_desk(folder, notes) as desk:
        assert desk.session.drafts() == []


async def test_a_name_is_completed_in_a_note(folder: Path, notes: Path) -> None:
    async with open_desk(folder, notes) as desk:
        desk.session.notebook.add_note("Present: Dr Ash, Jo")
        await desk.press("a", *"Ask @dr")
        await desk.until(lambda: desk.editor.suggestion == " Ash", "the rest of the name")
        await desk.press("right", "enter")
        assert desk.session.notebook.notes()[-1].text == "Ask @dr Ash"


async def test_what_is_suggested_for_an_empty_field_is_taken_by_the_right_arrow(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        await desk.press("H", "tab")
        assert re.search(
            r"Date +→ takes “\d", "\n".join(desk.rows())
        )  # or it would look like a value
        await desk.press("right")
        assert not desk.shows("→ takes “")
        await desk.press(*", 2 pm", "enter")
        (note,) = desk.session.notebook.notes()
        assert re.fullmatch(r"Date: \d\d? [A-Z][a-z]+ \d{4}, 2 pm", note.text)


async def test_escape_leaves_the_meeting_as_it_was_once_it_was_asked_for(
    folder: Path, notes: Path
) -> None:
    async with open_desk(folder, notes) as desk:
        before = desk.session.notebook.contents
        await desk.press("H", *"ow", "escape")
        assert desk.shows("Keep your changes?  enter keep  esc discard")
        await desk.press("n", "escape", "escape")
        assert desk.app.focused is desk.reader
        assert not [n for n in desk.session.notebook.notes() if n.text]
        assert desk.session.notebook.notes() == ()
        assert before.notes == {}
        await desk.press("H", *"Board", "enter")
        assert [note.text for note in desk.session.notebook.notes()] == ["Meeting: Board"]
