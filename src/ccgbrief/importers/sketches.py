"""Knows the sketches of a pack's articles, and keeps them so that adding reads only new ones."""

import json
import re
import sqlite3
from array import array
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import tomli

from ccgbrief.files import read_file, reason
from ccgbrief.importers.article import sketch_of
from ccgbrief.importers.near_duplicates import Index, Sketch
from ccgbrief.importers.paper import PaperError
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES
from ccgbrief.text import decode

_FRONT = re.compile(r"\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*\n", re.DOTALL)

# The number in its name is another one whenever sketches are made in another way.
_TABLE = (
    "CREATE TABLE IF NOT EXISTS sketch_1 "
    "(article TEXT PRIMARY KEY, stamp TEXT, title TEXT, lowest BLOB, whole BLOB)"
)
_WHOLE = "SELECT whole FROM sketch_1 WHERE article = ? AND stamp = ?"


class Known(NamedTuple):
    """What is kept of an article, but for its whole sketch."""

    article: str
    stamp: str
    """Changes when its file does."""
    title: str
    lowest: frozenset[int]


def stamp_of(file: Path) -> str:
    """Return what changes when the file does; raises OSError."""
    found = file.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


class SketchCache:
    """A file that can be deleted at any time: what cannot be read of it counts as not there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def known(self) -> list[Known]:
        """Return what is kept of every article; nothing if the file is damaged."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError), self._opened() as opened:
            rows = opened.execute("SELECT article, stamp, title, lowest FROM sketch_1")
            return [Known(str(a), str(b), str(c), _hashes(d)) for a, b, c, d in rows]
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        return []

    def sketch(self, known: Known) -> Sketch | None:
        """Return the whole sketch of an article; None if it cannot be read."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError), self._opened() as opened:
            (whole,) = opened.execute(_WHOLE, (known.article, known.stamp)).fetchone()
            size, merit, figures, dates, count = json.loads(whole[: whole.index(b"\n")])
            hashes = _hashes(whole[whole.index(b"\n") + 1 :])
            if len(hashes) == count and known.lowest <= hashes:
                return Sketch(hashes, int(size), frozenset(figures), int(merit), frozenset(dates))
        return None

    def keep(self, new: Iterable[tuple[Known, Sketch]], gone: Iterable[str]) -> None:
        """Keep sketches, and those of other articles no longer."""
        with suppress(sqlite3.Error, OSError), self._opened() as opened:
            opened.executemany("DELETE FROM sketch_1 WHERE article = ?", ((a,) for a in gone))
            rows = ((k.article, k.stamp, k.title, _bytes(k.lowest), _whole(s)) for k, s in new)
            opened.executemany("INSERT OR REPLACE INTO sketch_1 VALUES (?, ?, ?, ?, ?)", rows)
            opened.commit()

    def _opened(self) -> "closing[sqlite3.Connection]":
        self._file.parent.mkdir(parents=True, exist_ok=True)
        opened = sqlite3.connect(self._file)
        try:
            opened.execute("PRAGMA synchronous = OFF")
            opened.execute(_TABLE)
        except sqlite3.Error:
            opened.close()
            raise
        return closing(opened)


def _whole(sketch: Sketch) -> bytes:
    figures, dates = sorted(sketch.figures), sorted(sketch.dates)
    head = [sketch.size, sketch.merit, figures, dates, len(sketch.hashes)]
    return json.dumps(head).encode() + b"\n" + _bytes(sketch.hashes)


def _bytes(hashes: frozenset[int]) -> bytes:
    return array("Q", sorted(hashes)).tobytes()


def _hashes(data: bytes) -> frozenset[int]:
    return frozenset(array("Q", data))


class Library:
    """The articles of a pack, among which a new paper is looked for."""

    def __init__(self, folder: Path, articles: Iterable[str], cache: SketchCache) -> None:
        """Take what is kept of articles and read the others; raises PaperError if one cannot be."""
        self.index = Index()
        self.titles: dict[str, str] = {}
        self._folder = folder
        self._cache = cache
        self._new: list[tuple[str, Sketch]] = []
        kept = {known.article: known for known in cache.known()}
        for name in articles:
            file = folder / f"{name}.md"
            try:
                known = kept.pop(name, None)
                if known and known.stamp == stamp_of(file):
                    self.titles[name] = known.title
                    self.index.put(name, known.lowest, partial(self._sketch, known, file))
                else:
                    text = read_article(file)
                    self.put(name, title_of(text), sketch_of(text))
            except (OSError, ValueError) as error:
                raise PaperError(f"{file}: {reason(error)}; mend it or take it out") from error
        self._gone = set(kept)

    def put(self, name: str, title: str, sketch: Sketch) -> None:
        """Know an article more, or in another edition."""
        self.titles[name] = title
        self.index.put(name, sketch.lowest, lambda: sketch)
        self._new.append((name, sketch))

    def take_out(self, name: str) -> None:
        """Know an article no more."""
        self.index.take_out(name)
        del self.titles[name]

    def keep(self) -> None:
        """Keep what was read, now that new articles are in their places."""
        new = {name: sketch for name, sketch in self._new if name in self.titles}
        with suppress(OSError):
            known = (
                (Known(name, stamp_of(self._folder / f"{name}.md"), self.titles[name], s.lowest), s)
                for name, s in new.items()
            )
            self._cache.keep(list(known), self._gone)

    def _sketch(self, known: Known, file: Path) -> Sketch:
        return self._cache.sketch(known) or sketch_of(read_article(file))


def read_article(file: Path) -> str:
    """Return the text of an article's file; raises OSError and ValueError."""
    return decode(read_file(file, MAX_ARTICLE_BYTES)).text


def title_of(article: str) -> str:
    """Return the title in an article's front matter, `""` where there is none."""
    front = _FRONT.match(article)
    try:
        return str(tomli.loads(front[1]).get("title", "")) if front else ""
    except (ValueError, RecursionError):
        return ""
