"""Spares the garbage collector what stays, so that no key waits for it: all its switches."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OFTEN = 700
"""Things made between two looks for garbage, Python's own number: no key waits for one look."""


def pause() -> None:
    """Stop looking for garbage until `resume`: in the first picture there is none.

    To look for it takes 20 ms.
    """
    gc.disable()


def resume() -> None:
    """Look for garbage again, if that was paused, but never in what was imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(OFTEN)
        gc.enable()


@contextmanager
def staying() -> Iterator[None]:
    """Keep garbage from being looked for while something large is made, and in it ever after.

    To look through 10,000 passages and their blocks takes 100 ms, each time anew.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
