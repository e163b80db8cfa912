"""Words typed at a human pace without `/`: nothing is written that was not confirmed."""

from itertools import count
from pathlib import Path

import pytest

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
    keys, words = BOXES[box]
    async with open_desk(small_folder, notes) as desk:
        for key in keys:
            await desk.press(key)
        await desk.press(*words)
        await desk.press("enter")
        assert desk.app.focused is desk.reader
        written = [note.text for note in desk.session.notebook.notes()]
        assert words in [*written, desk.session.notebook.owner_of("measure"), "".join(written)[9:]]


async def test_a_long_note_that_is_discarded_comes_back_with_u(
    small_folder: Path, notes: Path
) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("N")
        await desk.press(*"this is what we have all agreed today")
        await desk.press("escape", "escape")
        assert desk.said == "Note discarded; u brings it back"
        assert desk.session.notebook.notes() == ()
        await desk.press("u", "u")
        assert [n.text for n in desk.session.notebook.notes()] == [
            "this is what we have all agreed today"
        ]


async def test_a_note_that_was_changed_is_left_as_it_was(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        desk.session.notebook.add_note("Ask the parish", owner="The clerk")
        (before,) = desk.session.notebook.notes()
        await desk.press("7", "e")
        await desk.press(*" about the hedge and the ponds and all", "ctrl+t", "escape")
        assert desk.shows("Keep the change?", desk.editor)
        await desk.press("escape")
        (after,) = desk.session.notebook.notes()
        assert after._replace(changed=before.changed, rev=before.rev, by=before.by) == before


async def test_q_alone_says_how_to_leave(small_folder: Path, notes: Path) -> None:
    async with open_desk(small_folder, notes) as desk:
        await desk.press("q")
        assert desk.shows("ctrl+q leaves the program")
        await desk.press("escape")
        assert desk.said == "Nothing written; ctrl+q leaves the program"
