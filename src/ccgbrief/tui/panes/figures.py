"""The pane of the figures: bars in block characters, the number beside each."""

from ccgbrief.notebook import Place
from ccgbrief.pack import Article, Figure, Pack, Value, cite_figure
from ccgbrief.text import words
from ccgbrief.tui.blocks import Address, Block, Look
from ccgbrief.tui.panes.shown import Shown, notes_on, passage_key

BAR_WIDTH = 30
"""Columns of a full bar: with a label and a number it fits a terminal of 80."""

LABEL_WIDTH = 24
"""Columns of a label that stands beside its bar."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def figure_blocks(shown: Shown) -> list[Block]:
    """Return title, bars and particulars of each figure; Enter leads to its article."""
    return [
        block
        for figure in shown.pack.figures
        for block in (
            *_figure(figure, shown.pack),
            *notes_on(shown, Place(figure=figure.id)),
        )
    ]


def _figure(figure: Figure, pack: Pack) -> list[Block]:
    article = pack.article(figure.article)
    leads = Address(figure.article, passage_of(figure, article)) if article else None
    first = figure is pack.figures[0]
    drawn, about = "\n".join(bars(figure)), _about(figure, pack)
    copies = f"{figure.title}\n{drawn}\n{about}"
    return [
        Block(
            figure.id,
            figure.title,
            Look.HEADING,
            gap=int(not first),
            leads=leads,
            copies=copies,
            place=Place(figure=figure.id),
        ),
        Block(f"{figure.id}/bars", drawn, Look.FIGURE, gap=0, rests=False),
        Block(f"{figure.id}/about", about, Look.FAINT, gap=0, rests=False),
    ]


def passage_of(figure: Figure, article: Article) -> str:
    """Return the key of the passage that has most of the figure's numbers; the title's for none."""
    said = {w.folded for v in figure.values for w in words(v.shown or f"{v.value:g}")}
    found = [(len(said & {w.folded for w in words(p.text)}), p) for p in article.passages]
    most, passage = max(found, key=lambda each: each[0], default=(0, None))
    return passage_key(passage) if most and passage else "title"


def _about(figure: Figure, pack: Pack) -> str:
    article = pack.article(figure.article)
    source = f"Source: {cite_figure(article, figure)}" if article else ""
    unit = f"In {figure.unit}" if figure.unit else ""
    parts = (unit, figure.base, figure.caveat, source)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def bars(figure: Figure) -> list[str]:
    """Return label, bar and number of each value; hollow where the source does not say it.

    Labels stand beside the bars where all are short, above them where one is long.
    """
    longest = max((len(value.label) for value in figure.values), default=0)
    top = figure.top or max((value.value for value in figure.values), default=0) or 1
    lines = []
    for value in figure.values:
        bar = f"{_bar(value, top)} {number(value)}"
        if longest <= LABEL_WIDTH:
            lines.append(f"{value.label:<{longest}} {bar}")
        else:
            lines += [value.label, bar]
    return lines


def number(value: Value) -> str:
    """Return a value as it is shown: as the source puts it, or as a plain number."""
    whole = value.value == round(value.value)
    said = value.shown or f"{round(value.value) if whole else value.value:,}"
    return said if value.stated else f"{said} (worked out, not stated)"


def _bar(value: Value, top: float) -> str:
    eighths = round(min(max(value.value / top, 0), 1) * BAR_WIDTH * 8)
    if not value.stated:
        return "░" * round(eighths / 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")
