"""Processes that write notebooks, for the tests that kill them, starve them or let them race."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any
from unittest.mock import patch

import filelock  # noqa: F401 - so that a process that has changed its user need not find it

from ccgbrief.notebook import Failed, NotebookStore, Saved
from tests.notebook.faults import Faults

AT = datetime(2026, 11, 22, 10, 4, 10, tzinfo=UTC)
"""When everything happens in these tests."""


def context() -> SpawnContext | ForkServerContext:
    """Return a way to start processes that is safe beside threads, and fast where it can be."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    fast = multiprocessing.get_context("forkserver")
    fast.set_forkserver_preload([__name__])
    return fast


def opened(folder: Path) -> NotebookStore:
    """Open the notebook that the tests of a folder share."""
    return NotebookStore.open(folder / "notes.toml", "pack", folder / "state", lambda: AT)


def texts(store: NotebookStore) -> list[str]:
    return [note.text for note in store.notebook.notes()]


def edit_without_end(folder: Path, told: Connection) -> None:
    """Write one note over and over, telling the number of each version once it is saved."""
    kept = opened(folder)
    note = kept.notebook.add_note("0")
    for number in range(1, sys.maxsize):
        note = kept.notebook.edit_note(note, f"{number} {'x' * 5000}")
        if kept.save() == Saved():
            told.send((note.id, number))


@contextmanager
def _no_lock(*_: object) -> Iterator[bool]:
    yield False


def write_notes(folder: Path, name: str, count: int, lock: bool, told: Connection) -> None:
    """Write notes one by one, telling the text of each once it is saved; then leave."""
    with nullcontext() if lock else patch("ccgbrief.notebook.store.locked", _no_lock):
        kept = opened(folder)
        for number in range(count):
            text = f"{name} {number}"
            kept.notebook.add_note(text)
            if kept.save() == Saved():
                told.send(text)
        kept.close()


def save_and_die(folder: Path, text: str, step: int) -> None:
    """Add a note and save it, but be killed before the given step of saving."""
    kept = opened(folder)
    kept.notebook.add_note(text)
    with Faults(step, lambda: os.kill(os.getpid(), signal.SIGKILL)) as faults:
        kept.save()
    sys.exit(0 if faults.calls < step else 1)


def save_starved(folder: Path, text: str, limits: dict[str, Any], told: Connection) -> None:
    """Add a note and save it, as another user or with a limit to the size of files."""
    kept = opened(folder)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - is not there on Windows

        if size := limits.get("size"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        if user := limits.get("user"):
            os.setgid(user)
            os.setuid(user)
    kept.notebook.add_note(text)
    outcome = kept.save()
    failure = outcome if isinstance(outcome, Failed) else None
    told.send((failure and failure.message, failure and failure.rescue, kept.take_messages()))
