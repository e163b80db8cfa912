"""Figures as HTML: a table whose numbers are text, each with its bar as inline SVG; for `html`."""

from ccgbrief.minutes import phrases
from ccgbrief.minutes.html_builder import Markup, element
from ccgbrief.minutes.model import CitedFigure
from ccgbrief.pack import Value

WIDTH, HEIGHT = 220, 14
"""Pixels of a full bar; with a label and a number it fits A4."""


def figure_table(cited: CitedFigure) -> Markup:
    """Return the values of a figure as a table, its title the caption."""
    figure = cited.figure
    top = figure.top or max((value.value for value in figure.values), default=0)
    head = element(
        "tr",
        element("th", element("span", "What"), scope="col"),
        element("th", element("span", figure.unit or "Number"), scope="col"),
    )
    return element(
        "table",
        element("caption", figure.title),
        element("thead", head),
        element("tbody", *(_row(value, top) for value in figure.values)),
        class_="figure",
    )


def _row(value: Value, top: float) -> Markup:
    number = element("span", phrases.number(value), class_="number")
    return element(
        "tr",
        element("th", value.label, scope="row"),
        element("td", element("div", _bar(value, top), number)),
    )


def _bar(value: Value, top: float) -> Markup:
    """Draw a bar on its track; hollow and broken where the source does not state the number."""
    length = WIDTH * share(value.value, top)
    track = _rect("track", 0, WIDTH)
    bar = _rect("stated", 0, length) if value.stated else _rect("unstated", 1, length - 2)
    return element(
        "svg",
        track,
        bar,
        class_="bar",
        width=str(WIDTH),
        height=str(HEIGHT),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",  # the number beside it says the same
        focusable="false",
    )


def _rect(look: str, inset: int, width: float) -> Markup:
    return element(
        "rect",
        class_=look,
        x=str(inset),
        y=str(inset),
        width=f"{max(width, 0):.1f}",
        height=str(HEIGHT - 2 * inset),
    )


def share(value: float, top: float) -> float:
    """Return the part of a full bar, from 0 to 1, that stands for `value`."""
    if value <= 0 or top <= 0:
        return 0.0
    return 1.0 if value >= top else value / top
