"""Reads Markdown, with or without front matter."""

import re
from collections.abc import Iterable
from dataclasses import replace

import tomli

from ccgbrief.pack import Passage, PassageKind, cells_beyond_heads, read_passages
from ccgbrief.papers.paper import ABOVE, Block, LeftOut, Link, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded, refuse_endless_lines
from ccgbrief.text import clean_line

_FRONT = re.compile(
    r"(?P<fence>\+\+\+|(?P<yaml>---))[ \t]*\n(?P<front>.*?\n)"
    r"(?(yaml)(?:---|\.\.\.)|\+\+\+)[ \t]*\n(?P<body>.*)",
    re.DOTALL,
)
_NOTE = re.compile(r"\[\^(?P<mark>[^\]\s]{1,40})\]:?")
"""The mark of a footnote, and the beginning of its text; no part of CommonMark."""


def read_markdown(source: Source, tell: Tell) -> Paper:
    """Read Markdown; its own headings, lists, tables and page marks are kept."""
    text, remarks = decoded(source)
    refuse_endless_lines(text)
    matched = _FRONT.fullmatch(text)
    front = _front(matched["front"], matched["fence"]) if matched else None
    body = _NOTE.sub(_bracketed, matched["body"] if matched and front is not None else text)
    passages = read_passages("", body)
    blocks = _blocks(passages)
    has_title = blocks and blocks[0].kind is PassageKind.HEADING and blocks[0].level == 1
    tell(1, 1)
    stated = dict(front or {})
    title = stated.pop("title", blocks[0].text if has_title else "")
    author, publication = stated.pop("author", ""), stated.pop("publication", "")
    published = stated.pop("published", "") or stated.pop("date", "")
    return Paper(
        tuple(blocks),
        title=title,
        title_is_sure="title" in (front or {}),
        author=author,
        publication=publication,
        published=published,
        left_out=(
            *(LeftOut(f"{key}: {text}", ABOVE) for key, text in stated.items() if text),
            *(
                LeftOut(cell, "beyond the heads of its table", page)
                for _, page, cell in cells_beyond_heads(body)
            ),
        ),
        remarks=remarks,
    )


def _blocks(passages: Iterable[Passage]) -> list[Block]:
    """Return a block for each passage; tables and preformatted text are whole again."""
    blocks: list[Block] = []
    line = 0
    for passage in passages:
        is_code = passage.kind is PassageKind.CODE
        last, below = blocks[-1] if blocks else None, passage.line - line
        # Between two blocks of preformatted text stand the end of one and the beginning of another.
        if is_code and last and last.kind is PassageKind.CODE and below < 3:
            blocks[-1] = replace(last, text=f"{last.text}{chr(10) * below}{passage.text}")
        elif last and last.rows and _is_next_row(last, passage, below):
            heads = int(bool(passage.heads))
            rows, links = (*last.rows, passage.cells), (*last.links, *_links(passage))
            blocks[-1] = replace(last, rows=rows, heads=heads, links=links)
        elif passage.cells:
            rows, links = (passage.cells,), _links(passage)
            blocks.append(Block(PassageKind.ROW, "", page=passage.page, rows=rows, links=links))
        else:
            blocks.append(
                Block(
                    kind=passage.kind,
                    text=passage.text,
                    level=0 if is_code else passage.level,
                    marker=passage.marker,
                    page=passage.page,
                    speaker=passage.speaker,
                    role=passage.role,
                    links=_links(passage),
                )
            )
        line = passage.line
    return blocks


def _links(passage: Passage) -> tuple[Link, ...]:
    found = (span for span in passage.spans if span.style == "link")
    links = (Link(passage.text[span.start : span.end], span.target) for span in found)
    return tuple(link for link in links if link.leads_out)


def _is_next_row(table: Block, passage: Passage, below: int) -> bool:
    """Return whether a passage goes on with the table, `below` lines under its last row."""
    if passage.heads:
        return passage.heads == table.rows[0] and (table.heads == 1 or len(table.rows) == 1)
    return bool(passage.cells) and not table.heads and below == 1


def _front(text: str, fence: str) -> dict[str, str] | None:
    """Read front matter in TOML between `+++` or in YAML between `---`; None if it is neither."""
    if fence == "---":
        from ccgbrief.papers.pandoc import read_settings  # noqa: PLC0415 (lxml: where it is needed)

        try:
            return read_settings(text) or None
        except (PaperError, ImportError):  # it stays in the text
            return None
    try:
        found = tomli.loads(text)
    except (ValueError, RecursionError):
        return None
    texts = {k: ", ".join(map(str, v)) if isinstance(v, list) else str(v) for k, v in found.items()}
    return {key: clean_line(value) for key, value in texts.items()}


def _bracketed(note: re.Match[str]) -> str:
    begins = note.string[note.start() - 1 : note.start()] in {"", "\n"}
    return f"{'' if begins else ' '}\\[{note['mark']}\\]"
