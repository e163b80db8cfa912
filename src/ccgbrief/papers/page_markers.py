"""States what stands before the items of the lists of a web page where a style says it."""

import re
from collections.abc import Mapping

from ccgbrief.papers.bullets import is_mere
from ccgbrief.papers.drawings import Element
from ccgbrief.papers.numerals import alphabetic, numeral
from ccgbrief.papers.page_lists import numbers
from ccgbrief.papers.page_rules import LIST_TYPE, Style
from ccgbrief.papers.page_styles import written
from ccgbrief.papers.word import LABEL_END, LABEL_START

_BY_ITSELF = {"initial", "unset", "revert", "revert-layer"}
"""Values with which a list is numbered as without a style, or nobody knows how."""
_NAMED = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "lower-roman": "i",
    "upper-alpha": "A",
    "upper-latin": "A",
    "upper-roman": "I",
}
_STATED = {named: kind for kind, named in _NAMED.items()}
_BULLETS = {"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"}
_NUMERALS = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "LowerLetters"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "UpperLetters"),
    "decimal": "Decimal",
    "decimal-leading-zero": "01",
    "lower-greek": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
_LETTERS = 26
"""After so many pandoc goes on otherwise than browsers do."""
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_COUNTED = re.compile(r"counters?\(\s*list-item\s*(?:,\s*([a-z-]+)\s*)?\)", re.IGNORECASE)
_ITEM = re.compile("|list-item|inherit|initial|revert|unset|var.*")
"""Values of `display` with which an item has its number."""
_FIRST = {"article", "blockquote", "div", "p", "section", *(f"h{level}" for level in range(1, 7))}
"""What an item may begin with, so that its number stands before the words in there."""


def state_markers(
    styles: Mapping[Element, Style], parts: Mapping[tuple[Element, str], Style]
) -> bool:
    """State how lists are numbered that only a style letters, or gives no numbers, as in Word's.

    Where the items of a list differ, or pandoc has no name for how it is numbered, each gets what
    a browser writes before it. Returns whether there are such for which that is not known.
    """
    types: dict[Element, str] = {}
    """What is stated for each element, by itself or by one around it that is no list within."""
    for element, style in styles.items():
        stated, around = style.get(LIST_TYPE, ""), types.get(element.getparent(), "")
        is_list = element.tag in {"ol", "ul"}
        if not stated and element.tag in {"ol", "li"}:
            kind = element.get("type", "")
            stated = kind if element.tag == "li" and kind in _BULLETS else _STATED.get(kind, "")
        types[element] = around if stated == "inherit" or not (stated or is_list) else stated
    is_unknown = False
    for element in styles:
        if element.tag in {"ol", "ul"}:
            items = {item: types[item] for item in element.iterchildren("li") if item in types}
            is_unknown |= _state(element, items, styles, parts)
    return is_unknown


def _state(
    listed: Element,
    items: dict[Element, str],
    styles: Mapping[Element, Style],
    parts: Mapping[tuple[Element, str], Style],
) -> bool:
    """State how a list is numbered whose items are of some kinds; True if that is not known."""
    apart = {item for item in items if not _ITEM.fullmatch(styles[item].get("display", ""))}
    contents = {item: parts.get((item, "marker"), {}).get("content", "normal") for item in items}
    kinds = {"none" if item in apart else kind for item, kind in items.items()}
    numbered = list(numbers(listed, apart))
    kind = next(iter(kinds), "")
    if len(kinds) < 2 and {*contents.values()} <= {"normal"}:
        if not kind or kind in _BY_ITSELF:
            return False
        named = _NAMED.get(kind)
        if kind in _BULLETS or (named and all(n <= _LETTERS for _, n in numbered)):
            listed.tag = "ol" if named else "ul"
            if named:
                listed.set("type", named)
            return False
    default = "decimal" if listed.tag == "ol" else "disc"
    listed.tag = "ul"
    is_unknown = False
    for item, number in numbered:
        kind = items.get(item, "")
        kind = default if not kind or kind in _BY_ITSELF else kind
        label = _label(kind, number, item, contents.get(item, "normal"))
        is_unknown |= label is None
        if not is_mere(label or ""):
            place = _beginning(item)
            place.text = f"{LABEL_START}{label}{LABEL_END}{place.text or ''}"
    return is_unknown


def _label(kind: str, number: int, item: Element, content: str) -> str | None:
    """Return what stands before an item; None where that is not known."""
    if content not in {"normal", "none"}:
        counted = _COUNTED.sub(lambda found: f'"{_number(found[1] or "decimal", number)}"', content)
        said = written(item, counted)
        return said and said.strip()
    if kind in _BULLETS or content == "none":
        return ""
    if kind[:1] in {'"', "'"}:
        said = written(item, kind)
        return said and said.strip()
    stated = _number(kind, number)
    return f"{stated}." if stated else None


def _number(kind: str, number: int) -> str:
    """Return a number in a style of lists; nothing where the style is not known."""
    if kind == "lower-greek" and number > 0:
        return alphabetic(number, _GREEK)
    return numeral(number, _NUMERALS.get(kind, ""))


def _beginning(item: Element) -> Element:
    """Return the element in which the words of an item begin."""
    while not (item.text or "").strip() and len(item) and item[0].tag in _FIRST:
        item = item[0]
    return item
