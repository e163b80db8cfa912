"""Measures starting, beside the least that Python and Textual take.

    python -m tests.benchmarks.startup [--runs N] [--large]

Each is run in turn with the others, in a pseudo-terminal where it has a screen, and shown by how
often it takes what the least takes in the same round, the median of all rounds: a Textual app with
one Static for the screen, `python -c pass` for the commands. With `--large` also packs of 400 pages
and of 100,000 passages.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from ccgbrief.paths import shipped_pack
from tests.benchmarks.figures import Figures, show
from tests.benchmarks.packs import SHIPPED, make_packs
from tests.benchmarks.programs import BLANK, OURS, Program, environment_of

SCREEN_COLUMNS = ("first text ms", "first answered key ms", "resident MB")
COMMAND_COLUMNS = ("processor ms", "time ms")

FLOOR = "import argparse, sqlite3, rapidfuzz"
"""What a search cannot do without."""

WORDS = ("primary care budgets", "owns primry care", "bakkek")

_T = TypeVar("_T")


class Screen(NamedTuple):
    """A program with a screen: what it shows first, a key, and what shows that it was answered."""

    command: list[str]
    first: bytes
    key: bytes
    answered: bytes


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="of each (default 9)")
    parser.add_argument("--large", action="store_true", help="also larger packs")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(Path(home))
        packs = make_packs(Path(home), environment, large=wanted.large)
        show("screen", measure_screens(packs, environment, wanted.runs))
        show("command", measure_commands(packs, environment, wanted.runs))


def measure_screens(
    packs: Mapping[str, list[str]], environment: Mapping[str, str], runs: int
) -> Figures:
    """Return for each screen the medians of milliseconds to text and to a key, and megabytes."""
    programs = {"blank Textual app": Screen([sys.executable, "-c", BLANK], b"blank", b"j", b"answ")}
    for name, options in packs.items():
        programs[name] = Screen([*OURS, *options], b"Overview", b"v", b"hidden")

    def start(screen: Screen) -> tuple[float, ...]:
        with Program(screen.command, environment) as program:
            shown = program.until(screen.first)
            program.type(screen.key)
            answered = program.until(screen.answered)
            return shown * 1000, answered * 1000, program.resident()

    return Figures(SCREEN_COLUMNS, _medians(programs, start, runs))


def measure_commands(
    packs: Mapping[str, list[str]], environment: Mapping[str, str], runs: int
) -> Figures:
    """Return for each command the medians of milliseconds of the processor, and by the clock."""
    commands = {"python -c pass": [sys.executable, "-c", "pass"]}
    commands[FLOOR] = [sys.executable, "-c", FLOOR]
    texts = sorted(str(file) for file in (shipped_pack() / "articles").glob("*.md"))
    if rg := shutil.which("rg"):
        commands["ripgrep of primary care"] = [rg, "-i", "primary care", *texts]
    if fzf := shutil.which("fzf"):
        search = f"cat {' '.join(map(repr, texts))} | {fzf} --filter='owns primry care'"
        commands["fzf --filter of owns primry care"] = ["sh", "-c", search]
    for name, options in packs.items():
        for words in WORDS if name == SHIPPED else WORDS[-1:]:
            commands[f"search {words}, {name}"] = [*OURS, "search", *options, words]
    commands["where"] = [*OURS, "where"]
    commands["show duties"] = [*OURS, "show", "duties"]

    def run(command: list[str]) -> tuple[float, ...]:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        return (used.ru_utime + used.ru_stime) * 1000, (time.perf_counter() - begun) * 1000

    return Figures(COMMAND_COLUMNS, _medians(commands, run, runs))


def _medians(
    programs: Mapping[str, _T], measure: Callable[[_T], tuple[float, ...]], runs: int
) -> dict[str, list[float]]:
    """Return what each program takes: what the first one does, times how often it takes that.

    Both are medians, of rounds in which each has its turn: a machine that others use too is fast
    and slow by turns.
    """
    for program in programs.values():
        measure(program)  # the first compiles and fills caches
    rounds = [[measure(program) for program in programs.values()] for _ in range(runs)]
    least = [statistics.median(column) for column in zip(*(r[0] for r in rounds), strict=True)]
    return {
        name: [
            usual * statistics.median(r[place][column] / r[0][column] for r in rounds)
            for column, usual in enumerate(least)
        ]
        for place, name in enumerate(programs)
    }


if __name__ == "__main__":
    main()
