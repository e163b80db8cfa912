"""Reads older office files, which LibreOffice, where it is installed, saves as newer ones."""

import tempfile
from pathlib import Path

from ccgbrief.importers.pandoc import read_office
from ccgbrief.importers.paper import Paper, PaperError, Source, Tell
from ccgbrief.importers.spreadsheets import read_xlsx
from ccgbrief.programs import converted, libreoffice

MOST_SECONDS = 50

NEWER = {"doc": "docx", "ppt": "pptx", "odp": "pptx", "xls": "xlsx", "ods": "xlsx"}
"""What each format is saved as."""

PROGRAMS = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}


def read_older(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file of an older format; raises PaperError with the next step where that fails."""
    newer = NEWER[form]
    program = libreoffice()
    if program is None:
        raise PaperError(
            f"it is an older format; open it in {PROGRAMS[newer]}, save it as .{newer}"
        )
    data = _converted(program, source, form, newer, tell)
    paper = Source(source.name, data, source.keep_all)
    return read_xlsx(paper, tell) if newer == "xlsx" else read_office(paper, tell, newer)


def _converted(program: str, source: Source, form: str, newer: str, tell: Tell) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, f"paper.{form}")
        old.write_bytes(source.data)
        found = converted(program, old, newer, MOST_SECONDS, tick=lambda: tell(0, 0))
    if found is None:
        raise PaperError(
            f"LibreOffice cannot convert it; open it in {PROGRAMS[newer]}, save it as .{newer}"
        )
    return found
