"""Writes the minutes as Word, OpenDocument and PDF files, using pandoc and LibreOffice.

A template is a document of the same format that provides the styles, header, footer and logo; it
may lack styles that minutes need. Pandoc's own has the page of an American letter and, for Word, no
page numbers and tables without rules.
"""

import io
import json
import lzma
import re
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from ccgbrief.converters import (
    KILLED,
    OUT_OF_MEMORY,
    converted,
    is_killed,
    libreoffice,
    pandoc,
    run_program,
)
from ccgbrief.errors import UserError
from ccgbrief.files import read_file, reason
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.model import Minutes

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

_STYLES = "word/styles.xml"
_STYLE_ID = re.compile(r'\bw:styleId="([^"]*)"')
_STYLE = re.compile(
    r'<w:style\b(?>[^<>]*?\bw:styleId="(?P<id>[^"<]*)")(?:(?!<w:style\b).)*?</w:style>', re.DOTALL
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"

_PAGE = (  # A4, with margins of 2.5 cm, in twentieths of a point
    f'<w:footerReference w:type="default" r:id="footer" xmlns:r="{_OFFICE}"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
    'w:header="709" w:footer="709" w:gutter="0"/>'
)
_FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_FOOTER = (
    f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{_FIELD.format("PAGE")}'
    '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    f"{_FIELD.format('NUMPAGES')}</w:p></w:ftr>"
)
_RULES = (
    '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
)


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
    # LibreOffice may still write its profile there when a signal ends this.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, "minutes.docx")
        file.write_bytes(as_docx(minutes, template))
        made = converted(program, file, "pdf", MOST_SECONDS)
    if made is None:
        raise UserError("LibreOffice could not make a PDF of the minutes; write .docx or .html")
    return made


def _document(minutes: Minutes, form: str, template: Path | None) -> bytes:
    style = read_template(template, form) if template else b""
    try:
        command = [*pandoc(), "-f", "json", "-t", form]
    except ImportError as missing:
        install = f"{sys.executable} -m pip install pypandoc_binary"
        raise UserError(
            f"{_CALLED[form]} is written by pandoc, which is not installed; {install}"
        ) from missing
    with tempfile.TemporaryDirectory() as folder:
        tree, made = Path(folder, "minutes.json"), Path(folder, f"minutes.{form}")
        tree.write_text(json.dumps(as_tree(minutes)))
        styled = Path(folder, f"template.{form}")
        try:
            styled.write_bytes(_reference(form, style))
        except _DAMAGED as error:
            damaged = f"{template}: it is damaged; take another template"
            raise UserError(damaged if template else f"{_FAILED}; write .html") from error
        command += ["--reference-doc", str(styled), "-o", str(made), str(tree)]
        status = run_program(command, MOST_SECONDS)
        _refuse_killed(status)
        if status or not made.exists():
            cause = f" with the template {template}; take another" if style else "; write .html"
            raise UserError(f"{_FAILED}{cause}")
        return made.read_bytes()


def _refuse_killed(status: int | None) -> None:
    if is_killed(status) or status == OUT_OF_MEMORY:
        raise UserError(f"{KILLED}, or write .html")


def _reference(form: str, template: bytes) -> bytes:
    if form == "docx":
        return _with_styles(template) if template else _plain_docx()
    return template or _plain_odt()


def read_template(file: Path, form: str) -> bytes:
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


def _plain_docx() -> bytes:
    """Return a Word document for minutes without a template: A4, page numbers, ruled tables."""
    parts = _parts(_own("docx"))

    def edit(name: str, before: str, after: str) -> None:
        parts[name] = parts[name].decode().replace(before, after, 1).encode()

    edit("word/document.xml", "<w:sectPr>", f"<w:sectPr>{_PAGE}")
    footer = f'<Relationship Id="footer" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    edit("word/_rels/document.xml.rels", "</Relationships>", f"{footer}</Relationships>")
    kind = f'<Override PartName="/word/footer1.xml" ContentType="{_FOOTER_TYPE}"/>'
    edit("[Content_Types].xml", "</Types>", f"{kind}</Types>")
    parts["word/footer1.xml"] = _FOOTER.encode()
    parts[_STYLES] = _ruled(parts[_STYLES].decode()).encode()
    return _archive(parts)


def _plain_odt() -> bytes:
    """Return an OpenDocument text for minutes without a template: A4, with page numbers."""
    parts = _parts(_own("odt"))
    styles = parts["styles.xml"].decode()
    for side, inches, metric in (("width", "8.5in", "21cm"), ("height", "11in", "29.7cm")):
        styles = styles.replace(f'fo:page-{side}="{inches}"', f'fo:page-{side}="{metric}"')
    return _archive(parts | {"styles.xml": styles.encode()})


def _with_styles(template: bytes) -> bytes:
    """Return a Word template with the styles that minutes need and that it has not got.

    Without a style for tables LibreOffice stacks their cells one under the other.
    """
    ours = _ruled(_parts(_own("docx"))[_STYLES].decode())
    parts = _parts(template)
    theirs = parts.get(_STYLES, b"").decode(errors="replace")
    known = set(_STYLE_ID.findall(theirs))
    new = "".join(each[0] for each in _STYLE.finditer(ours) if each["id"] not in known)
    parts[_STYLES] = theirs.replace("</w:styles>", f"{new}</w:styles>").encode()
    return _archive(parts)


def _ruled(styles: str) -> str:
    """Return styles whose tables have a line between rows, and room above and below it."""
    start = styles.find('w:styleId="Table"')
    head, table = styles[:start], styles[start:]
    table = table.replace("<w:tblCellMar>", f"{_RULES}<w:tblCellMar>", 1)
    for side in ("top", "bottom"):
        table = table.replace(f'<w:{side} w:w="0"', f'<w:{side} w:w="57"', 1)
    return head + table


def _own(form: str) -> bytes:
    """Return the document that pandoc itself would take."""
    with tempfile.TemporaryFile() as given:
        command = [*pandoc(), f"--print-default-data-file=reference.{form}"]
        _refuse_killed(run_program(command, MOST_SECONDS, stdout=given))
        given.seek(0)
        return given.read()


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:  # of no time, whatever the clock says
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
