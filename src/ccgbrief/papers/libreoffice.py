"""Reads older office files by converting them with LibreOffice, if it is installed."""

import tempfile
from pathlib import Path

from ccgbrief.converters import converted, libreoffice
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import Paper, PaperError, Source, Tell
from ccgbrief.papers.powerpoint import read_slides
from ccgbrief.papers.spreadsheets import read_xlsx

MOST_SECONDS = 50

_NEWER = {
    "doc": ("docx", "Word", "MS Word 97"),
    "ppt": ("pptx", "PowerPoint", "MS PowerPoint 97"),
    "odp": ("pptx", "PowerPoint", "impress8"),
    "xls": ("xlsx", "Excel", "MS Excel 97"),
    "ods": ("xlsx", "Excel", "calc8"),
}
"""What each format is saved as, by which program, and what LibreOffice calls the format."""


def read_older(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file of an older format; raises PaperError with the next step where that fails."""
    newer, maker, own_name = _NEWER[form]
    cure = f"open it in {maker}, save it as .{newer}"
    program = libreoffice()
    if program is None:
        raise PaperError(f"it is an older format; {cure}")
    data = _saved_as(newer, program, source.data, form, own_name)
    if data is None:
        raise PaperError(f"LibreOffice cannot read it; {cure}")
    paper = Source(source.name, data, source.keep_all)
    if newer == "docx":
        return read_office(paper, tell, newer)
    return read_xlsx(paper, tell) if newer == "xlsx" else read_slides(paper, tell)


def rich_text_as_word(data: bytes) -> bytes | None:
    """Return rich text as a Word file; None if LibreOffice is not installed or cannot read it."""
    program = libreoffice()
    return _saved_as("docx", program, data, "rtf", "Rich Text Format") if program else None


def _saved_as(newer: str, program: str, data: bytes, form: str, own_name: str) -> bytes | None:
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, f"paper.{form}")
        old.write_bytes(data)
        only = (f"--infilter={own_name}",)  # or it would take any text for a Word file
        return converted(program, old, newer, MOST_SECONDS, only)
