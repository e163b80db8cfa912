"""Holds the entries in SQLite's full-text index: built, or opened from a cache file."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ccgbrief.search.compounds import compounds
from ccgbrief.search.entries import Entry, Kind
from ccgbrief.search.sources import Source
from ccgbrief.search.vocabulary import Vocabulary
from ccgbrief.text import words

_COLUMNS = tuple(Entry.__dataclass_fields__)

_SCHEMA = f"""
    CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT);
    CREATE TABLE entry (id INTEGER PRIMARY KEY, part INTEGER, words TEXT, around TEXT,
        {", ".join(_COLUMNS)});
    CREATE INDEX entry_part ON entry (part);
    CREATE VIRTUAL TABLE found USING fts5 (words, around, content = 'entry', content_rowid = 'id',
        prefix = '2 3', tokenize = "ascii tokenchars '.'");
    CREATE VIRTUAL TABLE term USING fts5vocab (found, row);
"""


class Row(NamedTuple):
    """A candidate: as much of an entry as its rank is judged by."""

    id: int
    kind: str
    words: str
    """The folded words of the text with a space between them."""
    around: str
    """More words that find it: compounds written with a hyphen, aliases."""


class Index:
    """The entries of a pack, or of the notes, with their vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        counted = connection.execute("SELECT term, doc FROM term ORDER BY term").fetchall()
        self.vocabulary = Vocabulary.of(counted)
        self.size: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]

    @classmethod
    def build(cls, sources: Iterable[Source]) -> "Index":
        """Make an index in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(_SCHEMA)
        for source in sources:
            _add(connection, source)
        connection.commit()
        return cls(connection)

    def candidates(
        self, match: str, where: str, values: Sequence[object], limit: int, *, ranked: bool
    ) -> list[Row]:
        """Return entries that fit the FTS5 expression and the condition."""
        order = "ORDER BY found.rank" if ranked else ""
        rows = self._connection.execute(
            "SELECT e.id, e.kind, e.words, e.around FROM found JOIN entry e ON e.id = found.rowid"
            f" WHERE found MATCH ? AND {where} {order} LIMIT ?",
            (match, *values, limit),
        )
        return [Row(*row) for row in rows]

    def listed(self, where: str, values: Sequence[object], limit: int) -> list[Row]:
        """Return entries that fit the condition, in their order."""
        rows = self._connection.execute(
            f"SELECT id, kind, words, around FROM entry e WHERE {where} ORDER BY id LIMIT ?",
            (*values, limit),
        )
        return [Row(*row) for row in rows]

    def entry(self, row_id: int) -> Entry:
        """Return the entry of a candidate."""
        row = self._connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM entry WHERE id = ?", (row_id,)
        ).fetchone()
        return Entry(Kind(row[0]), *row[1:])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _add(connection: sqlite3.Connection, source: Source) -> None:
    part = connection.execute(
        "INSERT INTO source (name, digest) VALUES (?, ?)", (source.name, source.digest)
    ).lastrowid
    marks = ", ".join("?" * (len(_COLUMNS) + 3))
    connection.executemany(
        f"INSERT INTO entry (part, words, around, {', '.join(_COLUMNS)}) VALUES ({marks})",
        (
            (part, *_indexed(entry), *(getattr(entry, name) for name in _COLUMNS))
            for entry in source.entries()
        ),
    )
    connection.execute(
        "INSERT INTO found (rowid, words, around) SELECT id, words, around FROM entry"
        " WHERE part = ?",
        (part,),
    )


def _indexed(entry: Entry) -> tuple[str, str]:
    found = words(entry.text)
    around = [word.folded for word in (*compounds(entry.text, found), *words(entry.aliases))]
    return " ".join(word.folded for word in found), " ".join(around)
