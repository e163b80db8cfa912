"""Journeys: what is done quickly while people talk."""

from datetime import date
from pathlib import Path

import docx
import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.tui.widgets.note_editor import NoteEditor
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.view import tabs
from ccgbrief.view.address import section_key
from tests.tui.desk import Desk, open_desk


def minutes_in(folder: Path) -> list[Path]:
    return list(folder.glob("minutes-*"))


def quotations_in(folder: Path) -> list[Path]:
    return list(folder.glob("quotations-*"))


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


MISSING = {
    NoteKind.ACTION: "no owner (@name) and no day (by Friday) yet: e adds them",
    NoteKind.DECLARATION: "no owner (@name) and no outcome (agreed: …) yet: e adds them",
}
"""What is said of a note that names nobody and no day."""


def texts(desk: Desk) -> list[str]:
    return [note.text for note in desk.session.notebook.notes()]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("n", NoteKind.NOTE),
        ("q", NoteKind.QUESTION),
        ("a", NoteKind.ACTION),
        ("c", NoteKind.DECISION),
        ("i", NoteKind.DECLARATION),
    ],
)
async def test_each_kind_of_note_has_a_key(
    small_folder: Path, notes: Path, key: str, kind: NoteKind
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", key, *"words", "enter")
        (note,) = desk.session.notebook.notes()
        assert (note.text, note.kind, note.place) == ("words", kind, Place(duty="measure"))
        said, _, missing = desk.said.partition("; ")
        assert said == f"{kind.value.capitalize()} saved"
        assert missing == MISSING.get(kind, "")


async def test_an_action_says_in_its_own_words_who_and_by_when(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("a", *"Trim it @The clerk by 1 December 2031")
        assert desk.shows("Action for The clerk, by 1 Dec 2031, on", desk.editor)
        await desk.press("enter")
        (note,) = desk.session.notebook.notes()
        assert (note.owner, note.due) == ("The clerk", date(2031, 12, 1))


@pytest.mark.parametrize("kind", list(NoteKind))
async def test_looking_at_a_note_in_the_editor_changes_nothing_of_it(
    small_folder: Path, notes: Path, kind: NoteKind
) -> None:
    async with open_desk(small_folder, notes) as desk:
        desk.session.notebook.add_note(
            "Ask @Somebody by Friday", kind=kind, owner="The clerk", due=date(2031, 12, 1)
        )
        before = desk.session.notebook.contents
        await desk.press("7", "e")
        await desk.press("escape")
        assert desk.session.notebook.contents == before


async def test_tab_stays_in_the_note_and_in_the_text(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("tab", "tab")
        assert isinstance(desk.app.focused, Reader)
        await desk.press("N", "a", "tab", "b")
        assert isinstance(desk.app.focused, NoteEditor)
        assert desk.editor.text == "a    b"
        await desk.press("enter", "c")
        assert texts(desk) == ["a    b"]


async def test_keys_that_come_at_once_are_done_in_their_order(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"teh", "backspace", "backspace", *"he", "home", "!", "ctrl+n", "end")
        await desk.press("enter")
        assert texts(desk) == ["!\nthe"]
        await desk.press("/", *"teh", "backspace", "backspace", *"he", "left", "left", "x")
        assert desk.box.value == "txhe"


async def test_escape_asks_in_a_note_that_was_left_with_the_mouse(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "n", *"abc")
        await desk.pilot.click(desk.reader, offset=(10, 6))
        await desk.press("escape")
        assert desk.shows("Keep this note?", desk.editor)
        await desk.press("enter")
        assert not desk.app.screen.query("NoteEditor")
        assert texts(desk) == ["abc"]


async def test_every_deletion_can_be_taken_back_the_last_first(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        for word in ("one", "two"):
            await desk.press("N", *word, "enter")
        await desk.press("7", "d", "d")
        await desk.press("d", "d")
        assert len(texts(desk)) == 1, "the second press was for the note that had gone"
        await desk.press("k", "d", "d")
        assert texts(desk) == []
        await desk.press("u", "u")
        assert desk.said.startswith("Undone: Note deleted: ")
        await desk.press("u")  # pressed once more, it goes on taking back
        assert sorted(texts(desk)) == ["one", "two"]


async def test_a_note_that_was_emptied_can_be_brought_back(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"abc", "enter")
        await desk.press("7", "e")
        await desk.press("backspace", "backspace", "backspace", "enter")
        assert texts(desk) == []
        await desk.press("u", "u")
        assert texts(desk) == ["abc"]


async def test_the_only_note_on_a_passage_is_meant_when_the_cursor_is_on_the_passage(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j", "j", "n", *"one", "enter")
        assert "has become blurred" in desk.under_cursor
        await desk.press("e")
        assert desk.editor.text == "one"
        await desk.press("escape")
        await desk.press("n", *"two", "enter")
        await desk.press("d", "d")
        assert desk.said.startswith("There are several notes here")
        assert len(texts(desk)) == 2


async def test_a_note_on_one_line_of_a_duty_stands_under_that_line(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", "enter", "j", "j")
        assert desk.under_cursor == "A dry day"
        await desk.press("n", *"in May", "enter")
        keys = [block.text for block in desk.reader._view.blocks]
        assert keys[keys.index("A dry day") + 1] == "in May"
        await desk.press("escape")
        assert "A dry day" not in [block.text for block in desk.reader._view.blocks]
        assert desk.shows("in May", desk.reader)


async def test_a_figure_leads_to_the_passage_with_its_number(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("6", "enter")
        assert desk.reader.tab == "first-paper"
        assert "120" in desk.under_cursor


async def test_a_figure_is_copied_with_its_bars_and_its_source(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("6", "y")
        lines = desk.app.clipboard.splitlines()
        assert lines[0] == "Yards trimmed"
        assert lines[1].endswith("60 (worked out, not stated)")
        assert lines[-1].endswith("Source: A. Author, “Who tends the hedge”, The Paper, 2015.")


async def test_escape_without_a_way_back_folds_what_is_open(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", "enter", "j", "j", "j")
        await desk.press("escape")
        assert desk.under_cursor == "Measure the hedge"
        assert section_key("measure", 2) not in [block.key for block in desk.reader._view.blocks]


async def test_copies_that_a_sync_program_left_are_taken_in(
    small_folder: Path, notes: Path
) -> None:
    copy = notes.with_name("notes (conflicted copy).toml")
    async with open_desk(small_folder, copy) as other:
        other.session.notebook.tick("count")
        other.session.notebook.add_note("from the other side")
    async with open_desk(small_folder, notes) as desk:
        assert desk.session.notebook.ticked() == {}
        await desk.press("M", "M")
        assert desk.said.startswith("Merged from notes (conflicted copy).toml: 2 ticks")
        assert list(desk.session.notebook.ticked()) == ["count"]
        assert texts(desk) == ["from the other side"]
        await desk.press("M", "M")
        assert desk.said.startswith("No copy of the notebook")


async def test_minutes_are_written_in_the_format_that_the_settings_choose(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "config.toml"
    settings.write_text('minutes = "docx"\n')
    async with open_desk(small_folder, notes, settings=settings) as desk:
        desk.session.notebook.add_note("Buy shears")
        await desk.press("x", "x")
        await desk.until(lambda: desk.said.startswith("Minutes written: "), "the minutes")
    (file,) = minutes_in(tmp_path)
    assert "Buy shears" in [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


async def test_minutes_that_cannot_be_made_are_said_with_the_way_out(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ccgbrief.minutes.office.libreoffice", lambda: None)
    async with open_desk(small_folder, notes) as desk:
        await desk.press("x", "6")
        await desk.until(lambda: "LibreOffice, which is not installed" in desk.said, "the reason")
    assert minutes_in(tmp_path) == []


async def test_a_filter_is_completed_while_it_is_typed(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("/", *"is:quo")
        await desk.until(lambda: bool(desk.box._suggestion), "a suggestion")
        await desk.press("tab")
        assert desk.box.value.strip() == "is:quote"


async def test_the_box_is_empty_while_one_reads_and_has_the_last_search_again(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        assert desk.rows()[1].lstrip().startswith("/ search")
        await desk.press("/")
        assert desk.box.value == "hawthorn"


async def test_the_last_line_offers_the_keys_of_what_is_being_done(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        assert "g go to" in desk.rows()[-1]
        await desk.search("hawthorn")
        assert "1 found" in desk.rows()[-1]
        assert "enter go there" in desk.rows()[-1]
        await desk.press("escape")
        await desk.press("N")
        assert "ctrl+t kind" in desk.rows()[-1]
        await desk.press("escape")
        assert desk.reader.tab == tabs.OVERVIEW


async def test_n_on_a_question_writes_its_answer_and_one_u_takes_both_back(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"who pays", "ctrl+t", "enter")
        await desk.press("7")
        assert "who pays" in desk.under_cursor
        await desk.press("n", *"we do")
        assert desk.shows("question: who pays", desk.editor)
        await desk.press("enter")
        assert desk.said == "Answer saved; space on the question opens it again"
        assert desk.shows("answer: we do")
        assert desk.shows("[x]")
        await desk.press("u", "u")
        assert desk.said == "Undone: Note written: we do"
        assert texts(desk) == ["who pays"]
        assert not desk.shows("[x]")
        await desk.press("ctrl+r")
        assert desk.shows("answer: we do")
        assert desk.shows("[x]")


async def test_passages_are_picked_out_copied_together_and_written(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_desk(small_folder, notes) as desk:
        await desk.press("z")
        assert desk.said.startswith("z selects passages")
        await desk.press("2", "j", "j", "z", "j", "z")
        assert desk.said.startswith("2 passages selected; y copies them")
        assert desk.shows("»")
        await desk.press("y")
        assert desk.said.startswith("2 passages sent to the clipboard")
        assert desk.app.clipboard.count("The Paper, 2015") == 2
        await desk.press("Z", "Z")
        assert desk.said.startswith("2 passages written: ")
        await desk.press("Z")
        assert desk.said.startswith("Z again writes 2 selected passages into a new file in ")
        await desk.press("z", "k", "z")
        assert desk.said == "No passage is selected"
    assert len(quotations_in(tmp_path)) == 1


async def test_the_key_for_minutes_offers_the_formats_and_remembers_the_one_taken(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "config.toml"
    async with open_desk(small_folder, notes, settings=settings) as desk:
        await desk.press("x")
        assert desk.shows("1 Markdown   2 HTML   3 JSON   4 Word")
        assert desk.shows("enter or x Markdown  esc back")
        assert desk.shows("Nobody is recorded as present; esc, then H, records who is")
        await desk.press("escape")
        assert minutes_in(tmp_path) == []
        await desk.press("H", "tab", "tab", "tab", "tab", *"Dr Ash", "enter")
        await desk.press("x")
        assert desk.shows("Write the minutes")
        assert not desk.shows("Nobody is recorded")
        await desk.press("2")
        assert desk.said.startswith("Minutes written: ")
        await desk.press("x")
        assert desk.shows("enter or x HTML  esc back")
        await desk.press("enter")
    assert [file.suffix for file in minutes_in(tmp_path)] == [".html", ".html"]
    assert 'minutes = "html"' in settings.read_text("utf-8")


async def test_a_word_that_begins_with_the_key_for_minutes_is_searched_for(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*"xylem")
        assert desk.box.value == "xylem"
    assert minutes_in(tmp_path) == []
