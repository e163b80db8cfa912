"""Knows the sketches of a pack's articles, and keeps them so that adding reads only new ones."""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ccgbrief.files import read_file, reason
from ccgbrief.importers.article import sketch_of, title_of
from ccgbrief.importers.near_duplicates import Sketch, is_copy, shared
from ccgbrief.importers.paper import PaperError
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES
from ccgbrief.text import decode

LOWEST = 64
"""Hashes of a sketch by which near-duplicates are looked for."""

LEAST_LOWEST = 0.125
"""Share of these that two copies have both at least; it is a third where one is half as long."""

MOST_COMPARED = 8
"""Papers that a new one is compared with, of those that share most of their hashes with it."""

_VERSION = 3
"""Another one whenever sketches are made in another way."""

_MOST_BYTES = 300_000_000
"""Some 20 kB for each of 10,000 articles, and more."""


class _Known(NamedTuple):
    """What is kept of an article."""

    stamp: str
    title: str
    lowest: "array[int]"
    """Hashes by which it is looked for: of 1,000 articles, most are never compared in full."""
    line: bytes
    """All of it as it is kept: a checksum and these; after a tab, a checksum and the sketch."""


class _Sketches(dict[str, Sketch]):
    """The sketches of articles; those that were kept are read when they are asked for."""

    def __init__(self, folder: Path, kept: Mapping[str, _Known]) -> None:
        super().__init__()
        self.damaged: set[str] = set()
        self._folder = folder
        self._kept = kept

    def __missing__(self, name: str) -> Sketch:
        found = _sketch_in(self._kept[name].line.partition(b"\t")[2])
        if found is None:
            self.damaged.add(name)
            found = sketch_of(read_article(self._folder / f"{name}.md"))
        self[name] = found
        return found


class Library:
    """The articles of a pack, among which a new paper is looked for."""

    def __init__(self, folder: Path, articles: Iterable[str], cache: Path) -> None:
        """Take what was kept of articles and read the others; raises PaperError if one cannot be.

        `cache` can be deleted at any time; what is damaged of it counts as not there.
        """
        self.titles: dict[str, str] = {}
        self._kept = _kept_in(cache)
        self.sketches = _Sketches(folder, self._kept)
        self._lowest: dict[str, array[int]] = {}
        self._new: set[str] = set()
        """Articles that are not as they were kept."""
        self._folder = folder
        self._cache = cache
        for name in articles:
            file = folder / f"{name}.md"
            try:
                known = self._kept.get(name)
                if known and known.stamp == _stamp(file):
                    self.titles[name], self._lowest[name] = known.title, known.lowest
                else:
                    text = read_article(file)
                    self.put(name, title_of(text), sketch_of(text))
            except (OSError, ValueError) as error:
                raise PaperError(f"{file}: {reason(error)}; mend it or take it out") from error

    def put(self, name: str, title: str, sketch: Sketch) -> None:
        """Know an article more, or in another edition."""
        self.titles[name] = title
        self.sketches[name] = sketch
        self._lowest[name] = sketch.hashes[:LOWEST]
        self._new.add(name)

    def take_out(self, name: str) -> None:
        """Know an article no more."""
        del self.titles[name], self._lowest[name]
        self.sketches.pop(name, None)

    def like(self, paper: Sketch) -> list[str]:
        """Return the names of the papers that it is a copy or another edition of, nearest first."""
        near = [name for name in self.candidates(paper) if is_copy(paper, self.sketches[name])]
        return sorted(near, key=lambda name: -shared(paper, self.sketches[name]))

    def candidates(self, paper: Sketch) -> list[str]:
        """Return the few papers that are worth comparing with this one, and any of its text."""
        lowest = set(paper.hashes[:LOWEST])
        least = LEAST_LOWEST * len(lowest)
        near = {
            name
            for name, other in self._lowest.items()
            if len(lowest.intersection(other)) >= max(least, 1)
        }
        own = set(paper.hashes)
        ranked = sorted(near, key=lambda name: -len(own.intersection(self.sketches[name].hashes)))
        same = [name for name in ranked if self.sketches[name].hashes == paper.hashes]
        return list(dict.fromkeys([*same, *ranked[:MOST_COMPARED]]))

    def keep(self) -> None:
        """Keep what is known, now that new articles are in their places."""
        with suppress(OSError):
            now = {name: self._known(name) for name in self.titles}
            if now != self._kept:
                self._cache.parent.mkdir(parents=True, exist_ok=True)
                self._cache.write_bytes(b"\n".join(known.line for known in now.values()))

    def _known(self, name: str) -> _Known:
        if name not in self._new | self.sketches.damaged:
            return self._kept[name]
        title, lowest, sketch = self.titles[name], self._lowest[name], self.sketches[name]
        stamp = _stamp(self._folder / f"{name}.md")
        head = [name, stamp, title, b64encode(lowest.tobytes()).decode()]
        hashes = b64encode(sketch.hashes.tobytes()).decode()
        rest = [hashes, sketch.size, sorted(sketch.figures), sketch.merit, sorted(sketch.dates)]
        return _Known(stamp, title, lowest, _checked(head) + b"\t" + _checked(rest))


def _stamp(file: Path) -> str:
    """Return what changes when a file does."""
    found = file.stat()
    return f"{_VERSION} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _checked(row: Sequence[object]) -> bytes:
    """Return a row after its checksum."""
    data = json.dumps(row).encode()
    return b"%08x%s" % (crc32(data), data)


def _is_whole(data: bytes) -> bool:
    return len(data) > 8 and data[:8] == b"%08x" % crc32(data[8:])


def _kept_in(cache: Path) -> dict[str, _Known]:
    """Return what is kept whole, by the names of articles."""
    found: dict[str, _Known] = {}
    with suppress(OSError, ValueError):
        for line in read_file(cache, _MOST_BYTES).split(b"\n"):
            head = line[: max(line.find(b"\t"), 0)]
            if _is_whole(head):
                name, stamp, title, lowest = json.loads(head[8:])
                found[name] = _Known(stamp, title, array("Q", b64decode(lowest)), line)
    return found


def _sketch_in(data: bytes) -> Sketch | None:
    """Return the sketch that is kept in a line, None where it is damaged."""
    if not _is_whole(data):
        return None
    hashes, size, figures, merit, dates = json.loads(data[8:])
    own = array("Q", b64decode(hashes))
    return Sketch(own, size, frozenset(figures), merit, frozenset(dates))


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text
