"""What is seen in a terminal that is too small: one line that says so, over everything."""

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

LEAST = Size(40, 12)
"""Columns and rows from which everything can be read and done."""


class TooSmall(Static):
    """Covers a screen; what has the focus below it keeps it, so that no key goes astray."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; width: 100%; height: 100%; content-align: center middle;
        text-align: center; background: $background; color: $text;
    }
    """


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal of that size has no room for what is to be shown."""
    return size.width < LEAST.width or size.height < LEAST.height


def cover_if_too_small(screen: Screen[object], size: Size) -> None:
    """Say on a screen that the terminal is too small, or show again what is below."""
    covers = screen.query(TooSmall)
    if not is_too_small(size):
        covers.remove()
    elif not covers:
        screen.mount(TooSmall(f"at least {LEAST.width} × {LEAST.height}"))
