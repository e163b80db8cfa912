"""Finds all that an e-book says, since pandoc passes over its title page and others in silence."""

from contextlib import suppress
from itertools import chain
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree, html

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.drawings import parsed
from ccgbrief.papers.paper import HIDDEN, LeftOut, Prepared
from ccgbrief.text import clean_line

_SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "p": "http://www.idpf.org/2007/opf",
}
_NOTES = "@*[name()='role' or local-name()='type'][contains(., 'note')]"
_HIDDEN_PARTS = (
    "//*[local-name()='body']//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"
    f"[normalize-space() and not(ancestor-or-self::*/{_NOTES} or descendant::*/{_NOTES})]"
)
"""What no reader sees, but for notes, which are shown where their marks stand."""


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
    }
    spine = (
        files.get(each.get("idref")) for each in book.iterfind(".//p:spine/p:itemref", _SPACES)
    )
    order = [name for name in spine if name in parts]
    hidden = [line for name in dict.fromkeys(order) for line in _hide(parts, name)]
    chapters = (
        html.fromstring(parts[name], parser=html.HTMLParser(huge_tree=True)) for name in order
    )
    texts = chain.from_iterable(
        page.xpath("//body//text()[normalize-space()]") for page in chapters
    )
    return Prepared(packed(parts) if hidden else data, hidden, as_lines(texts))


def _hide(parts: dict[str, bytes], name: str) -> list[LeftOut]:
    """Take out of a chapter what it hides, and return it."""
    hidden = []
    with suppress(etree.XMLSyntaxError):
        page = html.fromstring(
            parts[name], parser=html.XHTMLParser(resolve_entities=False, huge_tree=True)
        )
        for element in page.xpath(_HIDDEN_PARTS):
            if page in element.iterancestors():  # and in nothing that was taken out
                hidden.append(LeftOut(clean_line(element.xpath("string()")), HIDDEN))
                element.drop_tree()
        if hidden:
            parts[name] = etree.tostring(page, encoding="utf-8", xml_declaration=True)
    return hidden
