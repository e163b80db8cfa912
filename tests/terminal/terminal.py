"""A pseudo-terminal with a program in it: for tests that type, read the screen and send signals."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from tests.terminal.screen import Screen

PATIENCE = 30.0
"""Seconds until a screen that does not come counts as one that never will."""

ALTERNATE, ORDINARY = b"\x1b[?1049h", b"\x1b[?1049l"
"""What a program writes to take the alternate screen, and to give it back."""

# The terminal must be the child's own, or closing it and ctrl+z would not reach it.
_LAUNCHER = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Terminal:
    """One program on one terminal; a context manager that leaves nothing running."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        """Start `python` with `arguments` in `folder`."""
        self.written = b""
        """Everything the program has written so far."""
        self._screen = Screen(columns, rows)
        self._ours, self._theirs = os.openpty()
        self.resize(columns, rows)
        self.settings = termios.tcgetattr(self._theirs)
        """How the terminal was set before the program came."""
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, *arguments],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *raised: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()
        os.close(self._theirs)

    @property
    def rows(self) -> list[str]:
        """What is on the screen, row by row."""
        return self._screen.rows

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.rows)

    @property
    def present_settings(self) -> list[object]:
        """How the terminal is set now."""
        return list(termios.tcgetattr(self._theirs))

    @property
    def size(self) -> tuple[int, int]:
        """The columns and rows that the system says the terminal has."""
        columns, rows = os.get_terminal_size(self._theirs)
        return columns, rows

    def reversed_text(self) -> str:
        """Return what is on the screen in reverse video: the open tab, what was found."""
        cells = (cell for row in self._screen.cells for cell in row)
        return "".join(cell.data if cell.reverse else " " for cell in cells)

    def type(self, keys: str | bytes) -> None:
        """Send keys, all of them in one write."""
        os.write(self._ours, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by the system."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(columns, rows)

    def hang_up(self) -> None:
        """Close the terminal, as a window does that is closed."""
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Read what the program writes until something is so."""
        deadline = monotonic() + PATIENCE
        while not is_so():
            self._read()
            if monotonic() > deadline:
                raise AssertionError(f"never seen: {what}\n{self.text}")

    def until_shown(self, text: str) -> None:
        """Wait until `text` stands on the screen, on one row."""
        self.until(lambda: any(text in row for row in self.rows), text)

    def until_gone(self, text: str) -> None:
        """Wait until `text` stands on no row of the screen."""
        self.until(lambda: all(text not in row for row in self.rows), f"no {text}")

    def until_ended(self) -> int:
        """Wait until the program has ended; return its exit status, -n for a signal."""
        self.until(lambda: self.process.poll() is not None, "the end of the program")
        while self._read():
            pass
        return self.process.wait()

    def _read(self) -> bool:
        """Take in what has been written, waiting a moment for it; tell whether there was any."""
        ready, _, _ = select.select([self._ours] if self._ours >= 0 else [], [], [], 0.05)
        if not ready:
            return False
        data = os.read(self._ours, 1 << 16)
        self.written += data
        self._screen.write(data)
        return True
