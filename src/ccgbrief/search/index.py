"""Keeps entries in SQLite's full-text index, and gives back those that fit an expression."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ccgbrief.search.entries import Entry, Kind
from ccgbrief.search.filters import facets
from ccgbrief.search.likeness import sound
from ccgbrief.search.sources import Source
from ccgbrief.search.variants import variants
from ccgbrief.search.vocabulary import KINDS, Vocabulary, sieve
from ccgbrief.text import Word, words

FORMAT = 1
"""Rises whenever the tables, or the words of a text, are made differently."""

BETWEEN_LOOKS = 2_000
"""Steps of SQLite's machine between two looks whether the search is still wanted: about 0.1 ms."""

# The words of an entry are folded and stand between spaces, so that the tokenizer has nothing to
# decide. A facet begins with a point, which no word does.
_SCHEMA = f"""
    PRAGMA user_version = {FORMAT};
    CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT);
    CREATE TABLE entry (id INTEGER PRIMARY KEY, part INTEGER, words TEXT, variants TEXT,
        aliases TEXT, facets TEXT, kind TEXT, source TEXT, number INTEGER, text TEXT, article TEXT,
        title TEXT, heading TEXT, speaker TEXT, author TEXT, citation TEXT, anchor TEXT,
        page INTEGER);
    CREATE INDEX entry_part ON entry (part);
    CREATE VIRTUAL TABLE found USING fts5 (words, variants, aliases, facets,
        content = 'entry', content_rowid = 'id', tokenize = "ascii tokenchars '.'");
    CREATE VIRTUAL TABLE term USING fts5vocab (found, row);
    CREATE TABLE voice (part INTEGER, name TEXT, PRIMARY KEY (part, name)) WITHOUT ROWID;
    CREATE TABLE sound (key TEXT, word TEXT, PRIMARY KEY (key, word)) WITHOUT ROWID;
    CREATE TABLE vocabulary (name TEXT PRIMARY KEY, data BLOB);
"""
_ADD_ENTRY = """
    INSERT INTO entry (part, words, variants, aliases, facets, kind, source, number, text,
        article, title, heading, speaker, author, citation, anchor, page)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
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
        self.vocabulary = _read_vocabulary(connection)

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


def renew(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Bring an index up to date with the sources, doing nothing for those that have not changed."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
        connection.executescript(_SCHEMA)
    wanted = {source.name: source for source in sources}
    present = connection.execute("SELECT name, digest, id FROM part").fetchall()
    kept = {name for name, digest, _ in present if name in wanted and wanted[name].digest == digest}
    stale = [part for name, _, part in present if name not in kept]
    for part in stale:
        _remove(connection, part)
    for source in wanted.values():
        if source.name not in kept:
            _add(connection, source)
    _write_vocabulary(connection)
    connection.commit()


def is_current(connection: sqlite3.Connection, sources: Iterable[Source]) -> bool:
    """Tell whether an index holds just these sources."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
        return False
    present = connection.execute("SELECT name, digest FROM part").fetchall()
    return set(present) == {(source.name, source.digest) for source in sources}


def _remove(connection: sqlite3.Connection, part: int) -> None:
    connection.execute(
        "INSERT INTO found (found, rowid, words, variants, aliases, facets)"
        " SELECT 'delete', id, words, variants, aliases, facets FROM entry WHERE part = ?",
        (part,),
    )
    for table in ("entry", "voice"):
        connection.execute(f"DELETE FROM {table} WHERE part = ?", (part,))  # noqa: S608 (our names)
    connection.execute("DELETE FROM part WHERE id = ?", (part,))


def _add(connection: sqlite3.Connection, source: Source) -> None:
    cursor = connection.execute(
        "INSERT INTO part (name, digest) VALUES (?, ?)", (source.name, source.digest)
    )
    part = cursor.lastrowid
    voices: set[str] = set()
    connection.executemany(_ADD_ENTRY, (_row(part, entry, voices) for entry in source.entries()))
    connection.executemany("INSERT INTO voice VALUES (?, ?)", ((part, name) for name in voices))
    connection.execute(
        "INSERT INTO found (rowid, words, variants, aliases, facets)"
        " SELECT id, words, variants, aliases, facets FROM entry WHERE part = ?",
        (part,),
    )


def _row(part: int | None, entry: Entry, voices: set[str]) -> tuple[object, ...]:
    if voice := entry.speaker or entry.author:
        voices.add(voice)
    found = words(entry.text)
    return (
        part,
        _joined(found),
        _joined(variants(entry.text, found)),
        _joined(words(entry.aliases)),
        " ".join(facets(entry)),
        entry.kind.value,
        entry.source,
        entry.number,
        entry.text,
        entry.article,
        entry.title,
        entry.heading,
        entry.speaker,
        entry.author,
        entry.citation,
        entry.anchor,
        entry.page,
    )


def _joined(found: Iterable[Word]) -> str:
    return " ".join(word.folded for word in found)


def _write_vocabulary(connection: sqlite3.Connection) -> None:
    """Write the vocabulary in one piece, which is read ten times as fast as a table."""
    rows = connection.execute(
        "SELECT term, doc FROM term WHERE term > '/' ORDER BY term"
    ).fetchall()
    known = [word for word, _ in rows]
    width = (len(known) + 7) // 8
    pieces = {
        "words": "\n".join(known).encode(),
        "counts": array("I", (count for _, count in rows)).tobytes(),
        "letters": b"".join(bits.to_bytes(width, "big") for bits in sieve(known)),
    }
    connection.executemany("INSERT OR REPLACE INTO vocabulary VALUES (?, ?)", pieces.items())
    connection.execute("DELETE FROM sound")
    sounds = ((sound(word), word) for word in known)
    connection.executemany("INSERT INTO sound VALUES (?, ?)", (pair for pair in sounds if pair[0]))


def _read_vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    pieces = dict(connection.execute("SELECT name, data FROM vocabulary"))
    known = pieces["words"].decode().split("\n") if pieces["words"] else []
    counts = array("I", pieces["counts"])
    if len(counts) != len(known):
        raise ValueError("the vocabulary is damaged")
    width = (len(known) + 7) // 8
    bits = pieces["letters"]
    letters = [
        int.from_bytes(bits[kind * width : (kind + 1) * width], "big") for kind in range(KINDS)
    ]

    def sounding(key: str) -> list[str]:
        found = connection.execute("SELECT word FROM sound WHERE key = ?", (key,))
        return [word for (word,) in found]

    return Vocabulary(known, counts, letters, sounding)
