"""Makes the row of tabs, and fits their labels to a width."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len

from ccgbrief.pack import PARTS, Article, Pack
from ccgbrief.text import shortened

BY_NAME = {name: f"{name}:" for name in PARTS}
"""Ids of the tabs that are not articles; the colon distinguishes them from article ids."""

OVERVIEW, AREAS, DUTIES, FIGURES, GLOSSARY, NOTES = BY_NAME.values()

LEAST_LABEL = 9
"""The least columns of a label while there is room: eight letters and the ellipsis."""

ROOM_FOR_TWO_ROWS = 30
"""Height of a window from which the tabs may take two rows."""

DIGITS = "1234567890"
"""The keys that open tabs, in the order of the tabs that have one."""


class Tab(NamedTuple):
    id: str
    label: str
    is_article: bool = False


def tabs_of(pack: Pack) -> tuple[Tab, ...]:
    """Return the tabs of a pack in order; parts that the pack lacks get none."""
    return (
        Tab(OVERVIEW, "Overview"),
        *(Tab(article.id, label, is_article=True) for article, label in _labelled(pack)),
        *([Tab(AREAS, "Areas")] if pack.areas else []),
        *([Tab(DUTIES, "Duties")] if pack.duties else []),
        *([Tab(FIGURES, "Figures")] if pack.figures else []),
        Tab(NOTES, "Notes"),
        *([Tab(GLOSSARY, "Glossary")] if pack.terms else []),
    )


def label_of(pack: Pack, tab: str) -> str:
    """Return the label of a tab; of the glossary, which may have none, its name."""
    return next((each.label for each in tabs_of(pack) if each.id == tab), tab.rstrip(":"))


def _labelled(pack: Pack) -> list[tuple[Article, str]]:
    """Return the articles with the labels of their tabs.

    If the label is only the beginning of the agenda item, its title is used; its number is dropped,
    since it would be beside that of a key.
    """
    items = {item.article: item for item in pack.agenda}
    found = []
    for article in pack.articles:
        label, item = article.label, items.get(article.id)
        if item and item.name.startswith(label.rstrip("… ")):
            label = item.title
        found.append((article, label))
    return found


def numbered(tabs: Sequence[Tab]) -> tuple[int, ...]:
    """Return the 0-based numbers of the tabs that the digits open, in order.

    If there are more than ten, articles have none, so that the fixed tabs are always within reach.
    """
    places = range(len(tabs))
    if len(tabs) <= len(DIGITS):
        return tuple(places)
    after = next((i for i in reversed(places) if tabs[i].is_article), -1) + 1
    others = places[after:]
    return (*places[: len(DIGITS) - len(others)], *others)


class ShownTab(NamedTuple):
    """A tab as shown in the row."""

    position: int
    """0-based number among all tabs."""
    text: str


Rows = tuple[tuple[ShownTab, ...], ...]
"""The visible tabs, row by row; a tab has a column of space on both sides."""


def tab_rows(tabs: Sequence[Tab], width: int, height: int) -> int:
    """Return how many rows the tabs take in a window of `height` rows.

    It is the same whichever tab is open, so that the text below never jumps.
    """
    longest = max(range(len(tabs)), key=lambda i: cell_len(tabs[i].label))
    one_is_enough = _Shrinking(tabs, longest, width).fits(slice(None), LEAST_LABEL, rows=1)
    return 1 if one_is_enough or height < ROOM_FOR_TWO_ROWS else 2


def fit_tabs(tabs: Sequence[Tab], active: int, width: int, rows: int = 1) -> Rows:
    """Return the tabs that fit `rows` rows of `width` columns, including the active one.

    Names shrink together, the longest first and the active one last. If they became too short to
    mean anything, the row shows only some tabs, with the neighbours of the active one among them;
    if more tabs follow, the last column is left free for the mark that says so.
    """
    shrinking = _Shrinking(tabs, active, width)
    every = slice(0, len(tabs))
    if not shrinking.fits(every, LEAST_LABEL, rows):
        shrinking = _Shrinking(tabs, active, width - 1)
        every = shrinking.window(rows)
    most = shrinking.longest_cut(every, rows)
    return tuple(map(tuple, shrinking.laid(every, most)))


class _Shrinking:
    """Shortens the labels of tabs to fit a width."""

    def __init__(self, tabs: Sequence[Tab], active: int, width: int) -> None:
        self._labels = [tab.label for tab in tabs]
        self._digits = dict(zip(numbered(tabs), DIGITS, strict=False))
        self._active, self._width = active, width
        # As long as it likes, except for what its neighbours need to be seen at all.
        neighbours = 2 * (LEAST_LABEL + cell_len("0 ") + 2)
        self._whole = max(width - 2 - len("0 "), 1)
        if len(tabs) > 1:
            self._whole = max(self._whole - neighbours, width // 2, 1)

    def fits(self, part: slice, most: int, rows: int) -> bool:
        """Return whether some of the tabs fit with labels of at most `most` columns."""
        # With ten thousand tabs, the first few show that all are too many.
        return next(islice(self.laid(part, most), rows, None), None) is None

    def laid(self, part: slice, most: int) -> Iterator[list[ShownTab]]:
        """Arrange some of the tabs in rows, with labels of at most `most` columns."""
        row: list[ShownTab] = []
        used = 0
        for i in range(len(self._labels))[part]:
            label = shortened(self._labels[i], self._whole if i == self._active else most)
            tab = ShownTab(i, f"{self._digits.get(i, '')} {label}".strip())
            columns = cell_len(tab.text) + 2
            if row and used + columns > self._width:
                yield row
                row, used = [], 0
            row.append(tab)
            used += columns
        yield row

    def longest_cut(self, part: slice, rows: int) -> int:
        """Return the most columns that labels may have so that the tabs fit."""
        cuts = range(1, max(map(cell_len, self._labels[part]), default=1) + 1)
        fitting = bisect_left(cuts, 1, key=lambda most: not self.fits(part, most, rows))
        return max(fitting, 1)

    def window(self, rows: int) -> slice:
        """Return which tabs are visible if not all fit.

        The window moves only as far from the first tab as the one after the active tab requires.
        """
        first, last = max(self._active - 1, 0), min(self._active + 2, len(self._labels))
        while first > 0 and self.fits(slice(first - 1, last), LEAST_LABEL, rows):
            first -= 1
        while last < len(self._labels) and self.fits(slice(first, last + 1), LEAST_LABEL, rows):
            last += 1
        if self.fits(slice(first, last), 1, rows):
            return slice(first, last)
        return slice(self._active, self._active + 1)
