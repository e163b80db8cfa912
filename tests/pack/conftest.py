"""A watchdog for what must end, and packs to spoil."""

import faulthandler
from collections.abc import Iterator

import pytest

PATIENCE = 60
"""Seconds: what takes so long here would take minutes or years, and nobody would wait for it."""


@pytest.fixture
def must_end() -> Iterator[None]:
    """End the whole test run, saying where it hangs, when the test does not end."""
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
