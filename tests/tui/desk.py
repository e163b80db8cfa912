"""A reader at the app without a terminal: presses keys and reads the screen, for the journeys."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from ccgbrief.session import Session, open_session
from ccgbrief.tui.app import BriefApp
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.textual_patches import patch_textual
from ccgbrief.tui.widgets.block_list import BlockList
from ccgbrief.tui.widgets.note_editor import NoteEditor
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.search_box import SearchBox
from ccgbrief.tui.widgets.search_pane import SearchPane
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.view.address import Row, is_draft_key

NORMAL, SMALL, LARGE = (80, 24), (40, 12), (140, 40)
"""Columns and rows of the terminals that are tried."""

TYPED = {"space": " ", "enter": "\r", "tab": "\t"}
"""The characters of keys that have a name."""

MOST_STEPS = 10_000
"""How often every task that can go on does so: more than ever come of one key."""

patch_textual()  # as the program does, once

LOOKS = 600
"""How often something is looked for before it counts as never coming."""


class Desk:
    """One running app and what can be seen of it."""

    def __init__(self, app: BriefApp, session: Session, pilot: Pilot[int]) -> None:
        self.app = app
        self.session = session
        self.pilot = pilot

    @property
    def reader(self) -> Reader:
        """The list that is read."""
        return self.app.query_one(Reader)

    @property
    def box(self) -> SearchBox:
        """The box a search is typed in."""
        return self.app.query_one(SearchBox)

    @property
    def editor(self) -> NoteEditor:
        """The editor that is open."""
        return self.app.query_one(NoteEditor)

    @property
    def results(self) -> BlockList:
        """The list of what was found."""
        return next(each for each in self.app.query(BlockList) if each.name == "results")

    @property
    def preview(self) -> BlockList:
        """The passage beside what was found."""
        return next(each for each in self.app.query(BlockList) if each.name == "preview")

    @property
    def under_cursor(self) -> str:
        """The text under the reader's cursor, empty where there is none."""
        return self.reader.current.text if self.reader.current else ""

    @property
    def said(self) -> str:
        """The message in the last line."""
        return self.app.query_one(StatusRow).message

    @property
    def standing(self) -> tuple[str, Row, int]:
        """Exactly where the reader is: tab, block, and its row in the window."""
        place = self.reader.standpoint
        return (place.address.tab, place.address.key, place.row)

    def rows(self, widget: Widget | None = None) -> list[str]:
        """Return what is on the screen, or in a widget, its scroll bar left out, row by row."""
        if widget is None:
            return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]
        return [strip.text.rstrip() for strip in self._strips(widget)]

    def _strips(self, widget: Widget) -> list[Strip]:
        left, top, width, height = widget.region
        strips = self.app.screen._compositor.render_strips()[top : top + height]
        right = left + width - widget.scrollbar_size_vertical
        return [strip.crop(left, right) for strip in strips]

    def shows(self, text: str, widget: Widget | None = None) -> bool:
        """Tell whether a text stands on one row."""
        return any(text in row for row in self.rows(widget))

    def offers(self, name: str, key: str) -> bool:
        """Tell whether the palette offers a command with its key at the right."""
        offer = re.compile(rf" {re.escape(name)} .* {re.escape(key)} ")
        return any(offer.search(row) for row in self.rows())

    def marked(self, widget: Widget) -> str:
        """Return what is in reverse video in a widget: what was found there."""
        segments = (segment for strip in self._strips(widget) for segment in strip)
        return " ".join(s.text for s in segments if s.style and s.style.reverse)

    async def press(self, *keys: str) -> None:
        """Press keys, all of them at once as a slow line brings them, and see what comes of it.

        A key is a character as it is typed, or the name of one that types nothing.
        """
        self.send(*keys)
        await self.settle()
        if self._is_saving_kept:
            await self.until(lambda: not self._is_saving_kept, "what was kept saved")
            await self.settle()

    def send(self, *keys: str) -> None:
        """Have keys come, and wait for nothing."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            named = _character_to_key(key) if len(key) == 1 else key
            driver.send_message(events.Key(named, key if len(key) == 1 else TYPED.get(key)))

    @property
    def _is_saving_kept(self) -> bool:
        screens = (s for s in self.app.screen_stack if isinstance(s, MainScreen))
        return not self.app._exit and any(s.changes.autosave._then for s in screens)

    async def paste(self, text: str) -> None:
        """Paste text as a terminal does that marks what was pasted."""
        assert self.app._driver is not None
        self.app._driver.send_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do but what a time or another thread will bring."""
        loop: Any = asyncio.get_running_loop()
        for _ in range(MOST_STEPS):
            await asyncio.sleep(0)
            if loop._ready:
                continue
            self.app.screen._on_timer_update()  # as its clock would in a sixtieth of a second
            if not loop._ready:
                return
        raise AssertionError("never at rest")

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def until(self, is_so: Callable[[], bool], what: str = "") -> None:
        """Wait for what comes from another thread."""
        for _ in range(LOOKS):
            if is_so():
                return
            await self.pilot.pause(0.02)
        raise AssertionError("never seen: " + what + "\n" + "\n".join(self.rows()))

    async def go_to_draft(self) -> None:
        """Put the cursor on the row that offers what was being written when the program ended."""
        await self.until(lambda: self.shows("was being"), "the offer")
        while not is_draft_key(self.reader.current.key if self.reader.current else ""):
            await self.press("j")

    async def search(self, text: str) -> None:
        """Type a search and wait for what it finds."""
        await self.press("/")
        self.box.value = ""
        await self.press(*text)
        found = self.app.query_one(SearchPane)
        await self.until(lambda: found._answer.query == text, f"an answer to {text}")
        await self.settle()


@asynccontextmanager
async def open_desk(
    pack: Path, notes: Path, size: tuple[int, int] = NORMAL, settings: Path | None = None
) -> AsyncIterator[Desk]:
    """Start the app on a pack folder and a notebook file; save at the end as the program does."""
    session = open_session(pack, notes, series=False)
    app = BriefApp(session, settings)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, session, pilot)
        await desk.until(lambda: not session.has_unread_series, "the earlier meetings")
        await desk.settle()
        yield desk
    session.save()
