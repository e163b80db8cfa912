"""Finds other ways to write the same: abbreviations, numbers in words or figures, hyphens, 's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from ccgbrief.files import read_file, reason
from ccgbrief.text import Word, clean_line, decode, folded_words

Terms = tuple[str, ...]
"""Folded words in a row."""

MAX_FILE_BYTES = 256_000
"""Some thousand lines of the reader's own synonyms."""

_HYPHENS = frozenset("-‐‑\u00ad")
_APOSTROPHES = frozenset("'’ʼ")
_FIGURES = "one two three four five six seven eight nine ten eleven twelve"
_SAME = (
    ("half", "1/2"),
    ("one third", "1/3"),
    ("a third", "1/3"),
    ("two thirds", "2/3"),
    ("a quarter", "1/4"),
    ("three quarters", "3/4"),
    ("per cent", "percent"),
    *((name, str(number)) for number, name in enumerate(_FIGURES.split(), start=1)),
)
_UNITS = {"bn": "billion", "m": "million", "k": "thousand"}
_AMOUNT = re.compile(r"(?P<number>[\d.]+)(?P<unit>bn|m|k)")


class Synonyms:
    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` have the same meaning, such as the terms of a glossary; plurals are added."""
        self._others: dict[Terms, dict[Terms, None]] = {}
        self.add((*_SAME, *pairs))

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add more of them."""
        for names in pairs:
            one, other = (tuple(folded_words(name)) for name in names)
            if one and other and one != other:
                for a, b in product((one, _plural(one)), (other, _plural(other))):
                    self._others.setdefault(a, {})[b] = None
                    self._others.setdefault(b, {})[a] = None
        self.longest = max(map(len, self._others))
        """Words in the longest name that has a synonym."""

    def of(self, terms: Terms) -> Iterator[Terms]:
        """Yield the synonyms of words in a row."""
        yield from self._others.get(terms, ())
        if len(terms) == 1 and (amount := _AMOUNT.fullmatch(terms[0])):
            yield amount["number"], _UNITS[amount["unit"]]
        if len(terms) == 2 and terms[0][0].isdigit():
            yield from ((terms[0] + unit,) for unit, name in _UNITS.items() if name == terms[1])


def read_synonyms(file: Path) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the pairs in the reader's file, and what is wrong with it in one line with the cure.

    Each line is TOML such as `funding = ["money", "cash"]`. A missing file has none.
    """
    try:
        text = decode(read_file(file, MAX_FILE_BYTES)).text
    except FileNotFoundError:
        return (), ""
    except (OSError, ValueError) as error:
        return (), clean_line(f"{file}: not read ({reason(error)}); remove it")
    from ccgbrief.pack.problems import Problem  # noqa: PLC0415 (60 ms; few have such a file)
    from ccgbrief.pack.schema import parse_table  # noqa: PLC0415
    from ccgbrief.pack.toml_positions import TomlText  # noqa: PLC0415

    problems: list[Problem] = []
    table = parse_table(TomlText(file, text), problems)
    return tuple(table.listed()) if table else (), str(problems[0]) if problems else ""


def spelling_variants(text: str, found: Sequence[Word]) -> Iterator[Word]:
    """Yield other spellings of the words `found` in a text.

    `co-commissioning` and `N.H.S.` also count as one word, and `Monitor’s` as `Monitor`.
    """
    yield from _joined(text, found)
    for word in found:
        if text[word.end - 1] in "sS" and text[word.end - 2] in _APOSTROPHES:
            yield Word(word.folded[:-1], word.start, word.end - 2)


def _joined(text: str, found: Sequence[Word]) -> Iterator[Word]:
    start = 0
    for end in range(1, len(found) + 1):
        if end < len(found) and _are_joined(text, found[end - 1], found[end]):
            continue
        if end - start > 1:
            parts = found[start:end]
            yield Word("".join(part.folded for part in parts), parts[0].start, parts[-1].end)
        start = end


def _are_joined(text: str, before: Word, after: Word) -> bool:
    between = text[before.end : after.start]
    letters = after.end - before.start == len("N.H")
    return between in _HYPHENS or (between == "." and letters)


def _plural(terms: Terms) -> Terms:
    return (*terms[:-1], f"{terms[-1]}s")
