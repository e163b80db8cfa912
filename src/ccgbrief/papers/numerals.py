"""Counts list numbers, and writes them, superscripts and subscripts as plain text."""

import re
from collections.abc import Mapping
from string import ascii_lowercase
from typing import NamedTuple

from ccgbrief.papers.bullets import is_mere
from ccgbrief.papers.signs import shown

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)

_KNOWN = {
    *("", "None", "Decimal", "DecimalFullWidth", "DecimalHalfWidth", "Ordinal", "Chicago"),
    *("LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman", "LowerLetters", "UpperLetters"),
}
"""Styles that `numeral` writes as they are in print."""


class Level(NamedTuple):
    """One level of a numbered list of an office file."""

    form: str
    """What is printed: `%2%` is the number of the second level."""
    style: str
    """How its numbers are written, as for `numeral`; `""` for a bullet, or nothing."""
    start: int = 1
    restart: int = 99
    """It begins anew after this level and those above."""
    is_legal: bool = False
    """Whether it writes also the numbers of other levels in figures."""
    paragraphs: str = ""
    """The style of paragraphs that are on it wherever they stand."""
    bullet: tuple[str, str] = ("", "")
    """The sign of a bullet, and its font."""


def label_of(
    levels: Mapping[int, Level], level: int, counts: dict[int, int], unknown: set[str]
) -> str | None:
    """Count one more item of a list at a level, and return what is printed before it.

    That is `""` for a bullet that says nothing, and None for nothing. How numbers are written of
    which only the figures are known goes into `unknown`.
    """
    label, style = _counted(levels, level, counts), levels[level].style
    if label and style not in _KNOWN and not style.startswith("0"):
        unknown.add(style)
    if label or style:
        return label or None
    sign = shown(*levels[level].bullet)
    return "" if is_mere(sign) else sign


def _counted(levels: Mapping[int, Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    for skipped in (at for at in levels if at < level):  # which Word counts as if it were there
        counts.setdefault(skipped, levels[skipped].start)
    counts[level] = counts[level] + 1 if level in counts else own.start
    for deeper in [each for each in counts if each > level]:
        if deeper not in levels or level <= levels[deeper].restart:
            del counts[deeper]

    def number(found: re.Match[str]) -> str:
        at = int(found[1])
        if at not in levels:
            return ""
        style = levels[at].style
        if own.is_legal and not style.startswith("0"):
            style = "Decimal"
        return numeral(counts.get(at, levels[at].start), style)

    return re.sub(r"%(\d{1,2})%", number, own.form).strip() if own.style else ""


def numeral(number: int, style: str) -> str:
    """Return a number in one of pandoc's styles, as `LowerAlpha`, or in figures; `""` for no style.

    `LowerLetters` of OpenDocument, `Ordinal` and `Chicago`, the signs of notes, are known too, and
    `001` for three figures.
    """
    if style[5:] == "Alpha" and number > 0:
        # Word and pandoc go on after z with aa, bb, cc.
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif style[5:] == "Letters" and number > 0:  # after z with aa, ab, ac
        text = alphabetic(number, ascii_lowercase)
    elif style[5:] == "Roman" and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    elif style == "Ordinal":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        text = f"{number}th" if number // 10 % 10 == 1 else f"{number}{ending}"
    elif style == "Chicago" and 0 < number < 1000:
        text = "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    else:
        least = len(style) if style.startswith("0") else 1
        return "" if style in {"", "None"} else str(number).zfill(least)
    return text.upper() if style.startswith("Upper") else text


def padded(form: str) -> str:
    """Return the style of a form such as `01, 02, 03, ...`; `""` for any other."""
    first = form.partition(",")[0]
    return first if re.fullmatch("0{1,5}1", first) else ""


def alphabetic(number: int, letters: str) -> str:
    """Return a number from 1 in letters, which go on after z with aa, ab, ac."""
    text = ""
    while number > 0:
        number, at = divmod(number - 1, len(letters))
        text = letters[at] + text
    return text


LEAST_MOVED = 1 / 6
"""Of the size of letters, for a power; programs that make other files of PDF move some by less."""

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FIGURE = re.compile(r"\s*[-+−–]?\d")
_EACH = re.compile(r"(?<!\S)(?=[-+−–]?\d)")


def raised(text: str) -> str:
    """Return raised text as plain text: figures after “^”, which keeps 10⁶ apart from 106."""
    if not _FIGURE.match(text):
        return text
    return _EACH.sub("^", text, count=0 if _are_figures(text) else 1)


def lowered(text: str) -> str:
    """Return lowered text as plain text: the digits of CO₂ are characters of their own."""
    return text.translate(_LOWERED) if _are_figures(text) else text


def _are_figures(text: str) -> bool:
    return all(map(_FIGURE.match, text.split()))
