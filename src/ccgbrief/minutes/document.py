"""Builds the minutes as a pandoc document tree, for Word, OpenDocument and PDF.

In a tree, unlike in markup, what people wrote can only ever be text. Title, headings, quotations
and tables use pandoc's own styles, which a house template may define.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ccgbrief.minutes import layout, phrases
from ccgbrief.minutes.model import Minutes
from ccgbrief.notebook.meeting import in_words
from ccgbrief.text import clean_line, is_web_address

Node = dict[str, Any]
"""A node of pandoc's tree: `t` is its type, and `c`, if present, its content."""

VERSION = [1, 23]
"""The version of the tree's format, as in pandoc 3."""

_NO_NAME: list[Any] = ["", [], []]
_BREAK: Node = {"t": "LineBreak"}
_SPACE: Node = {"t": "Space"}
_TO_FIT: Node = {"t": "ColWidthDefault"}
_LEFT: Node = {"t": "AlignLeft"}
_NUMBER_WIDTH = 0.09
_SIGN_WIDTH = 0.0175
_NARROWEST, _WIDEST = 0.13, 0.19
_DETAIL_WIDTHS = (0.25, 0.75)


def as_tree(minutes: Minutes) -> Node:
    """Return the minutes as a document in pandoc's JSON."""
    document = layout.lay_out(minutes)
    texts = {
        "title": document.title,
        "subtitle": document.kind,
        "date": in_words(document.held),
        "lang": "en-GB",
    }
    details = [[_cell(label), _cell(text)] for label, text in document.details.items()]
    blocks = [_table((), details, _DETAIL_WIDTHS)] if details else []
    blocks += map(_para, document.scope)
    for heading, section in document.sections:
        blocks += [_heading(1, heading), *_blocks(section)]
    return {
        "pandoc-api-version": VERSION,
        "meta": {key: {"t": "MetaInlines", "c": [_str(text)]} for key, text in texts.items()},
        "blocks": [*blocks, _para(phrases.SIGN_OFF)],
    }


def _blocks(blocks: Iterable[layout.Block]) -> Iterator[Node]:
    for block in blocks:
        match block:
            case layout.Heading(text):
                yield _heading(2, text)
            case layout.Paragraph(text, source, url):
                space = [_SPACE] if text and source else []
                yield _node("Para", [_str(text), *space, *_linked(source, url)])
            case layout.Said():
                yield from _text(block)
                if block.facts:
                    yield _para(" · ".join(f"{label}: {fact}" for label, fact in block.facts))
                yield from map(_para, block.remarks)
            case layout.Quotation(paragraphs, source, url):
                origin = [_node("Para", _linked(source, url))] if source else []
                yield _node("BlockQuote", [*_paragraphs(paragraphs), *origin])
            case layout.Items(items, is_numbered):
                listed = [[*_blocks(item)] for item in items]
                style = [1, {"t": "Decimal"}, {"t": "Period"}]
                numbered = _node("OrderedList", [style, listed])
                yield numbered if is_numbered else _node("BulletList", listed)
            case layout.Table():
                yield _para(block.caption)
                yield _facts_table(block)
            case layout.Chart(figure):
                yield _heading(2, figure.title)
                rows = [[_cell(value.label), _cell(value.said)] for value in figure.values]
                yield _table(("", figure.unit or "Number"), rows)


def _text(said: layout.Said) -> list[Node]:
    first, *rest = _paragraphs(said.paragraphs)
    if said.label:
        label = _node("Strong", [_str(f"{said.label}:")])
        first = _node("Para", [label, _SPACE, *first["c"]])
    return [first, *rest]


def _facts_table(table: layout.Table) -> Node:
    numbers = [_NUMBER_WIDTH] if table.is_numbered else []
    facts = [_width(each) for each in zip(*(row.said.facts for row in table.rows), strict=True)]
    text = 1 - sum(numbers) - sum(facts)
    rows = [
        [
            *([[_para(str(number))]] if table.is_numbered else []),
            [*_text(row.said), *map(_para, row.said.remarks), *_blocks(row.more)],
            *([_para(fact)] for _, fact in row.said.facts),
        ]
        for number, row in enumerate(table.rows, 1)
    ]
    return _table(table.headings, rows, [*numbers, text, *facts])


def _width(facts: Iterable[tuple[str, str]]) -> float:
    """Return how wide a column of facts is: no wider than they need, as the text needs the rest."""
    longest = max(len(fact) for _, fact in facts)
    return min(max(longest * _SIGN_WIDTH, _NARROWEST), _WIDEST)


def _table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[Node]]],
    widths: Sequence[float] = (),
) -> Node:
    """Return a table whose cells are blocks; widths are fractions of the page's width."""
    sizes = [_node("ColWidth", width) for width in widths] or [_TO_FIT] * len(heads)
    names = [[_node("Plain", [_node("Strong", [_str(name)])])] if name else [] for name in heads]
    return _node(
        "Table",
        [
            _NO_NAME,
            [None, []],
            [[_LEFT, size] for size in sizes],
            [_NO_NAME, [_row(names)] if names else []],
            [[_NO_NAME, 0, [], [_row(row) for row in rows]]],
            [_NO_NAME, []],
        ],
    )


def _row(cells: Iterable[Sequence[Node]]) -> list[Any]:
    return [_NO_NAME, [[_NO_NAME, {"t": "AlignDefault"}, 1, 1, list(cell)] for cell in cells]]


def _heading(level: int, text: str) -> Node:
    return _node("Header", [level, _NO_NAME, [_str(text)]])


def _paragraphs(paragraphs: Sequence[str]) -> list[Node]:
    """Return paragraphs that keep their line breaks."""
    return [_node("Para", _lines(paragraph)) for paragraph in paragraphs]


def _lines(text: str) -> list[Node]:
    nodes: list[Node] = []
    for line in text.split("\n"):
        nodes += [_BREAK] if nodes else []
        for run in phrases.runs(clean_line(line)):
            nodes += _linked(run.text, run.target) if run.is_link else [_node("Str", run.text)]
    return nodes


def _para(text: str) -> Node:
    return _node("Para", [_str(text)])


def _cell(text: str) -> list[Node]:
    return [_node("Plain", [_str(text)])] if text else []


def _linked(text: str, url: str) -> list[Node]:
    inside = [_str(text)]
    return [_node("Link", [_NO_NAME, inside, [url, ""]])] if is_web_address(url) else inside


def _str(text: str) -> Node:
    return _node("Str", clean_line(text))


def _node(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}
