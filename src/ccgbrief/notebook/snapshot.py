"""What a look at a notebook's file shows: what is in it, and whether it may be written over."""

from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import read_file, reason
from ccgbrief.notebook.model import Contents
from ccgbrief.notebook.serialization import FORMAT, read_contents
from ccgbrief.notebook.toml_limits import refuse_costly

MAX_SIZE = 8_000_000
"""Bytes that a notebook's file may have."""

_NO_FORMAT = (
    "it says no `format`, so it may be no notebook;"
    " if it is one, put `format = 1` at its top, if not, name another file with --notes"
)
_PACK = "it is the pack.toml of a pack and no notebook; name another file with --notes"
_PACK_KEYS = ({"articles"}, {"id", "title"})
"""What a notebook does not say at its top and a pack does."""


class Sight(NamedTuple):
    """A file as it was seen."""

    data: bytes | None = None
    """None where there is no file, or none that could be read."""
    contents: Contents = Contents()
    """What is in it, as far as it is of this pack and could be understood."""
    faults: tuple[str, ...] = ()
    """A line for each item that was kept but not understood."""
    barred: str = ""
    """Why nothing may be written there, and what can be done; empty where it may."""
    broken: str = ""
    """Why it could not be understood: it may be written over once it has been set aside."""

    @property
    def good(self) -> bytes:
        """What the file held of a notebook; nothing if it was blank or not understood."""
        return self.data if self.data and self.data.strip() and not self.broken else b""


def look(path: Path, pack: str, before: Sight | None = None) -> Sight:
    """Look at the notebook of `pack` at `path`; a missing or empty file is a new notebook.

    Returns `before` itself, at little cost, if the file still holds what it did then.
    """
    sight = Sight()
    try:
        data = read_file(path, MAX_SIZE)
        if before and before.data == data:
            return before
        sight = _read(data, pack)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        sight = Sight(barred=f"{reason(error)}; mend that, or name another file with --notes")
    return before if before == sight else sight


def _read(data: bytes, pack: str) -> Sight:
    try:
        reading = read_contents(data)
    except ValueError as error:
        return Sight(data, broken=reason(error))
    if reading.format is None:
        return Sight(data, barred=_NO_FORMAT)
    if not reading.pack and any(keys <= reading.contents.extra.keys() for keys in _PACK_KEYS):
        return Sight(data, barred=_PACK)
    if reading.pack not in {"", pack}:
        other = f"it belongs to the pack “{reading.pack}”; name another file with --notes"
        return Sight(data, barred=other)
    if reading.format > FORMAT:
        newer = f"it is of the newer format {reading.format}; install a newer ccgbrief to write it"
        return Sight(data, reading.contents, barred=newer)
    return Sight(data, reading.contents, reading.faults)


def refuse_unreadable(data: bytes) -> None:
    """Raise ValueError if a file with this in it would be refused when it is next looked at."""
    if len(data) > MAX_SIZE:
        raise ValueError("it is too large for a notebook; begin another with --notes")
    refuse_costly(data.decode())
