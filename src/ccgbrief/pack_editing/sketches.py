"""Caches the sketches of a pack's articles, so that adding reads only new ones."""

import json
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ccgbrief.files import read_file, reason
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES
from ccgbrief.pack_editing.front_matter import title_of
from ccgbrief.pack_editing.near_duplicates import Sketch, is_copy, shared, sketch_of
from ccgbrief.papers.paper import PaperError
from ccgbrief.text import decode

LOWEST = 64
"""Hashes of a sketch by which near-duplicates are looked for."""

LEAST_LOWEST = 0.125
"""Share of these that two copies have both at least; it is a third where one is half as long."""

MOST_COMPARED = 8
"""Papers that a new one is compared with, of those that share most of their hashes with it."""

_VERSION = 6
"""Another one whenever sketches are made or kept in another way."""

_MOST_BYTES = 300_000_000
"""Some 5 kB for each of 10,000 articles, and more."""


class _Known(NamedTuple):
    """What is kept of an article; it is made a sketch only where one is needed."""

    stamp: str
    title: str
    hashes: bytes
    """Eight bytes each, which are kept behind all that is text."""
    size: int
    figures: str
    merit: int
    dates: str

    @property
    def lowest(self) -> bytes:
        return self.hashes[: 8 * LOWEST]

    @property
    def sketch(self) -> Sketch:
        figures, dates = (frozenset(text.split("\t")) - {""} for text in (self.figures, self.dates))
        return Sketch(array("Q", self.hashes), self.size, figures, self.merit, dates)


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
        figures, dates = "\t".join(sorted(sketch.figures)), "\t".join(sorted(sketch.dates))
        hashes = sketch.hashes.tobytes()
        self._known[name] = _Known("", title, hashes, sketch.size, figures, sketch.merit, dates)

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
            if len(lowest.intersection(array("Q", known.lowest))) >= least
        }
        ranked = sorted(near, key=lambda name: -len(own.intersection(near[name])))
        same = [name for name in ranked if near[name] == paper.hashes]
        return list(dict.fromkeys([*same, *ranked[:MOST_COMPARED]]))

    def keep(self) -> None:
        """Keep what is known, now that new articles are in their places."""
        with suppress(OSError):
            now = {
                name: known if known.stamp else known._replace(stamp=_stamp(self._file(name)))
                for name, known in self._known.items()
            }
            if now != self._kept:
                data = _as_bytes(now)
                self._cache.parent.mkdir(parents=True, exist_ok=True)
                self._cache.write_bytes(b"%08x%s" % (crc32(data, _VERSION), data))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.md"


def _stamp(file: Path) -> str:
    """Return what changes when a file does."""
    found = file.stat()
    return f"{_VERSION} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _as_bytes(known: Mapping[str, _Known]) -> bytes:
    """Return a line of JSON with the length of the hashes in their place, and then all hashes."""
    rows = {name: [*row[:2], len(row.hashes), *row[3:]] for name, row in known.items()}
    hashes = b"".join(row.hashes for row in known.values())
    return b"%s\n%s" % (json.dumps(rows).encode(), hashes)


def _kept_in(cache: Path) -> dict[str, _Known]:
    """Return what is kept, by the names of articles; nothing if the file is not whole."""
    kept = {}
    with suppress(OSError, ValueError):
        data = read_file(cache, _MOST_BYTES)
        if data[:8] == b"%08x" % crc32(memoryview(data)[8:], _VERSION):
            end = data.index(b"\n")
            start = end + 1
            for name, (stamp, title, length, *rest) in json.loads(data[8:end]).items():
                kept[name] = _Known(stamp, title, data[start : start + length], *rest)
                start += length
    return kept


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text
