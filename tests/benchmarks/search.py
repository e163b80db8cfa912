"""Measures the search, beside others, on any passages and any queries; prints one table.

    python -m tests.benchmarks.search CORPUS QUERIES [--grow N] [--engines ours,fzf,…] [--held]

CORPUS has one passage a line (`.gz` or plain). QUERIES is JSON: {"misspelt": […], "latency": […]},
each of them {"q": what is typed, "target": 0-based line of the one right passage, "words": [the
words that were meant], "src": kind of error}. Of `misspelt` the quality is measured, as typed, as
meant, and with a third of a misspelt last word still to come; of `latency` the time for each letter
as the query grows.

To make a corpus, take public prose, such as books of Project Gutenberg or paragraphs of Wikipedia,
one paragraph of 10 to 80 words a line, each line once, in random order. To make queries, draw a
passage and one to three of its words that stand together in no other; write one or two of them
as people misspell them, from a public list such as the Birkbeck corpus or Wikipedia's list of
common misspellings, or by dropping, doubling, swapping and replacing letters. Tune on one half.
`--grow` splices halves of passages until there are N, with some words that exist nowhere, so that
the vocabulary grows as real ones do. `--held` also tells how long an engine keeps all other threads
of its process waiting at most.
"""

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ccgbrief.text import words
from tests.benchmarks.search_engines import Engine, make_engine
from tests.benchmarks.stretches import longest_stretch

FIRST_SCREEN = 10
"""Results in which the right passage is looked for."""

LISTED = 50
"""Results asked for with each letter."""

LEAST_TYPED = 5
"""Letters of a last word that is misspelt and of which a third is still to come."""

HEAPS = 0.48
"""Power of the number of passages by which the number of different words grows (Heaps' law): from
10,000 passages of English prose to 1,000,000 it was 27,600, 83,800 and 249,500 words."""

TRIES = 3
"""Times that what a letter holds up is measured; the least counts, as the machine does more."""

COLUMNS = ("engine", "queries", "@1", "@5", "@10", "MRR", "letters", "p50 ms", "p99 ms", "held ms")

Query = dict[str, Any]


def main() -> None:
    """Measure what the command line asks for."""
    wanted = _arguments()
    passages = _grown(read_passages(wanted.corpus), wanted.grow)
    queries: dict[str, list[Query]] = json.loads(wanted.queries.read_text("utf-8"))
    table = Table(title=f"{len(passages):,} passages")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in {"engine", "queries"} else "right")
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted.engines.split(","):
            engine = make_engine(name, passages, Path(folder))
            typed = _letters(queries["latency"])[:: wanted.every]
            times = sorted(_times(engine, typed))
            for kind, ranks in _ranks(engine, queries["misspelt"][: wanted.quality]).items():
                table.add_row(engine.name, f"{kind} ({len(ranks)})", *_quality(ranks))
            held = f"{_held(name, passages, typed):.1f}" if wanted.held else ""
            table.add_row(engine.name, "each letter", "", "", "", "", *_latency(times), held)
    Console(width=120).print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the search beside others.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--grow", type=int, default=0, help="splice until there are so many")
    parser.add_argument("--engines", default="ours,fzf,fts5,fts5-any,trigram,partial,token-set")
    parser.add_argument("--quality", type=int, default=400, help="queries whose quality counts")
    parser.add_argument("--held", action="store_true", help="also how long other threads wait")
    parser.add_argument("--every", type=int, default=1, help="time only every so many letters")
    return parser.parse_args()


def read_passages(file: Path) -> list[str]:
    """Return the lines of a file of passages, packed or plain."""
    data = file.read_bytes()
    text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")
    return text.removesuffix("\n").split("\n")


def _grown(passages: list[str], wanted: int) -> list[str]:
    """Return the passages and as many more, spliced of two, as make `wanted`."""
    chance = random.Random(0)
    grown = list(passages)
    known = len({word.folded for text in passages for word in words(text)})
    made = 0
    while len(grown) < wanted:
        before, after = (chance.choice(passages).split(" ") for _ in range(2))
        spliced = before[: len(before) // 2] + after[len(after) // 2 :]
        while made < known * ((len(grown) / len(passages)) ** HEAPS - 1):
            length = chance.randrange(5, 11)
            spliced.append("".join(chance.choices("aeioubcdfghlmnprst", k=length)))
            made += 1
        grown.append(" ".join(spliced))
    return grown


def _ranks(engine: Engine, queries: Iterable[Query]) -> dict[str, list[int]]:
    """Return by kind of error at which place, from 0, the right passage stood."""
    ranks: dict[str, list[int]] = {}
    for query in queries:
        for kind, typed in _ways(query):
            found = engine.find(typed, FIRST_SCREEN)
            target = query["target"]
            rank = found.index(target) if target in found else FIRST_SCREEN
            ranks.setdefault(kind, []).append(rank)
            if kind == query["src"]:
                ranks.setdefault("all misspelt", []).append(rank)
    return ranks


def _ways(query: Query) -> Iterator[tuple[str, str]]:
    """Yield what is typed, each with its kind: misspelt, well spelt, misspelt and half typed."""
    yield query["src"], query["q"]
    yield "well spelt", " ".join(query["words"])
    *_, last = query["q"].split(" ")
    typed = last[: len(last) * 2 // 3]
    if len(typed) >= LEAST_TYPED and not query["words"][-1].startswith(typed):
        yield "half typed", query["q"].removesuffix(last) + typed


def _quality(ranks: Sequence[int]) -> Iterator[str]:
    for most in (1, 5, FIRST_SCREEN):
        yield f"{statistics.mean(rank < most for rank in ranks):.3f}"
    yield f"{statistics.mean(1 / (rank + 1) if rank < FIRST_SCREEN else 0 for rank in ranks):.3f}"


def _letters(queries: Iterable[Query]) -> list[str]:
    """Return what is typed after each letter of each query."""
    return [query["q"][:end] for query in queries for end in range(1, len(query["q"]) + 1)]


def _times(engine: Engine, letters: Iterable[str]) -> list[float]:
    """Return the milliseconds each took."""
    times = []
    for typed in letters:
        start = time.perf_counter()
        engine.find(typed, LISTED)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _held(name: str, passages: Sequence[str], letters: Sequence[str]) -> float:
    """Return for how many milliseconds a letter keeps other threads waiting, at most.

    Each try is made by a new engine, which remembers nothing of the one before.
    """
    tries: list[list[float]] = []
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory() as folder:
            engine = make_engine(name, passages, Path(folder))
            tries.append([longest_stretch(partial(engine.find, t, LISTED)) for t in letters])
    by_letter: Iterable[tuple[float, ...]] = zip(*tries, strict=True)
    return max(map(min, by_letter))


def _latency(times: Sequence[float]) -> Iterator[str]:
    yield str(len(times))
    yield f"{times[len(times) // 2]:.1f}"
    yield f"{times[int(len(times) * 0.99)]:.1f}"


if __name__ == "__main__":
    main()
