"""States the numbers of lists, for the readers of HTML: pandoc counts up from the first of them."""

import re

from ccgbrief.papers.drawings import Element

_ITEM = "self::*[local-name() = 'li']"
_LISTS = f"//*[local-name() = 'ol'][@reversed or *[{_ITEM}]/@value]"


def state_numbers(page: Element) -> bool:
    """Begin another list at each item that has not the number after that of the one before it.

    True if there may be such items.
    """
    lists = page.xpath(_LISTS)
    for listed in lists:
        children = [(each, bool(each.xpath(_ITEM))) for each in listed]
        step = 1 if listed.get("reversed") is None else -1
        count = sum(is_item for _, is_item in children)
        expected = number = _whole(listed.get("start"), 1 if step > 0 else count)
        listed.set("start", str(number))
        own = listed
        for each, is_item in children:
            number = _whole(each.get("value"), number) if is_item else number
            if is_item and number != expected:
                after = own.makeelement(own.tag, dict(own.attrib, start=str(number)))
                after.tail, own.tail = own.tail, None
                own.addnext(after)
                own = after
            if own is not listed:
                own.append(each)
            if is_item:
                expected, number = number + 1, number + step
    return bool(lists)


def _whole(stated: str | None, otherwise: int) -> int:
    """Return the whole number that an attribute begins with, as browsers read it."""
    found = re.match(r"\s*([+-]?\d{1,9})", stated or "", re.ASCII)
    return int(found[1]) if found else otherwise
