"""Runs all benchmarks, prints them beside their peers, and renews the tables in their README.

    python -m tests.benchmarks [search] [start] [keys] [--corpus FILE --queries FILE] [--quick]
    python -m tests.benchmarks kinds [--corpus FILE] [--misspellings FILE] [--each N] [--seed N]

Without a corpus the search is measured over the shipped pack. The last figures are kept in
figures.json beside this file; what is not measured now stays there as it was. `kinds` only prints:
how often the search finds what is remembered in each of twelve wrong ways.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from rich.console import Console

from tests.benchmarks import kinds, search
from tests.benchmarks.corpus import queries_for, shipped_corpus
from tests.benchmarks.figures import Figures, keep, show
from tests.benchmarks.keys import measure_keys
from tests.benchmarks.packs import make_packs
from tests.benchmarks.programs import environment_of, machine
from tests.benchmarks.search_engines import make_engine
from tests.benchmarks.startup import measure_commands, measure_screens

PARTS = ("search", "start", "keys")

SEARCH_COLUMNS = ("right one first %", "in the first ten %", "letter p50 ms", "letter p99 ms")

ROUNDS = 9

ENGINES = ("ours", "fzf", "fts5", "fts5-any", "trigram", "partial")


def main() -> None:
    """Measure what the command line asks for."""
    if sys.argv[1:2] == ["kinds"]:
        kinds.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description="Run all benchmarks.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--corpus", type=Path, help="as tests.benchmarks.search takes it")
    parser.add_argument("--queries", type=Path, help="likewise")
    parser.add_argument("--quick", action="store_true", help="a few runs of each")
    wanted = parser.parse_args()
    parts = wanted.parts or PARTS
    measured: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(Path(home))
        packs = make_packs(Path(home), environment)
        if "start" in parts:
            runs = 5 if wanted.quick else 31
            measured["start"] = measure_screens(packs, environment, runs)
            measured["command"] = measure_commands(packs, environment, runs)
        if "keys" in parts:
            keys = measure_keys(packs, environment, 30 if wanted.quick else 150)
            measured |= {f"key: {kind}": figures for kind, figures in keys.items()}
        if "search" in parts:
            measured["search"] = _measure_search(wanted.corpus, wanted.queries)
    about = machine()
    Console().print(*(f"{name} {value}" for name, value in about.items()), sep=" · ")
    for name, figures in measured.items():
        show(name, figures)
    keep(about, measured)


def _measure_search(corpus: Path | None, queries: Path | None) -> Figures:
    """Return how well each engine finds what is misspelt, and how soon after each letter.

    The engines take turns, and of each letter the least time of several rounds counts: so other
    work on the machine slows none more than another.
    """
    passages = search.read_passages(corpus) if corpus else shipped_corpus()
    wanted = json.loads(queries.read_text("utf-8")) if queries else queries_for(passages)
    letters = search._letters(wanted["latency"])
    rows = {}
    tries: dict[str, list[list[float]]] = defaultdict(list)
    names = [name for name in ENGINES if name != "fzf" or shutil.which("fzf")]
    with tempfile.TemporaryDirectory() as folder:
        for name in names * ROUNDS:
            engine = make_engine(name, passages, Path(folder))
            tries[engine.name].append(search._times(engine, letters))
            if engine.name not in rows:
                ranks = search._ranks(engine, wanted["misspelt"])["all misspelt"]
                rows[engine.name] = [100 * statistics.mean(r < n for r in ranks) for n in (1, 10)]
    for name, rounds in tries.items():
        times = sorted(map(min, zip(*rounds, strict=True)))
        rows[name] += (times[int(len(times) * share)] for share in (0.5, 0.99))
    return Figures(SEARCH_COLUMNS, rows)


if __name__ == "__main__":
    main()
