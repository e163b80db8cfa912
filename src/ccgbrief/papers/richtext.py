"""Reads rich text, as Word where LibreOffice is installed: pandoc loses tables before notes.

What is in the file and not in what was read is listed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from ccgbrief.pack import PassageKind
from ccgbrief.papers.completeness import missing
from ccgbrief.papers.libreoffice import rich_text_as_word
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import UNREAD, Block, LeftOut, Paper, Source, Tell
from ccgbrief.text import clean_line

_PIECES = re.compile(r"(?<=[.!?:])\s|[|\n]")
"""Between cells, and between sentences, since notes stand elsewhere than where they are marked."""

_UNCHECKED = "Whether all of it was read could not be checked."


def read_rich_text(source: Source, tell: Tell) -> Paper:
    """Read a file of rich text; what is in none of its blocks is left out and listed."""
    word = rich_text_as_word(source.data)
    if word:
        paper = read_office(replace(source, data=word), tell, "docx")
    else:
        paper = read_office(source, tell, "rtf")
    blocks = (Block(PassageKind.HEADING, paper.title), *paper.blocks)
    try:
        lost = tuple(missing(_said(source.data), blocks, paper.left_out))
    except Exception:  # noqa: BLE001 - whatever the library raises over a damaged file
        return replace(paper, remarks=(*paper.remarks, _UNCHECKED))
    return replace(paper, left_out=(*paper.left_out, *lost))


def _said(data: bytes) -> Iterator[LeftOut]:
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    for piece in filter(None, map(clean_line, _PIECES.split(text))):
        yield LeftOut(piece, UNREAD)
