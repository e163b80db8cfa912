"""Journeys: the page of a paper as it is printed, in a terminal that has half blocks only."""

from pathlib import Path

import pytest

from ccgbrief.tui.screens.printed_page import PageScreen
from ccgbrief.tui.textual_patches import TerminalAnswered
from ccgbrief.tui.widgets.terminal_picture import PagePicture
from ccgbrief.view.printed_page import Answers
from tests import paged_pack
from tests.tui.desk import Desk, open_desk


@pytest.fixture
def paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the pack, in a terminal that has colours and is here."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return paged_pack.write_pack(tmp_path / "pack")


def page_of(desk: Desk) -> PageScreen:
    assert isinstance(desk.app.screen, PageScreen)
    return desk.app.screen


async def drawn(desk: Desk, said: str) -> None:
    """Wait until a page is drawn, and nothing more is."""
    await desk.until(lambda: said in desk.rows()[-1] and not page_of(desk)._busy, said)
    await desk.settle()


def colours(desk: Desk) -> dict[tuple[int, int, int], int]:
    """Return how many cells have each colour of the pages, or white."""
    counts: dict[tuple[int, int, int], int] = {}
    for strip in desk._strips(desk.app.screen.query_one(PagePicture)):
        for segment in strip:
            if segment.style and segment.style.color and segment.text == "▀":
                triplet = segment.style.color.get_truecolor()
                found = (triplet.red, triplet.green, triplet.blue)
                counts[found] = counts.get(found, 0) + 1
    return counts


RED, GREEN, BLUE = paged_pack.COLOURS.values()


async def test_the_page_under_the_cursor_is_shown_turned_and_left(
    paged: Path, tmp_path: Path
) -> None:
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "end")
        assert desk.under_cursor == "Words of page eight."
        before = desk.standing
        await desk.press("P")
        await drawn(desk, "p. 8 (3 of 3)")
        assert desk.rows()[0].strip() == "The paper"
        seen = colours(desk)
        assert seen[BLUE] > 100
        assert seen[255, 255, 255] > 100
        await desk.press("pageup")
        await drawn(desk, "p. 7 (2 of 3)")
        assert colours(desk)[GREEN] == seen[BLUE]
        await desk.press("pageup", "pageup", "pageup")
        await drawn(desk, "p. iv (1 of 3)")
        assert colours(desk)[RED] == seen[BLUE]
        await desk.press("escape")
        assert desk.standing == before
        assert desk.shows("Words of page eight.", desk.reader)


async def test_it_can_be_looked_at_more_closely_and_moved_over(paged: Path, tmp_path: Path) -> None:
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await drawn(desk, "p. iv (1 of 3)")
        wide = colours(desk)
        await desk.press("-")
        await drawn(desk, "p. iv (1 of 3)")
        whole = colours(desk)
        assert wide[RED] > 2 * whole[RED]
        await desk.press(*["+"] * 3, "right", "right", "right", "right")
        await drawn(desk, "p. iv (1 of 3)")
        assert RED not in colours(desk), "the right half of the page is white"
        await desk.press(*["left"] * 8)
        await drawn(desk, "p. iv (1 of 3)")
        assert (255, 255, 255) not in colours(desk)
        await desk.press(*["-"] * 5)
        await drawn(desk, "p. iv (1 of 3)")
        assert colours(desk) == whole


async def test_half_blocks_fill_the_width_and_say_that_they_are_coarse(
    paged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await drawn(desk, "p. iv (1 of 3)")
        rows = desk.rows()
        assert rows[1].strip() == (
            "This terminal draws pages roughly; enter opens it in the system’s viewer"
        )
        assert all(row == "▀" * 80 for row in rows[2:23])
        top = colours(desk)
        await desk.press(*["down"] * 9)
        await drawn(desk, "p. iv (1 of 3)")
        assert colours(desk) == top, "the page has the same two halves further down"


async def test_without_a_viewer_the_path_of_the_original_is_whole_above_a_coarse_page(
    paged: Path, tmp_path: Path
) -> None:
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await drawn(desk, "p. iv (1 of 3)")
        above = [row for row in desk.rows()[1:-1] if "▀" not in row]
        path = str(paged / "originals" / "paper.pdf")
        assert path in "".join(row.strip() for row in above).replace(" ", "")
        assert colours(desk)[RED] > 100


async def test_a_resize_draws_the_page_for_the_new_room(paged: Path, tmp_path: Path) -> None:
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await drawn(desk, "p. iv (1 of 3)")
        small = sum(colours(desk).values())
        await desk.resize(140, 40)
        await drawn(desk, "p. iv (1 of 3)")
        await desk.until(lambda: sum(colours(desk).values()) > 2 * small, "a larger page")


async def test_without_colours_one_line_offers_the_viewer(
    paged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        assert desk.shows("NO_COLOR is set: no pictures are shown; the original is")
        assert desk.rows()[-1].strip() == "enter original  esc back"
        await desk.press("+", "down", "pagedown", "enter")
        original = paged / "originals" / "paper.pdf"
        await desk.until(lambda: desk.shows("There is no viewer here; the original is"), "viewer")
        assert original.name in "".join(desk.rows())
        await desk.press("escape")
        assert desk.shows("How it begins", desk.reader)


async def test_over_ssh_without_pictures_one_line_says_so(
    paged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    monkeypatch.setenv("DISPLAY", ":0")
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await desk.until(lambda: desk.shows("shows no pictures over ssh; enter opens it"), "why")


async def test_an_article_that_was_never_a_file_says_so(paged: Path, tmp_path: Path) -> None:
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("3", "P")
        assert desk.said.startswith("There is no page to show: no original of “The brief” is kept")
        await desk.press("1", "P")
        assert desk.said.startswith("P shows the page that a passage of a paper is printed on")


async def test_a_paper_that_is_no_pdf_is_opened_by_its_own_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    folder = paged_pack.write_pack(tmp_path / "pack", "paper.docx")
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        assert desk.shows("Only pages of a PDF can be shown; this one is paper.docx; the original")


async def test_a_damaged_original_is_one_line(paged: Path, tmp_path: Path) -> None:
    (paged / "originals" / "paper.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await desk.until(lambda: desk.shows("paper.pdf could not be drawn: it is damaged"), "why")
        await desk.press("escape")
        assert desk.shows("How it begins", desk.reader)


async def test_an_answer_of_the_terminal_is_taken_in_once(
    paged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take(answers: Answers, answer: str) -> Answers:
        taken.append(answer)
        return answers

    monkeypatch.setattr(Answers, "take", take)
    async with open_desk(paged, tmp_path / "notes.toml") as desk:
        await desk.press("2", "P")
        await drawn(desk, "p. iv (1 of 3)")
        desk.app.post_message(TerminalAnswered("\x1b[?62;22c"))
        await desk.settle()
        assert taken == ["\x1b[?62;22c"]
