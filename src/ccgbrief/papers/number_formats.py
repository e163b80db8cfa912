"""Shows a number as the number format of its cell does, for `spreadsheets`.

The codes are those of ECMA-376, part 1, 18.8.31, with their signs as in English.
"""

import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor, isfinite
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]?'
    r"|\[(?P<condition>(?:<=|>=|<>|[<>=])-?\d+(?:\.\d+)?)\]|\[[^\]]*\]?"
    r"|(?P<general>General)|(?P<exponent>[Ee][+-]0++)|(?P<digit>[0#?])|(?P<plain>.)",
    re.IGNORECASE,
)
"""What a format is made of; `_` leaves room, `*` fills it, and brackets hold colours too."""

_COMPARING = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_FRACTION = re.compile(r"(?<![0#?])(?:(?P<whole>[0#?]++) ++)?[0#?]++ *+/ *+(?P<below>[0#?]++|\d++)")

_NO_PLACE = re.compile(r"[^0#?]")

EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""

_WIDE = Context(prec=500, rounding=ROUND_HALF_UP)
"""Holds every number, with as many decimals as a format may have (127)."""


class _Part(NamedTuple):
    kind: str
    """`text`, or the name of a group of `_TOKEN`."""
    text: str


_TEXT = _Part("plain", "@")
"""Where a text stands."""


class _Section(NamedTuple):
    """What a format has for some of the values, which a semicolon ends."""

    parts: tuple[_Part, ...]
    comparing: str = ""
    """How a value is compared with `bound`, if the section is for those that pass."""
    bound: float = 0.0

    def is_for(self, value: float) -> bool:
        return not self.comparing or bool(_COMPARING[self.comparing](value, self.bound))


_GENERAL = _Section((_Part("general", "General"),))


def shown_number(value: float, form: str) -> str:
    """Return what the format shows of a number: `1.2m` of 1,234,567 for `0.0,,"m"`."""
    if not isfinite(value):
        return str(value)
    section, has_sign = _section_for(value, form)
    number = Decimal(f"{value:.{EXACT_DIGITS}g}")
    parts = list(section.parts)
    kinds = [part.kind for part in parts]
    # One sign for each part, so that what is found there says which parts it is of.
    pattern = "".join(part.text if part.kind in {"digit", "plain"} else "\0" for part in parts)
    if fraction := _FRACTION.search(pattern):
        first, last = fraction.span()
        parts[first:last] = [_Part("text", _as_fraction(abs(number), fraction))]
    elif "exponent" in kinds:
        last = kinds.index("exponent") + 1
        first = kinds.index("digit") if "digit" in kinds else 0
        parts[first:last] = [_Part("text", _in_powers(abs(number), parts[first:last]))]
    elif "digit" in kinds:
        parts = [_Part("text", _as_decimal(abs(number), parts))]
    texts = (_general(abs(number)) if p.kind == "general" else p.text for p in parts)
    text = "".join(texts)
    return f"-{text}" if text.strip() and number < 0 and has_sign else text


def shown_text(value: str, form: str) -> str:
    """Return what the format shows of a text: it may add words to it."""
    parts = _sections(form)[-1].parts
    if _TEXT not in parts:
        return value
    return "".join(value if part == _TEXT else part.text for part in parts)


@lru_cache
def _sections(form: str) -> tuple[_Section, ...]:
    """Return the parts of a format: above nought, below it, nought, and texts."""
    found = [_Section(())]
    for token in _TOKEN.finditer(form):
        kind = token.lastgroup or ""
        section = found[-1]
        if token[0] == ";":
            found.append(_Section(()))
        elif kind == "condition":
            comparing = token[kind].rstrip("-.0123456789")
            bound = float(token[kind].removeprefix(comparing))
            found[-1] = section._replace(comparing=comparing, bound=bound)
        elif kind or token[0].startswith("_"):
            said = kind in {"digit", "exponent", "general", "plain"}
            part = _Part(kind if said else "text", token[kind] if kind else " ")
            found[-1] = section._replace(parts=(*section.parts, part))
    return tuple(found)


def _section_for(value: float, form: str) -> tuple[_Section, bool]:
    """Return the part of a format that is for a number, and whether its minus sign is shown."""
    sections = [each for each in _sections(form) if _TEXT not in each.parts][:3]
    if any(each.comparing for each in sections):
        section = next((each for each in sections if each.is_for(value)), _GENERAL)
        return section, not (section.comparing.startswith("<") and section.bound <= 0)
    if sections in ([], [_Section(())]):
        return _GENERAL, True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[2 if value == 0 and len(sections) > 2 else 0], True


def _as_decimal(number: Decimal, parts: list[_Part]) -> str:
    """Fill the places for digits from the right; the first takes all that are left."""
    texts = [part.text for part in parts]
    digits = [i for i, part in enumerate(parts) if part.kind == "digit"]
    plain = [i for i, part in enumerate(parts) if part.kind == "plain"]
    point = next((i for i in plain if texts[i] == "."), len(parts))
    before, after = [i for i in digits if i < point], [i for i in digits if i > point]
    commas = [i for i in plain if texts[i] == "," and i > digits[0]]
    last = [(before if i < point else after or before)[-1:] for i in commas]
    for i in commas:
        texts[i] = ""
    scaling = sum([i] > end for i, end in zip(commas, last, strict=True))
    number *= Decimal(100) ** sum(texts[i] == "%" for i in plain)
    number = (number / 1000**scaling).quantize(Decimal(1).scaleb(-len(after)), context=_WIDE)
    whole, _, rest = f"{number:f}".partition(".")
    needed = [texts[i] for i in before]
    fewest = len(needed) - needed.index("0") if "0" in needed else 0
    left = list(("" if whole == "0" else whole).rjust(fewest, "0"))
    for i in reversed(before[1:]):
        texts[i] = left.pop() if left else ""
    first = before[0] if before else point
    texts[first] = "".join(left) + ("" if before else texts[first])
    if len(commas) > scaling:
        _group(texts, before)
    kept = max([len(rest.rstrip("0")), *(n for n, i in enumerate(after, 1) if texts[i] == "0")])
    for n, i in enumerate(after):
        texts[i] = rest[n] if n < kept else ""
    return "".join(texts)


def _group(texts: list[str], places: list[int]) -> None:
    """Put a comma after each digit that has whole thousands to its right."""
    seen = 0
    for i in reversed(places):
        grouped = ""
        for digit in reversed(texts[i]):
            grouped = f"{digit}{',' if seen and seen % 3 == 0 else ''}{grouped}"
            seen += 1
        texts[i] = grouped


def _as_fraction(number: Decimal, form: re.Match[str]) -> str:
    below = form["below"]
    whole, rest = divmod(Fraction(number), 1) if form["whole"] else (0, Fraction(number))
    if below.strip("0#?"):
        over, below_is = floor(rest * int(below) + Fraction(1, 2)), int(below)
    else:
        near = rest.limit_denominator(10 ** len(below) - 1)
        over, below_is = near.numerator, near.denominator
    if form["whole"] and over == below_is:
        whole, over = whole + 1, 0
    part = f"{over}/{below_is}" if over or not form["whole"] else ""
    return " ".join(filter(None, [str(whole) if whole or not part else "", part]))


def _in_powers(number: Decimal, parts: list[_Part]) -> str:
    """Return a number in powers of ten: of as many tens at once as the format has whole places."""
    *mantissa, (_, exponent) = parts
    whole, _, rest = "".join(part.text for part in mantissa).partition(".")
    step = max(len(_NO_PLACE.sub("", whole)), 1)
    smallest = Decimal(1).scaleb(-len(_NO_PLACE.sub("", rest)))
    power = number.adjusted() // step * step if number else 0
    figures = number.scaleb(-power).quantize(smallest, context=_WIDE)
    if figures >= 10**step:  # it was rounded up
        power += step
        figures = number.scaleb(-power).quantize(smallest, context=_WIDE)
    sign = "-" if power < 0 else exponent[1].replace("-", "")
    return f"{figures:f}E{sign}{str(abs(power)).rjust(exponent.count('0'), '0')}"


def _general(number: Decimal) -> str:
    return f"{number:f}" if number < 10**EXACT_DIGITS else f"{float(number):g}"
