"""Compares keys in long papers with those of a blank app, each key straight after the other's.

    python -m tests.benchmarks.side_by_side [--keys N]

A machine that is busy with other work then slows both alike.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from tests.benchmarks.keys import BLANK, QUIET, READY
from tests.benchmarks.packs import make_packs
from tests.benchmarks.programs import OURS, Painted, Program, environment_of

PACKS = ("400 pages", "100,000 passages")

DOWN, PAGE_DOWN, ESCAPE = b"\x1b[B", b"\x1b[6~", b"\x1b"

KEYS = {
    "cursor": (DOWN, b"j", b""),
    "page": (b"p", PAGE_DOWN, b""),
    "contents": (b"t", b"t", ESCAPE),
}
"""Of the blank app and of ours, and what ours is given after it."""

OPENING = "first opening"


def main() -> None:
    """Print the medians, and how many times as long as the blank app's ours are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=30, help="of each kind (default 30)")
    count = parser.parse_args().keys
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(Path(home))
        packs = make_packs(Path(home), environment)
        for pack in PACKS:
            pairs = _openings(packs[pack], environment, max(count // 3, 1))
            _show(pack, OPENING, pairs)
            for kind, each in _keys(packs[pack], environment, count).items():
                _show(pack, kind, each)


Pairs = list[tuple[Painted, Painted]]


def _show(pack: str, kind: str, pairs: Pairs) -> None:
    blank, ours = zip(*pairs, strict=True)
    clock = [statistics.median(p.seconds * 1000 for p in each) for each in (blank, ours)]
    used = [statistics.median(p.processor * 1000 for p in each) for each in (blank, ours)]
    Console(width=120).print(
        f"{pack}, {kind}, {len(pairs)} keys: {clock[0]:.1f} ms, × {clock[1] / clock[0]:.2f};",
        f"processor {used[0]:.1f} ms, × {used[1] / used[0]:.2f}",
        highlight=False,
    )


def _keys(options: list[str], environment: Mapping[str, str], count: int) -> dict[str, Pairs]:
    found: dict[str, Pairs] = {kind: [] for kind in KEYS}
    with _blank(environment) as blank, Program([*OURS, *options], environment) as ours:
        _rest(blank, ours)
        ours.painted(b"2", READY)
        for _ in range(count):
            for kind, (theirs, own, after) in KEYS.items():
                pair = blank.painted(theirs, QUIET), ours.painted(own, QUIET)
                if pair[0] and pair[1]:
                    found[kind].append((pair[0], pair[1]))
                if after:
                    ours.painted(after, 2 * QUIET)
    return found


def _openings(options: list[str], environment: Mapping[str, str], count: int) -> Pairs:
    found: Pairs = []
    for _ in range(count):
        with _blank(environment) as blank, Program([*OURS, *options], environment) as ours:
            _rest(blank, ours)
            pair = blank.painted(b"]", QUIET), ours.painted(b"2", QUIET)
            if pair[0] and pair[1]:
                found.append((pair[0], pair[1]))
    return found


def _blank(environment: Mapping[str, str]) -> Program:
    return Program([sys.executable, "-c", BLANK], environment)


def _rest(blank: Program, ours: Program) -> None:
    blank.until(b"blank")
    ours.until(b"Overview")
    blank.rest(READY)
    ours.rest(READY)


if __name__ == "__main__":
    main()
