"""Parses Markdown into blocks of plain text with what is set off in them: where it is no prose."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ccgbrief.pack.blocks import Block, plain_blocks
from ccgbrief.pack.model import PassageKind, Span
from ccgbrief.pages import PAGE_COMMENT, Page, page_of
from ccgbrief.text import clean

CELL_SEPARATOR = " | "

_DEEPEST = 20
"""Levels of lists and quotations within each other; what lies deeper the parser leaves out."""
_WHOLE = {
    "blockquote_open": (PassageKind.QUOTATION, "\n"),
    "tr_open": (PassageKind.ROW, CELL_SEPARATOR),
}
"""What is one block whatever it holds, and what stands between its parts."""
_STYLES = {"em": "emphasis", "strong": "strong", "link": "link"}


def parse_blocks(markdown: str, first_line: int = 0) -> Iterator[Block | Page]:
    """Return the blocks of `markdown`, which begins on that line; plainly what is nested too deep.

    Lines are counted from 0.
    """
    tokens = _parser().parse(markdown)
    is_too_deep = any(map(_is_too_deep, tokens))
    for block in plain_blocks(markdown) if is_too_deep else _blocks(tokens):
        if isinstance(block, Block):
            yield block._replace(line=block.line + first_line)
        else:
            yield block


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")


def _is_too_deep(token: Token) -> bool:
    return token.level >= _DEEPEST - 1 and token.type in {"blockquote_open", "list_item_open"}


def _blocks(tokens: Sequence[Token]) -> Iterator[Block | Page]:
    lists: list[str] = []
    marker = ""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        line = token.map[0] if token.map else 0
        match token.type:
            case "blockquote_open" | "tr_open":
                end = _closing(tokens, i)
                yield _joined(*_WHOLE[token.type], tokens[i:end], line)
                i = end
            case "bullet_list_open" | "ordered_list_open":
                lists.append(token.type)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                marker = f"{token.info}." if lists[-1] == "ordered_list_open" else "•"
            case "list_item_close":
                marker = ""  # an empty item does not lend its own to what follows
            case "heading_open":
                text, spans = _inline(tokens[i + 1])
                yield Block(PassageKind.HEADING, text, line, spans, level=int(token.tag[1:]))
                i += 2
            case "paragraph_open":
                text, spans = _inline(tokens[i + 1])
                kind = PassageKind.ITEM if lists else PassageKind.PARAGRAPH
                yield Block(kind, text, line, spans, max(len(lists) - 1, 0), marker)
                marker = ""
                i += 2
            case "html_block" | "fence" | "code_block":
                yield from _pages(token)
                yield Block(PassageKind.CODE, _code(token), line)
        i += 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Return the position of the token that closes the one at `start`."""
    level, closing = tokens[start].level, tokens[start].type.replace("_open", "_close")
    return next(
        i
        for i in range(start + 1, len(tokens))
        if tokens[i].level == level and tokens[i].type == closing
    )


def _pages(token: Token) -> Iterator[Page]:
    if token.type == "html_block":
        yield from map(page_of, re.finditer(PAGE_COMMENT, token.content))


def _joined(kind: PassageKind, separator: str, tokens: Iterable[Token], line: int) -> Block:
    """Make one block of all the text in `tokens`."""
    parts: list[str] = []
    spans: list[Span] = []
    start = 0
    for token in tokens:
        if token.type == "inline":
            part, inner = _inline(token)
            spans += [s._replace(start=s.start + start, end=s.end + start) for s in inner]
        elif token.type in {"fence", "code_block", "html_block"}:
            part = _code(token)
        else:
            continue
        parts.append(part)
        start += len(part) + len(separator)
    return Block(kind, separator.join(parts) if any(parts) else "", line, tuple(spans))


def _code(token: Token) -> str:
    """Return the text of a block that stands as it was written, but for comments in HTML."""
    content = token.content
    if token.type == "html_block":
        kept, *comments = content.split("<!--")
        content = kept + "".join(
            after if end else f"<!--{inside}"
            for inside, end, after in (comment.partition("-->") for comment in comments)
        )
    return clean(content).strip("\n")


def _inline(token: Token) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text of an inline token, and the runs in it that are set off."""
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
    safe = clean(text)  # harmless pieces may be harmful when joined: marks on marks, for one
    return safe, tuple(spans) if safe == text else ()
