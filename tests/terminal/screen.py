"""What stands on a terminal's screen after all that was written to it: for tests and benchmarks."""

import re
from collections.abc import Iterable

import pyte
from pyte.screens import Char

_KEYBOARD_PROTOCOL = re.compile(rb"\x1b\[[<>=]\d*u")  # pyte would print its last letter
_STRING = re.compile(rb"\x1b[P_][^\x1b]*\x1b\\")
"""A picture, or a question for the terminal itself: pyte would print it."""
_UNFINISHED = re.compile(rb"\x1b[P_][^\x1b]*\x1b?\Z|\x1b[^a-zA-Z]*\Z")


class Screen:
    """A screen that draws what was written only when somebody looks, for that takes long."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""

    @property
    def rows(self) -> list[str]:
        """What stands there, row by row."""
        self._draw()
        return [row.rstrip() for row in self._screen.display]

    @property
    def cells(self) -> list[list[Char]]:
        """The same with how it is drawn."""
        self._draw()
        columns = range(self._screen.columns)
        return [[self._screen.buffer[y][x] for x in columns] for y in range(self._screen.lines)]

    def write(self, data: bytes) -> None:
        """Take what a program wrote."""
        self._held += data

    def last_change(self, writings: Iterable[bytes]) -> int | None:
        """Take several writings; return the number of the last that can be seen, from 0.

        None where none can: the same was painted again.
        """
        last, before = None, self.cells
        for number, data in enumerate(writings):
            self.write(data)
            if (now := self.cells) != before:
                last, before = number, now
        return last

    def resize(self, columns: int, rows: int) -> None:
        """Have another size from now on."""
        self._draw()
        self._screen.resize(rows, columns)

    def _draw(self) -> None:
        data = _STRING.sub(b"", _KEYBOARD_PROTOCOL.sub(b"", self._held))
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._held = data[end:]
        self._stream.feed(data[:end])
