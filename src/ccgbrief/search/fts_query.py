"""Writes what is sought as FTS5 expressions, from the strictest to the loosest: for the finder.

Every word stands in quotation marks: nothing that was typed is ever FTS5's syntax.
"""

from collections.abc import Iterable, Sequence

from ccgbrief.search.filters import Narrowing
from ccgbrief.search.interpretation import Sought
from ccgbrief.search.query import Phrase, Query

MOST_WORDS = 12
"""Words of a query that an expression has at most, the rarest: a pasted text finds its passage."""


class Expressions:
    """Makes expressions that all keep to the phrases, exclusions and filters of one query."""

    def __init__(self, query: Query, narrowing: Narrowing) -> None:
        self._always = [
            *("{words variants} : " + _phrase(phrase) for phrase in query.phrases),
            *(_either(map(_quoted, group)) for group in narrowing.wanted),
        ]
        self._never = [
            *(_phrase(phrase) for phrase in query.excluded),
            *map(_quoted, narrowing.unwanted),
        ]

    def in_a_row(self, sought: Sequence[Sought]) -> str:
        """Return what fits the words as typed, one after the other.

        A last word that has only begun is left out when it may become too many.
        """
        *before, last = sought
        if not last.growing or last.all_begun:
            before.append(last)
        phrase = _quoted(" ".join(word.typed for word in before))
        return self._complete([f"words : {phrase}" + (" *" if last.all_begun else "")])

    def all_of(self, sought: Iterable[Sought]) -> str:
        """Return what fits one meaning at least of every word; of no words: all there is."""
        return self._complete(_rarest(sought))

    def all_but_one(self, sought: Sequence[Sought]) -> str:
        """Return what lacks one word at most; nothing where one word at most means anything."""
        parts = _rarest(sought)
        if len(parts) < 2:
            return ""
        lacking = (_all([*parts[:i], *parts[i + 1 :]]) for i in range(len(parts)))
        return self._complete([_either(lacking)])

    def _complete(self, parts: Iterable[str]) -> str:
        wanted = _all([*parts, *self._always])
        return f"({wanted}) NOT {_either(self._never)}" if wanted and self._never else wanted


def _rarest(sought: Iterable[Sought]) -> list[str]:
    rarest = sorted(sought, key=lambda word: word.frequency)
    if len(rarest) > MOST_WORDS:
        rarest = [word for word in rarest if word.meanings][:MOST_WORDS]
    return [_meanings(word) for word in rarest]


def _meanings(word: Sought) -> str:
    if word.all_begun:
        others = (m for m in word.meanings if not m.is_begun)
        return _either([f"{_quoted(word.typed)} *", *(_quoted(" ".join(m.terms)) for m in others)])
    parts = [_quoted(" ".join(meaning.terms)) for meaning in word.meanings]
    return _either(parts or [_quoted(word.typed)])


def _phrase(phrase: Phrase) -> str:
    return _quoted(" ".join(word.folded for word in phrase)) + (" *" if phrase[-1].growing else "")


def _all(parts: Iterable[str]) -> str:
    return " AND ".join(parts)


def _either(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _quoted(terms: str) -> str:
    return '"' + terms.replace('"', '""') + '"'
