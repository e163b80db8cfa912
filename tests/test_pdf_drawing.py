"""Pages drawn in a process of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from ccgbrief import pdf_drawing
from ccgbrief.errors import UserError
from ccgbrief.page_labels import distinct_labels
from ccgbrief.pdf_drawing import MOST_PIXELS, DrawnPage, draw_page
from tests.paged_pack import COLOURS, HEIGHT, WIDTH, write_pdf


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of three pages."""
    made = tmp_path_factory.mktemp("pages") / "paper with a space.pdf"
    write_pdf(made)
    return made


def pixel(drawn: DrawnPage, x: int, y: int) -> tuple[int, ...]:
    """Return red, green and blue of a pixel."""
    at = y * drawn.stride + 3 * x
    return tuple(drawn.pixels[at : at + 3])


@pytest.mark.parametrize(("label", "place"), [("iv", 0), ("7", 1), ("8", 2)])
def test_a_page_is_found_by_what_is_printed_on_it(file: Path, label: str, place: int) -> None:
    drawn = draw_page(file, label, (400, 280))
    assert (drawn.place, drawn.pages, drawn.label) == (place, 3, label)
    assert drawn.points == (WIDTH, HEIGHT)
    assert drawn.size == (200, 280), "the whole page fits the room"
    assert pixel(drawn, 50, 140) == COLOURS[label]
    assert pixel(drawn, 150, 140) == (255, 255, 255)


@pytest.mark.parametrize(("page", "place"), [("nowhere", 0), ("", 0), (1, 1), (99, 2), (-1, 0)])
def test_a_page_that_is_not_there_is_the_nearest(file: Path, page: str | int, place: int) -> None:
    assert draw_page(file, page, (100, 100)).place == place


def test_a_page_is_drawn_as_closely_as_asked_but_never_without_end(file: Path) -> None:
    assert draw_page(file, 0, (10, 10), 2.5).size == (500, 700)
    width, height = draw_page(file, 0, (10, 10), 1e6).size
    assert width * height <= 1.01 * MOST_PIXELS


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all", b"\0" * 1000])
def test_a_file_that_cannot_be_drawn_is_one_line(tmp_path: Path, data: bytes) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data)
    with pytest.raises(UserError, match=r"broken\.pdf could not be drawn: it is damaged or locked"):
        draw_page(broken, 0, (100, 100))
    with pytest.raises(UserError, match=r"gone\.pdf could not be drawn"):
        draw_page(tmp_path / "gone.pdf", 0, (100, 100))


def test_a_page_that_takes_too_long_is_given_up(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_drawing, "PATIENCE", 0.0)
    with pytest.raises(UserError, match=r"could not be drawn \(TimeoutExpired\)"):
        draw_page(file, 0, (100, 100))


def test_without_pdfium_it_says_what_to_install(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise ImportError\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}")
    with pytest.raises(UserError, match=r"needs PDFium; install it with: pip install"):
        draw_page(file, 0, (100, 100))


def test_drawing_is_imported_by_nothing_that_does_not_draw() -> None:
    code = "import ccgbrief.cli, ccgbrief.view.keys, sys; print('pypdfium2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_labels_count_only_where_they_tell_every_page_from_the_others() -> None:
    assert distinct_labels(["i", "ii", "1"]) == ["i", "ii", "1"]
    assert distinct_labels(["1", "2", "1"]) == ["1", "2", "3"]
    assert distinct_labels(["i", None, ""]) == ["1", "2", "3"]
