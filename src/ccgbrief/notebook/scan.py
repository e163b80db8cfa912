"""Refuses a text, before it is parsed, that would cost a TOML parser far more than its size."""

import re

MAX_DEPTH = 32
"""Brackets within brackets, and parts of one dotted key."""

MAX_PARTS = 400_000
"""Tables, arrays and keys in one file: more than 8 MB of ordinary notes have."""

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<key>=)|(?P<part>[,\n]+)",
    re.DOTALL,
)


def refuse_costly(text: str) -> None:
    """Raise ValueError, its text the reason in one line, if `text` nests or branches too much.

    Runs once over the text. What is no TOML at all passes: the parser says it better.
    """
    depth = dots = parts = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            depth, parts = depth + 1, parts + 1
        elif kind == "close":
            depth -= 1
        elif kind == "dot":
            dots += 1
        elif kind == "key":
            dots, parts = 0, parts + 1
        elif kind == "part":
            dots = 0
        else:
            continue
        if max(depth, dots) > MAX_DEPTH:
            line = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"line {line} nests more than {MAX_DEPTH} levels deep")
        if parts > MAX_PARTS:
            raise ValueError(f"it has more than {MAX_PARTS} entries")
