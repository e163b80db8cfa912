"""Lists what OpenDocument texts hide, and what pandoc passes over: comments, deletions, headers."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.grids import MOST_COLUMNS
from ccgbrief.papers.paper import DELETED, DRAWN, HIDDEN, LeftOut, Prepared
from ccgbrief.papers.word import parsed
from ccgbrief.text import clean_line

_CONTENT, _STYLES = "content.xml", "styles.xml"
_OBJECT = re.compile(r"[^/]+/content\.xml")
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
}
_OFFICE, _STYLE, _TEXT, _TABLE = (f"{{{space}}}" for space in _SPACES.values())
_SAID = """//office:text//text()[normalize-space() and not(ancestor::office:annotation
    or ancestor::text:tracked-changes or ancestor::text:note-citation)]"""
_RUNNING = "//style:master-page//text:p//text()[normalize-space()]"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

Element = Any
"""An element of lxml."""


def prepared(data: bytes) -> Prepared:
    """Return an .odt file without what it hides, which is listed with its comments and deletions.

    Raises LxmlError and KeyError where it is damaged.
    """
    parts = unpacked(data)
    content = parsed(parts[_CONTENT])
    styles = parsed(parts[_STYLES]) if _STYLES in parts else etree.Element("none")
    found: list[LeftOut] = []
    for each in content.iter(f"{_OFFICE}annotation", f"{_TEXT}deletion"):
        author = each.findtext(_CREATOR)
        comment = clean_line(f"comment by {author}" if author else "comment")
        reason = comment if each.tag == f"{_OFFICE}annotation" else DELETED
        found += [LeftOut(text, reason)] if (text := _text(each)) else []
    hidden = list(_hidden(content, {*_hiding([content, styles])}))
    found += [LeftOut(text, HIDDEN) for each in hidden if (text := _text(each))]
    _empty(hidden)
    for name in ("columns", "rows"):  # cells before the rows that they are in
        for each in content.xpath(f"//*[@table:number-{name}-repeated]", namespaces=_SPACES):
            count = each.attrib.pop(f"{_TABLE}number-{name}-repeated")
            for _ in range(1, min(int(count), MOST_COLUMNS) if count.isdecimal() else 1):
                each.addnext(deepcopy(each))
    data = packed(parts | {_CONTENT: etree.tostring(content, encoding="UTF-8")})
    found += filter(None, (_drawn(parts[n]) for n in sorted(parts) if _OBJECT.fullmatch(n)))
    said = [*content.xpath(_SAID, namespaces=_SPACES), *styles.xpath(_RUNNING, namespaces=_SPACES)]
    return Prepared(data, found, as_lines(said))


def _drawn(part: bytes) -> LeftOut | None:
    """Return what a chart or a table says that is drawn in a text; pandoc reads formulas."""
    root = parsed(part)
    what = "A chart" if root.find(f".//{_OFFICE}chart") is not None else "A sheet"
    text = _text(root)
    is_read = root.find(f".//{_OFFICE}body") is None
    return None if is_read or not text else LeftOut(f"{what}: {text}", DRAWN)


def _text(element: Element) -> str:
    paragraphs = list(element.iter(f"{_TEXT}p", f"{_TEXT}h")) or [element]
    return clean_line(" ".join("".join(each.itertext()) for each in paragraphs))


def _hiding(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the names of styles that hide text, by what they or those they derive from say."""
    styles = {s.get(f"{_STYLE}name"): s for root in roots for s in root.iter(f"{_STYLE}style")}
    for name in styles:
        line: dict[str, str | None] = {}  # of descent; damaged files have rings
        at = name
        while at in styles and at not in line and not any(line.values()):
            stated = styles[at].find("style:text-properties", _SPACES)
            line[at] = None if stated is None else stated.get(f"{_TEXT}display")
            at = styles[at].get(f"{_STYLE}parent-style-name")
        if "none" in line.values():
            yield name


def _hidden(content: Element, hiding: set[str]) -> Iterator[Element]:
    """Yield what is hidden and in nothing that is."""
    hidden: set[Element] = set()
    for each in content.iter(f"{_TEXT}section", f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span"):
        states = (each.get(f"{_TEXT}display"), each.get(f"{_TEXT}is-hidden"))
        is_hidden = states[0] == "none" or states[1] == "true"
        field = each.find(f"{_TEXT}hidden-paragraph")
        is_hidden = is_hidden or (field is not None and field.get(f"{_TEXT}is-hidden") == "true")
        is_hidden = is_hidden or each.get(f"{_TEXT}style-name") in hiding
        if is_hidden and hidden.isdisjoint(each.iterancestors()):
            hidden.add(each)
            yield each


def _empty(elements: Iterable[Element]) -> None:
    for element in elements:
        element.text = None
        for within in element.iterdescendants():
            within.text = within.tail = None
