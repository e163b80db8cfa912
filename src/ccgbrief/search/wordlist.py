"""Keeps the vocabulary of an index in one piece, read ten times as fast as a table of words."""

import sqlite3
from array import array

from ccgbrief.search.vocabulary import KINDS, Vocabulary, sieve


def write_vocabulary(connection: sqlite3.Connection) -> None:
    """Write down the words that are in the index now, and how each sounds."""
    from ccgbrief.search.similarity import sound  # noqa: PLC0415 (an old index is only read)

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


def read_vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    """Return the vocabulary that was written; raises KeyError or ValueError if it is damaged."""
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
