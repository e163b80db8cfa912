"""The page as a browser shows and prints it; skipped where there is no Chromium."""

import os
import re
import shutil
import subprocess
import zlib
from datetime import date
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.html import as_html
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from tests.minutes.conftest import DAY, PAYLOADS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture
def page(pack: Pack, notebook: Notebook, tmp_path: Path) -> Path:
    notebook.mark_read("survey")
    notebook.add_note("Ask", kind=NoteKind.ACTION, owner="The clerk", due=date(2026, 12, 1))
    notebook.add_note("\n".join(PAYLOADS), place=Place("roles", "nobody knows"))
    file = tmp_path / "minutes.html"
    file.write_text(as_html(gather(pack, notebook, DAY, Options(reading=True))), encoding="utf-8")
    return file


def browse(page: Path, *flags: str) -> str:
    profile = page.parent / f"profile-{len(list(page.parent.iterdir()))}"
    done = subprocess.run(
        [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()],
        env={**os.environ, "HOME": str(page.parent)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return done.stdout.decode()


def first_pixel(png: bytes) -> tuple[int, ...]:
    """Return red, green and blue of the top left corner, which no filter of PNG changes."""
    parts = []
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return tuple(zlib.decompress(b"".join(parts))[1:4])


def test_a_browser_finds_the_parts_that_were_written_and_no_others(page: Path) -> None:
    dom = browse(page, "--dump-dom")
    body = dom.partition("<body>")[2]
    assert len(re.findall("<h2", body)) == 4
    assert len(re.findall("<rect", body)) == 0
    assert not re.search(r"<(script|img|iframe|b|style)\b", body)
    assert not re.search(r"<[^>]*\son\w+=", body)


def test_the_page_is_light_or_dark_as_the_reader_prefers(page: Path) -> None:
    shot = page.with_name("shot.png")
    size = "--window-size=600,400"
    browse(page, f"--screenshot={shot}", size)
    light = first_pixel(shot.read_bytes())
    browse(page, f"--screenshot={shot}", size, "--blink-settings=preferredColorScheme=0")
    dark = first_pixel(shot.read_bytes())
    assert light == (0xFF, 0xFF, 0xFF)
    assert dark == (0x14, 0x19, 0x1F)


def test_the_page_prints_on_a4(page: Path) -> None:
    printed = page.with_name("minutes.pdf")
    browse(page, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert box
    assert [float(side) for side in box.groups()] == pytest.approx([595, 842], abs=1)
