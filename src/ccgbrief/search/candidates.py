"""Gathers the entries worth judging, from the strictest reading of a query to the loosest."""

from collections.abc import Sequence

from ccgbrief.search.fts_query import Expressions
from ccgbrief.search.index import Index, Row
from ccgbrief.search.interpretation import Sought

ENOUGH = 20
"""Entries with all words as they were typed from which nobody is thought to have misspelt."""

FEW = 10
"""Entries with all words below which those that lack one are sought, and then those with any."""

MANY = 150
"""Entries gathered by one reading; to judge one takes about 0.02 ms."""

CLOSEST = (4, 32)
"""Meanings of each word that are sought together, first the likeliest and then all."""

LOOSE = 8
"""Meanings of each word that are sought where not every word need be found."""

ALONE = 50
"""Entries gathered for a word without the others."""

GUESS = 10
"""Entries gathered for each meaning of a query's only word: one screen."""

SORTABLE = 3_000
"""Entries with any of the words up to which the index is let find those with all that are best;
it takes about 0.003 ms for each."""


class Candidates:
    """What was gathered for one query."""

    def __init__(self, indexes: Sequence[Index], expressions: Expressions, wanted: int) -> None:
        """`wanted` is how many are to be shown."""
        self._indexes = indexes
        self._most = max(MANY, wanted)
        self._expressions = expressions
        self._rows: dict[tuple[Index, int], Row] = {}
        self.more = False
        """True when some reading fits more entries than were gathered."""

    @property
    def rows(self) -> Sequence[Row]:
        """The entries, each once."""
        return tuple(self._rows.values())

    @property
    def are_enough(self) -> bool:
        """True when there is no need to think of misspelt words."""
        return len(self._rows) >= ENOUGH

    def gather_as_typed(self, sought: Sequence[Sought]) -> None:
        """Gather what has all words as typed; of no words, what the filters let through."""
        if len(sought) > 1:
            self._gather(self._expressions.in_a_row(sought))
        counts = [word.frequency for word in sought] or [0]
        self._gather(
            self._expressions.all_of(sought),
            best=min(counts) > self._most and sum(counts) <= SORTABLE,
        )

    def gather_likely(self, sought: Sequence[Sought]) -> None:
        """Gather what has a meaning of each word; when that is little, what lacks one, or more."""
        if len(sought) == 1:
            for guess in sought[0].apart():
                self._gather(self._expressions.all_of([guess]), GUESS)
            return
        for most in CLOSEST:
            if len(self._rows) < ENOUGH:
                self._gather(self._expressions.all_of([word.closest(most) for word in sought]))
        if len(self._rows) < FEW and len(sought) > 2:
            self._gather(self._expressions.all_but_one([word.closest(LOOSE) for word in sought]))
        if len(self._rows) < FEW:
            for word in sought:
                self._gather(self._expressions.all_of([word.closest(LOOSE)]), ALONE)

    def _gather(self, expression: str, most: int | None = None, *, best: bool = False) -> None:
        """Add what fits the expression."""
        for index in self._indexes:
            if expression:
                found = index.candidates(expression, most or self._most, best=best)
                self.more = self.more or len(found) == self._most
                self._rows.update(((index, row.id), row) for row in found)
