"""Tells when an HTML page says it was published; a date that only stands in its text is none."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_NAMES = (
    *("article:published_time", "og:published_time", "datepublished", "citation_publication_date"),
    *("dcterms.issued", "dcterms.created", "dc.date.issued", "dcterms.date", "dc.date"),
    *("publish-date", "pubdate", "publication_date", "date"),
)
"""What a page calls the date of its publication, the surest first."""

_DAY = re.compile(r"(?:19|20)\d\d(?:[-/](?:0[1-9]|1[0-2])(?:[-/](?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def published_of(page: HtmlElement) -> str:
    """Return the day, month or year of publication as 2015-03-12, `""` where none is told."""
    for told in _told(page):
        if found := _DAY.match(told.strip()):
            return found[0].replace("/", "-")
    return ""


def _told(page: HtmlElement) -> Iterator[str]:
    metas = {
        (meta.get(key) or "").lower(): meta.get("content") or ""
        for meta in page.iter("meta")
        for key in ("itemprop", "name", "property")
    }
    yield from (metas[name] for name in _NAMES if name in metas)
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _LINKED_DATA.findall(script.text or "")
    for time in page.iter("time"):
        if not any(above.tag in {"nav", "aside", "footer"} for above in time.iterancestors()):
            yield time.get("datetime") or time.text or ""
