"""Pictures of every tab and dialog, held against what they were; README shows one of them.

`CCGBRIEF_PICTURES=1` draws them anew: look at what has changed before it is committed.
"""

import os
import re
from pathlib import Path

import pytest

from ccgbrief.locations import shipped_pack
from tests.tui.desk import open_desk

PICTURES = Path(__file__).parent / "snapshots"

SCENES = {
    "overview": [],
    "article": ["2", "j", "j"],
    "areas": ["6"],
    "area": ["6", "enter"],
    "duties": ["7", "space", "j", "s"],
    "figures": ["8"],
    "notes": ["9"],
    "glossary": ["0"],
    "search": ["/grey ares"],
    "landed": ["/owns primry", "enter"],
    "goto": ["g", *"confl"],
    "note": ["7", "a", *"Ask for a split @Practice manager, by 2026-12-01"],
    "beside": ["6", "j", "j", "j", "b"],
    "help": ["question_mark"],
}
"""What is pictured, and the keys that lead there."""


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
async def test_the_screen_looks_as_it_did(
    scene: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        for key in SCENES[scene]:
            await (desk.search(key[1:]) if key.startswith("/") else desk.press(key))
        drawn = frozen(desk.app.export_screenshot())
    picture = PICTURES / f"{scene}-{size[0]}x{size[1]}.svg"
    if os.environ.get("CCGBRIEF_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        picture.write_text(drawn, encoding="utf-8")
    assert drawn == picture.read_text(encoding="utf-8"), f"{picture.name} looks different"


def frozen(svg: str) -> str:
    """Return a picture without what differs from run to run, and without fonts from elsewhere."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.split("\n"))
