"""Writes the minutes as Word, OpenDocument and PDF files, using pandoc and LibreOffice.

A template is a document of the same format that provides the styles, header, footer and logo.
"""

import io
import json
import lzma
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from ccgbrief.converters import converted, libreoffice, pandoc, run_program
from ccgbrief.errors import UserError
from ccgbrief.files import read_file, reason
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.model import Minutes
from ccgbrief.minutes.reference_doc import plain_docx, plain_odt, with_styles

MOST_SECONDS = 60
"""Seconds for one run of a program; minutes take one or two."""

MAX_TEMPLATE = 20_000_000
"""Bytes; anything larger is not a letterhead."""

MAX_UNPACKED = 100_000_000
"""Bytes that a template may unpack to."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
"""What a damaged archive raises; RuntimeError is for an unknown compression."""

_FAILED = "pandoc could not write the minutes"
_CALLED = {"docx": "Word", "odt": "OpenDocument"}
_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
"""A member that identifies the format, because every file of it has one."""


def as_docx(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as a Word file; raises UserError if it cannot be made."""
    return _document(minutes, "docx", template)


def as_odt(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as an OpenDocument text; raises UserError if it cannot be made."""
    return _document(minutes, "odt", template)


def as_pdf(minutes: Minutes, template: Path | None = None) -> bytes:
    """Return the minutes as PDF, converted from Word; raises UserError."""
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
        styled = Path(folder, f"template.{form}")
        try:
            styled.write_bytes(_reference(form, style))
        except _DAMAGED as error:
            damaged = f"{template}: it is damaged; take another template"
            raise UserError(damaged if template else f"{_FAILED}; write .html") from error
        command += ["--reference-doc", str(styled)]
        if run_program([*command, "-o", str(made)], MOST_SECONDS, stdin=tree) or not made.exists():
            cause = f" with the template {template}; take another" if style else "; write .html"
            raise UserError(f"{_FAILED}{cause}")
        return made.read_bytes()


def _reference(form: str, template: bytes) -> bytes:
    if form == "docx":
        return with_styles(template) if template else plain_docx()
    return template or plain_odt()


def _template(file: Path, form: str) -> bytes:
    """Return the content of a template; raises UserError if it is not of that format."""
    try:
        data = read_file(file, MAX_TEMPLATE)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        names, size = [], 0
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: {reason(error)}; name a .{form} file as the template") from error
    if size > MAX_UNPACKED:
        raise UserError(f"{file}: it unpacks to {size // 1_000_000} MB; take a smaller template")
    if _PARTS[form] not in names:
        raise UserError(
            f"{file}: it is not a .{form} file; open it in a word processor, save it as .{form}"
        )
    return data
