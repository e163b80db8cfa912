"""The formats that can be read: how each is recognised, and what reads it."""

import re
import struct
import sys
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from functools import partial
from importlib import import_module
from itertools import chain
from typing import Any

from ccgbrief.papers.archives import opened_archive
from ccgbrief.papers.paper import CUT_SHORT, LOCKED, Paper, PaperError, Source, Tell

MOST_BLOCKS = 200_000
"""Of one paper: some ten times the longest board pack."""

EXTRA = "ccgbrief[papers]"
"""The pip requirement that installs the libraries of all formats."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format of papers. To add one, add its row to `FORMATS` and its mark to `format_of`."""

    name: str
    suffixes: tuple[str, ...]
    """The endings of its files; the first is the usual one."""
    called: str
    """Its everyday name."""
    reader: str
    """The module of this room and the function in it that reads a file."""
    form: str = ""
    """Given to a reader of several formats."""


_PANDOC, _SHEETS, _OLDER = "pandoc:read_office", "spreadsheets:read_xlsx", "libreoffice:read_older"

FORMATS = (
    Format("pdf", (".pdf",), "PDF", "pdf.reader:read_pdf"),
    Format("docx", (".docx", ".docm"), "Word", _PANDOC, "docx"),
    Format("odt", (".odt",), "OpenDocument", _PANDOC, "odt"),
    Format("rtf", (".rtf",), "rich text", "richtext:read_rich_text"),
    Format("epub", (".epub",), "e-book", _PANDOC, "epub"),
    Format("pptx", (".pptx", ".pptm"), "PowerPoint", "powerpoint:read_slides"),
    Format("xlsx", (".xlsx", ".xlsm"), "Excel", _SHEETS),
    Format("csv", (".csv", ".tsv"), "table of values", "spreadsheets:read_csv"),
    Format("html", (".html", ".htm", ".xhtml"), "web page", "html:read_html"),
    Format("mht", (".mht", ".mhtml"), "saved web page", "mail:read_saved_page"),
    Format("eml", (".eml", ".mbox"), "e-mail", "mail:read_mail"),
    Format("ics", (".ics",), "calendar", "invitations:read_calendar"),
    Format("zip", (".zip",), "archive", ""),
    Format("doc", (".doc",), "older Word", _OLDER, "doc"),
    Format("ppt", (".ppt",), "older PowerPoint", _OLDER, "ppt"),
    Format("xls", (".xls",), "older Excel", _OLDER, "xls"),
    Format("ods", (".ods",), "OpenDocument spreadsheet", _OLDER, "ods"),
    Format("odp", (".odp",), "OpenDocument presentation", _OLDER, "odp"),
    Format("sxw", (".sxw", ".stw"), "OpenOffice 1 text", _OLDER, "sxw"),
    Format("sxc", (".sxc", ".stc"), "OpenOffice 1 spreadsheet", _OLDER, "sxc"),
    Format("sxi", (".sxi", ".sti"), "OpenOffice 1 presentation", _OLDER, "sxi"),
    Format("fodt", (".fodt",), "flat OpenDocument text", _OLDER, "fodt"),
    Format("fods", (".fods",), "flat OpenDocument spreadsheet", _OLDER, "fods"),
    Format("fodp", (".fodp",), "flat OpenDocument presentation", _OLDER, "fodp"),
    Format("markdown", (".md", ".markdown"), "Markdown", "markdown:read_markdown"),
    Format("text", (".txt", ".text"), "plain text", "plain:read_plain"),
)
_BY_NAME = {each.name: each for each in FORMATS}
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}

_START = 1024
"""Bytes at the beginning of a file that show its format."""

_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*){0,3}"
    rb"<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FLAT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<office:document\s[^>]*?"
    rb"\soffice:mimetype=\"([\w/.]{1,60})"
)
_CALENDAR = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\s")
_XML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|\?mso-application|\w{0,3}:?(?:Workbook|wordDocument))\s"
)
_OWN_XML = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "Excel", ".xlsx"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "Word", ".docx"),
    (b'progid="Word.Document"', "Word", ".docx"),
    (b'progid="PowerPoint.Show"', "PowerPoint", ".pptx"),
)
"""What begins the XML that Office saves in one file, as report systems write it too."""
_WORD_2, _EXCEL_2_TO_4 = re.compile(rb"\xdb\xa5"), re.compile(rb"\t[\0\2\4][\4\6]\0")
_BEGINNINGS = (
    (re.compile(rb"\{\\rtf"), "rtf"),
    (_HTML, "html"),
    (_CALENDAR, "ics"),
    (_WORD_2, "doc"),
    (_EXCEL_2_TO_4, "xls"),
)
_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:From |[\w-]+:)")
"""How a message begins, and a page saved as one."""
_SENT = ("Message-ID", "MIME-Version", "Return-Path")
"""Headers that no person types: one beside the sender makes a file a message, whatever its name."""

_LONGEST_HEAD = 65_536
"""Bytes of a message above its text, and of the first tag of an OpenDocument that is not packed."""

_UNKNOWN = "its format is not supported; save it as PDF"
_PICTURE = (
    "it is a picture; `ocrmypdf --image-dpi 300 IN OUT.pdf` makes a PDF with its text, add that"
)
_REFUSED = (
    *((mark, _PICTURE) for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x78\x9f\x3e\x22", "it is Outlook's own wrapping; have the message sent again as HTML"),
    (b"%!PS", "it is PostScript; ps2pdf makes a PDF of it, add that"),
    (b"\x1f\x8b", "it is compressed; unpack it first"),
    (b"7z\xbc\xaf", "this kind of archive is not supported; unpack it, or make it a .zip"),
    (b"Rar!\x1a", "this kind of archive is not supported; unpack it, or make it a .zip"),
)
_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_ZIPPED = (
    ("word/", b"wordprocessingml.document.main", "docx"),
    ("ppt/", b"presentationml.presentation.main", "pptx"),
    ("xl/", b"spreadsheetml.sheet.main", "xlsx"),
)
"""The folder that an office file has by custom, and what in any case states its kind."""
_MIMETYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_BEFORE_OPENDOCUMENT = {
    b"application/vnd.sun.xml.writer": "sxw",
    b"application/vnd.sun.xml.calc": "sxc",
    b"application/vnd.sun.xml.impress": "sxi",
}
_OF_APPLE = re.compile(r"(?:.*/)?buildversionhistory\.plist|.*\.iwa", re.IGNORECASE)
"""The name of a part that Pages, Numbers and Keynote write, of 2009 or today."""
_OLE = b"\xd0\xcf\x11\xe0"
_LAST_SECTOR = 0xFFFFFFF9
"""Of a compound file (MS-CFB); larger numbers are marks."""
_ROOT = b"\5"
"""The kind of the first entry of its directory; its name is not always the one prescribed."""
_MAIN = {"WORDDOCUMENT": "doc", "WORKBOOK": "xls", "BOOK": "xls", "POWERPOINT DOCUMENT": "ppt"}
"""The main streams of older formats, `Book` of Excel 5 and 95, in any letters."""
_BINARY = {"pdf", *(each.name for each in FORMATS if each.form), "rtf", "pptx", "xlsx", "zip"}
"""Formats that a text file is never taken for, whatever its ending."""

_TAG = re.compile(rb"<\0?[a-zA-Z!/]")


def read_paper(source: Source, tell: Tell) -> Paper:
    """Read a file of any format that is known here; raises PaperError."""
    if not source.data.strip(b"\0 \r\n\t"):
        holds = "holds nothing but zeros" if b"\0" in source.data else "is empty"
        raise PaperError(f"it {holds}; name a file with text in it")
    kind = format_of(source)
    try:
        paper: Paper = _reader(kind)(source, tell)
    except ImportError as missing:
        install = f"{sys.executable} -m pip install '{EXTRA}'"
        problem = f"it is read by {missing.name}, which is not installed"
        raise PaperError(f"{problem}; {install}") from missing
    if len(paper.blocks) > MOST_BLOCKS:
        raise PaperError(
            f"it has more than {MOST_BLOCKS:,} paragraphs; divide it into several files"
        )
    if not any(block.text or block.rows for block in paper.blocks):
        raise PaperError("no text was found in it; name a file with text in it")
    return paper


def format_of(source: Source) -> Format:
    """Return the format of a file, by what is in it before its name; raises PaperError."""
    named = _BY_SUFFIX.get(source.suffix, _BY_NAME["text"])
    if shown := _shown(source, named):
        return _BY_NAME[shown]
    is_mail = named.name in {"eml", "mht"}
    if (is_mail and not _MAIL.match(source.data)) or (
        named.name == "html" and not _TAG.search(source.data)
    ):
        return _BY_NAME["text"]
    if named.name in _BINARY:
        if not source.data.strip():
            raise PaperError("it is empty; get a whole copy")
        problem = f"its name says {named.called}, but it is not"
        raise PaperError(f"{problem}; get a whole copy, or if it is text, name it .txt or .csv")
    return named


def _shown(source: Source, named: Format) -> str:
    """Return the name of the format that the content of a file shows, `""` where it shows none."""
    start = source.data[:_START]
    # A PDF may begin with something else, but a text may also be about PDF.
    if _PDF.search(start if named.name == "pdf" else start.lstrip()[:8]):
        return "pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(source)
    if start.startswith(_OLE):
        return _older(source)
    for mark, reason in _REFUSED:
        if start.startswith(mark):
            raise PaperError(reason)
    for pattern, name in _BEGINNINGS:
        if pattern.match(start):
            return name
    for mark, maker, newer in _OWN_XML if _XML.match(start) else ():
        if mark in start:
            raise PaperError(f"it is {maker}’s own XML; open it in {maker}, save it as {newer}")
    if flat := _FLAT.match(source.data[:_LONGEST_HEAD]):
        return f"f{_MIMETYPES.get(flat[1], 'odt')}"
    return _message(source.data[:_LONGEST_HEAD]) if _MAIL.match(start) else ""


def _message(start: bytes) -> str:
    """Return which kind of message begins so, `""` for none."""
    head = BytesHeaderParser().parsebytes(start.removeprefix(b"\xef\xbb\xbf").lstrip())
    if "From" not in head or not any(name in head for name in _SENT):
        return ""
    return "mht" if "<Saved by " in str(head["From"]) else "eml"


def ending_of(source: Source) -> str:
    """Return the ending that a file's content calls for, which may not be that of its name."""
    suffix, kind = source.suffix, format_of(source)
    return suffix if suffix in kind.suffixes or kind.name == "text" else kind.suffixes[0]


def _zipped(source: Source) -> str:
    """Return the name of the format of a file that is a zip archive."""
    with opened_archive(source.data, may_be_locked=True) as archive:
        names = [name.replace("\\", "/") for name in archive.namelist()]  # as some programs write
        stated = (archive.read(n) if n in names else b"" for n in ("mimetype", _TYPES, _MANIFEST))
        kind, types, manifest = stated
    if b"encryption-data" in manifest:
        raise PaperError(LOCKED)
    kind = (kind.strip() or _stated_by(manifest)).removesuffix(b"template").rstrip(b"-.")
    if found := (_MIMETYPES | _BEFORE_OPENDOCUMENT).get(kind):
        return found
    if "xl/workbook.bin" in names:
        raise PaperError("it is a binary workbook (.xlsb); open it in Excel, save it as .xlsx")
    for folder, mark, form in _ZIPPED:
        if mark in types or any(name.startswith(folder) for name in names):
            return form
    if any(map(_OF_APPLE.fullmatch, names)):
        raise PaperError(
            "it is of Apple’s Pages, Numbers or Keynote; open it there, save it as PDF"
        )
    if kind or types:
        raise PaperError(_UNKNOWN)
    return "zip"


def _stated_by(manifest: bytes) -> bytes:
    """Return the kind of an office file that its manifest states, `b""` for none."""
    root = (entry for entry in manifest.split(b"<") if b'full-path="/"' in entry)
    return next(root, b"").partition(b'media-type="')[2].partition(b'"')[0]


def _older(source: Source) -> str:
    """Return the name of the format of an older office file, by what is in its root storage."""
    names = _in_root(source.data)
    if "ENCRYPTEDPACKAGE" in names:
        raise PaperError(LOCKED)
    if found := [_MAIN[name] for name in names if name in _MAIN]:
        return found[0]
    if any(name.startswith("__SUBSTG1.0_") for name in names) or source.suffix == ".msg":
        raise PaperError("it is an Outlook message; save it as .eml, or print it as PDF")
    raise PaperError(_UNKNOWN)


def _in_root(data: bytes) -> list[str]:
    """Return the names, in capitals, in the root storage of a compound file (MS-CFB, 2.6).

    What is within those, as the streams of an object in a workbook, is of another file.
    """
    directory = _directory(data)
    names: dict[int, str] = {}
    waiting = [*struct.unpack("<I", directory[76:80])] if directory else []
    for at in waiting:
        entry = directory[128 * at : 128 * (at + 1)]
        if entry and at not in names:
            names[at] = entry[:64].decode("utf-16-le", "replace").partition("\0")[0].upper()
            waiting += struct.unpack("<2I", entry[68:76])  # those on its left and right
    return [*names.values()]


def _directory(data: bytes) -> bytes:
    """Return the directory of a compound file, `b""` if it states none (MS-CFB, 2.2 to 2.5).

    Raises PaperError for one that leads beyond its end, or to no root.
    """
    head = data[:512].ljust(512, b"\0")
    shift, tables, root, more = struct.unpack("<30xH12x2I16xI", head[:72])
    if shift not in {9, 12} or not tables:
        return b""
    size = 1 << shift
    whole = memoryview(data + bytes(-len(data) % size))  # some programs end within the last sector
    count = len(whole) // size - 1
    listed = [*memoryview(head)[76:].cast("I")]
    while len(listed) < min(tables, count) and more < count:
        *others, more = whole[(more + 1) * size :][:size].cast("I")
        listed += others
    there = [at for at in listed[:tables] if at < count]
    following = [*chain.from_iterable(whole[(at + 1) * size :][:size].cast("I") for at in there)]
    directory, at = bytearray(), root
    while at < len(following) and len(directory) < len(whole):
        directory += whole[(at + 1) * size :][:size]
        at = following[at]
    is_cut = any(count <= at <= _LAST_SECTOR for at in chain([root], listed[:tables], following))
    if is_cut or directory[66:67] != _ROOT:
        raise PaperError(CUT_SHORT)
    return bytes(directory)


def _reader(kind: Format) -> Any:
    """Return the reader of a format, importing it only now: some bring large libraries."""
    module, _, name = kind.reader.partition(":")
    read = getattr(import_module(f"ccgbrief.papers.{module}"), name)
    return partial(read, form=kind.form) if kind.form else read
