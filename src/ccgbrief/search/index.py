"""Keeps entries in SQLite's full-text index, and gives back those that fit an expression."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ccgbrief.search.entries import Entry, Kind, Source
from ccgbrief.search.tables import renew
from ccgbrief.search.wordlist import read_vocabulary

BETWEEN_LOOKS = 2_000
"""Steps of SQLite's machine between two looks whether the search is still wanted: about 0.1 ms."""

_ENTRIES = """
    SELECT id, kind, source, number, text, article, title, heading, speaker, author, citation,
        anchor, page FROM entry
"""
_FIND = """
    SELECT e.id, e.kind, e.words, e.variants, e.aliases FROM
        (SELECT rowid AS id FROM found WHERE found MATCH ? LIMIT ?) f JOIN entry e ON e.id = f.id
"""
_FIND_BEST = """
    SELECT e.id, e.kind, e.words, e.variants, e.aliases FROM
        (SELECT rowid AS id FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?) f
        JOIN entry e ON e.id = f.id
"""


class Row(NamedTuple):
    """A candidate: as much of an entry as its rank is judged by."""

    home: "Index"
    id: int
    kind: str
    words: str
    """The folded words of the text with a space between them."""
    variants: str
    """Other spellings of some of them."""
    aliases: str
    """Folded words that do not stand in the text."""


class Index:
    """The entries of a pack, or of the notes, with their vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.size: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
        self.vocabulary = read_vocabulary(connection)

    @classmethod
    def in_memory(cls, sources: Iterable[Source]) -> "Index":
        """Make an index that lives no longer than this process."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        renew(connection, sources)
        return cls(connection)

    def candidates(self, match: str, most: int, *, best: bool) -> list[Row]:
        """Return entries that fit an FTS5 expression: the first of them, or the best by BM25."""
        found = self._connection.execute(_FIND_BEST if best else _FIND, (match, most))
        return [Row(self, *row) for row in found]

    def entries(self, ids: Sequence[int]) -> dict[int, Entry]:
        """Return entries by their ids."""
        marks = ", ".join("?" * len(ids))
        found = self._connection.execute(f"{_ENTRIES} WHERE id IN ({marks})", ids)
        return {row_id: Entry(Kind(kind), *fields) for row_id, kind, *fields in found}

    def voices(self) -> list[str]:
        """Return the names of those who are quoted or wrote."""
        return [name for (name,) in self._connection.execute("SELECT DISTINCT name FROM voice")]

    def stop_when(self, cancelled: Callable[[], bool] | None) -> None:
        """Let what is asked of the index from now on end in an error once this returns true."""
        self._connection.set_progress_handler(cancelled, BETWEEN_LOOKS)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
