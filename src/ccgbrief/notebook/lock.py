"""The lock with which open copies of a notebook take turns, and which a draft's writer holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccgbrief.files import is_there, make_alike, resolved

PATIENCE = 1.0
"""Seconds to wait for another copy, which needs a few hundredths."""


def lock_of(path: Path) -> Path:
    """Return the file beside a notebook that is locked in its stead.

    It is never deleted, or two copies could each lock a different file of that name.
    """
    target = resolved(path)
    return target.with_name(f"{target.name}.lock")


@contextmanager
def locked(
    path: Path, patience: float = PATIENCE, waiting: Callable[[], None] = lambda: None
) -> Iterator[bool]:
    """Hold the lock of the notebook at `path`; yields False if it cannot be obtained.

    `patience` is how many seconds to wait for other copies; `waiting` is called where that takes
    longer than `PATIENCE`. Whoever may write to the notebook may lock it, if this user may do that.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - a tenth of a second, and reading needs none

    lock = FileLock(
        lock_of(path),
        timeout=min(patience, PATIENCE),
        poll_interval=0.02,
        preserve_lock_file=True,
        thread_local=False,
    )
    held = True
    try:
        try:
            lock.acquire()
        except Timeout:
            if patience <= PATIENCE:
                raise
            waiting()
            lock.acquire(timeout=patience - PATIENCE)
    except (OSError, NotImplementedError):  # a time-out is an OSError too
        held = False
    try:
        yield held
    finally:
        if held:
            with suppress(OSError):  # before it is the others' turn
                make_alike(lock_of(path), resolved(path))
            with suppress(OSError):
                lock.release(force=True)


def is_locked(path: Path) -> bool:
    """Return whether a process that is still running holds the lock of a file."""
    if not is_there(lock_of(path)):
        return False
    with locked(path, 0.0) as is_free:
        return not is_free
