"""Opens zip archives, safely: those that hold papers, and the papers that are archives."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

from ccgbrief.papers.paper import PaperError, Source
from ccgbrief.text import clean_line

MOST_FILES = 500
"""In one archive."""

MOST_UNPACKED = 300_000_000
"""Bytes; a file that unpacks to more is meant to fill the memory."""

Members = Iterator[tuple[str, Callable[[], bytes]]]
"""The names of files within another, and what reads each."""

_DAMAGE = (
    *(EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)


@contextmanager
def unpacking() -> Iterator[None]:
    """Raise PaperError for what is damaged in an archive."""
    try:
        yield
    except _DAMAGE as error:
        raise PaperError("it is damaged and cannot be unpacked; get a whole copy") from error


@contextmanager
def opened_archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive; raises PaperError if it is damaged, locked, or holds more than any paper."""
    with unpacking(), zipfile.ZipFile(BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > MOST_UNPACKED:
            most = f"it unpacks to {size / 1e6:,.0f} MB, which no paper does"
            raise PaperError(f"{most}; save its text")
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise PaperError("it is locked by a password; save it without one")
        yield archive


def members(source: Source) -> Members:
    """Yield the papers in an archive; raises PaperError, also from what reads a damaged one."""
    with opened_archive(source.data) as archive:
        entries = [entry for entry in archive.infolist() if _is_paper(entry)]
        if len(entries) > MOST_FILES:
            raise PaperError(f"it holds more than {MOST_FILES} files; unpack it")
        if not entries:
            raise PaperError("there is no file in it; name an archive with papers")
        for entry in entries:
            yield clean_line(_path(entry).name), partial(_unpacked, archive, entry)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with unpacking():
        return archive.read(entry)


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_paper(entry: zipfile.ZipInfo) -> bool:
    path = _path(entry)
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not entry.is_dir() and not is_hidden and path.name != "Thumbs.db"
