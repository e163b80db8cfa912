"""States the numbers of lists, for the readers of HTML: pandoc counts up from the first of them."""

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from ccgbrief.papers.drawings import Element

_ITEM = "self::*[local-name() = 'li']"
_OTHER = "self::*[local-name() = 'ol' or local-name() = 'ul' or local-name() = 'p']"
_ANY = "/descendant::*[local-name() = 'ol'][*]"
_LISTS = f"/descendant::*[local-name() = 'ol'][@reversed or *[{_ITEM}]/@value]"


def state_numbers(page: Element) -> bool:
    """Begin another list at each item that has not the number after that of the one before it.

    A list or paragraph before the first item, which pandoc takes for one, comes before the list.
    True if there may be such items.
    """
    early = [
        (listed, list(takewhile(lambda each: each.xpath(_OTHER), listed)))
        for listed in page.xpath(_ANY)
    ]
    for listed, parts in early:
        for part in parts:
            listed.addprevious(part)
    lists = page.xpath(_LISTS)
    for listed in lists:
        known = dict(numbers(listed))
        expected = _first(listed, len(known))
        listed.set("start", str(expected))
        own = listed
        for each in list(listed):
            number = known.get(each, expected)
            if number != expected:
                after = own.makeelement(own.tag, dict(own.attrib, start=str(number)))
                after.tail, own.tail = own.tail, None
                own.addnext(after)
                own = after
            if own is not listed:
                own.append(each)
            expected = number + 1 if each in known else number
    return bool(lists) or any(parts for _, parts in early)


def numbers(listed: Element, uncounted: Collection[Element] = ()) -> Iterator[tuple[Element, int]]:
    """Yield the items of a list that are counted, and the number of each."""
    items = [each for each in listed if each.xpath(_ITEM) and each not in uncounted]
    step = 1 if listed.get("reversed") is None else -1
    number = _first(listed, len(items))
    for item in items:
        number = _whole(item.get("value"), number)
        yield item, number
        number += step


def _first(listed: Element, count: int) -> int:
    """Return the number of the first of so many items, if it states none itself."""
    return _whole(listed.get("start"), 1 if listed.get("reversed") is None else count)


def _whole(stated: str | None, otherwise: int) -> int:
    """Return the whole number that an attribute begins with, as browsers read it."""
    found = re.match(r"\s*([+-]?\d{1,9})", stated or "", re.ASCII)
    return int(found[1]) if found else otherwise
