"""Lists what the sheets of a workbook have beside their cells: boxes, charts, heads and feet."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from ccgbrief.pack import Page
from ccgbrief.papers.paper import RUNNING, LeftOut
from ccgbrief.papers.word import MC, chart, drawings_of, parsed, related
from ccgbrief.text import clean_line

_BOOK = re.compile(r"xl/workbook\d*\.xml")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RUNS = re.compile(rb"<(?:\w{1,9}:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_CODE = re.compile(r'&("[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|.)')
"""In a head or foot: a font, a colour, a size, a part of it, or what Excel fills in."""
_SAYS_NOTHING = {"", "of", "page", "page of"}
"""What is left of a foot that has nothing but the number of the page."""


def beside_cells(parts: Mapping[str, bytes]) -> Iterator[LeftOut]:
    """Yield what is beside the cells of a workbook; raises LxmlError where its XML is damaged."""
    for book in filter(_BOOK.fullmatch, parts):
        names = related(parts, book)
        for sheet in parsed(parts[book]).iter("{*}sheet"):
            page = Page(clean_line(sheet.get("name", "")), "sheet")
            name = names.get(sheet.get(f"{_R}id"), "")
            runs = dict.fromkeys(map(_running, _RUNS.findall(parts.get(name, b""))))
            yield from (LeftOut(t, RUNNING, page) for t in runs if t.lower() not in _SAYS_NOTHING)
            for drawing in drawings_of(parts, name):
                yield from _drawn(parts[drawing], page)


def _running(stated: bytes) -> str:
    """Return the words of a head or foot, whose parts and formats are codes in it."""
    text = unescape(stated.decode(errors="replace"))
    signs = {"&": "&", **dict.fromkeys("LCR", " ")}
    return clean_line(_CODE.sub(lambda code: signs.get(code[1], ""), text))


def _drawn(part: bytes, page: Page) -> Iterator[LeftOut]:
    drawing = parsed(part)
    if not drawing.tag.endswith("}wsDr"):
        yield chart(drawing, page)
        return
    for shape in drawing.iter("{*}sp"):
        said = ("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in shape.iter(f"{_A}p"))
        text = clean_line(" ".join(said))
        if text and next(shape.iterancestors(f"{MC}Fallback"), None) is None:
            yield LeftOut(text, "in a text box", page)
