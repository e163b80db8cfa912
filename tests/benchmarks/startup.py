"""Measures starting, beside the least that Python and Textual take; prints one table.

    python -m tests.benchmarks.startup [--runs N] [--large]

Each is run in turn with the others, in a pseudo-terminal of 100 by 30 where it has a screen, and
the medians are shown as ratios to the least: a Textual app with one Static for the screen,
`python -c pass` for the commands. With `--large` a pack of 100,000 passages is made and measured
too. The last figures are kept in startup.json beside this file.
"""

import argparse
import fcntl
import json
import os
import platform
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

FIGURES = Path(__file__).with_suffix(".json")
SOURCE = Path(__file__).resolve().parents[2] / "src"

PATIENCE = 20.0
"""Seconds after which a start is given up."""

LARGE_ARTICLES, LARGE_PASSAGES = 10, 10_000
"""Of the large pack: its articles, and the passages in each."""

BLANK = """
from textual.app import App
from textual.widgets import Static
class Blank(App):
    def compose(self):
        self.shown = Static("blank")
        yield self.shown
    def on_key(self, event):
        self.shown.update("answered")
Blank().run()
"""

OURS = [sys.executable, "-m", "ccgbrief"]


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
    parser.add_argument("--large", action="store_true", help="also with 100,000 passages")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        packs: dict[str, list[str]] = {"shipped pack": []}
        if wanted.large:
            packs["100,000 passages"] = ["--pack", str(make_large(Path(home) / "large"))]
        environment = {**os.environ, "HOME": home, "PYTHONPATH": str(SOURCE), "TERM": "xterm"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installing compiles, so do we
        for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "COLUMNS", "LINES"):
            environment.pop(name, None)
        screens = _measure_screens(packs, environment, wanted.runs)
        commands = _measure_commands(packs, environment, wanted.runs)
    machine = {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "rapidfuzz")},
    }
    Console().print(*(f"{name} {value}" for name, value in machine.items()), sep=" · ")
    _print("screen", screens, ("first text", "first answered key", "resident MB"))
    _print("command", commands, ("CPU", "time"))
    figures = {**machine, "runs": wanted.runs, "screens": screens, "commands": commands}
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def make_large(folder: Path) -> Path:
    """Make a pack of many passages and return its folder."""
    (folder / "articles").mkdir(parents=True)
    names = [f"paper-{number}" for number in range(LARGE_ARTICLES)]
    manifest = f'format = 1\nid = "large"\ntitle = "Large"\narticles = {json.dumps(names)}\n'
    (folder / "pack.toml").write_text(manifest, "utf-8")
    words = [f"{begin}{end}" for begin in _parts("bdfglmnprst") for end in _parts("kvz")]
    for place, name in enumerate(names):
        numbers = range(place * LARGE_PASSAGES, (place + 1) * LARGE_PASSAGES)
        body = "\n\n".join(
            " ".join(words[(number * 31 + i * i * 7) % len(words)] for i in range(33))
            for number in numbers
        )
        text = f'+++\ntitle = "Paper {place}"\n+++\n\n{body}\n'
        (folder / "articles" / f"{name}.md").write_text(text, "utf-8")
    return folder


def _parts(letters: str) -> list[str]:
    return [f"{a}{vowel}{b}" for a in letters for vowel in "aeiou" for b in letters]


def _measure_screens(
    packs: dict[str, list[str]], environment: dict[str, str], runs: int
) -> dict[str, list[float]]:
    """Return for each screen the medians of seconds to text, seconds to a key, and megabytes."""
    programs = {"blank Textual app": Screen([sys.executable, "-c", BLANK], b"blank", b"j", b"answ")}
    for name, options in packs.items():
        programs[name] = Screen([*OURS, *options], b"Overview", b"v", b"hidden")
    return _medians(programs, lambda screen: _start(screen, environment), runs)


def _measure_commands(
    packs: dict[str, list[str]], environment: dict[str, str], runs: int
) -> dict[str, list[float]]:
    """Return for each command the medians of seconds of the processor, and by the clock."""
    commands = {"python -c pass": [sys.executable, "-c", "pass"]}
    for name, options in packs.items():
        for words in ("owns primry care", "bakkek"):
            commands[f"search {words}, {name}"] = [*OURS, "search", *options, words]
    commands["where"] = [*OURS, "where"]
    commands["show duties"] = [*OURS, "show", "duties"]
    return _medians(commands, lambda command: _run(command, environment), runs)


def _medians(programs: dict[str, Any], measure: Any, runs: int) -> dict[str, list[float]]:
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in programs}
    for program in programs.values():
        measure(program)  # the first compiles and fills caches
    for _ in range(runs):
        for name, program in programs.items():
            found[name].append(measure(program))
    return {name: [statistics.median(c) for c in zip(*f, strict=True)] for name, f in found.items()}


def _start(screen: Screen, environment: dict[str, str]) -> tuple[float, float, float]:
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(screen.command[0], screen.command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    try:
        shown = _until(terminal, screen.first) - begun
        os.write(terminal, screen.key)
        answered = _until(terminal, screen.answered) - begun
        return shown, answered, _resident(process)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _until(terminal: int, wanted: bytes) -> float:
    """Return when the terminal has shown this."""
    shown = b""
    for data in _shown(terminal):
        shown += data
        if wanted in shown:
            return time.perf_counter()
    raise TimeoutError(f"{wanted!r} was not shown: {shown[-500:]!r}")


def _shown(terminal: int) -> Iterator[bytes]:
    end = time.perf_counter() + PATIENCE
    while (left := end - time.perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            yield os.read(terminal, 65_536)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line)


def _run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun


def _print(what: str, found: dict[str, list[float]], columns: tuple[str, ...]) -> None:
    least = next(iter(found.values()))
    table = Table(what)
    for column in columns:
        table.add_column(column, justify="right")
    for name, values in found.items():
        cells = (
            f"{value:.1f} MB × {value / base:.2f}"
            if column.endswith("MB")
            else f"{value * 1000:.0f} ms × {value / base:.2f}"
            for column, value, base in zip(columns, values, least, strict=True)
        )
        table.add_row(name, *cells)
    Console().print(table)


if __name__ == "__main__":
    main()
