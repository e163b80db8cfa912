"""Tells what somebody changed in the notebook's file by hand while it was open, for `NotebookFile`.

The program never writes two different things under one `rev` and `by`. An item that comes back
from the file under those of one seen there before, but says something else, was changed in an
editor, or by a script. It is taken for a writing of its own that builds on what it replaced.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ccgbrief.notebook.merging import latest, seen_by
from ccgbrief.notebook.model import Contents, Mark, Note

_HAND = "-{}"
"""What such a writing goes by: made from what it says, so that every open copy calls it alike.

It sorts before the names of openings, so that of two marks with one `rev` theirs stays.
"""

_Name = tuple[str, str, int, str]


class Hand:
    """What one open copy of a notebook has seen in its file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._seen: dict[_Name, set[int]] = {}

    def remember(self, contents: Contents) -> None:
        """Take note of what is in the file now."""
        for table, marks in _tables(contents).items():
            for key, mark in marks.items():
                self._add((table, key, mark.rev, mark.by), mark)
        for versions in contents.notes.values():
            for note in versions:
                self._add(_name(note), note)

    def read(self, contents: Contents) -> Contents:
        """Return what is in the file, its hand-made changes as new writings; remember all of it."""
        tables = {
            table: {key: self._mark(table, key, mark) for key, mark in marks.items()}
            for table, marks in _tables(contents).items()
        }
        notes = {key: self._versions(versions) for key, versions in contents.notes.items()}
        self.remember(contents)
        mended = replace(contents, **tables, notes=notes)  # type: ignore[arg-type]
        return contents if mended == contents else mended

    def _add(self, name: _Name, item: Mark | Note) -> None:
        self._seen.setdefault(name, set()).add(hash(item))

    def _is_new(self, name: _Name, items: Iterable[Mark | Note]) -> bool:
        """Tell whether only other things than these were seen under that name."""
        seen = self._seen.get(name, set())
        return bool(seen) and seen.isdisjoint(map(hash, items))

    def _mark(self, table: str, key: str, mark: Mark) -> Mark:
        if not self._is_new((table, key, mark.rev, mark.by), [mark]):
            return mark
        return replace(mark, rev=mark.rev + 1, by=_hand(mark))

    def _versions(self, versions: tuple[Note, ...]) -> tuple[Note, ...]:
        read = []
        for note in versions:
            alike = [other for other in versions if _name(other) == _name(note)]
            read.append(_written_by_hand(note) if self._is_new(_name(note), alike) else note)
        return latest(read)


def _tables(contents: Contents) -> dict[str, Mapping[str, Mark]]:
    return {
        "ticked": contents.ticked,
        "read": contents.read,
        "bookmarks": contents.bookmarks,
    }


def _name(note: Note) -> _Name:
    return "notes", note.id, note.rev, note.by


def _written_by_hand(note: Note) -> Note:
    """Return the note as a version that builds on the one it took the place of."""
    seen = {**seen_by(note), note.by: note.rev}
    return replace(note, rev=note.rev + 1, by=_hand(note), seen=tuple(sorted(seen.items())))


def _hand(item: Mark | Note) -> str:
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import)

    return _HAND.format(sha256(repr(item).encode("utf-8", "replace")).hexdigest()[:12])
