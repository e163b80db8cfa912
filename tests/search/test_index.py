"""The index: what makes it quick to read."""

import sqlite3
from contextlib import closing

from ccgbrief.search.entries import Entry, Kind, Source
from ccgbrief.search.index import Index, renew_index

ARTICLES = 3

_LETTERS = str.maketrans("0123456789", "abcdefghij")


def word(source: int, number: int) -> str:
    return f"{source}{number:05}".translate(_LETTERS)


def source(number: int, digest: str = "") -> Source:
    """Return a source with words enough to be written out before the whole index is."""
    lines = [range(line, line + 60) for line in range(0, 15_000, 60)]
    entries = [
        Entry(Kind.PASSAGE, f"a{number}", at, " ".join(word(number, each) for each in line))
        for at, line in enumerate(lines)
    ]
    return Source(f"a{number}", digest, lambda: entries)


def segments(connection: sqlite3.Connection) -> int:
    """Return the number of places in which the index has to look a word up."""
    (found,) = connection.execute("SELECT count(DISTINCT segid) FROM found_idx").fetchone()
    return int(found)


def test_a_new_index_has_each_word_in_one_place() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        renew_index(connection, map(source, range(ARTICLES)))
        assert segments(connection) == 1


def test_an_index_that_is_mostly_kept_is_not_written_anew() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        before = [source(number) for number in range(ARTICLES)]
        renew_index(connection, before)
        renew_index(connection, [*before[1:], source(0, "changed")])
        assert segments(connection) > 1


def test_equal_entries_are_in_the_same_order_whatever_was_indexed_first() -> None:
    sources = [_same(name, ("a", "b", "c")) for name in ("first", "second", "third")]
    new = Index.in_memory(sources)
    grown = Index.in_memory([_same("first", ("a",)), sources[2]]).renewed(sources)
    assert [row.id for row in grown.candidates("beds", 5)] == [
        row.id for row in new.candidates("beds", 5)
    ]


def _same(name: str, numbers: tuple[str, ...]) -> Source:
    entries = [Entry(Kind.PASSAGE, name, 0, f"beds {number}") for number in numbers]
    return Source(name, str(numbers), lambda: entries)


def test_an_expression_is_asked_for_once() -> None:
    index = Index.in_memory([source(0)])
    asked: list[str] = []
    index._connection.set_trace_callback(asked.append)
    first = index.candidates(word(0, 185), 10)
    assert [row.words.split(" ")[5] for row in first] == [word(0, 185)]
    made = len(asked)
    assert index.candidates(word(0, 185), 10) == first
    assert len(asked) == made
