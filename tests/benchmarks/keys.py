"""Measures from a key to the painted screen, beside the same key in a blank Textual app.

    python -m tests.benchmarks.keys [--keys N] [--large]

One key at a time in a pseudo-terminal; it is answered when the screen has stood still for a
moment, and the time is that of the last change that can be seen: with a letter in the search box,
of the results. The blank app has a list, a box and a text. With `--large` also packs of 400 pages
and of 100,000 passages.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.figures import Figures, show
from tests.benchmarks.packs import SHIPPED, make_packs
from tests.benchmarks.programs import OURS, Painted, Program, environment_of

COLUMNS = ("p50 ms", "p99 ms", "processor p50 ms", "processor p99 ms")

QUIET = 0.15
"""Seconds without painting after which a key counts as answered."""

READY = 2.0
"""Seconds without painting after which a start counts as over."""

FIRST = 15
"""Programs in which an article is opened for the first time."""

KINDS = ("cursor", "page", "tab", "first opening", "contents", "tick", "letter")

BLANK = """
from textual.app import App
from textual.widgets import Input, Label, ListItem, ListView, Static
class Blank(App):
    BINDINGS = [(key, "turn", "") for key in ("right_square_bracket", "space", "t", "p")]
    CSS = "ListView { height: 10; }"
    turned = 0
    def compose(self):
        yield ListView(*(ListItem(Label(f"row {n}")) for n in range(200)))
        yield Input()
        yield Static("blank")
    def action_turn(self):
        self.turned += 1
        self.query_one(Static).update("\\n".join([f"text {self.turned}"] * 8))
Blank().run()
"""

SOUGHT = {
    SHIPPED: (
        "owns primry care",
        "conflicts of intrest",
        "grey ares",
        "“gp voice”",
        "budgets by:kell",
    ),
    "": ("bakkek", "bazkav dalkuz", "mefvoz lonkik", "p:12 gilviz", "fobkav nubzik"),
}
"""What is typed in the search box, letter by letter; `""` for the packs that are made."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=100, help="of each kind (default 100)")
    parser.add_argument("--large", action="store_true", help="also larger packs")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(Path(home))
        packs = make_packs(Path(home), environment, large=wanted.large)
        for kind, figures in measure_keys(packs, environment, wanted.keys).items():
            show(kind, figures)


def measure_keys(
    packs: Mapping[str, list[str]], environment: Mapping[str, str], count: int
) -> dict[str, Figures]:
    """Return for each kind of key what it took in the blank app and with each pack."""
    found = {"blank Textual app": _blank_keys(environment, count)}
    for name, options in packs.items():
        found[name] = _our_keys(name, options, environment, count)
    kinds = KINDS
    return {
        kind: Figures(COLUMNS, {name: _percentiles(times[kind]) for name, times in found.items()})
        for kind in kinds
    }


def _blank_keys(environment: Mapping[str, str], count: int) -> dict[str, list[Painted]]:
    with Program([sys.executable, "-c", BLANK], environment) as program:
        program.until(b"blank")
        program.rest(READY)
        found = {
            "cursor": _each(program, islice(cycle([b"\x1b[B"] * 150 + [b"\x1b[A"] * 150), count)),
            "tab": _each(program, [b"]"] * count),
            "tick": _each(program, [b" "] * count),
            "page": _each(program, [b"p"] * count),
            "first opening": _each(program, [b"]"] * FIRST),
            "contents": _each(program, [b"t"] * count),
        }
        program.painted(b"\t", QUIET)
        found["letter"] = _each(
            program, islice(cycle(b"%c" % c for c in b"owns primry care"), count)
        )
        return found


def _our_keys(
    pack: str, options: list[str], environment: Mapping[str, str], count: int
) -> dict[str, list[Painted]]:
    with Program([*OURS, *options], environment) as program:
        program.until(b"Overview")
        program.rest(READY)
        found = {"first opening": _openings(options, environment)}
        found["letter"] = _letters(program, SOUGHT.get(pack, SOUGHT[""]), count)
        found["tab"] = _each(program, [b"]"] * count)
        program.painted(b"2", QUIET)
        found["cursor"] = _each(program, [b"j"] * count)
        program.painted(b"\x1b[H", QUIET)
        found["page"] = _pages(program, count)
        found["contents"] = _contents(program, count)
        program.painted(b"7" if pack == SHIPPED else b"2", QUIET)
        program.painted(b"jjj", QUIET)
        found["tick"] = _each(program, [b" "] * count)
        return {kind: found[kind] for kind in KINDS}


def _openings(options: list[str], environment: Mapping[str, str]) -> list[Painted]:
    """Return what it took to show an article that was not open before, each in a program anew.

    Until the first screen stands: what is made behind it paints nothing.
    """
    found: list[Painted] = []
    for _ in range(FIRST):
        with Program([*OURS, *options], environment) as program:
            program.until(b"Overview")
            program.rest(READY)
            found += _each(program, [b"2"])
    return found


def _pages(program: Program, count: int) -> list[Painted]:
    """Return what it took to turn pages of text, from the first one again after the last."""
    found: list[Painted] = []
    while len(found) < count:
        turned = [took for _ in range(20) if (took := program.painted(b"\x1b[6~", QUIET))]
        found += turned
        program.painted(b"\x1b[H", QUIET)
    return found[:count]


def _contents(program: Program, count: int) -> list[Painted]:
    """Return what it took to open the contents, which are left after each time."""
    found: list[Painted] = []
    for _ in range(count):
        found += _each(program, [b"t"])
        program.painted(b"\x1b", 2 * QUIET)
    return found


def _letters(program: Program, queries: Sequence[str], count: int) -> list[Painted]:
    """Return what each letter took; the box is opened before a query, and left after it."""
    found: list[Painted] = []
    for query in cycle(queries):
        program.painted(b"/", QUIET)
        # What was sought last is still in the box, and selected by no key but this.
        program.painted(b"\x15", QUIET)
        found += _each(program, (letter.encode() for letter in query))
        program.painted(b"\x1b", 2 * QUIET)
        if len(found) >= count:
            return found[:count]
    return found


def _each(program: Program, keys: Iterator[bytes] | Sequence[bytes]) -> list[Painted]:
    """Return what each key took; those that change nothing on the screen are left out."""
    return [took for key in keys if (took := program.painted(key, QUIET))]


def _percentiles(took: Sequence[Painted]) -> list[float]:
    by_clock = sorted(each.seconds * 1000 for each in took)
    used = sorted(each.processor * 1000 for each in took)
    return [times[int(len(times) * share)] for times in (by_clock, used) for share in (0.5, 0.99)]


if __name__ == "__main__":
    main()
