"""Reads HTML pages: trafilatura judges what of a page is the article."""

from collections.abc import Iterable

import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import Document

from ccgbrief.documents.markup import read_markup
from ccgbrief.documents.paper import Block, Paper, PaperError, Source, Tell
from ccgbrief.documents.plain import decoded
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean_line, words

_SURE = 5
"""Words from which on a line that stands within a longer one is taken as a part of it."""


def read_html(source: Source, tell: Tell) -> Paper:
    """Read an HTML page: its article with headings, lists and tables; menus are left out."""
    text, remarks = decoded(source)
    try:
        found = trafilatura.bare_extraction(
            text,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (LxmlError, RecursionError, ValueError) as error:
        raise PaperError("its tags cannot be made out; save it as text") from error
    blocks = read_markup(text)
    tell(1, 1)
    if not isinstance(found, Document) or source.keep_all:
        return Paper(blocks, remarks=remarks)
    kept, left_out = _parted(blocks, found)
    title = clean_line(found.title or "")
    return Paper(
        tuple(
            b for b in kept if _plain(b.text) != _plain(title) or b.kind is not PassageKind.HEADING
        ),
        title=title,
        author=clean_line(found.author or "").replace(";", ","),
        publication=clean_line(found.sitename or ""),
        published=clean_line(found.date or ""),
        left_out=tuple(b.text for b in left_out),
        remarks=remarks,
    )


def _parted(blocks: Iterable[Block], found: Document) -> tuple[list[Block], list[Block]]:
    """Part the blocks of the whole page into those of the article and the others."""
    lines = {
        _plain(" ".join(element.itertext()))
        for element in found.body.iter()
        if element.tag != "body"
    }
    whole = f" {' '.join(sorted(lines, key=len))} "
    kept: list[Block] = []
    left_out: list[Block] = []
    for block in blocks:
        own = _plain(block.text)
        sure = own in lines or (own.count(" ") >= _SURE and own in whole)
        (kept if sure else left_out).append(block)
    return kept, left_out


def _plain(text: str) -> str:
    return " ".join(word.folded for word in words(text))
