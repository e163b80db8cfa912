"""What holds for all tests of this room."""

import pytest


@pytest.fixture(autouse=True)
def no_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no save wait until a file has settled; tests that are about that pass a `wait`."""
    monkeypatch.setattr("ccgbrief.notebook.store.SETTLING", 0.0)
