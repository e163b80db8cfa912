"""Every letter on every page, struck by accident: no record changes, and the way back is said."""

from itertools import count
from pathlib import Path
from string import ascii_letters

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.tui.widgets.status_row import StatusRow
from tests.tui.desk import Desk, open_desk

PAGES = {
    "overview": ["1"],
    "article": ["2", "j", "j"],
    "found": ["/", *"hedge", "enter"],
    "areas": ["4", "j"],
    "evidence": ["4", "enter", "j", "j"],
    "duties": ["5", "j"],
    "figures": ["6", "j"],
    "notes": ["7", "j"],
    "glossary": ["8", "j"],
}
"""The keys that lead to each page, and onto a row of it."""


def where(desk: Desk) -> tuple[object, ...]:
    """Return what is open, and which tab is read."""
    return desk.app.screen, desk.app.focused, desk.reader.tab


def files_beside(notes: Path) -> list[str]:
    """Return what is in the folder besides the notebook, its .bak and its lock."""
    names = (file.name for file in notes.parent.iterdir())
    return [name for name in names if not name.startswith(notes.name)]


@pytest.mark.no_cover
@pytest.mark.parametrize("page", PAGES)
async def test_a_letter_changes_no_record_and_says_how_to_come_back(
    page: str, small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        book = desk.session.notebook
        book.add_note("Ask the parish about the tape")
        book.tick("count")
        await desk.press(*PAGES[page])
        if page == "found":
            await desk.until(lambda: desk.reader.has_marks, "the passage that was found")
        book_before, place, stood = book.contents, where(desk), desk.standing
        for letter in ascii_letters:
            shown = desk.reader.shown
            await desk.press(letter)
            assert book.contents == book_before, letter
            if where(desk) != place:
                assert any("esc " in row for row in desk.rows()), letter
                for _ in range(2):
                    if where(desk) != place:
                        await desk.press("escape")
                assert (where(desk), desk.standing) == (place, stood), letter
            elif desk.reader.shown != shown:
                assert desk.said, letter
                await desk.press(letter)
            elif desk.standing != stood and letter in "jk":
                await desk.press("k" if letter == "j" else "j")
            await desk.press("ctrl+s")  # a key between, or else the next letter might confirm
    assert not files_beside(notes)


LONE_LETTERS = [
    *("blood", "budget", "contracts", "mental", "nurses", "plan", "primary"),
    *("quality", "risk", "size", "who", "workload"),
]
WORDS = [*LONE_LETTERS, "review"]
"""At the slowest a `v` is itself: it hides private notes at once."""

SLOW, SLOWEST = 0.25, 2.0
"""Seconds a letter takes: each is a key of its own, at the slowest with no other one before it."""


@pytest.mark.no_cover
@pytest.mark.parametrize("seconds", [SLOW, SLOWEST])
@pytest.mark.parametrize("page", ["overview", "article", "duties"])
async def test_a_word_typed_slowly_leaves_everything_as_it_was_once_it_is_left(
    page: str, seconds: float, small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape is pressed for as long as something else stands there, which then offers it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ccgbrief.view.typed_words.BURST_SECONDS", 0.15)
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 1.0)
    ticks = count()
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(ticks) * seconds)
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        book = desk.session.notebook
        book.add_note("Ask the parish about the tape")
        book.add_note("Who reads it?", kind=NoteKind.QUESTION)
        await desk.press(*PAGES[page])
        for word in WORDS if seconds == SLOW else LONE_LETTERS:
            stood = where(desk), desk.standing, desk.reader.shown, book.contents
            for letter in word:
                await desk.press(letter)
            for _ in range(len(word)):
                if (where(desk), desk.standing, desk.reader.shown) != stood[:3]:
                    desk.app.query_one(StatusRow).show_message("")  # as it ends by itself
                    await desk.settle()
                    assert desk.shows("esc "), (word, desk.rows()[-1])
                    await desk.press("escape")
            assert (where(desk), desk.standing, desk.reader.shown, book.contents) == stood, word
            assert not desk.shows("PUBLIC VIEW"), word
            await desk.press("ctrl+s")
    assert not files_beside(notes)


@pytest.mark.parametrize("word", ["value", "Value"])
async def test_what_the_first_letter_of_a_slow_word_has_hidden_stays_hidden(
    word: str, small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been meant as a key, and then Escape would show a room private notes."""
    ticks = count()
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(ticks) * SLOW)
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*PAGES["article"])
        stood = where(desk), desk.standing, desk.session.notebook.contents
        for letter in word:
            await desk.press(letter)
        while (where(desk), desk.standing) != stood[:2]:
            assert desk.shows("esc ")
            await desk.press("escape")
        assert desk.session.notebook.contents == stood[2]
        assert desk.reader.shown.public
        assert desk.shows("PRESENTING" if word[0] == "V" else "PUBLIC VIEW")


async def test_a_question_among_the_notes_says_how_to_come_back_at_80_columns(
    small_folder: Path, tmp_path: Path
) -> None:
    """Most can be done on its row, and `g` gives way to the key that goes back."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        desk.session.notebook.add_note("Who reads it?", kind=NoteKind.QUESTION)
        await desk.press(*PAGES["article"], "7", "j")
        assert desk.under_cursor == "Who reads it?"
        assert "n answer  / search  esc back" in desk.rows()[-1]
