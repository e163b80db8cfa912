"""Reads texts in fonts that have signs in the places of letters, such as Wingdings.

pandoc has the tables, and uses them for Word files.
"""

import re
from functools import cache

from ccgbrief.papers.archives import packed
from ccgbrief.papers.paper import Source

_FONTS = ("Symbol", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3")
_PRIVATE = 0xF000
"""Where some programs put the letters of these fonts."""
_UNKNOWN = re.compile("[\ue000-\uf8ff]?")
"""What pandoc makes of a letter for which it knows no sign."""
_USUAL = {
    ("Symbol", "\uf0b7"): "•",
    ("Wingdings", "\uf0a7"): "▪",
    ("Wingdings", "\uf0d8"): "➢",
}
"""The bullets of most lists of Word, for which pandoc need not be asked."""

_MAIN = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}'
    "</w:body></w:document>"
)
_ROW = (
    '<w:p><w:r><w:t xml:space="preserve">{0} </w:t><w:sym w:font="{1}" w:char="F0{0:02X}"/></w:r>'
    "</w:p>"
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def shown(text: str, font: str | None) -> str:
    """Return a text as a font shows it."""
    if not text or not has_signs(font):
        return text
    return _USUAL.get((_name(font), text)) or text.translate(_signs(_name(font)))


def has_signs(font: str | None) -> bool:
    """Return whether a font has signs in the places of letters, and which they are is known."""
    return _name(font) in _FONTS


def _name(font: str | None) -> str:
    return (font or "").strip(" \"'").title()


@cache
def _signs(font: str) -> dict[int, str]:
    """Return the signs that a font has for letters, by their numbers."""
    from ccgbrief.papers.pandoc import read_office  # noqa: PLC0415 (40 ms; it imports who asks)

    rows = (_ROW.format(code, font) for code in range(0x21, 0x100))
    main = _MAIN.format("".join(rows)).encode()
    file = packed({"_rels/.rels": _RELATIONS, "word/document.xml": main})
    read = read_office(Source("", file), lambda *_: None, "docx").blocks
    found = (block.text.partition(" ") for block in read)
    known = {int(code): sign for code, _, sign in found if not _UNKNOWN.fullmatch(sign)}
    return known | {_PRIVATE + code: sign for code, sign in known.items()}
