"""Finds among many papers the one that a new paper is nearly a copy of.

Every paper is known by a sketch: the smallest of the hashes of all its runs of three words. Two
sketches tell how much of their texts two papers share, however long these are, so that the cost
grows with the number of papers and not with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from ccgbrief.text import words

RUN = 3
"""Words of a run."""

SKETCH = 1024
"""Hashes of a sketch: likeness is then known to about three parts in a hundred."""

LEAST_SHARED = 0.72
"""Share of the shorter paper's runs that the longer one has when they are copies."""

LEAST_SIZE = 0.5
"""Size of the shorter paper against the longer one: less, and it is a part of it, not a copy."""

MOST_NAMED = 8
"""Papers remembered for one hash; more share it only where it is everyday wording."""

MOST_COMPARED = 4
"""Papers that a new one is compared with, of those that share rare runs, and of the others."""

_MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "june", "july"),
        *("august", "september", "october", "november", "december"),
    }
)
_MAY = re.compile(r"\bMay\b")
"""The one month that is mostly a verb: its capital tells."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a paper is known by."""

    hashes: frozenset[int]
    size: int
    """How many different runs the whole text has."""
    figures: frozenset[str]
    """Its numbers and months: editions of one report differ in these."""
    merit: int
    """How much of a text it has: words, marks between them, capital letters."""


def sketch(text: str) -> Sketch:
    """Return the sketch of a text; case, marks, hyphens and line ends do not count."""
    found = [word.folded for word in words(text)]
    runs = {" ".join(found[i : i + RUN]) for i in range(max(len(found) - RUN + 1, 1))}
    hashes = sorted(_hash(run) for run in runs)[:SKETCH]
    figures = {w for w in found if w in _MONTHS or w[0].isdigit()}
    figures.update(month.lower() for month in _MAY.findall(text))
    marks = sum(1 for c in text if not c.isalnum() and not c.isspace())
    capitals = sum(1 for c in text if c.isupper())
    return Sketch(frozenset(hashes), len(runs), frozenset(figures), len(found) + marks + capitals)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())


def shared(a: Sketch, b: Sketch) -> float:
    """Return the share of the shorter paper's runs that the longer one has, 0 to 1."""
    together = sorted(a.hashes | b.hashes)[:SKETCH]
    both = sum(1 for h in together if h in a.hashes and h in b.hashes)
    likeness = both / len(together) if together else 0.0
    common = likeness * (a.size + b.size) / (1 + likeness)
    return min(common / max(min(a.size, b.size), 1), 1.0)


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Return whether two papers are one, told by all but their figures."""
    sizes = sorted((a.size, b.size))
    return sizes[0] >= LEAST_SIZE * sizes[1] and shared(a, b) >= LEAST_SHARED


def other_figures(a: Sketch, b: Sketch) -> tuple[str, ...]:
    """Return figures of `a` that `b` has not, where `b` has others too: two editions.

    A worse copy loses figures, but it gains none.
    """
    if not a.figures - b.figures or not b.figures - a.figures:
        return ()
    return tuple(sorted(a.figures - b.figures))


@dataclass(slots=True)
class Shelf:
    """The papers that there are, by name."""

    sketches: dict[str, Sketch] = field(default_factory=dict)
    _holders: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def put(self, name: str, paper: Sketch) -> None:
        """Put a paper on the shelf."""
        self.sketches[name] = paper
        for h in paper.hashes:
            if len(self._holders[h]) < MOST_NAMED:
                self._holders[h].append(name)

    def take_off(self, name: str) -> None:
        """Take a paper off the shelf."""
        del self.sketches[name]

    def like(self, paper: Sketch) -> list[str]:
        """Return the names of the papers that it is a copy or another edition of, nearest first."""
        near = [name for name in self.candidates(paper) if is_copy(paper, self.sketches[name])]
        return sorted(near, key=lambda name: -shared(paper, self.sketches[name]))

    def candidates(self, paper: Sketch) -> Sequence[str]:
        """Return the few papers that are worth comparing with this one."""
        rare: Counter[str] = Counter()
        common: Counter[str] = Counter()
        for h in paper.hashes:
            names = self._holders.get(h, ())
            (common if len(names) >= MOST_NAMED else rare).update(names)
        return list(
            dict.fromkeys(
                name
                for votes in (rare, common)
                for name, _ in votes.most_common(MOST_COMPARED)
                if name in self.sketches
            )
        )
