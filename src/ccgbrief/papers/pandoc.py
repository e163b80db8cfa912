"""Reads office files and e-books with pandoc, and turns its document tree into blocks.

What the file states is kept: levels of headings, labels of items as printed, spans of cells,
raised and lowered figures, notes.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count, repeat
from typing import Any

from lxml.etree import LxmlError

from ccgbrief.converters import KILLED, OUT_OF_MEMORY, is_killed, pandoc, run_program
from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers import ebook, opendocument, word
from ccgbrief.papers.bullets import BULLET, is_mere
from ccgbrief.papers.completeness import missing, with_missing
from ccgbrief.papers.grids import filled_grid, is_data, with_heads_below
from ccgbrief.papers.numerals import lowered, numeral, raised
from ccgbrief.papers.paper import (
    DELETED,
    LINKED,
    STRUCK,
    Block,
    LeftOut,
    Link,
    Paper,
    PaperError,
    Prepared,
    Source,
    Tell,
)
from ccgbrief.papers.word import LABEL_END, LABEL_START
from ccgbrief.text import clean, clean_line

MOST_SECONDS = 55
"""For one file; 300 pages of Word take two."""

DAMAGED = "it is damaged and cannot be read; get a whole copy"
_ABOVE = ("title", "subtitle", "author", "date", "abstract")
"""The styles of paragraphs above the text of a Word file that pandoc takes for its details."""
_NO_LABEL = LABEL_START + LABEL_END
"""Begins a paragraph in a list that has neither a number nor a sign there."""
_LABELLED = re.compile(f"{LABEL_START}([^{LABEL_START}{LABEL_END}]*){LABEL_END}")

_SAME_SITE = re.compile(
    r"(?!\w+:|.*\.(?:csv|doc[mx]?|eml|epub|fod[pst]|ics|md|msg|od[pst]|pdf|ppt[mx]?|rtf|tsv|txt|"
    r"xls[bmx]?|zip)(?![^\W_]))",
    re.IGNORECASE,
)
"""Where links lead within a web site or a book, unless it is a paper beside the page."""

_MARKER = re.compile(r"(?<=\d)[.)](?=\s)|(?<=[\"'])[-+*#>](?=\s)")
"""What would make a setting such as “30. November” an item of a list, or a heading."""

Node = dict[str, Any]
"""A node of pandoc's tree: `t`, the name of its kind, and mostly `c`, what is in it."""

Line = tuple[str, tuple[Link, ...]]


def read_office(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file that pandoc reads in the format `form`, as `docx`; raises PaperError."""
    modules = {"docx": word, "epub": ebook, "odt": opendocument}
    try:
        given = Prepared(source.data, [], [])
        if form in modules:
            given = modules[form].prepared(source.data)
    except (LxmlError, KeyError) as error:
        raise PaperError(DAMAGED) from error
    tree = _tree(given.data, form)
    for stated in tree["meta"].values() if form == "epub" else ():
        if stated["t"] == "MetaList":  # pandoc turns round what an e-book has several of
            stated["c"].reverse()
    reader = _TreeReader(heads_are_stated=form == "epub")
    stated = {key: reader.stated(value) for key, value in tree["meta"].items()}
    title, author, date = (stated.get(key, "") for key in ("title", "author", "date"))
    above = [stated.get(key, "") for key in _ABOVE] if form == "docx" else ()
    blocks = [Block(PassageKind.PARAGRAPH, text) for text in above if text]
    blocks += [*with_titles(reader.read(tree["blocks"])), *reader.notes()]
    tell(1, 1)
    left_out = (*reader.left_out, *given.left_out)
    paper = Paper(tuple(blocks), title=title, author=author, published=date, left_out=left_out)
    return with_missing(replace(paper, remarks=given.remarks), given.lines)


def read_page(page: bytes, lines: Iterable[LeftOut]) -> tuple[list[Block], list[LeftOut]]:
    """Return all that is in a web page, in UTF-8, and what of it is left out; raises PaperError.

    The titles of tables are among their rows. `lines` are all that its text says.
    """
    reader = _TreeReader(heads_are_stated=True)
    blocks = [*reader.read(_tree(page, "html")["blocks"])]
    return blocks, [*reader.left_out, *missing(lines, blocks, reader.left_out)]


def read_settings(text: str) -> dict[str, str]:
    """Return the settings in YAML that stand above a text in Markdown; raises PaperError."""
    text = _MARKER.sub(lambda found: f"&#{ord(found[0])};", text)
    tree = _tree(f"---\n{text}---\n".encode(), "commonmark+yaml_metadata_block")
    stated: dict[str, list[str]] = {}
    for key, value in tree["meta"].items():
        for inner, setting in _settings(key, value):
            stated.setdefault(inner, []).append(setting)
    return {key: ", ".join(values) for key, values in stated.items()}


def _settings(key: str, value: Node) -> Iterator[tuple[str, str]]:
    """Yield what is stated under a key, and within it: of an author `author` and `author.email`."""
    content: Any = value.get("c")
    if value.get("t") == "MetaList":
        for each in content:
            yield from _settings(key, each)
    elif value.get("t") == "MetaMap":
        for inner, each in content.items():
            yield from _settings(key if inner == "name" else f"{key}.{inner}", each)
    else:
        yield key, _TreeReader().stated(value)


def with_titles(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, with the titles of tables as paragraphs above them."""
    for block in blocks:
        for text, *_ in block.rows[: block.titles]:
            if text:
                yield Block(PassageKind.PARAGRAPH, text, page=block.page)
        yield replace(block, rows=block.rows[block.titles :], titles=0)


def _tree(data: bytes, form: str) -> Node:
    command = [*pandoc(), "-t", "json", "-f", form]
    command += ["--track-changes=all"] if form == "docx" else []
    command += ["--tab-stop=8"] if form == "html" else []
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        status = run_program(command, MOST_SECONDS, stdin=given, stdout=answer)
        if status in {None, OUT_OF_MEMORY}:
            raise PaperError(
                "it has more text than can be read at once, or memory is short; divide it, save it "
                "as PDF, or close other programs"
            )
        if status:
            raise PaperError(KILLED if is_killed(status) else DAMAGED)
        answer.seek(0)
        return dict(json.load(answer))


@dataclass(slots=True)
class _TreeReader:
    """Walks through a tree; what is left out and the footnotes gather on the way."""

    heads_are_stated: bool = False
    """True where no program says of itself that the first row of a table is its heads.

    There lines end where what is said ends, and in office files also to fit.
    """
    left_out: list[LeftOut] = field(default_factory=list)
    _notes: list[Block] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)

    def read(self, nodes: Iterable[Node]) -> Iterator[Block]:
        for node in nodes:
            yield from self._block(node)

    def notes(self) -> Iterator[Block]:
        """Yield the footnotes, each with its mark."""
        yield from self._notes

    def stated(self, value: Node) -> str:
        """Return what a document states of itself, as text."""
        match value.get("t"):
            case "MetaInlines":
                return self._text(value["c"])
            case "MetaBlocks":
                return " ".join(block.text for block in self.read(value["c"]))
            case "MetaList":
                return ", ".join(map(self.stated, value["c"]))
        return clean_line(str(value.get("c", "")))

    def _block(self, node: Node) -> Iterator[Block]:
        content: Any = node.get("c")
        match node["t"], content:
            case (("Para" | "Plain"), inlines):
                yield from self._paragraph(inlines)
            case "Header", [level, _, inlines]:
                text, links = _in_one(self._lines(inlines))
                label, text = _unlabelled(text)
                if text:
                    text = f"{label} {text}".strip()
                    yield Block(PassageKind.HEADING, text, level, links=links)
            case (("BulletList" | "OrderedList"), _):
                yield from self._items(node, 0)
            case "DefinitionList", entries:
                for term, definitions in entries:
                    yield from self._paragraph(term)
                    yield from self.read(chain(*definitions))
            case "BlockQuote", nodes:
                inner = self.read(nodes)  # in an office file paragraphs that are only indented
                yield from map(_quoted, inner) if self.heads_are_stated else inner
            case "CodeBlock", [_, text]:
                yield Block(PassageKind.CODE, clean(text).strip("\n"))
            case "LineBlock", lines:
                yield from chain(*map(self._paragraph, lines))
            case "Div", [_, nodes]:
                yield from self.read(nodes)
            case "Figure", [_, [_, caption], nodes]:
                yield from self.read(nodes)
                yield from self.read(caption)
            case "Table", [_, [_, caption], _, head, bodies, foot]:
                yield from self.read(caption)
                yield from self._table(head, bodies, foot)

    def _paragraph(self, inlines: Sequence[Node]) -> Iterator[Block]:
        for line, links in self._lines(inlines):
            label, text = _unlabelled(line)
            kind = PassageKind.ITEM if label else PassageKind.PARAGRAPH
            if text:
                yield Block(kind, text, marker=label, links=links)

    def _items(self, listed: Node, depth: int) -> Iterator[Block]:
        is_counted = listed["t"] == "OrderedList"
        attributes, items = listed["c"] if is_counted else ((), listed["c"])
        for marker, nodes in zip(_labels(*attributes), items, strict=False):
            begun = False
            for node in _undivided(nodes):
                is_list = node["t"] in {"BulletList", "OrderedList"}
                blocks = [*(self._items(node, depth + 1) if is_list else self._block(node))]
                if blocks and not begun:
                    begun, own = True, blocks[0].marker or marker
                    is_own = self._states_label(node)
                    if node["t"] in {"Para", "Plain"} and not is_own:
                        text, links = _in_one((block.text, block.links) for block in blocks)
                        blocks = [Block(PassageKind.ITEM, text, links=links)]
                    if not (is_list or is_own):
                        blocks[0] = _begun(blocks[0], depth, own)
                yield from blocks

    def _states_label(self, node: Node) -> bool:
        """Return whether what begins an item says that it has no number, or, a heading, which."""
        if node["t"] == "Header":
            return self._text(node["c"][2]).startswith(LABEL_START)
        return node["t"] in {"Para", "Plain"} and self._text(node["c"]).startswith(_NO_LABEL)

    def _table(self, head: Any, bodies: Any, foot: Any) -> Iterator[Block]:
        rows = [row for body in bodies for row in (*body[2], *body[3])]
        cells = [self._cells(row) for row in (*head[1], *rows, *foot[1])]
        yield from tabled(cells, len(head[1]), are_stated=self.heads_are_stated)

    def _cells(self, row: Any) -> list[tuple[str, int, int]]:
        """Return the text of each cell of a row, and over how many rows and columns it reaches."""
        cells = []
        for _, _, down, across, nodes in row[1]:
            blocks = [*self.read(nodes)]
            cells.append((clean_line(" ".join(map(whole, blocks))), down, across))
            for link in chain.from_iterable(block.links for block in blocks):
                self._leave_out(str(link), LINKED)
        return cells

    def _lines(self, inlines: Sequence[Node]) -> list[Line]:
        """Return the lines of a text, each with its links; those of a note in it are the note's."""
        around, self._links = self._links, []
        text = ""
        lines: list[Line] = []
        for piece in chain(self._inlines(inlines), "\n"):
            text += piece
            if piece == "\n":
                lines.append((clean_line(text), tuple(self._links)))
                text, self._links = "", []
        self._links = around
        return lines

    def _text(self, inlines: Sequence[Node]) -> str:
        return clean_line("".join(self._inlines(inlines)))

    def _inlines(self, inlines: Sequence[Node]) -> Iterator[str]:  # noqa: PLR0912 (as above)
        for node in inlines:
            content: Any = node.get("c")
            match node["t"], content:
                case "Str", text:
                    yield text
                case "LineBreak", _:
                    yield "\n" if self.heads_are_stated else " "
                case (("Space" | "SoftBreak"), _):
                    yield " "
                case (("Emph" | "Strong" | "Underline" | "SmallCaps"), inner):
                    yield from self._inlines(inner)
                case "Superscript", [{"t": "Link", "c": [_, inner, *_]}]:
                    yield f" [{self._text(inner)}]"  # the mark of a note
                case "Superscript", inner:
                    yield raised(self._text(inner))
                case "Subscript", inner:
                    yield lowered(self._text(inner))
                case "Strikeout", inner:
                    self._leave_out(self._text(inner), STRUCK)
                case "Quoted", [kind, inner]:
                    opening, closing = "‘’" if kind["t"] == "SingleQuote" else "“”"
                    yield f"{opening}{''.join(self._inlines(inner))}{closing}"
                case (("Code" | "Math"), [_, text]):
                    yield text
                case "Note", nodes:
                    blocks = [*self.read(nodes)]
                    stated = (block.marker for block in blocks[:1])
                    mark = f"[{next(filter(None, stated), len(self._notes) + 1)}]"
                    text = " ".join((mark, *(block.text for block in blocks)))
                    links = tuple(chain.from_iterable(block.links for block in blocks))
                    self._notes.append(Block(PassageKind.PARAGRAPH, text, links=links))
                    yield f" {mark}"
                case "Span", [[_, ["deletion", *_], _], inner]:
                    self._leave_out(self._text(inner), DELETED)
                case "Span", [[_, ["comment-start", *_], attributes], inner]:
                    author = dict(attributes).get("author", "")
                    self._leave_out(
                        self._text(inner), " by ".join(filter(None, ("comment", author)))
                    )
                case "Link", [_, inner, [target, _]]:
                    text = "".join(self._inlines(inner))
                    yield text
                    link = Link(clean_line(text), target)
                    if link.leads_out and not (self.heads_are_stated and _SAME_SITE.match(target)):
                        self._links.append(link)
                case (("Cite" | "Span"), [_, inner, *_]):
                    yield from self._inlines(inner)

    def _leave_out(self, text: str, reason: str) -> None:
        if text.strip():
            self.left_out.append(LeftOut(clean_line(text), clean_line(reason)))


def tabled(
    cells: Sequence[Sequence[tuple[str, int, int]]],
    heads: int,
    page: Page | None = None,
    *,
    are_stated: bool = False,
) -> Iterator[Block]:
    """Yield the table that rows of cells make, or the text that they are a frame around.

    Heads that no person need have stated, as those of Word, are heads unless they have figures.
    """
    grid = filled_grid(cells)
    titles = next((i for i, row in enumerate(cells) if len(row) > 1), len(cells))
    if not any(any(row) for row in grid[titles:]):
        texts = (row[0] for row in grid[:titles] if row and row[0])
        yield from (Block(PassageKind.PARAGRAPH, text, page=page) for text in texts)
        return
    has_heads = heads and any(grid[titles])
    if has_heads and is_data(grid[titles][1:]):
        has_heads = are_stated
    # Below a title they are the next row, but two columns may be names and what they stand for.
    least = int(len(grid[0]) > 2)
    below = with_heads_below(grid[titles:], max(heads - titles, least) if has_heads else 0)
    yield Block(PassageKind.ROW, "", page=page, rows=grid, heads=below, titles=titles)


def _undivided(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks, and in the place of a part of a page that says nothing what is in it."""
    for node in nodes:
        yield from _undivided(node["c"][1]) if node["t"] == "Div" else [node]


def _begun(block: Block, depth: int, marker: str) -> Block:
    """Return the block with which an item begins, with what stands before it."""
    if block.kind is PassageKind.HEADING:
        return block if is_mere(marker) else replace(block, text=f"{marker} {block.text}")
    if block.rows or block.kind is PassageKind.CODE:
        return block
    return replace(block, kind=PassageKind.ITEM, level=depth, marker=marker)


def _in_one(lines: Iterable[Line]) -> Line:
    texts, links = zip(*lines, strict=True)
    return " ".join(filter(None, texts)), tuple(chain(*links))


def whole(block: Block) -> str:
    """Return a block of a cell as one text, a table within it cell by cell."""
    if block.rows:
        return " ".join(text for row in block.rows for text in row if text)
    return block.text if is_mere(block.marker) else f"{block.marker} {block.text}"


def _quoted(block: Block) -> Block:
    if block.kind is not PassageKind.PARAGRAPH:
        return block
    return replace(block, kind=PassageKind.QUOTATION)


def _unlabelled(text: str) -> tuple[str, str]:
    """Part a text from the printed number that `word` has put before it."""
    found = _LABELLED.match(text)
    return (found[1], _LABELLED.sub("", text).strip()) if found else ("", text)


def _labels(
    start: int = 1, style: Node | None = None, delimiter: Node | None = None
) -> Iterator[str]:
    """Yield the labels of a list as printed, from its first number on; of one without, bullets."""
    if not style or not delimiter:
        return repeat(BULLET)
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter["t"], ("", "."))
    return (f"{before}{numeral(number, style['t'])}{after}" for number in count(start))
