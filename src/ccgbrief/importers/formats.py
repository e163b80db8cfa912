"""Knows a file's format by its content, and finds the reader of that format."""

import re
import sys
from importlib import import_module
from typing import cast

from ccgbrief.importers.paper import Paper, PaperError, Reader, Source, Tell, suffix_of

ENDINGS = {"pdf": (".pdf",), "word": (".docx",), "html": (".html", ".htm", ".xhtml")}
"""What the names of files end in whose content tells their format; the first is the usual one."""

MOST_BLOCKS = 200_000
"""Of one paper: some ten times the longest board pack."""

_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_START = 1024
"""Bytes at the beginning of a file in which its format shows."""

_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Word file or locked by a password; save it as a .docx without one",
    ),
    (rb"{\rtf", "it is rich text; save it as .docx"),
    (b"\x89PNG", "it is a picture; add the text of it"),
    (b"\xff\xd8\xff", "it is a picture; add the text of it"),
    (b"\x1f\x8b", "it is compressed; unpack it first"),
)
_READERS = {
    "pdf": ("ccgbrief.importers.pdf.reader", "read_pdf", "pypdfium2"),
    "word": ("ccgbrief.importers.word", "read_word", "mammoth"),
    "html": ("ccgbrief.importers.html", "read_html", "trafilatura lxml-html-clean"),
    "markdown": ("ccgbrief.importers.markdown", "read_markdown", ""),
    "text": ("ccgbrief.importers.plain", "read_plain", ""),
}
"""Where the reader of a format is, and the libraries it needs."""


def read_paper(source: Source, tell: Tell) -> Paper:
    """Read a file of any format that is known here; raises PaperError."""
    if not source.data.strip(b"\0 \r\n\t"):
        raise PaperError("it is empty; name a file with text in it")
    kind = format_of(source)
    paper = _reader(kind)(source, tell)
    if len(paper.blocks) > MOST_BLOCKS:
        raise PaperError(f"it has more than {MOST_BLOCKS:,} paragraphs; part it into several files")
    if not any(block.text or block.rows for block in paper.blocks):
        raise PaperError("no text was found in it; name a file with text in it")
    return paper


def format_of(source: Source) -> str:
    """Return `pdf`, `word`, `html`, `markdown` or `text`; raises PaperError for all else."""
    start, suffix = source.data[:_START], suffix_of(source)
    if _PDF.search(start):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        if b"word/document" in source.data:
            return "word"
        raise PaperError("it is an archive and no Word file; unpack it first")
    for mark, reason in _REFUSED:
        if start.startswith(mark):
            raise PaperError(reason)
    if suffix in {".pdf", ".docx", ".doc"}:
        wanted = "PDF" if suffix == ".pdf" else "Word file"
        raise PaperError(f"it is no {wanted} though its name says so; get a whole copy")
    if suffix in {".html", ".htm", ".xhtml"} or _HTML.match(start):
        return "html"
    return "markdown" if suffix in {".md", ".markdown"} else "text"


def ending_of(source: Source) -> str:
    """Return the ending that a file's content calls for, which may not be that of its name."""
    suffix = suffix_of(source)
    endings = ENDINGS.get(format_of(source), (suffix,))
    return suffix if suffix in endings else endings[0]


def _reader(kind: str) -> Reader:
    """Return the reader of a format, importing it only now: some bring large libraries."""
    module, name, libraries = _READERS[kind]
    try:
        return cast(Reader, getattr(import_module(module), name))
    except ImportError as missing:
        install = f"{sys.executable} -m pip install {libraries}"
        raise PaperError(
            f"it is read by {missing.name}, which is not installed; {install}"
        ) from missing
