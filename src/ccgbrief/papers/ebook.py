"""Finds all that an e-book says, since pandoc passes over its title page and others in silence."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree, html

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.drawings import Element, parsed, pictures
from ccgbrief.papers.page_fields import put_in_fields
from ccgbrief.papers.page_lists import state_numbers
from ccgbrief.papers.page_tables import state_heads
from ccgbrief.papers.paper import HIDDEN, LeftOut, Prepared
from ccgbrief.text import clean_line

_SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "p": "http://www.idpf.org/2007/opf",
}
_NOTES = "@*[name()='role' or local-name()='type'][contains(., 'note')]"
_HIDDEN_PARTS = (
    "/descendant::*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"
    "[ancestor::*[local-name()='body']]"
    f"[normalize-space() and not(ancestor-or-self::*/{_NOTES} or descendant::*/{_NOTES})]"
)
"""What no reader sees, but for notes, which are shown where their marks stand."""

_MARKS = """/descendant::*[local-name() = 'a'][@href][contains(@class, 'footnote-ref')
    or @*[name() = 'role' or local-name() = 'type' or name() = 'epub:type']
    [contains(., 'noteref')]]"""
"""The marks of notes, also those that pandoc itself writes in e-books of version 2."""
_APART = """/descendant::*[@*[local-name() = 'type' or name() = 'epub:type']
    [contains(., 'footnote') or contains(., 'rearnote')]]"""
"""Notes, and what holds them, which pandoc reads only where it finds their marks."""

_SAID = "/descendant::text()[normalize-space() and not(ancestor::*[local-name()='head'])]"
"""The text of a chapter, which may also be a drawing."""


def prepared(data: bytes) -> Prepared:
    """Return an .epub file without what it hides, and the text of its chapters.

    That of its contents page is not among it.

    Raises LxmlError and KeyError where it is damaged.
    """
    parts = unpacked(data)
    package = parsed(parts["META-INF/container.xml"]).xpath(
        "string(//c:rootfile/@full-path)", namespaces=_SPACES
    )
    book = parsed(parts[package])
    files = {
        item.get("id"): normpath(join(dirname(package), unquote(item.get("href", ""))))
        for item in book.iterfind(".//p:manifest/p:item", _SPACES)
        if "nav" not in item.get("properties", "").split()
        and not re.match(r"image/(?!svg)", item.get("media-type", ""))
    }
    spine = (files.get(e.get("idref")) for e in book.iterfind(".//p:spine/p:itemref", _SPACES))
    hidden: list[LeftOut] = []
    texts: list[str] = []
    is_changed = False
    for name in dict.fromkeys(name for name in spine if name in parts):
        page = _chapter(parts[name])
        unseen, has_spans = page.xpath(_HIDDEN_PARTS), state_heads(page)
        for element in unseen:
            if page in element.iterancestors():  # and in nothing that was taken out
                hidden.append(LeftOut(clean_line(element.xpath("string()")), HIDDEN))
                element.drop_tree()
        has_marks = _state_marks(page)
        offered = list(put_in_fields(page))
        hidden += [line for line in offered if line.text]
        if state_numbers(page) or unseen or has_spans or has_marks or offered:
            is_changed = True
            parts[name] = etree.tostring(page, encoding="utf-8", xml_declaration=True)
        hidden += pictures(page, said="/descendant::*[local-name() = 'img']/@alt")
        texts += page.xpath(_SAID)
    return Prepared(packed(parts) if is_changed else data, hidden, as_lines(texts))


def _state_marks(page: Element) -> bool:
    """Raise the marks of notes that pandoc does not find, which it would join to the word before.

    Those notes are part of what is read. Returns whether there are any.
    """
    apart, marks = page.xpath(_APART), page.xpath(_MARKS)
    named = {f"#{each.get('id')}" for each in apart}
    found = named.intersection(mark.get("href") for mark in marks if _types(mark))
    missed = [mark for mark in marks if mark.get("href") not in found]
    for mark in missed:
        is_raised = any(etree.QName(each).localname == "sup" for each in mark.iterancestors())
        if not is_raised and not len(mark) and (mark.text or "").strip().isalnum():
            raised = page.makeelement(mark.tag[:-1] + "sup", nsmap=mark.nsmap)
            mark.getparent().replace(mark, raised)
            raised.tail, mark.tail = mark.tail, None
            raised.append(mark)
    unread = [
        each for each in apart if not any(f"#{note.get('id')}" in found for note in each.iter())
    ]
    for each in (*missed, *unread):
        for name in _types(each):
            del each.attrib[name]
    return bool(missed or unread)


def _types(element: Element) -> list[str]:
    """Return the names under which a chapter says what an element is for, which pandoc goes by."""
    return [name for name in element.keys() if name.endswith(("}type", "epub:type"))]  # noqa: SIM118


def _chapter(data: bytes) -> Element:
    """Return a chapter; one that is no XML, as of R&D, as the web page that pandoc reads it as."""
    try:
        parser = html.XHTMLParser(resolve_entities=False, huge_tree=True)
        return html.fromstring(data, parser=parser)
    except etree.XMLSyntaxError:
        return html.fromstring(data, parser=html.HTMLParser(huge_tree=True, encoding="utf-8"))
