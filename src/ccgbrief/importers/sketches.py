"""Knows the sketches of a pack's articles, and keeps them so that adding reads only new ones."""

import json
from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
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

_VERSION = 2
"""Another one whenever sketches are made in another way."""

_MOST_BYTES = 300_000_000


class Library:
    """The articles of a pack, among which a new paper is looked for."""

    def __init__(self, folder: Path, articles: Iterable[str], cache: Path) -> None:
        """Take what was kept of articles and read the others; raises PaperError if one cannot be.

        `cache` can be deleted at any time; what is damaged of it counts as not there.
        """
        self.titles: dict[str, str] = {}
        self.sketches: dict[str, Sketch] = {}
        self._holders: dict[int, list[str]] = defaultdict(list)
        self._folder = folder
        self._cache = cache
        self._kept = _kept_in(cache)
        for name in articles:
            file = folder / f"{name}.md"
            try:
                stamp, title, sketch = self._kept.get(name, ("", "", None))
                if sketch and stamp == _stamp(file):
                    self.put(name, title, sketch)
                else:
                    text = read_article(file)
                    self.put(name, title_of(text), sketch_of(text))
            except (OSError, ValueError) as error:
                raise PaperError(f"{file}: {reason(error)}; mend it or take it out") from error

    def put(self, name: str, title: str, sketch: Sketch) -> None:
        """Know an article more, or in another edition."""
        self.titles[name] = title
        self.sketches[name] = sketch
        for h in sketch.hashes[:LOWEST]:
            self._holders[h].append(name)

    def take_out(self, name: str) -> None:
        """Know an article no more."""
        del self.titles[name], self.sketches[name]

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

    def keep(self) -> None:
        """Keep what is known, now that new articles are in their places."""
        with suppress(OSError):
            now = {
                name: (_stamp(self._folder / f"{name}.md"), title, self.sketches[name])
                for name, title in self.titles.items()
            }
            if now != self._kept:
                self._cache.parent.mkdir(parents=True, exist_ok=True)
                self._cache.write_bytes(
                    b"".join(_line(name, *known) for name, known in now.items())
                )


def _stamp(file: Path) -> str:
    """Return what changes when a file does."""
    found = file.stat()
    return f"{_VERSION} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _line(name: str, stamp: str, title: str, sketch: Sketch) -> bytes:
    """Return what is kept of an article, after its checksum."""
    hashes = b64encode(sketch.hashes.tobytes()).decode()
    figures, dates = sorted(sketch.figures), sorted(sketch.dates)
    row = [name, stamp, title, hashes, sketch.size, figures, sketch.merit, dates]
    line = json.dumps(row).encode()
    return b"%08x%s\n" % (crc32(line), line)


def _kept_in(cache: Path) -> dict[str, tuple[str, str, Sketch]]:
    """Return the stamp, title and sketch of the articles that are kept whole."""
    found: dict[str, tuple[str, str, Sketch]] = {}
    with suppress(OSError, ValueError):
        for line in read_file(cache, _MOST_BYTES).split(b"\n"):
            if line[:8] == b"%08x" % crc32(line[8:]) and len(line) > 8:
                name, stamp, title, hashes, size, figures, merit, dates = json.loads(line[8:])
                own = array("Q", b64decode(hashes))
                sketch = Sketch(own, size, frozenset(figures), merit, frozenset(dates))
                found[name] = (stamp, title, sketch)
    return found


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text
