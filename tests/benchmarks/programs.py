"""Programs in a pseudo-terminal, and what is measured of them: for the benchmarks."""

import fcntl
import os
import platform
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.terminal.screen import Screen

SOURCE = Path(__file__).resolve().parents[2] / "src"

OURS = [sys.executable, "-c", "import sys; from ccgbrief.cli import main; sys.exit(main())"]
"""As the script does that installing makes."""

PATIENCE = 20.0
"""Seconds after which what does not come is given up."""

FIRST_PAINT = 1.0
"""Seconds that a key is given to paint anything."""

COLUMNS, ROWS = 100, 30

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
"""The least that Textual takes to show something and to answer a key."""


class Painted(NamedTuple):
    """What it took to answer a key."""

    seconds: float
    """Until the last of what was painted."""
    processor: float
    """Seconds of the processor, which a busy machine does not lengthen as much."""


class Program:
    """A program on a terminal of its own; a context manager that ends it."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.begun = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], command, environment)
        self._screen = Screen(COLUMNS, ROWS)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def type(self, keys: bytes) -> None:
        """Write keys as a terminal does."""
        os.write(self._terminal, keys)

    def until(self, wanted: bytes) -> float:
        """Return how many seconds after the beginning this was shown."""
        shown = b""
        end = time.perf_counter() + PATIENCE
        while (left := end - time.perf_counter()) > 0:
            if data := self._read(left):
                shown += data
                if wanted in shown:
                    return time.perf_counter() - self.begun
        raise TimeoutError(f"{wanted!r} was not shown: {shown[-500:]!r}")

    def painted(self, keys: bytes, quiet: float) -> Painted | None:
        """Type keys, and return what it took until the screen stood still for `quiet` seconds.

        What is painted once more as it was does not count. None where nothing changed.
        """
        used, begun = self._processor(), time.perf_counter()
        self.type(keys)
        painted: list[tuple[float, bytes]] = []
        # A slow key may take longer to paint anything than a screen takes to stand still.
        while data := self._read(quiet if painted else FIRST_PAINT, keep=False):
            painted.append((time.perf_counter() - begun, data))
        used = self._processor() - used
        last = self._screen.last_change(data for _, data in painted)
        return None if last is None else Painted(painted[last][0], used)

    def rest(self, quiet: float) -> None:
        """Wait until nothing was painted for so many seconds."""
        while self._read(quiet):
            pass

    def resident(self) -> float:
        """Return the megabytes of memory that it has."""
        status = Path(f"/proc/{self.process}/status").read_text("utf-8")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line)

    def _read(self, seconds: float, *, keep: bool = True) -> bytes:
        """Return what was written, and `keep` it for the screen."""
        data = b""
        if select.select([self._terminal], [], [], seconds)[0]:
            data = os.read(self._terminal, 65_536)
        if keep:
            self._screen.write(data)
        return data

    def _processor(self) -> float:
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a reader whose home is that folder."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(SOURCE), "TERM": "xterm"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installing compiles, so do we
    for name in (*(f"XDG_{name}_HOME" for name in ("CACHE", "DATA", "STATE")), "COLUMNS", "LINES"):
        environment.pop(name, None)
    return environment


def machine() -> dict[str, str]:
    """Return on what it is measured, and which versions of what."""
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "rapidfuzz")},
        "sqlite": sqlite3.sqlite_version,
        **{name: found for name in ("fzf", "rg") if (found := _version_of(name))},
    }


def _version_of(program: str) -> str:
    if (path := shutil.which(program)) is None:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d[\d.]*", said)
    return found[0] if found else ""
