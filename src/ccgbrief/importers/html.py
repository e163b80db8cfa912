"""Reads HTML pages: trafilatura judges what of a page is the article."""

from collections.abc import Sequence

import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import Document

from ccgbrief.importers.markup import Marked, read_marked
from ccgbrief.importers.paper import Block, Paper, PaperError, Source, Tell
from ccgbrief.importers.plain import decoded
from ccgbrief.importers.published import published_of
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean_line, words

_SURE = 30
"""Letters from which on a line that stands within a longer one is taken as a part of it."""


def read_html(source: Source, tell: Tell) -> Paper:
    """Read an HTML page: its article with headings, lists and tables; menus are left out."""
    text, remarks = decoded(source)
    try:
        page = trafilatura.load_html(text)
        published = published_of(page) if page is not None else ""
        found = trafilatura.bare_extraction(
            text, favor_recall=True, include_comments=False, with_metadata=True
        )
    except (LxmlError, RecursionError, ValueError) as error:
        raise PaperError("its tags cannot be made out; save it as text") from error
    marked = read_marked(text)
    tell(1, 1)
    blocks = tuple(m.block for m in marked)
    if not isinstance(found, Document):
        return Paper(blocks, published=published, remarks=remarks)
    title = clean_line(found.title or "")
    left_out: tuple[str, ...] = ()
    if not source.keep_all:
        kept, others = _parted(marked, found)
        left_out = tuple(block.text for block in others)
        blocks = tuple(
            b for b in kept if _plain(b.text) != _plain(title) or b.kind is not PassageKind.HEADING
        )
    return Paper(
        blocks,
        title=title,
        author=clean_line(found.author or "").replace(";", ","),
        publication=clean_line(found.sitename or ""),
        published=published,
        left_out=left_out,
        remarks=remarks,
    )


def _parted(marked: Sequence[Marked], found: Document) -> tuple[list[Block], list[Block]]:
    """Part the blocks of the whole page into those of the article and the others.

    Trafilatura tells where the article begins and ends; amid it, it leaves out much that is
    short. There only what is marked as a menu or aside, or is nothing but a link, goes.
    """
    lines = {
        _plain(" ".join(element.itertext()))
        for element in found.body.iter()
        if element.tag != "body"
    }
    whole = "\n".join(sorted(lines, key=len))
    own = [_plain(m.block.text) for m in marked]
    sure = [text in lines or (len(text) >= _SURE and text in whole) or not text for text in own]
    inside = [i for i, is_sure in enumerate(sure) if is_sure and own[i]]
    kept: list[Block] = []
    left_out: list[Block] = []
    for i, m in enumerate(marked):
        amid = bool(inside) and inside[0] < i < inside[-1]
        is_text = sure[i] or not (m.is_apart or m.is_link)
        stays = (amid and is_text) or i in {*inside[:1], *inside[-1:]}
        (kept if stays else left_out).append(m.block)
    return kept, left_out


def _plain(text: str) -> str:
    """Return the letters and figures of a text, which are the same however it is parted."""
    return "".join(word.folded for word in words(text))
