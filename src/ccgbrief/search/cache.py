"""Opens the index of a pack from its cache file, which may be old, damaged, or not there.

A cache file is never changed: a new one is made beside it and put in its place, so that another
process goes on reading the old one, and nothing that ends this process leaves half a file.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ccgbrief.search.catalogue import Catalogue, read_catalogue, write_catalogue
from ccgbrief.search.entries import Source
from ccgbrief.search.fingerprints import UNSTAMPED, Stamps, are_unchanged
from ccgbrief.search.index import Index
from ccgbrief.search.schema import has_format, is_current, renew

PAGES_KEPT = 16_000
"""KiB of the file that stay in memory: more made no search faster at 1,000,000 entries."""

ABANDONED = 3_600
"""Seconds after which a draft is taken for one whose writer was ended."""


_UNUSABLE = (OSError, sqlite3.Error, ValueError, KeyError)


class Wanted(NamedTuple):
    """What is to be in an index."""

    sources: Sequence[Source]
    catalogue: Catalogue = Catalogue()
    stamps: Stamps = UNSTAMPED
    """How the files looked that the sources were read from."""


def open_index(wanted: Wanted, cache: Path | None = None) -> Index:
    """Return an index of what is wanted, from the file `cache` if it is one, else made anew.

    Where the file cannot be written the index lives in memory.
    """
    if cache is None:
        return Index.in_memory(wanted.sources)
    with suppress(*_UNUSABLE):
        return _open_current(cache, wanted, stamped=wanted.stamps.settled)
    return _renewed(wanted, cache, keep=True)


def rebuild_index(wanted: Wanted, cache: Path | None = None) -> Index:
    """Return an index of what is wanted in which nothing is taken over from the file `cache`."""
    if cache is None:
        return Index.in_memory(wanted.sources)
    return _renewed(wanted, cache, keep=False)


def open_unchanged(cache: Path, folders: Iterable[Path]) -> tuple[Index, Catalogue] | None:
    """Open the file if it was made from these folders and no file in them has changed since.

    None where that is not certain: the pack has to be read then.
    """
    with suppress(*_UNUSABLE), _opening(cache) as connection:
        if not has_format(connection) or not are_unchanged(connection, folders):
            raise ValueError("the cache is out of date")
        return Index(connection), read_catalogue(connection)
    return None


def _renewed(wanted: Wanted, cache: Path, *, keep: bool) -> Index:
    for keeping in (True, False) if keep else (False,):  # what is damaged may stay so
        with suppress(*_UNUSABLE):
            _write(cache, wanted, keep=keeping)
            return _open_current(cache, wanted)
    with suppress(*_UNUSABLE):  # what cannot be written may still be right, only not stamped so
        if keep:
            return _open_current(cache, wanted)
    return Index.in_memory(wanted.sources)


def _open_current(cache: Path, wanted: Wanted, *, stamped: bool = False) -> Index:
    """Open the file; raises ValueError when it is not an index of just what is wanted."""
    with _opening(cache) as connection:
        if is_current(connection, wanted.sources) and (
            not stamped or wanted.stamps.are_in(connection)
        ):
            return Index(connection)
        raise ValueError("the cache is out of date")


@contextmanager
def _opening(cache: Path) -> Iterator[sqlite3.Connection]:
    """Open the file to be read; it stays open unless an error is raised."""
    if not cache.is_file():
        raise FileNotFoundError(cache)
    address = f"{cache.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA cache_size = -{PAGES_KEPT}")
        yield connection
    except BaseException:
        connection.close()
        raise


def _write(cache: Path, wanted: Wanted, *, keep: bool) -> None:
    """Make the file; with `keep` it takes over what an older one has of it."""
    import shutil  # noqa: PLC0415 (with tempfile 5 ms, and most caches are only read)
    import tempfile  # noqa: PLC0415

    cache.parent.mkdir(parents=True, exist_ok=True)
    _sweep(cache)
    with tempfile.TemporaryDirectory(dir=cache.parent, prefix=f"{cache.name}.") as folder:
        draft = Path(folder) / cache.name
        if keep and cache.is_file():  # a link to a device would be copied for ever
            with suppress(OSError):
                shutil.copyfile(cache, draft)
        _renew(draft, wanted)
        draft.replace(cache)


def _renew(draft: Path, wanted: Wanted) -> None:
    with closing(sqlite3.connect(draft)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        renew(connection, wanted.sources)
        write_catalogue(connection, wanted.catalogue)
        wanted.stamps.write(connection)
        connection.commit()


def _sweep(cache: Path) -> None:
    """Remove the drafts of processes that were ended while they wrote."""
    import glob  # noqa: PLC0415
    import shutil  # noqa: PLC0415

    for draft in cache.parent.glob(f"{glob.escape(cache.name)}.*/"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED:
                shutil.rmtree(draft)
