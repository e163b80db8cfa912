"""Journeys: the row of tabs."""

from pathlib import Path

import tomli_w

from ccgbrief.paths import shipped_pack
from ccgbrief.tui.widgets.tab_row import TabRow
from tests.tui.desk import Desk, open_desk


def write_agenda(folder: Path, articles: int) -> Path:
    """Write a pack of so many board papers; return its folder."""
    (folder / "articles").mkdir(parents=True)
    ids = [f"item-{number}" for number in range(1, articles + 1)]
    manifest = {"format": 1, "id": "agenda", "title": "Governing body", "articles": ids}
    (folder / "pack.toml").write_text(tomli_w.dumps(manifest), encoding="utf-8")
    for number, name in enumerate(ids, 1):
        (folder / "articles" / f"{name}.md").write_text(
            f'+++\ntitle = "Item {number} of the agenda"\n+++\n\n## Purpose\n\nTo note it.\n',
            encoding="utf-8",
        )
    return folder


def tab_rows(desk: Desk) -> list[str]:
    return desk.rows(desk.app.query_one(TabRow))


async def test_every_article_of_the_shipped_pack_is_named_on_a_small_screen(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", (80, 24)) as desk:
        (row,) = tab_rows(desk)
        for word in ("Losing", "Roles", "Taking", "Barometer"):
            assert word in row
        assert row.endswith("›")
        await desk.press("0")
        (row,) = tab_rows(desk)
        assert row.startswith("‹")
        assert "0 Glossary" in desk.marked(desk.app.query_one(TabRow))


async def test_the_tabs_take_a_second_row_when_the_window_grows(tmp_path: Path) -> None:
    pack = write_agenda(tmp_path / "agenda", 10)
    async with open_desk(pack, tmp_path / "notes.toml", (80, 24)) as desk:
        assert len(tab_rows(desk)) == 1
        await desk.resize(80, 40)
        assert len(tab_rows(desk)) == 2
        assert desk.shows("0 Notes")
        await desk.resize(80, 24)
        assert len(tab_rows(desk)) == 1


async def test_a_click_at_either_end_opens_the_next_tab_out_of_view(tmp_path: Path) -> None:
    pack = write_agenda(tmp_path / "agenda", 40)
    async with open_desk(pack, tmp_path / "notes.toml", (80, 24)) as desk:
        hidden = [f"Item {number} " in row for row in tab_rows(desk) for number in range(1, 41)]
        await desk.pilot.click(TabRow, offset=(79, 0))
        opened = desk.reader.tab
        assert opened == f"item-{hidden.index(False) + 1}"
        assert tab_rows(desk)[0].startswith("‹")
        await desk.pilot.click(TabRow, offset=(0, 0))
        assert desk.reader.tab != opened
        assert desk.reader.tab in {"overview:", *(f"item-{n}" for n in range(1, 8))}


async def test_the_digits_open_their_tabs_also_when_these_are_out_of_view(tmp_path: Path) -> None:
    pack = write_agenda(tmp_path / "agenda", 40)
    async with open_desk(pack, tmp_path / "notes.toml", (80, 24)) as desk:
        assert not desk.shows("Notes")
        await desk.press("0")
        assert desk.reader.tab == "notes:"
        await desk.press("9")
        assert desk.reader.tab == "item-8"
        await desk.press("]")
        assert desk.reader.tab == "item-9"
