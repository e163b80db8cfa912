"""Tells what parts one edition of a report from the next: figures, months, quarters, years."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ccgbrief.text import fold

LEAST_HEADED = 3
"""A month or year on so many running lines is that of the whole paper."""

LEAST_LETTERS = 100
"""Of a script in which a paper is written, if only in part."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_OF = {name[:3]: name for name in _MONTHS} | {"sept": "september"} | {m: m for m in _MONTHS}
_MAY = re.compile(r"\bMay\b")
"""The one month that is mostly a verb: in a text its capital tells."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_QUARTER = re.compile(r"\bq([1-4])\b|\b(first|second|third|fourth)[ _-]quarter\b")
_NUMBER_OF = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def figures_of(text: str, folded: Sequence[str], letters: Mapping[str, int]) -> frozenset[str]:
    """Return the numbers, months and quarters that a text speaks of, and its foreign scripts.

    `folded` are its words as they are compared, `letters` how often it has each character. A
    translation may have left most of a paper as it was; a copy gains no script.
    """
    found = {w for w in set(folded) if w[0].isdigit() or (w in _MONTHS and w != "may")}
    found.update(month.lower() for month in _MAY.findall(text))
    return frozenset(found | _quarters(" ".join(folded)) | _scripts(letters))


def _scripts(letters: Mapping[str, int]) -> set[str]:
    counted: Counter[str] = Counter()
    for letter, count in letters.items():
        if not letter.isascii() and letter.isalpha():
            counted[unicodedata.name(letter, "unknown").split()[0].lower()] += count
    return {script for script, count in counted.items() if count >= LEAST_LETTERS} - {"latin"}


def dates_of(line: str) -> frozenset[str]:
    """Return what tells of time in a title, a date or a file's name, and its other numbers.

    Of a date it is the year, the name of the month and the day, however it is written.
    """
    plain = _DAY.sub(_spelt, fold(line))
    parts = re.findall(r"[a-z]+|\d+", plain)
    told = {_MONTH_OF.get(part) or (part.lstrip("0") if part.isdigit() else "") for part in parts}
    return frozenset((told | _quarters(plain.replace("_", " "))) - {""})


def edition_of(name: str, running: Iterable[str]) -> str:
    """Return the months, quarters and years that a file's name and its running lines tell."""
    counted = Counter(told for line in running for told in _times(line))
    headed = {told for told, count in counted.items() if count >= LEAST_HEADED}
    return ", ".join(sorted(_times(name) | headed))


def _times(line: str) -> set[str]:
    return {told for told in dates_of(line) if not told.isdigit() or _YEAR.fullmatch(told)}


def _spelt(day: re.Match[str]) -> str:
    return f" {day[1]} {_MONTHS[int(day[2]) - 1]} {day[3] or ''} "


def _quarters(plain: str) -> set[str]:
    return {f"q{number or _NUMBER_OF[name]}" for number, name in _QUARTER.findall(plain)}
