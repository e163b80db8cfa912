"""Ways to end the app that do not come from the reader: signals, other threads, a fault of ours."""

import asyncio
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ccgbrief import paths, system
from ccgbrief.files import make_folder, write_file
from ccgbrief.text import clean


def from_anywhere(end: Callable[[int], None]) -> Callable[[int], None]:
    """Return what calls `end` in the loop that runs now, from a thread or a signal handler."""
    loop = asyncio.get_running_loop()

    def end_soon(status: int) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(end, status)

    return end_soon


def end_on_signals(end: Callable[[int], None]) -> None:
    """Have each signal that would kill the program call `end` with its exit status."""
    # The loop's own handlers would not do: a flood of keys fills the pipe that wakes them.
    for number in system.ending_signals():
        signal.signal(number, lambda number, _: end(128 + number))


def write_crash_report() -> Path | None:
    """Write the exception that is being handled into a file; return it, if that succeeded."""
    report = paths.state_folder() / "crash.txt"
    with suppress(OSError, ValueError):
        make_folder(report.parent)
        write_file(report, clean(traceback.format_exc()).encode())
        return report
    return None
