"""Measures how long an engine keeps all other threads waiting: for the benchmark of search."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SWITCH = 0.0001
"""Seconds after which the interpreter is asked to let another thread run, as often as it can: what
is longer was spent where it could not be asked."""


def longest_stretch(work: Callable[[], object]) -> float:
    """Return the longest stretch of the processor, in milliseconds, in which `work` let none run.

    Without a clock for each thread, as on Windows and macOS, the time by the clock counts.
    """
    with _switching_often():
        return _longest(work) * 1000


@contextmanager
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _longest(work: Callable[[], object]) -> float:
    worker = threading.current_thread()
    used = _clock_of(worker)
    watching = threading.Event()
    done = False
    longest = 0.0

    def watch() -> None:
        nonlocal longest
        last = used()
        watching.set()
        while not done:
            now = used()
            longest = max(longest, now - last)
            last = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    watching.wait()
    try:
        work()
    finally:
        done = True
        watcher.join()
    return longest


def _clock_of(thread: threading.Thread) -> Callable[[], float]:
    """Return a clock that runs while this thread has a processor."""
    if not hasattr(time, "pthread_getcpuclockid") or thread.ident is None:
        return time.perf_counter
    clock = time.pthread_getcpuclockid(thread.ident)
    return lambda: time.clock_gettime(clock)
