"""Keeps garbage collection from delaying keys; everything that switches it is here."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OFTEN = 700
"""Objects made between two collections, Python's own number: short enough for any key."""


def pause() -> None:
    """Pause garbage collection until `resume`.

    The first screen makes no garbage, and looking takes 20 ms.
    """
    gc.disable()


def resume() -> None:
    """Resume garbage collection if it was paused, but never look at what was imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(OFTEN)
        gc.enable()


@contextmanager
def staying() -> Iterator[None]:
    """Pause garbage collection while something large is made, and exclude that for good.

    Looking through 10,000 passages and their blocks takes 100 ms each time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
