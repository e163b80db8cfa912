"""Every letter on every page, struck by accident: no record changes, and the way back is said."""

from pathlib import Path
from string import ascii_letters

import pytest

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
