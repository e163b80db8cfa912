"""Words typed at a human pace without `/`: nothing is written that was not confirmed."""

from itertools import count
from pathlib import Path

import pytest

from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.view import tabs
from tests.tui.desk import Desk, open_desk

WORDS = (
    """
quality|budget|minutes|summer|committee|measure|address|annual accounts|conflicts of interest
quorum|nurse|action|agenda|area team|access|balance|barometer|bed|board|care homes|chair|clinical
commissioning|contract|delete|diabetes|duty of candour|emergency|estates|evidence|finance|funding
governance|hedge|hospital|improvement|insight|joint|keep|legal|mental health|merger|money|NHS
network|nobody knows who owns it|older people|outcomes|owner|patients|pay|primary care|practice
public|question|quarter|risk register|safety|staff survey|status|summary|trust|undo|urgent care
value|visit|ward|waiting times|workforce|xmas|zero tolerance|Minutes|Merger|Not yet|How many|Zoo
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

PLACES = {
    "overview": [],
    "article": ["2", "j", "j"],
    "note": ["7", "j"],
    "duty": ["5", "j"],
}

SLOW = 100
"""Times slower than a person everything goes here: a busy machine must not make a pause of it."""

PACE = 0.3 * SLOW
"""Seconds a letter takes somebody who looks at the keyboard."""


@pytest.fixture(autouse=True)
def human_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys for those of a word as the program does, and let each take as long as it may."""
    monkeypatch.setattr("ccgbrief.view.typed_words.BURST_SECONDS", 0.15 * SLOW)
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 1.0 * SLOW)
    monkeypatch.setattr("ccgbrief.view.typed_words.PHRASE_SECONDS", 4.0 * SLOW)
    monkeypatch.setattr("ccgbrief.view.typed_words.LONE_WORDS", 1)
    ticks = count()
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(ticks) * PACE)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the notebook is, in an own folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes.toml"


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in the files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def prepare(folder: Path, notes: Path) -> None:
    async with open_desk(folder, notes) as desk:
        book = desk.session.notebook
        book.add_note("Ask the parish about the tape")
        book.tick("count")


@pytest.mark.no_cover
@pytest.mark.parametrize("place", PLACES)
async def test_words_typed_without_slash_leave_no_record(
    place: str, small_folder: Path, notes: Path
) -> None:
    await prepare(small_folder, notes)
    before = contents(notes.parent)
    async with open_desk(small_folder, notes) as desk:
        for words in WORDS:
            await desk.press(*PLACES[place])
            for letter in words:
                await desk.press(letter)
            await leave(desk)
            assert not desk.session.store.unsaved, words
    assert contents(notes.parent) == before


@pytest.mark.parametrize(
    ("keys", "draft"),
    [
        (["N", *"urse"], "urse"),
        (["a", *"genda item"], "genda item"),
        (["5", "j", *"workload"], "orkload"),
        (["H", *"unt"], "Meeting: unt"),
        (["7", "j", *"evidence"], "Ask the parish about the tapevidence"),
    ],
)
async def test_a_pause_within_such_a_word_leaves_no_record_either(
    keys: list[str], draft: str, small_folder: Path, notes: Path, home: Path
) -> None:
    """What was typed so far is saved by then, in a file of its own."""
    await prepare(small_folder, notes)
    before, kept = contents(notes.parent), home / "state"

    def drafts() -> list[str]:
        return [file.read_text("utf-8") for file in kept.rglob("*-draft.toml")]

    async with open_desk(small_folder, notes) as desk:
        await desk.press(*keys)
        await desk.until(lambda: any(draft in text for text in drafts()), "the draft")
        await desk.press("enter")
        await leave(desk)
        await desk.until(lambda: not drafts(), "the end of the draft")
        assert not desk.session.store.unsaved
        assert "saved" not in desk.said
    assert contents(notes.parent) == before
    assert not [file for file in kept.rglob("*.toml") if draft in file.read_text("utf-8")]


def everything_in(home: Path) -> list[bytes]:
    return [file.read_bytes() for file in home.rglob("*") if file.is_file()]


def drafts_in(home: Path) -> list[Path]:
    return list(home.rglob("*-draft.toml"))


def draft_in(home: Path) -> tuple[Path, bytes]:
    """Return the file of the draft, and what is in it."""
    (file,) = home.rglob("*-draft.toml")
    return file, file.read_bytes()


async def test_what_was_being_written_when_the_machine_died_is_offered_again(
    small_folder: Path, notes: Path, home: Path
) -> None:
    await prepare(small_folder, notes)
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"urse to call back")
        await desk.until(lambda: any(home.rglob("*-draft.toml")), "the draft")
        file, draft = draft_in(home)
        await leave(desk)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(draft)
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter")
        assert desk.editor.text == "urse to call back"
        assert "urse to call back" not in [n.text for n in desk.session.notebook.notes()]
        await desk.press("enter")
        assert "urse to call back" in [n.text for n in desk.session.notebook.notes()]
        assert not desk.shows("was being written")
    assert not drafts_in(home)


@pytest.mark.parametrize(
    ("keys", "asks"),
    [
        (["N", *"urse"], "Keep this note?"),
        (["5", *"who"], "Keep this name? enter keeps, esc discards"),
        (["H", *"unt"], "Keep your changes?"),
    ],
)
async def test_leaving_with_something_unconfirmed_on_the_screen_asks_and_escape_discards_it(
    keys: list[str], asks: str, small_folder: Path, notes: Path, home: Path
) -> None:
    await prepare(small_folder, notes)
    before = contents(notes.parent)
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*keys, "ctrl+q")
        await desk.until(lambda: desk.shows(asks), "the question")
        assert desk.app.is_running
        assert not desk.shows("until enter keeps it")
        await desk.press("escape")
        assert not desk.app.is_running or desk.app._exit
    assert contents(notes.parent) == before
    assert not drafts_in(home)


async def write_in(box: str, desk: Desk) -> str:
    """Open a box by its keys and type into it; return what."""
    keys, words = BOXES[box]
    for key in keys:
        await desk.press(key)
    await desk.press(*words)
    return words


@pytest.mark.parametrize("over", [["f1"], ["/", *"hedge"], ["ctrl+p"], ["4"], []])
@pytest.mark.parametrize("box", ["editor", "owner"])
async def test_leaving_asks_about_what_is_written_below_or_beside_whatever_is_open(
    over: list[str], box: str, small_folder: Path, notes: Path, home: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        words = await write_in(box, desk)
        desk.app.screen.set_focus(desk.reader)
        await desk.press(*over)
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.shows("eep"), "the question")
        await desk.press(*" now")
        assert desk.shows(f"{words} now")
        await desk.press("enter")
        assert desk.app.focused is desk.reader
        assert desk.shows("Saved") or desk.said
        assert not desk.app._exit
        written = [note.text for note in desk.session.notebook.notes()]
        assert f"{words} now" in [*written, desk.session.notebook.owner_of("measure")]
    assert not drafts_in(home)


async def test_leaving_with_help_over_the_form_asks_there(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("H")
        await desk.press(*"Board", "f1")
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.shows("Keep your changes?"), "the question")
        await desk.press("enter")
        await desk.until(lambda: desk.app._exit, "the end")
    (note,) = desk.session.notebook.notes()
    assert note.text == "Meeting: Board"


@pytest.mark.parametrize("opener", ["H", "n", "N", "a", "w"])
@pytest.mark.parametrize("box", ["editor", "owner"])
async def test_a_second_box_is_not_opened_beside_one_that_is_left_open(
    opener: str, box: str, small_folder: Path, notes: Path, home: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        words = await write_in(box, desk)
        desk.app.screen.set_focus(desk.reader)
        await desk.press("5", opener)
        assert desk.said == "Finish this first: enter keeps it"
        await desk.until(lambda: words.encode() in b"".join(everything_in(home)), "the draft")
        await desk.press("enter")
        written = [note.text for note in desk.session.notebook.notes()]
        assert [*written, desk.session.notebook.owner_of("measure")].count(words) == 1


async def test_a_name_that_is_nowhere_in_go_to_is_searched_for(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*"gzzq")
        assert desk.shows("enter searches for “gzzq”")
        await desk.press("enter")
        assert desk.box.value == "gzzq"
        await desk.press("escape", "g", *"p999", "enter")
        assert desk.box.value == "p999"


async def leave(desk: Desk) -> None:
    """Press Escape until the overview is read again."""
    for _ in range(4):
        await desk.press("escape")
    await desk.press("1")
    assert desk.app.focused is desk.reader, desk.rows()


BOXES = {
    "editor": (["N"], "Agreed today"),
    "owner": (["5", "w"], "The clerk"),
    "meeting": (["H"], "Board"),
    "search": (["/"], "hedge"),
    "go to": (["g"], "hedge"),
    "contents": (["2", "t"], "who"),
    "key prompt": (["ctrl+p", *"change a key: bookmark", "enter"], ""),
    "palette": (["ctrl+p"], "theme: light"),
    "help": (["question_mark"], ""),
    "comparison": (["4", "enter", "b"], ""),
}
"""Every box, the keys that open it and what is typed into it."""

WRITES = {"editor", "owner", "meeting"}
"""Those of which Enter leaves a record."""


@pytest.mark.parametrize("box", BOXES)
async def test_escape_leaves_every_box_without_a_record(
    box: str, small_folder: Path, notes: Path
) -> None:
    keys, words = BOXES[box]
    async with open_desk(small_folder, notes) as desk:
        for key in keys:
            await desk.press(key)
        opened = desk.app.screen, desk.app.focused
        assert opened[1] is not desk.reader, box
        await desk.press(*words)
        for _ in range(2):
            if (desk.app.screen, desk.app.focused) == opened:
                await desk.press("escape")
        assert desk.app.focused is desk.reader
        assert desk.session.notebook.notes() == ()
        assert not desk.session.notebook.owner_of("measure")


@pytest.mark.parametrize("box", sorted(WRITES))
async def test_enter_keeps_what_was_typed_in_every_box(
    box: str, small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        words = await write_in(box, desk)
        await desk.press("enter")
        assert desk.app.focused is desk.reader
        written = [note.text for note in desk.session.notebook.notes()]
        assert words in [*written, desk.session.notebook.owner_of("measure"), "".join(written)[9:]]


async def test_a_long_note_is_nowhere_until_it_is_kept(
    small_folder: Path, notes: Path, home: Path
) -> None:
    """Not in the notebook, its .bak or the copy of the day, nor as something deleted."""
    await prepare(small_folder, notes)
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N")
        await desk.press(*"this is what we have all agreed today")
        await desk.until(lambda: bool(drafts_in(home)), "the draft")
        await desk.press("space")
        await desk.press("5", "x", "escape", "escape")
        assert desk.said == "Note discarded; u u opens it again"
        await desk.press("5", "m", "m")
        await desk.until(lambda: not desk.session.store.unsaved, "a save of something else")
        await desk.until(lambda: not drafts_in(home), "the end of the draft")
        assert len(desk.session.notebook.contents.notes) == 1
    kept = b"".join([*contents(notes.parent).values(), *everything_in(home)])
    assert b"Ask the parish" in kept
    assert b"agreed" not in kept


@pytest.mark.parametrize("undo", [["u", "u"], ["ctrl+z"]])
async def test_undo_opens_a_discarded_note_again_as_a_draft(
    undo: list[str], small_folder: Path, notes: Path, home: Path
) -> None:
    words = "this is what we have all agreed today"
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N")
        await desk.press(*words)
        await desk.press("escape", "escape")
        for _ in range(2):
            assert desk.said == "Note discarded; u u opens it again"
            await desk.press(*undo)
            assert desk.editor.text == words
            assert not desk.session.store.unsaved
            await desk.until(lambda: bool(drafts_in(home)), "the draft")
            await desk.press("escape", "escape")
            await desk.press("ctrl+y")
            assert not desk.session.notebook.contents.notes
            await desk.until(lambda: not drafts_in(home), "the end of the draft")
            await desk.press("N", *words, "escape", "escape")
    assert not contents(notes.parent)
    assert not any(b"agreed" in data for data in everything_in(home))


async def test_a_note_that_was_changed_is_left_as_it_was(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        desk.session.notebook.add_note("Ask the parish", owner="The clerk")
        (before,) = desk.session.notebook.notes()
        await desk.press("7", "e")
        await desk.press(*" about the hedge and the ponds and all", "ctrl+t", "escape")
        assert desk.shows("Keep the change?", desk.editor)
        await desk.press("escape")
        assert desk.said == "The note has not changed; u u opens the change again"
        assert desk.session.notebook.notes() == (before,)
        await desk.press("u", "u")
        assert desk.session.notebook.notes() == (before,)
        assert desk.shows("Question on", desk.editor)
        await desk.press("enter")
        (after,) = desk.session.notebook.notes()
        assert after.text == "Ask the parish about the hedge and the ponds and all"
        await desk.press("u", "u")
        (after,) = desk.session.notebook.notes()
        assert (after.text, after.owner) == (before.text, before.owner)


@pytest.mark.parametrize("typed", ["quit", "uit", "exit", "Q", ":wq"])
async def test_no_question_is_made_of_a_word_to_leave(
    typed: str, small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("q", *typed, "enter")
        assert desk.said == "Nothing written; ctrl+q leaves the program"
        assert desk.session.notebook.notes() == ()


async def test_q_alone_says_how_to_leave(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("q")
        assert desk.shows("ctrl+q leaves the program")
        await desk.press("escape")
        assert desk.said == "Nothing written; ctrl+q leaves the program"


@pytest.mark.parametrize("keys", [["q"], ["5", "w"]])
async def test_a_second_escape_before_the_box_is_gone_does_nothing(
    keys: list[str], small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*keys)
        screen = desk.app.screen
        assert isinstance(screen, MainScreen)
        box = screen.notes.box
        assert box
        for _ in range(2):
            await box.run_action("leave")
        await desk.settle()
        assert desk.app.focused is desk.reader
        assert desk.app.is_running


async def test_a_pause_after_the_first_letter_of_a_word_makes_no_note_of_its_rest(
    small_folder: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare(small_folder, notes)
    before = contents(notes.parent)
    ticks = count()
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(ticks) * 1e6)
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*"quality", "enter")
        assert desk.shows("Keep this question? enter keeps, esc discards")
        await desk.press("escape")
        assert desk.said == "Question discarded; u u opens it again"
    assert contents(notes.parent) == before


@pytest.mark.parametrize("keys", [["N", *"urse"], ["5", *"who"], ["H", *"unt"]])
async def test_what_was_left_unanswered_is_no_record_and_is_offered_again_to_be_discarded(
    keys: list[str], small_folder: Path, notes: Path, home: Path
) -> None:
    """It is not kept for want of an answer, and not lost either."""
    await prepare(small_folder, notes)
    before = contents(notes.parent)
    async with open_desk(small_folder, notes) as desk:
        await desk.press(*keys)
        await desk.until(lambda: any(home.rglob("*-draft.toml")), "the draft")
        await desk.press("ctrl+q")
        await desk.press("ctrl+q")
        session = desk.session
    session.save()
    assert contents(notes.parent) == before
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter")
        await desk.press("escape", "escape")
        assert not desk.shows("was being")
    assert contents(notes.parent) == before
    assert not drafts_in(home)


async def test_a_note_is_no_record_while_the_question_whether_to_keep_it_is_open(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"Not this one after all, I think", "escape")
        assert desk.shows("esc discards")
        await desk.press("ctrl+q")
        session = desk.session
    session.save()
    assert session.notebook.notes() == ()
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()


async def test_a_note_that_is_kept_at_the_end_leaves_no_draft(
    small_folder: Path, notes: Path, home: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"Ring the auditors")
        await desk.until(lambda: any(home.rglob("*-draft.toml")), "the draft")
        await desk.press("ctrl+q")
        assert desk.shows("Keep this note?", desk.editor)
        await desk.press("enter")
        assert desk.app._exit
        session = desk.session
    session.save()
    assert not drafts_in(home)
    async with open_desk(small_folder, notes) as desk:
        assert [note.text for note in desk.session.notebook.notes()] == ["Ring the auditors"]
        assert not desk.shows("was being written")


async def test_a_word_with_g_in_it_is_searched_for(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        for letter in "hedge":
            await desk.press(letter)
        assert desk.box.value == "hedge"


async def test_leaving_right_after_enter_leaves_no_draft(
    small_folder: Path, notes: Path, home: Path
) -> None:
    """Before the timer that saves has come."""
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"Ring the auditors")
        await desk.until(lambda: bool(drafts_in(home)), "the draft")
        await desk.press("enter", "ctrl+q")
        session = desk.session
    session.save()
    assert not drafts_in(home)
    assert [note.text for note in session.notebook.notes()] == ["Ring the auditors"]


async def test_a_word_that_is_thrown_away_leads_back_to_where_it_began(
    small_folder: Path, notes: Path
) -> None:
    """Its `o` leads to the notes, and its `a` begins an action there."""
    async with open_desk(small_folder, notes) as desk:
        await desk.press("2", "j")
        where = (desk.reader.tab, desk.under_cursor)
        for letter in "workload":
            await desk.press(letter)
        assert desk.reader.tab == tabs.NOTES
        await desk.press("escape", "escape")
        assert (desk.reader.tab, desk.under_cursor) == where
        assert not desk.session.store.unsaved


@pytest.mark.parametrize(
    ("pieces", "is_offered"),
    [
        (("qu", "ality"), True),
        (("pr", "imary care"), False),
        (("primary n", "urse"), False),
        (("bri", "ng care"), False),
    ],
)
async def test_a_word_that_was_typed_with_a_pause_is_offered_as_a_search(
    pieces: tuple[str, str],
    is_offered: bool,
    small_folder: Path,
    notes: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter([at for n, piece in enumerate(pieces) for at in _times(piece, n)])
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(times, 1e6))
    async with open_desk(small_folder, notes) as desk:
        for letter in "".join(pieces):
            await desk.press(letter)
        await desk.press("enter")
        assert desk.shows("Keep this", desk.editor)
        assert desk.shows(f"/ searches for “{''.join(pieces)}” instead") is is_offered
        assert desk.shows("searches for") is is_offered
        await desk.press("/" if is_offered else "escape")
        assert desk.box.value == ("".join(pieces) if is_offered else "")
        assert not desk.session.store.unsaved


def _times(piece: str, number: int) -> list[float]:
    """Return when the keys of a piece come, which is a pause after the one before."""
    return [number * 3.6 * SLOW + at * PACE for at, _ in enumerate(piece)]


async def test_the_words_of_a_private_draft_are_not_shown_and_not_offered_in_public(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N", *"about Dr Ash alone", "ctrl+g")
        await desk.press("ctrl+q", "ctrl+q")
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()
        assert desk.shows("A private note was being written", desk.reader)
        assert not desk.shows("Ash")
        await desk.press("v")
        assert not desk.shows("was being written", desk.reader)
        await desk.press("up", "v", "v")
        await desk.go_to_draft()
        await desk.press("enter", "enter")
        (note,) = desk.session.notebook.notes(private=True)
        assert (note.text, note.private) == ("about Dr Ash alone", True)


async def test_of_two_drafts_each_is_answered_on_its_own(
    small_folder: Path, notes: Path, home: Path
) -> None:
    files = {}
    for words in ("Ask the parish", "Ring the clerk"):
        async with open_desk(small_folder, notes) as desk:
            await desk.press("N", *words)
            await desk.press("ctrl+q", "ctrl+q")
        file, files[words] = draft_in(home)
        file.rename(home / f"{words}.kept")
    for words, data in files.items():
        (file.parent / f"{file.stem[:-12]}{words[:3]}-draft.toml").write_bytes(data)
    async with open_desk(small_folder, notes) as desk:
        await desk.go_to_draft()
        await desk.press("enter", "escape", "escape")
        assert len(desk.session.drafts()) == 1
        await desk.go_to_draft()
        await desk.press("enter", "enter")
        assert desk.session.drafts() == []
        assert len(desk.session.notebook.notes()) == 1
    assert not drafts_in(home)


async def test_ten_words_are_not_offered_as_a_search(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("n")
        await desk.press(*"we should ask the parish about all of its ponds today")
        await desk.press("escape")
        assert desk.shows("Keep this note? enter keeps, esc discards", desk.editor)
        assert not desk.shows("searches for", desk.editor)
