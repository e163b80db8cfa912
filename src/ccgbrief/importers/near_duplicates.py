"""Finds the paper among many that a new paper is nearly a copy of.

Every paper has a sketch: the smallest of the hashes of all its runs of three words. Two sketches
show how much of their texts two papers share, however long these are, so that the cost grows with
the number of papers and not with its square.
"""

import re
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from ccgbrief.importers.editions import dates_of, figures_of
from ccgbrief.text import folded_words

RUN = 3
"""Words of a run."""

SKETCH = 1024
"""Hashes of a sketch: likeness is then known to about three parts in a hundred."""

LEAST_SHARED = 0.72
"""Share of the shorter paper's runs that the longer one has when they are copies."""

LEAST_SIZE = 0.5
"""Size of the shorter paper against the longer one: less, and it is a part of it, not a copy."""

LOWEST = 64
"""Hashes of a sketch by which near-duplicates are looked for."""

LEAST_LOWEST = 0.125
"""Share of these that two copies have both at least; it is a third where one is half as long."""

MOST_COMPARED = 8
"""Papers that a new one is compared with, of those that share most of their hashes with it."""

_SIGNS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_SIGNS}]|[^{_SIGNS}]+")
"""Parts a word of a script without spaces (Thai to Khmer, Japanese, Chinese) into its letters."""

WORD_FOR_WORD = 0.9
"""Share of all runs that two papers have both when nothing but a few words differs."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a paper is known by."""

    hashes: "array[int]"
    """The smallest of all its hashes, in ascending order."""
    size: int
    """How many different runs the whole text has."""
    figures: frozenset[str]
    """Its numbers, months and quarters: editions of one report differ in these."""
    merit: int
    """How much of a text it has: words, marks between them, capital letters."""
    dates: frozenset[str] = frozenset()
    """What is told of its time above the text: in its title, its date, on its pages."""


def sketch(text: str, above: str = "") -> Sketch:
    """Return the sketch of a text; case, marks, hyphens and line ends do not count.

    `above` is what stands above it and dates it.
    """
    folded = folded_words(text)
    found = [p for w in folded for p in ((w,) if w.isascii() else _UNSPACED.findall(w))]
    runs = set(map(" ".join, zip(*(found[i:] for i in range(RUN)), strict=False)))
    runs = runs or {" ".join(found)}
    letters = Counter(text)
    marks = sum(n for c, n in letters.items() if not c.isalnum() and not c.isspace())
    capitals = sum(n for c, n in letters.items() if c.isupper())
    return Sketch(
        hashes=array("Q", nsmallest(SKETCH, map(_hash, runs))),
        size=len(runs),
        figures=figures_of(text, folded, letters),
        merit=len(found) + marks + capitals,
        dates=dates_of(above),
    )


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())


def shared(a: Sketch, b: Sketch) -> float:
    """Return the share of the shorter paper's runs that the longer one has, 0 to 1."""
    both = _in_both(a, b)
    common = both * (a.size + b.size) / (1 + both)
    return min(common / max(min(a.size, b.size), 1), 1.0)


def _in_both(a: Sketch, b: Sketch) -> float:
    """Return the share of all their runs that two papers have both."""
    of_a, of_b = set(a.hashes), set(b.hashes)
    together = nsmallest(SKETCH, of_a | of_b)
    both = sum(1 for h in together if h in of_a and h in of_b)
    return both / len(together) if together else 0.0


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Return whether two papers are one, told by all but their figures."""
    sizes = sorted((a.size, b.size))
    return sizes[0] >= LEAST_SIZE * sizes[1] and shared(a, b) >= LEAST_SHARED


def are_editions(a: Sketch, b: Sketch) -> bool:
    """Return whether two papers that are nearly one differ as editions of a report do.

    Each has a figure or a date that the other has not; a worse copy loses figures, but gains
    none. Or one has a figure more and all else is the same, word for word: a copy that loses
    figures loses words as well.
    """
    all_of_a, all_of_b = a.figures | a.dates, b.figures | b.dates
    each_has_its_own = bool(all_of_a - all_of_b) and bool(all_of_b - all_of_a)
    return each_has_its_own or (a.figures != b.figures and _in_both(a, b) >= WORD_FOR_WORD)


class Index:
    """The papers there are, by name, among which near-duplicates are looked for."""

    def __init__(self) -> None:
        self.sketches: dict[str, Sketch] = {}
        self._holders: dict[int, list[str]] = defaultdict(list)

    def put(self, name: str, paper: Sketch) -> None:
        self.sketches[name] = paper
        for h in paper.hashes[:LOWEST]:
            self._holders[h].append(name)

    def take_out(self, name: str) -> None:
        del self.sketches[name]

    def like(self, paper: Sketch) -> list[str]:
        """Return the names of the papers that it is a copy or another edition of, nearest first."""
        near = [name for name in self.candidates(paper) if is_copy(paper, self.sketches[name])]
        return sorted(near, key=lambda name: -shared(paper, self.sketches[name]))

    def candidates(self, paper: Sketch) -> list[str]:
        """Return the few papers that are worth comparing with this one, and any of its text."""
        lowest = paper.hashes[:LOWEST]
        votes = Counter(name for h in lowest for name in self._holders.get(h, ()))
        least = LEAST_LOWEST * len(lowest)
        near = {n for n, count in votes.items() if count >= least and n in self.sketches}
        own = set(paper.hashes)
        ranked = sorted(near, key=lambda name: -len(own.intersection(self.sketches[name].hashes)))
        same = [name for name in ranked if self.sketches[name].hashes == paper.hashes]
        return list(dict.fromkeys([*same, *ranked[:MOST_COMPARED]]))
