"""Puts what is filled in, ticked or chosen in the forms of web pages and e-books in its place."""

from collections.abc import Iterator

from lxml import etree

from ccgbrief.papers.drawings import Element
from ccgbrief.papers.paper import EMPTY, OFFERED, TICKED, LeftOut
from ccgbrief.text import clean_line

_NO_WORDS = {"hidden", "password", "submit", "button", "reset", "image", "file"}
"""Fields in which nobody writes, or nobody is to read."""


def put_in_fields(page: Element) -> Iterator[LeftOut]:
    """Put what the fields of a page have in their places; yield what is offered, also nothing."""
    for offered in list(page.iter("{*}datalist")):
        yield LeftOut(clean_line(" ".join(offered.xpath(".//text()"))), OFFERED)
        offered.drop_tree()
    for place in list(page.iter("{*}input", "{*}select", "{*}textarea")):
        kind = place.get("type", "").lower()
        options = {each: clean_line(each.text_content()) for each in place.iter("{*}option")}
        chosen = [each for each in options if "selected" in each.attrib]
        if not chosen and not {"multiple", "size"} & {*place.attrib}:
            chosen = [*options][:1]
        said = ", ".join(map(options.pop, chosen)) or place.get("value", place.text or "")
        if kind in {"checkbox", "radio"}:
            said = TICKED if "checked" in place.attrib else EMPTY
        elif kind in _NO_WORDS:
            said = ""
        yield LeftOut(" ".join(options.values()), OFFERED)
        place[:] = []
        place.tag = etree.QName(etree.QName(place).namespace, "span").text
        place.text = f" {said} "
