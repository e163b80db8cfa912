"""The row of tabs, or two rows: the active tab is reversed, and a click switches."""

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from ccgbrief.view.tabs import ShownTab, Tab, fit_tabs, tab_rows

EDGE = "  "
"""Columns before the first tab, whose text is aligned with all texts on the screen."""


class TabRow(Widget):
    """Shows the tabs that fit."""

    DEFAULT_CSS = """
    TabRow { height: auto; background: $surface; }
    """

    def __init__(self, tabs: tuple[Tab, ...]) -> None:
        super().__init__()
        self.auto_links = False  # Textual would underline every label
        self._tabs = tabs
        self._active = 0
        self._dimmed = False

    def show_tabs(self, tabs: tuple[Tab, ...], active: str) -> None:
        """Show these tabs instead, the first as the active one where that has gone."""
        self._tabs = tabs
        self.activate(active)
        self.refresh(layout=True)

    def activate(self, tab: str) -> None:
        """Show the tab with this id as the active one."""
        ids = [each.id for each in self._tabs]
        self._active = ids.index(tab) if tab in ids else 0
        self.refresh()

    def dim(self, *, dimmed: bool) -> None:
        """Show no tab as active while something other than a tab is shown."""
        self._dimmed = dimmed
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container
        return tab_rows(self._tabs, width - len(EDGE), viewport.height)

    def render(self) -> Content:
        """Draw the labels; each has its tab's action for the mouse, as do ‹ and ›."""
        width, last = self.size.width - len(EDGE), len(self._tabs) - 1
        rows = fit_tabs(self._tabs, self._active, width, self.size.height)
        lines = [Content(EDGE) + self._labels(row) for row in rows]
        first, following = rows[0][0].position, rows[-1][-1].position + 1
        if first:
            lines[0] = _clickable("‹", first - 1) + lines[0][1:]
        if following <= last:
            lines[-1] = lines[-1].truncate(self.size.width - 1, pad=True)
            lines[-1] += _clickable("›", following)
        return Content("\n").join(lines)

    def _labels(self, row: tuple[ShownTab, ...]) -> Content:
        active = -1 if self._dimmed else self._active
        return Content("").join(
            _clickable(f" {tab.text} ", tab.position, is_active=tab.position == active)
            for tab in row
        )


def _clickable(text: str, position: int, *, is_active: bool = False) -> Content:
    """Return a text that opens the tab at this position when it is clicked."""
    opens = Style.from_meta({"@click": f"screen.tab({position})"})
    return Content.styled(text, Style(reverse=is_active, bold=is_active) + opens)
