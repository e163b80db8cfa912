"""Turns HTML tags into blocks, for the readers of HTML and Word: the whole body, in its order."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from ccgbrief.importers.paper import CELL_SEPARATOR, Block
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean, clean_line

MOST_BLOCKS = 200_000

_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "svg",
        "math",
        "select",
        "iframe",
        "object",
    }
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|menu|nav|ol|p|pre|section"
    "|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""The tags that begin a block of their own."""

_MOST_LINKED = 0.9
"""Share of a block's letters from which on it is nothing but a link."""

_HEADING = re.compile(r"h([1-6])")


_APART = frozenset({"nav", "aside", "footer"})
"""The tags of what stands beside the text of a page."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A block with what its tags say of it."""

    block: Block
    is_apart: bool = False
    """True within a menu, beside the text or at the foot of the page."""
    is_link: bool = False
    """True for what is nothing but a link, and no heading, item or summary."""


def read_markup(html: str) -> tuple[Block, ...]:
    """Return the blocks of an HTML text; tags that are not closed or not known do no harm."""
    return tuple(marked.block for marked in read_marked(html))


def read_marked(html: str) -> tuple[Marked, ...]:
    """Return the blocks of an HTML text with what its tags say of each."""
    reader = _Markup()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.found)


@dataclass(slots=True)
class _List:
    """A list that is open."""

    ordered: bool
    items: int = 0


class _Markup(HTMLParser):
    """Gathers blocks while tags come by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Marked] = []
        self._text: list[str] = []
        self._unseen = ""
        self._unseen_depth = 0
        self._kind = PassageKind.PARAGRAPH
        self._level = 0
        self._marker = ""
        self._lists: list[_List] = []
        self._quotes = 0
        self._row: list[str] | None = None
        self._tables: list[int] = []
        self._apart: Counter[str] = Counter()
        self._summary = False
        self._letters = self._linked = 0
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            self._unseen_depth += tag == self._unseen
            return
        if tag == "a":
            self._in_link = True
        elif tag in _UNSEEN:
            self._unseen, self._unseen_depth = tag, 1
        elif tag == "br":
            self._text.append("\n" if self._kind is PassageKind.CODE else " ")
        elif _BLOCK.fullmatch(tag):
            self.end_block()
            self._apart[tag] += tag in _APART
            self._open(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen_depth -= tag == self._unseen
            if not self._unseen_depth:
                self._unseen = ""
        elif tag == "a":
            self._in_link = False
        elif _BLOCK.fullmatch(tag):
            self.end_block()
            self._apart[tag] -= self._apart[tag] > 0
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text.append(data)
            letters = sum(map(str.isalnum, data))
            self._letters += letters
            self._linked += letters * self._in_link

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if heading := _HEADING.fullmatch(tag):
            self._kind, self._level = PassageKind.HEADING, int(heading[1])
        elif tag == "pre":
            self._kind = PassageKind.CODE
        elif tag in {"ul", "ol", "menu"}:
            start = attrs.get("start") or ""
            self._lists.append(
                _List(tag == "ol", int(start) - 1 if start.isdecimal() and len(start) < 7 else 0)
            )
        elif tag == "li":
            self._begin_item()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "summary":
            self._summary = True
        elif tag == "table":
            self._end_row()
            self._tables.append(len(self.found))
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append("")

    def _close(self, tag: str) -> None:
        if _HEADING.fullmatch(tag) or tag == "pre":
            self._kind = PassageKind.PARAGRAPH
        elif tag in {"ul", "ol", "menu"} and self._lists:
            self._lists.pop()
            self._marker = ""
        elif tag == "li":
            self._marker = ""
        elif tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)
        elif tag == "summary":
            self._summary = False
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_table()

    def _begin_item(self) -> None:
        if not self._lists:
            self._lists.append(_List(ordered=False))
        current = self._lists[-1]
        current.items += 1
        self._marker = f"{current.items}." if current.ordered else "•"

    def end_block(self) -> None:
        """Make a block of the text gathered since the last one."""
        raw = "".join(self._text)
        self._text.clear()
        text = clean(raw).strip("\n") if self._kind is PassageKind.CODE else clean_line(raw)
        if not text.strip():
            return
        if self._row is not None:
            self._row[-1:] = [f"{self._row[-1]} {clean_line(text)}".strip() if self._row else text]
        elif self._kind is not PassageKind.PARAGRAPH:
            level = self._level if self._kind is PassageKind.HEADING else 0
            self._add(Block(self._kind, text, level=level))
        elif self._marker:
            depth = min(len(self._lists) - 1, 5)
            self._add(Block(PassageKind.ITEM, text, level=depth, marker=self._marker))
            self._marker = ""
        elif self._quotes:
            self._add(Block(PassageKind.QUOTATION, text))
        else:
            self._add(Block(PassageKind.PARAGRAPH, text))

    def _add(self, block: Block) -> None:
        is_text = self._summary or block.kind in {PassageKind.HEADING, PassageKind.ITEM}
        is_link = not is_text and self._linked > _MOST_LINKED * self._letters
        self._letters = self._linked = 0
        if len(self.found) < MOST_BLOCKS:
            self.found.append(Marked(block, any(self._apart.values()), is_link))

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row and len(row) > 1 and any(row):
            self._add(Block(PassageKind.ROW, CELL_SEPARATOR.join(row), cells=tuple(row)))
        elif row and row[0]:
            self._add(Block(PassageKind.PARAGRAPH, row[0]))

    def _end_table(self) -> None:
        """Make paragraphs of what is a table only to be set beside a picture."""
        self._end_row()
        start = self._tables.pop() if self._tables else len(self.found)
        rows = [marked.block for marked in self.found[start:]]
        if all(sum(map(bool, row.cells)) < 2 for row in rows):
            self.found[start:] = [
                replace(m, block=Block(PassageKind.PARAGRAPH, next(filter(None, m.block.cells))))
                if m.block.cells
                else m
                for m in self.found[start:]
            ]
