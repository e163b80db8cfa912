"""Journeys: ticking, noting, marking, copying; and finding it all again after a restart."""

import asyncio
import re
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.paths import shipped_pack
from ccgbrief.tui.widgets.note_editor import NoteEditor
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view import tabs
from tests.small_pack import write_pack
from tests.tui.desk import LARGE, NORMAL, SMALL, Desk, open_desk

TITLE = "“Clinical commissioning risks losing its way”"

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


def texts(desk: Desk) -> list[str]:
    return [note.text for note in desk.session.notebook.notes()]


def read(file: Path) -> bytes:
    return file.read_bytes()


def write(file: Path, data: bytes) -> bytes:
    file.write_bytes(data)
    return data


def minutes_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("minutes-*.md"), key=lambda file: len(file.name))


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


@SIZES
async def test_a_tick_is_there_after_a_restart(notes: Path, size: tuple[int, int]) -> None:
    async with open_desk(shipped_pack(), notes, size) as desk:
        await desk.press("7", "j", "space")
        assert desk.said == "Ticked: Award new contracts"
        assert desk.shows("1 of 7 duties", desk.reader) or size == SMALL
    async with open_desk(shipped_pack(), notes, size) as desk:
        await desk.press("7", "j")
        assert desk.shows("[x] Award new contracts", desk.reader)
        await desk.press("space")
        assert desk.said == "Unticked: Award new contracts"
    async with open_desk(shipped_pack(), notes, size) as desk:
        await desk.press("7", "j")
        assert desk.shows("[ ] Award new contracts", desk.reader)


async def test_a_key_and_the_space_after_it_in_one_burst_tick_what_the_key_went_to(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", "j", "space")
        assert list(desk.session.notebook.ticked()) == ["count"]


async def test_an_article_is_marked_as_read_wherever_the_cursor_is_in_it(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j", "j", "space")
        assert desk.said == "Marked as read: Hedge"
        await desk.press("1")
        assert desk.shows("[x] Who tends the hedge", desk.reader)
        assert desk.shows("1 of 2 articles read", desk.reader)


@SIZES
async def test_a_note_needs_no_key_to_be_saved(
    small_folder: Path, notes: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, notes, size) as desk:
        await desk.press("2", "j", "j", "n")
        await desk.press(*"Ask the parish", "enter")
        await desk.until(
            lambda: notes.exists() and b"Ask the parish" in read(notes),
            "the note in the file",
        )
    async with open_desk(small_folder, notes, size) as desk:
        assert texts(desk) == ["Ask the parish"]
        await desk.press("2", "j", "j", "j")
        assert desk.under_cursor == "Ask the parish"


@pytest.mark.parametrize("end", [[], ["ctrl+q", "ctrl+q"]], ids=["ended", "left"])
async def test_what_is_typed_while_the_app_ends_is_a_draft_after_a_restart(
    small_folder: Path, notes: Path, end: list[str]
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"one two three four five six", *end)
    assert not any(notes.parent.glob("notes*"))
    async with open_desk(small_folder, notes) as desk:
        assert texts(desk) == []
        await desk.go_to_draft()
        await desk.press("enter", "enter")
        assert texts(desk) == ["one two three four five six"]


async def test_a_draft_of_a_change_leaves_what_was_put_right_by_hand_meanwhile(
    small_folder: Path, notes: Path
) -> None:
    """P7."""
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j", "j", "n", *"Ask the parish", "enter")
        await desk.press("e")
        await desk.press(*" today", "ctrl+q", "ctrl+q")
    write(notes, read(notes).replace(b"Ask the parish", b"Ask the county"))
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter", "enter")
        await desk.until(lambda: "both kept" in desk.said, "what is said of two texts")
        assert texts(desk) == ["Ask the county", "Ask the parish today"]


async def test_keys_that_follow_n_in_one_burst_are_written(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("n", *"q 3/?")
        assert desk.editor.text == "q 3/?"
        assert texts(desk) == []
        await desk.press("enter")
        assert texts(desk) == ["q 3/?"]
        assert desk.reader.tab == tabs.OVERVIEW


async def test_what_enter_kept_stays_when_the_key_for_the_next_note_comes_in_one_read_with_it(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N")
        await desk.press(*"Alpha opened it")
        await desk.press("enter", "N")
        await desk.press(*"Beta")
        await desk.press(*" was said at length")
        await desk.press("enter", *"NGamma was said", "enter")
        assert texts(desk) == ["Alpha opened it", "Beta was said at length", "Gamma was said"]
        await desk.press("2", *"fr")  # a word, and no key of it is obeyed
        assert len(texts(desk)) == 3


@pytest.mark.no_cover
@pytest.mark.parametrize("opened", ["N", "w", "H"])
async def test_keys_act_in_their_order_however_late_the_next_ones_come(
    opened: str, small_folder: Path, notes: Path
) -> None:
    """The next ones come after more and more of what the ones before lead to."""
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", "j")
        for steps in range(1, 70, 3):
            desk.send(opened, *f"First {steps} it is", "enter", *"NSecon")
            for _ in range(steps):
                await asyncio.sleep(0)
            await desk.press(*f"d {steps} it was", "enter")
            assert texts(desk)[-1] == f"Second {steps} it was"
            assert desk.reader.tab == tabs.DUTIES
        assert desk.session.notebook.contents.ticked.keys() <= {"count"}


async def test_keys_in_one_read_with_enter_are_no_part_of_a_name_or_of_the_form(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("H", *"Board", "enter", *"NAlpha was said", "enter")
        assert texts(desk) == ["Meeting: Board", "Alpha was said"]
        await desk.press("5", "j", "w", *"Kim", "enter", *"NBeta was said", "enter")
        assert texts(desk) == ["Meeting: Board", "Alpha was said", "Beta was said"]
        assert desk.session.notebook.owner_of("count") == "Kim"


@SIZES
async def test_enter_keeps_the_note_under_its_passage_and_goes_back_to_reading(
    small_folder: Path, notes: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, notes, size) as desk:
        await desk.press("2", "j", "j", "n")
        await desk.press(*"Ask", "enter")
        assert desk.app.focused is desk.reader
        assert desk.said == "Note saved"
        assert "has become blurred" in desk.under_cursor
        assert desk.shows("¶ Ask", desk.reader)
        (note,) = desk.session.notebook.notes()
        assert note.place.article == "first-paper"
        assert note.place.words.startswith("Responsibility for the hedge")


async def test_an_empty_note_leaves_nothing(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("n")
        await desk.press("space", "escape")
        assert desk.said == "Nothing written"
        assert texts(desk) == []


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["1", "n"], Place()),
        (["2", "n"], Place(article="first-paper")),
        (["2", "N"], Place()),
        (["4", "n"], Place(area="trimming")),
        (["5", "j", "n"], Place(duty="count")),
        (["5", "enter", "j", "n"], Place(duty="measure", words="A tape of fifty yards")),
    ],
)
async def test_a_note_hangs_on_what_is_under_the_cursor(
    small_folder: Path, notes: Path, keys: list[str], place: Place
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*keys)
        await desk.press(*"act", "enter")
        assert [note.place for note in desk.session.notebook.notes()] == [place]


async def test_the_editor_says_what_the_note_hangs_on(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5", "n")
        assert desk.shows("Note on duty: Measure the hedge", desk.editor)
        assert desk.shows("until enter keeps it", desk.editor)


async def test_a_note_can_become_any_kind_and_private(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"who pays")
        kinds = []
        for _ in NoteKind:
            await desk.press("ctrl+t")
            kinds.append(desk.editor.draft.kind)
        assert kinds == [*list(NoteKind)[1:], NoteKind.NOTE]
        await desk.press("ctrl+t", "ctrl+g")
        assert desk.shows("Private question on the meeting", desk.editor)
        await desk.press("enter")
        (note,) = desk.session.notebook.notes(private=True)
        assert (note.text, note.kind, note.private) == ("who pays", NoteKind.QUESTION, True)


async def test_a_note_of_several_lines_is_shown_in_lines(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"one", "ctrl+n", *"two", "enter")
        await desk.press("7")
        rows = [row for row in desk.rows(desk.reader) if "one" in row or "two" in row]
        assert len(rows) == 2


async def test_a_note_can_be_changed_with_enter_and_with_e(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "n", *"not on", "enter")
        await desk.press("j", "enter")
        assert desk.editor.text == "not on"
        await desk.press(*"e", "enter")
        assert texts(desk) == ["not one"]
        await desk.press("e")
        await desk.press(*"!", "enter")
        assert texts(desk) == ["not one!"]
        assert desk.under_cursor == "not one!"


async def test_e_and_d_away_from_any_note_say_so(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        for key in "ed":
            await desk.press(key)
            assert desk.said.startswith("There is no note under the cursor; n writes")
        await desk.press("u", "u")
        assert texts(desk) == []


async def test_a_deleted_note_is_gone_and_u_brings_it_back(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "n", *"keep me", "enter")
        await desk.press("j", "d", "d")
        assert texts(desk) == []
        assert not desk.shows("keep me", desk.reader)
        await desk.press("u", "u")
        assert texts(desk) == ["keep me"]
        assert desk.shows("keep me", desk.reader)
    async with open_desk(small_folder, notes) as desk:
        assert texts(desk) == ["keep me"]


async def test_a_note_whose_words_were_taken_out_is_gone(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "n", *"abc", "enter")
        await desk.press("j", "e")
        await desk.press("backspace", "backspace", "backspace", "enter")
        assert texts(desk) == []
    async with open_desk(small_folder, notes) as desk:
        assert texts(desk) == []


async def test_only_one_note_is_open_at_a_time(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "n", "a")
        await desk.pilot.click(desk.reader, offset=(10, 6))
        assert isinstance(desk.app.focused, Reader)
        await desk.press("n")
        assert isinstance(desk.app.focused, NoteEditor)
        assert desk.editor.text == "a"


async def test_a_bookmark_is_a_sign_in_the_margin_and_on_the_overview(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j", "j", "m", "m")
        assert desk.said.startswith("Bookmarked: “Responsibility for the hedge")
        assert any(row.startswith("▌♦") for row in desk.rows(desk.reader))
    async with open_desk(small_folder, notes) as desk:
        while desk.reader.current and not str(desk.reader.current.key).startswith("bookmark/"):
            await desk.press("j")
        await desk.press("enter")
        assert "has become blurred" in desk.under_cursor
        await desk.press("m", "m")
        assert desk.said.startswith("Bookmark removed")
        assert desk.session.notebook.bookmarks() == ()


async def test_a_passage_is_copied_with_its_citation(notes: Path) -> None:
    async with open_desk(shipped_pack(), notes) as desk:
        await desk.search("owns primry care")
        await desk.press("enter")
        await desk.press("y")
        assert desk.app.clipboard == (
            "“nobody really knowing who owns primary care” — A practice manager, to the Nuffield "
            f"Trust and King’s Fund researchers; Richard Vize, {TITLE}, The Guardian, 2015"
        )
        assert "“nobody really knowing" in desk.said


async def test_the_public_view_hides_private_notes_until_it_is_left(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        on = Place(article="first-paper")
        desk.session.notebook.add_note("for me alone", place=on, private=True)
        desk.session.notebook.add_note("for everybody", place=on)
        await desk.press("2")
        assert desk.shows("for me alone", desk.reader)
        await desk.press("v")
        assert not desk.shows("for me alone")
        assert desk.shows("for everybody", desk.reader)
        assert desk.shows("PUBLIC VIEW")
        await desk.press("v")
        assert desk.said == "v again shows private notes"
        assert not desk.shows("for me alone")
        await desk.press("v")
        assert desk.shows("for me alone", desk.reader)
        assert not desk.shows("PUBLIC VIEW")


async def test_minutes_are_written_where_the_reader_is_and_leave_out_what_is_hidden(
    small_folder: Path, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_desk(small_folder, notes) as desk:
        desk.session.notebook.add_note("for me alone", private=True)
        await desk.press("x", "x")
        assert "1 private note left out" in desk.said
        await desk.press("x")
        assert desk.shows("1 private note left out; ctrl+g includes private notes")
        await desk.press("ctrl+g", "enter")
        assert "holds 1 note, 1 private" in desk.said
        await desk.press("v", "x")
        assert not desk.shows("private note")
        await desk.press("x")
    written = minutes_in(tmp_path)
    assert [re.sub(r"\d{4}-\d\d-\d\d", "DAY", file.name) for file in written] == [
        "minutes-DAY.md",
        "minutes-DAY-public.md",
        "minutes-DAY-private.md",
    ]
    assert ["for me alone" in file.read_text(encoding="utf-8") for file in written] == [
        False,
        False,
        True,
    ]


async def test_what_another_copy_writes_is_seen(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("5")
        async with open_desk(small_folder, notes) as other:
            other.session.notebook.tick("measure")
        await desk.until(lambda: desk.shows("[x] Measure the hedge"), "the other copy's tick")


async def test_a_notebook_of_a_newer_format_is_shown_and_not_written_in(
    small_folder: Path, notes: Path
) -> None:
    newer = write(notes, b'format = 99\npack = "small"\n')
    async with open_desk(small_folder, notes) as desk:
        assert "newer format 99" in desk.said
        await desk.press("v")
        await desk.press("v", "5", "space")
        desk.app.screen.query_one(StatusRow).show_message("")
        await desk.settle()
        assert desk.shows("READ ONLY")
    assert read(notes) == newer


async def test_pasted_text_passes_the_gate_and_stands_there_once(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N")
        await desk.paste("a\x1b]0;t\x07b\u202e\r\nc")
        await desk.press("enter")
        assert texts(desk) == ["a␛]0;t␇b\ufffd\nc"]


@SIZES
async def test_what_was_pasted_can_be_undone_though_it_is_higher_than_the_box(
    small_folder: Path, notes: Path, size: tuple[int, int]
) -> None:
    lines = "\n".join(f"line {number}" for number in range(60))
    async with open_desk(small_folder, notes, size) as desk:
        await desk.press("N", *"above ")
        await desk.paste(lines)
        await desk.press("ctrl+z")
        assert desk.editor.text == "above "
        await desk.press("ctrl+y")
        assert desk.editor.text == f"above {lines}"
        await desk.press("!")
        assert desk.editor.text == f"above {lines}!"


@SIZES
async def test_a_message_is_shown_whole_with_its_file_and_its_cure(
    small_folder: Path, notes: Path, size: tuple[int, int]
) -> None:
    write(notes, b"this is no notebook")
    async with open_desk(small_folder, notes, size) as desk:
        await desk.until(lambda: "notes.toml.broken-" in desk.said, "where it is kept")
        await desk.settle()
        together = "".join(row.strip() for row in desk.rows())
        assert desk.said.startswith(str(notes))
        assert "notes.toml.broken-" in desk.said
        assert desk.said.replace(" ", "") in together.replace(" ", "")
        assert desk.rows()[-1].endswith("? help")


async def test_a_long_note_unfolds_by_enter_and_folds_again_by_escape(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        desk.session.notebook.add_note("A word after another. " * 900)
        await desk.press("7")
        assert desk.shows("enter shows all", desk.reader)
        await desk.press("enter")
        assert len(desk.under_cursor) > 19_000
        assert not desk.shows("enter shows all", desk.reader)
        await desk.press("escape")
        assert desk.shows("enter shows all", desk.reader)


@pytest.mark.parametrize(
    "text", ["⚠\ufe0f", "👩🏽\u200d💻", "می\u200cخواهم", "क्\u200dष", "e\u0301", ENGLAND]
)
async def test_emoji_joiners_and_marks_typed_key_by_key_are_kept_whole(
    small_folder: Path, notes: Path, text: str
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *text, "enter", "enter")
        assert texts(desk) == [text]


async def test_a_note_on_a_passage_that_is_gone_is_attached_to_another_by_one_key(
    tmp_path: Path, notes: Path
) -> None:
    folder = write_pack(tmp_path / "pack")
    paper = folder / "articles" / "first-paper.md"
    async with open_desk(folder, notes) as desk:
        await desk.press("2", "j", "j", "n")
        await desk.press(*"Ask", "enter")
    before = paper.read_text(encoding="utf-8")
    gone = "Responsibility for the hedge has become blurred between the parish and the county.\n\n"
    assert gone in before
    paper.write_text(before.replace(gone, ""), encoding="utf-8")
    async with open_desk(folder, notes) as desk:
        await desk.press("2", "end", "r", "r")
        assert desk.said == "Note picked up: r on a passage attaches it there"
        await desk.press("home", "j", "j", "r", "r")
        assert desk.said.startswith("Attached to “")
        assert "hawthorn" in desk.said
        (note,) = desk.session.notebook.notes()
        assert note.place.words == "“nobody knows who trims the hawthorn”"
