"""The row of tabs: one line, the active tab reversed, a click switches."""

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from ccgbrief.tui.tabs import Tab, fit_tabs


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

    def activate(self, position: int) -> None:
        """Show the tab at this position as the active one."""
        self._active = position
        self.refresh()

    def render(self) -> Content:
        """Draw the labels; each carries the action of its tab for the mouse."""
        shown = fit_tabs(self._tabs, self._active, self.size.width - 2)
        active, other = Style(reverse=True, bold=True), Style()
        before = "‹" if shown[0].position else " "
        after = "›" if shown[-1].position < len(self._tabs) - 1 else ""
        labels = Content("").join(
            Content.styled(
                f" {tab.text} ",
                (active if tab.position == self._active else other)
                + Style.from_meta({"@click": f"screen.tab({tab.position})"}),
            )
            for tab in shown
        )
        return Content(before) + labels + Content(after)
