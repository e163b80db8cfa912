"""Makes the pane of figures: thin bars, each with its number."""

import re
from functools import lru_cache, partial
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from ccgbrief.notebook import Place
from ccgbrief.pack import Article, Figure, Pack, Passage, Value, cite_figure
from ccgbrief.text import words
from ccgbrief.view.address import Address, passage_key, row_key
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.note_blocks import notes_on
from ccgbrief.view.view_state import ViewState

BAR_WIDTH = 30
"""Columns of a full bar, which fits 80 columns together with a label and a number."""

LEAST_BAR = 8
"""Columns of a full bar; shorter ones all look alike."""

REMEMBERED = 256
"""How many figures' passages are cached: finding them again would take 20 ms each time that the
pane is opened."""

WIDE = 1000
"""Columns that have room for everything."""

LABEL_WIDTH = 24
"""Columns of a label beside its bar."""

FULL, HALF, UNSTATED = "━", "╸", "╌"
"""What bars are drawn with: thin, so that the numbers come first."""

BAR = re.compile(f"[{FULL}{HALF}{UNSTATED}■▪□]+ *")
"""The bars in what is drawn, which are fainter than labels and numbers."""


def without_bars(drawn: str) -> str:
    """Return what is drawn with labels and numbers alone."""
    return "\n".join(BAR.sub("", line).rstrip() for line in drawn.split("\n"))


def figure_blocks(shown: ViewState) -> list[Block]:
    """Return the title, bars and details of each figure; Enter leads to its article."""
    return [
        block
        for figure in shown.pack.figures
        for block in (*_figure(figure, shown.pack), *notes_on(shown, Place(figure=figure.id)))
    ]


def _figure(figure: Figure, pack: Pack) -> list[Block]:
    article = pack.article(figure.article)
    passage = passage_of(figure, article) if article else None
    key = passage_key(passage.number) if passage else "title"
    leads = Address(figure.article, key) if article else None
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
        Block(
            row_key(figure.id, "bars"),
            drawn,
            Look.FIGURE,
            gap=0,
            rests=False,
            drawn=partial(bars, figure),
        ),
        Block(row_key(figure.id, "about"), about, Look.FAINT, gap=0, rests=False),
    ]


def passage_of(figure: Figure, article: Article) -> Passage | None:
    """Return the passage with most of the figure's numbers; None if none has any."""
    return _passage_of(figure, article.passages)


@lru_cache(maxsize=REMEMBERED)
def _passage_of(figure: Figure, passages: tuple[Passage, ...]) -> Passage | None:
    said = {w.folded for v in figure.values for w in words(v.shown or f"{v.value:g}")}
    found = zip((len(said & told) for told in _words_of(passages)), passages, strict=True)
    most, passage = max(found, key=lambda each: each[0], default=(0, None))
    return passage if most else None


@lru_cache(maxsize=1)  # the figures of an article follow one another
def _words_of(passages: tuple[Passage, ...]) -> list[frozenset[str]]:
    return [frozenset(word.folded for word in words(p.text)) for p in passages]


def _about(figure: Figure, pack: Pack) -> str:
    source = f"Source: {cite_figure(pack.article(figure.article), figure)}"
    unit = f"In {figure.unit}" if figure.unit else ""
    parts = (unit, figure.base, figure.caveat, source)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def bars(figure: Figure, room: int = WIDE) -> list[str]:
    """Return label, bar and number of each value; a bar is broken if the source does not state it.

    Labels are beside the bars if all are short, otherwise above them. Bars are shorter in little
    room; if too short, numbers go below.
    """
    numbers = [value.said for value in figure.values]
    longest = max((cell_len(value.label) for value in figure.values), default=0)
    widest = max(map(cell_len, numbers), default=0)
    beside = longest <= LABEL_WIDTH and longest + LEAST_BAR + widest + 2 <= room
    left = room - (longest + 1 if beside else 0) - widest - 1
    full = min(left if left >= LEAST_BAR else room, BAR_WIDTH)
    top = figure.top or max((value.value for value in figure.values), default=0) or 1
    lines = []
    for value, said in zip(figure.values, numbers, strict=True):
        bar = _bar(value, top, full)
        if beside:
            lines.append(f"{set_cell_size(value.label, longest)} {bar} {said}")
        else:
            lines += wrapped(value.label, room)
            lines += [f"{bar} {said}"] if left >= LEAST_BAR else [bar, *wrapped(said, room)]
    return lines


def titled_bars(figure: Figure, room: int = WIDE) -> list[str]:
    return [*wrapped(figure.title, room), *bars(figure, room)]


def wrapped(text: str, room: int) -> list[str]:
    """Wrap a text to rows of at most `room` columns."""
    # A letter may take two columns; textwrap counts letters.
    return wrap(text, max(room * len(text) // max(cell_len(text), 1), 1))


def _bar(value: Value, top: float, columns: int) -> str:
    halves = round(min(max(value.value / top, 0), 1) * columns * 2)
    if not value.stated:
        return UNSTATED * round(halves / 2)
    full, rest = divmod(halves, 2)
    return FULL * full + HALF * rest
