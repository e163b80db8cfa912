"""Reads older office files by converting them with LibreOffice, if it is installed."""

import os
import re
import tempfile
from pathlib import Path
from secrets import token_hex
from xml.parsers import expat
from xml.sax.saxutils import escape

from ccgbrief.converters import converted, libreoffice
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import CUT_SHORT, Paper, PaperError, Source, Tell
from ccgbrief.papers.powerpoint import read_slides
from ccgbrief.papers.spreadsheets import read_xlsx
from ccgbrief.text import clean_line

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

_LOCALE = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
    <item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
    <value>en-CA</value></prop></item></oor:items>"""
"""Settings by which dates that are shown as is usual where LibreOffice runs begin with the year.

01/04/2015 would be a day in April or in January, by the language of this computer.
"""

_SAVED_NAME = re.compile(
    r"\x13\s{0,3}FILENAME[^\x13-\x15]{0,80}\x14([^\x00-\x1f]{1,260})\x15", re.IGNORECASE
)
"""In a .doc, the name of the file as Word shows it until somebody has it worked out anew."""


def read_older(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file of an older format; raises PaperError with the next step where that fails."""
    newer, maker, *_ = _NEWER[form]
    data = as_newer(source.data, form, source.name)
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


def as_newer(data: bytes, form: str, name: str) -> bytes | None:
    """Return a file in the newer format; None if LibreOffice is not there or cannot read it.

    Where the file shows its own name, that is the one saved in it, or else `name`.
    """
    newer, _, *versions = _NEWER[form]
    if not (program := libreoffice()):
        return None
    for own_name in versions:
        # LibreOffice may go on writing in the folder.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            old = Path(folder, f"{token_hex(16)}.{form}")
            old.write_bytes(data)
            if newer == "xlsx":
                settings = Path(folder, "profile", "user", "registrymodifications.xcu")
                settings.parent.mkdir(parents=True)
                settings.write_text(_LOCALE, encoding="utf-8")
            only = (f"--infilter={own_name}",)  # or it would take any text for a Word file
            if made := converted(program, old, newer, MOST_SECONDS, only):
                return _named(made, old, clean_line(_shown_name(data, form) or name))
    return None


def _shown_name(data: bytes, form: str) -> str:
    """Return the name that a .doc shows as its own; `""` if there is none, or several are."""
    codes = ("cp1252", "utf-16-le") if form == "doc" else ()
    texts = (data.decode(code, "replace") for code in codes)
    names = {found for text in texts for found in _SAVED_NAME.findall(text)}
    return names.pop() if len(names) == 1 else ""


def _named(made: bytes, old: Path, name: str) -> bytes:
    """Return an office file that shows a name where LibreOffice put that of our copy, or its path.

    It works out anew what is a field, and of Word's older files it does not keep what is saved.
    """
    own = old.stem.encode()
    parts = unpacked(made)
    if not any(own in part for part in parts.values()):
        return made
    folders = (f"{old.parent.as_uri()}/", f"{old.parent}{os.sep}")
    shown = dict.fromkeys(folders, "") | {old.name: name, old.stem: Path(name).stem}
    for each in [n for n, part in parts.items() if own in part]:
        for ours, theirs in shown.items():
            parts[each] = parts[each].replace(escape(ours).encode(), escape(theirs).encode())
    return packed(parts)
