"""The engines that the search is measured beside, each behind the same two methods."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process

from ccgbrief.search import Entry, Kind
from ccgbrief.search.cache import Contents, finder_over
from ccgbrief.search.entries import Source
from ccgbrief.text import words


class Engine(Protocol):
    """Something that finds passages."""

    name: str

    def find(self, query: str, most: int) -> list[int]:
        """Return the numbers of the passages found, the best first."""
        ...


class Ours:
    """The finder of this program, with its index in a file."""

    name = "ccgbrief"

    def __init__(self, passages: Sequence[str], folder: Path) -> None:
        source = Source("corpus", "", lambda: map(_entry, range(len(passages)), passages))
        self.finder = finder_over(Contents([source]), (), folder / "corpus.index")

    def find(self, query: str, most: int) -> list[int]:
        """Return the numbers of the passages found, the best first."""
        return [hit.entry.number for hit in self.finder.find(query, most).hits]


def _entry(number: int, text: str) -> Entry:
    return Entry(Kind.PASSAGE, "corpus", number, text, article="corpus")


class Fzf:
    """`fzf --filter`, the whole process, as a reader would have it in a pipe."""

    name = "fzf --filter"

    def __init__(self, passages: Sequence[str], folder: Path) -> None:
        self._file = folder / "corpus.txt"
        numbered = (f"{number}\t{text}\n" for number, text in enumerate(passages))
        self._file.write_text("".join(numbered), encoding="utf-8")
        self._program = shutil.which("fzf")

    def find(self, query: str, most: int) -> list[int]:
        """Return the numbers of the passages found, the best first."""
        if self._program is None:
            raise FileNotFoundError("fzf is not installed")
        with self._file.open("rb") as corpus:
            done = subprocess.run(
                [self._program, f"--filter={query}", "--delimiter=\t", "--nth=2.."],
                stdin=corpus,
                capture_output=True,
                check=False,
            )
        return [int(line.partition(b"\t")[0]) for line in done.stdout.splitlines()[:most]]


class Fts5:
    """SQLite's full-text search alone, ordered by BM25."""

    def __init__(self, passages: Sequence[str], *, tokenize: str, joined: str) -> None:
        """`joined` stands between the words of a query: `AND`, `OR`."""
        self.name = f"FTS5 {tokenize.partition(' ')[0]} {joined}"
        self._joined = f" {joined} "
        self._trigrams = tokenize == "trigram"
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            f"CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = '{tokenize}')"
        )
        self._connection.executemany(
            "INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(passages)
        )

    def find(self, query: str, most: int) -> list[int]:
        """Return the numbers of the passages found, the best first."""
        terms = [word.folded for word in words(query)]
        if self._trigrams:
            terms = [word[i : i + 3] for word in terms for i in range(len(word) - 2)]
        match = self._joined.join(f'"{term}"' for term in terms)
        if match and not self._trigrams and not query.endswith(" "):
            match += " *"
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        return [row for (row,) in self._connection.execute(sql, (match, most))] if match else []


class Rapidfuzz:
    """One of rapidfuzz's scorers over all passages."""

    def __init__(self, passages: Sequence[str], scorer: Callable[..., float]) -> None:
        self.name = f"rapidfuzz {scorer.__name__}"
        self._passages = [text.lower() for text in passages]
        self._scorer = scorer

    def find(self, query: str, most: int) -> list[int]:
        """Return the numbers of the passages found, the best first."""
        best = process.extract(query.lower(), self._passages, scorer=self._scorer, limit=most)
        return [number for _, _, number in best]


def make_engine(name: str, passages: Sequence[str], folder: Path) -> Engine:
    """Make the engine of that short name; raises KeyError for any other."""
    makers: dict[str, Callable[[], Engine]] = {
        "ours": lambda: Ours(passages, folder),
        "fzf": lambda: Fzf(passages, folder),
        "fts5": lambda: Fts5(passages, tokenize="unicode61", joined="AND"),
        "fts5-any": lambda: Fts5(passages, tokenize="unicode61", joined="OR"),
        "trigram": lambda: Fts5(passages, tokenize="trigram", joined="OR"),
        "wratio": lambda: Rapidfuzz(passages, fuzz.WRatio),
        "partial": lambda: Rapidfuzz(passages, fuzz.partial_ratio),
        "token-set": lambda: Rapidfuzz(passages, fuzz.token_set_ratio),
    }
    return makers[name]()
