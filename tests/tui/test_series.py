"""Journeys through meetings of one series: what one leaves open is done in a later one."""

from pathlib import Path

import pytest
import tomli_w

from ccgbrief import paths
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.session import open_session
from ccgbrief.view import tabs
from tests.small_pack import MANIFEST, write_pack
from tests.tui.desk import open_desk


@pytest.fixture
def meetings(tmp_path: Path) -> dict[str, tuple[Path, Path]]:
    """Return the folder and the notebook's file of two meetings of one board."""
    made = {}
    for name in ("october", "november"):
        folder = write_pack(tmp_path / name)
        manifest = {**MANIFEST, "id": name, "title": f"Board of {name}", "series": "board"}
        (folder / "pack.toml").write_text(tomli_w.dumps(manifest), "utf-8")
        made[name] = folder, tmp_path / "notes" / f"{name}.toml"
    session = open_session(*made["october"])
    book = session.notebook
    book.add_note("Trim the hedge", kind=NoteKind.ACTION, owner="Clerk")
    book.add_note("Who pays?", kind=NoteKind.QUESTION)
    book.add_note("Trim in May", kind=NoteKind.DECISION, place=Place(area="trimming"))
    book.tick("count")
    session.store.close()
    return made


async def test_what_an_earlier_meeting_left_open_is_done_in_the_next_and_undone(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    folder, notes = meetings["november"]
    async with open_desk(folder, notes) as desk:
        await desk.until(lambda: desk.shows("Trim the hedge"), "the action")
        assert desk.shows("from Board of october")
        desk.reader.open_tab(tabs.NOTES)
        await desk.press("end", "k", "k")
        assert desk.under_cursor == "Trim the hedge"
        await desk.press("space")
        assert desk.said == "Done: Trim the hedge"
        assert desk.shows("[x] Trim the hedge")
        for key in ("e", "d"):
            await desk.press("j", "k", key)
            assert desk.said.startswith("It belongs to “Board of october”: open that pack")
        await desk.press("u", "u")
        assert desk.shows("[ ] Trim the hedge")
        await desk.press("ctrl+r")
        assert desk.shows("[x] Trim the hedge")
        (october,) = desk.session.series.meetings
        await desk.until(lambda: not october.store.unsaved, "the earlier notebook saved")
    again = open_session(*meetings["october"])
    done = {note.text: note.done for note in again.notebook.notes()}
    assert done == {"Trim the hedge": True, "Who pays?": False, "Trim in May": False}
    assert not notes.exists()


async def test_a_tick_that_an_older_copy_of_an_earlier_notebook_lacks_is_written_again(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    """Such as one that a sync program puts in its place: nothing may be lost by a kill then."""
    october = meetings["october"][1]
    older = october.read_bytes()
    async with open_desk(*meetings["november"]) as desk:
        desk.reader.open_tab(tabs.NOTES)
        await desk.press("end", "k", "k", "space")
        await desk.until(lambda: b"done = true" in october.read_bytes(), "the tick saved")
        copy = october.with_name("copy")
        copy.write_bytes(older)
        copy.replace(october)
        await desk.until(lambda: b"done = true" in october.read_bytes(), "the tick again")


async def test_a_broken_earlier_notebook_is_left_alone_until_something_is_written_there(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    october = meetings["october"][1]
    async with open_desk(*meetings["november"]) as desk:
        await desk.until(lambda: bool(desk.session.earlier_stores), "the earlier meeting")
        broken = october.read_bytes() + b"[["
        october.write_bytes(broken)
        await desk.until(lambda: "what was read of it before" in desk.said, "the line")
        await desk.settle()
        assert october.read_bytes() == broken


async def test_what_an_earlier_meeting_left_open_is_found_and_gone_to(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    async with open_desk(*meetings["november"]) as desk:
        await desk.press("slash", *"is:action hedge")
        await desk.until(lambda: desk.shows("action · from Board of october"), "the result")
        await desk.press("enter")
        assert desk.reader.tab == tabs.NOTES
        assert desk.under_cursor == "Trim the hedge"


async def test_what_an_earlier_meeting_decided_is_found_and_belongs_to_it(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    async with open_desk(*meetings["november"]) as desk:
        await desk.press("slash", *"trim in may")
        await desk.until(lambda: desk.shows("decision · from Board of october"), "the result")
        await desk.press("enter")
        assert desk.reader.tab == tabs.NOTES
        assert desk.under_cursor == "Trim in May"
        assert desk.shows("Decided at earlier meetings")
        for key in ("e", "d", "space"):
            await desk.press("k", "j", key)
            assert desk.said == "It belongs to “Board of october”: open that pack to change it"


async def test_a_question_of_an_earlier_meeting_is_answered_in_its_own_notebook(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    folder, notes = meetings["november"]
    async with open_desk(folder, notes) as desk:
        desk.reader.open_tab(tabs.NOTES)
        await desk.press("end", "k")
        assert desk.under_cursor == "Who pays?"
        await desk.press("n", *"The parish", "enter")
        assert desk.said.startswith("Answer saved")
        assert desk.shows("answer: The parish")
        (october,) = desk.session.series.meetings
        await desk.until(lambda: not october.store.unsaved, "the earlier notebook saved")
        await desk.press("N", *"of this meeting", "enter")
        assert [note.text for note in desk.session.notebook.notes()] == ["of this meeting"]
    again = open_session(*meetings["october"]).notebook
    (question,) = (note for note in again.notes() if note.kind is NoteKind.QUESTION)
    assert question.done
    assert [answer.text for answer in again.answers(question)] == ["The parish"]


async def test_positions_and_duties_of_an_earlier_meeting_stand_until_they_are_changed(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    folder, notes = meetings["november"]
    async with open_desk(folder, notes) as desk:
        desk.reader.open_tab(tabs.AREAS)
        await desk.settle()
        assert desk.shows("Position: Trim in May")
        assert desk.shows("from Board of october")
        assert list(desk.session.notebook.ticked()) == ["count"]
        desk.session.notebook.untick("count")
    assert list(open_session(*meetings["october"]).notebook.ticked()) == ["count"]
    assert list(open_session(*meetings["november"]).notebook.ticked()) == []


async def test_a_broken_notebook_of_the_series_is_said_at_the_start(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    _, broken = meetings["october"]
    broken.write_bytes(broken.read_bytes() + b"[[")
    async with open_desk(*meetings["november"]) as desk:
        await desk.until(
            lambda: "nothing from “Board of october” is shown" in desk.said, "the line"
        )


async def test_what_cannot_be_saved_in_an_earlier_notebook_is_said(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    _, earlier = meetings["october"]
    folder, notes = meetings["november"]
    async with open_desk(folder, notes) as desk:
        earlier.unlink()
        earlier.mkdir()
        desk.reader.open_tab(tabs.NOTES)
        await desk.press("end", "k", "k", "space")
        await desk.until(lambda: "not saved" in desk.said, "the failure")
        await desk.until(lambda: desk.shows("NOT SAVED"), "the mark")
        await desk.press("ctrl+s")
        assert "what enter keeps" not in desk.said.lower()
        earlier.rmdir()
        await desk.until(lambda: "october.toml: everything is saved again" in desk.said, "success")
        await desk.until(lambda: not desk.shows("NOT SAVED"), "no mark")
    assert b"done = true" in earlier.read_bytes()


async def test_an_earlier_notebook_that_cannot_be_read_is_reported_at_the_start(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    folder, notes = meetings["november"]
    october = meetings["october"][1]
    text = october.read_text("utf-8")
    october.write_text(f"{text}\n[ticked\n", "utf-8")
    async with open_desk(folder, notes) as desk:
        await desk.until(
            lambda: "nothing from “Board of october” is shown" in desk.said, "a report"
        )


async def test_an_answer_that_a_crash_cut_off_is_brought_back_into_the_notebook_of_its_question(
    meetings: dict[str, tuple[Path, Path]],
) -> None:
    folder, notes = meetings["november"]
    async with open_desk(folder, notes) as desk:
        desk.reader.open_tab(tabs.NOTES)
        await desk.press("end", "k", "n", *"The parish")
        (october,) = desk.session.earlier_stores

        def drafts() -> list[Path]:
            return list(paths.state_folder().rglob("october-*-draft.toml"))

        await desk.until(lambda: any("The parish" in d.read_text("utf-8") for d in drafts()))
        (draft,) = drafts()
        cut_off = draft.read_bytes()
        await desk.press("escape", "escape")
        await desk.until(lambda: not drafts(), "the discarded draft gone")
        assert not october.unsaved
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(cut_off)
    offer = "“The parish” was being written when the program ended, and not kept"
    assert offer in "\n".join(open_session(*meetings["october"]).store.take_messages())
    async with open_desk(folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter", "enter")
        assert desk.said == "Answer saved; space on the question opens it again"
        (october,) = desk.session.earlier_stores
        await desk.until(lambda: not october.unsaved, "the earlier notebook saved")
        assert desk.session.notebook.notes() == ()
    again = open_session(*meetings["october"]).notebook
    (question,) = (note for note in again.notes() if note.kind is NoteKind.QUESTION)
    assert [answer.text for answer in again.answers(question)] == ["The parish"]
    assert question.done
    assert not notes.exists()
