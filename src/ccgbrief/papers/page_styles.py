"""Finds what a page's styles hide, raise and lower, and the signs that its fonts show."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile

from lxml.html.defs import empty_tags, font_style_tags, phrase_tags
from tinycss2 import parse_component_value_list

from ccgbrief.papers.drawings import Element
from ccgbrief.papers.numerals import LEAST_MOVED
from ccgbrief.papers.page_rules import Style
from ccgbrief.papers.paper import BLOTTED, HIDDEN, STRUCK
from ccgbrief.papers.signs import shown

_ZERO = re.compile(r"\.?0[0.]*(?:[a-z]{1,4}|%)?")
_RAISED = {"super": "sup", "sub": "sub"}
_INLINE = {*phrase_tags, *font_style_tags, "a", "font", "q", "span"}
_LETTER = {"em": 1, "rem": 1, "ex": 2, "px": 16, "pt": 12, "%": 100}
"""How many of each unit usual letters are high."""
_LENGTH = re.compile(rf"([-+]?\d{{0,4}}\.?\d{{1,4}})({'|'.join(_LETTER)})")
_SIDES = ("before", "after")
_DECORATION = frozenset("•·‣◦▪▫●○■□◆|/\\,;:.…*#=[]'\"“”„‘’—―‑")
"""What sets words apart, or adorns them, and says nothing beside them."""
_POINTERS = frozenset("<>+-–›‹»«❯❮→←➝➜▶►▸▾")
"""What leads on or unfolds beside words, and is a sign beside a figure."""
_NO_SIGN = re.compile("[^\t\n\r -\ud7ff\uf900-\ufffc\U00010000-\U0010ffff]")
"""What a font of pictures draws, what is no character, or none that a page can have."""
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
    has_others = bool(page.xpath("/descendant::link[contains(@rel, 'stylesheet')]"))
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
    is_dialog = element.tag == "dialog" and "open" not in element.attrib
    is_closed = is_dialog or "popover" in element.attrib
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


def write_content(parts: Mapping[tuple[Element, str], Style]) -> bool:
    """Put words and signs that the page's `<style>` writes before and after elements in there.

    Returns whether it counts something there, such as sections, whose numbers are not known.
    """
    is_counted = False
    for (element, side), style in parts.items():
        if side not in _SIDES or element.tag in empty_tags or _hiding(style):
            continue
        words = written(element, style.get("content", ""))
        is_counted |= words is None
        if not words or not _says_something(element, side, frozenset("".join(words.split()))):
            continue
        if side == "before":
            element.text = words + (element.text or "")
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + words
        else:
            element.text = (element.text or "") + words
    return is_counted


def _says_something(element: Element, side: str, signs: frozenset[str]) -> bool:
    """Return whether what a style writes beside the words of an element is more than decoration.

    In an element without words that is one of ASCII, it is a letter of a font of pictures.
    """
    if any(map(str.isalnum, signs)):
        return True
    words = element.text_content().strip()
    cells = element.xpath("(ancestor-or-self::td | ancestor-or-self::th)[last()]")
    if signs and any(not any(map(str.strip, cell.itertext())) for cell in cells):
        return True
    said = signs - _DECORATION
    if said <= _POINTERS:
        near = words[:2] if side == "before" else words[-2:]
        return bool(said) and any(map(str.isdigit, near))
    return words != "" or not all(map(str.isascii, said))


def written(element: Element, content: str) -> str | None:
    """Return the words that a value of `content` writes; None where it counts something.

    After a stroke stands how to say them.
    """
    words = ""
    for piece in takewhile(lambda piece: piece != "/", parse_component_value_list(content)):
        kind = piece.lower_name if piece.type == "function" else piece.type
        if kind in {"counter", "counters"}:
            return None
        if kind == "string":
            words += piece.value
        elif kind == "attr":
            names = (each.lower_value for each in piece.arguments if each.type == "ident")
            words += element.get(next(names, ""), "")
    return _NO_SIGN.sub("", words)


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
