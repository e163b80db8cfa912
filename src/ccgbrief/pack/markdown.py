"""Reads an article's Markdown as blocks of plain text, from which passages are made.

Nearly all of an article is plain paragraphs, headings, quotations and lists. Recognising these
takes a fraction of the time that the parser takes, which is imported (30 ms) only for the rest.
Text that would take the parser too long is split at empty lines instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.pack.model import PassageKind, Span
from ccgbrief.page_labels import PAGE_COMMENT, Page, page_of
from ccgbrief.text import clean, clean_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CELL_SEPARATOR = " | "
"""Separates the cells of a row in its text."""

MAX_WEIGHT = 20_000
"""Counted in list lines, each of which takes about 45 µs to parse: about a second in all."""

_NUMBER = re.compile(r"(\d{1,9})([.)])")
_MARKS = "[!*_`<|&\\"
_MARKS_A_LINE = 4
"""How many of these characters take as long to parse as a line."""
_CHARACTERS_A_LINE = 1_000
"""How many other characters take as long."""


class Block(NamedTuple):
    """One block of Markdown, before its headings and its page are known."""

    kind: PassageKind
    text: str
    line: int
    """0-based line of the Markdown on which it begins."""
    spans: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    beyond: tuple[tuple[int, str], ...] = ()
    """The cells beyond the heads of a table, which no text has, each with its line."""
    is_within: bool = False
    """Whether it stands within an item of a list, and is none itself."""
    is_labelled: bool = False
    """Whether its marker is a label: in print, whatever the markers around it are."""


def read_blocks(markdown: str) -> Iterator[Block | Page]:
    """Return the blocks of `markdown`; as plain paragraphs if parsing would take too long."""
    if is_too_rich(markdown):
        return plain_blocks(markdown)
    if "]:" in markdown or re.search(
        _BEYOND, markdown
    ):  # one part may define what another refers to
        return parse_blocks(markdown)
    return _read_parts(markdown.split("\n"))


def counting_up(blocks: Iterable[Block | Page]) -> Iterator[Block | Page]:
    """Yield blocks; the items of a list that gives all of them one number, as `1. 1.`, count up.

    Every viewer of Markdown shows them so. Where numbers differ they are those of the paper. A list
    of numbers ends where bullets follow.
    """
    for is_list, group in groupby(blocks, _is_of_list):
        if not is_list:
            yield from group
            continue
        run = list(group)
        lists: dict[int, list[tuple[int, Block]]] = {}
        ended: list[list[tuple[int, Block]]] = []
        for at, block in enumerate(run):
            if isinstance(block, Block) and block.marker:
                ended += [lists.pop(level) for level in [*lists] if level > block.level]
                last = lists.get(block.level, [])
                if last and _delimiter(last[-1][1]) != _delimiter(block):
                    ended.append(lists.pop(block.level))
                lists.setdefault(block.level, []).append((at, block))
        for items in (*ended, *lists.values()):
            first = _NUMBER.fullmatch(items[0][1].marker)
            is_one = len({item.marker for _, item in items}) == 1
            if first and is_one and _delimiter(items[0][1]):
                for n, (at, item) in enumerate(items):
                    run[at] = item._replace(marker=f"{int(first[1]) + n}{first[2]}")
        yield from run


def _delimiter(item: Block) -> str:
    """Return what ends the number that Markdown counts an item by; `""` for bullets and labels."""
    number = _NUMBER.fullmatch(item.marker)
    return number[2] if number and not item.is_labelled else ""


def _is_of_list(block: Block | Page) -> bool:
    return isinstance(block, Page) or block.kind is PassageKind.ITEM or block.is_within


def cells_beyond_heads(markdown: str) -> Iterator[tuple[int, Page | None, str]]:
    """Yield the cells beyond the heads of a table, which are read as no part of it.

    Each has its 0-based line and its page before it.
    """
    page = None
    for block in read_blocks(markdown) if "|" in markdown else ():
        if isinstance(block, Page):
            page = block
        else:
            yield from ((line, page, cell) for line, cell in block.beyond)


def is_too_rich(markdown: str) -> bool:
    """Return whether parsing `markdown` would take longer than anyone waits."""
    lines = markdown.count("\n") - markdown.count("\n\n")
    marks = sum(map(markdown.count, _MARKS))
    return lines + marks // _MARKS_A_LINE + len(markdown) // _CHARACTERS_A_LINE > MAX_WEIGHT


_PLAIN = r"[^\\`*_<&|\x00-\x1f]"
"""Text without any inline Markdown; brackets count only with `](` or `]:`."""
_BEGINNING = r"(?!\d{1,9}[.)])(?:[^\W_]|[\"'(“‘£€$—–…])"
"""A beginning of no list, heading, table, rule or quotation."""
_LINE = rf"{_BEGINNING}{_PLAIN}*+(?<! )"
_MARKED = rf"([-*+]|\d{{1,9}}\.) ({_LINE})"

_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*+"
_HEADING = rf"(#{{1,6}}) ({_LINE}(?<!#))"
_QUOTATION = rf"> {_LINE}(?:\n> {_LINE})*+"
_LIST = rf"{_MARKED}(?:\n{_MARKED})*+"

_BEYOND = rf"(?m)^[ \t>*+\d.)-]*+(?:```|~~~|<(?!{PAGE_COMMENT[1:]}))"
"""The beginning of code or HTML, which may continue after an empty line."""


def _read_parts(lines: Sequence[str]) -> Iterator[Block | Page]:
    since = None
    for start, end in _parts(lines):
        part = lines[start] if end == start + 1 else "\n".join(lines[start:end])
        blocks = None if "](" in part else _prose(part, start)
        if blocks is None:
            since = start if since is None else since
            continue
        if since is not None:
            yield from parse_blocks("\n".join(lines[since:start]), since)
            since = None
        yield from blocks
    if since is not None:
        yield from parse_blocks("\n".join(lines[since:]), since)


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the first line of each part that empty lines separate, and the line after its last.

    An indented line after an empty one belongs to the part before.
    """
    start = end = 0
    for number, line in enumerate(lines):
        if line.strip(" \t"):
            if end < number and line[0] not in " \t":
                if start < end:
                    yield start, end
                start = number
            end = number + 1
    if start < end:
        yield start, end


def _prose(part: str, line: int) -> Sequence[Block | Page] | None:
    """Return the blocks of a part that begins on `line`; None if it has to be parsed."""
    if re.fullmatch(_PARAGRAPH, part):
        return (Block(PassageKind.PARAGRAPH, clean(part.strip()), line),)
    if found := re.fullmatch(PAGE_COMMENT, part):
        return (page_of(found),)
    if re.fullmatch(_QUOTATION, part):
        words = part[2:].replace("\n> ", "\n")
        return (Block(PassageKind.QUOTATION, clean(words.strip()), line),)
    if found := re.fullmatch(_HEADING, part):
        text = clean(found[2].strip())
        return (Block(PassageKind.HEADING, text, line, level=len(found[1])),)
    if re.fullmatch(_LIST, part):
        return [_prose_item(item, line + n) for n, item in enumerate(part.split("\n"))]
    return None


def _prose_item(item: str, line: int) -> Block:
    mark, _, words = item.partition(" ")
    marker = mark if mark[0].isdigit() else "•"
    return Block(PassageKind.ITEM, clean(words.strip()), line, marker=marker)


DASH = r"\s*(?:—|–|--|―)"
"""The beginning of the line that says whose words a quotation is."""

_DEEPEST = 20
"""Levels of nested lists and quotations; the parser leaves out anything deeper."""
_ONE_SPEECH = {"paragraph", "paragraph_close", "inline", "html_block"}
"""What a quotation holds that is one speech; HTML may say that a page begins."""
_STYLES = {"em": "emphasis", "strong": "strong", "link": "link"}
_LABEL = (
    r"(?!\d+$|[A-Za-z]+$)\(?"
    r"(?:[A-Za-z]|[ivxlcdm]+|[A-Za-z]{0,2}\d{1,3}(?:\.\d{1,3})*[a-z]?)(?:\([a-z]+\))?[.)]?"
    r"|[^\w\s]{1,2}"
)
"""Item labels for which Markdown has no list syntax: `(a)`, `iv)`, `1.1`, `A2.3`, `✓`.

A second `4.` has none either, as a list that gives all of its items one number counts up.
"""


def parse_blocks(markdown: str, first_line: int = 0) -> Iterator[Block | Page]:
    """Return the blocks of `markdown`, which begins on that line; deep nesting becomes plain text.

    Lines are counted from 0.
    """
    tokens = _parser().parse(markdown)
    is_too_deep = any(map(_is_too_deep, tokens))
    lines = markdown.split("\n")
    for block in plain_blocks(markdown) if is_too_deep else _blocks(tokens, lines):
        if isinstance(block, Block):
            beyond = tuple((line + first_line, cell) for line, cell in block.beyond)
            yield block._replace(line=block.line + first_line, beyond=beyond)
        else:
            yield block


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 (30 ms, where it is needed)

    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")


def _is_too_deep(token: "Token") -> bool:
    return token.level >= _DEEPEST - 1 and token.type in {"blockquote_open", "list_item_open"}


def _blocks(tokens: Sequence["Token"], lines: Sequence[str]) -> Iterator[Block | Page]:
    depth, marker, i = -1, "", 0
    heads: tuple[str, ...] = ()
    while i < len(tokens):
        found: list[Block | Page] = []
        token = tokens[i]
        line = token.map[0] if token.map else 0
        match token.type:
            case "blockquote_open":
                end = _closing(tokens, i)
                found += _quotation(tokens[i:end], lines, line)
                i = end
            case "tr_open":
                end = _closing(tokens, i)
                cells, spans = _contents(tokens[i:end], CELL_SEPARATOR)
                is_head = tokens[i + 1].type == "th_open"
                row = _row(cells, line, spans, () if is_head else heads)
                found.append(row._replace(beyond=tuple(_beyond(tokens[i : end + 1], lines))))
                found += _pages(tokens[i:end])
                if is_head:
                    heads = tuple(cells) if any(cells) else ()
                i = end
            case _ if token.type.endswith(("_list_open", "_list_close")):  # bullets or numbers
                depth += token.nesting
            case "list_item_open":
                marker = f"{token.info}{token.markup}" if token.info else "•"
            case "list_item_close":
                marker = ""  # an empty item does not pass its label on to what follows
            case "heading_open":
                text, spans = _inline(tokens[i + 1])
                level = int(token.tag[1:])
                found.append(Block(PassageKind.HEADING, text, line, spans, level=level))
                found += _pages(tokens[i : i + 2])
                i += 2
            case "paragraph_open":
                text, spans = _inline(tokens[i + 1])
                kind = PassageKind.ITEM if depth >= 0 else PassageKind.PARAGRAPH
                found.append(_labelled(Block(kind, text, line, spans, max(depth, 0), marker)))
                found += _pages(tokens[i : i + 2])
                marker = ""
                i += 2
            case "html_block" | "fence" | "code_block":
                found += _verbatim(token, line)
        yield from found if depth < 0 else map(_within, found)
        i += 1


def _within(block: Block | Page) -> Block | Page:
    """Return what stands in a list as within an item, if it is none itself."""
    if isinstance(block, Page) or block.kind is PassageKind.ITEM:
        return block
    return block._replace(is_within=True)


def _quotation(
    tokens: Sequence["Token"], lines: Sequence[str], line: int
) -> Iterator[Block | Page]:
    """Yield a quotation; if nobody is named for it and it holds others, lists or tables, these."""
    kinds = [token.type.removesuffix("_open") for token in tokens[1:]]
    since = len(kinds) - kinds[::-1].index("blockquote_close") if "blockquote_close" in kinds else 0
    *_, last = ("", *_contents(tokens[since + 1 :], "\n")[0])  # not who is named for one within it
    if _ONE_SPEECH.issuperset(kinds) or re.match(DASH, last.rpartition("\n")[2]):
        texts, spans = _contents(tokens, "\n")
        beyond = tuple(_beyond(tokens, lines))
        yield Block(PassageKind.QUOTATION, "\n".join(texts), line, spans, beyond=beyond)
        yield from _pages(tokens)
        return
    for block in _blocks(tokens[1:], lines):
        if isinstance(block, Block) and block.kind in {PassageKind.PARAGRAPH, PassageKind.HEADING}:
            yield block._replace(kind=PassageKind.QUOTATION, level=0)
        else:
            yield block


def _beyond(tokens: Sequence["Token"], lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the cells that the parser leaves out, since their row has more than there are heads."""
    line = count = 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line, count = token.map[0], 0
        elif token.type == "td_open":  # no head, of which none is left out
            count += 1
        elif token.type == "tr_close" and count:
            row = lines[line].lstrip(" \t\v\f>").removeprefix("|")
            for cell in re.split(_BAR, row)[count:]:
                if text := clean_line(_unescaped(cell)):
                    yield line, text


def _verbatim(token: "Token", line: int) -> Iterator[Block | Page]:
    """Return what is not read as Markdown; a comment in HTML may say where a page begins."""
    if token.type == "html_block":
        yield from _pages((token,))
        yield Block(PassageKind.CODE, _code(token), line)
    else:
        yield from _lines(token, line + (token.type == "fence"))


def _pages(tokens: Iterable["Token"]) -> Iterator[Page]:
    """Return the pages that begin among the tokens, according to comments."""
    for token in tokens:
        if token.type in {"html_block", "html_inline"}:
            yield from map(page_of, re.finditer(PAGE_COMMENT, token.content))
        yield from _pages(token.children or ())


def _closing(tokens: Sequence["Token"], start: int) -> int:
    level, closing = tokens[start].level, tokens[start].type.replace("_open", "_close")
    return next(
        i
        for i in range(start + 1, len(tokens))
        if tokens[i].level == level and tokens[i].type == closing
    )


def _contents(tokens: Sequence["Token"], separator: str) -> tuple[list[str], tuple[Span, ...]]:
    """Return the texts in `tokens`, and their spans once `separator` joins them."""
    texts: list[str] = []
    spans: list[Span] = []
    start = 0
    for token in tokens:
        if token.type == "inline":
            text, inner = _inline(token)
            spans += [s._replace(start=s.start + start, end=s.end + start) for s in inner]
        elif token.type in {"fence", "code_block", "html_block"} and (code := _code(token)):
            text = code
        else:
            continue
        texts.append(text)
        start += len(text) + len(separator)
    return texts, tuple(spans)


def _row(
    cells: Sequence[str], line: int, spans: tuple[Span, ...] = (), heads: tuple[str, ...] = ()
) -> Block:
    text = CELL_SEPARATOR.join(cells) if any(cells) else ""
    return Block(PassageKind.ROW, text, line, spans, cells=tuple(cells), heads=heads)


def _labelled(block: Block) -> Block:
    """Use a bold label at the start of an item in place of its bullet."""
    if block.marker != "•" or not block.spans:
        return block
    start, end, style, _ = block.spans[0]
    label, text = block.text[start:end], block.text[end:]
    begins_it = start == 0 and style == "strong" and text.startswith(" ")
    if not begins_it or not re.fullmatch(_LABEL, label):
        return block
    gone = len(block.text) - len(text.lstrip())
    spans = (s._replace(start=s.start - gone, end=s.end - gone) for s in block.spans[1:])
    return block._replace(
        text=text.lstrip(),
        marker=label,
        spans=tuple(s for s in spans if s.start >= 0),
        is_labelled=True,
    )


def _lines(token: "Token", first: int) -> Iterator[Block]:
    """Return each line of preformatted text, so that each can be found and noted separately."""
    follows = False
    for number, line in enumerate(clean(token.content).split("\n"), start=first):
        if line.strip():
            yield Block(PassageKind.CODE, line.rstrip(), number, level=int(follows))
        follows = bool(line.strip())


def _code(token: "Token") -> str:
    """Return the text of a preformatted block as written, without HTML comments."""
    content = token.content
    if token.type == "html_block":
        kept, *comments = content.split("<!--")
        content = kept + "".join(
            after if end else f"<!--{inside}"
            for inside, end, after in (comment.partition("-->") for comment in comments)
        )
    return clean(content).strip("\n")


def _inline(token: "Token") -> tuple[str, tuple[Span, ...]]:
    text = ""
    spans: list[Span] = []
    opened: list[tuple[str, int, str]] = []
    for child in token.children or ():
        style = _STYLES.get(child.type.removesuffix("_open").removesuffix("_close"))
        if style and child.nesting == 1:
            opened.append((style, len(text), str(child.attrs.get("href", ""))))
        elif style:
            name, start, target = opened.pop()
            if start < len(text):
                spans.append(Span(start, len(text), name, clean(target)))
        elif child.type in {"softbreak", "hardbreak"}:
            text += "\n"
        elif not (child.type == "html_inline" and child.content.startswith("<!--")):
            piece = clean(child.content)
            if child.type == "code_inline":
                spans.append(Span(len(text), len(text) + len(piece), "code"))
            text += piece
    safe = clean(text)  # harmless pieces may be harmful when joined, such as marks on marks
    return safe, tuple(spans) if safe == text else ()


_PLAIN_HEADING = r"(#{1,6}) ([^\n]+)"
_PLAIN_ITEM = r"( {0,20})(-|\d{1,9}\.) (?=\S)"
_RULE = r"\|(?:-+\|)+"
"""The line below a table's heads."""
_BAR = r"(?<!\\)\|"
_ESCAPED = r"\\([!-/:-@\[-`{-~])"


def plain_blocks(markdown: str) -> Iterator[Block | Page]:
    """Split at empty lines, and split lists and tables into their items and rows.

    Headings, page comments and escapes are the only other Markdown that is recognised.
    """
    lines = enumerate(markdown.split("\n"))
    for is_text, group in groupby(lines, key=lambda line: bool(line[1].strip())):
        if not is_text:
            continue
        numbered = list(group)
        start = numbered[0][0]
        text = clean("\n".join(line for _, line in numbered)).strip()
        if page := re.fullmatch(PAGE_COMMENT, text):
            yield page_of(page)
        elif heading := re.fullmatch(_PLAIN_HEADING, text):
            level = len(heading[1])
            yield Block(PassageKind.HEADING, _unescaped(heading[2].strip()), start, level=level)
        elif all(re.match(_PLAIN_ITEM, line) for _, line in numbered):
            yield from (_plain_item(line, number) for number, line in numbered)
        elif len(numbered) > 1 and re.fullmatch(_RULE, numbered[1][1]):
            yield from _plain_rows(numbered)
        else:
            yield Block(PassageKind.PARAGRAPH, _unescaped(text), start)


def _plain_item(line: str, number: int) -> Block:
    found = re.match(_PLAIN_ITEM, line)
    indent, mark = (len(found[1]), found[2]) if found else (0, "-")
    text = _unescaped(clean(line[found.end() if found else 0 :]).strip())
    marker = mark if mark[0].isdigit() else "•"
    return Block(PassageKind.ITEM, text, number, level=min(indent // 4, 5), marker=marker)


def _plain_rows(numbered: Sequence[tuple[int, str]]) -> Iterator[Block]:
    (first, head), _, *others = numbered
    heads = _plain_cells(head)
    yield _row(heads, first)
    for number, line in others:
        cells = _plain_cells(line)
        # As many cells as there are heads; any surplus stays in the last, so that nothing is lost.
        last = (CELL_SEPARATOR.join(cells[len(heads) - 1 :]),)
        cells = (*cells[: len(heads) - 1], *last)
        cells += ("",) * (len(heads) - len(cells))
        yield _row(cells, number, heads=heads if any(heads) else ())


def _plain_cells(line: str) -> tuple[str, ...]:
    row = re.sub(rf"^\||{_BAR}$", "", clean(line).strip())
    return tuple(_unescaped(cell.strip()) for cell in re.split(_BAR, row))


def _unescaped(text: str) -> str:
    return re.sub(_ESCAPED, r"\1", text)
