"""Makes unique ids from titles, with lower-case letters, digits and hyphens."""

import re
from collections.abc import Container, Iterable
from itertools import takewhile
from unicodedata import normalize
from zlib import crc32

from ccgbrief.pack import NO_IDS
from ccgbrief.system import DEVICES
from ccgbrief.text import capitalised, clean_line, fold

LONGEST = 48
"""Characters of an id."""

LEAST_PLAIN = 0.5
"""Share of a title's letters that its id has."""

LEAST_SHARED = 10
"""Characters with which two titles begin; more, and they are left off in the tabs."""

SHORTEST_LABEL = 28
"""Characters from which on a title is too long for a tab."""


def article_id(title: str, taken: Container[str], file: str = "") -> str:
    """Return an id for a title that is not among those taken.

    Where most of a title is in letters that an id has not, it is made of the file's name.
    """
    name = _plain(title)
    letters = sum(c.isalpha() for c in fold(title))
    if file and sum(c.isalpha() for c in name) < LEAST_PLAIN * letters:
        name = _plain(file) or name
    return _unique(name or "paper", taken, DEVICES | NO_IDS)


def pack_id(title: str, taken: Container[str]) -> str:
    """Return an id for a pack that is not among those taken.

    Titles that differ only in what an id has no room or letters for have ids that differ too, since
    packs with one id would share a notebook.
    """
    name = _plain(title)
    if sum(map(str.isalnum, name)) < sum(map(str.isalnum, fold(clean_line(title)))):
        told_apart = normalize("NFC", clean_line(title)).casefold().encode(errors="replace")
        name = f"{name or 'pack'}-{crc32(told_apart):08x}"
    return _unique(name or "pack", taken)


def _unique(name: str, taken: Container[str], reserved: Container[str] = DEVICES) -> str:
    number = 2
    unique = name
    while unique in taken or unique in reserved:
        unique = f"{name}-{number}"
        number += 1
    return unique


def _plain(text: str) -> str:
    parts = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", fold(clean_line(text))))
    name = ""
    for part in parts:
        if name and len(name) + 1 + len(part) > LONGEST:
            break
        name = f"{name}-{part}" if name else part[:LONGEST]
    return name


def label(title: str, others: Iterable[str] = (), published: str = "") -> str:
    """Return a few words of a title for its tab, `""` where the whole of it will do.

    Words with which others, its neighbours in the alphabet, begin as well are no help there;
    where all are, the date may be.
    """
    words = title.split()
    shared = max((_words_in_common(title, other) for other in others), default=0)
    if len(" ".join(words[:shared])) >= LEAST_SHARED:
        rest = " ".join(words[shared:]).strip(" :–—-,.") or published
        title = capitalised(rest) or title
    elif len(title) <= SHORTEST_LABEL:
        return ""
    if len(title) <= SHORTEST_LABEL:
        return title
    short = title[: SHORTEST_LABEL - 2]
    return f"{short[: short.rfind(' ')] if ' ' in short else short} …".replace(", …", " …")


def _words_in_common(title: str, other: str) -> int:
    pairs = zip(title.casefold().split(), other.casefold().split(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
