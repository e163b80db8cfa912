"""The full-text index in SQLite: defines, updates and reads its tables."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import adler32, crc32

from ccgbrief.page_labels import Page
from ccgbrief.search.entries import KINDS, Catalogue, Entry, Place, Source
from ccgbrief.search.filters import facet, facet_values
from ccgbrief.search.synonyms import spelling_variants
from ccgbrief.search.vocabulary import Vocabulary, write_vocabulary
from ccgbrief.text import folded_words, words

FORMAT = 13
"""Increased whenever the tables are made differently."""

CANCEL_STEPS = 2_000
"""Steps of SQLite's virtual machine between two checks for cancellation: about 0.1 ms."""

MAX_ENTRIES = 1 << 22
"""Entries of a source for which there are numbers."""

MAX_CACHED = 2_000
"""Candidates cached in memory, since each letter typed needs much the same: about 1 MB; and
expressions with their matches, and entries."""

_STORED = Entry._fields[: Entry._fields.index("page")]
"""The fields of an entry that its columns have as they are."""

# The words of an entry are folded and separated by spaces, so that the tokenizer has nothing to
# decide. A facet begins with a full stop, which no word does.
_SCHEMA = f"""
    PRAGMA user_version = {FORMAT};
    CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT);
    CREATE TABLE entry (id INTEGER PRIMARY KEY, part INTEGER, words TEXT, variants TEXT,
        aliases TEXT, facets TEXT, {", ".join(_STORED)}, page TEXT);
    CREATE INDEX entry_part ON entry (part);
    CREATE VIRTUAL TABLE found USING fts5 (words, variants, aliases, facets,
        content = 'entry', content_rowid = 'id', tokenize = "ascii tokenchars '.'");
    CREATE VIRTUAL TABLE term USING fts5vocab (found, row);
    CREATE TABLE facet (part INTEGER, key TEXT, value TEXT, PRIMARY KEY (part, key, value))
        WITHOUT ROWID;
    CREATE TABLE sound (key TEXT, word TEXT, PRIMARY KEY (key, word)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE stem USING fts5 (word, content = '', tokenize = "porter ascii");
    CREATE TABLE vocabulary (name TEXT PRIMARY KEY, data BLOB);
    CREATE TABLE catalogue (field TEXT, one TEXT, other TEXT);
    CREATE TABLE fingerprint (path TEXT PRIMARY KEY, fingerprint TEXT);
"""
_ADD_ENTRY = f"""
    INSERT INTO entry (id, part, words, variants, aliases, facets, {", ".join(_STORED)}, page)
    VALUES ({", ".join("?" * (len(_STORED) + 7))})
"""  # noqa: S608 (our names)
_MATCHING = "SELECT rowid FROM found WHERE found MATCH ? LIMIT ?"
_ROWS = """
    SELECT id, kind, source, words, variants, aliases FROM entry
    WHERE id IN (SELECT value FROM json_each(?))
"""
_ENTRY = f"SELECT page, {', '.join(_STORED)} FROM entry WHERE id = ?"  # noqa: S608 (our names)


class Row(NamedTuple):
    """A candidate: the parts of an entry on which its rank depends."""

    home: "Index"
    id: int
    kind: str
    source: str
    words: str
    """The folded words of the text, separated by spaces."""
    tokens: tuple[str, ...]
    """These, and after an empty one other spellings of some of them, without neighbours."""
    aliases: str
    """Folded words outside the text."""


class Index:
    """The entries of a pack, or of the notes, with their vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.size: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
        self.facets = set(connection.execute("SELECT DISTINCT key, value FROM facet"))
        """The filters with the values that they can name."""
        self.vocabulary = Vocabulary(connection)
        self._rows: dict[int, Row] = {}
        self._matching = lru_cache(maxsize=MAX_CACHED)(self._match)
        self.entry = lru_cache(maxsize=MAX_CACHED)(self._entry)

    @classmethod
    def in_memory(cls, sources: Iterable[Source]) -> "Index":
        """Make an index that exists only in this process."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        renew_index(connection, sources)
        return cls(connection)

    def renewed(self, sources: Iterable[Source]) -> "Index":
        """Return an index of these sources in memory and close this one, whose parts it reuses."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.backup(connection)
        self.close()
        renew_index(connection, sources)
        return Index(connection)

    def candidates(self, match: str, most: int) -> list[Row]:
        """Return the first entries that match an FTS5 expression."""
        ids = self._matching(match, most)
        if len(self._rows) > MAX_CACHED:
            self._rows.clear()
        if missing := [row_id for row_id in ids if row_id not in self._rows]:
            for row_id, kind, source, spelt, variants, aliases in self._connection.execute(
                _ROWS, (str(missing),)
            ):
                tokens = tuple(f"{spelt}  {variants}".split(" "))
                self._rows[row_id] = Row(self, row_id, kind, source, spelt, tokens, aliases)
        return [self._rows[row_id] for row_id in ids]

    def _match(self, match: str, most: int) -> list[int]:
        return [row_id for (row_id,) in self._connection.execute(_MATCHING, (match, most))]

    def _entry(self, row_id: int) -> Entry:
        page, kind, *stored = self._connection.execute(_ENTRY, (row_id,)).fetchone()
        unit, _, label = (page or "").partition(" ")
        entry = Entry(KINDS[kind], *stored)
        return entry._replace(page=Page(label, unit)) if page else entry

    def cancel_when(self, cancelled: Callable[[], bool] | None) -> None:
        """Let queries from now on end in an error once this returns true."""
        self._connection.set_progress_handler(cancelled, CANCEL_STEPS)

    def close(self) -> None:
        self._connection.close()


def renew_index(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Bring an index up to date with the sources; unchanged ones are not read."""
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
        if 2 * len(kept) < len(wanted):  # each word is looked up in one place instead of several
            connection.execute("INSERT INTO found (found) VALUES ('optimize')")
        write_vocabulary(connection)
    connection.commit()


def has_format(connection: sqlite3.Connection) -> bool:
    """Return whether an index has the tables that this version uses."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found == FORMAT


def is_current(connection: sqlite3.Connection, sources: Iterable[Source]) -> bool:
    """Return whether an index has exactly these sources."""
    if not has_format(connection):
        return False
    present = connection.execute("SELECT name, digest FROM part").fetchall()
    return set(present) == {(source.name, source.digest) for source in sources}


def write_catalogue(connection: sqlite3.Connection, catalogue: Catalogue) -> None:
    """Replace the catalogue in an index."""
    connection.execute("DELETE FROM catalogue")
    for field, values in catalogue._asdict().items():
        rows = (
            (field, one, other if isinstance(other, str) else "\n".join(other))
            for one, other in values
        )
        connection.executemany("INSERT INTO catalogue VALUES (?, ?, ?)", rows)


def read_catalogue(connection: sqlite3.Connection) -> Catalogue:
    def stored(field: str) -> list[tuple[str, str]]:
        ask = "SELECT one, other FROM catalogue WHERE field = ? ORDER BY rowid"
        return connection.execute(ask, (field,)).fetchall()

    articles, others = (
        tuple(Place(name, tuple(names.split("\n"))) for name, names in stored(field))
        for field in ("articles", "others")
    )
    return Catalogue(articles, others, tuple(stored("synonyms")), tuple(stored("plain_words")))


def _remove(connection: sqlite3.Connection, part: int) -> None:
    connection.execute(
        "INSERT INTO found (found, rowid, words, variants, aliases, facets)"
        " SELECT 'delete', id, words, variants, aliases, facets FROM entry WHERE part = ?",
        (part,),
    )
    for table in ("entry", "facet"):
        connection.execute(f"DELETE FROM {table} WHERE part = ?", (part,))  # noqa: S608 (our names)
    connection.execute("DELETE FROM part WHERE id = ?", (part,))


def _add(connection: sqlite3.Connection, source: Source) -> None:
    # Which entries are taken first depends on their numbers, and must not on what came before.
    name = source.name.encode()
    part = crc32(name) << 8 | adler32(name) & 0xFF
    while connection.execute("SELECT 1 FROM part WHERE id = ?", (part,)).fetchone():
        part += 1
    connection.execute("INSERT INTO part VALUES (?, ?, ?)", (part, source.name, source.digest))
    facets: dict[tuple[str, str], str] = {}
    entries = enumerate(source.entries(), part * MAX_ENTRIES)
    connection.executemany(_ADD_ENTRY, ((n, part, *_columns(e, facets)) for n, e in entries))
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", ((part, *each) for each in facets))
    connection.execute(
        "INSERT INTO found (rowid, words, variants, aliases, facets)"
        " SELECT id, words, variants, aliases, facets FROM entry WHERE part = ?",
        (part,),
    )


def _columns(entry: Entry, facets: dict[tuple[str, str], str]) -> tuple[object, ...]:
    """Return the columns of an entry; its facets are added to `facets`, each with its term."""
    found = words(entry.text)
    own = dict.fromkeys(facet_values(entry))
    facets.update((each, facet(*each)) for each in own if each not in facets)
    return (
        " ".join(word.folded for word in found),
        " ".join(word.folded for word in spelling_variants(entry.text, found)),
        " ".join(folded_words(entry.aliases)),
        " ".join((*(facets[each] for each in own), *_name_terms(entry))),
        *(getattr(entry, name) for name in _STORED),
        f"{entry.page.unit} {entry.page.label}" if entry.page else None,
    )


def name_term(name: str) -> str:
    """Return the term for a name in the index, given its folded words in one."""
    return f".name.{name}"


def _name_terms(entry: Entry) -> set[str]:
    spelt = {"".join(folded_words(name)) for name in entry.names}
    return {name_term(name) for name in spelt if name}
