"""The row of tabs: one line, the active tab reversed, a click switches."""

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from ccgbrief.view.tabs import Tab, fit_tabs

EDGE = "  "
"""Columns before the first tab: its text begins where all texts on the screen do."""


class TabRow(Widget):
    """Shows the tabs that fit."""

    DEFAULT_CSS = """
    TabRow { height: 1; background: $surface; }
    """

    def __init__(self, tabs: tuple[Tab, ...]) -> None:
        super().__init__()
        self.auto_links = False  # Textual would underline every label
        self._tabs = tabs
        self._active = 0
        self._dimmed = False

    def activate(self, position: int) -> None:
        """Show the tab at this position as the active one."""
        self._active = position
        self.refresh()

    def dim(self, *, dimmed: bool) -> None:
        """Show no tab as the active one while something else than tabs is seen."""
        self._dimmed = dimmed
        self.refresh()

    def render(self) -> Content:
        """Draw the labels; each carries the action of its tab for the mouse."""
        width = self.size.width - len(EDGE)
        shown = fit_tabs(self._tabs, self._active, width)
        active = Style() if self._dimmed else Style(reverse=True, bold=True)
        labels = Content("").join(
            Content.styled(
                f" {tab.text} ",
                (active if tab.position == self._active else Style())
                + Style.from_meta({"@click": f"screen.tab({tab.position})"}),
            )
            for tab in shown
        )
        before = f"‹{EDGE[1:]}" if shown[0].position else EDGE
        if shown[-1].position == len(self._tabs) - 1:
            return Content(before) + labels
        # Where more follow, the row says so in its last column.
        return Content(before) + labels.truncate(width - 1, pad=True) + Content("›")
