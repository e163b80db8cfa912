"""Journeys with the mouse: clicks, double clicks and the wheel."""

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from ccgbrief.tui.textual_patches import patch_textual
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from ccgbrief.view import tabs
from tests import small_pack
from tests.tui.desk import Desk, open_desk


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_pack.write_pack(tmp_path_factory.mktemp("packs") / "small")


async def click(desk: Desk, text: str, within: Widget | None = None, times: int = 1) -> None:
    """Click the first place on the screen, or in a widget, where a text stands."""
    top = within.region.y if within else 0
    left = within.region.x if within else 0
    for y, row in enumerate(desk.rows(within)):
        if text in row:
            at = (left + row.index(text), top + y)
            await desk.pilot.click(offset=at, times=times)
            await desk.settle()
            return
    raise AssertionError(f"{text} is not on the screen:\n" + "\n".join(desk.rows()))


async def message_gone(desk: Desk) -> None:
    desk.app.query_one(StatusRow).show_message("")
    await desk.settle()


async def turn_wheel(desk: Desk, widget: Widget, step: int) -> None:
    kind = events.MouseScrollDown if step > 0 else events.MouseScrollUp
    x, y = widget.region.x + 5, widget.region.y + 5
    assert desk.app._driver is not None
    desk.app._driver.send_message(
        kind(None, x, y, 0, step, 0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
    )
    await desk.settle()


async def test_a_click_places_the_cursor_and_opens_nothing(pack: Path, tmp_path: Path) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await click(desk, "A survey of ponds", desk.reader)
        assert "A survey of ponds" in desk.under_cursor
        assert desk.reader.tab == tabs.OVERVIEW


async def test_a_double_click_opens_and_escape_leads_back(pack: Path, tmp_path: Path) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await click(desk, "A survey of ponds", desk.reader, times=2)
        assert desk.reader.tab == "second-paper"
        await desk.press("escape")
        assert "A survey of ponds" in desk.under_cursor


async def test_the_wheel_scrolls_and_the_cursor_stays_on_its_words(
    pack: Path, tmp_path: Path
) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await desk.press("3")
        before, words = desk.rows(desk.reader), desk.under_cursor
        for _ in range(4):
            await turn_wheel(desk, desk.reader, 1)
        assert desk.rows(desk.reader) != before
        assert desk.under_cursor == words
        for _ in range(4):
            await turn_wheel(desk, desk.reader, -1)
        assert desk.rows(desk.reader) == before


async def test_a_click_on_a_tab_opens_it_also_from_a_search(pack: Path, tmp_path: Path) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await click(desk, "Ponds", desk.app.query_one(TabRow))
        assert desk.reader.tab == "second-paper"
        await desk.search("hawthorn")
        await click(desk, "Duties", desk.app.query_one(TabRow))
        assert desk.reader.tab == tabs.DUTIES
        assert desk.app.focused is desk.reader
        assert desk.shows("Measure the hedge", desk.reader)


async def test_a_click_on_a_key_in_the_last_line_does_what_the_key_does(
    pack: Path, tmp_path: Path
) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        status = desk.app.query_one(StatusRow)
        await click(desk, "search", status)
        assert desk.app.focused is desk.box
        await desk.press(*"pond")
        await desk.until(lambda: desk.shows("found", status), "results")
        first = desk.results.current
        await click(desk, "choose", status)
        assert desk.results.current != first
        await click(desk, "go there", status)
        assert desk.reader.tab == "second-paper"
        await message_gone(desk)
        await click(desk, "note", status)
        await desk.press(*"Ask them")
        await click(desk, "private", status)
        await click(desk, "keep", status)
        (note,) = desk.session.notebook.notes(private=True)
        assert (note.text, note.private) == ("Ask them", True)
        await message_gone(desk)
        await click(desk, "help", status)
        assert desk.app.screen.id == "help"


async def test_a_click_in_the_box_begins_a_search_and_a_result_is_opened(
    pack: Path, tmp_path: Path
) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await desk.pilot.click(desk.box, offset=(8, 0))
        await desk.settle()
        assert desk.app.focused is desk.box
        assert desk.results.is_attached
        await desk.press(*"hawthorn")
        await desk.until(lambda: desk.shows("trims the hawthorn", desk.results), "results")
        await click(desk, "trims the hawthorn", desk.results, times=2)
        assert desk.reader.tab == "first-paper"
        assert "hawthorn" in desk.under_cursor


async def test_a_click_in_a_note_places_its_cursor(pack: Path, tmp_path: Path) -> None:
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        await desk.press("n")
        await desk.press(*"Ask them all")
        await click(desk, "them", desk.editor)
        await desk.press(*"of ")
        assert desk.editor.text == "Ask of them all"


async def test_a_press_on_what_was_just_removed_does_no_harm(pack: Path, tmp_path: Path) -> None:
    patch_textual()
    async with open_desk(pack, tmp_path / "notes.toml") as desk:
        gone, screen = desk.reader, desk.app.screen
        where = gone.region.x + 4, gone.region.y + 4
        assert screen.get_widget_and_offset_at(*where)[0] is gone
        await gone.remove()  # the screen is not yet laid out anew
        x, y = where
        screen._forward_event(
            events.MouseDown(gone, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False)
        )
        assert screen.get_widget_and_offset_at(*where) == (None, None)
