"""The palette: every command, and every place in the pack, by name.

`get_system_commands` would do for commands, but Textual interprets markup in their titles.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from textual import on
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Input, OptionList

from ccgbrief.settings import THEMES
from ccgbrief.tui.screens.key_prompt import KeyScreen
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.widgets.status_row import KEY
from ccgbrief.view.goto_targets import Destination, destinations, nearest
from ccgbrief.view.key_settings import textual_keys
from ccgbrief.view.keys import FIXED, FIXED_KEYS, Command
from ccgbrief.view.palette import WIDEST, in_one_line, names_meant
from ccgbrief.view.preferences import COPY_NAMES


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the palette."""

    name: str
    what: str
    """What it does, in a second row; only our own words, since Textual reads markup there."""
    do: Callable[[], object]
    beside: str = ""
    """What a place is, after its name: words of the pack, which may hold anything."""
    key: str = ""
    """The key that does it too."""

    def row(self, columns: int) -> Content:
        name, does, key = in_one_line(self.name, self.what or self.beside, self.key, columns)
        return Content.assemble((name, "bold"), does, (key, KEY))


class PaletteScreen(CommandPalette):
    """The palette, in which Enter runs what was typed, once, however fast both came."""

    SCOPED_CSS = False
    """These rules are for the palette itself, which Textual would take for something within it."""

    CSS = """
    CommandList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    CommandPalette > Vertical { max-width: 100; background: $background; }
    CommandPalette #--input { border: round $accent; }
    CommandPalette #--input.--list-visible { border-bottom: none; }
    CommandPalette CommandInput, CommandPalette CommandInput:focus { border: none; }
    CommandList { border: round $accent; border-top: none; }
    CommandList {
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 55%;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput { padding-left: 1; }
    CommandPalette CommandInput > .input--placeholder { color: $text-muted; }
    CommandList > .option-list--option { padding: 0 2; text-style: not bold; }
    """

    @on(Input.Submitted)
    async def _choose_first(self, event: Input.Submitted) -> None:
        """Choose the first match for what was typed, even if it is not listed yet.

        Textual would choose the first of what is still listed from before.
        """
        gathering = [each for each in self.workers if each.group == self._GATHER_COMMANDS_GROUP]
        if not self.is_active or all(worker.is_finished for worker in gathering):
            return
        typed = event.value.strip()
        for each in self._providers:
            async for hit in each.search(typed) if typed else each.discover():
                self._cancel_gather_commands()
                self._selected_command, self._list_visible = hit, False
                return
        event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        """Pass an action on to the list; one without a row on the screen has no pages to turn."""
        has_rows = bool(self.query_one(OptionList).scrollable_content_region)
        if has_rows or not action.startswith("page"):
            super()._action_command_list(action)

    @on(Click)
    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _refuse_when_closed(self, event: Message) -> None:
        """Ignore keys and clicks in the same burst as the Enter or Escape that closed it."""
        if not self.is_active:
            event.stop()
            event.prevent_default()


class Palette(Provider):
    """Offers commands at once, and places too once something is typed."""

    _places: list[Destination] | None = None

    async def discover(self) -> Hits:
        for offer in self._commands():
            yield DiscoveryHit(offer.row(self._width), offer.do, text=offer.name)

    async def search(self, query: str) -> Hits:
        """Offer the commands and places whose names are most like what is typed."""
        offers = [*self._commands(), *await self._places_and_keys()]
        meant = names_meant(query)
        named = (offer for name in meant for offer in offers if offer.name.startswith(name))
        first = [*dict.fromkeys(named)]
        near = (offers[i] for i in nearest(query, [offer.name for offer in offers]))
        found = [*first, *(offer for offer in near if offer not in first)]
        for rank, offer in enumerate(found):
            score = 1 - rank / len(found)
            yield Hit(score, offer.row(self._width), offer.do, offer.name)

    @property
    def _width(self) -> int:
        """Columns of a row, beside which there are margins and a scroll bar."""
        return min(self.app.size.width, WIDEST) - 7

    def _commands(self) -> list[Offer]:
        run, screen = self.app.run_action, self.screen
        fixed = [
            Offer(name.capitalize(), what, partial(self._press, FIXED_KEYS[name]), key=keys)
            for name, keys, what in FIXED[1:]
        ]
        if not isinstance(screen, MainScreen):
            return fixed
        with_keys = [
            Offer(
                command.name,
                # A label that says all is not said twice.
                "" if command.help.lower() == command.label else command.help,
                partial(screen.do, command.id),
                key=command.shown,
            )
            for command in screen.preferences.commands
            if command.palette
        ]
        themes = [
            Offer(
                f"Theme: {theme}",
                "Change the colours, and remember it",
                partial(run, f"app.choose_theme({theme!r})"),
            )
            for theme in THEMES
        ]
        save = Offer("Save", "Say whether everything is saved", partial(run, "app.say_saved"))
        return [*with_keys, *themes, *_settings(screen), save, *fixed]

    async def _press(self, key: str) -> None:
        self.app.simulate_key(key)

    async def _places_and_keys(self) -> list[Offer]:
        """Offer every place, and another key for each command: too many to list at once."""
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return []
        if self._places is None:
            # Headings are read from the articles in a thread, since there may be hundreds of them.
            self._places = await asyncio.to_thread(destinations, screen.session.pack)
        keys = [
            Offer(
                f"Change a key: {command.label}",
                "",
                partial(_change_key, screen, command),
                key=command.shown,
            )
            for command in screen.preferences.commands
        ]
        return keys + [
            Offer(place.name, "", partial(screen.searching.go, place.address), place.what)
            for place in self._places
        ]


def _change_key(screen: MainScreen, command: Command) -> None:
    preferences = screen.preferences

    def use(said: str | None) -> None:
        if said:
            screen.app.set_keymap(textual_keys(preferences.keys))
            screen.status.commands = preferences.commands
            screen.reader.show_as(replace(screen.reader.shown, commands=preferences.commands))
            screen.status.show_keys()
            screen.status.show_message(said)

    screen.app.push_screen(KeyScreen(command, partial(preferences.choose_key, command.id)), use)


def _settings(screen: MainScreen) -> list[Offer]:
    preferences = screen.preferences

    def say(choose: Callable[[], str]) -> None:
        screen.status.show_message(choose())

    where = "Say where keys, theme and copy format are set; create the file if there is none"
    return [
        *(
            Offer(
                f"Copy as {name}",
                "Change the copy format, and remember it",
                partial(say, partial(preferences.choose_copy, form)),
            )
            for form, name in COPY_NAMES.items()
        ),
        Offer("Settings file", where, partial(say, preferences.show_file)),
    ]
