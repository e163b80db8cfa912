"""Finds what a page's styles hide, raise and lower, and the signs that its fonts show.

css-inline says which rules of the page's own `<style>` hold for which element. Nothing is fetched.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from itertools import islice

import css_inline
from lxml import etree
from lxml.html import HTMLParser
from lxml.html.defs import empty_tags, font_style_tags, phrase_tags

from ccgbrief.papers.drawings import Element
from ccgbrief.papers.numerals import LEAST_MOVED
from ccgbrief.papers.page_rules import DECLARATION, WRITTEN, for_screens, holds
from ccgbrief.papers.paper import BLOTTED, HIDDEN, STRUCK
from ccgbrief.papers.signs import shown

Style = dict[str, str]
"""Values by their properties, in small letters; those of a part stand under the whole."""

_MARK = "data-ccgbrief-number"
_WHOLE = {
    "text-decoration-line": "text-decoration",
    "background-color": "background",
    "list-style": "list-style-type",
}
_ZERO = re.compile(r"\.?0[0.]*(?:[a-z]{1,4}|%)?")
_RAISED = {"super": "sup", "sub": "sub"}
LIST_TYPE = "list-style-type"
_FUNCTION = re.compile(r"(?<![\w-])[\w-]++\([^()]*+\)")
_INLINE = {*phrase_tags, *font_style_tags, "a", "font", "q", "span"}
_LETTER = {"em": 1, "rem": 1, "ex": 2, "px": 16, "pt": 12, "%": 100}
"""How many of each unit usual letters are high."""
_LENGTH = re.compile(rf"([-+]?\d{{0,4}}\.?\d{{1,4}})({'|'.join(_LETTER)})")
_SIDES = ("before", "after")
_FIGURES_SIGNS = "£$€%−-+±<>≤≥"
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|\'((?:[^\'\\]|\\.)*+)(?:\'|\\?\Z)', re.DOTALL)
_PIECE = re.compile(rf"{_STRING.pattern}|attr\(\s*([\w-]+)[^)]*+\)|/", re.DOTALL | re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_OUT_OF_SIGHT = {
    "display": re.compile("none"),
    "opacity": _ZERO,
    "font-size": _ZERO,
    "mso-hide": re.compile("all"),
    "visibility": re.compile("hidden|collapse"),
}
_INSTEAD = {"audio", "canvas", "noembed", "noframes", "video"}
"""In these stands what browsers show that do not know them, as none of today."""
_UNDONE = ("font-size", "mso-hide", "visibility")
"""What an element within may state otherwise."""
_RGB = re.compile(r"rgba?\((\d{1,3})\D+(\d{1,3})\D+(\d{1,3})(?:[\s,/]+1)?\)")
_NAMED = {"black": "#000000", "windowtext": "#000000", "white": "#ffffff"}
_NO_COLOUR = {"", "currentcolor", "inherit", "initial", "none", "transparent", "unset"}


def unseen(page: Element, styles: dict[Element, Style]) -> Iterator[tuple[Element, str]]:
    """Yield the elements that a page hides, strikes out or blots out, and which of these."""
    has_others = bool(page.xpath("//link[contains(@rel, 'stylesheet')]"))
    ink = {page.getparent(): "" if has_others else _NAMED["black"]}  # of the words in an element
    in_sight: defaultdict[Element, set[str]] = defaultdict(set)
    """Of what is in an element: which properties show it in spite of that."""
    colours: defaultdict[Element, set[str]] = defaultdict(set)
    """Two of what is in an element, if there are so many."""
    for element, style in styles.items():
        ink[element] = _ink(element, style) or ink[element.getparent()]
    for element, style in reversed(styles.items()):
        own = {n for n in _UNDONE if style.get(n, "inherit") != "inherit"} - _hiding(style)
        in_sight[element.getparent()] |= in_sight[element] | own
        more = colours[element] | {_ink(element, style), _behind(element, style)} - {""}
        colours[element.getparent()] = {*islice(colours[element.getparent()] | more, 2)}
    for element, style in styles.items():
        behind = _behind(element, style)
        if is_gone(element, style) or _hiding(style) - in_sight[element]:
            yield element, HIDDEN
        elif "line-through" in style.get("text-decoration", ""):
            yield element, STRUCK
        elif behind and behind == ink[element] and colours[element] <= {behind}:
            yield element, BLOTTED


def is_gone(element: Element, style: Style) -> bool:
    """Return whether an element has no place on the page, as if it were not there."""
    is_template = element.tag == "template" and "shadowrootmode" not in element.attrib
    is_closed = element.tag == "dialog" and "open" not in element.attrib
    by_itself = "none" if is_closed or "hidden" in element.attrib else ""
    is_spare = element.tag in _INSTEAD or is_template
    return is_spare or style.get("display", by_itself) == "none"


def show_signs(styles: Mapping[Element, Style]) -> None:
    """Put signs in the places of letters in the fonts that have some, such as Wingdings."""
    fonts: dict[Element, str] = {}
    for element, style in styles.items():
        around = fonts.get(element.getparent(), "")
        stated = style.get("font-family", element.get("face", "inherit")).split(",")[0]
        fonts[element] = around if stated == "inherit" else stated
        element.text = shown(element.text, fonts[element])
        element.tail = shown(element.tail, around)


def _list_type(shorthand: str) -> str:
    """Return the type that a value of `list-style` states; `initial` for none."""
    words = _FUNCTION.sub(" ", shorthand).split()
    types = [word for word in words if word not in {"inside", "outside"}]
    named = [word for word in types if word != "none"] or types
    return named[0] if named else "initial"


def write_content(styles: Mapping[Element, Style]) -> bool:
    """Put words and signs that the page's `<style>` writes before and after elements in there.

    Returns whether it counts something there, such as sections, whose numbers are not known.
    """
    is_counted = False
    for element, style in styles.items():
        for side in _SIDES if element.tag not in empty_tags else ():
            stated = of_part(style, side)
            content = stated.get("content", "")
            is_counted |= "counter" in _STRING.sub("", content)
            words = "" if _hiding(stated) else written(element, content)
            if not any(sign.isalnum() or sign in _FIGURES_SIGNS for sign in words):
                continue  # a bullet, an arrow, a letter of a font of pictures
            if side == "before":
                element.text = words + (element.text or "")
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + words
            else:
                element.text = (element.text or "") + words
    return is_counted


def of_part(style: Style, side: str) -> Style:
    """Return what is declared of a part of an element, as of that before it."""
    name = f"{WRITTEN}{side}-"
    spelt = ((k.removeprefix(name), v[1:]) for k, v in style.items() if k.startswith(name))
    return {k: bytes.fromhex(v).decode().partition("!")[0].strip() for k, v in spelt}


def written(element: Element, content: str) -> str:
    """Return the words that a value of `content` writes; after a stroke stands how to say them."""
    pieces: list[str] = []
    for piece in _PIECE.finditer(content):
        if piece[0] == "/":
            break
        string = _ESCAPED.sub(_sign, piece[1] or piece[2] or "")
        pieces.append(element.get(piece[3].lower(), "") if piece[3] else string)
    return "".join(pieces)


def _sign(escaped: re.Match[str]) -> str:
    if not escaped[1]:
        return escaped[2]
    number = int(escaped[1], 16)
    is_character = 0x20 <= number < 0xD800 or 0xF900 <= number < 0x110000
    return chr(number) if is_character else ""


def tag_raised(page: Element, styles: Mapping[Element, Style]) -> None:
    """Tag as raised or lowered what only a style raises or lowers, as in pages of Google Docs.

    By a length that is what stands right beside other words, as Word saves it. What was taken out
    of the page, and stands beside nothing, is not looked at.
    """
    for element in list(page.iterdescendants(*_INLINE)):
        if tag := _RAISED.get(_place(element, styles[element])):
            around = element.makeelement(tag, {})
            element.addprevious(around)
            around.tail, element.tail = element.tail, None
            around.append(element)


def _place(element: Element, style: Style) -> str:
    """Return whether an element of a line is raised (`super`) or lowered (`sub`)."""
    stated = style.get("vertical-align", "")
    if stated in _RAISED:
        return stated
    is_moved = style.get("position") == "relative"
    up = _in_letters(stated) + is_moved * (
        _in_letters(style.get("bottom", "")) - _in_letters(style.get("top", ""))
    )
    if abs(up) < LEAST_MOVED or not _before(element)[-1:].strip():
        return ""
    return "super" if up > 0 else "sub"


def _in_letters(length: str) -> float:
    """Return a length in heights of usual letters; 0 for what is none."""
    stated = _LENGTH.fullmatch(length)
    return float(stated[1]) / _LETTER[stated[2]] if stated else 0.0


def _before(element: Element) -> str:
    """Return the text right before an element of a line."""
    before = element.getprevious()
    if before is not None:
        return str(before.tail or before.text_content())
    around = element.getparent()
    return str(around.text or (_before(around) if around.tag in _INLINE else ""))


def styles_of(page: Element) -> dict[Element, Style]:
    """Return what is declared of each element, by itself and by the rules of the page."""
    elements = [e for e in page.iter() if isinstance(e.tag, str)]
    declared = {str(i): e.get("style", "") for i, e in enumerate(elements)}
    if page.find(".//style") is not None:
        copy = deepcopy(page)
        for i, each in enumerate(e for e in copy.iter() if isinstance(e.tag, str)):
            each.set(_MARK, str(i))
        for sheet in copy.iter("style"):
            is_meant = holds(sheet.attrib.pop("media", ""))
            sheet.text = for_screens(sheet.text or "") if is_meant else ""
        with suppress(css_inline.InlineError):
            inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
            inlined = inliner.inline(etree.tostring(copy, encoding="unicode", method="html"))
            found = etree.fromstring(inlined, HTMLParser(huge_tree=True))
            styled = found.xpath(f"//*[@{_MARK}][@style]")
            declared |= {each.get(_MARK): each.get("style") for each in styled}
    return {e: _read(style) for e, style in zip(elements, declared.values(), strict=True)}


def _read(style: str) -> Style:
    stated = (each.partition(":") for each in DECLARATION.findall(style.lower()))
    parts = ((name.strip(), value.partition("!")[0].strip()) for name, _, value in stated)
    read: Style = {}
    for name, value in parts:
        is_list = name == "list-style"
        read[_WHOLE.get(name, name)] = _list_type(value) if is_list else value
    return read


def _hiding(style: Style) -> set[str]:
    """Return the properties by which a style hides an element."""
    return {n for n, form in _OUT_OF_SIGHT.items() if form.fullmatch(style.get(n, ""))}


def _ink(element: Element, style: Style) -> str:
    stated = element.get("color") if element.tag == "font" else element.get("text")
    own = _colour(style.get("color", stated or ""))
    return own or ("of a link" if element.tag == "a" else "")


def _behind(element: Element, style: Style) -> str:
    if style.get("background-image", "none") != "none":
        return "a picture"
    return _colour(style.get("background", element.get("bgcolor", "")))


def _colour(stated: str) -> str:
    """Return a colour as six digits where it can be; what is none as nothing."""
    stated = stated.strip().lower()
    if found := _RGB.fullmatch(stated):
        return "#" + "".join(f"{int(part):02x}" for part in found.groups())
    if re.fullmatch("#[0-9a-f]{3}", stated):
        return "#" + "".join(2 * digit for digit in stated[1:])
    return "" if stated in _NO_COLOUR else _NAMED.get(stated, stated)
