"""Spares the garbage collector what stays, so that no key waits for it: for the panes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
