"""The content of a notebook file at one moment, and whether it may be overwritten."""

import re
from codecs import getincrementaldecoder
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import tomli

from ccgbrief.files import dangling_link, read_file, reason
from ccgbrief.notebook.model import Contents, NotebookHead
from ccgbrief.notebook.serialization import FORMAT, KNOWN_KEYS, head_of, read_contents
from ccgbrief.notebook.toml_limits import refuse_costly
from ccgbrief.suggest import misspelt
from ccgbrief.text import decode

MAX_SIZE = 32_000_000
"""The most bytes that a notebook file may have."""

HEAD_BYTES = 4_000
"""Bytes at the beginning of a file that contain its head."""

_NO_FORMAT = (
    "it has no `format`, so it may not be a notebook;"
    " if it is one, put `format = 1` at its top, if not, name another file with --notes"
)
_PACK = "it is the pack.toml of a pack, not a notebook; name another file with --notes"
_PACK_KEYS = ({"articles"}, {"id", "title"})
"""Keys at the top of a pack.toml that no notebook has."""


class FileSnapshot(NamedTuple):
    data: bytes | None = None
    """None if there is no file, or it could not be read."""
    contents: Contents = Contents()
    """As much as could be understood, if it is a notebook of this pack."""
    faults: tuple[str, ...] = ()
    """One line for each item that was kept but not understood."""
    head: NotebookHead = NotebookHead()
    refusal: str = ""
    """Why nothing may be written there, and the cure; empty if it may."""
    broken: str = ""
    """Why it could not be understood; it may be overwritten only after it was set aside."""

    @property
    def is_blank(self) -> bool:
        """Whether there is a file, and nothing in it."""
        return self.data is not None and not self.data.strip()

    @property
    def good(self) -> bytes:
        """The bytes of a good notebook; empty if the file was blank or not understood."""
        return self.data if self.data and self.data.strip() and not self.broken else b""

    @property
    def is_unread(self) -> bool:
        """Whether there may be something that could not be read."""
        return bool(self.broken or (self.refusal and self.contents == Contents()))


_RECONNECT = "connect the drive it leads to, or name another file with --notes"


def look(path: Path, pack: str, before: FileSnapshot | None = None) -> FileSnapshot:
    """Read the notebook of `pack` at `path`; a missing or empty file is a new notebook.

    Returns `before` itself, at little cost, if the file is unchanged.
    """
    snapshot = FileSnapshot()
    try:
        data = read_file(path, MAX_SIZE)
        if before and before.data == data:
            return before
        snapshot = _read(data, pack)
    except FileNotFoundError:
        if link := dangling_link(path):
            snapshot = FileSnapshot(refusal=f"the link {link} leads to nothing; {_RECONNECT}")
    except (OSError, ValueError) as error:
        snapshot = FileSnapshot(
            refusal=f"{reason(error)}; fix that, or name another file with --notes"
        )
    return before if before == snapshot else snapshot


def _read(data: bytes, pack: str) -> FileSnapshot:
    try:
        reading = read_contents(data)
    except ValueError as error:
        return FileSnapshot(data, broken=reason(error))
    if reading.format is None:
        return FileSnapshot(data, refusal=_NO_FORMAT)
    if not reading.head.pack and any(keys <= reading.contents.extra.keys() for keys in _PACK_KEYS):
        return FileSnapshot(data, refusal=_PACK)
    if reading.head.pack not in {"", pack}:
        other = f"it belongs to the pack “{reading.head.pack}”; name another file with --notes"
        return FileSnapshot(data, refusal=other)
    if reading.format > FORMAT:
        newer = f"it has the newer format {reading.format}; install a newer ccgbrief to write it"
        return FileSnapshot(data, reading.contents, head=reading.head, refusal=newer)
    return FileSnapshot(data, reading.contents, reading.faults, reading.head)


def read_head(path: Path) -> NotebookHead:
    """Return what a notebook says about itself at its beginning.

    Raises OSError, ValueError or RecursionError if that cannot be read or is not as it should be.
    """
    said = tomli.loads(read_head_text(path))
    for key, value in said.items() if "format" in said else ():  # or else it is no notebook
        if key in NotebookHead._fields and not isinstance(value, str):
            raise ValueError(f"`{key}` must be text in quotes")
        if key not in KNOWN_KEYS and (near := misspelt(key, NotebookHead._fields)):
            raise ValueError(f"`{key}` is not a known key; write `{near}`")
    return head_of(said)


def read_head_text(path: Path) -> str:
    """Return the text of a notebook before its first table; raises OSError or ValueError."""
    text = decode(_whole_letters(read_file(path, MAX_SIZE, HEAD_BYTES))).text
    return re.split(r"(?m)^\[", text, maxsplit=1)[0]


def _whole_letters(data: bytes) -> bytes:
    """Return a part of a file without a letter that its end cuts in two, if it is UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    with suppress(UnicodeDecodeError):
        decoder.decode(data)
    cut, _ = decoder.getstate()
    return data.removesuffix(cut)


def refuse_unreadable(data: bytes) -> None:
    """Raise ValueError if a file with this content would be refused when it is next read."""
    if len(data) > MAX_SIZE:
        raise ValueError("it is too large for a notebook; begin another with --notes")
    refuse_costly(data.decode())
