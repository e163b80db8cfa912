"""Lists what pandoc passes over in OpenDocument texts: comments, and what a change deleted."""

from ccgbrief.papers.archives import unpacked
from ccgbrief.papers.paper import DELETED, LeftOut
from ccgbrief.papers.word import parsed
from ccgbrief.text import clean_line

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def prepared(data: bytes) -> tuple[bytes, list[LeftOut]]:
    """Return an .odt file as it is, and its comments and what a tracked change deleted.

    Raises LxmlError and KeyError where it is damaged.
    """
    found: list[LeftOut] = []
    for each in parsed(unpacked(data)["content.xml"]).iter(
        f"{_OFFICE}annotation", f"{_TEXT}deletion"
    ):
        paragraphs = each.iter(f"{_TEXT}p", f"{_TEXT}h")
        text = clean_line(" ".join("".join(p.itertext()) for p in paragraphs))
        author = each.findtext(_CREATOR)
        comment = clean_line(f"comment by {author}" if author else "comment")
        reason = comment if each.tag == f"{_OFFICE}annotation" else DELETED
        found += [LeftOut(text, reason)] if text else []
    return data, found
