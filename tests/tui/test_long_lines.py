"""Notes with long lines: the editor breaks them, the notebook never sees it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.paths import shipped_pack
from ccgbrief.view.note_draft import LONGEST_LINE, LongLines
from tests.tui.desk import open_desk
from tests.tui.test_writing import texts

WORDS = " ".join(f"word {number}" for number in range(2_000))

pieces = st.sampled_from(["a", " ", "word ", "⤶", "⤶\n", "\n", "é", WORDS, "x" * 3_000])


@given(st.lists(pieces, max_size=12).map("".join))
def test_a_text_that_is_broken_has_short_lines_and_comes_back_whole(text: str) -> None:
    lines = LongLines(text)
    broken = lines.broken(text)
    assert max(map(len, broken.split("\n"))) <= LONGEST_LINE + 1
    assert lines.whole(broken) == text


def test_lines_are_broken_between_words() -> None:
    first, *_ = LongLines(WORDS).broken(WORDS).split("\n")
    assert first.endswith(" ⤶")


async def test_a_note_in_one_long_line_is_edited_in_short_ones(tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(shipped_pack(), notes) as desk:
        await desk.press("N")
        await desk.paste(WORDS)
        await desk.press("!")
        desk.editor.move_cursor((0, 0))
        await desk.press("A")
        assert max(map(len, desk.editor.document.lines)) <= LONGEST_LINE + 2
        assert desk.editor.draft.text == f"A{WORDS}!"
        desk.editor.select_all()
        desk.editor.action_copy()
        assert desk.app.clipboard == f"A{WORDS}!"
        desk.editor.action_paste()
        await desk.press("?", "enter")
    async with open_desk(shipped_pack(), notes) as desk:
        assert texts(desk) == [f"A{WORDS}!?"]
