"""Reads older office files by converting them with LibreOffice, if it is installed."""

import tempfile
from pathlib import Path
from xml.parsers import expat

from ccgbrief.converters import converted, libreoffice
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import CUT_SHORT, Paper, PaperError, Source, Tell
from ccgbrief.papers.powerpoint import read_slides
from ccgbrief.papers.spreadsheets import read_xlsx

MOST_SECONDS = 50

_NEWER: dict[str, tuple[str, ...]] = {
    "rtf": ("docx", "Word", "Rich Text Format"),
    "doc": ("docx", "Word", "MS Word 97", "MS WinWord 6.0", "MS WinWord 5"),
    "ppt": ("pptx", "PowerPoint", "MS PowerPoint 97"),
    "odp": ("pptx", "PowerPoint", "impress8"),
    "xls": ("xlsx", "Excel", "MS Excel 97"),
    "ods": ("xlsx", "Excel", "calc8"),
    "sxw": ("odt", "LibreOffice", "StarOffice XML (Writer)"),
    "sxc": ("xlsx", "LibreOffice", "StarOffice XML (Calc)"),
    "sxi": ("pptx", "LibreOffice", "StarOffice XML (Impress)"),
    "fodt": ("odt", "LibreOffice", "OpenDocument Text Flat XML"),
    "fodp": ("pptx", "PowerPoint", "OpenDocument Presentation Flat XML"),
    "fods": ("xlsx", "Excel", "OpenDocument Spreadsheet Flat XML"),
}
"""What each format is saved as, by which program, and what LibreOffice calls it, each version."""


def read_older(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file of an older format; raises PaperError with the next step where that fails."""
    newer, maker, *_ = _NEWER[form]
    data = as_newer(source.data, form)
    if data is None:
        if form.startswith("f"):  # flat: in no zip archive, and locked by no password
            _refuse_cut_short(source.data)
        locked = "LibreOffice cannot read it (a password may lock it)"
        why = locked if libreoffice() else "it is an older format"
        raise PaperError(f"{why}; open it in {maker}, save it as .{newer}")
    paper = Source(source.name, data, source.keep_all)
    if newer in {"docx", "odt"}:
        return read_office(paper, tell, newer)
    return read_xlsx(paper, tell) if newer == "xlsx" else read_slides(paper, tell)


def _refuse_cut_short(data: bytes) -> None:
    """Raise PaperError for XML that has no end, or is none."""
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003 (positional only)
    except expat.ExpatError as error:
        raise PaperError(CUT_SHORT) from error


def as_newer(data: bytes, form: str) -> bytes | None:
    """Return a file in the newer format; None if LibreOffice is not there or cannot read it."""
    newer, _, *versions = _NEWER[form]
    if not (program := libreoffice()):
        return None
    for own_name in versions:
        # LibreOffice may go on writing in the folder.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            old = Path(folder, f"paper.{form}")
            old.write_bytes(data)
            only = (f"--infilter={own_name}",)  # or it would take any text for a Word file
            if made := converted(program, old, newer, MOST_SECONDS, only):
                return made
    return None
