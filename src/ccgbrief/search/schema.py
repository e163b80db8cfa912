"""Makes the tables of an index, and brings them up to date with the sources: for the index."""

import sqlite3
from collections.abc import Iterable

from ccgbrief.search.catalogue import SCHEMA as CATALOGUE
from ccgbrief.search.entries import Entry, Source
from ccgbrief.search.filters import facets
from ccgbrief.search.fingerprints import SCHEMA as STAMPS
from ccgbrief.search.variants import variants
from ccgbrief.search.wordlist import write_vocabulary
from ccgbrief.text import Word, words

FORMAT = 3
"""Rises whenever the tables are made differently."""

# The words of an entry are folded and stand between spaces, so that the tokenizer has nothing to
# decide. A facet begins with a point, which no word does.
_SCHEMA = f"""
    PRAGMA user_version = {FORMAT};
    CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT);
    CREATE TABLE entry (id INTEGER PRIMARY KEY, part INTEGER, words TEXT, variants TEXT,
        aliases TEXT, facets TEXT, kind TEXT, source TEXT, number INTEGER, text TEXT, article TEXT,
        title TEXT, heading TEXT, speaker TEXT, author TEXT, citation TEXT, anchor TEXT,
        page TEXT);
    CREATE INDEX entry_page ON entry (page) WHERE page IS NOT NULL;
    CREATE INDEX entry_part ON entry (part);
    CREATE VIRTUAL TABLE found USING fts5 (words, variants, aliases, facets,
        content = 'entry', content_rowid = 'id', tokenize = "ascii tokenchars '.'");
    CREATE VIRTUAL TABLE term USING fts5vocab (found, row);
    CREATE TABLE voice (part INTEGER, name TEXT, PRIMARY KEY (part, name)) WITHOUT ROWID;
    CREATE TABLE sound (key TEXT, word TEXT, PRIMARY KEY (key, word)) WITHOUT ROWID;
    CREATE TABLE vocabulary (name TEXT PRIMARY KEY, data BLOB);
    {CATALOGUE}
    {STAMPS}
"""
_ADD_ENTRY = """
    INSERT INTO entry (part, words, variants, aliases, facets, kind, source, number, text,
        article, title, heading, speaker, author, citation, anchor, page)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def renew(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Bring an index up to date with the sources, doing nothing for those that have not changed."""
    if not has_format(connection):
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
    if stale or len(kept) < len(wanted) or not present:
        write_vocabulary(connection)
    connection.commit()


def has_format(connection: sqlite3.Connection) -> bool:
    """Tell whether an index has the tables that are read and written here."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found == FORMAT


def is_current(connection: sqlite3.Connection, sources: Iterable[Source]) -> bool:
    """Tell whether an index holds just these sources."""
    if not has_format(connection):
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
        f"{entry.page.unit} {entry.page.label}" if entry.page else None,
    )


def _joined(found: Iterable[Word]) -> str:
    return " ".join(word.folded for word in found)
