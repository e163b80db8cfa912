"""Reads rich text, as Word where LibreOffice is installed: pandoc loses tables before notes.

What is in the file and not in what was read is listed.
"""

import re
from contextlib import suppress
from dataclasses import replace

from striprtf.striprtf import charset_map, rtf_to_text

from ccgbrief.converters import libreoffice
from ccgbrief.papers.completeness import as_lines, with_missing
from ccgbrief.papers.libreoffice import as_newer
from ccgbrief.papers.pandoc import read_office
from ccgbrief.papers.paper import LeftOut, Paper, Source, Tell

_PIECES = re.compile(r"(?<=[.!?:])\s|[|\n]")
"""Between cells, and between sentences, since notes stand elsewhere than where they are marked."""

_BESIDE = re.compile(
    r"(?<!\\)\\(?:\*\\)?"
    r"(?:footnote|annotation|(?:header|footer)[lrf]?|shp(?:inst|txt)?|(?:v|deleted)0?)(?![a-z\d]) ?"
)
"""Begins what stands beside the text: notes, comments, heads and feet, boxes, what is not seen."""

_EQUATION = re.compile(
    r"(?<!\\)\\(?:\*\\)?m(?:math|oMath(?:Para)?|acc|bar|box|borderBox|d|deg|den|e|eqArr|f|fName|func|"
    r"groupChr|lim|limlow|limupp|m|mr|nary|num|phant|r|rad|s(?:Pre|Sub|SubSup|Sup)|sub|sup)"
    r"(?![A-Za-z\d]) ?"
)
"""Begins a part of an equation; the library passes over these, and LibreOffice without its Math."""

_UNSEEN = re.compile(r"\{\\(?:v|deleted)(?![a-z\d])([^{}]*)\}")
"""What is hidden or deleted in the midst of a line."""

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_NUMBERED = re.compile(rb"(\\u-?\d{1,5})(?=[^\\{}\s\d])")
"""A letter by its number, right before the sign that stands for it in older programs."""
_FONT = re.compile(rb"\\f(\d{1,5})[^;{}]{0,200}?\\fcharset([1-9]\d{0,2})")
_STEP = re.compile(
    rb"\\[\\{}]|[{}]|\\f(?P<font>\d{1,5})"
    rb"|(?P<number>\\u-?\d{1,5}\s{0,2})?(?P<bytes>\\'[89a-f][0-9a-f](?:\\'[0-9a-f]{2})*)",
    re.IGNORECASE,
)
"""What says in which code page letters are, and letters by their bytes.

Some only stand for the number before them in older programs.
"""

_PAIR = re.compile(
    rb"\\u(-\d{4,5}|\d{5})[ ]?(?:\\'[\da-f]{2}|[^\\{}])?(?:\}\{\\uc1)?\\u(-\d{4,5}|\d{5})"
)
"""Two letters by their numbers, which may be the halves of one."""

_SMALLER = re.compile(rb"\{\\\*\\updnprop\d{1,4}\}\\(?:(up)|dn)[1-9]\d{0,3}")
"""Raises or lowers in letters of less than 100 %; LibreOffice writes that, and does not read it."""

_ANEW = re.compile(
    rb"(\\fldinst(?:[\s{]|\\\*|\\(?!fldinst)[a-z]{1,32}(?![a-z])-?\d{0,10}){1,60})"
    rb"(?:BIBLIOGRAPHY|COMMENTS|FILENAME|IF|KEYWORDS|NUM(?:CHARS|WORDS)|REVNUM|SUBJECT|"
    rb"TEMPLATE|TITLE|[A-Z]{0,6}DATE|(?:EDIT)?TIME|(?:NOTE|PAGE)?REF)(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""A field that LibreOffice works out anew, where Word shows what is saved until it is asked to."""

_FAILED = "LibreOffice could not read it; without it, cells may stand beside their table."
_UNCHECKED = "Whether all of it was read could not be checked."


def read_rich_text(source: Source, tell: Tell) -> Paper:
    """Read a file of rich text; what is in none of its blocks is left out and listed."""
    data = _SMALLER.sub(lambda found: b"\\super" if found[1] else b"\\sub", source.data)
    # LibreOffice keeps the words of a field that it does not know.
    word = as_newer(_ANEW.sub(rb"\1KEPT", data), "rtf", source.name)
    if word:
        paper = read_office(replace(source, data=word), tell, "docx")
    else:
        paper = read_office(replace(source, data=_as_pandoc_reads(data)), tell, "rtf")
        paper = replace(paper, remarks=(_FAILED,) if libreoffice() else ())
    try:
        return with_missing(paper, _said(data))
    except Exception:  # noqa: BLE001 - whatever the library raises over a damaged file
        return replace(paper, remarks=(*paper.remarks, _UNCHECKED))


def _as_pandoc_reads(data: bytes) -> bytes:
    """Return rich text with its letters by their numbers, each apart from what stands for it.

    pandoc takes all bytes for those of Western Europe, and drops two signs where no space is.
    """
    fonts = {font: charset_map.get(int(charset)) for font, charset in _FONT.findall(data)}
    stated = _CODE_PAGE.search(data)
    own = f"cp{int(stated[1])}" if stated else "cp1252"
    pages = [own]  # of the groups that have begun

    def numbered(found: re.Match[bytes]) -> bytes:
        if found[0] == b"{":
            pages.append(pages[-1])
        elif found[0] == b"}" and len(pages) > 1:
            pages.pop()
        elif found["font"]:
            pages[-1] = fonts.get(found["font"]) or own
        elif found["bytes"] and not found["number"]:
            with suppress(LookupError, UnicodeError):
                letters = bytes.fromhex(found[0].decode().replace("\\'", "")).decode(pages[-1])
                units = memoryview(letters.encode("utf-16-le")).cast("h")
                return b"".join(b"{\\uc1\\u%d ?}" % unit for unit in units)
        return found[0]

    return _PAIR.sub(_whole, _STEP.sub(numbered, _NUMBERED.sub(rb"\1 ", data)))


def _whole(found: re.Match[bytes]) -> bytes:
    """Return a letter of two numbers, such as an emoji, as itself; pandoc would lose both.

    A soft hyphen, which is dropped later, takes the sign that stands for the second, and an empty
    group ends a word of control before it.
    """
    units = b"".join((int(number) % 0x10000).to_bytes(2, "little") for number in found.groups())
    try:
        letter = units.decode("utf-16-le")
    except UnicodeDecodeError:
        return found[0]
    return found[0] if len(letter) > 1 else b"{}%s\\u173" % letter.encode()


def _said(data: bytes) -> list[LeftOut]:
    apart = _UNSEEN.sub(r"\\par \1\\par ", data.decode("latin-1"))
    whole = _BESIDE.sub(r"\\par ", _EQUATION.sub(" ", apart))  # or the library passes over it
    text: str = rtf_to_text(whole, errors="replace")  # type: ignore[no-untyped-call]
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return as_lines(_PIECES.split(text))
