"""Knows the sketches of a pack's articles, and keeps them so that adding reads only new ones."""

import json
from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ccgbrief.files import read_file, reason
from ccgbrief.importers.article import sketch_of, title_of
from ccgbrief.importers.near_duplicates import Index, Sketch
from ccgbrief.importers.paper import PaperError
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES
from ccgbrief.text import decode

_VERSION = b"ccgbrief sketches 1\n"
"""Another one whenever sketches are made in another way."""

_MOST_BYTES = 64_000_000


class Library:
    """The articles of a pack, among which a new paper is looked for."""

    def __init__(self, folder: Path, articles: Sequence[str], cache: Path) -> None:
        """Take what was kept of articles and read the others; raises PaperError if one cannot be.

        `cache` can be deleted at any time; what is damaged of it counts as not there.
        """
        self.index = Index()
        self.titles: dict[str, str] = {}
        self._folder = folder
        self._cache = cache
        self._new: set[str] = set()
        kept, count = _read(cache)
        for name in articles:
            file = folder / f"{name}.md"
            try:
                known = kept.get(name)
                if known and known.stamp == _stamp(file):
                    self.titles[name] = known.title
                    self.index.put(name, known.sketch)
                else:
                    text = read_article(file)
                    self.put(name, title_of(text), sketch_of(text))
            except (OSError, ValueError) as error:
                raise PaperError(f"{file}: {reason(error)}; mend it or take it out") from error
        self._is_stale = not kept or count > 2 * len(articles)

    def put(self, name: str, title: str, sketch: Sketch) -> None:
        """Know an article more, or in another edition."""
        self.titles[name] = title
        self.index.put(name, sketch)
        self._new.add(name)

    def take_out(self, name: str) -> None:
        """Know an article no more."""
        self.index.take_out(name)
        del self.titles[name]

    def keep(self) -> None:
        """Keep what is known, now that new articles are in their places."""
        names = self.titles.keys() if self._is_stale else self.titles.keys() & self._new
        with suppress(OSError):
            data = b"".join(
                _packed(name, _stamp(self._folder / f"{name}.md"), self.titles[name], sketch)
                for name, sketch in self.index.sketches.items()
                if name in names
            )
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            with self._cache.open("wb" if self._is_stale else "ab") as cache:
                cache.write(_VERSION * self._is_stale + data)


class _Known(NamedTuple):
    """What is kept of an article."""

    stamp: str
    """Changes when its file does."""
    title: str
    sketch: Sketch


def _stamp(file: Path) -> str:
    found = file.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _packed(name: str, stamp: str, title: str, sketch: Sketch) -> bytes:
    """Return a line with a checksum and everything but the hashes, and the hashes."""
    figures, dates = sorted(sketch.figures), sorted(sketch.dates)
    row = [name, stamp, title, sketch.size, sketch.merit, figures, dates, len(sketch.hashes)]
    line, hashes = json.dumps(row).encode(), sketch.hashes.tobytes()
    return b"%08x%s\n%s" % (crc32(line + hashes), line, hashes)


def _read(cache: Path) -> tuple[dict[str, _Known], int]:
    """Return what is kept by name, up to what is damaged, and how many there were at all."""
    found: dict[str, _Known] = {}
    count = 0
    with suppress(OSError, ValueError, TypeError, RecursionError):
        data = read_file(cache, _MOST_BYTES)
        start = len(_VERSION) if data.startswith(_VERSION) else len(data)
        while start < len(data):
            end = data.index(b"\n", start)
            checksum, line = int(data[start : start + 8], 16), data[start + 8 : end]
            name, stamp, title, size, merit, figures, dates, length = json.loads(line)
            start = end + 1 + 8 * length
            hashes = data[end + 1 : start]
            if crc32(line + hashes) != checksum:
                return {}, 0
            own = array("Q", hashes)
            sketch = Sketch(own, size, frozenset(figures), merit, frozenset(dates))
            found[name] = _Known(stamp, title, sketch)
            count += 1
        return found, count
    return {}, 0


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text
