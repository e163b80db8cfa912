"""The row of tabs: which there are, and how their labels fit a width."""

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from ccgbrief.pack import Pack

OVERVIEW, AREAS, DUTIES, FIGURES, NOTES, GLOSSARY = (
    "overview:",
    "areas:",
    "duties:",
    "figures:",
    "notes:",
    "glossary:",
)
"""Ids of the tabs that are no articles; the colon keeps them apart from the articles' ids."""

LEAST_LABEL = 8
"""Letters of a label under which it says too little: then the row scrolls instead."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the row."""

    id: str
    label: str


def tabs_of(pack: Pack) -> tuple[Tab, ...]:
    """Return the tabs of a pack in their order; what the pack does not have gets none."""
    return (
        Tab(OVERVIEW, "Overview"),
        *(Tab(article.id, article.label) for article in pack.articles),
        *([Tab(AREAS, "Focus areas")] if pack.areas else []),
        *([Tab(DUTIES, "Duties")] if pack.duties else []),
        *([Tab(FIGURES, "Figures")] if pack.figures else []),
        Tab(NOTES, "Notes"),
        *([Tab(GLOSSARY, "Glossary")] if pack.terms else []),
    )


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab as the row shows it."""

    position: int
    """0-based place among all tabs."""
    text: str


def fit_tabs(tabs: tuple[Tab, ...], active: int, width: int) -> tuple[ShownTab, ...]:
    """Return the tabs that fit `width` columns, their labels cut alike, the active one whole.

    Each takes two columns of space beside its text. Where not all fit, those about the active
    one are kept.
    """
    longest = max(cell_len(tab.label) for tab in tabs)
    shown: tuple[ShownTab, ...] = ()
    for letters in range(max(longest, LEAST_LABEL), LEAST_LABEL - 1, -1):
        shown = _cut(tabs, active, letters)
        if _columns(shown) <= width:
            return shown
    first, last = active, active + 1
    while True:
        wider = [(max(first - 1, 0), last), (first, min(last + 1, len(tabs)))]
        fitting = [w for w in wider if w != (first, last) and _columns(shown[slice(*w)]) <= width]
        if not fitting:
            return shown[first:last]
        # Growing on the narrower side first keeps the active tab in the middle.
        first, last = min(fitting, key=lambda w: abs((active - w[0]) - (w[1] - 1 - active)))


def _cut(tabs: tuple[Tab, ...], active: int, letters: int) -> tuple[ShownTab, ...]:
    return tuple(
        ShownTab(i, _label(i, tab.label if i == active else shortened(tab.label, letters)))
        for i, tab in enumerate(tabs)
    )


def _label(position: int, label: str) -> str:
    # Ten keys reach the first ten tabs: 1 to 9, and 0 for the tenth.
    return f"{(position + 1) % 10} {label}" if position < 10 else label


def _columns(shown: tuple[ShownTab, ...]) -> int:
    return sum(cell_len(tab.text) + 2 for tab in shown)


def shortened(text: str, length: int) -> str:
    """Return `text`, cut with an ellipsis to `length` columns where it is wider."""
    if cell_len(text) <= length:
        return text
    kept = set_cell_size(text, length - 1).rstrip()
    return f"{kept}…"
