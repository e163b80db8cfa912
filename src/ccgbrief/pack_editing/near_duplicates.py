"""Tells near-copies of a paper from other editions of a report, for what adds to a pack.

Every paper has a sketch: the smallest of the hashes of all its runs of three words. Two sketches
show how much of their texts two papers share, however long these are. Editions of one report share
nearly all of it as well; they are known by their figures, months, quarters and years. The sketches
of a pack are cached, so that adding a paper reads no other one.
"""

import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ccgbrief.files import make_folder, read_file, reason, write_file
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES
from ccgbrief.pack_editing.front_matter import parted, title_of
from ccgbrief.papers.paper import PaperError
from ccgbrief.text import decode, fold, folded_words

RUN = 3
"""Words of a run."""

SKETCH = 1024
"""Hashes of a sketch: likeness is then known to about three parts in a hundred."""

LEAST_SHARED = 0.72
"""Share of the shorter paper's runs that the longer one has when they are copies."""

LEAST_SIZE = 0.5
"""Size of the shorter paper against the longer one: less, and it is a part of it, not a copy."""

LONGER = 1.1
"""So many times as many runs as the other has one of them with a part of its own."""

WORD_FOR_WORD = 0.9
"""Share of all runs that two papers have both when nothing but a few words differs."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_OF = {name[:3]: name for name in _MONTHS} | {"sept": "september"} | {m: m for m in _MONTHS}
_QUARTERS = {"q1", "q2", "q3", "q4", "first", "second", "third", "fourth"}
_MAY = re.compile(r"\bMay\b")
"""The one month that is mostly a verb: in a text its capital tells."""

_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w*")
"""A word with a capital within a sentence."""

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)

LOWEST = 64
"""Hashes of a sketch by which near-duplicates are looked for."""

LEAST_LOWEST = 0.125
"""Share of these that two copies have both at least; it is a third where one is half as long."""

MOST_COMPARED = 8
"""Papers that a new one is compared with, of those that share most of their hashes with it."""

_VERSION = 9
"""Another one whenever sketches are made or kept in another way."""

_MOST_BYTES = 300_000_000
"""Some 9 kB for each of 10,000 articles, and more."""


@dataclass(frozen=True, slots=True)
class Sketch:
    hashes: "array[int]"
    """The smallest of all its hashes, in ascending order."""
    size: int
    """How many different runs the whole text has."""
    figures: frozenset[str]
    """Its numbers and months: editions of one report differ in these."""
    merit: int
    """How much of a text it has: words, marks between them, capital letters."""
    dates: frozenset[str] = frozenset()
    """What is told of its time above the text: in its title, its date, on its pages."""


def sketch_of(article: str) -> Sketch:
    """Return the sketch of an article's file: it does not count how its pages are marked."""
    above, body = parted(article)
    return sketch(body, above)


def sketch(text: str, above: str = "") -> Sketch:
    """Return the sketch of a text; case, marks, hyphens and line ends do not count.

    `above` is what stands above it and dates it.
    """
    words = folded_words(text)
    runs = set(map(" ".join, zip(*(words[i:] for i in range(RUN)), strict=False)))
    runs = runs or {" ".join(words)}
    letters = Counter(text)
    marks = sum(n for c, n in letters.items() if not c.isalnum() and not c.isspace())
    capitals = sum(n for c, n in letters.items() if c.isupper())
    figures = {w for w in set(words) if w[0].isdigit() or (w in _MONTHS and w != "may")}
    return Sketch(
        hashes=array("Q", nsmallest(SKETCH, map(_hash, runs))),
        size=len(runs),
        figures=frozenset(figures | {"may"} if _MAY.search(text) else figures),
        merit=len(words) + marks + capitals,
        dates=_dates_of(above),
    )


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())


def _dates_of(line: str) -> frozenset[str]:
    """Return what tells of time in a title, a date or a file's name, and its other numbers.

    Of a date it is the year, the name of the month and the day, however it is written.
    """
    plain = _DAY.sub(lambda d: f" {d[1]} {_MONTHS[int(d[2]) - 1]} {d[3] or ''} ", fold(line))
    parts = re.findall(r"q[1-4](?![a-z\d])|[a-z]+|\d+", plain)
    return frozenset(
        _MONTH_OF.get(part) or part.lstrip("0")
        for part in parts
        if part in _MONTH_OF or part in _QUARTERS or part.isdigit()
    )


def shared(a: Sketch, b: Sketch) -> float:
    """Return the share of the shorter paper's runs that the longer one has, 0 to 1."""
    both = _in_both(a, b)
    common = both * (a.size + b.size) / (1 + both)
    return min(common / max(min(a.size, b.size), 1), 1.0)


def _in_both(a: Sketch, b: Sketch) -> float:
    """Return the share of all their runs that two papers have both."""
    of_a, of_b = set(a.hashes), set(b.hashes)
    together = nsmallest(SKETCH, of_a | of_b)
    return sum(h in of_a and h in of_b for h in together) / max(len(together), 1)


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Return whether two papers are one, told by all but their figures."""
    sizes = sorted((a.size, b.size))
    return sizes[0] >= LEAST_SIZE * sizes[1] and shared(a, b) >= LEAST_SHARED


def differ_in_length(a: Sketch, b: Sketch) -> bool:
    """Return whether one of two papers that are nearly one has a part of its own."""
    return max(a.size, b.size) > LONGER * min(a.size, b.size)


def are_editions(a: Sketch, b: Sketch) -> bool:
    """Return whether two papers that are nearly one differ as editions of a report do.

    Each has a figure or a date that the other has not, or another date above its text; a worse
    copy loses figures, but gains none. Or one has a figure more and all else is the same, word for
    word: a copy that loses figures loses words as well.
    """
    told = ((a.dates, b.dates), (a.figures | a.dates, b.figures | b.dates))
    each_has_its_own = any(bool(one - other) and bool(other - one) for one, other in told)
    return each_has_its_own or (a.figures != b.figures and _in_both(a, b) >= WORD_FOR_WORD)


def name_others(one: str, other: str) -> bool:
    """Return whether two articles that are nearly one are of other people or places.

    Each has a name that the other has nowhere, as papers made by one template have.
    """
    (names, words), (other_names, other_words) = map(_names_and_words, (one, other))
    return bool(names - other_words) and bool(other_names - words)


def has_title_of(article: str, other: str) -> bool:
    """Return whether an article has the title of another, as its own or in its text."""
    said = " ".join(folded_words(f"{title_of(article)}\n{parted(article)[1]}"))
    return f" {' '.join(folded_words(title_of(other)))} " in f" {said} "


def _names_and_words(article: str) -> tuple[set[str], set[str]]:
    """Return the names in the text of an article, and all words of that and of its title."""
    text = parted(article)[1]
    names = folded_words(" ".join(_NAME.findall(text)))
    return set(names), {*folded_words(title_of(article)), *folded_words(text)}


class _Known(NamedTuple):
    """What is kept of an article."""

    stamp: str
    title: str
    sketch: Sketch


class Library:
    """The articles of a pack, among which a new paper is looked for."""

    def __init__(self, folder: Path, articles: Iterable[str], cache: Path) -> None:
        """Take what was kept of articles and read the others; raises PaperError if one cannot be.

        `cache` can be deleted at any time; one that is damaged counts as not there.
        """
        self._folder = folder
        self._cache = cache
        self._kept = _kept_in(cache)
        self._known: dict[str, _Known] = {}
        for name in articles:
            file = self._file(name)
            try:
                known = self._kept.get(name)
                if known and known.stamp == _stamp(file):
                    self._known[name] = known
                else:
                    text = read_article(file)
                    self.put(name, title_of(text), sketch_of(text))
            except (OSError, ValueError) as error:
                raise PaperError(f"{file}: {reason(error)}; fix it or take it out") from error

    @property
    def titles(self) -> dict[str, str]:
        return {name: known.title for name, known in self._known.items()}

    def sketch(self, name: str) -> Sketch:
        return self._known[name].sketch

    def put(self, name: str, title: str, sketch: Sketch) -> None:
        self._known[name] = _Known("", title, sketch)

    def take_out(self, name: str) -> None:
        del self._known[name]

    def like(self, paper: Sketch) -> list[str]:
        """Return the names of the papers that it is a copy or another edition of, nearest first."""
        near = {name: self.sketch(name) for name in self.candidates(paper)}
        copies = [name for name, other in near.items() if is_copy(paper, other)]
        return sorted(copies, key=lambda name: -shared(paper, near[name]))

    def candidates(self, paper: Sketch) -> list[str]:
        """Return the few papers that are worth comparing with this one, and any of its text."""
        lowest, own = set(paper.hashes[:LOWEST]), set(paper.hashes)
        least = max(LEAST_LOWEST * len(lowest), 1)
        near = {
            name: known.sketch.hashes
            for name, known in self._known.items()
            if len(lowest.intersection(known.sketch.hashes[:LOWEST])) >= least
        }
        ranked = sorted(near, key=lambda name: -len(own.intersection(near[name])))
        same = [name for name in ranked if near[name] == paper.hashes]
        return list(dict.fromkeys([*same, *ranked[:MOST_COMPARED]]))

    def keep(self) -> None:
        """Keep what is known, now that new articles are in their places."""
        with suppress(OSError, ValueError):
            now = {
                name: known if known.stamp else known._replace(stamp=_stamp(self._file(name)))
                for name, known in self._known.items()
            }
            if now != self._kept:
                rows = {name: [*known[:2], *_row(known.sketch)] for name, known in now.items()}
                hashes = b"".join(known.sketch.hashes.tobytes() for known in now.values())
                data = b"%s\n%s" % (json.dumps(rows).encode(), hashes)
                make_folder(self._cache.parent)
                write_file(self._cache, b"%08x%s" % (crc32(data, _VERSION), data))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.md"


def _stamp(file: Path) -> str:
    """Return what changes when a file does."""
    found = file.stat()
    return f"{_VERSION} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _row(sketch: Sketch) -> list[object]:
    """Return what is kept of a sketch as text; its hashes, which are bytes, stand below."""
    return [len(sketch.hashes), sketch.size, [*sketch.figures], sketch.merit, [*sketch.dates]]


def _kept_in(cache: Path) -> dict[str, _Known]:
    """Return what is kept, by the names of articles; nothing if the file is not whole."""
    kept = {}
    with suppress(OSError, ValueError):
        data = read_file(cache, _MOST_BYTES)
        if data[:8] == b"%08x" % crc32(memoryview(data)[8:], _VERSION):
            rows, _, hashes = data[8:].partition(b"\n")
            start = 0
            for name, row in json.loads(rows).items():
                stamp, title, count, size, figures, merit, dates = row
                own = array("Q", hashes[start : (start := start + 8 * count)])
                sketch = Sketch(own, size, frozenset(figures), merit, frozenset(dates))
                kept[name] = _Known(stamp, title, sketch)
    return kept


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text
