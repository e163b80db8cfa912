"""Pictures of every tab and dialog, held against what they were; README shows one of them.

At the sizes between and beyond those of the pictures it is the text that is held against.

`CCGBRIEF_PICTURES=1` draws them anew: look at what has changed before it is committed.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Self

import pytest
from textual.widgets import Input

from ccgbrief.notebook import date_parser
from ccgbrief.paths import shipped_pack
from ccgbrief.tui.widgets.status_row import StatusRow
from tests import small_pack
from tests.tui.desk import Desk, open_desk

pytestmark = pytest.mark.no_cover  # the same code again and again

PICTURES = Path(__file__).parent / "snapshots"

FEWEST_MASKED = 3
"""Words of a title on one row; fewer are nobody's."""

FILLED = Path(__file__).parent / "filled.toml"
"""A notebook with notes of every kind, of days that are long gone or far off."""

BARE = {
    "overview": [],
    "article": ["2", "j", "j"],
    "areas": ["6"],
    "area": ["6", "enter"],
    "duties": ["7", "space", "j", "s", "s"],
    "figures": ["8"],
    "notes": ["9"],
    "glossary": ["0"],
    "search": ["/grey ares"],
    "landed": ["/owns primry", "enter"],
    "goto": ["g", *"confl"],
    "contents": ["5", "j", "j", "j", "j", "t"],
    "note": ["7", "a", *"Ask for a split @Practice manager, by 2026-12-01"],
    "owner": ["7", "w"],
    "beside": ["6", "j", "j", "j", "b"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "who-is-here": ["H"],
    "present": ["2", "j", "j", "V", "wait"],
    "nothing-found": ["/zzyzx"],
    "refused": ["2", "j", "w"],
    "note-doubted": ["n", *"ab", "escape"],
}
"""What is pictured with an empty notebook, and the keys that lead there."""

WRITTEN = {
    "overview": [],
    "article": ["/owns primry", "enter"],
    "area": ["6", "enter"],
    "duties": ["7", "j"],
    "duty": ["7", "j", "enter"],
    "figures": ["8"],
    "notes": ["9"],
    "glossary": ["0"],
    "search": ["/grey ares"],
    "beside": ["6", "j", "j", "j", "b"],
    "public": ["9", "v", "wait"],
    "help": ["question_mark"],
    "goto": ["g", *"confl"],
}
"""What is pictured on paper-coloured ground, with a notebook in which there is something."""

TABLES = {
    "table": ["/ward 35", "enter"],
    "wide-table": ["/maternity lead", "enter", "left"],
}
"""What is pictured of a paper with tables."""

TEXT_SIZES = pytest.mark.parametrize("size", [(100, 30), (200, 60)], ids=lambda s: f"{s[0]}x{s[1]}")

SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}"
)


@SIZES
@pytest.mark.parametrize("scene", BARE)
async def test_the_screen_looks_as_it_did(
    scene: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        drawn = await picture(desk, BARE[scene])
    compare(drawn, f"{scene}-{size[0]}x{size[1]}.svg")


@TEXT_SIZES
@pytest.mark.parametrize("scene", BARE)
async def test_the_screen_reads_as_it_did(
    scene: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        await lead(desk, BARE[scene])
        compare(as_text(desk), f"{scene}-{size[0]}x{size[1]}.txt")


@TEXT_SIZES
@pytest.mark.parametrize("scene", WRITTEN)
@pytest.mark.usefixtures("utc")
async def test_the_screen_reads_as_it_did_with_notes(
    scene: str, size: tuple[int, int], tmp_path: Path
) -> None:
    notes = tmp_path / "notes.toml"
    shutil.copyfile(FILLED, notes)
    async with open_desk(shipped_pack(), notes, size) as desk:
        await lead(desk, WRITTEN[scene])
        compare(as_text(desk), f"filled-{scene}-{size[0]}x{size[1]}.txt")


@SIZES
@pytest.mark.parametrize("scene", WRITTEN)
@pytest.mark.usefixtures("utc")
async def test_the_light_screen_looks_as_it_did_with_notes(
    scene: str, size: tuple[int, int], tmp_path: Path
) -> None:
    notes, settings = tmp_path / "notes.toml", tmp_path / "config.toml"
    shutil.copyfile(FILLED, notes)
    settings.write_text('theme = "light"\n', encoding="utf-8")
    async with open_desk(shipped_pack(), notes, size, settings) as desk:
        drawn = await picture(desk, WRITTEN[scene])
    compare(drawn, f"light-{scene}-{size[0]}x{size[1]}.svg")


@SIZES
@pytest.mark.parametrize("scene", TABLES)
async def test_tables_look_as_they_did(scene: str, size: tuple[int, int], tmp_path: Path) -> None:
    folder = small_pack.write_pack(tmp_path / "pack")
    small_pack.add_tables(folder)
    async with open_desk(folder, tmp_path / "notes.toml", size) as desk:
        drawn = await picture(desk, TABLES[scene])
    compare(drawn, f"{scene}-{size[0]}x{size[1]}.svg")


class DayOfThePictures(date):
    @classmethod
    def today(cls) -> Self:
        return cls(2026, 11, 29)


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it be the day on which they were drawn, which the form of the meeting suggests."""
    monkeypatch.setattr(date_parser, "date", DayOfThePictures)


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show the times of the notes, which are in the reader's own, as everywhere."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


async def picture(desk: Desk, keys: list[str]) -> str:
    """Press the keys, and return what is on the screen then."""
    await lead(desk, keys)
    for box in desk.app.screen.query(Input):
        box.cursor_blink = False  # or it would be missing half of the time on a slow machine
    await desk.settle()
    return frozen(desk.app.export_screenshot())


def as_text(desk: Desk) -> str:
    """Return the rows of the screen, the titles of the articles, which are others' words, as x."""
    text = "".join(f"{row}\n" for row in desk.rows())
    for article in desk.session.pack.articles:
        words = article.title.split()
        for count in range(len(words), FEWEST_MASKED - 1, -1):
            for start in range(len(words) - count + 1):
                part = " ".join(words[start : start + count])
                text = text.replace(part, re.sub(r"\w", "x", part))
    return text


async def lead(desk: Desk, keys: list[str]) -> None:
    """Press the keys that lead to a scene."""
    for key in keys:
        if key == "wait":
            desk.app.query_one(StatusRow).show_message("")
            await desk.settle()
        else:
            await (desk.search(key[1:]) if key.startswith("/") else desk.press(key))
    if keys == ["ctrl+p"]:
        await desk.until(lambda: desk.offers("Search", "/"), "the commands")
        await desk.settle()


def compare(drawn: str, name: str) -> None:
    """Hold a picture against what it was; or keep it, where pictures are drawn anew."""
    file = PICTURES / name
    if os.environ.get("CCGBRIEF_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8"), f"{file.name} looks different"


def frozen(svg: str) -> str:
    """Return a picture without what differs from run to run, and without fonts from elsewhere."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.split("\n"))
