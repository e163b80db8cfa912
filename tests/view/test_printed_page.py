"""Which page is looked at, how closely, and how the terminal and the system can show it."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook import Place
from ccgbrief.pack import Pack, read_pack
from ccgbrief.view import printed_page
from ccgbrief.view.article import article_blocks
from ccgbrief.view.blocks import Block
from ccgbrief.view.printed_page import (
    CELL,
    Answers,
    Graphics,
    Original,
    PageView,
    begun,
    offer,
    open_original,
    original_of,
    viewer_command,
    why_no_pictures,
)
from ccgbrief.view.view_state import ViewState
from tests import paged_pack
from tests.small_pack import empty_notebook

A4 = (595.0, 842.0)


@pytest.fixture
def paged(tmp_path: Path) -> Pack:
    """The pack of one paper with pages, and a brief that was never a file."""
    return read_pack(paged_pack.write_pack(tmp_path / "pack"))


def block_with(pack: Pack, words: str) -> Block:
    blocks = article_blocks(pack.articles[0], ViewState(pack, empty_notebook()))
    return next(block for block in blocks if words in block.text)


@pytest.mark.parametrize(
    ("words", "label"), [("The paper", "iv"), ("begins", "iv"), ("seven", "7"), ("eight", "8")]
)
def test_the_page_is_that_of_what_is_under_the_cursor(paged: Pack, words: str, label: str) -> None:
    original = original_of(paged, "paper", block_with(paged, words))
    assert isinstance(original, Original)
    assert original.file == paged.folder / "originals" / "paper.pdf"
    assert (original.title, original.label, original.is_drawn) == ("The paper", label, True)


def test_a_note_leads_to_the_page_of_the_words_it_is_on(paged: Pack) -> None:
    on_words = Block("note", "text", place=Place(article="paper", words="Words of page eight."))
    original = original_of(paged, "notes:", on_words)
    assert isinstance(original, Original)
    assert original.label == "8"


def test_what_is_of_no_paper_has_no_page(paged: Pack) -> None:
    nothing = "P shows the page that a passage of a paper is printed on: open a paper first"
    assert original_of(paged, "overview:", None) == nothing
    assert original_of(paged, "overview:", Block("k", "words")) == nothing
    assert original_of(paged, "brief", None) == (
        "There is no page to show: no original of “The brief” is kept in originals"
    )


def test_an_original_that_is_no_pdf_is_known_and_not_drawn(tmp_path: Path) -> None:
    pack = read_pack(paged_pack.write_pack(tmp_path / "pack", "paper.docx"))
    original = original_of(pack, "paper", None)
    assert isinstance(original, Original)
    assert (original.file.name, original.is_drawn) == ("paper.docx", False)


def test_a_pack_without_originals_has_none(small: Pack) -> None:
    assert isinstance(original_of(small, small.articles[0].id, None), str)


def test_the_first_look_is_at_the_whole_page_and_the_next_at_its_whole_width() -> None:
    view = PageView(A4, (800, 440))
    assert view.size == pytest.approx((311, 440), abs=1)
    assert view.closer(1).size[0] == pytest.approx(800)
    assert view.closer(2).size[0] == pytest.approx(1200)
    assert view.closer(1).closer(-1) == view
    assert view.closer(-1) == view


def test_a_page_that_is_wider_than_the_screen_is_whole_at_its_whole_width() -> None:
    assert PageView((842, 100), (400, 400)).closer(1).size[0] == pytest.approx(600)


def test_the_middle_of_what_is_seen_stays_when_looking_closer() -> None:
    view = PageView(A4, (800, 440)).closer(2).moved(0, 1).moved(0, 1)
    left, top, right, bottom = view.part((1200, 1698))
    nearer = view.closer(1)
    size = tuple(round(each) for each in nearer.size)
    inner = nearer.part((size[0], size[1]))
    assert (inner[0] + inner[2]) / 2 / size[0] == pytest.approx((left + right) / 2 / 1200, abs=0.01)
    assert (inner[1] + inner[3]) / 2 / size[1] == pytest.approx((top + bottom) / 2 / 1698, abs=0.01)


def test_arrows_move_by_a_part_of_the_screen_and_stop_at_the_edges() -> None:
    view = PageView(A4, (800, 440)).closer(2)._replace(down=0.0)
    assert view.moved(0, 1).part((1200, 1698))[1] == pytest.approx(132, abs=1)
    for right, down, edge in ((-1, 0, 0), (0, -1, 1), (1, 0, 2), (0, 1, 3)):
        moved = view
        for _ in range(40):
            moved = moved.moved(right, down)
        assert moved.part((1200, 1698))[edge] == (0, 0, 1200, 1698)[edge]


SIDE = st.floats(1, 5000)
PIXELS = st.integers(1, 4000)


@given(SIDE, SIDE, PIXELS, PIXELS, st.lists(st.sampled_from("+-<>v^"), max_size=20))
def test_what_is_seen_is_always_of_the_page_and_in_the_room(
    width: float, height: float, columns: int, rows: int, keys: list[str]
) -> None:
    view = PageView((width, height), (columns, rows))
    for key in keys:
        moves = {"<": (-1, 0), ">": (1, 0), "^": (0, -1), "v": (0, 1)}
        view = view.moved(*moves[key]) if key in moves else view.closer(1 if key == "+" else -1)
        size = (max(round(view.size[0]), 1), max(round(view.size[1]), 1))
        left, top, right, bottom = view.part(size)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert right - left <= columns
        assert bottom - top <= rows


KITTY_OK = "\x1b_Gi=31;OK\x1b\\"


def answered(*answers: str) -> Answers:
    found = Answers()
    for answer in answers:
        found = found.take(answer)
    return found


def test_a_terminal_is_known_by_its_answers() -> None:
    assert answered(KITTY_OK, "\x1b[6;18;9t", "\x1b[?62;4c") == (Graphics.KITTY, (9, 18), True)
    assert answered("\x1b[6;18;9t", "\x1b[?62;4;22c") == (Graphics.SIXEL, (9, 18), True)
    assert answered("\x1b[?62;22c") == (Graphics.HALF_BLOCKS, CELL, True)
    assert answered("\x1b[?4;1c").graphics is Graphics.HALF_BLOCKS, "the first number is its class"
    assert answered("\x1b_Gi=31;EINVAL\x1b\\") == (Graphics.HALF_BLOCKS, CELL, False)
    assert answered("\x1b[6;0;0t", "anything").cell == CELL


def test_half_blocks_begin_with_the_width_of_a_page_and_pictures_with_the_whole() -> None:
    room = (80, 42)
    assert begun(A4, room, Graphics.HALF_BLOCKS).size[0] == pytest.approx(80)
    assert begun(A4, room, Graphics.KITTY).size[1] == pytest.approx(42)
    landscape, wide = (842.0, 595.0), (50, 42)
    assert begun(landscape, wide, Graphics.HALF_BLOCKS).level == 0, "all of it has its width"


def test_a_viewer_is_offered_where_there_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    file = Path("originals") / "paper.pdf"
    assert offer(file, {"DISPLAY": ":0"}) == "enter opens it in the system’s viewer"
    assert offer(file, {}) == f"the original is {file}"


def test_where_no_picture_can_be_shown_it_says_why() -> None:
    assert why_no_pictures({"TERM": "xterm"}) == ""
    assert "NO_COLOR" in why_no_pictures({"TERM": "xterm", "NO_COLOR": ""})
    for term in ({}, {"TERM": "linux"}, {"TERM": "dumb"}):
        assert why_no_pictures(term) == "This terminal shows no pictures"
    away = {"TERM": "xterm", "SSH_TTY": "/dev/pts/1"}
    assert why_no_pictures(away) == why_no_pictures(away, Graphics.SIXEL) == ""
    assert why_no_pictures(away, Graphics.HALF_BLOCKS).endswith("over ssh")
    assert why_no_pictures({"TERM": "xterm"}, Graphics.HALF_BLOCKS) == ""


@pytest.mark.parametrize(
    ("default", "command"),
    [
        ("org.gnome.Evince.desktop", ["evince", "--page-index=7", "/a b.pdf"]),
        ("org.kde.okular.desktop", ["okular", "--page=7", "/a b.pdf"]),
        ("org.pwmt.zathura.desktop", ["zathura", "--page=7", "/a b.pdf"]),
        ("mupdf.desktop", ["mupdf", "/a b.pdf", "7"]),
    ],
)
def test_a_viewer_that_takes_a_page_is_given_it(default: str, command: list[str]) -> None:
    assert viewer_command(Path("/a b.pdf"), 7, default) == (command, True)


@pytest.mark.parametrize(
    ("platform", "program"), [("linux", "xdg-open"), ("darwin", "open"), ("win32", "explorer")]
)
def test_another_viewer_opens_the_file(
    platform: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    file = Path("/a b.pdf")
    assert viewer_command(file, 7, "firefox.desktop") == ([program, str(file)], False)
    assert viewer_command(file, 0, "evince.desktop") == ([program, str(file)], False)


@pytest.mark.skipif(sys.platform != "linux", reason="the viewer is found in another way there")
def test_opening_says_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, begun = tmp_path / "paper.pdf", list[list[str]]()
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert open_original(file, 3) == f"There is no viewer here; the original is {file}"
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(printed_page, "start_apart", lambda command: begun.append(list(command)))
    (tmp_path / "xdg-mime").write_text("#!/bin/sh\necho okularApplication_pdf.desktop\n")
    (tmp_path / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert open_original(file, 3) == "Opened: paper.pdf at page 3"
    assert open_original(file.with_suffix(".docx")) == "Opened: paper.docx"
    assert begun == [
        ["okular", "--page=3", str(file)],
        ["xdg-open", str(file.with_suffix(".docx"))],
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="the viewer is found in another way there")
def test_a_system_without_viewers_says_where_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = open_original(tmp_path / "paper.pdf", 3)
    assert said.startswith("paper.pdf could not be opened (")
    assert said.endswith(f"; it is {tmp_path / 'paper.pdf'}")
