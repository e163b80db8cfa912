"""Opens what holds several papers, archives and messages: each of them is read for itself."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ccgbrief.importers.formats import format_of
from ccgbrief.importers.mail import attachments
from ccgbrief.importers.paper import PaperError, Source
from ccgbrief.text import clean_line

MOST_FILES = 500
"""In one archive."""

MOST_UNPACKED = 300_000_000
"""Bytes; a file that unpacks to more is made to fill the memory."""

DEEPEST = 3
"""Archives and messages within one another."""


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raise PaperError for what unpacks to more than any paper, or needs a password."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_UNPACKED:
        raise PaperError(f"it unpacks to {size / 1e6:,.0f} MB, which no paper does; save its text")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise PaperError("it is locked by a password; save it without one")


def papers_in(source: Source, depth: int = 0) -> Iterator[Source]:
    """Yield the papers that a file holds: itself, or what is in an archive or attached to it.

    Raises PaperError for an archive that holds too much or cannot be opened.
    """
    kind = format_of(source).name
    if kind == "zip":
        if depth == DEEPEST:
            raise PaperError(f"archives stand in it more than {DEEPEST} deep; unpack it")
        for member in _members(source):
            yield from papers_in(member, depth + 1)
        return
    yield source
    if kind == "eml" and depth < DEEPEST:
        for attached in attachments(source):
            yield from papers_in(attached, depth + 1)


def _members(source: Source) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            refuse_bombs(archive)
            entries = [entry for entry in archive.infolist() if _is_paper(entry)]
            if len(entries) > MOST_FILES:
                raise PaperError(f"it holds more than {MOST_FILES} files; unpack it")
            if not entries:
                raise PaperError("there is no file in it; name an archive with papers")
            for entry in entries:
                name = clean_line(PurePosixPath(entry.filename.replace("\\", "/")).name)
                yield Source(name, archive.read(entry), source.keep_all)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise PaperError("it is damaged and cannot be unpacked; get a whole copy") from error


def _is_paper(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not entry.is_dir() and not is_hidden and path.name != "Thumbs.db"
