"""Cuts an article's Markdown into passages, for the reader of packs.

Beside CommonMark and tables two habits of ours are known: the last line of a block quotation
that begins with a dash names the speaker, and a comment `<!-- page 143 -->` says on which page
of the original paper the text after it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ccgbrief.pack.model import Passage, PassageKind, Span
from ccgbrief.text import clean

_PAGE = re.compile(r"<!--\s*page\s+(\d{1,6})\s*-->")
_ATTRIBUTION = re.compile(
    r"\s*(?:—|–|--|―)\s*(?P<speaker>[^,]+)(?:,\s*(?P<role>.+))?\s*", re.DOTALL
)
_STYLES = {"em": "emphasis", "strong": "strong", "link": "link"}
CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class _Block:
    """One block as Markdown has it: before the headings and the page are known."""

    kind: PassageKind
    text: str
    line: int
    spans: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""


@dataclass(slots=True)
class _Context:
    """What the blocks read so far say about the next one."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    page: int | None = None

    def enter(self, level: int, title: str) -> str:
        """Note a heading; return the one it stands under."""
        self.headings = [h for h in self.headings if h[0] < level]
        above = self.heading
        self.headings.append((level, title))
        return above

    @property
    def heading(self) -> str:
        return self.headings[-1][1] if self.headings else ""


def read_passages(article: str, markdown: str, first_line: int = 1) -> tuple[Passage, ...]:
    """Return the passages of `markdown`, which begins on `first_line` of the article's file."""
    context = _Context()
    passages: list[Passage] = []
    for block in _blocks(markdown):
        if page := _PAGE.fullmatch(block.text):
            context.page = int(page[1])
            continue
        heading = (
            context.enter(block.level, block.text)
            if block.kind is PassageKind.HEADING
            else context.heading
        )
        passage = Passage(
            article=article,
            number=len(passages),
            kind=block.kind,
            text=block.text,
            heading=heading,
            level=block.level,
            marker=block.marker,
            page=context.page,
            line=block.line + first_line,
            spans=block.spans,
        )
        passages.append(
            _attributed(passage) if block.kind is PassageKind.QUOTATION else _one_line(passage)
        )
    return tuple(passages)


def _attributed(quotation: Passage) -> Passage:
    """Take the speaker's name and role from the last line of a quotation."""
    words, _, last = quotation.text.rpartition("\n")
    named = _ATTRIBUTION.fullmatch(last) if words else None
    if not named:
        return _one_line(quotation)
    kept = replace(
        quotation,
        text=words.rstrip(),
        spans=tuple(s for s in quotation.spans if s.end <= len(words.rstrip())),
        speaker=named["speaker"].strip(),
        role=(named["role"] or "").strip(),
    )
    return _one_line(kept)


def _one_line(passage: Passage) -> Passage:
    """Join the lines that only the width of the file had parted; code keeps its own."""
    if passage.kind is PassageKind.CODE:
        return passage
    return replace(passage, text=passage.text.replace("\n", " "))


def _blocks(markdown: str) -> Iterator[_Block]:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    lists: list[str] = []
    marker = ""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        line = token.map[0] if token.map else 0
        match token.type:
            case "blockquote_open":
                end = _closing(tokens, i)
                yield _quotation(tokens[i:end], line)
                i = end
            case "tr_open":
                end = _closing(tokens, i)
                yield _row(tokens[i:end], line)
                i = end
            case "bullet_list_open" | "ordered_list_open":
                lists.append(token.type)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                marker = f"{token.info}." if lists[-1] == "ordered_list_open" else "•"
            case "heading_open":
                text, spans = _inline(tokens[i + 1])
                yield _Block(PassageKind.HEADING, text, line, spans, level=int(token.tag[1:]))
                i += 2
            case "paragraph_open":
                text, spans = _inline(tokens[i + 1])
                kind = PassageKind.ITEM if lists else PassageKind.PARAGRAPH
                if text:
                    yield _Block(kind, text, line, spans, max(len(lists) - 1, 0), marker)
                marker = ""
                i += 2
            case "fence" | "code_block" | "html_block":
                if text := clean(token.content).strip("\n"):
                    yield _Block(PassageKind.CODE, text, line)
        i += 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Return the position of the token that closes the one at `start`."""
    level, closing = tokens[start].level, tokens[start].type.replace("_open", "_close")
    return next(
        i
        for i in range(start + 1, len(tokens))
        if tokens[i].level == level and tokens[i].type == closing
    )


def _quotation(tokens: Sequence[Token], line: int) -> _Block:
    return _joined(PassageKind.QUOTATION, tokens, "\n", line)


def _row(tokens: Sequence[Token], line: int) -> _Block:
    return _joined(PassageKind.ROW, tokens, CELL_SEPARATOR, line)


def _joined(kind: PassageKind, tokens: Sequence[Token], separator: str, line: int) -> _Block:
    """Make one block of all the text in `tokens`."""
    text = ""
    spans: list[Span] = []
    for token in tokens:
        if token.type == "inline":
            part, inner = _inline(token)
            text += separator if text else ""
            spans += [replace(s, start=s.start + len(text), end=s.end + len(text)) for s in inner]
            text += part
    return _Block(kind, text, line, tuple(spans))


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
            spans.append(Span(start, len(text), name, clean(target)))
        elif child.type in {"softbreak", "hardbreak"}:
            text += "\n"
        else:
            piece = clean(child.content)
            if child.type == "code_inline":
                spans.append(Span(len(text), len(text) + len(piece), "code"))
            text += piece
    return text, tuple(spans)
