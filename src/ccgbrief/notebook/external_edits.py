"""Tells what somebody changed in the notebook's file by hand while it was open, for `NotebookFile`.

The program never writes two different things under one `rev` and `by`. An item that comes back
from the file under those of one seen there before, but says something else, was changed in an
editor, or by a script. It is taken for a writing of its own that builds on what it replaced.
"""

from collections.abc import Iterable, Mapping

from ccgbrief.notebook.merge import known_with, latest
from ccgbrief.notebook.model import Contents, Mark, Note

_HAND = "-{}"
"""What such a writing goes by: made from what it says, so that every open copy calls it alike.

It sorts before the names of openings, so that of two marks with one `rev` theirs stays.
"""

_Name = tuple[str, str, int, str]
_Item = Mark | Note


class Hand:
    """What one open copy of a notebook has seen in its file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._seen: dict[_Name, set[int]] = {}
        self._made: dict[_Item, _Item] = {}
        """The writing that each hand-made item was taken for."""
        self._now: dict[_Name, list[_Item]] = {}
        """What the file held when it was last seen."""

    def remember(self, contents: Contents) -> None:
        """Take note of what is in the file now."""
        self._now = {}
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
        mended = contents._replace(**tables, notes=notes)  # type: ignore[arg-type]
        return contents if mended == contents else mended

    def _add(self, name: _Name, item: _Item) -> None:
        self._seen.setdefault(name, set()).add(hash(item))
        self._now.setdefault(name, []).append(item)

    def _is_new(self, name: _Name, items: Iterable[_Item]) -> bool:
        """Tell whether only other things than these were seen under that name."""
        seen = self._seen.get(name, set())
        return bool(seen) and seen.isdisjoint(map(hash, items))

    def _mark(self, table: str, key: str, mark: Mark) -> Mark:
        name = (table, key, mark.rev, mark.by)
        if not self._is_new(name, [mark]):
            return mark
        rev = 1 + max(before.rev for before in (mark, *self._replaced(name)))
        made = mark._replace(rev=rev, by=_hand(mark))
        self._made[mark] = made
        return made

    def _versions(self, versions: tuple[Note, ...]) -> tuple[Note, ...]:
        read = []
        for note in versions:
            name = _name(note)
            if self._is_new(name, [other for other in versions if _name(other) == name]):
                before = [b for b in self._replaced(name) if isinstance(b, Note)]
                self._made[note] = made = _written_by_hand(note, before)
                read.append(made)
            else:
                read.append(note)
        return latest(read)

    def _replaced(self, name: _Name) -> list[_Item]:
        """Return what hand-made items that the file held last under that name were taken for.

        Whoever changes an item a second time, before any copy saved the first, had that in view.
        """
        return [self._made[item] for item in self._now.get(name, ()) if item in self._made]


def _tables(contents: Contents) -> dict[str, Mapping[str, Mark]]:
    return {
        "ticked": contents.ticked,
        "read": contents.read,
        "bookmarks": contents.bookmarks,
    }


def _name(note: Note) -> _Name:
    return "notes", note.id, note.rev, note.by


def _written_by_hand(note: Note, before: Iterable[Note]) -> Note:
    """Return the note as a version that builds on those it took the place of."""
    bases = (note, *before)
    rev = 1 + max(base.rev for base in bases)
    seen = known_with(*bases)
    return note._replace(rev=rev, by=_hand(note), seen=tuple(sorted(seen.items())))


def _hand(item: _Item) -> str:
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import)

    return _HAND.format(sha256(repr(item).encode("utf-8", "replace")).hexdigest()[:12])
