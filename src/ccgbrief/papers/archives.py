"""Opens archives and messages that contain several papers, for the worker to read each."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath

from ccgbrief.papers.formats import format_of
from ccgbrief.papers.mail import attachments
from ccgbrief.papers.paper import PaperError, Source
from ccgbrief.text import clean_line

MOST_FILES = 500
"""In one archive."""

MOST_UNPACKED = 300_000_000
"""Bytes; a file that unpacks to more is meant to fill the memory."""

DEEPEST = 3
"""Nested archives and messages."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
_DAMAGED = "it is damaged and cannot be unpacked; get a whole copy"


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raise PaperError for what unpacks to more than any paper, or needs a password."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_UNPACKED:
        raise PaperError(f"it unpacks to {size / 1e6:,.0f} MB, which no paper does; save its text")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise PaperError("it is locked by a password; save it without one")


def members(source: Source) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the names of the files in an archive, or attached to a message, and what reads each.

    Raises PaperError for an archive that holds too much or cannot be opened, as reading a file
    does that is damaged.
    """
    if format_of(source).name == "eml":
        for attached in attachments(source):
            yield attached.name, partial(bytes, attached.data)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            refuse_bombs(archive)
            entries = [entry for entry in archive.infolist() if _is_paper(entry)]
            if len(entries) > MOST_FILES:
                raise PaperError(f"it holds more than {MOST_FILES} files; unpack it")
            if not entries:
                raise PaperError("there is no file in it; name an archive with papers")
            for entry in entries:
                path = PurePosixPath(entry.filename.replace("\\", "/"))
                yield clean_line(path.name), partial(_unpacked, archive, entry)
    except _DAMAGE as error:
        raise PaperError(_DAMAGED) from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except _DAMAGE as error:
        raise PaperError(_DAMAGED) from error


def _is_paper(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not entry.is_dir() and not is_hidden and path.name != "Thumbs.db"
