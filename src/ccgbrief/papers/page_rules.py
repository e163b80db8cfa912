"""Writes a page's rules of style as css-inline knows them, those that hold on a usual screen.

It knows neither conditions (`@media`, `@supports`) nor rules in rules, `:is()` and `:where()`, nor
what stands before and after an element.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

WIDTH = 1280
"""Pixels of the screen: a desk's, which shows what a page leaves out on that of a telephone."""

MOST_FORMS = 64
"""Of one selector, for the choices in it; also how deep rules stand in rules."""

MOST_LETTERS = 4000
"""Of a selector that is read."""

WRITTEN = "--ccgbrief-"
_STRING = r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?"
DECLARATION = re.compile(rf"(?:[^;()\"']++|{_STRING}|\([^()]*+\)|[()])++", re.DOTALL)
"""One of a style; a semicolon in an address, such as that of a picture in the page, ends none."""

_TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)|<!--|-->|[{{}}]|{_STRING}|[^/<{{}}\"'-]++|.",
    re.DOTALL,
)
_RULE = re.compile(r"@([\w-]+)\s*(.*)", re.DOTALL)
_PIXELS = {"px": 1, "em": 16, "rem": 16}
_SIZE = rf"(\d{{0,6}}\.?\d{{1,4}})({'|'.join(_PIXELS)})"
_LIMIT = re.compile(rf"\((min|max)-(?:device-)?width:{_SIZE}\)|\(width([<>])=?{_SIZE}\)")
_TRUE = {
    *("", "all", "screen", "onlyall", "onlyscreen", "notprint", "notspeech", "(color)"),
    *("(hover:hover)", "(any-hover:hover)", "(pointer:fine)", "(orientation:landscape)"),
    *("(prefers-color-scheme:light)", "(prefers-reduced-motion:no-preference)"),
}
_CHOICE = re.compile(
    r":(?:is|where|matches|-webkit-any|-moz-any)\(((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+)\)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"(?:[^\s>+~,()]|\((?:[^()]|\([^()]*+\))*+\))*+\Z")
_PART = re.compile(r"\s*+(.*?)(?:::?(before|after)|::(marker))\s*+", re.IGNORECASE | re.DOTALL)


class _Around(NamedTuple):
    """What a place in a sheet stands in."""

    holds: bool = True
    selectors: str = ""


def for_screens(sheet: str) -> str:
    """Return the rules of a sheet that hold on a screen.

    That of `::before` becomes one of the element, with properties that are named `WRITTEN`, the
    part and their own name, spelt in digits after an x. `:where()` counts as what is in it.
    """
    rules: list[str] = []
    around = [_Around()]
    text = ""
    for piece in (*_TOKEN.findall(sheet), *"}}}"):
        if piece == "{":
            declared, _, before = text.rpartition(";")
            rules += _written(around[-1], declared)
            is_deep = len(around) > MOST_FORMS
            around.append(_Around(holds=False) if is_deep else _within(around[-1], before.strip()))
        elif piece == "}":
            rules += _written(around[-1], text)
            around[1:] = around[1:-1]
        text = "" if piece in {"{", "}"} else text
        text += "" if piece in {"{", "}", "<!--", "-->"} or piece.startswith("/*") else piece
    return "\n".join(rules)


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


def _within(around: _Around, before: str) -> _Around:
    """Return what stands in the braces after something."""
    if not (rule := _RULE.match(before)):
        own = before.replace("&", f":is({around.selectors})") if around.selectors else before
        is_below = around.selectors and "&" not in before
        return _Around(around.holds, f":is({around.selectors}) {own}" if is_below else own)
    name, condition = rule[1].lower(), " ".join(rule[2].split())
    is_true = name == "layer" or (name == "media" and holds(condition))
    is_true |= name == "supports" and not condition.lower().startswith("not")
    return _Around(around.holds and is_true, around.selectors)


def _written(around: _Around, declared: str) -> Iterator[str]:
    if not around.holds or not around.selectors or not declared.strip():
        return
    own: list[str] = []
    of_parts: dict[str, list[str]] = {}
    for form in (form for each in _alternatives(around.selectors) for form in _forms(each)):
        if not (part := _PART.fullmatch(form)):
            own.append(form)
            continue
        element = part[1] if part[1][-1:].strip(" \t\n>+~") else f"{part[1]}*"
        of_parts.setdefault((part[2] or part[3]).lower(), []).append(element)
    if own:
        yield f"{','.join(own)}{{{declared}}}"
    for side, elements in of_parts.items():
        named = (each.partition(":") for each in DECLARATION.findall(declared))
        spelt = "".join(
            f"{WRITTEN}{side}-{name.strip().lower()}:x{value.strip().encode().hex()};"
            for name, _, value in named
            if re.fullmatch(r"[\w-]+", name.strip())
        )
        yield f"{','.join(elements)}{{{spelt}}}"


def _alternatives(selectors: str) -> Iterator[str]:
    """Yield the selectors that commas part, but for commas in brackets."""
    depth = begin = 0
    for found in re.finditer(r"[(\[,)\]]", selectors):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if found[0] == "," and depth == 0:
            yield selectors[begin : found.start()].strip()
            begin = found.end()
    yield selectors[begin:].strip()


def _forms(selector: str) -> list[str]:
    """Return the selectors that one with choices in it, as `:is(ol, ul)`, stands for."""
    done: list[str] = []
    forms = [selector] if len(selector) < MOST_LETTERS else []
    while forms and len(done) + len(forms) < MOST_FORMS:
        form = forms.pop()
        if not (choice := _CHOICE.search(form)):
            done.append(form)
        elif form[: choice.start()].endswith(":not("):
            forms.append(f"{form[: choice.start()]}{choice[1]}{form[choice.end() :]}")
        else:
            before, after = form[: choice.start()], form[choice.end() :]
            forms += (
                f"{joined}{after}"
                for each in reversed([*_alternatives(choice[1])])
                if (joined := _joined(before, each.strip()))
            )
    return done


def _joined(before: str, chosen: str) -> str:
    """Return a selector with what is chosen at its end; the name of an element comes first."""
    compound = _COMPOUND.search(before)
    stated = compound[0] if compound else ""
    if not stated or not chosen[:1].isalpha():
        return f"{before}{chosen}"
    is_other = stated[0].isalpha() or re.search(r"[\s>+~]", chosen)
    name = re.match(r"[\w-]*", chosen)
    if is_other or not name:
        return ""
    return f"{before[: -len(stated)]}{name[0]}{stated}{chosen[name.end() :]}"
