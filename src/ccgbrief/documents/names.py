"""Makes ids of titles: small letters, digits and hyphens, each different from the others."""

import re
from collections.abc import Container

from ccgbrief.text import clean_line, fold

LONGEST = 48
"""Characters of an id."""

SHORTEST_LABEL = 28
"""Characters from which on a title is too long for a tab."""


def article_id(title: str, taken: Container[str]) -> str:
    """Return an id for a title that is not among those taken."""
    parts = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", fold(clean_line(title))))
    name = ""
    for part in parts:
        if name and len(name) + 1 + len(part) > LONGEST:
            break
        name = f"{name}-{part}" if name else part[:LONGEST]
    name = name or "paper"
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name}-{number}"
        number += 1
    return unique


def label(title: str) -> str:
    """Return a few words of a title for its tab, `""` where the whole of it will do."""
    if len(title) <= SHORTEST_LABEL:
        return ""
    short = title[: SHORTEST_LABEL - 2]
    return f"{short[: short.rfind(' ')] if ' ' in short else short} …".replace(", …", " …")
