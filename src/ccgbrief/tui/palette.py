"""The palette and what it offers: every command, and every place of the pack by its name.

`get_system_commands` would do for commands; but Textual reads markup in their titles.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input
from textual.worker import WorkerCancelled

from ccgbrief.settings import COPIES, THEMES
from ccgbrief.tui.choices import COPY_NAMES
from ccgbrief.tui.destinations import Destination, destinations, nearest
from ccgbrief.tui.screens.main import MainScreen


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the palette."""

    name: str
    what: str
    """What it does, in a second row: words of our own, for Textual reads markup there."""
    do: Callable[[], object]
    beside: str = ""
    """What a place is, after its name: words of the pack, which may hold anything."""

    @property
    def row(self) -> Content:
        """The first row."""
        return Content(f"{self.name} · {self.beside}" if self.beside else self.name)


class PaletteScreen(CommandPalette):
    """The palette, where Enter does the first of what is offered for all that was typed."""

    @on(Input.Submitted)
    async def _wait_for_offers(self) -> None:
        """Textual would do what is first in the list that still stands there from before."""
        for worker in list(self.workers):
            if worker.group == self._GATHER_COMMANDS_GROUP:
                with suppress(WorkerCancelled):  # by a letter that came after it
                    await worker.wait()


class Palette(Provider):
    """Offers commands at once, and places too when something is typed."""

    _places: list[Destination] | None = None

    async def discover(self) -> Hits:
        """Offer every command."""
        for offer in self._commands():
            yield DiscoveryHit(offer.row, offer.do, text=offer.name, help=offer.what or None)

    async def search(self, query: str) -> Hits:
        """Offer the commands and places whose names are most like what is typed."""
        offers = [*self._commands(), *self._keys(), *await self._offered_places()]
        found = nearest(query, offers)
        for rank, offer in enumerate(found):
            score = 1 - rank / len(found)
            yield Hit(score, offer.row, offer.do, offer.name, help=offer.what or None)

    def _commands(self) -> list[Offer]:
        screen = self.screen
        leave = Offer(
            "Leave (ctrl+q)", "Leave; everything is saved", partial(self._run, "app.quit")
        )
        if not isinstance(screen, MainScreen):
            return [leave]
        choices = screen.choices
        return [
            *(
                Offer(
                    f"{command.label[0].upper()}{command.label[1:]} ({command.shown})",
                    # A label that says all is not said twice.
                    "" if command.help.lower() == command.label else command.help,
                    partial(screen.do, command.action),
                )
                for command in choices.commands
                if command.palette
            ),
            *(
                Offer(
                    f"Theme: {theme}",
                    "Change the colours, and remember it",
                    partial(self._run, f"app.choose_theme({theme!r})"),
                )
                for theme in THEMES
            ),
            *(
                Offer(
                    f"Copy as {COPY_NAMES[form]}",
                    "Change the form of copies, and remember it",
                    partial(screen.do, f"choose_copy({form!r})"),
                )
                for form in COPIES
            ),
            *(
                Offer(
                    f"Write the minutes as {name}",
                    "Write the minutes into a file in the current folder",
                    partial(screen.do, f"minutes({form!r})"),
                )
                for form, name in (("html", "HTML"), ("json", "JSON"))
            ),
            Offer(
                "Settings file",
                "Say where keys, theme and copies are set, and write it if it is not there",
                partial(screen.do, "settings"),
            ),
            leave,
        ]

    def _keys(self) -> list[Offer]:
        """Offer another key for each command: only where something is typed, for they are many."""
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return []
        return [
            Offer(
                f"Change a key: {command.label} (now {command.shown})",
                "",
                partial(screen.do, f"change_key({command.id!r})"),
            )
            for command in screen.choices.commands
        ]

    async def _run(self, action: str) -> None:
        await self.app.run_action(action)

    async def _offered_places(self) -> list[Offer]:
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return []
        if self._places is None:
            # Headings are read from the articles: in a thread, for there may be hundreds of them.
            self._places = await asyncio.to_thread(destinations, screen.session.pack)
        return [
            Offer(place.name, "", partial(screen.go_from_palette, place.address), place.what)
            for place in self._places
        ]
