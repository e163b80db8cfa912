"""Opens the finder over a pack, with its index in a cache file that may be old, damaged or absent.

A cache file is never changed: a new one is made beside it and replaces it, so that another process
can keep reading the old one, and an interrupted write leaves it whole. It ends with a checksum of
the rest, and a file that does not match its checksum is not used.
"""

import mmap
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.files import write_file
from ccgbrief.fingerprints import NO_FINGERPRINTS, Fingerprints, are_unchanged
from ccgbrief.search.entries import Catalogue, Entry, Source
from ccgbrief.search.finder import Finder, index_in_memory
from ccgbrief.search.index import (
    Index,
    has_format,
    is_current,
    read_catalogue,
    renew_index,
    write_catalogue,
)
from ccgbrief.search.note_entries import note_sources
from ccgbrief.system import is_windows

if TYPE_CHECKING:
    from ccgbrief.pack import Pack

PAGE_CACHE = 16_000
"""KiB of the file that SQLite caches: more made no search faster at 1,000,000 entries."""

CHECKSUM_LENGTH = 8
"""Bytes of the checksum at the end of the file: CRC-32 in hexadecimal."""

_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
"""Where the header of SQLite's file format has the bytes of a page, and how many there are."""

_NOTEBOOK, _LEFT_OUT = "notebook", "left out"
"""What is kept in place of the paths of files, in the index of notes."""

_UNUSABLE = (OSError, sqlite3.Error, ValueError, KeyError)


class Contents(NamedTuple):
    """The contents of an index."""

    sources: Sequence[Source]
    catalogue: Catalogue = Catalogue()
    fingerprints: Fingerprints = NO_FINGERPRINTS
    """Fingerprints of the files that the sources were read from."""


def open_finder(
    pack: "Pack",
    notes: Iterable[Entry] = (),
    cache: Path | None = None,
    fingerprints: Fingerprints = NO_FINGERPRINTS,
    notes_cache: Path | None = None,
) -> Finder:
    """Open the finder over a pack and its notes, and cache their indexes in the files named.

    With the fingerprints of its files, the pack need not be read the next time.
    """
    return finder_over(_contents(pack, fingerprints), notes, cache, notes_cache)


class OpenNotes(NamedTuple):
    """The notes in the form that a finder uses."""

    indexed: Index | None
    read: Callable[[], Iterable[Entry]]
    """Reads them again if the file with the index is damaged later."""


def cached_notes(cache: Path, fingerprint: str) -> tuple[Index, int] | None:
    """Open the index of notes in the file `cache`; None unless it has that fingerprint.

    Also returns how many private notes were left out of it.
    """
    with suppress(*_UNUSABLE), _opened(cache) as connection:
        kept = _fingerprints(connection)
        if not has_format(connection) or kept.get(_NOTEBOOK) != fingerprint:
            raise ValueError("the cache is out of date")
        return Index(connection), int(kept[_LEFT_OUT])
    return None


def index_notes(
    notes: Iterable[Entry], cache: Path | None, fingerprint: str = "", left_out: int = 0
) -> Index | None:
    """Return an index of the notes, and update the file `cache` unless it is None.

    `fingerprint` identifies the notebook as it was before it was read: with one, the notes need not
    be read the next time. `left_out` is stored with it.
    """
    if cache is None:
        return index_in_memory(notes)
    kept = {_NOTEBOOK: fingerprint, _LEFT_OUT: str(left_out)}
    fingerprints = Fingerprints(kept, settled=bool(fingerprint))
    return _open_index(Contents(note_sources(notes), fingerprints=fingerprints), cache)


def open_cached_finder(
    cache: Path,
    folders: Iterable[Path],
    notes: Callable[[Catalogue], OpenNotes],
    read: Callable[[], "Pack"],
) -> Finder | None:
    """Open the finder over the packs in `folders` from the file `cache`, without reading them.

    Returns None unless the file certainly belongs to these packs as they are now. `read` is called
    for the pack if the file is damaged later.
    """
    with suppress(*_UNUSABLE), _opened(cache) as connection:
        if not has_format(connection) or not are_unchanged(_fingerprints(connection), folders):
            raise ValueError("the cache is out of date")
        catalogue = read_catalogue(connection)
        index = Index(connection)
        rebuild = _rebuild(lambda: _contents(read(), NO_FINGERPRINTS), cache)
        found = notes(catalogue)
        return Finder(catalogue, index, found.indexed, rebuild, found.read)
    return None


def finder_over(
    contents: Contents,
    notes: Iterable[Entry] = (),
    cache: Path | None = None,
    notes_cache: Path | None = None,
) -> Finder:
    """Open the finder over any contents."""
    index, entries = _open_index(contents, cache), tuple(notes)
    rebuild = _rebuild(lambda: contents, cache)
    found = index_notes(entries, notes_cache)
    return Finder(contents.catalogue, index, found, rebuild, lambda: entries)


def _contents(pack: "Pack", fingerprints: Fingerprints) -> Contents:
    from ccgbrief.search.sources import catalogue_of, read_sources  # noqa: PLC0415 (pack: 60 ms)

    return Contents(read_sources(pack), catalogue_of(pack), fingerprints)


def _rebuild(contents: Callable[[], Contents], cache: Path | None) -> Callable[[], Index]:
    """Return a function that makes the index again without using the file."""
    return lambda: _renewed(contents(), cache, keep=False)


def _open_index(contents: Contents, cache: Path | None) -> Index:
    """Return the index in the file if it is up to date, otherwise a new one.

    If the file cannot be written, the index is kept in memory.
    """
    if cache:
        with suppress(*_UNUSABLE):
            return _open_current(cache, contents, settled=contents.fingerprints.settled)
    return _renewed(contents, cache, keep=True)


def _renewed(contents: Contents, cache: Path | None, *, keep: bool) -> Index:
    """Make the index again; with `keep`, unchanged parts of the old one are used."""
    if cache:
        with suppress(*_UNUSABLE):
            _write(cache, contents, keep=keep)
        with suppress(*_UNUSABLE):  # a file in a place that cannot be written may still be valid
            return _open_current(cache, contents)
    return Index.in_memory(contents.sources)


def _open_current(cache: Path, contents: Contents, *, settled: bool = False) -> Index:
    """Open the file; raises ValueError if it does not have exactly these contents."""
    with _opened(cache) as connection:
        if is_current(connection, contents.sources) and (
            not settled or contents.fingerprints.of == _fingerprints(connection)
        ):
            return Index(connection)
        raise ValueError("the cache is out of date")


def _fingerprints(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT * FROM fingerprint"))


@contextmanager
def _opened(cache: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for reading; it stays open unless an error is raised."""
    if not _is_intact(cache):
        raise ValueError("the cache is damaged")
    connection = _connected(cache)
    try:
        connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE}")
        yield connection
    except BaseException:
        connection.close()
        raise


def _connected(cache: Path) -> sqlite3.Connection:
    if is_windows():  # an open file could not be replaced by a newer one there
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(cache.read_bytes()[:-CHECKSUM_LENGTH])
        return connection
    address = f"{cache.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _is_intact(cache: Path) -> bool:
    """Return whether the file matches its checksum, which takes 0.5 ms for each megabyte.

    Raises OSError or ValueError where it cannot be read or has not the length that it states.
    """
    if not cache.is_file():  # a pipe would be waited for
        raise FileNotFoundError(cache)
    with (
        cache.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        memoryview(data) as view,
        view[:-CHECKSUM_LENGTH] as content,
    ):
        page, pages = (int.from_bytes(view[at], "big") for at in (_PAGE_SIZE, _PAGES))
        if page * pages != len(content):  # it may have grown to many gigabytes
            raise ValueError("the cache is damaged")
        return _checksum(content) == data[-CHECKSUM_LENGTH:]


def _checksum(content: bytes | memoryview) -> bytes:
    return f"{zlib.crc32(content):0{CHECKSUM_LENGTH}x}".encode()


def _write(cache: Path, contents: Contents, *, keep: bool) -> None:
    """Make the file; with `keep` it reuses unchanged parts of the older one."""
    connection = sqlite3.connect(":memory:")
    if keep:
        with suppress(*_UNUSABLE), _opened(cache) as old, closing(old):
            if has_format(old):
                old.backup(connection)
    with closing(connection):
        renew_index(connection, contents.sources)
        write_catalogue(connection, contents.catalogue)
        connection.execute("DELETE FROM fingerprint")
        if contents.fingerprints.settled:  # others prove nothing
            stored = contents.fingerprints.of.items()
            connection.executemany("INSERT INTO fingerprint VALUES (?, ?)", stored)
        connection.commit()
        content = connection.serialize()
    cache.parent.mkdir(parents=True, exist_ok=True)
    write_file(cache, content + _checksum(content))
