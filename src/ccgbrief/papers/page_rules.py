"""Says what a page's own styles declare of its elements, by the rules that hold on a usual screen.

tinycss2 parses the rules and cssselect2 finds whose they are. Nothing is fetched.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter
from typing import Any

from cssselect2 import ElementWrapper, Matcher, compile_selector_list
from tinycss2 import parse_blocks_contents, parse_component_value_list, parse_stylesheet, serialize

from ccgbrief.papers.drawings import Element

Style = dict[str, str]
"""Values by their properties, in small letters but for `content`; a part's under the whole."""

Node = Any
"""Of a style, as tinycss2 parses it."""

LIST_TYPE = "list-style-type"
_READ = {
    **{name: name for name in ("background-image", "bottom", "color", "content", "display")},
    **{name: name for name in ("font-family", "font-size", "mso-hide", "opacity", "position")},
    **{name: name for name in ("top", "vertical-align", "visibility")},
    **dict.fromkeys(("text-decoration", "text-decoration-line"), "text-decoration"),
    **dict.fromkeys(("background", "background-color"), "background"),
    **dict.fromkeys(("list-style", LIST_TYPE), LIST_TYPE),
}
"""The properties that are looked at, and where their values stand; of others no rule is tried."""

WIDTH = 1280
"""Pixels of the screen: a desk's, which shows what a page leaves out on that of a telephone."""

MOST_LETTERS = 1000
"""Of the selectors of a rule in another, which repeat those of that one."""

MOST_DEEP = 64
"""Rules in each other."""

_PIXELS = {"px": 1, "em": 16, "rem": 16}
_SIZE = rf"(\d{{0,6}}\.?\d{{1,4}})({'|'.join(_PIXELS)})"
_LIMIT = re.compile(rf"\((min|max)-(?:device-)?width:{_SIZE}\)|\(width([<>])=?{_SIZE}\)")
_TRUE = {
    *("", "all", "screen", "onlyall", "onlyscreen", "notprint", "notspeech", "(color)"),
    *("(hover:hover)", "(any-hover:hover)", "(pointer:fine)", "(orientation:landscape)"),
    *("(prefers-color-scheme:light)", "(prefers-reduced-motion:no-preference)"),
}
_FUNCTION = re.compile(r"(?<![\w-])[\w-]++\([^()]*+\)")
_NOT_KNOWN = (AttributeError, RuntimeError, SyntaxError, ValueError)
"""What cssselect2 raises of selectors that it does not know, or that stand too deep."""
_WITHOUT = {"skip_comments": True, "skip_whitespace": True}


class _Element(ElementWrapper):  # type: ignore[misc]  # it has no types
    """An element that shares one list with those beside it, of which there may be many."""

    def __init__(self, *place: Any, **page: Any) -> None:
        super().__init__(*place, **page)
        self.row: list[_Element] = [] if self.previous is None else self.previous.row
        self.row.append(self)

    @property
    def previous_siblings(self) -> Iterator[ElementWrapper]:
        return islice(self.row, self.index)


def styles_of(page: Element) -> tuple[dict[Element, Style], dict[tuple[Element, str], Style]]:
    """Return what is declared of each element, and of its parts such as `before`."""
    matcher = Matcher()
    marks = map(str.split, page.xpath("//@*[name() = 'class' or name() = 'id']"))
    there = {name.lower() for name in chain(*marks, (e.tag for e in page.iter("*")))}
    for sheet in page.iter("style"):
        declarations = _declarations(sheet.text or "") if holds(sheet.get("media", "")) else ()
        for selectors, of_rule in groupby(declarations, itemgetter(0)):
            declared = _declared(each for _, each in of_rule)
            if any(declared) and any(names <= there for names in _named(selectors)):
                with suppress(*_NOT_KNOWN):  # a browser passes over the whole rule
                    for selector in compile_selector_list(selectors):
                        matcher.add_selector(selector, declared)
    styles: dict[Element, Style] = {}
    parts: dict[tuple[Element, str], Style] = {}
    for each in _Element.from_html_root(page).iter_subtree():
        element = each.etree_element
        style = styles[element] = {}
        own, _ = _declared_in(element.get("style", "")), each.ancestors  # kept, outermost first
        matches = matcher.match(each)
        for weight in (0, 1):
            for *_, part, declared in matches:
                stated = parts.setdefault((element, part), {}) if part else style
                stated.update(declared[weight])
            style.update(own[weight])
    return styles, parts


def _named(selectors: list[Node]) -> Iterator[set[str]]:
    """Yield the names, classes and ids without which a page has nothing that each is for."""
    for one in _parted(selectors):
        pairs = [(before, each) for before, each in pairwise(["", *one]) if before != ":"]
        yield {each.value.lower() for _, each in pairs if each.type in {"hash", "ident"}}


def _parted(selectors: list[Node]) -> Iterator[list[Node]]:
    return (
        list(one) for is_comma, one in groupby(selectors, lambda each: each == ",") if not is_comma
    )


def _declarations(sheet: str) -> Iterator[tuple[list[Node], Node]]:
    """Yield the declarations of a sheet that hold on the screen, each below its selectors."""
    around: list[tuple[list[Node], Iterator[Node]]] = []
    around.append(([], iter(parse_stylesheet(sheet, **_WITHOUT))))
    while around:
        selectors, nodes = around[-1]
        if (node := next(nodes, None)) is None:
            around.pop()
        elif node.type == "declaration":
            yield selectors, node
        elif len(around) <= MOST_DEEP and _is_met(node):
            is_rule = node.type == "qualified-rule"
            own = _within(node.prelude, selectors) if is_rule else selectors
            around.append((own, iter(parse_blocks_contents(node.content or (), **_WITHOUT))))


def _within(prelude: list[Node], around: list[Node]) -> list[Node]:
    """Return the selectors of a rule in another, whose own are what `&` stands for."""
    if not around:
        return prelude
    each, whole = map(_text, _parted(prelude)), f":is({_text(around)})"
    own = ",".join(one.replace("&", whole) if "&" in one else f"{whole} {one}" for one in each)
    return list(parse_component_value_list(own if len(own) < MOST_LETTERS else ""))


def _is_met(rule: Node) -> bool:
    """Return whether a rule has no condition, as that of `@media`, or one that is true."""
    if rule.type != "at-rule":
        return bool(rule.type == "qualified-rule")
    name, condition = rule.lower_at_keyword, _text(rule.prelude)
    is_supported = name == "supports" and not condition.lower().startswith("not")
    return name == "layer" or is_supported or (name == "media" and holds(condition))


def holds(query: str) -> bool:
    """Return whether a query for media is true of the screen."""
    return any(all(map(_is_true, each.lower().split(" and "))) for each in query.split(","))


def _is_true(condition: str) -> bool:
    condition = "".join(condition.split())
    if not (found := _LIMIT.fullmatch(condition)):
        return condition in _TRUE
    size, unit = found[2] or found[5], found[3] or found[6]
    limit = float(size) * _PIXELS[unit]
    return limit <= WIDTH if found[1] == "min" or found[4] == ">" else limit >= WIDTH


@lru_cache(maxsize=1024)
def _declared_in(style: str) -> tuple[Style, Style]:
    return _declared(parse_blocks_contents(style, **_WITHOUT))


def _declared(nodes: Iterable[Node]) -> tuple[Style, Style]:
    """Return what declarations say of the properties that are read, and what is important."""
    declared: tuple[Style, Style] = ({}, {})
    for node in nodes:
        name = _READ.get(node.lower_name) if node.type == "declaration" else None
        if name and (value := _text(node.value)):
            value = value if name == "content" or value[0] == '"' else value.lower()
            is_list = node.lower_name == "list-style"
            declared[node.important][name] = _list_type(value) if is_list else value
    return declared


def _list_type(shorthand: str) -> str:
    """Return the type that a value of `list-style` states; `initial` for none."""
    words = _FUNCTION.sub(" ", shorthand).split()
    types = [word for word in words if word not in {"inside", "outside"}]
    named = [word for word in types if word != "none"] or types
    return named[0] if named else "initial"


def _text(nodes: Iterable[Node]) -> str:
    """Return what is parsed as text; nothing where brackets stand too deep in each other."""
    with suppress(RecursionError):
        return str(serialize(nodes)).strip()
    return ""
