"""Recognises changes that somebody made to a notebook file by hand while it was open.

The program never writes two different things under one `rev` and `by`. An item with the `rev` and
`by` of an earlier one but different content was changed in an editor or by a script, and becomes a
revision of its own that builds on what it replaced. So does one that was changed after a draft of
it was left, or a version that could not be saved: these name the text they replace by its digest.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import tomli

from ccgbrief.notebook.merge import builds_on, hand, known_with, latest, seen_by
from ccgbrief.notebook.model import MARKS, Contents, Mark, Note, UnparsedItem, digest
from ccgbrief.notebook.schema import as_toml, table_of_mark, table_of_note
from ccgbrief.suggest import misspelt

_REPLACES = "replaces"
"""The key of a note kept outside the notebook: digests of the versions there that it changes."""

_TABLES = ("notes", *MARKS)

_Name = tuple[str | int, ...]
"""The table and the key of an item, and its version."""
_Item = Mark | Note


class ExternalEdits:
    """What one open copy of a notebook has read from its file."""

    def __init__(self) -> None:
        self._seen: dict[_Name, set[int]] = {}
        """The hashes of everything that was in the file under each name."""
        self._unindexed: list[tuple[_Name, _Item]] = []
        """What is not in `_seen` yet, since a command that only adds a note never needs it."""
        self._made: dict[_Item, _Item] = {}
        """The revision that each item changed by hand became."""
        self._last = Contents()
        """The content of the file when it was last read."""

    def remember(self, contents: Contents) -> None:
        for table, marks in contents.marks.items():
            before = self._last.marks[table]
            self._unindexed += (
                (name_of(table, key, mark), mark)
                for key, mark in marks.items()
                if before.get(key) is not mark
            )
        self._unindexed += (
            (name_of("notes", note.id, note), note)
            for key, versions in contents.notes.items()
            if self._last.notes.get(key) is not versions
            for note in versions
        )
        self._last = contents

    def read(self, contents: Contents) -> Contents:
        """Return the content of the file, with manual changes as new revisions, and remember it."""
        if not (self._seen or self._unindexed):
            self.remember(contents)
            return contents
        for name, item in self._unindexed:
            self._seen.setdefault(name, set()).add(hash(item))
        self._unindexed.clear()
        tables = {
            table: {key: self._mark(table, key, mark) for key, mark in marks.items()}
            for table, marks in contents.marks.items()
        }
        before = self._last.notes
        notes = {
            key: versions if versions == before.get(key) else self._versions(versions)
            for key, versions in contents.notes.items()
        }
        self.remember(contents)
        mended = contents._replace(**tables, notes=notes)  # type: ignore[arg-type]
        return contents if mended == contents else mended

    def _is_new(self, name: _Name, items: Iterable[_Item]) -> bool:
        """Return whether something was seen under that name, but none of these."""
        seen = self._seen.get(name, set())
        return bool(seen) and seen.isdisjoint(map(hash, items))

    def _mark(self, table: str, key: str, mark: Mark) -> Mark:
        name = name_of(table, key, mark)
        if not self._is_new(name, [mark]):
            return mark
        before = [b for b in (mark, *self._replaced(name)) if isinstance(b, Mark)]
        made = mark._replace(rev=1 + max(b.rev for b in before), by=hand(mark))
        if getattr(self._last, table).get(key, mark).owner != mark.owner:
            owner_rev = 1 + max(b.owner_rev for b in before)
            made = made._replace(owner_rev=owner_rev, owner_by=hand(mark), owner_at=None)
        self._made[mark] = made
        return made

    def _versions(self, versions: tuple[Note, ...]) -> tuple[Note, ...]:
        read = []
        for note in versions:
            name = name_of("notes", note.id, note)
            same = [other for other in versions if name_of("notes", other.id, other) == name]
            if self._is_new(name, same):
                before = [b for b in self._replaced(name) if isinstance(b, Note)]
                self._made[note] = made = _written_by_hand(note, before)
                read.append(made)
            else:
                read.append(note)
        return latest(read)

    def _replaced(self, name: _Name) -> list[_Item]:
        """Return the revisions that items last seen under that name became, if changed by hand.

        Whoever changes an item again before any copy saved the first change had seen that.
        """
        table, key, *_ = name
        held = getattr(self._last, str(table)).get(key, ())
        last: Iterable[_Item] = [held] if isinstance(held, Mark) else held
        same = (item for item in last if name_of(table, key, item) == name)
        return [self._made[item] for item in same if item in self._made]


def name_of(table: str | int, key: str | int, item: _Item) -> _Name:
    """Return what the version of a note or mark is known by, whatever it says."""
    of_owner = (item.owner_rev, item.owner_by) if isinstance(item, Mark) else ()
    return table, key, item.rev, item.by, *of_owner


def _written_by_hand(note: Note, before: Iterable[Note]) -> Note:
    """Return the note as a version that builds on those it replaced."""
    bases = (note, *before)
    rev = 1 + max(base.rev for base in bases)
    seen = known_with(*bases)
    return note._replace(rev=rev, by=hand(note), seen=tuple(sorted(seen.items())))


def withheld(now: Contents, before: Contents) -> set[tuple[str, str]]:
    """Return the tables and keys of marks and notes read `before`, and not understood now.

    Written again as they were, they would stand beside what somebody wrote in their place; and a
    note with `Private = true` was meant to become private.
    """
    names = {(item.table, key_of(item)) for item in now.unparsed}
    return {
        (table, key)
        for table, key in names
        if key in getattr(before, table) and key not in getattr(now, table)
    }


def key_of(item: UnparsedItem) -> str:
    """Return the key that an item which is not understood has, or the id of a note."""
    content = item.content if item.table == "notes" else None
    return str(content.get("id")) if isinstance(content, dict) else item.key


def with_replaced(kept: Contents, notebook: Contents) -> Contents:
    """Return what is kept outside a notebook, with what each note in it replaces there."""
    notes = {}
    for key, versions in kept.notes.items():
        known = notebook.notes.get(key, ())
        notes[key] = tuple(_replacing(note, known) for note in versions)
    return kept._replace(notes=notes)


def _replacing(note: Note, known: Iterable[Note]) -> Note:
    replaced = " ".join(_content_of(old) for old in known if builds_on(note, old))
    return note._replace(extra=as_toml({_REPLACES: replaced} if replaced else {}) + note.extra)


def brought_in(kept: Contents, notebook: Contents) -> Contents:
    """Return what was kept outside a notebook, as it is to be merged.

    What a note replaces, and somebody has changed by hand since, follows it as another version.
    """
    notes = {}
    for key, versions in kept.notes.items():
        known = notebook.notes.get(key, ())
        notes[key] = tuple(chain.from_iterable(_brought_in(note, known) for note in versions))
    return without_mended(kept._replace(notes=notes), notebook)


def without_mended(kept: Contents, notebook: Contents) -> Contents:
    """Leave out what is not understood, and somebody has put right in the notebook since."""
    unparsed = {
        item
        for item in kept.unparsed
        if not _is_mended(item.table, item.key, item.content, notebook)
    }
    extra = {
        key: toml
        for key, toml in kept.extra.items()
        if not _are_mended(misspelt(key, _TABLES), tomli.loads(toml)[key], notebook)
    }
    return kept._replace(unparsed=frozenset(unparsed), extra=extra)


def _are_mended(table: str, value: object, notebook: Contents) -> bool:
    """Return whether all that a table with a misspelt name holds is in the one that was meant."""
    items = list(value.items()) if isinstance(value, dict) else []
    items += [("", item) for item in value] if isinstance(value, list) else []
    known = (_is_mended(table, key, item, notebook) for key, item in items if table)
    return bool(table and items) and all(known)


def _is_mended(table: str, key: str, value: object, notebook: Contents) -> bool:
    """Return whether the notebook has the item put right, or written in knowledge of it."""
    if not isinstance(value, dict) or type(rev := value.get("rev", 0)) is not int:
        return False
    by = str(value.get("by", ""))
    if table != "notes":
        mark = notebook.marks[table].get(key)
        if mark is None:
            return False
        is_known = mark.rev > rev and value.get("owner", mark.owner) == mark.owner
        return is_known or _is_put_right(value, table_of_mark(mark))
    return any(
        seen_by(note).get(by, -1) >= rev or _is_put_right(value, table_of_note(note))
        for note in notebook.notes.get(str(value.get("id")), ())
    )


def _is_put_right(value: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Return whether all that is said in an item that is not understood is said now, but for slips.

    What else was changed in it by hand stands there alone.
    """
    for key, said in value.items():
        right = key if key in now else misspelt(key, now)
        is_nearly = right in {"kind", "status"} and misspelt(str(said), [str(now[right])])
        is_private = right == "private" and now[right] is True
        if not (right and (said == now[right] or is_nearly or is_private)):
            return False
    return True


def _brought_in(note: Note, known: Iterable[Note]) -> Iterator[Note]:
    if _REPLACES not in note.extra:
        yield note
        return
    extra = tomli.loads(note.extra)
    replaced = str(extra.pop(_REPLACES, "")).split()
    yield note._replace(extra=as_toml(extra))
    for old in known if replaced else ():
        if builds_on(note, old) and _content_of(old) not in replaced:
            yield _written_by_hand(old, ())


def _content_of(note: Note) -> str:
    return digest(as_toml(table_of_note(note)).encode())[:12]
