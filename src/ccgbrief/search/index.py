"""Keeps entries in SQLite's full-text index, and gives back those that fit an expression."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from ccgbrief.pages import Page
from ccgbrief.search.entries import Entry, Kind, Source
from ccgbrief.search.schema import renew
from ccgbrief.search.wordlist import read_vocabulary

BETWEEN_LOOKS = 2_000
"""Steps of SQLite's machine between two looks whether the search is still wanted: about 0.1 ms."""

KEPT = 2_000
"""Entries that are kept as they were read, since every letter asks again for much the same: about
2 MB."""

_FIND = "SELECT rowid FROM found WHERE found MATCH ? LIMIT ?"
_FIND_BEST = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"
_ROWS = """
    SELECT id, kind, words, variants, aliases FROM entry
    WHERE id IN (SELECT value FROM json_each(?))
"""
_ENTRIES = """
    SELECT id, kind, source, number, text, article, title, heading, speaker, author, citation,
        anchor, page FROM entry
    WHERE id IN (SELECT value FROM json_each(?))
"""

_T = TypeVar("_T")


class Row(NamedTuple):
    """A candidate: as much of an entry as its rank is judged by."""

    home: "Index"
    id: int
    kind: str
    words: str
    """The folded words of the text with a space between them."""
    text: str
    """The same, and behind two spaces other spellings of some of them, which stand beside none."""
    tokens: tuple[str, ...]
    """What stands between the spaces of `text`."""
    aliases: str
    """Folded words that do not stand in the text."""


class Index:
    """The entries of a pack, or of the notes, with their vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.size: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
        pages = connection.execute("SELECT DISTINCT page FROM entry WHERE page IS NOT NULL")
        voices = connection.execute("SELECT DISTINCT name FROM voice ORDER BY name")
        self.voices = tuple(name for (name,) in voices)
        """Those who are quoted or wrote."""
        self.pages = tuple(page for (stored,) in pages if (page := _page(stored)))
        self.vocabulary = read_vocabulary(connection)
        self._rows: dict[int, Row] = {}
        self._entries: dict[int, Entry] = {}

    @classmethod
    def in_memory(cls, sources: Iterable[Source]) -> "Index":
        """Make an index that lives no longer than this process."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        renew(connection, sources)
        return cls(connection)

    def candidates(self, match: str, most: int, *, best: bool) -> list[Row]:
        """Return entries that fit an FTS5 expression: the first of them, or the best by BM25."""
        found = self._connection.execute(_FIND_BEST if best else _FIND, (match, most))
        return self._read(_ROWS, [row_id for (row_id,) in found], self._row, self._rows)

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return entries by their ids."""
        return self._read(_ENTRIES, ids, _entry, self._entries)

    def _read(
        self, sql: str, ids: Sequence[int], make: Callable[..., _T], kept: dict[int, _T]
    ) -> list[_T]:
        """Return what is made of the columns of entries, from `kept` where it was made before."""
        if len(kept) > KEPT:
            kept.clear()
        if missing := [row_id for row_id in ids if row_id not in kept]:
            for row_id, *fields in self._connection.execute(sql, (str(missing),)):
                kept[row_id] = make(row_id, *fields)
        return [kept[row_id] for row_id in ids]

    def _row(self, row_id: int, kind: str, words: str, variants: str, aliases: str) -> Row:
        text = f"{words}  {variants}"
        return Row(self, row_id, kind, words, text, tuple(text.split(" ")), aliases)

    def stop_when(self, cancelled: Callable[[], bool] | None) -> None:
        """Let what is asked of the index from now on end in an error once this returns true."""
        self._connection.set_progress_handler(cancelled, BETWEEN_LOOKS)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _entry(_: int, kind: str, *fields: Any) -> Entry:
    read: tuple[Any, ...] = (*fields[:-1], _page(fields[-1]))
    return Entry(Kind(kind), *read)


def _page(stored: str | None) -> Page | None:
    unit, _, label = (stored or "").partition(" ")
    return Page(label, unit) if stored else None
