"""Reads rich text, as Word where LibreOffice is installed: pandoc loses tables before notes.

What is in the file and not in what was read is listed.
"""

import re
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from ccgbrief.converters import libreoffice
from ccgbrief.papers.completeness import as_lines, with_missing
from ccgbrief.papers.libreoffice import rich_text_as_word
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import LeftOut, Paper, Source, Tell

_PIECES = re.compile(r"(?<=[.!?:])\s|[|\n]")
"""Between cells, and between sentences, since notes stand elsewhere than where they are marked."""

_BESIDE = re.compile(
    r"(?<!\\)\\(?:\*\\)?"
    r"(?:footnote|annotation|(?:header|footer)[lrf]?|shp(?:inst|txt)?|(?:v|deleted)0?)(?![a-z\d]) ?"
)
"""Begins what stands beside the text: notes, comments, heads and feet, boxes, what is not seen."""

_UNSEEN = re.compile(r"\{\\(?:v|deleted)(?![a-z\d])([^{}]*)\}")
"""What is hidden or deleted in the midst of a line."""

_FAILED = "LibreOffice could not read it; without it, cells may stand beside their table."
_UNCHECKED = "Whether all of it was read could not be checked."


def read_rich_text(source: Source, tell: Tell) -> Paper:
    """Read a file of rich text; what is in none of its blocks is left out and listed."""
    word = rich_text_as_word(source.data)
    if word:
        paper = read_office(replace(source, data=word), tell, "docx")
    else:
        paper = read_office(source, tell, "rtf")
        paper = replace(paper, remarks=(_FAILED,) if libreoffice() else ())
    try:
        return with_missing(paper, _said(source.data))
    except Exception:  # noqa: BLE001 - whatever the library raises over a damaged file
        return replace(paper, remarks=(*paper.remarks, _UNCHECKED))


def _said(data: bytes) -> list[LeftOut]:
    apart = _UNSEEN.sub(r"\\par \1\\par ", data.decode("latin-1"))
    whole = _BESIDE.sub(r"\\par ", apart)  # or the library passes over it
    text: str = rtf_to_text(whole, errors="replace")  # type: ignore[no-untyped-call]
    return as_lines(_PIECES.split(text))
