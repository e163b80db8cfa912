"""The minutes as Word, OpenDocument and PDF, through pandoc and LibreOffice: for sending out.

A template is a document of the same format whose styles, header, footer and logo the minutes take.
"""

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path

from ccgbrief.errors import UserError
from ccgbrief.files import read_file, reason
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.model import Minutes
from ccgbrief.programs import converted, libreoffice, pandoc, run_program

MOST_SECONDS = 60
"""For one run of a program; minutes take one or two."""

MAX_TEMPLATE = 20_000_000
"""Bytes; what is larger is not a letterhead."""

_CALLED = {"docx": "Word", "odt": "OpenDocument"}
_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
"""What is in every file of the format, by which it is known."""


def as_docx(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as a Word file; raises UserError where that cannot be made."""
    return _document(minutes, "docx", template)


def as_odt(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as an OpenDocument text; raises UserError where that cannot be made."""
    return _document(minutes, "odt", template)


def as_pdf(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as PDF, made of those in Word; raises UserError."""
    program = libreoffice()
    if program is None:
        raise UserError("PDF is made by LibreOffice, which is not installed; write .docx or .html")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "minutes.docx")
        file.write_bytes(as_docx(minutes, template))
        made = converted(program, file, "pdf", MOST_SECONDS)
    if made is None:
        raise UserError("LibreOffice could not make a PDF of the minutes; write .docx or .html")
    return made


def _document(minutes: Minutes, form: str, template: Path | None) -> bytes:
    style = _template(template, form) if template else b""
    try:
        command = [*pandoc(), "-f", "json", "-t", form]
    except ImportError as missing:
        install = f"{sys.executable} -m pip install pypandoc_binary"
        raise UserError(
            f"{_CALLED[form]} is written by pandoc, which is not installed; {install}"
        ) from missing
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as tree:
        tree.write(json.dumps(as_tree(minutes)).encode())
        tree.seek(0)
        made = Path(folder, f"minutes.{form}")
        if style:
            styled = Path(folder, f"template.{form}")
            styled.write_bytes(style)
            command += ["--reference-doc", str(styled)]
        if run_program([*command, "-o", str(made)], MOST_SECONDS, stdin=tree) or not made.exists():
            cause = f" with the template {template}; take another" if style else "; write .html"
            raise UserError(f"pandoc could not write the minutes{cause}")
        return made.read_bytes()


def _template(file: Path, form: str) -> bytes:
    """Return what is in a template; raises UserError where it is not of that format."""
    try:
        data = read_file(file, MAX_TEMPLATE)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        names = []
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: {reason(error)}; name a .{form} file as the template") from error
    if _PARTS[form] not in names:
        raise UserError(
            f"{file}: it is not a .{form} file; open it in a word processor, save it as .{form}"
        )
    return data
