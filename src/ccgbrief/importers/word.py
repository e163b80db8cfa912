"""Reads Word files: mammoth knows their styles, lists and tables, and leaves out page furniture."""

import io
import xml.etree.ElementTree as ET
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, LargeZipFile, ZipFile

import mammoth

from ccgbrief.importers.markup import read_markup
from ccgbrief.importers.paper import Paper, PaperError, Source, Tell
from ccgbrief.text import clean_line

MOST_UNPACKED = 200_000_000
"""Bytes; a Word file that unpacks to more is made to fill the memory."""

MOST_PROPERTIES = 100_000
"""Bytes of the part with title and author."""

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_PROPERTIES = "docProps/core.xml"
_TEXT_PARTS = ("word/document.xml", "word/document2.xml")
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_DAMAGED = "it is damaged and cannot be unpacked; get a whole copy"


def read_word(source: Source, tell: Tell) -> Paper:
    """Read a .docx file: its text with headings, lists and tables, without pictures."""
    try:
        with ZipFile(io.BytesIO(source.data)) as archive:
            _refuse_bombs(archive)
            properties = _properties(archive)
        html = mammoth.convert_to_html(
            io.BytesIO(source.data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_no_picture),
        ).value
    except (BadZipFile, LargeZipFile, KeyError, EOFError, ExpatError, ET.ParseError) as error:
        raise PaperError(_DAMAGED) from error
    except (
        ValueError,
        IndexError,
        AttributeError,
        NotImplementedError,
        OSError,
        RecursionError,
    ) as error:
        raise PaperError(_DAMAGED) from error
    tell(1, 1)
    return Paper(
        read_markup(html), title=properties.get("title", ""), author=properties.get("creator", "")
    )


def _no_picture(image: object) -> dict[str, str]:  # noqa: ARG001
    return {}


def _refuse_bombs(archive: ZipFile) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_UNPACKED:
        raise PaperError(f"it unpacks to {size / 1e6:,.0f} MB, which no paper does; save its text")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise PaperError("it is locked by a password; save it without one")


def _properties(archive: ZipFile) -> dict[str, str]:
    """Return what the file says of itself: `title`, `creator`."""
    if (
        _PROPERTIES not in archive.namelist()
        or archive.getinfo(_PROPERTIES).file_size > MOST_PROPERTIES
    ):
        return {}
    root = ET.fromstring(archive.read(_PROPERTIES))  # noqa: S314 - small, and expat bounds entities
    return {
        child.tag.removeprefix(_DUBLIN_CORE): clean_line(child.text or "")
        for child in root
        if child.tag.startswith(_DUBLIN_CORE)
    }
