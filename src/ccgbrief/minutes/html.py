"""Writes the minutes as one HTML file that loads nothing and runs nothing, to send or print."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from ccgbrief.minutes import layout, phrases
from ccgbrief.minutes.model import Minutes
from ccgbrief.notebook.meeting import in_words
from ccgbrief.pack import Figure, Value
from ccgbrief.text import clean, is_web_address

WIDTH, HEIGHT = 220, 14
"""Pixels of a full bar, which fits A4 together with a label and a number."""


class Markup(str):
    """Text that is already HTML."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Return an element; its content is escaped unless it is `Markup`.

    Attributes without a value are left out. In their names, an underscore at the end is dropped and
    others become hyphens.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
        if value
    )
    return Markup(f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return text and `Markup` as one piece of HTML."""
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts)
    )


def as_html(minutes: Minutes) -> str:
    """Return the minutes as a whole HTML document, ending in a newline."""
    document = layout.lay_out(minutes)
    sections = (
        element("section", element("h2", heading), *_blocks(blocks))
        for heading, blocks in document.sections
    )
    sign_off = element("p", phrases.SIGN_OFF, class_="sign-off")
    return _page().substitute(
        title=joined([f"{document.kind}, {in_words(document.held)}: {document.title}"]),
        main=joined([_header(document), *sections, sign_off]),
    )


@cache
def _page() -> Template:
    return Template(files(__package__).joinpath("minutes.html").read_text(encoding="utf-8"))


def _header(document: layout.Document) -> Markup:
    day = element("time", in_words(document.held), datetime=document.held.isoformat())
    details = [
        element(name, text)
        for detail in document.details.items()
        for name, text in zip(("dt", "dd"), detail, strict=True)
    ]
    return element(
        "header",
        element("p", document.kind, class_="kind"),
        element("h1", document.title),
        element("p", day, class_="day"),
        element("dl", *details) if details else "",
        *(element("p", sentence, class_="about") for sentence in document.scope),
    )


def _blocks(blocks: Iterable[layout.Block]) -> Iterator[Markup]:
    for block in blocks:
        match block:
            case layout.Heading(text):
                yield element("h3", text)
            case layout.Paragraph(text, source, url):
                space = " " if text and source else ""
                yield element("p", text, space, _linked(source, url), class_="about")
            case layout.Said():
                yield _text(block)
                if block.facts:
                    facts = " · ".join(f"{label}: {fact}" for label, fact in block.facts)
                    yield element("p", facts, class_="about")
                yield from _remarks(block)
            case layout.Quotation(paragraphs, source, url):
                quote = element("blockquote", *_paragraphs(paragraphs), dir="auto")
                origin = element("figcaption", _linked(source, url)) if source else ""
                yield element("figure", quote, origin, class_="words")
            case layout.Items(items, is_numbered):
                listed = (element("li", *_blocks(item)) for item in items)
                yield element("ol" if is_numbered else "ul", *listed)
            case layout.Table():
                rows = (_row(row, block, number) for number, row in enumerate(block.rows, 1))
                look = "numbered" if block.is_numbered else ""
                yield _table(block.caption, block.headings, rows, look)
            case layout.Chart(figure):
                yield _chart(figure)


def _text(said: layout.Said) -> Markup:
    label = element("p", f"{said.label}:", class_="label") if said.label else ""
    return joined([label, element("div", *_paragraphs(said.paragraphs), class_="said", dir="auto")])


def _remarks(said: layout.Said) -> list[Markup]:
    return [element("p", remark, class_="remark") for remark in said.remarks]


def _table(caption: str, headings: Iterable[str], rows: Iterable[Markup], look: str) -> Markup:
    columns = (element("th", element("span", name), scope="col") for name in headings)
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", *rows),
        class_=look,
    )


def _row(row: layout.Row, table: layout.Table, number: int) -> Markup:
    cells = (element("td", text, dir="auto") for _, text in row.said.facts)
    return element(
        "tr",
        element("td", str(number)) if table.is_numbered else "",
        element("th", _text(row.said), *_remarks(row.said), *_blocks(row.more), scope="row"),
        *cells,
        class_=row.look,
    )


def _linked(text: str, url: str) -> Markup:
    return element("a", text, href=url) if is_web_address(url) else joined([text])


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[Markup]:
    """Yield paragraphs with their links; the style sheet keeps their line breaks."""
    for paragraph in paragraphs:
        runs = phrases.runs(paragraph)
        yield element("p", *(_linked(run.text, run.target if run.is_link else "") for run in runs))


def _chart(figure: Figure) -> Markup:
    """Return the values of a figure as a table, with its title as the caption."""
    top = figure.top or max((value.value for value in figure.values), default=0)
    rows = []
    for value in figure.values:
        bar = element("div", _bar(value, top), element("span", value.said, class_="number"))
        rows.append(element("tr", element("th", value.label, scope="row"), element("td", bar)))
    return _table(figure.title, ("What", figure.unit or "Number"), rows, "figure")


def _bar(value: Value, top: float) -> Markup:
    """Draw a bar on its track; hollow and dashed if the source does not state the number."""
    length = WIDTH * bar_share(value.value, top)
    bars = (("track", WIDTH), ("stated" if value.stated else "unstated", length))
    return element(
        "svg",
        *(
            element("rect", class_=look, width=f"{width:.1f}", height=str(HEIGHT))
            for look, width in bars
        ),
        class_="bar",
        width=str(WIDTH),
        height=str(HEIGHT),
        aria_hidden="true",  # the number beside it says the same
        focusable="false",
    )


def bar_share(value: float, top: float) -> float:
    """Return the length of the bar for `value`, from 0 to 1."""
    if value <= 0 or top <= 0:
        return 0.0
    return 1.0 if value >= top else value / top
