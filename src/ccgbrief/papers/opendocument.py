"""Lists what pandoc passes over in OpenDocument texts: comments, and what a change deleted."""

from ccgbrief.papers.archives import unpacked
from ccgbrief.papers.paper import DELETED, UNREAD, LeftOut, Prepared
from ccgbrief.papers.word import parsed
from ccgbrief.text import clean_line

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SAID = """//office:text//text()[normalize-space() and not(ancestor::office:annotation
    or ancestor::text:tracked-changes or ancestor::text:note-citation)]"""
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def prepared(data: bytes) -> Prepared:
    """Return an .odt file as it is, and its comments and what a tracked change deleted.

    Raises LxmlError and KeyError where it is damaged.
    """
    found: list[LeftOut] = []
    content = parsed(unpacked(data)["content.xml"])
    for each in content.iter(f"{_OFFICE}annotation", f"{_TEXT}deletion"):
        paragraphs = each.iter(f"{_TEXT}p", f"{_TEXT}h")
        text = clean_line(" ".join("".join(p.itertext()) for p in paragraphs))
        author = each.findtext(_CREATOR)
        comment = clean_line(f"comment by {author}" if author else "comment")
        reason = comment if each.tag == f"{_OFFICE}annotation" else DELETED
        found += [LeftOut(text, reason)] if text else []
    said = content.xpath(_SAID, namespaces={"office": _OFFICE[1:-1], "text": _TEXT[1:-1]})
    return Prepared(data, found, [LeftOut(clean_line(text), UNREAD) for text in said])
