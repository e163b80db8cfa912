"""Refuses TOML that would cost a parser, or code that walks its result, far more than its size."""

import re
from typing import Any

MAX_DEPTH = 32
"""Brackets within brackets, and parts of one dotted key."""

MAX_LEVELS = 100
"""Nested tables and arrays, however they are written."""

MAX_COST = 2_400_000
"""Tables, keys and values in one file, weighted: as many as 50,000 notes on passages have."""

_WEIGHT = {"open": 4, "dot": 4, "key": 1, "part": 1}

_PIECE = (  # possessive, and an unclosed string is accepted: one pass without backtracking
    r'(?s)"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<key>=)|(?P<part>[,\n]++)"
)


_HEAD = "[[notes]]\n"
_PLAIN_LINE = re.compile(
    r'^(?:\w++ = (?:"(?:[^"\\\n]++|\\[^\n])*+"|[\w:+-]++)|\[\[notes\]\])\n', re.MULTILINE
)
"""The header of a note, or a key with one value: nearly all of a notebook. Such a line nests
nothing, unless it is inside a string of several lines."""


def refuse_costly(text: str) -> None:
    """Raise ValueError, with the reason in one line, if `text` nests or branches too much.

    It makes one pass over the text. Text that is not TOML at all passes, since the parser has the
    better message.
    """
    if '"""' not in text and "'''" not in text:
        rest, lines = _PLAIN_LINE.subn("", text)
        of_heads = text.count(_HEAD) * (2 * _WEIGHT["open"])
        if _is_cheap(rest, lines * (_WEIGHT["key"] + _WEIGHT["part"]) + of_heads):
            return
    _refuse_costly(text)


def _is_cheap(text: str, cost: int) -> bool:
    try:
        _refuse_costly(text, cost)
    except ValueError:  # it would name the wrong line of the whole text
        return False
    return True


def _refuse_costly(text: str, cost: int = 0) -> None:
    depth = dots = 0
    for token in re.finditer(_PIECE, text):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "dot":
            dots += 1
        elif kind:
            dots = 0
        cost += _WEIGHT.get(kind or "", 0)
        if max(depth, dots) > MAX_DEPTH:
            line = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"line {line} nests more than {MAX_DEPTH} levels deep")
        if cost > MAX_COST:
            raise ValueError("it has too many entries for a notebook; begin another with --notes")
        if depth < 0:
            return


def refuse_deep(document: dict[str, Any]) -> None:
    """Raise ValueError if what was parsed is too deeply nested for recursive code."""
    level: list[Any] = [document]
    for _ in range(MAX_LEVELS):
        inner = (v for each in level for v in (each.values() if type(each) is dict else each))
        level = [value for value in inner if type(value) in {dict, list}]
        if not level:
            return
    raise ValueError(f"it nests more than {MAX_LEVELS} levels deep")
