"""Opens zip archives, safely: those that hold papers, and the papers that are archives."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

from ccgbrief.papers.paper import LOCKED, PaperError, Source
from ccgbrief.text import clean_line

MOST_FILES = 500
"""In one archive."""

MOST_UNPACKED = 300_000_000
"""Bytes; a file that unpacks to more is meant to fill the memory."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
"""The namespaces of Strict Open XML, which no reader here knows, and those of all other files."""

_OF_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Names of files that no person has put there."""

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
def opened_archive(data: bytes, *, may_be_locked: bool = False) -> Iterator[zipfile.ZipFile]:
    """Open an archive; raises PaperError if it is damaged, locked, or holds more than any paper.

    With `may_be_locked` only what reads a locked file in it does.
    """
    with unpacking(), zipfile.ZipFile(BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > MOST_UNPACKED:
            most = f"it unpacks to {size / 1e6:,.0f} MB, which no paper does"
            raise PaperError(f"{most}; save its text")
        if not may_be_locked:
            _refuse_locked(*archive.infolist())
        yield archive


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of an office file by their names, those of a strict one as usual.

    Raises PaperError as `opened_archive` does.
    """
    with opened_archive(data) as archive:
        parts = {name.replace("\\", "/"): archive.read(name) for name in archive.namelist()}
    return {name: _STRICT.sub(_USUAL, part) for name, part in parts.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an office file made of its parts, by their names."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # of no time, whatever the clock says
    return made.getvalue()


def members(source: Source) -> Members:
    """Yield the papers in an archive; raises PaperError, also from what reads a damaged one."""
    with opened_archive(source.data, may_be_locked=True) as archive:
        entries = [entry for entry in archive.infolist() if _is_paper(entry)]
        if len(entries) > MOST_FILES:
            raise PaperError(f"it holds more than {MOST_FILES} files; unpack it")
        if not entries:
            raise PaperError("there is no paper in it; name an archive with papers")
        for entry in entries:
            yield clean_line(_path(entry).name), partial(_unpacked, archive, entry)


def _refuse_locked(*entries: zipfile.ZipInfo) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise PaperError(LOCKED)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    _refuse_locked(entry)
    with unpacking():
        return archive.read(entry)


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_paper(entry: zipfile.ZipInfo) -> bool:
    *folders, name = _path(entry).parts or ("",)
    # A folder of nothing but points leads elsewhere; the paper there is no less one.
    is_hidden = any(folder.strip(".") and folder.startswith(".") for folder in folders)
    is_of_system = name.startswith("._") or name in _OF_SYSTEMS or "__MACOSX" in folders
    return not (entry.is_dir() or is_hidden or is_of_system)
