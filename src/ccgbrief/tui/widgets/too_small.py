"""Covers everything with one line if the terminal is too small."""

from textual.widgets import Static

from ccgbrief.tui.terminal import LEAST_COLUMNS, LEAST_ROWS


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
