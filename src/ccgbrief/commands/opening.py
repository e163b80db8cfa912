"""Opens what a command works on, and prints messages about it."""

import os
import re
from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from ccgbrief import __version__, paths
from ccgbrief.commands.output import CommandError, is_within, print_left_out, print_message
from ccgbrief.files import read_file

if TYPE_CHECKING:
    from ccgbrief.notebook import NotebookStore
    from ccgbrief.search import Catalogue, Entry
    from ccgbrief.search.cache import OpenNotes
    from ccgbrief.search.finder import Finder
    from ccgbrief.session import Session

MAX_MANIFEST = 1_000_000

PATIENCE = 30.0
"""Seconds that a command waits to write, since a hundred may have been started at once."""

LEAST_CACHED = 20_000
"""Bytes of a notebook, some hundred notes, from which on the index of its notes is cached."""

_SERIES = re.compile(
    rb"""^[ \t]*["']?series["']?[ \t]*=[ \t]*+(?!(?:""|'')[ \t\r]*(?:#|$))""", re.MULTILINE
)
"""What names a series in a manifest; `series = ""` is that of a pack of none."""

_ID = re.compile(rb"""^id\s*=\s*["']([\w-]+)["']""", re.MULTILINE)


def open_to_read(wanted: Namespace, *, notes: bool = False) -> "Session":
    """Open the pack and the notebook named on the command line.

    With `notes`, for a command about the notebook, raises CommandError if that cannot be
    understood.
    """
    session = _open(wanted)
    if notes and (problem := session.store.unread):
        raise CommandError(problem)
    if notes and (series := session.store.unnamed_series):
        until = "so its other meetings do not find it until its pack is opened on the screen"
        print_message(f"{session.store.path}: it does not name the series “{series}”, {until}")
    _print_messages(session.store)
    return session


def open_to_write(wanted: Namespace) -> "Session":
    """Open them for a command that writes to the notebook; raises CommandError if it must not.

    A notebook that cannot be understood is set aside first, and nothing is written in its place
    before the reader has been warned.
    """
    session = _open(wanted)
    session.store.patience = PATIENCE
    session.store.waiting = lambda: print_message(
        f"{session.store.path}: another ccgbrief is writing to it; waiting for it to end"
    )
    if warning := session.store.set_broken_aside():
        raise CommandError(warning)
    if session.store.read_only:
        raise CommandError(session.store.read_only)
    for message in session.store.take_messages():  # saving says what becomes of a broken one
        print_message(message)
    return session


def lasting(path: Path | None) -> Path | None:
    """Return a path that stays right for hours, even if the current folder is removed."""
    return path and path.absolute()


def open_to_search(wanted: Namespace) -> "Finder":
    """Open the finder over them; a pack that has not changed is not read, which saves 100 ms.

    One of a series is, since what its earlier meetings left open or decided is found too.

    Raises CommandError if only notes can answer and the notebook cannot be understood.
    """
    if finder := _open_unchanged(wanted):
        finder.add_synonyms(paths.synonyms_file())
        return finder
    session = open_to_read(wanted, notes=_asks_for_notes(wanted))
    every, public = (
        len(session.notebook.notes(private=private)) + len(session.earlier_notes(private=private))
        for private in (True, False)
    )
    print_left_out(0 if wanted.private else every - public)
    return session.open_finder(private=wanted.private)


def is_notebook_unread(wanted: Namespace) -> bool:
    """Return whether there is a notebook that cannot be read, and so was not searched."""
    pack_id = likely_id(wanted.pack or paths.shipped_pack())
    path = wanted.notes or paths.notebook_file(pack_id)
    if not _is_notebook_begun(path):
        return False
    from ccgbrief.notebook import NotebookStore  # noqa: PLC0415 (none is begun)

    return bool(NotebookStore.open(path, pack_id, paths.state_folder(), copies=False).unread)


def _asks_for_notes(wanted: Namespace) -> bool:
    """Return whether only notes can answer the query."""
    from ccgbrief.kinds import NoteKind  # noqa: PLC0415 (few commands search)
    from ccgbrief.search.filters import KINDS_KNOWN, matching  # noqa: PLC0415
    from ccgbrief.search.query import parse_query  # noqa: PLC0415

    filters = parse_query(" ".join(wanted.words)).filters
    asked = (each for each in filters if each.key == "is" and not each.excluded)
    kinds = (matching(each, KINDS_KNOWN) for each in asked)
    return any(found and set(found) <= set(NoteKind) for found in kinds)


def _open(wanted: Namespace) -> "Session":
    from ccgbrief.session import open_session  # noqa: PLC0415 (imports the rooms, 60 ms)

    session = open_session(wanted.pack, wanted.notes)
    if hidden := session.pack.hidden:
        print_message(hidden)
    return session


def _print_messages(store: "NotebookStore") -> bool:
    """Print the messages about a notebook; return whether there were any."""
    messages = (store.broken,) if store.broken else store.take_messages()
    for message in messages:
        print_message(message)
    return bool(messages)


def _open_unchanged(wanted: Namespace) -> "Finder | None":
    from ccgbrief.search.cache import open_cached_finder  # noqa: PLC0415 (few commands search)

    folder = wanted.pack or paths.shipped_pack()
    manifest = _manifest(folder)
    pack_id = _id_in(manifest)
    if not pack_id or _SERIES.search(manifest):
        return None
    own = [paths.own_papers(pack_id)] if folder == paths.shipped_pack() else []
    path = wanted.notes or paths.notebook_file(pack_id)
    if any(is_within(path, each) for each in (folder, *own)):
        return None  # it may be a file of the pack, which reading the pack reports
    cache, notes = paths.index_file(pack_id), partial(_notes, path, pack_id, wanted)
    return open_cached_finder(cache, [folder, *own], notes, lambda: _open(wanted).pack)


def likely_id(folder: Path) -> str:
    """Return what looks like the pack's id; if it is not, its cache belongs to another folder."""
    return _id_in(_manifest(folder))


def _id_in(manifest: bytes) -> str:
    found = _ID.search(manifest)
    return found[1].decode(errors="replace") if found else ""


def _manifest(folder: Path) -> bytes:
    """Return what is in the manifest of a pack; nothing if it cannot be read."""
    try:
        return read_file(folder / "pack.toml", MAX_MANIFEST)
    except (OSError, ValueError):
        return b""


def _notes(path: Path, pack_id: str, wanted: Namespace, catalogue: "Catalogue") -> "OpenNotes":
    """Open the index of the notes; for a long notebook that has not changed, from the cache."""
    from ccgbrief.search.cache import OpenNotes, cached_notes, index_notes  # noqa: PLC0415

    if not _is_notebook_begun(path):
        return OpenNotes(None, tuple)
    from ccgbrief.notebook import fingerprint_of  # noqa: PLC0415 (none is begun)

    read = partial(_read_notes, path, pack_id, catalogue, wanted)
    notebook = fingerprint_of(path, paths.state_folder(), LEAST_CACHED)
    if not notebook:
        return OpenNotes(index_notes(read().entries, None), lambda: read().entries)
    titles = crc32(repr(catalogue.articles).encode(errors="replace"))
    fingerprint = f"{__version__} {notebook} {titles:08x}"
    cache = paths.notes_index_file(path, private=wanted.private)
    if cached := cached_notes(cache, fingerprint):
        print_left_out(0 if wanted.private else cached[1])
        return OpenNotes(cached[0], lambda: read().entries)
    found = read()
    index = index_notes(
        found.entries, cache, "" if found.has_messages else fingerprint, found.private
    )
    return OpenNotes(index, lambda: read().entries)


class _ReadNotes(NamedTuple):
    entries: "tuple[Entry, ...]"
    private: int
    has_messages: bool


def _read_notes(path: Path, pack_id: str, catalogue: "Catalogue", wanted: Namespace) -> _ReadNotes:
    from ccgbrief.notebook import NotebookStore  # noqa: PLC0415 (none is begun, or is cached)
    from ccgbrief.search import note_entries  # noqa: PLC0415

    store = NotebookStore.open(path, pack_id, paths.state_folder())
    if (problem := store.unread) and _asks_for_notes(wanted):
        raise CommandError(problem)
    has_messages = _print_messages(store)
    private = len(store.notebook.notes(private=True)) - len(store.notebook.notes())
    print_left_out(0 if wanted.private else private)
    entries = note_entries(store.notebook, catalogue.title, private=wanted.private)
    return _ReadNotes(entries, private, has_messages)


def _is_notebook_begun(path: Path) -> bool:
    """Return whether there is a notebook, a copy of it, or rescued notes of one."""
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 (names are all that is wanted)
    except FileNotFoundError:
        names = []
    except (OSError, ValueError):
        return True
    begun = path.name in names or any(name.startswith(path.stem) for name in names)
    return begun or os.path.lexists(paths.state_folder() / "rescued")
