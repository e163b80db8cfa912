"""Opens the index of a pack from its cache file, which may be old, damaged, or not there.

A cache file is never changed: a new one is made beside it and put in its place, so that another
process goes on reading the old one, and nothing that ends this process leaves half a file.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from ccgbrief.search.index import Index
from ccgbrief.search.sources import Source
from ccgbrief.search.tables import is_current, renew

PAGES_KEPT = 16_000
"""KiB of the file that stay in memory: more made no search faster at 1,000,000 entries."""

ABANDONED = 3_600
"""Seconds after which a draft is taken for one whose writer was ended."""


def open_index(sources: Sequence[Source], cache: Path | None = None) -> Index:
    """Return an index of the sources, from the file `cache` if it is one, else made anew.

    Where the file cannot be written the index lives in memory.
    """
    if cache is None:
        return Index.in_memory(sources)
    with suppress(OSError, sqlite3.Error, ValueError, KeyError):
        return _open(cache, sources)
    return _renewed(sources, cache, keep=True)


def rebuild_index(sources: Sequence[Source], cache: Path | None = None) -> Index:
    """Return an index of the sources in which nothing is taken over from the file `cache`."""
    return Index.in_memory(sources) if cache is None else _renewed(sources, cache, keep=False)


def _renewed(sources: Sequence[Source], cache: Path, *, keep: bool) -> Index:
    with suppress(OSError, sqlite3.Error, ValueError, KeyError):
        _write(cache, sources, keep=keep)
        return _open(cache, sources)
    return Index.in_memory(sources)


def _open(cache: Path, sources: Sequence[Source]) -> Index:
    """Open the file; raises ValueError when it is not an index of just these sources."""
    if not cache.is_file():
        raise FileNotFoundError(cache)
    address = f"{cache.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA cache_size = -{PAGES_KEPT}")
        if is_current(connection, sources):
            return Index(connection)
    except BaseException:
        connection.close()
        raise
    connection.close()
    raise ValueError("the cache is out of date")


def _write(cache: Path, sources: Sequence[Source], *, keep: bool) -> None:
    """Make the file; with `keep` it takes over what an older one has of these sources."""
    import shutil  # noqa: PLC0415 (with tempfile 5 ms, and most caches are only read)
    import tempfile  # noqa: PLC0415

    cache.parent.mkdir(parents=True, exist_ok=True)
    _sweep(cache)
    with tempfile.TemporaryDirectory(dir=cache.parent, prefix=f"{cache.name}.") as folder:
        draft = Path(folder) / cache.name
        if keep:
            with suppress(OSError):
                shutil.copyfile(cache, draft)
        try:
            _renew(draft, sources)
        except sqlite3.DatabaseError:
            draft.unlink(missing_ok=True)
            _renew(draft, sources)
        draft.replace(cache)


def _renew(draft: Path, sources: Sequence[Source]) -> None:
    with closing(sqlite3.connect(draft)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        renew(connection, sources)


def _sweep(cache: Path) -> None:
    """Remove the drafts of processes that were ended while they wrote."""
    import glob  # noqa: PLC0415
    import shutil  # noqa: PLC0415

    for draft in cache.parent.glob(f"{glob.escape(cache.name)}.*/"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED:
                shutil.rmtree(draft)
