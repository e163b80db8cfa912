"""Which words mean the same: abbreviations and their expansions, numbers in words and figures."""

import re
from collections.abc import Iterable, Iterator

from ccgbrief.text import words

Terms = tuple[str, ...]
"""Folded words that follow each other."""

_NUMBERS = (
    ("half", "1/2"),
    ("one third", "1/3"),
    ("a third", "1/3"),
    ("two thirds", "2/3"),
    ("a quarter", "1/4"),
    ("three quarters", "3/4"),
    ("per cent", "percent"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
)
_UNITS = {"bn": "billion", "m": "million", "k": "thousand"}
_AMOUNT = re.compile(r"(?P<number>[\d.]+)(?P<unit>bn|m|k)")


class Equivalents:
    """Finds what else the same may be called."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Make it of pairs that mean the same, such as a glossary's; plurals are added."""
        self._others: dict[Terms, dict[Terms, None]] = {}
        for one, other in pairs:
            self._add(_terms(one), _terms(other), plural=True)
        for one, other in _NUMBERS:
            self._add(_terms(one), _terms(other), plural=False)
        self.longest = max(map(len, self._others))
        """Words of the longest name that has another."""

    def others(self, terms: Terms) -> Iterator[Terms]:
        """Give what else these words may be called."""
        yield from self._others.get(terms, ())
        if len(terms) == 1 and (amount := _AMOUNT.fullmatch(terms[0])):
            yield amount["number"], _UNITS[amount["unit"]]
        if len(terms) == 2 and terms[0][0].isdigit():
            yield from ((terms[0] + unit,) for unit, name in _UNITS.items() if name == terms[1])

    def _add(self, one: Terms, other: Terms, *, plural: bool) -> None:
        if not one or not other or one == other:
            return
        forms = [(one, other), (_plural(one), _plural(other))] if plural else [(one, other)]
        for a, _ in forms:
            for _, b in forms:
                self._others.setdefault(a, {})[b] = None
                self._others.setdefault(b, {})[a] = None


def _terms(text: str) -> Terms:
    return tuple(word.folded for word in words(text))


def _plural(terms: Terms) -> Terms:
    return (*terms[:-1], f"{terms[-1]}s")
