"""Finds all that an e-book says, since pandoc passes over its title page and others in silence."""

from itertools import chain
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import html

from ccgbrief.papers.archives import unpacked
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.paper import Prepared
from ccgbrief.papers.word import parsed

_SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "p": "http://www.idpf.org/2007/opf",
}


def prepared(data: bytes) -> Prepared:
    """Return an .epub file as it is, and the text of its chapters, but not of its contents page.

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
    order = (
        files.get(each.get("idref")) for each in book.iterfind(".//p:spine/p:itemref", _SPACES)
    )
    chapters = (html.fromstring(parts[name]) for name in order if name in parts)
    texts = chain.from_iterable(
        page.xpath("//body//text()[normalize-space()]") for page in chapters
    )
    return Prepared(data, [], as_lines(texts))
