"""Writes list numbers, superscripts and subscripts as plain text, for all readers."""

import re

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, style: str) -> str:
    """Return a number in one of pandoc's styles, as `LowerAlpha`; in figures in any other."""
    if "Alpha" in style and number > 0:
        # Word and pandoc go on after z with aa, bb, cc.
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif "Roman" in style and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    else:
        return str(number)
    return text.upper() if style.startswith("Upper") else text


_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = re.compile(r"[-+−–]?\d+")


def raised(text: str) -> str:
    """Return raised text as plain text: a number after “^”, which keeps 10⁶ apart from 106."""
    return f"^{text}" if _RAISED.fullmatch(text) else text


def lowered(text: str) -> str:
    """Return lowered text as plain text: the digits of CO₂ are characters of their own."""
    return text.translate(_LOWERED) if text.isdecimal() else text
