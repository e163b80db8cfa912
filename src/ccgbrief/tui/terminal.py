"""What becomes of the terminal: absurd sizes, too small ones, and a screen that it has lost."""

from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

MOST_ROWS, MOST_COLUMNS = 1_000, 2_000
"""The largest size that a terminal may report; an absurd one would take all memory."""

LEAST_COLUMNS, LEAST_ROWS = 40, 12
"""The least size of a terminal in which everything can be read and done."""


def without_absurd_size(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without a COLUMNS or LINES that no terminal has."""
    limits = {"COLUMNS": MOST_COLUMNS, "LINES": MOST_ROWS}
    return {
        name: value
        for name, value in environment.items()
        if name not in limits or (value.isdecimal() and int(value[:9]) <= limits[name])
    }


class TooSmall(Static):
    """Covers a screen; whatever has the focus below keeps it, so that no key goes astray."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; width: 100%; height: 100%; content-align: center middle;
        text-align: center; background: $background; color: $text;
    }
    """

    def __init__(self) -> None:
        super().__init__(f"at least {LEAST_COLUMNS} × {LEAST_ROWS}")


def cover_if_small(screens: Iterable[Screen[Any]], size: Size) -> None:
    """Cover the screens where the terminal is too small, and uncover them where it is not."""
    small = size.width < LEAST_COLUMNS or size.height < LEAST_ROWS
    for screen in screens:
        if small and not screen.query(TooSmall):
            screen.mount(TooSmall())
        screen.query(TooSmall).set(display=small)


def redraw(screen: Screen[Any]) -> None:
    """Redraw a whole screen after the app was suspended, since the terminal has lost it."""
    screen.refresh(layout=True)
    for widget in screen.walk_children():
        widget.refresh()


def in_loop(loop: AbstractEventLoop, do: Callable[..., object]) -> Callable[..., None]:
    """Return what has something done in the app's loop, from a thread or a signal's handler.

    The loop's own handlers would not do: a flood of keys fills the pipe that wakes them.
    """

    def soon(*arguments: object) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(do, *arguments)

    return soon
