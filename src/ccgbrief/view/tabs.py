"""The row of tabs: which there are, and how their labels fit a width."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ccgbrief.pack import Pack
from ccgbrief.text import shortened

OVERVIEW, AREAS, DUTIES, FIGURES, NOTES, GLOSSARY = (
    "overview:",
    "areas:",
    "duties:",
    "figures:",
    "notes:",
    "glossary:",
)
"""Ids of the tabs that are no articles; the colon keeps them apart from the articles' ids."""

LONGEST_LABEL = 24
"""Columns a label is cut to where not all fit: papers without a short title have long ones."""

DIGITS = "1234567890"
"""The keys that open tabs, in the order of the tabs that have one."""


class Tab(NamedTuple):
    """One tab of the row."""

    id: str
    label: str
    is_article: bool = False


def tabs_of(pack: Pack) -> tuple[Tab, ...]:
    """Return the tabs of a pack in their order; what the pack does not have gets none."""
    return (
        Tab(OVERVIEW, "Overview"),
        *(Tab(article.id, article.label, is_article=True) for article in pack.articles),
        *([Tab(AREAS, "Areas")] if pack.areas else []),
        *([Tab(DUTIES, "Duties")] if pack.duties else []),
        *([Tab(FIGURES, "Figures")] if pack.figures else []),
        Tab(NOTES, "Notes"),
        *([Tab(GLOSSARY, "Glossary")] if pack.terms else []),
    )


def numbered(tabs: Sequence[Tab]) -> tuple[int, ...]:
    """Return which tabs the digits open, in their order: 0-based places among all.

    Where there are more than ten, articles go without: what every pack has is always at hand.
    """
    places = range(len(tabs))
    if len(tabs) <= len(DIGITS):
        return tuple(places)
    after = next((i for i in reversed(places) if tabs[i].is_article), -1) + 1
    others = places[after:]
    return (*places[: len(DIGITS) - len(others)], *others)


class ShownTab(NamedTuple):
    """A tab as the row shows it."""

    position: int
    """0-based place among all tabs."""
    text: str


def fit_tabs(tabs: tuple[Tab, ...], active: int, width: int) -> tuple[ShownTab, ...]:
    """Return the tabs that fit `width` columns, each with a column of space on both sides.

    Where not all labels fit, long ones are cut, and then articles that are not open are named by
    their digits alone; where that is too much still, the tabs about the active one are kept.
    """
    digits = dict(zip(numbered(tabs), DIGITS, strict=False))
    whole = [tab.label for tab in tabs]
    cut = [shortened(label, LONGEST_LABEL) for label in whole]
    for labels in (whole, cut):
        shown = _shown(labels, digits)
        if _columns(shown) <= width:
            return shown
    brief = ["" if t.is_article and i in digits else cut[i] for i, t in enumerate(tabs)]
    # Half a row at the most, so that a long title leaves its neighbours in sight.
    brief[active] = shortened(whole[active], max(width // 2, 1))
    return _window(_shown(brief, digits), active, width)


def _window(shown: tuple[ShownTab, ...], active: int, width: int) -> tuple[ShownTab, ...]:
    """Return as many tabs about the active one as fit."""
    first, last = active, active + 1
    while True:
        wider = [(max(first - 1, 0), last), (first, min(last + 1, len(shown)))]
        fitting = [w for w in wider if w != (first, last) and _columns(shown[slice(*w)]) <= width]
        if not fitting:
            return shown[first:last]
        # Growing on the narrower side first keeps the active tab in the middle.
        first, last = min(fitting, key=lambda w: abs((active - w[0]) - (w[1] - 1 - active)))


def _shown(labels: Sequence[str], digits: Mapping[int, str]) -> tuple[ShownTab, ...]:
    """Put the digits before the labels; one that is empty leaves the digit alone."""
    return tuple(
        ShownTab(i, f"{digits.get(i, '')} {label}".strip()) for i, label in enumerate(labels)
    )


def _columns(shown: tuple[ShownTab, ...]) -> int:
    return sum(cell_len(tab.text) + 2 for tab in shown)
